//! Resolves "I" and "we" in statements to their speakers.

use std::ops::Range;

use crate::actors::entities::Entities;
use crate::actors::mention::{Form, Mentioned};
use crate::actors::speakers::entities_of_source;
use crate::article::ArticleView;
use crate::knowledge::pronouns::Pronoun;
use crate::statements::Spoken;

/// Joins each first-person pronoun to its speaker: the source of the innermost attribution whose content contains the
/// pronoun, if that source is a single entity and has a mention that is not a first-person pronoun.
pub(super) fn join_first_persons(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    spoken: &Spoken,
    mut entities: Entities,
) -> Entities {
    let first_persons: Vec<usize> = (0..mentions.len()).filter(|&m| is_first_person(&mentions[m])).collect();
    if first_persons.is_empty() {
        return entities;
    }
    let speakers = speakers(article, mentions, spoken, &entities);
    // The innermost attribution around each pronoun: contents are filled in from the longest to the shortest.
    let mut innermost: Vec<Option<usize>> = vec![None; first_persons.len()];
    let length = |attribution: usize| spoken.contents[attribution].iter().map(ExactSizeIterator::len).sum::<usize>();
    let mut longest_first: Vec<usize> = (0..speakers.len()).filter(|&a| speakers[a].is_some()).collect();
    longest_first.sort_by_key(|&attribution| std::cmp::Reverse(length(attribution)));
    for attribution in longest_first {
        for content in &spoken.contents[attribution] {
            let from = |token: usize| first_persons.partition_point(|&m| mentions[m].head < token);
            innermost[from(content.start)..from(content.end)].fill(Some(attribution));
        }
    }
    for (&pronoun, attribution) in first_persons.iter().zip(innermost) {
        if let Some(speaker) = attribution.and_then(|attribution| speakers[attribution]) {
            entities.join(pronoun, speaker);
        }
    }
    entities
}

fn is_first_person(mention: &Mentioned) -> bool {
    matches!(mention.form, Form::Pronoun(Pronoun::I | Pronoun::We))
}

/// Returns the speaker of each attribution that has exactly one.
fn speakers(
    article: &ArticleView<'_>,
    mentions: &[Mentioned],
    spoken: &Spoken,
    entities: &Entities,
) -> Vec<Option<usize>> {
    let speaker = |source: &Vec<Range<usize>>| {
        let mut found: Vec<usize> =
            source.iter().flat_map(|words| entities_of_source(article, mentions, entities, words)).collect();
        found.sort_unstable();
        found.dedup();
        let of_others = |entity: usize| entities.members[entity].iter().any(|&m| !is_first_person(&mentions[m]));
        match found[..] {
            [speaker] if of_others(speaker) => Some(speaker),
            _ => None,
        }
    };
    spoken.sources.iter().map(speaker).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_record::MentionForm;
    use onrecord_text::{Document, Metadata};

    use crate::Reader;

    /// Returns each pronoun of the text with the name of its actor, in text order.
    fn pronouns(text: &str) -> Vec<(String, String)> {
        let record = Reader::new().unwrap().read(&Document::new(text.to_owned(), Metadata::default()));
        let mut found: Vec<_> = (record.actors.iter())
            .flat_map(|actor| actor.mentions.iter().map(|mention| (mention, actor.name.clone())))
            .filter(|(mention, _)| mention.form == MentionForm::Pronoun)
            .map(|(mention, name)| (mention.span.start, mention.span.text(text).to_owned(), name))
            .collect();
        found.sort();
        found.into_iter().map(|(_, pronoun, name)| (pronoun, name)).collect()
    }

    #[test]
    fn pronouns_of_the_first_person_are_whoever_speaks() {
        let text = "Police entered the village on Monday. \"They beat us with sticks,\" Ravi Kumar, a farmer, said.";
        assert!(pronouns(text).contains(&("us".to_owned(), "Ravi Kumar".to_owned())), "{:?}", pronouns(text));
        let text = "\"I support the bill,\" Lena Orvik said. \"We will vote against it,\" said Omar Aziz.";
        let found = pronouns(text);
        assert!(found.contains(&("I".to_owned(), "Lena Orvik".to_owned())), "{found:?}");
        assert!(found.contains(&("We".to_owned(), "Omar Aziz".to_owned())), "{found:?}");
    }

    #[test]
    fn outside_of_quotations_they_are_nobody_who_is_named() {
        let found = pronouns("Lena Orvik opened the bridge on Monday. We met at noon.");
        assert!(!found.iter().any(|(pronoun, _)| pronoun == "We"), "{found:?}");
    }
}
