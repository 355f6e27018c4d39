//! Converts ZIP archives of XML into documents: Word files
//! ([Office Open XML](https://ecma-international.org/publications-and-standards/standards/ecma-376/)) and
//! [EPUB](https://www.w3.org/TR/epub-33/).

mod docx;
mod epub;
mod files;

use self::files::Files;
use super::article::Found;
use super::format::is_packed;
use super::refusals::broken;
use crate::decode::decode;
use crate::{Error, ErrorKind, Metadata};

/// Returns the documents of a Word file or a book.
pub(super) fn documents(bytes: &[u8], metadata: &Metadata) -> Found {
    if !is_packed(bytes) {
        let is_other = || broken("expected a Word file or an EPUB, which are ZIP archives, found something else");
        return vec![Err(decode(bytes).err().unwrap_or_else(is_other))];
    }
    let mut files = match Files::open(bytes) {
        Ok(files) => files,
        Err(error) => return vec![Err(error)],
    };
    if files.has(docx::TEXT) {
        return vec![docx::document(&mut files, metadata)];
    }
    if files.has(epub::CONTAINER) {
        return epub::documents(&mut files, &metadata.shared());
    }
    let message = "expected text, found a ZIP archive that is neither a Word file nor an EPUB: unpack it first";
    vec![Err(Error::new(ErrorKind::Binary, message))]
}

#[cfg(test)]
mod tests;
