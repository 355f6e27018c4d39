//! The list of formats.

use crate::exporter::Exporter;
use crate::{brat, csv, gdelt, json, parquet, plover, polecat};

/// All formats, in the order of help texts, pages and documentation.
const EXPORTERS: &[&dyn Exporter] = &[
    &json::Json { has_text: true },
    &json::JsonLines { has_text: false },
    &csv::Csv { has_byte_order_mark: false },
    &parquet::Parquet,
    &gdelt::Events,
    &gdelt::Mentions,
    &polecat::Polecat,
    &plover::Plover,
    &brat::Brat,
];

/// Returns all formats, in the order of help texts, pages and documentation.
pub fn exporters() -> &'static [&'static dyn Exporter] {
    EXPORTERS
}

/// Returns the exporter of the format with this name.
///
/// ```
/// use onrecord_export::{Table, exporter};
/// use onrecord_record::Record;
///
/// let plover = exporter("plover").expect("PLOVER is a format");
/// let lines = plover.encode(&Record::default(), Table::Events).into_text()?;
/// assert_eq!(lines, "");
/// # Ok::<(), std::io::Error>(())
/// ```
pub fn exporter(name: &str) -> Option<&'static dyn Exporter> {
    exporters().iter().copied().find(|exporter| exporter.format().name == name)
}

/// Returns the exporter of the format with this name that writes the words of each span beside it, or leaves them out.
/// Returns `None` for formats without spans.
pub fn exporter_with_text(name: &str, has_text: bool) -> Option<&'static dyn Exporter> {
    match (name, has_text) {
        ("json", true) => Some(&json::Json { has_text: true }),
        ("json", false) => Some(&json::Json { has_text: false }),
        ("jsonl", true) => Some(&json::JsonLines { has_text: true }),
        ("jsonl", false) => Some(&json::JsonLines { has_text: false }),
        _ => None,
    }
}

/// Returns the exporter of the format with this name that writes files for Excel: CSV with a byte-order mark. Returns
/// `None` for other formats.
pub fn exporter_for_excel(name: &str) -> Option<&'static dyn Exporter> {
    if name == "csv" { Some(&csv::Csv { has_byte_order_mark: true }) } else { None }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_plain() {
        let names: BTreeSet<&str> = exporters().iter().map(|exporter| exporter.format().name).collect();
        assert_eq!(names.len(), exporters().len());
        for name in names {
            assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{name}");
            assert_eq!(exporter(name).unwrap().format().name, name);
        }
        assert!(exporter("yaml").is_none());
    }

    #[test]
    fn words_beside_spans_are_a_choice_of_json() {
        use onrecord_record::{Record, Span};

        use crate::table::Table;

        let mut record = Record::default();
        record.document.text = "Rain.".to_owned();
        record.sentences.push(Span::new(0, 5));
        for (name, has_text) in [("json", true), ("json", false), ("jsonl", true), ("jsonl", false)] {
            let chosen = exporter_with_text(name, has_text).unwrap();
            let text = chosen.encode(&record, Table::Events).into_text().unwrap();
            assert_eq!(text.matches("Rain.").count(), 1 + usize::from(has_text), "{name} {has_text}");
        }
        assert!(exporter_with_text("csv", true).is_none());
    }

    #[test]
    fn an_extension_implies_one_format() {
        let formats = exporters().iter().map(|exporter| exporter.format());
        let mut implied: Vec<_> =
            formats.filter(|format| format.is_implied_by_extension).map(|format| format.files[0].extension).collect();
        implied.sort_unstable();
        assert_eq!(implied, ["csv", "json", "jsonl", "parquet"]);
    }

    #[test]
    fn descriptions_fit_into_help_texts() {
        for exporter in exporters() {
            let description = exporter.format().description;
            assert!(!description.is_empty() && !description.ends_with('.') && !description.contains('\n'));
        }
    }
    #[test]
    fn rows_of_any_table_are_a_choice_of_tables_and_json() {
        use crate::output::{Encoded, Target};

        let names: Vec<&str> = exporters().iter().filter(|one| one.takes_rows()).map(|one| one.format().name).collect();
        assert_eq!(names, ["json", "jsonl", "csv", "parquet"]);
        for exporter in exporters() {
            let target = Target::Stream(Box::new(std::io::sink()));
            let written = exporter.row_writer(&["month", "events"], target).and_then(|mut writer| {
                writer.write(Encoded::Rows(vec![vec!["2025-02".to_owned(), "3".to_owned()]]))?;
                writer.finish()
            });
            let is_expected = exporter.takes_rows() && exporter.format().unavailable.is_none();
            assert_eq!(written.is_ok(), is_expected, "{}", exporter.format().name);
        }
        assert!(exporter_for_excel("csv").is_some() && exporter_for_excel("parquet").is_none());
    }
}
