//! A timeline: one bar per span of days, in as few rows as possible.

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::geometry::Size;
use super::text::{px, text_width};

/// A span of days, shown as a bar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    /// The first day, as `2025-02-13`.
    pub(crate) first: String,
    /// The last day.
    pub(crate) last: String,
    /// Size, shown as the height of the bar.
    pub(crate) size: u64,
    /// Tooltip and accessible name.
    pub(crate) label: String,
    /// Address of its link.
    pub(crate) href: String,
}

/// Maximum number of rows; spans that fit into none of them go into the last one.
const MAX_ROWS: usize = 12;
/// Height of a row in pixels.
const ROW: f64 = 22.0;
/// Minimum width of a bar in pixels, so that it can be seen and clicked.
const MIN_BAR: f64 = 8.0;
/// Empty space on both sides in pixels.
const MARGIN: f64 = 20.0;
/// Space below the rows for the names of months, in pixels.
const FOOT: f64 = 26.0;
const TEXT: f64 = 12.0;

/// A span on the timeline: horizontal extent in pixels, and row.
struct Bar<'a> {
    span: &'a Span,
    left: f64,
    width: f64,
    row: usize,
}

/// Returns a timeline with `spans`; those with invalid dates are left out.
pub(crate) fn draw_line_of_time(spans: &[Span]) -> Markup {
    html! { @for size in Size::BOTH { (draw(spans, size)) } }
}

fn draw(spans: &[Span], size: Size) -> Markup {
    let day = |text: &str| text.parse::<Date>().ok();
    let mut dated: Vec<(Date, Date, &Span)> =
        spans.iter().filter_map(|span| Some((day(&span.first)?, day(&span.last)?, span))).collect();
    dated.sort_by_key(|(first, last, _)| (*first, *last));
    let Some(first) = dated.first().map(|(first, ..)| *first) else { return html! {} };
    let last = dated.iter().map(|(_, last, _)| *last).max().unwrap_or(first);
    let n_days = days_between(first, last).max(1.0);
    let width = size.width();
    let scale = (width - 2.0 * MARGIN) / n_days;
    let bars = rows(&dated, first, scale);
    let n_rows = bars.iter().map(|bar| bar.row + 1).max().unwrap_or(1);
    let foot = n_rows as f64 * ROW;
    let most = bars.iter().map(|bar| bar.span.size).max().unwrap_or(1).max(1) as f64;
    let n_labels = if size == Size::Wide { 10 } else { 4 };
    html! {
        svg class={ "picture times " (size.class()) } viewBox={ "0 0 " (px(width)) " " (px(foot + FOOT)) }
            role="group" aria-label={ "Stories from " (first) " to " (last) } {
            line class="axis" x1=(px(MARGIN)) x2=(px(width - MARGIN)) y1=(px(foot + 2.0)) y2=(px(foot + 2.0)) {}
            @for (at, name) in ticks(first, last, n_labels) {
                @let x = MARGIN + at * scale;
                line class="axis" x1=(px(x)) x2=(px(x)) y1=(px(foot)) y2=(px(foot + 6.0)) {}
                text x=(px(label_center(x, &name, width))) y=(px(foot + 20.0)) font-size=(TEXT) text-anchor="middle" {
                    (name)
                }
            }
            @for bar in &bars {
                @let height = 5.0 + (ROW - 8.0) * (bar.span.size as f64 / most).sqrt();
                a href=(bar.span.href) aria-label=(bar.span.label) {
                    title { (bar.span.label) }
                    rect x=(px(bar.left)) y=(px((bar.row + 1) as f64 * ROW - height)) rx="3"
                        width=(px(bar.width)) height=(px(height)) {}
                }
            }
        }
    }
}

/// Returns the middle of the label of the tick at `x`: below it, unless the label would leave the picture.
fn label_center(x: f64, label: &str, width: f64) -> f64 {
    let half = text_width(label, TEXT) / 2.0 + 6.0;
    x.clamp(half, (width - half).max(half))
}

/// Returns the spans, sorted by their first day, each in the first row in which it overlaps no other span.
fn rows<'a>(spans: &[(Date, Date, &'a Span)], start: Date, scale: f64) -> Vec<Bar<'a>> {
    let mut ends: Vec<f64> = Vec::new();
    let place = |(first, last, span): &(Date, Date, &'a Span)| {
        let left = MARGIN + days_between(start, *first) * scale;
        let width = (days_between(*first, *last) * scale).max(MIN_BAR);
        let row = ends.iter().position(|end| *end + 2.0 <= left).unwrap_or(ends.len()).min(MAX_ROWS - 1);
        let end = left + width;
        match ends.get_mut(row) {
            Some(before) => *before = before.max(end),
            None => ends.push(end),
        }
        Bar { span, left, width, row }
    };
    spans.iter().map(place).collect()
}

