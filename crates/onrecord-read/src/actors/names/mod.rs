//! Proper names: decodes the tagger's scores, completes the names, corrects their types, and finds repetitions.

mod boundaries;
mod completer;
mod completion;
mod currencies;
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
use self::repetition::with_repetitions;
use self::tagging::with_labels;
use self::within_times::without_times;
use self::works::with_whole_titles;
use super::name::Name;
use crate::knowledge::Knowledge;
use crate::statements::Turn;
use crate::text::TokenizedText;

pub(crate) use tagging::tagged_names;
pub(crate) use within_times::times_outside_names;

/// Returns the names of a text in order: the tagged names after completion, their repetitions, and the names in the
/// labels of a transcript, except names that are times ("Saturday").
pub(crate) fn names(
    tagged: Vec<Name>,
    turns: &[Turn],
    times: &[Time],
    text: &TokenizedText<'_>,
    knowledge: &Knowledge,
) -> Vec<Name> {
    let names = with_whole_titles(complete(with_repetitions(tagged, text, knowledge), text, knowledge), text);
    let names = without_currencies(with_labels(names, turns, text, knowledge), text);
    without_times(names, times, &text.division)
}
