//! Finds the phrases of the grammar in the tokens.

use super::context::TimeContext;
use super::functions::{self, Val};
use super::lexer::Lexed;
use super::rules::{Expr, Grammar, Node, PhraseId, Rule};
use super::words::Sense;

/// The maximum number of readings of one phrase, which bounds the work per token.
const MAX_STATES: usize = 48;
/// The maximum depth of nested phrases.
const MAX_DEPTH: usize = 12;

/// Tells whether the token may be read as part of a phrase, given the parts of speech that the rule forbids.
pub(super) type UposCheck<'a> = &'a dyn Fn(usize, &[String]) -> bool;

/// The grammar applied to one text.
pub(super) struct Matcher<'a, 'g> {
    pub(super) grammar: &'g Grammar,
    pub(super) lexed: &'a Lexed<'g>,
    pub(super) upos: UposCheck<'a>,
    /// One past the last token that a phrase may take.
    pub(super) end: usize,
    /// The first token of the paragraph.
    pub(super) start: usize,
}

/// The readings of one phrase at one token: their ends and values.
type Readings<'g> = Vec<(usize, Val<'g>)>;
/// The results of earlier searches for phrases.
type Memo<'g> = Vec<((PhraseId, usize), Readings<'g>)>;
type State<'g> = (usize, Vec<Val<'g>>);

/// One search for a phrase: the context in which values are computed, and the results so far.
struct Search<'s, 'g> {
    context: &'s TimeContext,
    memo: Memo<'g>,
}

