//! What sort of actor commits an act: a state, a body that can ask or demand, armed forces.

use onrecord_record::ActorKind;

use super::arguments::Scene;
use super::ontology::Sort;
use crate::actors::{Form, actor};

/// Sectors that act for a state.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];

/// Sectors with arms.
const FORCES: [&str; 4] = ["MIL", "COP", "REB", "UAF"];

/// Sectors of bodies beside the state and organizations that speak for many.
const BODIES: [&str; 7] = ["PTY", "OPP", "REB", "UAF", "IGO", "NGO", "LAB"];

/// Whether the entity is of the sort.
pub(super) fn is(scene: &Scene<'_>, entity: usize, sort: Sort) -> bool {
    let actor = actor(scene.layers, scene.mentions, scene.entities, entity);
    let of = |sectors: &[&str]| actor.sectors.iter().any(|sector| sectors.contains(&sector.as_str()));
    let is_land = matches!(actor.kind, ActorKind::Country | ActorKind::Place);
    match sort {
        Sort::State => is_land || of(&STATE) || of(&["IGO"]),
        Sort::Body => is_land || actor.kind == ActorKind::Organization || of(&STATE) || of(&BODIES),
        Sort::Forces => of(&FORCES),
    }
}

/// Whether only private people take part: patients and nurses who meet are no matter of politics.
pub(super) fn are_private<'e>(scene: &Scene<'_>, mut entities: impl Iterator<Item = &'e usize>) -> bool {
    let is_private = |&entity: &usize| {
        let actor = actor(scene.layers, scene.mentions, scene.entities, entity);
        let described =
            scene.entities.members[entity].iter().all(|&m| !matches!(scene.mentions[m].form, Form::Name(_)));
        let knowledge = scene.layers.knowledge;
        let is_land = scene.entities.members[entity]
            .iter()
            .filter_map(|&m| scene.mentions[m].key.last())
            .any(|noun| knowledge.is_land(noun) || knowledge.are_lands(noun));
        match actor.sectors.as_slice() {
            _ if is_land => false,
            [only] => only == "CVL" || described && matches!(only.as_str(), "EDU" | "MED"),
            [] => described && matches!(actor.kind, ActorKind::Group | ActorKind::Person),
            _ => false,
        }
    };
    entities.all(is_private)
}
