//! Visitors of the server do not see the folders of its machine.

mod common;

use axum::body::Body;
use axum::http::StatusCode;
use common::{JSON, filled, get, post, send, settings};
use onrecord_record::Origin;
use onrecord_server::router;

use crate::common::support::{FROM, record};

#[tokio::test]
async fn paths_are_not_public() {
    let folder = filled("origins");
    let mut hail = record("hail", "it hailed.");
    hail.document.origin = Some(Origin { path: "/home/eve/leaks/x.jsonl".to_owned(), part: Some("line 3".to_owned()) });
    folder.store().keep(&[hail], FROM).unwrap();
    let app = router(&settings(&folder)).unwrap();
    let json = r#"{"entry":"s1","verdict":"confirmed"}"#;
    let request = post("/api/articles/3/corrections", JSON).body(Body::from(json)).unwrap();
    let (status, _, body) = send(&app, request).await;
    assert_eq!(
        (status, body.contains("leaks"), body.contains("x.jsonl")),
        (StatusCode::CREATED, false, true),
        "{body}"
    );
    for path in [
        "/articles/3",
        "/search?in=articles",
        "/search/download/json?in=articles",
        "/articles/3/download/json",
        "/api/articles",
        "/api/statements",
        "/api/events",
        "/api/articles/3",
        "/api/articles/3/record",
        "/api/articles/3/corrections",
        "/api/corrections",
    ] {
        let (status, _, body) = send(&app, get(path)).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        assert!(body.contains("x.jsonl") && !body.contains("leaks"), "{path}: {body}");
    }
}
