//! What a file that somebody wrote must keep, so that every mistake is told and none is a hang.

use std::collections::BTreeMap;

use super::{Example, Ontology, entries};
use crate::knowledge::Knowledge;
use crate::knowledge::lines::{Line, lines};
use crate::{Error, error};

/// The greatest size of a file, in bytes.
pub(super) const MAX_BYTES: usize = 1 << 20;

/// The most words that state events.
const MAX_TRIGGERS: usize = 100_000;

/// The most of them with one form: each is tried wherever the form stands.
const MAX_SAME_FORM: usize = 100;

/// The longest head, name of a type or entry, in bytes.
const MAX_HEAD_BYTES: usize = 200;
const MAX_NAME_BYTES: usize = 60;

/// The most words that a verb's second word may be.
const MAX_OBJECTS: usize = 50;

/// The most slots of a head.
const MAX_SLOTS: usize = 16;

/// Reads as much of a file as can be read; the mistakes come in the order of the lines.
pub(super) fn collect(file: &str, text: &str) -> (Ontology, Vec<Error>) {
    let mut read = Ontology::default();
    if text.len() > MAX_BYTES {
        let message = format!("expected at most {MAX_BYTES} bytes, found {}", text.len());
        return (read, vec![error::knowledge(file, message)]);
    }
    let mut mistakes: BTreeMap<usize, Vec<Error>> = BTreeMap::new();
    for (number, message) in heads(text) {
        mistakes.entry(number).or_default().push(error::knowledge(file, format!("line {number}: {message}")));
    }
    // A mistake of a head is one, however many lines stand below it.
    let mut last = String::new();
    for line in lines(file, text).filter(|line| !is_open_head(line.text)) {
        if let Err(error) = line_limits(&line, &read).and_then(|()| read.enter(&line)) {
            let told = error.to_string();
            if told != last {
                mistakes.entry(line.number).or_default().push(error);
            }
            last = told;
        }
        if read.triggers.len() > MAX_TRIGGERS {
            break;
        }
    }
    if mistakes.is_empty() && read.triggers.is_empty() {
        let message = "expected [types] and below [verb ...] or [noun ...] words that state them, found none";
        return (read, vec![error::knowledge(file, message)]);
    }
    (read, mistakes.into_values().flatten().collect())
}

fn is_open_head(line: &str) -> bool {
    line.starts_with('[') && !line.ends_with(']')
}

/// Heads that are not closed, and those with nothing below.
fn heads(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut empty: Option<usize> = None;
    let nothing = |number: usize| (number, "expected lines below this head, found none".to_owned());
    for (line_idx, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if is_open_head(line) {
            out.push((line_idx + 1, "expected ] at the end of the head, found none".to_owned()));
        } else if line.starts_with('[') {
            out.extend(empty.replace(line_idx + 1).map(nothing));
        } else {
            empty = None;
        }
    }
    out.extend(empty.map(nothing));
    out
}

fn line_limits(line: &Line<'_, '_>, read: &Ontology) -> Result<(), Error> {
    if line.head.len() > MAX_HEAD_BYTES {
        return Err(line.head_error(format_args!("expected a head of at most {MAX_HEAD_BYTES} bytes")));
    }
    if line.head.split_whitespace().nth(3).is_some_and(|slots| slots.split('+').count() > MAX_SLOTS) {
        return Err(line.head_error(format_args!("expected at most {MAX_SLOTS} slots")));
    }
    let is_trigger = line.head.starts_with("verb") || line.head.starts_with("noun");
    if is_trigger && read.triggers.len() + entries(line.text).count() > MAX_TRIGGERS {
        return Err(line.error(format_args!("expected at most {MAX_TRIGGERS} words that state events")));
    }
    Ok(())
}

/// The error of a head that says nothing, with what it may say.
pub(super) fn unknown_head(line: &Line<'_, '_>) -> Error {
    match line.head.split_whitespace().next() {
        None => line.error("expected a head such as [types] above, found none"),
        Some("verb" | "noun") => {
            line.head_error(format_args!("expected [verb TYPE MODE SLOTS] or [... COUNT], found [{}]", line.head))
        }
        Some(_) => line.head_error(format_args!("unknown head [{}]", line.head)),
    }
}

/// Fails where the name of a type or mode is none: it goes into tables of other programs.
pub(super) fn type_name(line: &Line<'_, '_>, name: &str, mode: &str) -> Result<(), Error> {
    let is_name = |name: &str| {
        let is_sign = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        name.len() <= MAX_NAME_BYTES && !name.is_empty() && name.chars().all(is_sign)
    };
    match [("type", name), ("mode, or -", mode)].into_iter().find(|(_, name)| !is_name(name)) {
        Some((what, found)) => {
            Err(line
                .error(format_args!("expected the name of a {what}, in letters, digits, - and _, found \"{found}\"")))
        }
        None if name == "-" => Err(line.error("expected the name of a type, found \"-\"")),
        None => Ok(()),
    }
}

