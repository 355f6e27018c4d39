//! Arguments and results of functions: values, values with their modifiers, and the arguments of a call.

use super::super::value::{Amount, Clock, DayPart, Part, Point, TimeValue, Unit, Year};

/// A value of the rule language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::times) enum Val<'g> {
    /// A capture in a part of the pattern that did not match.
    Nothing,
    Int(i64),
    Amount(Amount),
    Name(&'g str),
    Calendar(i16, u8, u8),
    ClockTime(u8, Option<u8>, Option<u8>),
    Timed(Timed),
}

/// A value with its modifier.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::times) struct Timed {
    pub(in crate::times) value: TimeValue,
    pub(in crate::times) modifier: Option<&'static str>,
    /// Whether the type is SET.
    pub(in crate::times) is_set: bool,
    /// Whether it is only mentioned for comparison, so that later expressions do not count from it.
    pub(in crate::times) is_aside: bool,
    /// Whether the value would be more precise with a day of publication.
    pub(in crate::times) is_relative: bool,
}

impl From<TimeValue> for Timed {
    fn from(value: TimeValue) -> Self {
        Timed { value, modifier: None, is_set: false, is_aside: false, is_relative: false }
    }
}

impl From<Point> for Timed {
    fn from(point: Point) -> Self {
        TimeValue::Date(point).into()
    }
}

/// The modifiers of TimeML 1.2.1.
const MODIFIERS: &[&str] = &[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
];

/// The arguments of a call.
pub(in crate::times) struct Arguments<'a, 'g>(&'a [Val<'g>]);

impl<'a, 'g> Arguments<'a, 'g> {
    /// Returns arguments with these values.
    pub(super) fn new(values: &'a [Val<'g>]) -> Self {
        Arguments(values)
    }

    pub(super) fn get(&self, i: usize) -> Val<'g> {
        self.0.get(i).copied().unwrap_or(Val::Nothing)
    }

    /// Returns argument `i` as a whole number.
    pub(super) fn int(&self, i: usize) -> Option<i64> {
        match self.get(i) {
            Val::Int(n) => Some(n),
            Val::Amount(Amount::Thousandths(n)) if n % 1000 == 0 => i64::try_from(n / 1000).ok(),
            _ => None,
        }
    }

    pub(super) fn small(&self, i: usize, max: u8) -> Option<u8> {
        self.int(i).and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=max).contains(n))
    }

    /// Returns argument `i` as an amount.
    pub(super) fn amount(&self, i: usize) -> Option<Amount> {
        match self.get(i) {
            Val::Int(n) => Amount::whole(u64::try_from(n).ok()?),
            Val::Amount(amount) => Some(amount),
            Val::Name("X") => Some(Amount::Unknown),
            Val::Name("half") => Some(Amount::Thousandths(500)),
            _ => None,
        }
    }

    pub(super) fn name(&self, i: usize) -> Option<&'g str> {
        match self.get(i) {
            Val::Name(name) => Some(name),
            _ => None,
        }
    }

    pub(super) fn unit(&self, i: usize) -> Option<Unit> {
        self.name(i).and_then(Unit::parse)
    }

    pub(super) fn timed(&self, i: usize) -> Option<Timed> {
        match self.get(i) {
            Val::Timed(timed) => Some(timed),
            _ => None,
        }
    }

    pub(super) fn point(&self, i: usize) -> Option<Point> {
        match self.timed(i)?.value {
            TimeValue::Date(point) | TimeValue::Time(point, _) => Some(point),
            _ => None,
        }
    }

    pub(super) fn is_nothing(&self, i: usize) -> bool {
        self.get(i) == Val::Nothing
    }

    pub(super) fn modifier(&self, i: usize) -> Option<&'static str> {
        let name = self.name(i)?;
        MODIFIERS.iter().find(|m| **m == name).copied()
    }

    /// Returns the year of argument `i`, which is a number or a date.
    pub(super) fn year(&self, i: usize) -> Option<Year> {
        if let Some(point) = self.point(i) {
            return Some(point.year);
        }
        let n = self.int(i)?;
        let n = i16::try_from(n).ok()?;
        (1..=9999).contains(&n).then_some(Year::Known(n))
    }

    /// Returns the direction that a word like "last" or "next" names.
    pub(super) fn direction(&self, i: usize) -> Option<Direction> {
        Some(match self.name(i)? {
            "last" => Direction::Last,
            "next" => Direction::Next,
            "this" => Direction::This,
            PREVIOUS => Direction::Previous,
            "following" => Direction::Following,
            "that" => Direction::That,
            _ => return None,
        })
    }
}

/// The name in rules for a direction back from the last time mentioned.
pub(super) const PREVIOUS: &str = "previous";

/// The direction of a word like "last" or "next": from the day of publication, or from the last time mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Last,
    This,
    Next,
    Previous,
    That,
    Following,
}

impl Direction {
    pub(super) fn steps(self) -> i64 {
        match self {
            Direction::Last | Direction::Previous => -1,
            Direction::This | Direction::That => 0,
            Direction::Next | Direction::Following => 1,
        }
    }

    /// Returns whether the direction counts from the last time mentioned.
    pub(super) fn is_from_story(self) -> bool {
        matches!(self, Direction::Previous | Direction::Following | Direction::That)
    }

    /// Returns the vague reference for a time in this direction, for use if no date is known.
    pub(super) fn vague(self) -> Timed {
        match self.steps() {
            -1 => TimeValue::Past.into(),
            0 => TimeValue::Present.into(),
            _ => TimeValue::Future.into(),
        }
    }
}

/// Returns the part of the day that the code names.
pub(super) fn day_part(code: &str) -> Option<Clock> {
    DayPart::parse(code).map(Clock::Part)
}

/// Returns a point with an unknown day.
pub(super) fn some_day() -> Point {
    Point { year: Year::Unknown, part: Part::Day(None, None) }
}
