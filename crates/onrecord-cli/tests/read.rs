//! `onrecord read`, as a person or a script runs it.

mod command;

use command::Folder;

const ARTICLE: &str = "“It rained,” Ann Lee said.\n";

#[test]
fn one_article_gives_one_record_in_every_format() {
    let folder = Folder::new("formats");
    folder.write("a.txt", ARTICLE);
    let lines = folder.run("read a.txt --published 2025-02-13 --publisher Cloud");
    lines.check(0, "");
    assert_eq!(lines.out.lines().count(), 1);
    let record: serde_json::Value = serde_json::from_str(&lines.out).unwrap();
    assert_eq!(record["format"], "onrecord/1");
    assert_eq!(record["document"]["text"], ARTICLE);
    assert_eq!(record["document"]["published"], "2025-02-13");
    assert_eq!(record["document"]["publisher"], "Cloud");

    // The words of each span are written beside it.
    let with_text = folder.run("read a.txt --published 2025-02-13 --publisher Cloud --with-text");
    let record: serde_json::Value = serde_json::from_str(&with_text.out).unwrap();
    let indented = folder.run("read a.txt --published 2025-02-13 --publisher Cloud --format json");
    indented.check(0, "");
    assert!(indented.out.lines().count() > 10);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&indented.out).unwrap(), record);

    let text = folder.run("read a.txt --format text --published 2025-02-13 --publisher Cloud");
    text.check(0, "");
    assert!(text.out.contains("Cloud · 2025-02-13"), "{}", text.out);
    assert!(!text.out.contains('\u{1b}'), "{}", text.out);
    assert!(folder.run("read a.txt --format text --color always").out.contains('\u{1b}'));
    let forced = folder.command("read a.txt --format text").env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let plain = folder.command("read a.txt --format text").env("NO_COLOR", "1").output().unwrap();
    assert!(!plain.stdout.contains(&0x1b));
}

#[test]
fn standard_input_is_read_with_and_without_a_dash() {
    let folder = Folder::new("stdin");
    let dash = folder.run_with("read -", ARTICLE.as_bytes());
    dash.check(0, "");
    assert_eq!(folder.run_with("read", ARTICLE.as_bytes()).out, dash.out);
    folder.write("a.txt", ARTICLE);
    let at = |name: &str| format!("\"origin\":{{\"name\":\"{name}\",\"path\":\"{name}\",\"part\":null}}");
    assert!(dash.out.contains(&at("-")), "{}", dash.out);
    assert_eq!(folder.run("read a.txt").out, dash.out.replace(&at("-"), &at("a.txt")));
    folder.run_with("read", b"").check(2, "onrecord: standard input: expected text, found nothing\n");
    folder.run("read - -").check(2, "onrecord: expected - (standard input) once, found it twice\n");
}

#[test]
fn records_come_in_the_order_of_the_input() {
    let folder = Folder::new("order");
    let row = |idx: usize| {
        let text = "“It rained,” she said. ".repeat(if idx.is_multiple_of(7) { 12 } else { 1 });
        format!("{{\"id\": \"n{idx}\", \"text\": {text:?}}}\n")
    };
    let rows: String = (0..40).map(row).collect();
    folder.write("news.jsonl", rows);
    let expected: Vec<String> = (0..40).map(|idx| format!("n{idx}")).collect();
    let one = folder.run("read news.jsonl --threads 1");
    one.check(0, "");
    assert_eq!(one.ids(), expected);
    for threads in ["2", "5"] {
        assert_eq!(folder.run(&format!("read news.jsonl --threads {threads}")).out, one.out);
    }
}

