//! Merges mentions of the same event in different articles of a story.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorId, ActorKind, Event, EventId, EventStatus};
use serde::{Serialize, Serializer};

use super::actors::ActorIndex;
use super::document::{Passage, StoryDocument};
use super::terms;
use crate::date::{date_of_day, day_number};
use crate::text::one_line;

/// An event with all articles that report it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MergedEvent {
    /// The day on which it happens, if an article states it.
    pub day: Option<String>,
    /// The day on which it was first reported.
    pub first_reported: Option<String>,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// The actors, as indexes of the story's actors.
    pub actors: Vec<usize>,
    /// The recipients, as indexes of the story's actors.
    pub recipients: Vec<usize>,
    /// Descriptions of unnamed actors, in the words of one article: the first article that also has named actors, or
    /// else the first that has any descriptions.
    pub unnamed_actors: Vec<String>,
    /// Descriptions of unnamed recipients, in the words of one article.
    pub unnamed_recipients: Vec<String>,
    /// The place, if an article states it.
    pub place: Option<String>,
    /// The indexes of the articles that report it, the earliest first.
    pub articles: Vec<usize>,
    /// Every mention of it.
    pub mentions: Vec<EventMention>,
}

/// A mention of an event in an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventMention {
    /// The anchor.
    pub words: Passage,
    /// The sentence that contains the anchor.
    pub sentence: String,
    /// Whether the event happened, is planned, is possible or is denied.
    #[serde(serialize_with = "status")]
    pub status: EventStatus,
    /// The id of the statement that reports it, such as `s4`.
    pub statement: Option<String>,
    /// The features by which the mention is compared.
    #[serde(skip)]
    pub(super) facts: EventFacts,
}

fn status<S: Serializer>(status: &EventStatus, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.as_str())
}

/// The features of an event mention that are compared with those of other mentions.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct EventFacts {
    pub(super) article: usize,
    /// The position of the event in its record.
    pub(super) position: usize,
    pub(super) event_type: String,
    pub(super) actors: BTreeSet<usize>,
    pub(super) recipients: BTreeSet<usize>,
    /// The persons among actors and recipients; countries take part in too many events to identify one.
    pub(super) persons: BTreeSet<usize>,
    /// The day on which it happens; 0 if the article does not state it.
    pub(super) day: i64,
    pub(super) published: i64,
    pub(super) place: Option<String>,
    /// The words of the anchor, in lower case and singular.
    pub(super) anchor: Vec<String>,
    /// The words of the sentence before the anchor, and the words from the anchor on.
    pub(super) sentence: [Vec<String>; 2],
    /// Descriptions of the unnamed actors and recipients.
    pub(super) unnamed: [Vec<String>; 2],
}

/// The minimum length in words of a sentence that marks two articles as copies from one source; shorter sentences recur
/// by chance.
const MIN_SAME_SENTENCE: usize = 6;

/// The maximum number of days between two articles that may report the same undated event.
const NEAR_DAYS: i64 = 3;

impl EventFacts {
    fn of(article: usize, doc: &StoryDocument, position: usize, event: &Event, index: &ActorIndex) -> EventFacts {
        let record = &doc.record;
        let (actors, recipients) =
            (index.actors_of(article, &event.actors), index.actors_of(article, &event.recipients));
        let is_person = |at: &&usize| index.actors[**at].kind == ActorKind::Person;
        EventFacts {
            article,
            position,
            event_type: event.event_type.clone(),
            persons: actors.union(&recipients).filter(is_person).copied().collect(),
            actors,
            recipients,
            day: event.time.map_or(0, |time| day_number(&record.times[time.0].value)),
            published: doc.day,
            place: event.place.map(|place| record.places[place.0].name.to_lowercase()),
            anchor: terms::words(event.anchor.text(doc.text())).collect(),
            sentence: {
                let sentence = doc.sentence(event.anchor);
                let words = |from, to| -> Vec<String> {
                    let text = doc.text().get(from..to).unwrap_or_default();
                    text.split_whitespace().map(str::to_lowercase).collect()
                };
                [words(sentence.start, event.anchor.start), words(event.anchor.start, sentence.end)]
            },
            unnamed: [&event.actors, &event.recipients].map(|ids| unnamed(article, doc, ids, index)),
        }
    }

    /// Returns whether two articles report the event with the same anchor in the same sentence; one of the sentences
    /// may have a dateline before it.
    fn same_sentence(&self, other: &EventFacts) -> bool {
        let ([one_before, one_after], [before, after]) = (&self.sentence, &other.sentence);
        let is_long = one_before.len().min(before.len()) + after.len() >= MIN_SAME_SENTENCE;
        let same_before = one_before.ends_with(before) || before.ends_with(one_before);
        self.article != other.article && is_long && one_after == after && same_before
    }

