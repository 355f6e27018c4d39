//! The minimum confidence with which pages list events by default.

use maud::{Markup, html};
use onrecord_record::MinConfidence;
use onrecord_store::{Criteria, List};

use crate::failure::Failure;
use crate::search_params::SearchParams;

/// The minimum confidence of the events that a page lists unless `min_confidence` says otherwise. Set by hand, not
/// measured.
pub(super) const DEFAULT_MIN: f64 = 0.3;

/// The value of `min_confidence` that lists everything.
pub(super) const ALL: &str = "0";

/// Returns the default minimum confidence of a list: [`DEFAULT_MIN`] for events, `None` for other lists.
pub(super) fn default_for(list: List) -> Option<MinConfidence> {
    if list == List::Events { MinConfidence::new(DEFAULT_MIN) } else { None }
}

/// Returns the filters of a page of `list`; the minimum confidence is [`default_for`] the list if `params` give none.
pub(super) fn criteria(params: &SearchParams, list: List) -> Result<Criteria, Failure> {
    let criteria = params.criteria()?;
    let min_confidence = criteria.min_confidence.or(default_for(list));
    Ok(Criteria { min_confidence, ..criteria })
}

/// Returns a line that says which entries of `list` are hidden, with a link that shows all of them, or, if all events
/// are listed, a link that hides the unsure ones again. `address` returns the address of the page for a value of
/// `min_confidence`.
pub(super) fn note(list: List, least: Option<MinConfidence>, address: impl Fn(&str) -> String) -> Markup {
    let least = least.map_or(0.0, MinConfidence::get);
    let name = if list == List::Events { "Events" } else { "Statements" };
    html! {
        @if least > 0.0 {
            p.hint {
                (name) " with a confidence below " (percentage(least)) " are not listed. "
                a href=(address(ALL)) { "Show all" }
            }
        } @else if list == List::Events {
            p.hint {
                "All events are listed, regardless of their confidence. "
                a href=(address("")) { "Hide those below " (percentage(DEFAULT_MIN)) }
            }
        }
    }
}

/// Returns a probability in percent, with at most two decimals.
pub(super) fn percentage(probability: f64) -> String {
    format!("{}%", (probability * 1e4).round() / 1e2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_short() {
        for (probability, expected) in [(0.3, "30%"), (0.125, "12.5%"), (0.333_333, "33.33%"), (1.0, "100%")] {
            assert_eq!(percentage(probability), expected);
        }
    }

    #[test]
    fn the_default_is_a_minimum_for_events_only() {
        assert_eq!(default_for(List::Events).map(MinConfidence::get), Some(DEFAULT_MIN));
        assert_eq!(default_for(List::Statements), None);
    }

    #[test]
    fn notes_lead_to_everything_and_back() {
        let text = |list, least: Option<f64>| {
            let least = least.and_then(MinConfidence::new);
            note(list, least, |value| format!("/list?min_confidence={value}")).into_string()
        };
        let hidden = text(List::Events, Some(0.3));
        assert!(hidden.contains("below 30% are not listed") && hidden.contains("min_confidence=0\""), "{hidden}");
        let all = text(List::Events, Some(0.0));
        assert!(all.contains("All events are listed") && all.contains("min_confidence=\""), "{all}");
        assert_eq!(text(List::Statements, None), "");
        // The line is aligned with the list, at the left.
        assert!(hidden.starts_with("<p class=\"hint\">") && all.starts_with("<p class=\"hint\">"), "{hidden} {all}");
        assert!(text(List::Statements, Some(0.5)).contains("Statements with a confidence below 50%"));
    }
}
