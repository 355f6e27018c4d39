//! The files that pages load.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

pub(super) async fn style() -> Response {
    asset(include_str!("../assets/style.css"), "text/css; charset=utf-8")
}

pub(super) async fn script() -> Response {
    asset(include_str!("../assets/marks.js"), "text/javascript; charset=utf-8")
}

pub(super) async fn pictures() -> Response {
    asset(include_str!("../assets/pictures.js"), "text/javascript; charset=utf-8")
}

pub(super) async fn land() -> Response {
    asset(include_str!("../assets/land.svg"), "image/svg+xml")
}

pub(super) async fn icon() -> Response {
    asset(include_str!("../assets/icon.svg"), "image/svg+xml")
}

fn asset(content: &'static str, content_type: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600")),
    ];
    (headers, content).into_response()
}
