//! Given names and the gender that they tell.

use std::borrow::Cow;

use ahash::AHashMap;

use crate::Error;

use super::entry::Gender;
use super::key::plain;
use super::lines::lines;

/// The given names.
#[derive(Debug, Default)]
pub(super) struct GivenNames {
    names: AHashMap<Cow<'static, str>, Gender>,
}

impl GivenNames {
    pub(super) fn read(file: &str, text: &'static str) -> Result<GivenNames, Error> {
        let mut read = GivenNames::default();
        // As many as the file holds now, so that the table is made once.
        read.names.reserve(2048);
        for line in lines(file, text) {
            let Some(gender) = Gender::parse(line.head) else {
                return Err(line.error(format_args!("expected [f] or [m] above the line, found [{}]", line.head)));
            };
            for name in line.text.split_whitespace() {
                read.names.insert(plain(name), gender);
            }
        }
        Ok(read)
    }

    /// Returns the gender of the name, or of the first part of a double name ("Karl-Heinz") that tells one.
    pub(super) fn gender(&self, name: &str) -> Option<Gender> {
        let name = plain(name);
        self.names.get(name.as_ref()).or_else(|| name.split('-').find_map(|part| self.names.get(part))).copied()
    }

    #[cfg(test)]
    pub(super) fn n_names(&self) -> usize {
        self.names.len()
    }
}
