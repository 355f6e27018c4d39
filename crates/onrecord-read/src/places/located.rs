//! Selects the mentions of places among the names that the model finds.

use std::ops::Range;

use onrecord_record::{Place, Span};
use onrecord_text::Division;

use super::fold::fold;
use super::gazetteer::{Gazetteer, Kind, gazetteer};
use super::lexicon::{Lexicon, State};
use super::{PlaceMention, can_lie_in};
use crate::actors::Name;
use crate::article::ArticleView;
use crate::model::NameTag;
use crate::statements::Spoken;
use crate::syntax::{Relation, Syntax};

/// The maximum number of tokens in the name of a town before a state code ("West Palm Beach, FL").
const MOST_IN_TOWN: usize = 3;

/// The data used to select the mentions.
struct Locator<'a> {
    text: &'a str,
    division: &'a Division,
    syntax: &'a Syntax,
    spoken: &'a Spoken,
    lexicon: &'a Lexicon,
    table: Gazetteer,
    /// Keys of the names that the model tags as places.
    known: Vec<String>,
    /// Keys of the last names of people whose full name is given.
    surnames: Vec<String>,
}

/// Returns the mentions of places, in no particular order.
///
/// These are the names that the model tags as places, other names that are places according to adjacent words or the
/// rest of the article, and abbreviated states.
pub(super) fn located(
    lexicon: &Lexicon,
    article: &ArticleView<'_>,
    spoken: &Spoken,
    names: &[Name],
) -> Vec<PlaceMention> {
    let (text, division, syntax, knowledge) = (article.text, article.division, article.syntax, article.knowledge);
    let span = |name: &Name| division.span(&name.tokens);
    let is_location = |name: &&Name| name.tag == NameTag::Location;
    let known = names.iter().filter(is_location).map(|name| fold(span(name).text(text))).collect();
    let is_full = |name: &&Name| name.tag == NameTag::Person && name.tokens.len() > 1;
    let last = |name: &Name| fold(division.tokens[name.tokens.end - 1].span.text(text));
    let surnames = names.iter().filter(is_full).map(last).collect();
    let locator = Locator { text, division, syntax, spoken, lexicon, table: gazetteer(), known, surnames };
    let mut out = Vec::new();
    // Organizations and adjectives are not places, even if villages have the same names ("Congress", "Russian").
    let is_other = |name: &Name| {
        let words = span(name).text(text);
        let is_body = name.tag != NameTag::Location && knowledge.body(words).is_some();
        is_body || knowledge.country_by_adjective(words).is_some() && knowledge.country_by_name(words).is_none()
    };
    for name in names.iter().filter(|name| !is_other(name)) {
        if name.tag == NameTag::Location || locator.is_place(name) {
            out.extend(locator.parts(&name.tokens));
        }
    }
    let mut in_name = vec![false; division.tokens.len()];
    names.iter().for_each(|name| in_name[name.tokens.clone()].fill(true));
    let is_named = |token: usize| in_name.get(token).copied().unwrap_or_default();
    let states = (0..division.tokens.len()).filter(|&token| !is_named(token));
    for token in states {
        out.extend(locator.unnamed(token, &is_named));
    }
    out
}

/// Assigns a country to places that are not in the gazetteer, if the words before them give it ("the Mexican town of
/// Tlapa").
pub(super) fn with_described_countries(
    mut places: Vec<Place>,
    lexicon: &Lexicon,
    article: &ArticleView<'_>,
) -> Vec<Place> {
    let tokens = &article.division.tokens;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.span.text(article.text));
    for place in places.iter_mut().filter(|place| place.country.is_none() && place.latitude.is_none()) {
        let at = tokens.partition_point(|token| token.span.start < place.span.start);
        let is_of = |at: usize| lexicon.of.iter().any(|of| of == word(at));
        if at >= 3 && is_of(at - 1) && word(at - 2).starts_with(char::is_lowercase) {
            place.country = article.knowledge.country_by_adjective(word(at - 3)).map(|country| country.iso.to_string());
        }
    }
    places
}

