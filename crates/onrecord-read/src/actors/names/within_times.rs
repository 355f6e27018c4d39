//! Words that are both a name and a time: which of the two they are.

use onrecord_record::Time;
use onrecord_text::Division;

use crate::actors::name::Name;
use crate::model::NameTag;

/// Drops names that are times ("Saturday" as the name of something).
pub(super) fn without_times(mut names: Vec<Name>, times: &[Time], division: &Division) -> Vec<Name> {
    let is_time = |name: &Name| {
        let span = division.span(&name.tokens);
        name.tag == NameTag::Misc && times.iter().any(|time| time.span.contains(span))
    };
    names.retain(|name| !is_time(name));
    names
}

/// Drops times that begin or lie within the name of a body or person ("Tomorrow Group"); what stands at its end may be no
/// part of it.
pub(crate) fn times_outside_names(mut times: Vec<Time>, names: &[Name], division: &Division) -> Vec<Time> {
    let is_named = |time: &Time| {
        names.iter().filter(|name| matches!(name.tag, NameTag::Person | NameTag::Organization)).any(|name| {
            let span = division.span(&name.tokens);
            span.contains(time.span) && time.span.end < span.end
        })
    };
    times.retain(|time| !is_named(time));
    times
}
