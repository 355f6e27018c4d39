//! Datelines: the place before the first sentence ("OSLO, Norway (AP) —") is not a participant of events in the
//! sentence.

use std::ops::Range;

use super::ontology::Ontology;
use crate::actors::{Form, Mentioned};
use crate::article::ArticleView;
use crate::model::NameTag;
use crate::syntax::Upos;

/// The maximum number of words of a dateline: town, country, date, agency.
const MOST_WORDS: usize = 14;

/// The minimum number of capital letters in the town: shorter words may be abbreviations.
const LEAST_LETTERS: usize = 4;

/// The minimum number of letters in the abbreviated name of a month or weekday.
const LEAST_OF_DAY: usize = 3;

/// Returns the tokens of all datelines, including the dash or colon that ends each.
pub(super) fn datelines(article: &ArticleView<'_>, mentions: &[Mentioned], ontology: &Ontology) -> Vec<Range<usize>> {
    let mut is_place = vec![false; article.division.tokens.len()];
    let towns: Vec<&Mentioned> =
        mentions.iter().filter(|mention| mention.form == Form::Name(NameTag::Location)).collect();
    for town in &towns {
        is_place[town.tokens.clone()].fill(true);
    }
    towns.iter().filter_map(|town| dateline(article, &|t| is_place[t], ontology, town.tokens.start)).collect()
}

/// Returns the dateline that begins with the town at `start`.
fn dateline(
    article: &ArticleView<'_>,
    is_place: &dyn Fn(usize) -> bool,
    ontology: &Ontology,
    start: usize,
) -> Option<Range<usize>> {
    let town = article.word(start);
    let is_capitals = town.chars().count() >= LEAST_LETTERS && !town.chars().any(char::is_lowercase);
    let sentence = article.sentence(start);
    if !is_capitals || sentence.start != start {
        return None;
    }
    let mut within_brackets = false;
    for t in start + 1..sentence.end.min(start + MOST_WORDS) {
        let word = article.word(t);
        match word {
            _ if ends(word) => return Some(start..t + 1),
            "(" | "[" => within_brackets = true,
            ")" | "]" => within_brackets = false,
            _ if !word.contains(char::is_alphabetic) || is_day(article, word) => {}
            // "ISRAEL BOMBED LEBANON - 40 DEAD" is a headline.
            _ if is_event(article, ontology, t) => return None,
            _ if within_brackets && !word.starts_with(char::is_lowercase) => {}
            _ if is_place(t) || is_known_place(article, word) => {}
            _ => return None,
        }
    }
    None
}

fn is_event(article: &ArticleView<'_>, ontology: &Ontology, token: usize) -> bool {
    let is_verb = matches!(article.syntax.upos[token], Upos::Verb | Upos::Aux);
    is_verb || !ontology.triggers(&article.word(token).to_lowercase()).is_empty()
}

fn is_known_place(article: &ArticleView<'_>, word: &str) -> bool {
    article.knowledge.country_by_name(word).is_some() || article.knowledge.subdivision(word).is_some()
}

/// Returns whether the word is a month or weekday, in full or abbreviated ("Sept.").
fn is_day(article: &ArticleView<'_>, word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    lower.len() >= LEAST_OF_DAY && word.starts_with(char::is_uppercase) && article.knowledge.begins_day(&lower)
}

fn ends(word: &str) -> bool {
    matches!(word, "-" | "--" | "–" | "—" | "―" | ":")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::knowledge::Knowledge;
    use crate::syntax::Syntax;
    use crate::text::TokenizedText;

    /// Checks the dateline at the start of `text`, where `places` are tagged as such, and words on "-ed" or "-s" as
    /// verbs.
    fn check(text: &str, tagged: &[&str], expected: Option<&str>) {
        let tokenized = TokenizedText::of(text);
        let words: Vec<&str> = (0..tokenized.n_tokens()).map(|token| tokenized.word(token)).collect();
        let is_verb = |word: &&str| matches!(word.to_lowercase().as_str(), "bombed" | "attacks" | "said" | "arrests");
        let upos = words.iter().map(|word| if is_verb(word) { Upos::Verb } else { Upos::Propn }).collect();
        let syntax = Syntax { upos, ..Syntax::default() };
        let article = ArticleView::new(&tokenized, &syntax, Knowledge::bundled(), None);
        let is_place = |t: usize| tagged.contains(&words[t]);
        let language = Language::bundled();
        let found = dateline(&article, &is_place, language.ontology(), 0).map(|tokens| article.words(&tokens));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn datelines_end_with_a_dash_or_colon() {
        check("OSLO, Norway (AP) — Police left.", &["OSLO"], Some("OSLO, Norway (AP) —"));
        check("BERGEN, March 15 (Reuters) - He came.", &["BERGEN"], Some("BERGEN, March 15 (Reuters) -"));
        check("NEW YORK: He came.", &["NEW", "YORK"], None);
        check("LONDON: He came.", &["LONDON"], Some("LONDON:"));
        check("LIMA, Sept. 3, 2019 -- He came.", &["LIMA"], Some("LIMA, Sept. 3, 2019 --"));
    }

    #[test]
    fn headlines_in_capitals_are_none() {
        check("PERU BOMBED CHILE - 40 DEAD", &["PERU", "CHILE"], None);
        check("PERU Attacks Chile: 40 Dead", &["PERU", "Chile"], None);
        check("PERU Arrests Danish Sailor – Oslo Protests", &["PERU", "Oslo"], None);
        check("PERU Fishing Boats – All Lost", &["PERU"], None);
        check("LIMA, he said - and left.", &["LIMA"], None);
    }
}
