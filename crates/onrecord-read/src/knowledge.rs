//! Background knowledge: countries, seats of government, organizations, people, titles, and nouns for people.
//!
//! The files are in `knowledge/en/actors/`; the head of each describes its rows. A bundled file is loaded when it is
//! first needed, so that a short article does not require all of them.
//!
//! Lookups of names are case-sensitive ("US" is a country, "us" is not), but ignore diacritics, the shape of
//! apostrophes, and an article before the name. A name in capitals ("IRAN") is also looked up as if it came from a
//! headline.

mod bodies;
pub(crate) mod circumstances;
mod countries;
mod descriptions;
mod entry;
mod labels;
pub(crate) mod morphology;
mod names;
mod nouns;
mod people;
pub(crate) mod pronouns;
mod spelling;
mod titles;
pub(crate) mod words;

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use onrecord_knowledge::{File, Lazy, Mistake, Pack, Part, Table};
use onrecord_text::DateWords;

use self::bodies::Bodies;
use self::circumstances::Circumstances;
use self::countries::{Countries, Subdivisions};
use self::descriptions::Descriptions;
use self::labels::Labels;
use self::names::GivenNames;
use self::nouns::Nouns;
use self::people::People;
use self::spelling::Spelling;
use self::titles::Titles;
use self::words::{EventWords, Words};

pub use self::bodies::Body;
pub use self::countries::{Country, Seat, Subdivision};
pub use self::entry::{Gender, Sector};
pub use self::labels::Label;
pub use self::nouns::{Class, NounClass};
pub use self::people::{Office, Person};
pub use self::titles::{Title, TitleMatch};

/// The function of a word in the circumstances of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circumstance {
    /// A verb whose object is the addressee ("told").
    Told,
    /// A verb of speaking that is linked to a cue ("speaking").
    Speaking,
    /// A noun for an occasion or a piece of writing ("interview").
    Occasion,
    /// A preposition before the place of a statement ("in").
    At,
    /// A preposition before an addressee ("to").
    To,
    /// A noun after "by" that gives the means of communication ("phone").
    Means,
    /// A participle whose passive subject is the addressee, not the source ("asked").
    Heard,
    /// A verb whose subject is the source of what its object denotes ("has" doubts).
    Holding,
    /// A participle whose passive subject is the experiencer ("alarmed").
    Felt,
    /// A verb that says how something appears to somebody ("seems").
    Seeming,
}

/// The knowledge base of a language, together with a user's own organizations and people, which take precedence.
///
/// ```
/// use onrecord_read::knowledge::{Knowledge, Sector};
///
/// let known = Knowledge::bundled();
/// assert_eq!(known.country_by_adjective("Russian").map(|country| &*country.iso), Some("RUS"));
/// assert_eq!(known.body("the FBI").map(|body| body.sectors[0]), Some(Sector::Police));
/// ```
#[derive(Debug, Default)]
pub struct Knowledge {
    pack: Arc<Pack>,
    countries: Lazy<Countries>,
    subdivisions: Lazy<Subdivisions>,
    bodies: Lazy<Bodies>,
    people: Lazy<People>,
    titles: Lazy<Titles>,
    nouns: Lazy<Nouns>,
    descriptions: Lazy<Descriptions>,
    circumstances: Lazy<Circumstances>,
    labels: Lazy<Labels>,
    given_names: Lazy<GivenNames>,
    words: Lazy<Words>,
    event_words: Lazy<EventWords>,
    dates: Lazy<DateWords>,
    own: Option<(Bodies, People)>,
}

