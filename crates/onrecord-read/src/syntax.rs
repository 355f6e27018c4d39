//! Parts of speech and dependencies of each token, after Universal Dependencies.

use std::ops::Range;

use onrecord_text::Division;

use crate::model::Heads;

macro_rules! tags {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the tags of the standard, under their own names")]
        pub enum $name { $($variant),* }

        impl $name {
            /// All tags, in the order of their numbers.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// Returns the tag that the standard writes as `text`.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }

            /// Returns the tag as the standard writes it.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }
    };
}

tags! {
    /// Universal parts of speech (universaldependencies.org/u/pos).
    Upos {
        Adj "ADJ", Adp "ADP", Adv "ADV", Aux "AUX", Cconj "CCONJ", Det "DET", Intj "INTJ", Noun "NOUN", Num "NUM",
        Part "PART", Pron "PRON", Propn "PROPN", Punct "PUNCT", Sconj "SCONJ", Sym "SYM", Verb "VERB", X "X",
    }
}

tags! {
    /// Universal dependency relations with the English subtypes (universaldependencies.org/en/dep).
    Relation {
        Acl "acl", AclRelcl "acl:relcl", Advcl "advcl", AdvclRelcl "advcl:relcl", Advmod "advmod", Amod "amod",
        Appos "appos", Aux "aux", AuxPass "aux:pass", Case "case", Cc "cc", CcPreconj "cc:preconj", Ccomp "ccomp",
        Compound "compound", CompoundPrt "compound:prt", Conj "conj", Cop "cop", Csubj "csubj",
        CsubjPass "csubj:pass", CsubjOuter "csubj:outer", Dep "dep", Det "det", DetPredet "det:predet",
        Discourse "discourse", Dislocated "dislocated", Expl "expl", Fixed "fixed", Flat "flat",
        Goeswith "goeswith", Iobj "iobj", List "list", Mark "mark", Nmod "nmod", NmodPoss "nmod:poss",
        NmodDesc "nmod:desc", NmodUnmarked "nmod:unmarked", Nsubj "nsubj", NsubjPass "nsubj:pass",
        NsubjOuter "nsubj:outer", Nummod "nummod", Obj "obj", Obl "obl", OblAgent "obl:agent",
        OblUnmarked "obl:unmarked", Orphan "orphan", Parataxis "parataxis", Punct "punct",
        Reparandum "reparandum", Root "root", Vocative "vocative", Xcomp "xcomp",
    }
}

/// One entry a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Parts of speech.
    pub upos: Vec<Upos>,
    /// The token that each token depends on; `None` for the root of a sentence.
    pub head: Vec<Option<usize>>,
    /// How it depends on it.
    pub relation: Vec<Relation>,
}

impl Syntax {
    /// Returns how many tokens there are.
    pub fn len(&self) -> usize {
        self.upos.len()
    }

    /// Returns true where there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.upos.is_empty()
    }

    /// Returns the tokens that depend on `token`, in order, within `sentence`.
    pub fn children(&self, token: usize, sentence: &Range<usize>) -> impl Iterator<Item = usize> {
        sentence.clone().filter(move |&i| self.head.get(i) == Some(&Some(token)))
    }

    /// Returns whether `token` is `ancestor` or depends on it, directly or not.
    pub fn is_under(&self, token: usize, ancestor: usize) -> bool {
        let mut at = token;
        // Invariant: trees have no cycles; the bound keeps a broken one from looping.
        for _ in 0..self.len() {
            if at == ancestor {
                return true;
            }
            match self.head.get(at).copied().flatten() {
                Some(next) => at = next,
                None => return false,
            }
        }
        false
    }
}

/// The forms of "be" that can stand before a participle; "'s" may also be "has".
const BE: [&str; 9] = ["be", "been", "being", "is", "are", "was", "were", "'re", "’re"];

