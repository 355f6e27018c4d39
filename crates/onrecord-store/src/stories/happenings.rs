//! What happens in a story, and which articles tell the same.

use std::collections::BTreeSet;

use onrecord_record::{ActorId, ActorKind, Event, EventId, EventStatus};
use serde::{Serialize, Serializer};

use super::actors::Cast;
use super::terms;
use super::view::{Passage, Piece};
use crate::day;

/// An event, by all articles that tell it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Happening {
    /// The day on which it happens, where an article says that.
    pub day: Option<String>,
    /// The day on which it was first published.
    pub told: Option<String>,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Those of the story's actors who do it.
    pub actors: Vec<usize>,
    /// Those of the story's actors to whom it is done.
    pub recipients: Vec<usize>,
    /// Those without a name who do it, in the words of the article that names most, else of the first one.
    pub unnamed_actors: Vec<String>,
    /// Those without a name to whom it is done.
    pub unnamed_recipients: Vec<String>,
    /// Where, where an article says that.
    pub place: Option<String>,
    /// The articles that tell it, in their order: the first one had it first.
    pub articles: Vec<usize>,
    /// Each time that it is told.
    pub tellings: Vec<Telling>,
}

/// One article's account of an event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Telling {
    /// The words that state it.
    pub words: Passage,
    /// The sentence around them.
    pub sentence: String,
    /// Whether it is real.
    #[serde(serialize_with = "status")]
    pub status: EventStatus,
    /// The statement of the article that reports it, such as `s4`.
    pub statement: Option<String>,
    /// Mentioned as data for comparisons only.
    #[serde(skip)]
    pub(super) facts: Facts,
}

fn status<S: Serializer>(status: &EventStatus, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.as_str())
}

/// What makes an event this event.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Facts {
    pub(super) article: usize,
    /// The place of the event in its record.
    pub(super) place_in_record: usize,
    pub(super) event_type: String,
    pub(super) actors: BTreeSet<usize>,
    pub(super) recipients: BTreeSet<usize>,
    /// Those of both who are persons: a country has a part in many events.
    pub(super) persons: BTreeSet<usize>,
    /// The day on which it happens; 0 where the article does not say.
    pub(super) day: i64,
    pub(super) published: i64,
    pub(super) place: Option<String>,
    /// The stems of the words that state it.
    pub(super) anchor: Vec<String>,
    /// The words of the sentence before them, and those from them on.
    pub(super) sentence: [Vec<String>; 2],
    /// Those without a name who do it, and to whom it is done.
    pub(super) unnamed: [Vec<String>; 2],
}

/// Words of a sentence by which two articles are seen to have it from one source; shorter ones come about by themselves.
const MIN_SAME_SENTENCE: usize = 6;

/// Days between two articles that may tell the same undated event.
const NEAR_DAYS: i64 = 3;

impl Facts {
    pub(super) fn of(article: usize, piece: &Piece, place: usize, event: &Event, cast: &Cast) -> Facts {
        let record = &piece.record;
        let (actors, recipients) = (cast.those(article, &event.actors), cast.those(article, &event.recipients));
        let is_person = |at: &&usize| cast.actors[**at].kind == ActorKind::Person;
        Facts {
            article,
            place_in_record: place,
            event_type: event.event_type.clone(),
            persons: actors.union(&recipients).filter(is_person).copied().collect(),
            actors,
            recipients,
            day: event.time.map_or(0, |time| day::number(&record.times[time.0].value)),
            published: piece.day,
            place: event.place.map(|place| record.places[place.0].name.to_lowercase()),
            anchor: terms::words(event.anchor.text(piece.text())).collect(),
            sentence: {
                let sentence = piece.sentence(event.anchor);
                let words = |from, to| -> Vec<String> {
                    let text = piece.text().get(from..to).unwrap_or_default();
                    text.split_whitespace().map(str::to_lowercase).collect()
                };
                [words(sentence.start, event.anchor.start), words(event.anchor.start, sentence.end)]
            },
            unnamed: [&event.actors, &event.recipients].map(|ids| unnamed(article, piece, ids, cast)),
        }
    }

