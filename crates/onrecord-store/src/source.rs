//! The source of an article's text. An id or a URL is valid only within its source, because any publisher may reuse the
//! id or URL of an article from another source.

use onrecord_record::{DocumentInfo, Notice, host_of, site_of};
use sha2::{Digest, Sha256};

/// The number of hash bytes in the id assigned to an article whose own id belongs to another article, as in ids derived
/// from the content.
const ID_BYTES: usize = 12;

/// The code of the notice that an article's id or URL belongs to an article from another source.
pub const OTHER_SOURCE: &str = "other-source";

/// The source of an article's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Source {
    /// The site that the text was fetched from; `None` if it was not fetched.
    pub(crate) site: Option<String>,
    /// The site of the URL that the article gives.
    pub(crate) claimed_site: Option<String>,
    /// The publisher that the article gives, in lower case and with single spaces.
    pub(crate) publisher: Option<String>,
}

impl Source {
    /// Returns the source of an article.
    pub(crate) fn of(info: &DocumentInfo) -> Source {
        Source::new(info.host.as_deref(), info.url.as_deref(), info.publisher.as_deref())
    }

    /// Returns the source of a text that was fetched from `host`, or of one that gives `url` and `publisher`.
    pub(crate) fn new(host: Option<&str>, url: Option<&str>, publisher: Option<&str>) -> Source {
        let publisher = publisher.map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase());
        Source {
            site: host.map(|host| site_of(host).to_owned()),
            claimed_site: url.and_then(host_of).map(|host| site_of(&host).to_owned()),
            publisher: publisher.filter(|name| !name.is_empty()),
        }
    }

    /// Returns the id assigned to an article from this source whose own id, `doc_id`, belongs to an article from
    /// another source. `attempt` is the number of assigned ids that were already in use.
    pub(crate) fn id_beside(&self, doc_id: &str, attempt: u32) -> String {
        let mut hash = Sha256::new();
        let claims =
            if self.site.is_some() { [None, None] } else { [self.claimed_site.as_deref(), self.publisher.as_deref()] };
        for part in [self.site.as_deref(), claims[0], claims[1], Some(doc_id)] {
            let part = part.unwrap_or_default();
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        hash.update(attempt.to_le_bytes());
        hash.finalize().iter().take(ID_BYTES).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Returns the notice for an article whose id belongs to an article from another source.
pub(crate) fn id_notice(doc_id: &str) -> Notice {
    let message = format!(
        "the id {doc_id:?} belongs to an article from another source or to a fetched one, so this one has a different id"
    );
    Notice::new(OTHER_SOURCE, message)
}

/// Returns the notice for an article whose URL belongs to an article from another source.
pub(crate) fn url_notice(url: &str) -> Notice {
    let message = format!("the address {url:?} belongs to an article from another source or to a fetched one");
    Notice::new(OTHER_SOURCE, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_sites_and_publishers() {
        let source = Source::new(Some("www.example.org"), Some("https://m.other.example/a"), Some(" The  POST "));
        assert_eq!(source.site.as_deref(), Some("example.org"));
        assert_eq!(source.claimed_site.as_deref(), Some("other.example"));
        assert_eq!(source.publisher.as_deref(), Some("the post"));
        let nothing = Source { site: None, claimed_site: None, publisher: None };
        assert_eq!(Source::new(None, Some("urn:a"), Some(" ")), nothing);
    }

    #[test]
    fn ids_beside_others_differ_by_source_and_stay() {
        let of = |host, url, publisher| Source::new(host, url, publisher).id_beside("n1", 0);
        let url = Some("https://example.org/a");
        let all = [
            of(Some("example.org"), url, Some("The Post")),
            of(None, url, Some("The Post")),
            of(None, url, None),
            of(None, None, Some("example.org")),
            Source::new(None, None, None).id_beside("n1", 1),
        ];
        for (idx, id) in all.iter().enumerate() {
            assert!(id.len() == 24 && !all[..idx].contains(id), "{all:?}");
        }
        // If the host is known, the page's own statements about its origin are ignored.
        assert_eq!(all[0], of(Some("www.example.org"), None, Some("The Herald")));
    }
}
