//! Conditions on entries, and which lists they apply to.

use onrecord_record::{ActorKind, EventStatus, MinConfidence, StatementKind};

use super::text_query::TextQuery;
use crate::corrections::Verdict;
use crate::date::{LAST_DAY, day_span};
use crate::error::{Error, ErrorKind};
use crate::list::List;
use crate::stories::{StoryId, ThreadId};

/// A condition on the entries of a list. `docs/find.md` defines its meaning for each list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// All of these hold; an empty list always holds. For actors, the conditions on days, country, place and story must
    /// hold in one and the same article.
    All(Vec<Condition>),
    /// At least one of these holds; an empty list never holds.
    Any(Vec<Condition>),
    /// This does not hold.
    Not(Box<Condition>),
    /// The text contains these words: the content of a statement, the sentence of an event, the name of an actor, or
    /// the title and text of an article.
    Words(TextQuery),
    /// An actor whose name matches has this role.
    Name(NameRole, TextQuery),
    /// The cue of the statement contains these words, such as "denied".
    Cue(TextQuery),
    /// The statement is of this kind.
    StatementKind(StatementKind),
    /// The event is of this type; if no event in the store has the type as written, the type in capitals is used.
    EventType(String),
    /// The actor is of this kind.
    ActorKind(ActorKind),
    /// The event has this status.
    Status(EventStatus),
    /// Country as ISO 3166-1 alpha-3 in capitals: of a speaker, of an event's place, of an actor, or of a place in an
    /// article.
    Country(String),
    /// Country of an event by its role in the event, as ISO 3166-1 alpha-3 in capitals.
    EventCountry(CountryRole, String),
    /// The full name of a place, in any spelling.
    Place(String),
    /// The day lies in this range; entries without a date never match.
    Days(DayRange),
    /// The article is in this story.
    Story(StoryId),
    /// The article is in a story of this thread.
    Thread(ThreadId),
    /// The verdict of the latest correction; `None` for entries without one.
    Verdict(Option<Verdict>),
    /// The confidence of the statement or event is at least this value, or a user confirmed or changed it.
    Confidence(MinConfidence),
    /// The statement has speakers, and the confidence in them is at least this value, or a user confirmed or changed
    /// it.
    SpeakerConfidence(MinConfidence),
}

/// The role of an actor in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameRole {
    /// Speaker of a statement.
    Speaker,
    /// Mentioned in a statement.
    Mentioned,
    /// Any role in a statement, actor of an event, or named in an article.
    Actor,
    /// Addressee of a statement, or recipient of an event.
    Recipient,
}

impl NameRole {
    /// Returns the name shown to users.
    pub fn as_str(self) -> &'static str {
        match self {
            NameRole::Speaker => "speaker",
            NameRole::Mentioned => "about",
            NameRole::Actor => "actor",
            NameRole::Recipient => "recipient",
        }
    }
}

/// The role of a country in an event.
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
    /// Returns the name shown to users.
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
    /// Returns the range from the first day of `since` to the last day of `until`, each given as a day, month or year
    /// (`2025-02-13`, `2025-02`, `2025`); a missing end is open.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`] if an end is not a date or if the range is empty.
    pub fn parse(since: Option<&str>, until: Option<&str>) -> Result<DayRange, Error> {
        let span = |text: &str| {
            let expected = "expected a date such as 2025-02-13, 2025-02 or 2025";
            day_span(text).ok_or_else(|| wrong(format!("{expected}, found {text:?}")))
        };
        let first = since.map(span).transpose()?.map_or(1, |days| days.0);
        let last = until.map(span).transpose()?.map_or(LAST_DAY, |days| days.1);
        if first > last {
            return Err(wrong("expected a first day that is not after the last day"));
        }
        Ok(DayRange { first, last })
    }

    /// Returns the numbers of the first and the last day.
    pub(crate) fn days(self) -> (i64, i64) {
        (self.first, self.last)
    }
}

/// A list together with a condition that applies to it.
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

/// Rejects a condition that does not apply to `list`; the error names the lists to which it does apply.
fn ensure_applies(list: List, condition: &Condition) -> Result<(), Error> {
    use List::{Actors, Articles, Events, Statements};
    let (name, lists): (&str, &[List]) = match condition {
        Condition::All(all) | Condition::Any(all) => return all.iter().try_for_each(|one| ensure_applies(list, one)),
        Condition::Not(one) => return ensure_applies(list, one),
        Condition::Name(role @ (NameRole::Speaker | NameRole::Mentioned), _) => {
            (role.as_str(), &[Statements, Articles])
        }
        Condition::Name(role, _) => (role.as_str(), &[Statements, Events, Articles]),
        Condition::Cue(_) => ("cue", &[Statements]),
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

/// Returns the error for a condition that does not apply to the requested list.
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
            (List::Statements, Condition::Cue(TextQuery::parse("denied").unwrap()), None),
            (List::Events, Condition::Cue(TextQuery::parse("denied").unwrap()), Some("cue applies only to statements")),
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
