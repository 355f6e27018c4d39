//! Resolves overlaps between the contents of attributions.

use std::ops::Range;

use super::attribution::{Attribution, overlap};

/// Assigns words claimed by two attributions to the more certain one, unless one lies entirely within the content of
/// the other.
pub(super) fn resolve_overlaps(attributions: &mut Vec<Attribution>) {
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by(|&a, &b| {
        attributions[b].evidence.content.total_cmp(&attributions[a].evidence.content).then(a.cmp(&b))
    });
    let mut settled: Vec<usize> = Vec::new();
    for &i in &order {
        for &j in &settled {
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
        settled.push(i);
    }
    attributions.retain(|a| !a.content.is_empty());
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
