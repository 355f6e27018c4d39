//! Networks: who acts on whom, and who speaks to and about whom.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::ActorKind;

use crate::entries::EntryRole;

/// Actors, and how often they act on, speak to and speak about each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The actors, those with the most ties first; in the network of one actor, that actor first.
    pub actors: Vec<NetworkActor>,
    /// The ties between them, the strongest first.
    pub ties: Vec<Tie>,
    /// The number of articles from which it is computed, latest first.
    pub n_articles: u64,
    /// The total number of articles of the story or actor.
    pub n_articles_in_all: u64,
    /// The number of actors left out because they have fewer ties.
    pub n_left_out: u64,
}

/// An actor of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkActor {
    /// Name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// The number of events and statements that tie it to others, including those left out.
    pub n_entries: u64,
}

/// The tie from one actor to another. Both are indexes into [`Network::actors`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// The actor who acts or speaks.
    pub from: usize,
    /// The actor who is acted on, spoken to or spoken about.
    pub to: usize,
    /// Events in which the first acts on the second.
    pub n_events: u64,
    /// Statements by the first to the second.
    pub n_addressed: u64,
    /// Statements by the first that mention the second.
    pub n_about: u64,
}

impl Tie {
    /// Returns the number of entries that make up the tie; a statement that both addresses and mentions the other
    /// counts twice.
    pub fn n_entries(&self) -> u64 {
        self.n_events + self.n_addressed + self.n_about
    }
}

/// The actors of an entry by role, as numbers assigned by a [`NetworkBuilder`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Participants {
    speakers: BTreeSet<usize>,
    addressees: BTreeSet<usize>,
    mentioned: BTreeSet<usize>,
    actors: BTreeSet<usize>,
    recipients: BTreeSet<usize>,
}

impl Participants {
    /// Adds actors with the same role.
    pub(crate) fn add(&mut self, role: EntryRole, actors: impl IntoIterator<Item = usize>) {
        match role {
            EntryRole::Speaker => self.speakers.extend(actors),
            EntryRole::Addressee => self.addressees.extend(actors),
            EntryRole::Mentioned => self.mentioned.extend(actors),
            EntryRole::Actor => self.actors.extend(actors),
            EntryRole::Recipient => self.recipients.extend(actors),
        }
    }
}

/// Counts the ties of a network.
///
/// Actors with the same name are merged, whatever their countries and kinds. The exception is a person and a group that
/// has a person's name, which stay separate.
#[derive(Debug, Default)]
pub(crate) struct NetworkBuilder {
    numbers: BTreeMap<(String, bool), usize>,
    /// The name and kind of each actor at its first occurrence.
    actors: Vec<(String, ActorKind)>,
    /// Events, statements to and statements about, by the actors that they tie.
    ties: BTreeMap<(usize, usize), [u64; 3]>,
}

impl NetworkBuilder {
    /// Returns the number of the actor with this name.
    pub(crate) fn actor(&mut self, name: &str, kind: ActorKind) -> usize {
        let key = (name.to_lowercase(), kind == ActorKind::Person);
        let number = *self.numbers.entry(key).or_insert(self.actors.len());
        if number == self.actors.len() {
            self.actors.push((name.to_owned(), kind));
        }
        number
    }

    /// Adds the ties of one statement or event.
    pub(crate) fn add(&mut self, entry: &Participants) {
        self.tie(0, &entry.actors, &entry.recipients);
        self.tie(1, &entry.speakers, &entry.addressees);
        self.tie(2, &entry.speakers, &entry.mentioned);
    }

    fn tie(&mut self, which: usize, from: &BTreeSet<usize>, to: &BTreeSet<usize>) {
        for from in from {
            for to in to.iter().filter(|to| *to != from) {
                self.ties.entry((*from, *to)).or_default()[which] += 1;
            }
        }
    }

