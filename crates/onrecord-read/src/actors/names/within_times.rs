//! Words that are both a name and a time: which of the two they are.

use onrecord_record::{Span, Time};
use onrecord_text::Division;

use super::works::is_quoted_title;
use crate::actors::name::Name;
use crate::model::NameTag;
use crate::text::TokenizedText;

/// Drops names that are times ("Saturday" as the name of something).
pub(super) fn without_times(mut names: Vec<Name>, times: &[Time], division: &Division) -> Vec<Name> {
    let is_time = |name: &Name| {
        let span = division.span(&name.tokens);
        name.tag == NameTag::Misc && times.iter().any(|time| time.span.contains(span))
    };
    names.retain(|name| !is_time(name));
    names
}

/// Drops times that lie within the title of a work, or begin or lie within the name of a body or person ("Tomorrow Group");
/// what stands at its end may be no part of it.
pub(crate) fn times_outside_names(mut times: Vec<Time>, names: &[Name], text: &TokenizedText<'_>) -> Vec<Time> {
    let division = &text.division;
    let titles: Vec<Span> =
        names.iter().filter(|name| is_quoted_title(name, text)).map(|name| division.span(&name.tokens)).collect();
    times.retain(|time| !titles.iter().any(|title| title.contains(time.span)));
    let is_named = |time: &Time| {
        names.iter().filter(|name| matches!(name.tag, NameTag::Person | NameTag::Organization)).any(|name| {
            let span = division.span(&name.tokens);
            span.contains(time.span) && time.span.end < span.end
        })
    };
    times.retain(|time| !is_named(time));
    times
}
