//! The inputs that the command line names: files, the files in folders, addresses and standard input.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use onrecord_batch::{EXTENSIONS, FolderFiles, files_in};
use onrecord_fetch::is_address;

use crate::input::{Input, read_error, shown};
use crate::progress::Progress;

/// The inputs of a run.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// The inputs in the order in which they are read.
    pub(crate) inputs: Vec<Input>,
    /// The number of files with other extensions in each folder, which are skipped.
    skipped: BTreeMap<String, usize>,
    /// The number of links to folders, pipes and devices in each folder, which are skipped too.
    not_files: BTreeMap<String, usize>,
    /// The folders that contain no files.
    empty: Vec<String>,
}

impl Listing {
    /// Returns the inputs that `paths` name; `-` is standard input. The file `output`, a canonical path, is skipped in
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
                Ok(found) if found.is_dir() => listing.folder(path, output),
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

    /// Returns the size of all inputs in bytes, if known.
    pub(crate) fn size(&self) -> Option<u64> {
        self.inputs.iter().map(Input::size).sum()
    }

    fn folder(&mut self, folder: &Path, output: Option<&Path>) {
        let is_output =
            |file: &Path| output.is_some_and(|output| fs::canonicalize(file).is_ok_and(|file| file == output));
        let FolderFiles { files, n_skipped, n_not_files } = files_in(folder, &is_output);
        let name = shown(folder);
        match (files.len(), n_skipped, n_not_files) {
            (0, 0, 0) => self.empty.push(name),
            _ => {
                self.skipped.extend((n_skipped > 0).then(|| (name.clone(), n_skipped)));
                self.not_files.extend((n_not_files > 0).then_some((name, n_not_files)));
            }
        }
        self.inputs.extend(files.into_iter().map(|found| match found {
            Ok(path) => Input::file(path),
            Err((folder, error)) => Input::unreadable(&folder, read_error(&error)),
        }));
    }

    /// Reports skipped files and empty folders.
    pub(crate) fn report_skipped(&self, progress: &Progress) {
        let extensions = EXTENSIONS.join(" ");
        for (folder, n_files) in &self.skipped {
            let files = if *n_files == 1 { "1 file".to_owned() } else { format!("{n_files} files") };
            progress.note(&format!("{folder}: skipped {files} not ending in {extensions}, with or without .gz"));
        }
        for (folder, n) in &self.not_files {
            progress.note(&format!("{folder}: skipped {n} links to folders, pipes or devices"));
        }
        for folder in &self.empty {
            progress.note(&format!("{folder}: the folder is empty"));
        }
    }
}
