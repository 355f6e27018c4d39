use onrecord_record::{host_of, site_of};

/// The metadata of an article. `None` means unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metadata {
    /// The id that the article has at its source.
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The publisher.
    pub publisher: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
    /// The authors as the article gives them.
    pub byline: Option<String>,
    /// The date of publication, in any form that [`normalise_date`](crate::normalise_date) reads.
    pub published: Option<String>,
    /// The declared language, such as `en-GB`. It is used only if the text is too short to detect its language.
    pub language: Option<String>,
}

impl Metadata {
    /// Returns the metadata with missing fields filled in from `other`.
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

    /// Returns the fields that several articles can share: all but the id, the address and the title.
    pub(crate) fn shared(&self) -> Metadata {
        Metadata { id: None, url: None, title: None, ..self.clone() }
    }

    /// Returns the metadata of a page that was fetched from the address in `asked`. If the page gives an address on
    /// another host, that address is dropped, since a page could pretend to be from another site.
    pub(crate) fn on_the_host_of(mut self, asked: &Metadata) -> Metadata {
        let site = |address: &Option<String>| {
            let host = host_of(url::Url::parse(address.as_deref()?).ok()?.as_str())?;
            Some(site_of(&host).to_owned())
        };
        if asked.url.is_some() && site(&self.url) != site(&asked.url) {
            self.url = None;
        }
        self
    }
}
