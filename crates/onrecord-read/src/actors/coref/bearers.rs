//! Resolves descriptions to the entities that have the role described ("the nominee", "his defense secretary", "the
//! ministry").

use std::ops::Range;

use super::qualifiers::share_sector;
use crate::actors::country_and_sector::country_and_sector;
use crate::actors::mention::{Form, Kind, Mentioned};
use crate::article::ArticleView;
use crate::knowledge::{Gender, Person, Sector};
use crate::model::NameTag;
use crate::syntax::Upos;

/// Score if the noun of the description occurs in a role that the article states.
const TOLD: f32 = 2.0;
/// Score if the noun occurs in a known office.
const KNOWN: f32 = 1.5;
/// Score for each further word of the description that the role contains.
const WORD: f32 = 0.6;
/// Penalty for each further word that a role stated in the article does not contain.
const MISSING: f32 = 0.9;
/// The same for a known office, of which only the title is known.
const UNKNOWN: f32 = 0.3;
/// Minimum score for an entity that the article names only after the description.
const AHEAD: f32 = 2.5;
/// Minimum score for an entity named before it.
const LEAST: f32 = 1.0;
/// Scores that differ by at most this much count as equal, and the nearer entity is chosen.
const ALIKE: f32 = 0.3;

/// A named entity, which may have roles.
pub(super) struct Bearer {
    pub(super) entity: usize,
    /// Its mentions by name, in text order.
    pub(super) names: Vec<usize>,
    /// Words that describe its roles.
    pub(super) roles: Vec<Range<usize>>,
}

/// The information that a description gives about its entity.
struct Description<'a> {
    noun: &'a str,
    /// The other words that distinguish entities, in lower case.
    further: Vec<&'a str>,
    country: Option<String>,
    /// The title that it contains, if longer than the noun.
    title: Option<&'a str>,
    former: bool,
    gender: Option<Gender>,
}

/// Returns the entity that description `i` refers to, if the description matches the roles of one.
pub(super) fn bearer(article: &ArticleView<'_>, mentions: &[Mentioned], bearers: &[Bearer], i: usize) -> Option<usize> {
    let m = &mentions[i];
    let Form::Nominal(kind @ (Kind::Person | Kind::Organization)) = m.form else { return None };
    let description = describe(article, m)?;
    let mut best: Option<(f32, bool, usize, usize)> = None;
    for bearer in bearers {
        let score = match kind {
            Kind::Person => fit_person(article, mentions, bearer, &description),
            _ => fit_organization(article, mentions, bearer, &description)
                .filter(|_| bearer.names.iter().all(|&j| share_sector(article, m, &mentions[j]))),
        };
        let Some(score) = score.filter(|&score| score >= LEAST) else { continue };
        let before = bearer.names.iter().rev().find(|&&j| j < i).copied();
        let (behind, at) = match before {
            Some(j) => (true, j),
            None => match bearer.names.first() {
                Some(&j) if score >= AHEAD => (false, usize::MAX - j),
                _ => continue,
            },
        };
        let is_better =
            |b: (f32, bool, usize, usize)| score > b.0 + ALIKE || score > b.0 - ALIKE && (behind, at) > (b.1, b.2);
        if best.is_none_or(is_better) {
            best = Some((score, behind, at, bearer.entity));
        }
    }
    best.map(|(.., entity)| entity)
}

fn describe<'a>(article: &ArticleView<'a>, m: &'a Mentioned) -> Option<Description<'a>> {
    let words: Vec<&str> = m.tokens.clone().map(|t| article.word(t)).collect();
    let is_former = |t: usize| article.grammar().former.has(article.lower(t));
    let is_further = |t: usize| matches!(article.syntax.upos[t], Upos::Noun | Upos::Propn | Upos::Adj);
    let others = || m.tokens.clone().filter(|&t| t != m.head);
    let to_head: Vec<&str> = (m.tokens.start..m.head + 1).map(|t| article.word(t)).collect();
    let title = (0..to_head.len())
        .filter_map(|k| article.knowledge.title(&to_head[k..]).filter(|t| t.n_tokens == to_head.len() - k))
        .map(|found| &*found.title.name)
        .next();
    Some(Description {
        noun: m.key.last()?,
        further: others().filter(|&t| !is_former(t) && is_further(t)).map(|t| article.lower(t)).collect(),
        country: country_and_sector(article.knowledge, &words, 0).0,
        title: title.filter(|name| name.contains(' ')),
        former: others().any(is_former),
        gender: m.gender,
    })
}

