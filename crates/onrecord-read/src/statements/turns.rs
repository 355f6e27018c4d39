//! Turns of a transcript: paragraphs introduced by the name of the speaker ("REED: Good morning.").

use std::collections::BTreeMap;
use std::ops::Range;

use super::attribution::{Attribution, Evidence, overlap};
use crate::knowledge::{Knowledge, Label};
use crate::text::TokenizedText;

/// Maximum number of words in a label ("ASSISTANT SECRETARY MARY REED").
const MOST_WORDS: usize = 5;
/// Maximum number of tokens in a label, including brackets after the name ("SEN. MARY REED (D-NY)").
const MOST_LABEL: usize = 14;
/// Minimum numbers of turns and of different speakers in a transcript.
const LEAST_TURNS: usize = 3;
const LEAST_SPEAKERS: usize = 2;

/// One or more paragraphs by the same speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Turn {
    /// The words before the colon, as a token range.
    pub(crate) label: Range<usize>,
    /// Whether the label names the speaker; some labels only mark a turn.
    pub(crate) named: bool,
    /// The words of the speaker, as one token range per paragraph.
    pub(crate) content: Vec<Range<usize>>,
}

/// Returns the turns of a transcript in text order, or an empty list if the article is not a transcript.
///
/// Paragraphs without a label between two turns continue the first of them; those after the last turn do not.
pub(crate) fn turns(text: &TokenizedText<'_>, knowledge: &Knowledge) -> Vec<Turn> {
    let division = &text.division;
    let mut found: Vec<(usize, Turn)> = Vec::new();
    for paragraph in 0..division.paragraphs.len() {
        let tokens = division.paragraph_tokens(paragraph);
        if let Some(turn) = labelled(text, knowledge, tokens) {
            found.push((paragraph, turn));
        }
    }
    let label = |turn: &Turn| text.words(&turn.label).to_owned();
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, turn) in &found {
        *times.entry(label(turn)).or_default() += 1;
    }
    // A label in lower case must occur more than once ("Osman: ...", but not "One thing is clear: ...").
    found.retain(|(_, turn)| {
        let written = label(turn);
        !name_of(&written).contains(char::is_lowercase) || times.get(&written).is_some_and(|&n| n > 1)
    });
    let speakers = found.iter().map(|(_, turn)| label(turn)).collect::<std::collections::BTreeSet<_>>().len();
    if found.len() < LEAST_TURNS || speakers < LEAST_SPEAKERS {
        return Vec::new();
    }
    for i in 1..found.len() {
        let (from, to) = (found[i - 1].0 + 1, found[i].0);
        let going_on = (from..to).map(|p| division.paragraph_tokens(p)).filter(|tokens| !tokens.is_empty());
        found[i - 1].1.content.extend(going_on);
    }
    found.into_iter().map(|(_, turn)| turn).collect()
}

/// Returns the label without a part in brackets at its end ("SEN. MARY REED (D-NY)").
fn name_of(label: &str) -> &str {
    label.strip_suffix(')').and_then(|rest| rest.split_once(" (")).map_or(label, |(name, _)| name)
}

/// Returns the turn of a paragraph that begins with a label.
fn labelled(text: &TokenizedText<'_>, knowledge: &Knowledge, tokens: Range<usize>) -> Option<Turn> {
    let colon = tokens.clone().take(MOST_LABEL).find(|&i| text.word(i) == ":")?;
    let label = tokens.start..colon;
    let content = colon + 1..tokens.end;
    if label.is_empty() || content.is_empty() {
        return None;
    }
    let written = text.words(&label);
    let words: Vec<&str> = name_of(written).split_whitespace().collect();
    // A comma can introduce the role of the speaker: "MARY REED, HOST".
    let like_name = |w: &&str| {
        let plain = w.strip_suffix(',').unwrap_or(w);
        plain.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
            && plain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’'))
    };
    if words.len() > MOST_WORDS || !words.iter().all(like_name) {
        return None;
    }
    match knowledge.label(written) {
        Label::NoTurn => None,
        kind => Some(Turn { label, named: kind == Label::Name, content: vec![content] }),
    }
}

/// Replaces the attributions that the model found in labels by the turns.
pub(super) fn with_turns(mut found: Vec<Attribution>, turns: &[Turn]) -> Vec<Attribution> {
    for turn in turns {
        let head = turn.label.start..turn.label.end + 1;
        found.retain(|a| !overlap(&a.cue, &head) && !a.source.iter().any(|source| overlap(source, &head)));
        for other in &mut found {
            // A content from elsewhere does not include a label.
            other.content.retain(|piece| !overlap(piece, &head));
        }
        found.retain(|a| !a.content.is_empty());
        found.push(Attribution {
            source: vec![turn.label.clone()],
            cue: turn.label.end..turn.label.end + 1,
            content: turn.content.clone(),
            evidence: Evidence::default(),
            is_turn: true,
        });
    }
    if !turns.is_empty() {
        found.sort_by_key(|a| (a.cue.start, a.cue.end));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<(String, usize)> {
        let text = TokenizedText::of(text);
        let found = turns(&text, Knowledge::bundled());
        found.iter().map(|turn| (text.words(&turn.label).to_owned(), turn.content.len())).collect()
    }

    #[test]
    fn labels_in_capitals_begin_turns_and_paragraphs_without_one_go_on() {
        let text = "Talk of the day.\n\nREED: Why?\n\nVAN DYKE: Because.\n\nAnd for another reason.\n\nREED: Thanks.\n\nThe programme ended.";
        let expected = [("REED", 1), ("VAN DYKE", 2), ("REED", 1)].map(|(l, n)| (l.to_owned(), n));
        assert_eq!(labels(text), expected);
    }

    #[test]
    fn labels_may_say_what_the_speaker_is() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = labels(text).into_iter().map(|(label, _)| label).collect();
            assert_eq!(found, expected, "{text}");
        };
        let text = "ANNA VOSS, ANCHOR: Why?\n\nREP. LEO HART (D-NY): Because.\n\nVOSS: Really?";
        check(text, &["ANNA VOSS, ANCHOR", "REP. LEO HART (D-NY)", "VOSS"]);
        let text = "IDA KROGH, FINANCE MINISTER: Yes.\n\nVOSS (on camera): No.\n\nKROGH (laughing): Yes.\n\nVOSS: No.";
        check(text, &["IDA KROGH, FINANCE MINISTER", "VOSS (on camera)", "KROGH (laughing)", "VOSS"]);
    }

    #[test]
    fn labels_in_small_letters_must_come_again() {
        let text = "Reed: Why?\n\nVan Dyke: Because.\n\nReed: Really?\n\nVan Dyke: Yes.\n\nResult: A draw.";
        assert_eq!(labels(text).len(), 4);
        assert!(labels("Reed: Why?\n\nMills: Because.\n\nAbbott: Yes.").is_empty());
    }

    #[test]
    fn remarks_of_the_paper_are_no_turns() {
        assert!(labels("NOTE: a\n\nUPDATE: b\n\nPHOTO: c\n\nREAD MORE: d").is_empty());
        assert!(labels("WHAT IS NEXT: a report.\n\nTalks went on.").is_empty());
    }

    #[test]
    fn a_question_without_a_name_is_a_turn_of_nobody() {
        let text = "Q: Why?\n\nREED: Because.\n\nCALLER 2: And then?\n\nREED: Nothing.";
        let found = turns(&TokenizedText::of(text), Knowledge::bundled());
        let named: Vec<bool> = found.iter().map(|turn| turn.named).collect();
        assert_eq!(named, [false, true, false, true]);
    }
}
