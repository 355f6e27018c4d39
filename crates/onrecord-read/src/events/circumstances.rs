//! When and where an event took place: the times and places that its words, its clause or its paragraph tell.

use std::ops::Range;

use onrecord_record::{ActorKind, EventStatus, Place, PlaceId, Span, Time, TimeId, TimeType};

use super::Found;
use super::coded::Made;
use super::ontology::{List, Property};
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Prepositions before the place of an event.
const WHERE: [&str; 11] =
    ["in", "at", "near", "outside", "inside", "across", "on", "around", "off", "throughout", "through"];

/// Prepositions before the goal of those who move.
const WHITHER: [&str; 3] = ["to", "into", "onto"];

/// Steps from the word of a place up to the event.
const MAX_STEPS: usize = 6;

/// Sentences before and behind an act on the ground in which its place may be told.
const BEFORE: usize = 4;
const BEHIND: usize = 2;

/// The tokens of a span that lies in the sentence of the event.
pub(super) fn words(found: &Found, made: &Made<'_>, span: Span) -> Vec<usize> {
    let article = made.article;
    let tokens = &article.division.tokens;
    let sentence = article.sentence(found.anchor.start).clone();
    let inside = &tokens[sentence.clone()];
    let first = sentence.start + inside.partition_point(|token| token.span.start < span.start);
    (first..sentence.end).take_while(|&t| tokens[t].span.end <= span.end).collect()
}

/// Which of the entries, which are in text order, begin in the sentence of the event.
pub(super) fn beside<T>(found: &Found, made: &Made<'_>, entries: &[T], span: fn(&T) -> Span) -> Range<usize> {
    of_sentence(made, made.article.sentence(found.anchor.start), entries, span)
}

fn of_sentence<T>(made: &Made<'_>, sentence: &Range<usize>, entries: &[T], span: fn(&T) -> Span) -> Range<usize> {
    let bytes = made.article.division.span(sentence);
    let first = entries.partition_point(|entry| span(entry).start < bytes.start);
    first..first + entries[first..].partition_point(|entry| span(entry).start < bytes.end)
}

/// The first time that belongs to the event's words, else to a verb that they are joined to or told with.
pub(super) fn time(found: &Found, made: &Made<'_>) -> Option<TimeId> {
    let own = time_at(found, made, &found.clause);
    if own.is_some() {
        return own;
    }
    if let Some(time) = time_behind(found, made) {
        return Some(time);
    }
    let syntax = made.article.syntax;
    let mut at = found.anchor.start;
    for _ in 0..MAX_STEPS {
        let head = syntax.head[at]?;
        let said = found.has(Property::Verbal);
        let shared = match syntax.relation[at] {
            // "visited Mexico in April and praised": told once for all.
            Relation::Conj | Relation::Advcl | Relation::Xcomp => syntax.upos[head] == Upos::Verb,
            // "said on Monday that it had appealed".
            Relation::Ccomp => said && syntax.upos[head] == Upos::Verb,
            _ => false,
        };
        if !shared {
            return None;
        }
        if let Some(time) = time_at(found, made, &[head]) {
            return Some(time);
        }
        at = head;
    }
    None
}

fn time_at(found: &Found, made: &Made<'_>, clause: &[usize]) -> Option<TimeId> {
    let syntax = made.article.syntax;
    let is_tied = |time: &Time| {
        let words = words(found, made, time.span);
        let top = words.iter().find(|&&t| syntax.head[t].is_none_or(|h| !words.contains(&h)));
        top.and_then(|&t| climb(made.article, clause, t)).is_some()
    };
    let dated = |time: &Time| matches!(time.time_type, TimeType::Date | TimeType::Time);
    let tied = |i: &usize| dated(&made.times[*i]) && is_tied(&made.times[*i]);
    beside(found, made, made.times, |time| time.span).find(tied).map(TimeId)
}

