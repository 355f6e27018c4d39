//! Chooses among the places that share a name. Each name of an article has one sense, and the senses must fit together.

use super::candidates::{Candidates, distance, lies_in};
use super::gazetteer::{Hit, Kind, Row};
use super::lexicon::Cue;

/// The weights of the features. They were fitted on LGL (local news, where places often share a name); the examples of
/// `cues.txt` and of the tests make sure that world news stays right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weights {
    /// For each power of ten of the population.
    pub(super) people: f64,
    /// For kinds: country, first-level region, county, town, capital, region, continent.
    pub(super) kind: [f64; 7],
    /// For a name other than the one under which the place is listed.
    pub(super) alternate: f64,
    /// For the logarithm of the sum of the support by other names of the article.
    pub(super) context: f64,
    /// A name of the article contains the place: as a region, as a country.
    pub(super) in_region: f64,
    pub(super) in_country: f64,
    /// A name of the article is a place in the same region, in the same country.
    pub(super) same_region: f64,
    pub(super) same_country: f64,
    /// A name of the article is near; the weight falls off exponentially with the distance divided by `near_km`.
    pub(super) near: f64,
    pub(super) near_km: f64,
    /// The words next to the name say where it lies, or what kind of place it is.
    pub(super) beside: f64,
    pub(super) cue: f64,
    /// The place is in the home area of the publisher, or in the country of its variety of English.
    pub(super) home: f64,
    /// Both are countries or capitals, or both are first-level regions of one country.
    pub(super) sibling: f64,
    /// For a first-level region with a town of the same name.
    pub(super) shadow: f64,
    /// How flat the probabilities are in the first round.
    pub(super) heat: f64,
}

impl Weights {
    pub(super) const FITTED: Weights = Weights {
        people: 0.85,
        kind: [4.0, 1.0, -2.0, 0.0, 2.2, 1.5, 3.0],
        alternate: -2.2,
        context: 3.3,
        in_region: 3.8,
        in_country: 0.6,
        same_region: 0.9,
        same_country: 0.05,
        near: 2.0,
        near_km: 120.0,
        beside: 20.0,
        cue: 3.0,
        home: 3.0,
        sibling: 1.5,
        shadow: -2.5,
        heat: 3.0,
    };
}

/// The home of the publisher.
#[derive(Debug, Clone, Default)]
pub(super) struct Home {
    pub(super) country: Option<u8>,
    /// The country indicated by the words of the article, and the certainty of that, from 0 to 1.
    pub(super) variety: Option<(u8, f64)>,
    pub(super) region: Option<Row>,
}

/// Mentions with one key, which are resolved together.
struct Group {
    hits: Vec<Hit>,
    /// The score of each hit on its own.
    prior: Vec<f64>,
    /// The probability of each hit.
    share: Vec<f64>,
    /// How much the name contributes to resolving others.
    weight: f64,
}

/// The maximum number of places per name; the smallest beyond it are ignored.
const MOST_HITS: usize = 60;
/// The maximum number of names that are used to resolve others; the last beyond it are ignored.
const MOST_GROUPS: usize = 120;
const ROUNDS: usize = 5;

/// Returns the place of each mention; `None` if no place has the name.
pub(super) fn resolve(weights: &Weights, mentions: &[Candidates], home: &Home) -> Vec<Option<Row>> {
    let (mut groups, group_of) = group(weights, mentions, home);
    let n_heard = groups.len().min(MOST_GROUPS);
    for round in 0..ROUNDS {
        // The probabilities of the first rounds are flat, so that small places with neighbours in the article can
        // prevail.
        let heat = 1.0 + (weights.heat - 1.0) * (ROUNDS - 1 - round) as f64 / (ROUNDS - 1) as f64;
        let one = |(at, group)| share(weights, group, &groups[..n_heard], at, heat);
        let shares: Vec<Vec<f64>> = groups.iter().enumerate().map(one).collect();
        for (group, share) in groups.iter_mut().zip(shares) {
            group.share = share;
        }
    }
    let choice = |at: usize| {
        let group = &groups[at];
        let best = (0..group.hits.len()).reduce(|a, b| if group.share[b] > group.share[a] { b } else { a })?;
        Some(group.hits[best].row)
    };
    group_of.into_iter().map(choice).collect()
}

/// Groups mentions with the same key, except those whose adjacent words contradict each other.
fn group(weights: &Weights, mentions: &[Candidates], home: &Home) -> (Vec<Group>, Vec<usize>) {
    let mut firsts: Vec<(usize, usize)> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    let mut group_of = vec![0; mentions.len()];
    // Mentions with informative adjacent words come first, so that they pass their sense on to the others.
    let mut order: Vec<usize> = (0..mentions.len()).collect();
    order.sort_by_key(|&i| (mentions[i].beside.containers.is_empty(), i));
    for at in order {
        let mention = &mentions[at];
        let hits = fitting(weights, mention, home);
        let same = firsts.iter().find(|&&(first, group)| {
            let other = &mentions[first];
            let agree =
                mention.beside.containers.is_empty() || best(&groups[group]) == hits.first().map(|h| h.0.row.idx);
            let cues =
                mention.beside.cue.is_none() || other.beside.cue.is_none() || mention.beside.cue == other.beside.cue;
            other.key == mention.key && agree && cues
        });
        if let Some(&(_, group)) = same {
            group_of[at] = group;
            groups[group].weight += f64::from(u8::from(mention.tells));
            continue;
        }
        firsts.push((at, groups.len()));
        group_of[at] = groups.len();
        let prior: Vec<f64> = hits.iter().map(|&(_, score)| score).collect();
        groups.push(Group {
            share: softmax(&prior, weights.heat),
            hits: hits.into_iter().map(|(hit, _)| hit).collect(),
            prior,
            weight: f64::from(u8::from(mention.tells)),
        });
    }
    for group in &mut groups {
        group.weight = group.weight.min(4.0).sqrt();
    }
    (groups, group_of)
}