/// Returns the CAMEO code, or none for `-`.
pub(super) fn cameo(line: &Line<'_, '_>, code: &str) -> Result<Option<String>, Error> {
    match code {
        "-" => Ok(None),
        _ if (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(code.to_owned())),
        _ => Err(line.error(format_args!("expected a CAMEO code of two to four digits, or -, found \"{code}\""))),
    }
}

/// Fails where a slot is none.
pub(super) fn preposition(line: &Line<'_, '_>, slot: &str) -> Result<(), Error> {
    if Knowledge::bundled().words().prepositions.has(slot) {
        return Ok(());
    }
    let named = "obj, poss, subj, maker, reciprocal, actor, none";
    Err(line.head_error(format_args!("expected a slot ({named}, or a preposition), found \"{slot}\"")))
}

/// Fails where an entry can never match.
pub(super) fn entry(line: &Line<'_, '_>, word: &str) -> Result<(), Error> {
    if word.is_empty() {
        return Err(line.error("expected a word before =, found none"));
    }
    if word.split([' ', '|']).any(|part| part.len() > MAX_NAME_BYTES) {
        return Err(line.error(format_args!("expected words of at most {MAX_NAME_BYTES} bytes")));
    }
    // "lift ban|curfew": the second word of a verb may be one of several.
    let (first, second) = word.split_once(' ').unwrap_or((word, ""));
    let of_verb = line.head.starts_with("verb") && !second.is_empty();
    if of_verb && second.split('|').count() > MAX_OBJECTS {
        return Err(line.error(format_args!("expected at most {MAX_OBJECTS} words joined by |")));
    }
    if of_verb && second.split([' ', '|']).any(str::is_empty) {
        return Err(line.error(format_args!("expected a word on each side of |, found \"{word}\"")));
    }
    // A verb may have a particle and an object: "lay down arms|weapon".
    let most = if of_verb { 3 } else { 2 };
    if word.split(' ').count() > most || word.contains("  ") || word.chars().any(|c| c.is_whitespace() && c != ' ') {
        return Err(line.error(format_args!("expected at most {most} words with spaces between, found \"{word}\"")));
    }
    if word.to_lowercase() != word {
        return Err(line.error(format_args!("expected lower case, found \"{word}\"")));
    }
    let plain = if of_verb { format!("{first} {}", second.replace('|', "")) } else { word.to_owned() };
    match plain.chars().find(|c| matches!(c, '|' | ';' | '[' | ']' | '!' | '+')) {
        Some(sign) => Err(line.error(format_args!("expected words between commas, found \"{sign}\" in \"{word}\""))),
        None => Ok(()),
    }
}

/// Fails where too many entries have a form in common.
pub(super) fn same_form(line: &Line<'_, '_>, entry: &str, n_same: usize) -> Result<(), Error> {
    if n_same <= MAX_SAME_FORM {
        return Ok(());
    }
    Err(line.error(format_args!("expected at most {MAX_SAME_FORM} entries with a form of \"{entry}\", found more")))
}

impl Ontology {
    /// Fails where the trigger that was entered last has a twin of another type or mode: nothing could choose.
    pub(super) fn check_pattern(&mut self, line: &Line<'_, '_>) -> Result<(), Error> {
        let Some((last, before)) = self.triggers.split_last() else { return Ok(()) };
        let mut slots: Vec<&str> = line.head.split_whitespace().nth(3).unwrap_or("").split('+').collect();
        slots.sort_unstable();
        slots.dedup();
        let key = format!("{} {} {}", last.is_verb, last.word, slots.join("+"));
        let index = before.len();
        let Some(twin) = self.patterns.insert(key, index).and_then(|twin| before.get(twin)) else { return Ok(()) };
        if (&twin.event_type, &twin.mode) == (&last.event_type, &last.mode) {
            return Ok(());
        }
        let shown = |t: &super::Trigger| format!("{} {}", t.event_type, t.mode.as_deref().unwrap_or("-"));
        let (word, here, there) = (&last.word, shown(last), shown(twin));
        Err(line.error(format_args!(
            "\"{word}\" has the same pattern for {here} as for {there} in line {}; expected one of them",
            twin.line
        )))
    }

    /// Returns a user's ontology; `file` is what errors call it.
    ///
    /// Lists that it does not have (`[light]`, `[planned]`, ...) are those of the bundled one.
    ///
    /// ```
    /// use onrecord_read::Ontology;
    ///
    /// let text = "[types]\nSIGN | - | - | - | -\n[verb SIGN - obj!+actor!]\nsign, recruit";
    /// assert!(Ontology::parse("transfers.txt", text).is_ok());
    /// let mistakes = Ontology::parse("transfers.txt", &text.replace("obj", "objekt")).unwrap_err();
    /// assert!(mistakes[0].to_string().starts_with("transfers.txt: line 3: expected a slot"));
    /// ```
    ///
    /// # Errors
    ///
    /// Every mistake in the order of the lines: unknown heads, types, modes and slots, numbers out of range, what stands
    /// there twice or contradicts itself, and files above 1 MiB or 100,000 words.
    pub fn parse(file: &str, text: &str) -> Result<Ontology, Vec<Error>> {
        let (mut read, mistakes) = collect(file, text.strip_prefix('\u{feff}').unwrap_or(text));
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        for (list, words) in &Ontology::bundled().lists {
            read.lists.entry(*list).or_insert_with(|| words.clone());
        }
        Ok(read)
    }

