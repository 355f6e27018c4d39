//! Parses rule files and the file of word classes into a grammar (`docs/times.md`).

use onrecord_knowledge::{File, Mistake, Pack, each_row, lines, values};

use super::patterns::{pattern, value};
use super::rules::{Entry, Grammar, Guards, PhraseId, Rule, Symbol};

/// The file of word classes.
const CLASSES: &str = "times/words.txt";

impl Grammar {
    /// Parses the word classes and rules of a language; mistakes in them are added to `mistakes`.
    pub(super) fn enter(&mut self, pack: &Pack, mistakes: &mut Vec<Mistake>) {
        let mut table = pack.table(CLASSES, mistakes);
        table.require("tense", mistakes);
        table.require("deictic", mistakes);
        each_row(&table.rest(), mistakes, |section, row| {
            let [value, entries] = row.fields()?;
            self.enter_class(section.name, value, entries);
            Ok(())
        });
        table.finish(mistakes);
        let n_classes = self.classes.len();
        for file in pack.time_rules(mistakes) {
            read_rules(self, file, mistakes);
        }
        // A class that is named only in rules has no words.
        for class in &self.classes[n_classes..] {
            mistakes.push(Mistake::of_file(CLASSES, format!("expected [{class}], which a rule names, found none")));
        }
        for (phrase, _) in self.phrases.iter().filter(|(_, rules)| rules.is_empty()) {
            let message = format!("expected rules below [{phrase}], which a rule names, found none");
            mistakes.push(Mistake::of_file("time rules", message));
        }
        self.first = (0..self.rules.len()).map(|rule| self.first_of_rule(rule)).collect();
    }

    /// Adds words to a class; those that begin with a capital must also do so in the text.
    fn enter_class(&mut self, name: &str, value: &str, entries: &str) {
        let class = self.class(name);
        let symbol = value.parse().map_or_else(|_| Symbol::Name(value.to_owned()), Symbol::Number);
        self.symbols.push(symbol);
        let value = self.symbols.len() - 1;
        for entry in values(entries) {
            let capital = entry.starts_with(char::is_uppercase);
            let lower = entry.to_lowercase();
            let mut words = lower.split(' ').map(str::to_owned);
            let Some(first) = words.next() else { continue };
            let rest = words.collect();
            self.entries.entry(first).or_default().push(Entry { rest, class, value, capital });
        }
    }

    /// Parses a guard or a rule of a phrase.
    fn enter_line(&mut self, line: &str, phrase: PhraseId, guards: usize) -> Result<(), &'static str> {
        if let Some((left, right)) = line.split_once("=>") {
            let (pattern, names) = pattern(self, left).ok_or("expected a pattern before =>, found something else")?;
            let value = value(right, &names).ok_or("expected a value after =>, found something else")?;
            self.rules.push(Rule { pattern, n_slots: names.len(), value, guards });
            let rule = self.rules.len() - 1;
            self.phrases[usize::from(phrase)].1.push(rule);
            return Ok(());
        }
        let (key, value) = line.split_once(": ").ok_or("expected a rule or a guard, found neither")?;
        if key == "not-upos" {
            self.guards[guards].not_upos = value.split(' ').map(str::to_owned).collect();
            return Ok(());
        }
        let (pattern, _) = pattern(self, value).ok_or("expected a pattern, found something else")?;
        let guards = &mut self.guards[guards];
        match key {
            "not-before" => guards.not_before.push(pattern),
            "not-after" => guards.not_after.push(pattern),
            "only-before" => guards.only_before.push(pattern),
            "only-after" => guards.only_after.push(pattern),
            _ => {
                return Err("expected not-before, not-after, only-before, only-after or not-upos, found another guard");
            }
        }
        Ok(())
    }
}

/// Parses a rule file; each line that cannot be parsed is a mistake.
fn read_rules(grammar: &mut Grammar, file: &File, mistakes: &mut Vec<Mistake>) {
    let mut block: Option<(PhraseId, usize)> = None;
    for (number, line) in lines(file.text()) {
        let mut mistake = |message: &str| mistakes.push(Mistake::new(file.path(), number, message));
        match line.as_bytes().first() {
            // The examples are for the tests.
            Some(b'+' | b'-') if line[1..].starts_with(' ') => {}
            Some(b'[') => match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(name) if !name.trim().is_empty() => {
                    grammar.guards.push(Guards::default());
                    block = Some((grammar.phrase(name.trim()), grammar.guards.len() - 1));
                }
                _ => mistake("expected a head like [phrase], found none"),
            },
            _ => match block {
                Some((phrase, guards)) => {
                    if let Err(message) = grammar.enter_line(line, phrase, guards) {
                        mistake(message);
                    }
                }
                None => mistake("expected a head like [phrase] above the first rule"),
            },
        }
    }
}
