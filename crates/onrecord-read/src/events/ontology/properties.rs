//! Properties of event types: what the reading rules ask about a type instead of its name.

/// A property that an ontology may give to a type or a mode.
///
/// `docs/ontology.md` describes each for those who write an ontology; the rules ask for nothing else about a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Property {
    /// Both sides do it, whichever of them a verb such as "accepted" names ("accepted the deal").
    Mutual,
    /// One group may meet ("talks of the ministers"), a host is no participant, and whoever announces it takes part.
    Meeting,
    /// A verb needs two sides, or one that is several actors of states.
    TwoSided,
    /// A noun needs one side only.
    OneSided,
    /// No event among private people alone.
    Public,
    /// The object is never the subject's own ("defended its record").
    ForOthers,
    /// Whoever takes or accepts it receives it.
    Help,
    /// A clause behind "for" may say what somebody is blamed for, and nobody "takes" blame from a giver.
    Blame,
    /// The recipient may be somebody who is no actor of the record.
    Addressed,
    /// Without a recipient, the object of the deed in the infinitive receives it ("threatened to attack Iraq").
    DeedObject,
    /// Forces that are moved by nobody named move themselves ("troops were deployed").
    ForcesAct,
    /// It consists of words: their content is no second event, and the verb that reports it gives its time.
    Verbal,
    /// It may happen again between the same actors: two are one event only with a recipient in common.
    Repeatable,
    /// What a named party must do, as somebody says ("Russia must leave, Ukraine said").
    Obliged,
    /// It harms people or things: nouns of it may be a weapon, and its victims are told apart from its objects.
    Violent,
    /// Words of the list `[unrelated]` beside it rule it out.
    CheckUnrelated,
    /// It takes place where people can see it, so the place may be told in the sentences around.
    OnTheGround,
    /// The place of its recipient is its place.
    PlaceOfRecipient,
    /// Any place in its sentence may be its place.
    PlaceInSentence,
    /// The same, while it is planned.
    PlannedPlaceInSentence,
    /// The country of the actors is its place where no other is told.
    PlaceOfActors,
    /// The country whose government or the like undergoes it is its place.
    PlaceOfOwner,
    /// Somebody is moved, so that "to" may stand before its place.
    Moves,
    /// The actor travels: as [`Property::Moves`], and private people who travel are no event.
    Travel,
    /// The same event may be told with and without this mode.
    OptionalMode,
    /// The model, which knows the types of PLOVER 2.0 by their names, proposes events of the type and judges those that words
    /// state.
    Learned,
}

impl Property {
    /// Every property under the name that an ontology file gives it.
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

    /// Returns the property of this name.
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

/// What an event of a type is coded as in certain circumstances: another type, or the same one without its mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Recoding {
    /// While it is planned.
    Planned,
    /// Where the actor says that it will do it.
    Promised,
    /// Where the actor says that it will not do it.
    Refused,
}

impl Recoding {
    const ALL: [(&'static str, Recoding); 3] =
        [("planned", Recoding::Planned), ("promised", Recoding::Promised), ("refused", Recoding::Refused)];

    /// Returns the recoding of this name.
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
