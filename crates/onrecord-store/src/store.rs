use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::{Error, ErrorKind, schema};

/// How long to wait for another program that is writing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Prepared statements that are kept.
const N_PREPARED: usize = 64;

/// One connection to one store.
#[derive(Debug)]
pub struct Store {
    pub(crate) conn: Connection,
}

impl Store {
    /// Opens the store at `path` for reading and writing, and makes one where there is no file. A store of an older
    /// format becomes one of the present format.
    ///
    /// ```
    /// let folder = std::env::temp_dir().join(format!("onrecord-doc-{}", std::process::id()));
    /// std::fs::create_dir_all(&folder)?;
    /// let store = onrecord_store::Store::create(&folder.join("news.db"))?;
    /// assert_eq!(store.stats()?.n_articles, 0);
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened or made, is not a store, or is one of a later format.
    pub fn create(path: &Path) -> Result<Store, Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        Store::opened(path, flags, true)
    }

    /// Opens the store at `path`, which must exist, for reading and writing.
    ///
    /// # Errors
    ///
    /// As [`Store::create`], and where there is no such file.
    pub fn open(path: &Path) -> Result<Store, Error> {
        Store::opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE, false)
    }

    /// Opens the store at `path`, which must exist, so that nothing can be written through this connection.
    ///
    /// # Errors
    ///
    /// As [`Store::open`], and [`ErrorKind::Older`] where the store has an older format, which only opening it for writing
    /// renews.
    pub fn open_read_only(path: &Path) -> Result<Store, Error> {
        let store = Store::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        if schema::version(&store.conn)? < schema::FORMAT {
            let message = "the store has an older format; open it once for writing, as onrecord add does";
            return Err(Error::new(ErrorKind::Older, message));
        }
        // The shared memory of the log must be writable even for readers, so the file itself is opened for both.
        store.conn.pragma_update(None, "query_only", true).map_err(Error::database)?;
        Ok(store)
    }

    fn opened(path: &Path, flags: OpenFlags, may_create: bool) -> Result<Store, Error> {
        let mut store = Store::connect(path, flags)?;
        schema::version(&store.conn)?;
        // Readers go on while one program writes; what is committed survives a crash of the machine.
        let set = |name, value: &str| store.conn.pragma_update(None, name, value).map_err(Error::database);
        set("journal_mode", "WAL")?;
        set("synchronous", "FULL")?;
        set("foreign_keys", "ON")?;
        schema::migrate(&mut store.conn, may_create)?;
        Ok(store)
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Store, Error> {
        if path.is_dir() {
            return Err(Error::new(ErrorKind::Open, "expected the name of a file, found a folder"));
        }
        if !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) && !path.exists() {
            return Err(Error::new(ErrorKind::Open, "there is no such store"));
        }
        let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(path, flags).map_err(Error::database)?;
        conn.busy_timeout(PATIENCE).map_err(Error::database)?;
        conn.set_prepared_statement_cache_capacity(N_PREPARED);
        // 64 MB of pages in memory, and reading through the system's own cache.
        conn.pragma_update(None, "cache_size", -64_000).map_err(Error::database)?;
        conn.pragma_update(None, "mmap_size", 1_i64 << 30).map_err(Error::database)?;
        conn.pragma_update(None, "temp_store", "MEMORY").map_err(Error::database)?;
        Ok(Store { conn })
    }
}
