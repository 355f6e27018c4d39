//! The country of participants that no name tells: from the words around them, from the place of the event, from what the
//! article is about.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::{Actor, ActorId, ActorKind, Event, MentionForm, Place, Span};

use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Sectors whose bearers act for the country that an article is about, where nothing else is said ("the police").
const OF_A_COUNTRY: [&str; 10] = ["GOV", "MIL", "COP", "JUD", "LEG", "OPP", "CVL", "SPY", "PTY", "ELI"];

/// Sectors of those who have to do with the people of their own country.
const AT_HOME: [&str; 4] = ["GOV", "COP", "JUD", "LEG"];

/// Sectors of the people of a country.
const PEOPLE: [&str; 2] = ["CVL", "OPP"];

/// The share of the mentions of countries and their people that makes an article one about a country. Set by hand.
const ABOUT: f32 = 0.5;

/// Words between a description and what tells its side ("the son of the president of Chad").
const MAX_STEPS: usize = 2;

/// Gives participants without a country the one that the article suggests: that of whoever they belong to ("its commander",
/// "supporters of"), of the place where they are, or the country that the article is about.
pub(crate) fn with_countries(
    mut actors: Vec<Actor>,
    events: &[Event],
    places: &[Place],
    article: &ArticleView<'_>,
) -> Vec<Actor> {
    // What the article is about follows from the actors whose own words name a country.
    let told = told(&actors);
    located(&mut actors, places, article);
    let around = Around::new(&actors, places, article);
    // The same actor takes part in many events.
    let mut owners: BTreeMap<ActorId, Option<String>> = BTreeMap::new();
    let faced = faced(events);
    for event in events {
        for (own, other) in [(&event.actors, &event.recipients), (&event.recipients, &event.actors)] {
            for id in own {
                // Persons and groups elsewhere may be of its own people ("urged Mexicans").
                let is_apart = |actor: &&Actor| matches!(actor.kind, ActorKind::Country | ActorKind::Organization);
                let elsewhere = faced[id].iter().filter_map(|id| actors.get(id.0)).filter(is_apart);
                let here = other.iter().filter_map(|id| actors.get(id.0));
                let opposite: Vec<String> = here.chain(elsewhere).filter_map(|actor| actor.country.clone()).collect();
                let Some(actor) = actors.get(id.0).filter(|actor| actor.country.is_none()) else { continue };
                let owner = owners.entry(*id).or_insert_with(|| around.belongs(actor)).clone();
                let country = owner.or_else(|| {
                    let here = event.place.and_then(|place| places.get(place.0)).and_then(|p| p.country.clone());
                    let victim =
                        std::ptr::eq(own, &event.recipients) && (is_described(actor) || actor.kind == ActorKind::Group);
                    // Named actors are of another country than those they face, except for a country's own people; the
                    // mentions of those that a government faces say nothing about that government.
                    let within = is_described(actor) || actor.kind == ActorKind::Group;
                    let others: &[String] = if within { &[] } else { &opposite };
                    let apart: &[ActorId] =
                        if actor.sectors.iter().any(|sector| sector == "GOV") { other } else { &[] };
                    here.filter(|_| victim || within && is_of_a_country(actor))
                        .or_else(|| around.of_country_noun(actor, &actors, &opposite))
                        .or_else(|| about(&told, apart, others).filter(|_| is_of_a_country(actor)))
                        .or_else(|| around.named_before(actor, &actors, other))
                        .or_else(|| at_home(actor, other.iter().filter_map(|id| actors.get(id.0))))
                });
                if let Some(actor) = actors.get_mut(id.0) {
                    actor.country = country;
                }
            }
        }
    }
    actors
}

/// The country of the office or police that people without a name face: mostly their own ("police arrested protesters").
fn at_home<'a>(actor: &Actor, opposite: impl Iterator<Item = &'a Actor>) -> Option<String> {
    let is = |actor: &Actor, sectors: &[&str]| actor.sectors.iter().any(|sector| sectors.contains(&sector.as_str()));
    let is_plain = is_described(actor) && is(actor, &PEOPLE);
    let rules = |actor: &&Actor| is(actor, &AT_HOME) && actor.kind != ActorKind::Country;
    is_plain.then(|| opposite.filter(rules).find_map(|actor| actor.country.clone())).flatten()
}

/// Whom each actor faces in any of the events.
fn faced(events: &[Event]) -> BTreeMap<ActorId, BTreeSet<ActorId>> {
    let mut faced: BTreeMap<ActorId, BTreeSet<ActorId>> = BTreeMap::new();
    for event in events {
        for (own, other) in [(&event.actors, &event.recipients), (&event.recipients, &event.actors)] {
            own.iter().for_each(|id| faced.entry(*id).or_default().extend(other));
        }
    }
    faced
}

