//! Finds disagreements between the articles of a story or the sources they quote. Precision takes priority over recall:
//! only explicit contradictions are reported; `docs/stories.md` lists what is missed.

use std::collections::BTreeSet;

use onrecord_record::EventStatus;

use super::actors::ActorIndex;
use super::difference::{Difference, DifferenceKind, Side, account_of, difference};
use super::document::StoryDocument;
use super::merged_events::{EventFacts, MergedEvent};
use super::{denials, numbers, sizes};
use crate::date::date_of_day;

/// Returns the disagreements in `docs`, whose merged events are `timeline`.
pub(super) fn of(docs: &[StoryDocument], index: &ActorIndex, timeline: &[MergedEvent]) -> Vec<Difference> {
    let mut found = Vec::new();
    found.extend(denials::of(docs, timeline));
    found.extend(sizes::of(docs, timeline));
    found.extend(days_and_doers(docs, index, timeline));
    found.extend(numbers::of(docs));
    let mut found = merged(found);
    found.sort_by_key(|difference| difference.kind);
    found
}

/// Merges a disagreement about numbers into one that has all of its values, so that this one lists all articles on each
/// side.
fn merged(all: Vec<Difference>) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    for one in all {
        let values = |difference: &Difference| -> BTreeSet<String> {
            difference.sides.iter().map(|side| side.value.to_lowercase()).collect()
        };
        let is_number = one.kind == DifferenceKind::Number;
        let same = out
            .iter_mut()
            .find(|other| is_number && other.kind == one.kind && values(other).is_superset(&values(&one)));
        let Some(same) = same else {
            out.push(one);
            continue;
        };
        same.may_have_changed |= one.may_have_changed;
        for side in one.sides {
            let is_side = |other: &&mut Side| other.value.to_lowercase() == side.value.to_lowercase();
            let Some(into) = same.sides.iter_mut().find(is_side) else { continue };
            let news = side.accounts.into_iter().filter(|account| !into.accounts.contains(account)).collect::<Vec<_>>();
            into.accounts.extend(news);
        }
    }
    out
}

/// Returns the disagreements about the day or the actor of events that agree in everything else.
fn days_and_doers(docs: &[StoryDocument], index: &ActorIndex, timeline: &[MergedEvent]) -> Vec<Difference> {
    let firsts: Vec<&EventFacts> = timeline
        .iter()
        .filter_map(|event| event.mentions.first())
        .filter(|mention| mention.status == EventStatus::Actual)
        .map(|mention| &mention.facts)
        .collect();
    let mut found = Vec::new();
    for (at, one) in firsts.iter().enumerate() {
        for other in &firsts[at + 1..] {
            let is_alike = one.event_type == other.event_type
                && one.article != other.article
                && one.anchor == other.anchor
                && one.is_near(other);
            let (kind, values) = match is_alike {
                true if differ_in_day(one, other) => {
                    (DifferenceKind::Date, [one, other].map(|facts| date_of_day(facts.day).unwrap_or_default()))
                }
                true if differ_in_doer(one, other) => (DifferenceKind::Doer, [one, other].map(|f| names(index, f))),
                _ => continue,
            };
            let sides = values.into_iter().zip([one, other]);
            let sides = sides.map(|(value, facts)| Side { value, accounts: vec![account_of(docs, facts)] }).collect();
            found.push(difference(kind, one.event_type.clone(), sides));
        }
    }
    found
}

/// Returns whether two articles put an event on different days. It is the same event if actors, recipients and place are
/// the same, or if articles of about the same day report it of the same person.
fn differ_in_day(one: &EventFacts, other: &EventFacts) -> bool {
    let has_days = one.day > 0 && other.day > 0 && one.day != other.day;
    let is_same = one.share_actors(other) && one.share_recipients(other) && one.same_place(other);
    let persons = |facts: &EventFacts| facts.recipients.intersection(&facts.persons).copied().collect::<BTreeSet<_>>();
    let same_person = !persons(one).is_disjoint(&persons(other)) && one.same_actors(other);
    let other_place = one.place.is_some() && other.place.is_some() && one.place != other.place;
    has_days && !one.other_actors(other) && (is_same || same_person && !other_place && one.published_near(other))
}

/// Returns whether two articles name different actors of an event with the same recipients, day and place.
fn differ_in_doer(one: &EventFacts, other: &EventFacts) -> bool {
    one.other_actors(other) && one.same_recipients(other) && one.same_day(other) && one.same_place(other)
}

fn names(index: &ActorIndex, facts: &EventFacts) -> String {
    facts.actors.iter().map(|&at| index.actors[at].name.clone()).collect::<Vec<_>>().join(", ")
}
