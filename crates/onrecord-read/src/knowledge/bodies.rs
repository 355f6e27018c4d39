//! Organizations that news names without explaining them.

use crate::Error;

use super::entry::Sector;
use super::key::Index;
use super::lines::{Line, Text, lines, owned, values};

/// An organization, office, party or armed group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// The fullest usual name.
    pub name: Text,
    /// The country that it belongs to, by its code; none where it is of many or unknown.
    pub country: Option<Text>,
    /// What it does in public life; never empty.
    pub sectors: Vec<Sector>,
    /// People publish their own words on it: it is where a thing was said, not who said it.
    pub platform: bool,
    /// The name is borne in many countries: `country` holds only where the article names no other.
    pub common: bool,
    /// The name denotes its people ("Republicans").
    pub group: bool,
}

/// The bodies of one file.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    bodies: Vec<Body>,
    names: Index,
}

impl Bodies {
    /// Reads a file that holds bodies only.
    pub(super) fn read<'a>(file: &str, text: &'a str, keep: &dyn Fn(&'a str) -> Text) -> Result<Bodies, Error> {
        let mut read = Bodies { bodies: Vec::with_capacity(text.len() / 40), names: Index::for_file(text) };
        for line in lines(file, text) {
            read.add(&line, line.head, keep)?;
        }
        Ok(read)
    }

    /// Reads the parts of a user's file that hold bodies.
    pub(super) fn read_own(file: &str, text: &str) -> Result<Bodies, Error> {
        let mut read = Bodies::default();
        for line in lines(file, text) {
            match line.head.split_once(' ') {
                Some(("bodies", head)) => read.add(&line, head, &owned)?,
                Some(("people", _)) => {}
                _ => return Err(line.error("expected a head like [bodies USA GOV] or [people USA] above the line")),
            }
        }
        Ok(read)
    }

    fn add<'a>(&mut self, line: &Line<'_, 'a>, head: &'a str, keep: &dyn Fn(&'a str) -> Text) -> Result<(), Error> {
        let Some((country, codes)) = head.split_once(' ') else {
            return Err(line.error(format_args!("expected a country and sectors in the head, found [{}]", line.head)));
        };
        let country = line.country(country)?;
        let [name, also, own_codes, marks] = line.fields()?;
        let mut sectors = Vec::with_capacity(1);
        if own_codes.is_empty() {
            for code in codes.split_whitespace() {
                sectors.extend(line.sector(code)?);
            }
        }
        for code in values(own_codes) {
            sectors.extend(line.sector(code)?);
        }
        if sectors.is_empty() {
            return Err(line.error("expected a sector, found none"));
        }
        let mut body = Body {
            name: keep(name),
            country: country.map(keep),
            sectors,
            platform: false,
            common: false,
            group: false,
        };
        for mark in values(marks) {
            match mark {
                "platform" => body.platform = true,
                "common" => body.common = true,
                "group" => body.group = true,
                _ => return Err(line.error(format_args!("expected platform, common or group, found \"{mark}\""))),
            }
        }
        let place = self.bodies.len();
        self.bodies.push(body);
        for name in std::iter::once(name).chain(values(also)) {
            self.names.insert(keep(name), place);
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
