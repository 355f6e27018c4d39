//! Who acts on whom, and who speaks to and about whom: for an actor here, for a story in `stories`.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_record::ActorKind;
use rusqlite::{Connection, OptionalExtension, Result, params};

use crate::corrections::REJECTED;
use crate::index::role;
use crate::{ArticleId, Error, ErrorKind, List, Store, find};

/// Articles of an actor of which its network is made, the latest ones: so many are read in a fraction of a second.
const MAX_ARTICLES: usize = 500;

/// Actors, and what they do to and say to and about each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Network {
    /// The actors, those with the most to do with others first; of an actor's network, that one first.
    pub actors: Vec<NetworkActor>,
    /// What there is between two of them, the most first.
    pub ties: Vec<Tie>,
    /// The articles of which it is made, the latest ones.
    pub n_articles: u64,
    /// All articles of the story or actor.
    pub n_articles_in_all: u64,
    /// Actors that are left out, since those here have more to do with others.
    pub n_left_out: u64,
}

/// An actor of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkActor {
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
    /// How much it has to do with others, left out or not: events and statements.
    pub n_entries: u64,
}

/// What one actor does to and says to and about another one. Both are places in [`Network::actors`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Who acts or speaks.
    pub from: usize,
    /// On whom, to whom or about whom.
    pub to: usize,
    /// Events that one does to the other.
    pub n_events: u64,
    /// Statements of the one to the other.
    pub n_told: u64,
    /// Statements of the one that name the other.
    pub n_about: u64,
}

impl Tie {
    /// Returns how many entries it is made of. A statement to somebody that names them, too, is two.
    pub fn n_entries(&self) -> u64 {
        self.n_events + self.n_told + self.n_about
    }
}

/// The actors of a network while its ties are counted: those who have the same name are one, whatever their countries
/// and kinds, except that a person is not what has a person's name.
#[derive(Debug, Default)]
pub(crate) struct Nodes {
    known: BTreeMap<(String, bool), usize>,
    actors: Vec<(String, ActorKind)>,
}

impl Nodes {
    /// Returns the number of the actor with this name.
    pub(crate) fn node(&mut self, name: &str, kind: ActorKind) -> usize {
        let key = (name.to_lowercase(), kind == ActorKind::Person);
        let node = *self.known.entry(key).or_insert(self.actors.len());
        if node == self.actors.len() {
            self.actors.push((name.to_owned(), kind));
        }
        node
    }

    /// Returns the name and the kind with which an actor was seen first.
    pub(crate) fn named(&self, node: usize) -> (String, ActorKind) {
        self.actors[node].clone()
    }
}

/// Ties while they are counted; actors are numbers that mean something to those who count.
#[derive(Debug, Default)]
pub(crate) struct Ties(BTreeMap<(usize, usize), [u64; 3]>);

impl Ties {
    pub(crate) fn event(&mut self, actors: &BTreeSet<usize>, recipients: &BTreeSet<usize>) {
        self.add(0, actors, recipients);
    }

    pub(crate) fn statement(&mut self, speakers: &BTreeSet<usize>, told: &BTreeSet<usize>, named: &BTreeSet<usize>) {
        self.add(1, speakers, told);
        self.add(2, speakers, named);
    }

    fn add(&mut self, which: usize, from: &BTreeSet<usize>, to: &BTreeSet<usize>) {
        for from in from {
            for to in to.iter().filter(|to| *to != from) {
                self.0.entry((*from, *to)).or_default()[which] += 1;
            }
        }
    }

