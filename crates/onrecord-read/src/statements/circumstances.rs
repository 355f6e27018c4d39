//! To whom, where and when a statement is made, from the syntax around its cue.

use std::ops::Range;

use super::attributions::Attribution;
use crate::actors::Mentioned;
use crate::article::ArticleView;
use crate::knowledge::Circumstance;
use crate::syntax::{Relation, Upos};

/// What the sentence tells of a statement beside its words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Circumstances {
    /// The mentions of those to whom it is said.
    pub(crate) addressees: Vec<usize>,
    /// Where it is said or written, in tokens.
    pub(crate) venue: Option<Range<usize>>,
    /// The words to which an expression of time belongs that tells when it is said.
    pub(crate) clause: Vec<usize>,
}

/// Longest venue in tokens; what is longer is the account of something, not a place.
const LONGEST_VENUE: usize = 16;

/// Returns the circumstances of one statement.
pub(crate) fn circumstances(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    attribution: &Attribution,
) -> Circumstances {
    let mut out = Circumstances::default();
    let syntax = article.syntax;
    let cue = &attribution.cue;
    let number = article.index.sentence[cue.start];
    let sentence = article.division.sentences[number].clone();
    let first = mentions.partition_point(|mention| mention.sentence < number);
    let near = &mentions[first..][..mentions[first..].partition_point(|mention| mention.sentence == number)];
    let said = |t: usize| attribution.content.iter().chain(&attribution.source).any(|r| r.contains(&t));
    let Some(verb) = cue
        .clone()
        .find(|&t| syntax.upos[t] == Upos::Verb && syntax.head[t].is_none_or(|h| !cue.contains(&h)))
        .or_else(|| cue.clone().find(|&t| syntax.upos[t] == Upos::Verb))
    else {
        return out;
    };
    let is = |t: usize, what: Circumstance| article.knowledge.is_circumstance(&article.word(t).to_lowercase(), what);
    // The cue, and a verb of speaking beside it: "Speaking in Rome, he said", "he wrote in a letter, adding".
    let beside = syntax.children(verb, &sentence).filter(|&t| syntax.relation[t] == Relation::Advcl);
    let above = syntax.head[verb].filter(|_| matches!(syntax.relation[verb], Relation::Advcl));
    let mut clause = vec![verb];
    clause.extend(beside.chain(above).filter(|&t| !said(t) && is(t, Circumstance::Speaking)));
    let particle =
        cue.clone().find(|&t| t > verb).map(|t| format!("{} {}", article.word(verb), article.word(t)).to_lowercase());
    let tells = is(verb, Circumstance::Told)
        || particle.is_some_and(|words| article.knowledge.is_circumstance(&words, Circumstance::Told));
    let mut hearers = Vec::new();
    let mut at = 0;
    while let Some(&head) = clause.get(at) {
        at += 1;
        for child in syntax.children(head, &sentence).filter(|&t| !said(t)) {
            let nominal = matches!(syntax.upos[child], Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X);
            let case = syntax.children(child, &sentence).find(|&t| syntax.relation[t] == Relation::Case);
            let preposition = |what: Circumstance| case.is_some_and(|t| is(t, what));
            let occasion = is(child, Circumstance::Occasion);
            match syntax.relation[child] {
                // "told a rally", "told a news conference in Oslo"
                Relation::Obj if occasion && head == verb && tells && case.is_none() => {
                    out.venue = phrase(article, child, None, &sentence, &said);
                }
                Relation::Iobj if nominal && case.is_none() => hearers.push(child),
                Relation::Obj if nominal && (head != verb || tells) && case.is_none() => hearers.push(child),
                Relation::Obl | Relation::Nmod | Relation::Iobj if nominal => {
                    if preposition(Circumstance::To) && !occasion {
                        hearers.push(child);
                    } else if preposition(Circumstance::At) && (occasion || is_place(near, child))
                        || preposition(Circumstance::To) && occasion && head != verb
                        || is(child, Circumstance::Means) && case.is_some_and(|t| article.word(t) == "by")
                    {
                        if occasion {
                            clause.push(child);
                        }
                        out.venue = out.venue.or_else(|| phrase(article, child, case, &sentence, &said));
                    }
                }
                _ => {}
            }
        }
    }
    for hearer in hearers {
        let under = |relation: Relation| {
            syntax.children(hearer, &sentence).filter(move |&t| syntax.relation[t] == relation).filter(|&t| !said(t))
        };
        let mentioned = |t: usize| near.iter().position(|m| m.head == t || m.tokens.contains(&t)).map(|m| first + m);
        out.addressees.extend(mentioned(hearer));
        out.addressees.extend(under(Relation::Conj).filter_map(mentioned));
        // "told reporters in Geneva"
        for child in under(Relation::Nmod).chain(under(Relation::Obl)).filter(|&t| is_place(near, t)) {
            let case = syntax.children(child, &sentence).find(|&t| syntax.relation[t] == Relation::Case);
            if case.is_some_and(|t| is(t, Circumstance::At)) {
                out.venue = out.venue.or_else(|| phrase(article, child, case, &sentence, &said));
            }
        }
    }
    out.addressees.sort_unstable();
    out.addressees.dedup();
    out.clause = clause;
    out
}

/// Is the word in a name of a place or a body?
fn is_place(mentions: &[Mentioned], token: usize) -> bool {
    use crate::actors::Form;
    use crate::model::NameTag;
    mentions.iter().any(|m| matches!(m.form, Form::Name(tag) if tag != NameTag::Person) && m.tokens.contains(&token))
}

/// The phrase that `head` carries, without its preposition, time and what is said.
fn phrase(
    article: &ArticleView<'_>,
    head: usize,
    case: Option<usize>,
    sentence: &Range<usize>,
    said: &impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    let syntax = article.syntax;
    let (mut start, mut end) = (head, head + 1);
    let least = case.map_or(sentence.start, |t| t + 1);
    let inside = |t: usize| syntax.is_under(t, head) && !said(t);
    while start > least && inside(start - 1) {
        start -= 1;
    }
    while end < sentence.end && inside(end) {
        let clause = matches!(
            syntax.relation[end],
            Relation::Acl
                | Relation::AclRelcl
                | Relation::Advcl
                | Relation::Parataxis
                | Relation::Appos
                | Relation::NmodUnmarked
        );
        if clause || article.word(end) == "," {
            break;
        }
        end += 1;
    }
    // What stands before the clause that was left out belongs to it ("the letter, which").
    while end > head + 1 && matches!(syntax.upos[end - 1], Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj) {
        end -= 1;
    }
    // "Speaking at a rally in Boston": the tree may hang the place on the verb.
    let place = (end < sentence.end && article.word(end) == "in").then(|| syntax.head[end]).flatten();
    if let Some(place) = place.filter(|&t| t > end && syntax.upos[t] == Upos::Propn && !said(t))
        && syntax.head[place] == syntax.head[head]
    {
        let mut to = place + 1;
        while to < sentence.end && syntax.relation[to] == Relation::Flat && syntax.head[to] == Some(place) {
            to += 1;
        }
        let is_apart = |t: usize| said(t) || article.word(t) == ",";
        if to - start <= LONGEST_VENUE && !(end..to).any(is_apart) {
            end = to;
        }
    }
    (end - start <= LONGEST_VENUE).then_some(start..end)
}
