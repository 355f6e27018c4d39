//! Simulates losses of power from copies of the files before and after a change.
//!
//! All that is in the files before a change is on the disk, because a call returns when its data are. Of what the call writes,
//! any sectors may be on the disk when the power goes, in any order up to the next barrier. SQLite has one between the log
//! and the database (https://www.sqlite.org/wal.html#checkpointing), so either a part of the log is new and the
//! database is old, or the log is complete and a part of the database is new. The index of the log is lost.

use std::fs;
use std::path::{Path, PathBuf};

use onrecord_store::SqliteStore;

use crate::support::Folder;
use crate::{change, check, number};

/// The size of a sector in bytes: a disk writes each as a whole.
const SECTOR: usize = 512;

/// Splitmix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}

/// The contents of the database and of its log.
struct Disk {
    database: Vec<u8>,
    log: Vec<u8>,
}

fn log_of(path: &Path) -> PathBuf {
    path.with_extension("db-wal")
}

impl Disk {
    fn read(path: &Path) -> Disk {
        Disk { database: fs::read(path).unwrap(), log: fs::read(log_of(path)).unwrap_or_default() }
    }

    fn write(&self, path: &Path) {
        let _ = fs::remove_file(path.with_extension("db-shm"));
        fs::write(path, &self.database).unwrap();
        fs::write(log_of(path), &self.log).unwrap();
    }
}

/// Returns a file of which only some of the sectors that changed were written, and perhaps not the whole length.
fn torn(old: &[u8], new: &[u8], random: &mut Random) -> Vec<u8> {
    let length =
        if random.below(2) == 0 { new.len() } else { old.len() + random.below(new.len().abs_diff(old.len()) + 1) };
    let mut file = old.to_vec();
    file.resize(length.min(new.len()), 0);
    // Most, half or few sectors are written.
    let share = [1, 5, 9][random.below(3)];
    for start in (0..file.len()).step_by(SECTOR) {
        let end = file.len().min(start + SECTOR);
        if random.below(10) < share {
            file[start..end].copy_from_slice(&new[start..end]);
        }
    }
    file
}

/// Returns what may be on the disk if the power goes while `old` becomes `new`.
fn after_loss(old: &Disk, new: &Disk, random: &mut Random) -> Disk {
    if old.database != new.database && random.below(2) == 0 {
        return Disk { database: torn(&old.database, &new.database, random), log: new.log.clone() };
    }
    Disk { database: old.database.clone(), log: torn(&old.log, &new.log, random) }
}

#[test]
fn losses_of_power_lose_nothing() {
    let folder = Folder::new("losses_of_power", |path| Box::new(SqliteStore::create(path).unwrap()));
    let (path, copy) = (folder.path.join("news.db"), folder.path.join("copy.db"));
    let mut random = Random(3);
    let mut store = folder.store();
    let mut old = Disk::read(&path);
    let (n_losses, mut n_done, mut n_checkpoints, mut n_in_full) = (number("ONRECORD_LOSSES", 30), 0, 0, 0);
    for n in 0.. {
        change(&mut *store, n);
        let new = Disk::read(&path);
        n_checkpoints += usize::from(old.database != new.database);
        // Checkpoints are rare.
        let n_here = if old.database == new.database { 1 } else { 10 };
        for _ in 0..n_here {
            after_loss(&old, &new, &mut random).write(&copy);
            n_in_full += usize::from(check_and_go_on(&copy, n) > n);
            n_done += 1;
        }
        old = new;
        if n_done >= n_losses && n_checkpoints > 0 {
            break;
        }
    }
    assert!(n_in_full > 0 && n_in_full < n_done, "{n_in_full} of {n_done} changes survived");
}

/// Checks the store, and that the change that was under way can be made. Returns the number of changes found.
fn check_and_go_on(path: &Path, n_kept: usize) -> usize {
    let n_found = check(path, n_kept);
    let mut store = SqliteStore::create(path).unwrap();
    change(&mut store, n_kept);
    drop(store);
    assert_eq!(check(path, n_kept + 1), n_kept + 1);
    n_found
}