/// Gives towns and regions the country in which the places stage has found them; where a name behind a comma tells in what
/// they lie ("Paris, Texas"), also against the capital of the name.
fn located(actors: &mut [Actor], places: &[Place], article: &ArticleView<'_>) {
    let at: BTreeMap<Span, usize> = places.iter().enumerate().rev().map(|(i, place)| (place.span, i)).collect();
    for actor in actors.iter_mut().filter(|actor| actor.kind == ActorKind::Place) {
        let here = actor.mentions.iter().filter_map(|mention| at.get(&mention.span));
        // "Latin America" lies in no country.
        if here.clone().any(|&i| places[i].country.is_none() && places[i].latitude.is_some()) {
            actor.country = None;
        }
        let told = here.filter(|&&i| actor.country.is_none() || is_told_where(&places[i..], article.text)).min();
        actor.country = told.and_then(|&i| places[i].country.clone()).or(actor.country.take());
    }
}

/// Whether another place stands behind the first and a comma.
fn is_told_where(places: &[Place], text: &str) -> bool {
    let [first, rest @ ..] = places else { return false };
    let between = |place: &Place| text.get(first.span.end..place.span.start).is_some_and(|words| words.trim() == ",");
    rest.iter().find(|place| place.span.start >= first.span.end).is_some_and(between)
}

fn is_described(actor: &Actor) -> bool {
    actor.kind != ActorKind::Place && actor.mentions.iter().all(|mention| mention.form != MentionForm::Name)
}

/// Whether the actor acts for, or is, a part of some country: office-holders, forces and plain people.
fn is_of_a_country(actor: &Actor) -> bool {
    if actor.sectors.iter().any(|sector| sector == "IGO") {
        return false;
    }
    let of_sector = actor.sectors.iter().any(|sector| OF_A_COUNTRY.contains(&sector.as_str()));
    // A people or faith that is named and not known to have one country: that of the article.
    of_sector || actor.kind == ActorKind::Group && (is_described(actor) || actor.sectors.is_empty())
}

/// The countries that the words of an article tell, with how often they and their people are mentioned.
struct Told {
    of_actor: Vec<Option<(String, usize)>>,
    counts: BTreeMap<String, usize>,
}

fn told(actors: &[Actor]) -> Told {
    let of = |actor: &Actor| Some((actor.country.clone()?, actor.mentions.len()));
    let of_actor: Vec<Option<(String, usize)>> = actors.iter().map(of).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (country, n) in of_actor.iter().flatten() {
        *counts.entry(country.clone()).or_default() += n;
    }
    Told { of_actor, counts }
}

/// The country with most of the mentions, those of the other side's actors and countries left out.
fn about(told: &Told, opposite: &[ActorId], others: &[String]) -> Option<String> {
    let left_out = |country: &str| -> usize {
        let of_side = opposite.iter().filter_map(|id| told.of_actor.get(id.0)?.as_ref());
        of_side.filter(|(of, _)| of == country).map(|(_, n)| n).sum()
    };
    let counted = told.counts.iter().filter(|(country, _)| !others.contains(country));
    let counts: Vec<(&String, usize)> = counted.map(|(country, n)| (country, n - left_out(country))).collect();
    let total: usize = counts.iter().map(|(_, n)| n).sum();
    let (country, n) = counts.into_iter().max_by_key(|&(country, n)| (n, std::cmp::Reverse(country)))?;
    (n > 1 && n as f32 / total as f32 > ABOUT).then(|| country.to_owned())
}

/// The countries that the words of the article name.
struct Around<'a> {
    article: &'a ArticleView<'a>,
    /// The country of the actor or the place that each token is part of.
    told: Vec<Option<String>>,
}

impl<'a> Around<'a> {
    fn new(actors: &[Actor], places: &[Place], article: &'a ArticleView<'a>) -> Self {
        let mut around = Around { article, told: vec![None; article.division.tokens.len()] };
        for place in places {
            around.enter(place.span, place.country.as_ref());
        }
        for named in [false, true] {
            for actor in actors {
                for mention in actor.mentions.iter().filter(|m| (m.form == MentionForm::Name) == named) {
                    around.enter(mention.span, actor.country.as_ref());
                }
            }
        }
        around
    }

    fn enter(&mut self, span: Span, country: Option<&String>) {
        if let Some(country) = country {
            for token in self.tokens(span) {
                self.told[token] = Some(country.clone());
            }
        }
    }

