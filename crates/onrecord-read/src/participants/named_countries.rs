//! The countries that an article names, by token.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_record::{Actor, ActorKind, MentionForm, Place, Span};

use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Maximum number of dependency steps from a description to the word that gives its country ("the son of the president
/// of Chad").
const MAX_STEPS: usize = 2;

/// The occurrences of a country in one article.
#[derive(Debug, Default)]
pub(super) struct NamedCountry {
    /// The tokens that name the country, its people, its places or its actors, in text order.
    pub(super) tokens: Vec<usize>,
    /// The number of them that only name its places.
    pub(super) n_of_places: usize,
}

/// The countries that an article names.
pub(super) struct NamedCountries<'a> {
    pub(super) article: &'a ArticleView<'a>,
    /// The country of each token: the one it names, or that of the actor or place it belongs to.
    of_token: Vec<Option<String>>,
    pub(super) by_code: BTreeMap<String, NamedCountry>,
    /// The number of tokens that name countries.
    pub(super) n_tokens: usize,
}

impl<'a> NamedCountries<'a> {
    pub(super) fn new(actors: &[Actor], places: &[Place], article: &'a ArticleView<'a>) -> Self {
        let mut named =
            NamedCountries { article, of_token: vec![None; article.n_tokens()], by_code: BTreeMap::new(), n_tokens: 0 };
        for place in places {
            named.enter(place.span, place.country.as_ref(), true);
        }
        for form in [MentionForm::Nominal, MentionForm::Name] {
            for actor in actors {
                for mention in actor.mentions.iter().filter(|mention| mention.form == form) {
                    named.enter(mention.span, actor.country.as_ref(), actor.kind == ActorKind::Place);
                }
            }
        }
        for token in 0..article.n_tokens() {
            if named.of_token[token].is_none() && article.word(token).starts_with(char::is_uppercase) {
                named.of_token[token] = named.by_word(token);
                named.count(token, false);
            }
        }
        for country in named.by_code.values_mut() {
            country.tokens.sort_unstable();
        }
        named
    }

    /// Marks the words of an actor or place with its country, and counts the last of them.
    fn enter(&mut self, span: Span, country: Option<&String>, is_place: bool) {
        let Some(country) = country else { return };
        let tokens = self.tokens(span);
        let is_new = tokens.clone().all(|token| self.of_token[token].is_none());
        for token in tokens.clone() {
            self.of_token[token] = Some(country.clone());
        }
        if let Some(last) = tokens.last().filter(|_| is_new) {
            self.count(last, is_place);
        }
    }

    fn count(&mut self, token: usize, is_place: bool) {
        let Some(country) = &self.of_token[token] else { return };
        let known = self.by_code.entry(country.clone()).or_default();
        known.tokens.push(token);
        known.n_of_places += usize::from(is_place);
        self.n_tokens += 1;
    }

    /// Returns the tokens within a span of the text.
    pub(super) fn tokens(&self, span: Span) -> Range<usize> {
        let tokens = &self.article.division.tokens;
        let start = tokens.partition_point(|t| t.span.start < span.start);
        start..tokens.partition_point(|t| t.span.end <= span.end).max(start)
    }

    /// Returns the country that a single word names, directly or by its people.
    fn by_word(&self, token: usize) -> Option<String> {
        let named = self.article.knowledge.country_by_name(self.article.word(token)).map(|c| c.iso.to_string());
        named.or_else(|| self.of_people(token))
    }

    /// Returns the country of an adjective or of a noun for a member of a people.
    fn of_people(&self, token: usize) -> Option<String> {
        let (knowledge, word) = (self.article.knowledge, self.article.word(token));
        let country = knowledge.country_by_adjective(word);
        country.or_else(|| knowledge.country_by_people(&format!("{word}s"))).map(|c| c.iso.to_string())
    }

    /// Returns the country that the words of the actor's mentions connect it with.
    pub(super) fn belongs(&self, actor: &Actor) -> Option<String> {
        let is_described = actor.mentions.iter().all(|mention| mention.form != MentionForm::Name);
        actor.mentions.iter().filter(|m| m.form != MentionForm::Pronoun).find_map(|mention| {
            let tokens = self.tokens(mention.span);
            let head = &self.article.syntax.head;
            let top = tokens.clone().find(|&t| head[t].is_none_or(|h| !tokens.contains(&h)))?;
            // "Dane Ida Krogh": the name can depend on the word before it.
            let before = || head[top].filter(|&h| h + 1 == tokens.start).and_then(|h| self.of_people(h));
            self.below(top, is_described, 0).or_else(before)
        })
    }

    /// Returns the country of a dependent of the token that marks a possessor, origin or location.
    fn below(&self, token: usize, described: bool, depth: usize) -> Option<String> {
        let article = self.article;
        let (syntax, words) = (article.syntax, article.knowledge.event_words());
        let preposition = |t: usize| {
            syntax
                .children(t, article.sentence(t))
                .find(|&c| syntax.relation[c] == Relation::Case)
                .map(|c| article.word(c).to_lowercase())
        };
        let children: Vec<usize> = syntax.children(token, article.sentence(token)).collect();
        children.into_iter().find_map(|t| {
            let relevant = match syntax.relation[t] {
                // "Living in Chile" does not make a person Chilean, wherever the parser attaches it.
                _ if syntax.upos[t] == Upos::Verb => article.knowledge.is_seated(article.word(t)),
                Relation::NmodPoss | Relation::Appos | Relation::NmodDesc => true,
                Relation::Compound | Relation::Amod => true,
                Relation::Nmod => match preposition(t).as_deref() {
                    Some(word) if words.belongs.has(word) => true,
                    Some(word) if words.resides.has(word) => described || depth > 0,
                    _ => false,
                },
                Relation::Obl => depth > 0 && words.resides.has_some(preposition(t).as_deref()),
                _ => false,
            };
            let own = || self.of_token[t].clone().or_else(|| self.of_people(t));
            let further = || (depth < MAX_STEPS).then(|| self.below(t, described, depth + 1)).flatten();
            relevant.then(|| own().or_else(further)).flatten()
        })
    }
}
