use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::connection::database;
use super::schema;
use crate::error::{Error, ErrorKind};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Prepared statements that a connection keeps.
const N_PREPARED: usize = 64;

/// A store in an SQLite file: one connection to it.
///
/// Use one for each thread. Its operations are those of [`Storage`](crate::Storage).
#[derive(Debug)]
pub struct SqliteStore {
    pub(super) conn: Connection,
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

    /// Opens the existing store at `path` for reading only.
    ///
    /// # Errors
    ///
    /// As [`SqliteStore::open`], and [`ErrorKind::Older`] if the store has an older format, which only opening it for
    /// writing upgrades.
    pub fn open_read_only(path: &Path) -> Result<SqliteStore, Error> {
        let store = SqliteStore::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if schema::version(&store.conn)? < schema::FORMAT {
            let message = "the store has an older format; open it once for writing, as onrecord add does";
            return Err(Error::new(ErrorKind::Older, message));
        }
        // The shared memory of the log must be writable even for readers, so the file itself is opened for both.
        store.conn.pragma_update(None, "query_only", true).map_err(database)?;
        Ok(store)
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
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(database)?;
        conn.busy_timeout(PATIENCE).map_err(database)?;
        conn.set_prepared_statement_cache_capacity(N_PREPARED);
        // 64 MB of pages in memory, and reading through the system's own cache.
        conn.pragma_update(None, "cache_size", -64_000).map_err(database)?;
        conn.pragma_update(None, "mmap_size", 1_i64 << 30).map_err(database)?;
        conn.pragma_update(None, "temp_store", "MEMORY").map_err(database)?;
        Ok(SqliteStore { conn })
    }
}
