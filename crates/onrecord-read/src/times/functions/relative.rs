//! Functions that count from the day of publication or from the last time mentioned.

use jiff::civil::{Date, Weekday};

use super::super::calendar;
use super::super::context::TimeContext;
use super::super::value::{Clock, Length, Part, Point, TimeValue, Unit, Year};
use super::arguments::{Arguments, Direction, Timed, some_day};

/// `shift(direction, unit, n?)`: the calendar unit n steps away, or one step if n is not given.
pub(super) fn shift(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (direction, unit) = (a.direction(0)?, a.unit(1)?);
    let n = if a.is_nothing(2) { 1 } else { a.int(2)? };
    let base = if direction.is_from_story() { context.reference_day_for(unit) } else { context.need_today() };
    let Some(base) = base else { return Some(direction.vague()) };
    if unit.is_clock() {
        return Some(match direction.steps() {
            0 => TimeValue::Time(calendar::day(base), Clock::Unknown).into(),
            _ => direction.vague(),
        });
    }
    let date = calendar::shift(base, unit, direction.steps().checked_mul(n)?)?;
    // Years before year 1 have no notation for decades and millennia.
    calendar::containing(date, unit).map(Timed::from)
}

impl TimeContext {
    /// Returns the day from which the narrative counts units of this kind.
    fn reference_day_for(&self, unit: Unit) -> Option<Date> {
        match unit {
            Unit::Day | Unit::Week | Unit::Weekend => self.reference_day(),
            Unit::Month | Unit::Quarter => self.last_month.or_else(|| self.reference()),
            _ => self.last_year.and_then(|y| Date::new(y, 1, 1).ok()).or_else(|| self.reference()),
        }
    }
}

/// Returns the precision of "n units ago".
fn grain(unit: Unit, n: i64) -> Unit {
    match unit {
        Unit::Week if n.abs() == 1 => Unit::Day,
        Unit::Weekend => Unit::Weekend,
        unit if unit.is_clock() => Unit::Day,
        Unit::Decade | Unit::Century | Unit::Millennium => Unit::Year,
        unit => unit,
    }
}

fn moved(base: Date, unit: Unit, n: i64) -> Option<Timed> {
    if unit.is_clock() {
        // Counting hours from a day without a time of day gives no definite hour.
        return Some(TimeValue::Time(calendar::day(base), Clock::Unknown).into());
    }
    let date = calendar::shift(base, unit, n)?;
    calendar::containing(date, grain(unit, n)).map(Timed::from)
}

/// `ago(n, unit, direction)`: n units before or after the day of publication.
pub(super) fn ago(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (unit, direction) = (a.unit(1)?, a.direction(2)?);
    let (n, unit) = whole_units(a, unit)?;
    let Some(today) = context.need_today() else { return Some(direction.vague()) };
    if unit.is_clock() {
        return Some(direction.vague());
    }
    let n = n.checked_mul(direction.steps())?;
    // A time too far away for a calendar date.
    moved(today, unit, n).or(Some(direction.vague()))
}

/// Returns a whole number of units; two and a half years are 30 months.
fn whole_units(a: &Arguments<'_, '_>, unit: Unit) -> Option<(i64, Unit)> {
    if let Some(n) = a.int(0) {
        return Some((n, unit));
    }
    let super::super::value::Amount::Thousandths(n) = a.amount(0)? else { return None };
    let n = i64::try_from(n).ok()?;
    match unit {
        Unit::Year => Some((n.checked_mul(12)? / 1000, Unit::Month)),
        Unit::Decade => Some((n / 100, Unit::Year)),
        Unit::Century => Some((n / 10, Unit::Year)),
        Unit::Week => Some((n.checked_mul(7)? / 1000, Unit::Day)),
        _ => Some((n / 1000, unit)),
    }
}

/// `later(n, unit, direction)`: n units before or after the last time mentioned.
pub(super) fn later(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (unit, direction) = (a.unit(1)?, a.direction(2)?);
    let (n, unit) = whole_units(a, unit)?;
    let n = n.checked_mul(direction.steps())?;
    if unit == Unit::Year
        && n == -1
        && let Some(point) = comparison(context)
    {
        return year_before(point);
    }
    let base = match unit {
        Unit::Day | Unit::Week | Unit::Weekend => context.reference_day(),
        Unit::Month | Unit::Quarter => context.last_day.or(context.last_month).or_else(|| context.reference()),
        _ => context.reference(),
    };
    match base {
        Some(base) => moved(base, unit, n).or(Some(direction.vague())),
        None => Some(direction.vague()),
    }
}

/// Returns the quarter or month to which figures are compared, if the text mentions one.
fn comparison(context: &TimeContext) -> Option<Point> {
    let last = context.last?;
    match last.part {
        Part::Quarter(_) => Some(last),
        _ => context.last_quarter.filter(|q| q.year == last.year),
    }
}

fn year_before(point: Point) -> Option<Timed> {
    let Year::Known(year) = point.year else { return None };
    let year = year.checked_sub(1).filter(|&y| y >= -9998)?;
    Some(Timed { is_aside: true, ..Point { year: Year::Known(year), ..point }.into() })
}

/// `back(unit?)`: "a year ago" next to figures: the current quarter or month of the text, a year earlier; or else the
/// year before.
pub(super) fn back(context: &TimeContext, _: &Arguments<'_, '_>) -> Option<Timed> {
    if let Some(timed) = comparison(context).filter(|_| !context.narrative).and_then(year_before) {
        return Some(timed);
    }
    let Some(today) = context.need_today() else { return Some(TimeValue::Past.into()) };
    moved(today, Unit::Year, -1)
}

