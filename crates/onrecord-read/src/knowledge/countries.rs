//! Countries, seats of government, and the parts of countries.

use crate::Error;

use super::entry::Sector;
use super::key::Index;
use super::lines::{borrowed, lines, values};

/// A country or territory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166-1 alpha-3 code; `XKX` for Kosovo.
    pub iso: &'static str,
    /// The usual English name.
    pub name: &'static str,
    /// The capital; empty where there is none.
    pub capital: &'static str,
    /// The first adjective ("Russian"); empty where there is none.
    pub adjective: &'static str,
}

/// A place or building whose name stands for the body in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The name that is used most.
    pub name: &'static str,
    /// The country, by its code; none for bodies of many countries.
    pub country: Option<&'static str>,
    /// The sector of the body.
    pub sector: Sector,
    /// The name of the body; none where the seat stands for a trade or class ("Wall Street").
    pub body: Option<&'static str>,
}

/// A part of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subdivision {
    /// The usual English name.
    pub name: &'static str,
    /// The postal code; none where there is none.
    pub code: Option<&'static str>,
    /// The country, by its code.
    pub country: &'static str,
    /// The capital; none where there is none or it is not known.
    pub capital: Option<&'static str>,
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

impl Countries {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Countries, Error> {
        let mut read = Countries::default();
        for line in lines(file, text) {
            match line.head {
                "countries" => {
                    let [iso, name, also, adjectives, people, capitals] = line.fields()?;
                    if line.country(iso)?.is_none() {
                        return Err(line.error("expected a country code, found none"));
                    }
                    let place = read.countries.len();
                    let capital = values(capitals).next().unwrap_or_default();
                    let adjective = values(adjectives).next().unwrap_or_default();
                    read.countries.push(Country { iso, name, capital, adjective });
                    read.codes.insert(borrowed(iso), place);
                    read.names.insert(borrowed(name), place);
                    for (index, field) in [
                        (&mut read.names, also),
                        (&mut read.adjectives, adjectives),
                        (&mut read.people, people),
                        (&mut read.capitals, capitals),
                    ] {
                        for value in values(field) {
                            index.insert(borrowed(value), place);
                        }
                    }
                }
                "seats" => {
                    let [names, country, sector, body] = line.fields()?;
                    let country = if country.is_empty() { None } else { line.country(country)? };
                    let Some(sector) = line.sector(sector)? else {
                        return Err(line.error("expected a sector, found none"));
                    };
                    let place = read.seats.len();
                    let name = values(names).next().unwrap_or_default();
                    read.seats.push(Seat { name, country, sector, body: Some(body).filter(|body| !body.is_empty()) });
                    for value in values(names) {
                        read.seat_names.insert(borrowed(value), place);
                    }
                }
                head => return Err(line.error(format_args!("expected [countries] or [seats], found [{head}]"))),
            }
        }
        Ok(read)
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
        Some(self.countries[self.capitals.get(name)?].iso)
    }

    pub(super) fn seat(&self, name: &str) -> Option<&Seat> {
        Some(&self.seats[self.seat_names.get(name)?])
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> (&[Country], &[Seat]) {
        (&self.countries, &self.seats)
    }
}

/// The parts of countries.
#[derive(Debug, Default)]
pub(super) struct Subdivisions {
    subdivisions: Vec<Subdivision>,
    names: Index,
}

impl Subdivisions {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Subdivisions, Error> {
        let mut read = Subdivisions::default();
        for line in lines(file, text) {
            let [name, code, also, adjectives, people, capital] = line.fields()?;
            let Some(country) = line.country(line.head)? else {
                return Err(line.error("expected a country code in the head, found none"));
            };
            let place = read.subdivisions.len();
            let given = |field: &'static str| Some(field).filter(|field| !field.is_empty());
            read.subdivisions.push(Subdivision { name, code: given(code), country, capital: given(capital) });
            for value in values(name).chain(values(also)).chain(values(adjectives)).chain(values(people)) {
                read.names.insert(borrowed(value), place);
            }
        }
        Ok(read)
    }

    pub(super) fn by_name(&self, name: &str) -> Option<&Subdivision> {
        Some(&self.subdivisions[self.names.get(name)?])
    }

    pub(super) fn by_code(&self, country: &str, code: &str) -> Option<&Subdivision> {
        self.subdivisions.iter().find(|part| part.code == Some(code) && part.country == country)
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Subdivision] {
        &self.subdivisions
    }
}
