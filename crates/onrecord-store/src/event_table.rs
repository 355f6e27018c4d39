//! Tables of counts of events by time, type, place and participants.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::error::{Error, ErrorKind};
use crate::stories::{DistinctEvent, Participant};

/// What the rows of a table of counts are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// The day on which the event happens, or else on which it was first reported.
    Day,
    /// The Monday of the week of that day.
    Week,
    /// The month of that day.
    Month,
    /// The year of that day.
    Year,
    /// The type of the event.
    Type,
    /// The status of the event.
    Status,
    /// The country of its place.
    Country,
    /// Its place.
    Place,
    /// Each of its actors.
    Actor,
    /// Each of its recipients.
    Recipient,
    /// Each pair of an actor and a recipient.
    Dyad,
    /// Each country of its actors.
    ActorCountry,
    /// Each country of its recipients.
    RecipientCountry,
    /// Each pair of a country of an actor and a country of a recipient.
    CountryDyad,
    /// The story that the articles belong to.
    Story,
}

impl GroupBy {
    /// All of them, in the order of help texts.
    pub const ALL: &'static [GroupBy] = &[
        GroupBy::Day,
        GroupBy::Week,
        GroupBy::Month,
        GroupBy::Year,
        GroupBy::Type,
        GroupBy::Status,
        GroupBy::Country,
        GroupBy::Place,
        GroupBy::Actor,
        GroupBy::Recipient,
        GroupBy::Dyad,
        GroupBy::ActorCountry,
        GroupBy::RecipientCountry,
        GroupBy::CountryDyad,
        GroupBy::Story,
    ];

    /// Returns the name that users write, such as `month`.
    pub fn as_str(self) -> &'static str {
        match self {
            GroupBy::Dyad => "dyad",
            GroupBy::CountryDyad => "country-dyad",
            GroupBy::ActorCountry => "actor-country",
            GroupBy::RecipientCountry => "recipient-country",
            _ => self.columns()[0],
        }
    }

    /// Returns the names of its columns.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            GroupBy::Day => &["day"],
            GroupBy::Week => &["week"],
            GroupBy::Month => &["month"],
            GroupBy::Year => &["year"],
            GroupBy::Type => &["type"],
            GroupBy::Status => &["status"],
            GroupBy::Country => &["country"],
            GroupBy::Place => &["place"],
            GroupBy::Actor => &["actor"],
            GroupBy::Recipient => &["recipient"],
            GroupBy::Dyad => &["actor", "recipient"],
            GroupBy::ActorCountry => &["actor_country"],
            GroupBy::RecipientCountry => &["recipient_country"],
            GroupBy::CountryDyad => &["actor_country", "recipient_country"],
            GroupBy::Story => &["story"],
        }
    }

    /// Returns the groups named in `text`, separated by commas.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) if there is no such group, or if two of them have the same column.
    pub fn parse_list(text: &str) -> Result<Vec<GroupBy>, Error> {
        let mut groups: Vec<GroupBy> = Vec::new();
        for name in text.split(',').map(str::trim) {
            let group = GroupBy::ALL.iter().copied().find(|group| group.as_str() == name).ok_or_else(|| {
                let known: Vec<&str> = GroupBy::ALL.iter().map(|group| group.as_str()).collect();
                wrong(format!("expected some of {}, with commas between them, found {name:?}", known.join(", ")))
            })?;
            if groups.iter().any(|other| other.columns().iter().any(|column| group.columns().contains(column))) {
                return Err(wrong(format!("expected every column once, found those of {name:?} twice")));
            }
            groups.push(group);
        }
        Ok(groups)
    }

    /// Returns the values of an event, one cell for each column. Events without a value have an empty one, and a pair
    /// needs both sides.
    fn values(self, event: &DistinctEvent) -> BTreeSet<Vec<String>> {
        let name = |one: &Participant| Some(one.name.clone());
        let country = |one: &Participant| one.country.clone();
        let one = |value: Option<String>| BTreeSet::from([vec![value.unwrap_or_default()]]);
        let each = |values: Vec<String>| match values.is_empty() {
            true => one(None),
            false => values.into_iter().map(|value| vec![value]).collect(),
        };
        let of = |side: &[Participant], value: &dyn Fn(&Participant) -> Option<String>| -> Vec<String> {
            side.iter().filter_map(value).collect()
        };
        let date = || event.when().and_then(|day| day.parse::<Date>().ok());
        match self {
            GroupBy::Day => one(event.when().map(str::to_owned)),
            GroupBy::Week => one(date().and_then(monday).map(|day| day.to_string())),
            GroupBy::Month => one(date().map(|day| format!("{:04}-{:02}", day.year(), day.month()))),
            GroupBy::Year => one(date().map(|day| day.year().to_string())),
            GroupBy::Type => one(Some(event.event_type.clone())),
            GroupBy::Status => one(Some(event.status.as_str().to_owned())),
            GroupBy::Country => one(event.place.as_ref().and_then(|place| place.country.clone())),
            GroupBy::Place => one(event.place.as_ref().map(|place| place.name.clone())),
            GroupBy::Story => one(event.story.map(|story| story.to_string())),
            GroupBy::Actor => each(of(&event.actors, &name)),
            GroupBy::Recipient => each(of(&event.recipients, &name)),
            GroupBy::ActorCountry => each(of(&event.actors, &country)),
            GroupBy::RecipientCountry => each(of(&event.recipients, &country)),
            GroupBy::Dyad => pairs(&of(&event.actors, &name), &of(&event.recipients, &name), false),
            // A country can act on itself, as in a civil war.
            GroupBy::CountryDyad => pairs(&of(&event.actors, &country), &of(&event.recipients, &country), true),
        }
    }
}

