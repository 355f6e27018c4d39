//! Completes the tagged attributions by syntax and quotation marks, and adds those of transcripts, signatures and
//! listed cues.

use std::ops::Range;

use onrecord_record::StatementKind;
use onrecord_text::QuoteState;

use super::attribution::{Attribution, overlap};
use super::confidence::confidence;
use super::contents::complete_content;
use super::cues::with_cues;
use super::experiencers::find_experiencer;
use super::kind::kind;
use super::overlaps::resolve_overlaps;
use super::passive::turn_passive;
use super::signed::with_signed;
use super::sources::{complete_source, find_source};
use super::turns::{Turn, with_turns};
use crate::article::ArticleView;

/// Attributions without quotation marks are dropped if their confidence is below this value, unless their cue is
/// certain.
const LEAST_CONFIDENCE: f32 = 0.4;
/// Minimum mean log probability at which a cue is kept in any case ("said"). Values from -0.5 to -0.1 give content +
/// source 76.5 to 76.7 and cues 75.8 to 76.2 on PolNeAR dev, where this one drops 76 of 2,109 statements, and 80 of
/// 1,199 in other news, most of which were false.
const SURE_CUE: f32 = -0.1;

/// Returns the attributions of the article in the order of their cues: the tagged ones, completed and filtered by
/// confidence, signed quotations, the turns of a transcript, and quotations next to cues that only the language pack
/// lists.
pub(crate) fn attributions(tagged: Vec<Attribution>, turns: &[Turn], article: &ArticleView<'_>) -> Vec<Attribution> {
    let mut found = tagged;
    for attribution in &mut found {
        complete_source(article, attribution);
        complete_content(article, attribution);
        find_source(article, attribution);
        stay_in_sentence(article, attribution);
        close_quotations(article, attribution);
    }
    resolve_overlaps(&mut found);
    let mut found = with_cues(with_turns(with_signed(found, article), turns), article);
    for attribution in &mut found {
        turn_passive(article, attribution);
        find_experiencer(article, attribution);
    }
    found.retain(|attribution| is_likely(article, attribution));
    found
}

/// Returns whether the attribution is quoted, a turn of a transcript, or probable enough.
fn is_likely(article: &ArticleView<'_>, attribution: &Attribution) -> bool {
    kind(attribution, article.quotes) != StatementKind::Indirect
        || attribution.evidence.cue >= SURE_CUE
        || confidence(&attribution.evidence) >= LEAST_CONFIDENCE
}

/// Drops unquoted pieces of content outside the sentence of the cue if one piece is inside it: they usually have
/// another source, unless they follow a colon.
fn stay_in_sentence(article: &ArticleView<'_>, attribution: &mut Attribution) {
    let sentences = &article.index.sentence;
    let sentence = sentences[attribution.cue.start];
    let beside = |piece: &Range<usize>| piece.clone().any(|t| sentences[t] == sentence);
    if attribution.content.iter().any(beside) {
        let quoted = |piece: &Range<usize>| piece.clone().any(|t| article.quotes.states[t] != QuoteState::Outside);
        let listed = |piece: &Range<usize>| piece.start > 0 && article.word(piece.start - 1) == ":";
        attribution.content.retain(|piece| beside(piece) || quoted(piece) || listed(piece));
    }
}

/// Extends a content that covers most of a quotation to the whole quotation, unless the cue or source is inside it.
fn close_quotations(article: &ArticleView<'_>, attribution: &mut Attribution) {
    let taken = attribution.source_and_cue();
    for piece in &mut attribution.content {
        let content = piece.clone();
        for quotation in &article.quotes.quotations {
            let q = &quotation.tokens;
            if !overlap(q, &content) || !quotation.closed || taken.iter().any(|t| overlap(t, q)) {
                continue;
            }
            let shared = q.end.min(content.end) - q.start.max(content.start);
            if shared * 2 > q.len() {
                *piece = piece.start.min(q.start)..piece.end.max(q.end);
            }
        }
    }
    attribution.content.sort_by_key(|r| (r.start, r.end));
    attribution.content = merge(&attribution.content, &article.index.paragraph);
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
