//! Cells of one column, gathered until there are enough to write.

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::Type;

/// What a column holds, and the cells that are not empty.
#[derive(Debug)]
enum Cells {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Truth(Vec<bool>),
}

/// A column of a table: an empty cell is a missing value.
#[derive(Debug)]
pub(super) struct Column {
    name: &'static str,
    /// For each row 1 where it has a value, else 0.
    levels: Vec<i16>,
    cells: Cells,
}

impl Column {
    /// Returns the empty column of that name: numbers and truth values where the record has such, else text.
    pub(super) fn new(name: &'static str) -> Column {
        let cells = match name {
            "quad" | "mentions" | "geonames" => Cells::Whole(Vec::new()),
            "goldstein" | "lat" | "lon" | "confidence" | "low" | "high" => Cells::Real(Vec::new()),
            "approximate" => Cells::Truth(Vec::new()),
            _ => Cells::Text(Vec::new()),
        };
        Column { name, levels: Vec::new(), cells }
    }

    /// Returns how the schema of the file tells the column.
    pub(super) fn schema(&self) -> Result<Type> {
        let (physical, logical) = match self.cells {
            Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Cells::Whole(_) => (Physical::INT64, None),
            Cells::Real(_) => (Physical::DOUBLE, None),
            Cells::Truth(_) => (Physical::BOOLEAN, None),
        };
        Type::primitive_type_builder(self.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build()
    }

    /// Adds the cell of a row; one that is empty, or no value of the column's type, is missing.
    pub(super) fn push(&mut self, cell: String) {
        let is_there = match &mut self.cells {
            Cells::Text(_) if cell.is_empty() => false,
            Cells::Text(values) => {
                values.push(cell.into_bytes().into());
                true
            }
            Cells::Whole(values) => keep(values, &cell),
            Cells::Real(values) => keep(values, &cell),
            Cells::Truth(values) => keep(values, &cell),
        };
        self.levels.push(i16::from(is_there));
    }

    /// Writes the cells and forgets them.
    pub(super) fn write(&mut self, mut writer: SerializedColumnWriter<'_>) -> Result<()> {
        let levels = Some(self.levels.as_slice());
        match &mut self.cells {
            Cells::Text(values) => {
                writer.typed::<ByteArrayType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Cells::Whole(values) => {
                writer.typed::<Int64Type>().write_batch(values, levels, None)?;
                values.clear();
            }
            Cells::Real(values) => {
                writer.typed::<DoubleType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Cells::Truth(values) => {
                writer.typed::<BoolType>().write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        writer.close()
    }
}

fn keep<T: std::str::FromStr>(values: &mut Vec<T>, cell: &str) -> bool {
    let value = cell.parse().ok();
    let is_there = value.is_some();
    values.extend(value);
    is_there
}
