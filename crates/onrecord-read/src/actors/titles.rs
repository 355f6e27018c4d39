//! Titles before names, and at the end of descriptions.

use std::ops::Range;

use super::mention::Mentioned;
use crate::article::ArticleView;
use crate::knowledge::Class;
use crate::syntax::Upos;

/// Maximum number of tokens in a title.
const LONGEST: usize = 8;

/// Returns the title before a name ("U.S. Treasury Secretary Dana Reed", "Treasury Secretary, Dana Reed, said").
pub(super) fn title_before(article: &ArticleView<'_>, name: &Mentioned) -> Option<Range<usize>> {
    let sentence = article.sentence(name.head).clone();
    let mut end = name.tokens.start;
    let set_off = end > sentence.start && article.word(end - 1) == ",";
    if set_off {
        if name.tokens.end >= sentence.end || article.word(name.tokens.end) != "," {
            return None;
        }
        end -= 1;
    }
    let known = longest_title(article, sentence.start..end);
    if set_off && known.is_none() {
        return None;
    }
    let known = known.unwrap_or(end);
    let mut start = known;
    while start > sentence.start && continues(article, start - 1, start..end, &name.tokens) {
        start -= 1;
    }
    while start < known && !matches!(article.syntax.upos[start], Upos::Noun | Upos::Propn | Upos::Adj) {
        start += 1;
    }
    let words: Vec<&str> = (start..end).map(|t| article.word(t)).collect();
    let says = (0..words.len()).any(|k| {
        let class = article.knowledge.noun_class(article.lower(start + k));
        article.knowledge.title(&words[k..]).is_some() || class.is_some_and(|c| c.class == Class::Person)
    });
    (!words.is_empty() && says).then_some(start..end)
}

/// Returns the start of the longest title that ends at the end of the tokens.
pub(super) fn longest_title(article: &ArticleView<'_>, tokens: Range<usize>) -> Option<usize> {
    // The "general" of "commissioner-general" is not a title.
    let is_whole = |&start: &usize| start == tokens.start || article.word(start - 1) != "-";
    (tokens.end.saturating_sub(LONGEST).max(tokens.start)..tokens.end).filter(is_whole).find(|&start| {
        let words: Vec<&str> = (start..tokens.end).map(|t| article.word(t)).collect();
        article.knowledge.title(&words).is_some_and(|found| found.n_tokens == words.len())
    })
}

/// Returns whether the word before a title belongs to it.
fn continues(article: &ArticleView<'_>, token: usize, title: Range<usize>, name: &Range<usize>) -> bool {
    let syntax = article.syntax;
    let within = |t: usize| title.contains(&t) || name.contains(&t);
    let tied = syntax.head[token].is_some_and(within)
        || name.clone().any(|t| syntax.is_under(token, t))
        || title.clone().any(|t| syntax.is_under(token, t));
    let word = article.word(token);
    let nominal = matches!(syntax.upos[token], Upos::Noun | Upos::Propn | Upos::Adj);
    let joins = word == "-" || article.grammar().title_joins.has(word);
    tied && (nominal || joins) || title.is_empty() && syntax.head[name.end - 1] == Some(token) && nominal
}
