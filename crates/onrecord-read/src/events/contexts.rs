//! The fields that an event touches: from the words of its sentence, the sectors of its participants and its type.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use ahash::AHashMap;
use onrecord_record::{Actor, ActorId};

use super::Found;
use super::ontology::Ontology;
use crate::Error;
use crate::article::ArticleView;
use crate::knowledge::circumstances::plural;
use crate::knowledge::lines::lines;

const BUNDLED: (&str, &str) =
    ("knowledge/events/contexts.txt", include_str!("../../../../knowledge/events/contexts.txt"));

/// The most words of an entry that are looked for.
const MAX_WORDS: usize = 5;

/// Words and codes that give contexts. A context is its number in the order of the file.
#[derive(Debug, Default)]
struct Contexts {
    names: Vec<String>,
    /// Entries of one or more words, in lower case, by their first word; whether they begin with a capital.
    by_first: AHashMap<String, Vec<(Vec<String>, bool, usize)>>,
    sectors: Vec<(String, usize)>,
    abroad: Vec<(String, usize)>,
    examples: Vec<(String, String)>,
}

impl Contexts {
    fn bundled() -> &'static Contexts {
        static CELL: OnceLock<Contexts> = OnceLock::new();
        CELL.get_or_init(|| {
            Contexts::read(BUNDLED.0, BUNDLED.1)
                .unwrap_or_else(|error| panic!("the bundled files are readable: {error}"))
        })
    }

    fn read(file: &str, text: &str) -> Result<Contexts, Error> {
        let mut read = Contexts::default();
        for line in lines(file, text) {
            match line.head {
                "sectors" | "abroad" => {
                    let known = line.text.split_once(' ').and_then(|(code, name)| {
                        Some((code.to_owned(), read.names.iter().position(|known| known == name.trim())?))
                    });
                    let Some(entry) = known else {
                        return Err(line.error("expected a code and a context that stands above, found something else"));
                    };
                    if line.head == "sectors" { &mut read.sectors } else { &mut read.abroad }.push(entry);
                }
                "example" => {
                    let Some((sentence, contexts)) = line.text.rsplit_once('|') else {
                        return Err(line.error("expected a sentence and its contexts, found no bar"));
                    };
                    read.examples.push((sentence.trim().to_owned(), contexts.trim().to_owned()));
                }
                head => {
                    let Some(name) = head.strip_prefix("context ") else {
                        return Err(line.error(format_args!("unknown head [{head}]")));
                    };
                    if read.names.last().is_none_or(|last| last != name) {
                        read.names.push(name.to_owned());
                    }
                    let context = read.names.len() - 1;
                    line.text.split(',').map(str::trim).filter(|e| !e.is_empty()).for_each(|e| read.enter(e, context));
                }
            }
        }
        Ok(read)
    }

    /// Enters the words as they stand, and with the last one in the plural.
    fn enter(&mut self, entry: &str, context: usize) {
        let is_capital = entry.starts_with(char::is_uppercase);
        let words: Vec<String> = entry.to_lowercase().split_whitespace().map(str::to_owned).collect();
        let mut several = words.clone();
        if let Some(last) = several.last_mut() {
            *last = plural(last);
        }
        for words in [words, several] {
            if let Some(first) = words.first().cloned() {
                self.by_first.entry(first).or_default().push((words, is_capital, context));
            }
        }
    }

    /// The contexts of the entries that begin at a token; `lower` are the words of the sentence from there on.
    fn at(&self, lower: &[String], is_capital: bool, into: &mut BTreeSet<usize>) {
        let Some(first) = lower.first() else { return };
        for (words, capital, context) in self.by_first.get(first).into_iter().flatten() {
            if (is_capital || !capital) && lower.starts_with(words) {
                into.insert(*context);
            }
        }
    }
}

/// Returns the contexts of an event of the bundled ontology, in the order of the file; none for a user's own.
pub(super) fn contexts(
    found: &Found,
    sides: (&[ActorId], &[ActorId]),
    actors: &[Actor],
    article: &ArticleView<'_>,
    ontology: &Ontology,
) -> Vec<String> {
    if !ontology.is_bundled() {
        return Vec::new();
    }
    let knowledge = Contexts::bundled();
    let mut out = BTreeSet::new();
    let sentence = article.sentence(found.anchor.start).clone();
    let lower: Vec<String> = sentence.clone().map(|t| article.word(t).to_lowercase()).collect();
    for (i, token) in sentence.enumerate() {
        let is_capital = article.word(token).starts_with(char::is_uppercase);
        knowledge.at(&lower[i..lower.len().min(i + MAX_WORDS)], is_capital, &mut out);
    }
    let side = |ids: &[ActorId]| -> Vec<usize> { ids.iter().map(|id| id.0).filter(|&i| i < actors.len()).collect() };
    let (ours, theirs) = (side(sides.0), side(sides.1));
    let mut countries = BTreeSet::new();
    for &i in ours.iter().chain(&theirs) {
        countries.extend(actors[i].country.as_deref());
        let has = |sector: &str| actors[i].sectors.iter().any(|own| own == sector);
        out.extend(knowledge.sectors.iter().filter(|(sector, _)| has(sector)).map(|&(_, context)| context));
    }
    if countries.len() > 1 {
        let of_type = |(kind, _): &&(String, usize)| *kind == found.event_type;
        out.extend(knowledge.abroad.iter().filter(of_type).map(|&(_, context)| context));
    }
    out.into_iter().filter_map(|context| knowledge.names.get(context).cloned()).collect()
}

#[cfg(test)]
mod tests {
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
        let error = Contexts::read("own.txt", "[contexts]\nwar").expect_err("the head is unknown").to_string();
        assert_eq!(error, "own.txt: line 2: unknown head [contexts]");
        let error = Contexts::read("own.txt", "[sectors]\nMIL war").expect_err("no such context").to_string();
        assert!(error.starts_with("own.txt: line 2: expected a code"), "{error}");
    }
}
