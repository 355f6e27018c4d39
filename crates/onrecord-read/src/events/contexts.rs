//! The fields that an event touches: from the words of its sentence, the sectors of its participants and its type.

use std::collections::BTreeSet;

use ahash::AHashMap;
use onrecord_knowledge::{Mistake, Pack, Part, Row, each_row};
use onrecord_record::ActorId;

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use crate::knowledge::morphology::Morphology;

/// The most words of an entry that are looked for.
const MAX_WORDS: usize = 5;

/// The words and codes that give contexts, each of which is a number in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Contexts {
    names: Vec<String>,
    /// Entries of one or more words, in lower case, by their first word; whether they begin with a capital.
    by_first: AHashMap<String, Vec<(Vec<String>, bool, usize)>>,
    sectors: Vec<(String, usize)>,
    abroad: Vec<(String, usize)>,
    examples: Vec<(String, String)>,
}

impl Part for Contexts {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Contexts {
        let morphology = Morphology::read(pack, mistakes);
        let mut read = Contexts::default();
        let mut table = pack.table("events/contexts.txt", mistakes);
        for section in table.take("context", mistakes) {
            let [name] = section.arguments[..] else {
                mistakes.push(section.mistake("expected the name of a context in the head, found none or more"));
                continue;
            };
            let known = read.names.iter().position(|known| known == name);
            let context = known.unwrap_or_else(|| {
                read.names.push(name.to_owned());
                read.names.len() - 1
            });
            section.values().for_each(|entry| read.enter(&morphology, entry, context));
        }
        let sectors = table.take("sectors", mistakes);
        each_row(&sectors, mistakes, |_, row| {
            let entry = read.entry(row)?;
            read.sectors.push(entry);
            Ok(())
        });
        let abroad = table.take("abroad", mistakes);
        each_row(&abroad, mistakes, |_, row| {
            let entry = read.entry(row)?;
            read.abroad.push(entry);
            Ok(())
        });
        each_row(&table.taken("example"), mistakes, |_, row| {
            let [sentence, contexts] = row.fields()?;
            read.examples.push((sentence.to_owned(), contexts.to_owned()));
            Ok(())
        });
        table.finish(mistakes);
        read
    }
}

impl Contexts {
    fn entry(&self, row: &Row<'_>) -> Result<(String, usize), Mistake> {
        let [code, name] = row.fields()?;
        let context = self.names.iter().position(|known| known == name);
        let unknown = || row.mistake(format_args!("expected a context of this file, found \"{name}\""));
        Ok((code.to_owned(), context.ok_or_else(unknown)?))
    }

    /// Enters an entry as it stands, and with its last word in the plural.
    fn enter(&mut self, morphology: &Morphology, entry: &str, context: usize) {
        let is_capital = entry.starts_with(char::is_uppercase);
        let words: Vec<String> = entry.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut several = words.clone();
        if let Some(last) = several.last_mut() {
            *last = morphology.plural(last);
        }
        for words in [words, several] {
            if let Some(first) = words.first().cloned() {
                self.by_first.entry(first).or_default().push((words, is_capital, context));
            }
        }
    }

    /// Adds the contexts of the entries that begin at a token; `lower` has the words of the sentence from there on.
    fn at(&self, lower: &[String], is_capital: bool, into: &mut BTreeSet<usize>) {
        let Some(first) = lower.first() else { return };
        for (words, capital, context) in self.by_first.get(first).into_iter().flatten() {
            if (is_capital || !capital) && lower.starts_with(words) {
                into.insert(*context);
            }
        }
    }
}

/// Returns the contexts of an event, in the order of the file; none for an event of a user's ontology.
pub(super) fn contexts(event: &DetectedEvent, sides: (&[ActorId], &[ActorId]), input: &CodingInput<'_>) -> Vec<String> {
    let Some(knowledge) = input.contexts else { return Vec::new() };
    let article = input.article;
    let mut out = BTreeSet::new();
    let sentence = article.sentence(event.anchor.start).clone();
    let lower: Vec<String> = sentence.clone().map(|t| article.word(t).to_lowercase()).collect();
    for (i, token) in sentence.enumerate() {
        let is_capital = article.word(token).starts_with(char::is_uppercase);
        knowledge.at(&lower[i..lower.len().min(i + MAX_WORDS)], is_capital, &mut out);
    }
    let mut countries = BTreeSet::new();
    for actor in sides.0.iter().chain(sides.1).filter_map(|id| input.actors.list.get(id.0)) {
        countries.extend(actor.country.as_deref());
        let has = |sector: &str| actor.sectors.iter().any(|own| own == sector);
        out.extend(knowledge.sectors.iter().filter(|(sector, _)| has(sector)).map(|&(_, context)| context));
    }
    if countries.len() > 1 {
        let of_type = |(kind, _): &&(String, usize)| *kind == event.event_type;
        out.extend(knowledge.abroad.iter().filter(of_type).map(|&(_, context)| context));
    }
    out.into_iter().filter_map(|context| knowledge.names.get(context).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_knowledge::File;
    use onrecord_text::{Document, Metadata};

    use super::*;
    use crate::Reader;

    #[test]
    fn examples_of_the_contexts_are_read() {
        let reader = Reader::new().expect("the bundled weights are usable");
        for (sentence, expected) in &Contexts::bundled().examples {
            let record = reader.read(&Document::new(sentence.clone(), Metadata::default()));
            let found = record.events.first().map(|event| event.contexts.join(";")).unwrap_or_default();
            let found = if found.is_empty() { "-" } else { &found };
            assert_eq!(found, expected, "{sentence}");
        }
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let text = "[context war]\nwar\n[sectors]\nMIL | peace\n[contexts]\nwar\n[absent]\nabroad";
        let mut mistakes = Vec::new();
        let mut pack = Pack::english(&mut mistakes);
        pack.replace("events/contexts.txt", File::new("own.txt", text.to_owned()));
        Contexts::read(&pack, &mut mistakes);
        let told: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        let (unknown, head) =
            ("expected a context of this file, found \"peace\"", "expected a head of this file, found [contexts]");
        assert_eq!(told, [format!("own.txt: line 4: {unknown}"), format!("own.txt: line 5: {head}")]);
    }
}
