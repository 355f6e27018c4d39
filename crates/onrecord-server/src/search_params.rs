//! The parameters of searches: filters, order and page, as in `onrecord find`.

use onrecord_store::{Criteria, List, Order, StoryId, ThreadId};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::failure::Failure;
use crate::paging::{Limit, PageNumber, Paging};
use crate::request::min_confidence;
use crate::schemas::{LeastConfidence, OrderName, PlaceListName, VerdictFilter};

const LISTS: [List; 4] = [List::Statements, List::Events, List::Actors, List::Articles];

/// The parameters of a search in an address. An empty parameter counts as absent.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchParams {
    /// List whose places are returned: events (default), statements or articles.
    #[serde(rename = "in")]
    #[param(value_type = PlaceListName, inline)]
    pub(crate) list: String,
    /// Words and "phrases"; docs/find.md describes the syntax.
    pub(crate) q: String,
    /// Name of a speaker.
    pub(crate) speaker: String,
    /// Words of the cue of a statement, such as denied.
    pub(crate) cue: String,
    /// Name of an actor mentioned in the content of a statement.
    pub(crate) about: String,
    /// Name of the actor of an event; for other lists, of any participant.
    pub(crate) actor: String,
    /// Name of the recipient of an event or the addressee of a statement.
    pub(crate) recipient: String,
    /// Type of an event, or kind of a statement or an actor.
    #[serde(rename = "type")]
    pub(crate) of_type: String,
    /// Status of an event.
    pub(crate) status: String,
    /// Country, by its English name or its ISO 3166-1 alpha-3 code.
    pub(crate) country: String,
    /// Country of an actor of an event.
    pub(crate) actor_country: String,
    /// Country of a recipient of an event.
    pub(crate) recipient_country: String,
    /// Country of the place, of an actor or of a recipient of an event.
    pub(crate) any_country: String,
    /// Full name of a place, in any spelling found in the articles.
    pub(crate) place: String,
    /// Earliest day, month or year, such as 2025-02-13, 2025-02 or 2025.
    pub(crate) since: String,
    /// Latest day, month or year (inclusive).
    pub(crate) until: String,
    /// Number of a story.
    #[param(value_type = u32, minimum = 1)]
    pub(crate) story: String,
    /// Number of a thread.
    #[param(value_type = u32, minimum = 1)]
    pub(crate) thread: String,
    /// Verdict of the latest correction, or "none" for entries without corrections.
    #[param(value_type = VerdictFilter, inline)]
    pub(crate) verdict: String,
    /// Minimum confidence of statements and events; those that people confirmed or changed are found in any case.
    #[param(value_type = LeastConfidence, inline)]
    pub(crate) min_confidence: String,
    /// Minimum speaker confidence of statements; those that people confirmed or changed are found in any case.
    #[param(value_type = LeastConfidence, inline)]
    pub(crate) min_speaker_confidence: String,
    /// Order of the results; by default, newest first, and by relevance for actors.
    #[param(value_type = OrderName, inline)]
    pub(crate) sort: String,
    /// Maximum number of entries per page.
    #[param(value_type = Limit, inline)]
    pub(crate) limit: String,
    /// Number of the page.
    #[param(value_type = PageNumber, inline)]
    pub(crate) page: String,
}

impl SearchParams {
    /// Returns the list to search, `default` if `in` is absent.
    pub(crate) fn list_or(&self, default: List) -> Result<List, Failure> {
        if self.list.is_empty() {
            return Ok(default);
        }
        LISTS.into_iter().find(|list| list.as_str() == self.list).ok_or_else(|| {
            Failure::bad_request(format!("expected in=statements, events, actors or articles, found {:?}", self.list))
        })
    }

    /// Returns the filters.
    pub(crate) fn criteria(&self) -> Result<Criteria, Failure> {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Ok(Criteria {
            words: given(&self.q),
            speaker: given(&self.speaker),
            cue: given(&self.cue),
            about: given(&self.about),
            actor: given(&self.actor),
            recipient: given(&self.recipient),
            of_type: given(&self.of_type),
            status: given(&self.status),
            country: given(&self.country),
            actor_country: given(&self.actor_country),
            recipient_country: given(&self.recipient_country),
            any_country: given(&self.any_country),
            place: given(&self.place),
            since: given(&self.since),
            until: given(&self.until),
            story: numbered(&self.story, "a story")?.map(StoryId),
            thread: numbered(&self.thread, "a thread")?.map(ThreadId),
            verdict: given(&self.verdict),
            min_confidence: min_confidence("min_confidence", &self.min_confidence)?,
            min_speaker_confidence: min_confidence("min_speaker_confidence", &self.min_speaker_confidence)?,
        })
    }

    /// Returns the order of `list`. Without `sort`, actors are sorted by relevance and all other lists newest first.
    pub(crate) fn order(&self, list: List) -> Result<Order, Failure> {
        match self.sort.as_str() {
            "relevance" => Ok(Order::Relevance),
            "newest" => Ok(Order::Newest),
            "oldest" => Ok(Order::Oldest),
            "" if list == List::Actors => Ok(Order::Relevance),
            "" => Ok(Order::Newest),
            other => Err(Failure::bad_request(format!("expected sort=newest, oldest or relevance, found {other:?}"))),
        }
    }

    /// Returns the page of the results.
    pub(crate) fn paging(&self) -> Result<Paging, Failure> {
        Paging::parse(&self.page, &self.limit)
    }
}

/// Parses the number in `text`, if it is not empty; `what` names it in error messages.
fn numbered(text: &str, what: &str) -> Result<Option<i64>, Failure> {
    match text.trim() {
        "" => Ok(None),
        text => match text.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(Failure::bad_request(format!("expected the number of {what}, found {text:?}"))),
        },
    }
}
