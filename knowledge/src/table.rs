//! The syntax of tables: heads in square brackets, one row per line, fields separated by bars, values by semicolons.
//!
//! `docs/tables.md` describes it for authors of such files.

use std::collections::BTreeSet;
use std::fmt::Display;

use crate::file::{File, Text};
use crate::lines::lines;
use crate::mistake::Mistake;

/// The head below which a file names the lists that its language does not have.
const ABSENT: &str = "absent";

/// A row: one line of a section.
#[derive(Debug, Clone, Copy)]
pub struct Row<'t> {
    file: &'t File,
    /// The line of the file, counted from 1.
    pub line: usize,
    /// The line, trimmed.
    pub text: &'t str,
}

impl<'t> Row<'t> {
    /// Returns a mistake on this line.
    pub fn mistake(&self, message: impl Display) -> Mistake {
        Mistake::new(self.file.path(), self.line, message)
    }

    /// Returns the `N` fields of the row; fields that are missing at its end are empty.
    ///
    /// # Errors
    ///
    /// If there are more than `N` fields, or the first one is empty.
    pub fn fields<const N: usize>(&self) -> Result<[&'t str; N], Mistake> {
        let mut fields = [""; N];
        for (field_idx, field) in split(self.text, '|').enumerate() {
            let Some(slot) = fields.get_mut(field_idx) else {
                return Err(self.mistake(format_args!("expected at most {N} fields, found more")));
            };
            *slot = field;
        }
        if fields[0].is_empty() {
            return Err(self.mistake("expected a word in the first field, found none"));
        }
        Ok(fields)
    }

    /// Returns the values of a row that has only one field.
    pub fn values(&self) -> impl Iterator<Item = &'t str> {
        values(self.text)
    }

    /// Returns a value of the row as a string that can outlive the file.
    pub fn keep(&self, value: &str) -> Text {
        self.file.keep(value)
    }

    /// Returns the number in a field.
    ///
    /// # Errors
    ///
    /// If the field is not a number.
    pub fn number<T: std::str::FromStr>(&self, field: &str) -> Result<T, Mistake> {
        field.parse().map_err(|_| self.mistake(format_args!("expected a number, found \"{field}\"")))
    }
}

/// Returns the values of a field, which semicolons separate, without quotation marks around them.
pub fn values(field: &str) -> impl Iterator<Item = &str> {
    split(field, ';').filter(|value| !value.is_empty()).map(unquoted)
}

/// Returns a field or value without the quotation marks around it.
pub fn unquoted(value: &str) -> &str {
    let inner = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    inner.filter(|_| value.len() > 1).unwrap_or(value)
}

/// Splits `text` at each `mark` outside of quotation marks.
fn split(text: &str, mark: char) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = piece_end(text, mark);
        rest = text.get(end + 1..);
        Some(text[..end].trim())
    })
}

/// Returns where the first piece of the text ends. A second quotation mark closes the quotation only if a bar, a
/// semicolon or nothing follows it, so that `"""` is a quotation mark in quotation marks.
fn piece_end(text: &str, mark: char) -> usize {
    let mut is_quoted = false;
    let mut is_start = true;
    for (at, c) in text.char_indices() {
        if is_quoted {
            let behind = text[at + c.len_utf8()..].trim_start();
            is_quoted = c != '"' || !(behind.is_empty() || behind.starts_with(['|', ';']));
        } else if c == mark {
            return at;
        } else {
            is_quoted = c == '"' && is_start;
            is_start = matches!(c, '|' | ';') || is_start && c.is_whitespace();
        }
    }
    text.len()
}

/// An example line below a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example<'t> {
    /// The line of the file, counted from 1.
    pub line: usize,
    /// Whether the example supports the rows above it (`+`) or must not match them (`-`).
    pub is_for: bool,
    /// The text after the sign.
    pub text: &'t str,
}

/// The rows below one head.
#[derive(Debug, Clone)]
pub struct Section<'t> {
    file: &'t File,
    /// The line of the head, counted from 1.
    pub line: usize,
    /// The first word of the head.
    pub name: &'t str,
    /// The other words of the head.
    pub arguments: Vec<&'t str>,
    /// The rows, in their order.
    pub rows: Vec<Row<'t>>,
    /// The examples, in their order.
    pub examples: Vec<Example<'t>>,
}

