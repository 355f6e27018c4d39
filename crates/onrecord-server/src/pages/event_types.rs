//! Short descriptions of the event types of PLOVER 2.0.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_sorted_and_have_meanings() {
        assert!(MEANINGS.is_sorted_by(|one, other| one.0 < other.0));
        assert_eq!(meaning("CONSULT"), Some("meets or talks"));
        assert_eq!(meaning("TRANSFER"), None);
    }
}
