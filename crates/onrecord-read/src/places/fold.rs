//! Names -> the keys that they are compared by.

use std::collections::HashMap;
use std::sync::OnceLock;

/// ASCII forms of Latin letters, from `knowledge/places/letters.tsv`.
fn letters() -> &'static HashMap<char, &'static str> {
    static TABLE: OnceLock<HashMap<char, &'static str>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let file = include_str!("../../../../knowledge/places/letters.tsv");
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        let pairs = lines.filter_map(|line| line.split_once('\t'));
        pairs.filter_map(|(letter, plain)| Some((letter.chars().next()?, plain))).collect()
    })
}

/// Returns the key of `name`: small letters without accents, one space between words, stops and apostrophes left
/// out, "the" in front left out, "Saint", "Mount" and "Fort" shortened. `build.py` sorts the gazetteer by the same keys.
pub(super) fn fold(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if is_dropped(c) {
            continue;
        }
        let plain = if c.is_ascii() { None } else { letters().get(&c) };
        match plain {
            None if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
            Some(plain) => out.push_str(plain),
            None if c.is_alphabetic() => out.extend(c.to_lowercase()),
            None => out.push(' '),
        }
    }
    let mut words: Vec<&str> = out.split_whitespace().collect();
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    let short = |word: &str| match word {
        "saint" => "st".to_owned(),
        "sainte" => "ste".to_owned(),
        "mount" => "mt".to_owned(),
        "fort" => "ft".to_owned(),
        other => other.to_owned(),
    };
    words.into_iter().map(short).collect::<Vec<_>>().join(" ")
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