impl<'g> Matcher<'_, 'g> {
    /// Returns the longest reading of `phrase` at `token`: its end and value.
    pub(super) fn longest(&self, phrase: PhraseId, token: usize, context: &TimeContext) -> Option<(usize, Val<'g>)> {
        let found = self.phrase(phrase, token, 0, &mut Search { context, memo: Vec::new() });
        let mut best: Option<(usize, Val<'g>)> = None;
        for reading in found {
            if best.as_ref().is_none_or(|b| reading.0 > b.0) {
                best = Some(reading);
            }
        }
        best
    }

    fn phrase(&self, phrase: PhraseId, token: usize, depth: usize, search: &mut Search<'_, 'g>) -> Readings<'g> {
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        if let Some((_, found)) = search.memo.iter().find(|(key, _)| *key == (phrase, token)) {
            return found.clone();
        }
        let mut out: Readings<'g> = Vec::new();
        let grammar = self.grammar;
        for &rule_idx in &grammar.phrases[usize::from(phrase)].1 {
            if !self.can_begin(rule_idx, token) {
                continue;
            }
            let rule = &grammar.rules[rule_idx];
            let start = (token, vec![Val::Nothing; rule.n_slots]);
            for (end, slots) in self.nodes(&rule.pattern, vec![start], depth, search) {
                if end == token || out.len() >= MAX_STATES || !self.allowed(rule, token, end, search.context) {
                    continue;
                }
                if let Some(value) = evaluate(&rule.value, &slots, search.context) {
                    // The first rule of a file takes precedence over later ones for the same words.
                    if !out
                        .iter()
                        .any(|(e, v)| *e == end && std::mem::discriminant(v) == std::mem::discriminant(&value))
                    {
                        out.push((end, value));
                    }
                }
            }
        }
        search.memo.push(((phrase, token), out.clone()));
        out
    }

    fn can_begin(&self, rule: usize, token: usize) -> bool {
        let first = &self.grammar.first[rule];
        let word = self.lexed.words.get(token).copied().unwrap_or(0);
        word != 0 && first.words.contains(&word)
            || self.lexed.at(token).iter().any(|l| first.classes.contains(&l.class))
    }

    fn nodes(
        &self,
        nodes: &'g [Node],
        mut states: Vec<State<'g>>,
        depth: usize,
        search: &mut Search<'_, 'g>,
    ) -> Vec<State<'g>> {
        for node in nodes {
            let mut next = Vec::new();
            for state in states {
                if next.len() >= MAX_STATES {
                    break;
                }
                self.node(node, state, depth, search, &mut next);
            }
            if next.is_empty() {
                return next;
            }
            states = next;
        }
        states
    }

    fn node(
        &self,
        node: &'g Node,
        (at, slots): State<'g>,
        depth: usize,
        search: &mut Search<'_, 'g>,
        out: &mut Vec<State<'g>>,
    ) {
        let filled = |slot: usize, value: Val<'g>| {
            let mut slots = slots.clone();
            if let Some(place) = slots.get_mut(slot) {
                *place = value;
            }
            slots
        };
        match node {
            Node::Word(word) => {
                if at < self.end && self.lexed.words[at] == *word {
                    out.push((at + 1, slots));
                }
            }
            Node::Class(class, slot) => {
                if at < self.end {
                    for lexeme in self.lexed.at(at).iter().filter(|l| l.class == *class) {
                        let end = at + lexeme.n_tokens;
                        if end <= self.end {
                            out.push((end, filled(*slot, value_of(lexeme.sense))));
                        }
                    }
                }
            }
            Node::Phrase(phrase, slot) => {
                if at < self.end {
                    for (end, value) in self.phrase(*phrase, at, depth + 1, search) {
                        out.push((end, filled(*slot, value)));
                    }
                }
            }
            Node::Ahead(alternatives) => {
                for alternative in alternatives {
                    let found = self.nodes(alternative, vec![(at, slots.clone())], depth, search);
                    out.extend(found.into_iter().map(|(_, slots)| (at, slots)));
                }
            }
            Node::Group { alternatives, optional } => {
                for alternative in alternatives {
                    out.extend(self.nodes(alternative, vec![(at, slots.clone())], depth, search));
                }
                if *optional {
                    out.push((at, slots));
                }
            }
        }
    }

    /// Returns whether the neighbours of the tokens `start..end` satisfy the rule's guards.
    fn allowed(&self, rule: &Rule, start: usize, end: usize, context: &TimeContext) -> bool {
        let guards = &self.grammar.guards[rule.guards];
        if !guards.not_upos.is_empty() && !(self.upos)(start, &guards.not_upos) {
            return false;
        }
        let ends = |pattern: &'g [Node], from: usize| {
            let mut search = Search { context, memo: Vec::new() };
            self.nodes(pattern, vec![(from, Vec::new())], MAX_DEPTH - 2, &mut search)
        };
        let follows = |pattern: &'g [Node]| !ends(pattern, end).is_empty();
        let precedes = |pattern: &'g [Node]| {
            let mut from = self.start.max(start.saturating_sub(4))..start;
            from.any(|from| ends(pattern, from).iter().any(|(at, _)| *at == start))
        };
        !guards.not_before.iter().any(|p| follows(p))
            && !guards.not_after.iter().any(|p| precedes(p))
            && (guards.only_before.is_empty() || guards.only_before.iter().any(|p| follows(p)))
            && (guards.only_after.is_empty() || guards.only_after.iter().any(|p| precedes(p)))
    }
}

fn value_of(sense: Sense<'_>) -> Val<'_> {
    match sense {
        Sense::Amount(amount) => Val::Amount(amount),
        Sense::Name(name) => Val::Name(name),
        Sense::Calendar(y, m, d) => Val::Calendar(y, m, d),
        Sense::Value(value) => Val::Timed(value.into()),
        Sense::ClockTime(h, m, s) => Val::ClockTime(h, m, s),
    }
}

fn evaluate<'g>(expr: &'g Expr, slots: &[Val<'g>], context: &TimeContext) -> Option<Val<'g>> {
    match expr {
        Expr::Slot(slot) => slots.get(*slot).copied(),
        Expr::Number(n) => Some(Val::Int(i64::from(*n))),
        Expr::Name(name) => Some(Val::Name(name)),
        Expr::Call(function, arguments) => {
            let values: Option<Vec<Val<'g>>> = arguments.iter().map(|a| evaluate(a, slots, context)).collect();
            functions::call(*function, context, &values?).map(Val::Timed)
        }
    }
}
