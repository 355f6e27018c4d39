//! The functions that rules can call on the right side of `=>`.

mod arguments;
mod clocks;
mod dates;
mod lengths;
mod relative;

use super::context::TimeContext;
use super::value::{TimeValue, Year};

use self::arguments::{Arguments, PREVIOUS};

pub(super) use self::arguments::{Timed, Val};

/// A function of the rule language; see [`call`].
pub(super) type Function = fn(&TimeContext, &Arguments<'_, '_>) -> Option<Timed>;

/// The functions by their names in rule files.
pub(super) const FUNCTIONS: &[(&str, Function)] = &[
    ("year", dates::year),
    ("year-after", dates::year_after),
    ("named", dates::named),
    ("month-after", dates::month_after),
    ("month-since", dates::month_since),
    ("bc", dates::bc),
    ("decade", dates::decade),
    ("century", dates::century),
    ("month", dates::month),
    ("date", dates::date),
    ("calendar", dates::calendar),
    ("dom", dates::day_of_month),
    ("weekday", dates::weekday),
    ("season", dates::season),
    ("quarter", dates::quarter),
    ("half", dates::half),
    ("feast", dates::feast),
    ("clock", clocks::clock),
    ("past-hour", clocks::past_hour),
    ("at", clocks::at),
    ("part", clocks::part),
    ("shift", relative::shift),
    ("ago", relative::ago),
    ("later", relative::later),
    ("base", relative::base),
    ("back", relative::back),
    ("period", relative::period),
    ("focus", relative::focus),
    ("nth", relative::nth),
    ("nth-weekday", relative::nth_weekday),
    ("ref", relative::reference),
    ("that", relative::that),
    ("plus-part", lengths::plus_part),
    ("length", lengths::length),
    ("vague", lengths::vague),
    ("set", lengths::set),
    ("each", lengths::each),
    ("with", lengths::with),
    ("same", lengths::same),
    ("in-passing", lengths::in_passing),
    ("none", relative::none),
];

/// Calls a function.
///
/// Returns `None` if the value has a year that the notation cannot express.
pub(super) fn call(function: Function, context: &TimeContext, values: &[Val<'_>]) -> Option<Timed> {
    context.relative.set(false);
    context.counts_from_today.set(false);
    let mut timed = function(context, &Arguments::new(values))?;
    timed.is_relative = context.relative.get() || values.iter().any(|v| matches!(v, Val::Timed(t) if t.is_relative));
    timed.is_aside |= is_look_aside(context, values);
    let (TimeValue::Date(point) | TimeValue::Time(point, _)) = timed.value else { return Some(timed) };
    timed.is_relative &= point.year == Year::Unknown;
    let is_writable = match point.year {
        Year::Known(year) => (-9998..=9999).contains(&year),
        Year::Decade(decade) | Year::InDecade(decade) => decade <= 999,
        _ => true,
    };
    is_writable.then_some(timed)
}

/// Returns whether the call just made looks from a narrative to the day of publication ("today"), or back ("the previous
/// year"), so that the narrative does not go on from there.
fn is_look_aside(context: &TimeContext, values: &[Val<'_>]) -> bool {
    let looks_back = || values.contains(&Val::Name(PREVIOUS));
    context.narrative && context.last_year.is_some() && (context.counts_from_today.get() || looks_back())
}
