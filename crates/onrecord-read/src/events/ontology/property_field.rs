//! The last field of a line of `[types]`: `verbal repeatable planned=AGREE -public`.

use std::collections::BTreeMap;

use onrecord_knowledge::Mistake;

use super::lines::Line;
use super::properties::{Properties, Property, Recoding};

/// The properties that a line gives to its type or mode, and those of the type that it removes from the mode.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct PropertyField {
    pub(super) added: Properties,
    removed: Properties,
    /// The target type of each recoding; `None` if the mode does not have the recoding of its type.
    recodings: BTreeMap<Recoding, Option<String>>,
}

impl PropertyField {
    /// Parses the words of the field.
    pub(super) fn read(line: &Line<'_, '_>, words: &str, is_mode: bool) -> Result<PropertyField, Mistake> {
        let mut field = PropertyField::default();
        for word in words.split_whitespace().filter(|&word| word != "-") {
            match word.strip_prefix('-') {
                Some(_) if !is_mode => {
                    let only = "only the line of a mode can remove a property of its type";
                    return Err(line.mistake(format_args!("{only}, found \"{word}\"")));
                }
                Some(name) => field.remove(line, name)?,
                None => field.add(line, word)?,
            }
        }
        Ok(field)
    }

    fn add(&mut self, line: &Line<'_, '_>, word: &str) -> Result<(), Mistake> {
        let (name, target) = word.split_once('=').map_or((word, None), |(name, target)| (name, Some(target)));
        match (Property::parse(name), Recoding::parse(name), target) {
            (Some(property), _, None) => self.added = self.added.with(property),
            (_, Some(recoding), Some(target)) if !target.is_empty() => {
                self.recodings.insert(recoding, Some(target.to_owned()));
            }
            (Some(_), ..) => {
                return Err(line.mistake(format_args!("the property {name} takes no type, found \"{word}\"")));
            }
            (_, Some(_), _) => return Err(line.mistake(format_args!("expected {name}=TYPE, found \"{word}\""))),
            _ => return Err(unknown(line, word)),
        }
        Ok(())
    }

    fn remove(&mut self, line: &Line<'_, '_>, name: &str) -> Result<(), Mistake> {
        match (Property::parse(name), Recoding::parse(name)) {
            (Some(property), _) => self.removed = self.removed.with(property),
            (_, Some(recoding)) => drop(self.recodings.insert(recoding, None)),
            _ => return Err(unknown(line, name)),
        }
        Ok(())
    }

    /// Returns the properties of a mode whose line has `own`; `self` has the properties of its type.
    pub(super) fn of_mode(&self, own: &PropertyField) -> PropertyField {
        let recodings = self.recodings.iter().chain(&own.recodings);
        PropertyField {
            added: self.added.minus(own.removed).or(own.added),
            removed: Properties::default(),
            recodings: recodings.map(|(&recoding, target)| (recoding, target.clone())).collect(),
        }
    }

    /// Returns the name of a property or recoding that the field `own` of a mode removes although its type does not
    /// have it.
    pub(super) fn not_there(&self, own: &PropertyField) -> Option<&'static str> {
        let missing = own.removed.minus(self.added);
        let property = Property::ALL.iter().find(|(_, property)| missing.has(*property)).map(|&(name, _)| name);
        let recoding = || own.recodings.iter().find(|(recoding, target)| target.is_none() && !self.recodes(**recoding));
        property.or_else(|| recoding().map(|(recoding, _)| recoding.name()))
    }

    fn recodes(&self, recoding: Recoding) -> bool {
        self.recodings.get(&recoding).is_some_and(Option::is_some)
    }

    /// Returns the recodings with their target types.
    pub(super) fn recodings(&self) -> BTreeMap<Recoding, String> {
        self.recodings.iter().filter_map(|(&recoding, target)| Some((recoding, target.clone()?))).collect()
    }
}

fn unknown(line: &Line<'_, '_>, word: &str) -> Mistake {
    line.mistake(format_args!("expected a property such as violent, verbal or planned=TYPE, found \"{word}\""))
}
