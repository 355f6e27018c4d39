// What the fuzz target of the fetcher does with its bytes.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use onrecord_fetch::{Fetcher, Limits};

/// The most bytes of a page.
const MAX_BYTES: u64 = 4_000;

/// What a server answers: a page within the limits, or an error, and never a connection to another address.
pub(crate) fn fetch(bytes: &[u8]) {
    static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());
    static PORT: OnceLock<u16> = OnceLock::new();
    let port = *PORT.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it has an address").port();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                // The request fits into one read; what cannot be sent was not wanted.
                let _ = stream.read(&mut [0; 4096]);
                let answer = ANSWER.lock().expect("no thread fails with it").clone();
                let _ = stream.write_all(&answer);
            }
        });
        port
    });
    // One request at a time: the server has one answer.
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock();
    *ANSWER.lock().expect("no thread fails with it") = bytes.to_vec();
    let limits = Limits { max_bytes: MAX_BYTES, timeout: Duration::from_secs(5), max_redirects: 2 };
    let fetcher = Fetcher::with_rule(limits, |address| address.is_loopback());
    match fetcher.get(&format!("http://127.0.0.1:{port}/")) {
        Ok(page) => {
            // A page in another encoding is longer in UTF-8.
            assert!(page.bytes.len() as u64 <= 3 * MAX_BYTES, "{} bytes", page.bytes.len());
            assert!(page.url.starts_with("http://") || page.url.starts_with("https://"), "{}", page.url);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
