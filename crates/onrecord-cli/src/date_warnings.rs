//! Warnings about publication dates that cannot be read, one for each input.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use onrecord_text::Document;

use crate::progress::Progress;

/// Counts the unreadable publication dates by input; clones share the counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct DateWarnings(Arc<Mutex<BTreeMap<usize, DateWarning>>>);

#[derive(Debug)]
struct DateWarning {
    n_dates: u64,
    first_message: String,
}

impl DateWarnings {
    /// Counts the date of a document from input number `input` if it cannot be read.
    pub(crate) fn check(&self, input: usize, document: &Document) {
        if let Some(notice) = document.notices().iter().find(|notice| notice.code == "date") {
            let mut warnings = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || DateWarning { n_dates: 0, first_message: notice.message.clone() };
            warnings.entry(input).or_insert_with(new).n_dates += 1;
        }
    }

    /// Reports the warnings; `names` are the names of the inputs.
    pub(crate) fn report(&self, names: &[String], quiet: bool) {
        let progress = Progress::new(0, None, quiet);
        for (input, DateWarning { n_dates, first_message }) in &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            let name = names.get(*input).map_or("", String::as_str);
            let others = match n_dates {
                1 => String::new(),
                2 => ", nor could another date".to_owned(),
                n => format!(", nor could {} other dates", n - 1),
            };
            progress.note(&format!("{name}: {first_message}{others}; expected one such as 2025-02-13"));
        }
    }
}
