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
    /// Was anything read that only a day of publication could resolve?
    pub(super) relative: Cell<bool>,
    /// The last point that was mentioned.
    pub(super) last: Option<Point>,
    /// The last one that says its day.
    pub(super) last_day: Option<Date>,
    /// The last one that says its month, by its first day.
    pub(super) last_month: Option<Date>,
    /// The last one that says its year.
    pub(super) last_year: Option<i16>,
    /// The last quarter.
    pub(super) last_quarter: Option<Point>,
    /// Does the last point stand in the sentence that is being read?
    pub(super) last_is_near: bool,
}

impl Scene {
    /// Returns the scene at the beginning of a text.
    pub(super) fn new(today: Option<Date>, narrative: bool) -> Scene {
        Scene {
            today,
            narrative,
            tense: Tense::Unknown,
            relative: Cell::new(false),
            last: None,
            last_day: None,
            last_month: None,
            last_year: None,
            last_quarter: None,
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

    /// Takes note of an expression that was read.
    pub(super) fn mention(&mut self, value: TimeValue) {
        let point = match value {
            TimeValue::Date(point) => point,
            TimeValue::Time(point, _) => point,
            _ => return,
        };
        let Year::Known(year) = point.year else { return };
        let Some(first) = calendar::first_day(point) else { return };
        self.last = Some(point);
        self.last_is_near = true;
        self.last_year = Some(year);
        match point.part {
            Part::Day(..) | Part::Weekday(..) => {
                self.last_day = Some(first);
                self.last_month = Some(first);
            }
            Part::Month(_) => self.last_month = Some(first),
            Part::Quarter(_) => self.last_quarter = Some(point),
            _ => {}
        }
        // A day of another year is no day to come back to.
        if self.last_day.is_some_and(|d| d.year() != year) {
            self.last_day = None;
        }
    }

    /// Returns the value of a part of a day on the last day mentioned.
    pub(super) fn on_reference_day(&self, clock: Clock) -> TimeValue {
        match self.last_day.filter(|_| self.narrative || self.last_is_near).or_else(|| self.need_today()) {
            Some(date) => TimeValue::Time(calendar::day(date), clock),
            None => TimeValue::Time(Point { year: Year::Unknown, part: Part::Day(None, None) }, clock),
        }
    }
}
