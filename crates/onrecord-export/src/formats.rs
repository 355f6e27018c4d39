//! The list of formats.

use crate::exporter::Exporter;
use crate::{brat, csv, gdelt, json, parquet, plover, polecat};

/// All formats, in the order of help texts, pages and documentation.
const EXPORTERS: &[&dyn Exporter] = &[
    &json::Json,
    &json::JsonLines,
    &csv::Csv,
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
}
