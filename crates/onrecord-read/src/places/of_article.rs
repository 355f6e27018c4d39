//! The places of an article: the names that the model finds, looked up in the gazetteer.

use onrecord_record::{Notice, Place};

use super::lexicon::Lexicon;
use super::located::{located, with_described_countries};
use super::{PlaceContext, places};
use crate::actors::Name;
use crate::article::ArticleView;
use crate::statements::Spoken;

/// Returns the places of an article in text order, and notices.
pub(crate) fn of_article(
    lexicon: &Lexicon,
    article: &ArticleView<'_>,
    spoken: &Spoken,
    names: &[Name],
) -> (Vec<Place>, Vec<Notice>) {
    let mentions = located(lexicon, article, spoken, names);
    let (found, notices) = places(lexicon, article.text, article.division, &mentions, &PlaceContext::default());
    (with_described_countries(found, lexicon, article), notices)
}
