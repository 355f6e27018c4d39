//! Common nouns for people, organizations, groups, and documents that can be sources.

use ahash::AHashMap;

use onrecord_knowledge::{Mistake, Pack, Part, Row, Section, Text, each_row};

use super::entry::{self, Gender, Sector};
use super::morphology::Morphology;

/// The class of entities that a noun denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// One person ("soldier").
    Person,
    /// An organization ("ministry").
    Organization,
    /// Many people ("soldiers", "family").
    Group,
    /// Something written or published ("report").
    Document,
}

/// The information that a noun gives about the entity it denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounClass {
    /// What it denotes.
    pub class: Class,
    /// The sector, if the noun indicates one.
    pub sector: Option<Sector>,
    /// The gender, if the noun indicates it.
    pub gender: Option<Gender>,
    /// Whether it denotes more than one; always true for groups.
    pub plural: bool,
}

/// The nouns of `actors/groups.txt`.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    nouns: AHashMap<Text, NounClass>,
    plurals: AHashMap<Text, Text>,
    morphology: Morphology,
}

/// The section heads of nouns, and the classes that they stand for.
const CLASSES: [(&str, Class); 4] = [
    ("person", Class::Person),
    ("organization", Class::Organization),
    ("group", Class::Group),
    ("document", Class::Document),
];

impl Part for Nouns {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Nouns {
        let mut read = Nouns { morphology: Morphology::read(pack, mistakes), ..Nouns::default() };
        let mut table = pack.table("actors/groups.txt", mistakes);
        for (name, class) in CLASSES {
            let sections = table.take(name, mistakes);
            each_row(&sections, mistakes, |section, row| read.add(class, section, row));
        }
        let plurals = table.take("plural", mistakes);
        each_row(&plurals, mistakes, |_, row| {
            let [plural, singular] = row.fields()?;
            read.plurals.insert(row.keep(plural), row.keep(singular));
            Ok(())
        });
        table.finish(mistakes);
        read
    }
}

impl Nouns {
    fn add(&mut self, class: Class, section: &Section<'_>, row: &Row<'_>) -> Result<(), Mistake> {
        let mut arguments = section.arguments.iter();
        let sector = entry::sector(row, arguments.next().unwrap_or(&"-"))?;
        let gender = entry::gender(row, arguments.next().unwrap_or(&""))?;
        for noun in row.values() {
            let class = NounClass { class, sector, gender, plural: class == Class::Group };
            self.nouns.entry(row.keep(noun)).or_insert(class);
        }
        Ok(())
    }

    /// Returns the class of the noun; a plural of a noun for a person denotes a group.
    pub(super) fn get(&self, noun: &str) -> Option<NounClass> {
        if let Some(class) = self.nouns.get(noun) {
            return Some(*class);
        }
        let class = self.singular(noun)?;
        Some(NounClass {
            class: if class.class == Class::Person { Class::Group } else { class.class },
            plural: true,
            ..class
        })
    }

    fn singular(&self, noun: &str) -> Option<NounClass> {
        if let Some(singular) = self.plurals.get(noun) {
            return self.nouns.get(singular).copied();
        }
        let singular = |word: String| self.nouns.get(word.as_str()).copied().filter(|class| !class.plural);
        self.morphology.singulars(noun).find_map(singular)
    }

    #[cfg(test)]
    pub(super) fn n_nouns(&self) -> usize {
        self.nouns.len()
    }
}
