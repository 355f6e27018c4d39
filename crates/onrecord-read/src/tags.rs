//! Finds the best valid sequence of tags from tag scores (Viterbi).

use std::ops::Range;

use onrecord_infer::log_softmax;

/// Replaces the scores of `n_tags` tags for each token by log probabilities.
pub(crate) fn normalise(scores: &mut [f32], n_tags: usize) {
    for row in scores.chunks_exact_mut(n_tags) {
        log_softmax(row);
    }
}

/// Returns whether tag `to` can follow tag `from`. Tag 0 is outside; odd tags begin a span, and the even tag after each
/// continues it.
fn may_follow(from: usize, to: usize) -> bool {
    to % 2 == 1 || to == 0 || from == to || from + 1 == to
}

/// Returns the best sequence of tags. `breaks` returns whether no span can continue at a token.
pub(crate) fn viterbi(log_probabilities: &[f32], n_tags: usize, breaks: impl Fn(usize) -> bool) -> Vec<usize> {
    let n = log_probabilities.len() / n_tags;
    let mut back: Vec<usize> = Vec::with_capacity(n * n_tags);
    let mut score = vec![0.0; n_tags];
    for (i, row) in log_probabilities.chunks_exact(n_tags).enumerate() {
        let fresh = i == 0 || breaks(i);
        let mut next = vec![f32::NEG_INFINITY; n_tags];
        for (to, best) in next.iter_mut().enumerate() {
            let mut from_tag = 0;
            for (from, &value) in score.iter().enumerate() {
                let allowed = if fresh { to == 0 || to % 2 == 1 } else { may_follow(from, to) };
                if allowed && value > *best {
                    *best = value;
                    from_tag = from;
                }
            }
            *best += row[to];
            back.push(from_tag);
        }
        score = next;
    }
    let mut tags = vec![0; n];
    let mut tag = (0..n_tags).fold(0, |a, t| if score[t] > score[a] { t } else { a });
    for i in (0..n).rev() {
        tags[i] = tag;
        tag = back[i * n_tags + tag];
    }
    tags
}

/// Returns the spans of tags as (class, tokens), where class 0 is tags 1 and 2, class 1 is tags 3 and 4, and so on.
pub(crate) fn spans(tags: &[usize], breaks: impl Fn(usize) -> bool) -> Vec<(usize, Range<usize>)> {
    let mut out: Vec<(usize, Range<usize>)> = Vec::new();
    for (i, &tag) in tags.iter().enumerate() {
        if tag == 0 {
            continue;
        }
        let kind = (tag - 1) / 2;
        match out.last_mut() {
            Some((last, range)) if tag % 2 == 0 && *last == kind && range.end == i && !breaks(i) => range.end = i + 1,
            _ => out.push((kind, i..i + 1)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tag_continues_what_did_not_begin() {
        // The second token alone would rather continue than begin; the sequence begins one token earlier.
        let scores = [0.0, -1.0, -9.0, -2.0, -1.5, 0.0];
        assert_eq!(viterbi(&scores, 3, |_| false), [1, 2]);
        assert_eq!(viterbi(&scores, 3, |i| i == 1), [0, 1]);
    }

    #[test]
    fn spans_end_where_tags_or_paragraphs_do() {
        assert_eq!(spans(&[0, 1, 2, 2, 1, 3, 4], |_| false), [(0, 1..4), (0, 4..5), (1, 5..7)]);
        assert_eq!(spans(&[1, 2, 2], |i| i == 1), [(0, 0..1), (0, 1..3)]);
        assert_eq!(viterbi(&[], 3, |_| false), Vec::<usize>::new());
    }
}
