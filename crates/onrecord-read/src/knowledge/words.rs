//! Word lists of a language that stages look up by name.
//!
//! To add a list, write it below a head of its own in a file of `knowledge/en/`, and name it here.

use ahash::{AHashMap, AHashSet};
use onrecord_knowledge::{Mistake, Pack, Part, Table, Text, each_row};

use super::pronouns::Pronouns;

/// A list of words.
#[derive(Debug, Default)]
pub(crate) struct WordList {
    set: AHashSet<Text>,
}

impl WordList {
    /// Returns whether the list contains the word; the comparison is case-sensitive.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.set.contains(word)
    }

    /// Returns whether the language has no words of this list.
    pub(crate) fn is_empty(&self) -> bool {
        self.set.is_empty()
    }

    /// Returns whether the word ends in an entry of the list.
    pub(crate) fn ends(&self, word: &str) -> bool {
        self.set.iter().any(|ending| word.ends_with(&**ending))
    }

    /// Returns whether there is a word, given in lower case, and the list contains it.
    pub(crate) fn has_some(&self, word: Option<&str>) -> bool {
        word.is_some_and(|word| self.has(word))
    }

    fn read(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> WordList {
        WordList { set: table.words(name, mistakes) }
    }
}

/// A number for each entry.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    counts: AHashMap<Text, usize>,
}

impl Counts {
    /// Returns the number of the entry.
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

/// A symbol for each word.
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

/// Declares a struct of word lists: for each file its lists, each with its type and the name of its section.
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
        /// The number of entities that determiners before a noun refer to ("both", "the two").
        collective: Counts = "collective",
        /// Words that differ from a pronoun only in capitalization.
        no_pronoun: WordList = "no-pronoun",
        /// Plural pronouns as the subject of a clause.
        they: WordList = "they",
        /// Pronouns for a thing as the subject of a clause.
        it: WordList = "it",
        /// First-person words, with their capitalization.
        self_words: WordList = "self",
        /// Words that begin a relative clause.
        relative: WordList = "relative",
        /// Relative pronouns that refer to a person or body.
        relative_mention: WordList = "relative-mention",
        /// Possessive relative pronouns.
        relative_owner: WordList = "relative-owner",
        /// Definite articles, in lower case.
        definite: WordList = "definite",
        /// Definite articles that are removed before a name, with their capitalization.
        name_articles: WordList = "name-articles",
        /// Determiners of a singular description that can have an antecedent.
        one_meant: WordList = "one-meant",
        /// Words that begin a definite description.
        definite_start: WordList = "definite-start",
        /// Negative determiners.
        nobody: WordList = "nobody",
        /// Plural nouns for people that are not in the list of groups.
        people: WordList = "people",
        /// Endings of plurals.
        plural: WordList = "plural",
        /// Endings of words that are not plurals although they end like one.
        not_plural: WordList = "not-plural",
        /// Endings of verb forms that cannot be passive participles.
        gerund: WordList = "gerund",
        /// Forms of the passive auxiliary.
        be: WordList = "be",
        /// Copulas.
        copula: WordList = "copula",
        /// Negations of a copula.
        denial: WordList = "denial",
        /// Possessive markers.
        possessive: WordList = "possessive",
        /// Possessive markers, including those that may also close a quotation.
        possessive_marks: WordList = "possessive-marks",
        /// Conjunctions that join speakers.
        and: WordList = "and",
        /// The same, including symbols.
        joins: WordList = "joins",
        /// Prepositions before the whole that something is part of.
        of: WordList = "of",
        /// Prepositions of location.
        in_words: WordList = "in",
        /// Prepositions before an agent.
        by: WordList = "by",
        /// Prepositions before the author of the words that follow a line.
        announcing: WordList = "announcing",
        /// Prepositions before the author or publisher of a document.
        authored: WordList = "authored",
        /// Participles between a document and its author.
        made: WordList = "made",
        /// Prepositions before the school or organization of a person.
        at: WordList = "at",
        /// Verbs of studying or teaching at a school.
        schooling: WordList = "schooling",
        /// Nouns for graduates, followed by "of" and the school.
        graduates: WordList = "graduates",
        /// Prepositions of place, with their capitalization.
        locative: WordList = "locative",
        /// Prepositions between a title and the body that it belongs to.
        office_of: WordList = "office-of",
        /// Words within a title.
        title_joins: WordList = "title-joins",
        /// Words that end the name of an organization.
        name_ends: WordList = "name-ends",
        /// Capitalized words before a noun that do not make it a name.
        sentence_starts: WordList = "sentence-starts",
        /// Capitalized words that are not part of the name that follows.
        not_in_name: WordList = "not-in-name",
        /// Titles that remain part of the name of a person.
        kept_titles: WordList = "kept-titles",
        /// Suffixes after a last name, in lower case.
        suffixes: WordList = "suffixes",
        /// Words in a name that have no letter in its acronym.
        no_initial: WordList = "no-initial",
        /// Words for an office that is no longer held.
        former: WordList = "former",
    }
    "statements/cues.txt" {
        /// Words next to a quotation that mark it as a statement even if the model does not tag them.
        cues: WordList = "cues",
    }
    "events/prepositions.txt" {
        /// Prepositions that may be slots of an ontology.
        prepositions: WordList = "prepositions",
    }
}