fn best(group: &Group) -> Option<usize> {
    group.hits.first().map(|hit| hit.row.idx)
}

/// Returns the hits of a mention with the score of each on its own, the best first.
fn fitting(weights: &Weights, mention: &Candidates, home: &Home) -> Vec<(Hit, f64)> {
    let mut out: Vec<(Hit, f64)> = mention.hits.iter().map(|hit| (*hit, prior(weights, hit, mention, home))).collect();
    out.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.row.idx.cmp(&b.0.row.idx)));
    out.truncate(MOST_HITS);
    out
}

fn prior(weights: &Weights, hit: &Hit, mention: &Candidates, home: &Home) -> f64 {
    let row = &hit.row;
    let fits = match mention.beside.cue {
        None => false,
        Some(Cue::County) => row.kind == Kind::Admin2,
        Some(Cue::Region) => matches!(row.kind, Kind::Admin1 | Kind::Region),
        Some(Cue::Town) => row.kind.is_town(),
    };
    let mut score = weights.people * row.log_people + weights.kind[row.kind as usize];
    if fits {
        score += weights.cue;
    } else if hit.is_alternate {
        score += weights.alternate;
    }
    for readings in &mention.beside.containers {
        if readings.iter().any(|outer| lies_in(row, outer)) {
            score += weights.beside;
        }
    }
    // "Kyiv" and "New York" primarily mean the towns, and so does the name of a town about as large as a region
    // elsewhere.
    let shadows = |other: &Hit| {
        let inside = lies_in(&other.row, row) && other.row.log_people > 4.0;
        other.row.kind.is_town() && (inside || other.row.log_people > row.log_people - 0.8)
    };
    if row.kind == Kind::Admin1 && !fits && mention.hits.iter().any(shadows) {
        score += weights.shadow;
    }
    if let Some((country, sure)) = home.variety.filter(|_| home.country.is_none())
        && country == row.country
    {
        score += weights.home * sure;
    }
    if home.country.is_some_and(|country| country == row.country) {
        score += weights.home;
    }
    if home.region.is_some_and(|region| lies_in(row, &region)) {
        score += weights.home * 2.0;
    }
    score
}

fn softmax(scores: &[f64], heat: f64) -> Vec<f64> {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let parts: Vec<f64> = scores.iter().map(|score| ((score - most) / heat.max(0.1)).exp()).collect();
    let sum: f64 = parts.iter().sum();
    parts.into_iter().map(|part| part / sum).collect()
}

/// Returns the probabilities of the hits of `group`, number `own`, given those of the other groups.
fn share(weights: &Weights, group: &Group, others: &[Group], own: usize, heat: f64) -> Vec<f64> {
    let score = |(hit, prior): (&Hit, &f64)| {
        let heard = others.iter().enumerate().filter(|&(at, _)| at != own);
        let sum: f64 = heard.map(|(_, other)| other.weight * support(weights, &hit.row, other)).sum();
        prior + weights.context * (1.0 + sum).ln()
    };
    softmax(&group.hits.iter().zip(&group.prior).map(score).collect::<Vec<f64>>(), heat)
}

/// Returns how much the likely candidates of `other` support `row`.
fn support(weights: &Weights, row: &Row, other: &Group) -> f64 {
    // Less likely candidates are ignored.
    let likely = other.hits.iter().zip(&other.share).filter(|&(_, &share)| share > 0.01);
    likely.map(|(hit, share)| share * tie(weights, row, &hit.row)).sum()
}

/// Returns how much `other`, if it is in the article, supports `row`.
fn tie(weights: &Weights, row: &Row, other: &Row) -> f64 {
    if row.idx == other.idx {
        return 0.0;
    }
    if lies_in(row, other) {
        let near = if other.kind == Kind::Admin2 { weights.near } else { 0.0 };
        return near + if other.kind == Kind::Country { weights.in_country } else { weights.in_region };
    }
    if lies_in(other, row) {
        return if row.kind == Kind::Country { weights.in_country } else { weights.in_region };
    }
    let mut sum = 0.0;
    let both = |kind: Kind| row.kind == kind && other.kind == kind;
    if both(Kind::Country) || both(Kind::Capital) || both(Kind::Admin1) && row.country == other.country {
        sum += weights.sibling;
    }
    if row.country == other.country && row.country != u8::MAX {
        sum += weights.same_country;
        if row.admin1 == other.admin1 && row.admin1 != u16::MAX {
            sum += weights.same_region;
        }
    }
    let point = |kind: Kind| kind.is_town() || kind == Kind::Admin2;
    if point(row.kind) && point(other.kind) {
        let km = distance(row, other);
        if km < weights.near_km * 6.0 {
            sum += weights.near * (-km / weights.near_km).exp();
        }
    }
    sum
}