/// Returns the Monday of the week of `day`.
fn monday(day: Date) -> Option<Date> {
    let days = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(jiff::Span::new().days(days)).ok()
}

fn pairs(actors: &[String], recipients: &[String], with_itself: bool) -> BTreeSet<Vec<String>> {
    let pair = |actor: &String, recipient: &String| vec![actor.clone(), recipient.clone()];
    let all = actors.iter().flat_map(|actor| recipients.iter().map(move |recipient| (actor, recipient)));
    all.filter(|(actor, recipient)| with_itself || actor != recipient).map(|(a, r)| pair(a, r)).collect()
}

/// What a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Events of the world, each once.
    Events,
    /// Reports: an event that three articles report is counted three times.
    Mentions,
}

impl Counted {
    /// Both, in the order of help texts.
    pub const ALL: &'static [Counted] = &[Counted::Events, Counted::Mentions];

    /// Returns the name that users write, which is that of the column.
    pub fn as_str(self) -> &'static str {
        match self {
            Counted::Events => "events",
            Counted::Mentions => "mentions",
        }
    }

    /// Returns what has this name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) if nothing has.
    pub fn parse(name: &str) -> Result<Counted, Error> {
        let found = Counted::ALL.iter().copied().find(|counted| counted.as_str() == name);
        found.ok_or_else(|| wrong(format!("expected events or mentions, found {name:?}")))
    }
}

fn wrong(message: String) -> Error {
    Error::new(ErrorKind::Query, message)
}

/// A table of counts of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventTable {
    by: Vec<GroupBy>,
    counted: Counted,
    counts: BTreeMap<Vec<String>, usize>,
    n_left_out: usize,
}

impl EventTable {
    /// Returns a table without rows.
    pub fn new(by: Vec<GroupBy>, counted: Counted) -> EventTable {
        EventTable { by, counted, counts: BTreeMap::new(), n_left_out: 0 }
    }

    /// Counts an event: once in each row to which it belongs.
    pub fn add(&mut self, event: &DistinctEvent) {
        let mut rows: Vec<Vec<String>> = vec![Vec::new()];
        for group in &self.by {
            let values = group.values(event);
            rows = rows.iter().flat_map(|row| values.iter().map(|value| [&row[..], &value[..]].concat())).collect();
        }
        let n = match self.counted {
            Counted::Events => 1,
            Counted::Mentions => event.reports.iter().filter(|report| report.is_match).count(),
        };
        if rows.is_empty() {
            self.n_left_out += n;
        }
        for row in rows {
            *self.counts.entry(row).or_default() += n;
        }
    }

    /// Returns the number of events, or mentions, that are in no row because they lack one side of a pair.
    pub fn n_left_out(&self) -> usize {
        self.n_left_out
    }

    /// Returns the names of the columns; the last one has the counts.
    pub fn columns(&self) -> Vec<&'static str> {
        let by = self.by.iter().flat_map(|group| group.columns().iter().copied());
        by.chain([self.counted.as_str()]).collect()
    }

    /// Returns the rows, sorted by their cells, the first columns first.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let row = |(cells, n): (&Vec<String>, &usize)| cells.iter().cloned().chain([n.to_string()]).collect();
        self.counts.iter().map(row).collect()
    }
}
