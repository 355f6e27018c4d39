//! The inputs that the command line names: files, the files in folders, addresses and standard input.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use onrecord_fetch::is_address;

use crate::input::{Input, read_error, shown};
use crate::progress::Progress;

/// The endings of the names of files that are read in folders.
const EXTENSIONS: [&str; 12] =
    [".txt", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".rss", ".atom", ".xml", ".warc", ".warc.gz"];

/// The inputs of a run.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// The inputs in the order in which they are read.
    pub(crate) inputs: Vec<Input>,
    /// The number of files with other extensions in each folder, which are skipped.
    skipped: BTreeMap<String, usize>,
    /// The number of links to folders, pipes and devices in each folder, which are skipped too.
    not_files: BTreeMap<String, usize>,
    /// Folders without any file.
    empty: Vec<String>,
}

impl Listing {
    /// Returns the inputs that `paths` name; `-` is standard input. The file `output`, which is canonical, is skipped in
    /// folders, so that a run can be repeated.
    pub(crate) fn of(paths: &[PathBuf], output: Option<&Path>) -> Listing {
        let mut listing = Listing::default();
        for path in paths {
            if path.as_os_str() == "-" {
                listing.inputs.push(Input::stdin());
                continue;
            }
            if let Some(address) = path.to_str().filter(|path| is_address(path)) {
                listing.inputs.push(Input::address(address));
                continue;
            }
            match fs::metadata(path) {
                Err(_) if path.to_str().is_some_and(|path| path.contains("://")) => {
                    let reason = "expected a file, a folder, or an address that begins with http:// or https://";
                    listing.inputs.push(Input::unreadable(path, reason.to_owned()));
                }
                Ok(found) if found.is_dir() => listing.top_folder(path, output),
                Ok(_) => listing.inputs.push(Input::file(path.clone())),
                Err(error) => listing.inputs.push(Input::unreadable(path, read_error(&error))),
            }
        }
        listing
    }

    /// Returns whether one of the inputs is the file at `path`, which is canonical.
    pub(crate) fn has(&self, path: &Path) -> bool {
        self.inputs.iter().any(|input| input.is(path))
    }

    /// Returns the size of all inputs in bytes, where known.
    pub(crate) fn size(&self) -> Option<u64> {
        self.inputs.iter().map(Input::size).sum()
    }

    fn top_folder(&mut self, folder: &Path, output: Option<&Path>) {
        let (n_inputs, top) = (self.inputs.len(), shown(folder));
        self.folder(folder, &top, output);
        let is_empty = self.inputs.len() == n_inputs && !self.skipped.contains_key(&top);
        if is_empty && !self.not_files.contains_key(&top) {
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
            Err(error) => return self.inputs.push(Input::unreadable(folder, read_error(&error))),
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // Links to folders are not followed, since they may form a loop.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.folder(&path, top, output);
                continue;
            }
            // Pipes and devices in a folder are not opened, since they may have no end.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
                *self.not_files.entry(top.to_owned()).or_default() += 1;
                continue;
            }
            let input = Input::file(path.clone());
            if output.is_some_and(|output| input.is(output)) {
                continue;
            }
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            if EXTENSIONS.iter().any(|extension| name.ends_with(extension)) {
                self.inputs.push(input);
            } else {
                *self.skipped.entry(top.to_owned()).or_default() += 1;
            }
        }
    }

    /// Reports the files that are not read, and empty folders.
    pub(crate) fn report_skipped(&self, progress: &Progress) {
        let extensions = EXTENSIONS.join(" ");
        for (folder, n_files) in &self.skipped {
            let files = if *n_files == 1 { "1 file".to_owned() } else { format!("{n_files} files") };
            progress.note(&format!("{folder}: skipped {files} not ending in {extensions}"));
        }
        for (folder, n) in &self.not_files {
            progress.note(&format!("{folder}: skipped {n} links to folders, pipes or devices"));
        }
        for folder in &self.empty {
            progress.note(&format!("{folder}: the folder is empty"));
        }
    }
}
