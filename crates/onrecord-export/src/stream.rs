//! Records as text, one after another.

use std::io::{self, Write};

use crate::output::{Encoded, RecordWriter};

/// Writes records into a stream, with a header before the first record and a separator between two records.
pub struct StreamWriter {
    stream: Box<dyn Write + Send>,
    /// The text before the next record.
    before: String,
    separator: &'static str,
}

impl StreamWriter {
    /// Returns a writer into `stream`. The header is written together with the first record, so that an export without
    /// records is empty.
    pub fn new(stream: Box<dyn Write + Send>, header: String) -> StreamWriter {
        StreamWriter { stream, before: header, separator: "" }
    }

    /// Returns the writer with `separator` between two records.
    #[must_use]
    pub fn with_separator(self, separator: &'static str) -> StreamWriter {
        StreamWriter { separator, ..self }
    }
}

impl RecordWriter for StreamWriter {
    fn write(&mut self, record: Encoded) -> io::Result<()> {
        let text = record.into_text()?;
        self.stream.write_all(self.before.as_bytes())?;
        self.stream.write_all(text.as_bytes())?;
        self.separator.clone_into(&mut self.before);
        self.stream.flush()
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.stream.flush()
    }
}

impl std::fmt::Debug for StreamWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StreamWriter").field("separator", &self.separator).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;

    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn header_and_separators_stand_only_where_records_are() {
        let written = |n_records: usize| {
            let bytes = Arc::new(Mutex::new(Vec::new()));
            let writer = StreamWriter::new(Box::new(Shared(Arc::clone(&bytes))), "h\n".to_owned());
            let mut writer = Box::new(writer.with_separator("-\n"));
            (0..n_records).for_each(|n| writer.write(Encoded::Text(format!("{n}\n"))).unwrap());
            writer.finish().unwrap();
            String::from_utf8(bytes.lock().unwrap().clone()).unwrap()
        };
        assert_eq!([0, 1, 3].map(written), ["", "h\n0\n", "h\n0\n-\n1\n-\n2\n"]);
    }

    #[test]
    fn rows_are_refused() {
        let mut writer = StreamWriter::new(Box::new(Vec::new()), String::new());
        assert!(writer.write(Encoded::Rows(Vec::new())).is_err());
    }
}
