use std::fs::{File, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags};

use super::connection::database;
use super::schema;
use crate::error::{Error, ErrorKind};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// The number of SQLite virtual-machine operations between two checks for interruption: about a millisecond (measured
/// with searches in a store of 11,000 articles).
const OPERATIONS_PER_QUESTION: std::ffi::c_int = 20_000;

/// The number of prepared statements cached per connection.
const N_PREPARED: usize = 64;

/// A store in an SQLite file: one connection to it.
///
/// Use one for each thread. Its operations are those of [`Storage`](crate::Storage).
pub struct SqliteStore {
    pub(super) conn: Connection,
    /// The state of the file when it was opened, if it is read on the assumption that it does not change.
    unchanging: Option<FileState>,
    is_unwanted: Option<IsUnwanted>,
}

/// Returns true when the result is no longer needed.
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

    /// Opens the existing store at `path` for reading only. If neither the file nor its folder is writable, the store
    /// is read on the assumption that no other program writes to it; [`SqliteStore::is_outdated`] tells whether the
    /// assumption still holds.
    ///
    /// # Errors
    ///
    /// As [`SqliteStore::open`], and [`ErrorKind::Older`] if the store has an older format, because upgrading requires
    /// opening it for writing.
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
        // Even readers need write access to the shared memory of the log, so the file itself is opened for reading and
        // writing.
        store.conn.pragma_update(None, "query_only", true).map_err(database)?;
        Ok(store)
    }

    /// Makes every later call fail with [`ErrorKind::Interrupted`] as soon as `is_over` returns true. `is_over` is
    /// called about every millisecond while the database works. `None` removes the check.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Database`] if the check cannot be installed.
    pub fn interrupt_when(&mut self, is_over: Option<impl FnMut() -> bool + Send + 'static>) -> Result<(), Error> {
        self.conn.progress_handler(OPERATIONS_PER_QUESTION, is_over).map_err(database)
    }

    /// Makes every later call that reads a record fail with [`ErrorKind::Interrupted`] as soon as `is_unwanted` returns
    /// true. `is_unwanted` is called before each record is read, so that work on many records stops between two
    /// records. `None` removes the check.
    pub fn stop_reading_when(&mut self, is_unwanted: Option<Box<dyn Fn() -> bool + Send>>) {
        self.is_unwanted = is_unwanted;
    }

    /// Fails if the next record is no longer needed.
    pub(super) fn ensure_wanted(&self) -> Result<(), Error> {
        match &self.is_unwanted {
            Some(is_unwanted) if is_unwanted() => Err(Error::new(ErrorKind::Interrupted, "the request was canceled")),
            _ => Ok(()),
        }
    }

    /// Returns whether the file has changed although it was opened on the assumption that it would not, so that results
    /// may be wrong. A writable store is never outdated.
    pub fn is_outdated(&self) -> bool {
        self.unchanging.as_ref().is_some_and(|state| *state != FileState::of(&state.path))
    }

    fn open_for_writing(path: &Path, flags: OpenFlags, may_create: bool) -> Result<SqliteStore, Error> {
        let mut store = SqliteStore::connect(path, flags)?;
        schema::version(&store.conn)?;
        // Readers continue while one program writes; committed data survives a crash of the machine.
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

    /// Opens a file that is not writable and beside which no files can be created.
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
        // Uses a page cache of 64 MB and reads through the operating system's cache.
        conn.pragma_update(None, "cache_size", -64_000).map_err(database)?;
        conn.pragma_update(None, "mmap_size", 1_i64 << 30).map_err(database)?;
        conn.pragma_update(None, "temp_store", "MEMORY").map_err(database)?;
        Ok(SqliteStore { conn, unchanging: None, is_unwanted: None })
    }
}

/// Properties of a file that show whether it was changed.
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

/// Returns whether a file, or the files that SQLite needs beside it, cannot be opened for writing.
fn is_denied(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Open | ErrorKind::ReadOnly)
}

/// Returns whether there are changes that another program has not yet written to the main file.
fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(log).is_ok_and(|found| found.len() > 0)
}

/// Returns the URI of a file that SQLite reads without locks (https://www.sqlite.org/uri.html).
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
