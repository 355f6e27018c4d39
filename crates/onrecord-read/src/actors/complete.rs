//! Names as the tags cut them -> whole names with the right kind, by what the knowledge and the article itself tell.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use onrecord_text::Division;

use super::names::Name;
use crate::knowledge::{Class, Knowledge, NounClass};
use crate::model::NameTag;
use crate::places;
use crate::token_index::TokenIndex;

/// Most tokens that are tried before and behind a piece; the longest names of the knowledge have about as many more.
const MOST_AROUND: usize = 5;

/// Does this name stand alone in brackets right behind the token before `end`?
pub(super) fn in_brackets_behind(end: usize, tokens: &Range<usize>, division: &Division, text: &str) -> bool {
    let is = |token: usize, bracket: &str| division.tokens.get(token).is_some_and(|t| t.span.text(text) == bracket);
    tokens.len() == 1 && tokens.start == end + 1 && is(end, "(") && is(tokens.end, ")")
}

/// What names are completed with.
struct Work<'a> {
    text: &'a str,
    division: &'a Division,
    index: &'a TokenIndex,
    knowledge: &'a Knowledge,
}

/// Returns the names in order, with pieces of known names ("White" of "the White House") and of the names of persons
/// ("Rubio" behind "Marco") made whole, and known names of the wrong kind ("Kremlin" as a person) set right.
pub(super) fn complete(
    mut names: Vec<Name>,
    text: &str,
    division: &Division,
    index: &TokenIndex,
    knowledge: &Knowledge,
) -> Vec<Name> {
    let work = Work { text, division, index, knowledge };
    names.sort_by_key(|n| n.tokens.start);
    let mut i = 0;
    while i < names.len() {
        if let Some(whole) = work.whole(&names, i) {
            let within = |n: &Name| whole.tokens.start <= n.tokens.start && n.tokens.end <= whole.tokens.end;
            names.retain(|n| !within(n));
            let at = names.iter().take_while(|n| n.tokens.start < whole.tokens.start).count();
            names.insert(at, whole);
            i = at;
        }
        i += 1;
    }
    names.retain(|name| !work.is_title(name));
    let names = work.joined(names.into_iter().map(|name| work.without_kind(work.with_initial(name))).collect());
    let mut names: Vec<Name> = names.into_iter().flat_map(|name| work.split(name)).collect();
    let last_names: Vec<String> =
        names.iter().filter(|n| n.tag == NameTag::Person && n.tokens.len() > 1).map(|n| work.last(n)).collect();
    for name in &mut names {
        name.tag = work.tag(name, &last_names);
    }
    work.agree(&mut names, &last_names);
    work.call_bodies(&mut names);
    names
}

