//! Removes statements and events with low confidence from records.

use crate::{Notice, Record, Statement, StatementId};

/// The minimum confidence that a statement or an event must have: a number from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct MinConfidence(f64);

// Invariant: the number is not NaN, so every value equals itself.
impl Eq for MinConfidence {}

impl MinConfidence {
    /// Returns the minimum, or `None` if it is not from 0 to 1.
    pub const fn new(least: f64) -> Option<MinConfidence> {
        if least >= 0.0 && least <= 1.0 { Some(MinConfidence(least)) } else { None }
    }

    /// Returns the minimum that `text` gives as a decimal number, or `None` if it is not a number from 0 to 1.
    ///
    /// ```
    /// use onrecord_record::MinConfidence;
    ///
    /// assert_eq!(MinConfidence::parse("0.3"), MinConfidence::new(0.3));
    /// assert_eq!(MinConfidence::parse("30%"), None);
    /// ```
    pub fn parse(text: &str) -> Option<MinConfidence> {
        text.parse().ok().and_then(MinConfidence::new)
    }

    /// Returns the number, 0 to 1.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// Returns whether `confidence` reaches the minimum when rounded to the four decimals that records are written
    /// with; NaN counts as 0, as which it is written.
    pub fn allows(self, confidence: f32) -> bool {
        rounded(confidence) >= self.0
    }
}

impl std::fmt::Display for MinConfidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Returns `value` rounded to four decimals; adding 0.0 turns -0.0 into 0.0.
pub(crate) fn rounded(value: f32) -> f64 {
    if value.is_finite() { (f64::from(value) * 1e4).round() / 1e4 + 0.0 } else { 0.0 }
}

/// Returns `record` without the statements and events whose own confidence is below `least`, and with a notice that
/// gives the number removed.
///
/// The remaining statements and events are renumbered. A statement, or an event that a statement reports, is attached
/// to the nearest enclosing statement that remains, or to none. All other entries stay, since they have no confidence.
/// A valid record stays valid; a record from which nothing is removed is unchanged.
///
/// ```
/// use onrecord_record::{MinConfidence, Record, with_min_confidence};
///
/// let least = MinConfidence::new(0.5).unwrap();
/// assert_eq!(with_min_confidence(Record::default(), least), Record::default());
/// ```
pub fn with_min_confidence(mut record: Record, least: MinConfidence) -> Record {
    let n_all = (record.statements.len(), record.events.len());
    record.events.retain(|event| least.allows(event.confidence));
    let new_ids = new_ids(&record.statements, least);
    let renew = |id: Option<StatementId>| id.and_then(|id| new_ids.get(id.0).copied().flatten());
    record.statements.retain(|statement| least.allows(statement.confidence));
    for statement in &mut record.statements {
        statement.within = renew(statement.within);
    }
    let mut n_detached = 0;
    for event in &mut record.events {
        let reporting = renew(event.statement);
        n_detached += usize::from(event.statement.is_some() && reporting.is_none());
        event.statement = reporting;
    }
    let n_missing = (n_all.0 - record.statements.len(), n_all.1 - record.events.len());
    record.notices.extend(notice(least, n_missing, n_detached));
    record
}

/// Returns, for each statement, the new id of the nearest one that remains: itself, or one that encloses it.
fn new_ids(statements: &[Statement], least: MinConfidence) -> Vec<Option<StatementId>> {
    let is_left = |statement: &Statement| least.allows(statement.confidence);
    let mut next = 0..;
    let own: Vec<Option<StatementId>> =
        statements.iter().map(|one| if is_left(one) { next.next().map(StatementId) } else { None }).collect();
    let nearest = |idx: usize| {
        // The number of steps is limited because in an invalid record a statement may be nested in itself.
        let outwards = std::iter::successors(Some(idx), |idx| statements.get(*idx)?.within.map(|outer| outer.0));
        outwards.take(statements.len()).find_map(|idx| own.get(idx).copied().flatten())
    };
    (0..statements.len()).map(nearest).collect()
}

/// Returns the notice about the removed entries; `None` if there are none.
fn notice(least: MinConfidence, (n_statements, n_events): (usize, usize), n_detached: usize) -> Option<Notice> {
    let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
    let missing = match (n_statements, n_events) {
        (0, 0) => return None,
        (n, 0) => count(n, "statement"),
        (0, n) => count(n, "event"),
        (n, m) => format!("{} and {}", count(n, "statement"), count(m, "event")),
    };
    let mut message = format!("left out {missing} with a confidence below {least}");
    if n_detached > 0 {
        let are = if n_detached == 1 { "is" } else { "are" };
        message += &format!("; {} {are} no longer linked to a statement", count(n_detached, "event"));
    }
    Some(Notice::new("min-confidence", message))
}

#[cfg(test)]
mod tests;
