//! Rule files -> grammar: word classes, patterns, and what the patterns stand for.

use std::collections::HashMap;

use super::functions::{FUNCTIONS, Function};

/// A class of words; see [`Grammar::class`].
pub(super) type ClassId = u16;
/// A kind of phrase: a set of rules under one name.
pub(super) type PhraseId = u16;
/// A word that some pattern names; 0 for all others.
pub(super) type WordId = u32;

/// One entry of a word class, found by its first word.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// The words after the first, in lower case.
    pub(super) rest: Vec<String>,
    pub(super) class: ClassId,
    /// Index into [`Grammar::symbols`].
    pub(super) value: usize,
    /// Must the first word begin with a capital?
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
    /// Must follow, but is no part of the phrase.
    Ahead(Vec<Vec<Node>>),
}

/// What a rule computes.
#[derive(Debug, Clone)]
pub(super) enum Expr {
    Slot(usize),
    Number(i32),
    Name(String),
    Call(Function, Vec<Expr>),
}

/// Conditions on the neighbourhood of a match.
#[derive(Debug, Clone, Default)]
pub(super) struct Guards {
    pub(super) not_before: Vec<Vec<Node>>,
    pub(super) not_after: Vec<Vec<Node>>,
    pub(super) only_before: Vec<Vec<Node>>,
    pub(super) only_after: Vec<Vec<Node>>,
    /// Parts of speech that the first word must not have.
    pub(super) not_upos: Vec<String>,
}

/// A pattern and what it stands for.
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
    /// For each rule the words and classes that it can begin with.
    pub(super) first: Vec<First>,
    /// Lines that could not be read; a test demands that there are none.
    pub(super) problems: Vec<String>,
}

/// What a rule can begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct First {
    pub(super) words: Vec<WordId>,
    pub(super) classes: Vec<ClassId>,
}

impl Grammar {
    /// Returns the grammar of a word file and rule files.
    pub(super) fn new(words: &str, rules: &[&str]) -> Grammar {
        let mut grammar = Grammar::default();
        for line in words.lines() {
            grammar.read_words(line);
        }
        for file in rules {
            grammar.read_rules(file);
        }
        grammar.first = (0..grammar.rules.len()).map(|rule| grammar.first_of_rule(rule)).collect();
        grammar
    }

    /// Returns the number of the class `name`, which is made where it is new.
    pub(super) fn class(&mut self, name: &str) -> ClassId {
        let at = self.classes.iter().position(|c| c == name).unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        });
        at as ClassId
    }

    /// Returns the number of the phrase `name`, which is made where it is new.
    fn phrase(&mut self, name: &str) -> PhraseId {
        let at = self.phrases.iter().position(|(n, _)| n == name).unwrap_or_else(|| {
            self.phrases.push((name.to_owned(), Vec::new()));
            self.phrases.len() - 1
        });
        at as PhraseId
    }

    /// Returns the phrase `name`, where there is one.
    pub(super) fn find_phrase(&self, name: &str) -> Option<PhraseId> {
        self.phrases.iter().position(|(n, _)| n == name).map(|i| i as PhraseId)
    }

    fn word(&mut self, word: &str) -> WordId {
        let next = self.words.len() as WordId + 1;
        *self.words.entry(word.to_owned()).or_insert(next)
    }

    /// Reads `class value: entry, entry`; an entry in capitals must be so in the text.
    fn read_words(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return;
        }
        let Some((head, entries)) = line.split_once(": ") else {
            return self.problems.push(format!("no class: {line}"));
        };
        let Some((class, value)) = head.split_once(' ') else {
            return self.problems.push(format!("no value: {line}"));
        };
        let class = self.class(class);
        let symbol = value.parse().map_or_else(|_| Symbol::Name(value.to_owned()), Symbol::Number);
        self.symbols.push(symbol);
        let value = self.symbols.len() - 1;
        for entry in entries.split(", ") {
            let capital = entry.starts_with(char::is_uppercase);
            let lower = entry.trim().to_lowercase();
            let mut words = lower.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            let rest = words.collect();
            self.entries.entry(first).or_default().push(Entry { rest, class, value, capital });
        }
    }

    fn read_rules(&mut self, file: &str) {
        let mut phrase = None;
        let mut guards = 0;
        for line in file.lines() {
            let line = line.trim();
            match line.as_bytes().first() {
                None | Some(b'#' | b'+' | b'-') => {}
                Some(b'[') => {
                    let head = line.trim_matches(['[', ']']);
                    phrase = head.split(' ').next().map(|name| self.phrase(name));
                    self.guards.push(Guards::default());
                    guards = self.guards.len() - 1;
                }
                Some(_) => {
                    let read = match phrase {
                        Some(phrase) => self.read_line(line, phrase, guards),
                        None => None,
                    };
                    if read.is_none() {
                        self.problems.push(line.to_owned());
                    }
                }
            }
        }
    }

    fn read_line(&mut self, line: &str, phrase: PhraseId, guards: usize) -> Option<()> {
        if let Some((pattern, value)) = line.split_once("=>") {
            let mut names = Vec::new();
            let pattern = PatternReader { grammar: self, names: &mut names }.whole(pattern)?;
            let value = value_of(&mut Pieces::new(value), &names)?;
            self.rules.push(Rule { pattern, n_slots: names.len(), value, guards });
            let rule = self.rules.len() - 1;
            self.phrases[usize::from(phrase)].1.push(rule);
            return Some(());
        }
        let (key, value) = line.split_once(": ")?;
        if key == "not-upos" {
            self.guards[guards].not_upos = value.split(' ').map(str::to_owned).collect();
            return Some(());
        }
        let pattern = PatternReader { grammar: self, names: &mut Vec::new() }.whole(value)?;
        let guards = &mut self.guards[guards];
        match key {
            "not-before" => guards.not_before.push(pattern),
            "not-after" => guards.not_after.push(pattern),
            "only-before" => guards.only_before.push(pattern),
            "only-after" => guards.only_after.push(pattern),
            _ => return None,
        }
        Some(())
    }

    fn first_of_rule(&self, rule: usize) -> First {
        let mut first = First::default();
        self.add_first(&self.rules[rule].pattern, &mut first, 0);
        first
    }

    /// Adds what `nodes` can begin with; returns whether they can be empty.
    fn add_first(&self, nodes: &[Node], first: &mut First, depth: usize) -> bool {
        // Invariant: no rule begins with itself; the bound keeps a broken file from looping.
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

/// The marks and words of a line.
struct Pieces<'a> {
    pieces: Vec<&'a str>,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(text: &'a str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_mark = |c: char| "()|?,$".contains(c);
            let length = match first {
                '{' | '<' => rest.find(['}', '>']).map_or(rest.len(), |i| i + 1),
                c if is_mark(c) => 1,
                _ => rest.find(|c: char| c.is_whitespace() || is_mark(c)).unwrap_or(rest.len()),
            };
            pieces.push(&rest[..length]);
            rest = rest[length..].trim_start();
        }
        Pieces { pieces, at: 0 }
    }

    fn peek(&self) -> Option<&'a str> {
        self.pieces.get(self.at).copied()
    }

    fn next(&mut self) -> Option<&'a str> {
        let piece = self.peek()?;
        self.at += 1;
        Some(piece)
    }
}

