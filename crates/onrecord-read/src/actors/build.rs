//! Builds the actors of the record from entities: name, kind, country, sectors, roles.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Actor, ActorId, ActorKind, Mention, Span};

use super::actor_attributes::{Attributes, attributes};
use super::collective::collective_members;
use super::entities::Entities;
use super::mention::{Form, Kind, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::Knowledge;
use crate::model::NameTag;

/// The actors of the record, and the entity that each of them was built from.
pub(crate) struct Actors {
    pub(crate) list: Vec<Actor>,
    /// The actor of each entity that has one.
    pub(crate) ids: BTreeMap<usize, ActorId>,
}

impl Actors {
    /// Returns the actor of the entity, if it has one.
    pub(crate) fn id_of(&self, entity: usize) -> Option<ActorId> {
        self.ids.get(&entity).copied()
    }
}

/// Returns the actors: every entity with a name, every described entity that speaks, is spoken to or takes part in an
/// event (`taking_part`), and every described entity with more than one mention.
pub(crate) fn actors(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    taking_part: &BTreeSet<usize>,
) -> Actors {
    let is_actor = |entity: usize, members: &[usize]| {
        let named = || members.iter().any(|&m| mentions[m].is_naming());
        let described = || members.iter().any(|&m| mentions[m].is_nominal());
        // A speech that is mentioned again is not an actor, nor are "both leaders" whose names the article gives.
        let acts = || {
            members.iter().any(|&m| can_act(mentions[m].form))
                && collective_members(article, mentions, entities, entity).is_empty()
        };
        named() || described() && (taking_part.contains(&entity) || members.len() > 1 && acts())
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (entity, members) in entities.members.iter().enumerate() {
        if let Some(&first) = members.first()
            && is_actor(entity, members)
        {
            found.push((first, entity));
        }
    }
    found.sort_unstable();
    Actors {
        list: found.iter().map(|&(_, entity)| actor(article, mentions, entities, entity)).collect(),
        ids: found.iter().enumerate().map(|(i, &(_, entity))| (entity, ActorId(i))).collect(),
    }
}

/// Returns whether an entity of this form can act other than by speaking.
fn can_act(form: Form) -> bool {
    matches!(form, Form::Name(_) | Form::Nominal(Kind::Person | Kind::People | Kind::Organization))
}

/// Returns the actor for the entity.
pub(crate) fn actor(article: &ArticleView<'_>, mentions: &[Mentioned], entities: &Entities, entity: usize) -> Actor {
    let members: Vec<&Mentioned> = entities.members[entity].iter().map(|&m| &mentions[m]).collect();
    let best = members
        .iter()
        .filter(|m| m.is_naming())
        .reduce(|a, b| if fullness(article, b) > fullness(article, a) { b } else { a })
        .or_else(|| members.iter().find(|m| m.is_nominal()))
        .copied();
    let name = best.map(|m| without_article(article.knowledge, article.words(&m.tokens), m)).unwrap_or_default();
    let form = best.map_or(Form::Nominal(Kind::People), |m| m.form);
    let tag = if let Form::Name(tag) = form { Some(tag) } else { None };
    let known = members.iter().find_map(|m| m.identity.as_ref()).map(|known| known.kind(article.knowledge, tag));
    let kind = known.unwrap_or_else(|| kind(article, form, &name));
    let roles = &entities.roles[entity];
    let Attributes { country, sectors } = attributes(article, (kind, &name), roles, &members);
    Actor {
        kind,
        country,
        sectors,
        roles: sorted(roles.iter().map(|r| article.division.span(r)).collect::<Vec<Span>>()),
        mentions: sorted(
            members.iter().map(|m| Mention { span: article.division.span(&m.tokens), form: m.record_form() }).collect(),
        ),
        name,
    }
}

fn sorted<T: Ord>(mut items: Vec<T>) -> Vec<T> {
    items.sort_unstable();
    items.dedup();
    items
}

/// Returns the sort key that selects the fullest name of an actor: number of words, whether it is spelled out, number
/// of tokens.
fn fullness(article: &ArticleView<'_>, name: &Mentioned) -> (usize, bool, usize) {
    let n_words = if name.is_name() { name.key.len() } else { name.tokens.len() };
    (n_words, is_spelled_out(article.words(&name.tokens)), name.tokens.len())
}

/// Returns whether no word of the name is an abbreviation ("U.S.", "N. Korea", "UK").
fn is_spelled_out(name: &str) -> bool {
    name.split_whitespace().all(|word| word.contains(char::is_lowercase) && !word.ends_with('.'))
}

/// Returns the words separated by single spaces, without the article at the start of a name.
fn without_article(knowledge: &Knowledge, words: &str, mention: &Mentioned) -> String {
    let bare = if mention.is_naming() { knowledge.without_article(words) } else { words };
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind(article: &ArticleView<'_>, form: Form, name: &str) -> ActorKind {
    let knowledge = article.knowledge;
    match form {
        Form::Name(NameTag::Person) => ActorKind::Person,
        Form::Name(NameTag::Organization) => ActorKind::Organization,
        Form::Name(NameTag::Location) if knowledge.country_by_name(name).is_some() => ActorKind::Country,
        Form::Name(NameTag::Location) => ActorKind::Place,
        Form::Name(NameTag::Norp) => ActorKind::Group,
        Form::Name(NameTag::Misc) => ActorKind::Other,
        Form::Nominal(Kind::Person) => ActorKind::Person,
        Form::Nominal(Kind::People) => ActorKind::Group,
        Form::Nominal(Kind::Organization) => ActorKind::Organization,
        Form::Nominal(Kind::Place) => ActorKind::Place,
        Form::Nominal(Kind::Document) | Form::Pronoun(_) => ActorKind::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_not_spelled_out() {
        for (name, expected) in
            [("North Korea", true), ("N. Korea", false), ("US", false), ("U.S.", false), ("America", true), ("", true)]
        {
            assert_eq!(is_spelled_out(name), expected, "{name}");
        }
    }
}
