//! The lists of words in the ontology that affect events.

/// A list of words in the ontology file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    /// Light verbs: the subject does what the object, a noun that states an event, says ("held talks").
    Light,
    /// Verbs whose subject undergoes the event stated by the object ("faces accusations").
    Undergo,
    /// Verbs whose subject receives what the object says ("accepted aid").
    Taking,
    /// Words that make an event planned.
    Planned,
    /// Words that make an event possible.
    Possible,
    /// Words that make an event negated.
    Negated,
    /// Words whose clause is not an event of its own ("tried to").
    Content,
    /// Weapons and similar instruments, which act on behalf of somebody else.
    Means,
    /// Words for disasters, diseases and games, which rule out violence nearby.
    Unrelated,
    /// Animals, which attack without being actors.
    Animals,
    /// Nouns that make the verb figurative ("fought their way").
    Figurative,
    /// Nouns of sums of money.
    Money,
    /// Nouns of time ("for hours").
    Duration,
    /// Quantity nouns followed by "of" ("dozens of").
    Quantity,
    /// Prepositions that add a participant ("along with").
    Joining,
    /// Words that express an obligation of a named party ("must").
    Obliging,
    /// Verbs that report what somebody will or must do.
    Reporting,
    /// Verbs of speaking: refusing to speak is not a refusal.
    Speaking,
    /// Verbs of hosting a meeting.
    Hosting,
    /// Verbs that only say that the event named by their subject took place.
    Occurring,
}

/// The names of the lists in the file.
const NAMES: [(&str, List); 20] = [
    ("light", List::Light),
    ("undergo", List::Undergo),
    ("taking", List::Taking),
    ("planned", List::Planned),
    ("possible", List::Possible),
    ("negated", List::Negated),
    ("content", List::Content),
    ("means", List::Means),
    ("unrelated", List::Unrelated),
    ("animals", List::Animals),
    ("figurative", List::Figurative),
    ("money", List::Money),
    ("duration", List::Duration),
    ("quantity", List::Quantity),
    ("joining", List::Joining),
    ("obliging", List::Obliging),
    ("reporting", List::Reporting),
    ("speaking", List::Speaking),
    ("hosting", List::Hosting),
    ("occurring", List::Occurring),
];

/// Former names of lists, with their current names.
const FORMER_NAMES: [(&str, &str); 4] =
    [("idle", "figurative"), ("span", "duration"), ("told", "reporting"), ("unsaid", "speaking")];

impl List {
    /// Returns the list with this name, which may be a former name.
    pub(super) fn parse(head: &str) -> Option<List> {
        let name = renamed(head).unwrap_or(head);
        NAMES.iter().find(|(known, _)| *known == name).map(|&(_, list)| list)
    }
}

/// Returns the current name of a list that the file calls by a former name.
pub(super) fn renamed(head: &str) -> Option<&'static str> {
    FORMER_NAMES.iter().find(|(former, _)| *former == head).map(|&(_, now)| now)
}
