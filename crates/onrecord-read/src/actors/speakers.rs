//! Resolves the words of a source to entities.

use std::ops::Range;

use super::collective::{collective_members, counted_members};
use super::entities::Entities;
use super::mention::{Form, Mentioned};
use super::titles::title_before;
use crate::article::ArticleView;
use crate::knowledge::Class;
use crate::knowledge::words::WordList;
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// Maximum number of other tokens in a source whose only mention is taken as the speaker.
const MOST_BESIDE: usize = 2;
/// Maximum number of tokens from "of" to the organization name after it ("a panel of the Court of Appeals").
const MOST_BEHIND_OF: usize = 2;

/// Returns the entities that the words of `source` refer to, or an empty list if they contain no mention.
pub(crate) fn entities_of_source(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    source: &Range<usize>,
) -> Vec<usize> {
    let from = |token: usize| mentions.partition_point(|mention| mention.head < token);
    let source = Source { article, mentions, entities, tokens: source, inside: from(source.start)..from(source.end) };
    let found = source.persons();
    if !found.is_empty() {
        return found;
    }
    let found = source.counted();
    if !found.is_empty() {
        return found;
    }
    let found = source.publishers();
    if !found.is_empty() {
        return found;
    }
    let found = source.authors();
    if !found.is_empty() {
        return found;
    }
    let mut found = source.heads_and_conjuncts();
    if found.is_empty() {
        found.extend(source.only_mention());
    }
    if found.is_empty() {
        found.extend(source.name_at_start());
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Returns whether the entity has a name, or a description that is equivalent to one ("Cardiff council said").
pub(crate) fn is_named(mentions: &[Mentioned], entities: &Entities, entity: usize) -> bool {
    entities.members[entity].iter().any(|&m| mentions[m].is_naming() || mentions[m].placed)
}

/// The words of a source and the mentions in them.
struct Source<'a> {
    article: &'a ArticleView<'a>,
    mentions: &'a [Mentioned],
    entities: &'a Entities,
    tokens: &'a Range<usize>,
    /// The mentions with their heads in the source.
    inside: Range<usize>,
}

impl Source<'_> {
    /// Returns the entity of a mention or, for a document, the entity that speaks through it.
    fn entity(&self, mention: usize) -> usize {
        self.entities.speaking(mention)
    }

    /// Returns whether the head of the word is outside the source.
    fn is_top(&self, token: usize) -> bool {
        self.article.syntax.head[token].is_none_or(|head| !self.tokens.contains(&head))
    }

    /// Returns the persons whose names are not part of other phrases: after a title, before an apposition, or joined by
    /// "and".
    fn persons(&self) -> Vec<usize> {
        let persons: Vec<usize> = self.inside.clone().filter(|&m| self.is_person_in_own_right(m)).collect();
        if persons.is_empty() {
            return Vec::new();
        }
        let grammar = self.article.grammar();
        let joined = self.tokens.clone().any(|t| grammar.joins.has(self.article.word(t)));
        // "Lee and his deputy": a description can be coordinated with a name.
        let beside = |m: usize| {
            let start = self.mentions[m].tokens.start;
            self.mentions[m].is_nominal() && start > self.tokens.start && grammar.and.has(self.article.lower(start - 1))
        };
        let mut out: Vec<usize> = Vec::new();
        for m in self.inside.clone().filter(|&m| persons.contains(&m) || joined && beside(m)) {
            if !out.contains(&self.entity(m)) {
                out.push(self.entity(m));
            }
        }
        out.truncate(if joined { out.len() } else { 1 });
        out
    }

    /// Returns the entities that words such as "both leaders" refer to, if the source contains no name.
    fn counted(&self) -> Vec<usize> {
        if self.inside.clone().any(|m| self.mentions[m].is_name()) {
            return Vec::new();
        }
        counted_members(self.article, self.mentions, self.entities, self.tokens)
    }

    /// Returns the organizations that speak through a publication ("a Gallup poll", "the Reuters news agency") or
    /// through one of their parts ("a panel of the Court of Appeals").
    fn publishers(&self) -> Vec<usize> {
        let (article, knowledge, grammar) = (self.article, self.article.knowledge, self.article.grammar());
        let is_noun = |t: usize| matches!(article.syntax.upos[t], Upos::Noun | Upos::Propn);
        let Some(head) = self.tokens.clone().find(|&t| self.is_top(t) && is_noun(t)) else { return Vec::new() };
        let is_organization = |m: &usize| self.mentions[*m].form == Form::Name(NameTag::Organization);
        let beside = |m: &usize| {
            let name = &self.mentions[*m].tokens;
            name.end <= head && !grammar.possessive.has(article.word(name.end))
        };
        if knowledge.means_publisher(article.lower(head)) {
            let publishers = self.inside.clone().filter(|m| is_organization(m) && beside(m));
            return publishers.map(|m| self.entity(m)).collect();
        }
        let is_body = knowledge.noun_class(article.lower(head)).is_some_and(|c| c.class == Class::Organization);
        let of = head + 1;
        if is_body && of < self.tokens.end && grammar.of.has(article.lower(of)) {
            let is_next = |m: &usize| (of + 1..=of + MOST_BEHIND_OF).contains(&self.mentions[*m].tokens.start);
            let next = self.inside.clone().find(is_next).filter(is_organization);
            return next.map(|m| self.entity(m)).into_iter().collect();
        }
        Vec::new()
    }

    /// Returns the entities that the source names as authors of a document: "a statement from the mayor", "a survey
    /// conducted by the bank", "the ministry's figures".
    fn authors(&self) -> Vec<usize> {
        let (article, knowledge) = (self.article, self.article.knowledge);
        let is_noun = |t: usize| matches!(article.syntax.upos[t], Upos::Noun | Upos::Propn);
        let is_document =
            |t: usize| knowledge.noun_class(article.lower(t)).is_some_and(|noun| noun.class == Class::Document);
        let Some(head) = self.tokens.clone().find(|&t| self.is_top(t) && is_noun(t)) else { return Vec::new() };
        if !is_document(head) {
            return Vec::new();
        }
        let mut out = Vec::new();
        for author in self.author_words(head) {
            out.extend(self.mention_of(author).into_iter().flat_map(|m| {
                let several = collective_members(article, self.mentions, self.entities, self.entity(m));
                if several.is_empty() { vec![self.entity(m)] } else { several.to_vec() }
            }));
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Returns the words that name the author of a document, including coordinated ones; `head` is the noun for the
    /// document.
    fn author_words(&self, head: usize) -> Vec<usize> {
        use Relation::{Acl, AclRelcl, Conj, Nmod, NmodPoss, Obl, OblAgent};
        let (article, grammar) = (self.article, self.article.grammar());
        let children = |t: usize| article.children(t).iter().copied().filter(|child| self.tokens.contains(child));
        let is = |t: usize, relations: &[Relation]| relations.contains(&article.syntax.relation[t]);
        let has_case = |t: usize, words: &WordList| {
            children(t).any(|case| article.syntax.relation[case] == Relation::Case && words.has(article.lower(case)))
        };
        let from = children(head).filter(|&t| is(t, &[Nmod, Obl]) && has_case(t, &grammar.authored));
        let is_made = |t: usize| is(t, &[Acl, AclRelcl]) && grammar.made.has(article.lower(t));
        let made = children(head).filter(|&t| is_made(t)).flat_map(children);
        let by = made.filter(|&t| is(t, &[OblAgent, Obl]) && has_case(t, &grammar.by));
        let mut found: Vec<usize> = from.chain(by).collect();
        if found.is_empty() {
            found.extend(children(head).filter(|&t| is(t, &[NmodPoss])));
        }
        let conjuncts: Vec<usize> =
            found.iter().flat_map(|&t| children(t).filter(|&other| is(other, &[Conj]))).collect();
        found.extend(conjuncts);
        found
    }

    /// Returns the entities of the head of the source, which is the first word with a head outside it, and of the words
    /// coordinated with that head.
    fn heads_and_conjuncts(&self) -> Vec<usize> {
        let (article, syntax) = (self.article, self.article.syntax);
        let has_letters = |t: usize| article.word(t).contains(char::is_alphanumeric);
        let mut heads: Vec<usize> = self.tokens.clone().filter(|&t| self.is_top(t) && has_letters(t)).take(1).collect();
        let mut i = 0;
        while i < heads.len() {
            let is_conjunct = |&t: &usize| self.tokens.contains(&t) && syntax.relation[t] == Relation::Conj;
            let conjuncts: Vec<usize> = article.children(heads[i]).iter().copied().filter(is_conjunct).collect();
            heads.extend(conjuncts);
            i += 1;
        }
        let mut out = Vec::new();
        for m in heads.into_iter().filter_map(|head| self.mention_of(head)) {
            let several = collective_members(article, self.mentions, self.entities, self.entity(m));
            if several.is_empty() { out.push(self.entity(m)) } else { out.extend(several) }
        }
        out
    }

    /// Returns the mention for the phrase headed by `head`; for a noun beside a name ("spokesman Dmitry Peskov"), that
    /// is the name.
    fn mention_of(&self, head: usize) -> Option<usize> {
        let syntax = self.article.syntax;
        let covers = |m: &usize| {
            let mention = &self.mentions[*m];
            mention.tokens.contains(&head) && (mention.head == head || mention.is_name())
        };
        let is_tied = |t: usize| {
            let beside = matches!(
                syntax.relation[t],
                Relation::Flat | Relation::Appos | Relation::NmodDesc | Relation::Compound
            );
            beside && syntax.head[t] == Some(head)
        };
        let names = |m: &usize| self.mentions[*m].is_naming() && self.mentions[*m].tokens.clone().any(is_tied);
        self.inside.clone().find(covers).or_else(|| self.inside.clone().find(names))
    }

    /// Returns the entity of the only mention of the source, if there is little else in the source; "Reed's aides" are
    /// not Reed.
    fn only_mention(&self) -> Option<usize> {
        if self.inside.len() != 1 {
            return None;
        }
        let tokens = &self.mentions[self.inside.start].tokens;
        let is_other =
            |t: usize| !tokens.contains(&t) && self.article.knowledge.noun_class(self.article.lower(t)).is_some();
        let is_whole = self.tokens.len() <= tokens.len() + MOST_BESIDE;
        (is_whole && !self.tokens.clone().any(is_other)).then(|| self.entity(self.inside.start))
    }

    /// Returns the entity of a name at the start of the source that the syntax does not connect: "Lee Park, 44, a
    /// teacher".
    fn name_at_start(&self) -> Option<usize> {
        let starts = |m: &usize| self.mentions[*m].is_name() && self.mentions[*m].tokens.start == self.tokens.start;
        self.inside.clone().find(starts).map(|m| self.entity(m))
    }

    /// Returns whether the mention is a person's name that is not part of another phrase ("Clinton aides", "a friend of
    /// Lee", "Lee's lawyer").
    fn is_person_in_own_right(&self, m: usize) -> bool {
        if self.mentions[m].form != Form::Name(NameTag::Person) {
            return false;
        }
        let (article, upos, source) = (self.article, &self.article.syntax.upos, self.tokens);
        let grammar = article.grammar();
        let (before, after) = (self.mentions[m].tokens.start, self.mentions[m].tokens.end);
        let followed = after < source.end
            && (grammar.possessive_marks.has(article.word(after)) && after + 1 < source.end
                || matches!(upos[after], Upos::Noun | Upos::Propn)
                || article.word(after) == "-");
        // Persons after a relative pronoun or a participle are only talked about.
        let talked_of = || {
            (source.start..before)
                .any(|t| matches!(upos[t], Upos::Verb | Upos::Aux) || grammar.relative.has(article.word(t)))
        };
        // "Senate Minority Leader Harry Reid", "his lawyer, Ann Lee", "another critic, Laurence H. Tribe"
        let late = || {
            before > source.start
                && !(source.start..before).any(|t| article.word(t) == "," || grammar.and.has(article.word(t)))
                && upos[before - 1] == Upos::Punct
        };
        !followed && !self.is_governed(&self.mentions[m]) && !talked_of() && !late()
    }

    /// Returns whether a preposition governs the name. "By" does not count, as it marks the speaker: in "comments by
    /// Defense Secretary Lee", the words between "by" and the name are Lee's title.
    fn is_governed(&self, mention: &Mentioned) -> bool {
        let name = mention.tokens.start;
        let (article, upos, start) = (self.article, &self.article.syntax.upos, self.tokens.start);
        let mut phrase = title_before(article, mention).map_or(name, |title| title.start.max(start));
        while phrase > start && matches!(upos[phrase - 1], Upos::Noun | Upos::Propn | Upos::Adj | Upos::Det) {
            phrase -= 1;
        }
        let authored = phrase > start && article.grammar().by.has(article.lower(phrase - 1));
        let behind_preposition = |t: usize| t > start && upos[t - 1] == Upos::Adp;
        // "Secretary of State Lee": the preposition belongs to the title.
        !authored && behind_preposition(phrase)
    }
}
