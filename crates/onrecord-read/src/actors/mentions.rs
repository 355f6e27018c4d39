//! Finds mentions: names, descriptions and pronouns.

use super::attributes::{country_of_owner, gender_of_name};
use super::linking;
use super::mention::{Form, Mentioned};
use super::name::Name;
use super::nominals::{is_description, nominal};
use crate::article::ArticleView;
use crate::knowledge::Gender;
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// Returns all mentions in text order; no two have the same head. `types` contains the most probable mention type of
/// each token.
pub(crate) fn mentions(types: &[u8], article: &ArticleView<'_>, names: &[Name]) -> Vec<Mentioned> {
    let mut in_name = vec![None; article.n_tokens()];
    let mut out = Vec::new();
    for name in names.iter().filter(|name| !is_description(article, name)) {
        in_name[name.tokens.clone()].fill(Some(name.tag));
        out.extend(of_name(article, name));
    }
    for token in (0..article.n_tokens()).filter(|&token| in_name[token].is_none()) {
        if let Some(mention) = of_pronoun(article, token) {
            out.push(mention);
        } else if matches!(article.syntax.upos[token], Upos::Noun | Upos::Propn) {
            out.extend(nominal(article, token, types[token], &in_name));
        }
    }
    out.sort_by_key(|m| m.head);
    out
}

/// Returns the mention for a name, or `None` if the name has no word.
fn of_name(article: &ArticleView<'_>, name: &Name) -> Option<Mentioned> {
    let head = name.tokens.end - 1;
    let is_word = |&t: &usize| {
        article.word(t).starts_with(char::is_alphanumeric) && !article.grammar().definite.has(article.lower(t))
    };
    let key: Vec<String> = name.tokens.clone().filter(is_word).map(|t| article.lower(t).to_owned()).collect();
    let last = key.last()?;
    Some(Mentioned {
        head,
        form: Form::Name(name.tag),
        plural: name.tag == NameTag::Norp && article.grammar().plural.ends(last),
        key,
        gender: (name.tag == NameTag::Person).then(|| gender_of_name(article, &name.tokens)).flatten(),
        sentence: article.index.sentence[head],
        identity: linking::of_name(article.knowledge, article.words(&name.tokens), name.tag),
        placed: false,
        owner: (name.tag == NameTag::Organization).then(|| country_of_owner(article, &name.tokens)).flatten(),
        tokens: name.tokens.clone(),
    })
}

/// Returns the mention for a pronoun, or `None` if the token is not a pronoun that can refer to an actor.
fn of_pronoun(article: &ArticleView<'_>, token: usize) -> Option<Mentioned> {
    let (grammar, lower) = (article.grammar(), article.lower(token));
    let class = grammar.pronouns.class(lower)?;
    let refers = match class {
        // "who" is a mention; "which", "that", "this" usually refer to things or clauses.
        Pronoun::Who => grammar.relative_mention.has(lower) && article.syntax.relation[token] != Relation::Root,
        Pronoun::This => false,
        _ => !grammar.no_pronoun.has(article.word(token)),
    };
    refers.then(|| Mentioned {
        tokens: token..token + 1,
        head: token,
        form: Form::Pronoun(class),
        key: vec![lower.to_owned()],
        gender: match class {
            Pronoun::He => Some(Gender::Male),
            Pronoun::She => Some(Gender::Female),
            _ => None,
        },
        plural: matches!(class, Pronoun::They | Pronoun::We),
        sentence: article.index.sentence[token],
        identity: None,
        placed: false,
        owner: None,
    })
}
