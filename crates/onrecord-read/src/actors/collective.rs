//! Resolves plural mentions whose members are named individually: "both leaders", "the two countries", "they".

use std::ops::Range;

use super::entities::Entities;
use super::mention::{Form, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::Class;
use crate::knowledge::pronouns::Pronoun;
use crate::model::NameTag;
use crate::syntax::Relation;

/// Maximum number of counting words before a description ("the two leaders").
const COUNTING: usize = 2;
/// Maximum number of words in a counting phrase, including its noun ("both of the leaders").
const LONGEST_COUNTING: usize = 4;
/// Number of preceding sentences searched for the antecedents of "they"; those with "they" as their subject are
/// skipped.
const THEY_SENTENCES: usize = 2;
/// Maximum distance in tokens between the head of a name and another of its words.
const MOST_IN_NAME: usize = 8;
/// Number of preceding sentences that are searched for the antecedents of "both leaders".
const BOTH_SENTENCES: usize = 1;

/// Returns the entities that the descriptions of this entity refer to collectively ("both leaders", and a later
/// "they"), or an empty list if the entity is not a collective one.
///
/// They are looked for once for all entities, since this looks at every mention.
pub(crate) fn collective_members<'e>(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &'e Entities,
    entity: usize,
) -> &'e [usize] {
    let find = || (0..entities.members.len()).map(|entity| find_members(article, mentions, entities, entity)).collect();
    &entities.collective.get_or_init(find)[entity]
}

fn find_members(article: &ArticleView<'_>, mentions: &[Mentioned], entities: &Entities, entity: usize) -> Vec<usize> {
    let members = &entities.members[entity];
    for &m in members.iter().filter(|&&m| mentions[m].form == Form::Pronoun(Pronoun::They)) {
        let mut found: Vec<usize> =
            coordinated_names(article, mentions, m).into_iter().map(|m| entities.of[m]).collect();
        found.sort_unstable();
        found.dedup();
        if found.len() > 1 {
            return found;
        }
    }
    for m in members.iter().map(|&m| &mentions[m]).filter(|m| m.is_nominal() && m.plural) {
        let first = m.tokens.start.saturating_sub(COUNTING).max(article.sentence(m.head).start);
        for start in (first..=m.tokens.start).rev() {
            let found = counted_members(article, mentions, entities, &(start..m.head + 1));
            if !found.is_empty() && !found.contains(&entity) {
                return found;
            }
        }
    }
    Vec::new()
}

/// Returns the names coordinated by "and" in the subject of a preceding sentence, if the pronoun is the subject of its
/// own sentence ("Lee and Park shared concerns. They agreed ..."). Returns an empty list if there are fewer than two.
pub(super) fn coordinated_names(article: &ArticleView<'_>, mentions: &[Mentioned], pronoun: usize) -> Vec<usize> {
    let syntax = article.syntax;
    let is_subject = |t: usize| matches!(syntax.relation[t], Relation::Nsubj | Relation::NsubjPass);
    let is_they = |t: usize| article.grammar().they.has(article.lower(t));
    let of_root = |t: usize| is_subject(t) && syntax.head[t].is_some_and(|verb| syntax.head[verb].is_none());
    let head = mentions[pronoun].head;
    if !is_they(head) || !of_root(head) {
        return Vec::new();
    }
    for back in 1..=THEY_SENTENCES {
        let Some(before) = mentions[pronoun].sentence.checked_sub(back) else { break };
        let Some(subject) = article.division.sentences[before].clone().find(|&t| of_root(t)) else { break };
        if is_they(subject) {
            continue;
        }
        let joined = article.children(subject).iter().copied().filter(|&t| syntax.relation[t] == Relation::Conj);
        let name = |t: usize| name_with_token(article, mentions, t);
        let found: Option<Vec<usize>> = std::iter::once(subject).chain(joined).map(name).collect();
        return found.filter(|found| found.len() > 1).unwrap_or_default();
    }
    Vec::new()
}

/// Returns the mention that is a name containing the token, or that follows the title the token belongs to ("Captain"
/// before "Lee").
fn name_with_token(article: &ArticleView<'_>, mentions: &[Mentioned], token: usize) -> Option<usize> {
    let syntax = article.syntax;
    let from = mentions.partition_point(|mention| mention.head + MOST_IN_NAME < token);
    let near = || mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.head <= token + MOST_IN_NAME);
    let is_name = |m: &Mentioned| matches!(m.form, Form::Name(tag) if tag != NameTag::Misc);
    let holds = |m: &Mentioned| is_name(m) && m.tokens.contains(&token);
    let is_tied = |one: usize, other: usize| {
        let beside =
            matches!(syntax.relation[one], Relation::Flat | Relation::NmodDesc | Relation::Appos | Relation::Compound);
        beside && syntax.head[one] == Some(other)
    };
    let follows = |m: &Mentioned| {
        let is_person = m.form == Form::Name(NameTag::Person) && m.tokens.start > token;
        is_person && m.tokens.clone().any(|t| is_tied(t, token) || is_tied(token, t))
    };
    near().find(|(_, m)| holds(m)).or_else(|| near().find(|(_, m)| follows(m))).map(|(i, _)| i)
}

/// Returns the entities that words such as "both leaders" or "the two countries" refer to: the most recently named
/// ones, if exactly as many are found as the words say. Returns an empty list if the words are not of this form.
pub(super) fn counted_members(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    words: &Range<usize>,
) -> Vec<usize> {
    let knowledge = article.knowledge;
    let Some((n, noun)) = counting_words(article, words) else { return Vec::new() };
    let countries = knowledge.means_countries(noun);
    let people =
        article.grammar().people.has(noun) || knowledge.noun_class(noun).is_some_and(|c| c.class == Class::Group);
    if !countries && !people {
        return Vec::new();
    }
    let fits = |m: &Mentioned| match m.form {
        Form::Name(NameTag::Person) => !countries,
        Form::Name(NameTag::Location) => countries && knowledge.country_by_name(article.words(&m.tokens)).is_some(),
        _ => false,
    };
    let sentence = article.index.sentence[words.start];
    for back in 0..=BOTH_SENTENCES {
        let mut found: Vec<usize> = Vec::new();
        let first = mentions.partition_point(|mention| mention.sentence + back < sentence);
        let last = mentions.partition_point(|mention| mention.head < words.start).max(first);
        for &entity in &entities.of[first..last] {
            // A pronoun or title counts as a mention of the person, just as the name does.
            let fits = entities.members[entity].iter().any(|&m| fits(&mentions[m]));
            if fits && !found.contains(&entity) {
                found.push(entity);
            }
        }
        if found.len() == n {
            found.sort_unstable();
            return found;
        }
        if found.len() > n {
            break;
        }
    }
    Vec::new()
}

/// Returns how many entities the words refer to, and their noun ("both leaders", "the two countries").
fn counting_words<'a>(article: &ArticleView<'a>, words: &Range<usize>) -> Option<(usize, &'a str)> {
    if words.len() > LONGEST_COUNTING {
        return None;
    }
    let (noun, before) = (words.end.checked_sub(1)?, words.start..words.end - 1);
    let before: Vec<&str> = before.map(|t| article.lower(t)).collect();
    Some((article.grammar().collective.of(&before.join(" "))?, article.lower(noun)))
}
