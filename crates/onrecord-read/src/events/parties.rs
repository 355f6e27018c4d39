//! Of what sort those are who take part: states, bodies that can ask or demand, those who bear arms, private people.

use onrecord_record::ActorKind;

use super::arguments::Scene;
use super::ontology::{ActorClass, List, Ontology};
use crate::actors::{Form, Kind, Mentioned};
use crate::knowledge::Sector;
use crate::model::NameTag;
use crate::syntax::Upos;

/// Sectors that act for a state.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];

/// Sectors with arms.
const FORCES: [&str; 4] = ["MIL", "COP", "REB", "UAF"];

/// Sectors of bodies beside the state and organizations that speak for many.
const BODIES: [&str; 7] = ["PTY", "OPP", "REB", "UAF", "IGO", "NGO", "LAB"];

/// Whether the entity is of the class.
pub(super) fn is(scene: &Scene<'_>, entity: usize, class: ActorClass) -> bool {
    let actor = scene.actor(entity);
    let of = |sectors: &[&str]| actor.sectors.iter().any(|sector| sectors.contains(&sector.as_str()));
    let is_land = matches!(actor.kind, ActorKind::Country | ActorKind::Place);
    match class {
        ActorClass::State => is_land || of(&STATE) || of(&["IGO"]),
        ActorClass::Body => is_land || actor.kind == ActorKind::Organization || of(&STATE) || of(&BODIES),
        ActorClass::Forces => of(&FORCES),
    }
}

/// Whether the entity is several persons or bodies under one plural.
pub(super) fn are_several(scene: &Scene<'_>, entity: usize) -> bool {
    scene.entities.members[entity].first().is_some_and(|&m| scene.mentions[m].plural)
}

/// Whether some take part, and all of them are private people: patients and nurses who meet are no matter of politics.
pub(super) fn are_private<'e>(scene: &Scene<'_>, entities: impl Iterator<Item = &'e usize>) -> bool {
    let mut entities = entities.peekable();
    entities.peek().is_some() && entities.all(|&entity| scene.is_private(entity))
}

/// Whether the entity is private people, as far as its words tell.
pub(super) fn is_private(scene: &Scene<'_>, entity: usize) -> bool {
    let actor = scene.actor(entity);
    let members = || scene.entities.members[entity].iter().map(|&m| &scene.mentions[m]);
    let described = members().all(|mention| !matches!(mention.form, Form::Name(_)));
    let knowledge = scene.article.knowledge;
    let is_land = || {
        let mut nouns = members().filter_map(|mention| mention.key.last());
        nouns.any(|noun| knowledge.is_country_noun(noun) || knowledge.is_country_plural(noun))
    };
    let is_private = match actor.sectors.as_slice() {
        [only] => only == "CVL" || described && matches!(only.as_str(), "EDU" | "MED"),
        [] => described && matches!(actor.kind, ActorKind::Group | ActorKind::Person),
        _ => false,
    };
    is_private && !is_land()
}

/// Is it a person or people, or so many of them, that the word denotes? Of organizations, those that bear arms.
pub(super) fn is_human(scene: &Scene<'_>, ontology: &Ontology, token: usize) -> bool {
    let counts = ontology.is(&scene.lower(token), List::Quantity) || scene.article.syntax.upos[token] == Upos::Num;
    let kind = scene.carried[token].is_some_and(|m| match scene.mentions[m].form {
        Form::Name(NameTag::Person | NameTag::Norp) | Form::Nominal(Kind::Person | Kind::People) => true,
        Form::Nominal(Kind::Organization) => is_armed(scene, &scene.mentions[m]),
        _ => false,
    });
    counts || kind || scene.is_pronoun(token) && !matches!(&*scene.lower(token), "it" | "its")
}

/// Whether the entity is a place, and no country.
pub(super) fn is_place(scene: &Scene<'_>, entity: usize) -> bool {
    scene.actor(entity).kind == ActorKind::Place
}

/// Whether the entity is a place or a country.
pub(super) fn is_land(scene: &Scene<'_>, entity: usize) -> bool {
    let kind = scene.actor(entity).kind;
    matches!(kind, ActorKind::Place | ActorKind::Country)
}

/// Whether the entity is a place or a country, and has a name.
pub(super) fn is_named_land(scene: &Scene<'_>, entity: usize) -> bool {
    is_land(scene, entity) && !is_ground(scene, entity)
}

/// Whether the entity is one person.
pub(super) fn is_person(scene: &Scene<'_>, entity: usize) -> bool {
    scene.actor(entity).kind == ActorKind::Person
}

/// Whether the entity is a place that no name tells, such as a house: nobody who acts.
pub(super) fn is_ground(scene: &Scene<'_>, entity: usize) -> bool {
    let described = scene.entities.members[entity].iter().all(|&m| !matches!(scene.mentions[m].form, Form::Name(_)));
    described && is_place(scene, entity)
}

/// Whether the word heads the description of an organization ("the agency").
pub(super) fn is_described_body(scene: &Scene<'_>, token: usize) -> bool {
    scene.carried[token].is_some_and(|m| scene.mentions[m].form == Form::Nominal(Kind::Organization))
}

/// Does the noun of the description tell of those who bear arms?
fn is_armed(scene: &Scene<'_>, mention: &Mentioned) -> bool {
    use Sector::{Crime, Irregulars, Military, Police, Rebels};
    let class = mention.key.last().and_then(|noun| scene.article.knowledge.noun_class(noun));
    let sector = class.and_then(|class| class.sector);
    sector.is_some_and(|sector| matches!(sector, Crime | Irregulars | Military | Police | Rebels))
}

/// Are there several who bear arms in the subject of the verb ("rival gangs fought")?
pub(super) fn are_armed(scene: &Scene<'_>, verb: usize) -> bool {
    let mention = scene.subject(verb).and_then(|t| scene.carried[t]).map(|m| &scene.mentions[m]);
    mention.is_some_and(|mention| mention.plural && is_armed(scene, mention))
}
