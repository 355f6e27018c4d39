//! Word lists of a language that stages ask for by name.
//!
//! To add a list, write it below a head of its own in a file of `knowledge/en/`, and name it here.

use ahash::{AHashMap, AHashSet};
use onrecord_knowledge::{Mistake, Pack, Part, Table, Text, each_row};

use super::pronouns::Pronouns;

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

    /// Returns whether the word ends in one of the list.
    pub(crate) fn ends(&self, word: &str) -> bool {
        self.set.iter().any(|ending| word.ends_with(&**ending))
    }

    fn read(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> WordList {
        WordList { set: table.words(name, mistakes) }
    }
}

/// A number for each of some words.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    counts: AHashMap<Text, usize>,
}

impl Counts {
    /// Returns the number of the words.
    pub(crate) fn of(&self, words: &str) -> Option<usize> {
        self.counts.get(words).copied()
    }

    fn read(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> Counts {
        let mut counts = AHashMap::new();
        each_row(&table.take(name, mistakes), mistakes, |_, row| {
            let [words, count] = row.fields()?;
            counts.insert(row.keep(words), row.number(count)?);
            Ok(())
        });
        Counts { counts }
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
    "grammar.txt" {
        /// The class of each pronoun, in lower case.
        pronouns: Pronouns = "pronoun",
        /// How many the words before a noun take up ("both", "the two").
        collective: Counts = "collective",
        /// Words that differ from a pronoun in their capitals alone.
        no_pronoun: WordList = "no-pronoun",
        /// Pronouns for several as the subject of a clause.
        they: WordList = "they",
        /// Pronouns for a thing as the subject of a clause.
        it: WordList = "it",
        /// Words by which people tell of themselves, as they are written.
        self_words: WordList = "self",
        /// Words that begin a relative clause.
        relative: WordList = "relative",
        /// Words that begin a relative clause and refer to somebody.
        relative_mention: WordList = "relative-mention",
        /// Words that begin a relative clause and tell an owner.
        relative_owner: WordList = "relative-owner",
        /// Articles that tell that something known is meant, in lower case.
        definite: WordList = "definite",
        /// The same, as they are written before a name that loses them.
        name_articles: WordList = "name-articles",
        /// Determiners of a description that may be of the one thing meant.
        one_meant: WordList = "one-meant",
        /// Words with which a description of something known begins.
        definite_start: WordList = "definite-start",
        /// Words before a noun that say that there is nobody.
        nobody: WordList = "nobody",
        /// Plurals for people that are not in the list of groups.
        people: WordList = "people",
        /// Endings of plurals.
        plural: WordList = "plural",
        /// Endings with which those of plurals do not count.
        not_plural: WordList = "not-plural",
        /// Endings of the form of a verb that is no participle of the passive.
        gerund: WordList = "gerund",
        /// Forms of the auxiliary of the passive.
        be: WordList = "be",
        /// Words that say what somebody is.
        copula: WordList = "copula",
        /// Words that deny it.
        denial: WordList = "denial",
        /// Marks behind a possessor.
        possessive: WordList = "possessive",
        /// The same, with marks that may also close a quotation.
        possessive_marks: WordList = "possessive-marks",
        /// Words that join those who speak together.
        and: WordList = "and",
        /// The same, with signs.
        joins: WordList = "joins",
        /// Prepositions before what something is part of.
        of: WordList = "of",
        /// Prepositions before where something is.
        in_words: WordList = "in",
        /// Prepositions before whoever does something.
        by: WordList = "by",
        /// Prepositions before the school or body that somebody belongs to.
        at: WordList = "at",
        /// Prepositions before places, as they are written.
        locative: WordList = "locative",
        /// Prepositions between a title and its body.
        office_of: WordList = "office-of",
        /// Words within a title.
        title_joins: WordList = "title-joins",
        /// Words that end the name of a body.
        name_ends: WordList = "name-ends",
        /// Words with a capital before a noun that is no name for that.
        sentence_starts: WordList = "sentence-starts",
        /// Words with a capital that are no part of the name behind them.
        not_in_name: WordList = "not-in-name",
        /// Titles that stay part of the name of a person.
        kept_titles: WordList = "kept-titles",
        /// Words behind a last name, in lower case.
        suffixes: WordList = "suffixes",
        /// Words of a name of which its acronym has no letter.
        no_initial: WordList = "no-initial",
        /// Words for an office that is held no more.
        former: WordList = "former",
    }
    "events/prepositions.txt" {
        /// Prepositions that may be slots of an ontology.
        prepositions: WordList = "prepositions",
    }
}
