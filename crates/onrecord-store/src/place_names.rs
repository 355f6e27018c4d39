//! Spelling variants of place names: `el-Fasher`, `El Fasher` and `El Fâsher` are the same name.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_knowledge::each_row;

/// Maps accented Latin letters to unaccented ones, as the reader does when it compares place names.
static LETTERS: LazyLock<HashMap<char, String>> = LazyLock::new(|| {
    let mut letters = HashMap::new();
    onrecord_knowledge::read_bundled("places/letters.txt", |table, mistakes| {
        each_row(&table.take("letters", mistakes), mistakes, |_, row| {
            let [letter, plain] = row.fields()?;
            letters.extend(letter.chars().map(|letter| (letter, plain.to_owned())));
            Ok(())
        });
        // Other lists in the file shorten keys of the gazetteer.
        drop((table.taken("articles"), table.taken("short")));
    });
    letters
});

/// The maximum number of gaps between the words of a name for which every combination of spaces and hyphens is
/// searched.
const MAX_GAPS: usize = 3;

/// Returns the normalized form shared by all spellings of a name: lower-case letters without accents, apostrophes or
/// full stops, with one space between words.
pub(crate) fn place_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '\u{300}'..='\u{36f}')) {
        if LETTERS.contains_key(&c) || c.is_alphanumeric() {
            fold(c, &mut key);
        } else {
            key.push(' ');
        }
    }
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Appends the normalized form of `c` to `out`: lower case without accents; a combining accent adds nothing.
pub(crate) fn fold(c: char, out: &mut String) {
    match LETTERS.get(&c) {
        Some(plain) => out.push_str(plain),
        None if matches!(c, '\u{300}'..='\u{36f}') => {}
        None => out.extend(c.to_lowercase()),
    }
}

/// Returns `name` with every combination of `glue` and spaces between its words; for a long name, only the two variants
/// that use one separator throughout.
pub(crate) fn joined_words(name: &str, glue: char) -> Vec<String> {
    let words: Vec<&str> = name
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '‐'..='―'))
        .filter(|word| !word.is_empty())
        .collect();
    let n_gaps = words.len().saturating_sub(1);
    let ways = if n_gaps <= MAX_GAPS { 0..1_usize << n_gaps } else { 0..2 };
    let way = |way: usize| {
        let mut joined = String::new();
        for (idx, word) in words.iter().enumerate() {
            let is_apart = if n_gaps <= MAX_GAPS { way >> idx.saturating_sub(1) & 1 == 1 } else { way == 1 };
            if idx > 0 {
                joined.push(if is_apart { ' ' } else { glue });
            }
            joined.push_str(word);
        }
        joined
    };
    ways.map(way).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for name in ["el-Fasher", "El Fasher", "EL  FASHER", "el‑fâsher"] {
            assert_eq!(place_key(name), "el fasher", "{name}");
        }
        assert_eq!(place_key("Côte d’Ivoire"), "cote divoire");
        assert_ne!(place_key("Fasher"), place_key("El Fasher"));
    }

    #[test]
    fn gaps_are_filled_in_every_way() {
        assert_eq!(joined_words("Rome", '+'), ["Rome"]);
        assert_eq!(joined_words(" el-Fasher ", '+'), ["el+Fasher", "el Fasher"]);
        assert_eq!(joined_words("a b c", '+'), ["a+b+c", "a b+c", "a+b c", "a b c"]);
        assert_eq!(joined_words("a b c d e", '+'), ["a+b+c+d+e", "a b c d e"]);
        assert_eq!(joined_words("", '+'), [""]);
    }
}