impl<'t> Section<'t> {
    fn new(file: &'t File, line: usize, head: &'t str) -> Section<'t> {
        let mut words = head.split_whitespace();
        let name = words.next().unwrap_or_default();
        Section { file, line, name, arguments: words.collect(), rows: Vec::new(), examples: Vec::new() }
    }

    /// Returns a mistake in the head.
    pub fn mistake(&self, message: impl Display) -> Mistake {
        Mistake::new(self.file.path(), self.line, message)
    }

    /// Returns the values of all rows.
    pub fn values(&self) -> impl Iterator<Item = &'t str> {
        self.rows.iter().flat_map(Row::values)
    }
}

/// Calls `enter` with each row and its section, and collects the mistakes that it returns.
pub fn each_row<'t>(
    sections: &[Section<'t>],
    mistakes: &mut Vec<Mistake>,
    mut enter: impl FnMut(&Section<'t>, &Row<'t>) -> Result<(), Mistake>,
) {
    for section in sections {
        for row in &section.rows {
            if let Err(mistake) = enter(section, row) {
                mistakes.push(mistake);
            }
        }
    }
}

/// The sections of a file, which a reader takes one after another.
#[derive(Debug, Default)]
pub struct Table<'t> {
    path: &'t str,
    sections: Vec<Section<'t>>,
    absent: BTreeSet<&'t str>,
    /// Whether there is no file: either the language does not have it, or it is missing and that is already reported.
    is_missing: bool,
}

impl<'t> Table<'t> {
    /// Returns the sections of a file; lines that cannot be read are added to `mistakes`.
    pub fn parse(file: &'t File, mistakes: &mut Vec<Mistake>) -> Table<'t> {
        let mut table = Table { path: file.path(), ..Table::default() };
        for (number, line) in lines(file.text()) {
            if let Some(rest) = line.strip_prefix('[') {
                match rest.strip_suffix(']') {
                    Some(head) if !head.trim().is_empty() => table.sections.push(Section::new(file, number, head)),
                    _ => mistakes.push(Mistake::new(file.path(), number, "expected a head like [name], found none")),
                }
                continue;
            }
            let Some(section) = table.sections.last_mut() else {
                mistakes.push(Mistake::new(file.path(), number, "expected a head like [name] above the first row"));
                continue;
            };
            if let Some(text) = line.strip_prefix("+ ").or_else(|| line.strip_prefix("- ")) {
                section.examples.push(Example { line: number, is_for: line.starts_with('+'), text: text.trim() });
            } else {
                section.rows.push(Row { file, line: number, text: line });
            }
        }
        table.absent = table.taken(ABSENT).iter().flat_map(Section::values).collect();
        table
    }

    /// Returns the table of a file that does not exist.
    pub(crate) fn missing() -> Table<'t> {
        Table { is_missing: true, ..Table::default() }
    }