impl<'a> Work<'a> {
    fn word(&self, token: usize) -> &'a str {
        self.division.tokens[token].span.text(self.text)
    }

    fn words(&self, tokens: &Range<usize>) -> String {
        self.division.span(tokens).text(self.text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn last(&self, name: &Name) -> String {
        self.word(name.tokens.end - 1).to_owned()
    }

    fn is_capital(&self, token: usize) -> bool {
        self.word(token).starts_with(char::is_uppercase)
    }

    fn is_country(&self, tokens: &Range<usize>) -> bool {
        self.knowledge.country_by_name(&self.words(tokens)).is_some()
    }

    /// The whole name of which name `i` is a piece, if it is one: the longest that the knowledge has.
    fn whole(&self, names: &[Name], i: usize) -> Option<Name> {
        let piece = &names[i];
        let sentence = &self.division.sentences[self.index.sentence[piece.tokens.start]];
        let first = piece.tokens.start.saturating_sub(MOST_AROUND).max(sentence.start);
        let last = (piece.tokens.end + MOST_AROUND).min(sentence.end);
        let cuts = |tokens: &Range<usize>| {
            names.iter().any(|n| {
                let country = n.tokens != *tokens && self.is_country(&n.tokens);
                let meets = n.tokens.start < tokens.end && tokens.start < n.tokens.end;
                // "U.S. Congress" names the country too, "Democratic People's Republic of Korea" no other.
                meets
                    && (n.tokens.start < tokens.start
                        || tokens.end < n.tokens.end
                        || country && !self.is_country(tokens))
            })
        };
        let mut best: Option<Name> = None;
        for start in first..=piece.tokens.start {
            // An article is no part of most names, and looking up leaves it away.
            if start < piece.tokens.start && self.word(start).eq_ignore_ascii_case("the") {
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

    /// The kind of the known name of several words, where a piece with the tag `piece` can belong to it.
    fn known(&self, tokens: &Range<usize>, piece: NameTag) -> Option<NameTag> {
        let name = self.words(tokens);
        let knowledge = self.knowledge;
        if !name.contains(' ') {
            return None;
        }
        let titled = knowledge.title(&[self.word(tokens.start)]).is_some();
        if knowledge.person(&name).is_some() && !titled {
            return Some(NameTag::Person);
        }
        match piece {
            // "Obama White House" and "Johns Hopkins University": the person is named too, or the tags decide.
            NameTag::Person | NameTag::Norp => None,
            _ if knowledge.country_by_name(&name).is_some() => Some(NameTag::Location),
            _ if knowledge.seat(&name).is_some() || knowledge.body(&name).is_some() => Some(NameTag::Organization),
            _ => None,
        }
    }

    /// The last name of a person with the given name before it that the tags left out.
    fn with_given_name(&self, piece: &Name, sentence_start: usize, names: &[Name]) -> Option<Name> {
        let start = piece.tokens.start;
        if piece.tag != NameTag::Person || start == sentence_start || piece.tokens.len() > 1 {
            return None;
        }
        let before = start - 1;
        let is_given = self.is_capital(before) && self.knowledge.given_name_gender(self.word(before)).is_some();
        let taken = names.iter().any(|n| n.tokens.contains(&before));
        (is_given && !taken).then_some(Name { tokens: before..piece.tokens.end, tag: NameTag::Person })
    }

    /// The name of a person with the initial before it that the tags left out ("A. Noel Kramer").
    fn with_initial(&self, mut name: Name) -> Name {
        let is_initial = |token: usize| {
            let mut chars = self.word(token).chars();
            chars.next().is_some_and(char::is_uppercase) && chars.eq(['.'])
        };
        let before = name.tokens.start.checked_sub(1).filter(|_| name.tag == NameTag::Person);
        if let Some(before) = before.filter(|&before| is_initial(before)) {
            name.tokens.start = before;
        }
        name
    }

    /// Is it a title alone ("Dr." before a name)?
    fn is_title(&self, name: &Name) -> bool {
        let words: Vec<&str> = name.tokens.clone().map(|token| self.word(token)).collect();
        words.last().is_some_and(|word| word.ends_with('.'))
            && self.knowledge.title(&words).is_some_and(|title| title.n_tokens == words.len())
    }

    /// The name of a place without what says of what kind it is ("southern city of Tyre").
    fn without_kind(&self, mut name: Name) -> Name {
        let joint = name.tokens.clone().find(|&at| self.knowledge.joins_names(self.word(at)));
        if let Some(at) = joint.filter(|_| name.tag == NameTag::Location)
            && !(name.tokens.start..at).any(|token| self.is_capital(token))
            && at + 1 < name.tokens.end
        {
            name.tokens.start = at + 1;
        }
        name
    }

    /// The names, none of which ends in a word that joins: it goes on with the name behind it ("Superior Court of the" and
    /// "District of Columbia"), or ends before. The name of a company ends where its seat follows ("Acme, Inc. of Tulsa").
    fn joined(&self, names: Vec<Name>) -> Vec<Name> {
        let joins = |token: usize| self.knowledge.joins_names(self.word(token));
        let mut out: Vec<Name> = Vec::with_capacity(names.len());
        for mut name in names {
            let tokens = &mut name.tokens;
            let is_seat = |at: &usize| joins(*at) && self.knowledge.ends_company(&self.word(at - 1).to_lowercase());
            if name.tag == NameTag::Organization {
                tokens.end = (tokens.start + 1..tokens.end).find(is_seat).unwrap_or(tokens.end);
            }
            match out.last_mut() {
                Some(last)
                    if last.tokens.end == tokens.start && joins(tokens.start - 1) && name.tag != NameTag::Person =>
                {
                    last.tokens.end = tokens.end;
                }
                _ => out.push(name),
            }
        }
        // Behind a hyphen it belongs to the word ("Moon Jae-in").
        let ends_none = |token: usize| {
            let apart = self.division.tokens[token - 1].span.end < self.division.tokens[token].span.start;
            apart && (joins(token) || self.knowledge.links_names(self.word(token)))
        };
        for name in &mut out {
            while name.tokens.len() > 1 && ends_none(name.tokens.end - 1) {
                name.tokens.end -= 1;
            }
        }
        out
    }

    /// A place and the region or country that it lies in are two names ("Midland, Texas", "Miramar Florida").
    fn split(&self, name: Name) -> Vec<Name> {
        let tokens = name.tokens.clone();
        let is_one = tokens.len() < 2
            || name.tag != NameTag::Location
            || self.is_country(&tokens)
            || places::is_listed(&self.words(&tokens));
        let at = (tokens.start + 1..tokens.end).filter(|&at| self.word(at) != ",").find(|&at| {
            let end = if self.word(at - 1) == "," { at - 1 } else { at };
            let part = tokens.start..end;
            !is_one && !part.is_empty() && places::can_lie_in(&self.words(&part), &self.region(&(at..tokens.end)))
        });
        let Some(at) = at else { return vec![name] };
        let end = if self.word(at - 1) == "," { at - 1 } else { at };
        [tokens.start..end, at..tokens.end].map(|tokens| Name { tokens, tag: name.tag }).into()
    }

    /// The words of a region, spelled out where they are the postal code of a state ("Reno Nv").
    fn region(&self, tokens: &Range<usize>) -> String {
        let words = self.words(tokens);
        let state = self.knowledge.subdivision_by_code("USA", &words.to_uppercase());
        state.map_or(words, |state| state.name.to_string())
    }

    /// The kind of the name, where the knowledge or the persons of the article tell it better than the tags.
    fn tag(&self, name: &Name, last_names: &[String]) -> NameTag {
        let words = self.words(&name.tokens);
        let knowledge = self.knowledge;
        let single = name.tokens.len() == 1;
        let of_person = single && last_names.contains(&words);
        let is_capital = || name.tag == NameTag::Person && knowledge.capital(&words).is_some();
        let known = if knowledge.country_by_name(&words).is_some() || is_capital() {
            Some(NameTag::Location)
        } else if knowledge.seat(&words).is_some() || knowledge.body(&words).is_some_and(|b| !b.common) {
            Some(NameTag::Organization)
        } else {
            None
        };
        let is_acronym = words.chars().count() > 1 && !words.contains(char::is_lowercase);
        match (name.tag, known) {
            (NameTag::Misc, Some(tag)) => tag,
            // A body that shares its name with no place ("Walmart"), or whose capitals no place has ("U.N.").
            (NameTag::Location, Some(NameTag::Organization))
                if knowledge.seat(&words).is_none() && (is_acronym || !places::is_listed(&words)) =>
            {
                NameTag::Organization
            }
            // "Israeli" alone is what somebody is, and no body.
            (NameTag::Organization | NameTag::Misc, None)
                if single && !of_person && knowledge.country_by_adjective(&words).is_some() =>
            {
                NameTag::Norp
            }
            (NameTag::Location, None)
                if (of_person || single && knowledge.person_by_last_name(&words, None).is_some())
                    && !places::is_listed(&words) =>
            {
                NameTag::Person
            }
            // "District of Columbia Court of Appeals"
            (NameTag::Location, None) if self.is_body_of(&name.tokens) && !places::is_listed(&words) => {
                NameTag::Organization
            }
            (NameTag::Organization | NameTag::Misc, None) if of_person => NameTag::Person,
            // Few persons have the name of a seat or an acronym, but many that of a company ("Ford").
            (NameTag::Person, Some(tag)) if !of_person && !self.is_a_persons(name) => {
                let is_body = tag == NameTag::Organization && knowledge.seat(&words).is_none();
                if is_body && single && !is_acronym { NameTag::Person } else { tag }
            }
            (tag, _) => tag,
        }
    }

    /// Gives a name that the tags take now for a person, now for a body, the kind that it has more often, else first; not
    /// where a title or a fuller name shows a person ("Mr. Ford", who may have met Ford).
    fn agree(&self, names: &mut [Name], last_names: &[String]) {
        let mut counts: BTreeMap<String, (usize, usize, NameTag)> = BTreeMap::new();
        let is_either = |name: &Name| matches!(name.tag, NameTag::Person | NameTag::Organization);
        for name in names.iter().filter(|name| is_either(name)) {
            let words = self.words(&name.tokens);
            if !last_names.contains(&words) && !self.is_a_persons(name) {
                let (persons, bodies, _) = counts.entry(words).or_insert((0, 0, name.tag));
                *(if name.tag == NameTag::Person { persons } else { bodies }) += 1;
            }
        }
        for name in names.iter_mut().filter(|name| is_either(name)) {
            if let Some(&(persons, bodies, first)) = counts.get(&self.words(&name.tokens))
                && !self.is_a_persons(name)
            {
                name.tag = match persons.cmp(&bodies) {
                    Ordering::Greater => NameTag::Person,
                    Ordering::Less => NameTag::Organization,
                    Ordering::Equal => first,
                };
            }
        }
    }

    /// Takes a name for a body wherever it stands if it stands in brackets behind that of a body ("the National Fisheries
    /// Chamber (Canapesca)").
    fn call_bodies(&self, names: &mut [Name]) {
        let is_body = |name: &Name| name.tag == NameTag::Organization && name.tokens.len() > 1;
        let is_short = |name: &Name| matches!(name.tag, NameTag::Organization | NameTag::Misc);
        let short: BTreeSet<String> = (names.windows(2))
            .filter(|pair| {
                is_body(&pair[0]) && in_brackets_behind(pair[0].tokens.end, &pair[1].tokens, self.division, self.text)
            })
            .filter(|pair| is_short(&pair[1]) && !self.is_country(&pair[1].tokens))
            .map(|pair| self.words(&pair[1].tokens))
            .filter(|words| !places::is_listed(words))
            .collect();
        for name in names.iter_mut().filter(|name| name.tag == NameTag::Location || name.tag == NameTag::Person) {
            if short.contains(&self.words(&name.tokens)) {
                name.tag = NameTag::Organization;
            }
        }
    }

    /// Is it the court or other body of something, and not the state of a country ("Republic of Chile")?
    fn is_body_of(&self, tokens: &Range<usize>) -> bool {
        let is_body = |noun: NounClass| noun.class == Class::Organization;
        (tokens.start + 1..tokens.end).any(|at| {
            self.knowledge.joins_names(self.word(at))
                && !self.is_country(&(at + 1..tokens.end))
                && self.knowledge.noun_class(&self.word(at - 1).to_lowercase()).is_some_and(is_body)
        })
    }

    /// Can the name be that of a person by its words or the title before it ("Mr. Jordan")?
    fn is_a_persons(&self, name: &Name) -> bool {
        let (first, before) = (name.tokens.start, name.tokens.start.checked_sub(1));
        let titled = before.is_some_and(|t| self.knowledge.title(&[self.word(t)]).is_some());
        titled
            || self.knowledge.given_name_gender(self.word(first)).is_some()
            || self.knowledge.person(&self.words(&name.tokens)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks names in `text` as `[PER Rubio]`, completes them, and marks them again.
    fn check(text: &str, expected: &str) {
        let (mut plain, mut marks) = (String::new(), Vec::new());
        for part in text.split_inclusive(['[', ']']) {
            if let Some(inner) = part.strip_suffix(']') {
                let (tag, words) = inner.split_once(' ').expect("a tag and words");
                let tag = match tag {
                    "PER" => NameTag::Person,
                    "ORG" => NameTag::Organization,
                    "LOC" => NameTag::Location,
                    _ => NameTag::Misc,
                };
                marks.push((plain.len(), plain.len() + words.len(), tag));
                plain.push_str(words);
            } else {
                plain.push_str(part.trim_end_matches('['));
            }
        }
        let division = Division::of(&plain);
        let index = TokenIndex::of(&division);
        let at = |byte: usize| division.tokens.iter().take_while(|t| t.span.start < byte).count();
        let names = marks.iter().map(|&(start, end, tag)| Name { tokens: at(start)..at(end), tag }).collect();
        let mut found = plain.clone();
        for name in complete(names, &plain, &division, &index, Knowledge::bundled()).iter().rev() {
            let span = division.span(&name.tokens);
            let tag = match name.tag {
                NameTag::Person => "PER",
                NameTag::Organization => "ORG",
                NameTag::Location => "LOC",
                _ => "MISC",
            };
            found.replace_range(span.start..span.end, &format!("[{tag} {}]", span.text(&plain)));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn pieces_become_whole() {
        check("He spoke at the [MISC White] House today.", "He spoke at the [ORG White House] today.");
        check("The [LOC New York] [MISC Times] said so.", "The [ORG New York Times] said so.");
        check("Secretary of State Marco [PER Rubio] came.", "Secretary of State [PER Marco Rubio] came.");
        check("Mayor Angela [PER Tolliver] came.", "Mayor [PER Angela Tolliver] came.");
        check("the Democratic [LOC People's Republic] of Korea", "the [LOC Democratic People's Republic of Korea]");
        check("The kingdom's King [PER Salman] came.", "The kingdom's King [PER Salman] came.");
        check("The [LOC U.S.] Congress met.", "The [LOC U.S.] Congress met.");
        check("He left [LOC Miramar Florida] then.", "He left [LOC Miramar] [LOC Florida] then.");
        check("He left [LOC Reno Nv] then.", "He left [LOC Reno] [LOC Nv] then.");
        check("He left [LOC Midland, Texas] then.", "He left [LOC Midland], [LOC Texas] then.");
        check("[LOC South Texas] and [LOC New Mexico]", "[LOC South Texas] and [LOC New Mexico]");
        check("[LOC Washington, D.C.] and [LOC Lake Michigan]", "[LOC Washington, D.C.] and [LOC Lake Michigan]");
        check("A. [PER Noel Kramer] left.", "[PER A. Noel Kramer] left.");
        check(
            "the [ORG Superior Court of the] [LOC District of Columbia]",
            "the [ORG Superior Court of the District of Columbia]",
        );
        check("the [LOC southern city of Tyre]", "the southern city of [LOC Tyre]");
        check("the [LOC City of London] and [LOC Isle of Man]", "the [LOC City of London] and [LOC Isle of Man]");
        check("[LOC Dr.] [PER Cooper] came.", "Dr. [PER Cooper] came.");
        check("[ORG Acme and] [ORG Duro] sued", "[ORG Acme] and [ORG Duro] sued");
        check("[PER Seo Min-in] left the [LOC Republic of Chile]", "[PER Seo Min-in] left the [LOC Republic of Chile]");
        check("the [ORG Court of] two towns", "the [ORG Court] of two towns");
        check("[ORG Acme, Inc. of Tulsa] said", "[ORG Acme, Inc.] of Tulsa said");
        check("[ORG Acme, Inc. of] [LOC Tulsa] said", "[ORG Acme, Inc.] of [LOC Tulsa] said");
        check("the [LOC District of Columbia Court of Appeals]", "the [ORG District of Columbia Court of Appeals]");
        check(
            "the [LOC District of Columbia] and [LOC Court Street]",
            "the [LOC District of Columbia] and [LOC Court Street]",
        );
        // A person beside a body is still named.
        check("the [PER Obama] White House", "the [PER Obama] White House");
        check("[PER Rubio] came. [PER White] left.", "[PER Rubio] came. [PER White] left.");
    }

    #[test]
    fn known_names_have_their_kind() {
        check("A [LOC Walmart] in [LOC Delta]", "A [ORG Walmart] in [LOC Delta]");
        check("The [PER Kremlin] denied it.", "The [ORG Kremlin] denied it.");
        check("[PER Kyiv] denied it; [PER Sofia] left.", "[LOC Kyiv] denied it; [PER Sofia] left.");
        check("[ORG Odar] sued; [PER Odar] won; [PER Odar] left.", "[PER Odar] sued; [PER Odar] won; [PER Odar] left.");
        check("[ORG Odar] sued; [PER Odar] won.", "[ORG Odar] sued; [ORG Odar] won.");
        check("[ORG Odar] sued Mr. [PER Odar].", "[ORG Odar] sued Mr. [PER Odar].");
        check("[PER ISIS] fled; [MISC Peru] won.", "[ORG ISIS] fled; [LOC Peru] won.");
        check("[PER Ann Tolliver] spoke; [ORG Tolliver] left.", "[PER Ann Tolliver] spoke; [PER Tolliver] left.");
        check(
            "Mr. [PER Jordan] and [PER Henry Ford] left; [PER Ford] was late.",
            "Mr. [PER Jordan] and [PER Henry Ford] left; [PER Ford] was late.",
        );
    }
}
