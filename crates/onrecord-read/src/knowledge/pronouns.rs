//! Classes of pronouns.

use ahash::AHashMap;
use onrecord_knowledge::{Mistake, Table, Text, each_row};

/// A class of pronouns, numbered as in training (`training/onrecord_training/labels.py`), where 0 means no pronoun.
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

impl Pronoun {
    /// The classes, each with its name in `grammar.txt`.
    const ALL: [(&str, Pronoun); 9] = [
        ("he", Pronoun::He),
        ("she", Pronoun::She),
        ("it", Pronoun::It),
        ("they", Pronoun::They),
        ("i", Pronoun::I),
        ("we", Pronoun::We),
        ("you", Pronoun::You),
        ("who", Pronoun::Who),
        ("this", Pronoun::This),
    ];

    /// Returns whether the pronoun is a personal pronoun ("she", not "who").
    pub(crate) fn is_personal(self) -> bool {
        !matches!(self, Pronoun::Who | Pronoun::This)
    }
}

/// The pronouns of a language.
#[derive(Debug, Default)]
pub(crate) struct Pronouns {
    classes: AHashMap<Text, Pronoun>,
}

impl Pronouns {
    /// Returns the class of a word, given in lower case, or `None` if it is not a pronoun.
    pub(crate) fn class(&self, lower: &str) -> Option<Pronoun> {
        self.classes.get(lower).copied()
    }

    pub(super) fn read(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> Pronouns {
        let mut classes = AHashMap::new();
        each_row(&table.take(name, mistakes), mistakes, |section, row| {
            let found = section.arguments.first().and_then(|class| Pronoun::ALL.iter().find(|(own, _)| own == class));
            let class = found.ok_or_else(|| section.mistake("expected a class of pronouns such as \"he\""))?.1;
            classes.extend(row.values().map(|word| (row.keep(word), class)));
            Ok(())
        });
        Pronouns { classes }
    }
}
