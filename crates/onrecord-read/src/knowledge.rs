//! What news takes for granted: countries, seats of government, bodies, people, titles, and nouns for people.
//!
//! The files are in `knowledge/actors/`; each says at its head how its lines are read. A file is read when the first
//! question reaches it, so that a short article does not pay for all of them.
//!
//! Names are looked up as they are written, in upper and lower case as they stand ("US" is a country, "us" is not),
//! but marks over letters, the shape of apostrophes, and "the" before the name make no difference. A name in capitals
//! ("IRAN") is also tried as a headline's.

mod bodies;
pub(crate) mod circumstances;
mod countries;
mod descriptions;
mod entry;
mod key;
mod labels;
pub(crate) mod lines;
mod names;
mod nouns;
mod people;
mod titles;

#[cfg(test)]
mod tests;

use std::sync::OnceLock;

use crate::Error;

use self::bodies::Bodies;
use self::circumstances::Circumstances;
use self::countries::{Countries, Subdivisions};
use self::descriptions::Descriptions;
use self::labels::Labels;
use self::names::GivenNames;
use self::nouns::Nouns;
use self::people::People;
use self::titles::Titles;

pub use self::bodies::Body;
pub use self::countries::{Country, Seat, Subdivision};
pub use self::entry::{Gender, Sector};
pub use self::labels::Label;
pub use self::nouns::{Class, NounClass};
pub use self::people::{Office, Person};
pub use self::titles::{Title, TitleMatch};

/// The text of a bundled file, under its name in `knowledge/actors/`.
macro_rules! bundled_file {
    ($name:literal) => {
        (concat!("knowledge/actors/", $name), include_str!(concat!("../../../knowledge/actors/", $name)))
    };
}

const COUNTRIES: (&str, &str) = bundled_file!("countries.txt");
const SUBDIVISIONS: (&str, &str) = bundled_file!("subdivisions.txt");
const BODIES: (&str, &str) = bundled_file!("bodies.txt");
const PEOPLE: (&str, &str) = bundled_file!("people.txt");
const TITLES: (&str, &str) = bundled_file!("titles.txt");
const GROUPS: (&str, &str) = bundled_file!("groups.txt");
const DESCRIPTIONS: (&str, &str) = bundled_file!("descriptions.txt");
const CIRCUMSTANCES: (&str, &str) =
    ("knowledge/statements/circumstances.txt", include_str!("../../../knowledge/statements/circumstances.txt"));
const LABELS: (&str, &str) =
    ("knowledge/statements/turns.txt", include_str!("../../../knowledge/statements/turns.txt"));
const GIVEN_NAMES: (&str, &str) = bundled_file!("given_names.txt");

/// Returns what `read` makes of a bundled file, the first time it is asked for.
fn bundled<T>(
    cell: &'static OnceLock<T>,
    (name, text): (&'static str, &'static str),
    read: impl Fn(&str, &'static str) -> Result<T, Error>,
) -> &'static T {
    cell.get_or_init(|| read(name, text).unwrap_or_else(|error| panic!("the bundled files are readable: {error}")))
}

fn countries() -> &'static Countries {
    static CELL: OnceLock<Countries> = OnceLock::new();
    bundled(&CELL, COUNTRIES, Countries::read)
}

fn subdivisions() -> &'static Subdivisions {
    static CELL: OnceLock<Subdivisions> = OnceLock::new();
    bundled(&CELL, SUBDIVISIONS, Subdivisions::read)
}

fn bodies() -> &'static Bodies {
    static CELL: OnceLock<Bodies> = OnceLock::new();
    bundled(&CELL, BODIES, |name, text| Bodies::read(name, text, &lines::borrowed))
}

fn people() -> &'static People {
    static CELL: OnceLock<People> = OnceLock::new();
    bundled(&CELL, PEOPLE, |name, text| People::read(name, text, &lines::borrowed, is_given_name))
}

fn titles() -> &'static Titles {
    static CELL: OnceLock<Titles> = OnceLock::new();
    bundled(&CELL, TITLES, Titles::read)
}

fn nouns() -> &'static Nouns {
    static CELL: OnceLock<Nouns> = OnceLock::new();
    bundled(&CELL, GROUPS, Nouns::read)
}

fn descriptions() -> &'static Descriptions {
    static CELL: OnceLock<Descriptions> = OnceLock::new();
    bundled(&CELL, DESCRIPTIONS, Descriptions::read)
}

fn circumstances() -> &'static Circumstances {
    static CELL: OnceLock<Circumstances> = OnceLock::new();
    bundled(&CELL, CIRCUMSTANCES, Circumstances::read)
}

fn labels() -> &'static Labels {
    static CELL: OnceLock<Labels> = OnceLock::new();
    bundled(&CELL, LABELS, Labels::read)
}

