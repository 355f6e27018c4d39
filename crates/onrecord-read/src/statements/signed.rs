//! Quotations in a paragraph of their own that are signed ("“We were never asked.” – Mayor Dana Reed") or introduced by
//! the preceding line ("And from Mayor Dana Reed:").

use std::ops::Range;

use super::attribution::{Attribution, Evidence};
use crate::article::ArticleView;
use crate::range_index::RangeIndex;
use crate::syntax::Upos;

/// Maximum number of tokens in the source of such a quotation.
const MOST_SOURCE: usize = 12;
/// The evidence for such a statement; gives a confidence of about 0.8. Set by hand.
const EVIDENCE: Evidence = Evidence { cue: -0.143, source: 0.0, content: 0.0, edge: 0.0 };

/// Adds an attribution for each quotation that is signed or introduced by the preceding line; returns all in the order
/// of their cues.
pub(super) fn with_signed(mut found: Vec<Attribution>, article: &ArticleView<'_>) -> Vec<Attribution> {
    let quotations = article.quotes.quotations.iter().filter(|quotation| quotation.closed && !quotation.continued);
    let signed: Vec<Attribution> = quotations.filter_map(|quotation| signed(article, &quotation.tokens)).collect();
    let cues = RangeIndex::of(signed.iter().map(|a| a.cue.clone()));
    let sources = RangeIndex::of(signed.iter().flat_map(|a| a.source.iter().cloned()));
    found.retain(|a| !cues.meets(&a.cue) && !a.source.iter().any(|source| sources.meets(source)));
    // These words have no other source; statements nested within them are kept.
    let quoted: Vec<&Range<usize>> = signed.iter().flat_map(|a| &a.content).collect();
    found.retain_mut(|a| {
        if a.content.is_empty() {
            return true;
        }
        let cue = a.cue.start;
        a.content.retain(|piece| {
            // Quotations are in text order and do not overlap.
            let n_before = quoted.partition_point(|content| content.start <= piece.start);
            let around = n_before.checked_sub(1).map(|idx| quoted[idx]).filter(|content| piece.end <= content.end);
            around.is_none_or(|content| content.contains(&cue))
        });
        !a.content.is_empty()
    });
    found.extend(signed);
    found.sort_by_key(|a| (a.cue.start, a.cue.end));
    found
}

/// Returns the attribution of a quotation that is signed or introduced by the preceding line.
fn signed(article: &ArticleView<'_>, content: &Range<usize>) -> Option<Attribution> {
    let paragraph = paragraph_of(article, content.start);
    if content.start != paragraph.start {
        return None;
    }
    let signature = signature(article, content.end..paragraph.end);
    let (source, cue) = signature.or_else(|| announced(article, content, &paragraph))?;
    Some(Attribution { source: vec![source], cue, content: vec![content.clone()], evidence: EVIDENCE, is_turn: false })
}

/// Returns the token range of the paragraph that contains the token.
fn paragraph_of(article: &ArticleView<'_>, token: usize) -> Range<usize> {
    let paragraph = &article.index.paragraph;
    let own = paragraph[token];
    paragraph.partition_point(|&other| other < own)..paragraph.partition_point(|&other| other <= own)
}

/// Returns the source and the dash before it, if they are all that follows the quotation.
fn signature(article: &ArticleView<'_>, rest: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let dash = rest.start;
    let is_dash = !rest.is_empty() && matches!(article.word(dash), "-" | "--" | "–" | "—" | "―");
    let mut source = dash + 1..rest.end;
    while source.len() > 1 && article.syntax.upos[source.end - 1] == Upos::Punct && !is_bracket(article, source.end - 1)
    {
        source.end -= 1;
    }
    (is_dash && names_somebody(article, &source)).then(|| (source, dash..dash + 1))
}

fn is_bracket(article: &ArticleView<'_>, token: usize) -> bool {
    article.word(token) == ")"
}

/// Returns the source and the colon after it from the line before a quotation that fills its paragraph.
fn announced(
    article: &ArticleView<'_>,
    content: &Range<usize>,
    paragraph: &Range<usize>,
) -> Option<(Range<usize>, Range<usize>)> {
    let colon = content.start.checked_sub(1).filter(|&colon| article.word(colon) == ":")?;
    let line = paragraph_of(article, colon);
    let from = line.clone().find(|&t| article.grammar().announcing.has(article.lower(t)))?;
    let source = from + 1..colon;
    let is_whole = content.end == paragraph.end && line.len() <= MOST_SOURCE;
    (is_whole && names_somebody(article, &source)).then(|| (source, colon..colon + 1))
}

/// Returns whether the words begin with a capital letter, contain a proper noun and contain no verb.
fn names_somebody(article: &ArticleView<'_>, source: &Range<usize>) -> bool {
    let upos = |t: usize| article.syntax.upos[t];
    !source.is_empty()
        && source.len() <= MOST_SOURCE
        && article.word(source.start).starts_with(char::is_uppercase)
        && source.clone().any(|t| upos(t) == Upos::Propn)
        && !source.clone().any(|t| matches!(upos(t), Upos::Verb | Upos::Aux))
}
