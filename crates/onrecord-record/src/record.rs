//! The types of the record, in the order in which they are written.

use crate::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $letter:literal),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// Counted from 0; written as a letter and the number counted from 1.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), self.0 + 1)
            }
        }

        impl $name {
            /// Returns the id written in `text`, or `None` if it is not an id.
            pub fn parse(text: &str) -> Option<Self> {
                let number: usize = text.strip_prefix($letter)?.parse().ok()?;
                Some($name(number.checked_sub(1)?))
            }
        }
    )*};
}

ids! {
    /// The index of an actor in [`Record::actors`].
    ActorId "a",
    /// The index of a statement in [`Record::statements`].
    StatementId "s",
    /// The index of an event in [`Record::events`].
    EventId "e",
    /// The index of a time in [`Record::times`].
    TimeId "t",
    /// The index of a place in [`Record::places`].
    PlaceId "p",
    /// The index of a quantity in [`Record::quantities`].
    QuantityId "q",
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant),* }

        impl $name {
            /// Every value, in the order of the definition.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Returns the name in the record.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// Returns the value whose name in the record is `text`.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }
        }
    )*};
}

names! {
    /// What an actor is.
    ActorKind {
        /// A human being.
        Person = "person",
        /// An organization that can act as one: a government, company, party, army, court or newspaper.
        Organization = "organization",
        /// A state.
        Country = "country",
        /// A town, region, building or other place.
        Place = "place",
        /// People described together ("protesters", "Republicans").
        Group = "group",
        /// Anything else that is named or speaks (a report, a law).
        Other = "other",
    }

    /// How a mention refers to its actor.
    MentionForm {
        /// A proper name, with or without a title.
        Name = "name",
        /// A description with a common noun.
        Nominal = "nominal",
        /// A pronoun.
        Pronoun = "pronoun",
    }

    /// How much of the content of a statement is quoted.
    StatementKind {
        /// All of the content is in quotation marks.
        Direct = "direct",
        /// A part of the content is in quotation marks.
        Mixed = "mixed",
        /// None of the content is in quotation marks.
        Indirect = "indirect",
    }

    /// Whether an event is real, as far as the article says.
    EventStatus {
        /// It happened or is happening.
        Actual = "actual",
        /// Somebody intends to bring it about.
        Planned = "planned",
        /// It may happen or may have happened.
        Possible = "possible",
        /// It is reported not to have happened.
        Negated = "negated",
    }

    /// TIMEX3 types (TimeML 1.2.1).
    TimeType {
        /// A calendar date, from a day to a millennium.
        Date = "DATE",
        /// A time of day.
        Time = "TIME",
        /// A length of time.
        Duration = "DURATION",
        /// Times that recur.
        Set = "SET",
    }
}

/// The metadata and the text of the article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentInfo {
    /// Stable id: derived from the content, or given with the input.
    pub id: String,
    /// Headline, if known separately from the text.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The address of the article.
    pub url: Option<String>,
    /// The host that the text was fetched from; `None` if it was not fetched. Unlike the address and the publisher, it
    /// does not depend on what the article says about itself.
    pub host: Option<String>,
    /// The authors as the article gives them.
    pub byline: Option<String>,
    /// Date (`2025-02-13`) or RFC 3339 time of publication.
    pub published: Option<String>,
    /// ISO 639-1 code of the language.
    pub language: String,
    /// The input that it was read from.
    pub origin: Option<Origin>,
    /// The text that all spans point into.
    pub text: String,
}

/// The input that an article was read from. The id of an article does not depend on it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The path or address of the input as it was given; `-` for standard input.
    pub path: String,
    /// The part of the input that the article comes from, such as `line 3` or `record 17`; `None` if it is the whole
    /// input.
    pub part: Option<String>,
}

impl Origin {
    /// Returns the last component of the path: the name of a file.
    ///
    /// ```
    /// let origin = onrecord_record::Origin { path: "news/may.jsonl".to_owned(), part: None };
    /// assert_eq!(origin.name(), "may.jsonl");
    /// ```
    pub fn name(&self) -> &str {
        let path = self.path.trim_end_matches(['/', '\\']);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        if name.is_empty() { &self.path } else { name }
    }
}

/// Writes the path and the part: `news/may.jsonl, line 3`.
impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        self.part.as_ref().map_or(Ok(()), |part| write!(f, ", {part}"))
    }
}

/// A mention of an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The words of the mention.
    pub span: Span,
    /// The form of the mention.
    pub form: MentionForm,
}

/// A person, organization, country or other entity that is named or acts.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The fullest name in the article; never a pronoun.
    pub name: String,
    /// The kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of the country that it belongs to.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// The words that give its role.
    pub roles: Vec<Span>,
    /// All mentions, in text order.
    pub mentions: Vec<Mention>,
}