    /// Whether two articles have one sentence, in which the same words state both; a dateline may stand before it.
    fn same_sentence(&self, other: &Facts) -> bool {
        let ([one_before, one_after], [before, after]) = (&self.sentence, &other.sentence);
        let is_long = one_before.len().min(before.len()) + after.len() >= MIN_SAME_SENTENCE;
        let same_before = one_before.ends_with(before) || before.ends_with(one_before);
        self.article != other.article && is_long && one_after == after && same_before
    }

    pub(super) fn same_day(&self, other: &Facts) -> bool {
        self.day > 0 && self.day == other.day
    }

    pub(super) fn same_place(&self, other: &Facts) -> bool {
        self.place.is_some() && self.place == other.place
    }

    pub(super) fn share_actors(&self, other: &Facts) -> bool {
        !self.actors.is_disjoint(&other.actors)
    }

    pub(super) fn share_recipients(&self, other: &Facts) -> bool {
        !self.recipients.is_disjoint(&other.recipients)
    }

    pub(super) fn near(&self, other: &Facts) -> bool {
        let days = |facts: &Facts| if facts.day > 0 { facts.day } else { facts.published };
        days(self) == 0 || days(other) == 0 || (days(self) - days(other)).abs() <= NEAR_DAYS
    }

    /// Whether both are one event: nothing may speak against it, and who did it to whom, or one of them with day or place,
    /// with the same words (a person among them is enough), or day, place and words must speak for it; or the same
    /// sentence, since agencies' sentences are carried by many.
    fn is_same(&self, other: &Facts) -> bool {
        let clash =
            |one: &BTreeSet<usize>, two: &BTreeSet<usize>| !one.is_empty() && !two.is_empty() && one.is_disjoint(two);
        let differs = self.event_type != other.event_type
            || clash(&self.actors, &other.actors)
            || clash(&self.recipients, &other.recipients)
            || (self.day > 0 && other.day > 0 && self.day != other.day)
            || (self.place.is_some() && other.place.is_some() && self.place != other.place)
            || !self.near(other);
        if differs {
            return false;
        }
        let (day, place) = (self.same_day(other), self.same_place(other));
        let share_a_person = !self.persons.is_disjoint(&other.persons);
        let same_words = !self.anchor.is_empty() && self.anchor == other.anchor;
        if same_words && self.same_sentence(other) {
            return true;
        }
        match (self.share_actors(other), self.share_recipients(other)) {
            (true, true) => day || place || same_words,
            (true, false) | (false, true) => (day || place || share_a_person) && same_words,
            (false, false) => day && place && same_words,
        }
    }
}

/// Returns the names that the article gives those among `ids` who are nobody of the story.
fn unnamed(article: usize, piece: &Piece, ids: &[ActorId], cast: &Cast) -> Vec<String> {
    let unnamed = ids.iter().filter(|id| cast.those(article, &[**id]).is_empty());
    unnamed.filter_map(|id| piece.record.actors.get(id.0)).map(|actor| crate::index::one_line(&actor.name)).collect()
}

