//! Origins of articles as the server shows them: without the folders of this machine, which visitors must not see.

use onrecord_record::{Origin, Record};
use onrecord_store::{Article, Correction, Found, Page};

/// Prefixes of web addresses.
const SCHEMES: [&str; 2] = ["http://", "https://"];

/// Returns the origin with its path reduced to the file name; web addresses are unchanged.
pub(crate) fn without_folder(origin: &Origin) -> Origin {
    let is_address = SCHEMES.iter().any(|scheme| origin.path.starts_with(scheme));
    let path = if is_address { &origin.path } else { origin.name() };
    Origin { path: path.to_owned(), part: origin.part.clone() }
}

fn hide(origin: &mut Option<Origin>) {
    *origin = origin.as_ref().map(without_folder);
}

/// Returns the record without the folder of its origin.
pub(crate) fn of_record(mut record: Record) -> Record {
    hide(&mut record.document.origin);
    record
}

/// Returns the article without the folder of its origin.
pub(crate) fn of_article(mut article: Article) -> Article {
    hide(&mut article.origin);
    article
}

/// Returns the corrections without the folders of their articles' origins.
pub(crate) fn of_corrections(mut corrections: Vec<Correction>) -> Vec<Correction> {
    corrections.iter_mut().for_each(|correction| hide(&mut correction.article.origin));
    corrections
}

/// Returns the page without the folders of the articles' origins.
pub(crate) fn of_page(mut page: Page) -> Page {
    for found in &mut page.found {
        match found {
            Found::Statement(found) => hide(&mut found.article.origin),
            Found::Event(found) => hide(&mut found.article.origin),
            Found::Article(found) => hide(&mut found.origin),
            Found::Actor(_) => {}
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_are_whole() {
        for (path, expected) in [
            ("/home/eve/leaks/x.jsonl", "x.jsonl, line 3"),
            ("C:\\Users\\eve\\x.jsonl", "x.jsonl, line 3"),
            ("../leaks/x.jsonl", "x.jsonl, line 3"),
            ("-", "-, line 3"),
            ("https://example.org/news/feed.xml", "https://example.org/news/feed.xml, line 3"),
        ] {
            let origin = Origin { path: path.to_owned(), part: Some("line 3".to_owned()) };
            assert_eq!(without_folder(&origin).to_string(), expected);
        }
    }
}
