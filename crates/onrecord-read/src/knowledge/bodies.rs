//! Organizations that news articles name without explaining them.

use std::sync::Arc;

use onrecord_knowledge::{Mistake, Pack, Part, Row, Section, Text, each_row, values};

use super::entry::{self, Sector};
use super::spelling::{Index, Spelling};

/// An organization, office, party or armed group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The usual name in its fullest form.
    pub name: Text,
    /// The country that it belongs to, by its code; `None` if it is international or the country is unknown.
    pub country: Option<Text>,
    /// Its PLOVER sectors; never empty.
    pub sectors: Vec<Sector>,
    /// Whether people publish their own words on it, so that it is where something was said and not who said it.
    pub platform: bool,
    /// Whether bodies in many countries have this name: `country` applies only if the article names no other country.
    pub common: bool,
    /// Whether the name denotes its members ("Republicans").
    pub group: bool,
}

/// The organizations of one file.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    bodies: Vec<Body>,
    names: Index,
}

impl Part for Bodies {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Bodies {
        let spelling = Arc::new(Spelling::read(pack, mistakes));
        let mut table = pack.table("actors/bodies.txt", mistakes);
        let bodies = Bodies::of(&table.take(HEAD, mistakes), &spelling, mistakes);
        table.finish(mistakes);
        bodies
    }
}

/// The first word of section heads for organizations.
pub(super) const HEAD: &str = "bodies";

impl Bodies {
    /// Returns the organizations of the sections.
    pub(super) fn of(sections: &[Section<'_>], spelling: &Arc<Spelling>, mistakes: &mut Vec<Mistake>) -> Bodies {
        let n_rows = sections.iter().map(|section| section.rows.len()).sum();
        let mut read = Bodies { bodies: Vec::with_capacity(n_rows), names: Index::new(spelling, 2 * n_rows) };
        each_row(sections, mistakes, |section, row| read.add(section, row));
        read
    }

    fn add(&mut self, section: &Section<'_>, row: &Row<'_>) -> Result<(), Mistake> {
        let [country_code, codes @ ..] = &section.arguments[..] else {
            return Err(section.mistake("expected a country and sectors in the head, found neither"));
        };
        let country = entry::country(row, country_code)?;
        let [name, also, own_codes, marks] = row.fields()?;
        let mut sectors = Vec::with_capacity(1);
        if own_codes.is_empty() {
            for code in codes {
                sectors.extend(entry::sector(row, code)?);
            }
        }
        for code in values(own_codes) {
            sectors.extend(entry::sector(row, code)?);
        }
        if sectors.is_empty() {
            return Err(row.mistake("expected a sector, found none"));
        }
        let country = country.map(|code| row.keep(code));
        let mut body = Body { name: row.keep(name), country, sectors, platform: false, common: false, group: false };
        for mark in values(marks) {
            match mark {
                "platform" => body.platform = true,
                "common" => body.common = true,
                "group" => body.group = true,
                _ => return Err(row.mistake(format_args!("expected platform, common or group, found \"{mark}\""))),
            }
        }
        let place = self.bodies.len();
        self.bodies.push(body);
        for name in std::iter::once(name).chain(values(also)) {
            self.names.insert(row.keep(name), place);
        }
        Ok(())
    }

    pub(super) fn get(&self, name: &str) -> Option<&Body> {
        Some(&self.bodies[self.names.get(name)?])
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Body] {
        &self.bodies
    }
}
