//! People whom news names without explaining them, and their offices.

use ahash::AHashMap;

use crate::Error;

use super::entry::{Gender, Sector};
use super::key::{Index, plain};
use super::lines::{Line, Text, lines, owned, values};

/// A person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The full name that news uses.
    pub name: Text,
    /// The gender.
    pub gender: Gender,
    /// The country acted for, by its code; none for those who act for a body of many countries.
    pub country: Option<Text>,
    /// The offices, those that matter most first.
    pub offices: Vec<Office>,
}

/// An office that a person held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The title in lower case, but for names ("president", "mayor of London").
    pub title: Text,
    /// The sector of whoever holds it.
    pub sector: Sector,
    /// First and last day; the days count, none after is open.
    from: Day,
    to: Day,
}

/// A day of the calendar as the number 20250213, which orders days as time does.
type Day = u32;

/// Later than all days that are written.
const OPEN: Day = u32::MAX;

/// Offices whose holder a bare last name means before all others.
const LEADERS: &[&str] = &[
    "president",
    "prime minister",
    "chancellor",
    "premier",
    "leader",
    "supreme leader",
    "king",
    "emperor",
    "emir",
    "pope",
    "crown prince",
];

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
    /// Returns the office held on `date` (ISO 8601 date or RFC 3339 time); the one listed first where there are more.
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
}

impl People {
    /// Reads a file that holds people only. `is_given` tells given names, for names with the family name first.
    pub(super) fn read<'a>(
        file: &str,
        text: &'a str,
        keep: &dyn Fn(&'a str) -> Text,
        is_given: fn(&str) -> bool,
    ) -> Result<People, Error> {
        let mut read = People {
            people: Vec::with_capacity(text.len() / 64),
            names: Index::for_file(text),
            last_names: AHashMap::with_capacity(text.len() / 64),
        };
        for line in lines(file, text) {
            read.add(&line, line.head, keep, is_given)?;
        }
        Ok(read)
    }

    /// Reads the parts of a user's file that hold people.
    pub(super) fn read_own(file: &str, text: &str, is_given: fn(&str) -> bool) -> Result<People, Error> {
        let mut read = People::default();
        for line in lines(file, text) {
            if let Some(("people", head)) = line.head.split_once(' ') {
                read.add(&line, head, &owned, is_given)?;
            }
        }
        Ok(read)
    }

    fn add<'a>(
        &mut self,
        line: &Line<'_, 'a>,
        head: &'a str,
        keep: &dyn Fn(&'a str) -> Text,
        is_given: fn(&str) -> bool,
    ) -> Result<(), Error> {
        let [name, gender, offices, also, country] = line.fields()?;
        let Some(gender) = Gender::parse(gender) else {
            return Err(line.error(format_args!("expected f or m in the second field, found \"{gender}\"")));
        };
        let country = line.country(if country.is_empty() { head } else { country })?;
        let offices = values(offices).map(|value| office(line, value, keep)).collect::<Result<_, _>>()?;
        let place = self.people.len();
        self.people.push(Person { name: keep(name), gender, country: country.map(keep), offices });
        for name in std::iter::once(name).chain(values(also)) {
            self.names.insert(keep(name), place);
        }
        for last in last_names(name, country, is_given) {
            // Keys are plain so that "Erdoğan" finds the line that is written with "Erdogan".
            let key = if last.is_ascii() { keep(last) } else { owned(&plain(last)) };
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
        let places = self.last_names.get(plain(last_name).as_ref())?;
        let people = || places.iter().map(|place| &self.people[*place as usize]);
        if let [place] = places[..] {
            return Some(&self.people[place as usize]);
        }
        let date = date?;
        let leads = |office: &Office| office.held_on(date) && LEADERS.contains(&office.title.as_ref());
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

/// Returns the one person, or none where there are none or more.
fn only<'a>(mut people: impl Iterator<Item = &'a Person>) -> Option<&'a Person> {
    people.next().filter(|_| people.next().is_none())
}

/// Reads "president 2012-05-07.." or "senator LEG 2007..2013".
fn office<'a>(line: &Line<'_, 'a>, value: &'a str, keep: &dyn Fn(&'a str) -> Text) -> Result<Office, Error> {
    let wrong = || line.error(format_args!("expected an office and FROM..TO, found \"{value}\""));
    let (words, range) = value.rsplit_once(' ').ok_or_else(wrong)?;
    let (from, to) = range.split_once("..").ok_or_else(wrong)?;
    let from = day(from, 1, 1).ok_or_else(wrong)?;
    let to = if to.is_empty() { OPEN } else { day(to, 12, 31).ok_or_else(wrong)? };
    if to < from {
        return Err(line.error(format_args!("expected an office that ends after it begins, found \"{value}\"")));
    }
    let marked = words.rsplit_once(' ').and_then(|(title, code)| Some((title, Sector::parse(code)?)));
    let (title, sector) = marked.unwrap_or((words, Sector::Government));
    Ok(Office { title: keep(title), sector, from, to })
}

/// Reads a year, month or day; a year stands for `month` of it, a year or month for `day_of_month`.
fn day(text: &str, month: u32, day_of_month: u32) -> Option<Day> {
    let number = |text: &str, n_digits: usize| {
        let digits = text.len() == n_digits && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(month), |part| number(part, 2))?;
    // The last day of short months needs no calendar: no day lies between it and the 31st.
    let day_of_month = parts.next().map_or(Some(day_of_month), |part| number(part, 2))?;
    let real = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day_of_month);
    real.then_some(year * 10_000 + month * 100 + day_of_month)
}

