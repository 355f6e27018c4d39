//! `--knowledge FILE`: a user's own bodies and people.

use std::path::Path;

use onrecord_read::{Language, Reader};

use super::ontology;
use crate::render::clean;

/// Returns a reader that codes events with the ontology of one file and knows the bodies and people of another, each where it
/// is given.
///
/// # Errors
///
/// Returns every mistake of the knowledge file, one a line.
pub(super) fn reader(ontology: Option<&Path>, knowledge: Option<&Path>) -> Result<Reader, String> {
    let reader = ontology::reader(ontology)?;
    let Some(file) = knowledge else { return Ok(reader) };
    let name = clean(&file.display().to_string());
    let text = ontology::read(file).map_err(|message| format!("{name}: {message}"))?;
    Language::with_user_file(&name, &text).map(|language| reader.with_language(language)).map_err(|mistakes| {
        let told: Vec<String> = mistakes.iter().map(|mistake| clean(&mistake.to_string())).collect();
        told.join("\n")
    })
}
