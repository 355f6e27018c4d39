//! Attributes of a mention that follow from adjacent words: gender, owning country, whether it is a bare number.

use std::ops::Range;

use crate::article::ArticleView;
use crate::knowledge::Gender;

/// Maximum number of words in the name of a country used as a possessor.
const LONGEST_COUNTRY: usize = 3;

/// Returns the country that an organization belongs to according to its name: the possessor right before the name, or
/// its first word.
pub(super) fn country_of_owner(article: &ArticleView<'_>, name: &Range<usize>) -> Option<String> {
    let knowledge = article.knowledge;
    let is_possessive = || article.grammar().possessive_marks.has(article.word(name.start - 1));
    let before = name.start.checked_sub(2).filter(|_| is_possessive());
    let possessor = before.and_then(|last| {
        let first = (last + 1).saturating_sub(LONGEST_COUNTRY).max(article.sentence(last).start);
        (first..=last).find_map(|start| knowledge.country_by_name(article.words(&(start..last + 1))))
    });
    let country = possessor.or_else(|| {
        let word = article.word(name.start);
        (name.len() > 1).then(|| knowledge.country_by_adjective(word)).flatten()
    });
    country.map(|c| c.iso.to_string())
}

/// Returns the gender of a person from a form of address before the name, or from the given name.
pub(super) fn gender_of_name(article: &ArticleView<'_>, name: &Range<usize>) -> Option<Gender> {
    let knowledge = article.knowledge;
    let given = || (name.len() > 1).then(|| knowledge.given_name_gender(article.word(name.start))).flatten();
    let sentence = article.sentence(name.start);
    let Some(before) = name.start.checked_sub(1).filter(|before| sentence.contains(before)) else { return given() };
    let word = article.word(before);
    let title = knowledge.title(&[word]).filter(|found| found.n_tokens == 1).map(|found| found.title);
    let told = title.and_then(|title| title.gender);
    // "Chairman Mary Lee" is a woman; "Mr. Robin Lee" is a man, and so is "her son Robin".
    let noun = knowledge.noun_class(word).and_then(|noun| noun.gender);
    let is_address = title.is_some_and(|title| title.sector.is_none() && !title.of_body);
    told.filter(|_| is_address).or(noun.filter(|_| told.is_none())).or_else(given).or(told)
}

/// Returns whether the word is a bare number ("Dozens dead"), which does not say who is counted.
pub(super) fn is_bare_number(article: &ArticleView<'_>, token: usize) -> bool {
    let next = token + 1;
    let is_of = next < article.sentence(token).end && article.grammar().of.has(article.lower(next));
    !is_of && article.knowledge.counts_alone(article.lower(token))
}