/// Returns what happens in `pieces`, which come in the order of time.
pub(super) fn of(pieces: &[Piece], cast: &Cast) -> Vec<Happening> {
    let mut groups: Vec<Vec<Telling>> = Vec::new();
    let mut by_type: std::collections::BTreeMap<String, Vec<usize>> = std::collections::BTreeMap::new();
    for (article, piece) in pieces.iter().enumerate() {
        for (place, event) in piece.record.events.iter().enumerate() {
            let facts = Facts::of(article, piece, place, event, cast);
            let alike = by_type.entry(facts.event_type.clone()).or_default();
            // It must be the same as everything that the group holds.
            let fits = |group: &&usize| groups[**group].iter().all(|telling| telling.facts.is_same(&facts));
            let group = alike.iter().rev().find(fits).copied().unwrap_or_else(|| {
                alike.push(groups.len());
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(Telling {
                words: piece.passage(article, Some(EventId(place).to_string()), &[event.anchor]),
                sentence: crate::index::one_line(piece.sentence(event.anchor).text(piece.text())),
                status: event.status,
                statement: event.statement.map(|id| id.to_string()),
                facts,
            });
        }
    }
    let mut found: Vec<(i64, Happening)> = groups.into_iter().map(|group| happening(pieces, group)).collect();
    found.sort_by_key(|(day, _)| *day);
    found.into_iter().map(|(_, happening)| happening).collect()
}

fn happening(pieces: &[Piece], tellings: Vec<Telling>) -> (i64, Happening) {
    let all = || tellings.iter().map(|telling| &telling.facts);
    let day = all().map(|facts| facts.day).find(|day| *day > 0).unwrap_or(0);
    let told = all().map(|facts| facts.published).filter(|day| *day > 0).min().unwrap_or(0);
    let actors: BTreeSet<usize> = all().flat_map(|facts| facts.actors.iter().copied()).collect();
    let recipients: BTreeSet<usize> = all().flat_map(|facts| facts.recipients.iter().copied()).collect();
    let articles: BTreeSet<usize> = all().map(|facts| facts.article).collect();
    let place = all().find_map(|facts| {
        let record = &pieces[facts.article].record;
        record.events[facts.place_in_record].place.map(|place| record.places[place.0].name.clone())
    });
    // One article's words are enough: others call the same people differently.
    let side = |side: usize, named: fn(&Facts) -> &BTreeSet<usize>| {
        let best = all().find(|facts| !named(facts).is_empty());
        let best = best.or_else(|| all().find(|facts| !facts.unnamed[side].is_empty()));
        best.map(|facts| facts.unnamed[side].clone()).unwrap_or_default()
    };
    let happening = Happening {
        unnamed_actors: side(0, |facts| &facts.actors),
        unnamed_recipients: side(1, |facts| &facts.recipients),
        day: day::date(day),
        told: day::date(told),
        event_type: all().next().map(|facts| facts.event_type.clone()).unwrap_or_default(),
        actors: actors.into_iter().collect(),
        recipients: recipients.into_iter().collect(),
        place,
        articles: articles.into_iter().collect(),
        tellings,
    };
    (if day > 0 { day } else { told }, happening)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_the_same_where_nothing_speaks_against_it() {
        let facts = |actors: &[usize], recipients: &[usize], day, place: &str| Facts {
            event_type: "ASSAULT".to_owned(),
            actors: actors.iter().copied().collect(),
            recipients: recipients.iter().copied().collect(),
            day,
            published: 100,
            place: (!place.is_empty()).then(|| place.to_owned()),
            anchor: vec!["shelled".to_owned()],
            article: 1,
            ..Facts::default()
        };
        let one = facts(&[1], &[2], 99, "rome");
        for (other, expected) in [
            (facts(&[1], &[2], 0, ""), true),
            (facts(&[1], &[], 99, ""), true),
            (facts(&[], &[], 99, "rome"), true),
            (facts(&[], &[], 99, ""), false),
            (facts(&[1], &[], 0, ""), false),
            (facts(&[3], &[2], 99, "rome"), false),
            (facts(&[1], &[2], 98, "rome"), false),
            (facts(&[1], &[2], 99, "oslo"), false),
        ] {
            assert_eq!(one.is_same(&other), expected, "{other:?}");
        }
        // One sentence in two articles.
        let told = |article, before: &str, facts: Facts| Facts {
            article,
            sentence: [before, "shelled the bread line at the mill"]
                .map(|words| words.split_whitespace().map(str::to_owned).collect()),
            ..facts
        };
        let one = told(1, "troops", facts(&[], &[], 0, ""));
        assert!(one.is_same(&told(2, "troops", facts(&[], &[], 0, ""))));
        assert!(one.is_same(&told(2, "selva, june 3 — troops", facts(&[], &[], 0, ""))));
        assert!(!one.is_same(&told(1, "troops", facts(&[], &[], 0, ""))));
        assert!(!one.is_same(&told(2, "rebels", facts(&[], &[], 0, ""))));
        assert!(!told(1, "they", facts(&[1], &[], 0, "")).is_same(&told(2, "they", facts(&[3], &[], 0, ""))));
    }
}