    fn tokens(&self, span: Span) -> std::ops::Range<usize> {
        let tokens = &self.article.division.tokens;
        let start = tokens.partition_point(|t| t.span.start < span.start);
        start..tokens.partition_point(|t| t.span.end <= span.end).max(start)
    }

    /// Returns the country of those whom the actor belongs to, by the words of its mentions.
    fn belongs(&self, actor: &Actor) -> Option<String> {
        if !is_described(actor) && !matches!(actor.kind, ActorKind::Person | ActorKind::Group) {
            return None;
        }
        actor.mentions.iter().filter(|m| m.form != MentionForm::Pronoun).find_map(|mention| {
            let tokens = self.tokens(mention.span);
            let head = &self.article.syntax.head;
            let top = tokens.clone().find(|&t| head[t].is_none_or(|h| !tokens.contains(&h)))?;
            // "Dane Ida Krogh", where the name depends on the word before it.
            let before = || head[top].filter(|&h| h + 1 == tokens.start).and_then(|h| self.of_people(h));
            self.below(top, is_described(actor), 0).or_else(before)
        })
    }

    /// Returns the country of an adjective, or of a noun for a member of a people.
    fn of_people(&self, token: usize) -> Option<String> {
        let (knowledge, word) = (self.article.knowledge, self.article.word(token));
        let country = knowledge.country_by_adjective(word);
        country.or_else(|| knowledge.country_by_people(&format!("{word}s"))).map(|c| c.iso.to_string())
    }

    /// Returns the country that "the country" stands for: the one that is named nearest and is not on the other side.
    fn of_country_noun(&self, actor: &Actor, actors: &[Actor], opposite: &[String]) -> Option<String> {
        let last = actor.name.rsplit(' ').next().unwrap_or_default();
        if !actor.mentions.iter().all(|m| m.form != MentionForm::Name) || !self.article.knowledge.is_country_noun(last)
        {
            return None;
        }
        let start = actor.mentions.first()?.span.start;
        let countries = actors.iter().filter(|other| other.kind == ActorKind::Country);
        let (_, named) = countries
            .filter(|other| other.country.as_ref().is_some_and(|country| !opposite.contains(country)))
            .flat_map(|other| other.mentions.iter().map(move |mention| (mention.span.start.abs_diff(start), other)))
            .min_by_key(|(distance, _)| *distance)?;
        named.country.clone()
    }

    /// Returns the country of the organization that is named last before a description of one ("the network").
    fn named_before(&self, actor: &Actor, actors: &[Actor], opposite: &[ActorId]) -> Option<String> {
        if !is_described(actor) || actor.kind != ActorKind::Organization || !actor.sectors.is_empty() {
            return None;
        }
        let start = actor.mentions.first()?.span.start;
        let (_, named) = (actors.iter().enumerate())
            .filter(|(i, other)| other.kind == ActorKind::Organization && !opposite.contains(&ActorId(*i)))
            .flat_map(|(_, other)| other.mentions.iter().map(move |mention| (mention, other)))
            .filter(|(mention, _)| mention.form == MentionForm::Name && mention.span.end <= start)
            .max_by_key(|(mention, _)| mention.span.start)?;
        named.country.clone()
    }

    /// Returns the country of a word that depends on the token and says whose it is or where.
    fn below(&self, token: usize, described: bool, depth: usize) -> Option<String> {
        let article = self.article;
        let syntax = article.syntax;
        let preposition = |t: usize| {
            syntax
                .children(t, article.sentence(t))
                .find(|&c| syntax.relation[c] == Relation::Case)
                .map(|c| article.word(c).to_lowercase())
        };
        let children: Vec<usize> = syntax.children(token, article.sentence(token)).collect();
        children.into_iter().find_map(|t| {
            let relevant = match syntax.relation[t] {
                // "Living in Chile" does not make anybody Chilean, wherever the parser attaches it.
                _ if syntax.upos[t] == Upos::Verb => article.knowledge.is_seated(article.word(t)),
                Relation::NmodPoss | Relation::Appos | Relation::NmodDesc => true,
                Relation::Compound | Relation::Amod => true,
                Relation::Nmod => match preposition(t).as_deref() {
                    Some("of") => true,
                    Some("in" | "at" | "from") => described || depth > 0,
                    _ => false,
                },
                Relation::Obl => depth > 0 && matches!(preposition(t).as_deref(), Some("in" | "at" | "from")),
                _ => false,
            };
            let own = || self.told[t].clone().or_else(|| self.of_people(t));
            let further = || (depth < MAX_STEPS).then(|| self.below(t, described, depth + 1)).flatten();
            relevant.then(|| own().or_else(further)).flatten()
        })
    }
}
