//! Links names and descriptions to the country, government, seat or organization in the knowledge base that they refer
//! to.

use std::ops::Range;

use onrecord_record::ActorKind;

use crate::article::ArticleView;
use crate::knowledge::Knowledge;
use crate::model::NameTag;

/// An entity in the knowledge base that has several names ("United States", "U.S.", "America").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Identity {
    /// The country with the code.
    Country(String),
    /// The government of the country with the code.
    Government(String),
    /// A place or building that stands for an organization, by its most common name.
    Seat(String),
    /// The organization with this name.
    Body(String),
}

impl Identity {
    /// Returns the kind of actor, which can be more specific than the `tag` of the name.
    pub(super) fn kind(&self, knowledge: &Knowledge, tag: Option<NameTag>) -> ActorKind {
        match self {
            Identity::Country(_) => ActorKind::Country,
            Identity::Government(_) => ActorKind::Organization,
            Identity::Seat(_) if tag == Some(NameTag::Location) => ActorKind::Place,
            Identity::Seat(_) => ActorKind::Organization,
            Identity::Body(name) if knowledge.body(name).is_some_and(|b| b.group) => ActorKind::Group,
            Identity::Body(_) => ActorKind::Organization,
        }
    }
}

/// Returns the identity of a name with this tag, or `None` for a name that is used in many countries ("Supreme Court").
pub(super) fn of_name(knowledge: &Knowledge, name: &str, tag: NameTag) -> Option<Identity> {
    if matches!(tag, NameTag::Person | NameTag::Norp) {
        return None;
    }
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some(country) = knowledge.country_by_name(&name) {
        return Some(Identity::Country(country.iso.to_string()));
    }
    if let Some(seat) = knowledge.seat(&name) {
        // "Camp David" and "the Oval Office" are places; "the Pentagon", tagged as an organization, is the ministry
        // that it houses.
        let bare = knowledge.without_article(&name);
        let is_body = seat.body.as_ref() == Some(&seat.name) && bare == seat.name || tag == NameTag::Organization;
        return Some(match &seat.body {
            Some(body) if is_body => Identity::Body(body.to_string()),
            _ => Identity::Seat(seat.name.to_string()),
        });
    }
    let body = knowledge.body(&name).filter(|body| tag != NameTag::Location && !body.common)?;
    Some(Identity::Body(body.name.to_string()))
}

/// Returns the identity of a description with the words `tokens` and this head: "the British government", "the
/// government of Britain".
pub(super) fn of_description(article: &ArticleView<'_>, tokens: &Range<usize>, head: usize) -> Option<Identity> {
    let words = |range: Range<usize>| range.map(|t| article.word(t)).collect::<Vec<_>>();
    government(article.knowledge, &words(tokens.start..head), article.word(head), &words(head + 1..tokens.end))
}

fn government(knowledge: &Knowledge, before: &[&str], noun: &str, behind: &[&str]) -> Option<Identity> {
    if !knowledge.means_government(&noun.to_lowercase()) {
        return None;
    }
    let grammar = knowledge.words();
    let before = match before {
        [first, rest @ ..] if grammar.definite.has(&first.to_lowercase()) => rest,
        _ => before,
    };
    let before = match before {
        [rest @ .., last] if grammar.possessive.has(last) => rest,
        _ => before,
    };
    let country = match (before, behind) {
        ([], [first, of @ ..]) if grammar.of.has(first) => knowledge.country_by_name(&of.join(" "))?,
        ([], _) => return None,
        (words, []) => {
            let name = words.join(" ");
            knowledge.country_by_name(&name).or_else(|| knowledge.country_by_adjective(&name))?
        }
        _ => return None,
    };
    Some(Identity::Government(country.iso.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_are_one() {
        let known = Knowledge::bundled();
        let check = |names: &[(&str, NameTag)], same: bool| {
            let found: Vec<_> = names.iter().map(|(name, tag)| of_name(known, name, *tag)).collect();
            assert_eq!(found.iter().all(|f| f.is_some() && *f == found[0]), same, "{names:?}: {found:?}");
        };
        let (location, organization, misc) = (NameTag::Location, NameTag::Organization, NameTag::Misc);
        check(&[("United States", location), ("U.S.", organization), ("America", location), ("the US", misc)], true);
        check(&[("Britain", location), ("UK", location), ("the United\nKingdom", organization)], true);
        check(&[("NATO", organization), ("North Atlantic Treaty Organization", organization)], true);
        check(&[("the White House", misc), ("White House", location)], true);
        check(&[("Britain", location), ("England", location)], false);
        check(&[("United Nations", organization), ("UN Security Council", organization)], false);
        check(&[("Mar-a-Lago", location), ("White House", location)], false);
        check(&[("Downing Street", location), ("Number 10", misc)], true);
        check(&[("America", NameTag::Person)], false);
    }

    #[test]
    fn governments_are_those_of_their_countries() {
        let check = |before: &[&str], noun: &str, behind: &[&str], iso: Option<&str>| {
            let expected = iso.map(|iso| Identity::Government(iso.to_owned()));
            assert_eq!(government(Knowledge::bundled(), before, noun, behind), expected, "{before:?} {noun}");
        };
        check(&["The", "United", "Kingdom"], "government", &[], Some("GBR"));
        check(&["the", "British"], "government", &[], Some("GBR"));
        check(&["Britain", "'s"], "government", &[], Some("GBR"));
        check(&["the"], "Government", &["of", "Peru"], Some("PER"));
        check(&["the", "new", "British"], "government", &[], None);
        check(&["the"], "government", &[], None);
        check(&["the", "British"], "army", &[], None);
    }
}
