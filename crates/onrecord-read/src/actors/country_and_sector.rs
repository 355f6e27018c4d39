//! Derives country and sector from the words of a role, a description or a name ("U.S. Treasury Secretary").

use std::ops::Range;

use crate::knowledge::{Class, Knowledge, NounClass, Sector, TitleMatch};
use crate::places;

/// Maximum number of words in a known name.
const LONGEST: usize = 5;

/// Returns the country code and the sector that the words imply. The capitalization of the first `n_plain` words is not
/// meaningful; [`usize::MAX`] is used for the words of an organization, where it never is.
pub(super) fn country_and_sector(
    knowledge: &Knowledge,
    words: &[&str],
    n_plain: usize,
) -> (Option<String>, Option<Sector>) {
    let (mut country, mut sector, mut body_sector, mut has_body) = (None, None, None, false);
    // A word inside a title is not a title itself: the "general" of "secretary general".
    let (mut title_start, mut title_end) = (0, 0);
    for start in 0..words.len() {
        // A part of a longer name does not stand for the organization of the same name.
        let begins = !continues_name(knowledge, &words[..start]);
        let names: Vec<String> = (start + 1..=words.len().min(start + LONGEST))
            .rev()
            .map(|end| words[start..end].join(" ").replace(" - ", "-"))
            .collect();
        let n_names = names.len();
        country = country.or_else(|| {
            let is_whole = |i: usize| begins || i + 1 == n_names;
            names.iter().enumerate().find_map(|(i, name)| country_of(knowledge, name, is_whole(i)))
        });
        body_sector = body_sector.or_else(|| names.iter().find_map(|name| sector_of_body(knowledge, name, begins)));
        if sector.is_none()
            && start >= title_end
            && let Some(found) = title_at(knowledge, words, start, n_plain)
        {
            let title = start..start + found.n_tokens;
            (title_start, title_end) = (title.start, title.end);
            match found.title.of_any.then(|| body_of_title(knowledge, words, title)).flatten() {
                Some(body) => (has_body, body_sector) = (true, body_sector.or(body)),
                None => sector = found.title.sector,
            }
        }
    }
    let tells = |n: &NounClass| n.class != Class::Document && !(has_body && n.class == Class::Person);
    // A noun inside the title does not determine the sector either.
    let is_in_title = |at: usize| at < title_end && title_end - title_start > 1;
    let last = words.len().checked_sub(1).filter(|&at| !is_in_title(at));
    let noun_sector = || last.and_then(|_| last_noun(knowledge, words)).filter(tells).and_then(|n| n.sector);
    (country, sector.or(body_sector).or_else(noun_sector))
}

/// Returns the country that a name or adjective implies; `is_whole` says that the name is not part of a longer one.
fn country_of(knowledge: &Knowledge, name: &str, is_whole: bool) -> Option<String> {
    let body = || {
        let body = knowledge.body(name).filter(|body| is_whole && !body.common)?;
        body.country.as_ref().map(ToString::to_string)
    };
    let country = knowledge.country_by_name(name).or_else(|| knowledge.country_by_adjective(name));
    country
        .map(|c| c.iso.to_string())
        .or_else(|| knowledge.seat(name).and_then(|s| s.country.as_deref().map(str::to_owned)))
        .or_else(body)
}

/// Returns the sector of a seat, or of an organization whose name is not part of a longer one.
fn sector_of_body(knowledge: &Knowledge, name: &str, begins: bool) -> Option<Sector> {
    let body = || knowledge.body(name).filter(|_| begins).and_then(|body| body.sectors.first().copied());
    knowledge.seat(name).map(|seat| seat.sector).or_else(body)
}

/// Returns the title that starts at a word, if it is a current one and can determine a sector.
fn title_at<'k>(knowledge: &'k Knowledge, words: &[&str], start: usize, n_plain: usize) -> Option<TitleMatch<'k>> {
    // The "general" of "commissioner-general" is not a title.
    if start > 0 && words[start - 1] == "-" {
        return None;
    }
    let lower = words[start].to_lowercase();
    let mut rest = words[start..].to_vec();
    if start < n_plain {
        rest[0] = &lower;
    }
    // A "sister company" is not a sister, and "Media General" is not a general.
    knowledge.title(&rest).filter(|found| !found.former && (n_plain < usize::MAX || names_body(found)))
}

/// Returns the noun at the end of the words, unless it is part of a hyphenated word.
fn last_noun(knowledge: &Knowledge, words: &[&str]) -> Option<NounClass> {
    let is_part = words.len() > 1 && words[words.len() - 2] == "-";
    words.last().filter(|_| !is_part).and_then(|word| knowledge.noun_class(&word.to_lowercase()))
}

/// Returns whether a title within the name of an organization can determine its sector ("the President's Office").
fn names_body(found: &TitleMatch<'_>) -> bool {
    match found.title.sector {
        Some(Sector::Civilian) => false,
        Some(Sector::Military) => found.n_tokens > 1,
        _ => true,
    }
}

/// Returns the sector, if known, of the organization named next to a title ("president of the chess club", "bank
/// president"), or `None` if the words name no organization, or a country or place.
fn body_of_title(knowledge: &Knowledge, words: &[&str], title: Range<usize>) -> Option<Option<Sector>> {
    let noun = |word: &str| knowledge.noun_class(&word.to_lowercase()).filter(|noun| noun.class == Class::Organization);
    if let Some(before) = title.start.checked_sub(1).and_then(|at| noun(words[at])) {
        return Some(before.sector);
    }
    let grammar = knowledge.words();
    let (of, rest) = words[title.end..].split_first()?;
    if !grammar.office_of.has(of) {
        return None;
    }
    let rest = if rest.first().is_some_and(|word| grammar.definite.has(word)) { &rest[1..] } else { rest };
    let n_words =
        rest.iter().take_while(|word| word.contains(char::is_alphanumeric) && !grammar.name_ends.has(word)).count();
    let name = &rest[..n_words];
    let whole = name.join(" ");
    if let Some(body) = knowledge.body(&whole) {
        return Some(body.sectors.first().copied());
    }
    if let Some(head) = name.last().and_then(|head| noun(head)) {
        return Some(head.sector);
    }
    let is_name = name.first().is_some_and(|word| word.starts_with(char::is_uppercase));
    let is_place = knowledge.country_by_name(&whole).is_some()
        || knowledge.subdivision(&whole).is_some()
        || knowledge.seat(&whole).is_some()
        || name.iter().any(|word| knowledge.noun_class(&word.to_lowercase()).is_some())
        || places::is_listed(&whole);
    (is_name && !is_place).then_some(None)
}

/// Returns whether the words after `before` continue a longer name ("Social" before "Democratic Alliance"). Words for
/// countries and their subdivisions, and titles, are not parts of a following name.
fn continues_name(knowledge: &Knowledge, before: &[&str]) -> bool {
    before.last().is_some_and(|word| {
        word.starts_with(char::is_uppercase)
            && word.contains(char::is_lowercase)
            && !knowledge.words().not_in_name.has(word)
            && knowledge.country_by_adjective(word).is_none()
            && knowledge.country_by_name(word).is_none()
            && knowledge.subdivision(word).is_none()
            && knowledge.title(&[*word]).is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_of_a_longer_name_is_not_the_body() {
        let known = Knowledge::bundled();
        for (before, expected) in [
            (&["the", "Social"][..], true),
            (&["head", "of", "the"], false),
            (&["the", "Alabama"], false),
            (&["the", "German"], false),
            (&["FBI"], false),
            (&[], false),
        ] {
            assert_eq!(continues_name(known, before), expected, "{before:?}");
        }
    }
}
