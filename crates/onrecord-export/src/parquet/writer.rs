//! Collects rows into groups and writes the groups into a file.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::columns::Column;
use crate::output::{Encoded, RecordWriter};

/// The size of a row group in bytes of text; a group is kept in memory until it is written. Larger groups compress
/// little better.
const GROUP_BYTES: usize = 16 << 20;

/// Writes rows of one table into a Parquet file compressed with Snappy.
pub(super) struct Writer<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Column>,
    n_rows: usize,
    n_bytes: usize,
}

impl<W: Write + Send> Writer<W> {
    /// Returns a writer of rows with these columns into `out`.
    pub(super) fn new(columns: impl Iterator<Item = &'static str>, out: W) -> io::Result<Writer<W>> {
        let columns: Vec<Column> = columns.map(Column::new).collect();
        let fields = columns.iter().map(|column| column.schema().map(Arc::new)).collect::<Result<_>>()?;
        let schema = Type::group_type_builder("record").with_fields(fields).build()?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        Ok(Writer { file, columns, n_rows: 0, n_bytes: 0 })
    }

    fn write_group(&mut self) -> io::Result<()> {
        if self.n_rows == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for column in &mut self.columns {
            let writer = group
                .next_column()?
                .ok_or_else(|| io::Error::other("the table has a column that is not in the schema"))?;
            column.write(writer)?;
        }
        group.close()?;
        (self.n_rows, self.n_bytes) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> RecordWriter for Writer<W> {
    /// Adds the rows of a record to the current group, and writes the group when it is large enough.
    fn write(&mut self, record: Encoded) -> io::Result<()> {
        for row in record.into_rows()? {
            self.n_rows += 1;
            self.n_bytes += row.iter().map(String::len).sum::<usize>();
            let mut cells = row.into_iter();
            for column in &mut self.columns {
                column.push(cells.next().unwrap_or_default());
            }
        }
        if self.n_bytes >= GROUP_BYTES { self.write_group() } else { Ok(()) }
    }

    /// Writes the last group and the index at the end of the file.
    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.write_group()?;
        self.file.finish()?;
        self.file.inner_mut().flush()
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::{Field, Row};

    use onrecord_record::Record;

    use super::*;
    use crate::sample;
    use crate::table::Table;

    fn written(table: Table, records: &[&Record]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut writer = Box::new(Writer::new(table.columns(), &mut out).unwrap());
        records.iter().for_each(|record| writer.write(Encoded::Rows(table.rows(record))).unwrap());
        writer.finish().unwrap();
        out
    }

    fn read(bytes: Vec<u8>) -> Vec<Row> {
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        reader.get_row_iter(None).unwrap().map(std::result::Result::unwrap).collect()
    }

    /// Returns the cell as it is in the CSV.
    fn cell(field: &Field) -> String {
        match field {
            Field::Null => String::new(),
            Field::Str(text) => text.clone(),
            Field::Long(number) => number.to_string(),
            Field::Double(number) => number.to_string(),
            Field::Bool(truth) => truth.to_string(),
            Field::Date(days) => (jiff::civil::date(1970, 1, 1) + jiff::Span::new().days(*days)).to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_read_again_is_what_the_csv_has() {
        let (record, hostile) = (sample::record(), sample::hostile());
        for &table in Table::ALL {
            let found = read(written(table, &[&record, &Record::default(), &hostile]));
            let expected = [table.rows(&record), table.rows(&hostile)].concat();
            assert_eq!(found.len(), expected.len(), "{table:?}");
            for (row, cells) in found.iter().zip(&expected) {
                let (names, fields): (Vec<_>, Vec<_>) =
                    row.get_column_iter().map(|(n, f)| (n.as_str(), cell(f))).unzip();
                assert_eq!(names, table.columns().collect::<Vec<_>>());
                assert_eq!(&fields, cells, "{table:?}");
            }
        }
    }

    #[test]
    fn numbers_are_numbers_and_nothing_is_missing() {
        let row = &read(written(Table::Quantities, &[&sample::record()]))[0];
        let field = |name| row.get_column_iter().find(|(column, _)| *column == name).map(|(_, field)| field.clone());
        assert_eq!(field("low"), Some(Field::Double(20.0)));
        assert_eq!(field("approximate"), Some(Field::Bool(false)));
        assert_eq!(field("unit"), Some(Field::Null));
        let row = &read(written(Table::Events, &[&sample::record()]))[0];
        // 2025-02-12.
        assert!(row.get_column_iter().any(|(column, field)| column == "date" && *field == Field::Date(20_131)));
    }

    #[test]
    fn a_file_without_rows_can_be_read() {
        assert_eq!(read(written(Table::Events, &[])).len(), 0);
    }

    #[test]
    fn many_rows_are_several_groups() {
        let record = sample::record();
        let mut long = record.clone();
        long.document.title = Some("x".repeat(GROUP_BYTES));
        let bytes = written(Table::Statements, &[&long, &record, &record]);
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes.clone())).unwrap();
        assert_eq!(reader.num_row_groups(), 2);
        assert_eq!(read(bytes).len(), 3);
    }
}
