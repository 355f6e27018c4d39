//! Descriptions (nominal mentions): noun phrases for people, organizations, or documents that can speak.

use std::ops::Range;

use super::attributes::is_bare_number;
use super::linking;
use super::mention::{Form, Kind, Mentioned};
use super::name::Name;
use super::noun_phrases::noun_phrase;
use super::titles::longest_title;
use crate::article::ArticleView;
use crate::knowledge::words::Words;
use crate::knowledge::{Class, NounClass};
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// Returns whether a name tagged as an organization is a description of one of many ("European banks", "a Bergen
/// bank").
pub(super) fn is_description(article: &ArticleView<'_>, name: &Name) -> bool {
    let last = article.word(name.tokens.end - 1);
    if name.tag != NameTag::Organization || !last.starts_with(char::is_lowercase) {
        return false;
    }
    let is_open = |t: usize| article.knowledge.leaves_unnamed(article.lower(t));
    let is_class = || article.knowledge.noun_class(last).is_some_and(|found| found.class == Class::Organization);
    (is_plural(article.grammar(), last) || name.tokens.start.checked_sub(1).is_some_and(is_open)) && is_class()
}

/// Returns the description headed by a common noun, if it denotes people, an organization or a document that can speak.
/// `best` is the most probable mention type of the token; `in_name` contains the tag of the name that each token
/// belongs to.
pub(super) fn nominal(
    article: &ArticleView<'_>,
    token: usize,
    best: u8,
    in_name: &[Option<NameTag>],
) -> Option<Mentioned> {
    let (syntax, lower) = (article.syntax, article.lower(token));
    if is_part_of_phrase(article, token, in_name) {
        return None;
    }
    let class = article.knowledge.noun_class(lower);
    if syntax.upos[token] == Upos::Propn && is_unknown_name(article, token, class.is_some(), in_name) {
        return None;
    }
    // The subject or object of a verb is a mention even if nobody is identified ("hundreds fled").
    let of_verb = syntax.head[token].is_some_and(|h| matches!(syntax.upos[h], Upos::Verb | Upos::Aux));
    if is_bare_number(article, token) && !of_verb {
        return None;
    }
    let plural_form = syntax.upos[token] == Upos::Noun && is_plural(article.grammar(), lower);
    let kind = kind(article, token, class, best, plural_form)?;
    let tokens = noun_phrase(article, token);
    // "No captain", "neither side": no mention.
    if article.grammar().nobody.has(article.lower(tokens.start)) {
        return None;
    }
    Some(Mentioned {
        identity: linking::of_description(article, &tokens, token),
        owner: None,
        placed: kind == Kind::Organization && is_placed(article, tokens.start..token, token, in_name),
        tokens,
        head: token,
        form: Form::Nominal(kind),
        key: vec![lower.to_owned()],
        gender: class.and_then(|c| c.gender),
        plural: kind == Kind::People || plural_form,
        sentence: article.index.sentence[token],
    })
}

/// Returns whether the noun modifies a following one ("spokesman Lee", "police chief") and so belongs to the phrase of
/// that noun.
fn is_part_of_phrase(article: &ArticleView<'_>, token: usize, in_name: &[Option<NameTag>]) -> bool {
    let before_name = || article.syntax.head[token].is_some_and(|h| in_name[h].is_some());
    match article.syntax.relation[token] {
        Relation::Compound | Relation::Flat | Relation::Fixed | Relation::Goeswith => true,
        Relation::NmodDesc => before_name(),
        _ => false,
    }
}

/// Returns whether a capitalized word belongs to a name that the tagger missed ("Mr. King") and is not a title used
/// alone ("the President"). `has_class` says that it is a noun for people or organizations.
fn is_unknown_name(article: &ArticleView<'_>, token: usize, has_class: bool, in_name: &[Option<NameTag>]) -> bool {
    let name_follows = token + 1 < in_name.len() && in_name[token + 1].is_some();
    let is_capital = |w: &str| w.starts_with(char::is_uppercase) && !article.grammar().sentence_starts.has(w);
    let beside_name = name_follows || token.checked_sub(1).is_some_and(|t| is_capital(article.word(t)));
    let capital = article.word(token).starts_with(char::is_uppercase);
    let is_office = !name_follows && is_office(article, token);
    capital && !is_office && (!has_class || beside_name || article.lower(token).ends_with('.'))
}

/// Returns whether the word ends a title of several words after a determiner ("his Defense Secretary", "the Foreign
/// Minister").
fn is_office(article: &ArticleView<'_>, head: usize) -> bool {
    let sentence = article.sentence(head);
    let title = longest_title(article, sentence.start..head + 1).filter(|&start| start < head);
    let determines = |t: usize| {
        article.syntax.upos[t] == Upos::Det
            || article.grammar().pronouns.class(article.lower(t)).is_some_and(|class| class.is_personal())
            || article.grammar().possessive.has(article.word(t))
    };
    title.is_some_and(|start| start > sentence.start && determines(start - 1))
}

/// Returns the class of the noun according to the knowledge base or, failing that, the model.
fn kind(
    article: &ArticleView<'_>,
    token: usize,
    class: Option<NounClass>,
    best: u8,
    plural_form: bool,
) -> Option<Kind> {
    let person = if plural_form { Kind::People } else { Kind::Person };
    if let Some(class) = class {
        return Some(match class.class {
            Class::Person => person,
            Class::Group => Kind::People,
            Class::Organization => Kind::Organization,
            Class::Document => Kind::Document,
        });
    }
    if !plural_form && article.knowledge.title(&[article.lower(token)]).is_some() {
        return Some(Kind::Person);
    }
    match best {
        1 => Some(person),
        2 => Some(Kind::Organization),
        3 => Some(Kind::Place),
        _ => None,
    }
}

/// Returns whether the words before the head of a description identify an organization by its place ("Cardiff council")
/// rather than calling it one of several ("a Chicago bank").
fn is_placed(article: &ArticleView<'_>, before: Range<usize>, head: usize, in_name: &[Option<NameTag>]) -> bool {
    let is_place = |t: usize| {
        matches!(in_name[t], Some(NameTag::Location | NameTag::Norp))
            && (article.syntax.head[t] == Some(head) || t + 1 == head)
    };
    before.clone().any(is_place) && is_definite(article, before)
}

/// Returns whether the words before the head of a description allow a definite reading, unlike those in "a Chicago
/// bank", "two banks" or "an unnamed newspaper".
fn is_definite(article: &ArticleView<'_>, mut before: Range<usize>) -> bool {
    before.all(|t| {
        let lower = article.lower(t);
        let determines = article.syntax.upos[t] == Upos::Det && !article.grammar().one_meant.has(lower);
        let counts = article.syntax.relation[t] == Relation::Nummod;
        !determines && !counts && !article.knowledge.leaves_unnamed(lower)
    })
}

/// Returns whether the word has a plural form.
fn is_plural(grammar: &Words, word: &str) -> bool {
    grammar.plural.ends(word) && !grammar.not_plural.ends(word)
}
