//! Scores -> attributions: which words are a source, a cue and a content, and which belong together.

use std::ops::Range;

use onrecord_text::{QuoteState, Quotes};

use super::phrases::Phrases;
use crate::model::{Heads, OWN_TAGS, ROLE_TAGS};
use crate::tags::{normalise, spans, viterbi};
use crate::token_index::TokenIndex;

/// One attribution in tokens.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Attribution {
    /// The words that name the source; at most one piece.
    pub source: Vec<Range<usize>>,
    /// The words that mark the attribution.
    pub cue: Range<usize>,
    /// What is said, in text order.
    pub content: Vec<Range<usize>>,
    /// Measures of certainty from which confidence is computed; see [`super::confidence`].
    pub evidence: Evidence,
}

/// How sure the heads are of the parts of an attribution: mean log probabilities a token.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Evidence {
    /// Of the words of the cue being a cue.
    pub cue: f32,
    /// Of the words of the source being its source.
    pub source: f32,
    /// Of the words of the content being its content.
    pub content: f32,
    /// Of the least certain edge of a content.
    pub edge: f32,
}

/// Added to the log probability of a token's beginning a cue: below 0, fewer and surer cues. This and the constant
/// below were chosen on PolNeAR dev (eval/RESULTS.md).
const CUE_BIAS: f32 = -0.8;
/// Least mean log probability of a piece of content beside the largest.
const LEAST_PIECE: f32 = -0.35;

/// Completes the attributions of a text, which stand in the order of their cues.
/// `word` gives the words of tokens.
pub(crate) fn complete<'t>(
    found: &mut Vec<Attribution>,
    quotes: &Quotes,
    index: &TokenIndex,
    phrases: &Phrases<'_>,
    word: impl Fn(usize) -> &'t str,
) {
    for attribution in found.iter_mut() {
        phrases.complete(attribution);
        stay_in_sentence(attribution, quotes, index, &word);
        close_quotations(attribution, quotes, index);
    }
    resolve_overlaps(found);
}

/// Returns the attributions of one window as the tags give them, in the order of their cues.
pub(crate) fn tagged(heads: &Heads, states: &[f32], index: &TokenIndex, window: &Range<usize>) -> Vec<Attribution> {
    let rows = window.len();
    let scores = heads.roles(states, rows);
    let breaks = |i: usize| i > 0 && index.paragraph[window.start + i] != index.paragraph[window.start + i - 1];
    let mut flat = scores.clone();
    normalise(&mut flat, ROLE_TAGS);
    let mut biased = flat.clone();
    for row in biased.chunks_exact_mut(ROLE_TAGS) {
        row[3] += CUE_BIAS;
    }
    let tags = viterbi(&biased, ROLE_TAGS, breaks);
    let cues: Vec<Range<usize>> =
        spans(&tags, breaks).into_iter().filter(|(kind, _)| *kind == 1).map(|(_, range)| range).collect();
    if cues.is_empty() {
        return Vec::new();
    }
    let own = heads.own(states, &scores, rows);
    let prepared = own.prepare(&cues);
    let mut out = Vec::new();
    for (cue, prepared) in cues.iter().zip(prepared.chunks_exact(prepared.len() / cues.len())) {
        let place = |i: usize| {
            let (token, cue) = (window.start + i, window.start + cue.start);
            if index.sentence[token] == index.sentence[cue] {
                0
            } else if index.paragraph[token] == index.paragraph[cue] {
                1
            } else {
                2
            }
        };
        let mut scores: Vec<f32> = own.tags(prepared, cue, place);
        normalise(&mut scores, OWN_TAGS);
        for i in cue.clone() {
            // The cue itself is neither source nor content.
            scores[i * OWN_TAGS + 1..(i + 1) * OWN_TAGS].fill(-1e4);
        }
        let tags = viterbi(&scores, OWN_TAGS, breaks);
        let found = spans(&tags, breaks);
        let mean = |ranges: &[Range<usize>], role: usize| mean_log(&scores, OWN_TAGS, ranges, 1 + 2 * role);
        let sources: Vec<Range<usize>> =
            found.iter().filter(|(kind, _)| *kind == 0).map(|(_, range)| range.clone()).collect();
        // One source: the surest, where the tags give several.
        let source = sources
            .into_iter()
            .map(|range| (mean(std::slice::from_ref(&range), 0), range))
            .reduce(|a, b| if b.0 > a.0 { b } else { a })
            .map(|(sure, range)| (sure, grown(range, &found)));
        let content: Vec<Range<usize>> =
            found.iter().filter(|(kind, _)| *kind == 1).map(|(_, range)| range.clone()).collect();
        let content = certain(content, |piece| mean(std::slice::from_ref(piece), 1));
        if content.is_empty() {
            continue;
        }
        let evidence = Evidence {
            cue: mean_log(&flat, ROLE_TAGS, std::slice::from_ref(cue), 3),
            source: source.as_ref().map_or_else(|| none_log(&scores), |s| s.0),
            content: mean(&content, 1),
            edge: edge_log(&scores, &content),
        };
        let absolute = |r: &Range<usize>| window.start + r.start..window.start + r.end;
        out.push(Attribution {
            source: source.iter().map(|(_, range)| absolute(range)).collect(),
            cue: absolute(cue),
            content: content.iter().map(absolute).collect(),
            evidence,
        });
    }
    out
}