struct PatternReader<'g, 'n> {
    grammar: &'g mut Grammar,
    names: &'n mut Vec<String>,
}

impl PatternReader<'_, '_> {
    fn whole(&mut self, text: &str) -> Option<Vec<Node>> {
        let mut pieces = Pieces::new(text);
        let mut alternatives = self.alternatives(&mut pieces)?;
        if pieces.peek().is_some() {
            return None;
        }
        if alternatives.len() == 1 {
            return alternatives.pop();
        }
        Some(vec![Node::Group { alternatives, optional: false }])
    }

    fn alternatives(&mut self, pieces: &mut Pieces<'_>) -> Option<Vec<Vec<Node>>> {
        let mut out = vec![Vec::new()];
        while let Some(piece) = pieces.peek() {
            let node = match piece {
                ")" => break,
                "|" => {
                    pieces.next();
                    out.push(Vec::new());
                    continue;
                }
                "//" => {
                    pieces.next();
                    let ahead = self.alternatives(pieces)?;
                    out.last_mut()?.push(Node::Ahead(ahead));
                    break;
                }
                "(" => {
                    pieces.next();
                    let alternatives = self.alternatives(pieces)?;
                    (pieces.next()? == ")").then_some(())?;
                    Node::Group { alternatives, optional: false }
                }
                "~" => Node::Group { alternatives: vec![vec![Node::Word(self.grammar.word("-"))]], optional: true },
                _ => self.single(piece)?,
            };
            if piece != "(" {
                pieces.next();
            }
            let node = match (pieces.peek(), node) {
                (Some("?"), Node::Group { alternatives, .. }) => {
                    pieces.next();
                    Node::Group { alternatives, optional: true }
                }
                (Some("?"), node) => {
                    pieces.next();
                    Node::Group { alternatives: vec![vec![node]], optional: true }
                }
                (_, node) => node,
            };
            out.last_mut()?.push(node);
        }
        Some(out)
    }

    fn single(&mut self, piece: &str) -> Option<Node> {
        if let Some(name) = piece.strip_prefix('{').and_then(|p| p.strip_suffix('}')) {
            let slot = self.slot(name);
            return Some(Node::Class(self.grammar.class(name), slot));
        }
        if let Some(name) = piece.strip_prefix('<').and_then(|p| p.strip_suffix('>')) {
            let slot = self.slot(name);
            return Some(Node::Phrase(self.grammar.phrase(name), slot));
        }
        // Brackets group patterns; in the text they have names here.
        let word = match piece {
            "?" => return None,
            "open-bracket" => "(",
            "close-bracket" => ")",
            "question-mark" => "?",
            word => word,
        };
        Some(Node::Word(self.grammar.word(word)))
    }

    /// The second capture of a class is called `class2`, and so on.
    fn slot(&mut self, name: &str) -> usize {
        let mut unique = name.to_owned();
        let mut n = 1;
        while self.names.contains(&unique) {
            n += 1;
            unique = format!("{name}{n}");
        }
        self.names.push(unique);
        self.names.len() - 1
    }
}

fn value_of(pieces: &mut Pieces<'_>, names: &[String]) -> Option<Expr> {
    let expr = expression(pieces, names)?;
    pieces.peek().is_none().then_some(expr)
}

fn expression(pieces: &mut Pieces<'_>, names: &[String]) -> Option<Expr> {
    let piece = pieces.next()?;
    if piece == "$" {
        let name = pieces.next()?;
        return names.iter().position(|n| n == name).map(Expr::Slot);
    }
    if let Ok(number) = piece.parse() {
        return Some(Expr::Number(number));
    }
    if pieces.peek() != Some("(") {
        return Some(Expr::Name(piece.to_owned()));
    }
    pieces.next();
    let mut arguments = Vec::new();
    while pieces.peek()? != ")" {
        arguments.push(expression(pieces, names)?);
        if pieces.peek()? == "," {
            pieces.next();
        }
    }
    pieces.next();
    let function = FUNCTIONS.iter().find(|(name, _)| *name == piece)?.1;
    Some(Expr::Call(function, arguments))
}
