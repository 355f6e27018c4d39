//! Functions for parts of the calendar.

use jiff::civil::Date;

use super::super::calendar;
use super::super::context::{Tense, TimeContext};
use super::super::value::{Part, Point, Season, TimeValue, Unit, Year};
use super::arguments::{Arguments, Direction, Timed, Val};

/// `year(n, direction?)`: the year n; two digits mean one of the last hundred years, or in a narrative the closest year.
pub(super) fn year(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let n = a.int(0)?;
    let story = context.last_year.filter(|year| context.narrative && *year >= 100).map(i64::from);
    let n = if let Some(story) = story.filter(|_| (0..100).contains(&n)) {
        story + (n - story + 50).rem_euclid(100) - 50
    } else if n < 30 {
        n + 2000
    } else if n < 100 {
        n + 1900
    } else {
        n
    };
    let n = i16::try_from(n).ok().filter(|n| (1..=9999).contains(n))?;
    Some(Point::year(n).into())
}

/// `year-after(n)`: the first year ending in the two digits n that is not before the year mentioned last.
pub(super) fn year_after(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let n = i16::try_from(a.int(0)?).ok().filter(|n| (0..=99).contains(n))?;
    let before = context.year_before.filter(|&y| y > 0)?;
    let year = before / 100 * 100 + n;
    // "The 1999-00 season".
    let year = if year < before { year.checked_add(100).filter(|&y| y <= 9999)? } else { year };
    Some(Point::year(year).into())
}

/// `bc(n)`: the year n before Christ.
pub(super) fn bc(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let n = a.int(0).filter(|n| (1..=9999).contains(n))?;
    Some(Point::year(1 - n as i16).into())
}

/// `decade(n)`: a decade; n is 199 or 9 for the 1990s.
pub(super) fn decade(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let n = u16::try_from(a.int(0)?).ok()?;
    let decade = if n < 10 { n + 190 } else { n };
    Some(Point { year: Year::Decade(decade), part: Part::Whole }.into())
}

/// `century(n, era?)`: the n-th century; the era may be `BC`.
pub(super) fn century(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let n = i8::try_from(a.int(0)?).ok().filter(|n| (1..=99).contains(n))?;
    let century = if a.name(1) == Some("BC") { -n } else { n - 1 };
    Some(Point { year: Year::Century(century), part: Part::Whole }.into())
}

/// Returns the year of a month (and day) for which the text gives no year.
fn nearest_year(context: &TimeContext, month: u8, day: Option<u8>, direction: Option<Direction>) -> Year {
    let story = |d: Direction| d.is_from_story() || context.narrative;
    if direction.is_some_and(story) || direction.is_none() && context.narrative {
        let year = match direction {
            Some(direction) => context.story_year().and_then(|y| y.checked_add(direction.steps() as i16)),
            None => context.year_of(month, day),
        };
        return year.map_or(Year::Unknown, Year::Known);
    }
    let Some(today) = context.need_today() else { return Year::Unknown };
    let before = |year: i16| Date::new(year, month as i8, day.unwrap_or(1) as i8).is_ok_and(|d| d < today);
    let same_month = day.is_none() && month == today.month() as u8;
    let passed = before(today.year()) && !same_month;
    let steps = match direction {
        Some(Direction::This) => 0,
        Some(Direction::Last) => i16::from(passed) - 1,
        Some(_) => i16::from(passed || same_month),
        None => closest(today, month, day, context),
    };
    Year::Known(today.year().saturating_add(steps))
}

/// The closest such day is chosen regardless of the tense if it is within this distance: "payable Dec. 15", of a
/// dividend that was declared.
const NEAR_DAYS: i32 = 110;
/// Likewise for a month without a day: "it was closed in January", said in October, means a past January. For the
/// period in which a future action is done, no past month is chosen: "they plan to meet in February", said in March.
const NEAR_MONTH_DAYS: i32 = 60;
/// The closest such feast is chosen regardless of the tense if it is within this distance: "as Easter week began".
const NEAR_FEAST_DAYS: i32 = 60;

/// Returns -1, 0 or 1 if the closest such month or day is in the previous, current or next year.
fn closest(today: Date, month: u8, day: Option<u8>, context: &TimeContext) -> i16 {
    let middle = |year: i16| Date::new(year, month as i8, day.unwrap_or(15).min(28) as i8).ok();
    let near_days = if day.is_some() { NEAR_DAYS } else { NEAR_MONTH_DAYS };
    let mut best = (i32::MAX, 0);
    for steps in [0, -1, 1] {
        let date = middle(today.year().saturating_add(steps));
        let Some(days) = date.and_then(|d| d.since(today).ok()).map(|s| s.get_days()) else { continue };
        let contradicts = match context.tense {
            Tense::Past => days > 0,
            Tense::Future => days < 0,
            _ => false,
        };
        let year = today.year().saturating_add(steps);
        let is_over = day.is_none() && context.is_ahead && (year, month as i8) < (today.year(), today.month());
        let distance =
            if is_over || contradicts && days.abs() > near_days { days.abs().saturating_add(365) } else { days.abs() };
        if distance < best.0 {
            best = (distance, steps);
        }
    }
    best.1
}

