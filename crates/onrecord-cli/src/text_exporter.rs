//! The text form as an output format of this program.

use std::io::{self, Write};

use onrecord_export::{Destination, Encoded, Exporter, FileType, Format, RecordWriter, StreamWriter, Table, Target};
use onrecord_record::Record;

use crate::render::{self, Style};

/// The line between two records.
const SEPARATOR: &str = "\n----------------------------------------\n\n";

/// The exporter of the text form.
#[derive(Debug)]
pub(crate) struct TextExporter {
    /// How the text looks.
    pub(crate) style: Style,
}

impl TextExporter {
    /// The description of the format.
    pub(crate) const FORMAT: Format = Format {
        name: "text",
        label: "Text",
        description: "A page of text for people to read",
        destination: Destination::Stream,
        tables: &[],
        files: &[FileType { extension: "txt", media_type: "text/plain; charset=utf-8", label: "" }],
        is_implied_by_extension: true,
        unavailable: None,
    };
}

impl Exporter for TextExporter {
    fn format(&self) -> &'static Format {
        &TextExporter::FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Text(render::text(record, &self.style))
    }

    fn writer(&self, _: Table, target: Target) -> io::Result<Box<dyn RecordWriter>> {
        let writer = StreamWriter::new(target.into_stream()?, String::new());
        Ok(Box::new(writer.with_separator(SEPARATOR)))
    }
    fn takes_rows(&self) -> bool {
        true
    }

    fn row_writer(&self, columns: &[&'static str], target: Target) -> io::Result<Box<dyn RecordWriter>> {
        Ok(Box::new(TextRows { columns: columns.to_vec(), rows: Vec::new(), stream: target.into_stream()? }))
    }
}

/// Writes rows with aligned columns at the end, when their widths are known.
struct TextRows {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    stream: Box<dyn Write + Send>,
}

impl RecordWriter for TextRows {
    fn write(&mut self, record: Encoded) -> io::Result<()> {
        self.rows.extend(record.into_rows()?);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let text = render::rows::text(&self.columns, &self.rows);
        self.stream.write_all(text.as_bytes())?;
        self.stream.flush()
    }
}
