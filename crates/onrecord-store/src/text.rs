//! Text as lists and tables show it: on one line, and cut where it is long.

use onrecord_record::Span;

/// Returns `text` with every run of white space replaced by one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of `spans`, each on one line, with " … " between them for what is left out.
pub(crate) fn joined_spans(text: &str, spans: &[Span]) -> String {
    let words: Vec<String> = spans.iter().map(|span| one_line(span.text(text))).collect();
    words.join(" … ")
}

/// Returns the first words of `text`, followed by " …" if they would reach `max_chars` characters.
pub(crate) fn beginning(text: &str, max_chars: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() >= max_chars {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns `lead` without `title` at its start, or all of it if it does not begin with the title.
pub(crate) fn after_title(title: Option<&str>, lead: String) -> String {
    let title = one_line(title.unwrap_or_default());
    match lead.strip_prefix(&title).and_then(|rest| rest.strip_prefix(' ')) {
        Some(rest) if !title.is_empty() => rest.to_owned(),
        _ => lead,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lead_comes_after_the_title() {
        let check = |title, lead: &str, expected| assert_eq!(after_title(title, lead.to_owned()), expected);
        check(Some("Rain  in Rome"), "Rain in Rome It rained.", "It rained.");
        check(Some("Rain"), "Rainy days came.", "Rainy days came.");
        check(Some("Rain"), "Rain", "Rain");
        check(Some(""), "It rained.", "It rained.");
        check(None, "It rained.", "It rained.");
    }

    #[test]
    fn beginnings_end_after_a_word() {
        assert_eq!(beginning("It  rained\nhard.", 100), "It rained hard.");
        assert_eq!(beginning("It rained hard.", 12), "It rained …");
        assert_eq!(beginning("", 12), "");
    }
}
