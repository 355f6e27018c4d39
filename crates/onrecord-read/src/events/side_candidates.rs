//! The candidate participants of an event, and the features of each.

use std::ops::Range;

use onrecord_record::ActorKind;

use super::clause_view::ClauseView;
use super::learned::top;
use super::participants;
use crate::actors::Form;
use crate::model::{ArgumentRole, ScoredArgument, TriggerScores};
use crate::syntax::Relation;

/// A side of an event: actor or recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Actor,
    Recipient,
}

impl Side {
    pub(super) const ALL: [Side; 2] = [Side::Actor, Side::Recipient];

    pub(super) fn name(self) -> &'static str {
        match self {
            Side::Actor => "actor",
            Side::Recipient => "recipient",
        }
    }
}

/// An event whose participants are to be chosen: its words, and the participants on each side according to the
/// ontology.
pub(super) struct OpenEvent<'a> {
    pub(super) event_type: &'a str,
    pub(super) is_mutual: bool,
    pub(super) anchor: &'a Range<usize>,
    pub(super) scores: &'a TriggerScores,
    /// The actors and the recipients; `None` if no entry states the event.
    pub(super) stated: Option<[&'a [usize]; 2]>,
}

/// An entity that may take part.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub(super) entity: usize,
    /// The token of the candidate that is nearest to the event.
    pub(super) token: usize,
    /// For each side, the highest probability of a word that names the candidate: in the sentence of the event, and
    /// elsewhere.
    inside: [f32; 2],
    outside: [f32; 2],
}

/// The maximum number of candidates found by the model, and of those on each side of an entry.
const MAX_CANDIDATES: usize = 24;

/// Bounds of the bins of a probability, with the name of each bin.
const CLASSES: [(f32, &str); 9] = [
    (0.05, "none"),
    (0.1, "5 to 10%"),
    (0.2, "10 to 20%"),
    (0.35, "20 to 35%"),
    (0.5, "35 to 50%"),
    (0.7, "50 to 70%"),
    (0.85, "70 to 85%"),
    (0.95, "85 to 95%"),
    (f32::INFINITY, "above 95%"),
];

fn class(probability: f32) -> &'static str {
    CLASSES.iter().find(|(bound, _)| probability < *bound).map_or("", |(_, name)| name)
}

/// Returns the candidate participants: the entities of words that the model marks as participants, and those that the
/// entry names.
pub(super) fn candidates(view: &ClauseView<'_>, event: &OpenEvent<'_>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let sentence = view.article.sentence(event.scores.token);
    for (number, role) in [ArgumentRole::Actor, ArgumentRole::Recipient].into_iter().enumerate() {
        for (run, probability) in runs(view, event.scores.arguments.iter().filter(|argument| argument.role == role)) {
            let is_inside = sentence.contains(&run.start);
            for entity in participants_behind(view, &run) {
                let candidate = entry(&mut found, entity, top(&run, view.article), event);
                let value = if is_inside { &mut candidate.inside } else { &mut candidate.outside };
                value[number] = value[number].max(probability);
            }
        }
    }
    // Keeps the most probable candidates, since a list of names may be long.
    let surest = |candidate: &Candidate| [candidate.inside, candidate.outside].concat().into_iter().fold(0.0, f32::max);
    found.sort_by(|a, b| surest(b).total_cmp(&surest(a)));
    found.truncate(MAX_CANDIDATES);
    for &entity in event.stated.iter().flatten().flat_map(|side| side.iter().take(MAX_CANDIDATES)) {
        entry(&mut found, entity, nearest_mention(view, entity, event.anchor.start), event);
    }
    found
}

/// Returns the head of the entity's mention that is nearest to a token.
fn nearest_mention(view: &ClauseView<'_>, entity: usize, token: usize) -> usize {
    let members = &view.entities.members[entity];
    let behind = members.partition_point(|&m| view.mentions[m].head < token);
    let near = members[behind.saturating_sub(1)..].iter().take(2).map(|&m| view.mentions[m].head);
    near.min_by_key(|head| head.abs_diff(token)).unwrap_or(token)
}

/// Returns the candidate for an entity, added if it is new; keeps the token that is nearest to the event.
fn entry<'f>(found: &'f mut Vec<Candidate>, entity: usize, token: usize, event: &OpenEvent<'_>) -> &'f mut Candidate {
    let known = found.iter().position(|candidate| candidate.entity == entity);
    let at = known.unwrap_or_else(|| {
        found.push(Candidate { entity, token, inside: [0.0; 2], outside: [0.0; 2] });
        found.len() - 1
    });
    let apart = |token: usize| token.abs_diff(event.anchor.start);
    if apart(token) < apart(found[at].token) {
        found[at].token = token;
    }
    &mut found[at]
}

/// Returns the runs of words with the same role and mention, each with its highest probability.
fn runs<'s>(view: &ClauseView<'_>, words: impl Iterator<Item = &'s ScoredArgument>) -> Vec<(Range<usize>, f32)> {
    let mut runs: Vec<(Range<usize>, f32)> = Vec::new();
    for ScoredArgument { token, probability, .. } in words {
        match runs.last_mut() {
            Some((last, highest))
                if last.end == *token
                    && view.mention_at[*token] == view.mention_at[last.start]
                    && view.article.sentence(last.start).contains(token) =>
            {
                last.end = token + 1;
                *highest = highest.max(*probability);
            }
            _ => runs.push((*token..token + 1, *probability)),
        }
    }
    runs
}

/// The maximum number of steps from a word up to the noun that it belongs to.
const MAX_STEPS: usize = 3;

