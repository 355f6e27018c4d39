//! `onrecord ontology`: shows the bundled ontology and checks others.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use onrecord_read::{EXAMPLES_PUBLISHED, Ontology, Reader};
use onrecord_text::{Document, Metadata};

use crate::exit_code::{SOME_FAILED, SUCCESS};
use crate::input::read_error;
use crate::progress::Progress;
use crate::render::clean;
use crate::report::{fail, print};

/// The maximum number of bytes read from a file, more than any ontology may have.
const MAX_BYTES: u64 = 2 << 20;

const EXAMPLES: &str = "\
Examples:
  onrecord ontology show > own.txt
  onrecord ontology check own.txt
  onrecord read news/ --ontology own.txt

Exit codes of check:
  0    the file has no mistakes, and its examples give the expected events
  1    the file has mistakes, or some examples give other events
  2    wrong usage, or the file could not be read";

/// Show the bundled ontology, or check one of your own
///
/// An ontology is a text file that defines event types, the words and patterns that express them, and examples.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List each mistake in a file with its line, and each example whose events differ from the expected ones
    Check {
        /// The file, or - for standard input
        file: PathBuf,
    },
    /// Write the bundled ontology, as a starting point for your own
    Show,
}

/// Shows or checks an ontology and returns the exit code.
pub(super) fn run(args: &Args) -> u8 {
    match &args.command {
        Command::Check { file } => check(file),
        Command::Show => print(Ontology::bundled_text(), SUCCESS),
    }
}

fn check(file: &Path) -> u8 {
    let name = clean(&file.display().to_string());
    let text = match read(file) {
        Ok(text) => text,
        Err(message) => return fail(&format!("{name}: {message}")),
    };
    let ontology = match Ontology::parse(&name, &text) {
        Ok(ontology) => ontology,
        Err(mistakes) => {
            let lines: String = mistakes.iter().map(|mistake| clean(&mistake.to_string()) + "\n").collect();
            return print(&format!("{lines}{}\n", counted(mistakes.len(), "mistake")), SOME_FAILED);
        }
    };
    match check_examples(&name, ontology) {
        Ok((text, exit_code)) => print(&text, exit_code),
        Err(message) => fail(&message),
    }
}

/// Returns the report on the examples of an ontology, and the exit code.
fn check_examples(name: &str, ontology: Ontology) -> Result<(String, u8), String> {
    let (n_types, n_words) = ontology.counts();
    let n_examples = ontology.examples().len();
    let reader = Reader::new().map_err(|error| error.to_string())?.with_ontology(ontology);
    let failed = reader.failed_examples();
    let mut out: String = reader.ontology().notices().iter().map(|notice| clean(notice) + "\n").collect();
    for (example, found) in &failed {
        let (sentence, expected, found) = (clean(&example.sentence), clean(&example.expected), clean(found));
        out += &format!("{name}: line {}: {sentence}\n    expected {expected}\n    found    {found}\n", example.line);
        let metadata = Metadata { published: Some(EXAMPLES_PUBLISHED.to_owned()), ..Metadata::default() };
        let record = reader.read(&Document::new(example.sentence.clone(), metadata));
        let actors: Vec<&str> = record.actors.iter().map(|actor| actor.name.as_str()).collect();
        for name in names(&example.expected).into_iter().filter(|name| !actors.contains(name)) {
            let actors = match &actors[..] {
                [] => "none".to_owned(),
                actors => clean(&actors.join("; ")),
            };
            out += &format!("    {:?} is not an actor in this sentence; its actors: {actors}\n", clean(name));
        }
    }
    let (types, words) = (counted(n_types, "type"), counted(n_words, "word"));
    out += &format!("{types}, {words}; {}, {} failed\n", counted(n_examples, "example"), failed.len());
    Ok((out, if failed.is_empty() { SUCCESS } else { SOME_FAILED }))
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

/// Returns the text of a user's file, or of standard input if the path is `-`.
pub(super) fn read(file: &Path) -> Result<String, String> {
    let mut bytes = Vec::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().take(MAX_BYTES).read_to_end(&mut bytes)
    } else {
        File::open(file).and_then(|file| file.take(MAX_BYTES).read_to_end(&mut bytes))
    };
    read.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "no such file".to_owned(),
        _ => read_error(&error),
    })?;
    String::from_utf8(bytes).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        format!("line {}: expected UTF-8, found another encoding", before.split(|&byte| byte == b'\n').count())
    })
}

/// Returns a reader that codes events with the ontology in `file`, or with the bundled ontology.
pub(super) fn reader(file: Option<&Path>) -> Result<Reader, String> {
    let reader = Reader::new().map_err(|error| error.to_string())?;
    let Some(file) = file else { return Ok(reader) };
    let name = clean(&file.display().to_string());
    let text = read(file).map_err(|message| format!("{name}: {message}"))?;
    let own = Ontology::parse(&name, &text).map_err(|mistakes| {
        let first = mistakes.first().map_or(String::new(), |mistake| clean(&mistake.to_string()));
        match mistakes.len() {
            0 | 1 => first,
            n => format!("{first}; and {}: see onrecord ontology check", counted(n - 1, "more mistake")),
        }
    })?;
    let progress = Progress::new(0, None, false);
    own.notices().iter().for_each(|notice| progress.note(notice));
    Ok(reader.with_ontology(own))
}
