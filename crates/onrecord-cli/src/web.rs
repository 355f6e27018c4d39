//! Articles at web addresses. A page is one article; a feed has many, whose pages are fetched if needed.

use std::io::Cursor;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use onrecord_fetch::{ErrorKind, Fetched, Fetcher, Limits};
use onrecord_record::Origin;
use onrecord_store::Storage;
use onrecord_text::{Document, Entry, Format, InputOptions, Metadata, read_feed, read_input};

use crate::article::Article;

/// The maximum number of pages fetched per feed in a run, unless `--pages` is given: feeds have 10 to 50 entries.
const MAX_PAGES: usize = 50;

/// The pause between two requests for pages of a feed, since most of them go to one server.
const PAUSE: Duration = Duration::from_secs(1);

/// Looks up the id of an article in the store by the id of a feed entry or the address of its page.
type KnownId = dyn Fn(Option<&str>, &str) -> Option<String> + Send + Sync;

/// Fetches addresses.
pub(crate) struct Web {
    fetcher: Fetcher,
    max_pages: usize,
    pause: Duration,
    known: Box<KnownId>,
}

type Articles = Box<dyn Iterator<Item = Result<Article, String>> + Send>;

impl Web {
    /// Returns a fetcher without a store: no article is known.
    pub(crate) fn new() -> Web {
        let fetcher = Fetcher::new(Limits::default());
        Web { fetcher, max_pages: MAX_PAGES, pause: PAUSE, known: Box::new(|_, _| None) }
    }

    /// Returns a fetcher that knows the articles of `store`, and fetches at most `max_pages` pages of each feed.
    pub(crate) fn of_store(store: Box<dyn Storage>, max_pages: Option<usize>) -> Web {
        let store = Mutex::new(store);
        let known = move |id: Option<&str>, url: &str| {
            let store = store.lock().unwrap_or_else(PoisonError::into_inner);
            // If this fails, writing to the store fails too and reports the reason.
            store.id_at(id, url).unwrap_or_default()
        };
        Web { known: Box::new(known), max_pages: max_pages.unwrap_or(MAX_PAGES), ..Web::new() }
    }

    /// Returns the articles at `address`, and adds the bytes fetched to `n_bytes`.
    pub(crate) fn articles(
        self: &Arc<Self>,
        address: &str,
        options: &InputOptions,
        n_bytes: &Arc<AtomicU64>,
    ) -> Articles {
        let failed = |reason: String| -> Articles { Box::new(std::iter::once(Err(format!("{address}: {reason}")))) };
        let fetched = match self.fetcher.get(address) {
            Ok(fetched) => fetched,
            Err(error) => return failed(error.to_string()),
        };
        n_bytes.fetch_add(fetched.bytes.len() as u64, Ordering::Relaxed);
        if matches!(options.format, None | Some(Format::Feed)) {
            match read_feed(&fetched.bytes, Some(&fetched.url)) {
                Ok(None) => {}
                Err(error) => return failed(error.to_string()),
                Ok(Some(entries)) => {
                    return Box::new(FeedArticles {
                        web: Arc::clone(self),
                        address: address.to_owned(),
                        url: fetched.url,
                        entries: entries.into_iter().enumerate(),
                        options: options.clone(),
                        n_bytes: Arc::clone(n_bytes),
                        n_fetched: 0,
                        n_left: 0,
                    });
                }
            }
        }
        let found: Vec<_> = documents(address, fetched, options).collect();
        Box::new(found.into_iter().map(|found| found.map(|document| Article::New(Box::new(document)))))
    }
}

/// Returns the articles of a fetched file that is not a feed.
fn documents(
    name: &str,
    fetched: Fetched,
    options: &InputOptions,
) -> impl Iterator<Item = Result<Document, String>> + use<> {
    let format = options.format.or(match fetched.content_type.as_deref() {
        Some("text/html" | "application/xhtml+xml") => Some(Format::Html),
        Some("text/plain") => Some(Format::Plain),
        _ => None,
    });
    let url = fetched.url;
    let metadata = Metadata { url: Some(url.clone()), ..options.metadata.clone() };
    let options = InputOptions { format, metadata, ..options.clone() };
    read_input(name, Cursor::new(fetched.bytes), &options)
        .map(move |found| found.map(|document| document.fetched_from(&url)).map_err(|error| error.to_string()))
}

