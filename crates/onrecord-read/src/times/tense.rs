//! The tense of the words around a time expression, determined mainly from the words.

use std::ops::Range;

use ahash::AHashSet;
use onrecord_knowledge::{Mistake, Pack, Part, Text};

use super::context::Tense;
use super::lexer::Lexed;
use super::rules::ClassId;
use super::words::{Sense, Words};
use crate::syntax::{Relation, Syntax, Upos};

/// The maximum distance in words between a time and the verb that governs it.
const REACH: usize = 30;
/// The number of words that a comma adds to the distance of the words after it.
const COMMA: usize = 6;
/// The maximum number of words in the verb group after "will" or "to be" ("will have been held").
const GROUP: usize = 4;

/// The maximum number of verbs between a time and the word that determines its tense ("plans to go on to meet on
/// Sunday").
const CHAIN: usize = 3;

/// Words that indicate tense: `times/tense.txt`.
#[derive(Debug, Default)]
pub(super) struct TenseWords {
    /// Prepositions before the period within which something is done.
    within: AHashSet<Text>,
    auxiliaries: AHashSet<Text>,
    /// Endings of past-tense verbs.
    past_endings: Vec<Text>,
}

impl Part for TenseWords {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> TenseWords {
        let mut table = pack.table("times/tense.txt", mistakes);
        let read = TenseWords {
            within: table.words("within", mistakes),
            auxiliaries: table.words("auxiliaries", mistakes),
            past_endings: table.words("past-endings", mistakes),
        };
        table.finish(mistakes);
        read
    }
}

/// The scope of the last words for future and past before a token.
#[derive(Default)]
struct VerbGroups {
    future_until: usize,
    past_until: usize,
    /// Whether "be" or "have" followed the word for the future, so that participles joined by commas are in the future
    /// too.
    has_auxiliary: bool,
}

impl VerbGroups {
    /// Processes the next word.
    fn add(&mut self, known: &TenseWords, word: &str) {
        self.has_auxiliary |= known.auxiliaries.contains(word);
        // "The fund, which will close, opened".
        if word == "," && !self.has_auxiliary {
            self.future_until = 0;
        }
    }

    /// Returns the tense of a token. `listed` is the entry of its word class, and `is_past` says whether it has a
    /// past-tense ending.
    fn tense(&mut self, token: usize, listed: Option<&str>, is_past: bool, is_verb: impl Fn(usize) -> bool) -> Tense {
        let tense = match listed {
            Some("future") if token <= self.past_until && self.past_until > 0 => Tense::Past,
            Some("future") => {
                self.future_until = token + GROUP;
                self.has_auxiliary = false;
                Tense::Future
            }
            // "Had been scheduled" is not a plan any more.
            Some("earlier") => {
                self.past_until = token + GROUP;
                Tense::Past
            }
            Some("past") if is_verb(token) => Tense::Past,
            Some("present") => Tense::Present,
            Some("none") => Tense::Unknown,
            _ if is_past && is_verb(token) => Tense::Past,
            _ => Tense::Unknown,
        };
        let is_planned = tense == Tense::Past && token <= self.future_until && self.future_until > 0;
        if is_planned { Tense::Future } else { tense }
    }
}

/// The tense of each token.
pub(super) struct Tenses {
    of: Vec<Tense>,
    /// Whether the infinitive that depends on the token is in the future ("urged").
    is_ahead: Vec<bool>,
    /// Whether the token expresses possibility.
    is_possible: Vec<bool>,
    is_comma: Vec<bool>,
    /// Whether the token is a preposition before the period within which something is done.
    is_within: Vec<bool>,
}

impl Tenses {
    /// Returns the tenses of a text.
    ///
    /// `is_verb` says whether a token may be a verb.
    pub(super) fn new(
        known: &TenseWords,
        class: ClassId,
        words: &Words<'_>,
        lexed: &Lexed<'_>,
        is_verb: impl Fn(usize) -> bool,
    ) -> Tenses {
        let n_tokens = words.lower.len();
        let mut tenses = Tenses {
            of: Vec::with_capacity(n_tokens),
            is_ahead: vec![false; n_tokens],
            is_possible: vec![false; n_tokens],
            is_comma: vec![false; n_tokens],
            is_within: words.lower.iter().map(|word| known.within.contains(word.as_str())).collect(),
        };
        let mut groups = VerbGroups::default();
        for token in 0..n_tokens {
            let mut listed = None;
            for name in lexed.at(token).iter().filter(|l| l.class == class) {
                match name.sense {
                    Sense::Name("ahead") => tenses.is_ahead[token] = true,
                    Sense::Name("possible") => tenses.is_possible[token] = true,
                    Sense::Name(name) => listed = listed.or(Some(name)),
                    _ => {}
                }
            }
            let word = words.get(token);
            tenses.is_comma[token] = word == ",";
            groups.add(known, word);
            let is_past = word.len() > 4 && known.past_endings.iter().any(|ending| word.ends_with(ending.as_ref()));
            tenses.of.push(groups.tense(token, listed, is_past, &is_verb));
        }
        tenses
    }

