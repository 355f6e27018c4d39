//! Completes names that were tagged only in part.

use std::ops::Range;

use super::completer::NameCompleter;
use crate::actors::name::Name;
use crate::model::NameTag;

/// Maximum number of tokens added on each side; the longest names in the knowledge base exceed their parts by about as
/// much.
const MOST_AROUND: usize = 5;

impl NameCompleter<'_> {
    /// Replaces partial names by complete ones; returns the names in text order.
    pub(super) fn make_whole(&self, mut names: Vec<Name>) -> Vec<Name> {
        names.sort_by_key(|n| n.tokens.start);
        let mut i = 0;
        while i < names.len() {
            if let Some(whole) = self.whole(&names, i) {
                let within = |n: &Name| whole.tokens.start <= n.tokens.start && n.tokens.end <= whole.tokens.end;
                names.retain(|n| !within(n));
                let at = names.iter().take_while(|n| n.tokens.start < whole.tokens.start).count();
                names.insert(at, whole);
                i = at;
            }
            i += 1;
        }
        self.join_given_names(names)
    }

    /// Joins a given name with the person's name right after it ("Clara" and "May").
    fn join_given_names(&self, names: Vec<Name>) -> Vec<Name> {
        let mut out: Vec<Name> = Vec::with_capacity(names.len());
        for name in names {
            let is_given = |last: &&mut Name| {
                last.tag == NameTag::Person
                    && name.tag == NameTag::Person
                    && last.tokens.end == name.tokens.start
                    && last.tokens.len() == 1
                    && self.knowledge.given_name_gender(self.text.word(last.tokens.start)).is_some()
                    && self.text.sentence(last.tokens.start) == self.text.sentence(name.tokens.start)
            };
            match out.last_mut().filter(is_given) {
                Some(last) => last.tokens.end = name.tokens.end,
                None => out.push(name),
            }
        }
        out
    }

    /// Returns the longest known name that contains name `i`, if there is one.
    fn whole(&self, names: &[Name], i: usize) -> Option<Name> {
        let piece = &names[i];
        let sentence = self.text.sentence(piece.tokens.start);
        let first = piece.tokens.start.saturating_sub(MOST_AROUND).max(sentence.start);
        let last = (piece.tokens.end + MOST_AROUND).min(sentence.end);
        let cuts = |tokens: &Range<usize>| {
            names.iter().any(|n| {
                let country = n.tokens != *tokens && self.is_country(&n.tokens);
                let meets = n.tokens.start < tokens.end && tokens.start < n.tokens.end;
                // "U.S. Congress" names the country too; "Democratic People's Republic of Korea" names no other
                // country.
                meets
                    && (n.tokens.start < tokens.start
                        || tokens.end < n.tokens.end
                        || country && !self.is_country(tokens))
            })
        };
        let mut best: Option<Name> = None;
        for start in first..=piece.tokens.start {
            // Most names do not include an article, and lookups ignore it.
            if start < piece.tokens.start && self.knowledge.words().definite.has(self.text.lower(start)) {
                continue;
            }
            for end in (piece.tokens.end..=last).rev() {
                let longer = best.as_ref().map_or(piece.tokens.len(), |b| b.tokens.len()) < end - start;
                if !longer || !self.is_capital(start) || !self.is_capital(end - 1) {
                    continue;
                }
                let tokens = start..end;
                if let Some(tag) = self.known(&tokens, piece.tag).filter(|_| !cuts(&tokens)) {
                    best = Some(Name { tokens, tag });
                }
            }
        }
        best.or_else(|| self.with_given_name(piece, sentence.start, names))
    }

    /// Returns the type of a known name of several words, if a part with the tag `piece` can belong to it.
    fn known(&self, tokens: &Range<usize>, piece: NameTag) -> Option<NameTag> {
        let name = self.text.plain_words(tokens);
        let knowledge = self.knowledge;
        if !name.contains(' ') {
            return None;
        }
        let titled = knowledge.title(&[self.text.word(tokens.start)]).is_some();
        if knowledge.person(&name).is_some() && !titled {
            return Some(NameTag::Person);
        }
        match piece {
            // "Obama White House" names a person as well; for "Johns Hopkins University", the tags decide.
            NameTag::Person | NameTag::Norp => None,
            _ if knowledge.country_by_name(&name).is_some() => Some(NameTag::Location),
            _ if knowledge.seat(&name).is_some() || knowledge.body(&name).is_some() => Some(NameTag::Organization),
            _ => None,
        }
    }

    /// Returns the last name of a person together with the given name before it that the tagger missed.
    fn with_given_name(&self, piece: &Name, sentence_start: usize, names: &[Name]) -> Option<Name> {
        let start = piece.tokens.start;
        if piece.tag != NameTag::Person || start == sentence_start || piece.tokens.len() > 1 {
            return None;
        }
        let before = start - 1;
        let is_given = self.is_capital(before) && self.knowledge.given_name_gender(self.text.word(before)).is_some();
        let taken = names.iter().any(|n| n.tokens.contains(&before));
        (is_given && !taken).then_some(Name { tokens: before..piece.tokens.end, tag: NameTag::Person })
    }

    /// Returns the name of a person together with the initial before it that the tagger missed ("A. Noel Kramer").
    pub(super) fn with_initial(&self, mut name: Name) -> Name {
        let is_initial = |token: usize| {
            let mut chars = self.text.word(token).chars();
            chars.next().is_some_and(char::is_uppercase) && chars.eq(['.'])
        };
        let before = name.tokens.start.checked_sub(1).filter(|_| name.tag == NameTag::Person);
        if let Some(before) = before.filter(|&before| is_initial(before)) {
            name.tokens.start = before;
        }
        name
    }
}
