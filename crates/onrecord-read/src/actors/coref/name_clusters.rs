//! Clusters names into entities: the fullest forms first, then the shorter forms that can stand for only one of them.

use std::collections::{BTreeMap, BTreeSet};

use super::fuller_names::FullerNames;
use super::resolver::CorefResolver;
use super::short_names::is_short_for;
use crate::actors::linking::Identity;
use crate::actors::mention::{Form, Mentioned};
use crate::actors::short_forms::is_bracketed_behind;
use crate::actors::titles::title_before;
use crate::article::ArticleView;
use crate::knowledge::Gender;
use crate::model::NameTag;

/// Maximum number of mentions of a full name, from its first, whose titles are compared.
const MOST_MENTIONS: usize = 32;

/// A distinct form of a name, with all its mentions.
struct NameForm<'a> {
    words: Vec<String>,
    tag: NameTag,
    mentions: Vec<usize>,
    identity: Option<&'a Identity>,
    gender: Option<Gender>,
    /// The title right before a last name used alone, in lower case: "Dr. Reed" and "Mr. Reed" can be different
    /// persons.
    title: Option<String>,
    /// The country that the organization belongs to: the ministries of two countries are different even if they share a
    /// name.
    owner: Option<&'a str>,
}

/// The key that distinguishes forms: words, title before a last name, whether it is a person's name, owner.
type FormKey<'m> = (Vec<String>, Option<String>, bool, Option<&'m str>);

impl CorefResolver<'_> {
    /// Assigns every name an entity.
    pub(super) fn cluster_names(&mut self) {
        let forms = name_forms(self.article, self.mentions);
        let mut form_of = vec![None; self.mentions.len()];
        for (f, form) in forms.iter().enumerate() {
            form.mentions.iter().for_each(|&i| form_of[i] = Some(f));
        }
        let spelled_out = spelled_out(self.article, self.mentions);
        let mut order: Vec<usize> = (0..forms.len()).collect();
        order.sort_by_key(|&f| (usize::MAX - forms[f].words.len(), forms[f].owner.is_none(), f));
        let mut entity_of: Vec<Option<usize>> = vec![None; forms.len()];
        let (mut fuller, mut first_known) = (FullerNames::default(), BTreeMap::new());
        for &f in &order {
            let form = &forms[f];
            let same = || first_known.get(form.identity?).copied();
            let told = || {
                let full = form.mentions.iter().find_map(|i| spelled_out.get(i))?;
                form_of[*full].filter(|&g| form.may_be(&forms[g]))
            };
            let named_alike = || {
                let is_fuller = |g: usize| is_fuller(self.article, form, &forms[g]);
                let fuller: Vec<usize> = fuller.candidates(&form.words).filter(|&g| is_fuller(g)).collect();
                most_likely(form, &self.titled_alike(form, fuller, &forms), &forms, &entity_of)
            };
            let entity = same().or_else(told).and_then(|g| entity_of[g]).or_else(named_alike);
            entity_of[f] = Some(entity.unwrap_or_else(|| self.new_entity()));
            fuller.add(self.article.knowledge, &form.words, f);
            if let Some(identity) = form.identity {
                first_known.entry(identity).or_insert(f);
            }
        }
        self.names = form_of.iter().map(|form| form.and_then(|f| entity_of[f])).collect();
    }

    /// Returns the fuller forms that occur with the same title as the form. If none does, returns all of them.
    fn titled_alike(&self, form: &NameForm<'_>, fuller: Vec<usize>, forms: &[NameForm<'_>]) -> Vec<usize> {
        let Some(title) = form.title.as_deref().filter(|_| fuller.len() > 1) else { return fuller };
        let has_title = |g: usize| {
            let mentions = forms[g].mentions.iter().take(MOST_MENTIONS);
            mentions.filter_map(|&i| title_of(self.article, &self.mentions[i])).any(|other| other == title)
        };
        let alike: Vec<usize> = fuller.iter().copied().filter(|&g| has_title(g)).collect();
        if alike.is_empty() { fuller } else { alike }
    }
}

/// Returns the title right before the name of a person, in lower case.
fn title_of(article: &ArticleView<'_>, name: &Mentioned) -> Option<String> {
    let title = title_before(article, name).filter(|title| title.end == name.tokens.start)?;
    Some(article.words(&title).to_lowercase())
}

