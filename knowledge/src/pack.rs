//! The files of one language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::file::{File, Text};
use crate::files::FILES;
use crate::mistake::Mistake;
use crate::table::Table;

/// The files of one language, by their paths within its folder ("times/words.txt").
#[derive(Debug, Clone, Default)]
pub struct Pack {
    files: BTreeMap<String, File>,
    /// Paths of files that the language does not have.
    absent: BTreeSet<String>,
    /// Paths of the files of time rules, in the order in which they are tried.
    time_rules: Vec<String>,
    name: String,
    code: String,
}

/// The folder of the bundled language.
const ENGLISH: &str = "en/";

/// The file that names the language.
const LANGUAGE: &str = "language.txt";

impl Pack {
    /// Returns a pack of files, each with its path within the folder of the language.
    ///
    /// The file `language.txt` names the language, its files of time rules and, below `[absent]`, the files that it
    /// does not have.
    pub fn new(files: impl IntoIterator<Item = (String, File)>, mistakes: &mut Vec<Mistake>) -> Pack {
        let pack = Pack { files: files.into_iter().collect(), ..Pack::default() };
        let mut absent = BTreeSet::new();
        let (mut name, mut code) = (String::new(), String::new());
        let mut table = pack.table(LANGUAGE, mistakes);
        for row in table.take("language", mistakes).iter().flat_map(|section| &section.rows) {
            match row.fields() {
                Ok(["name", value]) => name = value.to_owned(),
                Ok(["code", value]) => code = value.to_owned(),
                Ok([key, _]) => mistakes.push(row.mistake(format_args!("expected name or code, found \"{key}\""))),
                Err(mistake) => mistakes.push(mistake),
            }
        }
        let time_rules = table.words::<Vec<Text>>("time-rules", mistakes).into_iter().map(Text::into_owned).collect();
        absent.extend(table.taken_absent().into_iter().map(str::to_owned));
        table.finish(mistakes);
        if name.is_empty() || code.is_empty() {
            mistakes.push(Mistake::of_file(LANGUAGE, "expected a name and a code of the language"));
        }
        Pack { absent, time_rules, name, code, ..pack }
    }

    /// Returns the English pack, which comes with the program.
    pub fn english(mistakes: &mut Vec<Mistake>) -> Pack {
        let own = FILES.iter().filter_map(|(path, text)| Some((path.strip_prefix(ENGLISH)?, *path, *text)));
        Pack::new(
            own.map(|(name, path, text)| (name.to_owned(), File::new(format!("knowledge/{path}"), text))),
            mistakes,
        )
    }

    /// Returns the English pack, which the whole program shares.
    ///
    /// # Panics
    ///
    /// If `language.txt` has a mistake; a test rules that out.
    pub fn bundled() -> Arc<Pack> {
        static ENGLISH: LazyLock<Arc<Pack>> = LazyLock::new(|| {
            let mut mistakes = Vec::new();
            let pack = Pack::english(&mut mistakes);
            assert!(mistakes.is_empty(), "expected bundled files without mistakes, found {}", mistakes[0]);
            Arc::new(pack)
        });
        Arc::clone(&ENGLISH)
    }

    /// Returns the name of the language ("English").
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the ISO 639-1 code of the language ("en").
    pub fn code(&self) -> &str {
        &self.code
    }

    /// Returns the files of time rules, in the order in which they are tried.
    pub fn time_rules(&self, mistakes: &mut Vec<Mistake>) -> Vec<&File> {
        self.time_rules.iter().filter_map(|path| self.file(path, mistakes)).collect()
    }

    /// Returns the file at `path`; `None` if the language does not have it, or if it is missing, which is a mistake.
    pub fn file(&self, path: &str, mistakes: &mut Vec<Mistake>) -> Option<&File> {
        let found = self.files.get(path);
        if found.is_none() && !self.absent.contains(path) {
            let message = "expected a file of this name, or its name below [absent] in language.txt, found neither";
            mistakes.push(Mistake::of_file(path, message));
        }
        found
    }

    /// Returns the tables of the file at `path`; an empty table if [`Pack::file`] returns `None`.
    pub fn table(&self, path: &str, mistakes: &mut Vec<Mistake>) -> Table<'_> {
        match self.file(path, mistakes) {
            Some(file) => Table::parse(file, mistakes),
            None => Table::missing(),
        }
    }

    /// Replaces the file at `path`, or adds it.
    pub fn replace(&mut self, path: &str, file: File) {
        self.files.insert(path.to_owned(), file);
    }

    /// Returns the paths of the files, in alphabetical order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }
}
