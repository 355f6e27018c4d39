//! Decodes attributions from the scores of the model: the spans of sources, cues and contents, and which of them belong
//! together.

use std::ops::Range;

use super::attribution::{Attribution, Evidence};
use crate::model::{Heads, OWN_TAGS, ROLE_TAGS, log_sum_exp};
use crate::tags::{normalise, spans, viterbi};
use crate::token_index::TokenIndex;

/// Added to the log probability that a token begins a cue; a value below 0 gives fewer cues with higher precision. This
/// constant and the next were chosen on PolNeAR dev (eval/RESULTS.md).
const CUE_BIAS: f32 = -0.8;
/// Minimum mean log probability of a piece of content other than the largest.
const LEAST_PIECE: f32 = -0.35;
/// The class of cue spans among the role tags, and the tag that begins them.
const CUE: usize = 1;
const CUE_TAG: usize = 3;
/// The classes of spans among the tags of the linking head, and the tags that begin them.
const SOURCE: usize = 0;
const SOURCE_TAG: usize = 1;
const CONTENT: usize = 1;
const CONTENT_TAG: usize = 3;

/// Returns the attributions of one window as tagged, in the order of their cues.
pub(crate) fn tagged(heads: &Heads, states: &[f32], index: &TokenIndex, window: &Range<usize>) -> Vec<Attribution> {
    let n_tokens = window.len();
    let scores = heads.roles(states, n_tokens);
    let paragraph = |i: usize| index.paragraph[window.start + i];
    let breaks = |i: usize| i > 0 && paragraph(i) != paragraph(i - 1);
    let mut flat = scores.clone();
    normalise(&mut flat, ROLE_TAGS);
    let cues = cues(&flat, breaks);
    if cues.is_empty() {
        return Vec::new();
    }
    let own = heads.own(states, &scores, n_tokens);
    let prepared = own.prepare(&cues);
    let of_cue = |(cue, prepared): (&Range<usize>, &[f32])| {
        let distance = |i: usize| index.distance_class(window.start + i, window.start + cue.start);
        let mut scores = own.tags(prepared, cue, distance);
        normalise(&mut scores, OWN_TAGS);
        // The cue itself is neither source nor content.
        cue.clone().for_each(|i| scores[i * OWN_TAGS + 1..(i + 1) * OWN_TAGS].fill(-1e4));
        let (source, content) = source_and_content(&scores, breaks)?;
        let evidence = Evidence {
            cue: mean_log(&flat, ROLE_TAGS, std::slice::from_ref(cue), CUE_TAG),
            source: source.as_ref().map_or_else(|| none_log(&scores), |(sure, _)| *sure),
            content: mean_log(&scores, OWN_TAGS, &content, CONTENT_TAG),
            edge: edge_log(&scores, &content),
        };
        let absolute = |r: &Range<usize>| window.start + r.start..window.start + r.end;
        Some(Attribution {
            source: source.iter().map(|(_, range)| absolute(range)).collect(),
            cue: absolute(cue),
            content: content.iter().map(absolute).collect(),
            evidence,
            is_turn: false,
        })
    };
    cues.iter().zip(prepared.chunks_exact(prepared.len() / cues.len())).filter_map(of_cue).collect()
}

/// Returns the cues of a window; `flat` contains the log probabilities of its tags.
fn cues(flat: &[f32], breaks: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut biased = flat.to_vec();
    biased.chunks_exact_mut(ROLE_TAGS).for_each(|row| row[CUE_TAG] += CUE_BIAS);
    let tags = viterbi(&biased, ROLE_TAGS, &breaks);
    spans(&tags, breaks).into_iter().filter(|(kind, _)| *kind == CUE).map(|(_, range)| range).collect()
}

/// A source with its mean log probability.
type SureSource = (f32, Range<usize>);

/// Returns the source of a cue with its mean log probability, and the content; `None` if there is no content. `scores`
/// contains the log probabilities of the tags relative to the cue.
fn source_and_content(
    scores: &[f32],
    breaks: impl Fn(usize) -> bool,
) -> Option<(Option<SureSource>, Vec<Range<usize>>)> {
    let found = spans(&viterbi(scores, OWN_TAGS, &breaks), breaks);
    let of_kind = |kind: usize| found.iter().filter(move |(k, _)| *k == kind).map(|(_, range)| range.clone());
    let mean = |range: &Range<usize>, tag: usize| mean_log(scores, OWN_TAGS, std::slice::from_ref(range), tag);
    // If the tags give several sources, the most certain one is taken.
    let source = of_kind(SOURCE)
        .map(|range| (mean(&range, SOURCE_TAG), range))
        .reduce(|a, b| if b.0 > a.0 { b } else { a })
        .map(|(sure, range)| (sure, grown(range, &found)));
    let content = certain(of_kind(CONTENT).collect(), |piece| mean(piece, CONTENT_TAG));
    (!content.is_empty()).then_some((source, content))
}

/// Returns the pieces that are certain enough; the largest is always kept.
fn certain(pieces: Vec<Range<usize>>, mean: impl Fn(&Range<usize>) -> f32) -> Vec<Range<usize>> {
    let Some(largest) = pieces.iter().map(ExactSizeIterator::len).max() else { return pieces };
    pieces.into_iter().filter(|p| p.len() == largest || mean(p) >= LEAST_PIECE).collect()
}

/// Returns the source extended by adjacent source spans, as the tagger sometimes begins a new span within a phrase.
fn grown(mut range: Range<usize>, found: &[(usize, Range<usize>)]) -> Range<usize> {
    for (kind, other) in found {
        if *kind == 0 && other.start == range.end {
            range.end = other.end;
        }
    }
    for (kind, other) in found.iter().rev() {
        if *kind == 0 && other.end == range.start {
            range.start = other.start;
        }
    }
    range
}

/// Returns the mean log probability that the tokens have the tag `begin` or the tag that continues it.
fn mean_log(scores: &[f32], n_tags: usize, ranges: &[Range<usize>], begin: usize) -> f32 {
    let (mut sum, mut n) = (0.0, 0);
    for i in ranges.iter().cloned().flatten() {
        let row = &scores[i * n_tags..(i + 1) * n_tags];
        sum += log_sum_exp(&row[begin..begin + 2]);
        n += 1;
    }
    if n == 0 { 0.0 } else { sum / n as f32 }
}

/// Returns the log probability that there is no source, estimated as that of the most probable source token not being
/// one.
fn none_log(scores: &[f32]) -> f32 {
    let most = scores.chunks_exact(OWN_TAGS).map(|row| row[SOURCE_TAG].exp()).fold(0.0, f32::max);
    (1.0 - most).max(1e-6).ln()
}

/// Returns the log probability of the least certain boundary: that the first token of a piece begins it, or that the
/// token after a piece is outside.
fn edge_log(scores: &[f32], content: &[Range<usize>]) -> f32 {
    let mut least = 0f32;
    for range in content {
        least = least.min(scores[range.start * OWN_TAGS + CONTENT_TAG]);
        if let Some(after) = scores.get(range.end * OWN_TAGS..(range.end + 1) * OWN_TAGS) {
            let inside = after[CONTENT_TAG + 1].exp();
            least = least.min((1.0 - inside).max(1e-6).ln());
        }
    }
    least
}
