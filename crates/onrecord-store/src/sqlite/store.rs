use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags};

use super::connection::database;
use super::schema;
use crate::error::{Error, ErrorKind};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Operations of SQLite's virtual machine between two questions whether to go on: about a millisecond of them (measured with
/// searches in a store of 11,000 articles).
const OPERATIONS_PER_QUESTION: std::ffi::c_int = 20_000;

/// Prepared statements that a connection keeps.
const N_PREPARED: usize = 64;

/// A store in an SQLite file: one connection to it.
///
/// Use one for each thread. Its operations are those of [`Storage`](crate::Storage).
pub struct SqliteStore {
    pub(super) conn: Connection,
    /// The file as it was, if it is read in the belief that nobody changes it.
    unchanging: Option<FileState>,
    is_unwanted: Option<IsUnwanted>,
}

/// Tells whether nobody wants what is read any more.
type IsUnwanted = Box<dyn Fn() -> bool + Send>;

impl std::fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SqliteStore")
            .field("conn", &self.conn)
            .field("unchanging", &self.unchanging)
            .finish_non_exhaustive()
    }
}

impl SqliteStore {
    /// Opens the store at `path` for reading and writing, and creates it if the file does not exist. A store of an older
    /// format is upgraded.
    ///
    /// ```
    /// use onrecord_store::{SqliteStore, Storage};
    ///
    /// let folder = std::env::temp_dir().join(format!("onrecord-doc-{}", std::process::id()));
    /// std::fs::create_dir_all(&folder)?;
    /// let store = SqliteStore::create(&folder.join("news.db"))?;
    /// assert_eq!(store.stats()?.n_articles, 0);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the file cannot be opened or created, is not a store, or has a later format.
    pub fn create(path: &Path) -> Result<SqliteStore, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        SqliteStore::open_for_writing(path, flags, true)
    }

    /// Opens the existing store at `path` for reading and writing. A store of an older format is upgraded.
    ///
    /// # Errors
    ///
    /// As [`SqliteStore::create`], and if the file does not exist.
    pub fn open(path: &Path) -> Result<SqliteStore, Error> {
        SqliteStore::open_for_writing(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)
    }

    /// Opens the existing store at `path` for reading only. If neither the file nor its folder can be written to, it is read
    /// in the belief that nobody else writes to it; [`SqliteStore::is_outdated`] tells whether that still holds.
    ///
    /// # Errors
    ///
    /// As [`SqliteStore::open`], and [`ErrorKind::Older`] if the store has an older format, which only opening it for
    /// writing upgrades.
    pub fn open_read_only(path: &Path) -> Result<SqliteStore, Error> {
        let with_format = |store: SqliteStore| Ok((schema::version(&store.conn)?, store));
        let opened = SqliteStore::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(with_format);
        let (format, store) = match opened {
            Err(error) if is_denied(&error) && !has_log(path) && File::open(path).is_ok() => {
                with_format(SqliteStore::connect_unchanging(path)?)?
            }
            opened => opened?,
        };
        if format < schema::FORMAT {
            let message = "the store has an older format; open it once for writing, as onrecord add does";
            return Err(Error::new(ErrorKind::Older, message));
        }
        // The shared memory of the log must be writable even for readers, so the file itself is opened for both.
        store.conn.pragma_update(None, "query_only", true).map_err(database)?;
        Ok(store)
    }

    /// Lets every later call fail with [`ErrorKind::Interrupted`] as soon as `is_over` returns true, which is asked about every
    /// millisecond while the database works. `None` ends that.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Database`] if the connection cannot be told.
    pub fn interrupt_when(&mut self, is_over: Option<impl FnMut() -> bool + Send + 'static>) -> Result<(), Error> {
        self.conn.progress_handler(OPERATIONS_PER_QUESTION, is_over).map_err(database)
    }

    /// Lets every later call that reads a record fail with [`ErrorKind::Interrupted`] as soon as `is_unwanted` returns true, which
    /// is asked before each record: work on many records ends between two of them. `None` ends that.
    pub fn stop_reading_when(&mut self, is_unwanted: Option<Box<dyn Fn() -> bool + Send>>) {
        self.is_unwanted = is_unwanted;
    }

    /// Refuses to read another record if nobody wants it any more.
    pub(super) fn ensure_wanted(&self) -> Result<(), Error> {
        match &self.is_unwanted {
            Some(is_unwanted) if is_unwanted() => {
                Err(Error::new(ErrorKind::Interrupted, "nobody waits for it any more"))
            }
            _ => Ok(()),
        }
    }

    /// Returns whether the file has changed since it was opened in the belief that it would not, so that what is read from it
    /// may be wrong. A store that can be written to is never outdated.
    pub fn is_outdated(&self) -> bool {
        self.unchanging.as_ref().is_some_and(|state| *state != FileState::of(&state.path))
    }

    fn open_for_writing(path: &Path, flags: OpenFlags, may_create: bool) -> Result<SqliteStore, Error> {
        let mut store = SqliteStore::connect(path, flags)?;
        schema::version(&store.conn)?;
        // Readers go on while one program writes; what is committed survives a crash of the machine.
        let set = |name, value: &str| store.conn.pragma_update(None, name, value).map_err(database);
        set("journal_mode", "WAL")?;
        set("synchronous", "FULL")?;
        set("foreign_keys", "ON")?;
        schema::migrate(&mut store.conn, may_create)?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<SqliteStore, Error> {
        if path.is_dir() {
            return Err(Error::new(ErrorKind::Open, "expected the name of a file, found a folder"));
        }
        if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) && !path.exists() {
            return Err(Error::new(ErrorKind::Open, "there is no such store"));
        }
        if let Err(error) = File::open(path)
            && error.kind() == std::io::ErrorKind::PermissionDenied
        {
            return Err(Error::new(ErrorKind::Open, "no permission to read it").caused_by(error));
        }
        SqliteStore::set_up(Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX))
    }

    /// Opens a file that cannot be written to, and beside which there can be no files either.
    fn connect_unchanging(path: &Path) -> Result<SqliteStore, Error> {
        let state = FileState::of(path);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let store = SqliteStore::set_up(Connection::open_with_flags(unchanging_uri(path), flags))?;
        Ok(SqliteStore { unchanging: Some(state), ..store })
    }

    fn set_up(opened: rusqlite::Result<Connection>) -> Result<SqliteStore, Error> {
        let conn = opened.map_err(database)?;
        conn.busy_timeout(PATIENCE).map_err(database)?;
        conn.set_prepared_statement_cache_capacity(N_PREPARED);
        // 64 MB of pages in memory, and reading through the system's own cache.
        conn.pragma_update(None, "cache_size", -64_000).map_err(database)?;
        conn.pragma_update(None, "mmap_size", 1_i64 << 30).map_err(database)?;
        conn.pragma_update(None, "temp_store", "MEMORY").map_err(database)?;
        Ok(SqliteStore { conn, unchanging: None, is_unwanted: None })
    }
}

/// What tells whether a file was changed.
#[derive(Debug, PartialEq, Eq)]
struct FileState {
    path: PathBuf,
    n_bytes: Option<u64>,
    modified: Option<SystemTime>,
    has_log: bool,
}

impl FileState {
    fn of(path: &Path) -> FileState {
        let found = std::fs::metadata(path).ok();
        FileState {
            path: path.to_owned(),
            n_bytes: found.as_ref().map(Metadata::len),
            modified: found.and_then(|found| found.modified().ok()),
            has_log: has_log(path),
        }
    }
}

/// Returns whether a file, or those that SQLite needs beside it, could not be opened for writing.
fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Open | ErrorKind::ReadOnly)
}

/// Returns whether there are changes that another program has not yet written into the file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|found| found.len() > 0)
}

/// Returns the address of a file that SQLite reads without locks (https://www.sqlite.org/uri.html).
fn unchanging_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = "file:".to_owned();
    for byte in absolute.as_os_str().as_encoded_bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'.' | b'_' | b'-' => uri.push(char::from(*byte)),
            byte => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}
