//! Search results and corrections as JSON, for the command line and the API. `docs/find.md` describes the fields.

use onrecord_store::{
    ActorFound, Article, Change, Correction, EventFound, Found, List, Page, StatementFound, Verdict, Was,
};
use serde::Serialize;

/// Returns page `number` of a list as one indented object.
pub fn page(page: &Page, list: List, number: u32) -> String {
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

/// Returns each entry of a page as a line.
pub fn lines(page: &Page) -> String {
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
    Article(FullArticle<'a>),
}

#[derive(Serialize)]
struct Head<'a> {
    number: i64,
    id: &'a str,
    version: u32,
    title: Option<&'a str>,
    publisher: Option<&'a str>,
    published: Option<&'a str>,
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct FullArticle<'a> {
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
    verdict: Option<&'static str>,
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
    verdict: Option<&'static str>,
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
            Found::Article(found) => Entry::article(found),
        }
    }

    fn article(article: &'a Article) -> Entry<'a> {
        Entry::Article(FullArticle {
            head: head(article),
            lead: &article.lead,
            statements: article.n_statements,
            events: article.n_events,
        })
    }
}

fn head(article: &Article) -> Head<'_> {
    Head {
        number: article.id.0,
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
pub fn article(article: &Article) -> serde_json::Value {
    value(&Entry::article(article))
}

/// Returns an actor as an object.
pub fn actor_value(found: &ActorFound) -> serde_json::Value {
    value(&actor(found))
}

/// Returns a correction as an object. `docs/store.md` describes the fields.
pub fn correction(correction: &Correction) -> serde_json::Value {
    #[derive(Serialize)]
    struct Out<'a> {
        id: i64,
        article: Head<'a>,
        version: u32,
        was: &'a Was,
        verdict: &'static str,
        change: &'a Change,
        author: &'a str,
        note: &'a str,
        time: &'a str,
        now: &'static str,
        entry: Option<String>,
    }
    let fate = correction.fate;
    value(&Out {
        id: correction.id,
        article: head(&correction.article),
        version: correction.version,
        was: &correction.was,
        verdict: correction.verdict.as_str(),
        change: &correction.change,
        author: &correction.author,
        note: &correction.note,
        time: &correction.time,
        now: fate.as_str(),
        entry: fate.entry().map(|entry| entry.to_string()),
    })
}

fn value(out: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(out).expect("an entry is made of strings, numbers and lists")
}
