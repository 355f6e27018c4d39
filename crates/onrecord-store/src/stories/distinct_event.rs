//! Events of the world: each with all articles of a story that report it.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{ActorId, EventId, EventStatus};
use serde::{Serialize, Serializer};

use super::actors::ActorIndex;
use super::document::StoryDocument;
use super::merged_events::{self, EventFacts, EventMention};
use super::story::StoryId;
use crate::article::{Article, ArticleId};
use crate::corrections::Verdict;
use crate::date::date_of_day;
use crate::entries::rounded;
use crate::text::one_line;

/// The events of a story that match a query, with the articles that report them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryMatches {
    /// The story; `None` for an article that is in none.
    pub story: Option<StoryId>,
    /// The positions of the matching events in the record of each article, in ascending order.
    pub matches: BTreeMap<ArticleId, Vec<usize>>,
}

impl StoryMatches {
    /// Returns whether the event at `position` in the record of `article` matches.
    pub(crate) fn has(&self, article: ArticleId, position: usize) -> bool {
        self.matches.get(&article).is_some_and(|positions| positions.binary_search(&position).is_ok())
    }
}

/// An event of the world with all its reports in the articles of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DistinctEvent {
    /// The story; `None` if the article that reports it is in none.
    pub story: Option<StoryId>,
    /// The day on which it happens, if an article states it.
    pub day: Option<String>,
    /// The day on which it was first reported.
    pub first_reported: Option<String>,
    /// Type.
    #[serde(rename = "type")]
    pub event_type: String,
    /// Mode.
    pub mode: Option<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Quad class, 1 to 4.
    pub quad: Option<u8>,
    /// Goldstein score, -10 to 10.
    pub goldstein: Option<f32>,
    /// `actual` if any report says that it happened, otherwise the status that most reports give it.
    #[serde(serialize_with = "status")]
    pub status: EventStatus,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Where, if an article states it.
    pub place: Option<EventPlace>,
    /// The number of articles that report it.
    #[serde(rename = "articles")]
    pub n_articles: usize,
    /// The number of different publishers among them; articles without a publisher are not counted.
    #[serde(rename = "publishers")]
    pub n_publishers: usize,
    /// The highest probability of a report that it is correct.
    pub confidence: f64,
    /// Every report of it, the earliest first.
    pub reports: Vec<EventReport>,
}

/// An actor or recipient of a distinct event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participant {
    /// The longest form of the name, or the description of somebody without a name.
    pub name: String,
    /// Kind, such as `person`.
    pub kind: &'static str,
    /// Its country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
}

/// The place of a distinct event.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventPlace {
    /// The gazetteer's name, or the words of the article.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
}

/// A report of a distinct event: an event of the record of an article.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventReport {
    /// The number of the article in the store.
    pub number: ArticleId,
    /// The id of the article.
    pub article: String,
    /// The id of the event in the record of the article.
    pub entry: String,
    /// Headline of the article.
    pub title: Option<String>,
    /// Who published the article.
    pub publisher: Option<String>,
    /// Date or RFC 3339 time of publication.
    pub published: Option<String>,
    /// URL of the article.
    pub url: Option<String>,
    /// Whether the event happened, is planned, is possible or is denied.
    #[serde(serialize_with = "status")]
    pub status: EventStatus,
    /// The id of the statement that reports it, such as `s4`.
    pub statement: Option<String>,
    /// The anchor.
    pub anchor: String,
    /// The sentence that contains the anchor.
    pub sentence: String,
    /// Probability that it is correct.
    pub confidence: f64,
    /// The verdict of the latest correction.
    pub verdict: Option<&'static str>,
    /// Whether the report itself meets the conditions of the query; the other reports of the event need not.
    #[serde(skip)]
    pub is_match: bool,
}

fn status<S: Serializer>(status: &EventStatus, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(status.as_str())
}

impl DistinctEvent {
    /// Returns the day on which it happens, or else the day on which it was first reported.
    pub fn when(&self) -> Option<&str> {
        self.day.as_deref().or(self.first_reported.as_deref())
    }
}

/// Returns the distinct events of articles of a story, with their records in the same order, of which at least one report
/// matches. Rejected reports are left out unless they match.
pub(crate) fn distinct_events(
    story: &StoryMatches,
    articles: &[Article],
    docs: &[StoryDocument],
) -> Vec<DistinctEvent> {
    let index = ActorIndex::of(docs);
    let matches = |mention: &EventMention| story.has(articles[mention.facts.article].id, mention.facts.position);
    let mut events = Vec::new();
    for mut mentions in merged_events::mentions_by_event(docs, &index) {
        mentions.retain(|mention| matches(mention) || mention.words.verdict != Some(Verdict::Rejected));
        if mentions.iter().any(&matches) {
            let report = |mention| report(articles, docs, mention, matches(mention));
            let reports = mentions.iter().map(report).collect();
            let facts: Vec<&EventFacts> = mentions.iter().map(|mention| &mention.facts).collect();
            events.push(event(story.story, docs, &index, &facts, reports));
        }
    }
    events.sort_by(|one, other| one.when().cmp(&other.when()));
    events
}