    pub(super) fn same_day(&self, other: &EventFacts) -> bool {
        self.day > 0 && self.day == other.day
    }

    pub(super) fn same_place(&self, other: &EventFacts) -> bool {
        self.place.is_some() && self.place == other.place
    }

    pub(super) fn share_actors(&self, other: &EventFacts) -> bool {
        !self.actors.is_disjoint(&other.actors)
    }

    pub(super) fn share_recipients(&self, other: &EventFacts) -> bool {
        !self.recipients.is_disjoint(&other.recipients)
    }

    /// Returns whether both have the same actors: by name, or by the last words of descriptions such as "the guards".
    pub(super) fn same_actors(&self, other: &EventFacts) -> bool {
        self.share_actors(other) || share_heads(&self.unnamed[0], &other.unnamed[0])
    }

    /// Returns whether both have the same recipients, by name or by the last words of their descriptions.
    pub(super) fn same_recipients(&self, other: &EventFacts) -> bool {
        self.share_recipients(other) || share_heads(&self.unnamed[1], &other.unnamed[1])
    }

    /// Returns whether both name actors, and none of them is the same.
    pub(super) fn other_actors(&self, other: &EventFacts) -> bool {
        clash(&self.actors, &other.actors)
    }

    /// Returns whether day, place, actors or recipients contradict each other.
    pub(super) fn contradicts(&self, other: &EventFacts) -> bool {
        self.other_actors(other)
            || clash(&self.recipients, &other.recipients)
            || (self.day > 0 && other.day > 0 && self.day != other.day)
            || (self.place.is_some() && other.place.is_some() && self.place != other.place)
    }

    /// Returns whether the articles are at most a day apart.
    pub(super) fn published_near(&self, other: &EventFacts) -> bool {
        let (one, other) = (self.published, other.published);
        one == 0 || other == 0 || (one - other).abs() <= 1
    }

    pub(super) fn is_near(&self, other: &EventFacts) -> bool {
        let days = |facts: &EventFacts| if facts.day > 0 { facts.day } else { facts.published };
        days(self) == 0 || days(other) == 0 || (days(self) - days(other)).abs() <= NEAR_DAYS
    }

    /// Returns whether both mentions refer to the same event. There must be no contradiction, and one of these must be
    /// the same: actors, recipients and one of day, place or words; actors or recipients, the words and one of day,
    /// place or person; actors or recipients, day and place; day, place and words; or the whole sentence, because many articles carry the same agency
    /// report.
    fn is_same(&self, other: &EventFacts) -> bool {
        if self.event_type != other.event_type || self.contradicts(other) || !self.is_near(other) {
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
            (true, false) | (false, true) => (day || place || share_a_person) && same_words || day && place,
            (false, false) => day && place && same_words,
        }
    }
}

