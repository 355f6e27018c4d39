//! The grammar: word classes, patterns, and the values of patterns.

use std::collections::HashMap;

use super::functions::Function;

/// A class of words; see [`Grammar::class`].
pub(super) type ClassId = u16;
/// A kind of phrase: a set of rules under one name.
pub(super) type PhraseId = u16;
/// A word that occurs in a pattern; 0 for all others.
pub(super) type WordId = u32;

/// One entry of a word class, looked up by its first word.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The words after the first, in lower case.
    pub(super) rest: Vec<String>,
    pub(super) class: ClassId,
    /// Index into [`Grammar::symbols`].
    pub(super) value: usize,
    /// Whether the first word must begin with a capital.
    pub(super) capital: bool,
}

/// The value of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Symbol {
    Number(i32),
    Name(String),
}

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Word(WordId),
    Class(ClassId, usize),
    Phrase(PhraseId, usize),
    Group {
        alternatives: Vec<Vec<Node>>,
        optional: bool,
    },
    /// Must follow, but is not part of the phrase.
    Ahead(Vec<Vec<Node>>),
}

/// The expression that a rule computes.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    Slot(usize),
    Number(i32),
    Name(String),
    Call(Function, Vec<Expr>),
}

/// Conditions on the words around a match.
#[derive(Debug, Clone, Default)]
pub(super) struct Guards {
    pub(super) not_before: Vec<Vec<Node>>,
    pub(super) not_after: Vec<Vec<Node>>,
    pub(super) only_before: Vec<Vec<Node>>,
    pub(super) only_after: Vec<Vec<Node>>,
    /// Parts of speech that the first word must not have.
    pub(super) not_upos: Vec<String>,
}

/// A pattern and the expression for its value.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) pattern: Vec<Node>,
    pub(super) n_slots: usize,
    pub(super) value: Expr,
    /// Index into [`Grammar::guards`].
    pub(super) guards: usize,
}

/// All rules, compiled.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub(super) words: HashMap<String, WordId>,
    pub(super) classes: Vec<String>,
    pub(super) entries: HashMap<String, Vec<Entry>>,
    pub(super) symbols: Vec<Symbol>,
    pub(super) phrases: Vec<(String, Vec<usize>)>,
    pub(super) rules: Vec<Rule>,
    pub(super) guards: Vec<Guards>,
    /// The words and classes with which each rule can begin.
    pub(super) first: Vec<First>,
}

/// The words and classes with which a rule can begin.
#[derive(Debug, Clone, Default)]
pub(super) struct First {
    pub(super) words: Vec<WordId>,
    pub(super) classes: Vec<ClassId>,
}

impl Grammar {
    /// Returns the id of the class `name`, which is added if it is new.
    pub(super) fn class(&mut self, name: &str) -> ClassId {
        let at = self.classes.iter().position(|c| c == name).unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        });
        at as ClassId
    }

    /// Returns the id of the phrase `name`, which is added if it is new.
    pub(super) fn phrase(&mut self, name: &str) -> PhraseId {
        let at = self.phrases.iter().position(|(n, _)| n == name).unwrap_or_else(|| {
            self.phrases.push((name.to_owned(), Vec::new()));
            self.phrases.len() - 1
        });
        at as PhraseId
    }

    pub(super) fn word(&mut self, word: &str) -> WordId {
        let next = self.words.len() as WordId + 1;
        *self.words.entry(word.to_owned()).or_insert(next)
    }

    pub(super) fn first_of_rule(&self, rule: usize) -> First {
        let mut first = First::default();
        self.add_first(&self.rules[rule].pattern, &mut first, 0);
        first
    }

    /// Adds the words and classes with which `nodes` can begin; returns whether they can match nothing.
    fn add_first(&self, nodes: &[Node], first: &mut First, depth: usize) -> bool {
        // Invariant: no rule begins with itself; the limit prevents an endless loop on a faulty file.
        if depth > 12 {
            return false;
        }
        for node in nodes {
            let empty = match node {
                Node::Word(word) => {
                    first.words.push(*word);
                    false
                }
                Node::Class(class, _) => {
                    first.classes.push(*class);
                    false
                }
                Node::Phrase(phrase, _) => {
                    for &rule in &self.phrases[usize::from(*phrase)].1 {
                        self.add_first(&self.rules[rule].pattern, first, depth + 1);
                    }
                    false
                }
                Node::Ahead(_) => return false,
                Node::Group { alternatives, optional } => {
                    let mut empty = *optional;
                    for alternative in alternatives {
                        empty |= self.add_first(alternative, first, depth + 1);
                    }
                    empty
                }
            };
            if !empty {
                return false;
            }
        }
        true
    }
}
