//! Finds sizes of one event that cannot all be right, such as numbers of dead.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{EventStatus, QuantityId};

use super::difference::{Account, Count, Difference, account, counted, of_counts, range};
use super::document::StoryDocument;
use super::merged_events::{EventFacts, MergedEvent};
use super::terms;

/// The minimum number of informative words that two sentences have in common if only the day or the place of their
/// events is the same.
const MIN_COMMON: usize = 4;

/// A size that an article gives for an event.
struct Size<'a> {
    /// The index of the event in the timeline.
    event: usize,
    facts: &'a EventFacts,
    id: QuantityId,
    range: (Option<u64>, Option<u64>),
    account: Account,
    /// The informative words of its sentence.
    words: BTreeSet<String>,
}

/// What is counted: the type of the event, what happened ("killed"), and to whom ("worker").
type Counted = (String, String, String);

/// Returns the disagreements about sizes.
pub(super) fn of(docs: &[StoryDocument], timeline: &[MergedEvent]) -> Vec<Difference> {
    let mut by_counted: BTreeMap<Counted, Vec<Size<'_>>> = BTreeMap::new();
    for (event, merged) in timeline.iter().enumerate() {
        for mention in merged.mentions.iter().filter(|mention| mention.status == EventStatus::Actual) {
            let facts = &mention.facts;
            let record = &docs[facts.article].record;
            for (of, id) in &record.events[facts.position].magnitude {
                let quantity = &record.quantities[id.0];
                let statement = record.events[facts.position].statement;
                let account = account(docs, facts.article, id.to_string(), quantity.span, statement);
                let words = terms::words(&account.sentence).filter(|word| terms::is_informative(word)).collect();
                let size = Size { event, facts, id: *id, range: range(quantity), account, words };
                let key = (facts.event_type.clone(), of.clone(), counted(&docs[facts.article], quantity));
                by_counted.entry(key).or_default().push(size);
            }
        }
    }
    let mut found = Vec::new();
    for ((_, of, _), sizes) in by_counted {
        for group in groups(sizes) {
            let counts: Vec<Count> =
                group.into_iter().map(|size| (size.facts.article, size.id, size.account)).collect();
            found.extend(of_counts(docs, of.clone(), counts));
        }
    }
    found
}

/// Returns the sizes of each event: those that are connected by pairs of the same event.
fn groups(sizes: Vec<Size<'_>>) -> Vec<Vec<Size<'_>>> {
    let ranges = |article: usize| -> BTreeSet<_> {
        sizes.iter().filter(|size| size.facts.article == article).map(|size| size.range).collect()
    };
    // An article that gives several numbers speaks of several events, or of some of the victims.
    let is_clear: Vec<bool> = sizes.iter().map(|size| ranges(size.facts.article).len() == 1).collect();
    let mut group_of: Vec<usize> = (0..sizes.len()).collect();
    for at in 0..sizes.len() {
        for before in 0..at {
            let (one, other) = (&sizes[before], &sizes[at]);
            let is_same = one.event == other.event || is_clear[before] && is_clear[at] && are_of_one_event(one, other);
            if is_same && group_of[before] != group_of[at] {
                let (from, to) = (group_of[at], group_of[before]);
                group_of.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<Size<'_>>> = BTreeMap::new();
    for (size, group) in sizes.into_iter().zip(group_of) {
        groups.entry(group).or_default().push(size);
    }
    groups.into_values().collect()
}

/// Returns whether two articles of about the same day give sizes of one event: nothing contradicts, and day and place
/// are the same, or one of them and much of the sentence.
fn are_of_one_event(one: &Size<'_>, other: &Size<'_>) -> bool {
    let (day, place) = (one.facts.same_day(other.facts), one.facts.same_place(other.facts));
    let n_common = one.words.intersection(&other.words).count();
    let most = one.words.len().min(other.words.len());
    // Without dates, nothing says that the articles speak of the same time.
    let are_dated = one.facts.published > 0 && other.facts.published > 0;
    let same_sentence = (day || are_dated) && n_common >= MIN_COMMON && n_common * 2 >= most;
    one.facts.article != other.facts.article
        && !one.facts.contradicts(other.facts)
        && one.facts.published_near(other.facts)
        && (day && place || (day || place) && same_sentence)
}
