//! Entities -> actors of the record: name, kind, side, sectors, roles.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_record::{Actor, ActorId, ActorKind, Mention, Span};

use super::entities::Entities;
use super::mentions::{Form, Kind, Mentioned};
use super::speakers::together;
use crate::article::ArticleView;
use crate::knowledge::{Class, Knowledge, NounClass, Sector, TitleMatch};
use crate::model::NameTag;
use crate::places;
use crate::syntax::{Relation, Upos};

/// Most words behind a description that are taken for the name of its body.
const MOST_BEHIND: usize = 8;

/// Actors, and which entity became which.
pub(crate) struct Built {
    pub(crate) actors: Vec<Actor>,
    pub(crate) id_of: BTreeMap<usize, ActorId>,
}

/// Returns the actors: every entity with a name, every description that speaks (`speaking`), and every description that
/// is taken up again.
pub(crate) fn build(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    entities: &Entities,
    speaking: &[usize],
) -> Built {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (entity, members) in entities.members.iter().enumerate() {
        let Some(&first) = members.first() else { continue };
        let named = members.iter().any(|&m| is_naming(&mentions[m]));
        let described = members.iter().any(|&m| matches!(mentions[m].form, Form::Nominal(_)));
        let speaks = speaking.contains(&entity);
        // A speech that is taken up again is no actor, nor are "both leaders" who are named one by one.
        let acts = members.iter().any(|&m| can_act(&mentions[m].form))
            && together(article, mentions, entities, entity).is_empty();
        if named || described && (members.len() > 1 && acts || speaks) {
            found.push((first, entity));
        }
    }
    found.sort_unstable();
    let mut built = Built { actors: Vec::new(), id_of: BTreeMap::new() };
    for (_, entity) in found {
        built.id_of.insert(entity, ActorId(built.actors.len()));
        built.actors.push(actor(article, mentions, entities, entity));
    }
    built
}

/// Can what the form denotes act without speaking?
fn can_act(form: &Form) -> bool {
    matches!(form, Form::Name(_) | Form::Nominal(Kind::Person | Kind::People | Kind::Organization))
}

/// Names, and descriptions that are as good, denote actors; adjectives of nationality ("Russian") do not.
pub(crate) fn is_naming(mention: &Mentioned) -> bool {
    match mention.form {
        Form::Name(NameTag::Norp) => mention.plural,
        Form::Name(_) => true,
        // "The British government" tells whom it means as well as a name.
        Form::Nominal(_) => mention.identity.is_some(),
        Form::Pronoun(_) => false,
    }
}

/// Returns the actor that the entity would be.
pub(crate) fn actor(article: &ArticleView<'_>, mentions: &[Mentioned], entities: &Entities, entity: usize) -> Actor {
    let members: Vec<&Mentioned> = entities.members[entity].iter().map(|&m| &mentions[m]).collect();
    let words = |range: &Range<usize>| article.division.span(range).text(article.text);
    let best = members
        .iter()
        .filter(|m| is_naming(m))
        .reduce(|a, b| if fullness(article, b) > fullness(article, a) { b } else { a })
        .or_else(|| members.iter().find(|m| matches!(m.form, Form::Nominal(_))))
        .copied();
    let name = best.map(|m| without_article(words(&m.tokens), m)).unwrap_or_default();
    let form = best.map_or(Form::Nominal(Kind::People), |m| m.form);
    let mut roles: Vec<Span> = entities.roles[entity].iter().map(|r| article.division.span(r)).collect();
    roles.sort_unstable();
    roles.dedup();
    let mut list: Vec<Mention> =
        members.iter().map(|m| Mention { span: article.division.span(&m.tokens), form: m.record_form() }).collect();
    list.sort_unstable();
    list.dedup();
    let tag = if let Form::Name(tag) = form { Some(tag) } else { None };
    let known = members.iter().find_map(|m| m.identity.as_ref()).map(|known| known.kind(article.knowledge, tag));
    let kind = known.unwrap_or_else(|| kind(article, form, &name));
    let mut actor = Actor { kind, name, country: None, sectors: Vec::new(), roles, mentions: list };
    attributes(article, &mut actor, &entities.roles[entity], &members);
    actor
}