impl Locator<'_> {
    fn raw(&self, token: usize) -> &str {
        self.division.tokens.get(token).map_or("", |t| t.span.text(self.text))
    }

    fn words(&self, tokens: &Range<usize>) -> &str {
        self.division.span(tokens).text(self.text)
    }

    /// Returns whether the name denotes the speaker ("Kyiv said") and not a location ("officials in Kyiv said").
    fn speaks(&self, tokens: &Range<usize>) -> bool {
        let inside = |token: usize| tokens.contains(&token);
        let source = |token: usize| self.spoken.source_of.get(token).copied().flatten();
        let Some(own) = tokens.clone().find_map(source) else { return false };
        let mut at = tokens.start;
        // The depth of the words is at most the length of the sentence.
        for _ in 0..self.division.tokens.len() {
            let Some(head) = self.syntax.head.get(at).copied().flatten() else { return true };
            let is_list = self.syntax.relation.get(at) == Some(&Relation::Conj);
            if !inside(head) && !is_list {
                return source(head) != Some(own);
            }
            at = head;
        }
        true
    }

    /// Returns whether a name that the model does not tag as a place is one.
    fn is_place(&self, name: &Name) -> bool {
        if name.tag == NameTag::Norp {
            return false;
        }
        let words = self.words(&name.tokens);
        let key = fold(words);
        if self.is_state(words) {
            return name.tokens.len() > 1 || words.contains('.') || self.raw(name.tokens.end) == ".";
        }
        let hits = self.table.find(&key);
        let listed = hits.iter().any(|hit| !hit.is_alternate);
        if !listed {
            return false;
        }
        // "Lamar County" is the county, even if it denotes the county commissioners.
        let is_county = hits.iter().any(|hit| hit.row.kind == Kind::Admin2) && key.contains(' ');
        if is_county && self.lexicon.counties.iter().any(|word| key.ends_with(word.as_str())) {
            return true;
        }
        if self.is_dateline(&name.tokens) || self.is_party(name.tokens.start) {
            return true;
        }
        let sure = self.known.contains(&key);
        if self.surnames.contains(&key) || self.is_possessive(&name.tokens) && !sure {
            return false;
        }
        self.is_locative(name.tokens.start)
            || self.is_civic(name.tokens.end)
            || sure && (has(&self.lexicon.of, self.before(name.tokens.start)) || self.modifies(&name.tokens))
    }

    fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |token| self.raw(token))
    }

    /// Returns whether a preposition of place precedes token `at`.
    fn is_locative(&self, at: usize) -> bool {
        let before = self.before(at);
        self.lexicon.locative.iter().any(|word| before.eq_ignore_ascii_case(word))
    }

    /// Returns whether token `at` denotes people or institutions of the place before it ("a Hilltown man", "Hilltown
    /// police").
    fn is_civic(&self, at: usize) -> bool {
        let word = self.raw(at);
        self.lexicon.civic.iter().any(|civic| civic == word)
    }

    fn is_possessive(&self, tokens: &Range<usize>) -> bool {
        has(&self.lexicon.possessive, self.raw(tokens.end))
    }

    fn begins_sentence(&self, at: usize) -> bool {
        self.division.sentences.iter().any(|sentence| sentence.start == at)
    }

    /// Returns whether the tokens are a dateline such as "HILLTOWN -- ": capitals before a dash at the start of a line
    /// or sentence.
    fn is_dateline(&self, tokens: &Range<usize>) -> bool {
        let begins = self.begins_sentence(tokens.start)
            || self
                .text
                .get(..self.division.span(tokens).start)
                .is_some_and(|t| t.trim_end_matches(' ').ends_with('\n'));
        let words = self.words(tokens);
        let is_loud = words.len() > 3 && !words.contains(char::is_lowercase);
        begins && is_loud && matches!(self.raw(tokens.end), "-" | "--" | "–" | "—" | "_")
    }

    /// Returns whether "R-" or "D-" precedes token `at`, as it does before the place that a legislator represents.
    fn is_party(&self, at: usize) -> bool {
        if self.before(at) != "-" {
            return false;
        }
        let letter = at.checked_sub(2).map_or("", |token| self.raw(token));
        let opens = at.checked_sub(3).is_some_and(|token| matches!(self.raw(token), "," | "("));
        opens && self.lexicon.parties.iter().any(|party| party == letter)
    }

    /// Returns whether the name modifies a following noun ("Burlington officials").
    fn modifies(&self, tokens: &Range<usize>) -> bool {
        let head = self.syntax.head.get(tokens.end - 1).copied().flatten();
        head.is_some_and(|head| head >= tokens.end && self.raw(head).starts_with(char::is_lowercase))
    }

    /// Returns whether the name is that of a country used like an adjective ("US President Lee", "US tourists").
    fn is_adjective(&self, tokens: &Range<usize>) -> bool {
        let last = tokens.end - 1;
        let relation = self.syntax.relation.get(last).copied();
        let is_modifier = matches!(
            relation,
            Some(Relation::Compound | Relation::Amod | Relation::NmodDesc | Relation::NmodUnmarked | Relation::Flat)
        );
        let stands_before = self.syntax.head.get(last).copied().flatten().is_some_and(|head| head >= tokens.end);
        let is_country = || self.table.find(&fold(self.words(tokens))).iter().any(|hit| hit.row.kind == Kind::Country);
        is_modifier && stands_before && is_country()
    }

    /// Returns whether the words, with or without the full stop after them, abbreviate a state.
    fn is_state(&self, words: &str) -> bool {
        let states = &self.lexicon.states;
        words.len() > 2 && (states.contains_key(words) || states.contains_key(format!("{words}.").as_str()))
    }

    /// Returns whether the token after a comma is the code, of two or three letters, of the state that contains the town before the
    /// comma ("Gary, IN").
    fn is_code_of_state(&self, at: usize) -> bool {
        let code = self.raw(at);
        let state = self.lexicon.states.get(code).filter(|_| at > 0 && matches!(code.len(), 2 | 3));
        let lies_in = |length: usize, state: &State| {
            let start = (at - 1).checked_sub(length);
            start.is_some_and(|start| can_lie_in(self.words(&(start..at - 1)), &state.key))
        };
        state.is_some_and(|states| states.iter().any(|state| (1..=MOST_IN_TOWN).any(|length| lies_in(length, state))))
    }

    /// Returns the places in a name: without descriptive words at its edges, and with adjacent parts that belong to the
    /// name.
    fn parts(&self, tokens: &Range<usize>) -> Vec<PlaceMention> {
        let mut tokens = tokens.clone();
        if tokens.len() > 2 && self.is_party(tokens.start + 2) {
            tokens.start += 2;
        }
        let lower = |token: usize| self.raw(token).starts_with(char::is_lowercase);
        let is_road = |token: usize| {
            let raw = self.raw(token);
            self.lexicon.roads.iter().any(|word| word == raw)
        };
        let numbered = self.raw(tokens.end).starts_with(|c: char| c.is_ascii_digit());
        if (is_road(tokens.end - 1) || has(&self.lexicon.road_names, self.words(&tokens))) && numbered {
            tokens.end += 1;
            return vec![self.mention(&tokens)];
        }
        if tokens.len() == 1 && self.lexicon.generic.iter().any(|word| word == self.raw(tokens.start)) {
            return Vec::new();
        }
        let whole_is_known = |tokens: &Range<usize>| !self.table.find(&fold(self.words(tokens))).is_empty();
        // "southwestern Afghanistan", "City of Richmond": the words before are not part of the name.
        if let Some(rest) = self.without_edge(&tokens) {
            return vec![self.mention(&rest)];
        }
        if whole_is_known(&tokens) {
            return vec![self.mention(&tokens)];
        }
        let edge = |token: usize| lower(token) || has(&self.lexicon.articles, self.raw(token));
        let mut shorter = tokens.clone();
        while shorter.len() > 1 && edge(shorter.start) {
            shorter.start += 1;
        }
        while shorter.len() > 1 && lower(shorter.end - 1) {
            shorter.end -= 1;
        }
        if whole_is_known(&shorter) || self.is_known_county(&shorter) {
            return vec![self.mention(&shorter)];
        }
        if let Some(place) = self.place_of_building(&tokens) {
            return vec![self.mention(&place)];
        }
        // "Fargo-Moorhead"
        let joint = shorter.clone().find(|&token| matches!(self.raw(token), "-" | "/" | "–"));
        if let Some(joint) = joint {
            let (left, right) = (shorter.start..joint, joint + 1..shorter.end);
            if !left.is_empty() && !right.is_empty() && whole_is_known(&left) && whole_is_known(&right) {
                return vec![self.mention(&left), self.mention(&right)];
            }
        }
        vec![self.mention(&tokens)]
    }

    /// Returns the name without leading words that only say which part or kind of the place is meant.
    fn without_edge(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        (tokens.start + 1..tokens.end).find_map(|start| {
            let edge = fold(self.words(&(tokens.start..start)));
            let rest = start..tokens.end;
            let is_edge = self.lexicon.strip_before.contains(&edge) && !self.raw(start).starts_with(char::is_lowercase);
            let is_edge = is_edge && !self.lexicon.generic.iter().any(|word| word == self.words(&rest));
            let is_clear = self.raw(tokens.start).starts_with(char::is_lowercase)
                || edge.rsplit_once(' ').is_some_and(|(_, last)| has(&self.lexicon.of, last));
            // A direction is more likely part of the name in "South Los Angeles" than in "Western Pennsylvania".
            let is_edge = is_edge && (is_clear || !has(&self.lexicon.directions, &edge));
            let whole = || self.table.find(&fold(self.words(tokens))).is_empty();
            (is_edge && (is_clear || whole()) && !self.table.find(&fold(self.words(&rest))).is_empty()).then_some(rest)
        })
    }

    fn is_known_county(&self, tokens: &Range<usize>) -> bool {
        let key = fold(self.words(tokens));
        self.lexicon.counties.iter().any(|word| !self.table.find(&format!("{key} {word}")).is_empty())
    }

    /// Returns the place in the name of a public building ("Anderson County Courthouse"), if the article names the
    /// place or it is a county.
    fn place_of_building(&self, tokens: &Range<usize>) -> Option<Range<usize>> {
        let last = fold(self.raw(tokens.end - 1));
        if !self.lexicon.buildings.contains(&last) {
            return None;
        }
        (tokens.start + 1..tokens.end).rev().map(|end| tokens.start..end).find(|part| {
            let key = fold(self.words(part));
            let is_county = key.contains(' ') && self.lexicon.counties.iter().any(|word| key.ends_with(word.as_str()));
            (is_county || self.known.contains(&key)) && !self.table.find(&key).is_empty()
        })
    }

    /// Returns a mention, including the full stop of an abbreviation ("W.Va.").
    fn mention(&self, tokens: &Range<usize>) -> PlaceMention {
        let span = self.division.span(tokens);
        let words = span.text(self.text).trim_end_matches(['-', '–']);
        let span = if words.is_empty() { span } else { Span::new(span.start, span.start + words.len()) };
        let stop = self.text.get(span.end..).is_some_and(|rest| rest.starts_with('.')) && !words.ends_with('.');
        let short = words.contains('.') && !words.contains(' ') || self.is_state(words) && words.len() < 6;
        let end = span.end + usize::from(stop && short);
        let as_government = self.speaks(tokens) && !self.is_dateline(tokens);
        let as_adjective = self.is_adjective(tokens);
        PlaceMention { span: Span::new(span.start, end), as_government, as_adjective }
    }

    /// Returns a place at token `at` that is not part of a name: "D-Charleston", "HURRICANE, W.Va.".
    fn unnamed(&self, at: usize, is_named: &impl Fn(usize) -> bool) -> Vec<PlaceMention> {
        if !self.raw(at).starts_with(char::is_uppercase) {
            return Vec::new();
        }
        let before = at.checked_sub(1).map_or("", |token| self.raw(token));
        let one = at..at + 1;
        let is_dotted = || self.is_state(self.raw(at)) && self.raw(at).contains('.');
        if before == "," && (is_dotted() || self.is_code_of_state(at)) {
            return vec![self.mention(&one)];
        }
        let party = self.is_party(at);
        let two = at..(at + 2).min(self.division.tokens.len());
        let longest = [two, one].into_iter().find(|tokens| {
            let free = tokens.clone().all(|token| !is_named(token) && self.raw(token).starts_with(char::is_uppercase));
            let is_known = || !self.table.find(&fold(self.words(tokens))).is_empty();
            free && (is_known() || party && (self.is_known_county(tokens) || self.is_state(self.words(tokens))))
        });
        let Some(tokens) = longest else { return Vec::new() };
        let follows = self.raw(tokens.end).starts_with(char::is_uppercase) || self.is_possessive(&tokens);
        let inner = before.starts_with(char::is_uppercase) && !before.ends_with('.');
        let civic = self.is_civic(tokens.end) && {
            let key = fold(self.words(&tokens));
            let listed = self.table.find(&key).iter().any(|hit| !hit.is_alternate);
            listed && !self.surnames.contains(&key) && !inner && !self.begins_sentence(tokens.start)
        };
        let locative = !follows && self.is_locative(at) && {
            let key = fold(self.words(&tokens));
            self.known.contains(&key) || tokens.len() > 1 && self.table.find(&key).iter().any(|hit| !hit.is_alternate)
        };
        let beside = self.raw(tokens.end) == "," && {
            let next = self.raw(tokens.end + 1);
            next.contains('.') && self.is_state(next) || self.is_code_of_state(tokens.end + 1)
        };
        if party || locative || civic || self.is_dateline(&tokens) || beside && !inner {
            vec![self.mention(&tokens)]
        } else {
            Vec::new()
        }
    }
}

fn has(list: &[String], word: &str) -> bool {
    list.iter().any(|own| own == word)
}
