//! Runs the command, with a separate folder for each test.

// Each test binary uses only a part of this module.
#![allow(dead_code)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder that is deleted at the end of the test.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// Creates a folder with a store `news.db` of the articles in `rows`, which are JSON Lines.
    pub(crate) fn with_store(name: &str, rows: &str) -> Folder {
        let folder = Folder::new(name);
        folder.write("rows.jsonl", rows);
        folder.run("add rows.jsonl --store news.db --quiet").check(0, "");
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    /// Returns the sorted names of the files.
    pub(crate) fn names(&self) -> Vec<String> {
        let names = std::fs::read_dir(&self.0).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }

    /// Runs `onrecord` here with `args`, which are words without spaces, and `input` on standard input.
    pub(crate) fn run_with(&self, args: &str, input: &[u8]) -> Ran {
        let mut child = self.command(args).spawn().unwrap();
        // A command that rejects its arguments does not read its input.
        let _ = child.stdin.take().unwrap().write_all(input);
        Ran::of(child.wait_with_output().unwrap())
    }

    pub(crate) fn run(&self, args: &str) -> Ran {
        self.run_with(args, b"")
    }

    /// Returns the command without environment variables that would change its output.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.args(args.split_whitespace()).current_dir(&self.0);
        command
            .env_remove("NO_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("ONRECORD_STORE")
            .env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn of(output: Output) -> Ran {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Returns the ids of the records in the output, which is JSON Lines.
    pub(crate) fn ids(&self) -> Vec<String> {
        let id = |line: &str| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            record["document"]["id"].as_str().unwrap().to_owned()
        };
        self.out.lines().map(id).collect()
    }

    pub(crate) fn check(&self, code: i32, err: &str) {
        assert_eq!((self.code, self.err.as_str()), (Some(code), err), "{self:?}");
    }
}
