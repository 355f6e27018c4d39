//! Words that refer to somebody: names, descriptions, pronouns.

use std::ops::Range;

use onrecord_record::MentionForm;

use super::known::{self, Identity};
use super::names::Name;
use crate::article::ArticleView;
use crate::knowledge::{Class, Gender};
use crate::model::NameTag;
use crate::syntax::{Relation, Upos};

/// What the words of a mention can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Name(NameTag),
    Nominal(Kind),
    /// The class of the pronoun; see [`pronoun_class`].
    Pronoun(usize),
}

/// What a description denotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    People,
    Organization,
    Place,
    Document,
}

/// A mention before it is known whom it refers to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mentioned {
    /// The words.
    pub(crate) tokens: Range<usize>,
    /// The word that carries the mention.
    pub(crate) head: usize,
    pub(crate) form: Form,
    /// Lower-case words that are compared: those of a name, the head of a description.
    pub(crate) key: Vec<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) plural: bool,
    pub(crate) sentence: usize,
    /// What the knowledge says that it names.
    pub(crate) identity: Option<Identity>,
    /// It describes a body by its place, so that it is known who speaks ("Cardiff council", "the Israeli army").
    pub(crate) placed: bool,
    /// The code of the country whose body the name says it is ("Peru's Supreme Court", "the Peruvian Supreme Court").
    pub(crate) owner: Option<String>,
}

impl Mentioned {
    pub(crate) fn record_form(&self) -> MentionForm {
        match self.form {
            Form::Name(_) => MentionForm::Name,
            Form::Nominal(_) => MentionForm::Nominal,
            Form::Pronoun(_) => MentionForm::Pronoun,
        }
    }

    /// The number under which the coreference head knows the form.
    pub(crate) fn form_id(&self) -> usize {
        match self.form {
            Form::Name(_) => 0,
            Form::Nominal(_) => 1,
            Form::Pronoun(_) => 2,
        }
    }

    pub(crate) fn pronoun(&self) -> usize {
        if let Form::Pronoun(class) = self.form { class } else { 0 }
    }
}

/// Class 1 he, 2 she, 3 it, 4 they, 5 I, 6 we, 7 you, 8 who, 9 this: the classes of training
/// (`training/onrecord_training/labels.py`).
pub(crate) fn pronoun_class(lower: &str) -> usize {
    match lower {
        "he" | "him" | "his" | "himself" => 1,
        "she" | "her" | "hers" | "herself" => 2,
        "it" | "its" | "itself" => 3,
        "they" | "them" | "their" | "theirs" | "themselves" => 4,
        "i" | "me" | "my" | "mine" | "myself" => 5,
        "we" | "us" | "our" | "ours" | "ourselves" => 6,
        "you" | "your" | "yours" | "yourself" | "yourselves" => 7,
        "who" | "whom" | "whose" | "which" | "that" => 8,
        "this" | "these" | "those" | "one" => 9,
        _ => 0,
    }
}

