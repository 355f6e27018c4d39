//! brat standoff: for each record a text file, and a file of annotations that refer to it by code points.

mod annotations;
mod configuration;
mod types;

use std::collections::BTreeSet;
use std::collections::HashSet;
use std::io;

use onrecord_record::Record;

use crate::exporter::{Destination, Exporter, FileType, Format};
use crate::output::{Encoded, Folder, RecordFiles, RecordWriter, Target};
use crate::table::Table;

const PLAIN_TEXT: &str = "text/plain; charset=utf-8";

const FILES: [FileType; 2] = [
    FileType { extension: "txt", media_type: PLAIN_TEXT, label: "text" },
    FileType { extension: "ann", media_type: PLAIN_TEXT, label: "annotations" },
];

/// The file that declares all types, without which brat marks annotations as errors.
const CONFIGURATION: &str = "annotation.conf";

/// The exporter of brat standoff.
#[derive(Debug)]
pub(crate) struct Brat;

impl Exporter for Brat {
    fn format(&self) -> &'static Format {
        const FORMAT: Format = Format {
            name: "brat",
            label: "brat",
            description: "brat standoff: a text file and an annotation file for each record",
            destination: Destination::Folder,
            tables: &[],
            files: &FILES,
            is_implied_by_extension: false,
            unavailable: None,
        };
        &FORMAT
    }

    fn encode(&self, record: &Record, _: Table) -> Encoded {
        Encoded::Files(RecordFiles {
            name: file_name(record),
            contents: vec![record.document.text.clone(), annotations::of_record(record)],
            event_types: record.events.iter().map(|event| types::of_event(&event.event_type)).collect(),
        })
    }

    fn writer(&self, _: Table, target: Target) -> io::Result<Box<dyn RecordWriter>> {
        let folder = target.into_folder()?;
        Ok(Box::new(FolderWriter { folder, names: HashSet::new(), event_types: BTreeSet::new() }))
    }
}

/// The maximum length of a file name without its extension; file systems allow 255 bytes.
const MAX_NAME: usize = 100;

/// Returns the name for the files of a record: its id, restricted to ASCII letters and digits, `-`, `_` and `.`.
pub(crate) fn file_name(record: &Record) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c } else { '_' };
    let name: String = record.document.id.chars().map(plain).take(MAX_NAME).collect();
    let name = name.trim_matches('.');
    // Some systems reserve short names, such as "con", for devices.
    if name.is_empty() || name.len() < 6 { format!("article-{name}") } else { name.to_owned() }
}

/// Writes the files of each record, and at the end the file that declares their types.
struct FolderWriter {
    folder: Box<dyn Folder>,
    /// The names used so far, in lower case: some file systems ignore case.
    names: HashSet<String>,
    event_types: BTreeSet<String>,
}

impl RecordWriter for FolderWriter {
    /// Writes the files of a record; a number is added to a name that an earlier record already uses.
    fn write(&mut self, record: Encoded) -> io::Result<()> {
        let RecordFiles { name, contents, event_types } = record.into_files()?;
        let mut unique = name.clone();
        let mut number = 2_u64;
        while !self.names.insert(unique.to_lowercase()) {
            unique = format!("{name}-{number}");
            number += 1;
        }
        for (file, content) in FILES.iter().zip(&contents) {
            self.folder.write(&format!("{unique}.{}", file.extension), content)?;
        }
        self.event_types.extend(event_types);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        let before = self.folder.read(CONFIGURATION)?;
        match configuration::configuration(&self.event_types, before.as_deref()) {
            Some(content) => self.folder.write(CONFIGURATION, &content),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::sample;

    #[derive(Clone, Default)]
    struct Files(Arc<Mutex<BTreeMap<String, String>>>);

    impl Folder for Files {
        fn read(&self, name: &str) -> io::Result<Option<String>> {
            Ok(self.0.lock().unwrap().get(name).cloned())
        }

        fn write(&mut self, name: &str, content: &str) -> io::Result<()> {
            self.0.lock().unwrap().insert(name.to_owned(), content.to_owned());
            Ok(())
        }
    }

    #[test]
    fn a_folder_has_the_files_of_each_record_and_the_types() {
        let files = Files::default();
        let (mut record, table) = (sample::record(), Table::Statements);
        let mut writer = Brat.writer(table, Target::Folder(Box::new(files.clone()))).unwrap();
        for id in ["article", "ARTICLE"] {
            record.document.id = id.to_owned();
            writer.write(Brat.encode(&record, table)).unwrap();
        }
        writer.finish().unwrap();
        let files = files.0.lock().unwrap();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["ARTICLE-2.ann", "ARTICLE-2.txt", "annotation.conf", "article.ann", "article.txt"]);
        assert_eq!(files["article.txt"], record.document.text);
        assert!(files["article.ann"].contains("\tAna Díaz\n"));
        assert!(files[CONFIGURATION].contains("\nCONSULT\t"));
    }

    #[test]
    fn names_are_safe() {
        let check = |id: &str, expected| {
            let mut record = Record::default();
            record.document.id = id.to_owned();
            assert_eq!(file_name(&record), expected);
        };
        check("news-2025", "news-2025");
        check("../../etc/passwd", "_.._etc_passwd");
        check("", "article-");
        check("con", "article-con");
        check(&"é".repeat(300), "_".repeat(100).as_str());
    }
}
