//! Parts of speech and dependencies of each token, after Universal Dependencies.

use std::ops::Range;

use crate::knowledge::words::Words;

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

impl Syntax {
    /// Makes the passive voice whole: a verb behind a form of "be" that is its auxiliary is a participle, which has a
    /// passive auxiliary and a passive subject, whatever the scores of single relations say ("were killed"). Not so the
    /// progressive ("were killing") and what is to be done ("were to kill"). The subject of a verb without any auxiliary is none of the
    /// passive ("judges sentenced him"). `word` gives the words of tokens.
    pub(crate) fn settle_passives<'t>(&mut self, word: impl Fn(usize) -> &'t str, grammar: &Words) {
        let mut has_auxiliary = vec![false; self.len()];
        for t in 0..self.len() {
            if matches!(self.relation[t], Relation::Aux | Relation::AuxPass)
                && let Some(verb) = self.head[t]
            {
                has_auxiliary[verb] = true;
            }
        }
        // The last form of "be" before each verb.
        let mut be: Vec<Option<usize>> = vec![None; self.len()];
        for t in 0..self.len() {
            let Some(verb) = self.head[t].filter(|&v| t < v && self.upos[v] == Upos::Verb) else { continue };
            match self.relation[t] {
                Relation::Aux | Relation::AuxPass if grammar.be.has(&word(t).to_ascii_lowercase()) => {
                    be[verb] = Some(t);
                }
                // "To" between the two.
                Relation::Mark => be[verb] = None,
                _ => {}
            }
        }
        for t in 0..self.len() {
            let Some(verb) = self.head[t].filter(|&v| be[v].is_some() && !grammar.gerund.ends(word(v))) else {
                let is_active = |verb: usize| self.upos[verb] == Upos::Verb && !has_auxiliary[verb];
                if self.relation[t] == Relation::NsubjPass && self.head[t].is_some_and(is_active) {
                    self.relation[t] = Relation::Nsubj;
                }
                continue;
            };
            self.relation[t] = match self.relation[t] {
                Relation::Nsubj => Relation::NsubjPass,
                Relation::Csubj => Relation::CsubjPass,
                Relation::Aux if be[verb] == Some(t) => Relation::AuxPass,
                other => other,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

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
            syntax.settle_passives(|t| words[t], Knowledge::bundled().words());
            syntax.relation
        };
        use Relation::{Aux, AuxPass, Mark, Nsubj, NsubjPass, Root};
        assert_eq!(settled(&["two", "were", "hurt"], &[Nsubj, Aux, Root]), [NsubjPass, AuxPass, Root]);
        assert_eq!(
            settled(&["two", "have", "been", "hurt"], &[Nsubj, Aux, Aux, Root]),
            [NsubjPass, Aux, AuxPass, Root]
        );
        assert_eq!(
            settled(&["two", "judges", "sentenced"], &[Relation::Nummod, NsubjPass, Root]),
            [Relation::Nummod, Nsubj, Root]
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
