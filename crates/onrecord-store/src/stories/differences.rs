//! Where the articles of a story, or those whom they quote, disagree. Precision comes first: what is shown as a difference
//! is one on the face of the words; `docs/stories.md` says what is missed.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{EventStatus, Quantity, QuantityId, Span, StatementId};
use serde::Serialize;

use super::actors::Cast;
use super::happenings::{Facts, Happening, Telling};
use super::view::{Passage, Piece};
use super::{numbers, terms};
use crate::day;

/// What is disagreed about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum DifferenceKind {
    /// How many.
    Number,
    /// When.
    Date,
    /// Who did it.
    Doer,
    /// Whether it happened.
    Status,
}

/// A disagreement, with both sides or more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What it is about.
    pub kind: DifferenceKind,
    /// What is counted, or the type of the event.
    pub about: String,
    /// Whether the articles are of different days: then the later number may be a later count.
    pub may_have_changed: bool,
    /// The sides, in the order in which they came up.
    pub sides: Vec<Side>,
}

/// One side of a disagreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// What it says: a number, a day, a name, or a status.
    pub value: String,
    /// Where it is said; whoever the words are attributed to stands beside them.
    pub accounts: Vec<Account>,
}

/// Words of one article on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The words.
    pub words: Passage,
    /// The sentence around them.
    pub sentence: String,
    /// The day of publication.
    pub published: Option<String>,
    /// The words that name the source; `None` where the article says it itself.
    pub source: Option<String>,
}

/// Returns the differences in `pieces`.
pub(super) fn of(pieces: &[Piece], cast: &Cast, timeline: &[Happening]) -> Vec<Difference> {
    let mut found = Vec::new();
    for happening in timeline {
        found.extend(status(pieces, happening));
        found.extend(counts(pieces, happening));
    }
    found.extend(days_and_doers(pieces, cast, timeline));
    found.extend(numbers::of(pieces));
    let mut found = merged(found);
    found.sort_by_key(|difference| difference.kind);
    found
}

/// Joins the differences that have the same values about the same: more articles on the same sides.
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

fn difference(kind: DifferenceKind, about: String, sides: Vec<Side>) -> Difference {
    let days: BTreeSet<_> = sides.iter().flat_map(|side| &side.accounts).map(|account| &account.published).collect();
    Difference { kind, about, may_have_changed: kind == DifferenceKind::Number && days.len() > 1, sides }
}

/// Returns an account by the words under `span`, which entry `entry` of the record has.
pub(super) fn account(
    pieces: &[Piece],
    article: usize,
    entry: String,
    span: Span,
    statement: Option<StatementId>,
) -> Account {
    let piece = &pieces[article];
    let source = statement.map(|id| crate::index::pieces(piece.text(), &piece.record.statements[id.0].source));
    Account {
        words: piece.passage(article, Some(entry), &[span]),
        sentence: crate::index::one_line(piece.sentence(span).text(piece.text())),
        published: day::date(piece.day),
        source: source.filter(|source| !source.is_empty()),
    }
}

fn account_of(pieces: &[Piece], facts: &Facts) -> Account {
    let event = &pieces[facts.article].record.events[facts.place_in_record];
    let id = onrecord_record::EventId(facts.place_in_record).to_string();
    account(pieces, facts.article, id, event.anchor, event.statement)
}

/// Whether it happened: told as real on one side, as not having happened on the other.
fn status(pieces: &[Piece], happening: &Happening) -> Option<Difference> {
    // A question denies nothing, and who does it to whom must be the same beyond doubt.
    let sure = |one: &Facts, other: &Facts| {
        let shared = [one.share_actors(other), one.share_recipients(other), one.same_day(other)];
        shared.iter().filter(|is_shared| **is_shared).count() >= 2
    };
    let asserts = |telling: &&Telling| !telling.sentence.contains('?');
    let side = |wanted: EventStatus| {
        let other = if wanted == EventStatus::Actual { EventStatus::Negated } else { EventStatus::Actual };
        let others = || happening.tellings.iter().filter(|telling| telling.status == other).filter(asserts);
        let tellings = happening.tellings.iter().filter(|telling| telling.status == wanted).filter(asserts);
        let tellings = tellings.filter(|one| others().any(|other| sure(&one.facts, &other.facts)));
        let accounts = tellings.map(|telling| account_of(pieces, &telling.facts)).collect::<Vec<_>>();
        (!accounts.is_empty()).then(|| Side { value: wanted.as_str().to_owned(), accounts })
    };
    let (yes, no) = (side(EventStatus::Actual)?, side(EventStatus::Negated)?);
    // One source that says both, about two things, is no disagreement.
    let by = |side: &Side| -> BTreeSet<(usize, Option<String>)> {
        side.accounts.iter().map(|account| (account.words.article, account.source.clone())).collect()
    };
    let about = happening.event_type.clone();
    by(&yes).is_disjoint(&by(&no)).then(|| difference(DifferenceKind::Status, about, vec![yes, no]))
}