#[test]
fn folders_are_read_in_order_of_names() {
    let folder = Folder::new("folders");
    for name in ["b.txt", "a/z.jsonl", "a/c.ndjson", "C.JSON"] {
        folder.write(&format!("news/{name}"), format!("{{\"id\": \"{name}\", \"text\": \"It rained.\"}}\n"));
    }
    for name in ["notes.md", "a/page.pdf", ".hidden.txt", ".git/config.txt"] {
        folder.write(&format!("news/{name}"), "It rained.");
    }
    let passed = "onrecord: news: skipped 2 files not ending in .txt .html .htm .xhtml .json .jsonl .ndjson \
         .csv .tsv .tab .rss .atom .xml .docx .epub .warc, with or without .gz\n";
    let ran = folder.run("read news");
    ran.check(0, passed);
    assert_eq!(ran.ids(), ["C.JSON", "a/c.ndjson", "a/z.jsonl", "b.txt"]);
    folder.run("read news --quiet").check(0, "");

    // The output of one run is not an input of the next.
    let into = "read news --quiet --out news/records.jsonl";
    folder.run(into).check(0, "");
    folder.run(into).check(0, "");
    assert_eq!(std::fs::read_to_string(folder.path("news/records.jsonl")).unwrap(), ran.out);

    folder.write("empty/notes.md", "It rained.");
    folder.run("read empty --quiet").check(2, "onrecord: found nothing to read\n");
}

