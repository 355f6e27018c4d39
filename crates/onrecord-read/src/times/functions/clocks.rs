//! Functions for the time of day.

use super::super::calendar;
use super::super::context::TimeContext;
use super::super::value::{Clock, DayPart, Part, Point, TimeValue, Unit};
use super::arguments::{Arguments, Direction, Timed, Val, day_part, some_day};

/// `clock(time, half?, zone?)`: a time of day on the last day mentioned; half is `a` or `p`, zone minutes east.
pub(super) fn clock(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (hour, minute, second) = match a.get(0) {
        Val::ClockTime(h, m, s) => (h, m, s),
        _ => (u8::try_from(a.int(0)?).ok()?, None, None),
    };
    let hour = match (a.name(1), hour) {
        (Some("a"), 12) => 0,
        (Some("p"), 1..=11) => hour + 12,
        // One o'clock at night is after midnight.
        (Some("n"), NIGHT..=11) => hour + 12,
        (Some("n"), 12) => 24,
        _ => hour,
    };
    if hour > 24 {
        return None;
    }
    let zone_minutes = a.name(2).and_then(|z| z.strip_prefix('Z')).and_then(|z| z.parse::<i16>().ok());
    // Newspapers round to minutes: "10 p.m." is 22:00.
    let minute = minute.or(Some(0));
    Some(context.on_reference_day(Clock::At { hour, minute, second, zone_minutes }).into())
}

/// `past-hour(minutes, direction, time, half?)`: "half past nine", "ten minutes to six"; the direction `next` adds the
/// minutes to the hour, `last` subtracts them.
pub(super) fn past_hour(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let minutes = u8::try_from(a.int(0)?).ok().filter(|n| (1..60).contains(n))?;
    let back = a.direction(1)? == Direction::Last;
    let hour = match a.get(2) {
        Val::ClockTime(hour, None, None) => hour,
        _ => u8::try_from(a.int(2)?).ok()?,
    };
    if !(1..=24).contains(&hour) {
        return None;
    }
    let hour = match (a.name(3), hour) {
        (Some("a"), 12) => 0,
        (Some("p"), 1..=11) => hour + 12,
        (Some("n"), NIGHT..=11) => hour + 12,
        _ => hour,
    };
    let (hour, minute) = if back { ((hour + 23) % 24, 60 - minutes) } else { (hour % 24, minutes) };
    Some(context.on_reference_day(Clock::At { hour, minute: Some(minute), second: None, zone_minutes: None }).into())
}

/// `at(date, time)`: the time of day on the date.
pub(super) fn at(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (date, time) = (a.timed(0)?, a.timed(1)?);
    let (TimeValue::Date(point) | TimeValue::Time(point, _), TimeValue::Time(_, clock)) = (date.value, time.value)
    else {
        return None;
    };
    if !matches!(point.part, Part::Day(..) | Part::Weekday(..)) {
        return None;
    }
    let modifier = time.modifier.or(date.modifier);
    let clock = match date.value {
        TimeValue::Time(_, Clock::Part(part)) => in_part(clock, part),
        _ => clock,
    };
    Some(Timed { value: TimeValue::Time(point, clock), modifier, ..date })
}

/// The first hour for which "at night" means before midnight.
const NIGHT: u8 = 6;

/// Returns the time in 24-hour notation for a 12-hour time in a part of the day ("nine o'clock Friday night").
fn in_part(clock: Clock, part: DayPart) -> Clock {
    let first = match part {
        DayPart::Afternoon | DayPart::Evening => 1,
        DayPart::Night => NIGHT,
        _ => return clock,
    };
    match clock {
        Clock::At { hour, minute, second, zone_minutes } if (first..12).contains(&hour) => {
            Clock::At { hour: hour + 12, minute, second, zone_minutes }
        }
        _ => clock,
    }
}

/// `part(code, date?)`: a part of the day such as morning or night, on the date or on the last day mentioned.
pub(super) fn part(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let clock = day_part(a.name(0)?)?;
    if a.is_nothing(1) {
        return Some(context.on_reference_day(clock).into());
    }
    if a.name(1) == Some("any") {
        return Some(TimeValue::Time(some_day(), clock).into());
    }
    if let Some(direction) = a.direction(1) {
        let Some(base) = (if direction.is_from_story() { context.reference_day() } else { context.need_today() })
        else {
            return Some(TimeValue::Time(some_day(), clock).into());
        };
        let date = calendar::shift(base, Unit::Day, direction.steps())?;
        return Some(TimeValue::Time(calendar::day(date), clock).into());
    }
    let date = a.timed(1)?;
    match date.value {
        TimeValue::Date(point @ Point { part: Part::Day(..) | Part::Weekday(..), .. }) => {
            Some(Timed { value: TimeValue::Time(point, clock), ..date })
        }
        TimeValue::Date(point @ Point { part: Part::Month(month), .. }) => {
            let point = Point { part: Part::Day(month, None), ..point };
            Some(Timed { value: TimeValue::Time(point, clock), ..date })
        }
        TimeValue::Past | TimeValue::Present | TimeValue::Future => Some(TimeValue::Time(some_day(), clock).into()),
        _ => None,
    }
}
