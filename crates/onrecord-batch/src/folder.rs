//! The files in a folder and its subfolders that hold articles.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The extensions of files that are read in folders; each may be followed by `.gz`.
pub const EXTENSIONS: [&str; 16] = [
    ".txt", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".tab", ".rss", ".atom", ".xml",
    ".docx", ".epub", ".warc",
];

/// The contents of a folder.
#[derive(Debug, Default)]
pub struct FolderFiles {
    /// The files to read, sorted by name, and the subfolders that cannot be listed, in the same order.
    pub files: Vec<Result<PathBuf, (PathBuf, io::Error)>>,
    /// The number of files with an extension that is not in [`EXTENSIONS`].
    pub n_skipped: usize,
    /// The number of links to folders, pipes and devices.
    pub n_not_files: usize,
}

/// Returns the files below `folder` for which `is_left_out` is false. Names that begin with a dot are ignored.
pub fn files_in(folder: &Path, is_left_out: &dyn Fn(&Path) -> bool) -> FolderFiles {
    let mut found = FolderFiles::default();
    found.add(folder, is_left_out);
    found
}

impl FolderFiles {
    fn add(&mut self, folder: &Path, is_left_out: &dyn Fn(&Path) -> bool) {
        let entries = fs::read_dir(folder).and_then(|entries| {
            let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
            entries.sort_by_key(fs::DirEntry::file_name);
            Ok(entries)
        });
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => return self.files.push(Err((folder.to_owned(), error))),
        };
        for entry in entries {
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // Links to folders are not followed, since they may form a loop.
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                self.add(&path, is_left_out);
                continue;
            }
            // Pipes and devices in a folder are not opened, since they may have no end.
            if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
                self.n_not_files += 1;
                continue;
            }
            if is_left_out(&path) {
                continue;
            }
            let name = entry.file_name().to_string_lossy().to_ascii_lowercase();
            let plain = name.strip_suffix(".gz").unwrap_or(&name);
            if EXTENSIONS.iter().any(|extension| plain.ends_with(extension)) {
                self.files.push(Ok(path));
            } else {
                self.n_skipped += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_with_articles_are_found_in_the_order_of_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("b")).unwrap();
        fs::create_dir(path(".hidden")).unwrap();
        for name in [
            "c.txt",
            "a.JSONL",
            "b/x.html",
            "b/y.png",
            ".hidden/z.txt",
            ".z.txt",
            "out.jsonl",
            "noext",
            "d.csv.gz",
            "e.gz",
        ] {
            fs::write(path(name), "").unwrap();
        }
        let found = files_in(folder.path(), &|file| file.ends_with("out.jsonl"));
        let files: Vec<PathBuf> = found.files.into_iter().map(Result::unwrap).collect();
        assert_eq!(files, ["a.JSONL", "b/x.html", "c.txt", "d.csv.gz"].map(path));
        assert_eq!((found.n_skipped, found.n_not_files), (3, 0));
        let missing = files_in(&path("none"), &|_| false);
        assert!(matches!(&missing.files[..], [Err((folder, _))] if *folder == path("none")));
    }
}
