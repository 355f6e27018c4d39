//! Merges the actors of a story's articles.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Actor, ActorId, ActorKind};
use serde::{Serialize, Serializer};

use super::document::StoryDocument;
use crate::text::one_line;

/// A person, organization or other actor that articles of a story name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryActor {
    /// The longest form of the name.
    pub name: String,
    /// Kind.
    #[serde(serialize_with = "kind")]
    pub kind: ActorKind,
    /// Its country, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Number of mentions in all articles.
    pub n_mentions: usize,
    /// The indexes of the articles that name it.
    pub articles: Vec<usize>,
}

fn kind<S: Serializer>(kind: &ActorKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.as_str())
}

/// The actors of a story, and the mapping of each article's actors to them.
pub(super) struct ActorIndex {
    pub(super) actors: Vec<StoryActor>,
    /// The index in `actors` of an article's actor, by article index and actor index.
    indexes: BTreeMap<(usize, usize), usize>,
}

impl ActorIndex {
    /// Returns the actors of `docs` that have a role in the story. Actors with the same name and kind are merged unless
    /// their countries differ. A last name alone is merged with the only person in the story who has that last name.
    pub(super) fn of(docs: &[StoryDocument]) -> ActorIndex {
        let mut actors: Vec<StoryActor> = Vec::new();
        let mut known: BTreeMap<(ActorKind, String), Vec<usize>> = BTreeMap::new();
        let mut indexes = BTreeMap::new();
        let mut named: Vec<(usize, usize, &Actor)> = Vec::new();
        for (article, doc) in docs.iter().enumerate() {
            let actors = doc.record.actors.iter().enumerate();
            let actors = actors.filter(|(position, actor)| doc.is_part_of_story(ActorId(*position), actor));
            named.extend(actors.map(|(position, actor)| (article, position, actor)));
        }
        // Full names are processed first, so that last names can be matched with them.
        named.sort_by_key(|(article, position, actor)| (n_words(&actor.name) < 2, *article, *position));
        for (article, position, actor) in named {
            let key = (actor.kind, one_line(&actor.name).to_lowercase());
            let agrees = |at: &usize| match (&actors[*at].country, &actor.country) {
                (Some(one), Some(other)) => one == other,
                _ => true,
            };
            let mut at = known.get(&key).and_then(|same| same.iter().copied().find(agrees));
            if at.is_none() && actor.kind == ActorKind::Person && n_words(&actor.name) == 1 {
                let bearers = actors.iter().enumerate().filter(|(_, other)| {
                    other.kind == ActorKind::Person
                        && other.name.to_lowercase().split_whitespace().last() == Some(&key.1)
                });
                let bearers: Vec<usize> = bearers.map(|(at, _)| at).collect();
                at = (bearers.len() == 1).then(|| bearers[0]).filter(agrees);
            }
            let at = at.unwrap_or_else(|| {
                actors.push(StoryActor {
                    name: one_line(&actor.name),
                    kind: actor.kind,
                    country: None,
                    n_mentions: 0,
                    articles: vec![],
                });
                known.entry(key).or_default().push(actors.len() - 1);
                actors.len() - 1
            });
            let found = &mut actors[at];
            found.country = found.country.take().or_else(|| actor.country.clone());
            found.n_mentions += actor.mentions.len();
            if !found.articles.contains(&article) {
                found.articles.push(article);
            }
            indexes.insert((article, position), at);
        }
        ActorIndex { actors, indexes }.sorted()
    }

    /// Sorts actors by the number of articles, highest first.
    fn sorted(mut self) -> ActorIndex {
        let mut order: Vec<usize> = (0..self.actors.len()).collect();
        let key = |actor: &StoryActor| (usize::MAX - actor.articles.len(), usize::MAX - actor.n_mentions);
        order.sort_by_key(|&at| (key(&self.actors[at]), at));
        let mut new = vec![0; order.len()];
        order.iter().enumerate().for_each(|(to, &from)| new[from] = to);
        self.indexes.values_mut().for_each(|at| *at = new[*at]);
        self.actors = order.iter().map(|&at| self.actors[at].clone()).collect();
        self.actors.iter_mut().for_each(|actor| actor.articles.sort_unstable());
        self
    }

    /// Returns the story indexes of an article's actors `ids`; actors without a name are skipped.
    pub(super) fn actors_of(&self, article: usize, ids: &[ActorId]) -> BTreeSet<usize> {
        ids.iter().filter_map(|id| self.indexes.get(&(article, id.0)).copied()).collect()
    }
}

fn n_words(name: &str) -> usize {
    name.split_whitespace().count()
}