/// What is compared between names of one actor: how many words they have, whether they are no abbreviation, how many tokens.
fn fullness(article: &ArticleView<'_>, name: &Mentioned) -> (usize, bool, usize) {
    let n_words = if matches!(name.form, Form::Name(_)) { name.key.len() } else { name.tokens.len() };
    (n_words, is_spelled_out(article.words(&name.tokens)), name.tokens.len())
}

/// Has the name no word that is an abbreviation ("U.S.", "N. Korea", "UK")?
fn is_spelled_out(name: &str) -> bool {
    name.split_whitespace().all(|word| word.contains(char::is_lowercase) && !word.ends_with('.'))
}

fn without_article(words: &str, mention: &Mentioned) -> String {
    let is_name = is_naming(mention);
    let words =
        if is_name { words.strip_prefix("the ").or(words.strip_prefix("The ")).unwrap_or(words) } else { words };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind(article: &ArticleView<'_>, form: Form, name: &str) -> ActorKind {
    let knowledge = article.knowledge;
    match form {
        Form::Name(NameTag::Person) => ActorKind::Person,
        Form::Name(NameTag::Organization) => ActorKind::Organization,
        Form::Name(NameTag::Location) if knowledge.country_by_name(name).is_some() => ActorKind::Country,
        Form::Name(NameTag::Location) => ActorKind::Place,
        Form::Name(NameTag::Norp) => ActorKind::Group,
        Form::Name(NameTag::Misc) => ActorKind::Other,
        Form::Nominal(Kind::Person) => ActorKind::Person,
        Form::Nominal(Kind::People) => ActorKind::Group,
        Form::Nominal(Kind::Organization) => ActorKind::Organization,
        Form::Nominal(Kind::Place) => ActorKind::Place,
        Form::Nominal(Kind::Document) | Form::Pronoun(_) => ActorKind::Other,
    }
}

/// Country and sectors: from the role words, then from the name, then from what is known of the bearer.
fn attributes(article: &ArticleView<'_>, actor: &mut Actor, roles: &[Range<usize>], members: &[&Mentioned]) {
    let knowledge = article.knowledge;
    let mut sectors: Vec<Sector> = Vec::new();
    let described = members.iter().filter(|m| matches!(m.form, Form::Nominal(_))).map(|m| &m.tokens);
    for phrase in roles.iter().chain(described) {
        let words: Vec<&str> = with_body(article, phrase).map(|t| article.word(t)).collect();
        let n_plain = if actor.kind == ActorKind::Organization { usize::MAX } else { n_plain(article, phrase) };
        let (country, sector) = said(article, &words, n_plain);
        actor.country = actor.country.take().or(country);
        sectors.extend(sector);
    }
    actor.country = actor.country.take().or_else(|| members.iter().find_map(|m| m.owner.clone()));
    match actor.kind {
        ActorKind::Country | ActorKind::Place | ActorKind::Organization => {
            if let Some(country) = knowledge.country_by_name(&actor.name) {
                actor.country = Some(country.iso.to_string());
            } else if let Some(seat) = knowledge.seat(&actor.name) {
                actor.country = actor.country.take().or(seat.country.as_deref().map(str::to_owned));
                sectors.push(seat.sector);
            } else if let Some(body) = knowledge.body(&actor.name) {
                actor.country = actor.country.take().or(body.country.as_ref().map(|c| c.to_string()));
                sectors.extend(body.sectors.iter().copied());
            } else if let Some(iso) = knowledge.capital(&actor.name) {
                actor.country = Some(iso.to_owned());
            } else if let Some(part) = knowledge.subdivision(&actor.name) {
                actor.country = Some(part.country.to_string());
            } else if actor.kind == ActorKind::Place {
                // A body in it may be something else of that name ("the RFA Largs Bay", "Ford Island").
                actor.country = actor.country.take().or_else(|| country_in(knowledge, &actor.name));
            } else {
                let words: Vec<&str> = actor.name.split_whitespace().collect();
                let (country, sector) = said(article, &words, usize::MAX);
                actor.country = actor.country.take().or(country);
                sectors.extend(sector);
            }
        }
        ActorKind::Person => {
            if let Some(person) = knowledge.person(&actor.name) {
                actor.country = actor.country.take().or(person.country.as_ref().map(|c| c.to_string()));
                if let Some(office) = article.published.and_then(|date| knowledge.person_office_at(&actor.name, date)) {
                    sectors.push(office.sector);
                }
            }
        }
        ActorKind::Group => {
            let people = knowledge.country_by_people(&actor.name).map(|c| c.iso.to_string());
            if let Some(body) = knowledge.body(&actor.name) {
                actor.country = actor.country.take().or(body.country.as_ref().map(|c| c.to_string()));
                sectors.extend(body.sectors.iter().copied());
            }
            actor.country = actor.country.take().or(people);
        }
        ActorKind::Other => {}
    }
    let mut codes: Vec<String> = Vec::new();
    for sector in sectors {
        let code = sector.as_str().to_owned();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    actor.sectors = codes;
}

/// The phrase with what it took no part of: the body behind it ("founder and president" of "the chess club"), or the rest of a
/// word ("commissioner" of "commissioner-general").
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
    let is_joined = !behind.is_empty() && article.word(behind.start) == "of" && of_noun(behind.start);
    let is_of_name =
        |&t: &usize| matches!(syntax.upos[t], Upos::Adp | Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn);
    phrase.start..phrase.end + if is_joined { behind.take_while(is_of_name).count() } else { 0 }
}

/// How many words of a phrase have their capital letter from where they stand: the first of a sentence, which is no title
/// ("Brother Ken Adams, 30,") unless another word of the sentence is of religion ("Brother Ken Adams, a monk,").
fn n_plain(article: &ArticleView<'_>, phrase: &Range<usize>) -> usize {
    let sentence = article.sentence(phrase.start).clone();
    let is_first = (sentence.start..phrase.start).all(|t| !article.word(t).contains(char::is_alphanumeric));
    let is_religious = |t: usize| {
        let lower = article.word(t).to_lowercase();
        let noun = article.knowledge.noun_class(&lower).and_then(|class| class.sector);
        let title = || article.knowledge.title(&[&lower]).and_then(|found| found.title.sector);
        noun.or_else(title) == Some(Sector::Religion)
    };
    usize::from(is_first && !sentence.into_iter().filter(|t| !phrase.contains(t)).any(is_religious))
}

/// Country and sector that the words of a role or description tell ("U.S. Treasury Secretary"); of the first `n_plain`
/// words a capital letter says nothing, of organizations of none.
pub(super) fn said(article: &ArticleView<'_>, words: &[&str], n_plain: usize) -> (Option<String>, Option<Sector>) {
    let knowledge = article.knowledge;
    let mut country = None;
    let mut sector = None;
    let mut body_sector = None;
    let mut has_body = false;
    for start in 0..words.len() {
        for end in (start + 1..=words.len().min(start + 5)).rev() {
            let name = words[start..end].join(" ").replace(" - ", "-");
            let begins = !continues_name(knowledge, &words[..start]);
            let whole = end == start + 1 || begins;
            if country.is_none() {
                country = knowledge
                    .country_by_name(&name)
                    .or_else(|| knowledge.country_by_adjective(&name))
                    .map(|c| c.iso.to_string())
                    .or_else(|| knowledge.seat(&name).and_then(|s| s.country.as_deref().map(str::to_owned)))
                    .or_else(|| {
                        let body = knowledge.body(&name).filter(|body| whole && !body.common)?;
                        body.country.as_ref().map(ToString::to_string)
                    });
            }
            if body_sector.is_none() {
                body_sector = knowledge
                    .seat(&name)
                    .map(|s| s.sector)
                    .or_else(|| knowledge.body(&name).filter(|_| begins).and_then(|b| b.sectors.first().copied()));
            }
        }
        let lower = words[start].to_lowercase();
        let mut rest = words[start..].to_vec();
        if start < n_plain {
            rest[0] = &lower;
        }
        // The "general" of "commissioner-general" is none.
        let is_whole = start == 0 || words[start - 1] != "-";
        if sector.is_none()
            && is_whole
            && let Some(found) = knowledge.title(&rest)
            && !found.former
            // A "sister company" is no sister, and "Media General" no general.
            && (n_plain < usize::MAX || names_body(&found))
        {
            let named = found.title.of_any.then(|| body_of(knowledge, words, start..start + found.n_tokens)).flatten();
            match named {
                Some(body) => (has_body, body_sector) = (true, body_sector.or(body)),
                None => sector = found.title.sector,
            }
        }
    }
    let is_part = words.len() > 1 && words[words.len() - 2] == "-";
    let noun = words.last().filter(|_| !is_part).and_then(|w| knowledge.noun_class(&w.to_lowercase()));
    let tells = |n: &NounClass| n.class != Class::Document && !(has_body && n.class == Class::Person);
    let noun_sector = noun.filter(tells).and_then(|n| n.sector);
    (country, sector.or(body_sector).or(noun_sector))
}

/// Can the title within the name of a body tell its sector ("the President's Office")?
fn names_body(found: &TitleMatch<'_>) -> bool {
    match found.title.sector {
        Some(Sector::Civilian) => false,
        Some(Sector::Military) => found.n_tokens > 1,
        _ => true,
    }
}

/// The sector, where it tells one, of the body that the words around a title name ("president of the chess club", "bank
/// president"); none where they name no body or a country or place.
fn body_of(knowledge: &Knowledge, words: &[&str], title: Range<usize>) -> Option<Option<Sector>> {
    let is_body = |noun: NounClass| noun.class == Class::Organization;
    let noun = |word: &str| knowledge.noun_class(&word.to_lowercase()).filter(|noun| is_body(*noun));
    if let Some(before) = title.start.checked_sub(1).and_then(|at| noun(words[at])) {
        return Some(before.sector);
    }
    let (of, rest) = words[title.end..].split_first()?;
    if !matches!(*of, "of" | "at" | "for") {
        return None;
    }
    let rest = rest.strip_prefix(&["the"]).unwrap_or(rest);
    let n_words = rest.iter().take_while(|word| word.contains(|c: char| c.is_alphanumeric()) && !is_between(word));
    let name = &rest[..n_words.count()];
    let whole = name.join(" ");
    if let Some(body) = knowledge.body(&whole) {
        return Some(body.sectors.first().copied());
    }
    if let Some(head) = name.last().and_then(|head| noun(head)) {
        return Some(head.sector);
    }
    let is_name = name.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    let is_place = knowledge.country_by_name(&whole).is_some()
        || knowledge.subdivision(&whole).is_some()
        || knowledge.seat(&whole).is_some()
        || name.iter().any(|word| knowledge.noun_class(&word.to_lowercase()).is_some())
        || places::is_listed(&whole);
    (is_name && !is_place).then_some(None)
}

/// Does the word end the name of a body, or join it to what it is a part of?
fn is_between(word: &str) -> bool {
    matches!(word, "of" | "in" | "for" | "at" | "and" | "who" | "which")
}

/// The country whose name or adjective is the first among the words of a name ("Syrian Desert").
fn country_in(knowledge: &Knowledge, name: &str) -> Option<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    (0..words.len()).flat_map(|start| (start + 1..=words.len()).rev().map(move |end| start..end)).find_map(|range| {
        let part = words[range].join(" ");
        let country = knowledge.country_by_name(&part).or_else(|| knowledge.country_by_adjective(&part));
        country.map(|country| country.iso.to_string())
    })
}

/// Is what follows `before` the rest of a longer name ("Social" before "Democratic Alliance")? Words for countries and
/// their parts, and titles, end before a name.
fn continues_name(knowledge: &Knowledge, before: &[&str]) -> bool {
    before.last().is_some_and(|word| {
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && !matches!(*word, "The" | "Former" | "Then")
            && knowledge.country_by_adjective(word).is_none()
            && knowledge.country_by_name(word).is_none()
            && knowledge.subdivision(word).is_none()
            && knowledge.title(&[*word]).is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_longer_name_is_not_the_body() {
        let known = Knowledge::bundled();
        for (before, expected) in [
            (&["the", "Social"][..], true),
            (&["head", "of", "the"], false),
            (&["the", "Alabama"], false),
            (&["the", "German"], false),
            (&["FBI"], false),
            (&[], false),
        ] {
            assert_eq!(continues_name(known, before), expected, "{before:?}");
        }
    }

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

    #[test]
    fn abbreviations_are_not_spelled_out() {
        for (name, expected) in
            [("North Korea", true), ("N. Korea", false), ("US", false), ("U.S.", false), ("America", true), ("", true)]
        {
            assert_eq!(is_spelled_out(name), expected, "{name}");
        }
    }
}
