//! The words and codes that give the context of an event (PLOVER): `events/contexts.txt` of a language pack.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use ahash::AHashMap;
use onrecord_knowledge::{Mistake, Pack, Part, Row, each_row};

use crate::article::ArticleView;
use crate::knowledge::morphology::Morphology;

/// The maximum number of words of an entry.
const MAX_WORDS: usize = 5;

/// The words and codes that give contexts; a context is its number in the order of the file.
#[derive(Debug, Default)]
pub(crate) struct Contexts {
    pub(super) names: Vec<String>,
    /// By first word: entries of one or more lower-cased words, whether they must be capitalized, and their context.
    by_first: AHashMap<String, Vec<(Vec<String>, bool, usize)>>,
    /// Sectors of participants.
    pub(super) sectors: Vec<(String, usize)>,
    /// Types of events between different countries.
    pub(super) abroad: Vec<(String, usize)>,
    /// Sentences, each with the contexts of its first event.
    pub(super) examples: Vec<(String, String)>,
}

impl Part for Contexts {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Contexts {
        let morphology = Morphology::read(pack, mistakes);
        let mut read = Contexts::default();
        let mut table = pack.table("events/contexts.txt", mistakes);
        for section in table.take("context", mistakes) {
            let [name] = section.arguments[..] else {
                mistakes.push(section.mistake("expected the name of one context in the head, found none or several"));
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

    /// Adds an entry as written, and with its last word in the plural.
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

    /// Adds the contexts of the entries that begin at a token; `lower` contains the words of the sentence from that
    /// token on.
    pub(super) fn at(&self, lower: &[String], is_capital: bool, into: &mut BTreeSet<usize>) {
        let Some(first) = lower.first() else { return };
        for (words, capital, context) in self.by_first.get(first).into_iter().flatten() {
            if (is_capital || !capital) && lower.starts_with(words) {
                into.insert(*context);
            }
        }
    }
}

/// The contexts that the words of the last sentence give: a long sentence with many events is read once.
#[derive(Default)]
pub(super) struct SentenceContexts(RefCell<Option<(usize, BTreeSet<usize>)>>);

impl SentenceContexts {
    /// Returns the contexts that the words of the sentence with the token give.
    pub(super) fn of(&self, article: &ArticleView<'_>, known: &Contexts, token: usize) -> BTreeSet<usize> {
        let number = article.index.sentence[token];
        let mut last = self.0.borrow_mut();
        match &*last {
            Some((sentence, contexts)) if *sentence == number => contexts.clone(),
            _ => {
                let contexts = of_words(article, known, article.sentence(token).clone());
                *last = Some((number, contexts.clone()));
                contexts
            }
        }
    }
}

fn of_words(article: &ArticleView<'_>, known: &Contexts, sentence: Range<usize>) -> BTreeSet<usize> {
    let mut out = BTreeSet::new();
    let lower: Vec<String> = sentence.clone().map(|t| article.word(t).to_lowercase()).collect();
    for (i, token) in sentence.enumerate() {
        let is_capital = article.word(token).starts_with(char::is_uppercase);
        known.at(&lower[i..lower.len().min(i + MAX_WORDS)], is_capital, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use onrecord_knowledge::File;

    use super::*;

    #[test]
    fn mistakes_are_told_with_their_line() {
        let text = "[context war]\nwar\n[sectors]\nMIL | peace\n[contexts]\nwar\n[absent]\nabroad";
        let mut mistakes = Vec::new();
        let mut pack = Pack::english(&mut mistakes);
        pack.replace("events/contexts.txt", File::new("own.txt", text.to_owned()));
        Contexts::read(&pack, &mut mistakes);
        let messages: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
        let (unknown, head) =
            ("expected a context of this file, found \"peace\"", "expected a head of this file, found [contexts]");
        assert_eq!(messages, [format!("own.txt: line 4: {unknown}"), format!("own.txt: line 5: {head}")]);
    }
}
