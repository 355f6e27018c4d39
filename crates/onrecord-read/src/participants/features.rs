//! The features of a participant and a candidate country.

use std::collections::BTreeSet;

use onrecord_record::{Actor, ActorId, ActorKind, Event, MentionForm, Place, Statement};

use super::named_countries::{NamedCountries, NamedCountry};
use crate::article::ArticleView;
use crate::model::{EventHeads, HeadVectors};

/// The parts of the record and of the model's output that are used to choose the countries of actors.
pub(crate) struct Around<'a> {
    pub(crate) events: &'a [Event],
    pub(crate) statements: &'a [Statement],
    pub(crate) places: &'a [Place],
    pub(crate) article: &'a ArticleView<'a>,
    pub(crate) heads: &'a EventHeads,
    pub(crate) vectors: &'a HeadVectors,
}

impl<'a> Around<'a> {
    /// Collects the parts of the record, and the model's heads and vectors.
    pub(crate) fn new(
        (events, statements, places): (&'a [Event], &'a [Statement], &'a [Place]),
        article: &'a ArticleView<'a>,
        heads: &'a EventHeads,
        vectors: &'a HeadVectors,
    ) -> Around<'a> {
        Around { events, statements, places, article, heads, vectors }
    }
}

/// The properties of a participant that the features use, computed once.
pub(super) struct Participant<'a> {
    /// Actor kind, and whether it is named or described ("person-named").
    class: String,
    /// Its sectors; "no sector" if it has none, and "a country" for nouns that denote a country.
    sectors: Vec<&'a str>,
    /// The first tokens of its mentions except pronouns, in text order.
    at: Vec<usize>,
    belongs: Option<String>,
    /// The countries and sectors of the opposite participants in its events.
    faced: Vec<(String, &'a [String])>,
    /// The countries of the other participants in the same role of its events.
    beside: Vec<String>,
    /// The countries of the places of its events, and whether it is the recipient there.
    event_places: Vec<(String, bool)>,
    /// The class of the model's logit for belonging to any country.
    likely: &'static str,
}

