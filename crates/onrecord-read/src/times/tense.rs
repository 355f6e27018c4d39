//! The tense of the words around a time expression, judged from the words alone.

use std::ops::Range;

use super::lexer::{Lexed, Sense, Words};
use super::rules::ClassId;
use super::scene::Tense;
use crate::syntax::{Relation, Syntax};

/// Verbs stand near the times that they govern: no further away than this.
const REACH: usize = 30;
/// Words after "will" or "to be" that belong to it ("will have been held").
const GROUP: usize = 4;

/// Prepositions before a month in which something is done.
const WITHIN: [&str; 4] = ["in", "by", "until", "till"];

/// The tense that each token shows.
pub(super) struct Tenses(Vec<Tense>);

impl Tenses {
    /// Returns the tenses of a text.
    ///
    /// `is_verb` says of a token whether it may be a verb.
    pub(super) fn new(class: ClassId, words: &Words<'_>, lexed: &Lexed<'_>, is_verb: impl Fn(usize) -> bool) -> Tenses {
        let n_tokens = words.lower.len();
        let mut tenses = Vec::with_capacity(n_tokens);
        let (mut future_until, mut past_until) = (0, 0);
        // Has "be" or "have" come since the word of the future, so that participles joined by commas are planned too?
        let mut has_auxiliary = false;
        for token in 0..n_tokens {
            let listed = lexed.at(token).iter().find(|l| l.class == class);
            let listed = listed.and_then(|l| if let Sense::Name(name) = l.sense { Some(name) } else { None });
            let word = words.get(token);
            has_auxiliary |= matches!(word, "be" | "been" | "have");
            // "The fund, which will close, opened".
            if word == "," && !has_auxiliary {
                future_until = 0;
            }
            let tense = match listed {
                Some("future") if token <= past_until && past_until > 0 => Tense::Past,
                Some("future") => {
                    future_until = token + GROUP;
                    has_auxiliary = false;
                    Tense::Future
                }
                // "Had been scheduled": no longer.
                Some("earlier") => {
                    past_until = token + GROUP;
                    Tense::Past
                }
                Some("past") if is_verb(token) => Tense::Past,
                Some("present") => Tense::Present,
                Some("none") => Tense::Unknown,
                _ if word.len() > 4 && word.ends_with("ed") && is_verb(token) => Tense::Past,
                _ => Tense::Unknown,
            };
            let is_planned = tense == Tense::Past && token <= future_until && future_until > 0;
            tenses.push(if is_planned { Tense::Future } else { tense });
        }
        Tenses(tenses)
    }

    /// Returns whether the expression that begins at `token` says within which time something that is to come is done
    /// ("will open in January"), and does not belong to a noun ("the January raid") or to what is over.
    pub(super) fn is_ahead(
        &self,
        token: usize,
        sentence: &Range<usize>,
        words: &Words<'_>,
        syntax: Option<&Syntax>,
    ) -> bool {
        let Some(before) = token.checked_sub(1).filter(|before| sentence.contains(before)) else { return false };
        if !WITHIN.contains(&words.get(before)) {
            return false;
        }
        let last = (sentence.start..before).rev().map(|at| self.0[at]).find(|tense| *tense != Tense::Unknown);
        let Some(syntax) = syntax.filter(|syntax| !syntax.head.is_empty()) else { return last == Some(Tense::Future) };
        let of_clause = syntax.head[before].filter(|&t| matches!(syntax.relation[t], Relation::Obl));
        of_clause.and_then(|t| syntax.head[t]).is_some_and(|verb| self.0[verb] != Tense::Past)
    }

    /// Returns the tense of the verb nearest to `token` in its sentence; words before count as nearer.
    pub(super) fn around(&self, token: usize, sentence: &Range<usize>) -> Tense {
        let mut best = (usize::MAX, Tense::Unknown);
        let window = sentence.start.max(token.saturating_sub(REACH))..sentence.end.min(token + REACH);
        for at in window {
            let distance = if at < token { token - at } else { 2 * (at - token) };
            let tense = self.0[at];
            if tense != Tense::Unknown && distance < best.0 {
                best = (distance, tense);
            }
        }
        best.1
    }
}
