//! Resolves overlaps between the contents of attributions.

use std::collections::BTreeMap;
use std::ops::Range;

use super::attribution::{Attribution, overlap};

/// The number of tokens of a stretch of text. Only attributions with content in the same stretch are compared, so that the cost
/// grows with the length of the text and not with its square.
const STRETCH: usize = 64;

/// Assigns words claimed by two attributions to the more certain one, unless one lies entirely within the content of
/// the other.
pub(super) fn resolve_overlaps(attributions: &mut Vec<Attribution>) {
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by(|&a, &b| {
        attributions[b].evidence.content.total_cmp(&attributions[a].evidence.content).then(a.cmp(&b))
    });
    // The ranks of the settled attributions with content in each stretch.
    let mut settled: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (rank, &i) in order.iter().enumerate() {
        let mut near: Vec<usize> =
            stretches(&attributions[i].content).filter_map(|at| settled.get(&at)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        for j in near.into_iter().map(|rank| order[rank]) {
            let strong = &attributions[j];
            let weak = &attributions[i];
            let inside = |inner: &Attribution, outer: &Attribution| {
                outer.content.iter().any(|o| {
                    let holds = |r: &Range<usize>| o.start <= r.start && r.end <= o.end;
                    holds(&inner.cue) && inner.source.iter().all(&holds) && inner.content.iter().all(&holds)
                })
            };
            if inside(weak, strong) || inside(strong, weak) {
                continue;
            }
            let content = weak
                .content
                .iter()
                .flat_map(|piece| {
                    strong.content.iter().fold(vec![piece.clone()], |pieces, taken| subtract(&pieces, taken))
                })
                .collect();
            attributions[i].content = content;
        }
        for at in stretches(&attributions[i].content) {
            settled.entry(at).or_default().push(rank);
        }
    }
    attributions.retain(|a| !a.content.is_empty());
}

/// Returns the stretches of text that the content lies in; some can occur more than once.
fn stretches(content: &[Range<usize>]) -> impl Iterator<Item = usize> {
    content.iter().filter(|piece| !piece.is_empty()).flat_map(|piece| piece.start / STRETCH..=(piece.end - 1) / STRETCH)
}

/// Returns the parts of the pieces outside `taken`.
fn subtract(pieces: &[Range<usize>], taken: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for piece in pieces {
        if !overlap(piece, taken) {
            out.push(piece.clone());
            continue;
        }
        if piece.start < taken.start {
            out.push(piece.start..taken.start);
        }
        if taken.end < piece.end {
            out.push(taken.end..piece.end);
        }
    }
    out
}
