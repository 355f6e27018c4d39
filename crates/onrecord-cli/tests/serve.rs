//! `onrecord serve`, as a person runs it and a browser sends requests to it.

mod command;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command};

use command::Folder;

const ROWS: &str = r#"{"id": "n1", "title": "Rain", "published": "2025-02-13", "text": "“It rained in Rome,” Ann Lee said."}
"#;

fn store(name: &str) -> Folder {
    Folder::with_store(name, ROWS)
}

/// A server that is stopped at the end of the test.
struct Server {
    child: Child,
    address: String,
    greeting: String,
    /// The rest of its standard error.
    err: BufReader<ChildStderr>,
}

impl Server {
    fn start(folder: &Folder, args: &str) -> Server {
        let mut child = folder.command(&format!("serve --store news.db --port 0 {args}")).spawn().unwrap();
        let mut err = BufReader::new(child.stderr.take().unwrap());
        let mut greeting = String::new();
        err.read_line(&mut greeting).unwrap();
        let address =
            greeting.split("http://").nth(1).unwrap_or_else(|| panic!("{greeting}")).split(' ').next().unwrap();
        Server { address: address.to_owned(), child, greeting, err }
    }

    /// Sends a request, and returns the status code and the whole response.
    fn ask(&self, method: &str, path: &str, host: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let length = body.len();
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: {length}");
        write!(stream, "{head}\r\nContent-Type: application/json\r\n\r\n{body}").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let code = answer.split(' ').nth(1).and_then(|code| code.parse().ok());
        (code.unwrap_or_else(|| panic!("{answer}")), answer)
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &self.address, "")
    }

    /// Sends the signal, and returns the exit code and the standard error since the start.
    fn end(&mut self, signal: &str) -> (Option<i32>, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let code = self.child.wait().unwrap().code();
        let mut greeting = String::new();
        self.err.read_to_string(&mut greeting).unwrap();
        (code, greeting)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(unix)]
#[test]
fn pages_are_served_until_ctrl_c() {
    let folder = store("serve");
    let mut server = Server::start(&folder, "");
    assert!(server.greeting.starts_with("onrecord: serving news.db on http://127.0.0.1:"), "{}", server.greeting);
    assert!(server.greeting.ends_with(" (press Ctrl-C to stop)\n"), "{}", server.greeting);
    let (code, page) = server.get("/");
    assert!(code == 200 && page.contains("Rain"), "{page}");
    // Articles added while the server is running are found.
    folder.write("more.jsonl", ROWS.replace("n1", "n2").replace("rained in Rome", "snowed in Oslo"));
    folder.run("add more.jsonl --store news.db --quiet").check(0, "");
    let (code, found) = server.get("/api/statements?q=snowed");
    assert!(code == 200 && found.contains("Ann Lee"), "{found}");
    // Other host names for this address are rejected, so that pages on other sites cannot read the store.
    assert_eq!(server.ask("GET", "/", "evil.example", "").0, 421);
    assert_eq!(server.ask("GET", "/", "localhost", "").0, 200);
    assert_eq!(server.get("/nowhere").0, 404);
    assert_eq!(server.end("-INT"), (Some(0), String::new()));
    assert!(TcpStream::connect(&server.address).is_err());
    folder.run("check --store news.db --quiet").check(0, "");
    // With `--quiet`, the server prints nothing but still serves.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut quiet = folder.command(&format!("serve --store news.db --port {free} --quiet")).spawn().unwrap();
    let is_there = (0..100).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        TcpStream::connect(("127.0.0.1", free)).is_ok()
    });
    quiet.kill().unwrap();
    let greeting = quiet.wait_with_output().unwrap().stderr;
    assert_eq!((is_there, String::from_utf8_lossy(&greeting).as_ref()), (true, ""));
}

#[cfg(unix)]
#[test]
fn others_read_and_correct_with_the_token() {
    let folder = store("serve-token");
    folder.write("token.txt", "0123456789abcdef\n");
    let correct = |server: &Server| {
        let body = r#"{"entry": "s1", "verdict": "confirmed"}"#;
        server.ask("POST", "/api/articles/1/corrections", "news.example", body).0
    };
    let mut server = Server::start(&folder, "--allow-host news.example --token-file token.txt");
    assert_eq!(server.ask("GET", "/articles/1", "news.example", "").0, 200);
    assert_eq!(correct(&server), 401);
    assert_eq!(server.end("-TERM"), (Some(0), String::new()));
    let mut server = Server::start(&folder, "--allow-host news.example --host 0.0.0.0");
    server.address = server.address.replace("0.0.0.0", "127.0.0.1");
    assert_eq!(correct(&server), 403);
    let (code, greeting) = server.end("-INT");
    assert_eq!(code, Some(0));
    assert_eq!(greeting, "onrecord: anybody can read; corrections are off without --token-file\n");
}

#[test]
fn what_cannot_be_served_is_said() {
    let folder = store("serve-refused");
    folder.write("short.txt", "secret\n");
    folder.write("a.txt", "It rained.");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    for (args, expected) in [
        ("--store none.db", "onrecord: none.db: there is no such store\n".to_owned()),
        ("--store a.txt", "onrecord: a.txt: expected a store of onrecord, found another file\n".to_owned()),
        (
            "--store news.db --token-file short.txt",
            "onrecord: short.txt: expected a token of at least 16 characters, found 6\n".to_owned(),
        ),
        (
            &format!("--store news.db --port {port}"),
            format!("onrecord: 127.0.0.1:{port}: another program is already listening there; choose another address"),
        ),
    ] {
        let ran = folder.run(&format!("serve {args}"));
        assert!(ran.code == Some(2) && ran.err.starts_with(&expected), "{args}: {ran:?}");
    }
}
