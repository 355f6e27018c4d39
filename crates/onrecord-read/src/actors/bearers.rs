//! Descriptions -> those who bear the role that they name ("the nominee", "his defense secretary", "the ministry").

use std::ops::Range;

use super::build::said;
use super::known::Identity;
use super::mentions::{Form, Kind, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::{Class, Gender, Sector};
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// For the noun of the description being one of a role that the article tells.
const TOLD: f32 = 2.0;
/// For its being one of an office that is known.
const KNOWN: f32 = 1.5;
/// For each further word of the description that the role has too.
const WORD: f32 = 0.6;
/// Taken off for each that a told role has not.
const MISSING: f32 = 0.9;
/// Likewise for a known office, of which only the title is known.
const UNKNOWN: f32 = 0.3;
/// Least score for somebody whom the article names only after the description.
const AHEAD: f32 = 2.5;
/// Sectors that nouns tell plainly; a council or a party may be of several.
const PLAIN: [Sector; 6] =
    [Sector::Military, Sector::Police, Sector::Labour, Sector::Business, Sector::Media, Sector::Education];
/// Least score for somebody named before it.
const LEAST: f32 = 1.0;

/// What bears roles: entities with names.
pub(super) struct Bearer {
    pub(super) entity: usize,
    /// The mentions by name, in text order.
    pub(super) names: Vec<usize>,
    /// Words that give its roles.
    pub(super) roles: Vec<Range<usize>>,
}

/// What a description says.
struct Description<'a> {
    noun: &'a str,
    /// The other words that tell one bearer from another, in lower case.
    further: Vec<String>,
    country: Option<String>,
    /// The title that it holds, where it is more than the noun.
    title: Option<&'a str>,
    former: bool,
}

/// The entity that description `i` takes up, if one bears what it says.
pub(super) fn bearer(article: &ArticleView<'_>, mentions: &[Mentioned], bearers: &[Bearer], i: usize) -> Option<usize> {
    let m = &mentions[i];
    let Form::Nominal(kind) = m.form else { return None };
    let description = describe(article, m)?;
    let mut best: Option<(f32, bool, usize, usize)> = None;
    for bearer in bearers {
        let score = match kind {
            Kind::Person => person(article, mentions, bearer, &description, m.gender),
            Kind::Organization => organization(article, mentions, bearer, &description)
                .filter(|_| bearer.names.iter().all(|&j| same_sector(article, m, &mentions[j]))),
            _ => None,
        };
        let Some(score) = score else { continue };
        let before = bearer.names.iter().rev().find(|&&j| j < i).copied();
        let (behind, at) = match before {
            Some(j) => (true, j),
            None => match bearer.names.first() {
                Some(&j) if score >= AHEAD => (false, usize::MAX - j),
                _ => continue,
            },
        };
        if score < LEAST {
            continue;
        }
        let found = (score, behind, at, bearer.entity);
        let better = best.is_none_or(|b| score > b.0 + 0.3 || score > b.0 - 0.3 && (behind, at) > (b.1, b.2));
        if better {
            best = Some(found);
        }
    }
    best.map(|(.., entity)| entity)
}

fn describe<'a>(article: &ArticleView<'a>, m: &'a Mentioned) -> Option<Description<'a>> {
    let noun = m.key.last()?.as_str();
    let words: Vec<&str> = m.tokens.clone().map(|t| article.word(t)).collect();
    let (country, _) = said(article, &words, 0);
    let mut former = false;
    let mut further = Vec::new();
    for t in m.tokens.clone().filter(|&t| t != m.head) {
        let lower = article.word(t).to_lowercase();
        match lower.as_str() {
            "former" | "ex" | "onetime" | "then" => former = true,
            _ if matches!(article.syntax.upos[t], Upos::Noun | Upos::Propn | Upos::Adj) => further.push(lower),
            _ => {}
        }
    }
    let to_head: Vec<&str> = (m.tokens.start..m.head + 1).map(|t| article.word(t)).collect();
    let title = (0..to_head.len())
        .filter_map(|k| article.knowledge.title(&to_head[k..]).filter(|t| t.n_tokens == to_head.len() - k))
        .map(|found| &*found.title.name)
        .next()
        .filter(|name| name.contains(' '));
    Some(Description { noun, further, country, title, former })
}

/// How well the description fits a person.
fn person(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    bearer: &Bearer,
    description: &Description<'_>,
    gender: Option<Gender>,
) -> Option<f32> {
    let knowledge = article.knowledge;
    let first = &mentions[*bearer.names.first()?];
    if first.form != Form::Name(NameTag::Person) {
        return None;
    }
    let own = bearer.names.iter().find_map(|&j| mentions[j].gender);
    if let (Some(a), Some(b)) = (gender, own)
        && a != b
    {
        return None;
    }
    let known = bearer.names.iter().find_map(|&j| {
        let tokens = &mentions[j].tokens;
        knowledge.person(article.division.span(tokens).text(article.text))
    });
    let mut country = known.and_then(|p| p.country.as_ref().map(ToString::to_string));
    let mut best: Option<f32> = None;
    let mut offer = |score: f32| best = Some(best.map_or(score, |b| b.max(score)));
    for role in &bearer.roles {
        let words: Vec<&str> = role.clone().map(|t| article.word(t)).collect();
        country = country.or_else(|| said(article, &words, 0).0);
        let lower: Vec<String> = words.iter().map(|w| w.to_lowercase()).collect();
        if !lower.iter().any(|w| knowledge.describe_the_same(w, description.noun)) {
            continue;
        }
        let told = (0..words.len()).find_map(|k| knowledge.title(&words[k..])).map(|found| &*found.title.name);
        if let (Some(a), Some(b)) = (description.title, told)
            && a != b
            && b.contains(' ')
        {
            continue;
        }
        offer(TOLD + fit(description, MISSING, |word| lower.iter().any(|w| knowledge.describe_the_same(w, word))));
    }
    if let (Some(known), Some(date)) = (known, article.published) {
        for office in &known.offices {
            let holds = if description.former { office.ended_before(date) } else { office.held_on(date) };
            let title = office.title.to_lowercase();
            let last = title.split(' ').next_back().unwrap_or_default();
            let of = title.split(" of ").next().unwrap_or_default();
            let named = [last, of].iter().any(|w| knowledge.describe_the_same(w, description.noun));
            if holds && named && description.title.is_none_or(|t| t == title) {
                offer(KNOWN + fit(description, UNKNOWN, |word| title.split(' ').any(|w| w == word)));
            }
        }
    }
    match (&description.country, &country) {
        (Some(a), Some(b)) if a != b => None,
        (Some(_), Some(_)) => best.map(|b| b + 2.0 * WORD),
        _ => best,
    }
}

