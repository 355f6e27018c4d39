//! Where an event took place.

use std::ops::Range;

use onrecord_record::{ActorKind, EventStatus, Place, PlaceId};

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;
use super::ontology::{List, Property};
use super::time::time_below;
use super::tree::{climb, has_phrase, has_preposition};
use crate::article::ArticleView;
use crate::knowledge::words::EventWords;
use crate::syntax::{Relation, Upos};

/// The number of sentences before an act on the ground in which its place may be named.
const BEFORE: usize = 4;

/// The number of sentences after an act on the ground in which its place may be named.
const BEHIND: usize = 2;

/// Returns the place of an event.
///
/// The place that the model finds has priority, then one that depends on the words of the event, then those that the
/// properties of its type and mode allow.
pub(super) fn place(event: &DetectedEvent, input: &CodingInput<'_>) -> Option<PlaceId> {
    let search = PlaceSearch::of(event, input);
    search
        .by_model()
        .or_else(|| search.below_words())
        .or_else(|| search.of_recipient())
        .or_else(|| search.of_country_noun())
        .or_else(|| search.before_relative_clause())
        .or_else(|| search.of_host())
        .or_else(|| search.of_subject())
        .or_else(|| search.in_sentence())
        .or_else(|| search.in_sentences_around())
}

/// The data in which the place of one event is searched.
struct PlaceSearch<'a> {
    event: &'a DetectedEvent,
    input: &'a CodingInput<'a>,
    article: &'a ArticleView<'a>,
    words: &'a EventWords,
    /// The places named in the sentence.
    near: Range<usize>,
    moves: bool,
    on_the_ground: bool,
    /// Whether the place of the recipient is the place of the event.
    at_recipient: bool,
}

