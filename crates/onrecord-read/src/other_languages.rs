//! Articles in other languages than English, which programs leave unread unless they are asked to read them.

use onrecord_record::{Notice, Record};
use onrecord_text::Document;

/// The code of the language that the model reads.
const ENGLISH: &str = "en";

/// Returns whether the text is in English, as far as its metadata and its words tell.
pub fn is_english(document: &Document) -> bool {
    document.info().language == ENGLISH
}

/// Returns the record of an article that is not in English: its text and metadata, and a notice `not-read`. `None` for
/// articles in English.
///
/// ```
/// use onrecord_read::record_of_other_language;
/// use onrecord_text::{Document, Metadata};
///
/// let metadata = Metadata { language: Some("de".to_owned()), ..Metadata::default() };
/// let german = Document::new("Es hat in Oslo geregnet.".to_owned(), metadata);
/// let record = record_of_other_language(&german).expect("it is not in English");
/// assert_eq!(record.notices.last().map(|notice| notice.code.as_str()), Some("not-read"));
/// assert!(record_of_other_language(&Document::plain("It rained in Oslo on Monday.")).is_none());
/// ```
pub fn record_of_other_language(document: &Document) -> Option<Record> {
    if is_english(document) {
        return None;
    }
    let (document, mut notices) = document.clone().into_parts();
    let message = "the article was not read, because it is not in English; --language any reads it as if it were";
    notices.push(Notice::new("not-read", message));
    Some(Record { document, notices, ..Record::default() })
}
