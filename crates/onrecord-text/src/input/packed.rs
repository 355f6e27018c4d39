//! Turns files that are ZIP archives of XML into documents: Word ([Office Open XML](https://ecma-international.org/publications-and-standards/standards/ecma-376/))
//! and [EPUB](https://www.w3.org/TR/epub-33/).

mod docx;
mod epub;

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::article::Found;
use super::refusals::{MAX_ARTICLE_BYTES, broken, too_long};
use crate::decode::decode;
use crate::{Error, ErrorKind, Metadata};

/// The first bytes of a ZIP archive.
const MAGIC: &[u8] = b"PK\x03\x04";

/// Returns whether an input begins like a ZIP archive.
pub(super) fn is_packed(head: &[u8]) -> bool {
    head.starts_with(MAGIC)
}

/// Returns the documents of a file of Word or of a book.
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

/// The files in a ZIP archive.
struct Files<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many more bytes may be unpacked.
    left: usize,
}

impl<'a> Files<'a> {
    fn open(bytes: &'a [u8]) -> Result<Files<'a>, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
        Ok(Files { archive, left: 2 * MAX_ARTICLE_BYTES })
    }

    fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Returns the text of a file, which is in UTF-8 or has a mark of its encoding.
    fn text(&mut self, name: &str) -> Result<String, Error> {
        let mut bytes = Vec::new();
        let file = self.archive.by_name(name).map_err(failed)?;
        file.take(self.left as u64 + 1).read_to_end(&mut bytes).map_err(|error| failed(error.into()))?;
        self.left = self.left.checked_sub(bytes.len()).ok_or_else(too_long)?;
        Ok(decode(&bytes)?.text)
    }
}

fn failed(error: ZipError) -> Error {
    broken(&format!("the ZIP archive cannot be read: {error}")).caused_by(error)
}

#[cfg(test)]
mod tests;
