//! The files in a ZIP archive.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Error;
use crate::decode::decode;
use crate::input::refusals::{MAX_ARTICLE_BYTES, broken, too_long};

/// The files in a ZIP archive.
pub(super) struct Files<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many more bytes may be unpacked.
    left: usize,
}

impl<'a> Files<'a> {
    /// Opens the archive.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Files<'a>, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(failed)?;
        Ok(Files { archive, left: 2 * MAX_ARTICLE_BYTES })
    }

    /// Returns whether the archive has a file with this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Returns the text of a file, which is in UTF-8 or has a byte order mark.
    pub(super) fn text(&mut self, name: &str) -> Result<String, Error> {
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
