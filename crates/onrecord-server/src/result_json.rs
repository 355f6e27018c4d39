//! Search results and corrections as JSON, for the command line and the API. `docs/find.md` describes the fields.

use std::borrow::Cow;

use onrecord_store::{
    ActorFound, Change, EntrySnapshot, EventFound, FacetValue, Facets, Found, List, Page, StatementFound, Verdict,
};
use serde::Serialize;
use utoipa::openapi::{Object, Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::schemas;

/// Returns page `number` of a list as one indented object.
pub fn page(page: &Page, list: List, number: u32) -> String {
    let found: Vec<Entry<'_>> = page.found.iter().map(Entry::of).collect();
    let out = ResultPage { list: list.as_str(), page: number, more: page.has_more, found };
    serde_json::to_string_pretty(&out).expect("a page is made of strings, numbers and lists") + "\n"
}

/// Returns the entries of a page as JSON lines.
pub fn lines(page: &Page) -> String {
    let line =
        |found| serde_json::to_string(&Entry::of(found)).expect("an entry is made of strings, numbers and lists");
    page.found.iter().map(|found| line(found) + "\n").collect()
}

/// Returns the counts of the results of a search, indented or on one line.
pub fn facets(facets: &Facets, list: List, is_pretty: bool) -> String {
    let out = FacetsOut::of(facets, list);
    let written = if is_pretty { serde_json::to_string_pretty(&out) } else { serde_json::to_string(&out) };
    written.expect("counts are made of strings, numbers and lists") + "\n"
}

/// The number of entries that a search finds, in total and by type, country, actor and month.
#[derive(Serialize, ToSchema)]
#[schema(as = Facets)]
pub(crate) struct FacetsOut<'a> {
    list: &'static str,
    /// The number of entries counted.
    count: u64,
    /// Whether the search finds more entries, which are not counted.
    more: bool,
    types: Vec<FacetOut<'a>>,
    countries: Vec<FacetOut<'a>>,
    actors: Vec<FacetOut<'a>>,
    months: Vec<FacetOut<'a>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FacetValue)]
struct FacetOut<'a> {
    value: &'a str,
    count: u64,
}

impl<'a> FacetsOut<'a> {
    fn of(facets: &'a Facets, list: List) -> FacetsOut<'a> {
        let values = |values: &'a [FacetValue]| values.iter().map(|one| FacetOut { value: &one.value, count: one.n });
        FacetsOut {
            list: list.as_str(),
            count: facets.n_found,
            more: facets.has_more,
            types: values(&facets.types).collect(),
            countries: values(&facets.countries).collect(),
            actors: values(&facets.actors).collect(),
            months: values(&facets.months).collect(),
        }
    }
}

/// A page of a list.
#[derive(Serialize, ToSchema)]
struct ResultPage<T> {
    list: &'static str,
    page: u32,
    more: bool,
    found: Vec<T>,
}

/// Defines a named schema for a page of each list.
macro_rules! page_schemas {
    ($($(#[$doc:meta])* $name:ident of $entry:ty;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ResultPage::<$entry>::schema()
            }
        }

        impl ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                schemas.push((<$entry>::name().into(), <$entry>::schema()));
                <$entry>::schemas(schemas);
            }
        }
    )*};
}

page_schemas! {
    /// The schema of a page of statements.
    StatementPage of Statement<'static>;
    /// The schema of a page of events.
    EventPage of Event<'static>;
    /// The schema of a page of actors.
    ActorPage of Actor<'static>;
    /// The schema of a page of articles.
    ArticlePage of Article<'static>;
}

