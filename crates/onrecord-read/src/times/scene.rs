//! What a time expression is understood from: the day of publication, what was mentioned before, the tense around it.

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

/// The state of the reading.
#[derive(Debug, Clone)]
pub(super) struct Scene {
    /// The day of publication.
    pub(super) today: Option<Date>,
    /// Does the text tell of times long before its publication?
    pub(super) narrative: bool,
    /// Around the expression that is being read.
    pub(super) tense: Tense,
    /// Does the expression say within which time something that is to come is done?
    pub(super) is_ahead: bool,
    /// Did the function that is being called ask for a day of publication in vain?
    pub(super) relative: Cell<bool>,
    /// The last point that was mentioned.
    pub(super) last: Option<Point>,
    /// The last one that says its day.
    pub(super) last_day: Option<Date>,
    /// The last one that is not after the publication.
    pub(super) last_past_day: Option<Date>,
    /// The last one that says its month, by its first day.
    pub(super) last_month: Option<Date>,
    /// The last one that says its year.
    pub(super) last_year: Option<i16>,
    /// The year of the expression right before, whether or not the story is there.
    pub(super) year_before: Option<i16>,
    /// The last quarter.
    pub(super) last_quarter: Option<Point>,
    /// Is this the first time in its paragraph?
    pub(super) is_paragraph_start: bool,
    /// Does the last day stand in the paragraph that is being read?
    pub(super) day_is_near: bool,
    /// Does the last point stand in the sentence that is being read?
    pub(super) last_is_near: bool,
}

/// Years further from the story than this are asides.
const FAR_YEARS: i32 = 8;

impl Scene {
    /// Returns the scene at the beginning of a text.
    pub(super) fn new(today: Option<Date>, narrative: bool) -> Scene {
        Scene {
            today,
            narrative,
            tense: Tense::Unknown,
            is_ahead: false,
            relative: Cell::new(false),
            last: None,
            last_day: None,
            last_past_day: None,
            last_month: None,
            last_year: None,
            year_before: None,
            last_quarter: None,
            is_paragraph_start: true,
            day_is_near: false,
            last_is_near: false,
        }
    }

    /// Returns the day of publication, and keeps in mind that it was asked for.
    pub(super) fn need_today(&self) -> Option<Date> {
        if self.today.is_none() {
            self.relative.set(true);
        }
        self.today
    }

    /// Returns the day that "later" and "that" count from: the last one mentioned, else that of publication.
    pub(super) fn reference(&self) -> Option<Date> {
        self.last.and_then(calendar::first_day).or_else(|| self.need_today())
    }

    /// Returns the last day mentioned, else the first of the last point, else the day of publication.
    pub(super) fn reference_day(&self) -> Option<Date> {
        self.last_day.or_else(|| self.reference())
    }

    /// Returns the year in which the story is at this place.
    pub(super) fn story_year(&self) -> Option<i16> {
        self.last_year.or(self.today.map(Date::year))
    }

    /// Has a story that has reached the end of a year come to the next, where it names `month`?
    pub(super) fn turns_year(&self, month: u8) -> bool {
        let reached = self.last_month.filter(|d| Some(d.year()) == self.last_year);
        reached.is_some_and(|d| d.month() - month as i8 >= 8)
    }

    /// Takes note of an expression that was read.
    pub(super) fn mention(&mut self, value: TimeValue) {
        let point = match value {
            TimeValue::Date(point) => point,
            TimeValue::Time(point, _) => point,
            _ => return,
        };
        let Year::Known(year) = point.year else { return };
        self.year_before = Some(year);
        let Some(first) = calendar::first_day(point) else { return };
        // A story that looks a long way ahead or back in passing ("since 1812") stays where it is.
        let is_far = self.last_year.is_some_and(|last| (i32::from(last) - i32::from(year)).abs() > FAR_YEARS);
        if self.narrative && point.part == Part::Whole && is_far && !self.is_paragraph_start {
            return;
        }
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
        // A story that goes on to another year does not come back to the day.
        if self.narrative && self.last_day.is_some_and(|d| d.year() != year) {
            self.last_day = None;
        }
    }

    /// Returns the value of a part of a day on the last day mentioned.
    pub(super) fn on_reference_day(&self, clock: Clock) -> TimeValue {
        match self.last_day.filter(|_| self.narrative || self.day_is_near).or_else(|| self.need_today()) {
            Some(date) => TimeValue::Time(calendar::day(date), clock),
            None => TimeValue::Time(Point { year: Year::Unknown, part: Part::Day(None, None) }, clock),
        }
    }
}
