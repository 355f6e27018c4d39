//! Word lists of a language that stages ask for by name.
//!
//! To add a list, write it below a head of its own in a file of `knowledge/en/`, and name it here.

use ahash::AHashSet;
use onrecord_knowledge::{Mistake, Pack, Part, Table, Text};

/// Words of one kind.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    set: AHashSet<Text>,
}

impl WordList {
    /// Returns whether the word is one of the list; both are compared as they are written.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    fn read(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> WordList {
        WordList { set: table.words(name, mistakes) }
    }
}

/// Declares [`Words`]: for each file its lists, each with its kind and the name of its section.
macro_rules! word_lists {
    ($($file:literal { $($(#[$doc:meta])* $field:ident: $kind:ident = $name:literal,)* })*) => {
        /// The word lists of a language.
        #[derive(Debug, Default)]
        pub(crate) struct Words {
            $($($(#[$doc])* pub(crate) $field: $kind,)*)*
        }

        impl Part for Words {
            fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Words {
                let mut words = Words::default();
                $({
                    let mut table = pack.table($file, mistakes);
                    $(words.$field = $kind::read(&mut table, $name, mistakes);)*
                    table.finish(mistakes);
                })*
                words
            }
        }
    };
}

word_lists! {
    "events/prepositions.txt" {
        /// Prepositions that may be slots of an ontology.
        prepositions: WordList = "prepositions",
    }
}
