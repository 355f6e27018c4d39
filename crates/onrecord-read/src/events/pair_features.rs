//! The features of a pair of mentions that show whether both are of the same event.

use onrecord_record::{ActorId, Event};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::ontology::Property;
use crate::syntax::Upos;

/// An event mention that is compared with another.
#[derive(Clone, Copy)]
pub(super) struct ComparedMention<'a> {
    /// The event as coded from this mention alone.
    pub(super) event: &'a Event,
    pub(super) by: &'a DetectedEvent,
    /// The number of the mention among those of its type.
    pub(super) number: usize,
}

/// Calls `found` with each feature of a pair of mentions of one type; `earlier` precedes `later`.
pub(super) fn features(
    earlier: ComparedMention<'_>,
    later: ComparedMention<'_>,
    input: &CodingInput<'_>,
    mut found: impl FnMut(&str),
) {
    let (a, b) = (earlier.event, later.event);
    let mut name = String::with_capacity(64);
    let mut each = |parts: [&str; 2]| {
        name.clear();
        name.push_str(parts[0]);
        name.push('|');
        name.push_str(parts[1]);
        found(&name);
    };
    let words = words(earlier.by, later.by, input);
    let form = form(later.by, input);
    each(["type", &a.event_type]);
    each(["words", words]);
    each(["form", form]);
    if later.by.has(Property::Mutual) {
        let sides = |event: &Event| event.actors.iter().chain(&event.recipients).copied().collect::<Vec<ActorId>>();
        each(["both sides", compared(&sides(a), &sides(b))]);
    } else {
        each(["actors", compared(&a.actors, &b.actors)]);
        each(["recipients", compared(&a.recipients, &b.recipients)]);
    }
    let may_lack_mode = earlier.by.has(Property::OptionalMode) || later.by.has(Property::OptionalMode);
    each([
        "mode",
        match compared_option(a.mode.as_ref(), b.mode.as_ref()) {
            "one unknown" if may_lack_mode => "same",
            mode => mode,
        },
    ]);
    let value = |event: &Event| event.time.and_then(|id| input.times.get(id.0)).map(|time| time.value.as_str());
    each(["time", compared_option(value(a), value(b))]);
    let place = |event: &Event| event.place.and_then(|id| input.places.get(id.0)).map(|place| place.name.as_str());
    each(["place", compared_option(place(a), place(b))]);
    let sentence = |event: &DetectedEvent| input.article.index.sentence[event.anchor.start];
    let apart = match sentence(later.by) - sentence(earlier.by) {
        0 => "same sentence",
        1 => "next sentence",
        2..=3 => "2 or 3 sentences",
        4..=8 => "4 to 8 sentences",
        _ => "further",
    };
    each(["apart", apart]);
    let between = match later.number - earlier.number {
        1 => "none",
        2 => "one",
        3..=5 => "some",
        _ => "many",
    };
    each(["between", between]);
    let counts = (earlier.by.counts_victims(), later.by.counts_victims());
    if later.by.has(Property::Violent) && (counts.0 || counts.1) {
        each(["victims", if counts.0 && counts.1 { "both" } else { "one" }]);
    }
}

/// Compares the words of two triggers.
fn words(earlier: &DetectedEvent, later: &DetectedEvent, input: &CodingInput<'_>) -> &'static str {
    let of = |event: &DetectedEvent| -> Vec<String> {
        event.anchor.clone().map(|token| input.article.lower(token).to_owned()).collect()
    };
    let (a, b) = (of(earlier), of(later));
    /// The number of initial letters that forms of the same word share.
    const STEM: usize = 5;
    let stem = |word: &str| word.chars().take(STEM).collect::<String>();
    let is_long = |word: &&String| word.chars().count() >= 4;
    if a == b {
        "same"
    } else if a.iter().filter(is_long).any(|word| b.iter().filter(is_long).any(|other| stem(word) == stem(other))) {
        "of one stem"
    } else {
        "other"
    }
}

/// Returns the form of a trigger: a verb, or a noun with the kind of its determiner.
fn form(event: &DetectedEvent, input: &CodingInput<'_>) -> &'static str {
    let article = input.article;
    let token = event.clause.first().copied().unwrap_or(event.anchor.start);
    if !matches!(article.syntax.upos[token], Upos::Noun | Upos::Propn) {
        return "verb";
    }
    let mut below = article.children(token).iter().copied();
    let determiner = below.find(|&t| article.syntax.upos[t] == Upos::Det).map(|t| article.lower(t));
    match determiner {
        Some(word) if article.grammar().definite.has(word) => "definite noun",
        Some(_) => "noun with determiner",
        None => "bare noun",
    }
}

/// Compares the participants of two mentions on one side.
fn compared(a: &[ActorId], b: &[ActorId]) -> &'static str {
    let shared = a.iter().filter(|id| b.contains(id)).count();
    match (a.len(), b.len()) {
        (0, 0) => "both unknown",
        (0, _) | (_, 0) => "one unknown",
        (n, m) if shared == n && shared == m => "same",
        (n, m) if shared == n || shared == m => "one in the other",
        _ if shared > 0 => "some shared",
        _ => "none shared",
    }
}

fn compared_option<T: PartialEq>(a: Option<T>, b: Option<T>) -> &'static str {
    match (a, b) {
        (None, None) => "both unknown",
        (Some(a), Some(b)) if a == b => "same",
        (Some(_), Some(_)) => "other",
        _ => "one unknown",
    }
}
