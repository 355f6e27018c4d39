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

    /// Returns whether the language does without the list.
    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Returns whether the word ends in one of the list.
    pub(crate) fn ends(&self, word: &str) -> bool {
        self.set.iter().any(|ending| word.ends_with(&**ending))
    }

    /// Returns whether the list has the word, given in lower case, where there is one.
    pub(crate) fn has_some(&self, word: Option<&str>) -> bool {
        word.is_some_and(|word| self.has(word))
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

/// A symbol for each of some words.
#[derive(Debug, Default)]
pub(crate) struct Symbols {
    symbols: AHashMap<Text, Text>,
}

impl Symbols {
    /// Returns the symbol of the word.
    pub(crate) fn of(&self, word: &str) -> Option<&str> {
        self.symbols.get(word).map(|symbol| &**symbol)
    }

    fn read(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> Symbols {
        let mut symbols = AHashMap::new();
        each_row(&table.take(name, mistakes), mistakes, |_, row| {
            let [word, symbol] = row.fields()?;
            symbols.insert(row.keep(word), row.keep(symbol));
            Ok(())
        });
        Symbols { symbols }
    }
}

/// Declares a struct of word lists: for each file its lists, each with its kind and the name of its section.
macro_rules! word_lists {
    ($(#[$whole:meta])* $lists:ident; $($file:literal { $($(#[$doc:meta])* $field:ident: $kind:ident = $name:literal,)* })*) => {
        $(#[$whole])*
        #[derive(Debug, Default)]
        pub(crate) struct $lists {
            $($($(#[$doc])* pub(crate) $field: $kind,)*)*
        }

        impl Part for $lists {
            fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> $lists {
                let mut words = $lists::default();
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
    /// Function words, and the prepositions of ontologies.
    Words;
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
        /// Prepositions before whoever the words below a line are from.
        announcing: WordList = "announcing",
        /// Prepositions before whoever something published is from.
        authored: WordList = "authored",
        /// Participles between something published and whoever made it.
        made: WordList = "made",
        /// Prepositions before the school or body that somebody belongs to.
        at: WordList = "at",
        /// Verbs of those who learn or teach at a school.
        schooling: WordList = "schooling",
        /// Those who have been at the school behind "of".
        graduates: WordList = "graduates",
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
    "statements/cues.txt" {
        /// Words beside a quotation that mark it as somebody's, where the model does not know them.
        cues: WordList = "cues",
    }
    "events/prepositions.txt" {
        /// Prepositions that may be slots of an ontology.
        prepositions: WordList = "prepositions",
    }
}

word_lists! {
    /// Words by which events find participants, places and times.
    EventWords;
    "events/words.txt" {
        /// Endings of pronouns for the subject itself.
        reflexive: WordList = "reflexive",
        /// Words before what belongs to the subject.
        own: WordList = "own",
        /// Endings of verbs that are no participles of the passive.
        no_participle: WordList = "no-participle",
        /// Endings of past participles.
        past_participle: WordList = "past-participle",
        /// Words that stand for the noun before a relative clause.
        relative_subject: WordList = "relative-subject",
        /// Those of them whose clause leaves the object out.
        relative_object: WordList = "relative-object",
        /// Marks of an infinitive.
        to: WordList = "to",
        /// Marks of a clause that says what is to be done.
        that: WordList = "that",
        /// Marks of a reason, and of the subject of an infinitive.
        for_marks: WordList = "for",
        /// Marks of what somebody is accused of.
        accusation: WordList = "accusation",
        /// Words behind a negation that deny nothing ("not only").
        only: WordList = "only",
        /// Pronouns for whoever writes or reads, as they are written.
        writer: WordList = "writer",
        /// Prepositions before what something is of.
        of_head: WordList = "of",
        /// Prepositions before what something is an amount of.
        of_in: WordList = "of-in",
        /// Prepositions before whoever does it.
        by_doer: WordList = "by",
        /// Prepositions before whoever an act comes from.
        by_from: WordList = "by-from",
        /// Prepositions before whoever somebody flees from.
        from: WordList = "from",
        /// Prepositions before what somebody is tasked or met with.
        with: WordList = "with",
        /// Prepositions before the other side.
        reciprocal: WordList = "reciprocal",
        /// Prepositions of a phrase that may depend on the object.
        goal: WordList = "goal",
        /// Prepositions of a figurative phrase.
        figurative: WordList = "figurative",
        /// Pronouns for things.
        thing: WordList = "thing",
        /// The pronoun for what the sentence is about.
        it_topic: WordList = "it",
        /// Auxiliaries of a promise.
        future: WordList = "future",
        /// Words that make a refusal of a promise.
        refusal: WordList = "refusal",
        /// Pronouns as the object, for somebody else than the subject.
        object_pronoun: WordList = "object-pronoun",
        /// Prepositions before the place of an event.
        where_words: WordList = "where",
        /// Prepositions before the place of an event behind a noun.
        there: WordList = "there",
        /// Prepositions before the goal of a movement.
        whither: WordList = "whither",
        /// Prepositions before a building or the like that a name describes.
        inside: WordList = "inside",
        /// Prepositions before what a place slides into.
        slides_into: WordList = "slides-into",
        /// Prepositions of place that name a topic, too.
        topic: WordList = "topic",
        /// Words before a clause that describes a place.
        where_clause: WordList = "where-clause",
        /// Prepositions before a time.
        when: WordList = "when",
        /// Words with which an adverbial of time begins.
        when_first: WordList = "when-first",
        /// Prepositions before the country of whoever is described.
        belongs: WordList = "belongs",
        /// Prepositions before the country that a description is seated in.
        resides: WordList = "resides",
    }
}

word_lists! {
    /// Small words in and beside numbers.
    QuantityWords;
    "quantities/words.txt" {
        /// The symbols of nouns of time in a rate of a length.
        speed: Symbols = "speed",
        /// "Of" and its like.
        of: WordList = "of",
        /// Words that join the parts of a number.
        and: WordList = "and",
        /// Words between two numbers one of which is meant.
        or: WordList = "or",
        /// The article that begins a fraction.
        a: WordList = "a",
        /// Words that stand for one before a scale.
        article: WordList = "article",
        /// The number that is a pronoun, too.
        one: WordList = "one",
        /// Words before the second number of a range with "between".
        range_ends: WordList = "range-ends",
        /// Words between the two numbers of a result.
        to: WordList = "to",
        /// Words for the sign of a negative number.
        minus: WordList = "minus",
        /// Half.
        half: WordList = "half",
        /// A quarter.
        quarter: WordList = "quarter",
        /// Plurals of fractions that are also parts which follow each other.
        parts: WordList = "parts",
        /// Plurals of fractions without the usual ending.
        plural_fractions: WordList = "plural-fractions",
        /// Words behind "half" that are of what is halved.
        half_behind: WordList = "half-behind",
        /// Words between the two numbers of a ratio.
        ratio_in: WordList = "ratio-in",
        /// The same before "of".
        ratio_out: WordList = "ratio-out",
        /// Plurals of scales that count only with another one.
        no_lone_scale: WordList = "no-lone-scale",
        /// Scales that take "of" behind them.
        score: WordList = "score",
        /// Scales behind which "and" joins what is smaller.
        and_scales: WordList = "and-scales",
        /// Letters behind the digits of an ordinal.
        ordinal_endings: WordList = "ordinal-endings",
        /// Units of time that are also fractions.
        part_of_time: WordList = "part-of-time",
        /// Words before "one point" where that is a time.
        at: WordList = "at",
        /// Words behind an ordinal that show a name or a date.
        behind_ordinal_name: WordList = "behind-ordinal-name",
        /// Units and scales behind a number behind a name.
        behind_name_number: WordList = "behind-name-number",
        /// Words before a year that count nothing.
        dated: WordList = "dated",
        /// Words behind "one" where it counts what was named before.
        behind_lone_one: WordList = "behind-lone-one",
        /// Names of months, in full and shortened.
        months: WordList = "months",
        /// Months before a comma and a number that is no age.
        month_words: WordList = "month-words",
        /// Words between an ordinal and what is counted.
        in_order: WordList = "in-order",
        /// Words that are counted by themselves.
        demonstrative: WordList = "demonstrative",
        /// Words behind "of" that are what is counted.
        pronoun: WordList = "pronoun",
        /// Marks of a possessor within what is counted.
        possessive: WordList = "possessive",
        /// Endings of words that end what is counted.
        adverb_endings: WordList = "adverb-endings",
        /// Endings of verbs, which are not counted.
        verb_endings: WordList = "verb-endings",
        /// Endings of words that are no plurals.
        not_plural_endings: WordList = "not-plural-endings",
        /// Words before the noun of a rate.
        per: WordList = "per",
        /// Nouns that are none of a rate.
        not_rate: WordList = "not-rate",
        /// Words before a noun of the list of rates.
        rate_article: WordList = "rate-article",
        /// Words that change the value only where they are grown onto the number.
        only_grown: WordList = "only-grown",
        /// Words that make a comparison of a modifier.
        than: WordList = "than",
    }
}