/// The pieces without those that the tags are not sure of; the largest always stays.
fn certain(pieces: Vec<Range<usize>>, mean: impl Fn(&Range<usize>) -> f32) -> Vec<Range<usize>> {
    let Some(largest) = pieces.iter().map(ExactSizeIterator::len).max() else { return pieces };
    pieces.into_iter().filter(|p| p.len() == largest || mean(p) >= LEAST_PIECE).collect()
}

/// The source with the pieces that touch it: the tags sometimes begin anew within one phrase.
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

/// Mean log probability of the tokens being tagged as `begin` or as what continues it.
fn mean_log(scores: &[f32], n_tags: usize, ranges: &[Range<usize>], begin: usize) -> f32 {
    let (mut sum, mut n) = (0.0, 0);
    for i in ranges.iter().cloned().flatten() {
        let row = &scores[i * n_tags..(i + 1) * n_tags];
        sum += crate::model::log_sum_exp(&row[begin..begin + 2]);
        n += 1;
    }
    if n == 0 { 0.0 } else { sum / n as f32 }
}

/// The log probability of the likeliest source where none was taken, turned round: how sure it is that there is none.
fn none_log(scores: &[f32]) -> f32 {
    let most = scores.chunks_exact(OWN_TAGS).map(|row| row[1].exp()).fold(0.0, f32::max);
    (1.0 - most).max(1e-6).ln()
}

/// The least log probability of a content's first token beginning it, and of the token behind it being outside.
fn edge_log(scores: &[f32], content: &[Range<usize>]) -> f32 {
    let mut least = 0f32;
    for range in content {
        least = least.min(scores[range.start * OWN_TAGS + 3]);
        if let Some(after) = scores.get(range.end * OWN_TAGS..(range.end + 1) * OWN_TAGS) {
            let inside = after[4].exp();
            least = least.min((1.0 - inside).max(1e-6).ln());
        }
    }
    least
}

/// What is told without quotation marks stands in the sentence of its cue: where a piece does, the unquoted ones in other
/// sentences are somebody else's words, unless they stand behind a colon.
fn stay_in_sentence<'t>(
    attribution: &mut Attribution,
    quotes: &Quotes,
    index: &TokenIndex,
    word: impl Fn(usize) -> &'t str,
) {
    let sentence = index.sentence[attribution.cue.start];
    let beside = |piece: &Range<usize>| piece.clone().any(|t| index.sentence[t] == sentence);
    if attribution.content.iter().any(beside) {
        let quoted = |piece: &Range<usize>| piece.clone().any(|t| quotes.states[t] != QuoteState::Outside);
        let listed = |piece: &Range<usize>| piece.start > 0 && word(piece.start - 1) == ":";
        attribution.content.retain(|piece| beside(piece) || quoted(piece) || listed(piece));
    }
}

/// A content that covers most of a quotation takes all of it, but neither the cue nor the source.
fn close_quotations(attribution: &mut Attribution, quotes: &Quotes, index: &TokenIndex) {
    let taken: Vec<Range<usize>> = attribution.source.iter().cloned().chain([attribution.cue.clone()]).collect();
    let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for i in 0..attribution.content.len() {
        let content = attribution.content[i].clone();
        for quotation in &quotes.quotations {
            let q = &quotation.tokens;
            if !meets(q, &content) || !quotation.closed || taken.iter().any(|t| meets(t, q)) {
                continue;
            }
            let shared = q.end.min(content.end) - q.start.max(content.start);
            if shared * 2 > q.len() {
                let grown = &mut attribution.content[i];
                *grown = grown.start.min(q.start)..grown.end.max(q.end);
            }
        }
    }
    attribution.content.sort_by_key(|r| (r.start, r.end));
    attribution.content = merge(&attribution.content, &index.paragraph);
}

/// Joins pieces that overlap or touch within a paragraph.
fn merge(ranges: &[Range<usize>], paragraph: &[usize]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last)
                if last.end > range.start
                    || last.end == range.start && paragraph[last.end - 1] == paragraph[range.start] =>
            {
                last.end = last.end.max(range.end);
            }
            _ => out.push(range.clone()),
        }
    }
    out
}

/// Words belong to one statement, or to one inside another; where two claim the same, the surer one keeps them.
fn resolve_overlaps(attributions: &mut Vec<Attribution>) {
    let meets = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by(|&a, &b| {
        attributions[b].evidence.content.total_cmp(&attributions[a].evidence.content).then(a.cmp(&b))
    });
    let mut settled: Vec<usize> = Vec::new();
    for &i in &order {
        for &j in &settled {
            let strong = attributions[j].clone();
            let weak = &attributions[i];
            let inside = |inner: &Attribution, outer: &Attribution| {
                outer.content.iter().any(|o| {
                    let holds = |r: &Range<usize>| o.start <= r.start && r.end <= o.end;
                    holds(&inner.cue) && inner.source.iter().all(&holds) && inner.content.iter().all(&holds)
                })
            };
            if inside(weak, &strong) || inside(&strong, weak) {
                continue;
            }
            let content = weak
                .content
                .iter()
                .flat_map(|piece| {
                    strong.content.iter().fold(vec![piece.clone()], |pieces, taken| subtract(&pieces, taken, meets))
                })
                .collect();
            attributions[i].content = content;
        }
        settled.push(i);
    }
    attributions.retain(|a| !a.content.is_empty());
}

/// What is left of the pieces without `taken`.
fn subtract(
    pieces: &[Range<usize>],
    taken: &Range<usize>,
    meets: impl Fn(&Range<usize>, &Range<usize>) -> bool,
) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for piece in pieces {
        if !meets(piece, taken) {
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
