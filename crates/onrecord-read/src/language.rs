//! A language pack: all data that reading needs for one language.

use std::sync::{Arc, LazyLock};

use onrecord_knowledge::{File, Lazy, Mistake, Pack};
use onrecord_text::{PageWords, TextWords};

use crate::events::{Contexts, Ontology};
use crate::knowledge::Knowledge;
use crate::user_files::fingerprint;
use crate::{places, quantities, times};

/// The data for one language: its knowledge base, and its rules and words for times, quantities, places and events.
///
/// The files of the bundled language are loaded when they are first needed; [`Language::load`] loads and checks all
/// files of a user's language pack. `docs/tables.md` lists the files.
#[derive(Debug)]
pub struct Language {
    pack: Arc<Pack>,
    /// A fingerprint of the user's file of organizations and people.
    user_file: Option<String>,
    knowledge: Knowledge,
    text: Lazy<TextWords>,
    pages: Lazy<PageWords>,
    times: Lazy<times::TimeRules>,
    quantities: Lazy<quantities::Lexicon>,
    places: Lazy<places::Lexicon>,
    ontology: Lazy<Ontology>,
    contexts: Lazy<Contexts>,
}

impl Language {
    /// Returns the bundled language, English.
    pub fn bundled() -> Arc<Language> {
        static ENGLISH: LazyLock<Arc<Language>> = LazyLock::new(|| Arc::new(Language::of(Pack::bundled())));
        Arc::clone(&ENGLISH)
    }

    fn of(pack: Arc<Pack>) -> Language {
        Language {
            knowledge: Knowledge::of(Arc::clone(&pack)),
            pack,
            user_file: None,
            text: Lazy::default(),
            pages: Lazy::default(),
            times: Lazy::default(),
            quantities: Lazy::default(),
            places: Lazy::default(),
            ontology: Lazy::default(),
            contexts: Lazy::default(),
        }
    }

    /// Loads the language from files, each given with its path within the language folder ("times/words.txt") and its
    /// text.
    ///
    /// ```
    /// use onrecord_read::Language;
    ///
    /// let files = [("language.txt".to_owned(), "[language]\nname | Nothing\n".to_owned())];
    /// let mistakes = Language::load(files).expect_err("most files are missing");
    /// assert!(mistakes.iter().any(|mistake| mistake.file == "times/words.txt"));
    /// ```
    ///
    /// # Errors
    ///
    /// Returns every mistake in the files with its file and line: a file or list that is missing and not declared
    /// absent, an unknown head, or an invalid value.
    pub fn load(files: impl IntoIterator<Item = (String, String)>) -> Result<Language, Vec<Mistake>> {
        let files = files.into_iter().map(|(path, text)| (path.clone(), File::new(path, text)));
        let mut mistakes = Vec::new();
        let language = Language::of(Arc::new(Pack::new(files, &mut mistakes)));
        language.read_all(&mut mistakes);
        if mistakes.is_empty() { Ok(language) } else { Err(in_order(mistakes)) }
    }

    fn read_all(&self, mistakes: &mut Vec<Mistake>) {
        self.knowledge.load(mistakes);
        self.text.load(&self.pack, mistakes);
        self.pages.load(&self.pack, mistakes);
        self.times.load(&self.pack, mistakes);
        self.quantities.load(&self.pack, mistakes);
        self.places.load(&self.pack, mistakes);
        self.ontology.load(&self.pack, mistakes);
        self.contexts.load(&self.pack, mistakes);
    }

    /// Returns the bundled language with the organizations and people of a user's file, which take precedence over the
    /// bundled ones.
    ///
    /// [`Knowledge::with_user_file`] describes the file; `path` is its name in messages.
    ///
    /// # Errors
    ///
    /// Returns every mistake in the file.
    pub fn with_user_file(path: &str, text: &str) -> Result<Language, Vec<Mistake>> {
        let knowledge = Knowledge::with_user_file(path, text)?;
        Ok(Language { knowledge, user_file: Some(fingerprint(text)), ..Language::of(Pack::bundled()) })
    }

    /// Returns a fingerprint of the user's file of organizations and people, if there is one.
    pub(crate) fn user_file(&self) -> Option<&str> {
        self.user_file.as_deref()
    }

    /// Returns the name of the language ("English").
    pub fn name(&self) -> &str {
        self.pack.name()
    }

    /// Returns the knowledge base: people, organizations, offices and the like.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// Returns the words used to divide texts.
    pub fn text(&self) -> &TextWords {
        self.text.get(&self.pack)
    }

    /// Returns the rules for times.
    pub fn times(&self) -> &times::TimeRules {
        self.times.get(&self.pack)
    }

    /// Returns the words for quantities.
    pub fn quantities(&self) -> &quantities::Lexicon {
        self.quantities.get(&self.pack)
    }

    /// Returns the words for places.
    pub fn places(&self) -> &places::Lexicon {
        self.places.get(&self.pack)
    }

    /// Returns the event types and the words that express them.
    pub fn ontology(&self) -> &Ontology {
        self.ontology.get(&self.pack)
    }

    /// Returns the words that determine the contexts of an event.
    pub(crate) fn contexts(&self) -> &Contexts {
        self.contexts.get(&self.pack)
    }

    /// Returns a user's ontology with the word lists of this language; `file` is its name in messages.
    ///
    /// Lists that it omits (`[light]`, `[planned]`, ...) are taken from the language's own ontology.
    ///
    /// # Errors
    ///
    /// Returns every mistake, as [`Ontology::parse`] does.
    pub fn parse_ontology(&self, file: &str, text: &str) -> Result<Ontology, Vec<Mistake>> {
        Ontology::of_user(file, text, &self.pack, self.ontology())
    }
}

impl Ontology {
    /// Returns a user's ontology with the word lists of the bundled language; `file` is its name in messages. For
    /// another language, use [`Language::parse_ontology`].
    ///
    /// Lists that it omits (`[light]`, `[planned]`, ...) are taken from the bundled ontology.
    ///
    /// ```
    /// use onrecord_read::Ontology;
    ///
    /// let text = "[types]\nSIGN | - | - | - | -\n[verb SIGN - obj!+actor!]\nsign, recruit";
    /// assert!(Ontology::parse("transfers.txt", text).is_ok());
    /// let mistakes = Ontology::parse("transfers.txt", &text.replace("obj", "objekt")).unwrap_err();
    /// assert!(mistakes[0].to_string().starts_with("transfers.txt: line 3: expected a slot"));
    /// ```
    ///
    /// # Errors
    ///
    /// Returns every mistake, in line order: unknown heads, types, modes and slots, numbers out of range, entries that
    /// are duplicated or contradictory, and files above 1 MiB or 100,000 words.
    pub fn parse(file: &str, text: &str) -> Result<Ontology, Vec<Mistake>> {
        Language::bundled().parse_ontology(file, text)
    }

    /// Returns the text of the bundled ontology, as a starting point for an ontology of one's own.
    pub fn bundled_text() -> &'static str {
        onrecord_knowledge::bundled("en/events/ontology.txt")
    }
}

/// Sorts mistakes by file and line and removes duplicates, which occur as several components read the same file.
fn in_order(mut mistakes: Vec<Mistake>) -> Vec<Mistake> {
    mistakes.sort_by(|one, other| (&one.file, one.line, &one.message).cmp(&(&other.file, other.line, &other.message)));
    mistakes.dedup();
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_language_has_no_mistake() {
        let mut mistakes = Vec::new();
        Language::of(Pack::bundled()).read_all(&mut mistakes);
        assert_eq!(mistakes, []);
    }
}
