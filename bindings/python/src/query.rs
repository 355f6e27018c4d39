//! The search criteria that Python passes for a store.

use std::collections::BTreeMap;

use onrecord_record::MinConfidence;
use onrecord_store::{List, Order, StoryId, ThreadId};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

/// Criteria by name, with the names of the options of `onrecord find`.
pub(crate) type Criteria = BTreeMap<String, String>;

/// Returns the list with this name.
pub(crate) fn list(name: &str) -> PyResult<List> {
    let lists = [List::Statements, List::Events, List::Actors, List::Articles];
    lists.into_iter().find(|list| list.as_str() == name).ok_or_else(|| {
        PyValueError::new_err(format!("expected statements, events, actors or articles, found {name:?}"))
    })
}

/// Returns the order with this name.
pub(crate) fn order(name: &str) -> PyResult<Order> {
    match name {
        "newest" => Ok(Order::Newest),
        "oldest" => Ok(Order::Oldest),
        "relevance" => Ok(Order::Relevance),
        _ => Err(PyValueError::new_err(format!("expected newest, oldest or relevance, found {name:?}"))),
    }
}

/// Returns the criteria of a query.
pub(crate) fn criteria(wanted: Criteria) -> PyResult<onrecord_store::Criteria> {
    let mut criteria = onrecord_store::Criteria::default();
    for (name, value) in wanted {
        let wrong = |expected| PyValueError::new_err(format!("{name}: expected {expected}, found {value:?}"));
        let place = match name.as_str() {
            "words" => &mut criteria.words,
            "speaker" => &mut criteria.speaker,
            "cue" => &mut criteria.cue,
            "about" => &mut criteria.about,
            "actor" => &mut criteria.actor,
            "recipient" => &mut criteria.recipient,
            "type" => &mut criteria.of_type,
            "status" => &mut criteria.status,
            "country" => &mut criteria.country,
            "actor_country" => &mut criteria.actor_country,
            "recipient_country" => &mut criteria.recipient_country,
            "any_country" => &mut criteria.any_country,
            "place" => &mut criteria.place,
            "since" => &mut criteria.since,
            "until" => &mut criteria.until,
            "verdict" => &mut criteria.verdict,
            "story" => {
                criteria.story = Some(StoryId(value.parse().map_err(|_| wrong("the number of a story"))?));
                continue;
            }
            "thread" => {
                criteria.thread = Some(ThreadId(value.parse().map_err(|_| wrong("the number of a thread"))?));
                continue;
            }
            "min_confidence" => {
                criteria.min_confidence =
                    Some(MinConfidence::parse(&value).ok_or_else(|| wrong("a number from 0 to 1"))?);
                continue;
            }
            "min_speaker_confidence" => {
                criteria.min_speaker_confidence =
                    Some(MinConfidence::parse(&value).ok_or_else(|| wrong("a number from 0 to 1"))?);
                continue;
            }
            _ => return Err(PyTypeError::new_err(format!("there is no criterion {name:?}"))),
        };
        *place = Some(value);
    }
    Ok(criteria)
}
