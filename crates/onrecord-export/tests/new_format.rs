//! The section of CONTRIBUTING.md on adding an output format: implementing the trait is all that is needed.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use onrecord_export::{Destination, Encoded, Exporter, FileType, Format, Table, Target};
use onrecord_record::{Record, Span, Statement, StatementKind};

/// A format with one line for each statement: its cue and its content.
#[derive(Debug)]
struct Lines;

impl Exporter for Lines {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "lines",
            label: "Lines",
            description: "Cue and content of each statement, one per line",
            destination: Destination::Stream,
            tables: &[],
            files: &[FileType::new("txt", "text/plain; charset=utf-8")],
            is_implied_by_extension: false,
            unavailable: None,
        };
        &FORMAT
    }

    fn header(&self, _: Table) -> String {
        "cue\tcontent\n".to_owned()
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        let words = |spans: &[Span]| -> String {
            spans.iter().map(|span| span.text(&record.document.text)).collect::<Vec<_>>().join(" ")
        };
        let line = |statement: &Statement| format!("{}\t{}\n", words(&statement.cue), words(&statement.content));
        Encoded::Text(record.statements.iter().map(line).collect())
    }
}

/// A stream whose bytes can be examined after the writer has taken it.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("no writer panics").write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn statement(cue: Span, content: Span) -> Statement {
    Statement {
        kind: StatementKind::Indirect,
        source: Vec::new(),
        cue: vec![cue],
        content: vec![content],
        speakers: Vec::new(),
        addressees: Vec::new(),
        venue: None,
        time: None,
        within: None,
        confidence: 0.9,
        speaker_confidence: None,
    }
}

#[test]
fn a_format_is_one_type() {
    let mut record = Record::default();
    record.document.text = "It rained, Diaz said.".to_owned();
    record.statements.push(statement(Span::new(16, 20), Span::new(0, 9)));
    let stream = Shared::default();
    let target = Target::Stream(Box::new(stream.clone()));
    let mut writer = Lines.writer(Table::Statements, target).expect("a stream takes text");
    for _ in 0..2 {
        writer.write(Lines.encode(&record, Table::Statements)).expect("the stream takes all");
    }
    writer.finish().expect("the stream takes all");
    let written = String::from_utf8(stream.0.lock().expect("no writer panics").clone()).expect("text is UTF-8");
    assert_eq!(written, "cue\tcontent\nsaid\tIt rained\nsaid\tIt rained\n");
}
