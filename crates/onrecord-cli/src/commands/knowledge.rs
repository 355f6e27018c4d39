//! `--knowledge FILE`: a user's own organizations and people.

use std::path::Path;

use onrecord_read::{Language, Reader};

use super::ontology;
use crate::render::clean;

/// Returns a reader that codes events with the ontology in one file and knows the organizations and people in another,
/// if these files are given.
///
/// # Errors
///
/// All mistakes in the knowledge file, one per line.
pub(super) fn reader(ontology: Option<&Path>, knowledge: Option<&Path>) -> Result<Reader, String> {
    let reader = ontology::reader(ontology)?;
    let Some(file) = knowledge else { return Ok(reader) };
    let name = clean(&file.display().to_string());
    let text = ontology::read(file).map_err(|message| format!("{name}: {message}"))?;
    Language::with_user_file(&name, &text).map(|language| reader.with_language(language)).map_err(|mistakes| {
        let messages: Vec<String> = mistakes.iter().map(|mistake| clean(&mistake.to_string())).collect();
        messages.join("\n")
    })
}