/// `period(year)`: "the 1988 period": the current quarter of the text, in that year; or else the year.
pub(super) fn period(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let year = a.year(0)?;
    let point = match context.last_quarter.filter(|_| !context.narrative) {
        Some(quarter) => Point { year, ..quarter },
        None => Point { year, part: Part::Whole },
    };
    Some(Timed { is_aside: true, ..point.into() })
}

/// `base(n, unit, direction, date)`: n units before or after the date.
pub(super) fn base(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (n, unit, direction) = (a.int(0)?, a.unit(1)?, a.direction(2)?);
    let point = a.point(3)?;
    let n = n.checked_mul(direction.steps())?;
    let Some(first) = calendar::first_day(point) else { return Some(direction.vague()) };
    if unit.is_clock() {
        return Some(direction.vague());
    }
    let date = calendar::shift(first, unit, n)?;
    let grain = match (unit, point.part) {
        (Unit::Week, Part::Day(..)) => Unit::Day,
        _ => grain(unit, n),
    };
    calendar::containing(date, grain).map(Timed::from)
}

/// `focus(unit)`: "the quarter", "the week": the one mentioned last, or else the one of the publication.
pub(super) fn focus(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let unit = a.unit(0)?;
    if unit == Unit::Quarter
        && let Some(quarter) = context.last_quarter
    {
        return Some(quarter.into());
    }
    let base = match unit {
        // "Later in the day" is about a day that has already come.
        Unit::Day => {
            if context.narrative {
                context.last_day
            } else {
                context.last_past_day.or(context.last_day)
            }
        }
        Unit::Week | Unit::Weekend => context.last_day.filter(|_| context.narrative),
        Unit::Month => context.last_month.filter(|_| context.narrative || context.last_is_near),
        Unit::Year if context.narrative || context.last_is_near => {
            context.last_year.and_then(|y| Date::new(y, 1, 1).ok())
        }
        _ => None,
    };
    let Some(base) = base.or_else(|| context.need_today()) else { return Some(TimeValue::Present.into()) };
    if unit.is_clock() {
        return None;
    }
    // Companies speak about a quarter after it ends; likewise, a weekend is usually in the past.
    let base = match unit {
        Unit::Quarter => calendar::shift(base, Unit::Quarter, -1)?,
        Unit::Weekend if calendar::weekday(base) < 6 && context.tense != super::super::context::Tense::Future => {
            calendar::shift(base, Unit::Week, -1)?
        }
        _ => base,
    };
    calendar::containing(base, unit).map(Timed::from)
}

/// `that(unit)`: the unit that contains the last time mentioned.
pub(super) fn that(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let unit = a.unit(0)?;
    let Some(base) = context.reference_day_for(unit) else { return Some(Direction::Previous.vague()) };
    calendar::containing(base, unit).map(Timed::from)
}

/// `nth(n, unit, date)`: "the second week of March", "the last day of the year" (n is `last`).
pub(super) fn nth(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let unit = a.unit(1)?;
    let point = match a.unit(2) {
        Some(unit) => calendar::containing(context.reference_day_for(unit)?, unit)?,
        None => a.point(2)?,
    };
    let first = calendar::first_day(point)?;
    let outer = match point.part {
        Part::Whole => Unit::Year,
        Part::Month(_) => Unit::Month,
        Part::Week(_) => Unit::Week,
        _ => return None,
    };
    let date = match (a.int(0), a.name(0)) {
        (Some(n), _) => calendar::shift(first, unit, n.checked_sub(1)?)?,
        (None, Some("last")) => calendar::shift(calendar::shift(first, outer, 1)?, Unit::Day, -1)?,
        _ => return None,
    };
    let same = calendar::containing(date, outer)? == calendar::containing(first, outer)?;
    same.then(|| calendar::containing(date, unit)).flatten().map(Timed::from)
}

/// `nth-weekday(n, w, date)`: "the last Friday of March", "the first Sunday of 2023" (n is a number or `last`; 1 is
/// Monday); the date is a month or a year.
pub(super) fn nth_weekday(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let weekday = Weekday::from_monday_one_offset(a.small(1, 7)? as i8).ok()?;
    let point = a.point(2).filter(|point| matches!(point.part, Part::Month(_) | Part::Whole))?;
    let first = calendar::first_day(point)?;
    let is_year = point.part == Part::Whole;
    let date = match a.name(0) {
        Some("last") if is_year => Date::new(first.year(), 12, 1).ok()?.nth_weekday_of_month(-1, weekday),
        Some("last") => first.nth_weekday_of_month(-1, weekday),
        _ if is_year => first.yesterday().ok()?.nth_weekday(i32::from(a.small(0, 52)?), weekday),
        _ => first.nth_weekday_of_month(a.small(0, 5)? as i8, weekday),
    };
    Some(calendar::day(date.ok()?).into())
}

/// `none()`: for phrases that look like times but are not; see the phrase `none` in `docs/times.md`.
pub(super) fn none(_: &TimeContext, _: &Arguments<'_, '_>) -> Option<Timed> {
    Some(TimeValue::Present.into())
}

/// `ref(name)`: `past`, `present`, `future`, or `day` for an unknown day.
pub(super) fn reference(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    Some(match a.name(0)? {
        "past" => TimeValue::Past.into(),
        "present" => TimeValue::Present.into(),
        "future" => TimeValue::Future.into(),
        "day" => some_day().into(),
        "year" => {
            let year = super::super::value::Amount::Unknown;
            TimeValue::Duration(Length { first: (year, Unit::Year), second: None }).into()
        }
        _ => return None,
    })
}
