//! Properties of event types: the rules test these properties instead of the name of a type.

/// A property that an ontology may give to a type or a mode.
///
/// `docs/ontology.md` describes each for authors of ontologies. Rules depend on nothing else about a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Property {
    /// Both sides are actors, whichever of them a verb such as "accepted" has as its subject ("accepted the deal").
    Mutual,
    /// One group is enough ("talks of the ministers"), a host is not an actor, and whoever announces the meeting takes
    /// part.
    Meeting,
    /// A verb needs two participants, or one that consists of several state actors.
    TwoSided,
    /// A noun needs only one participant.
    OneSided,
    /// There is no event if all participants are private people.
    Public,
    /// The object must not belong to the subject ("defended its record").
    ForOthers,
    /// Whoever takes or accepts it is the recipient.
    Help,
    /// A clause after "for" may say what somebody is blamed for, and whoever takes or accepts it is not the recipient.
    Blame,
    /// The recipient need not be an actor of the record.
    Addressed,
    /// Without a recipient, the object of an infinitive below the verb is the recipient ("threatened to attack Iraq").
    DeedObject,
    /// In the passive without a named agent, armed forces are the actors ("troops were deployed").
    ForcesAct,
    /// A speech act: its content is not a second event, and the event takes the time of the verb that reports it.
    Verbal,
    /// It may happen repeatedly between the same actors: two mentions are one event only if they share a recipient.
    Repeatable,
    /// The type of a reported obligation of a named party ("Russia must leave, Ukraine said").
    Obliged,
    /// It harms people or things: its nouns may denote weapons, and its victims are distinguished from its objects.
    Violent,
    /// Nearby words of the list `[unrelated]` rule it out.
    CheckUnrelated,
    /// It takes place in public view, so its place may be named in the surrounding sentences.
    OnTheGround,
    /// Its place is that of its recipient.
    PlaceOfRecipient,
    /// Any place in its sentence may be its place.
    PlaceInSentence,
    /// Any place in its sentence may be its place while it is planned.
    PlannedPlaceInSentence,
    /// Its place is the country of the actors if no other place is given.
    PlaceOfActors,
    /// Its place is the country to which the affected government or similar body belongs.
    PlaceOfOwner,
    /// It moves somebody, so "to" may introduce its place.
    Moves,
    /// The actor travels: as [`Property::Moves`], and travel of private people is not an event.
    Travel,
    /// Mentions with and without this mode may be of the same event.
    OptionalMode,
    /// The model, which knows the types of PLOVER 2.0 by their names, proposes events of the type and judges those that
    /// entries state.
    Learned,
}

impl Property {
    /// Every property with its name in an ontology file.
    pub(crate) const ALL: [(&'static str, Property); 26] = [
        ("mutual", Property::Mutual),
        ("meeting", Property::Meeting),
        ("two-sided", Property::TwoSided),
        ("one-sided", Property::OneSided),
        ("public", Property::Public),
        ("for-others", Property::ForOthers),
        ("help", Property::Help),
        ("blame", Property::Blame),
        ("addressed", Property::Addressed),
        ("deed-object", Property::DeedObject),
        ("forces-act", Property::ForcesAct),
        ("verbal", Property::Verbal),
        ("repeatable", Property::Repeatable),
        ("obliged", Property::Obliged),
        ("violent", Property::Violent),
        ("check-unrelated", Property::CheckUnrelated),
        ("on-the-ground", Property::OnTheGround),
        ("place-of-recipient", Property::PlaceOfRecipient),
        ("place-in-sentence", Property::PlaceInSentence),
        ("planned-place-in-sentence", Property::PlannedPlaceInSentence),
        ("place-of-actors", Property::PlaceOfActors),
        ("place-of-owner", Property::PlaceOfOwner),
        ("moves", Property::Moves),
        ("travel", Property::Travel),
        ("optional-mode", Property::OptionalMode),
        ("learned", Property::Learned),
    ];

    /// Returns the property with this name.
    pub(super) fn parse(name: &str) -> Option<Property> {
        Property::ALL.iter().find(|(known, _)| *known == name).map(|&(_, property)| property)
    }
}

/// A set of properties.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Properties(u32);

impl Properties {
    /// Returns the set of these properties.
    pub(super) fn of(properties: &[Property]) -> Properties {
        properties.iter().fold(Properties::default(), |set, &property| set.with(property))
    }

    /// Returns whether the property is in the set.
    pub(crate) fn has(self, property: Property) -> bool {
        self.0 & (1 << property as u32) != 0
    }

    /// Returns the set with one more property.
    pub(super) fn with(self, property: Property) -> Properties {
        Properties(self.0 | 1 << property as u32)
    }

    /// Returns the properties that are in this set or in the other.
    pub(super) fn or(self, other: Properties) -> Properties {
        Properties(self.0 | other.0)
    }

    /// Returns the properties that are in both sets.
    pub(super) fn and(self, other: Properties) -> Properties {
        Properties(self.0 & other.0)
    }

    /// Returns the properties that are not in the other set.
    pub(super) fn minus(self, other: Properties) -> Properties {
        Properties(self.0 & !other.0)
    }
}

/// The circumstances in which an event is coded as another type, or as the same type without its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Recoding {
    /// The event is planned.
    Planned,
    /// The actors say that they will do it.
    Promised,
    /// The actors say that they will not do it.
    Refused,
}

impl Recoding {
    const ALL: [(&'static str, Recoding); 3] =
        [("planned", Recoding::Planned), ("promised", Recoding::Promised), ("refused", Recoding::Refused)];

    /// Returns the recoding with this name.
    pub(super) fn parse(name: &str) -> Option<Recoding> {
        Recoding::ALL.iter().find(|(known, _)| *known == name).map(|&(_, recoding)| recoding)
    }

    /// Returns the name in an ontology file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Recoding::Planned => "planned",
            Recoding::Promised => "promised",
            Recoding::Refused => "refused",
        }
    }
}
