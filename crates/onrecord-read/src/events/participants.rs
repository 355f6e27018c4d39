//! The class of a participant: a state, a body that can ask or demand, armed forces, private people, a place.
//!
//! These rules use PLOVER sectors and kinds of actors, which belong to the record's format and not to an ontology.

use onrecord_record::ActorKind;

use super::clause_view::ClauseView;
use super::ontology::{ActorClass, List};
use crate::actors::{Form, Kind, Mentioned};
use crate::knowledge::Sector;
use crate::model::NameTag;
use crate::syntax::Upos;

/// Sectors that act for a state.
const STATE: [&str; 6] = ["GOV", "MIL", "COP", "JUD", "LEG", "SPY"];

/// Sectors of armed actors.
const FORCES: [&str; 4] = ["MIL", "COP", "REB", "UAF"];

/// Sectors of non-state bodies, and of organizations that represent many.
const BODIES: [&str; 7] = ["PTY", "OPP", "REB", "UAF", "IGO", "NGO", "LAB"];

/// Returns whether the entity belongs to the class.
pub(super) fn is_of_class(view: &ClauseView<'_>, entity: usize, class: ActorClass) -> bool {
    let actor = view.actor(entity);
    let of = |sectors: &[&str]| actor.sectors.iter().any(|sector| sectors.contains(&sector.as_str()));
    let is_territory = matches!(actor.kind, ActorKind::Country | ActorKind::Place);
    match class {
        ActorClass::State => is_territory || of(&STATE) || of(&["IGO"]),
        ActorClass::Body => is_territory || actor.kind == ActorKind::Organization || of(&STATE) || of(&BODIES),
        ActorClass::Forces => of(&FORCES),
    }
}

/// Returns whether the entity is a plural that denotes several persons or bodies.
pub(super) fn are_several(view: &ClauseView<'_>, entity: usize) -> bool {
    view.entities.members[entity].first().is_some_and(|&m| view.mentions[m].plural)
}

/// Returns whether there are entities and all of them are private people: nurses who meet patients are not a political
/// event.
pub(super) fn are_private<'e>(view: &ClauseView<'_>, entities: impl Iterator<Item = &'e usize>) -> bool {
    let mut entities = entities.peekable();
    entities.peek().is_some() && entities.all(|&entity| is_private(view, entity))
}

/// Returns whether the entity consists of private people, as far as the article says.
fn is_private(view: &ClauseView<'_>, entity: usize) -> bool {
    *view.private[entity].get_or_init(|| find_private(view, entity))
}

fn find_private(view: &ClauseView<'_>, entity: usize) -> bool {
    let actor = view.actor(entity);
    let members = || view.entities.members[entity].iter().map(|&m| &view.mentions[m]);
    let described = members().all(|mention| !matches!(mention.form, Form::Name(_)));
    let knowledge = view.article.knowledge;
    let is_country = || {
        let mut nouns = members().filter_map(|mention| mention.key.last());
        nouns.any(|noun| knowledge.is_country_noun(noun) || knowledge.is_country_plural(noun))
    };
    let is_private = match actor.sectors.as_slice() {
        [only] => only == "CVL" || described && matches!(only.as_str(), "EDU" | "MED"),
        [] => described && matches!(actor.kind, ActorKind::Group | ActorKind::Person),
        _ => false,
    };
    is_private && !is_country()
}

/// Returns whether the word denotes people, a number of them, or an armed organization.
pub(super) fn is_human(view: &ClauseView<'_>, token: usize) -> bool {
    let counts = view.ontology.is(&view.lower(token), List::Quantity) || view.article.syntax.upos[token] == Upos::Num;
    let kind = view.mention_at[token].is_some_and(|m| match view.mentions[m].form {
        Form::Name(NameTag::Person | NameTag::Norp) | Form::Nominal(Kind::Person | Kind::People) => true,
        Form::Nominal(Kind::Organization) => is_armed(view, &view.mentions[m]),
        _ => false,
    });
    counts || kind || view.is_pronoun(token) && !view.words.thing.has(&view.lower(token))
}

/// Returns whether the entity is a place other than a country.
fn is_place(view: &ClauseView<'_>, entity: usize) -> bool {
    view.actor(entity).kind == ActorKind::Place
}

/// Returns whether the entity is a place or a country.
pub(super) fn is_territory(view: &ClauseView<'_>, entity: usize) -> bool {
    let kind = view.actor(entity).kind;
    matches!(kind, ActorKind::Place | ActorKind::Country)
}

/// Returns whether the entity is a named place or country.
pub(super) fn is_named_territory(view: &ClauseView<'_>, entity: usize) -> bool {
    is_territory(view, entity) && !is_unnamed_place(view, entity)
}

/// Returns whether the entity is one person.
pub(super) fn is_person(view: &ClauseView<'_>, entity: usize) -> bool {
    view.actor(entity).kind == ActorKind::Person
}

/// Returns whether the entity is a place without a name, such as a house, which cannot be an actor.
pub(super) fn is_unnamed_place(view: &ClauseView<'_>, entity: usize) -> bool {
    let is_described =
        || view.entities.members[entity].iter().all(|&m| !matches!(view.mentions[m].form, Form::Name(_)));
    is_place(view, entity) && is_described()
}

/// Returns whether the word heads a description of an organization ("the agency").
pub(super) fn is_described_body(view: &ClauseView<'_>, token: usize) -> bool {
    view.mention_at[token].is_some_and(|m| view.mentions[m].form == Form::Nominal(Kind::Organization))
}

/// Returns whether the noun of a description denotes armed people.
fn is_armed(view: &ClauseView<'_>, mention: &Mentioned) -> bool {
    use Sector::{Crime, Irregulars, Military, Police, Rebels};
    let class = mention.key.last().and_then(|noun| view.article.knowledge.noun_class(noun));
    let sector = class.and_then(|class| class.sector);
    sector.is_some_and(|sector| matches!(sector, Crime | Irregulars | Military | Police | Rebels))
}

/// Returns whether the subject of the verb denotes several armed people or bodies ("rival gangs fought").
pub(super) fn has_armed_subjects(view: &ClauseView<'_>, verb: usize) -> bool {
    let mention = view.subject(verb).and_then(|t| view.mention_at[t]).map(|m| &view.mentions[m]);
    mention.is_some_and(|mention| mention.plural && is_armed(view, mention))
}
