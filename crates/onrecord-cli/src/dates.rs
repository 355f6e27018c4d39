//! Dates of publication that cannot be read, told once for each input.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use onrecord_text::Document;

use crate::progress::Progress;

/// Counts them while documents pass.
#[derive(Debug, Clone, Default)]
pub(crate) struct Dates(Arc<Mutex<BTreeMap<usize, (u64, String)>>>);

impl Dates {
    /// Looks at a document of input number `input`.
    pub(crate) fn look(&self, input: usize, document: &Document) {
        if let Some(notice) = document.notices().iter().find(|notice| notice.code == "date") {
            let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            counts.entry(input).or_insert_with(|| (0, notice.message.clone())).0 += 1;
        }
    }

    /// Tells them; `names` are those of the inputs.
    pub(crate) fn tell(&self, names: &[String], quiet: bool) {
        let progress = Progress::new(0, None, quiet);
        for (input, (n, first)) in &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            let name = names.get(*input).map_or("", String::as_str);
            let others = match n {
                1 => String::new(),
                2 => ", nor could another one".to_owned(),
                n => format!(", nor could {} others", n - 1),
            };
            progress.note(&format!("{name}: {first}{others}; expected one such as 2025-02-13"));
        }
    }
}
