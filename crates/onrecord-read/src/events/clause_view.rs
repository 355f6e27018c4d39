//! The view of an article used to find events: tokens, mentions and the syntax tree around a word.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_record::Actor;

use super::datelines::datelines;
use super::ontology::Ontology;
use super::reasons::Log;
use crate::actors::{Entities, Form, Kind, Mentioned, actor};
use crate::article::ArticleView;
use crate::knowledge::words::{EventWords, WordList};
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// The data in which the participants and circumstances of an event are found.
pub(super) struct ClauseView<'a> {
    pub(super) article: &'a ArticleView<'a>,
    /// The event word lists of the language pack.
    pub(super) words: &'a EventWords,
    pub(super) mentions: &'a [Mentioned],
    pub(super) entities: &'a Entities,
    pub(super) ontology: &'a Ontology,
    /// For each country, by ISO code, the first mention of it by name.
    pub(super) countries: BTreeMap<String, usize>,
    /// The mention that each token is part of.
    pub(super) mention_at: Vec<Option<usize>>,
    datelines: Vec<Range<usize>>,
    /// Notes on the event that is being examined.
    pub(super) log: Log,
    /// The record's actor for each entity, computed on demand.
    actors: Vec<OnceCell<Actor>>,
    /// Whether each entity consists of private people, computed on demand.
    pub(super) private: Vec<OnceCell<bool>>,
}

/// The maximum number of steps from a conjunct or controlled verb up to the verb that has the subject.
const MAX_STEPS: usize = 6;

impl<'a> ClauseView<'a> {
    /// Returns the view of an article.
    pub(super) fn new(
        article: &'a ArticleView<'a>,
        mentions: &'a [Mentioned],
        entities: &'a Entities,
        ontology: &'a Ontology,
    ) -> Self {
        let datelines = datelines(article, mentions, ontology);
        let mut mention_at = mentions_of_tokens(article.division.tokens.len(), mentions);
        enter_titles(mentions, entities, &mut mention_at);
        for tokens in &datelines {
            mention_at[tokens.clone()].fill(None);
        }
        let mut countries = BTreeMap::new();
        for (m, mention) in mentions.iter().enumerate().filter(|(_, m)| m.form == Form::Name(NameTag::Location)) {
            if let Some(country) = article.knowledge.country_by_name(article.words(&mention.tokens)) {
                countries.entry(country.iso.to_string()).or_insert(m);
            }
        }
        ClauseView {
            article,
            words: article.knowledge.event_words(),
            mentions,
            entities,
            ontology,
            countries,
            mention_at,
            datelines,
            log: Log::default(),
            actors: vec![OnceCell::new(); entities.members.len()],
            private: vec![OnceCell::new(); entities.members.len()],
        }
    }

    /// Returns the record's actor for the entity.
    pub(super) fn actor(&self, entity: usize) -> &Actor {
        self.actors[entity].get_or_init(|| actor(self.article, self.mentions, self.entities, entity))
    }

    /// Returns the word in lower case.
    pub(super) fn lower(&self, token: usize) -> String {
        self.article.word(token).to_lowercase()
    }

    /// Returns whether the word is part of a mention, or a pronoun.
    pub(super) fn is_mention_or_pronoun(&self, token: usize) -> bool {
        self.mention_at[token].is_some() || self.article.syntax.upos[token] == Upos::Pron
    }

    /// Returns whether the word heads a description that is the only mention of its entity and names no owner.
    pub(super) fn is_bare_description(&self, token: usize) -> bool {
        let described = |m: usize| {
            matches!(self.mentions[m].form, Form::Nominal(_)) && self.entities.members[self.entities.of[m]].len() == 1
        };
        self.mention_at[token].is_some_and(described)
            && self.child(token, &[Relation::NmodPoss, Relation::Amod, Relation::Compound]).is_none()
    }

    /// Returns whether the word is a pronoun.
    pub(super) fn is_pronoun(&self, token: usize) -> bool {
        self.article.syntax.upos[token] == Upos::Pron
    }

    /// Returns the relation of a word to its head.
    pub(super) fn relation(&self, token: usize) -> Relation {
        self.article.syntax.relation[token]
    }

