//! Clauses below a verb or a noun: what somebody is to do, and what somebody is blamed for.

use super::clause_view::ClauseView;
use crate::syntax::Relation;

/// Returns the verb of what is to be done: of an infinitive below a verb, or of an infinitive or a clause with "that" below
/// a noun. With a `mark`, only a clause that begins with it counts.
pub(super) fn to_do(view: &ClauseView<'_>, word: usize, mark: Option<&str>) -> Option<usize> {
    let of_verb = view.is_verb(word);
    let relations: &[Relation] = match of_verb {
        true => &[Relation::Xcomp, Relation::Ccomp, Relation::Advcl],
        false => &[Relation::Acl, Relation::Ccomp],
    };
    let marks = |c: usize| match &*view.lower(c) {
        other if mark.is_some_and(|mark| mark != other) => false,
        "to" => true,
        "that" => !of_verb,
        _ => false,
    };
    view.children(word).into_iter().find(|&t| {
        relations.contains(&view.relation(t))
            && view.children(t).into_iter().any(|c| view.relation(c) == Relation::Mark && marks(c))
    })
}

/// Returns whoever is to do what a noun asks or offers: the subject of an infinitive with "for" below it.
pub(super) fn asked(view: &ClauseView<'_>, noun: usize) -> Option<usize> {
    let is_for = |&t: &usize| view.relation(t) == Relation::Mark && view.lower(t) == "for";
    let verb = view.children(noun).into_iter().find(|&t| view.is_verb(t) && view.children(t).iter().any(is_for))?;
    view.child(verb, &[Relation::Nsubj])
}

/// Returns whether a clause that begins with the preposition stands behind the verb ("for staying").
pub(super) fn is_behind(view: &ClauseView<'_>, verb: usize, preposition: &str) -> bool {
    let is_marked = |t: usize| view.child(t, &[Relation::Mark]).is_some_and(|mark| view.lower(mark) == preposition);
    view.children(verb).into_iter().any(|t| t > verb && view.relation(t) == Relation::Advcl && is_marked(t))
}