word_lists! {
    /// Words used to find the participants, places and times of events.
    EventWords;
    "events/words.txt" {
        /// Endings of reflexive pronouns.
        reflexive: WordList = "reflexive",
        /// Words before an object that belongs to the subject.
        own: WordList = "own",
        /// Endings of verb forms that cannot be passive participles.
        no_participle: WordList = "no-participle",
        /// Endings of past participles.
        past_participle: WordList = "past-participle",
        /// Relative pronouns that can be the subject of their clause.
        relative_subject: WordList = "relative-subject",
        /// Those of them whose clause omits the object.
        relative_object: WordList = "relative-object",
        /// Infinitive markers.
        to: WordList = "to",
        /// Conjunctions before the clause for a requested action.
        that: WordList = "that",
        /// Markers of a reason, and of the subject of an infinitive.
        for_marks: WordList = "for",
        /// Markers of the content of an accusation.
        accusation: WordList = "accusation",
        /// Words that cancel the negation before them ("not only").
        only: WordList = "only",
        /// Pronouns for the writer or the reader, with their capitalization.
        writer: WordList = "writer",
        /// The preposition "of" before the complement of a noun.
        of_head: WordList = "of",
        /// Prepositions after a noun of quantity.
        of_in: WordList = "of-in",
        /// Prepositions before an agent.
        by_doer: WordList = "by",
        /// Prepositions before the origin of an act.
        by_from: WordList = "by-from",
        /// Prepositions before what somebody flees from.
        from: WordList = "from",
        /// Prepositions before a task or a response that somebody meets.
        with: WordList = "with",
        /// Prepositions before the other participants of a reciprocal event.
        reciprocal: WordList = "reciprocal",
        /// Prepositions of a phrase that may depend on the object.
        goal: WordList = "goal",
        /// Prepositions of a figurative phrase.
        figurative: WordList = "figurative",
        /// Pronouns for things.
        thing: WordList = "thing",
        /// The pronoun for the topic of the sentence.
        it_topic: WordList = "it",
        /// Auxiliaries of a promise.
        future: WordList = "future",
        /// Words that turn a promise into a refusal.
        refusal: WordList = "refusal",
        /// Object pronouns that refer to somebody other than the subject.
        object_pronoun: WordList = "object-pronoun",
        /// Prepositions before the place of an event.
        where_words: WordList = "where",
        /// Prepositions before the place of an event that a noun states.
        there: WordList = "there",
        /// Prepositions before the destination of a movement.
        whither: WordList = "whither",
        /// Prepositions before a building or similar place that a name modifies.
        inside: WordList = "inside",
        /// Prepositions before the state that a place slides into.
        slides_into: WordList = "slides-into",
        /// Prepositions of place that can also introduce a topic.
        topic: WordList = "topic",
        /// Words that begin a clause describing a place.
        where_clause: WordList = "where-clause",
        /// Prepositions before a time.
        when: WordList = "when",
        /// Words that begin an adverbial of time.
        when_first: WordList = "when-first",
        /// Prepositions before the country of the person or body described.
        belongs: WordList = "belongs",
        /// Prepositions before the country where the person or body described is located.
        resides: WordList = "resides",
    }
}

