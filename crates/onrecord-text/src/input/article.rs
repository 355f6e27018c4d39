//! Converts a decoded input into one document.

use std::fmt::Arguments;

use crate::decode::Decoded;
use crate::html::{self, Page};
use crate::input::format::Format;
use crate::words::PageWords;
use crate::{Document, Error, Metadata};

/// The documents of an input, or errors in place of those that could not be read.
pub(super) type Found = Vec<Result<Document, Error>>;

/// Returns `found` with `part` of the input added to the origin or the error.
pub(super) fn within(found: Result<Document, Error>, part: Arguments<'_>) -> Result<Document, Error> {
    match found {
        Ok(document) => Ok(document.within(part)),
        Err(error) => Err(error.within(part)),
    }
}

pub(super) fn article(decoded: Decoded, format: Option<Format>, metadata: &Metadata) -> Result<Document, Error> {
    let Decoded { text, mut notices, .. } = decoded;
    let is_page = match format {
        Some(format) => format == Format::Html,
        None => html::is_page(&text)?,
    };
    if is_page {
        let Page { text, metadata: found, notices: page_notices } = html::page(&text, metadata.url.as_deref())?;
        notices.extend(page_notices);
        return Ok(Document::with_notices(text, found.on_the_host_of(metadata).or(metadata), notices));
    }
    let title = metadata.title.clone().or_else(|| headline(&text));
    Ok(Document::with_notices(text, Metadata { title, ..metadata.clone() }, notices))
}

/// The maximum number of words of a line that counts as a headline. Headlines of agencies seldom have more than twelve;
/// summaries in their place have up to twice as many.
const MAX_HEADLINE_WORDS: usize = 25;

/// Returns the headline of a plain text: a short first line that does not end like a sentence, with an empty line and
/// more text after it. It also stays in the text, which is never changed.
pub(super) fn headline(text: &str) -> Option<String> {
    let known = PageWords::english();
    let mut lines = text.trim_start_matches('\u{feff}').lines().skip_while(|line| line.trim().is_empty());
    let line = lines.next()?;
    let is_apart = lines.next()?.trim().is_empty();
    let words: Vec<&str> = line.split_whitespace().collect();
    let end = line.trim_end().trim_end_matches(['"', '\'', '”', '’', ')', '»']);
    let is_sentence =
        end.ends_with(['.', '…', ',', ';', ':']) && !known.stops.iter().any(|word| end.ends_with(word.as_str()));
    let is_byline = words.len() > 1 && known.no_headline.contains(words[0]);
    let is_headline = is_apart && !is_sentence && !is_byline && words.len() <= MAX_HEADLINE_WORDS;
    let is_worded = line.contains(char::is_alphabetic) && lines.any(|line| !line.trim().is_empty());
    (is_headline && is_worded).then(|| words.join(" "))
}
