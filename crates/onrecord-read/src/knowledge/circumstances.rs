//! Words that tell to whom, where and on what occasion something is said.

use ahash::AHashSet;

use crate::Error;

use super::lines::lines;

/// The words of `circumstances.txt`, all forms of them.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub(super) told: AHashSet<String>,
    pub(super) speaking: AHashSet<String>,
    pub(super) occasions: AHashSet<String>,
    pub(super) at: AHashSet<String>,
    pub(super) to: AHashSet<String>,
    pub(super) means: AHashSet<String>,
    pub(super) heard: AHashSet<String>,
    pub(super) holding: AHashSet<String>,
    pub(super) felt: AHashSet<String>,
    pub(super) seeming: AHashSet<String>,
}

impl Circumstances {
    pub(super) fn read(file: &str, text: &'static str) -> Result<Circumstances, Error> {
        let mut read = Circumstances::default();
        for line in lines(file, text) {
            if line.head.starts_with("example") {
                continue;
            }
            for entry in line.text.split(',').map(str::trim).filter(|entry| !entry.is_empty()) {
                let (word, irregular) = entry.split_once('=').map_or((entry, ""), |(w, forms)| (w.trim(), forms));
                let irregular = irregular.split(';').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned);
                match line.head {
                    "told" => read.told.extend(verb_forms(word).chain(irregular)),
                    "felt" => drop(read.felt.insert(word.to_owned())),
                    "seeming" => read.seeming.extend(verb_forms(word).chain(irregular)),
                    "holding" => read.holding.extend(verb_forms(word).chain(irregular)),
                    "speaking" => read.speaking.extend(verb_forms(word).chain(irregular)),
                    "occasion" => read.occasions.extend([word.to_owned(), plural(word)]),
                    "at" => drop(read.at.insert(word.to_owned())),
                    "to" => drop(read.to.insert(word.to_owned())),
                    "heard" => drop(read.heard.insert(word.to_owned())),
                    "means" => drop(read.means.insert(word.to_owned())),
                    head => return Err(line.error(format_args!("unknown head [{head}]"))),
                }
            }
        }
        Ok(read)
    }
}

/// The regular forms of a verb; of a verb with a particle ("call on"), those of the verb with the particle behind.
pub(crate) fn verb_forms(verb: &str) -> impl Iterator<Item = String> {
    let (verb, particle) = verb.split_once(' ').map_or((verb, String::new()), |(v, p)| (v, format!(" {p}")));
    let stem = verb.strip_suffix('e').unwrap_or(verb);
    let past = match verb.strip_suffix('y') {
        Some(y) if !y.ends_with(['a', 'e', 'o']) => format!("{y}ied"),
        _ => format!("{stem}ed"),
    };
    [verb.to_owned(), plural(verb), past, format!("{stem}ing")].into_iter().map(move |form| form + &particle)
}

/// The plural of a noun, or the third person of a verb.
pub(crate) fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(y) if !y.ends_with(['a', 'e', 'o']) => format!("{y}ies"),
        _ if word.ends_with(['s', 'x']) || word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}
