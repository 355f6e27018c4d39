//! The one place that orders the stages.

use onrecord_record::{DocumentInfo, Notice, Record, Span, Statement, StatementKind};
use onrecord_text::{Division, Quotes};

use crate::error::Error;
use crate::model::Model;
use crate::statements::{Places, attributions};

/// Reads articles. Setting one up costs little; it may be shared between threads.
pub struct Reader {
    model: &'static Model,
}

impl Reader {
    /// Returns a reader with the weights and the knowledge that are built into the program.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] where the program was built with weights that it cannot use.
    pub fn new() -> Result<Reader, Error> {
        Ok(Reader { model: Model::bundled()? })
    }

    /// Returns the record of one article.
    pub fn read_text(&self, text: &str) -> Record {
        let division = Division::of(text);
        let quotes = Quotes::of(text, &division);
        let places = Places::of(&division);
        let mut record = Record { document: DocumentInfo { text: text.to_owned(), language: "en".into(), ..DocumentInfo::default() }, ..Record::default() };
        record.sentences = division.sentences.iter().map(|s| division.span(s)).collect();
        let encoded = match self.model.encode(text, &division, &quotes) {
            Ok(encoded) => encoded,
            Err(error) => {
                record.notices.push(Notice::new("not-read", error.to_string()));
                return record;
            }
        };
        for a in attributions(&self.model.heads, &encoded, &division, &quotes, &places) {
            record.statements.push(Statement {
                kind: StatementKind::Indirect,
                source: a.source.iter().map(|r| division.span(r)).collect::<Vec<Span>>(),
                cue: vec![division.span(&a.cue)],
                content: a.content.iter().map(|r| division.span(r)).collect(),
                speakers: vec![], addressees: vec![], venue: None, time: None, within: None, confidence: 0.5,
            });
        }
        record
    }
}
