//! Functions for durations, sets and modifiers.

use super::super::context::TimeContext;
use super::super::value::{Amount, Length, Part, Point, TimeValue, Unit, Year};
use super::arguments::{Arguments, Timed, Val, day_part, some_day};

/// `length(n, unit, n?, unit?)`: a duration; decades and centuries are converted to years, halves and quarters to the next
/// smaller unit.
pub(super) fn length(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let first = (a.amount(0)?, a.unit(1)?);
    let second = a.amount(2).zip(a.unit(3)).filter(|s| s.1 > first.1);
    if !a.is_nothing(2) && second.is_none() {
        return None;
    }
    let (first, second) = match second {
        None => in_years(first)?,
        Some(second) if second.1 <= Unit::Year => in_years(sum(first, second)?)?,
        Some(second) => Some((in_years(first)?.0, Some(second))).filter(|((_, unit), _)| *unit < second.1)?,
    };
    Some(TimeValue::Duration(Length { first, second }).into())
}

/// `plus-part(n, unit, thousandths)`: n units and a part of one ("an hour and a quarter").
pub(super) fn plus_part(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let Amount::Thousandths(n) = a.amount(0)? else { return None };
    let part = u64::try_from(a.int(2)?).ok()?;
    let (first, second) = in_years((Amount::Thousandths(n.checked_add(part)?), a.unit(1)?))?;
    Some(TimeValue::Duration(Length { first, second }).into())
}

type Count = (Amount, Unit);

/// Returns the sum of two durations counted in years: "a century and two decades", "two centuries 1 year".
fn sum(first: Count, second: Count) -> Option<Count> {
    let years = |(amount, unit): Count| match amount {
        Amount::Thousandths(n) => n.checked_mul(match unit {
            Unit::Decade => 10,
            Unit::Century => 100,
            Unit::Millennium => 1000,
            _ => 1,
        }),
        Amount::Unknown => None,
    };
    Some((Amount::Thousandths(years(first)?.checked_add(years(second)?)?), Unit::Year))
}

fn in_years((amount, unit): Count) -> Option<(Count, Option<Count>)> {
    let factor = match unit {
        Unit::Decade => 10,
        Unit::Century => 100,
        Unit::Millennium => 1000,
        _ => 1,
    };
    let Amount::Thousandths(n) = amount else { return Some(((amount, unit), None)) };
    let n = n.checked_mul(factor)?;
    let unit = if factor > 1 { Unit::Year } else { unit };
    // "Two and a half years" are two years and six months; "three and three-quarter hours", 3 hours and 45 minutes.
    let smaller = match unit {
        Unit::Year => Some((Unit::Month, 12)),
        Unit::Day => Some((Unit::Hour, 24)),
        Unit::Hour => Some((Unit::Minute, 60)),
        Unit::Minute => Some((Unit::Second, 60)),
        _ => None,
    };
    let part = n % 1000;
    if let Some((smaller, per)) = smaller.filter(|_| matches!(part, 250 | 500 | 750)) {
        let whole = n - part;
        let rest = (Amount::Thousandths(part * per), smaller);
        return Some(if whole == 0 { (rest, None) } else { ((Amount::Thousandths(whole), unit), Some(rest)) });
    }
    Some(((Amount::Thousandths(n), unit), None))
}

/// `vague(unit)`: "years", "several days".
pub(super) fn vague(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    Some(TimeValue::Duration(Length { first: (Amount::Unknown, a.unit(0)?), second: None }).into())
}

/// `set(x)`: a recurring time; the year of a date is dropped.
pub(super) fn set(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let timed = a.timed(0)?;
    Some(Timed { value: freed(timed.value), is_set: true, ..timed })
}

fn freed(value: TimeValue) -> TimeValue {
    let free = |point: Point| Point { year: Year::Unknown, part: point.part };
    match value {
        TimeValue::Date(point) => TimeValue::Date(free(point)),
        TimeValue::Time(point, clock) => TimeValue::Time(free(point), clock),
        other => other,
    }
}

/// `each(kind, x, part?)`: a recurring time; the kind is `weekday` with a number, `month`, `season`, or `part` of the
/// day.
pub(super) fn each(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let point = |part| Point { year: Year::Unknown, part };
    let value = match a.name(0)? {
        "weekday" => {
            let point = point(Part::Weekday(None, a.small(1, 7)?));
            match a.name(2) {
                Some(code) => TimeValue::Time(point, day_part(code)?),
                None => TimeValue::Date(point),
            }
        }
        "month" => TimeValue::Date(point(Part::Month(Some(a.small(1, 12)?)))),
        "season" => TimeValue::Date(point(Part::Season(super::super::value::Season::parse(a.name(1)?)?))),
        "weekend" => TimeValue::Date(point(Part::Weekend(None))),
        "part" => TimeValue::Time(some_day(), day_part(a.name(1)?)?),
        _ => return None,
    };
    Some(Timed { is_set: true, ..value.into() })
}

/// `with(x, modifier, modifier?)`: the same value with a modifier; the first modifier given applies.
pub(super) fn with(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let timed = a.timed(0)?;
    let modifier = a.modifier(1).or_else(|| a.modifier(2)).or(timed.modifier);
    Some(Timed { modifier, ..timed })
}

/// `in-passing(x)`: the same value, which does not move a narrative there.
pub(super) fn in_passing(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let timed = a.timed(0)?;
    Some(Timed { is_aside: timed.is_aside || context.narrative, ..timed })
}

/// `same(x)`: the value unchanged; `same(x, y)`: whichever of the two was captured.
pub(super) fn same(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    match (a.get(0), a.get(1)) {
        (Val::Timed(timed), _) | (_, Val::Timed(timed)) => Some(timed),
        _ => None,
    }
}
