//! Given names and surnames that look like times ("Sunday Adeyemi", "Joe Friday").

use ahash::AHashSet;
use onrecord_record::Time;
use onrecord_text::Shape;

use crate::actors::name::Name;
use crate::model::NameTag;
use crate::range_index::RangeIndex;
use crate::syntax::{Relation, Syntax, Upos};
use crate::text::TokenizedText;

/// Extends the names of people by a word next to them that was read as a time, if it is part of the name: by the syntax
/// tree, or because no time stands there and the text gives the person no other name.
pub(super) fn with_given_names(
    names: Vec<Name>,
    times: &[Time],
    text: &TokenizedText<'_>,
    syntax: &Syntax,
) -> Vec<Name> {
    let mut names = joined(names, times, text, syntax);
    let taken = RangeIndex::of(names.iter().map(|name| name.tokens.clone()));
    let words = times.iter().filter_map(|time| only_word(time, text, syntax));
    let words: AHashSet<usize> = words.filter(|&token| !taken.meets(&(token..token + 1))).collect();
    if syntax.head.is_empty() || times.is_empty() {
        return names;
    }
    let has_given: AHashSet<&str> = names
        .iter()
        .filter(|name| name.tag == NameTag::Person && name.tokens.len() > 1)
        .map(|name| text.word(name.tokens.end - 1))
        .collect();
    let mut pairs: AHashSet<(&str, &str)> = AHashSet::new();
    let before = |name: &Name| {
        let token = name.tokens.start.checked_sub(1).filter(|token| words.contains(token))?;
        let is_near = is_personal(name) && text.sentence(token).contains(&name.tokens.start);
        is_near.then_some(token)
    };
    for name in &mut names {
        let Some(token) = before(name) else { continue };
        let surname = text.word(name.tokens.end - 1);
        let is_bare = name.tag == NameTag::Person && name.tokens.len() == 1 && !has_given.contains(surname);
        if is_one_name(token, syntax) || is_bare && is_no_place_for_times(token, text, syntax) {
            (name.tokens.start, name.tag) = (token, NameTag::Person);
            pairs.insert((text.word(token), surname));
        }
    }
    for name in &mut names {
        if let Some(token) = before(name)
            && !is_adjunct(token, syntax)
            && pairs.contains(&(text.word(token), text.word(name.tokens.end - 1)))
        {
            (name.tokens.start, name.tag) = (token, NameTag::Person);
        }
        let end = name.tokens.end;
        let is_surname = name.tag == NameTag::Person && words.contains(&end) && is_one_name(end - 1, syntax);
        if is_surname && text.sentence(end - 1).contains(&end) {
            name.tokens.end += 1;
        }
    }
    names
}

/// Joins the name of a person that was also read as a time with the name after it, if both are one name by the tree.
fn joined(names: Vec<Name>, times: &[Time], text: &TokenizedText<'_>, syntax: &Syntax) -> Vec<Name> {
    let words: AHashSet<usize> = times.iter().filter_map(|time| only_word(time, text, syntax)).collect();
    let mut out: Vec<Name> = Vec::with_capacity(names.len());
    for name in names {
        match out.last_mut() {
            Some(last)
                if last.tag == NameTag::Person
                    && last.tokens.len() == 1
                    && last.tokens.end == name.tokens.start
                    && is_personal(&name)
                    && words.contains(&last.tokens.start)
                    && is_one_name(last.tokens.start, syntax) =>
            {
                last.tokens.end = name.tokens.end;
            }
            _ => out.push(name),
        }
    }
    out
}

/// Returns whether the name may be that of a person: surnames are also names of places.
fn is_personal(name: &Name) -> bool {
    matches!(name.tag, NameTag::Person | NameTag::Location)
}

/// Returns whether the time is one word that is joined to the capitalized word after it like a part of a person's name,
/// which follows no article ("the Sunday Mass").
pub(super) fn is_part_of_name(time: &Time, text: &TokenizedText<'_>, syntax: &Syntax) -> bool {
    only_word(time, text, syntax).is_some_and(|token| {
        let is_capital = text.word(token + 1).starts_with(char::is_uppercase);
        let before = token.checked_sub(1).and_then(|before| syntax.upos.get(before));
        let is_described = matches!(before, Some(Upos::Det | Upos::Pron | Upos::Adj));
        is_capital && !is_described && text.sentence(token).contains(&(token + 1)) && is_one_name(token, syntax)
    })
}

/// Returns whether the syntax tree joins the last two words of a person's name ("Joe Friday"): the last one is then no
/// time.
pub(super) fn is_joined_at_end(name: &Name, syntax: &Syntax) -> bool {
    name.tag == NameTag::Person && name.tokens.len() > 1 && is_one_name(name.tokens.end - 2, syntax)
}

/// Returns the token of a time that is one word, tagged as a proper noun and not in capitals, as in a headline.
fn only_word(time: &Time, text: &TokenizedText<'_>, syntax: &Syntax) -> Option<usize> {
    let tokens = &text.division.tokens;
    let token = tokens.partition_point(|token| token.span.start < time.span.start);
    let is_word = tokens.get(token).is_some_and(|token| token.span == time.span && token.shape == Shape::Title);
    (is_word && token + 1 < tokens.len() && syntax.upos.get(token) == Some(&Upos::Propn)).then_some(token)
}

/// Returns whether the tree joins a token and the next one like the words of one name. A parser that does not know the
/// name gives both words the same function.
fn is_one_name(token: usize, syntax: &Syntax) -> bool {
    use Relation::{Appos, Compound, Conj, Flat, NmodPoss, Nsubj, NsubjPass, Obj};
    let next = token + 1;
    let (Some(&relation), Some(&next_relation)) = (syntax.relation.get(token), syntax.relation.get(next)) else {
        return false;
    };
    let (head, next_head) = (syntax.head[token], syntax.head[next]);
    let is_same = relation == next_relation && head == next_head;
    next_relation == Flat && next_head == Some(token)
        || relation == Compound && (head == Some(next) || next_relation == NmodPoss && head == next_head)
        || is_same && matches!(relation, Nsubj | NsubjPass | Obj | Conj | Appos | Flat)
}

/// Returns whether the tree makes the token a phrase of its own beside the verb ("on Friday Lee left"), as times are.
fn is_adjunct(token: usize, syntax: &Syntax) -> bool {
    matches!(syntax.relation.get(token), Some(Relation::Obl | Relation::OblUnmarked))
}

/// Returns whether a time rarely stands at the token, which precedes a name: a bare time at the beginning of a sentence
/// before the subject, or between a verb and its object.
fn is_no_place_for_times(token: usize, text: &TokenizedText<'_>, syntax: &Syntax) -> bool {
    use Relation::{Nsubj, NsubjPass, Obj};
    let next = token + 1;
    let Some(relation) = syntax.relation.get(next) else { return false };
    if token == text.sentence(token).start {
        return matches!(relation, Nsubj | NsubjPass);
    }
    let verb = token - 1;
    syntax.upos.get(verb) == Some(&Upos::Verb) && *relation == Obj && syntax.head[next] == Some(verb)
}
