//! The gazetteer that `knowledge/places/build.py` makes. It is searched in place: nothing is parsed when the program
//! starts.

use super::fold::fold;

use onrecord_knowledge::GAZETTEER as FILE;

const MAGIC: &[u8] = b"ORPLACE1";
const HEADER: usize = 28;
const COUNTRY_BYTES: usize = 5;
const PLACE_BYTES: usize = 13;
const BLOCK_BYTES: usize = 8;
/// Flags a name that is as common as the one under which the place is listed.
const COMMON: usize = 1 << 23;
/// The number of names in one block.
const BLOCK: usize = 16;

/// The kind of a place. The numbers are those of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Country = 0,
    Admin1 = 1,
    Admin2 = 2,
    Town = 3,
    Capital = 4,
    Region = 5,
    Continent = 6,
}

impl Kind {
    fn of(number: u8) -> Self {
        match number {
            0 => Kind::Country,
            1 => Kind::Admin1,
            2 => Kind::Admin2,
            4 => Kind::Capital,
            5 => Kind::Region,
            6 => Kind::Continent,
            _ => Kind::Town,
        }
    }

    /// Returns whether the place is a town of any kind.
    pub(super) fn is_town(self) -> bool {
        matches!(self, Kind::Town | Kind::Capital)
    }
}

/// One row of the table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    /// The number of the row in the table.
    pub(super) idx: usize,
    /// GeoNames id; 0 if there is none.
    pub(super) geonames: u32,
    /// Latitude in degrees, to a hundredth.
    pub(super) lat: f64,
    pub(super) lon: f64,
    /// Number of the country; 255 if there is none.
    pub(super) country: u8,
    /// Number of the first-level region; `u16::MAX` if there is none.
    pub(super) admin1: u16,
    /// Base-10 logarithm of the population.
    pub(super) log_people: f64,
    pub(super) kind: Kind,
}

/// A place that has a name that was looked up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Hit {
    pub(super) row: Row,
    /// Whether the name is neither the one under which the place is listed nor as common as that one.
    pub(super) is_alternate: bool,
}

/// The bundled table.
pub(super) struct Gazetteer {
    countries: &'static [u8],
    places: &'static [u8],
    blocks: &'static [u8],
    text: &'static [u8],
    n_names: usize,
}

fn number(bytes: &[u8], at: usize, size: usize) -> usize {
    let slice = bytes.get(at..at + size).unwrap_or_default();
    slice.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte))
}

/// Returns the bundled table, or an empty one if the file is corrupt, which a test rules out.
pub(super) fn gazetteer() -> Gazetteer {
    open(FILE).unwrap_or(Gazetteer { countries: &[], places: &[], blocks: &[], text: &[], n_names: 0 })
}

