//! Country and sectors of an actor, from its roles, its name, and the knowledge base.

use std::ops::Range;

use onrecord_record::ActorKind;

use super::country_and_sector::country_and_sector;
use super::mention::Mentioned;
use crate::article::ArticleView;
use crate::knowledge::{Body, Knowledge, Sector};
use crate::syntax::{Relation, Upos};

/// Maximum number of words after a description that are taken as the name of its organization.
const MOST_BEHIND: usize = 8;

/// Country and sectors of an actor, as codes.
pub(super) struct Attributes {
    pub(super) country: Option<String>,
    pub(super) sectors: Vec<String>,
}

/// Returns the attributes of an actor with this kind and name, these roles and these mentions.
pub(super) fn attributes(
    article: &ArticleView<'_>,
    (kind, name): (ActorKind, &str),
    roles: &[Range<usize>],
    members: &[&Mentioned],
) -> Attributes {
    let mut found = Found { country: None, sectors: Vec::new() };
    let described = members.iter().filter(|m| m.is_nominal()).map(|m| &m.tokens);
    for phrase in roles.iter().chain(described) {
        let words: Vec<&str> = with_body(article, phrase).map(|t| article.word(t)).collect();
        let n_plain = if kind == ActorKind::Organization { usize::MAX } else { n_plain(article, phrase) };
        let (country, sector) = country_and_sector(article.knowledge, &words, n_plain);
        found.add(country, sector);
    }
    found.add(members.iter().find_map(|m| m.owner.clone()), None);
    match kind {
        ActorKind::Country | ActorKind::Place | ActorKind::Organization => {
            found.add_named(article.knowledge, kind, name);
        }
        ActorKind::Person => found.add_person(article, name),
        ActorKind::Group => found.add_group(article.knowledge, name),
        ActorKind::Other => {}
    }
    let mut sectors: Vec<String> = Vec::new();
    for code in found.sectors.iter().map(|sector| sector.as_str()) {
        if !sectors.iter().any(|known| known == code) {
            sectors.push(code.to_owned());
        }
    }
    Attributes { country: found.country, sectors }
}

/// The attributes found so far; the first country found is kept.
struct Found {
    country: Option<String>,
    sectors: Vec<Sector>,
}

impl Found {
    fn add(&mut self, country: Option<String>, sectors: impl IntoIterator<Item = Sector>) {
        self.country = self.country.take().or(country);
        self.sectors.extend(sectors);
    }

    fn add_body(&mut self, body: &Body) {
        self.add(body.country.as_ref().map(ToString::to_string), body.sectors.iter().copied());
    }

    /// Adds the attributes that the name of a country, place or organization implies.
    fn add_named(&mut self, knowledge: &Knowledge, kind: ActorKind, name: &str) {
        if let Some(country) = knowledge.country_by_name(name) {
            self.country = Some(country.iso.to_string());
        } else if let Some(seat) = knowledge.seat(name) {
            self.add(seat.country.as_deref().map(str::to_owned), [seat.sector]);
        } else if let Some(body) = knowledge.body(name) {
            self.add_body(body);
        } else if let Some(iso) = knowledge.capital(name) {
            self.country = Some(iso.to_owned());
        } else if let Some(part) = knowledge.subdivision(name) {
            self.country = Some(part.country.to_string());
        } else if kind == ActorKind::Place {
            // An organization in the name may be unrelated to the place ("the RFA Largs Bay", "Ford Island").
            self.country = self.country.take().or_else(|| country_in(knowledge, name));
        } else {
            let words: Vec<&str> = name.split_whitespace().collect();
            let (country, sector) = country_and_sector(knowledge, &words, usize::MAX);
            self.add(country, sector);
        }
    }

    /// Adds the attributes of a known person, with the office held on the day of publication.
    fn add_person(&mut self, article: &ArticleView<'_>, name: &str) {
        if let Some(person) = article.knowledge.person(name) {
            let office = article.published.and_then(|date| article.knowledge.person_office_at(name, date));
            self.add(person.country.as_ref().map(ToString::to_string), office.map(|office| office.sector));
        }
    }

    /// Adds the attributes of a known group or people.
    fn add_group(&mut self, knowledge: &Knowledge, name: &str) {
        if let Some(body) = knowledge.body(name) {
            self.add_body(body);
        }
        self.add(knowledge.country_by_people(name).map(|c| c.iso.to_string()), None);
    }
}

/// Returns the phrase extended by the organization that follows it ("founder and president" + "of the chess club") or
/// by the rest of a hyphenated word ("commissioner" + "-general").
fn with_body(article: &ArticleView<'_>, phrase: &Range<usize>) -> Range<usize> {
    let (syntax, tokens) = (article.syntax, &article.division.tokens);
    let sentence = article.sentence(phrase.start);
    let behind = phrase.end..sentence.end.min(phrase.end + MOST_BEHIND);
    if behind.len() > 1
        && article.word(behind.start) == "-"
        && tokens[behind.start - 1].span.end == tokens[behind.start].span.start
        && tokens[behind.start].span.end == tokens[behind.start + 1].span.start
    {
        return phrase.start..phrase.end + 2;
    }
    let of_noun = |t: usize| syntax.head[t].is_some_and(|noun| syntax.relation[noun] == Relation::Nmod);
    let is_joined = !behind.is_empty() && article.grammar().of.has(article.word(behind.start)) && of_noun(behind.start);
    let is_of_name =
        |&t: &usize| matches!(syntax.upos[t], Upos::Adp | Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn);
    phrase.start..phrase.end + if is_joined { behind.take_while(is_of_name).count() } else { 0 }
}

/// Returns how many words at the start of a phrase are capitalized only because they begin a sentence. Such a word is
/// not a title ("Brother Ken Adams, 30,") unless another word of the sentence concerns religion ("Brother Ken Adams, a
/// monk,").
fn n_plain(article: &ArticleView<'_>, phrase: &Range<usize>) -> usize {
    let sentence = article.sentence(phrase.start).clone();
    let is_first = (sentence.start..phrase.start).all(|t| !article.word(t).contains(char::is_alphanumeric));
    let is_religious = |t: usize| {
        let lower = article.lower(t);
        let noun = article.knowledge.noun_class(lower).and_then(|class| class.sector);
        let title = || article.knowledge.title(&[lower]).and_then(|found| found.title.sector);
        noun.or_else(title) == Some(Sector::Religion)
    };
    usize::from(is_first && !sentence.into_iter().filter(|t| !phrase.contains(t)).any(is_religious))
}

/// Returns the country whose name or adjective comes first in a name ("Syrian Desert").
fn country_in(knowledge: &Knowledge, name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (0..words.len()).flat_map(|start| (start + 1..=words.len()).rev().map(move |end| start..end)).find_map(|range| {
        let part = words[range].join(" ");
        let country = knowledge.country_by_name(&part).or_else(|| knowledge.country_by_adjective(&part));
        country.map(|country| country.iso.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_the_country_in_their_names_alone() {
        let known = Knowledge::bundled();
        for (name, expected) in [
            ("RFA Largs Bay", None),
            ("Syrian Desert", Some("SYR")),
            ("Democratic Republic of Congo border", Some("COD")),
        ] {
            assert_eq!(country_in(known, name).as_deref(), expected, "{name}");
        }
    }
}
