//! The dates and times of events and publications. Dates can be partial, for which `jiff` has no type.

use onrecord_record::{Event, TimeType};

use crate::calendar;
use crate::record_view::RecordView;

/// A date, as far as its parts are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: u32,
    /// 1 to 12.
    pub(crate) month: Option<u32>,
    /// 1 to 31; only if the month is known.
    pub(crate) day: Option<u32>,
    /// Hour, minute and second; only if the day is known.
    pub(crate) clock: Option<(u32, u32, u32)>,
}

impl Date {
    /// Returns the date at the start of an ISO 8601 value ("2025", "2025-02", "2025-02-13T18:30"), the month of a week or
    /// weekend that lies within one ("2025-W07-WE"), or the year of another value that begins with one ("2025-Q1").
    pub(crate) fn parse(value: &str) -> Option<Date> {
        let year = number(value, 0..4)?;
        let next = value.get(4..).unwrap_or("");
        if !(next.is_empty() || next.starts_with('-')) {
            return None;
        }
        if let Some((first, last, precision)) = calendar::week(value)
            && (first.year(), first.month()) == (last.year(), last.month())
        {
            let day = (precision == calendar::Precision::Day).then(|| first.day().unsigned_abs().into());
            let (year, month) = (first.year().unsigned_abs().into(), first.month().unsigned_abs().into());
            return Some(Date { year, month: Some(month), day, clock: None });
        }
        let whole =
            |end: usize| value.get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with(['-', 'T', ' ']));
        let month = number(value, 5..7).filter(|month| (1..=12).contains(month) && whole(7));
        let day = number(value, 8..10).filter(|day| month.is_some() && (1..=31).contains(day) && whole(10));
        let clock = day.and_then(|_| {
            let second = number(value, 17..19).filter(|&second| second < 60);
            let hour = number(value, 11..13).filter(|&hour| hour < 24)?;
            Some((hour, number(value, 14..16).filter(|&minute| minute < 60)?, second.unwrap_or(0)))
        });
        Some(Date { year, month, day, clock })
    }

    /// Returns the date as `2025-02-13`, or as much of it as is known.
    pub(crate) fn iso(self) -> String {
        let part = |value: Option<u32>| value.map_or_else(String::new, |value| format!("-{value:02}"));
        format!("{:04}{}{}", self.year, part(self.month), part(self.day))
    }

    /// Returns the date as `20250213`; `None` if the day is unknown.
    pub(crate) fn compact(self) -> Option<String> {
        Some(format!("{:04}{:02}{:02}", self.year, self.month?, self.day?))
    }

    /// Returns the time as `20250213183000`, or midnight if the hour is unknown; `None` if the day is unknown.
    pub(crate) fn stamp(self) -> Option<String> {
        let (hour, minute, second) = self.clock.unwrap_or_default();
        Some(format!("{}{hour:02}{minute:02}{second:02}", self.compact()?))
    }
}

fn number(text: &str, range: std::ops::Range<usize>) -> Option<u32> {
    let digits = text.get(range)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Returns the publication date of the article.
pub(crate) fn published(view: &RecordView<'_>) -> Option<Date> {
    Date::parse(view.record.document.published.as_deref()?)
}

/// Returns the date of an event: that of its time, or the publication date if it has none or has only a duration, a
/// repeated time or the present. Vague times in the past or the future give `None`.
pub(crate) fn of_event(view: &RecordView<'_>, event: &Event) -> Option<Date> {
    let day = || published(view).map(|date| Date { clock: None, ..date });
    let Some(time) = view.time(event) else { return day() };
    match (time.time_type, time.value.as_str()) {
        (TimeType::Duration | TimeType::Set, _) | (_, "PRESENT_REF") => day(),
        (TimeType::Date | TimeType::Time, value) => Date::parse(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_dates_as_far_as_they_say() {
        let check = |value, expected: Option<&str>, stamp: Option<&str>| {
            let date = Date::parse(value);
            assert_eq!(date.map(Date::iso).as_deref(), expected, "{value}");
            assert_eq!(date.and_then(Date::stamp).as_deref(), stamp, "{value}");
        };
        check("2025-02-13", Some("2025-02-13"), Some("20250213000000"));
        check("2025-02-13T18:30", Some("2025-02-13"), Some("20250213183000"));
        check("2025-02-13T18:30:05Z", Some("2025-02-13"), Some("20250213183005"));
        check("2025-02-13TMO", Some("2025-02-13"), Some("20250213000000"));
        check("2025-02", Some("2025-02"), None);
        check("2025-W07", Some("2025-02"), None);
        check("2022-W29-WE", Some("2022-07"), None);
        // The last week of 2024 ends in January.
        check("2025-W01", Some("2025"), None);
        check("2025-W01-2", Some("2024-12-31"), Some("20241231000000"));
        check("2025-W54", Some("2025"), None);
        check("2025-SU", Some("2025"), None);
        check("2025-13-40", Some("2025"), None);
        check("202", None, None);
        check("P3D", None, None);
        check("PAST_REF", None, None);
        check("2025é", None, None);
        check("日本日本", None, None);
        check("", None, None);
    }
}
