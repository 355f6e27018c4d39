//! A single record as a file, for downloads.

use onrecord_record::Record;

use crate::exporter::{Destination, Exporter};
use crate::formats::exporters;
use crate::output::Encoded;
use crate::table::Table;

/// A way to download a single record.
#[derive(Debug, Clone, Copy)]
pub struct Download {
    exporter: &'static dyn Exporter,
    /// The table, for a format with tables.
    table: Option<Table>,
    /// The index of the file among those of the format.
    file: usize,
}

/// Returns all downloads in the order of the formats: one for each table of a format with tables, and one for each file
/// of a format for folders. Formats that write complete files, such as Parquet, are left out, since they are meant for
/// many articles.
pub fn downloads() -> Vec<Download> {
    let mut downloads = Vec::new();
    for &exporter in exporters() {
        let format = exporter.format();
        if format.destination == Destination::File {
            continue;
        }
        for file in 0..format.files.len() {
            let tables = format.tables.iter().map(|&table| Download { exporter, table: Some(table), file });
            downloads.extend(tables);
            if format.tables.is_empty() {
                downloads.push(Download { exporter, table: None, file });
            }
        }
    }
    downloads
}

impl Download {
    /// Returns the name used in addresses, such as `gdelt`, `events.csv` or `brat.ann`.
    pub fn name(&self) -> String {
        let format = self.exporter.format();
        match (self.table, format.destination) {
            (Some(table), _) => format!("{}.{}", table.name(), format.name),
            (None, Destination::Folder) => format!("{}.{}", format.name, format.files[self.file].extension),
            (None, _) => format.name.to_owned(),
        }
    }

    /// Returns the name shown on pages, such as "CSV events".
    pub fn label(&self) -> String {
        let format = self.exporter.format();
        let part = self.table.map_or(format.files[self.file].label, Table::name);
        if part.is_empty() { format.label.to_owned() } else { format!("{} {part}", format.label) }
    }

    /// Returns the media type with its character set.
    pub fn media_type(&self) -> &'static str {
        self.exporter.format().files[self.file].media_type
    }

    /// Returns the name of the file for `record`, which consists of ASCII letters and digits, `-`, `_` and `.`.
    pub fn file_name(&self, record: &Record) -> String {
        let format = self.exporter.format();
        let extension = format.files[self.file].extension;
        let kind = match (self.table, format.destination) {
            (Some(table), _) => format!("{}.", table.name()),
            (None, Destination::Folder) => String::new(),
            (None, _) if format.name == extension => String::new(),
            (None, _) => format!("{}.", format.name),
        };
        format!("{}.{kind}{extension}", crate::brat::file_name(record))
    }

    /// Returns the content of the file for `record`.
    pub fn content(&self, record: &Record) -> String {
        let table = self.table.unwrap_or(Table::ALL[0]);
        match self.exporter.encode(record, table) {
            Encoded::Text(text) => self.exporter.header(table) + &text,
            Encoded::Files(mut files) => files.contents.swap_remove(self.file),
            // Formats with rows write complete files, which `downloads` leaves out.
            Encoded::Rows(_) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn names_stay_the_same_since_people_link_to_them() {
        let record = sample::record();
        let all: Vec<String> = downloads()
            .iter()
            .map(|one| format!("{}|{}|{}|{}", one.name(), one.label(), one.file_name(&record), one.media_type()))
            .collect();
        let expected = [
            "json|JSON|article-n1.json|application/json",
            "jsonl|JSON Lines|article-n1.jsonl|application/jsonl",
            "statements.csv|CSV statements|article-n1.statements.csv|text/csv; charset=utf-8",
            "events.csv|CSV events|article-n1.events.csv|text/csv; charset=utf-8",
            "actors.csv|CSV actors|article-n1.actors.csv|text/csv; charset=utf-8",
            "times.csv|CSV times|article-n1.times.csv|text/csv; charset=utf-8",
            "places.csv|CSV places|article-n1.places.csv|text/csv; charset=utf-8",
            "quantities.csv|CSV quantities|article-n1.quantities.csv|text/csv; charset=utf-8",
            "gdelt|GDELT events|article-n1.gdelt.tsv|text/tab-separated-values; charset=utf-8",
            "gdelt-mentions|GDELT mentions|article-n1.gdelt-mentions.tsv|text/tab-separated-values; charset=utf-8",
            "polecat|POLECAT|article-n1.polecat.tsv|text/tab-separated-values; charset=utf-8",
            "plover|PLOVER|article-n1.plover.jsonl|application/jsonl",
            "brat.txt|brat text|article-n1.txt|text/plain; charset=utf-8",
            "brat.ann|brat annotations|article-n1.ann|text/plain; charset=utf-8",
        ];
        assert_eq!(all, expected);
    }

    #[test]
    fn every_download_has_content() {
        for download in downloads() {
            assert!(!download.content(&sample::record()).is_empty(), "{download:?}");
        }
    }
}
