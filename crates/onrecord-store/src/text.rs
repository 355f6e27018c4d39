//! Text for lists and tables: on one line, and truncated if it is long.

use onrecord_record::Span;

/// Returns `text` with every run of white space replaced by one space.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the text of `spans` on one line, with " … " in place of text left out between them.
pub(crate) fn joined_spans(text: &str, spans: &[Span]) -> String {
    let words: Vec<String> = spans.iter().map(|span| one_line(span.text(text))).collect();
    words.join(" … ")
}

/// Returns the first words of `text`, followed by " …" if the whole text would reach `max_chars` characters. If the
/// first word is longer than that, as whole paragraphs are in Chinese, the word itself is truncated.
pub(crate) fn beginning(text: &str, max_chars: usize) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        if out.chars().count() + word.chars().count() >= max_chars {
            if out.is_empty() {
                out.extend(word.chars().take(max_chars.saturating_sub(1)));
                out.push('…');
            } else {
                out.push_str(" …");
            }
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns `lead` without `title` at its start. Returns all of `lead` if it does not begin with the title, or if the
/// sentence continues after the title.
pub(crate) fn after_title(title: Option<&str>, lead: String) -> String {
    let title = one_line(title.unwrap_or_default());
    match lead.strip_prefix(&title).and_then(|rest| rest.strip_prefix(' ')) {
        Some(rest) if !title.is_empty() && !rest.starts_with(char::is_lowercase) => rest.to_owned(),
        _ => lead,
    }
}

/// The maximum length of a byline and dateline in characters.
const MAX_DATELINE: usize = 80;
/// The strings that end a dateline.
const DATELINE_ENDS: [&str; 5] = [" — ", " – ", " -- ", " - ", "— "];

/// Returns `lead` without the byline and dateline at its start ("By Ann Lee SELVA, June 3 (Reuters) — Rain fell"), or all of it
/// if it has none. Every word of a dateline begins with a capital letter or a digit, and one is all capitals or an agency
/// stands in brackets.
pub(crate) fn without_dateline(lead: &str) -> &str {
    let end = lead.char_indices().nth(MAX_DATELINE).map_or(lead.len(), |(at, _)| at);
    let ends = DATELINE_ENDS.iter().filter_map(|mark| Some((lead[..end].find(mark)?, mark.len())));
    let Some((at, n)) = ends.min() else { return lead };
    let words: Vec<&str> = lead[..at].split_whitespace().collect();
    let begins = |word: &str| word.trim_start_matches(['(', '[']).starts_with(|c: char| !c.is_lowercase());
    let is_capitals = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        letters.len() > 2 && letters.iter().all(|c| c.is_uppercase())
    };
    let is_dateline = words.iter().all(|word| begins(word))
        && words.iter().any(|word| is_capitals(word) || word.starts_with('(') && word.ends_with(')'));
    let rest = lead[at + n..].trim_start();
    if is_dateline && !rest.is_empty() { rest } else { lead }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_are_left_out() {
        for (lead, expected) in [
            ("SELVA, June 3 (Reuters) — Rain fell.", "Rain fell."),
            ("By Ann Lee PORT-AU-PRINCE, Haiti (CNN) -- Rain fell.", "Rain fell."),
            ("Selva (Reuters) - Rain fell - and hail.", "Rain fell - and hail."),
            ("Ann Lee — the mayor — spoke.", "Ann Lee — the mayor — spoke."),
            ("The NATO summit — long planned — begins.", "The NATO summit — long planned — begins."),
            ("Rain fell in Rome.", "Rain fell in Rome."),
            ("ROME — ", "ROME — "),
        ] {
            assert_eq!(without_dateline(lead), expected);
        }
    }

    #[test]
    fn a_lead_comes_after_the_title() {
        let check = |title, lead: &str, expected| assert_eq!(after_title(title, lead.to_owned()), expected);
        check(Some("Junta executes"), "Junta executes four men, it said.", "Junta executes four men, it said.");
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
        assert_eq!(beginning("市長は月曜日に橋が開くと述べた。 次の文。", 6), "市長は月曜…");
        assert_eq!(beginning("https://example.org/a-long-address", 12), "https://exa…");
    }
}
