//! Mentions -> entities: who is who in one article.
//!
//! Names are joined by their words; descriptions and pronouns go to the entity whose mention the coreference head
//! scores best, among those that agree in gender and number and that syntax does not rule out.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::ops::Range;

use super::bearers::{Bearer, Side, bearer, same_sector};
use super::complete::in_brackets_behind;
use super::mentions::{Form, Kind, Mentioned, is_bare_number};
use super::roles::{apposed, roles};
use super::speakers::{THEY, coordinated};
use crate::article::ArticleView;
use crate::knowledge::{Class, Gender};
use crate::model::{Antecedents, Heads, Kept, NameTag, PairFeatures};
use crate::syntax::{Relation, Upos};

/// Mentions looked back, as in training.
const MAX_BACK: usize = 120;

/// Mentions of an entity, its first, that a description is held against.
const MOST_MEMBERS: usize = 8;

/// What speaks for a pronoun meaning somebody with a name, beside the score of the coreference head: in news, those who
/// are taken up again mostly have one. This and the two below were set by hand and checked on PolNeAR dev (eval/RESULTS.md).
const NAMED_BONUS: f32 = 1.0;
/// Likewise for the subject of a clause, whom a pronoun takes up more often than an object.
const SUBJECT_BONUS: f32 = 0.75;
/// Likewise where both pronoun and antecedent are sources: who speaks goes on speaking.
const SPEAKER_BONUS: f32 = 0.5;
/// Added to it for the source of the statement just before. Values from 0 to 1 differ by one right speaker of 582 on PolNeAR
/// dev; further back than one sentence it costs some.
const LAST_SPEAKER_BONUS: f32 = 2.0;

/// Added for "he" and "she" that speak where that source, or the subject of the sentence before, is a person with a
/// name in the same paragraph, in other words than a pronoun.
const BESIDE_BONUS: f32 = 4.0;

/// Taken off where the words whose source the pronoun is hold the antecedent, or name him: speakers seldom name themselves. 2.5
/// and 5 are alike on PolNeAR dev.
const OWN_WORDS: f32 = 5.0;
/// Taken off for each sentence between a pronoun and its antecedent beyond the first.
const FAR: f32 = 0.15;
/// Steps from the last word of a name up to the word that its clause ties.
const MAX_STEPS: usize = 4;
/// Sentences beyond which the distance counts no more.
const FARTHEST: usize = 8;

/// Added for whoever says the unquoted words that "it" or "they" begin ("The army said it would leave"), and taken off for all
/// others. Set by hand.
const SAYS_IT: f32 = 4.0;
/// How many tokens a pronoun may stand behind the begin of the words ("that it", "its troops").
const BEGINS: usize = 2;

/// Who speaks where: the statement of whose source each token is part, and the contents of the statements.
pub(crate) struct Spoken {
    pub(crate) source_of: Vec<Option<usize>>,
    pub(crate) contents: Vec<Vec<Range<usize>>>,
}

impl Spoken {
    /// Is the token part of a source?
    pub(crate) fn speaks(&self, token: usize) -> bool {
        self.source_of.get(token).is_some_and(Option::is_some)
    }

    /// Is `token` in the words whose source `source` is part of?
    fn is_said_by(&self, token: usize, source: usize) -> bool {
        let statement = self.source_of.get(source).copied().flatten();
        statement.is_some_and(|s| self.contents[s].iter().any(|r| r.contains(&token)))
    }
}

/// Entities as lists of mentions.
pub(crate) struct Entities {
    /// The entity of each mention.
    pub(crate) of: Vec<usize>,
    /// The mentions of each entity, in text order.
    pub(crate) members: Vec<Vec<usize>>,
    /// Words that give the role of each entity, in tokens.
    pub(crate) roles: Vec<Vec<Range<usize>>>,
}

