//! Tables as Arrow data, handed to Python through the Arrow PyCapsule interface
//! (<https://arrow.apache.org/docs/format/CDataInterface/PyCapsuleInterface.html>).

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::ffi::FFI_ArrowArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_schema::ffi::FFI_ArrowSchema;
use arrow_schema::{DataType, Field, Schema};
use onrecord_export::ColumnType;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::errors::OnrecordError;

/// The cells of a column so far.
enum Cells {
    Text(StringBuilder),
    Whole(Int64Builder),
    Real(Float64Builder),
    Bool(BooleanBuilder),
    Date(Date32Builder),
}

/// Rows of text that become typed columns. An empty cell is a missing value.
pub(crate) struct Columns {
    fields: Vec<Field>,
    cells: Vec<Cells>,
}

impl Columns {
    /// Returns columns of these names without rows.
    pub(crate) fn new(names: impl Iterator<Item = &'static str>) -> Columns {
        let column = |name| {
            let (data_type, cells) = match ColumnType::of(name) {
                ColumnType::Text | ColumnType::Json => (DataType::Utf8, Cells::Text(StringBuilder::new())),
                ColumnType::Whole => (DataType::Int64, Cells::Whole(Int64Builder::new())),
                ColumnType::Real => (DataType::Float64, Cells::Real(Float64Builder::new())),
                ColumnType::Bool => (DataType::Boolean, Cells::Bool(BooleanBuilder::new())),
                ColumnType::Date => (DataType::Date32, Cells::Date(Date32Builder::new())),
            };
            (Field::new(name, data_type, true), cells)
        };
        let (fields, cells) = names.map(column).unzip();
        Columns { fields, cells }
    }

    /// Adds a row with a cell for each column.
    pub(crate) fn add(&mut self, row: Vec<String>) {
        let mut row = row.into_iter();
        for cells in &mut self.cells {
            let cell = row.next().unwrap_or_default();
            match cells {
                Cells::Text(builder) => builder.append_option(Some(cell).filter(|cell| !cell.is_empty())),
                Cells::Whole(builder) => builder.append_option(cell.parse().ok()),
                Cells::Real(builder) => builder.append_option(cell.parse().ok()),
                Cells::Bool(builder) => builder.append_option(cell.parse().ok()),
                Cells::Date(builder) => builder.append_option(ColumnType::days(&cell)),
            }
        }
    }

    /// Returns the rows as a batch.
    pub(crate) fn finish(self) -> PyResult<Batch> {
        let array = |cells| -> ArrayRef {
            match cells {
                Cells::Text(mut builder) => Arc::new(builder.finish()),
                Cells::Whole(mut builder) => Arc::new(builder.finish()),
                Cells::Real(mut builder) => Arc::new(builder.finish()),
                Cells::Bool(mut builder) => Arc::new(builder.finish()),
                Cells::Date(mut builder) => Arc::new(builder.finish()),
            }
        };
        let arrays = self.cells.into_iter().map(array).collect();
        let batch = RecordBatch::try_new(Arc::new(Schema::new(self.fields)), arrays);
        batch.map(Batch).map_err(|error| OnrecordError::new_err(error.to_string()))
    }
}

/// A batch of rows, which pyarrow, polars and other libraries take as it is.
#[pyclass(frozen, module = "onrecord._onrecord")]
pub(crate) struct Batch(RecordBatch);

#[pymethods]
impl Batch {
    /// Returns the number of rows.
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// Returns the names of the columns.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.0.schema_ref().fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Returns the schema as a capsule.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(self.0.schema_ref().as_ref())
            .map_err(|error| OnrecordError::new_err(error.to_string()))?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Returns the schema and the rows as capsules. The rows have the schema of the batch, whatever is requested.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        // The interface lets a producer ignore a request that it cannot fulfil.
        let _ = requested_schema;
        let array = FFI_ArrowArray::new(&StructArray::from(self.0.clone()).into_data());
        Ok((self.__arrow_c_schema__(py)?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }
}
