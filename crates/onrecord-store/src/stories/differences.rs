//! Finds disagreements between the articles of a story or the sources they quote. Precision takes priority over recall:
//! only explicit contradictions are reported; `docs/stories.md` lists what is missed.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{EventId, EventStatus};

use super::actors::ActorIndex;
use super::difference::{
    Account, Count, Difference, DifferenceKind, Side, account, by_others, counted, difference, of_counts,
};
use super::document::StoryDocument;
use super::merged_events::{EventFacts, EventMention, MergedEvent};
use super::numbers;
use crate::date::date_of_day;

/// Returns the disagreements in `docs`, whose merged events are `timeline`.
pub(super) fn of(docs: &[StoryDocument], index: &ActorIndex, timeline: &[MergedEvent]) -> Vec<Difference> {
    let mut found = Vec::new();
    for event in timeline {
        found.extend(status(docs, event));
        found.extend(counts(docs, event));
    }
    found.extend(days_and_doers(docs, index, timeline));
    found.extend(numbers::of(docs));
    let mut found = merged(found);
    found.sort_by_key(|difference| difference.kind);
    found
}

/// Merges disagreements about numbers with the same values, so that one disagreement lists all articles on each side.
fn merged(all: Vec<Difference>) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    for one in all {
        let values = |difference: &Difference| -> BTreeSet<String> {
            difference.sides.iter().map(|side| side.value.to_lowercase()).collect()
        };
        let is_number = one.kind == DifferenceKind::Number;
        let same = out.iter_mut().find(|other| is_number && other.kind == one.kind && values(other) == values(&one));
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

fn account_of(docs: &[StoryDocument], facts: &EventFacts) -> Account {
    let event = &docs[facts.article].record.events[facts.position];
    account(docs, facts.article, EventId(facts.position).to_string(), event.anchor, event.statement)
}

/// Returns the disagreement about whether an event happened: one side reports it as real and another denies it.
fn status(docs: &[StoryDocument], event: &MergedEvent) -> Option<Difference> {
    // Most of the actors, recipients and day must be the same.
    let is_sure = |one: &EventFacts, other: &EventFacts| {
        let shared = [one.share_actors(other), one.share_recipients(other), one.same_day(other)];
        shared.iter().filter(|is_shared| **is_shared).count() >= 2
    };
    // A question is not a denial.
    let asserts = |mention: &&EventMention| !mention.sentence.contains('?');
    let side = |wanted: EventStatus| {
        let other = if wanted == EventStatus::Actual { EventStatus::Negated } else { EventStatus::Actual };
        let others = || event.mentions.iter().filter(|mention| mention.status == other).filter(asserts);
        let mentions = event.mentions.iter().filter(|mention| mention.status == wanted).filter(asserts);
        let mentions = mentions.filter(|one| others().any(|other| is_sure(&one.facts, &other.facts)));
        let accounts = mentions.map(|mention| account_of(docs, &mention.facts)).collect::<Vec<_>>();
        (!accounts.is_empty()).then(|| Side { value: wanted.as_str().to_owned(), accounts })
    };
    let (yes, no) = (side(EventStatus::Actual)?, side(EventStatus::Negated)?);
    // A single source that does both is speaking of two different events.
    let about = event.event_type.clone();
    by_others(&yes, &no).then(|| difference(DifferenceKind::Status, about, vec![yes, no]))
}

/// Returns the disagreements about sizes of one event that cannot all be correct.
fn counts(docs: &[StoryDocument], event: &MergedEvent) -> Vec<Difference> {
    let mut by_counted: BTreeMap<(String, String), Vec<Count>> = BTreeMap::new();
    for mention in &event.mentions {
        let article = mention.facts.article;
        let event = &docs[article].record.events[mention.facts.position];
        if event.status != EventStatus::Actual {
            continue;
        }
        for (of, id) in &event.magnitude {
            let quantity = &docs[article].record.quantities[id.0];
            let account = account(docs, article, id.to_string(), quantity.span, event.statement);
            let key = (of.clone(), counted(&docs[article], quantity));
            by_counted.entry(key).or_default().push((article, *id, account));
        }
    }
    by_counted.into_iter().filter_map(|((of, _), counts)| of_counts(docs, of, counts)).collect()
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
                && one.same_place(other)
                && one.share_recipients(other)
                && one.is_near(other);
            if !is_alike {
                continue;
            }
            let has_days = one.day > 0 && other.day > 0 && one.day != other.day;
            let has_doers = !one.actors.is_empty() && !other.actors.is_empty() && !one.share_actors(other);
            let (kind, values) = match (has_days, has_doers) {
                (true, false) if one.share_actors(other) => {
                    (DifferenceKind::Date, [one, other].map(|facts| date_of_day(facts.day).unwrap_or_default()))
                }
                (false, true) if one.same_day(other) => (DifferenceKind::Doer, [one, other].map(|f| names(index, f))),
                _ => continue,
            };
            let sides = values.into_iter().zip([one, other]);
            let sides = sides.map(|(value, facts)| Side { value, accounts: vec![account_of(docs, facts)] }).collect();
            found.push(difference(kind, one.event_type.clone(), sides));
        }
    }
    found
}

fn names(index: &ActorIndex, facts: &EventFacts) -> String {
    facts.actors.iter().map(|&at| index.actors[at].name.clone()).collect::<Vec<_>>().join(", ")
}