impl Syntax {
    /// Makes the passive voice whole: a verb behind a form of "be" that is its auxiliary is a participle, which has a
    /// passive auxiliary and a passive subject, whatever the scores of single relations say ("were killed"). Not so the
    /// progressive ("were killing") and what is to be done ("were to kill"). `word` gives the words of tokens.
    pub(crate) fn settle_passives<'t>(&mut self, word: impl Fn(usize) -> &'t str) {
        // The last form of "be" before each verb.
        let mut be: Vec<Option<usize>> = vec![None; self.len()];
        for t in 0..self.len() {
            let Some(verb) = self.head[t].filter(|&v| t < v && self.upos[v] == Upos::Verb) else { continue };
            match self.relation[t] {
                Relation::Aux | Relation::AuxPass if BE.iter().any(|form| word(t).eq_ignore_ascii_case(form)) => {
                    be[verb] = Some(t);
                }
                // "To" between the two.
                Relation::Mark => be[verb] = None,
                _ => {}
            }
        }
        for t in 0..self.len() {
            let Some(verb) = self.head[t].filter(|&v| be[v].is_some() && !word(v).ends_with("ing")) else { continue };
            self.relation[t] = match self.relation[t] {
                Relation::Nsubj => Relation::NsubjPass,
                Relation::Csubj => Relation::CsubjPass,
                Relation::Aux if be[verb] == Some(t) => Relation::AuxPass,
                other => other,
            };
        }
    }
}

/// Parses a text whose vectors come window by window.
pub(crate) struct Parser<'a> {
    heads: &'a Heads,
    /// The trees to come, the next one last: runs of at most [`MAX_SENTENCE`] tokens of one sentence.
    runs: Vec<Range<usize>>,
    /// Vectors of tokens that came and are not parsed yet.
    held: Vec<f32>,
    width: usize,
    syntax: Syntax,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(heads: &'a Heads, width: usize, division: &Division) -> Parser<'a> {
        let n = division.tokens.len();
        // The scores of heads grow with the square of a sentence; what has no stop for hundreds of words is a list.
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

    /// Takes the vectors of the next tokens, parses what is complete, and shows `see` each token parsed: its number,
    /// its part of speech, its vector.
    pub(crate) fn push(&mut self, states: &[f32], mut see: impl FnMut(usize, Upos, &[f32])) {
        self.held.extend_from_slice(states);
        let n_held = self.held.len() / self.width;
        let first = self.syntax.head.len();
        // Heads by their place among the tokens that are parsed now.
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
            see(token, *upos, vector);
        }
        self.syntax.relation.extend(self.heads.relations(states, &heads, &upos));
        self.syntax.upos.extend(upos);
        self.syntax.head.extend(heads.iter().map(|h| h.map(|h| h + first)));
        self.held.drain(..used);
    }

    /// Returns the syntax of all tokens.
    pub(crate) fn finish(self) -> Syntax {
        self.syntax
    }
}

/// Longest run of tokens that is parsed as one tree.
const MAX_SENTENCE: usize = 160;

/// Returns the head of each token: one root, no cycles. `scores` has `n + 1` scores for each token, the last for the
/// root. Greedy choice; a cycle is broken where that costs least.
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

/// The tokens of one cycle, if there is any.
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
            // Either the walk of this start closed here, or it ended at the root.
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

    #[test]
    fn a_participle_behind_be_is_passive() {
        let settled = |words: &[&str], relations: &[Relation]| {
            let verb = words.len() - 1;
            let mut syntax = Syntax {
                upos: words.iter().map(|w| Upos::parse(w).unwrap_or(Upos::Noun)).collect(),
                head: (0..words.len()).map(|t| (t < verb).then_some(verb)).collect(),
                relation: relations.to_vec(),
            };
            syntax.upos[verb] = Upos::Verb;
            syntax.settle_passives(|t| words[t]);
            syntax.relation
        };
        use Relation::{Aux, AuxPass, Mark, Nsubj, NsubjPass, Root};
        assert_eq!(settled(&["two", "were", "hurt"], &[Nsubj, Aux, Root]), [NsubjPass, AuxPass, Root]);
        assert_eq!(
            settled(&["two", "have", "been", "hurt"], &[Nsubj, Aux, Aux, Root]),
            [NsubjPass, Aux, AuxPass, Root]
        );
        assert_eq!(settled(&["two", "were", "leaving"], &[Nsubj, Aux, Root]), [Nsubj, Aux, Root]);
        assert_eq!(settled(&["two", "were", "to", "leave"], &[Nsubj, Aux, Mark, Root]), [Nsubj, Aux, Mark, Root]);
        assert_eq!(settled(&["two", "have", "left"], &[Nsubj, Aux, Root]), [Nsubj, Aux, Root]);
    }

    #[test]
    fn tags_print_as_the_standard_writes_them() {
        assert_eq!(Relation::parse("nsubj:pass"), Some(Relation::NsubjPass));
        assert_eq!(Relation::NsubjPass.as_str(), "nsubj:pass");
        assert_eq!(Upos::parse("PROPN").map(Upos::as_str), Some("PROPN"));
    }
}
