//! What stands for the writer where the crate is built without Parquet.

use std::convert::Infallible;
use std::io::{self, ErrorKind, Write};
use std::marker::PhantomData;

use super::{ABSENT, Rows};
use crate::Table;

/// Writes rows into a Parquet file; in this build there can be none.
#[derive(Debug)]
pub struct Writer<W> {
    never: Infallible,
    out: PhantomData<W>,
}

impl<W: Write + Send> Writer<W> {
    /// Returns the error that says how to get a writer.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn new(_: Table, _: W) -> io::Result<Writer<W>> {
        Err(io::Error::new(ErrorKind::Unsupported, ABSENT))
    }

    /// Never called.
    ///
    /// # Errors
    ///
    /// None.
    pub fn write(&mut self, _: Rows) -> io::Result<()> {
        match self.never {}
    }

    /// Never called.
    ///
    /// # Errors
    ///
    /// None.
    pub fn finish(self) -> io::Result<()> {
        match self.never {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_how_to_get_parquet() {
        let error = Writer::new(Table::Events, Vec::new()).unwrap_err();
        assert!(error.to_string().contains("--features parquet"), "{error}");
    }
}
