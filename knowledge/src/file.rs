//! A knowledge file, and strings that can outlive it.

use std::borrow::Cow;

/// A word or name from a file: borrowed from a bundled file, owned if it comes from a file of the user.
pub type Text = Cow<'static, str>;

/// A knowledge file.
#[derive(Debug, Clone)]
pub struct File {
    path: String,
    text: Text,
}

impl File {
    /// Returns a file with the given path, which messages show.
    pub fn new(path: impl Into<String>, text: impl Into<Text>) -> File {
        File { path: path.into(), text: text.into() }
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns `part` as a string that can outlive the file; text of a bundled file is not copied.
    pub fn keep(&self, part: &str) -> Text {
        if let Cow::Borrowed(text) = self.text {
            let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
            let own = text.get(start..start.saturating_add(part.len()));
            if let Some(own) = own.filter(|own| *own == part) {
                return Cow::Borrowed(own);
            }
        }
        Cow::Owned(part.to_owned())
    }
}
