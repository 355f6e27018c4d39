//! Finds the beginnings of unquoted contents that follow their source ("The army said it would leave"): a pronoun there
//! usually refers to the source.

use std::collections::BTreeMap;

use crate::article::ArticleView;
use crate::statements::Spoken;

/// Maximum number of tokens between the beginning of the content and the pronoun ("that it", "its troops").
const MOST_BEFORE: usize = 2;

/// Returns the tokens at the beginning of unquoted contents that follow their source in the same sentence, each with
/// its attribution.
pub(super) fn opening_pronouns(article: &ArticleView<'_>, spoken: &Spoken) -> BTreeMap<usize, usize> {
    let mut last_of_source: Vec<Option<usize>> = vec![None; spoken.contents.len()];
    for (token, attribution) in spoken.source_of.iter().enumerate() {
        if let Some(attribution) = attribution {
            last_of_source[*attribution] = Some(token);
        }
    }
    let mut out = BTreeMap::new();
    for (attribution, (contents, source)) in spoken.contents.iter().zip(&last_of_source).enumerate() {
        if let (Some(content), &Some(source)) = (contents.first(), source)
            && source < content.start
            && article.sentence(content.start).contains(&source)
            && article.word(content.start).contains(char::is_alphanumeric)
        {
            let first = content.start..content.end.min(content.start + MOST_BEFORE + 1);
            out.extend(first.map(|token| (token, attribution)));
        }
    }
    out
}
