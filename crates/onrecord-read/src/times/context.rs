//! The context in which a time expression is interpreted: the day of publication, the times mentioned before, the tense
//! around it.

use std::cell::Cell;

use jiff::civil::Date;

use super::calendar;
use super::value::{Clock, Part, Point, TimeValue, Year};

/// The tense of the words around an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// The state while a text is read.
#[derive(Debug, Clone)]
pub(super) struct TimeContext {
    /// The day of publication.
    pub(super) today: Option<Date>,
    /// Whether the text is about times long before its publication.
    pub(super) narrative: bool,
    /// The tense around the current expression.
    pub(super) tense: Tense,
    /// Whether the current expression is the period within which a future action is done.
    pub(super) is_ahead: bool,
    /// Whether the current function call needed a day of publication and there was none.
    pub(super) relative: Cell<bool>,
    /// Whether the current function call counted from the day of publication.
    pub(super) counts_from_today: Cell<bool>,
    /// The last point mentioned.
    pub(super) last: Option<Point>,
    /// The last point with a known day.
    pub(super) last_day: Option<Date>,
    /// The last point with a known day that is not after the publication.
    pub(super) last_past_day: Option<Date>,
    /// The first day of the last point with a known month.
    pub(super) last_month: Option<Date>,
    /// The last known year.
    pub(super) last_year: Option<i16>,
    /// In a narrative that has looked back to an earlier year, the year from which it did so.
    pub(super) front_year: Option<i16>,
    /// The year of the expression right before, even if the narrative has not moved to that year.
    pub(super) year_before: Option<i16>,
    /// The last quarter mentioned.
    pub(super) last_quarter: Option<Point>,
    /// Whether this is the first time expression in its paragraph.
    pub(super) is_paragraph_start: bool,
    /// Whether the last day was mentioned in the current paragraph.
    pub(super) day_is_near: bool,
    /// Whether the last point was mentioned in the current sentence.
    pub(super) last_is_near: bool,
}

/// In a narrative, a year further away than this is an aside.
const FAR_YEARS: i32 = 8;

/// The maximum number of years after a far one that are compared with it.
const MOST_YEARS: usize = 10;

impl TimeContext {
    /// Returns the context at the start of a text.
    pub(super) fn new(today: Option<Date>, narrative: bool) -> TimeContext {
        TimeContext {
            today,
            narrative,
            tense: Tense::Unknown,
            is_ahead: false,
            relative: Cell::new(false),
            counts_from_today: Cell::new(false),
            last: None,
            last_day: None,
            last_past_day: None,
            last_month: None,
            last_year: None,
            front_year: None,
            year_before: None,
            last_quarter: None,
            is_paragraph_start: true,
            day_is_near: false,
            last_is_near: false,
        }
    }

    /// Returns the day of publication, and records if it is missing.
    pub(super) fn need_today(&self) -> Option<Date> {
        match self.today {
            Some(_) => self.counts_from_today.set(true),
            None => self.relative.set(true),
        }
        self.today
    }

    /// Returns the day from which "later" and "that" count: the last one mentioned, or else the day of publication.
    pub(super) fn reference(&self) -> Option<Date> {
        self.last.and_then(calendar::first_day).or_else(|| self.need_today())
    }

    /// Returns the last day mentioned, or else the first day of the last point, or else the day of publication.
    pub(super) fn reference_day(&self) -> Option<Date> {
        self.last_day.or_else(|| self.reference())
    }

    /// Returns the current year of the narrative.
    pub(super) fn story_year(&self) -> Option<i16> {
        self.last_year.or(self.today.map(Date::year))
    }

    /// Returns the year of a month or day without a year in a narrative.
    ///
    /// Narratives go forward. After a look back ("in May 1944 ... by troops that had landed in late 1943 ... in March"), a
    /// date that would be even earlier belongs to the year from which the narrative looked back.
    pub(super) fn year_of(&self, month: u8, day: Option<u8>) -> Option<i16> {
        let story = self.story_year()?;
        let reached = self.last_month.filter(|d| d.year() == story);
        let is_earlier = |d: Date| (month as i8, day.unwrap_or(31) as i8) < (d.month(), d.day());
        if let Some(front) = self.front_year.filter(|front| *front > story)
            && reached.is_some_and(is_earlier)
        {
            return Some(front);
        }
        story.checked_add(i16::from(self.turns_year(month)))
    }

    /// Returns whether a mention of `month` moves a narrative from the end of a year to the next year.
    fn turns_year(&self, month: u8) -> bool {
        let reached = self.last_month.filter(|d| Some(d.year()) == self.last_year);
        reached.is_some_and(|d| d.month() - month as i8 >= 8)
    }

    /// Records an expression that was read.
    ///
    /// `is_aside` says whether it is mentioned in passing only; `next_years` are the next years that the text names.
    pub(super) fn mention(&mut self, value: TimeValue, is_aside: bool, next_years: impl Iterator<Item = i16>) {
        let point = match value {
            TimeValue::Date(point) => point,
            TimeValue::Time(point, _) => point,
            _ => return,
        };
        let Year::Known(year) = point.year else { return };
        self.year_before = Some(year);
        if is_aside {
            return;
        }
        let Some(first) = calendar::first_day(point) else { return };
        // A look far ahead or back in passing ("since 1812") does not move the narrative. At the start of a paragraph, it
        // is a look in passing if the text then returns.
        let is_far = |from: i16, to: i16| (i32::from(from) - i32::from(to)).abs() > FAR_YEARS;
        let returns = |last: i16| {
            let next = next_years.take(MOST_YEARS).find(|next| is_far(*next, year) != is_far(*next, last));
            next.is_some_and(|next| is_far(next, year))
        };
        if self.narrative
            && point.part == Part::Whole
            && self.last_year.is_some_and(|last| is_far(last, year) && (!self.is_paragraph_start || returns(last)))
        {
            return;
        }
        let looks_back = self.last_year.filter(|last| *last > year && !self.is_paragraph_start);
        self.front_year = looks_back.map(|last| self.front_year.map_or(last, |front| front.max(last)));
        self.last = Some(point);
        self.last_is_near = true;
        self.last_year = Some(year);
        match point.part {
            Part::Day(..) | Part::Weekday(..) => {
                self.last_day = Some(first);
                self.day_is_near = true;
                if self.today.is_none_or(|today| first <= today) {
                    self.last_past_day = Some(first);
                }
                self.last_month = Some(first);
            }
            Part::Month(_) => self.last_month = Some(first),
            Part::Quarter(_) => self.last_quarter = Some(point),
            _ => {}
        }
        // A narrative that has moved to another year does not return to the day.
        if self.narrative && self.last_day.is_some_and(|d| d.year() != year) {
            self.last_day = None;
        }
    }

    /// Returns the value for a part of a day on the last day mentioned.
    pub(super) fn on_reference_day(&self, clock: Clock) -> TimeValue {
        match self.last_day.filter(|_| self.narrative || self.day_is_near).or_else(|| self.need_today()) {
            Some(date) => TimeValue::Time(calendar::day(date), clock),
            None => TimeValue::Time(Point { year: Year::Unknown, part: Part::Day(None, None) }, clock),
        }
    }
}