impl<'a> Participant<'a> {
    /// `logit` is the model's logit for belonging to any country, if available.
    pub(super) fn new(
        id: usize,
        actors: &'a [Actor],
        around: &Around<'_>,
        named: &NamedCountries<'_>,
        logit: Option<f32>,
    ) -> Self {
        let actor = &actors[id];
        let kind = match actor.kind {
            ActorKind::Person => "person",
            ActorKind::Organization => "organization",
            ActorKind::Group => "group",
            ActorKind::Place => "place",
            _ => "other",
        };
        let is_named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        let mut sectors: Vec<&str> = actor.sectors.iter().map(String::as_str).collect();
        if sectors.is_empty() {
            sectors.push("no sector");
        }
        if around.article.knowledge.is_country_noun(actor.name.rsplit(' ').next().unwrap_or_default()) {
            sectors.push("a country");
        }
        let spans = actor.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun);
        let mut participant = Participant {
            class: format!("{kind}-{}", if is_named { "named" } else { "described" }),
            sectors,
            at: spans.map(|mention| named.tokens(mention.span).start).collect(),
            belongs: named.belongs(actor),
            faced: Vec::new(),
            beside: Vec::new(),
            event_places: Vec::new(),
            likely: logit.map_or("unknown", likely),
        };
        for event in around.events {
            for (own, other, undergoes) in
                [(&event.actors, &event.recipients, false), (&event.recipients, &event.actors, true)]
            {
                if !own.iter().any(|own| own.0 == id) {
                    continue;
                }
                let country = |id: &ActorId| actors.get(id.0)?.country.clone();
                let faced = |id: &ActorId| Some((country(id)?, actors[id.0].sectors.as_slice()));
                participant.faced.extend(other.iter().filter_map(faced));
                participant.beside.extend(own.iter().filter_map(country));
                let place =
                    event.place.and_then(|place| around.places.get(place.0)).and_then(|place| place.country.clone());
                participant.event_places.extend(place.map(|country| (country, undergoes)));
            }
        }
        participant
    }

    /// Calls `found` with each feature of the participant and the country.
    pub(super) fn features(&self, code: &str, named: &NamedCountries<'_>, mut found: impl FnMut(&str)) {
        let Some(country) = named.by_code.get(code) else { return };
        let class = &self.class;
        let mut name = String::with_capacity(64);
        let mut each = |parts: &[&str]| {
            name.clear();
            for (i, part) in parts.iter().enumerate() {
                if i > 0 {
                    name.push('|');
                }
                name.push_str(part);
            }
            found(&name);
        };
        let is_top = named.by_code.values().all(|other| other.tokens.len() <= country.tokens.len());
        each(&["any", class]);
        each(&["belongs to any", self.likely]);
        each(&["belongs to any", self.likely, class]);
        for sector in &self.sectors {
            each(&["any", sector]);
        }
        each(&["share", share(country, named), class]);
        if is_top {
            each(&["most named", class]);
            self.sectors.iter().for_each(|sector| each(&["most named", sector]));
        }
        let mut apart = named.by_code.iter().filter(|(other, _)| !self.faces(other));
        if !self.faced.is_empty()
            && !self.faces(code)
            && apart.all(|(_, other)| other.tokens.len() <= country.tokens.len())
        {
            each(&["most named of those not faced", class]);
        }
        if named.by_code.len() == 1 {
            each(&["only country", class]);
        }
        let is_first = named.by_code.values().all(|other| other.tokens.first() >= country.tokens.first());
        if is_first {
            each(&["first named", class]);
        }
        if country.n_of_places == country.tokens.len() {
            each(&["named by places only", class]);
        }
        self.near(country, named, &mut each);
        if self.belongs.as_deref() == Some(code) {
            each(&["belongs", class]);
        } else if self.belongs.is_some() {
            each(&["belongs to another", class]);
        }
        self.in_events(code, &mut each);
    }

    /// Adds the features of the events that the participant takes part in.
    fn in_events(&self, code: &str, each: &mut impl FnMut(&[&str])) {
        let class = &self.class;
        if self.faces(code) {
            each(&["faces", class]);
            let others = self.faced.iter().filter(|(faced, _)| faced == code).flat_map(|(_, sectors)| *sectors);
            for other in others.collect::<BTreeSet<_>>() {
                self.sectors.iter().for_each(|sector| each(&["faces", other, sector]));
            }
        }
        if self.beside.iter().any(|beside| beside == code) {
            each(&["beside", class]);
        }
        if let Some((_, undergoes)) = self.event_places.iter().find(|(place, _)| place == code) {
            let side = if *undergoes { "recipient" } else { "actor" };
            each(&["place of event", side, class]);
            self.sectors.iter().for_each(|sector| each(&["place of event", side, sector]));
        }
    }

    fn faces(&self, code: &str) -> bool {
        self.faced.iter().any(|(faced, _)| faced == code)
    }

    /// Adds the features of the distance between the participant and the nearest words that name the country.
    fn near(&self, country: &NamedCountry, named: &NamedCountries<'_>, each: &mut impl FnMut(&[&str])) {
        let class = &self.class;
        let sentences = &named.article.division.sentences;
        let sentence = |token: usize| sentences.partition_point(|sentence| sentence.end <= token);
        let pairs = self.at.iter().flat_map(|&at| nearest(&country.tokens, at).map(move |t| (at, t)));
        let Some(apart) = pairs.map(|(at, t)| sentence(at).abs_diff(sentence(t))).min() else { return };
        let apart = match apart {
            0 => "same sentence",
            1 => "next sentence",
            2 => "2 sentences",
            3..=5 => "3 to 5 sentences",
            _ => "further",
        };
        each(&["nearest in", apart, class]);
        let Some(&first) = self.at.first() else { return };
        let last_before =
            |country: &NamedCountry| country.tokens[..country.tokens.partition_point(|&t| t <= first)].last().copied();
        let own = last_before(country);
        if own.is_some() && named.by_code.values().all(|other| last_before(other) <= own) {
            each(&["last before", class]);
            self.sectors.iter().for_each(|sector| each(&["last before", sector]));
        }
        let distance = nearest(&country.tokens, first)
            .filter(|&t| sentence(t) == sentence(first))
            .map(|t| (t < first, t.abs_diff(first)))
            .min_by_key(|&(_, distance)| distance);
        if let Some((before, distance)) = distance {
            let words = match distance {
                0..=2 => "1 or 2 words",
                3..=5 => "3 to 5 words",
                6..=10 => "6 to 10 words",
                _ => "more words",
            };
            each(&[if before { "before by" } else { "behind by" }, words, class]);
        }
    }
}

/// Returns the class of a logit.
fn likely(logit: f32) -> &'static str {
    const CLASSES: [(f32, &str); 7] = [
        (-1.0, "below -1"),
        (0.0, "-1 to 0"),
        (1.0, "0 to 1"),
        (2.0, "1 to 2"),
        (3.0, "2 to 3"),
        (4.5, "3 to 4.5"),
        (f32::INFINITY, "above 4.5"),
    ];
    CLASSES.iter().find(|(bound, _)| logit < *bound).map_or("unknown", |(_, name)| name)
}

/// Returns the nearest of the tokens before and at or after `at`.
fn nearest(tokens: &[usize], at: usize) -> impl Iterator<Item = usize> + Clone {
    let i = tokens.partition_point(|&t| t < at);
    [i.checked_sub(1), Some(i)]
        .into_iter()
        .flatten()
        .filter_map(|i| tokens.get(i).copied())
        .collect::<Vec<_>>()
        .into_iter()
}

/// Returns the class of the share of this country among all words that name countries.
fn share(country: &NamedCountry, named: &NamedCountries<'_>) -> &'static str {
    match 100 * country.tokens.len() / named.n_tokens.max(1) {
        0..10 => "below 10%",
        10..25 => "10 to 25%",
        25..50 => "25 to 50%",
        50..75 => "50 to 75%",
        _ => "above 75%",
    }
}
