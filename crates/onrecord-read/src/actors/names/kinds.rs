//! Corrects the types of names that the knowledge base or the rest of the article determines more reliably than the
//! tagger.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::completer::NameCompleter;
use crate::actors::name::Name;
use crate::actors::short_forms::is_bracketed_behind;
use crate::knowledge::{Class, NounClass, Sector};
use crate::model::NameTag;
use crate::places;

/// Maximum number of tokens between "professor of" and "at" before the name of a university.
const MOST_IN_FIELD: usize = 4;

impl NameCompleter<'_> {
    /// Corrects the types of the names.
    pub(super) fn correct_tags(&self, names: &mut [Name]) {
        let is_full = |name: &&Name| name.tag == NameTag::Person && name.tokens.len() > 1;
        let last = |name: &Name| self.text.word(name.tokens.end - 1).to_owned();
        let last_names: BTreeSet<String> = names.iter().filter(is_full).map(last).collect();
        for name in names.iter_mut() {
            name.tag = self.tag(name, &last_names);
        }
        self.agree(names, &last_names);
        self.tag_short_forms(names);
    }

    /// Returns the type of the name, corrected by the knowledge base or by the persons in the article.
    fn tag(&self, name: &Name, last_names: &BTreeSet<String>) -> NameTag {
        let words = self.text.plain_words(&name.tokens);
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
            // An organization that does not share its name with a place ("Walmart"), or an acronym that no place has
            // ("U.N.").
            (NameTag::Location, Some(NameTag::Organization))
                if knowledge.seat(&words).is_none() && (is_acronym || !places::is_listed(&words)) =>
            {
                NameTag::Organization
            }
            // "Israeli" alone is a nationality, not an organization.
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
            // "A student at Columbia" studies at the university.
            (NameTag::Location, None | Some(NameTag::Organization)) if self.is_school_of_somebody(&name.tokens) => {
                NameTag::Organization
            }
            // "The Soviet Union" is not an organization.
            (NameTag::Organization | NameTag::Misc, None) if !single && places::is_land(&words) => NameTag::Location,
            (NameTag::Organization | NameTag::Misc, None) if of_person => NameTag::Person,
            // A person rarely has the same name as a seat or an acronym, but often that of a company ("Ford").
            (NameTag::Person, Some(tag)) if !of_person && !self.is_a_persons(name) => {
                let is_body = tag == NameTag::Organization && knowledge.seat(&words).is_none();
                if is_body && single && !is_acronym { NameTag::Person } else { tag }
            }
            (tag, _) => tag,
        }
    }

    /// Gives each name that is tagged both as a person and as an organization its more frequent tag, or the first one
    /// in a tie. Names that a title or a fuller name identifies as a person's are left alone ("Mr. Ford", who may have
    /// met Ford).
    fn agree(&self, names: &mut [Name], last_names: &BTreeSet<String>) {
        let mut counts: BTreeMap<String, (usize, usize, NameTag)> = BTreeMap::new();
        let is_either = |name: &Name| matches!(name.tag, NameTag::Person | NameTag::Organization);
        for name in names.iter().filter(|name| is_either(name)) {
            let words = self.text.plain_words(&name.tokens);
            if !last_names.contains(&words) && !self.is_a_persons(name) {
                let (persons, bodies, _) = counts.entry(words).or_insert((0, 0, name.tag));
                *(if name.tag == NameTag::Person { persons } else { bodies }) += 1;
            }
        }
        for name in names.iter_mut().filter(|name| is_either(name)) {
            if let Some(&(persons, bodies, first)) = counts.get(&self.text.plain_words(&name.tokens))
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

    /// Tags a bracketed short form, wherever it occurs, as the organization it follows ("the National Fisheries Chamber
    /// (Canapesca)").
    fn tag_short_forms(&self, names: &mut [Name]) {
        let is_body = |name: &Name| name.tag == NameTag::Organization && name.tokens.len() > 1;
        let is_short = |name: &Name| matches!(name.tag, NameTag::Organization | NameTag::Misc);
        let short: BTreeSet<String> = (names.windows(2))
            .filter(|pair| is_body(&pair[0]) && is_bracketed_behind(pair[0].tokens.end, &pair[1].tokens, self.text))
            .filter(|pair| is_short(&pair[1]) && !self.is_country(&pair[1].tokens))
            .map(|pair| self.text.plain_words(&pair[1].tokens))
            .filter(|words| !places::is_listed(words))
            .collect();
        for name in names.iter_mut().filter(|name| name.tag == NameTag::Location || name.tag == NameTag::Person) {
            if short.contains(&self.text.plain_words(&name.tokens)) {
                name.tag = NameTag::Organization;
            }
        }
    }

    /// Returns whether the name is that of a school where somebody teaches or studies ("a sophomore at Columbia",
    /// "professor of law at Cambridge", "a graduate of Columbia", "who studied law at Cambridge").
    fn is_school_of_somebody(&self, tokens: &Range<usize>) -> bool {
        let (grammar, first) = (self.knowledge.words(), self.text.sentence(tokens.start).start);
        let Some(at) = tokens.start.checked_sub(1).filter(|&at| at > first) else { return false };
        let teaches = |token: usize| {
            let noun = self.knowledge.noun_class(self.text.lower(token));
            let is_somebody = |noun: &NounClass| matches!(noun.class, Class::Person | Class::Group);
            noun.is_some_and(|noun| is_somebody(&noun) && noun.sector == Some(Sector::Education))
        };
        let field = (first..at).rev().take(MOST_IN_FIELD).find(|&token| grammar.of.has(self.text.lower(token)));
        let of_field = || field.is_some_and(|of| of > first && teaches(of - 1));
        let learns =
            || (first..at).rev().take(MOST_IN_FIELD).any(|token| grammar.schooling.has(self.text.lower(token)));
        let is_at = grammar.at.has(self.text.lower(at));
        is_at && (teaches(at - 1) || of_field() || learns())
            || grammar.of.has(self.text.lower(at)) && grammar.graduates.has(self.text.lower(at - 1))
    }

    /// Returns whether the name is that of a court or other body, and not of a state ("Republic of Chile").
    fn is_body_of(&self, tokens: &Range<usize>) -> bool {
        let is_body = |noun: NounClass| noun.class == Class::Organization;
        (tokens.start + 1..tokens.end).any(|at| {
            self.joins(at)
                && !self.is_country(&(at + 1..tokens.end))
                && self.knowledge.noun_class(self.text.lower(at - 1)).is_some_and(is_body)
        })
    }

    /// Returns whether the name can be a person's according to its words or the title before it ("Mr. Jordan").
    fn is_a_persons(&self, name: &Name) -> bool {
        let (first, before) = (name.tokens.start, name.tokens.start.checked_sub(1));
        let titled = before.is_some_and(|t| self.knowledge.title(&[self.text.word(t)]).is_some());
        titled
            || self.knowledge.given_name_gender(self.text.word(first)).is_some()
            || self.knowledge.person(&self.text.plain_words(&name.tokens)).is_some()
    }
}
