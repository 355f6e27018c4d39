//! Finds phrases that take a side; they are listed in `knowledge/en/stories/positions.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use onrecord_knowledge::Text;
use onrecord_record::Span;
use serde::Serialize;

/// A side in an issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// In favour.
    For,
    /// Against.
    Against,
    /// Mentions the issue without clearly taking a side.
    Unclear,
}

/// A phrase that takes a side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SideTaken {
    pub(super) stance: Stance,
    /// The words that express the side.
    pub(super) cue: Span,
    /// The issue.
    pub(super) issue: Span,
    /// The end of the word before the verb group; in a simple clause, the end of the subject.
    pub(super) subject_end: usize,
}

/// Maximum number of words in an issue.
const MAX_ISSUE_WORDS: usize = 4;
/// Maximum number of words skipped on either side of the verb.
const MAX_SKIPPED: usize = 4;

/// The lists of `knowledge/en/stories/positions.txt`.
#[derive(Debug, Default)]
struct Lexicon {
    /// The phrases by their first word, longest first.
    phrases: BTreeMap<String, Vec<(Vec<String>, Stance)>>,
    skip: BTreeSet<Text>,
    before: BTreeSet<Text>,
    not: BTreeSet<Text>,
    half_not: BTreeSet<Text>,
    participle: BTreeSet<Text>,
    end: BTreeSet<Text>,
    general: BTreeSet<Text>,
    speaker: BTreeSet<Text>,
    relative: BTreeSet<Text>,
}

const FILE: &str = "en/stories/positions.txt";

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    onrecord_knowledge::read_bundled(FILE, |table, mistakes| {
        for (name, stance) in [("for", Stance::For), ("against", Stance::Against)] {
            for phrase in table.list(name, mistakes) {
                let phrase: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
                lexicon.phrases.entry(phrase[0].clone()).or_default().push((phrase, stance));
            }
        }
        lexicon.skip = table.words("skip", mistakes);
        lexicon.before = table.words("before", mistakes);
        lexicon.not = table.words("not", mistakes);
        lexicon.half_not = table.words("half-not", mistakes);
        lexicon.participle = table.words("participle", mistakes);
        lexicon.end = table.words("end", mistakes);
        lexicon.general = table.words("general", mistakes);
        lexicon.speaker = table.words("speaker", mistakes);
        lexicon.relative = table.words("relative", mistakes);
    });
    lexicon.phrases.values_mut().for_each(|all| all.sort_by_key(|(phrase, _)| usize::MAX - phrase.len()));
    lexicon
});

/// Returns whether the word refers to the speaker.
pub(super) fn is_speaker(word: &str) -> bool {
    LEXICON.speaker.contains(word)
}

/// Returns whether the word begins a relative clause.
pub(super) fn is_relative(word: &str) -> bool {
    LEXICON.relative.contains(word)
}

struct Token {
    span: Span,
    lower: String,
    /// Whether punctuation stands between this word and the one before.
    after_mark: bool,
}

fn tokens(text: &str, within: Span) -> Vec<Token> {
    let words = within.text(text);
    let mut out: Vec<Token> = Vec::new();
    let mut start = None;
    let mut after_mark = false;
    for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
        match (start, c.is_alphanumeric() || c == '-') {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                let lower = words[from..at].to_lowercase();
                out.push(Token { span: Span::new(within.start + from, within.start + at), lower, after_mark });
                (start, after_mark) = (None, false);
            }
            _ => {}
        }
        after_mark |= !c.is_alphanumeric() && !c.is_whitespace() && !"-'’".contains(c);
    }
    out
}