/// One attribution: somebody says, writes, thinks or shows something.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// How much of the content is quoted.
    pub kind: StatementKind,
    /// The words that name the source; empty if there are none.
    pub source: Vec<Span>,
    /// The words that mark the attribution.
    pub cue: Vec<Span>,
    /// What is said, quotation marks included.
    pub content: Vec<Span>,
    /// The actors that `source` refers to.
    pub speakers: Vec<ActorId>,
    /// The actors to whom it is said.
    pub addressees: Vec<ActorId>,
    /// The words for the place or medium in which it was said.
    pub venue: Option<Span>,
    /// When it was said.
    pub time: Option<TimeId>,
    /// The statement in whose content this one is nested.
    pub within: Option<StatementId>,
    /// Probability that source, cue and content are all right, 0 to 1.
    pub confidence: f32,
    /// Probability that `speakers` are exactly the named actors that the source refers to, 0 to 1, given that the
    /// statement is right; `None` for a statement without speakers.
    pub speaker_confidence: Option<f32>,
}

/// The speaker confidence below which speakers are shown as probable. Set by hand.
pub const SURE_SPEAKER: f32 = 0.8;

impl Statement {
    /// Returns whether the speakers should be shown as probable: there are some, with a confidence below
    /// [`SURE_SPEAKER`].
    #[must_use]
    pub fn has_probable_speakers(&self) -> bool {
        !self.speakers.is_empty() && self.speaker_confidence.is_some_and(|confidence| confidence < SURE_SPEAKER)
    }
}

/// Who did what to whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER type, or a type of the user's own ontology.
    pub event_type: String,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Quad class, 1 to 4.
    pub quad: Option<u8>,
    /// Goldstein score, -10 to 10.
    pub goldstein: Option<f32>,
    /// The words that state the event at its first mention.
    pub anchor: Span,
    /// The words of each mention of the event, in text order; the first is `anchor`.
    pub anchors: Vec<Span>,
    /// Who did it.
    pub actors: Vec<ActorId>,
    /// To whom.
    pub recipients: Vec<ActorId>,
    /// When.
    pub time: Option<TimeId>,
    /// Where.
    pub place: Option<PlaceId>,
    /// Whether it is real.
    pub status: EventStatus,
    /// Sizes: what is counted ("killed") and the quantity.
    pub magnitude: Vec<(String, QuantityId)>,
    /// The statement that reports it.
    pub statement: Option<StatementId>,
    /// Probability that the event is right, 0 to 1.
    pub confidence: f32,
}

/// A time expression as in TIMEX3 (TimeML 1.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// The type.
    pub time_type: TimeType,
    /// ISO 8601 value with the extensions of TIMEX3 ("2025-W07", "P3D", "PRESENT_REF").
    pub value: String,
    /// TIMEX3 `mod` ("APPROX", "BEFORE", "START").
    pub modifier: Option<String>,
}

/// A place and its location.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The words.
    pub span: Span,
    /// The gazetteer's name, or the words of the article if unresolved.
    pub name: String,
    /// ISO 3166-1 alpha-3 code.
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u64>,
}

/// An amount and what it counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    /// The words.
    pub span: Span,
    /// Lower bound; `None` if there is none.
    pub low: Option<f64>,
    /// Upper bound; `None` if there is none.
    pub high: Option<f64>,
    /// Unit: `%`, an ISO 4217 code, a unit of measure, with `/` for a rate; `None` for plain counts.
    pub unit: Option<String>,
    /// The words that say what is counted.
    pub of: Option<Span>,
    /// Whether the text marks the amount as approximate.
    pub approximate: bool,
}

/// Information for users of a record about how it was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// Stable name of the kind of notice, in kebab case.
    pub code: String,
    /// The explanation, for people.
    pub message: String,
}

impl Notice {
    /// Returns a notice with this code and message.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Notice { code: code.to_owned(), message: message.into() }
    }
}

/// The result of reading one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Record {
    /// The article.
    pub document: DocumentInfo,
    /// Its sentences in text order.
    pub sentences: Vec<Span>,
    /// Everyone and everything that is named or acts.
    pub actors: Vec<Actor>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Who did what to whom.
    pub events: Vec<Event>,
    /// When.
    pub times: Vec<Time>,
    /// Where.
    pub places: Vec<Place>,
    /// How many.
    pub quantities: Vec<Quantity>,
    /// Notices about how the record was made.
    pub notices: Vec<Notice>,
}

impl Record {
    /// Returns the words of the article in `spans`, joined by ` […] `; a span that is not in the text gives no words.
    ///
    /// ```
    /// use onrecord_record::{Record, Span};
    ///
    /// let mut record = Record::default();
    /// record.document.text = "“Rain,” he said, “is good.”".to_owned();
    /// assert_eq!(record.words(&[Span::new(0, 11), Span::new(21, 35)]), "“Rain,” […] “is good.”");
    /// ```
    #[must_use]
    pub fn words(&self, spans: &[Span]) -> String {
        let pieces: Vec<&str> = spans.iter().map(|span| span.text(&self.document.text)).collect();
        pieces.join(" […] ")
    }
}