impl Knowledge {
    /// Returns the bundled knowledge base.
    pub fn bundled() -> &'static Knowledge {
        static BUNDLED: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::of(Pack::bundled()));
        &BUNDLED
    }

    /// Returns the knowledge base of a language, whose files are loaded when they are first needed.
    pub(crate) fn of(pack: Arc<Pack>) -> Knowledge {
        Knowledge { pack, ..Knowledge::default() }
    }

    /// Loads all files now, and collects their mistakes.
    pub(crate) fn load(&self, mistakes: &mut Vec<Mistake>) {
        self.countries.load(&self.pack, mistakes);
        self.subdivisions.load(&self.pack, mistakes);
        self.bodies.load(&self.pack, mistakes);
        self.people.load(&self.pack, mistakes);
        self.titles.load(&self.pack, mistakes);
        self.nouns.load(&self.pack, mistakes);
        self.descriptions.load(&self.pack, mistakes);
        self.circumstances.load(&self.pack, mistakes);
        self.labels.load(&self.pack, mistakes);
        self.given_names.load(&self.pack, mistakes);
        self.words.load(&self.pack, mistakes);
        self.event_words.load(&self.pack, mistakes);
        self.dates.load(&self.pack, mistakes);
    }

    /// Returns a name without an article before it, unless the article is in capitals.
    pub(crate) fn without_article<'n>(&self, name: &'n str) -> &'n str {
        let bare = name.split_once(' ').filter(|(first, _)| self.words().name_articles.has(first));
        bare.map_or(name, |(_, bare)| bare)
    }

    /// Returns the word lists of the language.
    pub(crate) fn words(&self) -> &Words {
        self.words.get(&self.pack)
    }

    /// Returns the word lists used to find participants, places and times of events.
    pub(crate) fn event_words(&self) -> &EventWords {
        self.event_words.get(&self.pack)
    }

    /// Returns whether the name of a month or weekday starts with the given letters, which are in lower case.
    pub(crate) fn begins_day(&self, letters: &str) -> bool {
        self.dates.get(&self.pack).begins_day(letters)
    }

    /// Returns whether the word, in lower case, has this function.
    pub fn is_circumstance(&self, word: &str, kind: Circumstance) -> bool {
        let known = self.circumstances.get(&self.pack);
        match kind {
            Circumstance::Told => known.told.contains(word),
            Circumstance::Speaking => known.speaking.contains(word),
            Circumstance::Occasion => known.occasions.contains(word),
            Circumstance::At => known.at.contains(word),
            Circumstance::To => known.to.contains(word),
            Circumstance::Means => known.means.contains(word),
            Circumstance::Heard => known.heard.contains(word),
            Circumstance::Holding => known.holding.contains(word),
            Circumstance::Felt => known.felt.contains(word),
            Circumstance::Seeming => known.seeming.contains(word),
        }
    }

    /// Returns what kind of label stands before a colon at the start of a paragraph, ignoring case and numbers.
    pub fn label(&self, label: &str) -> Label {
        self.labels.get(&self.pack).kind(label)
    }

    /// Returns the bundled knowledge with the organizations and people of a user's file, which take precedence.
    ///
    /// The file is a table with organizations under heads such as `[bodies USA GOV]` and people under heads such as
    /// `[people USA]`, in rows as in `actors/bodies.txt` and `actors/people.txt`. `path` is the name of the file in
    /// messages.
    ///
    /// ```
    /// use onrecord_read::knowledge::Knowledge;
    ///
    /// let own = "[bodies CHE NGO]\nZirkel für Wetterfragen | ZfW";
    /// let known = Knowledge::with_user_file("own.txt", own).expect("it has no mistake");
    /// assert_eq!(known.body("ZfW").and_then(|body| body.country.as_deref()), Some("CHE"));
    ///
    /// let mistakes = Knowledge::with_user_file("own.txt", "[bodies CHE XYZ]\nZirkel").expect_err("XYZ is no sector");
    /// assert_eq!(mistakes[0].to_string(), "own.txt: line 2: expected a PLOVER sector, found \"XYZ\"");
    /// ```
    ///
    /// # Errors
    ///
    /// Returns every mistake in the file with its line: an unknown head, sector, mark, gender or date, or a row with
    /// too many fields.
    pub fn with_user_file(path: &str, text: &str) -> Result<Knowledge, Vec<Mistake>> {
        Knowledge::of(Pack::bundled()).and_user_file(path, text)
    }

    /// Adds the organizations and people of a user's file to this knowledge, as [`Knowledge::with_user_file`] does.
    ///
    /// # Errors
    ///
    /// Returns every mistake in the file.
    pub(crate) fn and_user_file(self, path: &str, text: &str) -> Result<Knowledge, Vec<Mistake>> {
        let file = File::new(path, text.to_owned());
        let mut mistakes = Vec::new();
        let mut table = Table::parse(&file, &mut mistakes);
        let (bodies, people) = (table.taken(bodies::HEAD), table.taken(people::HEAD));
        if mistakes.is_empty() && bodies.is_empty() && people.is_empty() {
            mistakes.push(Mistake::of_file(path, "expected a head like [bodies USA GOV] or [people USA], found none"));
        }
        let spelling = Arc::new(Spelling::read(&self.pack, &mut mistakes));
        let own_bodies = Bodies::of(&bodies, &spelling, &mut mistakes);
        let own_people = People::of(&people, &self.pack, &mut mistakes);
        table.finish(&mut mistakes);
        if mistakes.is_empty() {
            return Ok(Knowledge { own: Some((own_bodies, own_people)), ..self });
        }
        mistakes.sort_by_key(|mistake| mistake.line);
        mistakes.dedup();
        Err(mistakes)
    }

    /// Returns the country with this name ("Russia", "the United States", "UK").
    pub fn country_by_name(&self, name: &str) -> Option<&Country> {
        self.countries.get(&self.pack).by_name(name)
    }

    /// Returns the country of an adjective ("Russian", "U.S.").
    pub fn country_by_adjective(&self, word: &str) -> Option<&Country> {
        self.countries.get(&self.pack).by_adjective(word)
    }

    /// Returns the country of a plural noun for its people ("Russians", "Britons").
    pub fn country_by_people(&self, word: &str) -> Option<&Country> {
        self.countries.get(&self.pack).by_people(word)
    }

    /// Returns the country with this ISO 3166-1 alpha-3 code.
    pub fn country(&self, iso: &str) -> Option<&Country> {
        self.countries.get(&self.pack).by_code(iso)
    }

    /// Returns the code of the country whose seat of government is this town ("Moscow", "The Hague").
    pub fn capital(&self, name: &str) -> Option<&str> {
        self.countries.get(&self.pack).by_capital(name)
    }

    /// Returns the place or building whose name stands for an organization ("Kremlin", "Downing Street").
    pub fn seat(&self, name: &str) -> Option<&Seat> {
        self.countries.get(&self.pack).seat(name)
    }

    /// Returns the state, province or region with this name, short form, adjective or noun for its people ("Texas",
    /// "Calif.", "Scottish", "Gazans").
    pub fn subdivision(&self, name: &str) -> Option<&Subdivision> {
        self.subdivisions.get(&self.pack).by_name(name)
    }

    /// Returns the subdivision of the country with this postal code: "TX" in "USA" is Texas.
    pub fn subdivision_by_code(&self, country: &str, code: &str) -> Option<&Subdivision> {
        self.subdivisions.get(&self.pack).by_code(country, code)
    }

    /// Returns the organization with this name or acronym, with or without "the".
    pub fn body(&self, name: &str) -> Option<&Body> {
        self.own.as_ref().and_then(|(own, _)| own.get(name)).or_else(|| self.bodies.get(&self.pack).get(name))
    }

    /// Returns whether the named organization is a platform on which people publish their own words, which makes it the
    /// venue of a statement.
    pub fn is_platform(&self, name: &str) -> bool {
        self.body(name).is_some_and(|body| body.platform)
    }

    /// Returns the person with this full name, ignoring middle initials.
    pub fn person(&self, full_name: &str) -> Option<&Person> {
        self.own.as_ref().and_then(|(_, own)| own.get(full_name)).or_else(|| self.people.get(&self.pack).get(full_name))
    }

    /// Returns the person whom a last name alone identifies.
    ///
    /// If several persons share the name, returns the one who held an office on `date` (ISO 8601), and among several of
    /// these, the one who led a country then.
    pub fn person_by_last_name(&self, last_name: &str, date: Option<&str>) -> Option<&Person> {
        let own = self.own.as_ref().and_then(|(_, own)| own.by_last_name(last_name, date));
        own.or_else(|| self.people.get(&self.pack).by_last_name(last_name, date))
    }

    /// Returns the person's office on `date` (ISO 8601 date or RFC 3339 time): the first one listed that was held then.
    pub fn person_office_at(&self, full_name: &str, date: &str) -> Option<&Office> {
        self.person(full_name)?.office_at(date)
    }

    /// Returns the person who held the office in the country on `date` ("president", "USA"), or the first one listed if
    /// there are several.
    pub fn holder_of(&self, title: &str, country: &str, date: &str) -> Option<&Person> {
        let own = self.own.as_ref().and_then(|(_, own)| own.holder(title, country, date));
        own.or_else(|| self.people.get(&self.pack).holder(title, country, date))
    }

    /// Returns the longest title at the start of the tokens, ignoring case.
    pub fn title(&self, tokens: &[&str]) -> Option<TitleMatch<'_>> {
        self.titles.get(&self.pack).longest(tokens)
    }

    /// Returns the class of the noun, which is in lower case, singular or plural.
    pub fn noun_class(&self, noun: &str) -> Option<NounClass> {
        self.nouns.get(&self.pack).get(noun)
    }

    /// Returns whether two nouns, in lower case, are used in news for the same person ("nominee", "candidate").
    pub fn describe_the_same(&self, a: &str, b: &str) -> bool {
        self.descriptions.get(&self.pack).are_same(a, b)
    }

    /// Returns whether the plural noun denotes countries in a counting phrase ("both nations").
    pub fn means_countries(&self, noun: &str) -> bool {
        self.descriptions.get(&self.pack).is_countries(noun)
    }

    /// Returns whether an organization speaks through what the noun after its name denotes ("a Gallup poll").
    pub fn means_publisher(&self, noun: &str) -> bool {
        self.descriptions.get(&self.pack).is_institution(noun)
    }

    /// Returns whether the noun, in lower case, denotes the government of the country before it.
    pub fn means_government(&self, noun: &str) -> bool {
        self.descriptions.get(&self.pack).is_government(noun)
    }

    /// Returns whether the noun refers to a country mentioned before ("the country").
    pub fn is_country_noun(&self, noun: &str) -> bool {
        self.descriptions.get(&self.pack).is_country_noun(noun)
    }

    /// Returns whether the plural noun denotes an unspecified set of countries ("countries", "nations").
    pub fn is_country_plural(&self, noun: &str) -> bool {
        self.descriptions.get(&self.pack).is_country_plural(noun)
    }

    /// Returns whether the participle introduces a location or origin ("based").
    pub fn is_seated(&self, word: &str) -> bool {
        self.descriptions.get(&self.pack).is_seated(word)
    }

    /// Returns whether the word before a noun leaves its referent unidentified ("unnamed").
    pub fn leaves_unnamed(&self, word: &str) -> bool {
        self.descriptions.get(&self.pack).leaves_unnamed(word)
    }

    /// Returns whether a word in lower case links the parts of a name and cannot end one ("of").
    pub fn joins_names(&self, word: &str) -> bool {
        self.descriptions.get(&self.pack).joins_names(word)
    }

    /// Returns whether a word in lower case cannot end a name but can stand between two ("and").
    pub fn links_names(&self, word: &str) -> bool {
        self.descriptions.get(&self.pack).links_names(word)
    }

    /// Returns whether a word in lower case ends the name of a company ("inc.").
    pub fn ends_company(&self, word: &str) -> bool {
        self.descriptions.get(&self.pack).ends_company(word)
    }

    /// Returns whether the noun is a number that refers to nobody in particular when it stands alone ("dozens").
    pub fn counts_alone(&self, noun: &str) -> bool {
        self.descriptions.get(&self.pack).counts_alone(noun)
    }

    /// Returns the gender of the given name.
    pub fn given_name_gender(&self, name: &str) -> Option<Gender> {
        self.given_names.get(&self.pack).gender(name)
    }
}