fn given_names() -> &'static GivenNames {
    static CELL: OnceLock<GivenNames> = OnceLock::new();
    bundled(&CELL, GIVEN_NAMES, GivenNames::read)
}

fn is_given_name(name: &str) -> bool {
    given_names().gender(name).is_some()
}

/// What a word tells about the circumstances of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Circumstance {
    /// A verb whose object is told something ("told").
    Told,
    /// A verb of speaking that stands beside a cue ("speaking").
    Speaking,
    /// A noun for an occasion or a piece of writing ("interview").
    Occasion,
    /// A preposition before where something is said ("in").
    At,
    /// A preposition before those to whom it is said ("to").
    To,
    /// A noun behind "by" ("phone").
    Means,
    /// A participle whose passive subject hears it and does not say it ("asked").
    Heard,
    /// A verb whose subject says what its object names ("has" doubts).
    Holding,
    /// A participle whose passive subject feels it ("alarmed").
    Felt,
    /// A verb that tells how something looks to somebody ("seems").
    Seeming,
}

/// What is known before the article is read: the bundled files, and a user's own bodies and people before them.
///
/// ```
/// use onrecord_read::knowledge::{Knowledge, Sector};
///
/// let known = Knowledge::bundled();
/// assert_eq!(known.country_by_adjective("Russian").map(|country| country.iso), Some("RUS"));
/// assert_eq!(known.body("the FBI").map(|body| body.sectors[0]), Some(Sector::Police));
/// ```
#[derive(Debug, Default)]
pub struct Knowledge {
    own: Option<(Bodies, People)>,
}

