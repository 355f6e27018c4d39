//! Coreference resolution: groups the mentions of an article into entities.
//!
//! Names are clustered by their words. A description is linked to the name in apposition to it or to the person with
//! the role that it names. Other descriptions, and pronouns, are linked to the entity that a conditional logit makes
//! most probable, among those that agree in gender and number and that syntax does not exclude. If no named entity is
//! probable enough, the coreference head links the description.

mod agreement;
mod bearers;
mod descriptions;
mod first_person;
mod fuller_names;
mod name_clusters;
mod opening_pronouns;
mod possessors;
mod pronouns;
mod qualifiers;
mod reference_features;
mod references;
mod resolver;
mod role_words;
mod scoring;
mod short_names;

use self::resolver::{CorefResolver, MAX_BACK};
use super::entities::Entities;
use super::mention::{Form, Mentioned};
use crate::article::ArticleView;
use crate::model::{HeadVectors, Heads};
use crate::statements::Spoken;

/// Returns the entities of the mentions. If `keeps_choices`, they include the candidates for each description and
/// pronoun.
pub(crate) fn resolve(
    heads: &Heads,
    vectors: &HeadVectors,
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    spoken: &Spoken,
    keeps_choices: bool,
) -> Entities {
    let mut resolver = CorefResolver::new(heads, article, mentions, spoken);
    resolver.keeps_choices = keeps_choices;
    resolver.cluster_names();
    resolver.gather_roles();
    let bearers = resolver.bearers();
    let mut states = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        if i % MAX_BACK == 0 {
            let next = &mentions[i..mentions.len().min(i + MAX_BACK)];
            states.clear();
            next.iter().for_each(|m| vectors.extend(m.head, &mut states));
            resolver.scores.push(&states, next.len(), MAX_BACK);
        }
        resolver.find_possessor(i);
        let entity = match mention.form {
            Form::Name(_) => resolver.names[i],
            Form::Nominal(_) if mention.identity.is_some() => resolver.names[i],
            Form::Nominal(kind) => resolver.description(i, kind, &bearers),
            Form::Pronoun(class) => resolver.pronoun(i, class),
        };
        resolver.assign(entity);
    }
    first_person::join_first_persons(article, mentions, spoken, resolver.finish())
}
