//! Finds the candidate places for a mention, from its name and the words next to it.

use onrecord_record::Span;
use onrecord_text::Division;

use super::fold::fold;
use super::gazetteer::{Gazetteer, Hit, Kind, Row};
use super::lexicon::{Cue, Lexicon, State};

/// The information in the text right next to a mention.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Beside {
    /// The places that contain it ("Paris, Texas"), each with its candidate rows, the smallest area first.
    pub(super) containers: Vec<Vec<Row>>,
    /// The kind of place that the words indicate.
    pub(super) cue: Option<Cue>,
}

/// One mention with the places that have its name.
#[derive(Debug, Clone)]
pub(super) struct Candidates {
    /// Mentions with the same key refer to the same place.
    pub(super) key: String,
    pub(super) hits: Vec<Hit>,
    pub(super) beside: Beside,
    /// Whether it is used to resolve the other names of the article.
    pub(super) tells: bool,
}

/// The data needed to look up names.
pub(super) struct Finder<'a> {
    pub(super) text: &'a str,
    pub(super) division: &'a Division,
    pub(super) lexicon: &'a Lexicon,
    pub(super) table: &'a Gazetteer,
}

/// The maximum number of words of a containing place ("Newfoundland and Labrador").
const MOST_WORDS: usize = 4;
/// The maximum number of tokens of a list of counties.
const MOST_LIST: usize = 60;

