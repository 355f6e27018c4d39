//! Compiles the pattern and value on a line of a rule file for the matcher.

use super::functions::FUNCTIONS;
use super::rules::{Expr, Grammar, Node};

/// Returns the pattern of a line, and the names of its captures.
pub(super) fn pattern(grammar: &mut Grammar, text: &str) -> Option<(Vec<Node>, Vec<String>)> {
    let mut names = Vec::new();
    let pattern = PatternReader { grammar, names: &mut names }.whole(text)?;
    Some((pattern, names))
}

/// Returns the expression of a line, which is computed from the captures with the given names.
pub(super) fn value(text: &str, names: &[String]) -> Option<Expr> {
    let mut pieces = Pieces::new(text);
    let expr = expression(&mut pieces, names)?;
    pieces.peek().is_none().then_some(expr)
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
        // Brackets group patterns, so brackets in the text are represented by names.
        let word = match piece {
            "?" => return None,
            "open-bracket" => "(",
            "close-bracket" => ")",
            "question-mark" => "?",
            word => word,
        };
        Some(Node::Word(self.grammar.word(word)))
    }

    /// Returns the number of a capture. The second capture of a class is called `class2`, and so on.
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