impl<'a> PlaceSearch<'a> {
    fn of(event: &'a DetectedEvent, input: &'a CodingInput<'a>) -> PlaceSearch<'a> {
        let on_the_ground = event.has(Property::OnTheGround);
        PlaceSearch {
            event,
            input,
            article: input.article,
            words: input.article.knowledge.event_words(),
            near: input.in_sentence_of(event, input.places, |place| place.span),
            moves: event.has(Property::Travel) || event.has(Property::Moves),
            on_the_ground,
            at_recipient: on_the_ground || event.has(Property::PlaceOfRecipient),
        }
    }

    /// Returns the first named place in the sentence of the event whose tokens pass a test.
    fn first(&self, test: impl Fn(&[usize]) -> bool) -> Option<PlaceId> {
        let is_name = |place: &Place| place.span.text(self.article.text).starts_with(char::is_uppercase);
        let fits = |&i: &usize| {
            let place = &self.input.places[i];
            is_name(place) && test(&self.input.tokens_of(self.event, place.span))
        };
        self.near.clone().find(fits).map(PlaceId)
    }

    /// Returns the place that the model assigns to the event.
    fn by_model(&self) -> Option<PlaceId> {
        let tokens = &self.article.division.tokens;
        let place_at = |&token: &usize| {
            let span = tokens[token].span;
            let behind = self.input.places.partition_point(|place| place.span.end <= span.start);
            self.input.places.get(behind).filter(|place| place.span.start <= span.start).map(|_| PlaceId(behind))
        };
        self.event.place_words.iter().find_map(place_at)
    }

    /// Returns a place after a preposition of place that depends on the words of the event.
    fn below_words(&self) -> Option<PlaceId> {
        let is_where =
            |t: usize| self.is_behind_where(t) || self.moves && has_preposition(self.article, t, &self.words.whither);
        self.first(|tokens| tokens.iter().any(|&t| climb(self.article, &self.event.clause, t).is_some_and(is_where)))
    }

    /// Returns a place that is the recipient, or where the recipient is ("bombed Libya", "a Baghdad police academy").
    fn of_recipient(&self) -> Option<PlaceId> {
        let counted = &self.event.counted;
        let is_of = |t: &usize| counted.contains(t) || is_inside(self.article, *t, counted);
        (self.at_recipient || self.moves).then(|| self.first(|tokens| tokens.iter().any(is_of))).flatten()
    }

    /// Returns the nearest named country if the event affects "the country" or takes place across it. The country of an
    /// actor that attacks "the country" does not count.
    fn of_country_noun(&self) -> Option<PlaceId> {
        if !self.at_recipient {
            return None;
        }
        let (article, event, words) = (self.article, self.event, self.words);
        let is_country_noun = |t: &usize| article.knowledge.is_country_noun(&article.word(*t).to_lowercase());
        let across = |verb: &usize| {
            let mut below = article.children(*verb).iter().copied();
            below.find(|t| is_country_noun(t) && has_preposition(article, *t, &words.where_words))
        };
        let befallen = event.counted.iter().copied().find(is_country_noun);
        let token = befallen.or_else(|| event.clause.iter().find_map(across))?;
        let start = article.division.tokens[token].span.start;
        let invades = |place: &Place| {
            let country = |entity: &usize| self.input.actor(*entity)?.country.as_deref();
            befallen.is_some() && event.actors.iter().any(|entity| country(entity) == place.country.as_deref())
        };
        let named = self.input.places.iter().enumerate().filter(|(_, place)| {
            place.country.is_some() && article.knowledge.country_by_name(&place.name).is_some() && !invades(place)
        });
        named.min_by_key(|(_, place)| place.span.start.abs_diff(start)).map(|(i, _)| PlaceId(i))
    }

    /// Returns the place that a "where" clause describes ("Hatay, where thousands have taken refuge").
    fn before_relative_clause(&self) -> Option<PlaceId> {
        let noun = described_with_where(self.article, self.event.anchor.start)?;
        self.first(|tokens| tokens.iter().any(|&t| t == noun || self.article.syntax.head[t] == Some(noun)))
    }

    /// Returns the place that hosts a meeting ("Turkey hosted the talks").
    fn of_host(&self) -> Option<PlaceId> {
        let syntax = self.article.syntax;
        let is_host = |verb: usize| {
            let word = self.article.word(verb).to_lowercase();
            self.event.clause.contains(&verb) && self.input.ontology.is(&word, List::Hosting)
        };
        let hosts = |&t: &usize| syntax.relation[t] == Relation::Nsubj && syntax.head[t].is_some_and(is_host);
        self.first(|tokens| tokens.iter().any(hosts))
    }

    /// Returns the place that the subject belongs to ("Iceland's government fell"), or that is the subject ("Syria slid
    /// into war").
    fn of_subject(&self) -> Option<PlaceId> {
        let syntax = self.article.syntax;
        let is_subject = |t: usize| {
            matches!(syntax.relation[t], Relation::Nsubj | Relation::NsubjPass)
                && syntax.head[t].is_some_and(|verb| self.event.clause.contains(&verb))
        };
        let owns = |&t: &usize| syntax.relation[t] == Relation::NmodPoss && syntax.head[t].is_some_and(is_subject);
        let slides = |&t: &usize| {
            is_subject(t) && has_preposition(self.article, self.event.anchor.start, &self.words.slides_into)
        };
        self.first(|tokens| {
            self.event.has(Property::PlaceOfOwner) && tokens.iter().any(owns)
                || self.on_the_ground && tokens.iter().any(slides)
        })
    }

    /// Returns any place in the sentence, if the type of the event allows it.
    fn in_sentence(&self) -> Option<PlaceId> {
        let is_planned = self.event.has(Property::PlannedPlaceInSentence) && self.event.status == EventStatus::Planned;
        if !self.on_the_ground && !is_planned && !self.event.has(Property::PlaceInSentence) {
            return None;
        }
        self.first(|tokens| tokens.iter().any(|&t| self.is_where(t) && !self.is_in_other_quotation(t)))
    }

    /// Returns a place in the surrounding sentences, for an actual event on the ground without a date.
    fn in_sentences_around(&self) -> Option<PlaceId> {
        let has_date = || time_below(self.event, self.input, &self.event.clause).is_some();
        if !self.on_the_ground || self.event.status != EventStatus::Actual || has_date() {
            return None;
        }
        self.around().or_else(|| self.at_home())
    }

    /// Returns the nearest place named before the sentence of the event, or else the nearest after it.
    fn around(&self) -> Option<PlaceId> {
        let division = self.article.division;
        let at = division.sentences.partition_point(|s| s.end <= self.event.anchor.start);
        let in_sentence = |sentence: usize| {
            let tokens = division.sentences.get(sentence)?.clone();
            let fits = |place: &Place| {
                let within = |t: &usize| place.span.contains(division.tokens[*t].span);
                self.is_of_sides(place) && tokens.clone().filter(within).any(|t| self.is_where(t))
            };
            let mut places = self.input.in_sentence(&tokens, self.input.places, |place| place.span);
            places.find(|&i| fits(&self.input.places[i])).map(PlaceId)
        };
        let before = (1..=BEFORE).filter_map(|n| at.checked_sub(n)).find_map(in_sentence);
        before.or_else(|| (at + 1..=at + BEHIND).find_map(in_sentence))
    }

    /// Returns the country of the actors, if the article has named it before.
    fn at_home(&self) -> Option<PlaceId> {
        if !self.event.has(Property::PlaceOfActors) || self.event.actors.is_empty() {
            return None;
        }
        let start = self.article.division.span(&self.event.anchor).start;
        let country = |place: &Place| self.article.knowledge.country_by_name(&place.name).map(|c| c.iso.to_string());
        let is_named = |place: &Place| {
            let is_before = place.span.end <= start;
            is_before && country(place).is_some() && country(place) == place.country && self.is_of_sides(place)
        };
        self.input.places.iter().rposition(is_named).map(PlaceId)
    }

    /// Returns whether the place is in the country of a participant, if both countries are known.
    fn is_of_sides(&self, place: &Place) -> bool {
        let (event, input) = (self.event, self.input);
        // An attack by a country on others takes place outside its own borders.
        let is_abroad = |entity: usize| {
            event.has(Property::Violent) && input.actor(entity).is_some_and(|a| a.kind == ActorKind::Country)
        };
        if event.recipients.is_empty() && event.actors.iter().any(|&entity| is_abroad(entity)) {
            return false;
        }
        let countries: Vec<&String> = (event.actors.iter().chain(&event.recipients))
            .filter(|entity| !is_abroad(**entity) || event.recipients.contains(entity))
            .filter_map(|&entity| input.actor(entity)?.country.as_ref())
            .collect();
        event.actors.is_empty()
            || countries.is_empty()
            || place.country.as_ref().is_some_and(|country| countries.contains(&country))
    }

    /// Returns whether the word follows a preposition of place, and not one that introduces a topic ("a summit on
    /// Ukraine").
    fn is_behind_where(&self, token: usize) -> bool {
        let is_topic = || !self.at_recipient && has_preposition(self.article, token, &self.words.topic);
        has_preposition(self.article, token, &self.words.where_words) && !is_topic()
    }

    /// Returns whether the word says where something is, and not where another event is ("the war in Ukraine").
    fn is_where(&self, token: usize) -> bool {
        (self.is_behind_where(token) || describes_place(self.article, token)) && !self.is_of_other_event(token)
    }

    fn is_of_other_event(&self, token: usize) -> bool {
        let syntax = self.article.syntax;
        let is_other = |head: &usize| !self.event.clause.contains(head) && syntax.upos[*head] == Upos::Noun;
        syntax.head[token].filter(is_other).is_some_and(|head| {
            let word = self.article.word(head).to_lowercase();
            self.input.ontology.triggers(&word).iter().any(|trigger| !trigger.is_verb)
        })
    }

    /// Returns whether the word is quoted and the event is not ("'We oppose any attempt in the East China Sea,' he said
    /// after the talks").
    fn is_in_other_quotation(&self, token: usize) -> bool {
        let is_quoted = |tokens: &&Range<usize>| !self.article.word(tokens.start).contains(char::is_alphanumeric);
        let mut quoted = self.input.contents.iter().flatten().filter(is_quoted);
        quoted.any(|tokens| tokens.contains(&token) && !tokens.contains(&self.event.anchor.start))
    }
}

/// Returns the noun that the verb's "where" clause describes.
fn described_with_where(article: &ArticleView<'_>, verb: usize) -> Option<usize> {
    let syntax = article.syntax;
    let is_relative = matches!(syntax.relation[verb], Relation::AclRelcl | Relation::Acl | Relation::Advcl);
    let has_where = || {
        syntax
            .children(verb, article.sentence(verb))
            .any(|t| article.knowledge.event_words().where_clause.has(article.lower(t)))
    };
    syntax.head[verb].filter(|_| is_relative && has_where())
}

/// Returns whether the word names the location of one of the others: "a Baghdad school", "the hotel in Kabul".
fn is_inside(article: &ArticleView<'_>, token: usize, others: &[usize]) -> bool {
    let syntax = article.syntax;
    let is_country = || article.knowledge.country_by_name(article.word(token)).is_some();
    syntax.head[token].is_some_and(|head| others.contains(&head))
        && (syntax.relation[token] == Relation::Compound && !is_country()
            || syntax.relation[token] == Relation::Nmod
                && has_preposition(article, token, &article.knowledge.event_words().where_words))
}

/// Returns whether the word is part of a description of a place ("in the city of Ramallah").
fn describes_place(article: &ArticleView<'_>, token: usize) -> bool {
    let (syntax, words) = (article.syntax, article.knowledge.event_words());
    syntax.head[token].is_some_and(|head| {
        has_preposition(article, head, &words.where_words)
            && match syntax.relation[token] {
                Relation::Nmod => has_preposition(article, token, &words.of_head),
                Relation::Appos | Relation::Flat => true,
                // "at a Beijing hotel"; after "on", the name is a topic or an organization. Before "city of Ramallah",
                // it only names the region of the city.
                Relation::Compound => {
                    has_preposition(article, head, &words.inside) && !has_phrase(article, head, &words.of_head)
                }
                _ => false,
            }
    })
}