impl Finder<'_> {
    /// Returns the candidates for the mention at `span`.
    ///
    /// `tells` says whether it is used to resolve the other names of the article.
    pub(super) fn candidates(&self, span: Span, tells: bool) -> Candidates {
        Candidates { tells, ..self.of_words(span) }
    }

    fn of_words(&self, span: Span) -> Candidates {
        let words = span.text(self.text);
        let mut beside = self.beside(span);
        let states = self.states_of_town(self.states(words, !self.is_behind_name(span)), span);
        if let Some(first) = states.first() {
            let key = format!("state {}", first.idx);
            let hits = states.iter().map(|&row| Hit { row, is_alternate: false }).collect();
            return Candidates { key, hits, beside, tells: true };
        }
        let key = fold(words);
        // "Lamar" before "County" is the county, if there is a county with that name.
        if beside.cue == Some(Cue::County)
            && let Some((long, hits)) = self.county(&key)
        {
            return Candidates { key: long, hits, beside, tells: true };
        }
        let hits = self.table.find(&key);
        if !hits.is_empty() {
            return Candidates { key, hits, beside, tells: true };
        }
        if let Some((long, hits)) = self.county(&key) {
            return Candidates { key: long, hits, beside, tells: true };
        }
        let (hits, cue) = self.stripped(&key);
        beside.cue = beside.cue.or(cue);
        Candidates { key, hits, beside, tells: true }
    }

    /// Returns the states that `words` abbreviate: "Ky." anywhere, "KY" only after a comma.
    fn states(&self, words: &str, alone: bool) -> Vec<Row> {
        let dotted =
            || self.lexicon.states.get(format!("{words}.").as_str()).filter(|_| words.len() > 2 || words.contains('.'));
        let exact = self.lexicon.states.get(words).filter(|_| !alone || words.contains('.') || words.len() > 2);
        let row = |state: &State| {
            let country = self.table.country(&state.country)?;
            let hits = self.table.find(&state.key);
            hits.into_iter().map(|hit| hit.row).find(|row| row.kind == Kind::Admin1 && row.country == country)
        };
        exact.or_else(dotted).into_iter().flatten().filter_map(row).collect()
    }

    /// Returns the states that contain a town with the name before the comma ("Perth, WA"), or all states if none does.
    fn states_of_town(&self, states: Vec<Row>, span: Span) -> Vec<Row> {
        if states.len() < 2 {
            return states;
        }
        let at = self.token_at(span.start);
        let town = |length: usize| {
            let (start, end) = (at.checked_sub(length + 1)?, at.checked_sub(2)?);
            let span = self.division.tokens.get(start)?.span.cover(self.division.tokens.get(end)?.span);
            Some(self.table.find(&fold(span.text(self.text))))
        };
        let towns: Vec<Hit> = (1..=MOST_WORDS).filter_map(town).flatten().collect();
        let has_town = |state: &&Row| towns.iter().any(|hit| lies_in(&hit.row, state));
        let fitting: Vec<Row> = states.iter().filter(has_town).copied().collect();
        if fitting.is_empty() { states } else { fitting }
    }

    /// Returns whether the mention follows a comma and a capitalized word ("Reno, NV").
    fn is_behind_name(&self, span: Span) -> bool {
        let at = self.token_at(span.start);
        at >= 2 && self.raw(at - 1) == "," && self.raw(at - 2).starts_with(char::is_uppercase)
    }

    /// Returns the counties with this name, which is written without the word "county".
    fn county(&self, key: &str) -> Option<(String, Vec<Hit>)> {
        let long = |word: &str| format!("{key} {word}");
        let found = |key: String| Some((self.table.find(&key), key)).filter(|(hits, _)| !hits.is_empty());
        let (hits, key) = self.lexicon.counties.iter().find_map(|word| found(long(word)))?;
        Some((key, hits))
    }

    /// Returns whether a word for counties ends the list of names that continues at token `at`.
    fn is_in_list_of_counties(&self, at: usize) -> bool {
        for i in at..at + MOST_LIST {
            let raw = self.raw(i);
            if self.lexicon.list.iter().any(|word| raw.eq_ignore_ascii_case(word)) {
                return true;
            }
            let inside = matches!(raw, "," | "&")
                || self.lexicon.joins.iter().any(|word| word == raw)
                || raw.starts_with(char::is_uppercase);
            if !inside {
                return false;
            }
        }
        false
    }

    /// Looks up the name without descriptive words at its edges ("eastern Ukraine", "Kursk region").
    fn stripped(&self, key: &str) -> (Vec<Hit>, Option<Cue>) {
        let mut rest = key;
        let mut cue = None;
        for _ in 0..3 {
            let before =
                self.lexicon.strip_before.iter().find_map(|word| rest.strip_prefix(word.as_str())?.strip_prefix(' '));
            let after = || {
                let mut list = self.lexicon.strip_after.iter();
                list.find_map(|word| Some((rest.strip_suffix(word.as_str())?.strip_suffix(' ')?, word)))
            };
            if let Some((shorter, word)) = after() {
                cue = cue.or(self.lexicon.after.get(word.as_str()).copied());
                rest = shorter;
            } else if let Some(shorter) = before {
                rest = shorter;
            } else {
                break;
            }
            let hits = self.table.find(rest);
            if !hits.is_empty() {
                return (hits, cue);
            }
        }
        (Vec::new(), None)
    }

    fn token_at(&self, byte: usize) -> usize {
        self.division.tokens.partition_point(|token| token.span.start < byte)
    }

    fn raw(&self, token: usize) -> &str {
        self.division.tokens.get(token).map_or("", |t| t.span.text(self.text))
    }

    /// Returns the word right after the mention, as a key.
    fn word_after(&self, span: Span) -> Option<String> {
        let at = self.token_at(span.end);
        let word = fold(self.raw(at));
        (!word.is_empty()).then_some(word)
    }

    fn beside(&self, span: Span) -> Beside {
        let first = self.token_at(span.start);
        let next = self.token_at(span.end);
        let word = self.word_after(span).unwrap_or_default();
        let mut cue = self.lexicon.after.get(&word).copied();
        if cue == Some(Cue::Region)
            && self.raw(next).starts_with(char::is_uppercase)
            && self.lexicon.schools.contains(&word)
        {
            // "Ohio State" is a university.
            cue = None;
        }
        let before = |n: usize| {
            let from = first.checked_sub(n)?;
            let words: Vec<String> = (from..first).map(|i| fold(self.raw(i))).collect();
            self.lexicon.before.get(&words.join(" ")).copied()
        };
        let cue = cue.or_else(|| before(2)).or_else(|| before(1));
        let cue = cue.or_else(|| self.is_in_list_of_counties(next).then_some(Cue::County));
        let after_kind = usize::from(cue.is_some() && self.lexicon.after.contains_key(&word));
        let containers = self.containers(next + after_kind);
        Beside { containers, cue }
    }

    /// Returns the containing places written from token `at` on: ", Texas", ", Lamar County, Texas", "(Idaho)", "in
    /// Ohio".
    fn containers(&self, at: usize) -> Vec<Vec<Row>> {
        let mut out = Vec::new();
        let mut at = at;
        for _ in 0..3 {
            let joint = self.raw(at);
            let opens =
                matches!(joint, "," | "(") || self.lexicon.within.iter().any(|word| word == joint) && out.is_empty();
            if !opens {
                break;
            }
            let Some((rows, next)) = self.container(at + 1) else { break };
            out.push(rows);
            at = next;
        }
        out
    }

    /// Returns the longest name of a country, region or county that begins at token `at`, and the token after it.
    fn container(&self, at: usize) -> Option<(Vec<Row>, usize)> {
        let first = self.division.tokens.get(at)?.span;
        if !self.raw(at).starts_with(char::is_uppercase) {
            return None;
        }
        for length in (1..=MOST_WORDS).rev() {
            let Some(last) = self.division.tokens.get(at + length - 1) else { continue };
            let span = first.cover(last.span);
            let words = span.text(self.text);
            if words.contains('\n') {
                continue;
            }
            // A full stop that ends the sentence may be a separate token.
            let states = self.states(words, false);
            if !states.is_empty() {
                let stop = usize::from(
                    self.raw(at + length) == "." && !words.ends_with('.') && self.raw(at + length + 1) == ",",
                );
                return Some((states, at + length + stop));
            }
            let areas = |kind: Kind| matches!(kind, Kind::Country | Kind::Admin1 | Kind::Admin2 | Kind::Region);
            let hits = self.table.find(&fold(words));
            let rows: Vec<Row> = hits.iter().map(|hit| hit.row).filter(|row| areas(row.kind)).collect();
            if !rows.is_empty() {
                return Some((rows, at + length));
            }
        }
        None
    }
}

