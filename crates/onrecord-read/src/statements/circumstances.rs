//! Finds the addressees, place and time of a statement from the syntax around its cue.

use std::ops::Range;

use super::attribution::Attribution;
use crate::actors::{Form, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::Circumstance;
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// The circumstances of a statement that its sentence gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Circumstances {
    /// The mentions of its addressees.
    pub(super) addressees: Vec<usize>,
    /// Where it is made or published, as a token range.
    pub(super) venue: Option<Range<usize>>,
    /// The words that a time expression must depend on to be the time of the statement.
    pub(super) clause: Vec<usize>,
}

/// Maximum number of tokens in a venue; a longer phrase is usually a description of an event.
const LONGEST_VENUE: usize = 16;

/// Returns the circumstances of one statement.
pub(super) fn circumstances(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    attribution: &Attribution,
) -> Circumstances {
    let (syntax, cue) = (article.syntax, &attribution.cue);
    let is_verb = |t: usize| syntax.upos[t] == Upos::Verb;
    let is_top = |t: usize| syntax.head[t].is_none_or(|h| !cue.contains(&h));
    let verb = cue.clone().find(|&t| is_verb(t) && is_top(t)).or_else(|| cue.clone().find(|&t| is_verb(t)));
    let Some(verb) = verb else { return Circumstances::default() };
    let number = article.index.sentence[cue.start];
    let first = mentions.partition_point(|mention| mention.sentence < number);
    let end = mentions.partition_point(|mention| mention.sentence <= number);
    let around = Around { article, attribution, verb, first, near: &mentions[first..end] };
    let mut out = Circumstances { clause: around.clause(), ..Circumstances::default() };
    let hearers = around.hearers(&mut out);
    around.enter_hearers(&hearers, &mut out);
    out
}

/// A statement and the context of its cue.
struct Around<'a> {
    article: &'a ArticleView<'a>,
    attribution: &'a Attribution,
    /// The verb of the cue.
    verb: usize,
    /// The index of the first mention of the sentence.
    first: usize,
    /// The mentions of the sentence.
    near: &'a [Mentioned],
}