/// Returns all mentions in text order; no two have the same head. `types` has the likeliest type of mention of each
/// token.
pub(crate) fn mentions(types: &[u8], article: &ArticleView<'_>, names: &[Name]) -> Vec<Mentioned> {
    let n = article.division.tokens.len();
    let mut in_name = vec![None; n];
    let mut out = Vec::new();
    for name in names.iter().filter(|name| !is_description(article, name)) {
        in_name[name.tokens.clone()].fill(Some(name.tag));
        let head = name.tokens.end - 1;
        let key: Vec<String> = name
            .tokens
            .clone()
            .map(|i| article.word(i))
            .filter(|w| w.starts_with(char::is_alphanumeric))
            .map(str::to_lowercase)
            .filter(|w| w != "the")
            .collect();
        if key.is_empty() {
            continue;
        }
        let gender = match name.tag {
            NameTag::Person => gender_of_name(article, &name.tokens),
            _ => None,
        };
        out.push(Mentioned {
            head,
            form: Form::Name(name.tag),
            plural: name.tag == NameTag::Norp && key.last().is_some_and(|w| w.ends_with('s')),
            key,
            gender,
            sentence: article.index.sentence[head],
            identity: known::of_name(article.knowledge, article.words(&name.tokens), name.tag),
            placed: false,
            owner: (name.tag == NameTag::Organization).then(|| owner(article, &name.tokens)).flatten(),
            tokens: name.tokens.clone(),
        });
    }
    for token in 0..n {
        if in_name[token].is_some() {
            continue;
        }
        let lower = article.word(token).to_lowercase();
        let upos = article.syntax.upos[token];
        let class = pronoun_class(&lower);
        let is_pronoun = match class {
            0 => false,
            1..=7 => lower != "us" || article.word(token) != "US",
            // "who" refers; "which", "that", "this" mostly stand for things or clauses.
            8 => matches!(lower.as_str(), "who" | "whom" | "whose") && article.syntax.relation[token] != Relation::Root,
            _ => false,
        };
        if is_pronoun {
            out.push(Mentioned {
                tokens: token..token + 1,
                head: token,
                form: Form::Pronoun(class),
                key: vec![lower],
                gender: match class {
                    1 => Some(Gender::Male),
                    2 => Some(Gender::Female),
                    _ => None,
                },
                plural: matches!(class, 4 | 6),
                sentence: article.index.sentence[token],
                identity: None,
                placed: false,
                owner: None,
            });
        } else if matches!(upos, Upos::Noun | Upos::Propn)
            && let Some(mention) = nominal(article, token, &lower, types[token], &in_name)
        {
            out.push(mention);
        }
    }
    out.sort_by_key(|m| m.head);
    out
}

/// Is what the tags take for the name of a body a description of one of many ("European banks", "a Bergen bank")?
fn is_description(article: &ArticleView<'_>, name: &Name) -> bool {
    let last = article.word(name.tokens.end - 1);
    if name.tag != NameTag::Organization || !last.starts_with(char::is_lowercase) {
        return false;
    }
    let is_plural = last.ends_with('s') && !last.ends_with("ss");
    let is_open = |t: usize| article.knowledge.leaves_unnamed(&article.word(t).to_lowercase());
    let is_class = || article.knowledge.noun_class(last).is_some_and(|found| found.class == Class::Organization);
    (is_plural || name.tokens.start.checked_sub(1).is_some_and(is_open)) && is_class()
}

