//! Collects the cells of a column until there are enough to write.

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::Result;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::Type;

use crate::column_type::ColumnType;

/// The cells of a column that are not empty, by type.
#[derive(Debug)]
enum Cells {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Bool(Vec<bool>),
    /// Days since 1970-01-01.
    Days(Vec<i32>),
}

/// A column of a table, in which an empty cell is a missing value.
#[derive(Debug)]
pub(super) struct Column {
    name: &'static str,
    /// The definition level of each row: 1 with a value, 0 without.
    levels: Vec<i16>,
    cells: Cells,
}

impl Column {
    /// Returns an empty column with this name, with the type that it has in all tables.
    pub(super) fn new(name: &'static str) -> Column {
        let cells = match ColumnType::of(name) {
            ColumnType::Text | ColumnType::Json => Cells::Text(Vec::new()),
            ColumnType::Whole => Cells::Whole(Vec::new()),
            ColumnType::Real => Cells::Real(Vec::new()),
            ColumnType::Bool => Cells::Bool(Vec::new()),
            ColumnType::Date => Cells::Days(Vec::new()),
        };
        Column { name, levels: Vec::new(), cells }
    }

    /// Returns the description of the column for the schema of the file.
    pub(super) fn schema(&self) -> Result<Type> {
        let (physical, logical) = match self.cells {
            Cells::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Cells::Whole(_) => (Physical::INT64, None),
            Cells::Real(_) => (Physical::DOUBLE, None),
            Cells::Bool(_) => (Physical::BOOLEAN, None),
            Cells::Days(_) => (Physical::INT32, Some(LogicalType::Date)),
        };
        Type::primitive_type_builder(self.name, physical)
            .with_logical_type(logical)
            .with_repetition(Repetition::OPTIONAL)
            .build()
    }

    /// Adds the cell of a row. An empty cell, or one without a value of the column's type, is a missing value.
    pub(super) fn push(&mut self, cell: String) {
        let has_value = match &mut self.cells {
            Cells::Text(_) if cell.is_empty() => false,
            Cells::Text(values) => {
                values.push(cell.into_bytes().into());
                true
            }
            Cells::Whole(values) => push_parsed(values, &cell),
            Cells::Real(values) => push_parsed(values, &cell),
            Cells::Bool(values) => push_parsed(values, &cell),
            Cells::Days(values) => push(values, ColumnType::days(&cell)),
        };
        self.levels.push(i16::from(has_value));
    }

    /// Writes the cells and drops them.
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
            Cells::Bool(values) => {
                writer.typed::<BoolType>().write_batch(values, levels, None)?;
                values.clear();
            }
            Cells::Days(values) => {
                writer.typed::<Int32Type>().write_batch(values, levels, None)?;
                values.clear();
            }
        }
        self.levels.clear();
        writer.close()
    }
}

/// Adds the value written in a cell; returns whether there is one.
fn push_parsed<T: std::str::FromStr>(values: &mut Vec<T>, cell: &str) -> bool {
    push(values, cell.parse().ok())
}

/// Adds the value of a cell; returns whether there is one.
fn push<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let has_value = value.is_some();
    values.extend(value);
    has_value
}
