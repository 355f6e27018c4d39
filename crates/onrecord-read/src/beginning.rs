//! The part of an article that is read. Time and memory grow in proportion to it.

use onrecord_record::Notice;

/// The maximum length in bytes of the part of a text that is read: longer than any book. Reading takes about 100 bytes of
/// memory for each byte of text (`tests/memory.rs`).
pub(crate) const MAX_BYTES: usize = 8 << 20;

/// Returns the part of `text` that is read. If the text has more than `max_bytes`, this is its beginning up to the end of
/// a paragraph, a line or a word, and a notice gives the character at which the rest starts.
pub(crate) fn beginning(text: &str, max_bytes: usize) -> (&str, Option<Notice>) {
    if text.len() <= max_bytes {
        return (text, None);
    }
    let boundary = (0..=max_bytes).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default();
    let whole = &text[..boundary];
    // A text without ends in its last part is cut between two characters.
    let after = |mark: &str| whole.rfind(mark).map(|at| at + mark.len()).filter(|&at| at >= whole.len() / 2);
    let end = ["\n\n", "\n", " "].into_iter().find_map(after).unwrap_or(whole.len());
    let (start, length) = (text[..end].chars().count(), text.chars().count());
    let message = format!(
        "the text from character {start} to its end at {length} was not read, because an article is read up to {max_bytes} bytes"
    );
    (&text[..end], Some(Notice::new("too-long", message)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_up_to_the_limit() {
        for (text, max_bytes, expected) in [
            ("", 0, ""),
            ("It rained.", 10, "It rained."),
            ("It rained.", 9, "It rained"),
            ("It rained in Osk.", 12, "It rained "),
            ("It rained.\nIt snowed in Osk.", 20, "It rained.\n"),
            ("It rained.\n\nIt\nsnowed in Osk.", 23, "It rained.\n\n"),
            ("A\n\nIt rained in Osk.", 17, "A\n\nIt rained in "),
            ("ééé", 3, "é"),
            ("ééé", 1, ""),
        ] {
            let (read, notice) = beginning(text, max_bytes);
            assert_eq!(read, expected, "{text:?}");
            let notice = notice.map(|notice| notice.message);
            let start =
                format!("the text from character {} to its end at {} ", read.chars().count(), text.chars().count());
            assert_eq!(notice.as_ref().is_some_and(|notice| notice.starts_with(&start)), read != text, "{notice:?}");
        }
    }
}