    /// Takes the values below `[absent]`.
    pub(crate) fn taken_absent(&mut self) -> BTreeSet<&'t str> {
        std::mem::take(&mut self.absent)
    }

    /// Takes the sections whose heads begin with `name`, if there are any.
    pub fn taken(&mut self, name: &str) -> Vec<Section<'t>> {
        self.sections.extract_if(.., |section| section.name == name).collect()
    }

    /// Takes the sections whose heads begin with `name`. At least one must have a row, unless the file lists the name
    /// below `[absent]`.
    pub fn take(&mut self, name: &str, mistakes: &mut Vec<Mistake>) -> Vec<Section<'t>> {
        self.require(name, mistakes);
        self.taken(name)
    }

    /// Adds a mistake if no section called `name` has a row, unless the file lists the name below `[absent]`.
    pub fn require(&mut self, name: &str, mistakes: &mut Vec<Mistake>) {
        let is_empty = self.sections.iter().all(|section| section.name != name || section.rows.is_empty());
        let is_absent = self.absent.remove(name);
        if is_empty && !is_absent && !self.is_missing {
            let message = format!("expected [{name}] with rows, or {name} below [absent], found neither");
            mistakes.push(Mistake::of_file(self.path, message));
        }
    }

    /// Takes the sections called `name`, as [`Table::take`] does, and returns the values of all their rows.
    pub fn list(&mut self, name: &str, mistakes: &mut Vec<Mistake>) -> Vec<&'t str> {
        self.take(name, mistakes).iter().flat_map(Section::values).collect()
    }

    /// Takes the sections called `name`, as [`Table::take`] does, and collects their values as strings that can outlive
    /// the file.
    pub fn words<L: FromIterator<Text>>(&mut self, name: &str, mistakes: &mut Vec<Mistake>) -> L {
        let sections = self.take(name, mistakes);
        let rows = sections.iter().flat_map(|section| &section.rows);
        rows.flat_map(|row| row.values().map(|value| row.keep(value))).collect()
    }

    /// Takes all sections that are left, in their order.
    pub fn rest(&mut self) -> Vec<Section<'t>> {
        std::mem::take(&mut self.sections)
    }

    /// Adds a mistake for each section that was not taken.
    pub fn finish(self, mistakes: &mut Vec<Mistake>) {
        for section in &self.sections {
            mistakes.push(section.mistake(format_args!("expected a head of this file, found [{}]", section.name)));
        }
        for name in self.absent {
            mistakes
                .push(Mistake::of_file(self.path, format!("expected names of lists below [absent], found \"{name}\"")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File {
        File::new("a.txt", text.to_owned())
    }

    #[test]
    fn rows_stand_below_heads() {
        let file = file("# note\n[b X y]\none | two; three |\n+ for\n- against\n\n[c]\n[b Z]\n\"#\"; \";\"\n");
        let mut mistakes = Vec::new();
        let mut table = Table::parse(&file, &mut mistakes);
        let found = table.take("b", &mut mistakes);
        let [first, second] = &found[..] else { panic!("{found:?}") };
        assert_eq!((first.line, &first.arguments[..]), (2, &["X", "y"][..]));
        assert_eq!(first.rows[0].fields().unwrap(), ["one", "two; three", "", ""]);
        assert_eq!(
            first.examples.iter().map(|e| (e.is_for, e.text)).collect::<Vec<_>>(),
            [(true, "for"), (false, "against")]
        );
        assert_eq!(second.values().collect::<Vec<_>>(), ["#", ";"]);
        assert_eq!(mistakes, []);
        table.finish(&mut mistakes);
        assert_eq!(mistakes[0].to_string(), "a.txt: line 7: expected a head of this file, found [c]");
    }

    #[test]
    fn quotation_marks_hide_marks() {
        let check = |field: &str, expected: &[&str]| assert_eq!(values(field).collect::<Vec<_>>(), expected, "{field}");
        check("a; b ;; c;", &["a", "b", "c"]);
        check("inch; \"\"\"; \"\"", &["inch", "\"", ""]);
        check("\"a;b\"; 6\"; \"c", &["a;b", "6\"", "\"c"]);
        check("", &[]);
        let file = file("[a]\n\"|\" | \"x|y\"; z\n\"\"|b\n|c\na|b|c\n");
        let mut mistakes = Vec::new();
        let rows = Table::parse(&file, &mut mistakes).take("a", &mut mistakes).remove(0).rows;
        assert_eq!(rows[0].fields().unwrap(), ["\"|\"", "\"x|y\"; z"]);
        assert_eq!(rows[1].fields::<2>().map(|fields| unquoted(fields[0]).is_empty()), Ok(true));
        assert!(rows[2].fields::<2>().is_err() && rows[3].fields::<2>().is_err());
    }

    #[test]
    fn lists_are_never_empty_in_silence() {
        let file = file("row\n[a\n[absent]\nb; d\n[c]\n");
        let mut mistakes = Vec::new();
        let mut table = Table::parse(&file, &mut mistakes);
        for name in ["a", "b", "c"] {
            assert_eq!(table.list(name, &mut mistakes), Vec::<&str>::new());
        }
        table.finish(&mut mistakes);
        let told: Vec<String> = mistakes.iter().map(Mistake::to_string).collect();
        assert_eq!(
            told,
            [
                "a.txt: line 1: expected a head like [name] above the first row",
                "a.txt: line 2: expected a head like [name], found none",
                "a.txt: expected [a] with rows, or a below [absent], found neither",
                "a.txt: expected [c] with rows, or c below [absent], found neither",
                "a.txt: expected names of lists below [absent], found \"d\"",
            ]
        );
    }
}