#[test]
fn a_bad_input_is_named_and_the_rest_is_read() {
    let folder = Folder::new("bad");
    folder.write("a.txt", ARTICLE);
    folder.write("empty.txt", "");
    folder.write("binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0");
    folder.write("rows.jsonl", "{\"text\": \"It rained.\"}\n{\"id\": 1}\nno\n{\"text\": \"It snowed.\"}\n");
    let ran = folder.run("read a.txt missing.txt empty.txt binary.txt rows.jsonl");
    assert_eq!((ran.code, ran.out.lines().count()), (Some(1), 3), "{ran:?}");
    let messages: Vec<&str> = ran.err.lines().collect();
    assert_eq!(messages[0], "onrecord: missing.txt: no such file or folder");
    assert_eq!(messages[1], "onrecord: empty.txt: expected text, found nothing");
    assert!(messages[2].starts_with("onrecord: binary.txt: "), "{}", messages[2]);
    assert!(messages[3].starts_with("onrecord: rows.jsonl, line 2: "), "{}", messages[3]);
    assert!(messages[4].starts_with("onrecord: rows.jsonl, line 3: "), "{}", messages[4]);
    assert_eq!(messages[5], "onrecord: read 3 articles, 5 failed");
    assert_eq!(messages.len(), 6);
    assert_eq!(folder.run("read missing.txt empty.txt").code, Some(2));
    folder.run("read missing.txt").check(2, "onrecord: missing.txt: no such file or folder\n");

    folder.write("long.jsonl", "no\n".repeat(500));
    let ran = folder.run("read long.jsonl a.txt --quiet");
    assert_eq!((ran.code, ran.err.lines().count()), (Some(1), 11), "{ran:?}");
    assert!(ran.err.ends_with("onrecord: long.jsonl: 490 more errors like these\n"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn files_without_permission_and_strange_names_are_told() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission");
    folder.write("a.txt", ARTICLE);
    folder.write("secret.txt", ARTICLE);
    let secret = folder.path("secret.txt");
    std::fs::set_permissions(&secret, std::fs::Permissions::from_mode(0o000)).unwrap();
    let ran = folder.run("read secret.txt a.txt --quiet");
    // The root user can read every file.
    if std::fs::File::open(&secret).is_err() {
        ran.check(1, "onrecord: secret.txt: no permission to read it\n");
    } else {
        ran.check(0, "");
    }
    let ran = folder.run("read a\u{1b}[31m.txt");
    ran.check(2, "onrecord: a\u{fffd}[31m.txt: no such file or folder\n");
}

#[test]
fn wrong_usage_is_explained() {
    let folder = Folder::new("usage");
    folder.write("a.txt", ARTICLE);
    for (args, expected) in [
        ("read a.txt --format yaml", "[possible values: text, json, jsonl, csv, parquet, "),
        (
            "read a.txt --input-format pdf",
            "[possible values: auto, text, html, jsonl, json, csv, tsv, feed, warc, newsml, docx, epub]",
        ),
        ("read a.txt --published yesterday", "expected a date such as 2025-02-13"),
        ("read a.txt --threads 0", "--threads"),
        ("read a.txt --out .", "onrecord: .: expected the name of a file, found a folder"),
        ("read a.txt --out none/a.jsonl", "onrecord: none/a.jsonl: "),
        (
            "read a.txt --out a.xlsx",
            "onrecord: a.xlsx: expected a name that ends in one of .txt .json .jsonl .csv .parquet, or --format\n",
        ),
        ("read a.txt --out a.txt", "the file of --out is also an input"),
        ("reed a.txt", "'read'"),
        ("", "Usage: onrecord"),
    ] {
        let ran = folder.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args}: {ran:?}");
        assert!(ran.err.contains(expected), "{args}: {ran:?}");
    }
    assert_eq!(folder.names(), ["a.txt"]);
    let help = folder.run("read --help");
    assert!(help.code == Some(0) && help.out.contains("Examples:") && help.out.contains("Exit codes:"), "{help:?}");
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = Folder::new("out");
    folder.write("a.txt", ARTICLE);
    let out = folder.run("read a.txt").out;
    folder.run("read a.txt --out records.jsonl").check(0, "");
    assert_eq!(std::fs::read_to_string(folder.path("records.jsonl")).unwrap(), out);
    // If nothing could be read, the old file stays.
    assert_eq!(folder.run("read missing.txt --out records.jsonl").code, Some(2));
    assert_eq!(std::fs::read_to_string(folder.path("records.jsonl")).unwrap(), out);
    // The file extension implies the format.
    folder.run("read a.txt --out record.json").check(0, "");
    assert!(std::fs::read_to_string(folder.path("record.json")).unwrap().starts_with("{\n"));
    folder.run("read a.txt --out record.txt").check(0, "");
    assert!(std::fs::read_to_string(folder.path("record.txt")).unwrap().contains("date unknown"));
    assert_eq!(folder.names(), ["a.txt", "record.json", "record.txt", "records.jsonl"]);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_it_quietly() {
    let folder = Folder::new("pipe");
    folder.write("news.jsonl", "{\"text\": \"It rained.\"}\n".repeat(2000));
    let mut child = folder.command("read news.jsonl").spawn().unwrap();
    let mut first = [0];
    std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut first).unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

/// A program that is started with a closed or unwritable standard output reports an error.
#[cfg(unix)]
#[test]
fn a_closed_standard_output_is_an_error() {
    let folder = Folder::new("closed");
    folder.write("a.txt", "“It rained,” Ann Lee said.");
    folder.run("add a.txt --store news.db --quiet").check(0, "");
    let records = "onrecord: -: standard output is closed\n";
    let output = "onrecord: cannot write the output: standard output is closed\n";
    for (args, redirection, code, err) in [
        ("read a.txt", ">&-", 2, records),
        ("read a.txt --format csv", ">&-", 2, records),
        ("read a.txt", "1</dev/null", 2, records),
        ("read a.txt", ">/dev/full", 2, "onrecord: cannot write the records: the disk is full\n"),
        ("find rained --store news.db", ">&-", 2, output),
        ("stats --store news.db", ">&-", 2, output),
        ("corrections --store news.db", ">&-", 2, output),
        ("read a.txt", ">/dev/null", 0, ""),
        ("read a.txt --quiet --out records.jsonl", ">&-", 0, ""),
    ] {
        let command = format!("exec {} {args} {redirection}", env!("CARGO_BIN_EXE_onrecord"));
        let ran =
            std::process::Command::new("sh").args(["-c", &command]).current_dir(folder.path(".")).output().unwrap();
        assert_eq!((ran.status.code(), String::from_utf8_lossy(&ran.stderr).as_ref()), (Some(code), err), "{command}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_after_the_articles_being_read() {
    use std::io::{BufRead, BufReader, Write};
    let folder = Folder::new("interrupt");
    let mut child = folder.command("read - --out records.jsonl").spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // The input is longer than the part used to detect the format, and stays open, as a terminal does.
    input.write_all("{\"text\": \"It rained.\"}\n".repeat(4000).as_bytes()).unwrap();
    let temporary = || folder.names().into_iter().find(|name| name.ends_with(".tmp"));
    let is_written =
        || temporary().is_some_and(|name| std::fs::metadata(folder.path(&name)).is_ok_and(|found| found.len() > 0));
    for _ in 0..600 {
        if is_written() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert!(is_written());
    let kill = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(kill.success());
    let mut messages = String::new();
    BufReader::new(child.stderr.take().unwrap()).read_line(&mut messages).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(messages.ends_with("records.jsonl.partial\n"), "{messages}");
    assert_eq!(folder.names(), ["records.jsonl.partial"]);
    let partial = std::fs::read_to_string(folder.path("records.jsonl.partial")).unwrap();
    assert!(partial.ends_with("}\n"));
    drop(input);
}

#[test]
fn tables_have_one_header_and_the_rows_of_all_records() {
    let folder = Folder::new("tables");
    folder.write("a.txt", ARTICLE);
    folder.write("b.txt", "“It did not rain,” Bob Lee said.\n");
    let table = folder.run("read a.txt b.txt --format csv");
    table.check(0, "");
    let lines: Vec<&str> = table.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", table.out);
    assert!(lines[0].starts_with("document,title,publisher,url,published,id,kind,speakers,"), "{}", table.out);
    assert!(lines[2].contains("Bob Lee"), "{}", table.out);
    folder.run("read a.txt b.txt --out actors.csv --table actors").check(0, "");
    assert!(written(&folder, "actors.csv").contains(",Ann Lee,person,"));
    let message = "onrecord: --table applies only to --format csv and parquet\n";
    folder.run("read a.txt --table actors --format json").check(2, message);
}

#[test]
fn parquet_is_one_file_that_is_whole() {
    let folder = Folder::new("parquet");
    folder.write("a.txt", ARTICLE);
    let run = folder.run("read a.txt --table actors --out actors.parquet");
    if cfg!(feature = "parquet") {
        run.check(0, "");
        let bytes = std::fs::read(folder.path("actors.parquet")).unwrap();
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
        assert!(String::from_utf8_lossy(&bytes).contains("Ann Lee"));
        let message = "onrecord: --format parquet writes a file; expected --out FILE\n";
        folder.run("read a.txt --format parquet").check(2, message);
        folder
            .run("read a.txt --format parquet --out .")
            .check(2, "onrecord: .: expected the name of a file, found a folder\n");
    } else {
        assert_eq!(run.code, Some(2));
        assert!(run.err.contains("--features parquet"), "{}", run.err);
    }
}

#[test]
fn event_formats_go_to_standard_output_and_files() {
    let folder = Folder::new("events");
    folder.write("a.txt", ARTICLE);
    let polecat = folder.run("read a.txt --format polecat");
    polecat.check(0, "");
    assert_eq!(polecat.out.lines().next().unwrap().split('\t').count(), 40);
    for format in ["gdelt", "gdelt-mentions", "plover"] {
        folder.run(&format!("read a.txt --format {format} --out {format}.out")).check(0, "");
        written(&folder, &format!("{format}.out"));
    }
}

#[test]
fn brat_fills_a_folder() {
    let folder = Folder::new("brat");
    let row = format!("{{\"id\": \"../A\", \"text\": {:?}}}\n", ARTICLE);
    folder.write("a.jsonl", row.repeat(2));
    folder.write("b", "");
    let message = "onrecord: --format brat writes several files for each record; expected --out FOLDER\n";
    folder.run("read a.jsonl --format brat").check(2, message);
    folder
        .run("read a.jsonl --format brat --out b")
        .check(2, "onrecord: b: expected the name of a folder, found a file\n");
    folder.run("read a.jsonl --format brat --out new/brat").check(0, "");
    for name in ["article-_A", "article-_A-2"] {
        assert_eq!(written(&folder, &format!("new/brat/{name}.txt")), ARTICLE);
        assert!(written(&folder, &format!("new/brat/{name}.ann")).contains("\tAnn Lee\n"));
    }
    assert!(written(&folder, "new/brat/annotation.conf").contains("\n[events]\nStatement\t"));
}

fn written(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap()
}
