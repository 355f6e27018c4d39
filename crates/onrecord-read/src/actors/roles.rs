//! What the article says that somebody is: titles before names, appositions, "X is the president of Y".

use std::ops::Range;

use super::mentions::{Form, Kind, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::Class;
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// Most words between a name and its apposition: a comma, and a mark of quotation or a bracket.
const MAX_GAP: usize = 2;

/// Words that give roles, each with the mention, a name, that bears it.
pub(super) fn roles(article: &ArticleView<'_>, mentions: &[Mentioned]) -> Vec<(usize, Range<usize>)> {
    let mut out = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        match mention.form {
            Form::Name(NameTag::Person) => out.extend(title(article, mention).map(|role| (i, role))),
            Form::Nominal(Kind::Person) => {
                out.extend(subject(article, mentions, i).map(|j| (j, mention.tokens.clone())))
            }
            _ => {}
        }
    }
    out
}

/// The title before a name ("U.S. Treasury Secretary Dana Reed", "Treasury Secretary, Dana Reed, said").
fn title(article: &ArticleView<'_>, name: &Mentioned) -> Option<Range<usize>> {
    let sentence = article.sentence(name.head).clone();
    let mut end = name.tokens.start;
    let set_off = end > sentence.start && article.word(end - 1) == ",";
    if set_off {
        if name.tokens.end >= sentence.end || article.word(name.tokens.end) != "," {
            return None;
        }
        end -= 1;
    }
    let known = longest_title(article, sentence.start..end);
    if set_off && known.is_none() {
        return None;
    }
    let known = known.unwrap_or(end);
    let mut start = known;
    while start > sentence.start && continues(article, start - 1, start..end, &name.tokens) {
        start -= 1;
    }
    while start < known && !matches!(article.syntax.upos[start], Upos::Noun | Upos::Propn | Upos::Adj) {
        start += 1;
    }
    let words: Vec<&str> = (start..end).map(|t| article.word(t)).collect();
    let says = (0..words.len()).any(|k| {
        let class = article.knowledge.noun_class(&words[k].to_lowercase());
        article.knowledge.title(&words[k..]).is_some() || class.is_some_and(|c| c.class == Class::Person)
    });
    (!words.is_empty() && says).then_some(start..end)
}

/// Where the longest title that ends with the tokens begins.
pub(super) fn longest_title(article: &ArticleView<'_>, tokens: Range<usize>) -> Option<usize> {
    // The "general" of "commissioner-general" is none.
    let is_whole = |&start: &usize| start == tokens.start || article.word(start - 1) != "-";
    (tokens.end.saturating_sub(8).max(tokens.start)..tokens.end).filter(is_whole).find(|&start| {
        let words: Vec<&str> = (start..tokens.end).map(|t| article.word(t)).collect();
        article.knowledge.title(&words).is_some_and(|found| found.n_tokens == words.len())
    })
}

/// Is the word before a title part of it?
fn continues(article: &ArticleView<'_>, token: usize, title: Range<usize>, name: &Range<usize>) -> bool {
    let syntax = article.syntax;
    let within = |t: usize| title.contains(&t) || name.contains(&t);
    let tied = syntax.head[token].is_some_and(within)
        || name.clone().any(|t| syntax.is_under(token, t))
        || title.clone().any(|t| syntax.is_under(token, t));
    let word = article.word(token);
    let nominal = matches!(syntax.upos[token], Upos::Noun | Upos::Propn | Upos::Adj);
    let joins = matches!(word, "-" | "of" | "for" | "'s" | "’s");
    tied && (nominal || joins) || title.is_empty() && syntax.head[name.end - 1] == Some(token) && nominal
}

/// The name whose role the description is ("Reed is the mayor of Springfield").
fn subject(article: &ArticleView<'_>, mentions: &[Mentioned], i: usize) -> Option<usize> {
    let syntax = article.syntax;
    let (head, sentence) = (mentions[i].head, article.sentence(mentions[i].head));
    let (mut copula, mut denied, mut subject) = (false, false, None);
    for child in syntax.children(head, sentence) {
        match syntax.relation[child] {
            Relation::Cop => copula = matches!(article.word(child), "is" | "was" | "'s" | "’s"),
            Relation::Nsubj => subject = Some(child),
            Relation::Advmod => denied |= matches!(article.word(child), "not" | "n't" | "n’t" | "never" | "no"),
            // "would be", "may be"
            Relation::Aux => denied = true,
            _ => {}
        }
    }
    let subject = subject.filter(|_| copula && !denied)?;
    let is_person = |j: &usize| mentions[*j].form == Form::Name(NameTag::Person);
    (0..mentions.len()).find(|j| is_person(j) && mentions[*j].tokens.contains(&subject))
}

/// The name that stands in apposition with description `i` ("Reed, the mayor," and "the mayor, Reed,"), or with the one that
/// it is joined to as another of the same person ("Reed, the president and chief executive").
pub(super) fn apposed(article: &ArticleView<'_>, mentions: &[Mentioned], i: usize) -> Option<usize> {
    let m = &mentions[i];
    let is_person = |m: &Mentioned| m.form == Form::Nominal(Kind::Person);
    let is_another = || is_person(m) && m.tokens.start > 1 && article.word(m.tokens.start - 1) == "and";
    let joined = || {
        let is_before = |k: &usize| is_person(&mentions[*k]) && mentions[*k].tokens.end + 1 == m.tokens.start;
        let own_article = article.word(m.tokens.start).eq_ignore_ascii_case("the");
        (i.saturating_sub(6)..i).find(is_before).filter(|_| !own_article)
    };
    beside(article, mentions, i)
        .or_else(|| is_another().then(joined).flatten().and_then(|k| beside(article, mentions, k)))
}

/// The name beside description `i`.
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
    let near = i.saturating_sub(6)..(i + 7).min(mentions.len());
    near.filter(|&j| j != i && fits(j) && mentions[j].sentence == m.sentence).find(|&j| {
        let name = &mentions[j];
        let links = |a: usize, tokens: &Range<usize>| {
            matches!(syntax.relation[a], Relation::Appos | Relation::Flat | Relation::NmodDesc)
                && syntax.head[a].is_some_and(|h| tokens.contains(&h))
        };
        let gap = || {
            if name.tokens.start >= m.tokens.end {
                // "The witness, deckhand Dana Reed,"
                let begin = title(article, name).map_or(name.tokens.start, |title| title.start);
                begin.saturating_sub(m.tokens.end)
            } else {
                m.tokens.start.saturating_sub(name.tokens.end)
            }
        };
        // "Dana Reed's son, Martin" and "Dana Reed, whose son": the son is not she.
        let owns = matches!(article.word(name.tokens.end.min(m.head)), "'s" | "’s" | "'" | "’")
            && name.tokens.end <= m.tokens.start + 1
            || article.word(m.tokens.start).eq_ignore_ascii_case("whose");
        let linked = links(m.head, &name.tokens) || name.tokens.clone().any(|t| links(t, &(m.head..m.head + 1)));
        linked && !owns && gap() <= MAX_GAP
    })
}
