//! Contents that the tags cut short inside a phrase are completed by the syntax.

use std::ops::Range;

use super::attributions::Attribution;
use super::phrases::{Phrases, free, within_phrase};
use crate::syntax::{Relation, Upos};

/// Most tokens that are added at the end of a content. This and the one below were chosen on PolNeAR dev: exact contents
/// +0.8 and +0.2 (eval/RESULTS.md).
const MAX_REST: usize = 25;
/// Most tokens between two pieces of one content that are taken to belong to it.
const MAX_GAP: usize = 12;
/// Longest way up a tree that is followed.
const MAX_DEPTH: usize = 20;

impl Phrases<'_> {
    /// Completes the content of one attribution.
    pub(super) fn complete_content(&self, attribution: &mut Attribution) {
        let outside: Vec<Range<usize>> = attribution.source.iter().cloned().chain([attribution.cue.clone()]).collect();
        for i in 0..attribution.content.len() {
            let mut taken = outside.clone();
            taken.extend(attribution.content.iter().enumerate().filter(|(k, _)| *k != i).map(|(_, r)| r.clone()));
            let piece = &mut attribution.content[i];
            self.finish_phrase(piece, &taken);
            self.reach_mark(piece, &taken);
        }
        self.close_gaps(&mut attribution.content, &outside);
    }

    /// "dead on the" -> "dead on the spot", "in Abu" -> "in Abu Dhabi": a content does not stop inside a phrase.
    fn finish_phrase(&self, piece: &mut Range<usize>, taken: &[Range<usize>]) {
        let syntax = self.syntax;
        for _ in 0..3 {
            let last = piece.end - 1;
            let end = self.sentence(last).end.min(piece.end + MAX_REST);
            let before_head = |relation| {
                within_phrase(relation)
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
                Some(reached) if free(piece.end..reached + 1, taken) => piece.end = reached + 1,
                _ => return,
            }
        }
    }

    /// What stands between a content and the next punctuation belongs to it, where all of it hangs on its words.
    fn reach_mark(&self, piece: &mut Range<usize>, taken: &[Range<usize>]) {
        let end = self.sentence(piece.end - 1).end;
        let stop = (piece.end..end).find(|&t| self.syntax.upos[t] == Upos::Punct).unwrap_or(end);
        let rest = piece.end..stop;
        if rest.len() <= MAX_REST
            && free(rest.clone(), taken)
            && rest.clone().all(|t| self.hangs_on(t, std::slice::from_ref(piece)))
        {
            piece.end = stop;
        }
    }

    /// Joins pieces of one sentence where all that stands between them hangs on their words.
    fn close_gaps(&self, content: &mut Vec<Range<usize>>, taken: &[Range<usize>]) {
        let mut i = 0;
        while i + 1 < content.len() {
            let pieces = [content[i].clone(), content[i + 1].clone()];
            let gap = pieces[0].end..pieces[1].start;
            let near = !gap.is_empty()
                && gap.len() <= MAX_GAP
                && self.index.sentence[pieces[0].end - 1] == self.index.sentence[pieces[1].start];
            let held = |t: usize| self.syntax.upos[t] == Upos::Punct || self.hangs_on(t, &pieces);
            if near && free(gap.clone(), taken) && gap.clone().all(held) {
                content[i].end = pieces[1].end;
                content.remove(i + 1);
            } else {
                i += 1;
            }
        }
    }

    /// Does the way up the tree from the token lead into one of the ranges?
    fn hangs_on(&self, token: usize, ranges: &[Range<usize>]) -> bool {
        let heads = std::iter::successors(self.syntax.head[token], |&t| self.syntax.head[t]);
        heads.take(MAX_DEPTH).any(|t| ranges.iter().any(|r| r.contains(&t)))
    }
}