    /// Returns the words that depend on a word, in text order.
    pub(super) fn children(&self, token: usize) -> Vec<usize> {
        self.article.children(token).to_vec()
    }

    /// Returns the first word that depends on a word in one of the relations.
    pub(super) fn child(&self, token: usize, relations: &[Relation]) -> Option<usize> {
        self.children(token).into_iter().find(|&t| relations.contains(&self.relation(t)))
    }

    /// Returns the preposition of a phrase, in lower case.
    pub(super) fn preposition(&self, token: usize) -> Option<String> {
        self.child(token, &[Relation::Case]).map(|t| self.lower(t))
    }

    /// Returns whether a verb is passive; this includes participles without an auxiliary.
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        let children = self.children(verb);
        let has = |wanted: &[Relation]| children.iter().any(|&t| wanted.contains(&self.relation(t)));
        if has(&[Relation::AuxPass, Relation::NsubjPass, Relation::OblAgent]) {
            return true;
        }
        let ing = self.words.no_participle.ends(&self.lower(verb));
        match (self.relation(verb), self.article.syntax.head[verb]) {
            (Relation::Acl | Relation::Amod, Some(_)) => !ing && !has(&[Relation::Obj, Relation::Mark]),
            (Relation::Conj, Some(head)) => {
                !ing && !has(&[Relation::Obj, Relation::Nsubj, Relation::Aux])
                    && self.is_verb(head)
                    && self.relation(head) != Relation::Conj
                    && self.is_passive(head)
            }
            _ => false,
        }
    }

    /// Returns whether the word is a verb or an auxiliary.
    pub(super) fn is_verb(&self, token: usize) -> bool {
        matches!(self.article.syntax.upos[token], Upos::Verb | Upos::Aux)
    }

    /// Returns the grammatical subject of a verb: its own, or that of the verb that governs it.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..MAX_STEPS {
            if let Some(own) = self.child(at, &[Relation::Nsubj, Relation::NsubjPass]) {
                if let Some(dateline) = self.datelines.iter().find(|tokens| tokens.contains(&own)) {
                    return self.behind_dateline(own, at, dateline.end);
                }
                let relative = self.words.relative_subject.has(&self.lower(own));
                return if relative { self.above(at, &[Relation::AclRelcl]).or(Some(own)) } else { Some(own) };
            }
            let head = self.article.syntax.head[at]?;
            match self.relation(at) {
                // "plans to meet": the owner of the plans, or the subject of the verb that governs them.
                Relation::Acl if self.is_reason(at) && self.mention_at[head].is_some() => return Some(head),
                Relation::Acl if self.children(at).iter().any(|&t| self.relation(t) == Relation::Mark) => {
                    if let Some(owner) = self.child(head, &[Relation::NmodPoss]) {
                        return Some(owner);
                    }
                    at = self.article.syntax.head[head].filter(|&h| self.is_verb(h))?;
                }
                Relation::Acl => return Some(head),
                Relation::Xcomp => {
                    if let Some(object) = self.child(head, &[Relation::Obj, Relation::Iobj]) {
                        return Some(object);
                    }
                    at = head;
                }
                // "Sentenced soldiers for torturing prisoners": the soldiers are the torturers.
                Relation::Advcl if self.is_verb(head) && self.is_reason(at) => {
                    let object = self.child(head, &[Relation::Obj, Relation::Iobj]);
                    if let Some(object) = object.filter(|&t| self.mention_at[t].is_some_and(|m| self.acts(m))) {
                        return Some(object);
                    }
                    at = head;
                }
                Relation::Conj | Relation::Advcl if self.is_verb(head) => at = head,
                _ => return None,
            }
        }
        None
    }

    /// Returns whether the clause gives the reason for blame, punishment or thanks ("for torturing prisoners").
    fn is_reason(&self, verb: usize) -> bool {
        let mark = self.child(verb, &[Relation::Mark]).is_some_and(|t| self.words.for_marks.has(&self.lower(t)));
        mark && self.child(verb, &[Relation::Nsubj]).is_none()
    }

    /// Returns a noun between the dateline and the verb that the parser attached to either of them, as the real
    /// subject.
    fn behind_dateline(&self, dateline: usize, verb: usize, end: usize) -> Option<usize> {
        let is_subject = |&t: &usize| {
            let is_noun = matches!(self.article.syntax.upos[t], Upos::Noun | Upos::Propn | Upos::Pron);
            (end..verb).contains(&t) && is_noun && self.preposition(t).is_none()
        };
        self.children(dateline).into_iter().chain(self.children(verb)).find(is_subject)
    }

    /// Returns whether the mention can be a participant of an event; adjectives and documents cannot.
    pub(super) fn acts(&self, m: usize) -> bool {
        match self.mentions[m].form {
            Form::Name(NameTag::Norp) => self.mentions[m].plural,
            Form::Name(NameTag::Misc) | Form::Nominal(Kind::Document) => false,
            _ => true,
        }
    }

    /// Returns the head of a verb if the verb depends on it in one of the relations.
    fn above(&self, verb: usize, relations: &[Relation]) -> Option<usize> {
        self.article.syntax.head[verb].filter(|_| relations.contains(&self.relation(verb)))
    }

    /// Returns the object of a verb: its own, or one that it shares with a coordinated verb.
    pub(super) fn object(&self, verb: usize) -> Option<usize> {
        if let Some(own) = self.child(verb, &[Relation::Iobj]).or_else(|| self.child(verb, &[Relation::Obj])) {
            return Some(own);
        }
        if self.relation(verb) == Relation::AclRelcl
            && self.subject(verb).is_some()
            && self.child(verb, &[Relation::Nsubj]).is_some_and(|s| !self.words.relative_object.has(&self.lower(s)))
        {
            return self.article.syntax.head[verb];
        }
        self.children(verb)
            .into_iter()
            .filter(|&t| self.relation(t) == Relation::Conj && self.is_verb(t) && t > verb)
            .find_map(|t| self.child(t, &[Relation::Obj]).filter(|_| t <= verb + 2))
    }

    /// Returns the heads of the phrases that depend on the word and have a preposition from the list.
    pub(super) fn phrases(&self, token: usize, prepositions: &WordList) -> Vec<usize> {
        self.phrases_where(token, |word| prepositions.has(word))
    }

    /// Returns the heads of the phrases that depend on the word and whose preposition passes a test.
    pub(super) fn phrases_where(&self, token: usize, is_wanted: impl Fn(&str) -> bool) -> Vec<usize> {
        // A preposition right after the word belongs to it, whatever the tree says ("a shootout between").
        let next = token + 1;
        if next < self.article.sentence(token).end
            && self.relation(next) == Relation::Case
            && is_wanted(&self.lower(next))
            && let Some(head) = self.article.syntax.head[next]
        {
            return vec![head];
        }
        self.children(token)
            .into_iter()
            .filter(|&t| matches!(self.relation(t), Relation::Obl | Relation::Nmod | Relation::OblAgent))
            .filter(|&t| self.preposition(t).as_deref().is_some_and(&is_wanted))
            .collect()
    }
}

