//! Parses an ontology file, and reports every mistake with its line.

use onrecord_knowledge::{Mistake, Pack, Part};

use super::entries::entries;
use super::example::Example;
use super::limits::{self, MAX_BYTES, MAX_HEAD_BYTES, MAX_SLOTS, MAX_TRIGGERS};
use super::lines::{Line, lines};
use super::lists::{self, List};
use super::lookup::Ontology;
use super::slots;
use super::triggers::{Head, Trigger};
use crate::knowledge::morphology::Morphology;
use crate::knowledge::words::{WordList, Words};
use crate::user_files::fingerprint;

/// The ontology file of a language pack.
const FILE: &str = "events/ontology.txt";

/// Follows "=" for a word of a list that is not a verb and has no other forms.
const NO_FORMS: &str = "-";

/// The parts of the language pack needed to parse an ontology.
#[derive(Debug)]
struct Grammar {
    morphology: Morphology,
    prepositions: WordList,
}

impl Part for Grammar {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Grammar {
        let words = Words::read(pack, mistakes);
        Grammar { morphology: Morphology::read(pack, mistakes), prepositions: words.prepositions }
    }
}

impl Part for Ontology {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Ontology {
        let grammar = Grammar::read(pack, mistakes);
        let Some(file) = pack.file(FILE, mistakes) else { return Ontology::default() };
        let (ontology, found) = collect(file.path(), file.text(), &grammar, None);
        mistakes.extend(found);
        ontology
    }
}

impl Ontology {
    /// Returns a user's ontology for articles in the language of a pack; `base` is the pack's own ontology.
    ///
    /// # Errors
    ///
    /// Returns every mistake, in the order of the lines.
    pub(crate) fn of_user(file: &str, text: &str, pack: &Pack, base: &Ontology) -> Result<Ontology, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let grammar = Grammar::read(pack, &mut mistakes);
        let (mut ontology, found) = collect(file, text.strip_prefix('\u{feff}').unwrap_or(text), &grammar, Some(base));
        mistakes.extend(found);
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        for (list, words) in &base.lists {
            ontology.lists.entry(*list).or_insert_with(|| words.clone());
        }
        ontology.fingerprint = fingerprint(text);
        Ok(ontology)
    }

    fn enter(&mut self, line: &Line<'_, '_>, grammar: &Grammar) -> Result<(), Mistake> {
        match line.head.split_whitespace().next() {
            Some("example") if line.head == "example" => {
                self.examples.push(Example::read(line, &self.types, self.examples.len())?);
                Ok(())
            }
            Some("types") if line.head == "types" => self.types.enter(line),
            Some("verb" | "noun") => self.enter_triggers(line, grammar),
            _ => match List::parse(line.head) {
                Some(list) => self.enter_list(line, list, &grammar.morphology),
                None => Err(limits::unknown_head(line)),
            },
        }
    }

    fn enter_list(&mut self, line: &Line<'_, '_>, list: List, morphology: &Morphology) -> Result<(), Mistake> {
        for (word, irregular) in entries(line.text) {
            limits::entry(line, word)?;
            let into = self.lists.entry(list).or_default();
            match irregular.as_slice() {
                [none] if none == NO_FORMS => into.extend([word.to_owned()]),
                _ => into.extend(morphology.verb_forms(word).chain(irregular)),
            }
        }
        Ok(())
    }

    fn enter_triggers(&mut self, line: &Line<'_, '_>, grammar: &Grammar) -> Result<(), Mistake> {
        let head = Head::read(line, &self.types, &grammar.prepositions)?;
        for (entry, irregular) in entries(line.text) {
            limits::entry(line, entry)?;
            let (trigger, forms) = head.trigger(line, entry, irregular, &grammar.morphology);
            for form in forms {
                let same = self.by_form.entry(form).or_default();
                same.push(self.triggers.len());
                limits::same_form(line, entry, same.len())?;
            }
            self.triggers.push(trigger);
            self.check_pattern(line)?;
        }
        Ok(())
    }

    /// Fails if the last trigger has the same pattern as one of another type or mode: there would be no way to choose.
    fn check_pattern(&mut self, line: &Line<'_, '_>) -> Result<(), Mistake> {
        let Some((last, before)) = self.triggers.split_last() else { return Ok(()) };
        let mut named: Vec<&str> = slot_names(line.head).collect();
        named.sort_unstable();
        named.dedup();
        let key = format!("{} {} {}", last.is_verb, last.word, named.join("+"));
        let index = before.len();
        let Some(twin) = self.patterns.insert(key, index).and_then(|twin| before.get(twin)) else { return Ok(()) };
        if (&twin.event_type, &twin.mode) == (&last.event_type, &last.mode) {
            return Ok(());
        }
        let shown = |t: &Trigger| format!("{} {}", t.event_type, t.mode.as_deref().unwrap_or("-"));
        let (word, here, there) = (&last.word, shown(last), shown(twin));
        Err(line.mistake(format_args!(
            "\"{word}\" has the same pattern for {here} as for {there} in line {}; expected one of them",
            twin.line
        )))
    }

    /// Adds notices of former names in a head.
    fn note_former_names(&mut self, file: &str, line: &Line<'_, '_>) {
        let mut note = |what: &str, former: &str, now: &str| {
            let notice = format!("{file}: line {}: the {what} {former} is now called {now}", line.head_number);
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        };
        if let Some(now) = lists::renamed(line.head) {
            note("list", line.head, now);
        }
        for slot in slot_names(line.head).map(|slot| slot.trim_end_matches('!')) {
            if let Some(now) = slots::renamed(slot) {
                note("slot", slot, now);
            }
        }
    }

    /// Assigns properties to types and triggers, and adds the mistakes that only show in the whole file.
    fn finish(&mut self, file: &str, base: Option<&Ontology>, mistakes: &mut Vec<Mistake>) {
        let found = self.types.finish(base.map(|base| &base.types));
        mistakes.extend(found.into_iter().map(|(number, message)| Mistake::new(file, number, message)));
        for trigger in &mut self.triggers {
            trigger.properties = self.types.properties(&trigger.event_type, trigger.mode.as_deref());
        }
    }
}

