//! What was found, as JSON. `docs/find.md` describes the fields.

use onrecord_store::{ActorFound, Article, EventFound, Found, List, Page, StatementFound};
use serde::Serialize;

/// Returns the page as one indented object.
pub(crate) fn page(page: &Page, list: List, number: u32) -> String {
    #[derive(Serialize)]
    struct Out<'a> {
        list: &'static str,
        page: u32,
        more: bool,
        found: Vec<Entry<'a>>,
    }
    let found = page.found.iter().map(Entry::of).collect();
    let out = Out { list: list.as_str(), page: number, more: page.has_more, found };
    serde_json::to_string_pretty(&out).expect("a page is made of strings, numbers and lists") + "\n"
}

/// Returns each entry as a line.
pub(crate) fn lines(page: &Page) -> String {
    let line =
        |found| serde_json::to_string(&Entry::of(found)).expect("an entry is made of strings, numbers and lists");
    page.found.iter().map(|found| line(found) + "\n").collect()
}

#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Statement(Statement<'a>),
    Event(Event<'a>),
    Actor(Actor<'a>),
    Article(WholeArticle<'a>),
}

#[derive(Serialize)]
struct Head<'a> {
    id: &'a str,
    version: u32,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct WholeArticle<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    lead: &'a str,
    statements: u32,
    events: u32,
}

#[derive(Serialize)]
struct Statement<'a> {
    id: String,
    article: Head<'a>,
    day: Option<&'a str>,
    kind: &'static str,
    speakers: &'a [String],
    addressees: &'a [String],
    about: &'a [String],
    source: &'a str,
    cue: &'a str,
    content: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
struct Event<'a> {
    id: String,
    article: Head<'a>,
    day: Option<&'a str>,
    #[serde(rename = "type")]
    event_type: &'a str,
    mode: Option<&'a str>,
    status: &'static str,
    actors: &'a [String],
    recipients: &'a [String],
    time: Option<&'a str>,
    place: Option<&'a str>,
    country: Option<&'a str>,
    statement: Option<String>,
    anchor: &'a str,
    sentence: &'a str,
    confidence: f64,
}

#[derive(Serialize)]
struct Actor<'a> {
    name: &'a str,
    kind: &'static str,
    countries: &'a [String],
    articles: u64,
    statements: u64,
    events: u64,
    first_day: Option<&'a str>,
    last_day: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn of(found: &'a Found) -> Entry<'a> {
        match found {
            Found::Statement(found) => Entry::Statement(statement(found)),
            Found::Event(found) => Entry::Event(event(found)),
            Found::Actor(found) => Entry::Actor(actor(found)),
            Found::Article(found) => Entry::Article(WholeArticle {
                head: head(found),
                lead: &found.lead,
                statements: found.n_statements,
                events: found.n_events,
            }),
        }
    }
}

fn head(article: &Article) -> Head<'_> {
    Head {
        id: &article.doc_id,
        version: article.version,
        title: article.title.as_deref(),
        publisher: article.publisher.as_deref(),
        published: article.published.as_deref(),
        url: article.url.as_deref(),
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

/// Four decimals, as in records.
fn rounded(probability: f64) -> f64 {
    (probability * 1e4).round() / 1e4
}
