//! Roles that the article gives to persons: titles before names, appositions, "X is the president of Y".

use std::ops::Range;

use super::mention::{Form, Kind, Mentioned};
use super::titles::title_before;
use crate::article::ArticleView;
use crate::model::NameTag;
use crate::syntax::Relation;

/// Maximum number of tokens between a name and its apposition: a comma, and a quotation mark or bracket.
const MAX_GAP: usize = 2;
/// Maximum number of mentions between a description and a name in apposition to it.
const NEAR: usize = 6;

/// Returns the words that give roles, each with the index of the name of the person who has the role.
pub(super) fn roles(article: &ArticleView<'_>, mentions: &[Mentioned]) -> Vec<(usize, Range<usize>)> {
    let mut out = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        match mention.form {
            Form::Name(NameTag::Person) => out.extend(title_before(article, mention).map(|role| (i, role))),
            Form::Nominal(Kind::Person) => {
                out.extend(subject(article, mentions, i).map(|j| (j, mention.tokens.clone())))
            }
            _ => {}
        }
    }
    out
}

/// Returns the person whom the description is predicated of ("Reed is the mayor of Springfield").
fn subject(article: &ArticleView<'_>, mentions: &[Mentioned], i: usize) -> Option<usize> {
    let (syntax, grammar) = (article.syntax, article.grammar());
    let (mut copula, mut denied, mut subject) = (false, false, None);
    for &child in article.children(mentions[i].head) {
        match syntax.relation[child] {
            Relation::Cop => copula = grammar.copula.has(article.word(child)),
            Relation::Nsubj => subject = Some(child),
            Relation::Advmod => denied |= grammar.denial.has(article.word(child)),
            // "would be", "may be"
            Relation::Aux => denied = true,
            _ => {}
        }
    }
    let subject = subject.filter(|_| copula && !denied)?;
    let is_person = |m: &Mentioned| m.form == Form::Name(NameTag::Person) && m.tokens.contains(&subject);
    let from = mentions.partition_point(|m| m.head < subject);
    let near = mentions.iter().enumerate().skip(from).take_while(|(_, m)| m.sentence <= mentions[i].sentence);
    near.filter(|(_, m)| is_person(m)).map(|(j, _)| j).next()
}

/// Returns the name in apposition to description `i` ("Reed, the mayor," and "the mayor, Reed,"), or to the description
/// that it is coordinated with ("Reed, the president and chief executive").
pub(super) fn apposed(article: &ArticleView<'_>, mentions: &[Mentioned], i: usize) -> Option<usize> {
    let m = &mentions[i];
    let is_person = |m: &Mentioned| m.form == Form::Nominal(Kind::Person);
    let is_another =
        || is_person(m) && m.tokens.start > 1 && article.grammar().and.has(article.word(m.tokens.start - 1));
    let joined = || {
        let is_before = |k: &usize| is_person(&mentions[*k]) && mentions[*k].tokens.end + 1 == m.tokens.start;
        let own_article = article.grammar().definite.has(article.lower(m.tokens.start));
        (i.saturating_sub(NEAR)..i).find(is_before).filter(|_| !own_article)
    };
    beside(article, mentions, i)
        .or_else(|| is_another().then(joined).flatten().and_then(|k| beside(article, mentions, k)))
}

/// Returns the adjacent name that the syntax links to description `i`.
fn beside(article: &ArticleView<'_>, mentions: &[Mentioned], i: usize) -> Option<usize> {
    let m = &mentions[i];
    let syntax = article.syntax;
    let fits = |j: usize| {
        matches!(
            (m.form, mentions[j].form),
            (Form::Nominal(Kind::Person), Form::Name(NameTag::Person))
                | (Form::Nominal(Kind::Organization | Kind::People), Form::Name(NameTag::Organization))
        )
    };
    let near = i.saturating_sub(NEAR)..(i + NEAR + 1).min(mentions.len());
    near.filter(|&j| j != i && fits(j) && mentions[j].sentence == m.sentence).find(|&j| {
        let name = &mentions[j];
        let links = |a: usize, tokens: &Range<usize>| {
            matches!(syntax.relation[a], Relation::Appos | Relation::Flat | Relation::NmodDesc)
                && syntax.head[a].is_some_and(|h| tokens.contains(&h))
        };
        let gap = || {
            if name.tokens.start >= m.tokens.end {
                // "The witness, deckhand Dana Reed,"
                let begin = title_before(article, name).map_or(name.tokens.start, |title| title.start);
                begin.saturating_sub(m.tokens.end)
            } else {
                m.tokens.start.saturating_sub(name.tokens.end)
            }
        };
        // "Dana Reed's son, Martin" and "Dana Reed, whose son": the son is another person than Dana Reed.
        let owns = article.grammar().possessive_marks.has(article.word(name.tokens.end.min(m.head)))
            && name.tokens.end <= m.tokens.start + 1
            || article.grammar().relative_owner.has(article.lower(m.tokens.start));
        let linked = links(m.head, &name.tokens) || name.tokens.clone().any(|t| links(t, &(m.head..m.head + 1)));
        linked && !owns && gap() <= MAX_GAP
    })
}
