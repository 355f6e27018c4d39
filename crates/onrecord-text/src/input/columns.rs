//! Assigns the columns of a table to the fields of an article.

use std::sync::LazyLock;

use onrecord_knowledge::{Mistake, Pack, Part, each_row, values};

/// The fields of an article that a column can contain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Id,
    Title,
    Publisher,
    Url,
    Byline,
    Published,
    Language,
}

impl Field {
    const ALL: [(&str, Field); 8] = [
        ("text", Field::Text),
        ("id", Field::Id),
        ("title", Field::Title),
        ("publisher", Field::Publisher),
        ("url", Field::Url),
        ("byline", Field::Byline),
        ("published", Field::Published),
        ("language", Field::Language),
    ];

    fn parse(name: &str) -> Option<Field> {
        Field::ALL.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

/// The columns of a table (CSV or TSV) that contain the text and the metadata of articles.
///
/// Fields without a given column are looked for under their usual names.
///
/// ```
/// use onrecord_text::Columns;
///
/// assert!(Columns::parse("text=body,published=date").is_ok());
/// assert!(Columns::parse("text").is_err());
/// assert!(Columns::parse("words=body").is_err());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns(Vec<(Field, String)>);

impl Columns {
    /// Returns the columns that `text` specifies: `field=name`, separated by commas.
    ///
    /// # Errors
    ///
    /// If a part has another form, or a field is unknown or is given twice.
    pub fn parse(text: &str) -> Result<Columns, String> {
        let mut columns = Columns::default();
        for part in text.split(',') {
            let Some((field, name)) = part.split_once('=').filter(|(_, name)| !name.trim().is_empty()) else {
                return Err(format!("expected FIELD=COLUMN, found {part:?}"));
            };
            let Some(known) = Field::parse(field.trim()) else {
                let names = Field::ALL.map(|(name, _)| name).join(", ");
                return Err(format!("expected one of the fields {names}, found {field:?}"));
            };
            if columns.name(known).is_some() {
                return Err(format!("expected the field {field:?} once, found it twice"));
            }
            columns.0.push((known, name.trim().to_owned()));
        }
        Ok(columns)
    }

    fn name(&self, wanted: Field) -> Option<&str> {
        self.0.iter().find(|(field, _)| *field == wanted).map(|(_, name)| name.as_str())
    }

    /// Returns the first given column that `header` does not have.
    pub(super) fn missing(&self, header: &[String]) -> Option<&str> {
        self.0.iter().map(|(_, name)| name.as_str()).find(|name| position(header, name).is_none())
    }

    /// Returns the position of the column with a field, by the given name or otherwise by a usual name. In many tables
    /// the id is only a row number, so it counts only if its column is given.
    pub(super) fn position(&self, header: &[String], field: Field) -> Option<usize> {
        match self.name(field) {
            Some(name) => position(header, name),
            None => usual_position(header, field),
        }
    }

    /// Returns whether a column for `field` is given.
    pub(super) fn has(&self, field: Field) -> bool {
        self.name(field).is_some()
    }

    /// Returns whether `header` looks like that of a table of articles: short names, with a text column and another
    /// field.
    pub(super) fn fit(&self, header: &[String]) -> bool {
        let is_name = |name: &String| !name.is_empty() && name.chars().count() <= MAX_NAME_CHARS;
        let n_fields = Field::ALL.iter().filter(|(_, field)| self.position(header, *field).is_some()).count();
        header.iter().all(is_name) && self.position(header, Field::Text).is_some() && n_fields > 1
    }
}

/// The maximum length of a column name by which a table is recognized.
const MAX_NAME_CHARS: usize = 64;

/// Returns the position of the column called `name`: an exact match, or otherwise one in another spelling.
fn position(header: &[String], name: &str) -> Option<usize> {
    let exact = header.iter().position(|column| column == name);
    exact.or_else(|| header.iter().position(|column| spelling(column) == spelling(name)))
}

fn usual_position(header: &[String], field: Field) -> Option<usize> {
    let spellings: Vec<String> = header.iter().map(|column| spelling(column)).collect();
    let names = ColumnNames::english().0.iter().filter(|(named, _)| *named == field);
    names.filter_map(|(_, name)| spellings.iter().position(|column| column == name)).next()
}

/// Returns a name in lower case, with one space between its words: `publishDate`, `publish_date` and `Publish Date`
/// give the same result.
fn spelling(name: &str) -> String {
    let mut spelling = String::new();
    let mut was_small = false;
    for c in name.trim_matches(|c: char| c == '\u{feff}' || c.is_whitespace()).chars() {
        if c.is_whitespace() || matches!(c, '_' | '-' | '.') {
            if !spelling.ends_with(' ') {
                spelling.push(' ');
            }
        } else {
            if c.is_uppercase() && was_small {
                spelling.push(' ');
            }
            spelling.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    spelling
}

/// The usual names of columns: `text/columns.txt`.
#[derive(Debug)]
struct ColumnNames(Vec<(Field, String)>);

impl Part for ColumnNames {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> ColumnNames {
        let mut table = pack.table("text/columns.txt", mistakes);
        let mut all = Vec::new();
        each_row(&table.take("columns", mistakes), mistakes, |_, row| {
            let [field, names] = row.fields()?;
            let known = Field::parse(field).ok_or_else(|| row.mistake(format!("unknown field {field:?}")))?;
            all.extend(values(names).map(|name| (known, name.to_owned())));
            Ok(())
        });
        table.finish(mistakes);
        ColumnNames(all)
    }
}

impl ColumnNames {
    fn english() -> &'static ColumnNames {
        static ENGLISH: LazyLock<ColumnNames> = LazyLock::new(ColumnNames::bundled);
        &ENGLISH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_their_usual_names() {
        fn check(header: &str, field: Field, expected: Option<usize>) {
            let header: Vec<String> = header.split(',').map(str::to_owned).collect();
            assert_eq!(Columns::default().position(&header, field), expected, "{header:?}");
        }
        check("id,Body,Date", Field::Text, Some(1));
        check("articleText,pub-date", Field::Text, Some(0));
        check("articleText,pub-date", Field::Published, Some(1));
        check("\u{feff}Full_Text,PublishDate", Field::Published, Some(1));
        // If two columns fit, the better name wins.
        check("content,text", Field::Text, Some(1));
        check("word,count", Field::Text, None);
    }

    #[test]
    fn columns_that_are_given_come_first() {
        let header: Vec<String> = ["text", "Notice Body", "when"].map(str::to_owned).to_vec();
        let columns = Columns::parse("text=notice_body, published = when").unwrap();
        assert_eq!(columns.position(&header, Field::Text), Some(1));
        assert_eq!(columns.position(&header, Field::Published), Some(2));
        assert_eq!(columns.missing(&header), None);
        assert_eq!(Columns::parse("text=words").unwrap().missing(&header), Some("words"));
        for (text, message) in [
            ("", "expected FIELD=COLUMN, found \"\""),
            ("text=", "expected FIELD=COLUMN, found \"text=\""),
            ("text=a,text=b", "expected the field \"text\" once, found it twice"),
        ] {
            assert_eq!(Columns::parse(text).unwrap_err(), message);
        }
        assert!(Columns::parse("body=text").unwrap_err().starts_with("expected one of the fields text, id, title"));
    }
}
