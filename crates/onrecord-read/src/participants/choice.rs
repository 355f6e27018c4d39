//! Assigns a country, or none, to each participant whose own words imply none: a conditional logit (McFadden 1974,
//! Conditional logit analysis of qualitative choice behavior) over the countries that the article names.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use onrecord_record::{Actor, ActorId, ActorKind, MentionForm, Place, Span};

use super::features::{Around, Participant};
use super::named_countries::NamedCountries;
use super::sectors::participant_scores;
use crate::feature_weights::FeatureWeights;

/// Minimum probability of the country of an actor that neither speaks nor takes part in an event. Set on the train part
/// of the world articles, where it removes a seventh of the wrong countries at the cost of one participant in a
/// hundred.
const SURE: f32 = 0.6;

/// Minimum probability of a participant's sector, as the geometric mean over its words: the first applies if its own
/// words imply no sector, the second if they imply a different one. Chosen on the development part of the world
/// articles.
const MIN_SECTOR: f32 = 0.2;
const SURE_SECTOR: f32 = 0.5;

/// A country that a participant may belong to.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryCandidate {
    /// ISO 3166-1 alpha-3 code.
    pub country: String,
    /// The names of its features; `weights/participant_country.txt` has the weight of each.
    pub features: Vec<String>,
    /// The probability, from 0 to 1, that the participant belongs to it. The probability of no country is 1 minus the
    /// sum over all candidates.
    pub probability: f32,
}

/// The candidate countries of a participant whose own words imply none.
///
/// The record contains the most probable one, unless the option of no country is more probable. An actor that neither
/// speaks nor takes part in an event gets a country only if its probability is at least 0.6.
#[derive(Debug, Clone, PartialEq)]
pub struct CountryChoice {
    /// The participant.
    pub actor: ActorId,
    /// The countries that the article names, with their codes.
    pub candidates: Vec<CountryCandidate>,
}

/// Assigns each participant whose own words imply no country the most probable country that the article names, or none.
/// Also gives each participant the sector that the model predicts, ahead of those that its own words imply.
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

/// Returns the candidates from which [`with_countries_and_sectors`] chooses, with all features.
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

/// Returns the score of each country that the article names.
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

/// Returns the most probable country, or `None` if the option of no country is at least as probable or the probability
/// is below `least`.
fn chosen(participant: &Participant<'_>, named: &NamedCountries<'_>, least: f32) -> Option<String> {
    let scores = scores(participant, named);
    let told = scores.iter().zip(probabilities(&scores));
    let best = told.filter(|((_, score), probability)| *score > 0.0 && *probability >= least);
    best.max_by(|(a, _), (b, _)| a.1.total_cmp(&b.1).then(b.0.cmp(a.0))).map(|((code, _), _)| (*code).to_owned())
}

/// Returns the probability of each country; the option of no country has a score of 0.
fn probabilities(scores: &[(&str, f32)]) -> Vec<f32> {
    let mut row: Vec<f32> = scores.iter().map(|(_, score)| *score).chain([0.0]).collect();
    onrecord_infer::softmax(&mut row);
    row.pop();
    row
}

/// Returns the actors that speak or take part in an event.
fn involved(around: &Around<'_>) -> BTreeSet<ActorId> {
    let acting = around.events.iter().flat_map(|event| event.actors.iter().chain(&event.recipients));
    acting.chain(around.statements.iter().flat_map(|statement| &statement.speakers)).copied().collect()
}

/// Assigns towns and regions the country that the places stage determined. If the name is followed by a comma and a
/// larger place ("Paris, Texas"), this takes precedence over the capital of the same name. Returns the indices of the
/// actors that still lack a country.
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
        // "Latin America" belongs to no single country.
        let spans_countries = here.clone().any(|&i| places[i].country.is_none() && places[i].latitude.is_some());
        if spans_countries {
            actor.country = None;
        }
        let told = here.filter(|&&i| actor.country.is_none() || is_told_where(&places[i..], around.article.text)).min();
        actor.country = told.and_then(|&i| places[i].country.clone()).or(actor.country.take());
        // The name of a sea or river gives no country; for "the country", one can be chosen.
        let is_named = actor.mentions.iter().any(|mention| mention.form == MentionForm::Name);
        if actor.country.is_none() && !spans_countries && !is_named {
            open.push(id);
        }
    }
    open
}

/// Returns whether another place follows the first one after a comma.
fn is_told_where(places: &[Place], text: &str) -> bool {
    let [first, rest @ ..] = places else { return false };
    let between = |place: &Place| text.get(first.span.end..place.span.start).is_some_and(|words| words.trim() == ",");
    rest.iter().find(|place| place.span.start >= first.span.end).is_some_and(between)
}
