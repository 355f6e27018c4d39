//! What the command line names, as inputs in order, and the articles in them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use onrecord_fetch::is_address;
use onrecord_text::{Document, InputOptions, read_input};

use crate::pipeline::{Failure, Taken};
use crate::progress::Progress;
use crate::render::clean;
use crate::web::Web;

/// The files of a folder that are read, by the ending of the name.
const ENDINGS: [&str; 12] =
    [".txt", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".rss", ".atom", ".xml", ".warc", ".warc.gz"];

/// What errors call standard input.
const STDIN_NAME: &str = "standard input";

/// One input, in the order of the command line and sorted by name within folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// What errors call it: nothing in it can control a terminal.
    pub(crate) name: String,
    origin: Origin,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Origin {
    Stdin,
    File(PathBuf),
    /// An address of the web.
    Web(String),
    /// It cannot be had, for this reason.
    Nowhere(String),
}

impl Input {
    fn file(path: PathBuf) -> Input {
        Input { name: shown(&path), origin: Origin::File(path) }
    }

    fn nowhere(path: &Path, reason: String) -> Input {
        Input { name: shown(path), origin: Origin::Nowhere(reason) }
    }

    /// Returns whether this is the file at `path`, which is canonical.
    fn is(&self, path: &Path) -> bool {
        matches!(&self.origin, Origin::File(file) if fs::canonicalize(file).is_ok_and(|file| file == path))
    }

    /// Returns its size in bytes, where known: neither for standard input nor for pipes.
    fn size(&self) -> Option<u64> {
        match &self.origin {
            Origin::Stdin | Origin::Web(_) => None,
            Origin::Nowhere(_) => Some(0),
            Origin::File(path) => fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|found| found.len()),
        }
    }
}

/// The inputs of a run.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// In the order in which they are read.
    pub(crate) inputs: Vec<Input>,
    /// How many files of each folder were passed over, because they are of other kinds.
    pub(crate) passed_over: BTreeMap<String, usize>,
    /// How many links to folders, pipes and devices of each folder were passed over.
    no_files: BTreeMap<String, usize>,
    /// Folders with nothing in them.
    empty: Vec<String>,
}

impl Listing {
    /// Returns the inputs that `paths` name; `-` is standard input. The file `output` (canonical) is passed over in
    /// folders, so that a run can be repeated.
    pub(crate) fn of(paths: &[PathBuf], output: Option<&Path>) -> Listing {
        let mut listing = Listing::default();
        for path in paths {
            if path.as_os_str() == "-" {
                listing.inputs.push(Input { name: STDIN_NAME.to_owned(), origin: Origin::Stdin });
                continue;
            }
            if let Some(address) = path.to_str().filter(|path| is_address(path)) {
                listing.inputs.push(Input { name: clean(address), origin: Origin::Web(address.to_owned()) });
                continue;
            }
            match fs::metadata(path) {
                Err(_) if path.to_str().is_some_and(|path| path.contains("://")) => {
                    let reason = "expected a file, a folder, or an address that begins with http:// or https://";
                    listing.inputs.push(Input::nowhere(path, reason.to_owned()));
                }
                Ok(found) if found.is_dir() => listing.top_folder(path, output),
                Ok(_) => listing.inputs.push(Input::file(path.clone())),
                Err(error) => listing.inputs.push(Input::nowhere(path, reason(&error))),
            }
        }
        listing
    }

    /// Returns whether one of the inputs is the file at `path`, which is canonical.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.inputs.iter().any(|input| input.is(path))
    }

    /// Returns the bytes of all inputs, where known.
    pub(crate) fn size(&self) -> Option<u64> {
        self.inputs.iter().map(Input::size).sum()
    }

    fn top_folder(&mut self, folder: &Path, output: Option<&Path>) {
        let (n_inputs, top) = (self.inputs.len(), shown(folder));
        self.folder(folder, &top, output);
        let is_empty = self.inputs.len() == n_inputs && !self.passed_over.contains_key(&top);
        if is_empty && !self.no_files.contains_key(&top) {
            self.empty.push(top);
        }
    }

    fn folder(&mut self, folder: &Path, top: &str, output: Option<&Path>) {
        let entries = fs::read_dir(folder).and_then(|entries| {
            let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
            entries.sort_by_key(fs::DirEntry::file_name);
            Ok(entries)
        });
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.inputs.push(Input::nowhere(folder, reason(&error))),
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // Links to folders are not followed: they may lead in a circle.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.folder(&path, top, output);
                continue;
            }
            // Nor are pipes and devices opened that happen to lie there: they may have no end.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
                *self.no_files.entry(top.to_owned()).or_default() += 1;
                continue;
            }
            let input = Input::file(path.clone());
            if output.is_some_and(|output| input.is(output)) {
                continue;
            }
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                self.inputs.push(input);
            } else {
                *self.passed_over.entry(top.to_owned()).or_default() += 1;
            }
        }
    }
}