/// Returns the entities that a run of words denotes.
///
/// The syntactic head of the run is tried first, then every other word that is part of a mention, then the noun above
/// the run ("the" in "the rebels", "Chilean" in "Chilean police").
fn participants_behind(view: &ClauseView<'_>, run: &Range<usize>) -> Vec<usize> {
    use Relation::{Amod, Case, Compound, Det, Flat, Nummod};
    let top = top(run, view.article);
    let mut above = None;
    let mut at = top;
    for _ in 0..MAX_STEPS {
        let is_part = matches!(view.relation(at), Amod | Case | Compound | Det | Flat | Nummod);
        let Some(head) = view.article.syntax.head[at].filter(|_| is_part) else { break };
        at = head;
        above = Some(head);
    }
    let inside = run.clone().filter(|&t| t != top && view.mention_at[t].is_some());
    let words = [top].into_iter().chain(inside).chain(above);
    let nationality = || run.clone().find_map(|t| view.nationality(t)).into_iter().collect();
    words.map(|t| view.participants(t)).find(|found| !found.is_empty()).unwrap_or_else(nationality)
}

impl Candidate {
    /// Calls `found` with each feature of the candidate on a side; `all` are all candidates of the event.
    pub(super) fn features(
        &self,
        side: Side,
        event: &OpenEvent<'_>,
        all: &[Candidate],
        view: &ClauseView<'_>,
        mut found: impl FnMut(&str),
    ) {
        let mut name = String::with_capacity(64);
        // In two-sided events, actors and recipients are not distinguished.
        let side_name = if event.is_mutual { "either" } else { side.name() };
        let mut each = |parts: &[&str]| {
            name.clear();
            for part in parts {
                name.push_str(part);
                name.push('|');
            }
            name.push_str(side_name);
            found(&name);
        };
        let own = |candidate: &Candidate| candidate.of_side(side, event.is_mutual);
        let (inside, outside) = own(self);
        let surest = inside.max(outside);
        each(&["any"]);
        each(&["inside", class(inside)]);
        each(&["outside", class(outside)]);
        let others = || all.iter().filter(|other| other.entity != self.entity);
        let of_others = others().map(|other| own(other).0.max(own(other).1)).fold(0.0, f32::max);
        let rank = if surest >= of_others { "surest" } else { "another is surer" };
        each(&["rank", rank]);
        each(&["others", class(of_others)]);
        each(&["rank", rank, class(surest)]);
        if !event.is_mutual {
            let opposite = if side == Side::Actor { 1 } else { 0 };
            each(&["other side", class(self.inside[opposite].max(self.outside[opposite]))]);
        }
        each(&["type", event.event_type]);
        let kind = self.kind(view);
        each(&["kind", kind]);
        each(&["form", self.form(view)]);
        each(&[
            "place in text",
            if view.article.sentence(event.scores.token).contains(&self.token) {
                "same sentence"
            } else {
                "other sentence"
            },
        ]);
        each(&["relation", self.relation(event, view)]);
        self.stated_features(side, event, &mut each);
    }

    /// Calls `each` with the features that depend on the entry of the ontology.
    fn stated_features(&self, side: Side, event: &OpenEvent<'_>, each: &mut impl FnMut(&[&str])) {
        let Some(stated) = event.stated else { return each(&["entry", "none"]) };
        let opposite = if side == Side::Actor { 1 } else { 0 };
        let names = |side: usize| stated[side].contains(&self.entity);
        let entry = if names(side as usize) || event.is_mutual && names(opposite) {
            "names it"
        } else if names(opposite) {
            "names it on the other side"
        } else if stated[side as usize].is_empty() {
            "names nobody"
        } else {
            "names another"
        };
        let (inside, outside) = self.of_side(side, event.is_mutual);
        each(&["entry", entry]);
        each(&["entry", entry, class(inside.max(outside))]);
    }

    /// Returns the highest probabilities of the candidate's words on a side, in the sentence of the event and
    /// elsewhere.
    fn of_side(&self, side: Side, is_mutual: bool) -> (f32, f32) {
        let own = |values: [f32; 2]| if is_mutual { values[0].max(values[1]) } else { values[side as usize] };
        (own(self.inside), own(self.outside))
    }

    fn kind(&self, view: &ClauseView<'_>) -> &'static str {
        match view.actor(self.entity).kind {
            ActorKind::Person => "person",
            ActorKind::Organization => "organization",
            ActorKind::Group => "group",
            ActorKind::Country => "country",
            ActorKind::Place if participants::is_unnamed_place(view, self.entity) => "unnamed place",
            ActorKind::Place => "place",
            _ => "other",
        }
    }

    fn form(&self, view: &ClauseView<'_>) -> &'static str {
        match view.mention_at[self.token].map(|m| view.mentions[m].form) {
            Some(Form::Name(_)) => "name",
            Some(Form::Nominal(_)) => "nominal",
            Some(Form::Pronoun(_)) => "pronoun",
            None => "other",
        }
    }

    /// Returns the syntactic relation of the candidate's words to those of the event.
    fn relation(&self, event: &OpenEvent<'_>, view: &ClauseView<'_>) -> &'static str {
        let mut at = self.token;
        for _ in 0..MAX_STEPS {
            let Some(head) = view.article.syntax.head[at] else { return "root" };
            if event.anchor.contains(&head) {
                return match view.relation(at) {
                    Relation::Nsubj => "subject",
                    Relation::NsubjPass => "passive subject",
                    Relation::Obj => "object",
                    Relation::Iobj => "indirect object",
                    Relation::OblAgent => "agent",
                    Relation::Obl => "oblique",
                    Relation::Nmod => "nominal modifier",
                    Relation::NmodPoss => "possessive",
                    Relation::Compound => "compound",
                    Relation::Amod => "adjective",
                    _ => "other",
                };
            }
            at = head;
        }
        "further"
    }
}
