//! Who is who over the articles of a story.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Actor, ActorId, ActorKind, MentionForm};
use serde::{Serialize, Serializer};

use super::view::Piece;
use crate::index::one_line;

/// Somebody or something that articles of a story name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryActor {
    /// The fullest name.
    pub name: String,
    /// What it is.
    #[serde(serialize_with = "kind")]
    pub kind: ActorKind,
    /// The country that articles give it, ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Mentions in all articles.
    pub n_mentions: usize,
    /// The articles that name it.
    pub articles: Vec<usize>,
}

fn kind<S: Serializer>(kind: &ActorKind, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(kind.as_str())
}

/// The actors of a story, and which of them each actor of each article is.
pub(super) struct Cast {
    pub(super) actors: Vec<StoryActor>,
    places: BTreeMap<(usize, usize), usize>,
}

impl Cast {
    /// Returns the cast of `pieces`: actors of the same name and kind are one where no two countries speak against it,
    /// and a person's last name stands for the only person of the story who has it.
    pub(super) fn of(pieces: &[Piece]) -> Cast {
        let mut actors: Vec<StoryActor> = Vec::new();
        let mut known: BTreeMap<(ActorKind, String), Vec<usize>> = BTreeMap::new();
        let mut places = BTreeMap::new();
        let mut named: Vec<(usize, usize, &Actor)> = Vec::new();
        for (article, piece) in pieces.iter().enumerate() {
            let actors = piece.record.actors.iter().enumerate();
            named.extend(actors.filter(|(_, actor)| is_named(actor)).map(|(place, actor)| (article, place, actor)));
        }
        // Full names first, so that last names find them.
        named.sort_by_key(|(article, place, actor)| (n_words(&actor.name) < 2, *article, *place));
        for (article, place, actor) in named {
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
            places.insert((article, place), at);
        }
        Cast { actors, places }.sorted()
    }

    /// Puts those of the most articles first.
    fn sorted(mut self) -> Cast {
        let mut order: Vec<usize> = (0..self.actors.len()).collect();
        let key = |actor: &StoryActor| (usize::MAX - actor.articles.len(), usize::MAX - actor.n_mentions);
        order.sort_by_key(|&at| (key(&self.actors[at]), at));
        let mut new = vec![0; order.len()];
        order.iter().enumerate().for_each(|(to, &from)| new[from] = to);
        self.places.values_mut().for_each(|at| *at = new[*at]);
        self.actors = order.iter().map(|&at| self.actors[at].clone()).collect();
        self.actors.iter_mut().for_each(|actor| actor.articles.sort_unstable());
        self
    }

    /// Returns who of the story the actors `ids` of an article are, each once; those without a name are not among them.
    pub(super) fn those(&self, article: usize, ids: &[ActorId]) -> BTreeSet<usize> {
        ids.iter().filter_map(|id| self.places.get(&(article, id.0)).copied()).collect()
    }
}

fn is_named(actor: &Actor) -> bool {
    actor.mentions.iter().any(|mention| mention.form == MentionForm::Name)
}

fn n_words(name: &str) -> usize {
    name.split_whitespace().count()
}
