//! The closed lists of values that entries have.

macro_rules! sectors {
    ($($variant:ident $code:literal $doc:literal),* $(,)?) => {
        /// What kind of part in public life an actor has, after the PLOVER 2.0 ontology.
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
    Opposition "OPP" "Those who oppose a government by peaceful means.",
    Rebels "REB" "Armed opposition.",
    Irregulars "UAF" "Armed groups that side with a state, or with none.",
    Media "MED" "News media.",
    Nongovernmental "NGO" "Non-governmental organizations.",
    Intergovernmental "IGO" "Organizations of states.",
    Business "BUS" "Companies and their people.",
    Labour "LAB" "Workers and unions.",
    Education "EDU" "Schools, universities and research.",
    Civilian "CVL" "Private people.",
    Crime "CRM" "Organized and other crime.",
    Religion "REL" "Religious bodies and offices.",
}

/// The gender that a name or noun tells, as far as pronouns follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// Taken up by "she".
    Female,
    /// Taken up by "he".
    Male,
}

impl Gender {
    /// Returns the gender that the files write as `f` or `m`.
    pub(super) fn parse(letter: &str) -> Option<Gender> {
        match letter {
            "f" => Some(Gender::Female),
            "m" => Some(Gender::Male),
            _ => None,
        }
    }
}
