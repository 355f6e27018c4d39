//! Shared code of programs that read many articles, independent of the inputs and of where the records go.
//!
//! [`files_in`] lists the files of a folder, and [`decompressed`] reads gzip-compressed ones. [`pipeline::run`] reads
//! the articles of a source on several threads and passes on the results in order; [`ReadAhead`] does the same for a
//! caller that asks for one result after another. [`Output`] is a file or folder of records that appears when it is
//! complete.

#![forbid(unsafe_code)]

mod atomic_file;
mod folder;
mod gzip;
mod output;
pub mod pipeline;
mod read_ahead;
mod worker;

pub use folder::{EXTENSIONS, FolderFiles, files_in};
pub use gzip::decompressed;
pub use output::{Output, write_error};
pub use read_ahead::ReadAhead;