/// The description headed by a common noun, where it denotes people, a body or a document that speaks.
fn nominal(
    article: &ArticleView<'_>,
    token: usize,
    lower: &str,
    best: u8,
    in_name: &[Option<NameTag>],
) -> Option<Mentioned> {
    // A noun that stands before another ("spokesman Lee", "police chief") is part of its phrase.
    if matches!(
        article.syntax.relation[token],
        Relation::Compound | Relation::Flat | Relation::Fixed | Relation::Goeswith
    ) {
        return None;
    }
    if article.syntax.relation[token] == Relation::NmodDesc
        && article.syntax.head[token].is_some_and(|h| in_name[h].is_some())
    {
        return None;
    }
    let class = article.knowledge.noun_class(lower);
    let is_title = class.is_none() && article.knowledge.title(&[lower]).is_some();
    // Capitals are titles that stand alone ("the President"), not names that the tags left out ("Mr. King").
    if article.syntax.upos[token] == Upos::Propn {
        let before = token.checked_sub(1).map(|t| article.word(t));
        let name_follows = token + 1 < in_name.len() && in_name[token + 1].is_some();
        let beside_name = before
            .is_some_and(|w| w.starts_with(char::is_uppercase) && !matches!(w, "The" | "His" | "Her"))
            || name_follows;
        let capital = article.word(token).starts_with(char::is_uppercase);
        let is_office = !name_follows && office(article, token);
        if capital && !is_office && (class.is_none() || beside_name || lower.ends_with('.')) {
            return None;
        }
    }
    // Who does or undergoes something ("hundreds fled") is somebody, though nobody can say who.
    let of_verb = article.syntax.head[token].is_some_and(|h| matches!(article.syntax.upos[h], Upos::Verb | Upos::Aux));
    if is_bare_number(article, token) && !of_verb {
        return None;
    }
    let plural_form = article.syntax.upos[token] == Upos::Noun && lower.ends_with('s') && !lower.ends_with("ss");
    let kind = match (&class, best) {
        (Some(c), _) => match c.class {
            Class::Person => {
                if plural_form {
                    Kind::People
                } else {
                    Kind::Person
                }
            }
            Class::Group => Kind::People,
            Class::Organization => Kind::Organization,
            Class::Document => Kind::Document,
        },
        _ if is_title && !plural_form => Kind::Person,
        (None, 1) => {
            if plural_form {
                Kind::People
            } else {
                Kind::Person
            }
        }
        (None, 2) => Kind::Organization,
        (None, 3) => Kind::Place,
        _ => return None,
    };
    let tokens = phrase(article, token);
    // "No captain", "neither side": nobody.
    if matches!(article.word(tokens.start).to_lowercase().as_str(), "no" | "neither") {
        return None;
    }
    let is_place = |t: usize| {
        matches!(in_name[t], Some(NameTag::Location | NameTag::Norp))
            && (article.syntax.head[t] == Some(token) || t + 1 == token)
    };
    Some(Mentioned {
        identity: known::of_description(article, &tokens, token),
        owner: None,
        placed: kind == Kind::Organization
            && (tokens.start..token).any(is_place)
            && is_definite(article, tokens.start..token),
        tokens,
        head: token,
        form: Form::Nominal(kind),
        key: vec![lower.to_owned()],
        gender: class.as_ref().and_then(|c| c.gender),
        plural: matches!(kind, Kind::People) || plural_form,
        sentence: article.index.sentence[token],
    })
}

/// The country whose body a name with the tokens says it is: of the possessor right before it, or of its first word.
fn owner(article: &ArticleView<'_>, tokens: &Range<usize>) -> Option<String> {
    let knowledge = article.knowledge;
    let before =
        tokens.start.checked_sub(2).filter(|_| matches!(article.word(tokens.start - 1), "'s" | "’s" | "'" | "’"));
    let possessor = before.and_then(|last| {
        let first = last.saturating_sub(2).max(article.sentence(last).start);
        (first..=last).find_map(|start| knowledge.country_by_name(article.words(&(start..last + 1))))
    });
    let country = possessor.or_else(|| {
        let word = article.word(tokens.start);
        (tokens.len() > 1).then(|| knowledge.country_by_adjective(word)).flatten()
    });
    country.map(|c| c.iso.to_string())
}

/// Is the word a number alone ("Dozens dead"), of which nobody can say who is counted?
pub(super) fn is_bare_number(article: &ArticleView<'_>, token: usize) -> bool {
    let next = token + 1;
    let is_of = next < article.sentence(token).end && article.word(next).eq_ignore_ascii_case("of");
    !is_of && article.knowledge.counts_alone(&article.word(token).to_lowercase())
}

/// Can the words before the head of a description be those of the one body that is meant? Not "a Chicago bank", "two banks"
/// or "an unnamed newspaper".
fn is_definite(article: &ArticleView<'_>, before: Range<usize>) -> bool {
    before.into_iter().all(|t| {
        let lower = article.word(t).to_lowercase();
        let determines = article.syntax.upos[t] == Upos::Det && !matches!(lower.as_str(), "the" | "this" | "that");
        let counts = article.syntax.relation[t] == Relation::Nummod;
        !determines && !counts && !article.knowledge.leaves_unnamed(&lower)
    })
}

