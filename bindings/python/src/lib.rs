//! The compiled part of the Python package `onrecord`: reading, records, tables and stores.
//!
//! `python/onrecord` has the public interface. This module takes and returns bytes, text and Arrow data, and releases
//! Python's global interpreter lock while it works.

#![deny(unsafe_code)]

mod arrow;
mod articles;
mod distinct;
mod errors;
mod export;
mod query;
mod read_ahead;
mod reader;
mod record;
mod store;
mod store_json;
mod tables;

use pyo3::prelude::*;

/// The module `onrecord._onrecord`.
#[pymodule]
fn _onrecord(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("OnrecordError", py.get_type::<errors::OnrecordError>())?;
    module.add("ReadError", py.get_type::<errors::ReadError>())?;
    module.add("StoreError", py.get_type::<errors::StoreError>())?;
    module.add_class::<reader::Reader>()?;
    module.add_class::<articles::Article>()?;
    module.add_class::<articles::Articles>()?;
    module.add_class::<read_ahead::ReadAhead>()?;
    module.add_class::<record::Record>()?;
    module.add_class::<arrow::Batch>()?;
    module.add_class::<store::Store>()?;
    module.add_function(wrap_pyfunction!(articles::articles_of_file, module)?)?;
    module.add_function(wrap_pyfunction!(articles::articles_of_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(articles::articles_of_stream, module)?)?;
    module.add_function(wrap_pyfunction!(articles::files_in, module)?)?;
    module.add_function(wrap_pyfunction!(tables::tables, module)?)?;
    module.add_function(wrap_pyfunction!(tables::table_names, module)?)?;
    Ok(())
}
