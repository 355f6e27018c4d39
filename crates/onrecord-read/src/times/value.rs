//! TIMEX3 values of time expressions, printed and parsed in the notation of ISO 8601 and TimeML 1.2.1.

mod reading;

use std::fmt;

/// The value of a time expression.
///
/// ```text
/// 2025-02-13   2025-W07-WE   2025-Q3   199   XXXX-WXX-5   2025-02-13T17:30Z   P2Y6M   PTXH   PAST_REF
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeValue {
    /// `PAST_REF`: an unspecified time in the past.
    Past,
    /// `PRESENT_REF`: now.
    Present,
    /// `FUTURE_REF`: an unspecified time in the future.
    Future,
    /// A calendar unit.
    Date(Point),
    /// A part of a day.
    Time(Point, Clock),
    /// A length of time.
    Duration(Length),
}

/// A calendar unit, from a day to a millennium, with its known parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// The part of the year.
    pub part: Part,
}

/// The year of a [`Point`]. Astronomical numbering: 0 is 1 BC, printed `BC0001`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// `XXXX`.
    Unknown,
    /// A year, -9998 to 9999.
    Known(i16),
    /// `199`: a decade, by its first three digits.
    Decade(u16),
    /// `199X`: an unknown year of the decade.
    InDecade(u16),
    /// `19`: a century, by its first two digits; negative: `BC04` is -5.
    Century(i8),
    /// `2`: a millennium.
    Millennium(u8),
}

/// The part of the year of a [`Point`]; `None` is written with `X`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The whole year.
    Whole,
    /// `-05`.
    Month(Option<u8>),
    /// `-05-17`.
    Day(Option<u8>, Option<u8>),
    /// `-W07`.
    Week(Option<u8>),
    /// `-W07-5`.
    Weekday(Option<u8>, u8),
    /// `-W07-WE`.
    Weekend(Option<u8>),
    /// `-SU`.
    Season(Season),
    /// `-Q3`.
    Quarter(Option<u8>),
    /// `-H1`.
    Half(Option<u8>),
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident $code:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every value.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Returns the code.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $code),* }
            }

            /// Returns the value with the code `text`.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

codes! {
    /// Seasons of the northern hemisphere.
    Season {
        /// March to May.
        Spring "SP",
        /// June to August.
        Summer "SU",
        /// September to November.
        Autumn "FA",
        /// December to February; belongs to the year of its January, or to the year given in the text.
        Winter "WI",
    }
}

codes! {
    /// Parts of the day.
    DayPart {
        /// Morning.
        Morning "MO",
        /// Midday.
        Midday "MI",
        /// Afternoon.
        Afternoon "AF",
        /// Evening.
        Evening "EV",
        /// Night.
        Night "NI",
        /// Daylight or working hours.
        Daytime "DT",
    }
}

codes! {
    /// Units of durations, in the order in which they are printed.
    Unit {
        /// A thousand years.
        Millennium "L",
        /// A hundred years.
        Century "C",
        /// Ten years.
        Decade "E",
        /// Twelve months.
        Year "Y",
        /// Three months.
        Quarter "Q",
        /// A calendar month.
        Month "M",
        /// Seven days.
        Week "W",
        /// A Saturday and a Sunday.
        Weekend "WE",
        /// A day.
        Day "D",
        /// An hour.
        Hour "TH",
        /// A minute.
        Minute "TM",
        /// A second.
        Second "TS",
    }
}

impl Unit {
    /// Returns whether the unit comes after the `T` of a duration.
    pub fn is_clock(self) -> bool {
        matches!(self, Unit::Hour | Unit::Minute | Unit::Second)
    }
}

/// The time of day of a [`TimeValue::Time`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// `TMO`.
    Part(DayPart),
    /// `T17:30`.
    At {
        /// 0 to 24.
        hour: u8,
        /// 0 to 59.
        minute: Option<u8>,
        /// 0 to 60.
        second: Option<u8>,
        /// The time zone in minutes east of Greenwich, if given.
        zone_minutes: Option<i16>,
    },
    /// `TXX:XX`: an unknown time of the day.
    Unknown,
}

/// The number of units in a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Amount {
    /// `X`.
    Unknown,
    /// Thousandths: 2500 is printed `2.5`.
    Thousandths(u64),
}

