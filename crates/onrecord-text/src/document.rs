use onrecord_record::{DocumentInfo, Notice};
use sha2::{Digest, Sha256};

use crate::html::Page;
use crate::{Error, dates, language};

/// What is known of an article apart from its text; `None` where unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// Id in the place where the article comes from.
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The authors as the article gives them.
    pub byline: Option<String>,
    /// When it was published, in any form that [`normalise_date`](crate::normalise_date) reads.
    pub published: Option<String>,
    /// Language as declared, such as `en-GB`; believed only where the text is too short to tell.
    pub language: Option<String>,
}

impl Metadata {
    /// Returns the metadata with what it lacks taken from `other`.
    pub(crate) fn or(self, other: &Metadata) -> Metadata {
        Metadata {
            id: self.id.or_else(|| other.id.clone()),
            title: self.title.or_else(|| other.title.clone()),
            publisher: self.publisher.or_else(|| other.publisher.clone()),
            url: self.url.or_else(|| other.url.clone()),
            byline: self.byline.or_else(|| other.byline.clone()),
            published: self.published.or_else(|| other.published.clone()),
            language: self.language.or_else(|| other.language.clone()),
        }
    }
}

impl Metadata {
    /// Returns what can hold for several articles: an id, an address and a title are those of one.
    pub(crate) fn shared(&self) -> Metadata {
        Metadata { id: None, url: None, title: None, ..self.clone() }
    }

    /// Returns the metadata of a page that was had from the address of `asked`: the address that it gives itself is
    /// believed where it is on the same host, since a page could take the place of another's.
    pub(crate) fn on_the_host_of(mut self, asked: &Metadata) -> Metadata {
        let host = |address: &Option<String>| {
            let url = url::Url::parse(address.as_deref()?).ok()?;
            let host = url.host_str()?;
            Some(["www.", "m.", "amp."].into_iter().find_map(|part| host.strip_prefix(part)).unwrap_or(host).to_owned())
        };
        if asked.url.is_some() && host(&self.url) != host(&asked.url) {
            self.url = None;
        }
        self
    }
}

/// One article: its text, which all spans point into, and what is known of it. It never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    info: DocumentInfo,
    notices: Vec<Notice>,
}

impl Document {
    /// Returns the document of `text`, unchanged, and what is known of it.
    ///
    /// The id is the one given, else a hash of the text. A date that cannot be read and a language other than
    /// English give a notice.
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

    /// Returns the document of `text` alone.
    ///
    /// ```
    /// let doc = onrecord_text::Document::plain("It rained.");
    /// assert_eq!(doc.text(), "It rained.");
    /// assert_eq!(doc.info().id, "8b38b558e4df5eb3a70f60ed");
    /// ```
    pub fn plain(text: impl Into<String>) -> Self {
        Document::new(text, Metadata::default())
    }

    /// Returns the article of a page in HTML; `metadata` fills in what the page does not say.
    ///
    /// # Errors
    ///
    /// Where the page has no text.
    pub fn html(html: &str, metadata: &Metadata) -> Result<Self, Error> {
        let Page { text, metadata: found } = crate::html::page(html)?;
        Ok(Document::with_notices(text, found.or(metadata), Vec::new()))
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
            let message = format!("the text looks like {language:?}, and only English is read");
            notices.push(Notice::new("language", message));
        }
        let info = DocumentInfo {
            id: metadata.id.filter(|id| !id.is_empty()).unwrap_or_else(|| content_id(&text)),
            title: metadata.title,
            publisher: metadata.publisher,
            url: metadata.url,
            byline: metadata.byline,
            published,
            language: language.to_owned(),
            text,
        };
        Document { info, notices }
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.info.text
    }

    /// Returns what is known of the article, and its text.
    pub fn info(&self) -> &DocumentInfo {
        &self.info
    }

    /// Returns what a reader should know about how the text and the metadata were had.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Returns both parts.
    pub fn into_parts(self) -> (DocumentInfo, Vec<Notice>) {
        (self.info, self.notices)
    }
}

/// Returns the first 96 bits of the SHA-256 of `text`, in hexadecimal: among a billion articles, two that differ
/// share an id with a probability below 1e-11.
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
