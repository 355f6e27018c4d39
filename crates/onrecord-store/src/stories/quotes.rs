//! Who says what, and which articles carry the same words.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Quantity, Statement, StatementKind};
use serde::Serialize;

use super::actors::Cast;
use super::view::{Passage, Piece};
use crate::{day, index};

/// Something that is said, by all articles that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// The day on which it was said, or first published where that is not known.
    pub day: Option<String>,
    /// Those of the story's actors who say it.
    pub speakers: Vec<usize>,
    /// The words that name the source where it is first.
    pub source: String,
    /// The words that mark it as said where it is first.
    pub cue: String,
    /// What is said, in each article, the first one first: it had it first.
    pub versions: Vec<Passage>,
    /// The articles that carry it, in their order.
    pub articles: Vec<usize>,
}

/// Words in a row by which the same quote is found.
const N_SHINGLE: usize = 3;
/// Least share of the shorter quote's shingles that the other one must have.
const SHARE: f32 = 0.6;
/// Least share of the longer one's, where not both are in quotation marks.
const SHARE_OF_LONGER: f32 = 0.4;
/// Least number of common shingles: six words in a row, or more in pieces; one more where not both are in quotation marks.
const MIN_COMMON: usize = 4;
/// Statements that have the same three words; more of them say nothing.
const MAX_ALIKE: usize = 60;

struct Said<'a> {
    article: usize,
    place: usize,
    statement: &'a Statement,
    speakers: BTreeSet<usize>,
    shingles: BTreeSet<Vec<String>>,
    /// The numbers in it.
    numbers: BTreeSet<(Option<u64>, Option<u64>)>,
    day: i64,
}

/// Returns what is said in `pieces`, which come in the order of time.
pub(super) fn of(pieces: &[Piece], cast: &Cast) -> Vec<Saying> {
    let said: Vec<Said<'_>> = pieces.iter().enumerate().flat_map(|(at, piece)| statements(at, piece, cast)).collect();
    let mut by_shingle: BTreeMap<&Vec<String>, Vec<usize>> = BTreeMap::new();
    // The saying of each statement: the first statement that says it.
    let mut first_of: Vec<usize> = (0..said.len()).collect();
    for (at, one) in said.iter().enumerate() {
        let mut n_common: BTreeMap<usize, usize> = BTreeMap::new();
        for shingle in &one.shingles {
            let alike = by_shingle.entry(shingle).or_default();
            if alike.len() < MAX_ALIKE {
                alike.iter().for_each(|&other| *n_common.entry(other).or_default() += 1);
                alike.push(at);
            }
        }
        let same = n_common.into_iter().find(|&(other, n)| is_same(one, &said[other], n));
        if let Some((other, _)) = same {
            first_of[at] = first_of[other];
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    first_of.iter().enumerate().for_each(|(at, &first)| groups.entry(first).or_default().push(at));
    let mut sayings: Vec<(i64, Saying)> = groups.into_values().map(|group| saying(pieces, &said, &group)).collect();
    sayings.sort_by_key(|(day, _)| *day);
    sayings.into_iter().map(|(_, saying)| saying).collect()
}

fn statements<'a>(article: usize, piece: &'a Piece, cast: &'a Cast) -> impl Iterator<Item = Said<'a>> {
    piece.record.statements.iter().enumerate().filter(|(_, statement)| !statement.content.is_empty()).map(
        move |(place, statement)| {
            let said = statement.time.map_or(0, |time| day::number(&piece.record.times[time.0].value));
            let inside = |quantity: &&Quantity| statement.content.iter().any(|span| span.contains(quantity.span));
            let range = |quantity: &Quantity| (quantity.low.map(f64::to_bits), quantity.high.map(f64::to_bits));
            Said {
                numbers: piece.record.quantities.iter().filter(inside).map(range).collect(),
                article,
                place,
                statement,
                speakers: cast.those(article, &statement.speakers),
                shingles: shingles(&index::pieces(piece.text(), &statement.content)),
                day: if said > 0 { said } else { piece.day },
            }
        },
    )
}

/// Whether two statements with `n_common` shingles are one. A quote that two people are said to have said is two.
fn is_same(one: &Said<'_>, other: &Said<'_>, n_common: usize) -> bool {
    let fewest = one.shingles.len().min(other.shingles.len());
    let differ = !one.speakers.is_empty() && !other.speakers.is_empty() && one.speakers.is_disjoint(&other.speakers);
    let is_inside =
        one.article == other.article && (one.statement.within.is_some() || other.statement.within.is_some());
    // Words in quotation marks are often quoted in part; of others, a part may be about something else.
    let most = one.shingles.len().max(other.shingles.len());
    let quoted = [one, other].iter().all(|said| said.statement.kind != StatementKind::Indirect);
    let is_enough = quoted || n_common as f32 >= SHARE_OF_LONGER * most as f32;
    // "Twelve were killed" and "fifteen were killed" are not worded differently: they say something else.
    let same_numbers = one.numbers.is_subset(&other.numbers) || other.numbers.is_subset(&one.numbers);
    !differ
        && !is_inside
        && is_enough
        && same_numbers
        && n_common >= MIN_COMMON + usize::from(!quoted)
        && n_common as f32 >= SHARE * fewest as f32
}

/// Returns every three words in a row, in small letters, without punctuation.
fn shingles(text: &str) -> BTreeSet<Vec<String>> {
    let lower = text.to_lowercase();
    let words: Vec<String> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
    words.windows(N_SHINGLE).map(<[String]>::to_vec).collect()
}

fn saying(pieces: &[Piece], said: &[Said<'_>], group: &[usize]) -> (i64, Saying) {
    let first = &said[group[0]];
    let text = pieces[first.article].text();
    let day = group.iter().map(|&at| said[at].day).filter(|day| *day > 0).min().unwrap_or(0);
    let speakers: BTreeSet<usize> = group.iter().flat_map(|&at| said[at].speakers.iter().copied()).collect();
    let articles: BTreeSet<usize> = group.iter().map(|&at| said[at].article).collect();
    let version = |at: &usize| {
        let Said { article, place, statement, .. } = &said[*at];
        let id = onrecord_record::StatementId(*place).to_string();
        pieces[*article].passage(*article, Some(id), &statement.content)
    };
    let saying = Saying {
        day: day::date(day),
        speakers: speakers.into_iter().collect(),
        source: index::pieces(text, &first.statement.source),
        cue: index::pieces(text, &first.statement.cue),
        versions: group.iter().map(version).collect(),
        articles: articles.into_iter().collect(),
    };
    (day, saying)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shingles_forget_marks() {
        let common = |a: &str, b: &str| shingles(a).intersection(&shingles(b)).count();
        assert_eq!(common("“We will rebuild this bridge, and soon.”", "We will rebuild this bridge and soon"), 5);
        assert_eq!(common("We will rebuild", "We shall rebuild"), 0);
        assert_eq!(common("", "a b"), 0);
    }
}