/// `month(m, year?)` or `month(m, direction)`: the month m.
pub(super) fn month(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let month = a.small(0, 12)?;
    let year = a.year(1).unwrap_or_else(|| nearest_year(context, month, None, a.direction(1)));
    Some(Point { year, part: Part::Month(Some(month)) }.into())
}

/// `month-after(m)`: the month m that follows the month mentioned last, as in "between November and March".
pub(super) fn month_after(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let month = a.small(0, 12)?;
    let from = context.last_month?;
    let year = from.year().checked_add(i16::from((month as i8) < from.month())).filter(|y| *y <= 9999)?;
    Some(Point { year: Year::Known(year), part: Part::Month(Some(month)) }.into())
}

/// `month-since(m)`: the month m in "since m", the last such month that has begun.
pub(super) fn month_since(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let month = a.small(0, 12)?;
    let year = match context.today.filter(|_| !context.narrative) {
        Some(today) => Year::Known(today.year().saturating_sub(i16::from(month > today.month() as u8))),
        None => nearest_year(context, month, None, None),
    };
    Some(Point { year, part: Part::Month(Some(month)) }.into())
}

/// `named(value)`: the value given in the word file.
pub(super) fn named(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    TimeValue::parse(a.name(0)?).map(Timed::from)
}

/// `date(d, m, year?)` or `date(d, m, direction)`: a day; no value if the month has no such day.
pub(super) fn date(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let (day, month) = (a.small(0, 31)?, a.small(1, 12)?);
    // The leap year 2000 has every day that any year has.
    Date::new(2000, month as i8, day as i8).ok()?;
    let year = a.year(2).unwrap_or_else(|| nearest_year(context, month, Some(day), a.direction(2)));
    if let Year::Known(year) = year {
        Date::new(year, month as i8, day as i8).ok()?;
    }
    Some(Point { year, part: Part::Day(Some(month), Some(day)) }.into())
}

/// `calendar(c)`: a date written in digits.
pub(super) fn calendar(_: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let Val::Calendar(y, m, d) = a.get(0) else { return None };
    Some(calendar::day(Date::new(y, m as i8, d as i8).ok()?).into())
}

/// `dom(d, direction?)`: the d-th day of the month mentioned last, or else of the current month.
pub(super) fn day_of_month(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let day = a.small(0, 31)?;
    if let Some(point) = a.point(1) {
        let month = match point.part {
            Part::Month(month) => month?,
            Part::Whole => context.last_month?.month() as u8,
            _ => return None,
        };
        if let Year::Known(year) = point.year {
            Date::new(year, month as i8, day as i8).ok()?;
        }
        return Some(Point { year: point.year, part: Part::Day(Some(month), Some(day)) }.into());
    }
    let base = context.last_month.or_else(|| context.need_today());
    let Some(base) = base else {
        return Some(Point { year: Year::Unknown, part: Part::Day(None, Some(day)) }.into());
    };
    let date = Date::new(base.year(), base.month(), day as i8).ok()?;
    Some(calendar::day(date).into())
}

/// `weekday(w, direction?)`: a weekday; 1 is Monday.
pub(super) fn weekday(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let wanted = a.small(0, 7)?;
    let direction = a.direction(1);
    let is_story = direction.map_or(context.narrative, Direction::is_from_story);
    let base = match direction {
        None => context.last_day.filter(|_| is_story).or_else(|| context.need_today()),
        Some(_) if is_story => context.reference_day(),
        Some(_) => context.need_today(),
    };
    let Some(base) = base else {
        return Some(Point { year: Year::Unknown, part: Part::Weekday(None, wanted) }.into());
    };
    let ahead = (i64::from(wanted) - calendar::weekday(base)).rem_euclid(7);
    let steps = match direction {
        Some(Direction::Last | Direction::Previous) if ahead == 0 => -7,
        Some(Direction::Last | Direction::Previous) => ahead - 7,
        Some(Direction::Next | Direction::Following) if ahead == 0 => 7,
        Some(Direction::Next | Direction::Following) => ahead,
        Some(Direction::This) if context.tense != Tense::Past => ahead,
        Some(Direction::That) => ahead,
        None if context.tense == Tense::Future || context.narrative && context.last_day.is_some() => ahead,
        _ if ahead == 0 => 0,
        _ => ahead - 7,
    };
    Some(calendar::day(calendar::shift(base, Unit::Day, steps)?).into())
}

