//! Countries, seats of government, and the parts of countries.

use std::sync::Arc;

use onrecord_knowledge::{Mistake, Pack, Part, Row, Section, Text, each_row, values};

use super::entry::{self, Sector};
use super::spelling::{Index, Spelling};

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3 code; `XKX` for Kosovo.
    pub iso: Text,
    /// The usual English name.
    pub name: Text,
    /// The capital; empty if there is none.
    pub capital: Text,
    /// The first adjective ("Russian"); empty if there is none.
    pub adjective: Text,
}

/// A place or building whose name is used for the institution in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The most frequent name.
    pub name: Text,
    /// The country, by its code; `None` for international bodies.
    pub country: Option<Text>,
    /// The sector of the institution.
    pub sector: Sector,
    /// The name of the institution; `None` if the name denotes a trade or class ("Wall Street").
    pub body: Option<Text>,
}

/// A first-level subdivision of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subdivision {
    /// The usual English name.
    pub name: Text,
    /// The postal code, if there is one.
    pub code: Option<Text>,
    /// The country, by its code.
    pub country: Text,
    /// The capital; `None` if there is none or it is not known.
    pub capital: Option<Text>,
}

/// The countries and the seats of their governments.
#[derive(Debug, Default)]
pub(super) struct Countries {
    countries: Vec<Country>,
    seats: Vec<Seat>,
    codes: Index,
    names: Index,
    adjectives: Index,
    people: Index,
    capitals: Index,
    seat_names: Index,
}

impl Part for Countries {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Countries {
        let spelling = Arc::new(Spelling::read(pack, mistakes));
        let index = || Index::new(&spelling, 512);
        let mut read = Countries {
            countries: Vec::with_capacity(256),
            seats: Vec::new(),
            codes: index(),
            names: index(),
            adjectives: index(),
            people: index(),
            capitals: index(),
            seat_names: index(),
        };
        let mut table = pack.table("actors/countries.txt", mistakes);
        let countries = table.take("countries", mistakes);
        each_row(&countries, mistakes, |_, row| read.add_country(row));
        let seats = table.take("seats", mistakes);
        each_row(&seats, mistakes, |_, row| read.add_seat(row));
        table.finish(mistakes);
        read
    }
}

impl Countries {
    fn add_country(&mut self, row: &Row<'_>) -> Result<(), Mistake> {
        let [iso, name, also, adjectives, people, capitals] = row.fields()?;
        if entry::country(row, iso)?.is_none() {
            return Err(row.mistake("expected a country code, found none"));
        }
        let place = self.countries.len();
        let first = |field| row.keep(values(field).next().unwrap_or_default());
        let (capital, adjective) = (first(capitals), first(adjectives));
        self.countries.push(Country { iso: row.keep(iso), name: row.keep(name), capital, adjective });
        self.codes.insert(row.keep(iso), place);
        self.names.insert(row.keep(name), place);
        for (index, field) in [
            (&mut self.names, also),
            (&mut self.adjectives, adjectives),
            (&mut self.people, people),
            (&mut self.capitals, capitals),
        ] {
            for value in values(field) {
                index.insert(row.keep(value), place);
            }
        }
        Ok(())
    }

    fn add_seat(&mut self, row: &Row<'_>) -> Result<(), Mistake> {
        let [names, country, sector, body] = row.fields()?;
        let country = if country.is_empty() { None } else { entry::country(row, country)? };
        let Some(sector) = entry::sector(row, sector)? else {
            return Err(row.mistake("expected a sector, found none"));
        };
        let place = self.seats.len();
        let name = row.keep(values(names).next().unwrap_or_default());
        let body = Some(body).filter(|body| !body.is_empty()).map(|body| row.keep(body));
        self.seats.push(Seat { name, country: country.map(|code| row.keep(code)), sector, body });
        for value in values(names) {
            self.seat_names.insert(row.keep(value), place);
        }
        Ok(())
    }

    pub(super) fn by_code(&self, iso: &str) -> Option<&Country> {
        Some(&self.countries[self.codes.exact(iso)?])
    }

    pub(super) fn by_name(&self, name: &str) -> Option<&Country> {
        Some(&self.countries[self.names.get(name)?])
    }

    pub(super) fn by_adjective(&self, word: &str) -> Option<&Country> {
        Some(&self.countries[self.adjectives.get(word)?])
    }

    pub(super) fn by_people(&self, word: &str) -> Option<&Country> {
        Some(&self.countries[self.people.get(word)?])
    }

    pub(super) fn by_capital(&self, name: &str) -> Option<&str> {
        Some(&self.countries[self.capitals.get(name)?].iso)
    }

    pub(super) fn seat(&self, name: &str) -> Option<&Seat> {
        Some(&self.seats[self.seat_names.get(name)?])
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> (&[Country], &[Seat]) {
        (&self.countries, &self.seats)
    }
}

/// The subdivisions of countries.
#[derive(Debug, Default)]
pub(super) struct Subdivisions {
    subdivisions: Vec<Subdivision>,
    names: Index,
}

impl Part for Subdivisions {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Subdivisions {
        let spelling = Arc::new(Spelling::read(pack, mistakes));
        let mut read = Subdivisions { subdivisions: Vec::new(), names: Index::new(&spelling, 1024) };
        let mut table = pack.table("actors/subdivisions.txt", mistakes);
        let sections = table.take("subdivisions", mistakes);
        each_row(&sections, mistakes, |section, row| read.add(section, row));
        table.finish(mistakes);
        read
    }
}

impl Subdivisions {
    fn add(&mut self, section: &Section<'_>, row: &Row<'_>) -> Result<(), Mistake> {
        let [name, code, also, adjectives, people, capital] = row.fields()?;
        let Some(country) = entry::country(row, section.arguments.first().copied().unwrap_or("-"))? else {
            return Err(section.mistake("expected a country code in the head, found none"));
        };
        let place = self.subdivisions.len();
        let given = |field: &str| Some(field).filter(|field| !field.is_empty()).map(|field| row.keep(field));
        let (code, capital) = (given(code), given(capital));
        self.subdivisions.push(Subdivision { name: row.keep(name), code, country: row.keep(country), capital });
        for value in values(name).chain(values(also)).chain(values(adjectives)).chain(values(people)) {
            self.names.insert(row.keep(value), place);
        }
        Ok(())
    }

    pub(super) fn by_name(&self, name: &str) -> Option<&Subdivision> {
        Some(&self.subdivisions[self.names.get(name)?])
    }

    pub(super) fn by_code(&self, country: &str, code: &str) -> Option<&Subdivision> {
        self.subdivisions.iter().find(|part| part.code.as_deref() == Some(code) && part.country == country)
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Subdivision] {
        &self.subdivisions
    }
}
