//! The exceptions of the package.

use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(onrecord, OnrecordError, PyException, "The base class of all exceptions of the package.");
create_exception!(onrecord, ReadError, OnrecordError, "An article, a file or an ontology could not be read.");
create_exception!(onrecord, StoreError, OnrecordError, "A store could not be opened, searched or written.");

/// Returns a [`ReadError`] with this message.
pub(crate) fn read_error(message: impl ToString) -> PyErr {
    ReadError::new_err(message.to_string())
}

/// Returns a [`StoreError`] with this message.
pub(crate) fn store_error(message: impl ToString) -> PyErr {
    StoreError::new_err(message.to_string())
}
