//! The pages and routes, and the requests that are refused.

mod common;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use common::support::{FROM, record};
use common::{FORM, JSON, filled, get, post, send, settings};
use onrecord_server::{Settings, router};

#[tokio::test]
async fn every_route_answers() {
    let folder = filled("routes");
    let app = router(&settings(&folder)).unwrap();
    let check = async |path: &str, expected: u16, words: &str| {
        let (status, headers, body) = send(&app, get(path)).await;
        assert_eq!(status.as_u16(), expected, "{path}: {body}");
        assert!(body.contains(words), "{path}: {body}");
        assert!(headers.contains_key("content-security-policy"), "{path}");
        let is_problem = headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/problem+json");
        assert_eq!(is_problem, path.starts_with("/api/") && expected >= 400, "{path}");
    };
    check("/", 200, "Newest articles").await;
    check("/search?q=rained", 200, "Ann Lee").await;
    check("/search?in=events&type=CONSULT", 200, "CONSULT").await;
    check("/search?in=actors&q=Lee", 200, "1 article").await;
    check("/search?in=articles", 200, "it rained").await;
    check("/search?q=nowhere", 200, "Nothing found").await;
    check("/search?story=1", 200, "it rained").await;
    check("/search?story=one", 400, "number of a story").await;
    check("/stories", 200, "Ann Lee said on Monday").await;
    check("/stories/1", 200, "What happened").await;
    check("/stories/99", 404, "no story").await;
    check("/stories/x", 404, "nothing at this address").await;
    check("/api/stories?limit=1", 200, "\"n_articles\":").await;
    check("/api/stories/1", 200, "\"timeline\":").await;
    check("/api/stories/99", 404, "no story").await;
    check("/stories/1/network", 200, "1 event").await;
    check("/stories/1/network", 200, "<span class=\"key box person\">person</span>").await;
    check("/stories/99/network", 404, "no story").await;
    check("/actor/network?name=Ann+Lee&kind=person", 200, "Network of").await;
    check("/actor/network?name=Nobody&kind=person", 404, "There is no person").await;
    check("/map", 200, "2 of 2 events have a place").await;
    check("/map?in=statements", 200, "1 of 2 statements has a place").await;
    check("/map?in=articles&place=Rome", 200, "1 of 1 article has").await;
    check("/map?in=events&q=nowhere", 200, "Nothing found").await;
    check("/map?in=actors", 400, "found actors").await;
    check("/api/places?limit=1", 200, "\"Rome\"]").await;
    check("/api/places?in=actors", 400, "found actors").await;
    check("/api/actor/network?name=Ann+Lee&kind=person", 200, "\"ties\":[").await;
    check("/api/actor/network?name=Nobody&kind=person", 404, "there is no person").await;
    check("/api/stories/1/network?limit=5", 200, "\"left_out\":").await;
    check("/api/stories/1/network?limit=0", 400, "limit").await;
    check("/assets/land.svg", 200, "id=\"borders\"").await;
    check("/search?q=rained", 200, "<mark>rained</mark>").await;
    check("/search?q=rained", 200, "1 statement").await;
    check("/search?in=events&country=italy", 200, "CONSULT").await;
    check("/search?in=events&type=NOPE", 400, "has no events of type &quot;NOPE&quot;, only").await;
    check("/search?min_speaker_confidence=0.5", 200, "Nothing found").await;
    check("/search?min_speaker_confidence=2", 400, "min_speaker_confidence to be a number").await;
    check("/search/download/csv?q=rained", 200, "it rained").await;
    check("/search/download/json?in=events", 200, "onrecord/1").await;
    check("/search/download/doc", 404, "no such format").await;
    check("/search/download/csv?q=%22", 400, "Expected").await;
    check("/api/events?type=NOPE", 400, "no events of type").await;
    check("/api/facets?in=events", 200, "\"CONSULT\"").await;
    check("/api/facets?page=2", 400, "nor pages").await;
    check("/api/events/distinct?type=CONSULT", 200, "\"reports\"").await;
    check("/api/events/distinct?sort=relevance", 400, "by day").await;
    check("/api/events/table?by=month,dyad", 200, "\"recipient\"").await;
    check("/api/events/table?by=year&count=mentions&type=CONSULT", 200, "\"mentions\": ").await;
    check("/api/events/table?by=moon", 400, "country-dyad").await;
    check("/api/events/table?by=month&limit=2", 400, "no pages").await;
    check("/api/events/table?other=1", 400, "expected one of in, q").await;
    check("/api/statements?country=Atlantis", 400, "expected a country").await;
    check("/api/statements?cue=said", 200, "\"cue\"").await;
    check("/api/events?cue=said", 400, "cue applies only to statements").await;
    check("/search?cue=nobody+says+this", 200, "cue: nobody says this").await;
    check("/search?type=indirect,mixed", 200, "<option value=\"indirect,mixed\" selected>").await;
    check("/search?in=events&any_country=Italy", 200, "country of actor, recipient or place: Italy").await;
    check("/search?in=events&actor_country=Burma", 200, "Nothing found").await;
    check("/api/events?any_country=Italy", 200, "CONSULT").await;
    check("/api/statements?recipient_country=Italy", 400, "recipient country applies only to events").await;
    check("/search?q=%22", 400, "Expected").await;
    check("/search?other=1", 400, "sort, limit, page, found &quot;other&quot;").await;
    check("/articles/1", 200, "data-e=").await;
    // On a phone, the record stands below the text.
    check("/articles/1", 200, "<a href=\"#record\">Go to the record</a>").await;
    check("/articles/1/entries/s1", 200, "Your correction").await;
    check("/articles/1/entries/s1", 200, "Participants").await;
    check("/articles/1/entries/s1", 200, "Copy source, cue and content from the article").await;
    check("/articles/1/entries/e1", 200, "<select name=\"to-type\">").await;
    let actor = "<mark class=\"part\" title=\"actor\">Ann Lee<span class=\"role\">actor</span></mark> ";
    check("/articles/1/entries/e1", 200, actor).await;
    check("/articles/2/entries/e1", 200, "here “Ann Lee”; ").await;
    check("/articles/1/entries/s9", 404, "There is no entry s9").await;
    check("/articles/1/entries/x", 404, "There is no entry").await;
    check("/articles/99", 404, "There is no article 99").await;
    check("/articles/x", 404, "nothing at this address").await;
    for form in ["json", "jsonl", "statements.csv", "events.csv", "polecat", "plover", "brat.txt", "brat.ann"] {
        check(&format!("/articles/1/download/{form}"), 200, "").await;
    }
    check("/articles/1/download/doc", 404, "no such format").await;
    check("/actor?name=Ann+Lee&kind=person", 200, "it rained").await;
    check("/actor?name=Nobody&kind=person", 404, "There is no person").await;
    check("/actor?name=Ann+Lee", 303, "").await;
    check("/stories/1", 200, "None found in 2 articles").await;
    check("/stories", 200, "/stories?differing=true").await;
    check("/stories?differing=true", 200, "No such stories on this page").await;
    check("/stories?differing=maybe", 400, "Expected differing to be true or false").await;
    check("/api/stories?differing=true", 200, "\"stories\":[]").await;
    check("/corrections", 200, "No corrections yet").await;
    check("/assets/style.css", 200, "--paper").await;
    check("/nothing", 404, "nothing at this address").await;
    check("/api/stats", 200, "\"articles\":2").await;
    check("/api/statements?q=rained", 200, "\"more\": false").await;
    check("/api/events", 200, "CONSULT").await;
    check("/api/actors?q=Ann", 200, "Ann Lee").await;
    check("/api/actor?name=Ann+Lee&kind=person", 200, "\"with\":[]").await;
    check("/api/articles?limit=1", 200, "\"more\": true").await;
    check("/api/articles/1", 200, "\"versions\":[").await;
    check("/api/articles/1/record", 200, "onrecord/1").await;
    check("/api/articles/1/record?version=7", 404, "version 7").await;
    check("/api/articles/1/corrections", 200, "\"found\":[]").await;
    check("/api/corrections", 200, "\"found\":[]").await;
    check("/api/openapi.json", 200, "\"openapi\":\"3.1.0\"").await;
    check("/api/statements?limit=0", 400, "limit").await;
    check("/api/statements?limit=201", 400, "limit").await;
    check("/api/nothing", 404, "nothing at this address").await;
}

