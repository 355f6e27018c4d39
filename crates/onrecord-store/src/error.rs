/// The kind of failure of a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file does not exist, or it cannot be opened or created.
    Open,
    /// The file is not a store.
    NotAStore,
    /// The store was written by a later version of the program.
    Newer,
    /// The store has an older format and was opened read-only, so it could not be upgraded.
    Older,
    /// The store cannot be written to.
    ReadOnly,
    /// Another program is writing to the store.
    Busy,
    /// The call was interrupted at the caller's request.
    Interrupted,
    /// There is no such article, entry, actor or story.
    NotFound,
    /// The query is invalid.
    Query,
    /// The correction is invalid.
    Correction,
    /// The entry to be corrected has changed since it was shown.
    Stale,
    /// A record in the store cannot be read.
    Record,
    /// The database failed: the disk is full, the file is damaged, or the program has a bug.
    Database,
}

/// An error of a store.
pub type Error = onrecord_error::Error<ErrorKind>;
