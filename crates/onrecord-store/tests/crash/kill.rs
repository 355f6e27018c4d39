//! Kills the program that writes.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use onrecord_store::SqliteStore;

use crate::support::Folder;
use crate::{change, check, number};

/// The environment variables of the writing program: the store, and the number of the first change.
const STORE: &str = "ONRECORD_TEST_STORE";
const FIRST: &str = "ONRECORD_TEST_FIRST";

/// Makes changes until it is killed, and tells each that is kept.
fn write(path: PathBuf) {
    let mut store = SqliteStore::create(&path).unwrap();
    let mut out = std::io::stdout().lock();
    for n in number(FIRST, 0).. {
        change(&mut store, n);
        if writeln!(out, "kept {n}").and_then(|()| out.flush()).is_err() {
            return;
        }
    }
}

#[test]
fn killed_writers_lose_nothing() {
    const NAME: &str = "kill::killed_writers_lose_nothing";
    // This test is also the program that is killed.
    if let Some(path) = std::env::var_os(STORE) {
        return write(path.into());
    }
    let folder = Folder::new("killed_writers_lose_nothing", |path| Box::new(SqliteStore::create(path).unwrap()));
    drop(folder.store());
    let path = folder.path.join("news.db");
    let (mut n_kept, mut step) = (0, 1_u64);
    for _ in 0..number("ONRECORD_KILLS", 4) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([NAME, "--exact", "--nocapture"])
            .envs([(STORE, path.clone().into_os_string()), (FIRST, n_kept.to_string().into())])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut next_kept = || lines.find_map(|line| line.strip_prefix("kept ")?.parse::<usize>().ok());
        // After a different number of changes, and at a different moment of the next one.
        for _ in 0..1 + step % 5 {
            n_kept = next_kept().expect("the program goes on until it is killed") + 1;
        }
        std::thread::sleep(Duration::from_micros(step * 977 % 20_000));
        step += 1;
        child.kill().unwrap();
        child.wait().unwrap();
        while let Some(last) = next_kept() {
            n_kept = last + 1;
        }
        check(&path, n_kept);
    }
    assert!(n_kept > 0);
}