/// Returns the names of the slots in the head of triggers, as written.
fn slot_names(head: &str) -> impl Iterator<Item = &str> {
    let is_trigger = matches!(head.split_whitespace().next(), Some("verb" | "noun"));
    head.split_whitespace().nth(3).filter(|_| is_trigger).unwrap_or("").split('+')
}

/// Parses as much of a file as possible; the mistakes are in the order of the lines.
fn collect(file: &str, text: &str, grammar: &Grammar, base: Option<&Ontology>) -> (Ontology, Vec<Mistake>) {
    let mut read = Ontology::default();
    if text.len() > MAX_BYTES {
        let message = format!("expected at most {MAX_BYTES} bytes, found {}", text.len());
        return (read, vec![Mistake::of_file(file, message)]);
    }
    let mut mistakes = Vec::new();
    // A mistake in a head is reported once, however many lines follow it.
    let mut last: Option<Mistake> = None;
    let mut head_number = 0;
    for line in lines(file, text, &mut mistakes) {
        if std::mem::replace(&mut head_number, line.head_number) != line.head_number {
            read.note_former_names(file, &line);
        }
        if let Err(mistake) = line_limits(&line, &read).and_then(|()| read.enter(&line, grammar))
            && last.as_ref() != Some(&mistake)
        {
            last = Some(mistake.clone());
            mistakes.push(mistake);
        }
        if read.triggers.len() > MAX_TRIGGERS {
            break;
        }
    }
    read.finish(file, base, &mut mistakes);
    if mistakes.is_empty() && read.triggers.is_empty() {
        let message = "expected [types] and below [verb ...] or [noun ...] words that state them, found none";
        mistakes.push(Mistake::of_file(file, message));
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    (read, mistakes)
}

fn line_limits(line: &Line<'_, '_>, read: &Ontology) -> Result<(), Mistake> {
    if line.head.len() > MAX_HEAD_BYTES {
        return Err(line.head_mistake(format_args!("expected a head of at most {MAX_HEAD_BYTES} bytes")));
    }
    if line.head.split_whitespace().nth(3).is_some_and(|slots| slots.split('+').count() > MAX_SLOTS) {
        return Err(line.head_mistake(format_args!("expected at most {MAX_SLOTS} slots")));
    }
    let is_trigger = line.head.starts_with("verb") || line.head.starts_with("noun");
    if is_trigger && read.triggers.len() + entries(line.text).count() > MAX_TRIGGERS {
        return Err(line.mistake(format_args!("expected at most {MAX_TRIGGERS} words that state events")));
    }
    Ok(())
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
            let messages: Vec<String> = match Ontology::parse("own.txt", &text) {
                Ok(_) => Vec::new(),
                Err(mistakes) => mistakes.iter().map(ToString::to_string).collect(),
            };
            let expected: Vec<String> = expected.iter().map(|e| format!("own.txt: {e}")).collect();
            assert_eq!(messages, expected, "{rest}");
        };
        check("[verb SIGN - obj]\nsign", &[]);
        check(
            "[verb SIGN - objekt]\nsign\nbuy\n[nuon SIGN - of]\nmove",
            &[
                "line 4: expected a slot (obj, poss, subj, agent_of, reciprocal, actor, none, or a preposition), \
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
                "line 10: expected TYPE STATUS ACTORS > RECIPIENTS or none after the bar, found \"SIGN actual A\"",
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
    fn former_names_are_read_with_a_notice() {
        let text = format!("{SIGN}[noun SIGN - maker!+of]\nsigning\n[idle]\nway, path");
        let own = Ontology::parse("own.txt", &text).unwrap();
        assert!(own.is("path", List::Figurative));
        assert_eq!(own.triggers[0].slots.arguments[0], (super::super::ArgumentSlot::AgentOf, true));
        let notices = [
            "own.txt: line 4: the slot maker is now called agent_of",
            "own.txt: line 6: the list idle is now called figurative",
        ];
        assert_eq!(own.notices(), notices);
    }

    #[test]
    fn types_without_properties_have_those_of_their_names() {
        use super::super::{Property, Recoding};
        let old = "[types]\nASSAULT | - | 4 | - | -\nASSAULT | drone | 4 | - | -\nCONSULT | - | 1 | - | -\n\
                   CONSULT | video | 1 | - | -\nTOUR | visit | 1 | - | -\nREQUEST | - | 3 | - | -\n\
                   AID | - | 1 | - | - | verbal\n[verb TOUR visit obj]\ntour";
        let own = Ontology::parse("own.txt", old).unwrap();
        let has = |name: &str, mode: Option<&str>, property| own.properties(name, mode).has(property);
        assert!(has("ASSAULT", Some("drone"), Property::Violent) && has("TOUR", Some("visit"), Property::Travel));
        assert!(has("CONSULT", None, Property::TwoSided) && !has("CONSULT", Some("video"), Property::TwoSided));
        // A type with the field has only the properties listed there, and a type that is missing cannot be a recoding
        // target.
        assert!(has("AID", None, Property::Verbal) && !has("AID", None, Property::Help));
        assert_eq!(own.recoded("CONSULT", None, Recoding::Planned), None);
        assert_eq!(own.obliged(), Some(("REQUEST", Some("change"))));
    }

    #[test]
    fn mistakes_of_properties_are_told_with_their_line() {
        let check = |lines: &str, expected: &str| {
            let text = format!("[types]\nSIGN | - | - | - | - | verbal\n{lines}\n[verb SIGN - obj]\nsign");
            let mistakes = Ontology::parse("own.txt", &text).expect_err("the file has a mistake");
            let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
            assert_eq!(told, [format!("own.txt: {expected}")]);
        };
        check(
            "SELL | - | - | - | - | mutal",
            "line 3: expected a property such as violent, verbal or planned=TYPE, found \"mutal\"",
        );
        check("SELL | - | - | - | - | planned", "line 3: expected planned=TYPE, found \"planned\"");
        check(
            "SELL | - | - | - | - | planned=BUY",
            "line 3: expected a line of [types] with the type of planned=BUY and no mode",
        );
        check("SIGN | loan | - | - | - | -public", "line 3: the type has no property public to remove");
        check(
            "SELL | - | - | - | - | obliged\nBUY | - | - | - | - | obliged",
            "line 4: only one line may have the property obliged; line 3 already has it",
        );
    }

    #[test]
    fn lists_left_out_are_the_bundled_ones() {
        let parse = |rest: &str| Ontology::parse("own.txt", &format!("{SIGN}[verb SIGN - obj]\nsign\n{rest}")).unwrap();
        assert!(parse("").is("refused", List::Negated));
        let own = parse("[negated]\nnever");
        assert!(own.is("never", List::Negated) && !own.is("refused", List::Negated) && own.is("held", List::Light));
    }
}
