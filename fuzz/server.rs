// What the fuzz targets of the server do with their bytes.

use std::path::PathBuf;
use std::sync::OnceLock;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt;
use onrecord_record::json;
use onrecord_server::{Settings, router};
use onrecord_store::{ArticleId, Provenance, SqliteStore, Storage};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A server of one article for programs of this machine.
struct Server {
    router: Router,
    runtime: Runtime,
    path: PathBuf,
}

fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(|| {
        let path = std::env::temp_dir().join(format!("onrecord-fuzz-{}-server.db", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let record = json::parse(include_str!("seeds/json_parse/record.json")).expect("the seed is a record");
        let from = Provenance { reader: "test-1", time: "2025-02-14T08:00:00Z" };
        let mut store = SqliteStore::create(&path).expect("a store can be created");
        store.keep(&[record], from).expect("a record can be kept");
        let settings = Settings {
            store: path.clone(),
            host: "127.0.0.1".to_owned(),
            port: 0,
            token: None,
            allowed_hosts: vec![],
            behind_proxy: false,
            rate: None,
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("threads can be started");
        Server { router: router(&settings).expect("the store can be served"), runtime, path }
    })
}

/// Returns the status, the headers and the body of the response.
fn answer(request: Request<Body>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let server = server();
    server.runtime.block_on(async {
        let Ok(response) = server.router.clone().oneshot(request).await;
        let (head, body) = response.into_parts();
        let body = body.collect().await.expect("a body is complete").to_bytes().to_vec();
        (head.status, head.headers, body)
    })
}

/// Returns the request in the form of HTTP/1.1; `None` for what no HTTP library passes on.
fn parsed(bytes: &[u8]) -> Option<Request<Body>> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
    let head = str::from_utf8(&bytes[..end]).ok()?;
    let mut lines = head.split("\r\n");
    let mut first = lines.next()?.split(' ');
    let mut request = Request::builder().method(first.next()?).uri(first.next()?);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, value.trim());
    }
    request.body(Body::from(bytes[end + 4..].to_vec())).ok()
}

/// A request to its response, which is no failure of the server, and changes nothing if it came through a proxy.
pub(crate) fn request(bytes: &[u8]) {
    let Some(request) = parsed(bytes) else { return };
    let is_proxied = ["forwarded", "via", "x-forwarded-for"].iter().any(|name| request.headers().contains_key(*name));
    let (status, headers, body) = answer(request);
    assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{}", String::from_utf8_lossy(&body));
    assert!(headers.contains_key("content-security-policy"));
    assert!(!is_proxied || status != StatusCode::CREATED, "a proxy has corrected the record");
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.contains("json") && !kind.contains("jsonl") && !body.is_empty() {
        serde_json::from_slice::<serde_json::Value>(&body).expect("JSON can be read");
    }
}

/// The body of a correction, which is refused, or kept so that the store stays sound and the record can be read.
pub(crate) fn correction(bytes: &[u8]) {
    let request = Request::post("/api/articles/1/corrections").header("host", "127.0.0.1:7777");
    let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(bytes.to_vec()));
    let (status, _, body) = answer(request.expect("a request without a fault"));
    assert!(status == StatusCode::CREATED || status.is_client_error(), "{status}: {}", String::from_utf8_lossy(&body));
    if status == StatusCode::CREATED {
        let store = SqliteStore::open(&server().path).expect("the store can be opened");
        let record = store.with_corrections(ArticleId(1)).expect("the record can be read");
        let problems = onrecord_record::check::problems(&record);
        assert!(problems.is_empty(), "{problems:#?}");
        for page in ["/articles/1", "/corrections", "/articles/1/download/json"] {
            let request = Request::get(page).header("host", "127.0.0.1:7777").body(Body::empty());
            assert_eq!(answer(request.expect("a request without a fault")).0, StatusCode::OK, "{page}");
        }
    }
}
