//! CSV (RFC 4180): one table with a header row.

use onrecord_record::Record;

use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::Encoded;
use crate::rows;
use crate::table::Table;

/// The exporter of CSV.
#[derive(Debug)]
pub(crate) struct Csv;

impl Exporter for Csv {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "csv",
            label: "CSV",
            description: "One table as CSV, with a header row",
            destination: Destination::Stream,
            tables: Table::ALL,
            files: &[FileType::new("csv", "text/csv; charset=utf-8")],
            is_implied_by_extension: true,
            unavailable: None,
        };
        &FORMAT
    }

    fn header(&self, table: Table) -> String {
        rows::comma_separated([table.columns()])
    }

    fn encode(&self, record: &Record, table: Table) -> Encoded {
        Encoded::Text(rows::comma_separated(table.rows(record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn cells_are_read_again_as_they_are() {
        let record = sample::hostile();
        for &table in Table::ALL {
            let text = Csv.header(table) + &Csv.encode(&record, table).into_text().unwrap();
            // The reader rejects rows that differ in length from the first.
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            assert!(reader.headers().unwrap().iter().eq(table.columns()));
            let read: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            assert_eq!(read, table.rows(&record), "{table:?}");
        }
    }
}