fn open(file: &'static [u8]) -> Option<Gazetteer> {
    let head = file.get(..HEADER)?;
    if !head.starts_with(MAGIC) {
        return None;
    }
    let counts: Vec<usize> = (0..5).map(|i| number(head, MAGIC.len() + 4 * i, 4)).collect();
    let sizes = [counts[0] * COUNTRY_BYTES, counts[1] * PLACE_BYTES, counts[3] * BLOCK_BYTES, counts[4]];
    let mut at = HEADER;
    let mut parts: [&'static [u8]; 4] = [&[]; 4];
    for (part, size) in parts.iter_mut().zip(sizes) {
        *part = file.get(at..at + size)?;
        at += size;
    }
    let [countries, places, blocks, text] = parts;
    Some(Gazetteer { countries, places, blocks, text, n_names: counts[2] })
}

/// A name of a block while the block is being decoded.
struct Entry {
    name: Vec<u8>,
    /// The first place listed under the name, and the number of such places.
    first: usize,
    n_own: usize,
    others: std::ops::Range<usize>,
}

impl Gazetteer {
    /// Returns the places with the name that has this key, in the order of the table: by folded name, then size.
    pub(super) fn find(&self, key: &str) -> Vec<Hit> {
        let mut out = Vec::new();
        if key.is_empty() {
            return out;
        }
        let n_blocks = self.blocks.len() / BLOCK_BYTES;
        // Finds the first block whose first name is not less than the key; names with the key may begin in the block
        // before.
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = low.midpoint(high);
            if self.first_key(middle).as_str() < key {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for block in low.saturating_sub(1)..n_blocks {
            for entry in self.entries(block) {
                let folded = fold(&String::from_utf8_lossy(&entry.name));
                if folded.as_str() > key {
                    return out;
                }
                if folded == key {
                    let own = (entry.first..entry.first + entry.n_own).map(|idx| (idx, false));
                    let others = entry.others.clone().step_by(3).map(|at| {
                        let number = number(self.text, at, 3);
                        (number & !COMMON, number & COMMON == 0)
                    });
                    out.extend(
                        own.chain(others)
                            .filter_map(|(idx, is_alternate)| Some(Hit { row: self.row(idx)?, is_alternate })),
                    );
                }
            }
        }
        out
    }

    fn first_key(&self, block: usize) -> String {
        let at = number(self.blocks, block * BLOCK_BYTES, 4);
        let length = number(self.text, at + 1, 1);
        fold(&String::from_utf8_lossy(self.text.get(at + 2..at + 2 + length).unwrap_or_default()))
    }

    fn entries(&self, block: usize) -> Vec<Entry> {
        let mut at = number(self.blocks, block * BLOCK_BYTES, 4);
        let mut first = number(self.blocks, block * BLOCK_BYTES + 4, 4);
        let mut name: Vec<u8> = Vec::new();
        let mut out = Vec::with_capacity(BLOCK);
        for _ in 0..BLOCK.min(self.n_names.saturating_sub(block * BLOCK)) {
            let (common, length) = (number(self.text, at, 1), number(self.text, at + 1, 1));
            name.truncate(common);
            name.extend_from_slice(self.text.get(at + 2..at + 2 + length).unwrap_or_default());
            at += 2 + length;
            let (n_own, n_others) = (number(self.text, at, 1), number(self.text, at + 1, 1));
            at += 2;
            out.push(Entry { name: name.clone(), first, n_own, others: at..at + 3 * n_others });
            at += 3 * n_others;
            first += n_own;
        }
        out
    }

    /// Returns row number `idx`.
    pub(super) fn row(&self, idx: usize) -> Option<Row> {
        let at = idx.checked_mul(PLACE_BYTES)?;
        let bytes = self.places.get(at..at + PLACE_BYTES)?;
        let degrees = |at: usize, least: f64| (number(bytes, at, 2) as f64 - least * 100.0) / 100.0;
        Some(Row {
            idx,
            geonames: u32::try_from(number(bytes, 0, 4)).ok()?,
            lat: degrees(4, 90.0),
            lon: degrees(6, 180.0),
            country: bytes[8],
            admin1: u16::from_le_bytes([bytes[9], bytes[10]]),
            log_people: f64::from(bytes[11]) / 25.0,
            kind: Kind::of(bytes[12]),
        })
    }

    /// Returns the name under which row `idx` is listed.
    pub(super) fn name(&self, idx: usize) -> Option<String> {
        let n_blocks = self.blocks.len() / BLOCK_BYTES;
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = low.midpoint(high);
            if number(self.blocks, middle * BLOCK_BYTES + 4, 4) <= idx {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        let entries = self.entries(low.checked_sub(1)?);
        let entry = entries.into_iter().find(|entry| (entry.first..entry.first + entry.n_own).contains(&idx))?;
        String::from_utf8(entry.name).ok()
    }

    /// Returns the ISO 3166-1 alpha-3 code of country number `country`.
    pub(super) fn alpha3(&self, country: u8) -> Option<&'static str> {
        let at = usize::from(country) * COUNTRY_BYTES;
        std::str::from_utf8(self.countries.get(at + 2..at + 5)?).ok()
    }

    /// Returns the number of the country with this ISO 3166-1 code, of two or three letters.
    pub(super) fn country(&self, code: &str) -> Option<u8> {
        let rows = self.countries.chunks(COUNTRY_BYTES);
        let fits = |row: &[u8]| row[..2] == *code.as_bytes() || row[2..] == *code.as_bytes();
        let at = rows.into_iter().position(fits)?;
        u8::try_from(at).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(key: &str, geonames: u32, name: &str) {
        let table = gazetteer();
        let hits = table.find(key);
        let found = hits.iter().find(|hit| hit.row.geonames == geonames);
        let Some(hit) = found else { panic!("{key}: {hits:?}") };
        assert_eq!(table.name(hit.row.idx).as_deref(), Some(name), "{key}");
    }

    #[test]
    fn places_are_found_by_any_of_their_names() {
        for (key, geonames, name) in [
            ("paris", 2988507, "Paris"),
            ("paris", 4717560, "Paris"),
            ("kiev", 703448, "Kyiv"),
            ("us", 6252001, "United States"),
            ("texas", 4736286, "Texas"),
            ("laurel county", 4297480, "Laurel County"),
            ("west bank", 285153, "West Bank"),
            ("sao paulo", 3448439, "São Paulo"),
            ("kursk", 538560, "Kursk"),
            ("europe", 6255148, "Europe"),
        ] {
            check(key, geonames, name);
        }
        assert!(gazetteer().find("no such place anywhere").is_empty());
    }

    #[test]
    fn names_are_sorted_by_the_keys_of_this_program() {
        let table = gazetteer();
        let mut last = String::new();
        let mut n_names = 0;
        let mut n_places = 0;
        for block in 0..table.blocks.len() / BLOCK_BYTES {
            for entry in table.entries(block) {
                let name = String::from_utf8_lossy(&entry.name).into_owned();
                let key = fold(&name);
                assert!(last <= key, "{last} comes before {name}");
                last = key;
                n_names += 1;
                n_places += entry.n_own;
            }
        }
        assert_eq!((n_names, n_places), (table.n_names, table.places.len() / PLACE_BYTES));
        assert!(n_places > 90_000);
    }

    #[test]
    fn countries_have_codes() {
        let table = gazetteer();
        let germany = table.country("DEU");
        assert_eq!(germany, table.country("DE"));
        assert_eq!(germany.and_then(|code| table.alpha3(code)), Some("DEU"));
        assert_eq!(table.alpha3(255), None);
    }
}
