//! Limits of an ontology file, and checks of its lines: every mistake is reported, and no file makes reading hang.

use onrecord_knowledge::Mistake;

use super::lines::Line;
use crate::knowledge::words::WordList;

/// The maximum size of a file, in bytes.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// The maximum number of words that state events.
pub(super) const MAX_TRIGGERS: usize = 100_000;

/// The maximum number of them with the same form: each is tried wherever the form occurs.
const MAX_SAME_FORM: usize = 100;

/// The maximum length of a head, a type name or an entry, in bytes.
pub(super) const MAX_HEAD_BYTES: usize = 200;
const MAX_NAME_BYTES: usize = 60;

/// The maximum number of alternatives for the second word of a verb.
const MAX_OBJECTS: usize = 50;

/// The maximum number of slots of a head.
pub(super) const MAX_SLOTS: usize = 16;

/// Returns the error for an unknown head, with the heads that are allowed.
pub(super) fn unknown_head(line: &Line<'_, '_>) -> Mistake {
    match line.head.split_whitespace().next() {
        None => line.mistake("expected a head such as [types] above, found none"),
        Some("verb" | "noun") => {
            line.head_mistake(format_args!("expected [verb TYPE MODE SLOTS] or [... COUNT], found [{}]", line.head))
        }
        Some(_) => line.head_mistake(format_args!("unknown head [{}]", line.head)),
    }
}

/// Fails if the name of a type or mode is not valid; names go into tables for other programs.
pub(super) fn type_name(line: &Line<'_, '_>, name: &str, mode: &str) -> Result<(), Mistake> {
    let is_name = |name: &str| {
        let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        name.len() <= MAX_NAME_BYTES && !name.is_empty() && name.chars().all(is_sign)
    };
    match [("type", name), ("mode, or -", mode)].into_iter().find(|(_, name)| !is_name(name)) {
        Some((what, found)) => {
            Err(line
                .mistake(format_args!("expected the name of a {what}, in letters, digits, - and _, found \"{found}\"")))
        }
        None if name == "-" => Err(line.mistake("expected the name of a type, found \"-\"")),
        None => Ok(()),
    }
}

/// Returns the CAMEO code, or `None` for `-`.
pub(super) fn cameo(line: &Line<'_, '_>, code: &str) -> Result<Option<String>, Mistake> {
    match code {
        "-" => Ok(None),
        _ if (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(code.to_owned())),
        _ => Err(line.mistake(format_args!("expected a CAMEO code of two to four digits, or -, found \"{code}\""))),
    }
}

/// Fails if a slot is not a known preposition.
pub(super) fn preposition(line: &Line<'_, '_>, slot: &str, prepositions: &WordList) -> Result<(), Mistake> {
    if prepositions.has(slot) {
        return Ok(());
    }
    let named = "obj, poss, subj, agent_of, reciprocal, actor, none";
    Err(line.head_mistake(format_args!("expected a slot ({named}, or a preposition), found \"{slot}\"")))
}

/// Fails if an entry can never match.
pub(super) fn entry(line: &Line<'_, '_>, word: &str) -> Result<(), Mistake> {
    if word.is_empty() {
        return Err(line.mistake("expected a word before =, found none"));
    }
    if word.split([' ', '|']).any(|part| part.len() > MAX_NAME_BYTES) {
        return Err(line.mistake(format_args!("expected words of at most {MAX_NAME_BYTES} bytes")));
    }
    // "lift ban|curfew": the second word of a verb may have alternatives.
    let (first, second) = word.split_once(' ').unwrap_or((word, ""));
    let of_verb = line.head.starts_with("verb") && !second.is_empty();
    if of_verb && second.split('|').count() > MAX_OBJECTS {
        return Err(line.mistake(format_args!("expected at most {MAX_OBJECTS} words joined by |")));
    }
    if of_verb && second.split([' ', '|']).any(str::is_empty) {
        return Err(line.mistake(format_args!("expected a word on each side of |, found \"{word}\"")));
    }
    // A verb may have a particle and an object: "lay down arms|weapon".
    let most = if of_verb { 3 } else { 2 };
    if word.split(' ').count() > most || word.contains("  ") || word.chars().any(|c| c.is_whitespace() && c != ' ') {
        return Err(line.mistake(format_args!("expected at most {most} words with spaces between, found \"{word}\"")));
    }
    if word.to_lowercase() != word {
        return Err(line.mistake(format_args!("expected lower case, found \"{word}\"")));
    }
    let plain = if of_verb { format!("{first} {}", second.replace('|', "")) } else { word.to_owned() };
    match plain.chars().find(|c| matches!(c, '|' | ';' | '[' | ']' | '!' | '+')) {
        Some(sign) => Err(line.mistake(format_args!("expected words between commas, found \"{sign}\" in \"{word}\""))),
        None => Ok(()),
    }
}

/// Fails if too many entries have a form in common.
pub(super) fn same_form(line: &Line<'_, '_>, entry: &str, n_same: usize) -> Result<(), Mistake> {
    if n_same <= MAX_SAME_FORM {
        return Ok(());
    }
    Err(line.mistake(format_args!("expected at most {MAX_SAME_FORM} entries with a form of \"{entry}\", found more")))
}
