//! Queries as users enter them, field by field.

use onrecord_record::{ActorKind, EventStatus, MinConfidence, StatementKind};

use super::condition::{Condition, CountryRole, DayRange, NameRole, Query, applies_only, wrong};
use super::text_query::TextQuery;
use crate::corrections::Verdict;
use crate::country_names;
use crate::error::Error;
use crate::list::List;
use crate::stories::{StoryId, ThreadId};

/// A user's search criteria, all of which must hold. `docs/find.md` defines the meaning of each field for each list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criteria {
    /// Words and "phrases".
    pub words: Option<String>,
    /// Words of a speaker's name.
    pub speaker: Option<String>,
    /// Words of the cue of a statement, such as "denied".
    pub cue: Option<String>,
    /// Words of the name of a mentioned actor.
    pub about: Option<String>,
    /// Words of the name of an actor of an event or of a participant.
    pub actor: Option<String>,
    /// Words of a recipient's or addressee's name.
    pub recipient: Option<String>,
    /// Types of the event, or kinds of the statement or actor, separated by commas.
    pub of_type: Option<String>,
    /// Status of the event.
    pub status: Option<String>,
    /// Country, by name or as ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Country of an actor of the event.
    pub actor_country: Option<String>,
    /// Country of a recipient of the event.
    pub recipient_country: Option<String>,
    /// Country of the place, of an actor or of a recipient of the event.
    pub any_country: Option<String>,
    /// Name of a place.
    pub place: Option<String>,
    /// First day, month or year.
    pub since: Option<String>,
    /// Last day, month or year.
    pub until: Option<String>,
    /// Number of a story.
    pub story: Option<StoryId>,
    /// Number of a thread.
    pub thread: Option<ThreadId>,
    /// Verdict of the latest correction (`confirmed`, `changed` or `rejected`), or `none` for entries without one.
    pub verdict: Option<String>,
    /// The minimum confidence of the statement or event; it does not apply to entries that a user confirmed or changed.
    pub min_confidence: Option<MinConfidence>,
    /// Statements must have speakers with at least this confidence, unless a user confirmed or changed the statement.
    pub min_speaker_confidence: Option<MinConfidence>,
}

impl Criteria {
    /// Returns the query for the entries of `list` that meet the criteria.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`](crate::ErrorKind::Query) if a field does not apply to the list or cannot be read.
    pub fn query(&self, list: List) -> Result<Query, Error> {
        let mut all = Vec::new();
        if let Some(words) = &self.words {
            all.push(Condition::Words(TextQuery::parse(words)?));
        }
        let names = [
            (NameRole::Speaker, &self.speaker),
            (NameRole::Mentioned, &self.about),
            (NameRole::Actor, &self.actor),
            (NameRole::Recipient, &self.recipient),
        ];
        for (role, name) in names {
            if let Some(name) = name {
                all.push(Condition::Name(role, TextQuery::parse(name)?));
            }
        }
        if let Some(cue) = &self.cue {
            all.push(Condition::Cue(TextQuery::parse(cue)?));
        }
        if let Some(of_type) = &self.of_type {
            all.push(kind(list, of_type)?);
        }
        if let Some(status) = &self.status {
            // An inapplicable field is reported before its value is parsed.
            Query::new(list, Condition::Status(EventStatus::Actual))?;
            all.push(Condition::Status(one_of(status, EventStatus::ALL, EventStatus::as_str, "a status")?));
        }
        if let Some(country) = &self.country {
            all.push(Condition::Country(country_code(country)?));
        }
        let countries = [
            (CountryRole::Actor, &self.actor_country),
            (CountryRole::Recipient, &self.recipient_country),
            (CountryRole::Any, &self.any_country),
        ];
        for (role, country) in countries {
            if let Some(country) = country {
                all.push(Condition::EventCountry(role, country_code(country)?));
            }
        }
        if let Some(place) = &self.place {
            all.push(Condition::Place(place.trim().to_owned()));
        }
        if self.since.is_some() || self.until.is_some() {
            all.push(Condition::Days(DayRange::parse(self.since.as_deref(), self.until.as_deref())?));
        }
        all.extend(self.story.map(Condition::Story));
        all.extend(self.thread.map(Condition::Thread));
        if let Some(verdict) = &self.verdict {
            let values = [None, Some(Verdict::Confirmed), Some(Verdict::Changed), Some(Verdict::Rejected)];
            let name = |verdict: Option<Verdict>| verdict.map_or("none", Verdict::as_str);
            all.push(Condition::Verdict(one_of(verdict, &values, name, "a verdict")?));
        }
        all.extend(self.min_confidence.map(Condition::Confidence));
        all.extend(self.min_speaker_confidence.map(Condition::SpeakerConfidence));
        Query::new(list, Condition::All(all))
    }
}

