//! Formatting of numbers and words for pages.

/// Returns `text` with its first letter in upper case.
pub(super) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Returns `words`, cut after a whole word if they have more than `max` characters.
pub(super) fn cut(words: &str, max: usize) -> String {
    match words.char_indices().nth(max) {
        None => words.to_owned(),
        Some((end, next)) => {
            let kept = &words[..end];
            let whole = if next.is_whitespace() { None } else { kept.rsplit_once(char::is_whitespace) };
            format!("{} …", whole.map_or(kept, |(whole, _)| whole).trim_end())
        }
    }
}

/// Returns `n` with its noun in the singular or plural.
pub(super) fn count(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n), if n == 1 { one } else { many })
}

/// Returns `n` with commas between its thousands.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_words() {
        for (words, expected) in
            [("Rain in Rome", "Rain in Rome"), ("Rain in Rome and Oslo", "Rain in Rome …"), ("Rain", "Rain")]
        {
            assert_eq!(cut(words, 12), expected);
        }
        assert_eq!(cut("Rain in Rome", 10), "Rain in …");
        assert_eq!(cut(&"é".repeat(20), 12).chars().count(), 14);
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!([0, 12, 123, 1234, 1_234_567].map(grouped), ["0", "12", "123", "1,234", "1,234,567"]);
    }
}
