//! The correction form shows an entry with earlier corrections applied, and new corrections build on these.

mod common;

use axum::body::Body;
use axum::http::StatusCode;
use common::{FORM, JSON, filled, get, post, send, settings};
use onrecord_server::router;

#[tokio::test]
async fn a_form_goes_on_from_the_correction_before() {
    let folder = filled("form");
    let app = router(&settings(&folder)).unwrap();
    let json = r#"{"entry":"s1","verdict":"changed","change":{"speakers":"Jane Poe"}}"#;
    let request = post("/api/articles/1/corrections", JSON).body(Body::from(json)).unwrap();
    assert_eq!(send(&app, request).await.0, StatusCode::CREATED);
    let (_, _, page) = send(&app, get("/articles/1/entries/s1")).await;
    assert!(page.contains("name=\"to-speakers\" value=\"Jane Poe\""), "{page}");
    assert!(!page.contains("name=\"to-speakers\" value=\"Ann Lee\""), "{page}");
    let mark = page.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    // A second value is changed, and then the entry is confirmed as shown.
    let form = format!("mark={mark}&verdict=changed&to-kind=direct&to-speakers=Jane+Poe");
    let request = post("/articles/1/entries/s1", FORM).body(Body::from(form)).unwrap();
    assert_eq!(send(&app, request).await.0, StatusCode::SEE_OTHER);
    let request = post("/api/articles/1/corrections", JSON).body(Body::from(r#"{"entry":"s1","verdict":"confirmed"}"#));
    let (status, _, body) = send(&app, request.unwrap()).await;
    assert_eq!(status, StatusCode::CREATED);
    let stored: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(stored["verdict"], "changed");
    assert_eq!(stored["change"], serde_json::json!({"kind": "direct", "speakers": "Jane Poe"}));
    assert!(send(&app, get("/api/statements?speaker=Poe")).await.2.contains("it rained."));
}
