//! Feeds, archives, items and addresses as inputs, as a person or a script uses them.

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
fn unreadable_dates_are_reported_once_for_each_input() {
    let folder = Folder::new("inputs-dates");
    let row = |n: u32, date: &str| format!("{{\"text\": \"It rained {n} times.\", \"published\": \"{date}\"}}\n");
    folder.write("a.jsonl", [row(1, "32/02/2025"), row(2, "2025-02-14"), row(3, "soon"), row(4, "x")].concat());
    folder.write("b.jsonl", row(5, "32/02/2025"));
    let expected = "onrecord: a.jsonl: the publication date \"32/02/2025\" could not be read, nor could 2 other dates; \
                    expected one such as 2025-02-13\n\
                    onrecord: b.jsonl: the publication date \"32/02/2025\" could not be read; \
                    expected one such as 2025-02-13\n";
    folder.run("read a.jsonl b.jsonl").check(0, expected);
    folder.run("read a.jsonl b.jsonl --quiet").check(0, "");
    let kept = folder.run("add a.jsonl b.jsonl --store news.db");
    kept.check(0, &format!("onrecord: articles: 5 new\n{expected}"));
}

fn gzip(content: &str) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn compressed_files_are_read_like_others() {
    let folder = Folder::new("inputs-gzip");
    let rows = "{\"id\": \"x\", \"text\": \"It rained.\"}\n{\"id\": \"y\"}\n";
    let table = "story;day\nIt hailed in Rome.;2025-02-13\n";
    folder.write("news/a.jsonl.gz", gzip(rows));
    folder.write("news/b.CSV.gz", gzip(table));
    folder.write("news/c.txt.gz", gzip("It froze."));
    folder.write("news/d.warc.gz", gzip(&archive("<p>It snowed, she said.</p>")));
    let ran = folder.run("read news --columns text=story,published=day");
    let expected = "onrecord: news/a.jsonl.gz, line 2: expected a field \"text\" with a string, found none\n\
                    onrecord: read 4 articles, 1 failed\n";
    ran.check(1, expected);
    let origins = [
        "\"name\":\"a.jsonl.gz\",\"path\":\"news/a.jsonl.gz\",\"part\":\"line 1\"",
        "\"part\":\"row 2\"",
        "\"path\":\"news/c.txt.gz\"",
        "\"part\":\"record 1\"",
    ];
    for (line, origin) in ran.out.lines().zip(origins) {
        assert!(line.contains(origin), "{origin}: {line}");
    }
    assert_eq!(folder.run_with("read -", &gzip(rows)).ids(), ["x"]);
    // The first article is longer than the part used to detect the format.
    let first = format!("{{\"id\": \"x\", \"note\": \"{}\", \"text\": \"It rained.\"}}\n", "x".repeat(200_000));
    let whole = gzip(&(first + rows));
    folder.write("cut.jsonl.gz", &whole[..whole.len() - 12]);
    let cut = folder.run("read cut.jsonl.gz");
    assert!(cut.code == Some(1) && cut.err.contains("could not be read: "), "{cut:?}");
    assert_eq!(cut.ids(), ["x"]);
}

#[test]
fn a_list_or_feed_that_breaks_off_is_read_up_to_there() {
    let folder = Folder::new("inputs-broken");
    folder.write("a.json", "[{\"id\": \"x\", \"text\": \"It rained.\"}, {\"id\": \"y\", \"text\": \"It hai");
    let ran = folder.run("read a.json");
    let expected = "onrecord: a.json: expected JSON, found that it ends too early (column 63)\n\
                    onrecord: read 1 article, 1 failed\n";
    ran.check(1, expected);
    assert_eq!(ran.ids(), ["x"]);
    folder.write("b.json", "[1, 2]");
    assert_eq!(folder.run("read b.json").code, Some(2));
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
        ran.err.contains("onrecord: news/a.xml, entry 2: expected an entry with text, found only a headline"),
        "{ran:?}"
    );
    assert!(ran.err.ends_with("onrecord: articles: 3 new, 1 failed\n"), "{ran:?}");
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
fn the_format_of_standard_input_is_detected() {
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
    let reason = "expected a host on the public internet, found the local or reserved address";
    let expected = format!(
        "onrecord: http://127.0.0.1:{port}/feed: {reason} 127.0.0.1\n\
         onrecord: http://[::ffff:10.0.0.1]/: {reason} ::ffff:10.0.0.1\nonrecord: articles: 0 new, 2 failed\n"
    );
    ran.check(2, &expected);
}

