//! The types of the record, in the order in which they are written.

use crate::Span;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $letter:literal),* $(,)?) => {$(
        $(#[$doc])*
        ///
        /// Counted from 0; written as a letter and the number from 1 on.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), self.0 + 1)
            }
        }

        impl $name {
            /// Returns the id that `text` writes, `None` where it is not one.
            pub fn parse(text: &str) -> Option<Self> {
                let number: usize = text.strip_prefix($letter)?.parse().ok()?;
                Some($name(number.checked_sub(1)?))
            }
        }
    )*};
}

ids! {
    /// The place of an actor in [`Record::actors`].
    ActorId "a",
    /// The place of a statement in [`Record::statements`].
    StatementId "s",
    /// The place of an event in [`Record::events`].
    EventId "e",
    /// The place of a time in [`Record::times`].
    TimeId "t",
    /// The place of a place in [`Record::places`].
    PlaceId "p",
    /// The place of a quantity in [`Record::quantities`].
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

            /// Returns the value that the record writes as `text`.
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
        /// A body that can act as one: government, company, party, army, court, paper.
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

    /// How the words of a statement are given.
    StatementKind {
        /// All of the content is in quotation marks.
        Direct = "direct",
        /// A part of the content is in quotation marks.
        Mixed = "mixed",
        /// None of it is.
        Indirect = "indirect",
    }

    /// What is known of an event's being real.
    EventStatus {
        /// It happened or is happening.
        Actual = "actual",
        /// Somebody means to bring it about.
        Planned = "planned",
        /// It may happen or may have happened.
        Possible = "possible",
        /// It is said not to have happened.
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

/// What is known of the article itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentInfo {
    /// Stable id: from the content, or given with the input.
    pub id: String,
    /// Headline, where known apart from the text.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was found.
    pub url: Option<String>,
    /// The host that the text was fetched from; `None` if it was not fetched. Unlike the address and the publisher, this is
    /// not what the article says of itself.
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
    /// Which part of the input the article is, such as `line 3` or `record 17`; `None` if it is the whole input.
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

/// Words that refer to an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// How they refer.
    pub form: MentionForm,
}

/// Everyone and everything that is named or acts, one entry each.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// The fullest name in the article; never a pronoun.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3 code of the side that it belongs to.
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
    /// How the words are given.
    pub kind: StatementKind,
    /// The words that name the source; empty where none do.
    pub source: Vec<Span>,
    /// The words that mark the attribution.
    pub cue: Vec<Span>,
    /// What is said, quotation marks included.
    pub content: Vec<Span>,
    /// The actors behind `source`.
    pub speakers: Vec<ActorId>,
    /// To whom it is said.
    pub addressees: Vec<ActorId>,
    /// Where or on what it was said.
    pub venue: Option<Span>,
    /// When it was said.
    pub time: Option<TimeId>,
    /// The statement whose content holds this one.
    pub within: Option<StatementId>,
    /// Probability that source, cue and content are all right, 0 to 1.
    pub confidence: f32,
    /// Probability that `speakers` are all of those with a name behind the source, and no others, 0 to 1, given that the statement is
    /// right; none of a statement without speakers.
    pub speaker_confidence: Option<f32>,
}

/// The confidence of the speakers below which they are shown as probable ones. Set by hand.
pub const SURE_SPEAKER: f32 = 0.8;

impl Statement {
    /// Returns whether its speakers should be shown as probable: it has some, with a confidence below [`SURE_SPEAKER`].
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
    /// The words that state the event, where they do so first.
    pub anchor: Span,
    /// Every place that states the event, in text order; the first is `anchor`.
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

/// A time expression after TIMEX3 (TimeML 1.2.1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// The words.
    pub span: Span,
    /// The type.
    pub time_type: TimeType,
    /// ISO 8601 value as TIMEX3 extends it ("2025-W07", "P3D", "PRESENT_REF").
    pub value: String,
    /// TIMEX3 `mod` ("APPROX", "BEFORE", "START").
    pub modifier: Option<String>,
}

/// A place and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The words.
    pub span: Span,
    /// The gazetteer's name, or the words where unresolved.
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
    /// Least value; `None` where open below.
    pub low: Option<f64>,
    /// Greatest value; `None` where open above.
    pub high: Option<f64>,
    /// Unit: `%`, an ISO 4217 code, a unit of measure, with `/` for a rate; `None` for plain counts.
    pub unit: Option<String>,
    /// The words that say what is counted.
    pub of: Option<Span>,
    /// Whether the text hedges.
    pub approximate: bool,
}

/// What a reader of the record should know.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Notice {
    /// Stable name of the kind of notice, in kebab case.
    pub code: String,
    /// The explanation, for people.
    pub message: String,
}

impl Notice {
    /// Returns the notice.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Notice { code: code.to_owned(), message: message.into() }
    }
}

/// What reading one article gives.
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
    /// Notices about this reading.
    pub notices: Vec<Notice>,
}

impl Record {
    /// Returns the words of the article under `spans`, pieces joined by ` […] `; nothing where a span is not in the text.
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
