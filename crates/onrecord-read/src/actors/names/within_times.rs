//! Resolves overlaps of names and times.

use std::ops::Range;

use onrecord_record::{Span, Time};
use onrecord_text::Division;

use super::given_names::{is_joined_at_end, is_part_of_name};
use super::works::is_quoted_title;
use crate::actors::name::Name;
use crate::article::ArticleView;
use crate::model::NameTag;
use crate::range_index::RangeIndex;

/// Drops names that are times ("Saturday" as the name of something).
pub(super) fn without_times(mut names: Vec<Name>, times: &[Time], division: &Division) -> Vec<Name> {
    let times = RangeIndex::of(times.iter().map(|time| range(time.span)));
    let is_time = |name: &Name| name.tag == NameTag::Misc && times.covers(&range(division.span(&name.tokens)));
    names.retain(|name| !is_time(name));
    names
}

/// Drops times within the title of a work, and times that begin or lie within the name of an organization or person
/// ("Tomorrow Group", "Sunday Adeyemi"). A time at the end of such a name is kept, as it may not belong to the name, unless
/// the syntax tree joins it ("Joe Friday").
pub(crate) fn times_outside_names(mut times: Vec<Time>, names: &[Name], article: &ArticleView<'_>) -> Vec<Time> {
    let (text, division) = (article.tokenized, article.division);
    let spans = |is_wanted: &dyn Fn(&&Name) -> bool| {
        RangeIndex::of(names.iter().filter(is_wanted).map(|name| range(division.span(&name.tokens))))
    };
    let titles = spans(&|name| is_quoted_title(name, text));
    let joined = spans(&|name| is_joined_at_end(name, article.syntax));
    let bodies = spans(&|name| matches!(name.tag, NameTag::Person | NameTag::Organization));
    times.retain(|time| {
        let span = range(time.span);
        !titles.covers(&span)
            && !joined.covers(&span)
            && !bodies.goes_beyond(&span)
            && !is_part_of_name(time, text, article.syntax)
    });
    times
}

fn range(span: Span) -> Range<usize> {
    span.start..span.end
}
