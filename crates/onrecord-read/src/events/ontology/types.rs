//! The `[types]` of an ontology: the codes and properties of each type and mode.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_knowledge::Mistake;

use super::limits;
use super::lines::Line;
use super::properties::{Properties, Property, Recoding};
use super::property_field::PropertyField;

/// Marks a type without a mode, and empty fields.
const NONE: &str = "-";

/// Properties that followed from the name of a mode alone, whatever its type, before ontology files could state
/// properties.
const OF_ANY_TYPE: [Property; 2] = [Property::Travel, Property::OnTheGround];

/// The codes and properties of a type and its mode.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct TypeCode {
    /// The quad class, from 1 to 4.
    pub(crate) quad: Option<u8>,
    /// The CAMEO code.
    pub(crate) cameo: Option<String>,
    /// The Goldstein score, from -10 to 10.
    pub(crate) goldstein: Option<f32>,
    /// The properties of the type and those of the mode.
    pub(crate) properties: Properties,
    /// The types as which the event is recoded in certain circumstances.
    recodings: BTreeMap<Recoding, String>,
    /// The property field of the line; `None` if the line ends before it.
    field: Option<PropertyField>,
    line: usize,
}

/// The types of an ontology with their modes.
#[derive(Debug, Default)]
pub(crate) struct EventTypes {
    /// By type, then by mode; `-` stands for the type without a mode.
    by_name: BTreeMap<String, BTreeMap<String, TypeCode>>,
    /// The type and mode for a reported obligation of a named party.
    obliged: Option<(String, Option<String>)>,
}

impl EventTypes {
    /// Adds a line of `[types]`.
    pub(super) fn enter(&mut self, line: &Line<'_, '_>) -> Result<(), Mistake> {
        let [name, mode, quad, cameo, goldstein, properties] = line.fields()?;
        limits::type_name(line, name, mode)?;
        let quad = match quad.parse::<u8>() {
            Ok(quad @ 1..=4) => Some(quad),
            _ if quad == NONE => None,
            _ => return Err(line.mistake(format_args!("expected a quad class from 1 to 4, found \"{quad}\""))),
        };
        let goldstein = match goldstein.parse::<f32>() {
            Ok(score) if (-10.0..=10.0).contains(&score) => Some(score),
            _ if goldstein == NONE => None,
            _ => return Err(line.mistake(format_args!("expected a score from -10 to 10, found \"{goldstein}\""))),
        };
        let cameo = limits::cameo(line, cameo)?;
        let field = match properties {
            "" => None,
            words => Some(PropertyField::read(line, words, mode != NONE)?),
        };
        let code = TypeCode { quad, cameo, goldstein, field, line: line.number, ..TypeCode::default() };
        let modes = self.by_name.entry(name.to_owned()).or_default();
        if modes.insert(mode.to_owned(), code).is_some() {
            return Err(line.mistake(format_args!("{name} {mode} is listed twice")));
        }
        Ok(())
    }

    /// Gives each mode the properties of its type.
    ///
    /// A type without a property field in any of its lines gets the properties of the type with its name in `bundled`,
    /// because older files have no such field. Returns the mistakes that only show in the whole file, by line.
    pub(super) fn finish(&mut self, bundled: Option<&EventTypes>) -> Vec<(usize, String)> {
        let types: BTreeSet<String> =
            self.by_name.iter().filter(|(_, modes)| modes.contains_key(NONE)).map(|(name, _)| name.clone()).collect();
        let mut mistakes = self.find_obliged(bundled, &types);
        for (name, modes) in &mut self.by_name {
            match bundled.filter(|_| has_no_field(modes)) {
                Some(bundled) => bundled.lend(name, modes, &types),
                None => mistakes.extend(resolve(modes, &types)),
            }
        }
        mistakes.sort();
        mistakes
    }

    /// Finds the type for a reported obligation of a named party; a second one is a mistake.
    fn find_obliged(&mut self, bundled: Option<&EventTypes>, types: &BTreeSet<String>) -> Vec<(usize, String)> {
        let mut found: Vec<(usize, &str, &str)> = Vec::new();
        for (name, modes) in &self.by_name {
            let is_obliged = |code: &TypeCode| code.field.as_ref().is_some_and(|f| f.added.has(Property::Obliged));
            found.extend(modes.iter().filter(|(_, code)| is_obliged(code)).map(|(mode, c)| (c.line, &**name, &**mode)));
        }
        found.sort_unstable();
        let lent = bundled
            .and_then(|bundled| bundled.obliged.as_ref())
            .filter(|(name, _)| types.contains(name) && self.by_name.get(name).is_some_and(has_no_field));
        let own = found.first().map(|&(_, name, mode)| (name.to_owned(), (mode != NONE).then(|| mode.to_owned())));
        let first_line = found.first().map_or(0, |&(line, ..)| line);
        let twice =
            |line| (line, format!("only one line may have the property obliged; line {first_line} already has it"));
        let mistakes = found.iter().skip(1).map(|&(line, ..)| twice(line)).collect();
        self.obliged = own.or_else(|| lent.cloned());
        mistakes
    }

