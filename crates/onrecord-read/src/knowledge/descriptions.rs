//! Nouns by which news takes up somebody whom it has named.

use ahash::{AHashMap, AHashSet};

use crate::Error;

use super::circumstances::plural;
use super::lines::lines;

/// The nouns of `descriptions.txt`.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    same: AHashMap<&'static str, Vec<u32>>,
    countries: AHashSet<&'static str>,
    institutions: AHashSet<&'static str>,
    governments: AHashSet<&'static str>,
    lands: AHashSet<&'static str>,
    seated: AHashSet<&'static str>,
    unnamed: AHashSet<&'static str>,
    numbers: AHashSet<&'static str>,
    joints: AHashSet<&'static str>,
    links: AHashSet<&'static str>,
    companies: AHashSet<&'static str>,
}

impl Descriptions {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Descriptions, Error> {
        let mut read = Descriptions::default();
        for (number, line) in lines(file, text).enumerate() {
            for noun in line.text.split(',').map(str::trim).filter(|noun| !noun.is_empty()) {
                match line.head {
                    "same" => read.same.entry(noun).or_default().push(number as u32),
                    "countries" => {
                        read.countries.insert(noun);
                    }
                    "institutions" => {
                        read.institutions.insert(noun);
                    }
                    "governments" => {
                        read.governments.insert(noun);
                    }
                    "lands" => {
                        read.lands.insert(noun);
                    }
                    "seated" => {
                        read.seated.insert(noun);
                    }
                    "numbers" => {
                        read.numbers.insert(noun);
                    }
                    "joints" => {
                        read.joints.insert(noun);
                    }
                    "links" => {
                        read.links.insert(noun);
                    }
                    "companies" => {
                        read.companies.insert(noun);
                    }
                    "unnamed" => {
                        read.unnamed.insert(noun);
                    }
                    head => return Err(line.error(format_args!("unknown head [{head}]"))),
                }
            }
        }
        Ok(read)
    }

    /// Can the two nouns describe one and the same?
    pub(super) fn are_same(&self, a: &str, b: &str) -> bool {
        a == b
            || match (self.same.get(a), self.same.get(b)) {
                (Some(a), Some(b)) => a.iter().any(|line| b.contains(line)),
                _ => false,
            }
    }

    pub(super) fn is_countries(&self, noun: &str) -> bool {
        self.countries.contains(noun)
    }

    pub(super) fn is_government(&self, noun: &str) -> bool {
        self.governments.contains(noun)
    }

    pub(super) fn is_land(&self, noun: &str) -> bool {
        self.lands.contains(noun)
    }

    pub(super) fn are_lands(&self, noun: &str) -> bool {
        self.lands.iter().any(|land| plural(land) == noun)
    }

    pub(super) fn is_seated(&self, word: &str) -> bool {
        self.seated.contains(word)
    }

    pub(super) fn counts_alone(&self, noun: &str) -> bool {
        self.numbers.contains(noun)
    }

    pub(super) fn leaves_unnamed(&self, word: &str) -> bool {
        self.unnamed.contains(word)
    }

    pub(super) fn joins_names(&self, word: &str) -> bool {
        self.joints.contains(word)
    }

    pub(super) fn links_names(&self, word: &str) -> bool {
        self.links.contains(word)
    }

    pub(super) fn ends_company(&self, word: &str) -> bool {
        self.companies.contains(word)
    }

    pub(super) fn is_institution(&self, noun: &str) -> bool {
        self.institutions.contains(noun)
    }
}