/// A number: its article, its entry there, and its words.
pub(super) type Count = (usize, QuantityId, Account);

/// How many: sizes of one event that cannot both be.
fn counts(pieces: &[Piece], happening: &Happening) -> Vec<Difference> {
    let mut by_counted: BTreeMap<(String, String), Vec<Count>> = BTreeMap::new();
    for telling in &happening.tellings {
        let article = telling.facts.article;
        let event = &pieces[article].record.events[telling.facts.place_in_record];
        if event.status != EventStatus::Actual {
            continue;
        }
        for (of, id) in &event.magnitude {
            let quantity = &pieces[article].record.quantities[id.0];
            let account = account(pieces, article, id.to_string(), quantity.span, event.statement);
            let key = (of.clone(), counted(&pieces[article], quantity));
            by_counted.entry(key).or_default().push((article, *id, account));
        }
    }
    let of = |((of, _), counts): ((String, String), Vec<_>)| numbers(pieces, of, counts);
    by_counted.into_iter().filter_map(of).collect()
}

/// Returns the difference between `counts` of the same thing: `None` where all can be right together.
pub(super) fn numbers(pieces: &[Piece], about: String, counts: Vec<Count>) -> Option<Difference> {
    let mut sides: Vec<(&Quantity, Side)> = Vec::new();
    for (article, id, account) in counts {
        let quantity = &pieces[article].record.quantities[id.0];
        let range = |quantity: &Quantity| (quantity.low.map(f64::to_bits), quantity.high.map(f64::to_bits));
        match sides.iter_mut().find(|(other, _)| range(other) == range(quantity)) {
            Some((_, side)) => side.accounts.push(account),
            None => {
                let value = quantity.span.text(pieces[article].text()).to_owned();
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

/// Whether the sides come from other articles, or from other sources in one.
fn by_others(one: &Side, other: &Side) -> bool {
    let by = |side: &Side| side.accounts.iter().map(|a| (a.words.article, a.source.clone())).collect::<BTreeSet<_>>();
    by(one).is_disjoint(&by(other))
}

/// Whether two amounts of the same unit cannot both be right. What is about so many is right within a tenth.
pub(super) fn are_apart(one: &Quantity, other: &Quantity) -> bool {
    let slack = |quantity: &Quantity| if quantity.approximate { 0.1 } else { 0.0 };
    let low = |q: &Quantity| q.low.unwrap_or(f64::NEG_INFINITY) * (1.0 - slack(q));
    let high = |q: &Quantity| q.high.unwrap_or(f64::INFINITY) * (1.0 + slack(q));
    one.unit == other.unit && (high(one) < low(other) || high(other) < low(one))
}

/// Returns the stem of what is counted; empty where nothing is said.
pub(super) fn counted(piece: &Piece, quantity: &Quantity) -> String {
    let words = quantity.of.map(|of| terms::words(of.text(piece.text())).collect::<Vec<_>>());
    words.and_then(|words| words.last().cloned()).unwrap_or_default()
}

/// When and by whom: events that agree in all but one of these.
fn days_and_doers(pieces: &[Piece], cast: &Cast, timeline: &[Happening]) -> Vec<Difference> {
    let firsts: Vec<&Facts> = timeline
        .iter()
        .filter_map(|happening| happening.tellings.first())
        .filter(|telling| telling.status == EventStatus::Actual)
        .map(|telling| &telling.facts)
        .collect();
    let mut found = Vec::new();
    for (at, one) in firsts.iter().enumerate() {
        for other in &firsts[at + 1..] {
            let alike = one.event_type == other.event_type
                && one.article != other.article
                && one.anchor == other.anchor
                && one.same_place(other)
                && one.share_recipients(other)
                && one.near(other);
            if !alike {
                continue;
            }
            let has_days = one.day > 0 && other.day > 0 && one.day != other.day;
            let has_doers = !one.actors.is_empty() && !other.actors.is_empty() && !one.share_actors(other);
            let (kind, values) = match (has_days, has_doers) {
                (true, false) if one.share_actors(other) => {
                    (DifferenceKind::Date, [one, other].map(|facts| day::date(facts.day).unwrap_or_default()))
                }
                (false, true) if one.same_day(other) => (DifferenceKind::Doer, [one, other].map(|f| names(cast, f))),
                _ => continue,
            };
            let sides = values.into_iter().zip([one, other]);
            let sides = sides.map(|(value, facts)| Side { value, accounts: vec![account_of(pieces, facts)] }).collect();
            found.push(difference(kind, one.event_type.clone(), sides));
        }
    }
    found
}

fn names(cast: &Cast, facts: &Facts) -> String {
    facts.actors.iter().map(|&at| cast.actors[at].name.clone()).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_apart_where_both_cannot_be() {
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
