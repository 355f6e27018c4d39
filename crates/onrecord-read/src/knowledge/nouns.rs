//! Common nouns for people, organizations, groups, and documents that speak.

use ahash::AHashMap;

use crate::Error;

use super::entry::{Gender, Sector};
use super::lines::lines;

/// What a noun denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// One person ("soldier").
    Person,
    /// A body ("ministry").
    Organization,
    /// Many people ("soldiers", "family").
    Group,
    /// Something written or published ("report").
    Document,
}

/// What a noun says about what it denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounClass {
    /// What it denotes.
    pub class: Class,
    /// The sector, where the noun gives one.
    pub sector: Option<Sector>,
    /// The gender, where the noun tells it.
    pub gender: Option<Gender>,
    /// It denotes more than one; groups always do.
    pub plural: bool,
}

/// The nouns.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    nouns: AHashMap<&'static str, NounClass>,
    plurals: AHashMap<&'static str, &'static str>,
}

impl Nouns {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Nouns, Error> {
        let mut read = Nouns::default();
        let mut head = "";
        let mut class = None;
        for line in lines(file, text) {
            if line.head == "plural" {
                // The plural is one word or as many as the singular ("heads of state head of state").
                let Some((plural, singular)) = split_pair(line.text) else {
                    return Err(line.error("expected a plural and its singular"));
                };
                read.plurals.insert(plural, singular);
                continue;
            }
            if line.head != head || class.is_none() {
                let mut words = line.head.split_whitespace();
                let kind = match words.next() {
                    Some("person") => Class::Person,
                    Some("organization") => Class::Organization,
                    Some("group") => Class::Group,
                    Some("document") => Class::Document,
                    _ => return Err(line.error(format_args!("expected a class in the head, found [{}]", line.head))),
                };
                let sector = line.sector(words.next().unwrap_or("-"))?;
                let gender = match words.next() {
                    None => None,
                    Some(letter) => match Gender::parse(letter) {
                        Some(gender) => Some(gender),
                        None => return Err(line.error(format_args!("expected f or m, found \"{letter}\""))),
                    },
                };
                class = Some(NounClass { class: kind, sector, gender, plural: kind == Class::Group });
                head = line.head;
            }
            for noun in line.text.split(',').map(str::trim).filter(|noun| !noun.is_empty()) {
                if let Some(class) = class {
                    read.nouns.entry(noun).or_insert(class);
                }
            }
        }
        Ok(read)
    }

    /// Returns what the noun denotes; a plural of a person is a group.
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
        let rest = noun.strip_suffix('s')?;
        let get = |word: &str| self.nouns.get(word).copied().filter(|class| !class.plural);
        let ending = |suffix: &str, singular: &str| get(&format!("{}{singular}", noun.strip_suffix(suffix)?));
        get(rest).or_else(|| get(rest.strip_suffix('e')?)).or_else(|| ending("ies", "y")).or_else(|| ending("ves", "f"))
    }

    #[cfg(test)]
    pub(super) fn n_nouns(&self) -> usize {
        self.nouns.len()
    }
}

/// Divides a line of an even number of words in the middle.
fn split_pair(text: &str) -> Option<(&str, &str)> {
    let n_words = text.split(' ').count();
    if n_words % 2 == 1 {
        return None;
    }
    let (middle, _) = text.match_indices(' ').nth(n_words / 2 - 1)?;
    Some((&text[..middle], &text[middle + 1..]))
}
