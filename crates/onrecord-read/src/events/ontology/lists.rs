//! The lists of words that govern events.

/// A list of words in the ontology file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum List {
    /// Verbs whose subject does what their object, a noun of an event, says ("held talks").
    Light,
    /// Verbs whose subject undergoes it ("faces accusations").
    Undergo,
    /// Verbs whose subject is given what their object says ("accepted aid").
    Taking,
    /// Words that make an event planned.
    Planned,
    /// Words that make an event possible.
    Possible,
    /// Words that make an event negated.
    Negated,
    /// Words whose clause is no event of its own ("tried to").
    Content,
    /// Weapons and the like, which act for somebody else.
    Means,
    /// Words of disasters, diseases and games, beside which there is no violence.
    Unrelated,
    /// Animals, which attack without being actors.
    Animals,
    /// Nouns that make the verb figurative ("fought their way").
    Figurative,
    /// Nouns of sums of money.
    Money,
    /// Nouns of time ("for hours").
    Duration,
    /// Nouns for so many of what follows "of" ("dozens of").
    Quantity,
    /// Prepositions that add a participant ("along with").
    Joining,
    /// Words that oblige a named party ("must").
    Obliging,
    /// Verbs that report what somebody will or must do.
    Reporting,
    /// Verbs of speaking: whoever refuses these refuses nothing.
    Speaking,
    /// Verbs of those who give others a place to meet.
    Hosting,
    /// Verbs that only say that their subject took place.
    Occurring,
}

/// The lists under the names that they have in the file.
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

/// Former names of lists, with those that they have now.
const FORMER_NAMES: [(&str, &str); 4] =
    [("idle", "figurative"), ("span", "duration"), ("told", "reporting"), ("unsaid", "speaking")];

impl List {
    /// Returns the list of this name, which may be a former one.
    pub(super) fn parse(head: &str) -> Option<List> {
        let name = renamed(head).unwrap_or(head);
        NAMES.iter().find(|(known, _)| *known == name).map(|&(_, list)| list)
    }
}

/// Returns the name that a list has now, where it stands in the file under a former one.
pub(super) fn renamed(head: &str) -> Option<&'static str> {
    FORMER_NAMES.iter().find(|(former, _)| *former == head).map(|&(_, now)| now)
}
