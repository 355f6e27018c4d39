//! Proper names: decodes the tagger's scores, completes the names, corrects their types, and finds repetitions.

mod boundaries;
mod completer;
mod completion;
mod currencies;
mod given_names;
mod kinds;
mod name_bias;
mod repetition;
mod tagging;
mod whole_names;
mod within_times;
mod works;

use onrecord_record::Time;

use self::completion::complete;
use self::currencies::without_currencies;
use self::given_names::with_given_names;
use self::repetition::with_repetitions;
use self::tagging::with_labels;
use self::within_times::without_times;
use self::works::with_whole_titles;
use super::name::Name;
use crate::article::ArticleView;
use crate::knowledge::Knowledge;
use crate::statements::Turn;

pub(crate) use tagging::tagged_names;
pub(crate) use within_times::times_outside_names;

/// Returns the names of a text in order: the tagged names after completion, their repetitions, and the names in the
/// labels of a transcript, except names that are times ("Saturday").
pub(crate) fn names(
    tagged: Vec<Name>,
    turns: &[Turn],
    times: &[Time],
    article: &ArticleView<'_>,
    knowledge: &Knowledge,
) -> Vec<Name> {
    let text = article.tokenized;
    let names = with_whole_titles(complete(with_repetitions(tagged, text, knowledge), text, knowledge), text);
    let names = without_currencies(with_labels(names, turns, text, knowledge), text);
    with_given_names(without_times(names, times, &text.division), times, text, article.syntax)
}
