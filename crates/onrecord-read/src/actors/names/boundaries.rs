//! Where names begin and end.

use std::ops::Range;

use super::completer::NameCompleter;
use crate::actors::name::Name;
use crate::model::NameTag;
use crate::places;

/// Maximum number of title tokens before a name that begins inside the title.
const MOST_OF_TITLE: usize = 4;

impl NameCompleter<'_> {
    /// Returns whether the name is only a title ("Dr." before a name).
    pub(super) fn is_title(&self, name: &Name) -> bool {
        let words: Vec<&str> = name.tokens.clone().map(|token| self.text.word(token)).collect();
        words.last().is_some_and(|word| word.ends_with('.'))
            && self.knowledge.title(&words).is_some_and(|title| title.n_tokens == words.len())
    }

    /// Returns the name of the person after a title, without the title words at its start ("State for Health Dana Reed"
    /// after "Secretary of").
    pub(super) fn behind_title(&self, mut name: Name) -> Name {
        let tokens = &name.tokens;
        let first = tokens.start.saturating_sub(MOST_OF_TITLE).max(self.text.sentence(tokens.start).start);
        let ends_in_name = |start: usize| {
            let words: Vec<&str> = (start..tokens.end).map(|token| self.text.word(token)).collect();
            let end = start + self.knowledge.title(&words)?.n_tokens;
            (tokens.start < end && end < tokens.end && self.is_capital(end)).then_some(end)
        };
        if let Some(end) = (first..tokens.start).find_map(ends_in_name) {
            name = Name { tokens: end..name.tokens.end, tag: NameTag::Person };
        }
        name
    }

    /// Returns the name of a place without the words for its type ("southern city of Tyre").
    pub(super) fn without_kind(&self, mut name: Name) -> Name {
        let joint = name.tokens.clone().find(|&at| self.joins(at));
        if let Some(at) = joint.filter(|_| name.tag == NameTag::Location)
            && !(name.tokens.start..at).any(|token| self.is_capital(token))
            && at + 1 < name.tokens.end
        {
            name.tokens.start = at + 1;
        }
        name
    }

    /// Returns the names, none of which ends in a linking word: such a name is joined to the one that follows
    /// ("Superior Court of the" and "District of Columbia") or shortened. The name of a company ends before its seat
    /// ("Acme, Inc. of Tulsa").
    pub(super) fn without_loose_ends(&self, names: Vec<Name>) -> Vec<Name> {
        let mut out: Vec<Name> = Vec::with_capacity(names.len());
        for mut name in names {
            let tokens = &mut name.tokens;
            let is_seat = |at: &usize| self.joins(*at) && self.knowledge.ends_company(self.text.lower(at - 1));
            if name.tag == NameTag::Organization {
                tokens.end = (tokens.start + 1..tokens.end).find(is_seat).unwrap_or(tokens.end);
            }
            match out.last_mut() {
                Some(last)
                    if last.tokens.end == tokens.start
                        && self.joins(tokens.start - 1)
                        && name.tag != NameTag::Person =>
                {
                    last.tokens.end = tokens.end;
                }
                _ => out.push(name),
            }
        }
        // A linking word attached by a hyphen belongs to the name ("Moon Jae-in").
        let ends_none = |token: usize| {
            let apart = self.text.division.tokens[token - 1].span.end < self.text.division.tokens[token].span.start;
            apart && (self.joins(token) || self.knowledge.links_names(self.text.word(token)))
        };
        for name in &mut out {
            while name.tokens.len() > 1 && ends_none(name.tokens.end - 1) {
                name.tokens.end -= 1;
            }
        }
        out
    }

    /// Splits the name of a place from that of the region or country that contains it ("Midland, Texas", "Miramar
    /// Florida").
    pub(super) fn split(&self, name: Name) -> Vec<Name> {
        let tokens = name.tokens.clone();
        let is_one = tokens.len() < 2
            || name.tag != NameTag::Location
            || self.is_country(&tokens)
            || places::is_listed(&self.text.plain_words(&tokens));
        let at = (tokens.start + 1..tokens.end).filter(|&at| self.text.word(at) != ",").find(|&at| {
            let end = if self.text.word(at - 1) == "," { at - 1 } else { at };
            let part = tokens.start..end;
            !is_one
                && !part.is_empty()
                && places::can_lie_in(&self.text.plain_words(&part), &self.region(&(at..tokens.end)))
        });
        let Some(at) = at else { return vec![name] };
        let end = if self.text.word(at - 1) == "," { at - 1 } else { at };
        [tokens.start..end, at..tokens.end].map(|tokens| Name { tokens, tag: name.tag }).into()
    }

    /// Returns the words of a region; the postal code of a state is spelled out ("Reno Nv").
    fn region(&self, tokens: &Range<usize>) -> String {
        let words = self.text.plain_words(tokens);
        let state = self.knowledge.subdivision_by_code("USA", &words.to_uppercase());
        state.map_or(words, |state| state.name.to_string())
    }
}
