use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use super::*;

const FEED: &str = r#"<rss version="2.0"><channel><title>The Post</title>
<item><title>Whole</title><link>/whole</link><guid>urn:post:1</guid><description>WORDS</description></item>
<item><title>Rain</title><link>/rain</link><pubDate>Thu, 13 Feb 2025 18:30:00 GMT</pubDate></item>
<item><title>Known</title><link>/known</link></item>
<item><title>Gone</title><link>/gone</link></item>
<item><title>Inside</title><link>http://10.0.0.1/secret</link></item>
<item><title>Picture</title><link>/picture</link></item>
<item><title>Snow</title><link>/snow</link></item>
<item><title>Frost</title><link>/frost</link></item>
</channel></rss>"#;

/// Starts a server on a free port of this machine and returns its address.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
            let request: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
            let path = request[0].split(' ').nth(1).unwrap();
            let page = |words: &str| format!("<title>{words} on the roofs | The Post</title><p>It {words}.</p>");
            let (status, kind, body) = match path {
                "/feed" => ("200 OK", "application/rss+xml", FEED.replace("WORDS", &"It rained. ".repeat(80))),
                "/known" => panic!("it is known"),
                "/gone" => ("410 Gone", "text/html", String::new()),
                "/picture" => ("200 OK", "application/json", "{}".to_owned()),
                "/busy" => ("200 OK", "application/rss+xml", FEED.replace("/rain", "/429")),
                "/429" => ("429 Too Many Requests", "text/html", String::new()),
                path => ("200 OK", "text/html", page(&path[1..])),
            };
            let head = format!("HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len());
            let _ = write!(stream, "{head}Connection: close\r\n\r\n{body}");
        }
    });
    address
}

fn web(max_pages: usize) -> Arc<Web> {
    // Only the local server of this test may be contacted.
    let fetcher = Fetcher::with_rule(Limits::default(), |ip| ip.is_loopback());
    let known = |_: Option<&str>, url: &str| url.ends_with("/known").then(|| "k".to_owned());
    Arc::new(Web { fetcher, max_pages, pause: Duration::ZERO, known: Box::new(known) })
}

fn texts_or_errors(articles: Articles) -> Vec<String> {
    let tell = |found: Result<Article, String>| match found {
        Ok(Article::New(document)) => document.text().to_owned(),
        Ok(Article::Known(id)) => format!("known {id}"),
        Err(reason) => reason,
    };
    articles.map(tell).collect()
}

#[test]
fn pages_of_a_feed_are_fetched_where_it_has_only_their_heads() {
    let at = serve();
    let n_bytes = Arc::new(AtomicU64::new(0));
    let feed = format!("{at}/feed");
    let found = texts_or_errors(web(4).articles(&feed, &InputOptions::default(), &n_bytes));
    assert!(found[0].starts_with("It rained. It rained. "), "{found:?}");
    let refused = "expected a host on the public internet, found the local or reserved address 10.0.0.1";
    let expected = [
        "It rain.".to_owned(),
        "known k".to_owned(),
        format!("{feed}, entry 4 ({at}/gone): expected a page, found status 410 (Gone)"),
        format!("{feed}, entry 5 (http://10.0.0.1/secret): {refused}"),
        format!("{feed}, entry 6 ({at}/picture): expected a page in HTML, found \"application/json\""),
        format!("{feed}: 2 more pages were not fetched; the limit is 4 per run"),
    ];
    assert_eq!(found[1..], expected);
    assert!(n_bytes.load(Ordering::Relaxed) > FEED.len() as u64);
    let rain = web(9).articles(&feed, &InputOptions::default(), &n_bytes).nth(1).unwrap().unwrap();
    let Article::New(rain) = rain else { panic!("{rain:?}") };
    let url = format!("{at}/rain");
    assert_eq!((rain.info().id.as_str(), rain.info().url.as_deref()), (url.as_str(), Some(url.as_str())));
    assert_eq!(rain.info().published.as_deref(), Some("2025-02-13T18:30:00Z"));
    assert_eq!(rain.info().publisher.as_deref(), Some("The Post"));
}

#[test]
fn a_server_that_has_had_enough_is_left() {
    let at = serve();
    let found = texts_or_errors(web(9).articles(&format!("{at}/busy"), &InputOptions::default(), &Arc::default()));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[1].contains("429") && found[2].contains("6 more pages were not fetched"), "{found:?}");
}

#[test]
fn a_page_is_an_article_and_local_addresses_are_refused() {
    let at = serve();
    let options = InputOptions::default();
    let page = web(9).articles(&format!("{at}/hail"), &options, &Arc::default()).next().unwrap().unwrap();
    let Article::New(page) = page else { panic!("{page:?}") };
    assert_eq!((page.text(), page.info().title.as_deref()), ("It hail.", Some("hail on the roofs")));
    assert_eq!(page.info().url, Some(format!("{at}/hail")));
    let refused = texts_or_errors(Arc::new(Web::new()).articles(&format!("{at}/hail"), &options, &Arc::default()));
    assert!(refused[0].contains("local or reserved address 127.0.0.1"), "{refused:?}");
}