/// Says how much of which folders is not read, and which are empty.
pub(crate) fn tell_passed_over(listing: &Listing, progress: &Progress) {
    let endings = ENDINGS.join(" ");
    for (folder, n_files) in &listing.passed_over {
        let files = if *n_files == 1 { "1 file".to_owned() } else { format!("{n_files} files") };
        progress.note(&format!("{folder}: passed over {files} of other kinds than {endings}"));
    }
    for (folder, n) in &listing.no_files {
        progress.note(&format!("{folder}: passed over {n} that are links to folders, pipes or devices"));
    }
    for folder in &listing.empty {
        progress.note(&format!("{folder}: there is no file in it"));
    }
}

/// An article to read, or one that needs no reading.
#[derive(Debug)]
pub(crate) enum Article {
    /// It is to be read.
    New(Document),
    /// It was taken in before, under this id, and was not asked for again.
    Known(String),
}

/// Returns the articles of `inputs` in order, read as they are asked for, one article in memory at a time.
pub(crate) fn documents(inputs: Vec<Input>, options: InputOptions) -> impl Iterator<Item = Taken<Document>> + Send {
    // With a web that knows no store, no article is known.
    articles(inputs, options, Web::new()).filter_map(|Taken { input, bytes, size, found }| {
        let found = match found {
            Ok(Article::New(document)) => Ok(document),
            Ok(Article::Known(_)) => return None,
            Err(failure) => Err(failure),
        };
        Some(Taken { input, bytes, size, found })
    })
}

/// Returns the articles of `inputs` as [`documents`] does, with those that `web` knows told.
pub(crate) fn articles(
    inputs: Vec<Input>,
    options: InputOptions,
    web: Web,
) -> impl Iterator<Item = Taken<Article>> + Send {
    let n_bytes = Arc::new(AtomicU64::new(0));
    let web = Arc::new(web);
    inputs.into_iter().enumerate().flat_map(move |(idx, input)| {
        let bytes = Arc::clone(&n_bytes);
        let found: Box<dyn Iterator<Item = Result<Article, String>> + Send> = match &input.origin {
            Origin::Web(address) => web.articles(address, &options, &bytes),
            _ => match open(&input) {
                Err(reason) => Box::new(std::iter::once(Err(format!("{}: {reason}", input.name)))),
                Ok(opened) => {
                    let counted = Counted { inner: opened, n_bytes: Arc::clone(&bytes) };
                    let documents = read_input(&input.name, BufReader::with_capacity(1 << 16, counted), &options);
                    Box::new(documents.map(|found| found.map(Article::New).map_err(|error| error.to_string())))
                }
            },
        };
        found.map(move |found| Taken {
            input: idx,
            bytes: bytes.load(Ordering::Relaxed),
            size: match &found {
                Ok(Article::New(document)) => document.text().len(),
                _ => 0,
            },
            found: found.map_err(Failure::Input),
        })
    })
}

fn open(input: &Input) -> Result<Box<dyn Read + Send>, String> {
    match &input.origin {
        Origin::Stdin => Ok(Box::new(io::stdin())),
        Origin::File(path) => match File::open(path) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) => Err(reason(&error)),
        },
        Origin::Web(_) => Err("it is not a file".to_owned()),
        Origin::Nowhere(reason) => Err(reason.clone()),
    }
}

/// Says in a few words what the system says in its own, of something that is read.
pub(crate) fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "no permission to read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder; expected a file".to_owned(),
        io::ErrorKind::InvalidData => "it is not in UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Counts what is read.
struct Counted {
    inner: Box<dyn Read + Send>,
    n_bytes: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_bytes.fetch_add(n_read as u64, Ordering::Relaxed);
        Ok(n_read)
    }
}
