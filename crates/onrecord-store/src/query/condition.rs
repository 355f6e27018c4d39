//! Conditions on entries, and which lists they apply to.

use onrecord_record::{ActorKind, EventStatus, MinConfidence, StatementKind};

use super::text_query::TextQuery;
use crate::corrections::Verdict;
use crate::date::{LAST_DAY, day_span};
use crate::error::{Error, ErrorKind};
use crate::list::List;
use crate::stories::{StoryId, ThreadId};

/// A condition on the entries of a list. `docs/find.md` says what each means for each list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold; an empty list holds for everything. Of actors, the conditions on days, country, place and story
    /// must hold in one article.
    All(Vec<Condition>),
    /// At least one of these holds; an empty list holds for nothing.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// The text has these words: the content of a statement, the sentence of an event, the name of an actor, or the title and
    /// text of an article.
    Words(TextQuery),
    /// An actor with such a name has this role.
    Name(NameRole, TextQuery),
    /// The statement is of this kind.
    StatementKind(StatementKind),
    /// The event is of this type; if the store has no event of the type as it is written, in capitals.
    EventType(String),
    /// The actor is of this kind.
    ActorKind(ActorKind),
    /// The event has this status.
    Status(EventStatus),
    /// Country as ISO 3166-1 alpha-3 in capitals: of a speaker, an event's place, an actor, or a place of an article.
    Country(String),
    /// Country of an event, as ISO 3166-1 alpha-3 in capitals, by the role that it has in the event.
    EventCountry(CountryRole, String),
    /// The whole name of a place, however it is spelled.
    Place(String),
    /// The day lies in this range; what has no date lies in none.
    Days(DayRange),
    /// The article is in this story.
    Story(StoryId),
    /// The article is in a story of this thread.
    Thread(ThreadId),
    /// The verdict of the latest correction; `None` for entries without one.
    Verdict(Option<Verdict>),
    /// The confidence of the statement or event is at least this, or a person confirmed or changed it.
    Confidence(MinConfidence),
    /// The statement has speakers, and the confidence in them is at least this, or a person confirmed or changed it.
    SpeakerConfidence(MinConfidence),
}

/// The role of an actor that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRole {
    /// Makes a statement.
    Speaker,
    /// Is mentioned in a statement.
    Mentioned,
    /// Has any role in a statement, does what an event says, or is named in an article.
    Actor,
    /// Is told a statement, or is the recipient of an event.
    Recipient,
}

impl NameRole {
    /// Returns the name that users know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            NameRole::Speaker => "speaker",
            NameRole::Mentioned => "about",
            NameRole::Actor => "actor",
            NameRole::Recipient => "recipient",
        }
    }
}

/// What a country is in an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountryRole {
    /// The country of an actor.
    Actor,
    /// The country of a recipient.
    Recipient,
    /// The country of the place, of an actor or of a recipient.
    Any,
}

impl CountryRole {
    /// Returns the name that users know it by.
    pub fn as_str(self) -> &'static str {
        match self {
            CountryRole::Actor => "actor country",
            CountryRole::Recipient => "recipient country",
            CountryRole::Any => "any country",
        }
    }
}

/// A range of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayRange {
    first: i64,
    last: i64,
}

impl DayRange {
    /// Returns the days from the first of `since` to the last of `until`, each a day, month or year (`2025-02-13`, `2025-02`,
    /// `2025`); a missing end is open.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] if an end is no date, and if the range is empty.
    pub fn parse(since: Option<&str>, until: Option<&str>) -> Result<DayRange, Error> {
        let span = |text: &str| {
            let expected = "expected a date such as 2025-02-13, 2025-02 or 2025";
            day_span(text).ok_or_else(|| wrong(format!("{expected}, found {text:?}")))
        };
        let first = since.map(span).transpose()?.map_or(1, |days| days.0);
        let last = until.map(span).transpose()?.map_or(LAST_DAY, |days| days.1);
        if first > last {
            return Err(wrong("expected the first day before the last one; nothing lies between them"));
        }
        Ok(DayRange { first, last })
    }

    /// Returns the numbers of the first and the last day.
    pub(crate) fn days(self) -> (i64, i64) {
        (self.first, self.last)
    }
}

