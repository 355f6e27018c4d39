//! Computes the keys by which names are compared.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_knowledge::each_row;

/// The normalization of names: the tables of `knowledge/places/letters.txt`, which `build.py` writes.
#[derive(Default)]
struct Keys {
    /// ASCII forms of Latin letters.
    letters: HashMap<char, String>,
    articles: Vec<String>,
    /// Words with their abbreviations.
    short: HashMap<String, String>,
}

static KEYS: LazyLock<Keys> = LazyLock::new(|| {
    let mut keys = Keys::default();
    onrecord_knowledge::read_bundled("places/letters.txt", |table, mistakes| {
        each_row(&table.take("letters", mistakes), mistakes, |_, row| {
            let [letter, plain] = row.fields()?;
            keys.letters.extend(letter.chars().map(|letter| (letter, plain.to_owned())));
            Ok(())
        });
        keys.articles.extend(table.list("articles", mistakes).into_iter().map(str::to_owned));
        each_row(&table.take("short", mistakes), mistakes, |_, row| {
            let [word, short] = row.fields()?;
            keys.short.insert(word.to_owned(), short.to_owned());
            Ok(())
        });
    });
    keys
});

/// Returns the key of `name`: lower case, without accents, full stops, apostrophes and a leading article, with single
/// spaces, and with some words abbreviated ("Saint"). `build.py` sorts the gazetteer by the same keys.
pub(super) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if is_dropped(c) {
            continue;
        }
        let plain = if c.is_ascii() { None } else { KEYS.letters.get(&c) };
        match plain {
            None if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            Some(plain) => out.push_str(plain),
            None if c.is_alphabetic() => out.extend(c.to_lowercase()),
            None => out.push(' '),
        }
    }
    let mut words: Vec<&str> = out.split_whitespace().collect();
    if words.len() > 1 && KEYS.articles.iter().any(|article| article == words[0]) {
        words.remove(0);
    }
    let short = |word: &mut &str| *word = KEYS.short.get(*word).map_or(*word, String::as_str);
    words.iter_mut().for_each(short);
    words.join(" ")
}

fn is_dropped(c: char) -> bool {
    matches!(c, '.' | '\'' | '’' | '‘' | '`' | 'ʻ' | 'ʼ' | '´' | '\u{300}'..='\u{36f}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn keys() {
        for (name, expected) in [
            ("São Paulo", "sao paulo"),
            ("St. Marys", "st marys"),
            ("Saint Marys", "st marys"),
            ("the Sahel", "sahel"),
            ("Łódź", "lodz"),
            ("Côte d'Ivoire", "cote divoire"),
            ("W. Va.", "w va"),
            ("U.S.", "us"),
            ("Winston-Salem", "winston salem"),
            ("", ""),
        ] {
            assert_eq!(fold(name), expected, "{name}");
        }
    }
}
