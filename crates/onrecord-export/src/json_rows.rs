//! Rows as JSON objects: a list of them, or one on each line.

use std::io::{self, Write};

use serde_json::Value;

use crate::column_type::ColumnType;
use crate::output::{Encoded, RecordWriter};

/// Writes rows as objects with the names of the columns. An empty cell is `null`.
pub(crate) struct JsonRows {
    columns: Vec<&'static str>,
    stream: Box<dyn Write + Send>,
    /// Whether the objects are in a list.
    is_list: bool,
    n_rows: u64,
}

impl JsonRows {
    /// Returns a writer into `stream`: of a list with one object on each line, or of JSON Lines.
    pub(crate) fn new(columns: &[&'static str], stream: Box<dyn Write + Send>, is_list: bool) -> JsonRows {
        JsonRows { columns: columns.to_vec(), stream, is_list, n_rows: 0 }
    }

    /// Returns a row as an object whose fields are in the order of the columns.
    fn object(&self, row: &[String]) -> String {
        let field =
            |(column, cell): (&&'static str, &String)| format!("{}:{}", Value::from(*column), value(column, cell));
        let fields: Vec<String> = self.columns.iter().zip(row).map(field).collect();
        format!("{{{}}}", fields.join(","))
    }
}

/// Returns the value of a cell. A cell without a value of the type of its column is `null`.
fn value(column: &str, cell: &str) -> Value {
    if cell.is_empty() {
        return Value::Null;
    }
    match ColumnType::of(column) {
        ColumnType::Text | ColumnType::Date => Value::from(cell),
        ColumnType::Whole => cell.parse::<i64>().map_or(Value::Null, Value::from),
        ColumnType::Real => cell.parse::<f64>().map_or(Value::Null, Value::from),
        ColumnType::Bool => cell.parse::<bool>().map_or(Value::Null, Value::from),
        ColumnType::Json => serde_json::from_str(cell).unwrap_or(Value::Null),
    }
}

impl RecordWriter for JsonRows {
    fn write(&mut self, record: Encoded) -> io::Result<()> {
        for row in record.into_rows()? {
            let before = match (self.is_list, self.n_rows) {
                (false, _) => "",
                (true, 0) => "[\n",
                (true, _) => ",\n",
            };
            let after = if self.is_list { "" } else { "\n" };
            let object = self.object(&row);
            write!(self.stream, "{before}{object}{after}")?;
            self.n_rows += 1;
        }
        self.stream.flush()
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        match (self.is_list, self.n_rows) {
            (false, _) => {}
            (true, 0) => self.stream.write_all(b"[]\n")?,
            (true, _) => self.stream.write_all(b"\n]\n")?,
        }
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(is_list: bool, rows: &[[&str; 5]]) -> String {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let columns = ["year", "type", "lat", "date", "reports"];
        let mut writer = Box::new(JsonRows::new(&columns, Box::new(Shared(Arc::clone(&bytes))), is_list));
        for row in rows {
            writer.write(Encoded::Rows(vec![row.map(str::to_owned).to_vec()])).unwrap();
        }
        writer.finish().unwrap();
        String::from_utf8(bytes.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn cells_have_the_types_of_their_columns() {
        let rows = [["2025", "a \"b\"", "41.5", "2025-02-13", "[{\"a\":1}]"], ["x", "", "", "", "["]];
        let expected = "\
{\"year\":2025,\"type\":\"a \\\"b\\\"\",\"lat\":41.5,\"date\":\"2025-02-13\",\"reports\":[{\"a\":1}]}
{\"year\":null,\"type\":null,\"lat\":null,\"date\":null,\"reports\":null}
";
        assert_eq!(written(false, &rows), expected);
        let list: Value = serde_json::from_str(&written(true, &rows)).unwrap();
        assert_eq!((list[0]["year"].as_i64(), list.as_array().map(Vec::len)), (Some(2025), Some(2)));
        assert_eq!([written(true, &[]), written(false, &[])], ["[]\n", ""]);
    }
}
