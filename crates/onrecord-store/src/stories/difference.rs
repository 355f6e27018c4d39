//! Disagreements, and the comparison of numbers.

use std::collections::BTreeSet;

use onrecord_record::{EventId, Quantity, QuantityId, Span, StatementId};
use serde::Serialize;

use super::document::{Passage, StoryDocument};
use super::merged_events::EventFacts;
use super::terms;
use crate::date::date_of_day;
use crate::text::{joined_spans, one_line};

/// The aspect on which accounts disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// The quantity.
    Number,
    /// The time.
    Date,
    /// The actor.
    Doer,
    /// The factual status.
    Status,
}

/// A disagreement with at least two sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The aspect on which the sides disagree.
    pub kind: DifferenceKind,
    /// The thing counted, or the type of the event.
    pub about: String,
    /// Whether the numbers were published on different days, so that the later one may be an updated count.
    pub may_have_changed: bool,
    /// The sides, in order of appearance.
    pub sides: Vec<Side>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The value: a number, a day, a name or a status.
    pub value: String,
    /// The passages that support it.
    pub accounts: Vec<Account>,
}

/// A passage that supports one side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The words.
    pub words: Passage,
    /// The sentence that contains them.
    pub sentence: String,
    /// The day of publication.
    pub published: Option<String>,
    /// The source, or `None` if the article itself makes the claim.
    pub source: Option<String>,
    /// The cue, such as "said" or "denied", or `None` if the article itself makes the claim.
    pub cue: Option<String>,
}

/// Returns a disagreement with these sides.
pub(super) fn difference(kind: DifferenceKind, about: String, sides: Vec<Side>) -> Difference {
    let days: BTreeSet<_> = sides.iter().flat_map(|side| &side.accounts).map(|account| &account.published).collect();
    Difference { kind, about, may_have_changed: kind == DifferenceKind::Number && days.len() > 1, sides }
}

/// Returns the account for the words at `span`, which belong to `entry` in the record of article `article`.
pub(super) fn account(
    docs: &[StoryDocument],
    article: usize,
    entry: String,
    span: Span,
    statement: Option<StatementId>,
) -> Account {
    let doc = &docs[article];
    let statement = statement.map(|id| &doc.record.statements[id.0]);
    let words = |spans: &[Span]| Some(joined_spans(doc.text(), spans)).filter(|words| !words.is_empty());
    Account {
        words: doc.passage(article, Some(entry), &[span]),
        sentence: one_line(doc.sentence(span).text(doc.text())),
        published: date_of_day(doc.day),
        source: statement.and_then(|statement| words(&statement.source)),
        cue: statement.and_then(|statement| words(&statement.cue)),
    }
}

/// Returns the account that a mention of an event gives.
pub(super) fn account_of(docs: &[StoryDocument], facts: &EventFacts) -> Account {
    let event = &docs[facts.article].record.events[facts.position];
    account(docs, facts.article, EventId(facts.position).to_string(), event.anchor, event.statement)
}

/// A number in an article: the article, the quantity in its record, and the account that states it.
pub(super) type Count = (usize, QuantityId, Account);

/// Returns the disagreement between counts of the same thing, or `None` if all of them can be correct.
pub(super) fn of_counts(docs: &[StoryDocument], about: String, counts: Vec<Count>) -> Option<Difference> {
    let mut sides: Vec<(&Quantity, Side)> = Vec::new();
    for (article, id, account) in counts {
        let quantity = &docs[article].record.quantities[id.0];
        match sides.iter_mut().find(|(other, _)| range(other) == range(quantity)) {
            Some((_, side)) => side.accounts.push(account),
            None => {
                let value = quantity.span.text(docs[article].text()).to_owned();
                sides.push((quantity, Side { value, accounts: vec![account] }));
            }
        }
    }
    let clashes =
        |one: &(&Quantity, Side)| sides.iter().any(|other| are_apart(one.0, other.0) && by_others(&one.1, &other.1));
    let clashing: Vec<bool> = sides.iter().map(clashes).collect();
    let sides: Vec<Side> =
        sides.into_iter().zip(clashing).filter(|(_, clashes)| *clashes).map(|((_, side), _)| side).collect();
    (sides.len() > 1).then(|| difference(DifferenceKind::Number, about, sides))
}

/// Returns whether the sides come from different articles, or from different sources within one article.
pub(super) fn by_others(one: &Side, other: &Side) -> bool {
    let by = |side: &Side| side.accounts.iter().map(|a| (a.words.article, a.source.clone())).collect::<BTreeSet<_>>();
    by(one).is_disjoint(&by(other))
}

/// Returns the bounds of an amount in a form that can be compared for equality.
pub(super) fn range(quantity: &Quantity) -> (Option<u64>, Option<u64>) {
    (quantity.low.map(f64::to_bits), quantity.high.map(f64::to_bits))
}

/// Returns whether two amounts of the same unit cannot both be correct. An approximate amount has a tolerance of a
/// tenth.
pub(super) fn are_apart(one: &Quantity, other: &Quantity) -> bool {
    let slack = |quantity: &Quantity| if quantity.approximate { 0.1 } else { 0.0 };
    let low = |q: &Quantity| q.low.unwrap_or(f64::NEG_INFINITY) * (1.0 - slack(q));
    let high = |q: &Quantity| q.high.unwrap_or(f64::INFINITY) * (1.0 + slack(q));
    one.unit == other.unit && (high(one) < low(other) || high(other) < low(one))
}

/// Returns the singular of the thing counted; empty if it is not stated. The words of an event end it ("3,000 people
/// protested").
pub(super) fn counted(doc: &StoryDocument, quantity: &Quantity) -> String {
    let Some(of) = quantity.of else { return String::new() };
    let anchors = doc.record.events.iter().flat_map(|event| &event.anchors).map(|anchor| anchor.start);
    let end = anchors.filter(|start| (of.start + 1..of.end).contains(start)).min().unwrap_or(of.end);
    terms::words(Span::new(of.start, end).text(doc.text())).last().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_apart_if_both_cannot_be_right() {
        let amount =
            |low, high, approximate| Quantity { span: Span::default(), low, high, unit: None, of: None, approximate };
        let twelve = amount(Some(12.0), Some(12.0), false);
        for (other, expected) in [
            (amount(Some(15.0), Some(15.0), false), true),
            (amount(Some(10.0), None, false), false),
            (amount(Some(13.0), None, false), true),
            (amount(Some(13.0), Some(13.0), true), false),
            (amount(Some(12.0), Some(14.0), false), false),
        ] {
            assert_eq!(are_apart(&twelve, &other), expected, "{other:?}");
        }
        let mut percent = amount(Some(15.0), Some(15.0), false);
        percent.unit = Some("%".to_owned());
        assert!(!are_apart(&twelve, &percent));
    }
}
