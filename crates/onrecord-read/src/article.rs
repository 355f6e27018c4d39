//! The analyzed article, as all stages after the model see it.

use std::ops::Range;

use onrecord_text::{Division, Quotes};

use crate::knowledge::Knowledge;
use crate::knowledge::words::Words;
use crate::syntax::Syntax;
use crate::text::TokenizedText;
use crate::token_index::TokenIndex;

/// The article with its tokens and syntax, and the knowledge base used to read it.
pub(crate) struct ArticleView<'a> {
    pub(crate) text: &'a str,
    pub(crate) division: &'a Division,
    pub(crate) quotes: &'a Quotes,
    pub(crate) index: &'a TokenIndex,
    pub(crate) syntax: &'a Syntax,
    pub(crate) knowledge: &'a Knowledge,
    /// The date of publication, in ISO 8601.
    pub(crate) published: Option<&'a str>,
    /// The text with its tokens, for stages that need no syntax.
    pub(crate) tokenized: &'a TokenizedText<'a>,
    children: Children,
}

impl<'a> ArticleView<'a> {
    /// Returns the view of a text with its syntax. `published` is a date or an RFC 3339 time, of which the date is
    /// kept.
    pub(crate) fn new(
        tokenized: &'a TokenizedText<'a>,
        syntax: &'a Syntax,
        knowledge: &'a Knowledge,
        published: Option<&'a str>,
    ) -> ArticleView<'a> {
        ArticleView {
            text: tokenized.raw,
            division: &tokenized.division,
            quotes: &tokenized.quotes,
            index: &tokenized.index,
            syntax,
            knowledge,
            published: published.map(|date| date.get(..10).unwrap_or(date)),
            tokenized,
            children: Children::of(&syntax.head),
        }
    }

    /// Returns the function words of the language.
    pub(crate) fn grammar(&self) -> &'a Words {
        self.knowledge.words()
    }

    /// Returns the number of tokens.
    pub(crate) fn n_tokens(&self) -> usize {
        self.division.tokens.len()
    }

    /// Returns the text of a token.
    pub(crate) fn word(&self, token: usize) -> &'a str {
        self.tokenized.word(token)
    }

    /// Returns the text of a token in lower case.
    pub(crate) fn lower(&self, token: usize) -> &'a str {
        self.tokenized.lower(token)
    }

    /// Returns the text from the first to the last of the tokens.
    pub(crate) fn words(&self, tokens: &Range<usize>) -> &'a str {
        self.tokenized.words(tokens)
    }

    /// Returns the token range of the sentence that contains a token.
    pub(crate) fn sentence(&self, token: usize) -> &'a Range<usize> {
        self.tokenized.sentence(token)
    }

    /// Returns the dependents of a token, in text order.
    pub(crate) fn children(&self, token: usize) -> &[usize] {
        self.children.of_token(token)
    }
}

/// The dependents of every token.
struct Children {
    /// The start of each token's dependents in `tokens`, with one more entry than there are tokens.
    starts: Vec<usize>,
    /// The dependents of all tokens, grouped by their heads.
    tokens: Vec<usize>,
}

impl Children {
    /// Groups the tokens by their heads; `heads` contains the head of each token.
    fn of(heads: &[Option<usize>]) -> Children {
        let mut starts = vec![0; heads.len() + 1];
        for &head in heads.iter().flatten() {
            starts[head + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut tokens = vec![0; starts[heads.len()]];
        for (token, head) in heads.iter().enumerate() {
            if let Some(head) = *head {
                tokens[next[head]] = token;
                next[head] += 1;
            }
        }
        Children { starts, tokens }
    }

    fn of_token(&self, token: usize) -> &[usize] {
        match self.starts.get(token..token + 2) {
            Some(range) => &self.tokens[range[0]..range[1]],
            None => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_those_whose_head_the_token_is() {
        let children = Children::of(&[Some(1), None, Some(3), Some(1), Some(1)]);
        assert_eq!(children.of_token(1), [0, 3, 4]);
        assert_eq!(children.of_token(3), [2]);
        assert!(children.of_token(0).is_empty());
        assert!(Children::of(&[]).of_token(0).is_empty());
    }
}