/// A condition on the entries of one list, to which it applies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    list: List,
    condition: Condition,
}

impl Query {
    /// Returns the query for the entries of `list` for which `condition` holds.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] if the condition does not apply to the list.
    pub fn new(list: List, condition: Condition) -> Result<Query, Error> {
        ensure_applies(list, &condition)?;
        Ok(Query { list, condition })
    }

    /// Returns the query for all entries of `list`.
    pub fn everything(list: List) -> Query {
        Query { list, condition: Condition::All(vec![]) }
    }

    /// Returns the list.
    pub fn list(&self) -> List {
        self.list
    }

    /// Returns the condition.
    pub fn condition(&self) -> &Condition {
        &self.condition
    }
}

/// Refuses a condition that does not apply to `list`, naming the lists to which it does.
fn ensure_applies(list: List, condition: &Condition) -> Result<(), Error> {
    use List::{Actors, Articles, Events, Statements};
    let (name, lists): (&str, &[List]) = match condition {
        Condition::All(all) | Condition::Any(all) => return all.iter().try_for_each(|one| ensure_applies(list, one)),
        Condition::Not(one) => return ensure_applies(list, one),
        Condition::Name(role @ (NameRole::Speaker | NameRole::Mentioned), _) => {
            (role.as_str(), &[Statements, Articles])
        }
        Condition::Name(role, _) => (role.as_str(), &[Statements, Events, Articles]),
        Condition::StatementKind(_) => ("a kind of statement", &[Statements]),
        Condition::EventType(_) => ("a type of event", &[Events]),
        Condition::ActorKind(_) => ("a kind of actor", &[Actors]),
        Condition::Status(_) => ("status", &[Events]),
        Condition::EventCountry(role, _) => (role.as_str(), &[Events]),
        Condition::Confidence(_) => ("confidence", &[Statements, Events]),
        Condition::SpeakerConfidence(_) => ("speaker confidence", &[Statements]),
        Condition::Words(_)
        | Condition::Country(_)
        | Condition::Place(_)
        | Condition::Days(_)
        | Condition::Story(_)
        | Condition::Thread(_)
        | Condition::Verdict(_) => return Ok(()),
    };
    if lists.contains(&list) { Ok(()) } else { Err(applies_only(name, lists)) }
}

/// Returns the error for a condition that does not apply to the list that is asked for.
pub(super) fn applies_only(name: &str, lists: &[List]) -> Error {
    let names: Vec<&str> = lists.iter().map(|list| list.as_str()).collect();
    let names = match &names[..] {
        [others @ .., last] if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        names => names.concat(),
    };
    wrong(format!("{name} applies only to {names}"))
}

pub(super) fn wrong(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Query, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_refused_where_they_do_not_apply() {
        let status = || Condition::Status(EventStatus::Planned);
        let confidence = || Condition::Confidence(MinConfidence::new(0.5).unwrap());
        let name = |role| Condition::Name(role, TextQuery::parse("Lee").unwrap());
        for (list, condition, expected) in [
            (List::Statements, status(), Some("status applies only to events")),
            (List::Events, Condition::Not(Box::new(status())), None),
            (List::Articles, Condition::Any(vec![status()]), Some("status applies only to events")),
            (List::Actors, name(NameRole::Speaker), Some("speaker applies only to statements and articles")),
            (List::Actors, name(NameRole::Actor), Some("actor applies only to statements, events and articles")),
            (List::Events, name(NameRole::Recipient), None),
            (List::Actors, Condition::Verdict(None), None),
            (
                List::Statements,
                Condition::EventCountry(CountryRole::Actor, "ITA".to_owned()),
                Some("actor country applies only to events"),
            ),
            (List::Statements, confidence(), None),
            (List::Events, Condition::Not(Box::new(confidence())), None),
            (List::Actors, confidence(), Some("confidence applies only to statements and events")),
            (List::Articles, confidence(), Some("confidence applies only to statements and events")),
        ] {
            let refused = Query::new(list, condition.clone()).err().map(|error| error.to_string());
            assert_eq!(refused.as_deref(), expected, "{list:?} {condition:?}");
        }
    }
}
