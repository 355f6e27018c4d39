//! Cleans text so that it is safe to show.

/// Returns `words` on one line: with a single space for every run of white space, and U+FFFD for every character that
/// could control the terminal or change the direction of the text (Unicode, UTR 36, 2.9).
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

/// Returns the number and the noun, with an s unless the number is one.
pub(super) fn count(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// Returns `list` without empty and repeated entries, ignoring case.
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
}
