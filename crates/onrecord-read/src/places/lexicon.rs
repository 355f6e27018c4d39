//! The word lists of `places/` in a language pack.

use std::collections::HashMap;

use onrecord_knowledge::{Mistake, Pack, Part, Table, each_row, values};

use super::fold::fold;

/// The kind of place that the words next to a name indicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    County,
    Region,
    Town,
}

/// A state with an abbreviation.
#[derive(Debug)]
pub(super) struct State {
    /// ISO 3166-1 alpha-2 code of its country.
    pub(super) country: String,
    /// Key of its name.
    pub(super) key: String,
}

/// The conventions for place names in a language: the lists of its files, prepared for lookup.
#[derive(Debug, Default)]
pub struct Lexicon {
    pub(super) after: HashMap<String, Cue>,
    pub(super) before: HashMap<String, Cue>,
    /// Words that make a list of names a list of counties.
    pub(super) list: Vec<String>,
    /// ISO 3166-1 alpha-2 code of the country whose variety of English has the word or two words.
    pub(super) variety: HashMap<String, String>,
    pub(super) strip_after: Vec<String>,
    pub(super) strip_before: Vec<String>,
    /// Prepositions that indicate that the following name is a place.
    pub(super) locative: Vec<String>,
    /// Nouns for the people and institutions of the place named before them.
    pub(super) civic: Vec<String>,
    /// Letters of parties before the place that a politician represents.
    pub(super) parties: Vec<String>,
    /// Last words of the names of counties.
    pub(super) counties: Vec<String>,
    /// Words before the number of a road.
    pub(super) roads: Vec<String>,
    /// Words that are not a name by themselves.
    pub(super) generic: Vec<String>,
    /// Last words of the names of public buildings.
    pub(super) buildings: Vec<String>,
    /// Words between the names of a list.
    pub(super) joins: Vec<String>,
    /// Prepositions before the area that contains a place.
    pub(super) within: Vec<String>,
    /// Capitalized words that make the name before them a university rather than a region.
    pub(super) schools: Vec<String>,
    /// Prepositions before the owner of a name.
    pub(super) of: Vec<String>,
    /// Possessive markers.
    pub(super) possessive: Vec<String>,
    /// Directions that are usually part of a name.
    pub(super) directions: Vec<String>,
    /// Capitalized words that do not begin a name.
    pub(super) articles: Vec<String>,
    /// Names of roads with more than one word, which precede the road number.
    pub(super) road_names: Vec<String>,
    /// By the abbreviation as written ("Ky.", "KY"); "WA" is a state of the United States and of Australia.
    pub(super) states: HashMap<String, Vec<State>>,
}

impl Part for Lexicon {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Lexicon {
        let mut table = pack.table("places/cues.txt", mistakes);
        let (after, before) = (cues(&mut table, "after", mistakes), cues(&mut table, "before", mistakes));
        let mut variety = HashMap::new();
        for section in table.take("variety", mistakes) {
            let Some(country) = section.arguments.first() else {
                mistakes.push(section.mistake("expected a country code in the head, found none"));
                continue;
            };
            variety.extend(section.values().map(|word| (word.to_owned(), (*country).to_owned())));
        }
        let (mut strip_after, mut strip_before) = (Vec::new(), Vec::new());
        for section in table.take("strip", mistakes) {
            let list = match section.arguments[..] {
                ["after"] => &mut strip_after,
                ["before"] => &mut strip_before,
                _ => {
                    mistakes.push(section.mistake("expected [strip after] or [strip before], found something else"));
                    continue;
                }
            };
            list.extend(section.values().map(str::to_owned));
        }
        for list in [&mut strip_after, &mut strip_before] {
            list.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        let mut list = |name: &str| table.list(name, mistakes).into_iter().map(str::to_owned).collect();
        let read = Lexicon {
            after,
            before,
            variety,
            strip_after,
            strip_before,
            list: list("counties"),
            locative: list("locative"),
            civic: list("civic"),
            parties: list("parties"),
            counties: list("county-names"),
            roads: list("roads"),
            generic: list("generic"),
            buildings: list("buildings"),
            joins: list("joins"),
            within: list("within"),
            schools: list("schools"),
            of: list("of"),
            possessive: list("possessive"),
            directions: list("directions"),
            articles: list("articles"),
            road_names: list("road-names"),
            states: states(pack, mistakes),
        };
        table.finish(mistakes);
        read
    }
}

/// Returns the words below heads with the name, each with what it indicates about the name next to it.
fn cues(table: &mut Table<'_>, name: &str, mistakes: &mut Vec<Mistake>) -> HashMap<String, Cue> {
    let mut out = HashMap::new();
    for section in table.take(name, mistakes) {
        let cue = match section.arguments[..] {
            ["county"] => Cue::County,
            ["region"] => Cue::Region,
            ["town"] => Cue::Town,
            _ => {
                mistakes.push(section.mistake("expected county, region or town in the head, found something else"));
                continue;
            }
        };
        out.extend(section.values().map(|word| (word.to_owned(), cue)));
    }
    out
}

/// Parses the abbreviations of states.
fn states(pack: &Pack, mistakes: &mut Vec<Mistake>) -> HashMap<String, Vec<State>> {
    let mut table = pack.table("places/states.txt", mistakes);
    let mut out: HashMap<String, Vec<State>> = HashMap::new();
    each_row(&table.take("states", mistakes), mistakes, |section, row| {
        let [country] = section.arguments[..] else {
            return Err(section.mistake("expected one country code in the head, found none or several"));
        };
        let [name, forms] = row.fields()?;
        for form in values(forms) {
            let state = State { country: country.to_owned(), key: fold(name) };
            out.entry(form.to_owned()).or_default().push(state);
        }
        Ok(())
    });
    table.finish(mistakes);
    out
}