    /// Returns whether the expression that begins at `token` is the period within which a future action is done ("will
    /// open in January"), and does not modify a noun ("the January raid") or a past verb.
    pub(super) fn is_ahead(&self, token: usize, sentence: &Range<usize>, syntax: Option<&Syntax>) -> bool {
        let Some(before) = token.checked_sub(1).filter(|before| sentence.contains(before)) else { return false };
        if !self.is_within[before] {
            return false;
        }
        let last = (sentence.start..before).rev().map(|at| self.of[at]).find(|tense| *tense != Tense::Unknown);
        let Some(syntax) = syntax.filter(|syntax| !syntax.head.is_empty()) else { return last == Some(Tense::Future) };
        let of_clause = syntax.head[before].filter(|&t| matches!(syntax.relation[t], Relation::Obl));
        of_clause.and_then(|t| syntax.head[t]).is_some_and(|verb| self.of[verb] != Tense::Past)
    }

    /// Returns the tense around the expression that begins at `token`: the future if the tree connects it to a request
    /// or plan, or else the tense of the nearest verb.
    pub(super) fn at(&self, token: usize, sentence: &Range<usize>, syntax: Option<&Syntax>) -> Tense {
        let syntax = syntax.filter(|syntax| !syntax.head.is_empty());
        let is_ahead =
            |syntax: &Syntax| self.is_to_come(token, sentence, syntax) || self.is_subject_now(token, sentence, syntax);
        if syntax.is_some_and(is_ahead) {
            return Tense::Future;
        }
        self.around(token, sentence)
    }

    /// Returns whether the token is the subject of a copula in the present tense ("Friday is the last day"), so that it
    /// is not over.
    fn is_subject_now(&self, token: usize, sentence: &Range<usize>, syntax: &Syntax) -> bool {
        let Some(head) = syntax.head[token].filter(|_| syntax.relation[token] == Relation::Nsubj) else { return false };
        let near = sentence.start.max(token.saturating_sub(REACH))..sentence.end.min(token + REACH);
        let has = |is: &dyn Fn(usize) -> bool| syntax.children(head, &near).any(is);
        has(&|t| syntax.relation[t] == Relation::Cop && self.of[t] == Tense::Present)
            && !has(&|t| self.of[t] == Tense::Past)
    }

    /// Returns whether the verb on which the token depends in the tree is about the future.
    fn is_to_come(&self, token: usize, sentence: &Range<usize>, syntax: &Syntax) -> bool {
        let is_time = matches!(syntax.relation[token], Relation::Obl | Relation::OblUnmarked | Relation::Advmod);
        let Some(mut verb) = syntax.head[token].filter(|_| is_time) else { return false };
        let has = |verb: usize, is: &dyn Fn(usize) -> bool| syntax.children(verb, sentence).any(is);
        let may = has(verb, &|t| syntax.relation[t] == Relation::Aux && self.is_possible[t])
            && !has(verb, &|t| syntax.relation[t] == Relation::Aux && !self.is_possible[t]);
        // "Called on people to march": the infinitive may depend on "people".
        let (mut is_noun, mut n) = (false, 0);
        while n < CHAIN {
            let is_open = match syntax.relation[verb] {
                Relation::Xcomp | Relation::Acl | Relation::Advcl => {
                    has(verb, &|t| t < verb && syntax.upos[t] == Upos::Part)
                }
                Relation::Obj | Relation::Obl | Relation::Iobj => is_noun,
                _ => false,
            };
            let Some(above) = syntax.head[verb].filter(|above| is_open && *above < verb) else { break };
            if self.is_ahead[above] {
                return true;
            }
            is_noun = matches!(syntax.relation[verb], Relation::Acl);
            (verb, n) = (above, n + 1);
        }
        may
    }

    /// Returns the tense of the verb nearest to `token` in its sentence. Words before the token count as nearer than
    /// those after it, and a comma adds to the distance of words after it ("who is to visit on Friday, left").
    fn around(&self, token: usize, sentence: &Range<usize>) -> Tense {
        let mut best = (usize::MAX, Tense::Unknown);
        let window = sentence.start.max(token.saturating_sub(REACH))..sentence.end.min(token + REACH);
        for at in window {
            let comma = |at: usize| if self.is_comma[token..at].contains(&true) { COMMA } else { 0 };
            let distance = if at < token { token - at } else { 2 * (at - token) + comma(at) };
            let tense = self.of[at];
            if tense != Tense::Unknown && distance < best.0 {
                best = (distance, tense);
            }
        }
        best.1
    }
}