/// Returns the parts of the name that stand for it alone: "al-Assad" and "Assad"; "von der Leyen" and "Leyen".
fn last_names<'a>(name: &'a str, country: Option<&str>, is_given: fn(&str) -> bool) -> Vec<&'a str> {
    const ADDRESS: &[&str] = &["Pope", "King", "Queen", "Prince", "Emperor", "Patriarch", "Abu", "Mullah", "Dalai"];
    const SUFFIXES: &[&str] = &["Jr.", "Jr", "Sr.", "II", "III"];
    const PARTICLES: &[&str] = &[
        "von", "van", "de", "der", "den", "da", "dos", "bin", "ben", "Le", "La", "Van", "De", "Di", "Ben", "Al", "El",
    ];
    let first = name.split(' ').next().unwrap_or_default();
    if first == name || ADDRESS.contains(&first) {
        return Vec::new();
    }
    // Korean and Chinese names have the family name first, unless the given name is of another language (Jack Ma).
    if matches!(country, Some("CHN" | "KOR" | "PRK" | "TWN")) && !is_given(first) {
        return vec![first];
    }
    let mut name = name;
    while let Some((rest, last)) = name.rsplit_once(' ').filter(|(_, last)| SUFFIXES.contains(last)) {
        debug_assert!(!last.is_empty());
        name = rest;
    }
    let Some((mut before, last)) = name.rsplit_once(' ') else { return Vec::new() };
    let mut found = vec![last];
    if let Some((article @ ("al" | "el" | "Al"), bare)) = last.split_once('-') {
        debug_assert!(!article.is_empty());
        found.push(bare);
    }
    let mut start = before.len() + 1;
    while let Some((rest, particle)) = before.rsplit_once(' ').filter(|(_, word)| PARTICLES.contains(word)) {
        start = before.len() - particle.len();
        before = rest;
    }
    if start < name.len() - last.len() {
        found.push(&name[start..]);
    }
    found
}

/// Returns the name without single letters and letters with a stop after the first word ("Andrew M. Cuomo").
fn without_initials(name: &str) -> Option<String> {
    let is_initial = |word: &str| {
        let letters = word.strip_suffix('.').unwrap_or(word);
        letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
    };
    let (first, rest) = name.trim().split_once(' ')?;
    let kept: Vec<&str> = rest.split(' ').filter(|word| !is_initial(word)).collect();
    (!kept.is_empty() && kept.len() < rest.split(' ').count()).then(|| format!("{first} {}", kept.join(" ")))
}
