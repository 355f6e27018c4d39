//! Feeds, archives, items and addresses, as a person or a script gives them.

mod command;

use command::Folder;

const FEED: &str = r#"<rss version="2.0"><channel><title>The Post</title>
<item><title>Rain</title><link>https://post.example/rain</link><description>“It rained,” Ann Lee said.</description></item>
<item><title>Snow</title><link>https://post.example/snow</link></item></channel></rss>"#;

const NINJS: &str =
    "[{\n\"uri\": \"urn:wire:1\", \"headline\": \"Hail\", \"body_html\": \"<p>It hailed, he said.</p>\"\n}]";

fn archive(page: &str) -> String {
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/frost\r\n";
    let length = response.len();
    format!("{head}Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n{response}\r\n\r\n")
}

#[test]
fn feeds_items_and_archives_are_kept_once() {
    let folder = Folder::new("inputs");
    folder.write("news/a.xml", FEED);
    folder.write("news/b.json", NINJS);
    folder.write("news/c.warc", archive("<p>It froze, she said.</p>"));
    let ran = folder.run("add news --store news.db --verbose");
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(
        ran.err.contains("onrecord: news/a.xml, entry 2: expected an entry with text, found a headline"),
        "{ran:?}"
    );
    assert!(ran.err.ends_with("onrecord: kept 3 new, failed on 1\n"), "{ran:?}");
    assert!(ran.out.contains("new\turn:wire:1\n"), "{ran:?}");
    let again = folder.run("add news --store news.db --quiet --verbose");
    assert_eq!(again.out, ran.out.replace("new\t", "same\t"));
    let found = folder.run("find --in articles --store news.db --format jsonl");
    assert!(
        found.out.contains("https://post.example/rain") && found.out.contains("https://post.example/frost"),
        "{found:?}"
    );
}

#[test]
fn standard_input_is_told_by_its_beginning() {
    let folder = Folder::new("inputs-stdin");
    for (input, words) in [(FEED, "It rained"), (NINJS, "It hailed"), (&archive("<p>It froze.</p>"), "It froze")] {
        let ran = folder.run_with("read - --format jsonl", input.as_bytes());
        assert!(ran.out.contains(words), "{ran:?}");
    }
    let wrong = folder.run_with("read - --input-format feed", b"It rained.");
    assert_eq!(wrong.code, Some(2), "{wrong:?}");
    assert!(wrong.err.starts_with("onrecord: standard input: expected a feed: "), "{wrong:?}");
}

#[test]
fn local_addresses_are_refused() {
    let folder = Folder::new("inputs-web");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let ran = folder.run(&format!("add http://127.0.0.1:{port}/feed http://[::ffff:10.0.0.1]/ --store news.db"));
    let reason = "expected a host of the public web, found the local or reserved address";
    let expected = format!(
        "onrecord: http://127.0.0.1:{port}/feed: {reason} 127.0.0.1\n\
         onrecord: http://[::ffff:10.0.0.1]/: {reason} ::ffff:10.0.0.1\nonrecord: kept 0 new, failed on 2\n"
    );
    ran.check(2, &expected);
}
