//! Words of the article and signs of ours, fit to be shown.

use onrecord_record::{ActorId, Record, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Style;

/// A record and how its words are shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a> {
    pub(super) record: &'a Record,
    style: &'a Style,
}

impl<'a> Words<'a> {
    pub(super) fn new(record: &'a Record, style: &'a Style) -> Self {
        Words { record, style }
    }

    /// Returns what stands between the parts of a line.
    pub(super) fn dot(&self) -> &'static str {
        if self.style.unicode { " · " } else { " | " }
    }

    /// Returns what stands between who did it and to whom.
    pub(super) fn arrow(&self) -> &'static str {
        if self.style.unicode { "→" } else { "->" }
    }

    /// Returns the sign for direct, mixed or indirect words: whether they begin and end in quotation marks.
    pub(super) fn marks(&self, opens: bool, closes: bool) -> String {
        let (open, close, none) = if self.style.unicode { ('“', '”', '·') } else { ('"', '"', '.') };
        [if opens { open } else { none }, if closes { close } else { none }].iter().collect()
    }

    /// Returns `words` in quotation marks.
    pub(super) fn quoted(&self, words: &str) -> String {
        if self.style.unicode { format!("“{words}”") } else { format!("\"{words}\"") }
    }

    /// Returns the clean `names`, and in quotation marks the clean words for those without a name; `?` for nobody.
    pub(super) fn parties(&self, names: &[&str], unnamed: &[String]) -> String {
        let quoted = unnamed.iter().map(|words| self.quoted(&clean(words)));
        let all: Vec<String> = names.iter().map(|name| clean(name)).chain(quoted).collect();
        if all.is_empty() { "?".to_owned() } else { all.join(", ") }
    }

    /// Returns the clean words of `span`.
    pub(super) fn of(&self, span: Span) -> String {
        clean(span.text(&self.record.document.text))
    }

    /// Returns the clean words of `spans`, with a sign where the article says something else between them.
    pub(super) fn joined(&self, spans: &[Span]) -> String {
        let text = &self.record.document.text;
        let mut joined = String::new();
        let mut last_end = None;
        for span in spans {
            if let Some(end) = last_end {
                let gap = text.get(end..span.start).unwrap_or("");
                let is_gap = gap.chars().any(char::is_alphanumeric);
                joined.push_str(if !is_gap {
                    " "
                } else if self.style.unicode {
                    " […] "
                } else {
                    " [...] "
                });
            }
            joined.push_str(&self.of(*span));
            last_end = Some(span.end);
        }
        joined
    }

    /// Returns the name of an actor.
    pub(super) fn name(&self, id: ActorId) -> String {
        self.record.actors.get(id.0).map_or_else(|| id.to_string(), |actor| clean(&actor.name))
    }

    /// Returns the names of `actors` as a person would list them.
    pub(super) fn names(&self, actors: &[ActorId]) -> String {
        let names: Vec<String> = actors.iter().map(|id| self.name(*id)).collect();
        match names.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            _ => names.concat(),
        }
    }

    /// Returns the beginning of `words` that fits in `width` columns; says so where there is nothing.
    pub(super) fn short(&self, words: &str, width: usize) -> String {
        if words.is_empty() {
            return "(no text)".to_owned();
        }
        if words.width() <= width {
            return words.to_owned();
        }
        let more = if self.style.unicode { "…" } else { "..." };
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

/// Returns `words` on one line: every run of white space as one space, and every character that could control the
/// terminal or turn the direction of the text (Unicode, UTR 36, 2.9) as U+FFFD.
pub(crate) fn clean(words: &str) -> String {
    let mut cleaned = String::with_capacity(words.len());
    for c in words.chars() {
        if c.is_whitespace() {
            if !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') {
            cleaned.push('\u{fffd}');
        } else if !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') {
            cleaned.push(c);
        }
    }
    let trimmed = cleaned.trim();
    if trimmed.len() == cleaned.len() { cleaned } else { trimmed.to_owned() }
}

/// Returns the number and the word, with an s where it is not one.
pub(super) fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Returns `list` without the entries that come again, in capitals or not.
pub(super) fn distinct(list: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for entry in list {
        if !entry.is_empty() && !kept.iter().any(|known| known.to_lowercase() == entry.to_lowercase()) {
            kept.push(entry);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_words_are_one_harmless_line() {
        for (words, expected) in [
            ("", ""),
            (" a \r\n\t b ", "a b"),
            ("a\u{1b}[31mb", "a\u{fffd}[31mb"),
            ("\u{9b}2J\u{7f}\0", "\u{fffd}2J\u{fffd}\u{fffd}"),
            ("ab\u{202e}cd\u{2066}", "ab\u{fffd}cd\u{fffd}"),
            ("soft\u{ad}ly", "softly"),
            ("“curly” – naïve 習近平", "“curly” – naïve 習近平"),
        ] {
            assert_eq!(clean(words), expected);
        }
    }

    #[test]
    fn short_words_fit() {
        let record = Record::default();
        let style = Style { width: 40, color: false, unicode: true };
        let words = Words::new(&record, &style);
        for (text, expected) in [
            ("abcdef", "abcdef"),
            ("abcdefg", "abcde…"),
            ("ab de gh", "ab de…"),
            ("習近平習", "習近…"),
            ("", "(no text)"),
        ] {
            assert_eq!(words.short(text, 6), expected);
        }
    }
}
