//! The names of countries, so that users need not know the codes.

use std::collections::HashMap;
use std::sync::LazyLock;

use onrecord_knowledge::{Text, each_row, values};

use crate::place_names::place_key;

/// A country of the list.
struct Country {
    code: Text,
    name: Text,
    key: String,
}

/// The countries with their codes, in the order of the codes.
static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let mut countries = Vec::new();
    onrecord_knowledge::read_bundled("exports/countries.txt", |table, mistakes| {
        each_row(&table.take("countries", mistakes), mistakes, |_, row| {
            let [code, name, _, _, _, _] = row.fields()?.map(|field| row.keep(field));
            let key = place_key(&name);
            countries.push(Country { code, name, key });
            Ok(())
        });
    });
    countries
});

/// The codes of countries under alternative names, which the reader knows too: Burma, UK, UAE.
static OTHER_NAMES: LazyLock<HashMap<String, Text>> = LazyLock::new(|| {
    let mut names = HashMap::new();
    onrecord_knowledge::read_bundled("en/actors/countries.txt", |table, mistakes| {
        each_row(&table.take("countries", mistakes), mistakes, |_, row| {
            let [code, name, others, _, _, _] = row.fields()?;
            for name in std::iter::once(name).chain(values(others)) {
                names.entry(place_key(name)).or_insert_with(|| row.keep(code));
            }
            Ok(())
        });
        drop(table.taken("seats"));
    });
    names
});

/// Returns the English name of the country with this ISO 3166-1 alpha-3 code.
///
/// ```
/// assert_eq!(onrecord_store::country_name("ITA"), Some("Italy"));
/// assert_eq!(onrecord_store::country_name("Italy"), None);
/// ```
pub fn country_name(code: &str) -> Option<&'static str> {
    let idx = COUNTRIES.binary_search_by(|country| country.code.as_ref().cmp(code)).ok()?;
    Some(COUNTRIES[idx].name.as_ref())
}

/// Returns the codes and names of all countries, sorted by name.
pub fn countries() -> Vec<(&'static str, &'static str)> {
    let mut all: Vec<_> = COUNTRIES.iter().map(|country| (country.code.as_ref(), country.name.as_ref())).collect();
    all.sort_unstable_by_key(|(_, name)| *name);
    all
}

/// Returns the code of the country with this name, ignoring case and accents. Alternative names, such as Burma, are
/// also accepted.
pub(crate) fn code_of(name: &str) -> Option<&'static str> {
    let key = place_key(name);
    let listed = COUNTRIES.iter().find(|country| country.key == key).map(|country| country.code.as_ref());
    listed.or_else(|| OTHER_NAMES.get(&key).map(|code| code.as_ref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_go_together() {
        assert_eq!(code_of("  ivory COAST "), Some("CIV"));
        assert_eq!(code_of("Italy"), Some("ITA"));
        assert_eq!(code_of("Atlantis"), None);
        for (name, code) in
            [("Burma", "MMR"), ("uk", "GBR"), ("U.A.E.", "ARE"), ("côte d’ivoire", "CIV"), ("DRC", "COD")]
        {
            assert_eq!(code_of(name), Some(code), "{name}");
        }
        assert!(countries().iter().all(|(code, name)| code_of(name) == Some(code)));
    }
}