    /// Returns the text of the bundled ontology: a start for one's own.
    pub fn bundled_text() -> &'static str {
        onrecord_knowledge::bundled(super::BUNDLED)
    }

    /// Returns the examples, in the order of the file.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// Returns how many types with their modes, and how many words that state them, there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.types.len(), self.triggers.len())
    }

    /// Returns whether the ontology has the type.
    pub(crate) fn has_type(&self, event_type: &str) -> bool {
        self.types.contains_key(&(event_type.to_owned(), None))
    }
}

#[cfg(test)]
mod tests {
    use super::super::List;
    use super::*;

    const SIGN: &str = "[types]\nSIGN | - | - | - | -\nSELL | - | 1 | 040 | 2\n";

    #[test]
    fn every_mistake_is_told_with_its_line() {
        let check = |rest: &str, expected: &[&str]| {
            let text = format!("{SIGN}{rest}");
            let told: Vec<String> = match Ontology::parse("own.txt", &text) {
                Ok(_) => Vec::new(),
                Err(mistakes) => mistakes.iter().map(ToString::to_string).collect(),
            };
            let expected: Vec<String> = expected.iter().map(|e| format!("own.txt: {e}")).collect();
            assert_eq!(told, expected, "{rest}");
        };
        check("[verb SIGN - obj]\nsign", &[]);
        check(
            "[verb SIGN - objekt]\nsign\nbuy\n[nuon SIGN - of]\nmove",
            &[
                "line 4: expected a slot (obj, poss, subj, maker, reciprocal, actor, none, or a preposition), \
                 found \"objekt\"",
                "line 7: unknown head [nuon SIGN - of]",
            ],
        );
        check(
            "[verb SIGN - obj+to]\nsign, buy\n[verb SELL - to+obj]\nbuy",
            &["line 7: \"buy\" has the same pattern for SELL - as for SIGN - in line 5; expected one of them"],
        );
        check(
            "[verb SIGN - obj]\nsign\n[verb SELL -]\nsell",
            &["line 6: expected [verb TYPE MODE SLOTS] or [... COUNT], found [verb SELL -]"],
        );
        check("[verb SIGN obj", &["line 4: expected ] at the end of the head, found none"]);
        check("[verb SIGN - obj]\n[verb SELL - obj]\nsell", &["line 4: expected lines below this head, found none"]);
        check("[verb SIGN - obj]\nSign", &["line 5: expected lower case, found \"Sign\""]);
        check("[verb SIGN - obj]\n=signed", &["line 5: expected a word before =, found none"]);
        check(
            "[verb SIGN - obj]\nlay down old arms",
            &["line 5: expected at most 3 words with spaces between, found \"lay down old arms\""],
        );
        check(
            "[verb SIGN - obj]\nsign\n[example]\nA signed B.\nA signed B. | BUY actual A > B\nA signed B. | SIGN real A > B\n\
             A signed B. | SIGN actual A",
            &[
                "line 7: expected a sentence, a bar, and its events or none; found no bar",
                "line 8: the type BUY is not among the [types] above",
                "line 9: expected a status, actual, planned, possible or negated, found \"real\"",
                "line 10: expected TYPE STATUS ACTORS > RECIPIENTS or none behind the bar, found \"SIGN actual A\"",
            ],
        );
        check("", &["expected [types] and below [verb ...] or [noun ...] words that state them, found none"]);
    }

    #[test]
    fn too_much_is_refused_at_once() {
        let check = |text: &str, expected: &str| {
            let mistakes = Ontology::parse("own.txt", text).expect_err("the file is too large");
            assert!(mistakes.iter().any(|m| m.to_string().contains(expected)), "{:?}", mistakes.first());
        };
        check(&"a".repeat(MAX_BYTES + 1), "expected at most 1048576 bytes, found 1048577");
        let many: String = (0..120_000).map(|i| format!("{i:x},")).collect();
        check(&format!("{SIGN}[verb SIGN - obj]\n{many}"), "at most 100000 words that state events");
        let same: String = (0..200).map(|i| format!("sign x{i}, ")).collect();
        check(&format!("{SIGN}[verb SIGN - obj]\n{same}"), "at most 100 entries with a form of");
        check(&format!("{SIGN}[verb SIGN - obj{}]\nsign", "+to".repeat(30)), "at most 16 slots");
        check(
            &format!("{SIGN}[{}]\n{}", "x".repeat(300), "sign\n".repeat(9)),
            "line 4: expected a head of at most 200",
        );
        check(&"[".repeat(MAX_BYTES), "expected ]");
    }

    #[test]
    fn lists_left_out_are_the_bundled_ones() {
        let parse = |rest: &str| Ontology::parse("own.txt", &format!("{SIGN}[verb SIGN - obj]\nsign\n{rest}")).unwrap();
        assert!(parse("").is("refused", List::Negated));
        let own = parse("[negated]\nnever");
        assert!(own.is("never", List::Negated) && !own.is("refused", List::Negated) && own.is("held", List::Light));
    }
}
