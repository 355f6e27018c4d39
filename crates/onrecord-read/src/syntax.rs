//! Parts of speech and dependency relations of tokens, according to Universal Dependencies.

use std::ops::Range;

use crate::knowledge::words::Words;

macro_rules! tags {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the tags of the standard, under their own names")]
        pub enum $name { $($variant),* }

        impl $name {
            /// All tags, in the order of their indices.
            pub const ALL: &[$name] = &[$($name::$variant),*];

            /// Returns the tag written as `text` in the standard.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }

            /// Returns the tag as written in the standard.
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

/// The syntax of a text, with one entry per token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Syntax {
    /// Parts of speech.
    pub upos: Vec<Upos>,
    /// The head of each token; `None` for the root of a sentence.
    pub head: Vec<Option<usize>>,
    /// The relation of each token to its head.
    pub relation: Vec<Relation>,
}

impl Syntax {
    /// Returns the number of tokens.
    pub fn len(&self) -> usize {
        self.upos.len()
    }

    /// Returns whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.upos.is_empty()
    }

    /// Returns the dependents of `token` within `sentence`, in order.
    pub fn children(&self, token: usize, sentence: &Range<usize>) -> impl Iterator<Item = usize> {
        sentence.clone().filter(move |&i| self.head.get(i) == Some(&Some(token)))
    }

    /// Returns whether `token` is `ancestor` or one of its direct or indirect dependents.
    pub fn is_under(&self, token: usize, ancestor: usize) -> bool {
        let mut at = token;
        // Invariant: trees have no cycles; the bound prevents an endless loop in a broken tree.
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
    /// Makes passives consistent: a verb after a form of "be" as its auxiliary is a passive participle, with a passive
    /// auxiliary and a passive subject, whatever the scores of individual relations ("were killed"). Exceptions are the
    /// progressive ("were killing") and infinitives ("were to kill"). A verb without any auxiliary has no passive
    /// subject ("judges sentenced him"). `word` returns the text of a token.
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
                // "to" between the form of "be" and the verb.
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
