//! The symbols of the text form, in Unicode or ASCII.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::clean::clean;
use super::style::Style;

/// The symbols that a style allows. The style never changes words of articles.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glyphs {
    unicode: bool,
}

impl Glyphs {
    pub(super) fn new(style: &Style) -> Glyphs {
        Glyphs { unicode: style.unicode }
    }

    /// Returns the symbol for omitted text.
    pub(super) fn gap(self) -> &'static str {
        if self.unicode { " […] " } else { " [...] " }
    }

    /// Returns the separator between the parts of a line.
    pub(super) fn dot(self) -> &'static str {
        if self.unicode { " · " } else { " | " }
    }

    /// Returns the symbol between actors and recipients.
    pub(super) fn arrow(self) -> &'static str {
        if self.unicode { "→" } else { "->" }
    }

    /// Returns the symbol for a direct, mixed or indirect statement: quotation marks where its content begins and ends
    /// with them.
    pub(super) fn marks(self, opens: bool, closes: bool) -> String {
        let (open, close, none) = if self.unicode { ('“', '”', '·') } else { ('"', '"', '.') };
        [if opens { open } else { none }, if closes { close } else { none }].iter().collect()
    }

    /// Returns `words` in quotation marks.
    pub(super) fn quoted(self, words: &str) -> String {
        if self.unicode { format!("“{words}”") } else { format!("\"{words}\"") }
    }

    /// Returns the clean `names`, followed by the quoted mentions of participants without a name, or `?` if there are
    /// neither.
    pub(super) fn parties(self, names: &[&str], unnamed: &[String]) -> String {
        let quoted = unnamed.iter().map(|words| self.quoted(&clean(words)));
        let all: Vec<String> = names.iter().map(|name| clean(name)).chain(quoted).collect();
        if all.is_empty() { "?".to_owned() } else { all.join(", ") }
    }

    /// Returns the beginning of `words` that fits into `width` columns, or "(no text)" if `words` is empty.
    pub(super) fn short(self, words: &str, width: usize) -> String {
        if words.is_empty() {
            return "(no text)".to_owned();
        }
        if words.width() <= width {
            return words.to_owned();
        }
        let more = if self.unicode { "…" } else { "..." };
        let mut room = width.saturating_sub(more.width());
        let fits = words.chars().take_while(|c| {
            let wide = c.width().unwrap_or(0);
            let fits = wide <= room;
            room = room.saturating_sub(wide);
            fits
        });
        let kept: String = fits.collect();
        format!("{}{more}", kept.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_fit() {
        let glyphs = Glyphs { unicode: true };
        for (text, expected) in [
            ("abcdef", "abcdef"),
            ("abcdefg", "abcde…"),
            ("ab de gh", "ab de…"),
            ("習近平習", "習近…"),
            ("", "(no text)"),
        ] {
            assert_eq!(glyphs.short(text, 6), expected);
        }
    }
}