/// Returns the entities of the mentions.
///
pub(crate) fn entities(
    heads: &Heads,
    kept: &Kept,
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    spoken: &Spoken,
) -> Entities {
    let mut work = Work {
        article,
        mentions,
        spoken,
        scores: Antecedents::new(heads),
        of: Vec::with_capacity(mentions.len()),
        members: Vec::new(),
        genders: Vec::new(),
        roles: Vec::new(),
        names: Vec::new(),
        begun: begun(article, spoken),
        sides: vec![OnceCell::new(); mentions.len()],
    };
    let names = work.join_names();
    work.names.clone_from(&names);
    work.gather_roles(&names);
    let bearers = work.bearers(&names);
    let mut states = Vec::new();
    for i in 0..mentions.len() {
        if i % MAX_BACK == 0 {
            let next = &mentions[i..mentions.len().min(i + MAX_BACK)];
            states.clear();
            next.iter().for_each(|m| kept.extend(m.head, &mut states));
            work.scores.push(&states, next.len(), MAX_BACK);
        }
        let entity = match mentions[i].form {
            Form::Name(_) => names[i],
            Form::Nominal(_) if mentions[i].identity.is_some() => names[i],
            Form::Nominal(kind) => work.nominal(i, kind, &names, &bearers),
            Form::Pronoun(class) => work.pronoun(i, class),
        };
        let entity = match entity {
            Some(e) => work.settle(e),
            None => work.fresh(),
        };
        work.of.push(entity);
        work.members[entity].push(i);
        work.genders[entity] = work.genders[entity].or(mentions[i].gender);
    }
    work.finish()
}

/// The tokens at the begin of unquoted words that follow their source, each with the statement.
fn begun(article: &ArticleView<'_>, spoken: &Spoken) -> BTreeMap<usize, usize> {
    let mut out = BTreeMap::new();
    let mut last_source = vec![0; spoken.contents.len()];
    for (token, statement) in spoken.source_of.iter().enumerate() {
        if let Some(statement) = statement {
            last_source[*statement] = token;
        }
    }
    for (statement, contents) in spoken.contents.iter().enumerate() {
        let Some(first) = contents.first() else { continue };
        let in_sentence = spoken.source_of.get(last_source[statement]) == Some(&Some(statement))
            && article.sentence(first.start).contains(&last_source[statement]);
        if in_sentence
            && last_source[statement] < first.start
            && article.word(first.start).contains(char::is_alphanumeric)
        {
            out.extend((first.start..first.end.min(first.start + BEGINS + 1)).map(|token| (token, statement)));
        }
    }
    out
}

struct Work<'a> {
    article: &'a ArticleView<'a>,
    mentions: &'a [Mentioned],
    spoken: &'a Spoken,
    scores: Antecedents<'a>,
    of: Vec<usize>,
    members: Vec<Vec<usize>>,
    /// The gender that the first mention of each entity that tells one tells.
    genders: Vec<Option<Gender>>,
    roles: Vec<Vec<Range<usize>>>,
    /// The entity of each name.
    names: Vec<Option<usize>>,
    /// The tokens at the begin of unquoted words that follow their source, each with the statement.
    begun: BTreeMap<usize, usize>,
    /// What each mention tells of its bearer, where that was asked for.
    sides: Vec<OnceCell<Side>>,
}