/// What tells the bearer of a noun from another of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Side {
    country: Option<String>,
    /// The words that tell the field of a public body ("foreign" of "the foreign ministry").
    fields: Vec<String>,
}

impl Side {
    /// Returns what the words of a name or description tell.
    pub(super) fn of(article: &ArticleView<'_>, m: &Mentioned) -> Side {
        let (knowledge, syntax) = (article.knowledge, article.syntax);
        let words: Vec<&str> = m.tokens.clone().map(|t| article.word(t)).collect();
        let country = m.owner.clone().or_else(|| said(article, &words, 0).0);
        let is_country =
            |word: &str| knowledge.country_by_adjective(word).is_some() || knowledge.country_by_name(word).is_some();
        let noun = m.key.last().and_then(|noun| knowledge.noun_class(noun));
        let is_public = noun.is_some_and(|n| n.class == Class::Organization && n.sector == Some(Sector::Government));
        // What tells the field stands before the noun.
        let is_field = |&t: &usize| matches!(syntax.relation[t], Relation::Compound | Relation::Amod | Relation::Flat);
        let fields = (m.tokens.start..m.head).filter(|_| is_public).filter(is_field).map(|t| article.word(t));
        Side { country, fields: fields.filter(|word| !is_country(word)).map(str::to_lowercase).collect() }
    }

    /// Do two mentions with one noun mean two of its kind: of two countries ("the French foreign ministry", "Tunisia's
    /// foreign ministry"), or of two fields ("the interior ministry", "the Russian foreign ministry")?
    pub(super) fn is_another(&self, other: &Side) -> bool {
        let apart = self.country.is_some() && other.country.is_some() && self.country != other.country;
        let told = !self.fields.is_empty() && !other.fields.is_empty();
        apart || told && !self.fields.iter().any(|word| other.fields.contains(word))
    }
}

/// Can the description and the name be of one sector? Where the noun tells one plainly and the name another, they are two:
/// the union is not the European Union, and the army not the rebels; a government is that of a place.
pub(super) fn same_sector(article: &ArticleView<'_>, description: &Mentioned, name: &Mentioned) -> bool {
    let knowledge = article.knowledge;
    let Some(noun) = description.key.last() else { return true };
    if knowledge.means_government(noun) {
        return name.form == Form::Name(NameTag::Location) || matches!(name.identity, Some(Identity::Government(_)));
    }
    let wanted = knowledge.noun_class(noun).and_then(|class| class.sector);
    let Some(wanted) = wanted.filter(|sector| PLAIN.contains(sector)) else { return true };
    let told = match knowledge.body(article.words(&name.tokens)) {
        Some(body) => body.sectors.clone(),
        None => {
            let words: Vec<&str> = name.tokens.clone().map(|t| article.word(t)).collect();
            said(article, &words, usize::MAX).1.into_iter().collect()
        }
    };
    let of_states = told.contains(&Sector::Intergovernmental);
    told.is_empty() || told.contains(&wanted) || name.key.contains(noun) && !of_states
}

/// How well the description fits an organization whose name has its noun ("the ministry", "the appeals court"), or one
/// that is known to be of the sector that the noun tells ("the broadcaster").
fn organization(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    bearer: &Bearer,
    description: &Description<'_>,
) -> Option<f32> {
    let knowledge = article.knowledge;
    let sector = knowledge.noun_class(description.noun).and_then(|class| class.sector);
    let fits = bearer.names.iter().filter_map(|&j| {
        let name = &mentions[j];
        if name.form != Form::Name(NameTag::Organization) {
            return None;
        }
        if name.key.len() > 1 && name.key.iter().any(|w| w == description.noun) {
            return Some(TOLD + fit(description, MISSING, |word| name.key.iter().any(|w| w == word)));
        }
        let body = knowledge.body(article.words(&name.tokens))?;
        let other = description.country.as_deref().is_some_and(|c| body.country.as_deref() != Some(c));
        (sector.is_some_and(|s| s == Sector::Media && body.sectors.contains(&s)) && !other)
            .then(|| KNOWN + fit(description, UNKNOWN, |_| false))
    });
    fits.reduce(f32::max)
}

/// What the further words of the description speak for or against.
fn fit(description: &Description<'_>, missing: f32, has: impl Fn(&str) -> bool) -> f32 {
    description.further.iter().map(|word| if has(word) { WORD } else { -missing }).sum()
}
