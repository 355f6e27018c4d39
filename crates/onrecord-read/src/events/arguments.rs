//! Who does it and to whom: from the tree around a word.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use onrecord_record::Actor;

use super::datelines::datelines;
use super::explain::Log;
use super::ontology::{ArgumentSlot, List, Ontology, Property, Trigger};
use super::{parties, unrelated};
use crate::actors::{Entities, Form, Kind, Mentioned, actor, collective_members};
use crate::article::ArticleView;
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// What arguments are found in.
pub(super) struct Scene<'a> {
    pub(super) article: &'a ArticleView<'a>,
    pub(super) mentions: &'a [Mentioned],
    pub(super) entities: &'a Entities,
    pub(super) ontology: &'a Ontology,
    /// The first mention of each country by its name.
    countries: BTreeMap<String, usize>,
    /// The mention that each token carries.
    pub(super) carried: Vec<Option<usize>>,
    datelines: Vec<std::ops::Range<usize>>,
    /// Whether the article tells of a disaster, a disease or a game more than of attacks.
    pub(super) no_violence: bool,
    /// What has been found for the event in hand.
    pub(super) log: Log,
    /// The actor that each entity would be, where that was asked for.
    actors: Vec<OnceCell<Actor>>,
    /// Whether each entity is private people, likewise.
    private: Vec<OnceCell<bool>>,
}

/// Steps from a conjunct or controlled verb up to the verb that has the subject.
const MAX_STEPS: usize = 6;

impl<'a> Scene<'a> {
    pub(super) fn new(
        article: &'a ArticleView<'a>,
        mentions: &'a [Mentioned],
        entities: &'a Entities,
        ontology: &'a Ontology,
    ) -> Self {
        let mut carried = vec![None; article.division.tokens.len()];
        for (m, mention) in mentions.iter().enumerate() {
            if matches!(mention.form, Form::Name(_)) {
                carried[mention.tokens.clone()].fill(Some(m));
            }
        }
        for (m, mention) in mentions.iter().enumerate() {
            if carried[mention.head].is_none() {
                carried[mention.head] = Some(m);
            }
        }
        enter_titles(mentions, entities, &mut carried);
        let datelines = datelines(article, mentions, ontology);
        for tokens in &datelines {
            carried[tokens.clone()].fill(None);
        }
        let no_violence = unrelated::no_violence(article, ontology);
        let mut countries = BTreeMap::new();
        for (m, mention) in mentions.iter().enumerate().filter(|(_, m)| m.form == Form::Name(NameTag::Location)) {
            if let Some(country) = article.knowledge.country_by_name(article.words(&mention.tokens)) {
                countries.entry(country.iso.to_string()).or_insert(m);
            }
        }
        let actors = vec![OnceCell::new(); entities.members.len()];
        let private = vec![OnceCell::new(); entities.members.len()];
        let log = Log::default();
        Scene {
            countries,
            article,
            mentions,
            entities,
            ontology,
            carried,
            datelines,
            no_violence,
            log,
            actors,
            private,
        }
    }

    /// Whether the entity is private people.
    pub(super) fn is_private(&self, entity: usize) -> bool {
        *self.private[entity].get_or_init(|| parties::is_private(self, entity))
    }

    /// The actor that the entity would be.
    pub(super) fn actor(&self, entity: usize) -> &Actor {
        self.actors[entity].get_or_init(|| actor(self.article, self.mentions, self.entities, entity))
    }

    pub(super) fn lower(&self, token: usize) -> String {
        self.article.word(token).to_lowercase()
    }

    /// Whether the word is a mention or a pronoun, known or not.
    pub(super) fn carried_or_pronoun(&self, token: usize) -> bool {
        self.carried[token].is_some() || self.article.syntax.upos[token] == Upos::Pron
    }

    /// Whether the word carries a description that nothing tells the owner of.
    pub(super) fn is_described(&self, token: usize) -> bool {
        let described = |m: usize| {
            matches!(self.mentions[m].form, Form::Nominal(_)) && self.entities.members[self.entities.of[m]].len() == 1
        };
        self.carried[token].is_some_and(described)
            && self.child(token, &[Relation::NmodPoss, Relation::Amod, Relation::Compound]).is_none()
    }