fn clash(one: &BTreeSet<usize>, other: &BTreeSet<usize>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// Returns whether two descriptions have the same last word.
fn share_heads(one: &[String], other: &[String]) -> bool {
    let heads =
        |all: &[String]| all.iter().filter_map(|words| terms::words(words).last()).collect::<BTreeSet<String>>();
    !heads(one).is_disjoint(&heads(other))
}

/// Returns the article's descriptions of those of `ids` that have no name.
fn unnamed(article: usize, doc: &StoryDocument, ids: &[ActorId], index: &ActorIndex) -> Vec<String> {
    let unnamed = ids.iter().filter(|id| index.actors_of(article, &[**id]).is_empty());
    unnamed.filter_map(|id| doc.record.actors.get(id.0)).map(|actor| one_line(&actor.name)).collect()
}

/// Returns the events of `docs`, which are in chronological order.
pub(super) fn of(docs: &[StoryDocument], index: &ActorIndex) -> Vec<MergedEvent> {
    let groups = mentions_by_event(docs, index);
    let mut found: Vec<(i64, MergedEvent)> = groups.into_iter().map(|group| merged(docs, group)).collect();
    found.sort_by_key(|(day, _)| *day);
    found.into_iter().map(|(_, event)| event).collect()
}

/// Returns the mentions of each event of `docs`, the earliest first.
pub(super) fn mentions_by_event(docs: &[StoryDocument], index: &ActorIndex) -> Vec<Vec<EventMention>> {
    let mut groups: Vec<Vec<EventMention>> = Vec::new();
    let mut by_type: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (article, doc) in docs.iter().enumerate() {
        for (position, event) in doc.record.events.iter().enumerate() {
            let facts = EventFacts::of(article, doc, position, event, index);
            let alike = by_type.entry(facts.event_type.clone()).or_default();
            // It must match every mention of the group.
            let fits = |group: &&usize| groups[**group].iter().all(|mention| mention.facts.is_same(&facts));
            let group = alike.iter().rev().find(fits).copied().unwrap_or_else(|| {
                alike.push(groups.len());
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(EventMention {
                words: doc.passage(article, Some(EventId(position).to_string()), &[event.anchor]),
                sentence: one_line(doc.sentence(event.anchor).text(doc.text())),
                status: event.status,
                statement: event.statement.map(|id| id.to_string()),
                facts,
            });
        }
    }
    groups
}

fn merged(docs: &[StoryDocument], mentions: Vec<EventMention>) -> (i64, MergedEvent) {
    let all = || mentions.iter().map(|mention| &mention.facts);
    let day = all().map(|facts| facts.day).find(|day| *day > 0).unwrap_or(0);
    let first_reported = all().map(|facts| facts.published).filter(|day| *day > 0).min().unwrap_or(0);
    let actors: BTreeSet<usize> = all().flat_map(|facts| facts.actors.iter().copied()).collect();
    let recipients: BTreeSet<usize> = all().flat_map(|facts| facts.recipients.iter().copied()).collect();
    let articles: BTreeSet<usize> = all().map(|facts| facts.article).collect();
    let place = all().find_map(|facts| {
        let record = &docs[facts.article].record;
        record.events[facts.position].place.map(|place| record.places[place.0].name.clone())
    });
    // Other articles may describe the same people differently.
    let side = |side: usize, named: fn(&EventFacts) -> &BTreeSet<usize>| {
        let best = all().find(|facts| !named(facts).is_empty());
        let best = best.or_else(|| all().find(|facts| !facts.unnamed[side].is_empty()));
        best.map(|facts| facts.unnamed[side].clone()).unwrap_or_default()
    };
    let event = MergedEvent {
        unnamed_actors: side(0, |facts| &facts.actors),
        unnamed_recipients: side(1, |facts| &facts.recipients),
        day: date_of_day(day),
        first_reported: date_of_day(first_reported),
        event_type: all().next().map(|facts| facts.event_type.clone()).unwrap_or_default(),
        actors: actors.into_iter().collect(),
        recipients: recipients.into_iter().collect(),
        place,
        articles: articles.into_iter().collect(),
        mentions,
    };
    (if day > 0 { day } else { first_reported }, event)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_the_same_if_enough_speaks_for_it() {
        let facts = |actors: &[usize], recipients: &[usize], day, place: &str| EventFacts {
            event_type: "ASSAULT".to_owned(),
            actors: actors.iter().copied().collect(),
            recipients: recipients.iter().copied().collect(),
            day,
            published: 100,
            place: (!place.is_empty()).then(|| place.to_owned()),
            anchor: vec!["shelled".to_owned()],
            article: 1,
            ..EventFacts::default()
        };
        let one = facts(&[1], &[2], 99, "rome");
        for (other, expected) in [
            (facts(&[1], &[2], 0, ""), true),
            (facts(&[1], &[], 99, ""), true),
            (facts(&[], &[], 99, "rome"), true),
            (facts(&[], &[], 99, ""), false),
            (facts(&[1], &[], 0, ""), false),
            (EventFacts { anchor: vec!["raid".to_owned()], ..facts(&[1], &[], 99, "rome") }, true),
            (EventFacts { anchor: vec!["raid".to_owned()], ..facts(&[1], &[], 99, "") }, false),
            (facts(&[3], &[2], 99, "rome"), false),
            (facts(&[1], &[2], 98, "rome"), false),
            (facts(&[1], &[2], 99, "oslo"), false),
        ] {
            assert_eq!(one.is_same(&other), expected, "{other:?}");
        }
        // The same sentence in two articles.
        let mention = |article, before: &str, facts: EventFacts| EventFacts {
            article,
            sentence: [before, "shelled the bread line at the mill"]
                .map(|words| words.split_whitespace().map(str::to_owned).collect()),
            ..facts
        };
        let one = mention(1, "troops", facts(&[], &[], 0, ""));
        assert!(one.is_same(&mention(2, "troops", facts(&[], &[], 0, ""))));
        assert!(one.is_same(&mention(2, "selva, june 3 — troops", facts(&[], &[], 0, ""))));
        assert!(!one.is_same(&mention(1, "troops", facts(&[], &[], 0, ""))));
        assert!(!one.is_same(&mention(2, "rebels", facts(&[], &[], 0, ""))));
        assert!(!mention(1, "they", facts(&[1], &[], 0, "")).is_same(&mention(2, "they", facts(&[3], &[], 0, ""))));
    }
}
