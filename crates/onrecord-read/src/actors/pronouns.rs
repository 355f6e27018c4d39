//! Classes of pronouns.

/// A class of pronouns, numbered as in training (`training/onrecord_training/labels.py`), where 0 is no pronoun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pronoun {
    He = 1,
    She,
    It,
    They,
    I,
    We,
    You,
    Who,
    This,
}

/// Returns the class of a pronoun, given in lower case.
pub(super) fn pronoun(lower: &str) -> Option<Pronoun> {
    Some(match lower {
        "he" | "him" | "his" | "himself" => Pronoun::He,
        "she" | "her" | "hers" | "herself" => Pronoun::She,
        "it" | "its" | "itself" => Pronoun::It,
        "they" | "them" | "their" | "theirs" | "themselves" => Pronoun::They,
        "i" | "me" | "my" | "mine" | "myself" => Pronoun::I,
        "we" | "us" | "our" | "ours" | "ourselves" => Pronoun::We,
        "you" | "your" | "yours" | "yourself" | "yourselves" => Pronoun::You,
        "who" | "whom" | "whose" | "which" | "that" => Pronoun::Who,
        "this" | "these" | "those" | "one" => Pronoun::This,
        _ => return None,
    })
}

/// Returns whether the word, given in lower case, is a pronoun.
pub(crate) fn is_pronoun(lower: &str) -> bool {
    pronoun(lower).is_some()
}

impl Pronoun {
    /// Returns whether it is of the first, second or third person ("she", not "who").
    pub(super) fn is_personal(self) -> bool {
        !matches!(self, Pronoun::Who | Pronoun::This)
    }
}
