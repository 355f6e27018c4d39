// What the fuzz target of the exports does with its bytes.

use onrecord_export::{Destination, Encoded, Table, exporters};
use onrecord_record::{Record, Span, check, json};

/// JSON to a sound record, which is written in every format and read again by another reader.
pub(crate) fn export(bytes: &[u8]) {
    let Ok(record) = json::parse(&String::from_utf8_lossy(bytes)) else { return };
    if !check::problems(&record).is_empty() {
        return;
    }
    for exporter in exporters() {
        let format = exporter.format();
        if format.unavailable.is_some() {
            continue;
        }
        let tables = if format.tables.is_empty() { &[Table::Events] } else { format.tables };
        for &table in tables {
            match exporter.encode(&record, table) {
                Encoded::Text(text) => read_text(format.name, &exporter.header(table), &text, &record),
                Encoded::Rows(rows) => {
                    let n_columns = table.columns().count();
                    assert!(rows.iter().all(|row| row.len() == n_columns), "{}", format.name);
                }
                Encoded::Files(files) => {
                    assert_eq!(format.destination, Destination::Folder);
                    assert!(files.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
                    read_annotations(&files.contents);
                }
            }
        }
    }
}

fn read_text(name: &str, header: &str, text: &str, record: &Record) {
    let lines = || text.lines();
    match name {
        "json" | "jsonl" => {
            let again = json::parse(text).unwrap_or_else(|error| panic!("{error}: {text}"));
            assert_eq!(json::write(&again, false), json::write(record, false));
        }
        "csv" => {
            // The reader refuses rows that differ in length from the first.
            let whole = header.to_owned() + text;
            let mut reader = csv::Reader::from_reader(whole.as_bytes());
            assert!(reader.records().all(|row| row.is_ok()), "{whole}");
        }
        "plover" => {
            assert_eq!(lines().count(), record.events.len());
            assert!(
                lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok_and(|line| line.is_object()))
            );
        }
        _ => {
            // Tables with tabs, of which each has one number of columns.
            let whole = header.to_owned() + text;
            let mut columns: Vec<usize> = whole.split_terminator('\n').map(|line| line.split('\t').count()).collect();
            columns.dedup();
            assert!(columns.len() <= 1, "{name}: {columns:?} columns");
        }
    }
}

/// Checks that the spans of brat's annotations are in the text and have the words that stand beside them.
fn read_annotations(files: &[String]) {
    let [text, annotations] = files else { panic!("expected a text and its annotations, found {} files", files.len()) };
    let characters: Vec<char> = text.chars().collect();
    for line in annotations.lines().filter(|line| line.starts_with('T')) {
        let [_, place, words] = line.splitn(3, '\t').collect::<Vec<_>>()[..] else { panic!("{line:?}") };
        let spans = place.split_once(' ').map_or("", |(_, spans)| spans).split(';');
        let said = spans.map(|span| {
            let (start, end) = span.split_once(' ').unwrap_or_else(|| panic!("{line:?}"));
            let Span { start, end } = Span::new(start.parse().expect("a number"), end.parse().expect("a number"));
            characters[start..end].iter().collect::<String>()
        });
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(plain(&said.collect::<Vec<_>>().join(" ")), plain(words), "{line:?}");
    }
}
