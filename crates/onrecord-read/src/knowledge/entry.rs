//! The closed sets of values in entries.

use onrecord_knowledge::{Mistake, Row};

macro_rules! sectors {
    ($($variant:ident $code:literal $doc:literal),* $(,)?) => {
        /// The sector of an actor, after the PLOVER 2.0 ontology.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Sector { $(#[doc = $doc] $variant),* }

        impl Sector {
            /// Returns the sector with the code ("GOV").
            pub fn parse(code: &str) -> Option<Sector> {
                match code { $($code => Some(Sector::$variant),)* _ => None }
            }

            /// Returns the code as records write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Sector::$variant => $code),* }
            }
        }
    };
}

sectors! {
    Government "GOV" "Executive government.",
    Legislature "LEG" "Parliaments and their members.",
    Judiciary "JUD" "Courts and prosecution.",
    Military "MIL" "Armed forces of a state, with the ministry that leads them.",
    Police "COP" "Police, border guards and other law enforcement.",
    Intelligence "SPY" "Intelligence services.",
    Party "PTY" "Political parties and campaigns.",
    Opposition "OPP" "Peaceful opposition to a government.",
    Rebels "REB" "Armed opposition.",
    Irregulars "UAF" "Armed groups that support a state, or that are not aligned.",
    Media "MED" "News media.",
    Nongovernmental "NGO" "Non-governmental organizations.",
    Intergovernmental "IGO" "Organizations of states.",
    Business "BUS" "Companies and their people.",
    Labour "LAB" "Workers and unions.",
    Education "EDU" "Schools, universities and research.",
    Civilian "CVL" "Private people.",
    Crime "CRM" "Organized and other crime.",
    Religion "REL" "Religious organizations and offices.",
}

/// The gender indicated by a name or noun, which determines the pronouns that can refer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// The pronoun is "she".
    Female,
    /// The pronoun is "he".
    Male,
}

/// Returns the sector of the code, or `None` for `-`.
pub(super) fn sector(row: &Row<'_>, code: &str) -> Result<Option<Sector>, Mistake> {
    if code == "-" {
        return Ok(None);
    }
    let unknown = || row.mistake(format_args!("expected a PLOVER sector, found \"{code}\""));
    Sector::parse(code).map(Some).ok_or_else(unknown)
}

/// Returns the ISO 3166-1 alpha-3 code of a country, or `None` for `-`.
pub(super) fn country<'a>(row: &Row<'_>, code: &'a str) -> Result<Option<&'a str>, Mistake> {
    if code == "-" {
        return Ok(None);
    }
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(Some(code));
    }
    Err(row.mistake(format_args!("expected a country code of three capitals, found \"{code}\"")))
}

/// Returns the gender that the files write as `f` or `m`, or `None` for an empty field.
pub(super) fn gender(row: &Row<'_>, letter: &str) -> Result<Option<Gender>, Mistake> {
    match letter {
        "" => Ok(None),
        "f" => Ok(Some(Gender::Female)),
        "m" => Ok(Some(Gender::Male)),
        _ => Err(row.mistake(format_args!("expected f or m, found \"{letter}\""))),
    }
}