#[cfg(unix)]
#[test]
fn links_and_pipes_in_a_folder_are_skipped() {
    let folder = Folder::new("inputs-special");
    folder.write("news/a.txt", "Ann Lee said it rained.");
    folder.write("news/deep/b.md", "Ann Lee said it rained.");
    std::fs::create_dir(folder.path("empty")).unwrap();
    std::os::unix::fs::symlink("..", folder.path("news/deep/up")).unwrap();
    std::os::unix::fs::symlink("c.txt", folder.path("news/c.txt")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path("news/pipe.txt")).status().unwrap();
    assert!(made.success());
    let ran = folder.run("read news empty --format jsonl");
    assert_eq!((ran.code, ran.ids().len()), (Some(1), 1), "{ran:?}");
    for message in [
        "onrecord: news: skipped 1 file not ending in .txt ",
        "onrecord: news: skipped 2 links to folders, pipes or devices\n",
        "onrecord: empty: the folder is empty\n",
        "onrecord: news/c.txt: ",
        "onrecord: read 1 article, 1 failed\n",
    ] {
        assert!(ran.err.contains(message), "{message}: {ran:?}");
    }
    let nothing = folder.run("add empty --store news.db");
    nothing.check(2, "onrecord: empty: the folder is empty\nonrecord: found nothing to read\n");
}

#[test]
fn json_over_several_lines_is_one_article_or_a_list() {
    let folder = Folder::new("inputs-json");
    let long = "x ".repeat(40_000);
    folder.write(
        "news/a.json",
        "{\n  \"id\": \"a\",\n  \"title\": \"Rain\",\n  \"text\": \"Ann Lee said it rained.\"\n}\n",
    );
    folder.write("news/b.json", "[\n  {\n    \"id\": \"b1\",\n    \"text\": \"It rained.\"\n  },\n  {\n    \"id\": \"b2\",\n    \"text\": \"It snowed.\"\n  }\n]\n");
    folder.write("news/c.json", format!("{{\"x\": \"{long}\",\n \"id\": \"c\", \"text\": \"It hailed.\"}}\n"));
    folder.write("news/d.json", format!("{{\"x\": \"{long}\", \"id\": \"d1\", \"text\": \"It poured.\"}}\n{{\"id\": \"d2\", \"text\": \"It froze.\"}}\n"));
    let utf_16 = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    folder.write("news/e.json", utf_16("\u{feff}{\n \"id\": \"e\",\n \"text\": \"It thawed.\"\n}\n"));
    for command in ["read news --format jsonl", "add news --store news.db --verbose"] {
        let ran = folder.run(command);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        for id in ["a", "b1", "b2", "c", "d1", "d2", "e"] {
            let is_told =
                ran.out.contains(&format!("\"id\":\"{id}\",\"title\"")) || ran.out.contains(&format!("new\t{id}\n"));
            assert!(is_told, "{id}: {ran:?}");
        }
        assert_eq!(ran.out.lines().count(), 7);
    }
}