/// Is the word the end of a title of several words behind a determiner ("his Defense Secretary", "the Foreign Minister")?
fn office(article: &ArticleView<'_>, head: usize) -> bool {
    let sentence = article.sentence(head);
    let Some(start) = super::roles::longest_title(article, sentence.start..head + 1).filter(|&start| start < head)
    else {
        return false;
    };
    let determines = |t: usize| {
        article.syntax.upos[t] == Upos::Det
            || matches!(pronoun_class(&article.word(t).to_lowercase()), 1..=7)
            || matches!(article.word(t), "'s" | "’s")
    };
    start > sentence.start && determines(start - 1)
}

/// The noun phrase of `head`: what stands before it, and an "of" phrase behind it.
fn phrase(article: &ArticleView<'_>, head: usize) -> Range<usize> {
    let sentence = article.sentence(head).clone();
    let (mut start, mut end) = (head, head + 1);
    while start > sentence.start {
        let before = start - 1;
        let under = article.syntax.is_under(before, head);
        let joins = !matches!(article.syntax.upos[before], Upos::Punct) || article.word(before) == "-";
        let relation = article.syntax.relation[before];
        if !under
            || !joins
            || matches!(relation, Relation::Case | Relation::Cc | Relation::Mark | Relation::Cop | Relation::Advmod)
                && article.syntax.head[before] == Some(head)
        {
            break;
        }
        start = before;
    }
    if end < sentence.end && article.word(end).eq_ignore_ascii_case("of") && article.syntax.is_under(end, head) {
        let mut at = end;
        while at < sentence.end
            && article.syntax.is_under(at, head)
            && article.syntax.upos[at] != Upos::Punct
            && !matches!(
                article.syntax.relation[at],
                Relation::AclRelcl | Relation::Acl | Relation::Advcl | Relation::Nsubj | Relation::Cc
            )
            && !is_gerund(article, at)
        {
            at += 1;
        }
        if at > end + 1 {
            end = at;
        }
    }
    // "well as embassies", "to the affidavit": what belongs to a preposition or conjunction before is no part of the
    // phrase; "at least two people" is.
    let leads = |t: usize, start: usize| {
        let outside = article.syntax.head[t].is_none_or(|h| h == head || !(start..head).contains(&h));
        let joins = matches!(article.syntax.relation[t], Relation::Fixed | Relation::Case | Relation::Cc);
        !article.word(t).contains(char::is_alphanumeric) || outside && joins
    };
    while start < head && leads(start, start) {
        start += 1;
    }
    while end > head + 1 && !article.word(end - 1).contains(char::is_alphanumeric) {
        end -= 1;
    }
    start..end
}

/// "Accused officials of hiding reports": a verb in -ing belongs to what is done, not to who they are.
fn is_gerund(article: &ArticleView<'_>, token: usize) -> bool {
    let stands_before = matches!(article.syntax.relation[token], Relation::Amod | Relation::Compound);
    article.syntax.upos[token] == Upos::Verb && article.word(token).ends_with("ing") && !stands_before
}

/// From a form of address before the name, or the given name.
fn gender_of_name(article: &ArticleView<'_>, tokens: &Range<usize>) -> Option<Gender> {
    let knowledge = article.knowledge;
    let given = || (tokens.len() > 1).then(|| knowledge.given_name_gender(article.word(tokens.start))).flatten();
    let sentence = article.sentence(tokens.start);
    let Some(before) = tokens.start.checked_sub(1).filter(|before| sentence.contains(before)) else { return given() };
    let word = article.word(before);
    let title = knowledge.title(&[word]).filter(|found| found.n_tokens == 1).map(|found| found.title);
    let told = title.and_then(|title| title.gender);
    // "Chairman Mary Lee" is a woman, "Mr. Robin Lee" a man, and so is "her son Robin".
    let noun = knowledge.noun_class(word).and_then(|noun| noun.gender);
    let is_address = title.is_some_and(|title| title.sector.is_none() && !title.of_body);
    told.filter(|_| is_address).or(noun.filter(|_| told.is_none())).or_else(given).or(told)
}
