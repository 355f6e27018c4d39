//! Parts of speech and dependencies of each token, after Universal Dependencies.

use std::ops::Range;

macro_rules! tags {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the tags of the standard, under their own names")]
        pub enum $name { $($variant),* }

        impl $name {
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
