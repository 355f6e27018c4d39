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