/// Returns the sides expressed in the sentence `within` of `text`.
pub(super) fn taken(text: &str, within: Span) -> Vec<SideTaken> {
    let lexicon = &*LEXICON;
    let tokens = tokens(text, within);
    let mut found = Vec::new();
    let mut next = 0;
    for at in 0..tokens.len() {
        // A phrase is not matched again from its second word.
        if at < next {
            continue;
        }
        let Some(phrases) = lexicon.phrases.get(tokens[at].lower.as_str()) else { continue };
        let fits = |phrase: &[String]| {
            tokens.len() >= at + phrase.len()
                && phrase.iter().zip(&tokens[at..]).all(|(word, token)| *word == token.lower)
        };
        let Some((phrase, side)) = phrases.iter().find(|(phrase, _)| fits(phrase)) else { continue };
        next = at + phrase.len();
        let Some(issue) = issue(lexicon, phrase.last().map_or("", String::as_str), &tokens[at + phrase.len()..]) else {
            continue;
        };
        let before = &tokens[..at];
        let (mut n_before, mut is_turned) = (at, false);
        for token in before.iter().rev().take(MAX_SKIPPED) {
            let is_not = lexicon.not.contains(token.lower.as_str());
            // "don't" is tokenized as "don" and "t".
            let is_half = n_before < at && lexicon.half_not.contains(tokens[n_before].lower.as_str());
            if !is_not && !is_half && !lexicon.skip.contains(token.lower.as_str()) || tokens[n_before].after_mark {
                break;
            }
            is_turned |= is_not;
            n_before -= 1;
        }
        let Some(subject) = n_before.checked_sub(1).filter(|_| !tokens[n_before].after_mark) else { continue };
        let stance = match (side, is_turned) {
            (side, false) => *side,
            (Stance::For, true) => Stance::Against,
            _ => Stance::Unclear,
        };
        let cue = tokens[n_before].span.cover(tokens[at + phrase.len() - 1].span);
        found.push(SideTaken { stance, cue, issue, subject_end: tokens[subject].span.end });
    }
    found
}

/// Returns the issue, from the words after `verb`.
fn issue(lexicon: &Lexicon, verb: &str, after: &[Token]) -> Option<Span> {
    let n_skipped = after
        .iter()
        .take(MAX_SKIPPED)
        .take_while(|token| !token.after_mark && lexicon.before.contains(token.lower.as_str()))
        .count();
    if n_skipped == 0 && lexicon.participle.iter().any(|ending| verb.ends_with(&**ending)) {
        return None;
    }
    let ends = |token: &&Token| !token.after_mark && !lexicon.end.contains(token.lower.as_str());
    let words: Vec<&Token> = after[n_skipped..].iter().take_while(ends).take(MAX_ISSUE_WORDS).collect();
    let says = |token: &&Token| !lexicon.general.contains(token.lower.as_str()) && token.lower.chars().count() > 2;
    words.last().filter(|last| says(last))?;
    Some(words.first()?.span.cover(words.last()?.span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_examples_that_hold() {
        let all = |text: &str| -> Vec<String> {
            let stance = |taken: &SideTaken| format!("{:?}: {}", taken.stance, taken.issue.text(text)).to_lowercase();
            taken(text, Span::new(0, text.len())).iter().map(stance).collect()
        };
        onrecord_knowledge::read_bundled(FILE, |table, mistakes| {
            for section in [table.take("for", mistakes), table.take("against", mistakes)].concat() {
                for example in &section.examples {
                    let (text, expected) = example.text.split_once(" => ").unwrap_or((example.text, ""));
                    let expected: Vec<&str> = Some(expected).into_iter().filter(|_| example.is_for).collect();
                    assert_eq!(all(text), expected, "{text}");
                }
                let has = |is_for: bool| section.examples.iter().any(|example| example.is_for == is_for);
                assert!(has(true) && has(false), "examples are missing below line {}", section.line);
            }
            for name in ["skip", "before", "not", "half-not", "participle", "end", "general", "speaker", "relative"] {
                table.take(name, mistakes);
            }
        });
    }

    #[test]
    fn the_subject_stands_before() {
        let text = "Ann Lee has strongly opposed the dam.";
        let found = taken(text, Span::new(0, text.len()));
        assert_eq!((found[0].subject_end, found[0].cue.text(text)), (7, "has strongly opposed"));
        assert_eq!(taken("", Span::new(0, 0)), []);
        assert_eq!(taken("oppose", Span::new(0, 6)), []);
        assert_eq!(taken("Yes, support the dam.", Span::new(0, 21)), []);
    }
}
