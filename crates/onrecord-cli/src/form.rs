//! The forms in which records go out.

use std::collections::BTreeSet;
use std::path::Path;

use clap::ValueEnum;
use onrecord_export::{Table, brat, parquet};
use onrecord_record::{Record, json};

use crate::render::{self, Style};

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Text,
    /// Indented JSON, one record after the other.
    Json,
    /// JSON Lines, one record a line.
    Jsonl,
    /// One table with a header: see --table.
    Csv,
    /// One table as a Parquet file, that of --out: see --table.
    Parquet,
    /// GDELT 2.0 events, 61 columns between tabs, no header.
    Gdelt,
    /// GDELT 2.0 mentions, 16 columns between tabs, no header.
    GdeltMentions,
    /// POLECAT events, 40 columns between tabs, with a header.
    Polecat,
    /// PLOVER 2.0 events, one JSON object a line.
    Plover,
    /// brat standoff: a text and its annotations for each record, in the folder of --out.
    Brat,
}

/// The table of `--format csv` and `parquet`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableName {
    /// Who said what.
    Statements,
    /// Who did what to whom.
    Events,
    /// Everyone and everything that is named or acts.
    Actors,
    /// Times.
    Times,
    /// Places.
    Places,
    /// Amounts.
    Quantities,
}

impl TableName {
    fn table(self) -> Table {
        match self {
            TableName::Statements => Table::Statements,
            TableName::Events => Table::Events,
            TableName::Actors => Table::Actors,
            TableName::Times => Table::Times,
            TableName::Places => Table::Places,
            TableName::Quantities => Table::Quantities,
        }
    }
}

/// Turns records into what is written.
#[derive(Debug)]
pub(crate) enum Form {
    /// For people.
    Text(Style),
    /// JSON, indented or a line.
    Json {
        /// Whether it is indented.
        is_pretty: bool,
    },
    /// What other programs read.
    Export(onrecord_export::Format),
    /// Rows of a Parquet file.
    Parquet(Table),
    /// Files of a folder.
    Brat,
}

/// A record as it is written.
#[derive(Debug)]
pub(crate) enum Written {
    /// For the one output.
    Text(String),
    /// For a table.
    Rows(parquet::Rows),
    /// For a folder.
    Files(Files),
}

/// A record as files of a folder.
#[derive(Debug)]
pub(crate) struct Files {
    /// The name that the files share.
    pub(crate) name: String,
    /// The ending of each and its content.
    pub(crate) contents: Vec<(&'static str, String)>,
    /// Types of events in them.
    pub(crate) event_types: BTreeSet<String>,
}

impl Form {
    /// Returns the form that is asked for; the reason where the wishes do not go together.
    pub(crate) fn new(
        format: Format,
        table: Option<TableName>,
        out: Option<&Path>,
        style: Style,
    ) -> Result<Form, String> {
        if table.is_some() && !matches!(format, Format::Csv | Format::Parquet) {
            return Err("--table chooses the table of --format csv and parquet; expected one of them".to_owned());
        }
        if format == Format::Parquet && !cfg!(feature = "parquet") {
            return Err(parquet::ABSENT.to_owned());
        }
        if format == Format::Parquet && out.is_none() {
            return Err("--format parquet writes a file; expected --out FILE".to_owned());
        }
        if format == Format::Brat && out.is_none() {
            return Err("--format brat writes two files for each record; expected --out FOLDER".to_owned());
        }
        let export = Form::Export;
        let table = table.map_or(Table::Statements, TableName::table);
        Ok(match format {
            Format::Text => Form::Text(style),
            Format::Json => Form::Json { is_pretty: true },
            Format::Jsonl => Form::Json { is_pretty: false },
            Format::Csv => export(onrecord_export::Format::Csv(table)),
            Format::Parquet => Form::Parquet(table),
            Format::Gdelt => export(onrecord_export::Format::Gdelt),
            Format::GdeltMentions => export(onrecord_export::Format::GdeltMentions),
            Format::Polecat => export(onrecord_export::Format::Polecat),
            Format::Plover => export(onrecord_export::Format::Plover),
            Format::Brat => Form::Brat,
        })
    }

    /// Returns true where --out is a folder.
    pub(crate) fn is_folder(&self) -> bool {
        matches!(self, Form::Brat)
    }

    /// Returns the table where --out is one that is more than its text.
    pub(crate) fn table(&self) -> Option<Table> {
        match self {
            Form::Parquet(table) => Some(*table),
            _ => None,
        }
    }

    /// Returns what stands before the first record.
    pub(crate) fn header(&self) -> String {
        match self {
            Form::Export(format) => format.header(),
            Form::Text(_) | Form::Json { .. } | Form::Parquet(_) | Form::Brat => String::new(),
        }
    }

    /// Returns what stands between two records.
    pub(crate) fn rule(&self) -> &'static str {
        match self {
            Form::Text(_) => "\n----------------------------------------\n\n",
            Form::Json { .. } | Form::Export(_) | Form::Parquet(_) | Form::Brat => "",
        }
    }

    /// Returns the record in this form.
    pub(crate) fn write(&self, record: &Record) -> Written {
        Written::Text(match self {
            Form::Text(style) => render::text(record, style),
            Form::Json { is_pretty } => json::write(record, *is_pretty) + "\n",
            Form::Export(format) => format.write(record),
            Form::Parquet(table) => return Written::Rows(parquet::rows(*table, record)),
            Form::Brat => {
                let contents = brat::files(record).map(|file| (file.ending, file.content)).into();
                let (name, event_types) = (brat::name(record), brat::event_types(record));
                return Written::Files(Files { name, contents, event_types });
            }
        })
    }
}