impl Knowledge {
    /// Returns the knowledge that the program brings with it.
    pub fn bundled() -> &'static Knowledge {
        static BUNDLED: Knowledge = Knowledge { own: None };
        &BUNDLED
    }

    /// Returns true where the word, in lower case, is of the kind.
    pub fn is_circumstance(&self, word: &str, kind: Circumstance) -> bool {
        let known = circumstances();
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

    /// Returns what a label before a colon at the head of a paragraph stands for; case and numbers make no difference.
    pub fn label(&self, label: &str) -> Label {
        labels().kind(label)
    }

    /// Returns the bundled knowledge with the bodies and people of a user's file, which win over the bundled ones.
    ///
    /// The file has the lines of `bodies.txt` below heads like `[bodies USA GOV]`, and those of `people.txt` below
    /// heads like `[people USA]`.
    ///
    /// ```
    /// use onrecord_read::knowledge::Knowledge;
    ///
    /// let known = Knowledge::with_user_file("[bodies CHE NGO]\nZirkel für Wetterfragen | ZfW")?;
    /// assert_eq!(known.body("ZfW").and_then(|body| body.country.as_deref()), Some("CHE"));
    /// # Ok::<(), onrecord_read::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Fails with the line where the file cannot be read: an unknown head, sector, mark, gender or date, or a line
    /// with too many fields.
    pub fn with_user_file(text: &str) -> Result<Knowledge, Error> {
        let name = "knowledge file";
        let own_bodies = Bodies::read_own(name, text)?;
        let own_people = People::read_own(name, text, is_given_name)?;
        Ok(Knowledge { own: Some((own_bodies, own_people)) })
    }

    /// Returns the country of the name ("Russia", "the United States", "UK").
    pub fn country_by_name(&self, name: &str) -> Option<&Country> {
        countries().by_name(name)
    }

    /// Returns the country of the adjective ("Russian", "U.S.").
    pub fn country_by_adjective(&self, word: &str) -> Option<&Country> {
        countries().by_adjective(word)
    }

    /// Returns the country of a word for its people ("Russians", "Britons"), which is in the plural.
    pub fn country_by_people(&self, word: &str) -> Option<&Country> {
        countries().by_people(word)
    }

    /// Returns the country with the ISO 3166-1 alpha-3 code.
    pub fn country(&self, iso: &str) -> Option<&Country> {
        countries().by_code(iso)
    }

    /// Returns the code of the country that is governed from the town ("Moscow", "The Hague").
    pub fn capital(&self, name: &str) -> Option<&str> {
        countries().by_capital(name)
    }

    /// Returns the place or building whose name stands for a body ("Kremlin", "Downing Street").
    pub fn seat(&self, name: &str) -> Option<&Seat> {
        countries().seat(name)
    }

    /// Returns the state, province or region of the name, short form, adjective or word for its people
    /// ("Texas", "Calif.", "Scottish", "Gazans").
    pub fn subdivision(&self, name: &str) -> Option<&Subdivision> {
        subdivisions().by_name(name)
    }

    /// Returns the part of the country with the postal code: "TX" of "USA" is Texas.
    pub fn subdivision_by_code(&self, country: &str, code: &str) -> Option<&Subdivision> {
        subdivisions().by_code(country, code)
    }

    /// Returns the body of the name or acronym, with or without "the".
    pub fn body(&self, name: &str) -> Option<&Body> {
        self.own.as_ref().and_then(|(own, _)| own.get(name)).or_else(|| bodies().get(name))
    }

    /// Returns whether people publish their own words on the named body, so that it is where a thing was said.
    pub fn is_platform(&self, name: &str) -> bool {
        self.body(name).is_some_and(|body| body.platform)
    }

    /// Returns the person of the full name; initials between the names make no difference.
    pub fn person(&self, full_name: &str) -> Option<&Person> {
        self.own.as_ref().and_then(|(_, own)| own.get(full_name)).or_else(|| people().get(full_name))
    }

    /// Returns the person whom the last name alone can only mean.
    ///
    /// Where several bear it, the one who held an office on `date` (ISO 8601) is meant, and of several such the one
    /// who led a country then.
    pub fn person_by_last_name(&self, last_name: &str, date: Option<&str>) -> Option<&Person> {
        let own = self.own.as_ref().and_then(|(_, own)| own.by_last_name(last_name, date));
        own.or_else(|| people().by_last_name(last_name, date))
    }

    /// Returns the person's office on `date` (ISO 8601 date or RFC 3339 time): the first listed that was held then.
    pub fn person_office_at(&self, full_name: &str, date: &str) -> Option<&Office> {
        self.person(full_name)?.office_at(date)
    }

    /// Returns who held the office in the country on `date` ("president", "USA"): the one listed first.
    pub fn holder_of(&self, title: &str, country: &str, date: &str) -> Option<&Person> {
        let own = self.own.as_ref().and_then(|(_, own)| own.holder(title, country, date));
        own.or_else(|| people().holder(title, country, date))
    }

    /// Returns the longest title that the tokens begin with, in any case.
    pub fn title(&self, tokens: &[&str]) -> Option<TitleMatch<'_>> {
        titles().longest(tokens)
    }

    /// Returns what the noun denotes; `noun` is in lower case, in the singular or plural.
    pub fn noun_class(&self, noun: &str) -> Option<NounClass> {
        nouns().get(noun)
    }

    /// Returns whether news uses both nouns, in lower case, for one and the same person ("nominee", "candidate").
    pub fn describe_the_same(&self, a: &str, b: &str) -> bool {
        descriptions().are_same(a, b)
    }

    /// Returns whether the plural noun stands for countries ("both nations").
    pub fn means_countries(&self, noun: &str) -> bool {
        descriptions().is_countries(noun)
    }

    /// Returns whether the noun behind the name of an organization stands for it ("a Gallup poll").
    pub fn means_publisher(&self, noun: &str) -> bool {
        descriptions().is_institution(noun)
    }

    /// Returns whether the noun, in lower case, stands for the government of the country before it.
    pub fn means_government(&self, noun: &str) -> bool {
        descriptions().is_government(noun)
    }

    /// Returns whether the noun stands for a country that was named before ("the country").
    pub fn is_land(&self, noun: &str) -> bool {
        descriptions().is_land(noun)
    }

    /// Whether the plural means some countries ("countries", "nations").
    pub fn are_lands(&self, noun: &str) -> bool {
        descriptions().are_lands(noun)
    }

    /// Returns whether behind the participle stands where somebody sits or comes from ("based").
    pub fn is_seated(&self, word: &str) -> bool {
        descriptions().is_seated(word)
    }

    /// Returns whether the word before a noun leaves open who of many is meant ("unnamed").
    pub fn leaves_unnamed(&self, word: &str) -> bool {
        descriptions().leaves_unnamed(word)
    }

    /// Whether a word in lower case joins the parts of a name and does not end one ("of").
    pub fn joins_names(&self, word: &str) -> bool {
        descriptions().joins_names(word)
    }

    /// Whether a word in lower case ends no name, and may stand between two ("and").
    pub fn links_names(&self, word: &str) -> bool {
        descriptions().links_names(word)
    }

    /// Whether a word in lower case ends the name of a company ("inc.").
    pub fn ends_company(&self, word: &str) -> bool {
        descriptions().ends_company(word)
    }

    /// Returns whether the noun is a number of somebody, and nobody where it stands alone ("dozens").
    pub fn counts_alone(&self, noun: &str) -> bool {
        descriptions().counts_alone(noun)
    }

    /// Returns the gender that the given name tells.
    pub fn given_name_gender(&self, name: &str) -> Option<Gender> {
        given_names().gender(name)
    }
}
