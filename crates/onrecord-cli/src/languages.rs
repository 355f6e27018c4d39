//! Articles in languages other than English.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use clap::ValueEnum;
use onrecord_read::{Reader, is_english, record_of_other_language};
use onrecord_record::Record;
use onrecord_text::Document;

use crate::progress::Progress;

/// The code of the notice for an article that was not read.
pub(crate) const NOT_READ: &str = "not-read";

/// The languages of the articles that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Languages {
    /// English only
    #[default]
    En,
    /// Any language, read as if it were English
    Any,
}

impl Languages {
    /// Returns the record of `document`. If its language is not supported, the record has no entries and has a notice.
    pub(crate) fn read(self, reader: &Reader, document: &Document) -> Record {
        let other = if self == Languages::Any { None } else { record_of_other_language(document) };
        other.unwrap_or_else(|| reader.read(document))
    }
}

/// Counts the articles of a run that are not in English; clones share the counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct OtherLanguages(Arc<Mutex<BTreeMap<String, u64>>>);

impl OtherLanguages {
    /// Counts the document, if it is not in English.
    pub(crate) fn check(&self, document: &Document) {
        if !is_english(document) {
            let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *counts.entry(document.info().language.clone()).or_default() += 1;
        }
    }

    /// Reports how many articles are not in English, and how they were handled.
    pub(crate) fn report(&self, languages: Languages, quiet: bool) {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut shown: Vec<(&String, &u64)> = counts.iter().collect();
        // The most frequent languages come first; equally frequent ones are sorted by code.
        shown.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        let shown: Vec<String> = shown.iter().map(|(code, n)| format!("{code} {n}")).collect();
        let (articles, was) = match counts.values().sum::<u64>() {
            0 => return,
            1 => ("1 article is".to_owned(), "was"),
            n => (format!("{n} articles are"), "were"),
        };
        let outcome = match languages {
            Languages::En => format!("{was} not read; --language any reads them as if in English"),
            Languages::Any => format!("{was} read as if in English"),
        };
        Progress::new(0, None, quiet).note(&format!("{articles} not in English ({}) and {outcome}", shown.join(", ")));
    }
}
