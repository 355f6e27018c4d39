//! The knowledge files of onrecord and the parser of their tables.
//!
//! The folder of this crate contains the program's knowledge of English (`en/`), of places and of codes, as text files
//! that a linguist can read and extend. Most files are tables, which have one syntax (`docs/tables.md`) and one parser,
//! [`Table`]. Rules for times and the ontology of events have their own syntax and are parsed by the stages that use
//! them.

#![forbid(unsafe_code)]

mod file;
mod files;
mod lazy;
mod lines;
mod mistake;
mod pack;
mod table;

pub use file::{File, Text};
pub use files::{GAZETTEER, bundled, read_bundled};
pub use lazy::{Lazy, Part};
pub use lines::lines;
pub use mistake::Mistake;
pub use pack::Pack;
pub use table::{Example, Row, Section, Table, each_row, unquoted, values};
