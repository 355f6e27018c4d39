//! The forms in which records go out.

use std::path::Path;

use clap::ValueEnum;
use onrecord_export::Table;
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
}

/// The table of `--format csv`.
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
}

impl Form {
    /// Returns the form that is asked for; the reason where the wishes do not go together.
    pub(crate) fn new(
        format: Format,
        table: Option<TableName>,
        out: Option<&Path>,
        style: Style,
    ) -> Result<Form, String> {
        if table.is_some() && format != Format::Csv {
            return Err("--table chooses the table of --format csv; expected that format".to_owned());
        }
        let _ = out;
        Ok(match format {
            Format::Text => Form::Text(style),
            Format::Json => Form::Json { is_pretty: true },
            Format::Jsonl => Form::Json { is_pretty: false },
            Format::Csv => {
                Form::Export(onrecord_export::Format::Csv(table.map_or(Table::Statements, TableName::table)))
            }
        })
    }

    /// Returns what stands before the first record.
    pub(crate) fn header(&self) -> String {
        match self {
            Form::Export(format) => format.header(),
            Form::Text(_) | Form::Json { .. } => String::new(),
        }
    }

    /// Returns what stands between two records.
    pub(crate) fn rule(&self) -> &'static str {
        match self {
            Form::Text(_) => "\n----------------------------------------\n\n",
            Form::Json { .. } | Form::Export(_) => "",
        }
    }

    /// Returns the record in this form.
    pub(crate) fn write(&self, record: &Record) -> String {
        match self {
            Form::Text(style) => render::text(record, style),
            Form::Json { is_pretty } => json::write(record, *is_pretty) + "\n",
            Form::Export(format) => format.write(record),
        }
    }
}