/// The articles of a feed; pages are fetched lazily.
struct FeedArticles {
    web: Arc<Web>,
    address: String,
    /// The address after all redirects. Full texts in the feed come from this host, whatever address they link to.
    url: String,
    entries: std::iter::Enumerate<std::vec::IntoIter<Entry>>,
    options: InputOptions,
    n_bytes: Arc<AtomicU64>,
    n_fetched: usize,
    /// The number of entries whose pages were not fetched, because of the limit.
    n_left: usize,
}

impl Iterator for FeedArticles {
    type Item = Result<Article, String>;

    fn next(&mut self) -> Option<Self::Item> {
        for (idx, entry) in self.entries.by_ref() {
            let name = format!("{}, entry {}", self.address, idx + 1);
            let url = entry.metadata().url.clone();
            let Some(url) = url.filter(|_| !entry.is_whole()) else {
                let document = entry.document(&self.options.metadata);
                let origin = |document: Document| document.fetched_from(&self.url).with_origin(self.origin(idx));
                let article = document.map(|document| Article::New(Box::new(origin(document))));
                return Some(article.map_err(|error| format!("{name}: {error}")));
            };
            if let Some(id) = (self.web.known)(Some(entry.metadata().id.as_deref().unwrap_or(&url)), &url) {
                return Some(Ok(Article::Known(id)));
            }
            if self.n_fetched >= self.web.max_pages {
                self.n_left += 1;
                continue;
            }
            if self.n_fetched > 0 {
                std::thread::sleep(self.web.pause);
            }
            self.n_fetched += 1;
            let page = self.page(&name, &url, entry.metadata());
            return Some(page.map(|document| Article::New(Box::new(document.with_origin(self.origin(idx))))));
        }
        let n_left = std::mem::take(&mut self.n_left);
        (n_left > 0).then(|| {
            let pages = if n_left == 1 { "1 more page was".to_owned() } else { format!("{n_left} more pages were") };
            Err(format!("{}: {pages} not fetched; the limit is {} per run", self.address, self.web.max_pages))
        })
    }
}

impl FeedArticles {
    /// Returns the origin of the article of entry number `idx`, counted from 0.
    fn origin(&self, idx: usize) -> Origin {
        Origin { path: self.address.clone(), part: Some(format!("entry {}", idx + 1)) }
    }

    /// Returns the article of the page at `url`, which an entry links to.
    fn page(&mut self, name: &str, url: &str, entry: &Metadata) -> Result<Document, String> {
        let fetched = match self.web.fetcher.get(url) {
            Ok(fetched) => fetched,
            Err(error) => {
                if matches!(error.kind(), ErrorKind::Status(429 | 503)) {
                    // The server requests a pause, so the remaining entries are left for the next run.
                    self.n_left += self.entries.by_ref().filter(|(_, entry)| !entry.is_whole()).count();
                }
                return Err(format!("{name} ({url}): {error}"));
            }
        };
        self.n_bytes.fetch_add(fetched.bytes.len() as u64, Ordering::Relaxed);
        // Only the page itself is wanted, not the articles of another feed or list.
        let shared = &self.options.metadata;
        let metadata = Metadata {
            // The next run finds the article by this id, even if the page declares another address.
            id: Some(entry.id.clone().unwrap_or_else(|| url.to_owned())),
            title: entry.title.clone(),
            publisher: entry.publisher.clone().or_else(|| shared.publisher.clone()),
            byline: entry.byline.clone(),
            published: entry.published.clone().or_else(|| shared.published.clone()),
            language: entry.language.clone(),
            url: None,
        };
        let options = InputOptions { format: Some(Format::Html), metadata, ..InputOptions::default() };
        let is_page = matches!(fetched.content_type.as_deref(), None | Some("text/html" | "application/xhtml+xml"));
        if !is_page {
            let found = fetched.content_type.unwrap_or_default();
            return Err(format!("{name} ({url}): expected a page in HTML, found {found:?}"));
        }
        let found = documents(url, fetched, &options).next();
        let found = found.unwrap_or_else(|| Err("expected a page with text, found none".to_owned()));
        found.map_err(|error| format!("{name}: {error}"))
    }
}

#[cfg(test)]
mod tests;
