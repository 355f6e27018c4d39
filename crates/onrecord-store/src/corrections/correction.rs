use onrecord_record::Record;

use super::apply::CorrectedRecord;
use super::change::{Change, LatestCorrections, checked, ensure_plain, merged, wrong};
use super::match_result::MatchResult;
use super::reapply::EntryMatcher;
use super::snapshot::EntrySnapshot;
use super::verdict::Verdict;
use crate::article::{Article, ArticleId};
use crate::entry_id::EntryId;
use crate::error::{Error, ErrorKind};
use crate::text::one_line;

/// Maximum length of an author's name in bytes.
const MAX_AUTHOR: usize = 200;
/// Maximum length of a note in bytes.
const MAX_NOTE: usize = 4000;

/// A correction to be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCorrection {
    /// The article.
    pub article: ArticleId,
    /// The entry's id in the current record of the article.
    pub entry: EntryId,
    /// [`EntrySnapshot::mark`] of the entry as the user saw it; if it is given and no longer matches, nothing is
    /// stored. If `-` and the number of the last correction that the user saw follow (0 for none), later corrections
    /// are detected too.
    pub mark: Option<String>,
    /// The verdict.
    pub verdict: Verdict,
    /// New values, for [`Verdict::Changed`].
    pub change: Change,
    /// The author of the correction; may be empty.
    pub author: String,
    /// The reason; may be empty.
    pub note: String,
    /// The time of the correction, as RFC 3339.
    pub time: String,
}

/// A stored correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Its number, in the order in which corrections were made.
    pub id: i64,
    /// The article.
    pub article: Article,
    /// The version of the article that was corrected.
    pub version: u32,
    /// The entry as it was when it was corrected.
    pub snapshot: EntrySnapshot,
    /// How the entry relates to the current record.
    pub matched: MatchResult,
    /// The verdict.
    pub verdict: Verdict,
    /// New values.
    pub change: Change,
    /// The author of the correction.
    pub author: String,
    /// The reason.
    pub note: String,
    /// The time of the correction, as RFC 3339.
    pub time: String,
}

/// A correction as stored, not yet matched with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredCorrection {
    pub(crate) id: i64,
    pub(crate) article: ArticleId,
    pub(crate) version: u32,
    pub(crate) snapshot: EntrySnapshot,
    pub(crate) verdict: Verdict,
    pub(crate) change: Change,
    pub(crate) author: String,
    pub(crate) note: String,
    pub(crate) time: String,
}

impl StoredCorrection {
    /// Returns the correction together with its entry, which `matcher` looks up in the current record of `article`.
    pub(crate) fn matched(self, article: Article, matcher: &EntryMatcher<'_>) -> Correction {
        let matched = matcher.match_result(&self.snapshot);
        let StoredCorrection { id, version, snapshot, verdict, change, author, note, time, .. } = self;
        Correction { id, article, version, snapshot, matched, verdict, change, author, note, time }
    }
}

/// Returns the latest correction of each entry of `record`; `stored` contains all corrections of its article, oldest
/// first.
pub(crate) fn latest(record: &Record, stored: Vec<StoredCorrection>) -> LatestCorrections {
    let matcher = EntryMatcher::new(record);
    let of_entry = |stored: StoredCorrection| {
        Some((matcher.match_result(&stored.snapshot).entry()?, (stored.verdict, stored.change)))
    };
    stored.into_iter().filter_map(of_entry).collect()
}

/// Returns the latest correction of each entry; `corrections` contains all corrections of an article, oldest first.
pub(crate) fn latest_of(corrections: Vec<Correction>) -> LatestCorrections {
    let of_entry = |one: Correction| Some((one.matched.entry()?, (one.verdict, one.change)));
    corrections.into_iter().filter_map(of_entry).collect()
}

/// Returns `new` in the form to be stored; its number and version are 0 until the store assigns them. `earlier`
/// contains all corrections of the article, oldest first. Their new values are kept unless `new` overrides them,
/// because the user sees the entry with these corrections applied. `types` lists the event types in the store.
///
/// # Errors
///
/// [`ErrorKind::NotFound`] if `record` has no such entry, [`ErrorKind::Stale`] if the entry has changed since the user
/// saw it, [`ErrorKind::Correction`] if a value is invalid.
pub(crate) fn checked_correction(
    record: &Record,
    new: &NewCorrection,
    earlier: &[StoredCorrection],
    types: &[String],
) -> Result<StoredCorrection, Error> {
    let snapshot = EntrySnapshot::of(record, new.entry).ok_or_else(|| {
        let message = format!("there is no entry {} in article {}", new.entry, new.article.0);
        Error::new(ErrorKind::NotFound, message)
    })?;
    ensure_seen(record, new, &snapshot, earlier)?;
    let mut latest = latest(record, earlier.to_vec());
    let corrected = CorrectedRecord::new(record.clone(), &latest).record;
    let now = EntrySnapshot::of(&corrected, new.entry).unwrap_or_else(|| snapshot.clone());
    let change = checked(&corrected, new.entry, &now, &new.change, types)?;
    match new.verdict {
        Verdict::Changed if change.is_empty() => {
            return Err(wrong("expected at least one value that differs from the current one, found none"));
        }
        Verdict::Confirmed | Verdict::Rejected if !change.is_empty() => {
            return Err(wrong("expected new values only with the verdict \"changed\""));
        }
        _ => {}
    }
    let (verdict, change) = match (new.verdict, latest.remove(&new.entry)) {
        (Verdict::Rejected, _) => (Verdict::Rejected, Change::new()),
        (_, before) => {
            let change = merged(&snapshot, before.map_or_else(Change::new, |(_, change)| change), change);
            // If all values equal the reader's again, the correction confirms the entry.
            (if change.is_empty() { Verdict::Confirmed } else { Verdict::Changed }, change)
        }
    };
    Ok(StoredCorrection {
        id: 0,
        article: new.article,
        version: 0,
        snapshot,
        verdict,
        change,
        author: bounded("author", &new.author, MAX_AUTHOR)?,
        note: bounded("note", &new.note, MAX_NOTE)?,
        time: new.time.clone(),
    })
}

/// Rejects a correction of an entry that has changed, or that another user corrected, since the author saw it.
fn ensure_seen(
    record: &Record,
    new: &NewCorrection,
    snapshot: &EntrySnapshot,
    earlier: &[StoredCorrection],
) -> Result<(), Error> {
    let Some(mark) = &new.mark else { return Ok(()) };
    let stale = |what: String| Err(Error::new(ErrorKind::Stale, format!("{what}; look at it again")));
    let (seen, last_seen) = mark.split_once('-').map_or((mark.as_str(), None), |(seen, last)| (seen, Some(last)));
    if seen != snapshot.mark() {
        return stale(format!("entry {} has changed since it was shown", new.entry));
    }
    let matcher = EntryMatcher::new(record);
    let is_of_entry = |one: &&StoredCorrection| matcher.match_result(&one.snapshot).entry() == Some(new.entry);
    let last = earlier.iter().rev().find(is_of_entry);
    match (last_seen, last) {
        (Some(id), Some(last)) if id != last.id.to_string() => {
            let author = if last.author.is_empty() { "somebody" } else { &last.author };
            stale(format!("{author} corrected entry {} at {}, after it was shown", new.entry, last.time))
        }
        _ => Ok(()),
    }
}

fn bounded(name: &str, value: &str, max: usize) -> Result<String, Error> {
    let value = one_line(value);
    ensure_plain(name, &value)?;
    if value.len() > max {
        return Err(wrong(format!("expected {name} to have at most {max} bytes, found {}", value.len())));
    }
    Ok(value)
}
