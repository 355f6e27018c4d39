//! Pages list entries of sufficient confidence by default and link to the rest; the API lists everything unless a
//! minimum confidence is given.

mod common;

use axum::Router;
use axum::http::StatusCode;
use common::support::{FROM, Folder, record};
use common::{get, send, settings};
use onrecord_server::router;
use onrecord_store::{EntryId, NewCorrection, SqliteStore, Verdict};
use serde_json::Value;

/// Returns a store with an article whose event has a high confidence and one whose event has a low confidence.
fn filled(name: &str) -> Folder {
    let folder = Folder::new(name, |path| Box::new(SqliteStore::create(path).unwrap()));
    let mut hail = record("hail", "hail fell.");
    hail.events[0].confidence = 0.1;
    hail.statements[0].confidence = 0.2;
    folder.store().keep(&[record("rain", "rain fell."), hail], FROM).unwrap();
    folder
}

async fn body(app: &Router, path: &str) -> String {
    let (status, _, body) = send(app, get(path)).await;
    assert_eq!(status, StatusCode::OK, "{path}: {body}");
    body
}

/// Returns the address of the link with this text.
fn link(body: &str, words: &str) -> String {
    let before = body.split_once(&format!("\">{words}</a>")).unwrap_or_else(|| panic!("no link {words:?}: {body}")).0;
    before.rsplit_once("href=\"").unwrap().1.replace("&amp;", "&")
}

#[tokio::test]
async fn unsure_speakers_are_marked_on_their_own_pages() {
    let folder = filled("confidence-speakers");
    let mut snow = record("snow", "snow fell.");
    snow.statements[0].speaker_confidence = Some(0.5);
    folder.store().keep(&[snow], FROM).unwrap();
    let app = router(&settings(&folder)).unwrap();
    let page = body(&app, "/actor?name=Ann+Lee&kind=person").await;
    assert_eq!((page.matches("fell.</p>").count(), page.matches("probably </span>").count()), (3, 1), "{page}");
}

#[tokio::test]
async fn pages_list_probable_events_at_first_and_lead_to_all() {
    let folder = filled("confidence-pages");
    let app = router(&settings(&folder)).unwrap();
    for (path, sure, unsure) in [
        ("/search?in=events&q=fell", "rain fell", "hail fell"),
        ("/actor?name=Ann+Lee&kind=person&part=events", "rain fell", "hail fell"),
        ("/map?place=Rome", "1 of 1 event has", "2 of 2 events have"),
    ] {
        let first = body(&app, path).await;
        assert!(first.contains(sure) && !first.contains(unsure), "{path}: {first}");
        assert!(first.contains("Events with a confidence below 30% are not listed."), "{path}: {first}");
        let all = link(&first, "Show all");
        let shown = body(&app, &all).await;
        assert!(shown.contains(unsure), "{all}: {shown}");
        let back = link(&shown, "Hide those below 30%");
        assert!(!body(&app, &back).await.contains(unsure), "{back}");
    }
    // Further pages of the same list keep the chosen minimum.
    let page = body(&app, "/search?in=events&min_confidence=0&limit=1").await;
    assert!(page.contains("min_confidence=0&amp;limit=1&amp;page=2"), "{page}");
    let statements = body(&app, "/search?q=fell").await;
    assert!(statements.contains("hail fell") && !statements.contains("not listed"), "{statements}");
    let statements = body(&app, "/search?q=fell&min_confidence=0.25").await;
    assert!(statements.contains("Statements with a confidence below 25% are not listed."), "{statements}");
    assert!(
        !statements.contains("hail fell") && body(&app, &link(&statements, "Show all")).await.contains("hail fell")
    );
}

#[tokio::test]
async fn an_article_folds_its_unsure_events() {
    let folder = filled("confidence-article");
    let app = router(&settings(&folder)).unwrap();
    const FOLDED: &str = "1 event with a confidence below 30%";
    assert!(!body(&app, "/articles/1").await.contains(FOLDED));
    let unsure = body(&app, "/articles/2").await;
    let (before, after) = unsure.split_once(FOLDED).unwrap();
    assert!(!before.contains("id=\"e1\"") && after.contains("id=\"e1\""), "{unsure}");
    let all = link(&unsure, "Show all in the order of the text");
    let shown = body(&app, all.split('#').next().unwrap()).await;
    assert!(shown.contains("id=\"e1\"") && !shown.contains(FOLDED), "{shown}");
    assert!(body(&app, "/articles/1?min_confidence=0.9").await.contains("1 event with a confidence below 90%"));
}

#[tokio::test]
async fn confirmed_events_are_listed_at_first() {
    let folder = filled("confidence-confirmed");
    let mut store = folder.store();
    let article = store.article_by_id("hail").unwrap();
    let new = NewCorrection {
        article,
        entry: EntryId::parse("e1").unwrap(),
        mark: None,
        verdict: Verdict::Confirmed,
        change: [].into(),
        author: String::new(),
        note: String::new(),
        time: FROM.time.to_owned(),
    };
    store.correct(&new).unwrap();
    let app = router(&settings(&folder)).unwrap();
    assert!(body(&app, "/search?in=events").await.contains("hail fell"));
    assert!(!body(&app, &format!("/articles/{}", article.0)).await.contains("with a confidence below"));
}

#[tokio::test]
async fn the_api_lists_everything_unless_it_is_told_otherwise() {
    let folder = filled("confidence-api");
    let app = router(&settings(&folder)).unwrap();
    let json = async |path: &str| -> Value { serde_json::from_str(&body(&app, path).await).unwrap() };
    for (path, expected) in [
        ("/api/events", 2),
        ("/api/events?min_confidence=0.3", 1),
        ("/api/events?min_confidence=0.5", 1),
        ("/api/events?min_confidence=0.51", 0),
        ("/api/statements", 2),
        ("/api/statements?min_confidence=0.25", 1),
    ] {
        assert_eq!(json(path).await["found"].as_array().map(Vec::len), Some(expected), "{path}");
    }
    assert_eq!(json("/api/places").await["entries"], 2);
    assert_eq!(json("/api/places?min_confidence=0.3").await["entries"], 1);
    let whole = json("/api/articles/2/record").await;
    assert_eq!((whole["events"].as_array().unwrap().len(), whole["statements"].as_array().unwrap().len()), (1, 1));
    let part = json("/api/articles/2/record?min_confidence=0.15").await;
    assert_eq!((part["events"].as_array().unwrap().len(), part["statements"].as_array().unwrap().len()), (0, 1));
    assert_eq!(part["notices"][0]["code"], "min-confidence");
}

#[tokio::test]
async fn minimums_out_of_range_are_refused() {
    let folder = filled("confidence-refused");
    let app = router(&settings(&folder)).unwrap();
    for path in [
        "/api/events?min_confidence=1.5",
        "/api/articles/1/record?min_confidence=-1",
        "/search?in=events&min_confidence=30%25",
        "/actor?name=Ann+Lee&kind=person&min_confidence=x",
        "/articles/1?min_confidence=NaN",
    ] {
        let (status, _, body) = send(&app, get(path)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}");
        assert!(body.contains("min_confidence to be a number from 0 to 1, found"), "{path}: {body}");
    }
    for path in ["/api/actors?min_confidence=0.5", "/api/articles?min_confidence=0.5"] {
        let (status, _, body) = send(&app, get(path)).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{path}");
        assert!(body.contains("confidence applies only to statements and events"), "{path}: {body}");
    }
}
