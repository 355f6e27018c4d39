//! Names of places as people write them: `el-Fasher`, `El Fasher` and `El Fâsher` are one.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_knowledge::each_row;
use rusqlite::{OptionalExtension, Result};

use crate::Store;

/// Latin letters with accents and what they are without, as the reader compares names of places.
static LETTERS: LazyLock<HashMap<char, String>> = LazyLock::new(|| {
    let mut letters = HashMap::new();
    onrecord_knowledge::read_bundled("places/letters.txt", |table, mistakes| {
        each_row(&table.take("letters", mistakes), mistakes, |_, row| {
            let [letter, plain] = row.fields()?;
            letters.extend(letter.chars().map(|letter| (letter, plain.to_owned())));
            Ok(())
        });
        // How keys of the gazetteer are shortened besides.
        drop((table.taken("articles"), table.taken("short")));
    });
    letters
});

/// Most gaps of a name of which every way to write it is looked for.
const MAX_GAPS: usize = 3;

/// Returns what two spellings of one name have in common: small letters without accents, apostrophes and stops, and one
/// space between words.
pub(super) fn key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for c in name.chars().filter(|c| !matches!(c, '.' | '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '\u{300}'..='\u{36f}')) {
        match LETTERS.get(&c) {
            Some(plain) => key.push_str(plain),
            None if c.is_alphanumeric() => key.extend(c.to_lowercase()),
            None => key.push(' '),
        }
    }
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns every way to write the words of `name` with `glue` or something else between them.
pub(super) fn joined(name: &str, glue: char) -> Vec<String> {
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

impl Store {
    /// Returns the names of places of events that are `place`, in any spelling; `place` itself where there is none.
    pub(super) fn spellings(&self, place: &str) -> Result<Vec<String>> {
        let asked = key(place);
        let mut found = Vec::new();
        self.each_of("place", "COLLATE NOCASE", |name| {
            if key(name) == asked {
                found.push(name.to_owned());
            }
        })?;
        if found.is_empty() {
            found.push(place.trim().to_owned());
        }
        Ok(found)
    }

    /// Returns the types of the events of the store, sorted.
    ///
    /// # Errors
    ///
    /// Where the database fails.
    pub fn event_types(&self) -> std::result::Result<Vec<String>, crate::Error> {
        let mut types = Vec::new();
        self.each_of("type", "", |name| types.push(name.to_owned())).map_err(crate::Error::database)?;
        Ok(types)
    }

    /// Calls `take` with each value of an indexed column of events, once: from one to the next in the index, since there
    /// are few values and many events.
    fn each_of(&self, column: &str, collation: &str, mut take: impl FnMut(&str)) -> Result<()> {
        let sql = format!(
            "SELECT {column} FROM event WHERE {column} IS NOT NULL AND {column} > ? {collation}
             ORDER BY {column} {collation} LIMIT 1"
        );
        let mut next = self.conn.prepare_cached(&sql)?;
        let mut last = String::new();
        while let Some(value) = next.query_row([&last], |row| row.get::<_, String>(0)).optional()? {
            take(&value);
            last = value;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_have_one_key() {
        for name in ["el-Fasher", "El Fasher", "EL  FASHER", "el‑fâsher"] {
            assert_eq!(key(name), "el fasher", "{name}");
        }
        assert_eq!(key("Côte d’Ivoire"), "cote divoire");
        assert_ne!(key("Fasher"), key("El Fasher"));
    }

    #[test]
    fn gaps_are_tried_each_way() {
        assert_eq!(joined("Rome", '+'), ["Rome"]);
        assert_eq!(joined(" el-Fasher ", '+'), ["el+Fasher", "el Fasher"]);
        assert_eq!(joined("a b c", '+'), ["a+b+c", "a b+c", "a+b c", "a b c"]);
        assert_eq!(joined("a b c d e", '+'), ["a+b+c+d+e", "a b c d e"]);
        assert_eq!(joined("", '+'), [""]);
    }
}
