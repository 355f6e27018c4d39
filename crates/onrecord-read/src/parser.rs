//! Builds the dependency tree of each sentence as soon as the vectors of all its tokens are available.

use std::ops::Range;

use onrecord_text::Division;

use crate::knowledge::words::Words;
use crate::model::Heads;
use crate::syntax::{Syntax, Upos};

/// Parses a text whose vectors arrive window by window.
pub(crate) struct Parser<'a> {
    heads: &'a Heads,
    /// The token runs still to be parsed, the next one last; each has at most [`MAX_SENTENCE`] tokens of one sentence.
    runs: Vec<Range<usize>>,
    /// Vectors of tokens that are not parsed yet.
    held: Vec<f32>,
    width: usize,
    syntax: Syntax,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(heads: &'a Heads, width: usize, division: &Division) -> Parser<'a> {
        let n = division.tokens.len();
        // The number of arc scores is quadratic in sentence length; a sentence of hundreds of words is usually a list.
        let cut = |s: &Range<usize>| {
            let end = s.end;
            s.clone().step_by(MAX_SENTENCE).map(move |start| start..end.min(start + MAX_SENTENCE))
        };
        let mut runs: Vec<Range<usize>> = division.sentences.iter().flat_map(cut).collect();
        runs.reverse();
        let syntax =
            Syntax { upos: Vec::with_capacity(n), head: Vec::with_capacity(n), relation: Vec::with_capacity(n) };
        Parser { heads, runs, held: Vec::new(), width, syntax }
    }

    /// Adds the vectors of the next tokens, parses the sentences that are complete, and calls `take` with the index,
    /// part of speech and vector of each parsed token.
    pub(crate) fn push(&mut self, states: &[f32], mut take: impl FnMut(usize, Upos, &[f32])) {
        self.held.extend_from_slice(states);
        let n_held = self.held.len() / self.width;
        let first = self.syntax.head.len();
        // Heads as indices into the tokens that are parsed in this call.
        let mut heads: Vec<Option<usize>> = Vec::new();
        while let Some(run) = self.runs.pop_if(|run| run.end - first <= n_held) {
            let start = heads.len();
            let states = &self.held[start * self.width..(start + run.len()) * self.width];
            heads.extend(tree(&self.heads.arcs(states, run.len()), run.len()).iter().map(|h| h.map(|h| h + start)));
        }
        let used = heads.len() * self.width;
        let states = &self.held[..used];
        let upos = self.heads.upos(states, heads.len());
        for ((token, upos), vector) in (first..).zip(&upos).zip(states.chunks_exact(self.width)) {
            take(token, *upos, vector);
        }
        self.syntax.relation.extend(self.heads.relations(states, &heads, &upos));
        self.syntax.upos.extend(upos);
        self.syntax.head.extend(heads.iter().map(|h| h.map(|h| h + first)));
        self.held.drain(..used);
    }

    /// Returns the syntax of all tokens, with consistent passives; `word` returns the text of a token.
    pub(crate) fn finish<'t>(mut self, word: impl Fn(usize) -> &'t str, grammar: &Words) -> Syntax {
        self.syntax.settle_passives(word, grammar);
        self.syntax
    }
}

/// Maximum number of tokens parsed as one tree.
const MAX_SENTENCE: usize = 160;

/// Returns the head of each token, with one root and no cycles. `scores` contains `n + 1` scores for each token, the
/// last for the root. Heads are chosen greedily; a cycle is broken at the lowest cost.
fn tree(scores: &[f32], n: usize) -> Vec<Option<usize>> {
    let score = |i: usize, h: usize| scores[i * (n + 1) + h];
    let Some(root) = (0..n).reduce(|a, b| if score(b, n) > score(a, n) { b } else { a }) else { return Vec::new() };
    let choose = |i: usize, allowed: &dyn Fn(usize) -> bool| {
        (0..n).filter(|&h| h != i && allowed(h)).reduce(|a, b| if score(i, b) > score(i, a) { b } else { a })
    };
    let mut head: Vec<Option<usize>> =
        (0..n).map(|i| if i == root { None } else { Some(choose(i, &|_| true).unwrap_or(root)) }).collect();
    while let Some(cycle) = cycle(&head) {
        let inside = |h: usize| cycle.contains(&h);
        // For each member, the best head outside that does not lead back into the cycle.
        let change = cycle
            .iter()
            .filter_map(|&i| {
                let other = choose(i, &|h| !inside(h) && !leads_to(&head, h, i))?;
                Some((score(i, other) - score(i, head[i].unwrap_or(root)), i, other))
            })
            .reduce(|a, b| if b.0 > a.0 { b } else { a });
        match change {
            Some((_, i, other)) => head[i] = Some(other),
            None => head[cycle[0]] = Some(root),
        }
    }
    head
}

fn leads_to(head: &[Option<usize>], from: usize, to: usize) -> bool {
    let mut at = from;
    for _ in 0..=head.len() {
        if at == to {
            return true;
        }
        match head[at] {
            Some(next) => at = next,
            None => return false,
        }
    }
    true
}

/// Returns the tokens of one cycle, if there is any.
fn cycle(head: &[Option<usize>]) -> Option<Vec<usize>> {
    let mut state = vec![0usize; head.len()];
    for start in 0..head.len() {
        let mut at = start;
        while state[at] == 0 {
            state[at] = start + 1;
            match head[at] {
                Some(next) => at = next,
                None => break,
            }
        }
        if state[at] == start + 1 && head[at].is_some() {
            // Either the path from `start` closed a cycle here, or it ended at the root.
            let mut members = vec![at];
            let mut next = head[at];
            while let Some(t) = next {
                if t == at {
                    return Some(members);
                }
                if members.contains(&t) || members.len() > head.len() {
                    break;
                }
                members.push(t);
                next = head[t];
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_have_one_root_and_no_cycle() {
        // Tokens 0 and 1 prefer each other; token 2 is the root.
        let scores = [
            -9.0, 5.0, 1.0, 0.0, //
            5.0, -9.0, 2.0, 0.0, //
            0.0, 0.0, -9.0, 9.0,
        ];
        let head = tree(&scores, 3);
        assert_eq!(head, [Some(1), Some(2), None]);
        assert_eq!(tree(&[], 0), Vec::<Option<usize>>::new());
        assert_eq!(tree(&[0.0, 0.0], 1), [None]);
    }
}
