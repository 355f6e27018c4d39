//! Nouns in descriptions of people who have already been named.

use ahash::{AHashMap, AHashSet};

use onrecord_knowledge::{Mistake, Pack, Part, Text};

use super::morphology::Morphology;

/// The lists of `actors/descriptions.txt`.
#[derive(Debug, Default)]
pub(super) struct Descriptions {
    /// The rows of `[same]` that contain each noun.
    same: AHashMap<Text, Vec<usize>>,
    countries: AHashSet<Text>,
    institutions: AHashSet<Text>,
    governments: AHashSet<Text>,
    country_nouns: AHashSet<Text>,
    country_plurals: AHashSet<String>,
    seated: AHashSet<Text>,
    unnamed: AHashSet<Text>,
    numbers: AHashSet<Text>,
    joints: AHashSet<Text>,
    links: AHashSet<Text>,
    companies: AHashSet<Text>,
}

impl Part for Descriptions {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Descriptions {
        let morphology = Morphology::read(pack, mistakes);
        let mut table = pack.table("actors/descriptions.txt", mistakes);
        let mut same: AHashMap<Text, Vec<usize>> = AHashMap::new();
        let sections = table.take("same", mistakes);
        for row in sections.iter().flat_map(|section| &section.rows) {
            row.values().for_each(|noun| same.entry(row.keep(noun)).or_default().push(row.line));
        }
        let country_nouns: AHashSet<Text> = table.words("country-nouns", mistakes);
        let read = Descriptions {
            same,
            country_plurals: country_nouns.iter().map(|noun| morphology.plural(noun)).collect(),
            country_nouns,
            countries: table.words("countries", mistakes),
            institutions: table.words("institutions", mistakes),
            governments: table.words("governments", mistakes),
            seated: table.words("seated", mistakes),
            unnamed: table.words("unnamed", mistakes),
            numbers: table.words("numbers", mistakes),
            joints: table.words("joints", mistakes),
            links: table.words("links", mistakes),
            companies: table.words("companies", mistakes),
        };
        table.finish(mistakes);
        read
    }
}

impl Descriptions {
    /// Returns whether both nouns can describe the same person.
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

    pub(super) fn is_country_noun(&self, noun: &str) -> bool {
        self.country_nouns.contains(noun)
    }

    pub(super) fn is_country_plural(&self, noun: &str) -> bool {
        self.country_plurals.contains(noun)
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
