//! Short descriptions of the event types of PLOVER 2.0.

use std::collections::BTreeSet;

use maud::{Markup, html};

/// The types of PLOVER and their meanings.
const MEANINGS: [(&str, &str); 16] = [
    ("ACCUSE", "blames or criticizes"),
    ("AGREE", "agrees, or signs an agreement"),
    ("AID", "gives money, goods or help"),
    ("ASSAULT", "uses violence"),
    ("COERCE", "arrests, expels or uses force short of violence"),
    ("CONCEDE", "gives in, or eases a measure"),
    ("CONSULT", "meets or talks"),
    ("COOPERATE", "works together, in matters such as trade or defense"),
    ("MOBILIZE", "readies forces"),
    ("PROTEST", "demonstrates or strikes"),
    ("REJECT", "refuses"),
    ("REQUEST", "asks or urges"),
    ("RETREAT", "withdraws, resigns or releases"),
    ("SANCTION", "punishes: convicts, expels, cuts ties, money or trade"),
    ("SUPPORT", "praises or backs"),
    ("THREATEN", "threatens or warns"),
];

/// Returns the description of a type; `None` for types of a custom ontology.
pub(super) fn meaning(event_type: &str) -> Option<&'static str> {
    MEANINGS.iter().find(|(name, _)| *name == event_type).map(|(_, meaning)| *meaning)
}

/// Returns a type and its mode, with the description of the type as its tooltip.
pub(super) fn label(event_type: &str, mode: Option<&str>) -> Markup {
    html! {
        span.type title=[meaning(event_type)] { (event_type) @if let Some(mode) = mode { " · " (mode) } }
    }
}

/// Returns a folded list that describes `types`, for readers without a pointer; empty if none has a description.
pub(super) fn legend<'a>(types: impl Iterator<Item = &'a str>) -> Markup {
    let types: BTreeSet<&str> = types.filter(|name| meaning(name).is_some()).collect();
    html! {
        @if !types.is_empty() {
            details.legend {
                summary { "What the types mean" }
                dl {
                    @for name in types {
                        div { dt { span.type { (name) } } dd { (meaning(name).unwrap_or_default()) } }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legend_describes_each_known_type_once() {
        let text = legend(["CONSULT", "TRANSFER", "AID", "CONSULT"].into_iter()).into_string();
        assert_eq!((text.matches("<dt>").count(), text.matches("meets or talks").count()), (2, 1), "{text}");
        assert!(text.find("AID") < text.find("CONSULT"), "{text}");
        assert_eq!(legend(["TRANSFER"].into_iter()).into_string(), "");
    }

    #[test]
    fn types_are_sorted_and_have_meanings() {
        assert!(MEANINGS.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(meaning("CONSULT"), Some("meets or talks"));
        assert_eq!(meaning("TRANSFER"), None);
    }
}
