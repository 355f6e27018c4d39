//! Parses the sections of the files in `quantities/` as lists.

use std::collections::{HashMap, HashSet};

use onrecord_knowledge::{Mistake, Row, Table, each_row, unquoted, values};
use onrecord_text::TextWords;

use super::words::Phrases;

/// A set of words.
pub(super) type Set = HashSet<String>;

/// Returns the words of a section.
pub(super) fn set(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> Set {
    table.list(name, mistakes).into_iter().map(str::to_owned).collect()
}

/// Returns the phrases of a section.
pub(super) fn phrases(
    table: &mut Table<'_>,
    name: &str,
    known: &TextWords,
    mistakes: &mut Vec<Mistake>,
) -> Phrases<()> {
    Phrases::new(table.list(name, mistakes).into_iter().map(|words| (words.to_owned(), ())), known)
}

/// Returns the words of a section, each with its number.
pub(super) fn numbers(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> HashMap<String, f64> {
    let mut out = HashMap::new();
    each_row(&table.take(name, mistakes), mistakes, |_, row| {
        let [word, value] = row.fields()?;
        out.insert(unquoted(word).to_owned(), row.number(value)?);
        Ok(())
    });
    out
}

/// Returns the rows of a section that has two fields.
pub(super) fn pairs(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    each_row(&table.take(name, mistakes), mistakes, |_, row| {
        let [one, other] = row.fields()?;
        out.push((unquoted(one).to_owned(), unquoted(other).to_owned()));
        Ok(())
    });
    out
}

/// Returns which of the known marks a field has.
pub(super) fn marked<const N: usize>(row: &Row<'_>, field: &str, known: [&str; N]) -> Result<[bool; N], Mistake> {
    if let Some(mark) = values(field).find(|mark| !known.contains(mark)) {
        return Err(row.mistake(format_args!("expected one of {}, found \"{mark}\"", known.join(", "))));
    }
    Ok(known.map(|known| values(field).any(|mark| mark == known)))
}