impl Work<'_> {
    fn fresh(&mut self) -> usize {
        self.members.push(Vec::new());
        self.genders.push(None);
        self.roles.push(Vec::new());
        self.members.len() - 1
    }

    /// Makes sure that entity `e` exists.
    fn settle(&mut self, e: usize) -> usize {
        while self.members.len() <= e {
            self.fresh();
        }
        e
    }

    /// Gives every name an entity: the fullest forms first, then the shorter ones that can only be one of them.
    fn join_names(&mut self) -> Vec<Option<usize>> {
        let mut out: Vec<Option<usize>> = vec![None; self.mentions.len()];
        // Every distinct form, in order of its first mention.
        let mut forms: Vec<(Vec<String>, NameTag, Vec<usize>)> = Vec::new();
        // Ministries of two countries are two, though they have one name.
        let owner = |members: &[usize]| members.first().and_then(|&i| self.mentions[i].owner.as_deref());
        for (i, m) in self.mentions.iter().enumerate() {
            let (tag, key) = match (m.form, &m.identity) {
                (Form::Name(tag), _) => (tag, m.key.clone()),
                (_, Some(identity)) => (NameTag::Organization, vec![format!("{identity:?}")]),
                _ => continue,
            };
            match forms.iter_mut().find(|f| {
                let kind = f.1 == tag || tag != NameTag::Person && f.1 != NameTag::Person;
                f.0 == key && kind && owner(&f.2) == m.owner.as_deref()
            }) {
                Some(form) => form.2.push(i),
                None => forms.push((key, tag, vec![i])),
            }
        }
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|&f| (usize::MAX - forms[f].0.len(), owner(&forms[f].2).is_none(), f));
        // "Mr. Reed" is not Dana Reed where Dana is a woman's name.
        let gender = |members: &[usize]| members.iter().find_map(|&i| self.mentions[i].gender);
        let identity = |f: usize| forms[f].2.iter().find_map(|&i| self.mentions[i].identity.as_ref());
        let spelled_out = self.spelled_out();
        let form_of = |mention: usize| forms.iter().position(|form| form.2.contains(&mention));
        let mut entity_of: Vec<Option<usize>> = vec![None; forms.len()];
        for (rank, &f) in order.iter().enumerate() {
            let known = identity(f);
            let same = known.and_then(|k| order[..rank].iter().copied().find(|&g| identity(g) == Some(k)));
            let told = || {
                let full = forms[f].2.iter().find_map(|i| spelled_out.get(i))?;
                form_of(*full).filter(|&g| known.is_none() || identity(g).is_none_or(|other| Some(other) == known))
            };
            if let Some(entity) = same.or_else(told).and_then(|g| entity_of[g]) {
                entity_of[f] = Some(entity);
                forms[f].2.iter().for_each(|&i| out[i] = Some(entity));
                continue;
            }
            let fuller: Vec<usize> = order[..rank]
                .iter()
                .copied()
                // The Security Council is not the United Nations.
                .filter(|&g| known.is_none() || identity(g).is_none_or(|other| Some(other) == known))
                .filter(|&g| self.short_for(&forms[f].0, forms[f].1, &forms[g].0, forms[g].1))
                .filter(|&g| owner(&forms[f].2).is_none_or(|a| owner(&forms[g].2).is_none_or(|b| a == b)))
                .filter(|&g| gender(&forms[f].2).is_none_or(|a| gender(&forms[g].2).is_none_or(|b| a == b)))
                .collect();
            let mut found: Vec<usize> = fuller.iter().filter_map(|&g| entity_of[g]).collect();
            found.sort_unstable();
            found.dedup();
            let first = forms[f].2[0];
            let entity = match found[..] {
                [] => None,
                [one] => Some(one),
                // Several could be meant: the one mentioned last before, else the first of all.
                _ => fuller
                    .iter()
                    .filter_map(|&g| Some((forms[g].2.iter().rev().find(|&&i| i < first)?, entity_of[g]?)))
                    .max()
                    .map(|(_, e)| e)
                    .or(found.first().copied()),
            };
            let entity = entity.unwrap_or_else(|| self.fresh());
            entity_of[f] = Some(entity);
            for &i in &forms[f].2 {
                out[i] = Some(entity);
            }
        }
        out
    }

    /// The short names in brackets behind the name of a body, by which the article says that it will go on calling it ("the
    /// Coastal Fisheries Authority (AGEP)", "the National Fisheries Chamber (Canapesca)"), each with that name.
    fn spelled_out(&self) -> BTreeMap<usize, usize> {
        let is_body = |m: &Mentioned| matches!(m.form, Form::Name(NameTag::Organization | NameTag::Misc));
        let by_end: BTreeMap<usize, usize> =
            (self.mentions.iter().enumerate()).filter(|(_, m)| is_body(m)).map(|(i, m)| (m.tokens.end, i)).collect();
        (self.mentions.iter().enumerate())
            .filter(|(_, m)| is_body(m) && m.tokens.start > 0)
            .filter_map(|(i, m)| Some((i, *by_end.get(&(m.tokens.start - 1))?)))
            .filter(|&(short, full)| {
                let (short, full) = (&self.mentions[short], &self.mentions[full]);
                full.key.len() > 1
                    && in_brackets_behind(full.tokens.end, &short.tokens, self.article.division, self.article.text)
            })
            .collect()
    }

    /// Can the name `short` stand for the name `full`?
    fn short_for(&self, short: &[String], tag: NameTag, full: &[String], full_tag: NameTag) -> bool {
        let same_kind = tag == full_tag
            || matches!(
                (tag, full_tag),
                (NameTag::Location, NameTag::Organization) | (NameTag::Organization, NameTag::Location)
            ) && short == full;
        if !same_kind || short.len() > full.len() {
            return false;
        }
        match tag {
            NameTag::Person => {
                let last = short.last() == full.last();
                let suffix = matches!(full.last().map(String::as_str), Some("jr." | "jr" | "sr." | "iii" | "ii"));
                let inner = short.iter().all(|w| full.contains(w));
                let initials = short.len() == full.len()
                    && last
                    && short[0].chars().next() == full[0].chars().next()
                    && short[0].trim_end_matches('.').chars().count() == 1;
                inner && (last || suffix || short.first() == full.first()) || initials
            }
            NameTag::Organization => {
                let inner = full.windows(short.len()).any(|w| w == short);
                // "Democrats" are not the Virginia Democrats.
                let plural = short.len() == 1
                    && self.article.knowledge.noun_class(&short[0]).is_some_and(|c| c.class == Class::Group);
                if plural {
                    return false;
                }
                let joined = short.concat().replace('.', "");
                let initials: String = full
                    .iter()
                    .filter(|w| !matches!(w.as_str(), "of" | "the" | "and" | "for" | "on" | "in"))
                    .filter_map(|w| w.chars().next())
                    .collect();
                short.len() == 1 && full.len() > 1 && joined.len() > 1 && joined == initials
                    || inner
                        && (short.first() == full.first() || short.last() == full.last())
                        && short.concat().len() > 3
            }
            NameTag::Location => short == full,
            _ => short == full,
        }
    }

    /// Enters the roles that the article tells.
    fn gather_roles(&mut self, names: &[Option<usize>]) {
        let told = roles(self.article, self.mentions);
        let beside = (0..self.mentions.len())
            .filter(|&i| matches!(self.mentions[i].form, Form::Nominal(_)))
            .filter_map(|i| apposed(self.article, self.mentions, i).map(|j| (j, self.mentions[i].tokens.clone())));
        let all: Vec<(usize, Range<usize>)> = told.into_iter().chain(beside).collect();
        for (i, role) in all {
            if let Some(entity) = names[i] {
                self.settle(entity);
                self.roles[entity].push(role);
            }
        }
    }

    /// The entities with names, and what is said of them.
    fn bearers(&self, names: &[Option<usize>]) -> Vec<Bearer> {
        let mut out: Vec<Bearer> = Vec::new();
        for (i, entity) in names.iter().enumerate() {
            let Some(entity) = *entity else { continue };
            match out.iter_mut().find(|b| b.entity == entity) {
                Some(bearer) => bearer.names.push(i),
                None => {
                    let roles = self.roles.get(entity).cloned().unwrap_or_default();
                    out.push(Bearer { entity, names: vec![i], roles });
                }
            }
        }
        out
    }

    /// The entity of a description: by apposition, by a role that somebody bears, else by the scores.
    fn nominal(&self, i: usize, kind: Kind, names: &[Option<usize>], bearers: &[Bearer]) -> Option<usize> {
        if let Some(entity) = apposed(self.article, self.mentions, i).and_then(|j| names[j]) {
            return Some(entity);
        }
        if matches!(kind, Kind::Document | Kind::Place) || !self.is_definite(i) {
            return None;
        }
        let twin = if kind == Kind::Organization { self.same_words(i) } else { None };
        let other = |entity: usize| {
            let is_two = |&j: &usize| {
                let (a, b) = (&self.mentions[i], &self.mentions[j]);
                b.pronoun() == 0 && a.key.last() == b.key.last() && self.side(i).is_another(self.side(j))
            };
            self.members.get(entity).is_some_and(|members| members.iter().take(MOST_MEMBERS).any(is_two))
        };
        let faces =
            |entity: usize| self.faces(i, entity) || twin.is_some_and(|j| self.faces(j, entity)) || other(entity);
        bearer(self.article, self.mentions, bearers, i)
            .filter(|&entity| !faces(entity))
            .or_else(|| self.best(i, |work, j| work.agrees(i, j) && !faces(work.of[j])))
            .or_else(|| twin.map(|j| self.of[j]))
    }

    /// What mention `i` tells of its bearer.
    fn side(&self, i: usize) -> &Side {
        self.sides[i].get_or_init(|| Side::of(self.article, &self.mentions[i]))
    }

    /// The last description with the very same words ("the army", after "the army").
    fn same_words(&self, i: usize) -> Option<usize> {
        let words = |i: usize| self.article.words(&self.mentions[i].tokens).to_lowercase();
        let wanted = words(i);
        let same =
            |&j: &usize| matches!(self.mentions[j].form, Form::Nominal(Kind::Organization)) && words(j) == wanted;
        (i.saturating_sub(MAX_BACK)..i).rev().find(same)
    }

    /// Does mention `i` stand in one clause with another mention of the entity, as those do who act on each other?
    fn faces(&self, i: usize, entity: usize) -> bool {
        let syntax = self.article.syntax;
        let is_part = |t: usize| {
            matches!(
                syntax.relation[t],
                Relation::Nsubj
                    | Relation::NsubjPass
                    | Relation::Obj
                    | Relation::Iobj
                    | Relation::Obl
                    | Relation::OblAgent
            )
        };
        let verb = |j: usize| Some(self.mentions[j].head).filter(|&t| is_part(t)).and_then(|t| syntax.head[t]);
        let Some(clause) = verb(i) else { return false };
        let sentence = self.mentions[i].sentence;
        self.members.get(entity).is_some_and(|members| {
            let first = members.partition_point(|&j| self.mentions[j].sentence < sentence);
            members[first..]
                .iter()
                .take_while(|&&j| self.mentions[j].sentence == sentence)
                .any(|&j| self.mentions[j].head != self.mentions[i].head && verb(j) == Some(clause))
        })
    }

    /// Does the description begin like one of something known ("the", "his", "this")?
    fn is_definite(&self, i: usize) -> bool {
        let word = self.article.word(self.mentions[i].tokens.start);
        let first = word.to_lowercase();
        matches!(first.as_str(), "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their" | "both")
    }

    fn pronoun(&mut self, i: usize, class: usize) -> Option<usize> {
        if class == 8 {
            return self.relative(i);
        }
        if matches!(class, 5..=7) {
            // First and second persons belong to whoever speaks; statements settle them.
            return None;
        }
        if self.is_empty(self.mentions[i].head) {
            return None;
        }
        // Those whom it takes up together are told by `together`.
        if class == THEY && !coordinated(self.article, self.mentions, i).is_empty() {
            return None;
        }
        self.best(i, |work, j| work.agrees(i, j))
    }

    /// Does "it" stand for the clause that follows ("it is clear that"), or for nothing?
    fn is_empty(&self, token: usize) -> bool {
        let syntax = self.article.syntax;
        let sentence = self.article.sentence(token);
        let says_how = |head: usize| {
            let is_clause = |t: usize| t > head && syntax.relation[t] == Relation::Csubj;
            matches!(syntax.upos[head], Upos::Adj)
                && syntax.children(head, sentence).any(|t| syntax.relation[t] == Relation::Cop)
                && syntax.children(head, sentence).any(is_clause)
        };
        syntax.relation[token] == Relation::Expl
            || self.article.word(token).eq_ignore_ascii_case("it") && syntax.head[token].is_some_and(says_how)
    }

    /// The noun that a relative clause describes.
    fn relative(&self, i: usize) -> Option<usize> {
        let syntax = self.article.syntax;
        let mut at = self.mentions[i].head;
        for _ in 0..6 {
            let Some(parent) = syntax.head[at] else { break };
            if matches!(syntax.relation[at], Relation::AclRelcl | Relation::Acl) {
                let found = (0..i).rev().take(12).find(|&j| self.mentions[j].head == parent);
                let found =
                    found.or_else(|| (0..i).rev().take(12).find(|&j| self.mentions[j].tokens.contains(&parent)));
                match found {
                    Some(j) => return self.of.get(j).copied(),
                    None => break,
                }
            }
            at = parent;
        }
        let at = self.mentions[i].head;
        let ends_before = |j: &usize| {
            let end = self.mentions[*j].tokens.end;
            end == at || end + 1 == at && self.article.word(end) == ","
        };
        if let Some(j) = (i.saturating_sub(4)..i).rev().find(ends_before) {
            return self.of.get(j).copied();
        }
        // The nearest mention before it, where the tree does not tell.
        (0..i)
            .rev()
            .take(1)
            .find(|&j| self.mentions[j].sentence == self.mentions[i].sentence)
            .and_then(|j| self.of.get(j).copied())
    }

    /// Can mention `i` refer to what mention `j` refers to?
    fn in_one_paragraph(&self, a: usize, b: usize) -> bool {
        let paragraphs = &self.article.division.paragraphs;
        let of = |sentence: usize| paragraphs.partition_point(|paragraph| paragraph.end <= sentence);
        of(a) == of(b)
    }

    fn agrees(&self, i: usize, j: usize) -> bool {
        let (a, b) = (&self.mentions[i], &self.mentions[j]);
        let entity = self.of[j];
        if overlaps(&a.tokens, &b.tokens) {
            return false;
        }
        if let (Some(x), Some(y)) = (a.gender, self.genders[entity])
            && x != y
        {
            return false;
        }
        let first = &self.mentions[self.members[entity].first().copied().unwrap_or(j)];
        // "Dozens dead in fire" of a headline tells of nobody whom the text below takes up.
        if is_bare_number(self.article, first.head) && !self.in_one_paragraph(a.sentence, b.sentence) {
            return false;
        }
        match (a.form, first.form) {
            // He and she are persons.
            (Form::Pronoun(1 | 2), Form::Name(tag)) => tag == NameTag::Person,
            (Form::Pronoun(1 | 2), Form::Nominal(kind)) => kind == Kind::Person,
            (Form::Pronoun(3), Form::Name(tag)) => tag != NameTag::Person,
            (Form::Pronoun(3), Form::Nominal(kind)) => !matches!(kind, Kind::Person | Kind::People),
            (Form::Pronoun(4), Form::Name(tag)) => tag != NameTag::Person,
            (Form::Pronoun(4), Form::Nominal(_)) => first.plural || !matches!(first.form, Form::Nominal(Kind::Person)),
            (Form::Pronoun(x), Form::Pronoun(y)) => x == y,
            (Form::Nominal(Kind::Person), Form::Name(tag)) => tag == NameTag::Person,
            (Form::Nominal(Kind::Organization), Form::Name(tag)) => {
                matches!(tag, NameTag::Organization | NameTag::Location) && same_sector(self.article, a, first)
            }
            (Form::Nominal(Kind::People), Form::Name(tag)) => matches!(tag, NameTag::Norp | NameTag::Organization),
            (Form::Nominal(x), Form::Nominal(y)) => x == y && a.plural == first.plural && a.key == first.key,
            (Form::Nominal(_), Form::Pronoun(_)) => false,
            _ => false,
        }
    }

    /// The mention that is the source of the last statement before the one that mention `i` is the source of, where it
    /// stands in the same sentence or the one before.
    fn last_speaker(&self, i: usize) -> Option<usize> {
        let m = &self.mentions[i];
        let own = self.spoken.source_of.get(m.head).copied().flatten()?;
        let other =
            |j: &usize| self.spoken.source_of.get(self.mentions[*j].head).copied().flatten().is_some_and(|s| s != own);
        let near = |j: &usize| m.sentence - self.mentions[*j].sentence <= 1;
        (0..i).rev().take_while(near).find(other)
    }

    /// The statement whose unquoted words mention `i` begins, where it may be its source.
    fn begun_by(&self, i: usize) -> Option<usize> {
        let m = &self.mentions[i];
        // "A spokeswoman said she died": those may be others.
        let is_one = matches!(m.form, Form::Pronoun(3 | 4)) && !self.spoken.speaks(m.head);
        is_one.then(|| self.begun.get(&m.head).copied()).flatten()
    }

    /// Is the mention, with a title before it, the subject of a clause?
    fn is_subject(&self, m: &Mentioned) -> bool {
        let syntax = self.article.syntax;
        let mut top = m.head;
        // In names and behind titles, the first word may be the head.
        for _ in 0..MAX_STEPS {
            let in_name = matches!(syntax.relation[top], Relation::Flat | Relation::NmodDesc | Relation::Appos);
            let Some(head) = syntax.head[top].filter(|&h| m.tokens.contains(&h) || in_name && h < top) else { break };
            top = head;
        }
        matches!(syntax.relation[top], Relation::Nsubj | Relation::NsubjPass)
    }

    /// Is mention `j` the source of the statement, not a part of its name ("the UAE foreign ministry" is no country)?
    fn is_source(&self, j: usize, statement: usize) -> bool {
        let is_in = |token: usize| self.spoken.source_of[token] == Some(statement);
        let syntax = self.article.syntax;
        let m = &self.mentions[j];
        let is_top = |t: usize| syntax.relation[t] == Relation::Appos || !syntax.head[t].is_some_and(is_in);
        is_in(m.head) && m.tokens.clone().any(is_top)
    }

    /// The entities that the words name whose source mention `i` is.
    fn named_by(&self, i: usize) -> Vec<usize> {
        let statement = self.spoken.source_of.get(self.mentions[i].head).copied().flatten();
        let contents = statement.map(|s| self.spoken.contents[s].as_slice()).unwrap_or_default();
        let inside = |range: &Range<usize>| {
            let from = self.mentions.partition_point(|m| m.head < range.start);
            from..self.mentions.partition_point(|m| m.head < range.end)
        };
        contents.iter().flat_map(inside).filter_map(|m| self.names.get(m).copied().flatten()).collect()
    }

    /// The entity of the mention that scores best as the antecedent of `i`, where one beats having none.
    fn best(&self, i: usize, allowed: impl Fn(&Self, usize) -> bool) -> Option<usize> {
        let m = &self.mentions[i];
        let mut best = (self.scores.none(i), None);
        let last_speaker = self.last_speaker(i);
        let own_words = self.named_by(i);
        let begun = self.begun_by(i).filter(|&statement| {
            (i.saturating_sub(MAX_BACK)..i).any(|j| self.is_source(j, statement) && allowed(self, j))
        });
        for j in i.saturating_sub(MAX_BACK)..i {
            if !allowed(self, j) {
                continue;
            }
            let k = &self.mentions[j];
            let pronoun = m.pronoun() != 0 || k.pronoun() != 0;
            let words = if pronoun || m.key.is_empty() || k.key.is_empty() {
                0
            } else if m.key == k.key {
                3
            } else if m.key.iter().all(|w| k.key.contains(w)) || k.key.iter().all(|w| m.key.contains(w)) {
                2
            } else {
                usize::from(m.key.last() == k.key.last())
            };
            let pair = PairFeatures {
                forms: (m.form_id(), k.form_id()),
                words,
                pronouns: (m.pronoun(), k.pronoun()),
                sentences: m.sentence - k.sentence,
                mentions: i - j,
            };
            let named = self.members[self.of[j]].iter().any(|&k| matches!(self.mentions[k].form, Form::Name(_)));
            let subject = self.is_subject(k);
            let speaks_now = self.spoken.speaks(m.head);
            let speaks = speaks_now && self.spoken.speaks(k.head);
            let last = speaks && Some(j) == last_speaker;
            let beside = (last || speaks_now && subject && pair.sentences <= 1)
                && matches!(m.form, Form::Pronoun(1 | 2))
                && !matches!(k.form, Form::Pronoun(_))
                && named
                && self.article.index.paragraph[k.head] == self.article.index.paragraph[m.head];
            let bonus = match m.form {
                Form::Pronoun(_) => {
                    f32::from(named) * NAMED_BONUS
                        + f32::from(subject) * SUBJECT_BONUS
                        + f32::from(speaks) * SPEAKER_BONUS
                        + f32::from(last) * LAST_SPEAKER_BONUS
                        + begun.map_or(0.0, |statement| if self.is_source(j, statement) { SAYS_IT } else { -SAYS_IT })
                        + f32::from(beside) * BESIDE_BONUS
                        - f32::from(self.spoken.is_said_by(k.head, m.head) || own_words.contains(&self.of[j]))
                            * OWN_WORDS
                        - (pair.sentences.saturating_sub(1).min(FARTHEST)) as f32 * FAR
                }
                _ => 0.0,
            };
            let score = self.scores.score(i, j, pair) + bonus;
            if score > best.0 {
                best = (score, Some(self.of[j]));
            }
        }
        // "He" and "she" always refer to somebody, and so do "it" and "they" where they speak.
        let must = match m.form {
            Form::Pronoun(1 | 2) => true,
            Form::Pronoun(3 | 4) => self.spoken.speaks(m.head),
            _ => false,
        };
        if best.1.is_none() && must {
            return (i.saturating_sub(MAX_BACK)..i).rev().filter(|&j| allowed(self, j)).map(|j| self.of[j]).next();
        }
        best.1
    }

    fn finish(mut self) -> Entities {
        for roles in &mut self.roles {
            roles.sort_by_key(|r| (r.start, r.end));
            roles.dedup();
        }
        Entities { of: self.of, members: self.members, roles: self.roles }
    }
}

fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