    /// Returns the `limit` actors with the most to do with others, or with `center`, who is the first of them then, and
    /// what is between them. `named` says who a number is.
    pub(crate) fn network(
        self,
        limit: usize,
        center: Option<usize>,
        named: impl Fn(usize) -> (String, ActorKind),
    ) -> Network {
        let mut n_entries: BTreeMap<usize, u64> = BTreeMap::new();
        let mut weights: BTreeMap<usize, u64> = center.into_iter().map(|center| (center, u64::MAX)).collect();
        for (&(from, to), counts) in &self.0 {
            let n: u64 = counts.iter().sum();
            for (one, other) in [(from, to), (to, from)] {
                *n_entries.entry(one).or_default() += n;
                if center.is_none_or(|center| center == other) {
                    let weight = weights.entry(one).or_default();
                    *weight = weight.saturating_add(n);
                }
            }
        }
        let who: BTreeMap<usize, (String, ActorKind)> = weights.keys().map(|&at| (at, named(at))).collect();
        let mut order: Vec<usize> = weights.keys().copied().collect();
        // Names decide where numbers do not: the same articles give the same network in any store.
        order.sort_by(|a, b| weights[b].cmp(&weights[a]).then_with(|| (&who[a], a).cmp(&(&who[b], b))));
        let n_left_out = order.len().saturating_sub(limit) as u64;
        order.truncate(limit);
        let places: BTreeMap<usize, usize> = order.iter().enumerate().map(|(place, &at)| (at, place)).collect();
        let tie = |(&(from, to), counts): (&(usize, usize), &[u64; 3])| {
            let [n_events, n_told, n_about] = *counts;
            Some(Tie { from: *places.get(&from)?, to: *places.get(&to)?, n_events, n_told, n_about })
        };
        let mut ties: Vec<Tie> = self.0.iter().filter_map(tie).collect();
        ties.sort_by(|a, b| (b.n_entries(), a.from, a.to).cmp(&(a.n_entries(), b.from, b.to)));
        let actor = |at: &usize| {
            let (name, kind) = who[at].clone();
            NetworkActor { name, kind, n_entries: n_entries.get(at).copied().unwrap_or(0) }
        };
        let actors = order.iter().map(actor).collect();
        Network { actors, ties, n_articles: 0, n_articles_in_all: 0, n_left_out }
    }
}

impl Store {
    /// Returns the network of the actor with exactly this name and kind: at most `limit` actors, made of the latest
    /// articles in which it is. Rejected entries are left out.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::NotFound`] where there is no such actor.
    pub fn network_of(&self, name: &str, kind: ActorKind, limit: usize) -> Result<Network, Error> {
        let found = actor_id(&self.conn, name, kind).map_err(Error::database)?;
        let Some(center) = found else {
            let message = format!("there is no {} {name:?} in the store", kind.as_str());
            return Err(Error::new(ErrorKind::NotFound, message));
        };
        self.network_around(center, limit).map_err(Error::database)
    }

    fn network_around(&self, center: i64, limit: usize) -> Result<Network> {
        let sql = "SELECT DISTINCT article.id, article.day FROM \"cast\" JOIN article ON article.id = \"cast\".article
                   WHERE \"cast\".actor = ? AND state <> ? ORDER BY article.day DESC, article.id DESC LIMIT ?";
        let mut latest = self.conn.prepare_cached(sql)?;
        let articles: Vec<i64> = latest
            .query_map(params![center, REJECTED, MAX_ARTICLES as i64], |row| row.get(0))?
            .collect::<Result<_>>()?;
        let mut seen = Seen::default();
        // The first one of its name.
        let center_node = seen.node(&self.conn, center)?;
        let mut ties = Ties::default();
        for article in &articles {
            ties_of(&self.conn, *article, &mut seen, &mut ties)?;
        }
        let mut network = ties.network(limit, Some(center_node), |node| seen.nodes.named(node));
        network.n_articles = articles.len() as u64;
        let sql = "SELECT count(DISTINCT article) FROM \"cast\" WHERE actor = ? AND state <> ?";
        let n: i64 = self.conn.prepare_cached(sql)?.query_row([center, REJECTED], |row| row.get(0))?;
        network.n_articles_in_all = n.unsigned_abs();
        Ok(network)
    }
}

fn actor_id(conn: &Connection, name: &str, kind: ActorKind) -> Result<Option<i64>> {
    let mut one = conn.prepare_cached("SELECT id FROM actor WHERE name = ? AND kind = ?")?;
    one.query_row(params![name, kind as i64], |row| row.get(0)).optional()
}

/// Which nodes the rows of actors are.
#[derive(Debug, Default)]
struct Seen {
    nodes: Nodes,
    of_rows: BTreeMap<i64, usize>,
}

impl Seen {
    fn node(&mut self, conn: &Connection, actor: i64) -> Result<usize> {
        if let Some(node) = self.of_rows.get(&actor) {
            return Ok(*node);
        }
        let mut one = conn.prepare_cached("SELECT name, kind FROM actor WHERE id = ?")?;
        let named = |row: &rusqlite::Row<'_>| Ok((row.get::<_, String>(0)?, find::kind_of(row.get(1)?)));
        let (name, kind) = one.query_row([actor], named)?;
        let node = self.nodes.node(&name, kind);
        self.of_rows.insert(actor, node);
        Ok(node)
    }
}