word_lists! {
    /// Function words in and next to numbers.
    QuantityWords;
    "quantities/words.txt" {
        /// The symbols of time units in the rate of a length, such as a speed.
        speed: Symbols = "speed",
        /// "Of" and similar words.
        of: WordList = "of",
        /// Words that join the parts of a number.
        and: WordList = "and",
        /// Words between two alternative numbers.
        or: WordList = "or",
        /// The article that begins a fraction.
        a: WordList = "a",
        /// Words that mean one before a scale.
        article: WordList = "article",
        /// The number that can also be a pronoun.
        one: WordList = "one",
        /// Words before the second number of a range with "between".
        range_ends: WordList = "range-ends",
        /// Words between the two numbers of a score.
        to: WordList = "to",
        /// Words for the sign of a negative number.
        minus: WordList = "minus",
        /// Words for one half.
        half: WordList = "half",
        /// Words for one quarter.
        quarter: WordList = "quarter",
        /// Plurals of fractions that can also denote successive parts.
        parts: WordList = "parts",
        /// Plurals of fractions with an irregular ending.
        plural_fractions: WordList = "plural-fractions",
        /// Words after "half" that belong to what is halved.
        half_behind: WordList = "half-behind",
        /// Words between the two numbers of a ratio.
        ratio_in: WordList = "ratio-in",
        /// The same, before "of".
        ratio_out: WordList = "ratio-out",
        /// Plurals of scales that count only together with another scale.
        no_lone_scale: WordList = "no-lone-scale",
        /// Scales that are followed by "of".
        score: WordList = "score",
        /// Scales after which "and" adds a smaller number.
        and_scales: WordList = "and-scales",
        /// Letters after the digits of an ordinal.
        ordinal_endings: WordList = "ordinal-endings",
        /// Units of time that are also fractions.
        part_of_time: WordList = "part-of-time",
        /// Words before "one point" if it denotes a time.
        at: WordList = "at",
        /// Words after an ordinal that indicate a name or a date.
        behind_ordinal_name: WordList = "behind-ordinal-name",
        /// Units and scales after a number that follows a name.
        behind_name_number: WordList = "behind-name-number",
        /// Words before a year.
        dated: WordList = "dated",
        /// Words after a "one" that refers to something mentioned before.
        behind_lone_one: WordList = "behind-lone-one",
        /// Names of months, in full and abbreviated.
        months: WordList = "months",
        /// Words that can be months before a comma and a number that is not an age.
        month_words: WordList = "month-words",
        /// Words between an ordinal and the counted noun.
        in_order: WordList = "in-order",
        /// Demonstratives that are counted without a noun.
        demonstrative: WordList = "demonstrative",
        /// Pronouns after "of" that are counted.
        pronoun: WordList = "pronoun",
        /// Possessive markers within the counted phrase.
        possessive: WordList = "possessive",
        /// Endings of words that end the counted phrase.
        adverb_endings: WordList = "adverb-endings",
        /// Endings of verbs, which are not part of the counted phrase.
        verb_endings: WordList = "verb-endings",
        /// Endings of words that are not plurals.
        not_plural_endings: WordList = "not-plural-endings",
        /// Words before the denominator of a rate.
        per: WordList = "per",
        /// Nouns that are not denominators of a rate.
        not_rate: WordList = "not-rate",
        /// Words before a noun of the list of rates.
        rate_article: WordList = "rate-article",
        /// Words that modify a number only if attached to it by a hyphen.
        only_grown: WordList = "only-grown",
        /// Words that turn a modifier into a comparison.
        than: WordList = "than",
    }
}
