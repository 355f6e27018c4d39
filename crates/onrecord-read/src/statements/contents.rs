//! Completes contents that the tagger cut off inside a phrase.

use std::ops::Range;

use super::attribution::{Attribution, is_free};
use super::phrases::is_within_phrase;
use crate::article::ArticleView;
use crate::syntax::{Relation, Upos};

/// Maximum number of tokens added at the end of a content. This value and the next were chosen on PolNeAR dev: exact
/// contents +0.8 and +0.2 (eval/RESULTS.md).
const MAX_REST: usize = 25;
/// Maximum number of tokens in a gap between two pieces of a content that is filled.
const MAX_GAP: usize = 12;
/// Maximum number of steps up a dependency tree.
const MAX_DEPTH: usize = 20;
/// Maximum number of phrases completed at the end of one piece.
const MAX_PHRASES: usize = 3;

/// Completes the content of one attribution.
pub(super) fn complete_content(article: &ArticleView<'_>, attribution: &mut Attribution) {
    let outside = attribution.source_and_cue();
    for i in 0..attribution.content.len() {
        let mut taken = outside.clone();
        taken.extend(attribution.content.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, r)| r.clone()));
        let piece = &mut attribution.content[i];
        finish_phrase(article, piece, &taken);
        reach_mark(article, piece, &taken);
    }
    close_gaps(article, &mut attribution.content, &outside);
}

/// Extends a content that ends inside a phrase: "dead on the" -> "dead on the spot", "in Abu" -> "in Abu Dhabi".
fn finish_phrase(article: &ArticleView<'_>, piece: &mut Range<usize>, taken: &[Range<usize>]) {
    let syntax = article.syntax;
    for _ in 0..MAX_PHRASES {
        let last = piece.end - 1;
        let end = article.sentence(last).end.min(piece.end + MAX_REST);
        let before_head = |relation| {
            is_within_phrase(relation)
                || matches!(relation, Relation::Case | Relation::Aux | Relation::Mark | Relation::Cop)
        };
        let head = syntax.head[last].filter(|h| before_head(syntax.relation[last]) && (piece.end..end).contains(h));
        let behind_head = |t: usize| {
            syntax.head[t] == Some(last)
                && matches!(
                    syntax.relation[t],
                    Relation::Flat | Relation::Compound | Relation::CompoundPrt | Relation::Obj | Relation::Xcomp
                )
        };
        let next = (piece.end < end && behind_head(piece.end)).then_some(piece.end);
        match head.or(next) {
            Some(reached) if is_free(piece.end..reached + 1, taken) => piece.end = reached + 1,
            _ => return,
        }
    }
}

/// Adds the tokens up to the next punctuation mark, if all of them depend on words of the content.
fn reach_mark(article: &ArticleView<'_>, piece: &mut Range<usize>, taken: &[Range<usize>]) {
    let end = article.sentence(piece.end - 1).end;
    let stop = (piece.end..end).find(|&t| article.syntax.upos[t] == Upos::Punct).unwrap_or(end);
    let rest = piece.end..stop;
    if rest.len() <= MAX_REST
        && is_free(rest.clone(), taken)
        && rest.clone().all(|t| depends_on(article, t, std::slice::from_ref(piece)))
    {
        piece.end = stop;
    }
}

/// Joins pieces in one sentence if all tokens between them depend on their words.
fn close_gaps(article: &ArticleView<'_>, content: &mut Vec<Range<usize>>, taken: &[Range<usize>]) {
    let sentence = &article.index.sentence;
    let mut i = 0;
    while i + 1 < content.len() {
        let pieces = [content[i].clone(), content[i + 1].clone()];
        let gap = pieces[0].end..pieces[1].start;
        let near = !gap.is_empty() && gap.len() <= MAX_GAP && sentence[pieces[0].end - 1] == sentence[pieces[1].start];
        let held = |t: usize| article.syntax.upos[t] == Upos::Punct || depends_on(article, t, &pieces);
        if near && is_free(gap.clone(), taken) && gap.clone().all(held) {
            content[i].end = pieces[1].end;
            content.remove(i + 1);
        } else {
            i += 1;
        }
    }
}

/// Returns whether the token depends, directly or not, on a word of one of the ranges.
fn depends_on(article: &ArticleView<'_>, token: usize, ranges: &[Range<usize>]) -> bool {
    let heads = std::iter::successors(article.syntax.head[token], |&t| article.syntax.head[t]);
    heads.take(MAX_DEPTH).any(|t| ranges.iter().any(|r| r.contains(&t)))
}
