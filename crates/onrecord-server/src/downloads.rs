//! The forms in which the record of an article can be taken away.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use onrecord_export::{Format, Table, brat};
use onrecord_record::{Record, json};

/// A form: its name in addresses, what people call it, and the ending of the file.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Download {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    ending: &'static str,
    content_type: &'static str,
    form: Form,
}

#[derive(Debug, Clone, Copy)]
enum Form {
    Json {
        is_pretty: bool,
    },
    Export(Format),
    /// The file of brat with this place.
    Brat(usize),
}

const JSON: &str = "application/json";
const LINES: &str = "application/jsonl";
const CSV: &str = "text/csv; charset=utf-8";
const TABS: &str = "text/tab-separated-values; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// All forms.
pub(crate) const ALL: [Download; 14] = [
    form("json", "JSON", "json", JSON, Form::Json { is_pretty: true }),
    form("jsonl", "JSON Lines", "jsonl", LINES, Form::Json { is_pretty: false }),
    form("statements.csv", "CSV statements", "statements.csv", CSV, Form::Export(Format::Csv(Table::Statements))),
    form("events.csv", "CSV events", "events.csv", CSV, Form::Export(Format::Csv(Table::Events))),
    form("actors.csv", "CSV actors", "actors.csv", CSV, Form::Export(Format::Csv(Table::Actors))),
    form("times.csv", "CSV times", "times.csv", CSV, Form::Export(Format::Csv(Table::Times))),
    form("places.csv", "CSV places", "places.csv", CSV, Form::Export(Format::Csv(Table::Places))),
    form("quantities.csv", "CSV quantities", "quantities.csv", CSV, Form::Export(Format::Csv(Table::Quantities))),
    form("gdelt", "GDELT events", "gdelt.tsv", TABS, Form::Export(Format::Gdelt)),
    form("gdelt-mentions", "GDELT mentions", "gdelt-mentions.tsv", TABS, Form::Export(Format::GdeltMentions)),
    form("polecat", "POLECAT", "polecat.tsv", TABS, Form::Export(Format::Polecat)),
    form("plover", "PLOVER", "plover.jsonl", LINES, Form::Export(Format::Plover)),
    form("brat.txt", "brat text", "txt", PLAIN, Form::Brat(0)),
    form("brat.ann", "brat annotations", "ann", PLAIN, Form::Brat(1)),
];

const fn form(
    name: &'static str,
    label: &'static str,
    ending: &'static str,
    content_type: &'static str,
    form: Form,
) -> Download {
    Download { name, label, ending, content_type, form }
}

/// Returns the form with this name.
pub(crate) fn named(name: &str) -> Option<Download> {
    ALL.into_iter().find(|download| download.name == name)
}

impl Download {
    /// Returns the record in this form, as a file.
    pub(crate) fn file(self, record: &Record) -> Response {
        let content = match self.form {
            Form::Json { is_pretty } => json::write(record, is_pretty) + "\n",
            Form::Export(format) => format.header() + &format.write(record),
            Form::Brat(place) => {
                let [text, annotations] = brat::files(record);
                if place == 0 { text.content } else { annotations.content }
            }
        };
        // The name has letters and digits of ASCII, `-`, `_` and `.` only.
        let disposition = format!("attachment; filename=\"{}.{}\"", brat::name(record), self.ending);
        let mut response = content.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        if let Ok(disposition) = HeaderValue::from_str(&disposition) {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }
}