#[tokio::test]
async fn text_of_articles_is_never_markup() {
    let folder = filled("hostile");
    let app = router(&settings(&folder)).unwrap();
    let actor =
        "/actor?kind=person&name=%3Cscript%3Ealert(1)%3C/script%3E%3Cimg+src%3Dx+onerror%3Dalert(2)%3E%22%27%3E%3C!--";
    let paths = [
        "/",
        "/articles/2",
        "/articles/2/entries/s1",
        "/articles/2/entries/e1",
        "/articles/2/entries/a1",
        "/search?in=events",
        "/search?in=articles",
        "/search?in=actors",
        "/search?q=%3Cscript%3Ealert",
        "/map?in=articles",
        "/map?q=%3Cscript%3Ealert",
        "/stories/1/network",
        &actor.replace("/actor?", "/actor/network?"),
        actor,
    ];
    for path in paths {
        let (status, headers, body) = send(&app, get(path)).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        for markup in ["<script>alert", "<img", "<!--", "href=\"javascript:", "style=", "onerror=\"", "<script>"] {
            assert!(!body.contains(markup), "{path}: {markup}");
        }
        assert!(!body.contains(['\u{202e}', '\u{1b}']), "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    }
}

#[tokio::test]
async fn corrections_are_stored_and_shown() {
    let folder = filled("corrections");
    let app = router(&settings(&folder)).unwrap();
    let (_, _, page) = send(&app, get("/articles/1/entries/s1")).await;
    let mark = page.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let body = format!("mark={mark}&verdict=rejected&author=Eve&note=not+said");
    let request = post("/articles/1/entries/s1", FORM).header("origin", "http://127.0.0.1:7777");
    let (status, headers, _) = send(&app, request.body(Body::from(body)).unwrap()).await;
    assert_eq!((status.as_u16(), headers["location"].to_str().unwrap()), (303, "/articles/1#s1"));
    assert!(send(&app, get("/articles/1")).await.2.contains("verdict rejected"));
    assert!(send(&app, get("/search?q=rained")).await.2.contains("Nothing found"));
    assert!(send(&app, get("/search?q=rained&verdict=rejected")).await.2.contains("verdict rejected"));
    // A correction based on the earlier state of the entry is refused with an explanation.
    let body = format!("mark={mark}&verdict=confirmed&author=Al");
    let (status, _, page) = send(&app, post("/articles/1/entries/s1", FORM).body(Body::from(body)).unwrap()).await;
    assert!(status == StatusCode::CONFLICT && page.contains("Eve corrected entry s1"), "{page}");
    assert!(send(&app, get("/corrections")).await.2.contains("Eve"));
    let story = send(&app, get("/stories/1")).await.2;
    assert!(story.contains("<li class=\"statement rejected\">") && story.contains("verdict rejected"), "{story}");
    let story: serde_json::Value = serde_json::from_str(&send(&app, get("/api/stories/1")).await.2).unwrap();
    let verdicts = story["sayings"].as_array().unwrap().iter().map(|one| one["versions"][0]["verdict"].as_str());
    assert_eq!(verdicts.flatten().collect::<Vec<_>>(), ["rejected"]);

    let check = async |path: &str, body: &str, expected: u16| {
        let request = post(path, JSON).body(Body::from(body.to_owned())).unwrap();
        let (status, _, reply) = send(&app, request).await;
        assert_eq!(status.as_u16(), expected, "{body}: {reply}");
    };
    let path = "/api/articles/1/corrections";
    check(path, r#"{"entry":"s1","verdict":"changed","change":{"kind":"direct"},"author":"Al"}"#, 201).await;
    check(path, r#"{"entry":"e1","verdict":"confirmed"}"#, 201).await;
    check(path, r#"{"entry":"a1","verdict":"changed","change":{"country":"ITA"}}"#, 201).await;
    check(path, r#"{"entry":"a1","verdict":"changed","change":{"country":"Italy"}}"#, 422).await;
    check(path, r#"{"entry":"s1","verdict":"changed","change":{"content":"never there"}}"#, 422).await;
    check(path, r#"{"entry":"s1","verdict":"changed"}"#, 422).await;
    check(path, r#"{"entry":"s1","verdict":"confirmed","mark":"0000"}"#, 409).await;
    check(path, r#"{"entry":"s7","verdict":"confirmed"}"#, 404).await;
    check(path, r#"{"entry":"s1","verdict":"sure"}"#, 422).await;
    check("/api/articles/9/corrections", r#"{"entry":"s1","verdict":"confirmed"}"#, 404).await;
    check(path, "{", 400).await;
    check(path, &format!("{{\"note\":\"{}\"}}", "x".repeat(70_000)), 413).await;
    let kept: serde_json::Value = serde_json::from_str(&send(&app, get("/api/corrections")).await.2).unwrap();
    assert_eq!(kept["found"].as_array().unwrap().len(), 4);
    assert_eq!(kept["found"][2]["change"]["kind"], "direct");
    assert_eq!(kept["found"][2]["now"], "same");
}

/// Pages show the new values of a corrected entry, and the old ones struck through.
#[tokio::test]
async fn pages_show_the_new_values_of_a_corrected_entry() {
    let folder = filled("corrected-pages");
    let app = router(&settings(&folder)).unwrap();
    let old = send(&app, get("/articles/1")).await.2;
    let speaker = "kind=person\">Ann Lee</a> <span class=\"cue\">";
    assert!(old.contains(speaker), "{old}");
    let body = r#"{"entry":"s1","verdict":"changed","change":{"speakers":"Bo Berg"},"author":"Al"}"#;
    let request = post("/api/articles/1/corrections", JSON).body(Body::from(body)).unwrap();
    assert_eq!(send(&app, request).await.0, StatusCode::CREATED);
    let page = send(&app, get("/articles/1")).await.2;
    assert!(
        !page.contains(speaker) && page.contains("Bo+Berg&amp;kind=other\">Bo Berg</a> <span class=\"cue\">"),
        "{page}"
    );
    assert!(page.contains("Bo Berg · said: it rained.") && page.contains("<del>Ann Lee</del> Bo Berg"), "{page}");
    assert!(!page.contains("rejected entries are left out"), "{page}");
    // Only a correction names this actor, so the article has no entry for it that could be corrected.
    assert!(!page.contains("href=\"/articles/1/entries/a2\""), "{page}");
    let list = send(&app, get("/corrections")).await.2;
    assert!(list.contains("<p class=\"who\">Bo Berg <span class=\"cue\">"), "{list}");
    assert!(list.contains("<del>Ann Lee</del> Bo Berg"), "{list}");
}

/// A reviewer can step through a list of results directly, without returning to the articles.
#[tokio::test]
async fn the_results_of_a_search_are_gone_through() {
    let folder = filled("list");
    let mut other = common::support::record("sun", "it shone.");
    other.document.published = Some("2025-02-12".to_owned());
    folder.store().keep(&[other], common::support::FROM).unwrap();
    let app = router(&settings(&folder)).unwrap();
    let list = send(&app, get("/search?in=events&type=CONSULT")).await.2;
    let address = |article: u32, n: u32| {
        let page = if n > 1 { format!("&amp;page={n}") } else { String::new() };
        format!("/articles/{article}/entries/e1?in=events&amp;type=CONSULT&amp;limit=1{page}")
    };
    assert!(list.contains(&address(3, 1)) && list.contains(&address(1, 2)), "{list}");
    let plain = |address: String| address.replace("&amp;", "&");
    let first = send(&app, get(&plain(address(3, 1)))).await.2;
    assert!(first.contains(&format!("rel=\"next\" href=\"{}\"", address(1, 2))), "{first}");
    assert!(!first.contains("rel=\"prev\"") && first.contains(&format!("action=\"{}\"", address(3, 1))), "{first}");
    let second = send(&app, get(&plain(address(1, 2)))).await.2;
    assert!(second.contains(&format!("rel=\"prev\" href=\"{}\"", address(3, 1))), "{second}");
    assert!(!second.contains("rel=\"next\""), "{second}");
    // A rejected event is removed from the list, and the next one takes its place.
    let mark = first.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = Body::from(format!("mark={mark}&verdict=rejected"));
    let (_, headers, _) = send(&app, post(&plain(address(3, 1)), FORM).body(form).unwrap()).await;
    assert_eq!(headers["location"].to_str().unwrap(), plain(address(1, 1)));
    let gone = send(&app, get(&plain(address(3, 1)))).await.2;
    assert!(gone.contains(&format!("rel=\"next\" href=\"{}\"", address(1, 1))), "{gone}");
    // After the last entry, the redirect leads to the list.
    let last = send(&app, get(&plain(address(1, 1)))).await.2;
    let mark = last.split("name=\"mark\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let form = Body::from(format!("mark={mark}&verdict=confirmed"));
    let (_, headers, _) = send(&app, post(&plain(address(1, 1)), FORM).body(form).unwrap()).await;
    assert_eq!(headers["location"].to_str().unwrap(), "/search?in=events&type=CONSULT");
}

#[tokio::test]
async fn foreign_requests_are_refused() {
    let folder = filled("guards");
    let own = router(&settings(&folder)).unwrap();
    let with = |name: &'static str, value: &str| Request::get("/").header(name, value).body(Body::empty()).unwrap();
    for host in ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"] {
        assert_eq!(send(&own, with("host", host)).await.0, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    for host in ["localhost", "LOCALHOST:80", "[::1]:7777", "192.0.2.1"] {
        assert_eq!(send(&own, with("host", host)).await.0, StatusCode::OK, "{host}");
    }
    assert_eq!(send(&own, with("x-none", "1")).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(send(&own, get(&format!("/search?q={}", "x".repeat(5000)))).await.0, StatusCode::URI_TOO_LONG);
    let body = "verdict=confirmed&mark=0";
    let cross = post("/articles/1/entries/s1", FORM).header("origin", "https://evil.example");
    assert_eq!(send(&own, cross.body(Body::from(body)).unwrap()).await.0, StatusCode::FORBIDDEN);
    let delete = Request::delete("/").header("host", "localhost").body(Body::empty()).unwrap();
    assert_eq!(send(&own, delete).await.0, StatusCode::METHOD_NOT_ALLOWED);

    let json = r#"{"entry":"s1","verdict":"confirmed"}"#;
    let correction = |token: Option<&str>| {
        let request = post("/api/articles/1/corrections", JSON);
        let request = token.into_iter().fold(request, |request, token| request.header("authorization", token));
        request.body(Body::from(json)).unwrap()
    };
    let open = Settings { host: "0.0.0.0".to_owned(), ..settings(&folder) };
    assert_eq!(send(&router(&open).unwrap(), correction(None)).await.0, StatusCode::FORBIDDEN);
    let closed = router(&Settings { token: Some("0123456789abcdef".to_owned()), ..open }).unwrap();
    assert_eq!(send(&closed, correction(None)).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(send(&closed, correction(Some("Bearer 0123456789abcdeF"))).await.0, StatusCode::UNAUTHORIZED);
    assert_eq!(send(&closed, correction(Some("Bearer 0123456789abcdef"))).await.0, StatusCode::CREATED);
}

/// Requests through a proxy on the same machine seem to come from this machine, whoever sent them.
#[tokio::test]
async fn a_proxy_does_not_make_strangers_local() {
    let folder = filled("proxy");
    let own = router(&settings(&folder)).unwrap();
    let correction = |header: Option<(&'static str, &str)>| {
        let request = post("/api/articles/1/corrections", JSON);
        let request = header.into_iter().fold(request, |request, (name, value)| request.header(name, value));
        request.body(Body::from(r#"{"entry":"s1","verdict":"confirmed"}"#)).unwrap()
    };
    for header in [
        ("forwarded", "for=192.0.2.60"),
        ("x-forwarded-for", "127.0.0.1"),
        ("x-forwarded-for", ""),
        ("via", "1.1 proxy"),
        ("x-real-ip", "192.0.2.60"),
        ("x-forwarded-host", "news.example.org"),
        ("x-forwarded-proto", "https"),
    ] {
        let (status, _, body) = send(&own, correction(Some(header))).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{header:?} {body}");
        let page = Request::get("/articles/1/entries/s1").header("host", "localhost").header(header.0, header.1);
        assert!(send(&own, page.body(Body::empty()).unwrap()).await.2.contains("Corrections are off"), "{header:?}");
        let form = post("/articles/1/entries/s1", FORM).header(header.0, header.1);
        let form = form.body(Body::from("verdict=confirmed&mark=0")).unwrap();
        assert_eq!(send(&own, form).await.0, StatusCode::FORBIDDEN, "{header:?}");
    }
    let proxied = router(&Settings { behind_proxy: true, ..settings(&folder) }).unwrap();
    assert_eq!(send(&proxied, correction(None)).await.0, StatusCode::FORBIDDEN);
    let token = Some("0123456789abcdef".to_owned());
    let proxied = router(&Settings { behind_proxy: true, token, ..settings(&folder) }).unwrap();
    assert_eq!(send(&proxied, correction(Some(("via", "1.1 proxy")))).await.0, StatusCode::UNAUTHORIZED);
    let bearer = Some(("authorization", "Bearer 0123456789abcdef"));
    assert_eq!(send(&proxied, correction(bearer)).await.0, StatusCode::CREATED);
    assert_eq!(send(&own, correction(None)).await.0, StatusCode::CREATED);
}

/// Behind a proxy, each client has its own rate limit, whatever address it claims.
#[tokio::test]
async fn clients_behind_a_proxy_are_told_apart() {
    let folder = filled("clients");
    let app = router(&Settings { behind_proxy: true, rate: Some(1), ..settings(&folder) }).unwrap();
    let asked = async |client: &str| {
        let mut request = Request::get("/robots.txt").header("host", "localhost").header("x-forwarded-for", client);
        let peer: std::net::SocketAddr = "127.0.0.1:5000".parse().unwrap();
        request.extensions_mut().unwrap().insert(peer);
        send(&app, request.body(Body::empty()).unwrap()).await.0
    };
    for n in 0..4 {
        assert_eq!(asked(&format!("198.51.100.{n}, 192.0.2.1")).await, StatusCode::OK);
    }
    assert_eq!(asked("127.0.0.1, 192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked("192.0.2.1, 192.0.2.2").await, StatusCode::OK);
    // Every address that the proxy names reaches its rate limit, even one that cannot be parsed.
    for client in ["192.0.2.10:4711", "[2001:db8::1]", "[2001:db8::2:1]:80", "127.0.0.1", "unknown"] {
        let mut n_allowed = 0;
        while n_allowed < 20 && asked(client).await == StatusCode::OK {
            n_allowed += 1;
        }
        assert!(n_allowed < 20, "{client}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_served_while_articles_are_added() {
    let folder = filled("many");
    let app = router(&settings(&folder)).unwrap();
    let mut writer = folder.store();
    let adding = std::thread::spawn(move || {
        for number in 0..40 {
            writer.keep(&[record(&format!("more-{number}"), &format!("it rained {number} times."))], FROM).unwrap();
        }
    });
    let clients: Vec<_> = (0..50)
        .map(|client| {
            let app = app.clone();
            tokio::spawn(async move {
                for path in ["/", "/search?q=rained", "/articles/1", "/api/events", "/actor?name=Ann+Lee&kind=person"] {
                    assert_eq!(send(&app, get(path)).await.0, StatusCode::OK, "{client} {path}");
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
    adding.join().unwrap();
    assert!(send(&app, get("/api/stats")).await.2.contains("\"articles\":42"));
}
