//! `onrecord ontology`: what counts as an event, shown and checked.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use onrecord_read::{EXAMPLES_PUBLISHED, Ontology, Reader};
use onrecord_text::{Document, Metadata};

use super::show::{refuse, write};
use super::{ALL_READ, SOME_FAILED};
use crate::inputs::reason;
use crate::render::clean;

/// More than any ontology may have: what is longer is not read to its end.
const MAX_BYTES: u64 = 2 << 20;

const EXAMPLES: &str = "\
Examples:
  onrecord ontology show > own.txt
  onrecord ontology check own.txt
  onrecord read news/ --ontology own.txt

Exit codes of check:
  0    the file has no mistake, and its examples are read as they say
  1    the file has mistakes, or examples that are read otherwise
  2    wrong usage, or the file could not be read at all";

/// Show and check what counts as an event
///
/// An ontology is a text file: types of events, the words that state them with the places of who and whom, and examples.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell every mistake of a file by line, and which of its examples are read otherwise
    Check {
        /// The file, or - for standard input
        file: PathBuf,
    },
    /// Write the bundled ontology, as a start for one's own
    Show,
}

/// Does what `args` ask for and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    match &args.command {
        Command::Check { file } => check(file),
        Command::Show => write(Ontology::bundled_text(), ALL_READ),
    }
}

fn check(file: &Path) -> u8 {
    let name = clean(&file.display().to_string());
    let text = match read(file) {
        Ok(text) => text,
        Err(message) => return refuse(&format!("{name}: {message}")),
    };
    let ontology = match Ontology::parse(&name, &text) {
        Ok(ontology) => ontology,
        Err(mistakes) => {
            let told: String = mistakes.iter().map(|mistake| clean(&mistake.to_string()) + "\n").collect();
            return write(&format!("{told}{}\n", counted(mistakes.len(), "mistake")), SOME_FAILED);
        }
    };
    let (n_types, n_words) = ontology.counts();
    let n_examples = ontology.examples().len();
    let reader = match Reader::new() {
        Ok(reader) => reader.with_ontology(ontology),
        Err(error) => return refuse(&error.to_string()),
    };
    let failed = reader.failed_examples();
    let mut out = String::new();
    for (example, found) in &failed {
        let (sentence, expected, found) = (clean(&example.sentence), clean(&example.expected), clean(found));
        out += &format!("{name}: line {}: {sentence}\n    expected {expected}\n    found    {found}\n", example.line);
        let metadata = Metadata { published: Some(EXAMPLES_PUBLISHED.to_owned()), ..Metadata::default() };
        let record = reader.read(&Document::new(example.sentence.clone(), metadata));
        let actors: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
        for name in names(&example.expected).into_iter().filter(|name| !actors.contains(name)) {
            let among = match &actors[..] {
                [] => "it has none".to_owned(),
                actors => format!("they are {}", clean(&actors.join("; "))),
            };
            out += &format!("    {:?} is none of the actors that are read in the sentence: {among}\n", clean(name));
        }
    }
    let (types, words) = (counted(n_types, "type"), counted(n_words, "word"));
    out += &format!("{types}, {words}; {}, {} read otherwise\n", counted(n_examples, "example"), failed.len());
    write(&out, if failed.is_empty() { ALL_READ } else { SOME_FAILED })
}

/// Returns the names in the events of an example, `TYPE status actors > recipients | ...`, each once.
fn names(expected: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for event in expected.split('|') {
        let parties = event.trim().splitn(3, ' ').nth(2).unwrap_or_default();
        for name in parties.split(['>', ';']).map(str::trim) {
            if !matches!(name, "" | "-") && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// Returns the text of an ontology.
fn read(file: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes))
    };
    read.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => reason(&error),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        format!("line {}: expected UTF-8, found another encoding", before.split(|&byte| byte == b'\n').count())
    })
}

/// Returns a reader that codes with the ontology of `file`, or with the bundled one.
pub(super) fn reader(file: Option<&Path>) -> Result<Reader, String> {
    let reader = Reader::new().map_err(|error| error.to_string())?;
    let Some(file) = file else { return Ok(reader) };
    let name = clean(&file.display().to_string());
    let text = read(file).map_err(|message| format!("{name}: {message}"))?;
    Ontology::parse(&name, &text).map(|own| reader.with_ontology(own)).map_err(|mistakes| {
        let first = mistakes.first().map_or(String::new(), |mistake| clean(&mistake.to_string()));
        match mistakes.len() {
            0 | 1 => first,
            n => format!("{first}; {} more: see onrecord ontology check", counted(n - 1, "mistake")),
        }
    })
}
