//! The word lists of `knowledge/places/`, read once.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use serde::Deserialize;

use super::fold::fold;

const CUES: &str = include_str!("../../../../knowledge/places/cues.toml");
const STATES: &str = include_str!("../../../../knowledge/places/states.toml");

#[derive(Deserialize)]
struct KindWords {
    county: Vec<String>,
    region: Vec<String>,
    town: Vec<String>,
}

#[derive(Deserialize)]
struct Strip {
    after: Vec<String>,
    before: Vec<String>,
}

#[derive(Deserialize)]
struct ListWords {
    county: Vec<String>,
}

#[derive(Deserialize)]
struct MentionWords {
    locative: Vec<String>,
    civic: Vec<String>,
    parties: Vec<String>,
    counties: Vec<String>,
    roads: Vec<String>,
    generic: Vec<String>,
    buildings: Vec<String>,
}

#[derive(Deserialize)]
struct CueFile {
    mention: MentionWords,
    list: ListWords,
    variety: BTreeMap<String, Vec<String>>,
    after: KindWords,
    before: KindWords,
    strip: Strip,
}

#[derive(Deserialize)]
struct StateFile {
    country: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// What the words beside a name make of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    County,
    Region,
    Town,
}

/// A state that news shortens.
pub(super) struct State {
    /// ISO 3166-1 alpha-2 code of its country.
    pub(super) country: String,
    /// Key of its name.
    pub(super) key: String,
}

/// The lists, ready for lookup.
pub(super) struct Lexicon {
    pub(super) after: HashMap<String, Cue>,
    pub(super) before: HashMap<String, Cue>,
    /// Words that make counties of a list of names.
    pub(super) list: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country whose English has the word or the two words.
    pub(super) variety: HashMap<String, String>,
    pub(super) strip_after: Vec<String>,
    pub(super) strip_before: Vec<String>,
    /// Prepositions before a name that is a place.
    pub(super) locative: Vec<String>,
    /// Words for people and bodies of the place that is named before them.
    pub(super) civic: Vec<String>,
    /// Letters of parties before the place that somebody was elected for.
    pub(super) parties: Vec<String>,
    /// Last words of names of counties.
    pub(super) counties: Vec<String>,
    /// Words before the number of a road.
    pub(super) roads: Vec<String>,
    /// Words that are no name by themselves.
    pub(super) generic: Vec<String>,
    /// Last words of names of public buildings.
    pub(super) buildings: Vec<String>,
    /// By the short form as it is written ("Ky.", "KY").
    pub(super) states: HashMap<String, State>,
}

fn cues(words: KindWords) -> HashMap<String, Cue> {
    let lists = [(words.county, Cue::County), (words.region, Cue::Region), (words.town, Cue::Town)];
    lists.into_iter().flat_map(|(list, cue)| list.into_iter().map(move |word| (word, cue))).collect()
}

fn read() -> Result<Lexicon, toml::de::Error> {
    let file: CueFile = toml::from_str(CUES)?;
    let state_file: StateFile = toml::from_str(STATES)?;
    let mut states = HashMap::new();
    for (country, table) in state_file.country {
        for (name, forms) in table {
            for form in forms {
                states.insert(form, State { country: country.clone(), key: fold(&name) });
            }
        }
    }
    let longest_first = |mut list: Vec<String>| {
        list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        list
    };
    Ok(Lexicon {
        after: cues(file.after),
        before: cues(file.before),
        list: file.list.county,
        locative: file.mention.locative,
        civic: file.mention.civic,
        parties: file.mention.parties,
        counties: file.mention.counties,
        roads: file.mention.roads,
        generic: file.mention.generic,
        buildings: file.mention.buildings,
        variety: file
            .variety
            .into_iter()
            .flat_map(|(country, words)| words.into_iter().map(move |w| (w, country.clone())))
            .collect(),
        strip_after: longest_first(file.strip.after),
        strip_before: longest_first(file.strip.before),
        states,
    })
}

/// Returns the lists; `None` where a bundled file is broken, which a test rules out.
pub(super) fn lexicon() -> Option<&'static Lexicon> {
    static TABLE: OnceLock<Option<Lexicon>> = OnceLock::new();
    TABLE.get_or_init(|| read().ok()).as_ref()
}

/// The file of cues, for the test that runs its examples.
#[cfg(test)]
pub(super) const EXAMPLES: &str = CUES;

#[cfg(test)]
mod tests {
    #[test]
    fn the_bundled_files_are_read() {
        match super::read() {
            Ok(lexicon) => assert!(lexicon.states.len() > 100),
            Err(error) => panic!("{error}"),
        }
    }
}