/// A time behind the event's words with no other verb between ("to meet him at a summit in Munich on Friday").
fn time_behind(found: &Found, made: &Made<'_>) -> Option<TimeId> {
    let article = made.article;
    let no_other = |t: usize| {
        !matches!(article.syntax.upos[t], Upos::Verb | Upos::Aux) && !matches!(article.word(t), "," | ";" | "“" | "\"")
    };
    let is_behind = |time: &Time| {
        let dated = matches!(time.time_type, TimeType::Date | TimeType::Time);
        let first = words(found, made, time.span).first().copied();
        dated
            && first.is_some_and(|t| {
                found.anchor.end <= t && (found.anchor.end..t).all(no_other) && is_adverbial(article, t)
            })
    };
    beside(found, made, made.times, |time| time.span).find(|&i| is_behind(&made.times[i])).map(TimeId)
}

/// Whether the first word of a time stands behind a preposition of time or is an adverb, so that it is no part of a name.
fn is_adverbial(article: &ArticleView<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).map(|t| article.word(t).to_lowercase());
    matches!(before.as_deref(), Some("on" | "in" | "at" | "during"))
        || matches!(&*article.word(token).to_lowercase(), "today" | "yesterday" | "last" | "this" | "next" | "on")
}

/// From a word up to one of the clause's, over nouns only; the last word before it.
fn climb(article: &ArticleView<'_>, clause: &[usize], token: usize) -> Option<usize> {
    let syntax = article.syntax;
    let mut at = token;
    for _ in 0..MAX_STEPS {
        let head = syntax.head[at]?;
        if clause.contains(&head) {
            return Some(at);
        }
        if matches!(syntax.upos[head], Upos::Verb) {
            return None;
        }
        at = head;
    }
    None
}

/// Whether the word has one of the prepositions.
fn has(article: &ArticleView<'_>, token: usize, prepositions: &[&str]) -> bool {
    let syntax = article.syntax;
    let is_one =
        |c: usize| syntax.relation[c] == Relation::Case && prepositions.contains(&&*article.word(c).to_lowercase());
    syntax.children(token, article.sentence(token)).any(is_one)
}