    /// Copies the properties of the types and modes with the same names to the modes of a type without properties.
    fn lend(&self, name: &str, modes: &mut BTreeMap<String, TypeCode>, types: &BTreeSet<String>) {
        let own = self.by_name.get(name);
        for (mode, code) in modes {
            if let Some(known) = own.and_then(|own| own.get(mode)) {
                let learned = Properties::of(&[Property::Learned]);
                (code.properties, code.recodings) = (known.properties.minus(learned), known.recodings.clone());
            } else {
                let of_type = own.and_then(|own| own.get(NONE)).cloned().unwrap_or_default();
                let of_mode = self.by_name.values().filter_map(|modes| modes.get(mode)).filter(|_| mode != NONE);
                let given = |code: &TypeCode| code.field.as_ref().map(|field| field.added).unwrap_or_default();
                let of_mode = of_mode.fold(Properties::default(), |set, code| set.or(given(code)));
                // The requirement of two sides applied only to the type without a mode.
                let base = of_type.properties.minus(Properties::of(&[Property::TwoSided, Property::Learned]));
                code.properties = base.or(of_mode.and(Properties::of(&OF_ANY_TYPE)));
                code.recodings = of_type.recodings;
            }
            code.recodings.retain(|_, target| types.contains(target));
        }
    }

    /// Returns whether the type exists with this mode or, for `None`, without a mode.
    pub(crate) fn has(&self, name: &str, mode: Option<&str>) -> bool {
        self.by_name.get(name).is_some_and(|modes| modes.contains_key(mode.unwrap_or(NONE)))
    }

    /// Returns whether the type exists, with or without a mode.
    pub(super) fn is_known(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Returns the number of types and modes.
    pub(super) fn len(&self) -> usize {
        self.by_name.values().map(BTreeMap::len).sum()
    }

    /// Returns the codes and properties of a type and a mode, or those of the type if the mode does not exist.
    pub(crate) fn code(&self, name: &str, mode: Option<&str>) -> Option<&TypeCode> {
        let modes = self.by_name.get(name)?;
        modes.get(mode.unwrap_or(NONE)).or_else(|| modes.get(NONE))
    }

    /// Returns the properties of a type and a mode.
    pub(crate) fn properties(&self, name: &str, mode: Option<&str>) -> Properties {
        self.code(name, mode).map(|code| code.properties).unwrap_or_default()
    }

    /// Returns the type as which the event is recoded in these circumstances.
    pub(crate) fn recoded(&self, name: &str, mode: Option<&str>, recoding: Recoding) -> Option<&str> {
        self.code(name, mode)?.recodings.get(&recoding).map(String::as_str)
    }

    /// Returns the type and mode for a reported obligation of a named party.
    pub(crate) fn obliged(&self) -> Option<(&str, Option<&str>)> {
        self.obliged.as_ref().map(|(name, mode)| (&**name, mode.as_deref()))
    }
}

fn has_no_field(modes: &BTreeMap<String, TypeCode>) -> bool {
    modes.values().all(|code| code.field.is_none())
}

/// Sets the properties of a type and its modes from their own lines; returns the mistakes in these lines.
fn resolve(modes: &mut BTreeMap<String, TypeCode>, types: &BTreeSet<String>) -> Vec<(usize, String)> {
    let mut mistakes = Vec::new();
    let of_type = modes.get(NONE).and_then(|code| code.field.clone()).unwrap_or_default();
    for (mode, code) in modes {
        let own = code.field.clone().unwrap_or_default();
        if let Some(name) = of_type.not_there(&own).filter(|_| mode != NONE) {
            mistakes.push((code.line, format!("the type has no property {name} to remove")));
        }
        for (recoding, target) in own.recodings().iter().filter(|(_, target)| !types.contains(*target)) {
            let named = format!("{}={target}", recoding.name());
            mistakes.push((code.line, format!("expected a line of [types] with the type of {named} and no mode")));
        }
        let all = if mode == NONE { own } else { of_type.of_mode(&own) };
        (code.properties, code.recodings) = (all.added, all.recodings());
    }
    mistakes
}
