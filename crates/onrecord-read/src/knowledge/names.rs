//! Given names and the gender that they indicate.

use std::sync::Arc;

use ahash::AHashMap;
use onrecord_knowledge::{Mistake, Pack, Part, Text, each_row};

use super::entry::{self, Gender};
use super::spelling::Spelling;

/// The given names.
#[derive(Debug, Default)]
pub(super) struct GivenNames {
    names: AHashMap<Text, Gender>,
    spelling: Arc<Spelling>,
}

impl Part for GivenNames {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> GivenNames {
        let spelling = Arc::new(Spelling::read(pack, mistakes));
        let mut table = pack.table("actors/given_names.txt", mistakes);
        // The current number of names in the file, so that the table need not grow.
        let mut names = AHashMap::with_capacity(2048);
        let sections = table.take("given-names", mistakes);
        each_row(&sections, mistakes, |section, row| {
            let letter = section.arguments.first().copied().unwrap_or_default();
            let Some(gender) = entry::gender(row, letter)? else {
                return Err(section.mistake("expected f or m in the head, found neither"));
            };
            names.extend(row.values().map(|name| (row.keep(&spelling.plain(name)), gender)));
            Ok(())
        });
        table.finish(mistakes);
        GivenNames { names, spelling }
    }
}

impl GivenNames {
    /// Returns the gender of the name, or that of the first part of a double name ("Karl-Heinz") that indicates one.
    pub(super) fn gender(&self, name: &str) -> Option<Gender> {
        let name = self.spelling.plain(name);
        self.names.get(name.as_ref()).or_else(|| name.split('-').find_map(|part| self.names.get(part))).copied()
    }

    #[cfg(test)]
    pub(super) fn n_names(&self) -> usize {
        self.names.len()
    }
}
