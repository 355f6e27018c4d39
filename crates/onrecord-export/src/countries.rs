//! Country codes, from `knowledge/exports/countries.txt`.

use std::sync::LazyLock;

use onrecord_knowledge::{Mistake, Row, Text, each_row};

/// The codes of one country; empty if it has none.
#[derive(Debug)]
pub(crate) struct Country {
    code: Text,
    pub(crate) name: Text,
    pub(crate) fips: Text,
    pub(crate) cow: Text,
    pub(crate) cameo: Text,
    geonames: Option<u64>,
}

/// All countries, in the order of their codes.
static COUNTRIES: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let mut countries = Vec::new();
    onrecord_knowledge::read_bundled("exports/countries.txt", |table, mistakes| {
        each_row(&table.take("countries", mistakes), mistakes, |_, row| {
            countries.push(country_of(row)?);
            Ok(())
        });
    });
    countries
});

fn country_of(row: &Row<'_>) -> Result<Country, Mistake> {
    let [code, name, fips, cow, cameo, geonames] = row.fields()?.map(|field| row.keep(field));
    let geonames = if geonames.is_empty() { None } else { Some(row.number(&geonames)?) };
    Ok(Country { code, name, fips, cow, cameo, geonames })
}

/// Returns the country with this ISO 3166-1 alpha-3 code.
pub(crate) fn country(code: &str) -> Option<&'static Country> {
    let idx = COUNTRIES.binary_search_by(|country| country.code.as_ref().cmp(code)).ok()?;
    Some(&COUNTRIES[idx])
}

/// Returns whether a GeoNames id is that of the country with this code.
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
            assert!(is(&country.code, 3) && is(&country.fips, 2) && is(&country.cameo, 3) && numbers, "{country:?}");
            assert!(country.geonames.is_some() && !country.name.is_empty(), "{country:?}");
        }
        let mut numbers: Vec<&str> =
            COUNTRIES.iter().map(|country| country.cow.as_ref()).filter(|cow| !cow.is_empty()).collect();
        numbers.sort_unstable();
        assert!(numbers.is_sorted_by(|one, other| one < other), "a number stands for one country");
    }

    #[test]
    fn codes_differ_as_they_should() {
        let check = |code, fips: &str, cow: &str, cameo: &str| {
            let country = country(code).unwrap();
            assert_eq!((&*country.fips, &*country.cow, &*country.cameo), (fips, cow, cameo), "{code}");
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