    /// Returns the network of the `limit` actors with the most ties. With a `center`, only ties to that actor count,
    /// and it comes first.
    pub(crate) fn network(self, limit: usize, center: Option<usize>) -> Network {
        let (n_entries, order) = self.by_weight(center);
        let n_left_out = order.len().saturating_sub(limit) as u64;
        let shown = &order[..order.len().min(limit)];
        let indexes: BTreeMap<usize, usize> = shown.iter().enumerate().map(|(idx, &actor)| (actor, idx)).collect();
        let tie = |(&(from, to), counts): (&(usize, usize), &[u64; 3])| {
            let [n_events, n_addressed, n_about] = *counts;
            Some(Tie { from: *indexes.get(&from)?, to: *indexes.get(&to)?, n_events, n_addressed, n_about })
        };
        let mut ties: Vec<Tie> = self.ties.iter().filter_map(tie).collect();
        ties.sort_by(|a, b| (b.n_entries(), a.from, a.to).cmp(&(a.n_entries(), b.from, b.to)));
        let actor = |number: &usize| {
            let (name, kind) = self.actors[*number].clone();
            NetworkActor { name, kind, n_entries: n_entries.get(number).copied().unwrap_or(0) }
        };
        let actors = shown.iter().map(actor).collect();
        Network { actors, ties, n_articles: 0, n_articles_in_all: 0, n_left_out }
    }

    /// Returns the number of entries of each actor that has ties, and the actors in display order.
    fn by_weight(&self, center: Option<usize>) -> (BTreeMap<usize, u64>, Vec<usize>) {
        let mut n_entries: BTreeMap<usize, u64> = BTreeMap::new();
        let mut weights: BTreeMap<usize, u64> = center.into_iter().map(|center| (center, u64::MAX)).collect();
        for (&(from, to), counts) in &self.ties {
            let n: u64 = counts.iter().sum();
            for (one, other) in [(from, to), (to, from)] {
                *n_entries.entry(one).or_default() += n;
                if center.is_none_or(|center| center == other) {
                    let weight = weights.entry(one).or_default();
                    *weight = weight.saturating_add(n);
                }
            }
        }
        let mut order: Vec<usize> = weights.keys().copied().collect();
        // Ties are broken by name, so that the same articles give the same network in any store.
        let name = |actor: usize| (&self.actors[actor], actor);
        order.sort_by(|&a, &b| weights[&b].cmp(&weights[&a]).then_with(|| name(a).cmp(&name(b))));
        (n_entries, order)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actors_with_the_most_ties_are_shown() {
        let builder = || {
            let mut builder = NetworkBuilder::default();
            let actors: Vec<usize> = (0..9).map(|n| builder.actor(&format!("N{n}"), ActorKind::Person)).collect();
            assert_eq!(actors, (0..9).collect::<Vec<_>>());
            let mut add = |entry: &[(EntryRole, &[usize])]| {
                let mut participants = Participants::default();
                entry.iter().for_each(|(role, actors)| participants.add(*role, actors.iter().copied()));
                builder.add(&participants);
            };
            add(&[(EntryRole::Actor, &[1]), (EntryRole::Recipient, &[2, 3])]);
            add(&[(EntryRole::Actor, &[1]), (EntryRole::Recipient, &[1, 2])]);
            add(&[(EntryRole::Speaker, &[2]), (EntryRole::Mentioned, &[1, 2])]);
            add(&[(EntryRole::Speaker, &[4]), (EntryRole::Addressee, &[3]), (EntryRole::Mentioned, &[3])]);
            add(&[(EntryRole::Speaker, &[4]), (EntryRole::Mentioned, &[3])]);
            builder
        };
        let check = |limit, center, actors: &[&str], expected: &[(usize, usize, u64)], n_left_out| {
            let network = builder().network(limit, center);
            let names: Vec<&str> = network.actors.iter().map(|actor| actor.name.as_str()).collect();
            assert_eq!(names, actors);
            let found: Vec<_> = network.ties.iter().map(|tie| (tie.from, tie.to, tie.n_entries())).collect();
            assert_eq!(found, expected);
            assert_eq!(network.n_left_out, n_left_out);
        };
        check(9, None, &["N1", "N3", "N2", "N4"], &[(3, 1, 3), (0, 2, 2), (0, 1, 1), (2, 0, 1)], 0);
        check(2, None, &["N1", "N3"], &[(0, 1, 1)], 2);
        // With a center, only actors tied to it are kept, and the ties between them.
        check(9, Some(2), &["N2", "N1"], &[(1, 0, 2), (0, 1, 1)], 0);
        check(9, Some(8), &["N8"], &[], 0);
    }
}