fn report(articles: &[Article], docs: &[StoryDocument], mention: &EventMention, is_match: bool) -> EventReport {
    let article = &articles[mention.facts.article];
    let event = &docs[mention.facts.article].record.events[mention.facts.position];
    EventReport {
        number: article.id,
        article: article.doc_id.clone(),
        entry: EventId(mention.facts.position).to_string(),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        published: article.published.clone(),
        url: article.url.clone(),
        status: mention.status,
        statement: mention.statement.clone(),
        anchor: mention.words.text.clone(),
        sentence: mention.sentence.clone(),
        confidence: rounded(event.confidence),
        verdict: mention.words.verdict.map(Verdict::as_str),
        is_match,
    }
}

/// Returns the event whose mentions have these facts; there is at least one.
fn event(
    story: Option<StoryId>,
    docs: &[StoryDocument],
    index: &ActorIndex,
    facts: &[&EventFacts],
    reports: Vec<EventReport>,
) -> DistinctEvent {
    let status = status_of(&reports);
    let of_record = |facts: &EventFacts| &docs[facts.article].record.events[facts.position];
    // Its codes come from one report, so that they belong together.
    let coded = facts.iter().find(|facts| of_record(facts).status == status && of_record(facts).cameo.is_some());
    let coded = of_record(coded.unwrap_or(&facts[0]));
    let publishers: BTreeSet<&String> = reports.iter().filter_map(|report| report.publisher.as_ref()).collect();
    let articles: BTreeSet<usize> = facts.iter().map(|facts| facts.article).collect();
    let first_reported = facts.iter().map(|facts| facts.published).filter(|day| *day > 0).min();
    DistinctEvent {
        story,
        day: facts.iter().find(|facts| facts.day > 0).and_then(|facts| date_of_day(facts.day)),
        first_reported: first_reported.and_then(date_of_day),
        event_type: facts[0].event_type.clone(),
        mode: coded.mode.clone(),
        cameo: coded.cameo.clone(),
        quad: coded.quad,
        goldstein: coded.goldstein,
        status,
        actors: participants(docs, index, facts, &|facts| (&facts.actors, &of_record(facts).actors)),
        recipients: participants(docs, index, facts, &|facts| (&facts.recipients, &of_record(facts).recipients)),
        place: facts.iter().find_map(|facts| place(docs, facts)),
        n_articles: articles.len(),
        n_publishers: publishers.len(),
        confidence: reports.iter().map(|report| report.confidence).fold(0.0, f64::max),
        reports,
    }
}

fn status_of(reports: &[EventReport]) -> EventStatus {
    let count = |status: EventStatus| reports.iter().filter(|report| report.status == status).count();
    if count(EventStatus::Actual) > 0 {
        return EventStatus::Actual;
    }
    // The first of several statuses that occur equally often.
    let most = EventStatus::ALL.iter().map(|status| count(*status)).max().unwrap_or(0);
    EventStatus::ALL.iter().copied().find(|status| count(*status) == most).unwrap_or(EventStatus::Actual)
}

fn place(docs: &[StoryDocument], facts: &EventFacts) -> Option<EventPlace> {
    let record = &docs[facts.article].record;
    let place = &record.places[record.events[facts.position].place?.0];
    Some(EventPlace {
        name: one_line(&place.name),
        country: place.country.clone(),
        latitude: place.latitude,
        longitude: place.longitude,
    })
}

/// Returns the actors or the recipients: those with a name from all mentions, and those without a name from one
/// mention, because articles describe the same people differently. `side` returns the named ones, as indexes of the
/// story's actors, and all of them, as the record has them.
fn participants<'d>(
    docs: &'d [StoryDocument],
    index: &ActorIndex,
    facts: &[&'d EventFacts],
    side: &dyn Fn(&'d EventFacts) -> (&'d BTreeSet<usize>, &'d Vec<ActorId>),
) -> Vec<Participant> {
    let named: BTreeSet<usize> = facts.iter().flat_map(|facts| side(facts).0.iter().copied()).collect();
    let named = named.into_iter().map(|at| &index.actors[at]);
    let mut found: BTreeMap<String, Participant> = BTreeMap::new();
    let mut order = Vec::new();
    let mut add = |name: String, kind, country: &Option<String>| {
        if !found.contains_key(&name) {
            order.push(name.clone());
            found.insert(name.clone(), Participant { name, kind, country: country.clone() });
        }
    };
    for actor in named {
        add(actor.name.clone(), actor.kind.as_str(), &actor.country);
    }
    let unnamed = |facts: &'d EventFacts| {
        side(facts).1.iter().filter(|id| index.actors_of(facts.article, &[**id]).is_empty()).collect::<Vec<_>>()
    };
    let best = facts.iter().find(|facts| !side(facts).0.is_empty());
    let best = best.or_else(|| facts.iter().find(|facts| !unnamed(facts).is_empty()));
    for (facts, id) in best.into_iter().flat_map(|facts| unnamed(facts).into_iter().map(move |id| (facts, id))) {
        if let Some(actor) = docs[facts.article].record.actors.get(id.0) {
            add(one_line(&actor.name), actor.kind.as_str(), &actor.country);
        }
    }
    order.into_iter().filter_map(|name| found.remove(&name)).collect()
}
