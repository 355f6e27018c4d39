use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};

use super::*;

/// Starts a server on a free port that answers each request on its own thread; returns its address.
fn serve(answer: fn(&str, &mut TcpStream) -> io::Result<()>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            std::thread::spawn(move || {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                let request: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
                let path = request.first().and_then(|line| line.split(' ').nth(1)).unwrap_or("").to_owned();
                let agent = request.iter().find(|line| line.to_lowercase().starts_with("user-agent:"));
                assert!(agent.is_some_and(|line| line.contains("onrecord/")), "{request:?}");
                let _ = answer(&path, &mut stream);
            });
        }
    });
    address
}

fn pages(path: &str, stream: &mut TcpStream) -> io::Result<()> {
    let mut send = |status: &str, headers: &str, body: &[u8]| {
        write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\n{headers}\r\n\r\n")?;
        stream.write_all(body)
    };
    match path {
        "/page" => send("200 OK", "Content-Type: text/html; charset=utf-8", b"<p>It rained.</p>"),
        "/latin" => send("200 OK", "Content-Type: text/plain; charset=\"iso-8859-2\"", b"\xb3\xf3d\xbc"),
        "/image" => send("200 OK", "Content-Type: image/png", b"no"),
        "/untyped" => send("200 OK", "X-Nothing: 1", b"It rained."),
        "/there" => send("302 Found", "Location: page", b""),
        "/round" => send("301 Moved", "Location: /round", b""),
        "/inside" => send("302 Found", "Location: http://169.254.169.254/latest", b""),
        "/file" => send("302 Found", "Location: file:///etc/passwd", b""),
        "/large" => send("200 OK", "Content-Length: 5000\r\nContent-Type: text/plain", &[b'a'; 5000]),
        "/endless" => {
            send("200 OK", "Content-Type: text/plain", b"")?;
            loop {
                stream.write_all(&[b'a'; 1000])?;
            }
        }
        "/slow" => {
            send("200 OK", "Content-Type: text/plain", b"")?;
            loop {
                std::thread::sleep(Duration::from_millis(20));
                stream.write_all(b"a")?;
            }
        }
        "/silent" => {
            std::thread::sleep(Duration::from_secs(5));
            Ok(())
        }
        _ => send("404 Not Found", "Content-Type: text/html", b"<p>None</p>"),
    }
}

fn here(ip: IpAddr) -> bool {
    ip.is_loopback()
}

fn limits() -> Limits {
    Limits { max_bytes: 1000, timeout: Duration::from_secs(20), max_redirects: 3 }
}

#[test]
fn pages_are_fetched_and_limits_kept() {
    let at = serve(pages);
    let fetcher = Fetcher::with_rule(limits(), here);
    let page = fetcher.get(&format!("{at}/page")).unwrap();
    assert_eq!((page.url, page.content_type.as_deref()), (format!("{at}/page"), Some("text/html")));
    assert_eq!(page.bytes, b"<p>It rained.</p>");
    assert_eq!(fetcher.get(&format!("{at}/there")).unwrap().url, format!("{at}/page"));
    assert_eq!(fetcher.get(&format!("{at}/latin")).unwrap().bytes, "łódź".as_bytes());
    assert_eq!(fetcher.get(&format!("{at}/untyped")).unwrap().content_type, None);
    let check = |path: &str, kind: ErrorKind, words: &str| {
        let error = fetcher.get(&format!("{at}{path}")).unwrap_err();
        assert!(error.kind() == kind && error.to_string().contains(words), "{path}: {error:?}");
    };
    check("/none", ErrorKind::Status(404), "404 (Not Found)");
    check("/image", ErrorKind::ContentType, "found \"image/png\"");
    check("/round", ErrorKind::TooManyRedirects, "at most 3 redirects");
    check("/inside", ErrorKind::LocalAddress, "169.254.169.254");
    check("/file", ErrorKind::Address, "\"file\"");
    check("/large", ErrorKind::TooLarge, "at most 1000 bytes");
    check("/endless", ErrorKind::TooLarge, "at most 1000 bytes");
}

#[test]
fn slow_servers_are_left() {
    let at = serve(pages);
    let fetcher = Fetcher::with_rule(Limits { timeout: Duration::from_millis(400), ..limits() }, here);
    for path in ["/slow", "/silent"] {
        let began = Instant::now();
        let error = fetcher.get(&format!("{at}{path}")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout, "{path}: {error:?}");
        assert!(began.elapsed() < Duration::from_secs(4), "{path}");
    }
}

#[test]
fn local_addresses_are_never_asked() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let port = listener.local_addr().unwrap().port();
    let fetcher = Fetcher::new(limits());
    for host in ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1", "2130706433", "127.1"] {
        let error = fetcher.get(&format!("http://{host}:{port}/")).unwrap_err();
        let kinds = [ErrorKind::LocalAddress, ErrorKind::UnknownHost];
        assert!(kinds.contains(&error.kind()), "{host}: {error:?}");
    }
    assert_eq!(listener.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock, "nobody connected");
    assert_eq!(fetcher.get("http://10.0.0.1/").unwrap_err().kind(), ErrorKind::LocalAddress);
    assert_eq!(fetcher.get("ftp://example.org/").unwrap_err().kind(), ErrorKind::Address);
}