/// The place of an event: told with its words; a participant that is a place, or stands in one; for acts on the ground
/// and meetings, one told in the sentence; for acts on the ground, one told just before or behind.
pub(super) fn place(found: &Found, made: &Made<'_>) -> Option<PlaceId> {
    let article = made.article;
    let moves = found.has(Property::Travel) || found.has(Property::Moves);
    let on_the_ground = found.has(Property::OnTheGround);
    let at_recipient = on_the_ground || found.has(Property::PlaceOfRecipient);
    // "A summit on Ukraine" is not there.
    let is_topic = |t: usize| !at_recipient && has(article, t, &["on"]);
    let is_where = |t: usize| has(article, t, &WHERE) && !is_topic(t) || moves && has(article, t, &WHITHER);
    let is_name = |place: &Place| place.span.text(article.text).starts_with(char::is_uppercase);
    let near = beside(found, made, made.places, |place| place.span);
    let found_by = |test: &dyn Fn(&Place) -> bool| {
        near.clone().find(|&i| is_name(&made.places[i]) && test(&made.places[i])).map(PlaceId)
    };
    let tied = |place: &Place| {
        words(found, made, place.span).iter().any(|&t| climb(article, &found.clause, t).is_some_and(is_where))
    };
    if let Some(id) = found_by(&tied) {
        return Some(id);
    }
    // "bombed Libya", "a Baghdad police academy".
    let of_recipient = |place: &Place| {
        let is_of = |t: &usize| found.counted.contains(t) || is_inside(article, *t, &found.counted);
        words(found, made, place.span).iter().any(is_of)
    };
    if (at_recipient || moves)
        && let Some(id) = found_by(&of_recipient)
    {
        return Some(id);
    }
    if at_recipient && let Some(id) = land(found, made) {
        return Some(id);
    }
    // "Hatay, where thousands have taken refuge".
    let of_relative = |place: &Place| {
        let words = words(found, made, place.span);
        relative_of(article, found.anchor.start)
            .is_some_and(|noun| words.iter().any(|&t| t == noun || article.syntax.head[t] == Some(noun)))
    };
    if let Some(id) = found_by(&of_relative) {
        return Some(id);
    }
    // "Turkey hosted the talks".
    let hosts = |&t: &usize| {
        article.syntax.relation[t] == Relation::Nsubj
            && article.syntax.head[t].is_some_and(|verb| {
                found.clause.contains(&verb) && made.ontology.is(&article.word(verb).to_lowercase(), List::Hosting)
            })
    };
    if let Some(id) = found_by(&|place| words(found, made, place.span).iter().any(hosts)) {
        return Some(id);
    }
    let is_subject = |t: usize| {
        matches!(article.syntax.relation[t], Relation::Nsubj | Relation::NsubjPass)
            && article.syntax.head[t].is_some_and(|verb| found.clause.contains(&verb))
    };
    // "Iceland's government fell": it does so at home.
    let governs = |&t: &usize| {
        article.syntax.relation[t] == Relation::NmodPoss && article.syntax.head[t].is_some_and(&is_subject)
    };
    // "Syria slid into civil war".
    let slides = |&t: &usize| is_subject(t) && has(article, found.anchor.start, &["into"]);
    let is_home = |place: &Place| {
        let words = words(found, made, place.span);
        found.has(Property::PlaceOfOwner) && words.iter().any(governs) || on_the_ground && words.iter().any(slides)
    };
    if let Some(id) = found_by(&is_home) {
        return Some(id);
    }
    // "The war in Ukraine" is where the war is.
    let of_another = |t: usize| {
        let head =
            article.syntax.head[t].filter(|h| !found.clause.contains(h) && article.syntax.upos[*h] == Upos::Noun);
        head.is_some_and(|h| made.ontology.triggers(&article.word(h).to_lowercase()).iter().any(|t| !t.is_verb))
    };
    // "'We oppose any attempt in the East China Sea,' he said after the talks": what is quoted elsewhere is not there.
    let is_quoted = |words: &&Range<usize>| !article.word(words.start).contains(char::is_alphanumeric);
    let of_words = |t: usize| {
        let mut quoted = made.contents.iter().flatten().filter(is_quoted);
        quoted.any(|words| words.contains(&t) && !words.contains(&found.anchor.start))
    };
    let is_told = |t: usize| (has(article, t, &WHERE) && !is_topic(t) || is_where_above(article, t)) && !of_another(t);
    let in_sentence = |place: &Place| words(found, made, place.span).iter().any(|&t| is_told(t) && !of_words(t));
    let planned = found.has(Property::PlannedPlaceInSentence) && found.status == EventStatus::Planned;
    if (on_the_ground || planned || found.has(Property::PlaceInSentence))
        && let Some(id) = found_by(&in_sentence)
    {
        return Some(id);
    }
    let undated = time_at(found, made, &found.clause).is_none();
    if !on_the_ground || !undated || found.status != EventStatus::Actual {
        return None;
    }
    around(found, made, &is_told).or_else(|| at_home(found, made))
}

/// The country that is named nearest, where the event befalls "the country" or takes place across it; not that of those who
/// invade it.
fn land(found: &Found, made: &Made<'_>) -> Option<PlaceId> {
    let article = made.article;
    let is_land = |t: &usize| article.knowledge.is_country_noun(&article.word(*t).to_lowercase());
    let where_of = |verb: &usize| {
        let below: Vec<usize> = article.syntax.children(*verb, article.sentence(*verb)).collect();
        below.into_iter().find(|&t| is_land(&t) && has(article, t, &WHERE))
    };
    let befallen = found.counted.iter().copied().find(is_land);
    let token = befallen.or_else(|| found.clause.iter().find_map(where_of))?;
    let start = article.division.tokens[token].span.start;
    let country = |entity: &usize| made.actors.get(made.id_of.get(entity)?.0)?.country.as_deref();
    let invades = |place: &Place| {
        befallen.is_some() && found.actors.iter().any(|entity| country(entity) == place.country.as_deref())
    };
    let named = made.places.iter().enumerate().filter(|(_, place)| {
        place.country.is_some() && article.knowledge.country_by_name(&place.name).is_some() && !invades(place)
    });
    named.min_by_key(|(_, place)| place.span.start.abs_diff(start)).map(|(i, _)| PlaceId(i))
}

/// The noun that the clause of a verb describes with "where".
fn relative_of(article: &ArticleView<'_>, verb: usize) -> Option<usize> {
    let syntax = article.syntax;
    let is_relative = matches!(syntax.relation[verb], Relation::AclRelcl | Relation::Acl | Relation::Advcl);
    let by_where =
        || syntax.children(verb, article.sentence(verb)).any(|t| article.word(t).eq_ignore_ascii_case("where"));
    syntax.head[verb].filter(|_| is_relative && by_where())
}

