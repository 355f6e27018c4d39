//! Codes of countries, from `knowledge/exports/countries.txt`.

use std::sync::LazyLock;

/// The codes of one country; empty where it has none.
#[derive(Debug)]
pub(crate) struct Country {
    code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) fips: &'static str,
    pub(crate) cow: &'static str,
    pub(crate) cameo: &'static str,
    geonames: Option<u64>,
}

/// In the order of their codes.
static COUNTRIES: LazyLock<Vec<Country>> =
    LazyLock::new(|| include_str!("../../../knowledge/exports/countries.txt").lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<Country> {
    let mut fields = line.split('|').map(str::trim);
    let mut next = || fields.next();
    let (code, name, fips, cow, cameo) = (next()?, next()?, next()?, next()?, next()?);
    let is_row = !code.starts_with('#');
    is_row.then(|| Country { code, name, fips, cow, cameo, geonames: fields.next().and_then(|id| id.parse().ok()) })
}

/// Returns the country with this ISO 3166-1 alpha-3 code.
pub(crate) fn country(code: &str) -> Option<&'static Country> {
    let idx = COUNTRIES.binary_search_by(|country| country.code.cmp(code)).ok()?;
    Some(&COUNTRIES[idx])
}

/// Returns true where a GeoNames id is that of the country with this code.
pub(crate) fn is_country(geonames: u64, code: &str) -> bool {
    country(code).is_some_and(|country| country.geonames == Some(geonames))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_in_order() {
        assert_eq!(COUNTRIES.len(), 250);
        assert!(COUNTRIES.is_sorted_by(|one, other| one.code < other.code));
        for country in COUNTRIES.iter() {
            let is = |code: &str, len: usize| code.is_empty() || code.len() == len;
            let numbers = country.cow.bytes().all(|byte| byte.is_ascii_digit());
            assert!(is(country.code, 3) && is(country.fips, 2) && is(country.cameo, 3) && numbers, "{country:?}");
            assert!(country.geonames.is_some() && !country.name.is_empty(), "{country:?}");
        }
        let mut numbers: Vec<&str> =
            COUNTRIES.iter().map(|country| country.cow).filter(|cow| !cow.is_empty()).collect();
        numbers.sort_unstable();
        assert!(numbers.is_sorted_by(|one, other| one < other), "a number stands for one country");
    }

    #[test]
    fn codes_differ_as_they_should() {
        let check = |code, fips, cow, cameo| {
            let country = country(code).unwrap();
            assert_eq!((country.fips, country.cow, country.cameo), (fips, cow, cameo), "{code}");
        };
        check("USA", "US", "2", "USA");
        check("DEU", "GM", "255", "DEU");
        check("ROU", "RO", "360", "ROM");
        check("GBR", "UK", "200", "GBR");
        check("SRB", "RI", "345", "SRB");
        check("XKX", "KV", "347", "");
        assert!(country("ZZZ").is_none());
        assert!(is_country(2_921_044, "DEU") && !is_country(2_867_714, "DEU"));
    }
}
