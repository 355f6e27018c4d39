//! CSV (RFC 4180): one table with a header row.

use std::io;

use onrecord_record::Record;

use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::{Encoded, RecordWriter, Target};
use crate::rows;
use crate::stream::StreamWriter;
use crate::table::Table;

/// The exporter of CSV.
#[derive(Debug)]
pub(crate) struct Csv {
    /// Whether the file begins with a byte-order mark, by which Excel tells UTF-8 from older encodings.
    pub(crate) has_byte_order_mark: bool,
}

impl Csv {
    fn header_row(&self, columns: impl IntoIterator<Item = &'static str>) -> String {
        let mark = if self.has_byte_order_mark { "\u{feff}" } else { "" };
        format!("{mark}{}", rows::comma_separated([columns]))
    }
}

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
        self.header_row(table.columns())
    }

    fn encode(&self, record: &Record, table: Table) -> Encoded {
        Encoded::Text(rows::comma_separated(table.rows(record)))
    }

    fn takes_rows(&self) -> bool {
        true
    }

    fn row_writer(&self, columns: &[&'static str], target: Target) -> io::Result<Box<dyn RecordWriter>> {
        let stream = StreamWriter::new(target.into_stream()?, self.header_row(columns.iter().copied()));
        Ok(Box::new(CsvRows(stream)))
    }
}

/// Writes rows as CSV.
struct CsvRows(StreamWriter);

impl RecordWriter for CsvRows {
    fn write(&mut self, record: Encoded) -> io::Result<()> {
        let rows = record.into_rows()?;
        if rows.is_empty() { Ok(()) } else { self.0.write(Encoded::Text(rows::comma_separated(rows))) }
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Box::new(self.0).finish()
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
            let csv = Csv { has_byte_order_mark: false };
            let text = csv.header(table) + &csv.encode(&record, table).into_text().unwrap();
            // The reader rejects rows that differ in length from the first.
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            assert!(reader.headers().unwrap().iter().eq(table.columns()));
            let read: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            assert_eq!(read, table.rows(&record), "{table:?}");
        }
    }
    #[test]
    fn a_file_for_excel_begins_with_a_mark() {
        for (has_byte_order_mark, begins) in [(true, "\u{feff}document,"), (false, "document,")] {
            let header = Csv { has_byte_order_mark }.header(Table::Events);
            assert!(header.starts_with(begins), "{header:?}");
        }
    }
}