/// The place that is told nearest before the sentence of the event, else nearest behind it.
fn around(found: &Found, made: &Made<'_>, is_told: &dyn Fn(usize) -> bool) -> Option<PlaceId> {
    let division = made.article.division;
    let at = division.sentences.partition_point(|s| s.end <= found.anchor.start);
    let told = |sentence: usize| {
        let tokens = division.sentences.get(sentence)?.clone();
        let inside = |place: &Place| {
            if !is_of_sides(found, made, place) {
                return false;
            }
            let within = |t: &usize| place.span.contains(division.tokens[*t].span);
            tokens.clone().filter(within).any(is_told)
        };
        of_sentence(made, &tokens, made.places, |place| place.span).find(|&i| inside(&made.places[i])).map(PlaceId)
    };
    let before = (1..=BEFORE).filter_map(|n| at.checked_sub(n)).find_map(told);
    before.or_else(|| (at + 1..=at + BEHIND).find_map(told))
}

/// The country of those who protest, where the article has named it before.
fn at_home(found: &Found, made: &Made<'_>) -> Option<PlaceId> {
    let country = |place: &Place| made.article.knowledge.country_by_name(&place.name).map(|c| c.iso.to_string());
    let named = |place: &Place| {
        let before = place.span.end <= made.article.division.span(&found.anchor).start;
        before && country(place).is_some() && country(place) == place.country && is_of_sides(found, made, place)
    };
    let known = found.has(Property::PlaceOfActors) && !found.actors.is_empty();
    known.then(|| made.places.iter().rposition(named)).flatten().map(PlaceId)
}

/// Whether the place is in the country of some participant, as far as both are known.
fn is_of_sides(found: &Found, made: &Made<'_>, place: &Place) -> bool {
    let actor = |entity: &usize| made.id_of.get(entity).and_then(|id| made.actors.get(id.0));
    // A country attacks others elsewhere than at home.
    let is_abroad =
        |entity: &&usize| found.has(Property::Violent) && actor(entity).is_some_and(|a| a.kind == ActorKind::Country);
    if found.recipients.is_empty() && found.actors.iter().any(|entity| is_abroad(&entity)) {
        return false;
    }
    let countries: Vec<&String> = (found.actors.iter().chain(&found.recipients))
        .filter(|entity| !is_abroad(entity) || found.recipients.contains(entity))
        .filter_map(|entity| actor(entity)?.country.as_ref())
        .collect();
    found.actors.is_empty()
        || countries.is_empty()
        || place.country.as_ref().is_some_and(|country| countries.contains(&country))
}

/// Whether the word names where one of the others is: "a Baghdad school", "the hotel in Kabul".
fn is_inside(article: &ArticleView<'_>, token: usize, others: &[usize]) -> bool {
    let syntax = article.syntax;
    syntax.head[token].is_some_and(|h| others.contains(&h))
        && (syntax.relation[token] == Relation::Compound
            && article.knowledge.country_by_name(article.word(token)).is_none()
            || syntax.relation[token] == Relation::Nmod && has(article, token, &WHERE))
}

/// Whether a phrase with "of" belongs to the noun.
fn has_of(article: &ArticleView<'_>, noun: usize) -> bool {
    let syntax = article.syntax;
    syntax
        .children(noun, article.sentence(noun))
        .any(|t| syntax.relation[t] == Relation::Nmod && has(article, t, &["of"]))
}

/// Whether the word belongs to a description of the place ("in the city of Ramallah").
fn is_where_above(article: &ArticleView<'_>, token: usize) -> bool {
    let syntax = article.syntax;
    syntax.head[token].is_some_and(|h| {
        has(article, h, &WHERE)
            && match syntax.relation[token] {
                Relation::Nmod => has(article, token, &["of"]),
                Relation::Appos | Relation::Flat => true,
                // "at a Beijing hotel"; a name that "on" stands before is one of a topic or a body.
                // Before "city of Ramallah" it says only in which part that is.
                Relation::Compound => {
                    has(article, h, &["in", "at", "near", "outside", "inside"]) && !has_of(article, h)
                }
                _ => false,
            }
    })
}
