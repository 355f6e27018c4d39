//! Complement clauses of verbs and nouns: the content of requests ("asked to leave") and of accusations ("blamed for
//! leaving").

use super::clause_view::ClauseView;
use crate::knowledge::words::WordList;
use crate::syntax::Relation;

/// Returns the verb of the complement clause that names the requested or offered action: of an infinitive that depends
/// on a verb ("asked them to leave"), or of an infinitive or "that" clause that depends on a noun ("a demand that he
/// leave"). If `mark` is given, the clause must begin with one of its words.
pub(super) fn to_do(view: &ClauseView<'_>, word: usize, mark: Option<&WordList>) -> Option<usize> {
    let of_verb = view.is_verb(word);
    let relations: &[Relation] = match of_verb {
        true => &[Relation::Xcomp, Relation::Ccomp, Relation::Advcl],
        false => &[Relation::Acl, Relation::Ccomp],
    };
    let marks = |c: usize| {
        let word = view.lower(c);
        mark.is_none_or(|mark| mark.has(&word)) && (view.words.to.has(&word) || view.words.that.has(&word) && !of_verb)
    };
    view.children(word).into_iter().find(|&t| {
        relations.contains(&view.relation(t))
            && view.children(t).into_iter().any(|c| view.relation(c) == Relation::Mark && marks(c))
    })
}

/// Returns the subject of an infinitive with "for" that depends on a noun: the person who is to perform the action ("a
/// call for the mayor to resign").
pub(super) fn asked(view: &ClauseView<'_>, noun: usize) -> Option<usize> {
    let is_for = |&t: &usize| view.relation(t) == Relation::Mark && view.words.for_marks.has(&view.lower(t));
    let verb = view.children(noun).into_iter().find(|&t| view.is_verb(t) && view.children(t).iter().any(is_for))?;
    view.child(verb, &[Relation::Nsubj])
}

/// Returns whether an adverbial clause that begins with one of the prepositions follows the verb ("blamed for
/// staying").
pub(super) fn is_behind(view: &ClauseView<'_>, verb: usize, prepositions: &WordList) -> bool {
    let is_marked = |t: usize| view.child(t, &[Relation::Mark]).is_some_and(|mark| prepositions.has(&view.lower(mark)));
    view.children(verb).into_iter().any(|t| t > verb && view.relation(t) == Relation::Advcl && is_marked(t))
}