impl Around<'_> {
    fn is(&self, token: usize, what: Circumstance) -> bool {
        self.article.knowledge.is_circumstance(self.article.lower(token), what)
    }

    /// Returns the dependents of a word that are in neither the source nor the content.
    fn children(&self, token: usize) -> impl Iterator<Item = usize> {
        self.article.children(token).iter().copied().filter(|&t| !self.attribution.is_said(t))
    }

    fn preposition(&self, token: usize) -> Option<usize> {
        let is_case = |&t: &usize| self.article.syntax.relation[t] == Relation::Case;
        self.article.children(token).iter().copied().find(is_case)
    }

    /// Returns the verb of the cue and a verb of speaking linked to it: "Speaking in Rome, he said", "he wrote in a
    /// letter, adding".
    fn clause(&self) -> Vec<usize> {
        let syntax = self.article.syntax;
        let beside =
            self.article.children(self.verb).iter().copied().filter(|&t| syntax.relation[t] == Relation::Advcl);
        let above = syntax.head[self.verb].filter(|_| matches!(syntax.relation[self.verb], Relation::Advcl));
        let speaks = |&t: &usize| !self.attribution.is_said(t) && self.is(t, Circumstance::Speaking);
        [self.verb].into_iter().chain(beside.chain(above).filter(speaks)).collect()
    }

    /// Returns whether the cue takes the addressee as its object ("told", "called on").
    fn tells(&self) -> bool {
        let (article, verb) = (self.article, self.verb);
        let particle = self.attribution.cue.clone().find(|&t| t > verb);
        let with_particle = particle.map(|t| format!("{} {}", article.lower(verb), article.lower(t)));
        self.is(verb, Circumstance::Told)
            || with_particle.is_some_and(|words| article.knowledge.is_circumstance(&words, Circumstance::Told))
    }

    /// Finds the venue and the words of the clause; returns the heads of the phrases for addressees.
    fn hearers(&self, out: &mut Circumstances) -> Vec<usize> {
        let syntax = self.article.syntax;
        let tells = self.tells();
        let mut hearers = Vec::new();
        let mut at = 0;
        while let Some(&head) = out.clause.get(at) {
            at += 1;
            for child in self.children(head) {
                let nominal = matches!(syntax.upos[child], Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X);
                let case = self.preposition(child);
                let occasion = self.is(child, Circumstance::Occasion);
                match syntax.relation[child] {
                    // "told a rally", "told a news conference in Oslo"
                    Relation::Obj if occasion && head == self.verb && tells && case.is_none() => {
                        out.venue = self.phrase(child, None);
                    }
                    Relation::Iobj if nominal && case.is_none() => hearers.push(child),
                    Relation::Obj if nominal && (head != self.verb || tells) && case.is_none() => hearers.push(child),
                    Relation::Obl | Relation::Nmod | Relation::Iobj if nominal => {
                        if case.is_some_and(|t| self.is(t, Circumstance::To)) && !occasion {
                            hearers.push(child);
                        } else if self.is_venue(child, case, head) {
                            if occasion {
                                out.clause.push(child);
                            }
                            out.venue = out.venue.take().or_else(|| self.phrase(child, case));
                        }
                    }
                    _ => {}
                }
            }
        }
        hearers
    }

    /// Returns whether the word, with its preposition, gives the venue of the statement ("at a rally", "in Oslo", "by
    /// phone").
    fn is_venue(&self, token: usize, case: Option<usize>, head: usize) -> bool {
        let preposition = |what: Circumstance| case.is_some_and(|t| self.is(t, what));
        let occasion = self.is(token, Circumstance::Occasion);
        preposition(Circumstance::At) && (occasion || self.is_place(token))
            || preposition(Circumstance::To) && occasion && head != self.verb
            || self.is(token, Circumstance::Means)
                && case.is_some_and(|t| self.article.grammar().by.has(self.article.word(t)))
    }

    /// Adds the mentions of the addressees, and a venue that depends on one of them.
    fn enter_hearers(&self, hearers: &[usize], out: &mut Circumstances) {
        let syntax = self.article.syntax;
        for &hearer in hearers {
            let under = |relation: Relation| self.children(hearer).filter(move |&t| syntax.relation[t] == relation);
            let mentioned = |t: usize| {
                let found = self.near.iter().position(|m| m.head == t || m.tokens.contains(&t));
                found.map(|m| self.first + m)
            };
            out.addressees.extend(mentioned(hearer));
            out.addressees.extend(under(Relation::Conj).filter_map(mentioned));
            // "told reporters in Geneva"
            for child in under(Relation::Nmod).chain(under(Relation::Obl)).filter(|&t| self.is_place(t)) {
                let case = self.preposition(child);
                if case.is_some_and(|t| self.is(t, Circumstance::At)) {
                    out.venue = out.venue.take().or_else(|| self.phrase(child, case));
                }
            }
        }
        out.addressees.sort_unstable();
        out.addressees.dedup();
    }

    /// Returns whether the word is part of the name of a place or organization.
    fn is_place(&self, token: usize) -> bool {
        let is_name = |m: &Mentioned| matches!(m.form, Form::Name(tag) if tag != NameTag::Person);
        self.near.iter().any(|m| is_name(m) && m.tokens.contains(&token))
    }

    /// Returns the phrase headed by `head`, without its preposition, subordinate clauses and the content.
    fn phrase(&self, head: usize, case: Option<usize>) -> Option<Range<usize>> {
        let (article, syntax) = (self.article, self.article.syntax);
        let sentence = article.sentence(self.verb);
        let (mut start, mut end) = (head, head + 1);
        let least = case.map_or(sentence.start, |t| t + 1);
        let inside = |t: usize| syntax.is_under(t, head) && !self.attribution.is_said(t);
        while start > least && inside(start - 1) {
            start -= 1;
        }
        while end < sentence.end && inside(end) && !opens_clause(syntax.relation[end]) && article.word(end) != "," {
            end += 1;
        }
        // A preposition or mark before the omitted clause belongs to that clause ("the letter, which").
        while end > head + 1 && matches!(syntax.upos[end - 1], Upos::Punct | Upos::Adp | Upos::Sconj | Upos::Cconj) {
            end -= 1;
        }
        let end = self.place_behind(start..end, head).unwrap_or(end);
        (end - start <= LONGEST_VENUE).then_some(start..end)
    }

    /// Returns the end of a place name that follows the phrase with "in". The parser may attach such a place to the
    /// verb ("Speaking at a rally in Boston").
    fn place_behind(&self, phrase: Range<usize>, head: usize) -> Option<usize> {
        let (article, syntax) = (self.article, self.article.syntax);
        let sentence = article.sentence(self.verb);
        let is_in = phrase.end < sentence.end && article.grammar().in_words.has(article.word(phrase.end));
        let place = is_in.then(|| syntax.head[phrase.end]).flatten()?;
        let is_name = place > phrase.end && syntax.upos[place] == Upos::Propn && !self.attribution.is_said(place);
        if !is_name || syntax.head[place] != syntax.head[head] {
            return None;
        }
        let mut to = place + 1;
        while to < sentence.end && syntax.relation[to] == Relation::Flat && syntax.head[to] == Some(place) {
            to += 1;
        }
        let is_apart = |t: usize| self.attribution.is_said(t) || article.word(t) == ",";
        (to - phrase.start <= LONGEST_VENUE && !(phrase.end..to).any(is_apart)).then_some(to)
    }
}

/// Returns whether a word with this relation begins a clause or apposition that modifies the preceding noun.
fn opens_clause(relation: Relation) -> bool {
    matches!(
        relation,
        Relation::Acl
            | Relation::AclRelcl
            | Relation::Advcl
            | Relation::Parataxis
            | Relation::Appos
            | Relation::NmodUnmarked
    )
}