#[test]
fn tables_are_read_by_the_names_of_their_columns() {
    let folder = Folder::new("inputs-tables");
    folder.write(
        "a.csv",
        "\u{feff}Headline;Body;Date\r\nRain;\"“It rained,” Ann Lee said.\nTwice.\";2025-02-13\r\nSnow;;\r\n",
    );
    let ran = folder.run("read a.csv");
    ran.check(1, "onrecord: a.csv, row 3: expected text, found nothing\nonrecord: read 1 article, 1 failed\n");
    let record: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let document = &record["document"];
    assert_eq!(document["text"], "“It rained,” Ann Lee said.\nTwice.");
    assert_eq!((&document["title"], &document["published"]), (&"Rain".into(), &"2025-02-13".into()));
    assert_eq!(document["origin"], serde_json::json!({"name": "a.csv", "path": "a.csv", "part": "row 2"}));
    folder.write("b.txt", "key\twords\n7\tIt rained.\n");
    let ran = folder.run("read b.txt --input-format tsv --columns text=words,id=key");
    ran.check(0, "");
    assert_eq!(ran.ids(), ["7"]);
    let wrong = folder.run("read b.txt --columns words=text");
    assert_eq!(wrong.code, Some(2));
    assert!(wrong.err.contains("expected one of the fields text, id, title"), "{}", wrong.err);
    // A table written by this program is not a table of articles.
    folder.run("read a.csv --quiet --format csv --out out.csv");
    let message = "onrecord: out.csv: expected a table of articles, found one that onrecord has written\n";
    folder.run("read out.csv").check(2, message);
}

#[test]
fn an_article_keeps_where_it_came_from() {
    let folder = Folder::new("inputs-origin");
    folder.write("news/a.xml", FEED);
    folder.write("news/b.json", NINJS);
    folder.write("news/c.warc", archive("<p>It froze, she said.</p>"));
    let ran = folder.run("read news --quiet --format csv --table statements");
    let cells = |at: &str| ran.out.contains(&format!(",\"{at}\",en\n"));
    assert!(cells("news/a.xml, entry 1") && cells("news/c.warc, record 1"), "{}", ran.out);
    folder.run("add news --store news.db --quiet");
    let found = folder.run("find --store news.db --in articles --format json");
    let found: serde_json::Value = serde_json::from_str(&found.out).unwrap();
    let origins: Vec<_> = found["found"].as_array().unwrap().iter().map(|one| one["origin"]["path"].clone()).collect();
    for path in ["news/a.xml", "news/b.json", "news/c.warc"] {
        assert!(origins.contains(&path.into()), "{origins:?}");
    }
    let shown = folder.run("find --store news.db --in articles --format text").out;
    assert!(shown.contains("news/b.json, item 1"), "{shown}");
    assert!(folder.run("read news/b.json --format text").out.contains("\nnews/b.json, item 1\n"));
}

#[test]
fn articles_in_other_languages_are_told_once() {
    let folder = Folder::new("inputs-languages");
    let french = "Les grutiers du port ont repris le travail jeudi après que leur syndicat a accepté une offre \
        salariale, mettant fin à une grève de neuf jours, a dit le ministre Paul Dupont à Bordeaux.";
    let german = "Die Kranführer im Hafen haben am Donnerstag die Arbeit wieder aufgenommen, nachdem ihre \
        Gewerkschaft ein Lohnangebot angenommen hatte, und beendeten damit einen Streik von neun Tagen.";
    let row = |text: &str, n: u32| format!("{{\"text\": \"{text} {n}\"}}\n");
    folder.write("a.jsonl", [row(french, 1), row(german, 1), row(french, 2), row("It rained.", 1)].concat());
    let message = "onrecord: 3 articles are not in English (fr 2, de 1) and were";
    let ran = folder.run("read a.jsonl");
    ran.check(0, &format!("{message} not read; --language any reads them as if in English\n"));
    let records: Vec<serde_json::Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(records.len(), 4);
    assert_eq!(records[0]["document"]["language"], "fr");
    assert_eq!(records[0]["places"], serde_json::json!([]));
    let codes: Vec<&str> =
        records[0]["notices"].as_array().unwrap().iter().map(|notice| notice["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["language", "not-read"]);
    assert_eq!(records[3]["notices"], serde_json::json!([]));
    let any = folder.run("read a.jsonl --language any");
    any.check(0, &format!("{message} read as if in English\n"));
    assert!(any.out.lines().all(|line| !line.contains("not-read")));
    assert!(any.out.lines().next().unwrap().contains("Bordeaux"));
    let kept = folder.run("add a.jsonl --store news.db");
    let expected =
        format!("onrecord: articles: 4 new\n{message} not read; --language any reads them as if in English\n");
    kept.check(0, &expected);
    folder.run("read a.jsonl --quiet").check(0, "");
}