/// `season(s, year-or-direction?)`: a season.
pub(super) fn season(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let season = Season::parse(a.name(0)?)?;
    let point = |year| Some(Point { year, part: Part::Season(season) }.into());
    if let Some(year) = a.year(1) {
        return point(year);
    }
    let direction = a.direction(1);
    if context.narrative || direction.is_some_and(Direction::is_from_story) {
        let steps = direction.map_or(0, Direction::steps);
        // "The next summer" in a narrative that has reached a spring is in the same year.
        let reached = context.last_month.filter(|d| Some(d.year()) == context.last_year);
        let steps = match (direction, reached) {
            (Some(Direction::Next | Direction::Following), Some(date)) => i64::from(begins(season) <= date.month()),
            _ => steps,
        };
        let year = context.story_year().and_then(|y| y.checked_add(steps as i16));
        return point(year.map_or(Year::Unknown, Year::Known));
    }
    let Some(today) = context.need_today() else { return point(Year::Unknown) };
    let (now, start) = (today.month(), begins(season));
    let is_now = calendar::season_of(today) == season;
    // Here, a winter has the year of its December, so that the winter of a January began in the previous year.
    let this = today.year() - i16::from(season == Season::Winter && now < 3 && is_now);
    let passed = now > start && !is_now;
    let steps = match (direction, context.tense) {
        (Some(Direction::Last), _) if passed => 0,
        (Some(Direction::Last), _) => -1,
        (Some(Direction::Next), _) => i16::from(passed || is_now),
        (Some(_), _) => 0,
        (None, Tense::Future) => i16::from(passed),
        (None, _) if passed || is_now => 0,
        (None, _) => -1,
    };
    point(Year::Known(this.saturating_add(steps)))
}

/// Returns the month in which a season begins.
fn begins(season: Season) -> i8 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

/// Returns the year of a part of a year (one of `n_parts`) of which only the number is given.
fn nearest_part(context: &TimeContext, part: u8, n_parts: u8, direction: Option<Direction>) -> Year {
    if context.narrative || direction.is_some_and(Direction::is_from_story) {
        let steps = direction.map_or(0, Direction::steps);
        return context.story_year().and_then(|y| y.checked_add(steps as i16)).map_or(Year::Unknown, Year::Known);
    }
    let Some(today) = context.need_today() else { return Year::Unknown };
    let now = (today.month() as u8 - 1) / (12 / n_parts) + 1;
    let steps = match (direction, context.tense) {
        (Some(direction), _) => direction.steps() as i16,
        // Companies report on a part of the year after it ends: even "will report" refers to the most recent one.
        (None, Tense::Future) => i16::from(part + 1 < now),
        (None, _) => -i16::from(part > now),
    };
    Year::Known(today.year().saturating_add(steps))
}

/// `quarter(q, year-or-direction?)`: a quarter.
pub(super) fn quarter(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let q = a.small(0, 4)?;
    let year = a.year(1).unwrap_or_else(|| nearest_part(context, q, 4, a.direction(1)));
    Some(Point { year, part: Part::Quarter(Some(q)) }.into())
}

/// `half(h, year-or-direction?)`: a half-year.
pub(super) fn half(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let h = a.small(0, 2)?;
    let year = a.year(1).unwrap_or_else(|| nearest_part(context, h, 2, a.direction(1)));
    Some(Point { year, part: Part::Half(Some(h)) }.into())
}

/// `feast(rule, year-or-direction?)`: a feast; see [`calendar::feast`].
pub(super) fn feast(context: &TimeContext, a: &Arguments<'_, '_>) -> Option<Timed> {
    let rule = a.name(0)?;
    let in_year = |year: i16| calendar::feast(rule, year);
    if let Some(Year::Known(year)) = a.year(1) {
        return in_year(year).map(|d| calendar::day(d).into());
    }
    let direction = a.direction(1);
    if (context.narrative || direction.is_some_and(Direction::is_from_story))
        && let Some(year) = context.story_year()
    {
        return in_year(year).map(|d| calendar::day(d).into());
    }
    let Some(today) = context.need_today() else {
        let day = in_year(2000).filter(|_| rule.len() == 5).map(|d| (d.month() as u8, d.day() as u8));
        let (month, day) = day.map_or((None, None), |(m, d)| (Some(m), Some(d)));
        return Some(Point { year: Year::Unknown, part: Part::Day(month, day) }.into());
    };
    let away = |d: Date| d.since(today).map_or(i32::MAX, |s| s.get_days().abs());
    let mut years = (-1..=1).filter_map(|n| today.year().checked_add(n)).filter_map(in_year);
    if direction.is_none()
        && let Some(near) = years.clone().filter(|&d| away(d) <= NEAR_FEAST_DAYS).min_by_key(|&d| away(d))
    {
        return Some(calendar::day(near).into());
    }
    let date = match (direction, context.tense) {
        (Some(Direction::This), _) => in_year(today.year())?,
        (Some(Direction::Next), _) | (None, Tense::Future) => years.find(|&d| d >= today)?,
        (Some(_), _) | (None, Tense::Past) => years.rfind(|&d| d <= today)?,
        (None, _) => years.min_by_key(|&d| away(d))?,
    };
    Some(calendar::day(date).into())
}