/// A duration: one amount, or two in different units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// The part with the greater unit.
    pub first: (Amount, Unit),
    /// The rest, always with a smaller unit.
    pub second: Option<(Amount, Unit)>,
}

impl Amount {
    /// Returns the amount of `n` whole units.
    pub fn whole(n: u64) -> Option<Amount> {
        n.checked_mul(1000).map(Amount::Thousandths)
    }
}

impl Point {
    /// Returns the point for a year.
    pub fn year(year: i16) -> Point {
        Point { year: Year::Known(year), part: Part::Whole }
    }
}

struct Two(Option<u8>);

impl fmt::Display for Two {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(n) => write!(f, "{n:02}"),
            None => f.write_str("XX"),
        }
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Year::Unknown => f.write_str("XXXX"),
            Year::Known(y) if y <= 0 => write!(f, "BC{:04}", 1 - i32::from(y)),
            Year::Known(y) => write!(f, "{y:04}"),
            Year::Decade(d) => write!(f, "{d:03}"),
            Year::InDecade(d) => write!(f, "{d:03}X"),
            Year::Century(c) if c < 0 => write!(f, "BC{:02}", -1 - i16::from(c)),
            Year::Century(c) => write!(f, "{c:02}"),
            Year::Millennium(m) => write!(f, "{m}"),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        match self.part {
            Part::Whole => Ok(()),
            Part::Month(m) => write!(f, "-{}", Two(m)),
            Part::Day(m, d) => write!(f, "-{}-{}", Two(m), Two(d)),
            Part::Week(w) => write!(f, "-W{}", Two(w)),
            Part::Weekday(w, d) => write!(f, "-W{}-{d}", Two(w)),
            Part::Weekend(w) => write!(f, "-W{}-WE", Two(w)),
            Part::Season(s) => write!(f, "-{}", s.as_str()),
            Part::Quarter(q) => write_part(f, "Q", q),
            Part::Half(h) => write_part(f, "H", h),
        }
    }
}

fn write_part(f: &mut fmt::Formatter<'_>, letter: &str, n: Option<u8>) -> fmt::Result {
    match n {
        Some(n) => write!(f, "-{letter}{n}"),
        None => write!(f, "-{letter}X"),
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Clock::Part(part) => write!(f, "T{}", part.as_str()),
            Clock::Unknown => f.write_str("TXX:XX"),
            Clock::At { hour, minute, second, zone_minutes } => {
                write!(f, "T{hour:02}")?;
                if let Some(minute) = minute {
                    write!(f, ":{minute:02}")?;
                }
                if let Some(second) = second {
                    write!(f, ":{second:02}")?;
                }
                match zone_minutes {
                    None => Ok(()),
                    Some(0) => f.write_str("Z"),
                    Some(zone) => {
                        let sign = if zone < 0 { '-' } else { '+' };
                        let zone = zone.unsigned_abs();
                        write!(f, "{sign}{:02}:{:02}", zone / 60, zone % 60)
                    }
                }
            }
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Amount::Unknown => f.write_str("X"),
            Amount::Thousandths(n) if n % 1000 == 0 => write!(f, "{}", n / 1000),
            Amount::Thousandths(n) => {
                let digits = format!("{:03}", n % 1000);
                write!(f, "{}.{}", n / 1000, digits.trim_end_matches('0'))
            }
        }
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("P")?;
        let mut in_clock = false;
        for (amount, unit) in std::iter::once(self.first).chain(self.second) {
            if unit.is_clock() && !in_clock {
                f.write_str("T")?;
                in_clock = true;
            }
            write!(f, "{amount}{}", unit.as_str().trim_start_matches('T'))?;
        }
        Ok(())
    }
}

impl fmt::Display for TimeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeValue::Past => f.write_str("PAST_REF"),
            TimeValue::Present => f.write_str("PRESENT_REF"),
            TimeValue::Future => f.write_str("FUTURE_REF"),
            TimeValue::Date(point) => point.fmt(f),
            TimeValue::Time(point, clock) => write!(f, "{point}{clock}"),
            TimeValue::Duration(length) => length.fmt(f),
        }
    }
}
