//! People whom news articles name without explaining them, and their offices.

use std::sync::Arc;

use ahash::AHashMap;

use onrecord_knowledge::{Mistake, Pack, Part, Row, Section, Text, each_row, values};

use super::entry::{self, Gender, Sector};
use super::names::GivenNames;
use super::spelling::{Index, Spelling};
use super::titles::FILE as TITLES;

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The full name as news articles use it.
    pub name: Text,
    /// The gender.
    pub gender: Gender,
    /// The country that the person represents, by its code; `None` for those who represent an international body.
    pub country: Option<Text>,
    /// The offices, the most important first.
    pub offices: Vec<Office>,
}

/// An office that a person held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The title in lower case, except for names ("president", "mayor of London").
    pub title: Text,
    /// The sector of the holder.
    pub sector: Sector,
    /// The first and last day, both inclusive; an office without a last day is still held.
    from: Day,
    to: Day,
}

/// A calendar day as a number such as 20250213, so that numbers are ordered like days.
type Day = u32;

/// Later than any day in the files.
const OPEN: Day = u32::MAX;

impl Office {
    /// Returns whether the office was held on the day; `date` is an ISO 8601 date or RFC 3339 time.
    pub fn held_on(&self, date: &str) -> bool {
        day(date.get(..10).unwrap_or(date), 1, 1).is_some_and(|day| self.holds(day))
    }

    /// Returns whether the office had ended before the day.
    pub fn ended_before(&self, date: &str) -> bool {
        day(date.get(..10).unwrap_or(date), 1, 1).is_some_and(|day| self.to < day)
    }

    fn holds(&self, day: Day) -> bool {
        (self.from..=self.to).contains(&day)
    }
}

impl Person {
    /// Returns the office held on `date` (ISO 8601 date or RFC 3339 time), or the one listed first if there are
    /// several.
    pub fn office_at(&self, date: &str) -> Option<&Office> {
        self.offices.iter().find(|office| office.held_on(date))
    }
}

/// The people of one file.
#[derive(Debug, Default)]
pub(super) struct People {
    people: Vec<Person>,
    names: Index,
    last_names: AHashMap<Text, Vec<u32>>,
    /// Titles of offices whose holders have priority when only a last name is given.
    leaders: Vec<Text>,
    spelling: Arc<Spelling>,
}

/// The first word of section heads for people.
pub(super) const HEAD: &str = "people";

impl Part for People {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> People {
        let mut table = pack.table("actors/people.txt", mistakes);
        let people = People::of(&table.take(HEAD, mistakes), pack, mistakes);
        table.finish(mistakes);
        people
    }
}