/// Returns every distinct form, in the order of its first mention.
fn name_forms<'m>(article: &ArticleView<'_>, mentions: &'m [Mentioned]) -> Vec<NameForm<'m>> {
    let mut forms: Vec<NameForm<'_>> = Vec::new();
    let mut by_words: BTreeMap<FormKey<'_>, usize> = BTreeMap::new();
    let shared = shared_last_names(mentions);
    for (i, m) in mentions.iter().enumerate() {
        let (tag, words) = match (m.form, &m.identity) {
            (Form::Name(tag), _) => (tag, m.key.clone()),
            (_, Some(identity)) => (NameTag::Organization, vec![format!("{identity:?}")]),
            _ => continue,
        };
        // Persons only share forms with persons; all other types share forms with each other.
        let is_last_name = tag == NameTag::Person && words.len() == 1 && shared.contains(words[0].as_str());
        let title = is_last_name.then(|| title_of(article, m)).flatten();
        let key = (words, title, tag == NameTag::Person, m.owner.as_deref());
        match by_words.get(&key) {
            Some(&f) => {
                let form = &mut forms[f];
                form.mentions.push(i);
                form.identity = form.identity.or(m.identity.as_ref());
                form.gender = form.gender.or(m.gender);
            }
            None => {
                forms.push(NameForm {
                    words: key.0.clone(),
                    tag,
                    mentions: vec![i],
                    identity: m.identity.as_ref(),
                    gender: m.gender,
                    title: key.1.clone(),
                    owner: m.owner.as_deref(),
                });
                by_words.insert(key, forms.len() - 1);
            }
        }
    }
    forms
}

/// Returns the last names that several full names share.
fn shared_last_names(mentions: &[Mentioned]) -> BTreeSet<&str> {
    let mut first: BTreeMap<&str, &[String]> = BTreeMap::new();
    let mut shared = BTreeSet::new();
    for m in mentions.iter().filter(|m| m.form == Form::Name(NameTag::Person) && m.key.len() > 1) {
        let Some(last) = m.key.last() else { continue };
        if *first.entry(last).or_insert(&m.key) != m.key.as_slice() {
            shared.insert(last.as_str());
        }
    }
    shared
}

impl NameForm<'_> {
    /// Returns whether both forms can name the same entity according to the knowledge base. The Security Council is not
    /// the United Nations.
    fn may_be(&self, other: &NameForm<'_>) -> bool {
        !differ(self.identity, other.identity)
    }
}

/// Returns whether the form can stand for the fuller one. "Mr. Reed" is not Dana Reed if Dana is a woman's name.
fn is_fuller(article: &ArticleView<'_>, form: &NameForm<'_>, full: &NameForm<'_>) -> bool {
    form.may_be(full)
        && is_short_for(article.knowledge, (&form.words, form.tag), (&full.words, full.tag))
        && !differ(form.owner, full.owner)
        && !differ(form.gender, full.gender)
}

/// Returns the entity that the form stands for. If the fuller forms belong to several entities, this is the one
/// mentioned last before the form, or else the first one.
fn most_likely(
    form: &NameForm<'_>,
    fuller: &[usize],
    forms: &[NameForm<'_>],
    entity_of: &[Option<usize>],
) -> Option<usize> {
    let entities = || fuller.iter().filter_map(|&g| entity_of[g]);
    let lowest = entities().min()?;
    if entities().all(|entity| entity == lowest) {
        return Some(lowest);
    }
    let first = form.mentions[0];
    let last_before = |g: usize| Some((forms[g].mentions.iter().rev().find(|&&i| i < first)?, entity_of[g]?));
    fuller.iter().filter_map(|&g| last_before(g)).max().map_or(Some(lowest), |(_, entity)| Some(entity))
}

/// Maps each short form in brackets after the name of an organization ("the Coastal Fisheries Authority (AGEP)") to
/// that name.
fn spelled_out(article: &ArticleView<'_>, mentions: &[Mentioned]) -> BTreeMap<usize, usize> {
    let is_body = |m: &Mentioned| matches!(m.form, Form::Name(NameTag::Organization | NameTag::Misc));
    let bodies = || mentions.iter().enumerate().filter(|(_, m)| is_body(m));
    let by_end: BTreeMap<usize, usize> = bodies().map(|(i, m)| (m.tokens.end, i)).collect();
    let is_short_form = |short: &Mentioned, full: &Mentioned| {
        full.key.len() > 1 && is_bracketed_behind(full.tokens.end, &short.tokens, article.tokenized)
    };
    bodies()
        .filter_map(|(i, m)| Some((i, *by_end.get(&m.tokens.start.checked_sub(1)?)?)))
        .filter(|&(short, full)| is_short_form(&mentions[short], &mentions[full]))
        .collect()
}

/// Returns whether both are known and differ.
fn differ<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    matches!((a, b), (Some(a), Some(b)) if a != b)
}