#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Statement(Statement<'a>),
    Event(Event<'a>),
    Actor(Actor<'a>),
    Article(Article<'a>),
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Head<'a> {
    number: i64,
    id: &'a str,
    version: u32,
    #[schema(required)]
    title: Option<&'a str>,
    #[schema(required)]
    publisher: Option<&'a str>,
    #[schema(required)]
    published: Option<&'a str>,
    #[schema(required)]
    url: Option<&'a str>,
    /// The input that its current version was read from.
    #[schema(required)]
    origin: Option<Origin<'a>>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Origin<'a> {
    /// The name of the file, or the end of the address.
    name: &'a str,
    /// The path or address of the input as it was given; for a file, the API returns only its name.
    path: &'a str,
    /// The part of the input, such as `record 17`; null if the article is the whole input.
    #[schema(required)]
    part: Option<&'a str>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Article<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    lead: &'a str,
    statements: u32,
    events: u32,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Statement<'a> {
    id: String,
    article: Head<'a>,
    #[schema(required)]
    day: Option<&'a str>,
    #[schema(schema_with = schemas::statement_kind)]
    kind: &'static str,
    speakers: &'a [String],
    addressees: &'a [String],
    about: &'a [String],
    source: &'a str,
    cue: &'a str,
    content: &'a str,
    confidence: f64,
    #[schema(required)]
    speaker_confidence: Option<f64>,
    #[schema(required, schema_with = schemas::latest_verdict)]
    verdict: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Event<'a> {
    id: String,
    article: Head<'a>,
    #[schema(required)]
    day: Option<&'a str>,
    #[serde(rename = "type")]
    event_type: &'a str,
    #[schema(required)]
    mode: Option<&'a str>,
    #[schema(schema_with = schemas::event_status)]
    status: &'static str,
    actors: &'a [String],
    recipients: &'a [String],
    #[schema(required)]
    time: Option<&'a str>,
    #[schema(required)]
    place: Option<&'a str>,
    #[schema(required)]
    country: Option<&'a str>,
    #[schema(required)]
    statement: Option<String>,
    anchor: &'a str,
    sentence: &'a str,
    confidence: f64,
    #[schema(required, schema_with = schemas::latest_verdict)]
    verdict: Option<&'static str>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Actor<'a> {
    name: &'a str,
    #[schema(schema_with = schemas::actor_kind)]
    kind: &'static str,
    countries: &'a [String],
    articles: u64,
    statements: u64,
    events: u64,
    #[schema(required)]
    first_day: Option<&'a str>,
    #[schema(required)]
    last_day: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn of(found: &'a Found) -> Entry<'a> {
        match found {
            Found::Statement(found) => Entry::Statement(statement(found)),
            Found::Event(found) => Entry::Event(event(found)),
            Found::Actor(found) => Entry::Actor(actor(found)),
            Found::Article(found) => Entry::article(found),
        }
    }

    fn article(article: &'a onrecord_store::Article) -> Entry<'a> {
        Entry::Article(Article {
            head: head(article),
            lead: &article.lead,
            statements: article.n_statements,
            events: article.n_events,
        })
    }
}

fn head(article: &onrecord_store::Article) -> Head<'_> {
    Head {
        number: article.id.0,
        id: &article.doc_id,
        version: article.version,
        title: article.title.as_deref(),
        publisher: article.publisher.as_deref(),
        published: article.published.as_deref(),
        url: article.url.as_deref(),
        origin: article.origin.as_ref().map(|origin| Origin {
            name: origin.name(),
            path: &origin.path,
            part: origin.part.as_deref(),
        }),
    }
}

fn statement(found: &StatementFound) -> Statement<'_> {
    Statement {
        id: found.id.to_string(),
        article: head(&found.article),
        day: found.day.as_deref(),
        kind: found.kind.as_str(),
        speakers: &found.speakers,
        addressees: &found.addressees,
        about: &found.about,
        source: &found.source,
        cue: &found.cue,
        content: &found.content,
        confidence: rounded(found.confidence),
        speaker_confidence: found.speaker_confidence.map(rounded),
        verdict: found.verdict.map(Verdict::as_str),
    }
}

fn event(found: &EventFound) -> Event<'_> {
    Event {
        id: found.id.to_string(),
        article: head(&found.article),
        day: found.day.as_deref(),
        event_type: &found.event_type,
        mode: found.mode.as_deref(),
        status: found.status.as_str(),
        actors: &found.actors,
        recipients: &found.recipients,
        time: found.time.as_deref(),
        place: found.place.as_deref(),
        country: found.country.as_deref(),
        statement: found.statement.map(|id| id.to_string()),
        anchor: &found.anchor,
        sentence: &found.sentence,
        confidence: rounded(found.confidence),
        verdict: found.verdict.map(Verdict::as_str),
    }
}

fn actor(found: &ActorFound) -> Actor<'_> {
    Actor {
        name: &found.name,
        kind: found.kind.as_str(),
        countries: &found.countries,
        articles: found.n_articles,
        statements: found.n_statements,
        events: found.n_events,
        first_day: found.first_day.as_deref(),
        last_day: found.last_day.as_deref(),
    }
}

/// Rounds to four decimals, as records do.
fn rounded(probability: f64) -> f64 {
    (probability * 1e4).round() / 1e4
}

/// Returns an article as an object.
pub fn article(article: &onrecord_store::Article) -> serde_json::Value {
    value(&Entry::article(article))
}

/// Returns an actor as an object.
pub fn actor_value(found: &ActorFound) -> serde_json::Value {
    value(&actor(found))
}

/// Returns a correction as an object. `docs/store.md` describes the fields.
pub fn correction(correction: &onrecord_store::Correction) -> serde_json::Value {
    let matched = correction.matched;
    value(&Correction {
        id: correction.id,
        article: head(&correction.article),
        version: correction.version,
        was: &correction.snapshot,
        verdict: correction.verdict.as_str(),
        change: &correction.change,
        author: &correction.author,
        note: &correction.note,
        time: &correction.time,
        now: matched.as_str(),
        entry: matched.entry().map(|entry| entry.to_string()),
    })
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Correction<'a> {
    id: i64,
    article: Head<'a>,
    version: u32,
    #[schema(schema_with = was_schema)]
    was: &'a EntrySnapshot,
    #[schema(schema_with = schemas::verdict)]
    verdict: &'static str,
    #[schema(schema_with = schemas::change)]
    change: &'a Change,
    author: &'a str,
    note: &'a str,
    time: &'a str,
    #[schema(schema_with = fate_schema)]
    now: &'static str,
    #[schema(required)]
    entry: Option<String>,
}

fn was_schema() -> Ref {
    Ref::from_schema_name("Was")
}

fn fate_schema() -> Object {
    schemas::one_of(["same", "differs", "gone"])
}

fn value(out: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(out).expect("an entry is made of strings, numbers and lists")
}
