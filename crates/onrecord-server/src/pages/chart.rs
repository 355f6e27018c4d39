//! A bar chart of entries over time.

use maud::{Markup, html};

/// Maximum number of monthly bars in the chart; beyond that, each bar stands for a year.
const MAX_BARS: usize = 36;

/// Returns the counts per month, or per year if there are too many months, including periods without entries in
/// between.
pub(super) fn bars(months: &[(String, u64)]) -> Vec<(String, u64)> {
    let number = |month: &str| -> Option<i64> {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()? - 1)
    };
    let first_and_last = months.first().zip(months.last()).and_then(|(a, b)| Some((number(&a.0)?, number(&b.0)?)));
    let Some((first, last)) = first_and_last else { return vec![] };
    let step = if last - first < MAX_BARS as i64 { 1 } else { 12 };
    let name = |n: i64| if step == 1 { format!("{:04}-{:02}", n / 12, n % 12 + 1) } else { format!("{:04}", n) };
    let (first, last) = if step == 1 { (first, last) } else { (first / 12, last / 12) };
    // The oldest bars are dropped if there are more than a chart can show.
    let first = first.max(last - 2 * MAX_BARS as i64);
    let mut bars: Vec<(String, u64)> = (first..=last).map(|n| (name(n), 0)).collect();
    for (month, n) in months {
        let Some(at) = number(month).map(|at| if step == 1 { at } else { at / 12 } - first) else { continue };
        if let Some(bar) = usize::try_from(at).ok().and_then(|at| bars.get_mut(at)) {
            bar.1 += n;
        }
    }
    bars
}

/// Returns a bar chart of the entries per month or year; `what` names the entries.
pub(super) fn draw(bars: &[(String, u64)], what: &str) -> Markup {
    let most = bars.iter().map(|bar| bar.1).max().unwrap_or(1).max(1);
    let width = 100.0 / bars.len() as f64;
    let (first, last) = (&bars[0].0, &bars[bars.len() - 1].0);
    let unit = if first.contains('-') { "month" } else { "year" };
    html! {
        figure.chart {
            svg viewBox="0 0 100 24" preserveAspectRatio="none" role="img"
                aria-label={ (what) " from " (first) " to " (last) } {
                @for (idx, (name, n)) in bars.iter().enumerate() {
                    @let height = 23.0 * *n as f64 / most as f64;
                    rect x=(format!("{:.3}", width * (idx as f64 + 0.1))) y=(format!("{:.3}", 24.0 - height))
                        width=(format!("{:.3}", width * 0.8)) height=(format!("{height:.3}")) {
                        title { (name) ": " (n) }
                    }
                }
            }
            figcaption {
                span { (first) }
                span { (what) " per " (unit) ", the most in one " (unit) ": " (most) }
                span { (last) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_says_what_its_highest_bar_stands_for() {
        let bars = [("2024-12".to_owned(), 3), ("2025-01".to_owned(), 405)];
        assert!(draw(&bars, "Events").into_string().contains("Events per month, the most in one month: 405"));
    }

    #[test]
    fn months_without_entries_are_bars_too() {
        let months = |list: &[(&str, u64)]| list.iter().map(|(month, n)| ((*month).to_owned(), *n)).collect::<Vec<_>>();
        let found = bars(&months(&[("2024-11", 2), ("2025-02", 5)]));
        assert_eq!(found, months(&[("2024-11", 2), ("2024-12", 0), ("2025-01", 0), ("2025-02", 5)]));
        let found = bars(&months(&[("2019-11", 2), ("2019-12", 1), ("2025-02", 5)]));
        assert_eq!(found.len(), 7);
        assert_eq!(found[0], ("2019".to_owned(), 3));
        assert!(bars(&months(&[("0001-01", 1), ("9999-12", 1)])).len() <= 2 * MAX_BARS + 1);
        assert!(bars(&[]).is_empty());
    }
}
