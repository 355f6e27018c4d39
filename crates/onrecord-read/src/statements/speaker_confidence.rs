//! The probability that the actors of a source are correct.

use std::sync::OnceLock;

use super::attribution::Attribution;
use crate::actors::{Entities, Form, Kind, Mentioned};
use crate::feature_weights::FeatureWeights;

/// Upper bounds of the classes of a probability, with the name of each class.
const CLASSES: [(f32, &str); 7] = [
    (0.3, "below 0.3"),
    (0.45, "0.3 to 0.45"),
    (0.6, "0.45 to 0.6"),
    (0.75, "0.6 to 0.75"),
    (0.9, "0.75 to 0.9"),
    (0.97, "0.9 to 0.97"),
    (f32::INFINITY, "above 0.97"),
];

/// Upper bounds of the classes of the evidence for a source (a log probability), with the name of each class.
const EVIDENCE: [(f32, &str); 5] = [
    (-1.0, "below -1"),
    (-0.3, "-1 to -0.3"),
    (-0.1, "-0.3 to -0.1"),
    (-0.02, "-0.1 to -0.02"),
    (f32::INFINITY, "above -0.02"),
];

/// Returns the probability that the named speakers of a statement are correct and complete: a logistic regression on
/// its features, with weights fitted by `training/onrecord_training/speakers.py`. Returns `None` if there are no
/// features.
pub(super) fn speaker_confidence(features: &[String]) -> Option<f32> {
    static WEIGHTS: OnceLock<FeatureWeights> = OnceLock::new();
    let weights = WEIGHTS.get_or_init(|| FeatureWeights::parse(onrecord_weights::SPEAKER_CONFIDENCE));
    let mut score = [0.0, features.iter().map(|feature| weights.of(feature)).sum()];
    onrecord_infer::softmax(&mut score);
    (!features.is_empty()).then_some(score[1])
}

/// Returns the features of the named speakers of a statement. The list is empty if there are none, or if no mention in
/// the source refers to one of them ("both").
pub(super) fn features(
    mentions: &[Mentioned],
    entities: &Entities,
    attribution: &Attribution,
    speakers: &[usize],
) -> Vec<String> {
    let Some(&speaker) = speakers.first() else { return Vec::new() };
    let from = |token: usize| mentions.partition_point(|mention| mention.head < token);
    let mut inside = attribution.source.iter().flat_map(|source| from(source.start)..from(source.end));
    let Some(told) = inside.find(|m| speakers.contains(&entities.speaking(*m))) else { return Vec::new() };
    let form = form(&mentions[told]);
    let longest = |entity: usize| {
        let names = entities.members[entity].iter().filter(|&&m| mentions[m].is_name());
        names.map(|&m| mentions[m].key.len()).max().unwrap_or(0)
    };
    let tag = entities.members[speaker].iter().find_map(|&m| match mentions[m].form {
        Form::Name(tag) => Some(tag.name()),
        _ => None,
    });
    let words = match longest(speaker) {
        0 => "no name",
        1 => "one word",
        _ => "more words",
    };
    let number = if speakers.len() > 1 { "several" } else { "one" };
    let kind = format!("{form}|{}", tag.unwrap_or("none"));
    let mut out = vec![
        format!("form|{kind}"),
        format!("name|{words}|{form}"),
        format!("speakers|{number}|{form}"),
        format!("source|{}|{form}", class(attribution.evidence.source, &EVIDENCE)),
        format!("source words|{}|{form}", source_length(attribution)),
    ];
    let mut spoken = attribution.content.iter().flat_map(|range| from(range.start)..from(range.end));
    if spoken.any(|m| mentions[m].is_name() && entities.of[m] == speaker) {
        out.push(format!("in its own words|{form}"));
    }
    if !mentions[told].is_name() {
        let m = told;
        out.push(format!("reference|{}|{form}", class(entities.certainty[m], &CLASSES)));
        let named = entities.members[speaker].iter().rev().find(|&&k| k < m && mentions[k].is_name());
        let apart = named.map_or("no name before", |&k| match mentions[m].sentence - mentions[k].sentence {
            0 => "same sentence",
            1 => "sentence before",
            2 => "2 sentences",
            3..=6 => "3 to 6 sentences",
            _ => "further",
        });
        out.push(format!("name before|{apart}|{form}"));
    }
    out
}

fn class(value: f32, classes: &[(f32, &'static str)]) -> &'static str {
    classes.iter().find(|(bound, _)| value < *bound).map_or("", |(_, name)| name)
}

fn form(mention: &Mentioned) -> &'static str {
    match mention.form {
        Form::Name(_) => "name",
        Form::Nominal(Kind::Document) => "document",
        Form::Nominal(_) => "description",
        Form::Pronoun(_) => "pronoun",
    }
}

fn source_length(attribution: &Attribution) -> &'static str {
    match attribution.source.iter().map(ExactSizeIterator::len).sum::<usize>() {
        0..=3 => "1 to 3",
        4..=8 => "4 to 8",
        _ => "more",
    }
}

#[cfg(test)]
mod tests {
    use onrecord_text::{Document, Metadata};

    use crate::Reader;

    fn confidences(text: &str) -> Vec<Option<f32>> {
        let record = Reader::new().unwrap().read(&Document::new(text.to_owned(), Metadata::default()));
        record.statements.iter().map(|statement| statement.speaker_confidence).collect()
    }

    #[test]
    fn a_name_beside_its_cue_is_surer_than_a_pronoun_among_several() {
        let named = confidences("Ana Diaz said that the bridge would open in May.");
        let text =
            "Ana Diaz met Lena Orvik and Marta Hoel in Lima on Monday. She said that the bridge would open in May.";
        let among_several = confidences(text);
        let (named, among_several) = (named[0].expect("a speaker"), among_several[0].expect("a speaker"));
        assert!(named > among_several, "{named} {among_several}");
        assert!((0.0..=1.0).contains(&among_several));
    }

    #[test]
    fn a_statement_without_a_named_speaker_has_none() {
        assert_eq!(confidences("A resident said that the bridge would open in May."), [None]);
    }
}