/// Returns the mention that each token is part of; names cover all their words, other mentions only their heads.
fn mentions_of_tokens(n_tokens: usize, mentions: &[Mentioned]) -> Vec<Option<usize>> {
    let mut mention_at = vec![None; n_tokens];
    for (m, mention) in mentions.iter().enumerate() {
        if matches!(mention.form, Form::Name(_)) {
            mention_at[mention.tokens.clone()].fill(Some(m));
        }
    }
    for (m, mention) in mentions.iter().enumerate() {
        if mention_at[mention.head].is_none() {
            mention_at[mention.head] = Some(m);
        }
    }
    mention_at
}

/// Assigns the words of a title right before a name to the name: "Secretary of State Marco Rubio" is one participant.
fn enter_titles(mentions: &[Mentioned], entities: &Entities, mention_at: &mut [Option<usize>]) {
    for (m, mention) in mentions.iter().enumerate() {
        if mention.form != Form::Name(NameTag::Person) {
            continue;
        }
        let titles = entities.roles[entities.of[m]].iter().filter(|role| role.end == mention.tokens.start);
        for token in titles.cloned().flatten() {
            let is_name = mention_at[token].is_some_and(|other| matches!(mentions[other].form, Form::Name(_)));
            if !is_name {
                mention_at[token] = Some(m);
            }
        }
    }
}
