//! What sort of actor commits an act: a state, a body that can ask or demand, armed forces.

use onrecord_record::ActorKind;

use super::arguments::Scene;
use super::ontology::Sort;
use crate::actors::actor;

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