/// Returns the condition on the type of an event, or on the kind of a statement or actor; several are separated by
/// commas.
fn kind(list: List, text: &str) -> Result<Condition, Error> {
    let one = |text: &str| match list {
        List::Statements => one_of(text, StatementKind::ALL, StatementKind::as_str, "a type of statements")
            .map(Condition::StatementKind),
        List::Events => Ok(Condition::EventType(text.to_owned())),
        List::Actors => one_of(text, ActorKind::ALL, ActorKind::as_str, "a type of actors").map(Condition::ActorKind),
        List::Articles => Err(applies_only("type", &[List::Statements, List::Events, List::Actors])),
    };
    match text.contains(',') {
        true => Ok(Condition::Any(text.split(',').map(|text| one(text.trim())).collect::<Result<_, _>>()?)),
        false => one(text),
    }
}

/// Returns the value named by `text`.
fn one_of<T: Copy>(text: &str, values: &[T], name: fn(T) -> &'static str, what: &str) -> Result<T, Error> {
    let found = values.iter().copied().find(|value| name(*value).eq_ignore_ascii_case(text.trim()));
    found.ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|value| name(*value)).collect();
        wrong(format!("expected {what} ({}), found {text:?}", names.join(", ")))
    })
}

fn country_code(text: &str) -> Result<String, Error> {
    let code = text.trim().to_ascii_uppercase();
    let is_code = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
    // "UAE" is a name, not a code.
    let named = if country_names::country_name(&code).is_some() { None } else { country_names::code_of(text) };
    named.map(str::to_owned).or_else(|| is_code.then_some(code)).ok_or_else(|| {
        wrong(format!("expected a country, such as Italy or its code in ISO 3166-1, ITA, found {text:?}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_criteria_are_refused() {
        fn check(list: List, change: fn(&mut Criteria), expected: &str) {
            let mut criteria = Criteria::default();
            change(&mut criteria);
            assert_eq!(criteria.query(list).unwrap_err().to_string(), expected);
        }
        use List::{Actors, Articles, Events, Statements};
        check(Statements, |c| c.status = Some("planned".into()), "status applies only to events");
        check(Statements, |c| c.status = Some("sure".into()), "status applies only to events");
        check(Actors, |c| c.speaker = Some("Lee".into()), "speaker applies only to statements and articles");
        check(Articles, |c| c.of_type = Some("direct".into()), "type applies only to statements, events and actors");
        check(
            Events,
            |c| c.status = Some("sure".into()),
            "expected a status (actual, planned, possible, negated), found \"sure\"",
        );
        check(
            Statements,
            |c| c.of_type = Some("CONSULT".into()),
            "expected a type of statements (direct, mixed, indirect), found \"CONSULT\"",
        );
        check(
            Statements,
            |c| c.verdict = Some("wrong".into()),
            "expected a verdict (none, confirmed, changed, rejected), found \"wrong\"",
        );
        check(
            Articles,
            |c| c.min_confidence = MinConfidence::new(0.0),
            "confidence applies only to statements and events",
        );
        check(
            Events,
            |c| c.country = Some("Atlantis".into()),
            "expected a country, such as Italy or its code in ISO 3166-1, ITA, found \"Atlantis\"",
        );
        check(
            Events,
            |c| c.since = Some("Monday".into()),
            "expected a date such as 2025-02-13, 2025-02 or 2025, found \"Monday\"",
        );
        check(
            Events,
            |c| (c.since, c.until) = (Some("2025".into()), Some("2024".into())),
            "expected a first day that is not after the last day",
        );
    }

    #[test]
    fn countries_have_codes_and_names() {
        for (text, code) in [("ita", "ITA"), ("Burma", "MMR"), ("uae", "ARE"), ("UK", "GBR"), ("xyz", "XYZ")] {
            assert_eq!(country_code(text).unwrap(), code, "{text}");
        }
    }

    #[test]
    fn criteria_become_conditions() {
        let criteria = Criteria {
            words: Some("rain".into()),
            country: Some(" italy".into()),
            story: Some(StoryId(3)),
            verdict: Some("none".into()),
            min_confidence: MinConfidence::new(0.5),
            ..Criteria::default()
        };
        let expected = Condition::All(vec![
            Condition::Words(TextQuery::parse("rain").unwrap()),
            Condition::Country("ITA".into()),
            Condition::Story(StoryId(3)),
            Condition::Verdict(None),
            Condition::Confidence(MinConfidence::new(0.5).unwrap()),
        ]);
        assert_eq!(criteria.query(List::Statements).unwrap().condition(), &expected);
        assert_eq!(Criteria::default().query(List::Events).unwrap(), Query::everything(List::Events));
    }
}