impl People {
    /// Returns the people of the sections.
    pub(super) fn of(sections: &[Section<'_>], pack: &Pack, mistakes: &mut Vec<Mistake>) -> People {
        let n_rows = sections.iter().map(|section| section.rows.len()).sum();
        let spelling = Arc::new(Spelling::read(pack, mistakes));
        let given_names = GivenNames::read(pack, mistakes);
        let mut read = People {
            people: Vec::with_capacity(n_rows),
            names: Index::new(&spelling, 2 * n_rows),
            last_names: AHashMap::with_capacity(n_rows),
            leaders: pack.table(TITLES, mistakes).words("leaders", mistakes),
            spelling,
        };
        each_row(sections, mistakes, |section, row| read.add(section, row, &given_names));
        read
    }

    fn add(&mut self, section: &Section<'_>, row: &Row<'_>, given_names: &GivenNames) -> Result<(), Mistake> {
        let [name, letter, offices, also, own_country] = row.fields()?;
        let Some(gender) = entry::gender(row, letter)? else {
            return Err(row.mistake("expected f or m in the second field, found neither"));
        };
        let [head] = section.arguments[..] else {
            return Err(section.mistake("expected one country in the head, found none or several"));
        };
        let country = entry::country(row, if own_country.is_empty() { head } else { own_country })?;
        let offices = values(offices).map(|value| office(row, value)).collect::<Result<_, _>>()?;
        let place = self.people.len();
        let kept = country.map(|code| row.keep(code));
        self.people.push(Person { name: row.keep(name), gender, country: kept, offices });
        for name in std::iter::once(name).chain(values(also)) {
            self.names.insert(row.keep(name), place);
        }
        for last in self.spelling.last_names(name, country, |first| given_names.gender(first).is_some()) {
            // Keys have no diacritics, so that "Erdoğan" finds the row that is written with "Erdogan".
            let key = row.keep(&self.spelling.plain(last));
            self.last_names.entry(key).or_default().push(place as u32);
        }
        Ok(())
    }

    pub(super) fn get(&self, full_name: &str) -> Option<&Person> {
        let place = self.names.get(full_name).or_else(|| {
            let short = without_initials(full_name)?;
            self.names.get(&short)
        })?;
        Some(&self.people[place])
    }

    pub(super) fn by_last_name(&self, last_name: &str, date: Option<&str>) -> Option<&Person> {
        let places = self.last_names.get(self.spelling.plain(last_name).as_ref())?;
        let people = || places.iter().map(|place| &self.people[*place as usize]);
        if let [place] = places[..] {
            return Some(&self.people[place as usize]);
        }
        let date = date?;
        let leads = |office: &Office| office.held_on(date) && self.leaders.contains(&office.title);
        only(people().filter(|person| person.office_at(date).is_some()))
            .or_else(|| only(people().filter(|person| person.offices.iter().any(leads))))
    }

    pub(super) fn holder(&self, title: &str, country: &str, date: &str) -> Option<&Person> {
        let holds = |office: &Office| office.title == title && office.held_on(date);
        let mut people = self.people.iter().filter(|person| person.country.as_deref() == Some(country));
        people.find(|person| person.offices.iter().any(holds))
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> &[Person] {
        &self.people
    }
}

/// Returns the only person, or `None` if there are none or several.
fn only<'a>(mut people: impl Iterator<Item = &'a Person>) -> Option<&'a Person> {
    people.next().filter(|_| people.next().is_none())
}

/// Parses "president 2012-05-07.." or "senator LEG 2007..2013".
fn office(row: &Row<'_>, value: &str) -> Result<Office, Mistake> {
    let wrong = || row.mistake(format_args!("expected an office and FROM..TO, found \"{value}\""));
    let (words, range) = value.rsplit_once(' ').ok_or_else(wrong)?;
    let (from, to) = range.split_once("..").ok_or_else(wrong)?;
    let from = day(from, 1, 1).ok_or_else(wrong)?;
    let to = if to.is_empty() { OPEN } else { day(to, 12, 31).ok_or_else(wrong)? };
    if to < from {
        return Err(row.mistake(format_args!("expected an office that ends after it begins, found \"{value}\"")));
    }
    let marked = words.rsplit_once(' ').and_then(|(title, code)| Some((title, Sector::parse(code)?)));
    let (title, sector) = marked.unwrap_or((words, Sector::Government));
    Ok(Office { title: row.keep(title), sector, from, to })
}

/// Parses a year, month or day; `month` and `day_of_month` replace missing parts.
fn day(text: &str, month: u32, day_of_month: u32) -> Option<Day> {
    let number = |text: &str, n_digits: usize| {
        let digits = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(month), |part| number(part, 2))?;
    // A day after the end of a short month does no harm: no date lies between that end and the 31st.
    let day_of_month = parts.next().map_or(Some(day_of_month), |part| number(part, 2))?;
    let real = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day_of_month);
    real.then_some(year * 10_000 + month * 100 + day_of_month)
}

/// Returns the name without single letters and initials after the first word ("Andrew M. Cuomo").
fn without_initials(name: &str) -> Option<String> {
    let is_initial = |word: &str| {
        let letters = word.strip_suffix('.').unwrap_or(word);
        letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
    };
    let (first, rest) = name.trim().split_once(' ')?;
    let kept: Vec<&str> = rest.split(' ').filter(|word| !is_initial(word)).collect();
    (!kept.is_empty() && kept.len() < rest.split(' ').count()).then(|| format!("{first} {}", kept.join(" ")))
}
