//! What a query asks for in words, as what the file holds for it.

use super::words::wrong;
use super::{List, Query};
use crate::corrections::Verdict;
use crate::{Error, day};

/// Returns the first and the last day that are asked for; `None` where all are.
pub(super) fn days(query: &Query) -> Result<Option<(i64, i64)>, Error> {
    let span = |text: &String| {
        let expected = "expected a date such as 2025-02-13, 2025-02 or 2025";
        day::span(text).ok_or_else(|| wrong(&format!("{expected}, found {text:?}")))
    };
    let since = query.since.as_ref().map(span).transpose()?.map(|days| days.0);
    let until = query.until.as_ref().map(span).transpose()?.map(|days| days.1);
    if since.is_none() && until.is_none() {
        return Ok(None);
    }
    // What has no date, which is day 0, lies in no span.
    let (since, until) = (since.unwrap_or(1), until.unwrap_or(day::LAST));
    if since > until {
        return Err(wrong("expected the first day before the last one; nothing lies between them"));
    }
    Ok(Some((since, until)))
}

/// Returns what rows hold for a verdict that is asked for; 0 for none.
pub(super) fn asked_verdict(text: &str) -> Result<i64, Error> {
    let values = [None, Some(Verdict::Confirmed), Some(Verdict::Changed), Some(Verdict::Rejected)];
    one_of(text, &values, |verdict| verdict.map_or("none", Verdict::as_str), "a verdict")
}

/// Returns the place of `text` among `values`, which is what the file holds for it.
pub(super) fn one_of<T: Copy>(text: &str, values: &[T], name: fn(T) -> &'static str, what: &str) -> Result<i64, Error> {
    let found = values.iter().position(|value| name(*value).eq_ignore_ascii_case(text.trim()));
    found.map(|idx| idx as i64).ok_or_else(|| {
        let names: Vec<&str> = values.iter().map(|value| name(*value)).collect();
        wrong(&format!("expected {what} ({}), found {text:?}", names.join(", ")))
    })
}

pub(super) fn code(country: &str) -> Result<String, Error> {
    let code = country.trim().to_ascii_uppercase();
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Ok(code);
    }
    Err(wrong(&format!("expected a country as ISO 3166-1 writes it in three letters, such as ITA, found {country:?}")))
}

/// Refuses what `list` cannot be asked for, with the lists that can.
pub(super) fn refuse_others(list: List, query: &Query) -> Result<(), Error> {
    use List::{Articles, Events, Statements};
    let rules: [(&str, bool, &[List]); 6] = [
        ("speaker", query.speaker.is_some(), &[Statements, Articles]),
        ("about", query.about.is_some(), &[Statements, Articles]),
        ("actor", query.actor.is_some(), &[Statements, Events, Articles]),
        ("recipient", query.recipient.is_some(), &[Statements, Events, Articles]),
        ("status", query.status.is_some(), &[Events]),
        ("type", query.of_type.is_some(), &[Statements, Events, List::Actors]),
    ];
    for (name, is_asked, lists) in rules {
        if is_asked && !lists.contains(&list) {
            let lists: Vec<&str> = lists.iter().map(|list| list.as_str()).collect();
            let message = format!("{name} goes with {}; found it with {}", lists.join(", "), list.as_str());
            return Err(wrong(&message));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use onrecord_record::{ActorKind, EventStatus, StatementKind};

    #[test]
    fn the_values_of_the_file_are_places_in_the_lists() {
        for (idx, kind) in StatementKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, idx);
        }
        for (idx, status) in EventStatus::ALL.iter().enumerate() {
            assert_eq!(*status as usize, idx);
        }
        for (idx, kind) in ActorKind::ALL.iter().enumerate() {
            assert_eq!(*kind as usize, idx);
        }
    }
}
