//! A store with articles, and requests, for the tests of the server.

// Each test program uses a part of this.
#![allow(dead_code)]

#[path = "../../../onrecord-store/tests/storage/support.rs"]
pub(crate) mod support;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use onrecord_record::{ActorId, Origin, Span};
use onrecord_server::Settings;
use onrecord_store::SqliteStore;
use support::{FROM, Folder, record};
use tower::ServiceExt;

pub(crate) const EVIL: &str = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><!--";

/// Returns the settings of a server on a loopback address.
pub(crate) fn settings(folder: &Folder) -> Settings {
    Settings {
        store: folder.path.join("news.db"),
        host: "127.0.0.1".to_owned(),
        port: 0,
        token: None,
        allowed_hosts: vec![],
        behind_proxy: false,
        rate: None,
    }
}

/// Returns a store with two articles, the second one hostile.
pub(crate) fn filled(name: &str) -> Folder {
    let folder = Folder::new(name, |path| Box::new(SqliteStore::create(path).unwrap()));
    let mut evil = record("evil", EVIL);
    evil.document.title = Some(EVIL.to_owned());
    evil.document.url = Some("javascript:alert(3)".to_owned());
    evil.document.publisher = Some(EVIL.to_owned());
    evil.document.origin = Some(Origin { path: EVIL.to_owned(), part: Some("line 3".to_owned()) });
    evil.actors[0].name = EVIL.to_owned();
    evil.events[0].event_type = EVIL.to_owned();
    evil.places[0].name = EVIL.to_owned();
    evil.places[0].span = Span::new(32, 36);
    let mut other = evil.actors[0].clone();
    evil.document.byline = Some("\u{202e}\u{1b}".to_owned());
    other.name = format!("{EVIL} 2");
    evil.actors.push(other);
    evil.events[0].recipients = vec![ActorId(1)];
    folder.store().keep(&[record("rain", "it rained."), evil], FROM).unwrap();
    folder
}

/// Returns the status, headers and body of the response to a request.
pub(crate) async fn send(app: &Router, request: Request<Body>) -> (StatusCode, axum::http::HeaderMap, String) {
    let response = app.clone().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    (head.status, head.headers, String::from_utf8_lossy(&body).into_owned())
}

/// Returns a GET request.
pub(crate) fn get(path: &str) -> Request<Body> {
    Request::get(path).header("host", "127.0.0.1:7777").body(Body::empty()).unwrap()
}

/// Returns a POST request without its body.
pub(crate) fn post(path: &str, content_type: &str) -> axum::http::request::Builder {
    Request::post(path).header("host", "127.0.0.1:7777").header(header::CONTENT_TYPE, content_type)
}

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";
pub(crate) const JSON: &str = "application/json";