/// Counts the ties of one article.
fn ties_of(conn: &Connection, article: i64, seen: &mut Seen, ties: &mut Ties) -> Result<()> {
    // Two actors of an article may be one by name; one of them may be right.
    let sql = "SELECT actor FROM \"cast\" WHERE article = ? GROUP BY actor HAVING min(state = ?)";
    let mut rejected = conn.prepare_cached(sql)?;
    let rejected: BTreeSet<i64> = rejected.query_map([article, REJECTED], |row| row.get(0))?.collect::<Result<_>>()?;
    // A statement and an event may have the same id; what an actor is in it tells which one is meant.
    for (table, first, last) in [("statement", role::SPEAKER, role::ABOUT), ("event", role::ACTOR, role::RECIPIENT)] {
        // The same in any store, whatever the numbers of its actors.
        let sql = format!(
            "SELECT part.entry, part.role, part.actor FROM {table} JOIN part ON part.entry = {table}.id
             JOIN actor ON actor.id = part.actor
             WHERE {table}.article = ? AND {table}.state <> ? AND part.role BETWEEN {first} AND {last}
             ORDER BY part.entry, part.role, actor.name, actor.kind"
        );
        let mut parts = conn.prepare_cached(&sql)?;
        let mut rows = parts.query([article, REJECTED])?;
        let mut entries: BTreeMap<i64, [BTreeSet<usize>; 5]> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (role, actor): (i64, i64) = (row.get(1)?, row.get(2)?);
            let role = usize::try_from(role - 1).unwrap_or(usize::MAX);
            if rejected.contains(&actor) {
                continue;
            }
            if let Some(those) = entries.entry(row.get(0)?).or_default().get_mut(role) {
                those.insert(seen.node(conn, actor)?);
            }
        }
        let at = |role: i64| role as usize - 1;
        for parts in entries.values() {
            ties.statement(&parts[at(role::SPEAKER)], &parts[at(role::ADDRESSEE)], &parts[at(role::ABOUT)]);
            ties.event(&parts[at(role::ACTOR)], &parts[at(role::RECIPIENT)]);
        }
    }
    Ok(())
}

/// Returns the places in the record of an article of the rejected entries of `list`.
pub(crate) fn rejected_in(conn: &Connection, list: List, article: ArticleId) -> Result<BTreeSet<usize>> {
    let sql = match list {
        List::Statements => "SELECT id & 65535 FROM statement WHERE article = ? AND state = ?",
        List::Events => "SELECT id & 65535 FROM event WHERE article = ? AND state = ?",
        List::Actors => "SELECT place FROM \"cast\" WHERE article = ? AND state = ?",
        List::Articles => return Ok(BTreeSet::new()),
    };
    let mut all = conn.prepare_cached(sql)?;
    all.query_map([article.0, REJECTED], |row| row.get::<_, i64>(0))?
        .map(|place| Ok(usize::try_from(place?).unwrap_or(usize::MAX)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(those: &[usize]) -> BTreeSet<usize> {
        those.iter().copied().collect()
    }

    #[test]
    fn those_with_the_most_ties_are_kept() {
        let ties = || {
            let mut ties = Ties::default();
            ties.event(&set(&[1]), &set(&[2, 3]));
            ties.event(&set(&[1]), &set(&[1, 2]));
            ties.statement(&set(&[2]), &set(&[]), &set(&[1, 2]));
            ties.statement(&set(&[4]), &set(&[3]), &set(&[3]));
            ties.statement(&set(&[4]), &set(&[]), &set(&[3]));
            ties
        };
        let named = |at: usize| (format!("N{at}"), ActorKind::Person);
        let check = |limit, center, actors: &[&str], expected: &[(usize, usize, u64)], n_left_out| {
            let network = ties().network(limit, center, named);
            let names: Vec<&str> = network.actors.iter().map(|actor| actor.name.as_str()).collect();
            assert_eq!(names, actors);
            let found: Vec<_> = network.ties.iter().map(|tie| (tie.from, tie.to, tie.n_entries())).collect();
            assert_eq!(found, expected);
            assert_eq!(network.n_left_out, n_left_out);
        };
        check(9, None, &["N1", "N3", "N2", "N4"], &[(3, 1, 3), (0, 2, 2), (0, 1, 1), (2, 0, 1)], 0);
        check(2, None, &["N1", "N3"], &[(0, 1, 1)], 2);
        // Around one: only those with whom it has something to do, and what they have with each other.
        check(9, Some(2), &["N2", "N1"], &[(1, 0, 2), (0, 1, 1)], 0);
        check(9, Some(8), &["N8"], &[], 0);
    }
}
