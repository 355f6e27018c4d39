//! Chooses a country for each participant without one, or none: a conditional logit (McFadden 1974, Conditional logit analysis of
//! qualitative choice behavior) over the countries that the article names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use onrecord_record::{Actor, ActorId, ActorKind, MentionForm, Place, Span};

use super::features::{Around, Participant};
use super::named_countries::NamedCountries;
use super::sectors::participant_scores;
use crate::feature_weights::FeatureWeights;

/// The least probability of the country of somebody who neither speaks nor takes part in an event. Set on the train part of the world
/// articles, where it takes a seventh of the wrong countries away and costs one participant in a hundred.
const SURE: f32 = 0.6;

/// The least probability of the sector of a participant, by the geometric mean over its words: where its own words tell none, and where
/// they tell another. Chosen on the development part of the world articles.
const MIN_SECTOR: f32 = 0.2;
const SURE_SECTOR: f32 = 0.5;

/// A country that a participant may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryCandidate {
    /// ISO 3166-1 alpha-3 code.
    pub country: String,
    /// What speaks for or against it, by name; `weights/participant_country.txt` has the weight of each.
    pub features: Vec<String>,
    /// The probability, from 0 to 1, that the participant belongs to it. The probability of no country is 1 minus the sum over
    /// all candidates.
    pub probability: f32,
}

/// The countries that a participant may belong to, where no words of its own tell one.
///
/// The record has the most probable of them, unless no country is more probable; how probable that is, the model tells. Of an actor that neither speaks nor takes part in
/// an event, it has a country only where the probability is at least 0.6.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryChoice {
    /// The participant.
    pub actor: ActorId,
    /// The countries that the article names, by their codes.
    pub candidates: Vec<CountryCandidate>,
}

/// Gives each participant whose own words tell no country the most probable country that the article names, or leaves it without one;
/// and gives each the sector that the model finds, before those that its own words tell.
pub(crate) fn with_countries_and_sectors(mut actors: Vec<Actor>, around: &Around<'_>) -> Vec<Actor> {
    let open = locate(&mut actors, around);
    let named = NamedCountries::new(&actors, around.places, around.article);
    let involved = involved(around);
    let scored = participant_scores(&actors, around.heads, around.vectors, around.article);
    let choice = |id: usize| {
        let least = if involved.contains(&ActorId(id)) { 0.0 } else { SURE };
        let logit = scored[id].as_ref().map(|scores| scores.country);
        chosen(&Participant::new(id, &actors, around, &named, logit), &named, least)
    };
    let chosen: Vec<(usize, Option<String>)> = open.into_iter().map(|id| (id, choice(id))).collect();
    for (id, country) in chosen {
        actors[id].country = country;
    }
    for (actor, side) in actors.iter_mut().zip(&scored) {
        let least = if actor.sectors.is_empty() { MIN_SECTOR } else { SURE_SECTOR };
        if let Some(sector) = side.as_ref().and_then(|side| side.sector(least)) {
            let sector = &around.heads.sectors[sector];
            actor.sectors.retain(|known| known != sector);
            actor.sectors.insert(0, sector.clone());
        }
    }
    actors
}

/// Returns what [`with_countries_and_sectors`] chooses countries from, with every feature.
pub(crate) fn choices(actors: &[Actor], around: &Around<'_>) -> Vec<CountryChoice> {
    let mut actors = actors.to_vec();
    let open = locate(&mut actors, around);
    let named = NamedCountries::new(&actors, around.places, around.article);
    let scored = participant_scores(&actors, around.heads, around.vectors, around.article);
    let choice = |id: usize| {
        let logit = scored[id].as_ref().map(|scores| scores.country);
        let participant = Participant::new(id, &actors, around, &named, logit);
        let scores = scores(&participant, &named);
        let probabilities = probabilities(&scores);
        let candidate = |((country, _), probability): ((&str, f32), f32)| {
            let mut features = Vec::new();
            participant.features(country, &named, |feature| features.push(feature.to_owned()));
            CountryCandidate { country: country.to_owned(), features, probability }
        };
        CountryChoice { actor: ActorId(id), candidates: scores.into_iter().zip(probabilities).map(candidate).collect() }
    };
    open.into_iter().map(choice).collect()
}

/// The score of each country that the article names.
fn scores<'n>(participant: &Participant<'_>, named: &'n NamedCountries<'_>) -> Vec<(&'n str, f32)> {
    let score = |code: &'n String| {
        let mut score = 0.0;
        participant.features(code, named, |feature| score += weights().of(feature));
        (code.as_str(), score)
    };
    named.by_code.keys().map(score).collect()
}

fn weights() -> &'static FeatureWeights {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::PARTICIPANT_COUNTRY))
}

/// The most probable country; none where no country is as probable, or where it is less probable than `least`.
fn chosen(participant: &Participant<'_>, named: &NamedCountries<'_>, least: f32) -> Option<String> {
    let scores = scores(participant, named);
    let told = scores.iter().zip(probabilities(&scores));
    let best = told.filter(|((_, score), probability)| *score > 0.0 && *probability >= least);
    best.max_by(|(a, _), (b, _)| a.1.total_cmp(&b.1).then(b.0.cmp(a.0))).map(|((code, _), _)| (*code).to_owned())
}

/// The probability of each country; the score of no country is 0.
fn probabilities(scores: &[(&str, f32)]) -> Vec<f32> {
    let mut row: Vec<f32> = scores.iter().map(|(_, score)| *score).chain([0.0]).collect();
    onrecord_infer::softmax(&mut row);
    row.pop();
    row
}

/// The actors that speak or take part in an event.
fn involved(around: &Around<'_>) -> BTreeSet<ActorId> {
    let acting = around.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    acting.chain(around.statements.iter().flat_map(|statement| &statement.speakers)).copied().collect()
}

/// Gives towns and regions the country in which the places stage has found them; where a name behind a comma tells in what
/// they lie ("Paris, Texas"), also against the capital of the name. Returns the
/// numbers of the actors whose country stays open.
fn locate(actors: &mut [Actor], around: &Around<'_>) -> Vec<usize> {
    let places = around.places;
    let at: BTreeMap<Span, usize> = places.iter().enumerate().rev().map(|(i, place)| (place.span, i)).collect();
    let mut open = Vec::new();
    for (id, actor) in actors.iter_mut().enumerate() {
        if actor.kind != ActorKind::Place {
            if actor.country.is_none() && actor.kind != ActorKind::Country {
                open.push(id);
            }
            continue;
        }
        let here = actor.mentions.iter().filter_map(|mention| at.get(&mention.span));
        // "Latin America" lies in no country.
        let spans_countries = here.clone().any(|&i| places[i].country.is_none() && places[i].latitude.is_some());
        if spans_countries {
            actor.country = None;
        }
        let told = here.filter(|&&i| actor.country.is_none() || is_told_where(&places[i..], around.article.text)).min();
        actor.country = told.and_then(|&i| places[i].country.clone()).or(actor.country.take());
        // A sea or a river that is named has no side; "the country" has one.
        let is_named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        if actor.country.is_none() && !spans_countries && !is_named {
            open.push(id);
        }
    }
    open
}

/// Returns whether another place stands behind the first and a comma.
fn is_told_where(places: &[Place], text: &str) -> bool {
    let [first, rest @ ..] = places else { return false };
    let between = |place: &Place| text.get(first.span.end..place.span.start).is_some_and(|words| words.trim() == ",");
    rest.iter().find(|place| place.span.start >= first.span.end).is_some_and(between)
}
