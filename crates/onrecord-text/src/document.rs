use std::fmt::Display;

use onrecord_record::{DocumentInfo, Notice, Origin, host_of};
use sha2::{Digest, Sha256};

use crate::html::Page;
use crate::metadata::Metadata;
use crate::{Error, dates, language};

/// One article: its text, into which all spans point, and its metadata. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    info: DocumentInfo,
    notices: Vec<Notice>,
}

impl Document {
    /// Returns a document with this text, unchanged, and this metadata.
    ///
    /// The id is the given one, or otherwise a hash of the text. A date that cannot be read and a language other than
    /// English each add a notice.
    ///
    /// ```
    /// use onrecord_text::{Document, Metadata};
    ///
    /// let metadata = Metadata { published: Some("February 13, 2025".to_owned()), ..Metadata::default() };
    /// let doc = Document::new("It rained.", metadata);
    /// assert_eq!(doc.info().published.as_deref(), Some("2025-02-13"));
    /// ```
    pub fn new(text: impl Into<String>, metadata: Metadata) -> Self {
        Document::with_notices(text.into(), metadata, Vec::new())
    }

    /// Returns a document with this text and no metadata.
    ///
    /// ```
    /// let doc = onrecord_text::Document::plain("It rained.");
    /// assert_eq!(doc.text(), "It rained.");
    /// assert_eq!(doc.info().id, "8b38b558e4df5eb3a70f60ed");
    /// ```
    pub fn plain(text: impl Into<String>) -> Self {
        Document::new(text, Metadata::default())
    }

    /// Returns the article of an HTML page. `metadata` supplies what the page itself does not give.
    ///
    /// # Errors
    ///
    /// If the page has no text.
    pub fn html(html: &str, metadata: &Metadata) -> Result<Self, Error> {
        let Page { text, metadata: found, notices } = crate::html::page(html, metadata.url.as_deref())?;
        Ok(Document::with_notices(text, found.or(metadata), notices))
    }

    pub(crate) fn with_notices(text: String, metadata: Metadata, mut notices: Vec<Notice>) -> Self {
        let published = metadata.published.filter(|date| !date.trim().is_empty()).and_then(|date| {
            let normal = dates::normalise_date(&date);
            if normal.is_none() {
                notices.push(Notice::new("date", format!("the publication date {date:?} could not be read")));
            }
            normal
        });
        let language = language::language(&text, metadata.language.as_deref());
        if language != "en" {
            let message = format!("the text seems to be in {language:?}, not in English");
            notices.push(Notice::new("language", message));
        }
        let info = DocumentInfo {
            id: metadata.id.filter(|id| !id.is_empty()).unwrap_or_else(|| content_id(&text)),
            title: metadata.title,
            publisher: metadata.publisher,
            url: metadata.url,
            host: None,
            byline: metadata.byline,
            published,
            language: language.to_owned(),
            origin: None,
            text,
        };
        Document { info, notices }
    }

    /// Returns the document with the host of `address` as the host that it was fetched from.
    ///
    /// ```
    /// use onrecord_text::Document;
    ///
    /// let doc = Document::plain("It rained.").fetched_from("https://www.example.org/rain");
    /// assert_eq!(doc.info().host.as_deref(), Some("www.example.org"));
    /// ```
    pub fn fetched_from(self, address: &str) -> Self {
        self.with_host(host_of(address))
    }

    /// Returns the document with this host as the host that it was fetched from.
    pub fn with_host(mut self, host: Option<String>) -> Self {
        self.info.host = host;
        self
    }

    /// Returns the document with the input that it was read from. Its id stays the same.
    ///
    /// ```
    /// use onrecord_record::Origin;
    ///
    /// let origin = Origin { path: "news/may.txt".to_owned(), part: None };
    /// let doc = onrecord_text::Document::plain("It rained.").with_origin(origin);
    /// assert_eq!(doc.info().origin.as_ref().unwrap().name(), "may.txt");
    /// assert_eq!(doc.info().id, "8b38b558e4df5eb3a70f60ed");
    /// ```
    #[must_use]
    pub fn with_origin(mut self, origin: Origin) -> Self {
        self.info.origin = Some(origin);
        self
    }

    /// Returns the document without an origin, as for a text that was in memory.
    #[must_use]
    pub fn without_origin(mut self) -> Self {
        self.info.origin = None;
        self
    }

    /// Returns the document with `part` added to its origin, before the part that is already recorded there.
    pub(crate) fn within(mut self, part: impl Display) -> Self {
        let origin = self.info.origin.get_or_insert_default();
        origin.part = Some(match origin.part.take() {
            Some(inner) => format!("{part}, {inner}"),
            None => part.to_string(),
        });
        self
    }

    /// Returns the document with `path` as the input that it was read from.
    pub(crate) fn at_path(mut self, path: &str) -> Self {
        self.info.origin.get_or_insert_default().path = path.to_owned();
        self
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.info.text
    }

    /// Returns the text and the metadata of the article.
    pub fn info(&self) -> &DocumentInfo {
        &self.info
    }

    /// Returns notices about how the text and the metadata were obtained.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Returns the text with its metadata, and the notices.
    pub fn into_parts(self) -> (DocumentInfo, Vec<Notice>) {
        (self.info, self.notices)
    }
}

/// Returns the first 96 bits of the SHA-256 of `text`, in hexadecimal. Among a billion articles, the probability
/// that any two different ones share an id is below 1e-11.
fn content_id(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_from_the_metadata_or_the_text() {
        let id = |text: &str, id: Option<&str>| {
            Document::new(text, Metadata { id: id.map(str::to_owned), ..Metadata::default() }).info().id.clone()
        };
        assert_eq!(id("It rained.", Some("x-1")), "x-1");
        assert_eq!(id("It rained.", None), id("It rained.", Some("")));
        assert_ne!(id("It rained.", None), id("It rained!", None));
        assert_eq!(id("It rained.", None).len(), 24);
    }

    #[test]
    fn strange_dates_are_notices() {
        let metadata = Metadata { published: Some("tomorrow".to_owned()), ..Metadata::default() };
        let doc = Document::new("It rained.", metadata);
        assert_eq!(doc.info().published, None);
        let message = r#"the publication date "tomorrow" could not be read"#;
        assert_eq!(doc.notices(), [Notice::new("date", message)]);
    }
}