/// Returns at most about `n` ticks between the two days, each with its offset from the first day in days and its label:
/// the first days of months or years, or the two days themselves if there are none.
fn ticks(first: Date, last: Date, n: usize) -> Vec<(f64, String)> {
    let months = |step: i64| {
        let mut found = Vec::new();
        let mut at = if step < 12 { first.first_of_month() } else { first.first_of_year() };
        while at <= last {
            if at >= first {
                let name = if step < 12 { at.strftime("%Y-%m") } else { at.strftime("%Y") };
                found.push((days_between(first, at), name.to_string()));
            }
            let Ok(next) = at.checked_add(step.months()) else { break };
            at = next;
        }
        found
    };
    let found = [1, 2, 3, 6, 12, 24, 60, 120, 1_200].into_iter().map(months).find(|found| found.len() <= n);
    let found = found.unwrap_or_default();
    if !found.is_empty() {
        return found;
    }
    let mut ends = vec![(0.0, first.to_string()), (days_between(first, last), last.to_string())];
    ends.dedup();
    ends
}

fn days_between(from: Date, to: Date) -> f64 {
    from.until(to).map_or(0.0, |span| f64::from(span.get_days()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(first: &str, last: &str) -> Span {
        Span { first: first.to_owned(), last: last.to_owned(), size: 3, label: String::new(), href: String::new() }
    }

    #[test]
    fn spans_that_overlap_are_in_different_rows() {
        let spans =
            [span("2025-02-01", "2025-02-10"), span("2025-02-05", "2025-03-01"), span("2025-03-20", "2025-03-20")];
        let day = |text: &str| text.parse::<Date>().unwrap();
        let dated: Vec<_> = spans.iter().map(|span| (day(&span.first), day(&span.last), span)).collect();
        let bars = rows(&dated, day("2025-02-01"), 10.0);
        assert_eq!(bars.iter().map(|bar| bar.row).collect::<Vec<_>>(), [0, 1, 0]);
        assert_eq!(bars[0].width, 90.0);
        assert_eq!(bars[2].width, MIN_BAR);
    }

    #[test]
    fn there_are_never_many_names() {
        for (first, last) in [("2025-02-01", "2025-02-03"), ("2025-01-15", "2026-06-01"), ("0001-01-01", "9999-12-31")]
        {
            let ticks = ticks(first.parse().unwrap(), last.parse().unwrap(), 10);
            assert!((1..=10).contains(&ticks.len()), "{first} {last}: {ticks:?}");
        }
    }

    #[test]
    fn labels_stay_in_the_picture() {
        let inside = |x: f64, label: &str| {
            let (center, half) = (label_center(x, label, 360.0), text_width(label, TEXT) / 2.0);
            (0.0..=360.0).contains(&(center - half)) && (0.0..=360.0).contains(&(center + half))
        };
        for x in [0.0, MARGIN, 180.0, 360.0 - MARGIN, 360.0] {
            assert!(inside(x, "2022-07-20"), "{x}");
        }
        assert_eq!(label_center(180.0, "2022-07", 360.0), 180.0);
        let day = "2022-07-20".parse().unwrap();
        assert_eq!(ticks(day, day, 10), [(0.0, "2022-07-20".to_owned())]);
    }

    /// Without a colour in the style sheet, the bars would be black, which is invisible in dark mode.
    #[test]
    fn the_style_sheet_has_the_colours_of_the_picture() {
        let style = include_str!("../assets/style.css");
        assert!(style.contains(".times rect { fill: var(") && style.contains(".times .axis { stroke: var("));
    }

    #[test]
    fn a_picture_has_a_bar_for_each_dated_span() {
        let spans = [span("2025-02-01", "2025-02-10"), span("soon", "later"), span("2025-04-01", "2025-04-01")];
        let picture = draw(&spans, Size::Wide).into_string();
        assert_eq!(picture.matches("<rect").count(), 2, "{picture}");
        assert!(picture.contains("2025-03"), "{picture}");
        assert_eq!(draw(&[], Size::Narrow).into_string(), "");
    }
}
