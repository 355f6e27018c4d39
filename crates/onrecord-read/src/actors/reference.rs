//! The candidates and features from which descriptions and pronouns were resolved, for training and inspection.

use onrecord_record::Span;
use onrecord_text::Division;

use super::entities::Entities;
use super::mention::Mentioned;

/// A description or pronoun, and its candidate antecedents.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// The words of the description or the pronoun.
    pub description: Span,
    /// For each candidate, the places of its names and descriptions shortly before, the nearest first, and the names of
    /// its features; `weights/references.txt` has the weights. The option of no antecedent has a score of 0.
    pub candidates: Vec<(Vec<Span>, Vec<String>)>,
}

/// Returns the candidates for descriptions and pronouns, in text order.
pub(crate) fn references(entities: &Entities, mentions: &[Mentioned], division: &Division) -> Vec<Reference> {
    let span = |m: usize| division.span(&mentions[m].tokens);
    let choices = entities.choices.iter().map(|choice| Reference {
        description: span(choice.mention),
        candidates: (choice.candidates.iter())
            .map(|(names, features)| (names.iter().map(|&m| span(m)).collect(), features.clone()))
            .collect(),
    });
    choices.collect()
}

#[cfg(test)]
mod tests {
    use onrecord_text::{Document, Metadata};

    use crate::Reader;

    /// Checks the speaker of the last statement of the text.
    fn check(text: &str, speaker: &str) {
        let record = Reader::new().unwrap().read(&Document::new(text.to_owned(), Metadata::default()));
        let last = record.statements.last().unwrap_or_else(|| panic!("no statement in {text:?}"));
        let names: Vec<&str> = last.speakers.iter().map(|id| record.actors[id.0].name.as_str()).collect();
        assert_eq!(names, [speaker], "{text}");
    }

    #[test]
    fn a_description_takes_up_who_was_named_before() {
        check(
            "Ravel Motors closed its plant in Oslo on Monday. The company said that it had no choice.",
            "Ravel Motors",
        );
        check(
            "Hana Brolin, who leads the party, arrived in Turku on Monday. The politician said that she was tired.",
            "Hana Brolin",
        );
    }

    #[test]
    fn whoever_the_words_name_does_not_say_them() {
        check(
            "Bo Ek sued Ravi Kumar on Monday. Kumar, a lawyer, was calm. He said that Kumar had lied to the court.",
            "Bo Ek",
        );
        check("Bo Ek sued Hana Brolin on Monday. The politician said that Brolin had lied to the court.", "Bo Ek");
    }

    #[test]
    fn somebody_else_is_not_taken_up() {
        let text = "Hana Brolin arrived in Turku on Monday. Two residents said that nobody came to see her.";
        let record = Reader::new().unwrap().read(&Document::new(text.to_owned(), Metadata::default()));
        assert!(record.statements.iter().all(|statement| statement.speakers.is_empty()), "{:?}", record.statements);
    }

    #[test]
    fn candidates_are_told_with_their_names() {
        let text = "Ravel Motors closed its plant in Oslo on Monday. The company said that it had no choice.";
        let (_, references) = Reader::new().unwrap().references(&Document::new(text.to_owned(), Metadata::default()));
        let company = references.iter().find(|found| text[found.description.start..].starts_with("The company"));
        let (names, features) = &company.expect("the description").candidates[0];
        assert!(
            names
                .iter()
                .any(|span| &text[span.start..span.end] == "Ravel Motors" || &text[span.start..span.end] == "Oslo")
        );
        assert!(features.iter().any(|feature| feature.starts_with("noun|company")), "{features:?}");
    }
}