/// Returns whether `inner` lies in `outer`, as far as the table says.
pub(super) fn lies_in(inner: &Row, outer: &Row) -> bool {
    if inner.idx == outer.idx {
        return false;
    }
    match outer.kind {
        Kind::Country => inner.country == outer.country && inner.kind != Kind::Country,
        Kind::Admin1 => {
            let own = inner.country == outer.country && inner.admin1 == outer.admin1 && inner.admin1 != u16::MAX;
            own && !matches!(inner.kind, Kind::Country | Kind::Admin1)
        }
        // The table does not list the towns of a county, so nearness decides.
        Kind::Admin2 => {
            let same = inner.country == outer.country && inner.admin1 == outer.admin1;
            same && inner.kind.is_town() && distance(inner, outer) < 60.0
        }
        Kind::Region => inner.country == outer.country && inner.country != u8::MAX && distance(inner, outer) < 500.0,
        _ => false,
    }
}

/// Returns the great-circle distance in km.
pub(super) fn distance(a: &Row, b: &Row) -> f64 {
    let (lat1, lat2) = (a.lat.to_radians(), b.lat.to_radians());
    let half = ((lat2 - lat1) / 2.0).sin().powi(2)
        + lat1.cos() * lat2.cos() * ((b.lon - a.lon).to_radians() / 2.0).sin().powi(2);
    // Mean radius of the Earth.
    2.0 * 6371.0088 * half.clamp(0.0, 1.0).sqrt().asin()
}