/// Returns how well the description fits a person, or `None` if it does not fit.
fn fit_person(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    bearer: &Bearer,
    description: &Description<'_>,
) -> Option<f32> {
    let first = &mentions[*bearer.names.first()?];
    if first.form != Form::Name(NameTag::Person) {
        return None;
    }
    let gender = bearer.names.iter().find_map(|&j| mentions[j].gender);
    if differ(&description.gender, &gender) {
        return None;
    }
    let known = bearer.names.iter().find_map(|&j| article.knowledge.person(article.words(&mentions[j].tokens)));
    let mut country = known.and_then(|person| person.country.as_ref().map(ToString::to_string));
    let mut best: Option<f32> = None;
    for role in &bearer.roles {
        let words: Vec<&str> = role.clone().map(|t| article.word(t)).collect();
        country = country.or_else(|| country_and_sector(article.knowledge, &words, 0).0);
        best = greater(best, fit_role(article, role, &words, description));
    }
    if let (Some(known), Some(date)) = (known, article.published) {
        best = greater(best, fit_known_offices(article, known, date, description));
    }
    if differ(&description.country, &country) {
        return None;
    }
    let same_country = description.country.is_some() && country.is_some();
    best.map(|score| if same_country { score + 2.0 * WORD } else { score })
}

/// Returns how well the description fits a role that the article states.
fn fit_role(
    article: &ArticleView<'_>,
    role: &Range<usize>,
    words: &[&str],
    description: &Description<'_>,
) -> Option<f32> {
    let knowledge = article.knowledge;
    let has = |word: &str| role.clone().any(|t| knowledge.describe_the_same(article.lower(t), word));
    if !has(description.noun) {
        return None;
    }
    let told = (0..words.len()).find_map(|k| knowledge.title(&words[k..])).map(|found| &*found.title.name);
    if differ(&description.title, &told.filter(|title| title.contains(' '))) {
        return None;
    }
    Some(TOLD + fit(description, MISSING, has))
}

/// Returns how well the description fits an office that the person is known to hold, or to have held, on the day of
/// publication.
fn fit_known_offices(
    article: &ArticleView<'_>,
    known: &Person,
    date: &str,
    description: &Description<'_>,
) -> Option<f32> {
    let mut best = None;
    for office in &known.offices {
        let holds = if description.former { office.ended_before(date) } else { office.held_on(date) };
        let title = office.title.to_lowercase();
        let last = title.split(' ').next_back().unwrap_or_default();
        let is_of = |word: &&str| article.grammar().of.has(word);
        let before_of = title.split(' ').take_while(|word| !is_of(word)).collect::<Vec<_>>().join(" ");
        let named = [last, &before_of].iter().any(|w| article.knowledge.describe_the_same(w, description.noun));
        if holds && named && description.title.is_none_or(|t| t == title) {
            let has = |word: &str| title.split(' ').any(|w| w == word);
            best = greater(best, Some(KNOWN + fit(description, UNKNOWN, has)));
        }
    }
    best
}

/// Returns how well the description fits an organization whose name contains its noun ("the ministry", "the appeals
/// court"), or that is known to belong to the sector of the noun ("the broadcaster").
fn fit_organization(
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
        let has = |word: &str| name.key.iter().any(|w| w == word);
        if name.key.len() > 1 && has(description.noun) {
            return Some(TOLD + fit(description, MISSING, has));
        }
        let body = knowledge.body(article.words(&name.tokens))?;
        let other = description.country.as_deref().is_some_and(|c| body.country.as_deref() != Some(c));
        (sector.is_some_and(|s| s == Sector::Media && body.sectors.contains(&s)) && !other)
            .then(|| KNOWN + fit(description, UNKNOWN, |_| false))
    });
    fits.reduce(f32::max)
}

/// Returns the score for the further words of the description, positive or negative.
fn fit(description: &Description<'_>, missing: f32, has: impl Fn(&str) -> bool) -> f32 {
    description.further.iter().map(|word| if has(word) { WORD } else { -missing }).sum()
}

fn greater(a: Option<f32>, b: Option<f32>) -> Option<f32> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        _ => a.or(b),
    }
}

/// Returns whether both are known and differ.
fn differ<T: PartialEq>(a: &Option<T>, b: &Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
