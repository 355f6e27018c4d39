//! The words of a source -> the actors behind it.

use std::ops::Range;

use super::build::is_naming;
use super::entities::Entities;
use super::mentions::{Form, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::Class;
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// Returns the entities that the words `source` stand for; empty where they hold no mention.
pub(crate) fn behind(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    source: &Range<usize>,
) -> Vec<usize> {
    let syntax = article.syntax;
    let from = |token: usize| mentions.partition_point(|mention| mention.head < token);
    let inside: Vec<usize> = (from(source.start)..from(source.end)).collect();
    // Persons named in their own right: behind a title, before an apposition, or joined by "and".
    let persons: Vec<usize> = inside.iter().copied().filter(|&m| is_head_like(article, mentions, m, source)).collect();
    if !persons.is_empty() {
        let joined = joined(article, source);
        // "Lee and his deputy": a description may be joined to a name.
        let beside = |m: &usize| {
            let mention = &mentions[*m];
            matches!(mention.form, Form::Nominal(_))
                && mention.tokens.start > source.start
                && article.word(mention.tokens.start - 1).eq_ignore_ascii_case("and")
        };
        let speak = inside.iter().filter(|m| persons.contains(m) || joined && beside(m));
        let mut out: Vec<usize> = Vec::new();
        for &m in speak {
            if !out.contains(&entities.of[m]) {
                out.push(entities.of[m]);
            }
        }
        out.truncate(if joined { out.len() } else { 1 });
        return out;
    }
    let several = both(article, mentions, entities, source, &inside);
    if !several.is_empty() {
        return several;
    }
    let organizations = publisher(article, mentions, source, &inside);
    if !organizations.is_empty() {
        return organizations.into_iter().map(|m| entities.of[m]).collect();
    }
    // The heads of the source: the word whose head lies outside, and what is coordinated with it.
    let outside = |t: usize| syntax.head[t].is_none_or(|h| !source.contains(&h));
    let mut heads: Vec<usize> =
        source.clone().filter(|&t| outside(t) && article.word(t).contains(char::is_alphanumeric)).collect();
    heads.truncate(1);
    let mut i = 0;
    while i < heads.len() {
        let conjuncts: Vec<usize> = source
            .clone()
            .filter(|&t| {
                syntax.head[t] == Some(heads[i]) && syntax.relation[t] == Relation::Conj && !heads.contains(&t)
            })
            .collect();
        heads.extend(conjuncts);
        i += 1;
    }
    let mut out = Vec::new();
    for head in heads {
        // A noun beside a name ("spokesman Dmitry Peskov") is found through the name that it belongs to.
        let found =
            inside.iter().copied().find(|&m| mentions[m].tokens.contains(&head) && covers(mentions, m, head)).or_else(
                || {
                    inside.iter().copied().find(|&m| {
                        let tied = |t: usize| {
                            matches!(
                                syntax.relation[t],
                                Relation::Flat | Relation::Appos | Relation::NmodDesc | Relation::Compound
                            ) && syntax.head[t] == Some(head)
                        };
                        is_naming(&mentions[m]) && mentions[m].tokens.clone().any(tied)
                    })
                },
            );
        if let Some(m) = found {
            let several = together(article, mentions, entities, entities.of[m]);
            if several.is_empty() { out.push(entities.of[m]) } else { out.extend(several) }
        }
    }
    if out.is_empty()
        && let [only] = inside[..]
    {
        let whole = source.len() <= mentions[only].tokens.len() + 2;
        // "Reed's aides" are not Reed.
        let others = source.clone().any(|t| {
            !mentions[only].tokens.contains(&t)
                && article.knowledge.noun_class(&article.word(t).to_lowercase()).is_some()
        });
        if whole && !others {
            out.push(entities.of[only]);
        }
    }
    // A name at the start or end of the source that no tree tied to it: "Lee Park, 44, a teacher".
    if out.is_empty()
        && let Some(&m) = inside
            .iter()
            .find(|&&m| matches!(mentions[m].form, Form::Name(_)) && mentions[m].tokens.start == source.start)
    {
        out.push(entities.of[m]);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Most words before a description that count those whom it takes up ("the two leaders").
const COUNTING: usize = 2;

/// Those named one by one whom the descriptions of the entity take up together ("both leaders", and "they" after that);
/// empty where it is no such entity.
pub(crate) fn together(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    entity: usize,
) -> Vec<usize> {
    for &m in entities.members[entity].iter().filter(|&&m| mentions[m].form == Form::Pronoun(THEY)) {
        let mut found: Vec<usize> = coordinated(article, mentions, m).into_iter().map(|m| entities.of[m]).collect();
        found.sort_unstable();
        found.dedup();
        if found.len() > 1 {
            return found;
        }
    }
    let described = entities.members[entity].iter().map(|&m| &mentions[m]);
    for m in described.filter(|m| matches!(m.form, Form::Nominal(_)) && m.plural) {
        let sentence = article.sentence(m.head).start;
        let first = m.tokens.start.saturating_sub(COUNTING).max(sentence);
        for start in (first..=m.tokens.start).rev() {
            let found = both(article, mentions, entities, &(start..m.head + 1), &[]);
            if !found.is_empty() && !found.contains(&entity) {
                return found;
            }
        }
    }
    Vec::new()
}

/// The class of "they" among pronouns.
pub(super) const THEY: usize = 4;

/// Sentences whose subject "they" is, which are passed over on the way to those whom it takes up.
const THEY_SENTENCES: usize = 2;

/// The names joined by "and" in the subject of the sentence before, where the pronoun is the subject of its own ("Lee and
/// Park shared concerns. They agreed ..."); empty where there are no two.
pub(super) fn coordinated(article: &ArticleView<'_>, mentions: &[Mentioned], pronoun: usize) -> Vec<usize> {
    let syntax = article.syntax;
    let is_subject = |t: usize| matches!(syntax.relation[t], Relation::Nsubj | Relation::NsubjPass);
    let is_they = |t: usize| article.word(t).eq_ignore_ascii_case("they");
    let of_root = |t: usize| is_subject(t) && syntax.head[t].is_some_and(|verb| syntax.head[verb].is_none());
    let head = mentions[pronoun].head;
    if !is_they(head) || !of_root(head) {
        return Vec::new();
    }
    let name = |t: usize| {
        let from = mentions.partition_point(|mention| mention.head + MOST_IN_NAME < t);
        let near = mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.head <= t + MOST_IN_NAME);
        let is_name =
            |m: &Mentioned| matches!(m.form, Form::Name(tag) if tag != NameTag::Misc) && m.tokens.contains(&t);
        near.filter(|(_, m)| is_name(m)).map(|(i, _)| i).next()
    };
    let sentences = &article.division.sentences;
    for back in 1..=THEY_SENTENCES {
        let Some(before) = mentions[pronoun].sentence.checked_sub(back) else { break };
        let Some(subject) = sentences[before].clone().find(|&t| of_root(t)) else { break };
        if is_they(subject) {
            continue;
        }
        let joined = syntax.children(subject, &sentences[before]).filter(|&t| syntax.relation[t] == Relation::Conj);
        let found: Option<Vec<usize>> = std::iter::once(subject).chain(joined).map(name).collect();
        return found.filter(|found| found.len() > 1).unwrap_or_default();
    }
    Vec::new()
}

/// Most tokens between the head of a name and another word of it.
const MOST_IN_NAME: usize = 8;

/// Sentences in which those are looked for whom "both leaders" takes up: that of the words, and the one before it.
const BOTH_SENTENCES: usize = 1;

/// Whom "both leaders" or "the two countries" takes up: as many as it says, of those named last, where just so many are.
fn both(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    source: &Range<usize>,
    inside: &[usize],
) -> Vec<usize> {
    let lower: Vec<String> = source.clone().map(|t| article.word(t).to_lowercase()).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let (n, noun) = match words[..] {
        ["both", noun] | ["both", "the" | "of", noun] | ["the", "two", noun] | ["both", "of", "the", noun] => (2, noun),
        ["the", "three", noun] | ["all", "three", noun] => (3, noun),
        _ => return Vec::new(),
    };
    if inside.iter().any(|&m| matches!(mentions[m].form, Form::Name(_))) {
        return Vec::new();
    }
    let knowledge = article.knowledge;
    let countries = knowledge.means_countries(noun);
    let people =
        noun == "men" || noun == "women" || knowledge.noun_class(noun).is_some_and(|c| c.class == Class::Group);
    if !countries && !people {
        return Vec::new();
    }
    let sentence = article.index.sentence[source.start];
    let fits = |m: &Mentioned| match m.form {
        Form::Name(NameTag::Person) => !countries,
        Form::Name(NameTag::Location) => {
            countries && knowledge.country_by_name(article.division.span(&m.tokens).text(article.text)).is_some()
        }
        _ => false,
    };
    for back in 0..=BOTH_SENTENCES {
        let mut found: Vec<usize> = Vec::new();
        let first = mentions.partition_point(|mention| mention.sentence + back < sentence);
        for (m, mention) in mentions.iter().enumerate().skip(first).take_while(|(_, m)| m.head < source.start) {
            let near = mention.head < source.start && mention.sentence + back >= sentence;
            let entity = entities.of[m];
            // A pronoun or title counts as well as the name of the same person.
            let who = entities.members[entity].iter().any(|&k| fits(&mentions[k]));
            if near && who && !found.contains(&entity) {
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

/// The organizations that speak through what they publish ("a Gallup poll", "the Reuters news agency") or through a part
/// of theirs ("a panel of the Court of Appeals").
fn publisher(article: &ArticleView<'_>, mentions: &[Mentioned], source: &Range<usize>, inside: &[usize]) -> Vec<usize> {
    let syntax = article.syntax;
    let outside = |t: usize| syntax.head[t].is_none_or(|h| !source.contains(&h));
    let Some(head) = source.clone().find(|&t| outside(t) && matches!(syntax.upos[t], Upos::Noun | Upos::Propn)) else {
        return Vec::new();
    };
    let lower = article.word(head).to_lowercase();
    let is_organization = |m: &usize| mentions[*m].form == Form::Name(NameTag::Organization);
    let beside = |m: &usize| {
        let tokens = &mentions[*m].tokens;
        tokens.end <= head && !tokens.contains(&head) && !matches!(article.word(tokens.end), "'s" | "’s")
    };
    if article.knowledge.means_publisher(&lower) {
        return inside.iter().copied().filter(|m| is_organization(m) && beside(m)).collect();
    }
    let is_body = article.knowledge.noun_class(&lower).is_some_and(|c| c.class == Class::Organization);
    let of = head + 1 < source.end && article.word(head + 1).eq_ignore_ascii_case("of");
    if is_body && of {
        let next = inside
            .iter()
            .copied()
            .find(|&m| mentions[m].tokens.start > head + 1 && mentions[m].tokens.start <= head + 3);
        return next.filter(is_organization).into_iter().collect();
    }
    Vec::new()
}

/// Is the mention a person's name that is not part of another phrase ("Clinton aides", "a friend of Lee", "Lee's lawyer")?
fn is_head_like(article: &ArticleView<'_>, mentions: &[Mentioned], m: usize, source: &Range<usize>) -> bool {
    let mention = &mentions[m];
    if mention.form != Form::Name(NameTag::Person) {
        return false;
    }
    let (before, after) = (mention.tokens.start, mention.tokens.end);
    // "comments by Defense Secretary Lee": what stands between "by" and the name is his title.
    let mut phrase = before;
    while phrase > source.start
        && matches!(article.syntax.upos[phrase - 1], Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det)
    {
        phrase -= 1;
    }
    let preposition = phrase.checked_sub(1).filter(|&t| t >= source.start).map(|t| article.word(t).to_lowercase());
    let authored = preposition.as_deref() == Some("by");
    let governed = before > source.start && article.syntax.upos[before - 1] == Upos::Adp && !authored
        || phrase < before && !authored && phrase > source.start && article.syntax.upos[phrase - 1] == Upos::Adp;
    let followed = after < source.end
        && (matches!(article.word(after), "'s" | "’s" | "'" | "’") && after + 1 < source.end
            || matches!(article.syntax.upos[after], Upos::Noun | Upos::Propn)
            || article.word(after) == "-");
    // Behind a relative pronoun or a participle, other people are only talked of.
    let talked_of = (source.start..before).any(|t| {
        matches!(article.syntax.upos[t], Upos::Verb | Upos::Aux)
            || matches!(article.word(t), "who" | "whom" | "whose" | "which" | "that")
    });
    // "Senate Minority Leader Harry Reid", "his lawyer, Ann Lee", "another critic, Laurence H. Tribe"
    let late = before > source.start
        && !(source.start..before).any(|t| matches!(article.word(t), "," | "and"))
        && article.syntax.upos[before - 1] == Upos::Punct;
    !governed && !followed && !talked_of && !late
}

/// Does the source join several by "and"?
fn joined(article: &ArticleView<'_>, source: &Range<usize>) -> bool {
    source.clone().any(|t| matches!(article.word(t), "and" | "&"))
}

/// Does the mention stand for the whole phrase headed by `head`, not for a part of it?
fn covers(mentions: &[Mentioned], m: usize, head: usize) -> bool {
    mentions[m].head == head || matches!(mentions[m].form, Form::Name(_))
}

/// Does the entity have a name, or a description that is as good ("Cardiff council said")?
pub(crate) fn is_named(mentions: &[Mentioned], entities: &Entities, entity: usize) -> bool {
    entities.members[entity].iter().any(|&m| is_naming(&mentions[m]) || mentions[m].placed)
}