    pub(super) fn is_pronoun(&self, token: usize) -> bool {
        self.article.syntax.upos[token] == Upos::Pron
    }

    pub(super) fn relation(&self, token: usize) -> Relation {
        self.article.syntax.relation[token]
    }

    pub(super) fn children(&self, token: usize) -> Vec<usize> {
        self.article.syntax.children(token, self.article.sentence(token)).collect()
    }

    pub(super) fn child(&self, token: usize, relations: &[Relation]) -> Option<usize> {
        self.children(token).into_iter().find(|&t| relations.contains(&self.relation(t)))
    }

    /// The preposition of a phrase, in lower case.
    pub(super) fn preposition(&self, token: usize) -> Option<String> {
        self.child(token, &[Relation::Case]).map(|t| self.lower(t))
    }

    pub(super) fn is_passive(&self, verb: usize) -> bool {
        let children = self.children(verb);
        let has = |wanted: &[Relation]| children.iter().any(|&t| wanted.contains(&self.relation(t)));
        if has(&[Relation::AuxPass, Relation::NsubjPass, Relation::OblAgent]) {
            return true;
        }
        let ing = self.lower(verb).ends_with("ing");
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

    pub(super) fn is_verb(&self, token: usize) -> bool {
        matches!(self.article.syntax.upos[token], Upos::Verb | Upos::Aux)
    }

    /// The word that is the grammatical subject of a verb, its own or that of the verb which governs it.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..MAX_STEPS {
            if let Some(own) = self.child(at, &[Relation::Nsubj, Relation::NsubjPass]) {
                if let Some(dateline) = self.datelines.iter().find(|tokens| tokens.contains(&own)) {
                    return self.behind_dateline(own, at, dateline.end);
                }
                let relative = matches!(self.lower(own).as_str(), "who" | "which" | "that" | "whom");
                return if relative { self.above(at, &[Relation::AclRelcl]).or(Some(own)) } else { Some(own) };
            }
            let head = self.article.syntax.head[at]?;
            match self.relation(at) {
                // "plans to meet": the owner of the plans, or whoever has them.
                Relation::Acl if self.is_reason(at) && self.carried[head].is_some() => return Some(head),
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
                // "Sentenced soldiers for torturing prisoners": they tortured.
                Relation::Advcl if self.is_verb(head) && self.is_reason(at) => {
                    let object = self.child(head, &[Relation::Obj, Relation::Iobj]);
                    if let Some(object) = object.filter(|&t| self.carried[t].is_some_and(|m| self.acts(m))) {
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

    /// Whether the clause says for what somebody is blamed, punished or thanked ("for torturing prisoners").
    fn is_reason(&self, verb: usize) -> bool {
        let mark = self.child(verb, &[Relation::Mark]).is_some_and(|t| self.lower(t) == "for");
        mark && self.child(verb, &[Relation::Nsubj]).is_none()
    }

    /// The subject that the tree hangs on a dateline or beside it: a noun between it and the verb.
    fn behind_dateline(&self, dateline: usize, verb: usize, end: usize) -> Option<usize> {
        let is_subject = |&t: &usize| {
            let is_noun = matches!(self.article.syntax.upos[t], Upos::Noun | Upos::Propn | Upos::Pron);
            (end..verb).contains(&t) && is_noun && self.preposition(t).is_none()
        };
        self.children(dateline).into_iter().chain(self.children(verb)).find(is_subject)
    }

    fn above(&self, verb: usize, relations: &[Relation]) -> Option<usize> {
        self.article.syntax.head[verb].filter(|_| relations.contains(&self.relation(verb)))
    }

    /// The object of a verb, its own or one that it shares with those joined to it.
    pub(super) fn object(&self, verb: usize) -> Option<usize> {
        if let Some(own) = self.child(verb, &[Relation::Iobj]).or_else(|| self.child(verb, &[Relation::Obj])) {
            return Some(own);
        }
        if self.relation(verb) == Relation::AclRelcl
            && self.subject(verb).is_some()
            && self
                .child(verb, &[Relation::Nsubj])
                .is_some_and(|s| !matches!(self.lower(s).as_str(), "who" | "which" | "that"))
        {
            return self.article.syntax.head[verb];
        }
        self.children(verb)
            .into_iter()
            .filter(|&t| self.relation(t) == Relation::Conj && self.is_verb(t) && t > verb)
            .find_map(|t| self.child(t, &[Relation::Obj]).filter(|_| t <= verb + 2))
    }

    /// The phrases with the preposition below the word.
    pub(super) fn phrases(&self, token: usize, preposition: &str) -> Vec<usize> {
        // Right behind the word the preposition is its own, whatever the tree says ("a shootout between").
        let next = token + 1;
        if next < self.article.sentence(token).end
            && self.relation(next) == Relation::Case
            && self.lower(next) == preposition
            && let Some(head) = self.article.syntax.head[next]
        {
            return vec![head];
        }
        self.children(token)
            .into_iter()
            .filter(|&t| matches!(self.relation(t), Relation::Obl | Relation::Nmod | Relation::OblAgent))
            .filter(|&t| self.preposition(t).as_deref() == Some(preposition))
            .collect()
    }

    /// Who stands behind a word and those that are joined to it.
    pub(super) fn parties(&self, token: usize) -> Vec<usize> {
        let found = self.all_parties(token);
        self.log.parties(token, &found);
        found
    }

    fn all_parties(&self, token: usize) -> Vec<usize> {
        let mut out = Vec::new();
        if let Some(m) = self.carried[token] {
            let several = collective_members(self.article, self.mentions, self.entities, self.entities.of[m]);
            if !several.is_empty() {
                return several;
            }
        }
        let mut all = vec![token];
        let joined = |&t: &usize| match self.relation(t) {
            Relation::Conj => !self.is_verb(t),
            Relation::Nmod | Relation::Obl => self.ontology.is(&self.preposition(t).unwrap_or_default(), List::Joining),
            _ => false,
        };
        for t in self.children(token).into_iter().filter(joined) {
            all.push(t);
            all.extend(
                self.children(t).into_iter().filter(|&c| self.relation(c) == Relation::Conj && !self.is_verb(c)),
            );
        }
        // "Libyan and U.S. officials": one word for those of both.
        let adjectives = self.coordinated(token);
        if adjectives.len() > 1 {
            return adjectives;
        }
        for t in all {
            if let Some(entity) = self.party(t, 0)
                && !out.contains(&entity)
            {
                out.push(entity);
            }
        }
        out
    }

    /// The countries of adjectives of nationality that are joined before a noun.
    fn coordinated(&self, token: usize) -> Vec<usize> {
        let before = |t: &usize| matches!(self.relation(*t), Relation::Amod | Relation::Compound);
        let mut out = Vec::new();
        for t in self.children(token).into_iter().filter(before) {
            let conjuncts = self.children(t).into_iter().filter(|&c| self.relation(c) == Relation::Conj);
            for country in [t].into_iter().chain(conjuncts).filter_map(|t| self.nationality(t)) {
                if !out.contains(&country) {
                    out.push(country);
                }
            }
        }
        out
    }

    /// The entity of a word; of a thing, that of its owner.
    fn party(&self, token: usize, depth: usize) -> Option<usize> {
        let children = self.children(token);
        if self.ontology.is(&self.lower(token), List::Quantity)
            && let Some(&t) = self.phrases(token, "of").first()
            && depth < MAX_STEPS
        {
            return self.party(t, depth + 1);
        }
        let named = |t: &&usize| {
            let is_name = self.carried[token].is_some_and(|m| matches!(self.mentions[m].form, Form::Name(_)));
            !is_name
                && matches!(self.relation(**t), Relation::Flat | Relation::Appos | Relation::NmodDesc)
                && self.carried[**t].is_some_and(|m| matches!(self.mentions[m].form, Form::Name(_)))
        };
        if let Some(&t) = children.iter().find(named) {
            return self.carried[t].map(|m| self.entities.of[m]);
        }
        // "Secretary of State Marco Rubio", where the name hangs on the title's last word.
        let titled = children.iter().filter(|&&t| self.preposition(t).as_deref() == Some("of")).find_map(|&t| {
            let flat = |&c: &usize| c == t + 1 && self.relation(c) == Relation::Flat;
            let person = |&m: &usize| self.mentions[m].form == Form::Name(NameTag::Person);
            self.children(t).into_iter().filter(flat).find_map(|c| self.carried[c].filter(person))
        });
        if let Some(m) = titled.filter(|_| !self.has_victim(token)) {
            return Some(self.entities.of[m]);
        }
        if let Some(m) = self.carried[token]
            && self.acts(m)
        {
            return Some(self.entities.of[m]);
        }
        if depth > 1 || self.article.syntax.upos[token] == Upos::Pron {
            return None;
        }
        children.iter().find_map(|&t| match self.relation(t) {
            Relation::NmodPoss => self.party(t, depth + 1),
            // Of an execution it is the victim, who did nothing.
            Relation::Nmod if self.preposition(t).as_deref() == Some("of") && !self.has_victim(token) => {
                self.party(t, depth + 1)
            }
            // "The mood of the American public" is nobody's act.
            Relation::Amod if depth == 0 => self.nationality(t).or_else(|| self.named(t)),
            // "Support for the Iraq war" is none for Iraq.
            Relation::Compound if self.is_violence(token) => None,
            Relation::Compound => self.nationality(t).or_else(|| self.named(t)),
            _ => None,
        })
    }

    /// Whether the noun is one of violence.
    fn is_violence(&self, token: usize) -> bool {
        self.ontology.triggers(&self.lower(token)).iter().any(|t| !t.is_verb && t.has(Property::Violent))
    }

    /// Whether "of" behind the noun tells the victim ("the murder of").
    fn has_victim(&self, token: usize) -> bool {
        let of = ArgumentSlot::Preposition("of".to_owned());
        let victim = |t: &Trigger| t.has(Property::Violent) && t.slots.has(&of);
        self.ontology.triggers(&self.lower(token)).into_iter().any(|t| !t.is_verb && victim(t))
    }

    fn named(&self, token: usize) -> Option<usize> {
        let m = self.carried[token]?;
        matches!(self.mentions[m].form, Form::Name(NameTag::Person | NameTag::Organization | NameTag::Location))
            .then(|| self.entities.of[m])
    }

    /// Whether the mention can take part: neither an adjective nor a document.
    fn acts(&self, m: usize) -> bool {
        match self.mentions[m].form {
            Form::Name(NameTag::Norp) => self.mentions[m].plural,
            Form::Name(NameTag::Misc) | Form::Nominal(Kind::Document) => false,
            _ => true,
        }
    }

    /// The country of the article that an adjective stands for ("Russian airstrikes").
    pub(super) fn nationality(&self, token: usize) -> Option<usize> {
        let knowledge = self.article.knowledge;
        let word = self.article.word(token);
        let iso = &knowledge.country_by_adjective(word)?.iso;
        let found = *self.countries.get(iso.as_ref())?;
        let entity = self.entities.of[found];
        self.log.parties(token, &[entity]);
        Some(entity)
    }
}

/// Gives the words of a title right before a name to the name: "Secretary of State Marco Rubio" is one party.
fn enter_titles(mentions: &[Mentioned], entities: &Entities, carried: &mut [Option<usize>]) {
    for (m, mention) in mentions.iter().enumerate() {
        if mention.form != Form::Name(NameTag::Person) {
            continue;
        }
        let titles = entities.roles[entities.of[m]].iter().filter(|role| role.end == mention.tokens.start);
        for token in titles.cloned().flatten() {
            let is_name = carried[token].is_some_and(|other| matches!(mentions[other].form, Form::Name(_)));
            if !is_name {
                carried[token] = Some(m);
            }
        }
    }
}
