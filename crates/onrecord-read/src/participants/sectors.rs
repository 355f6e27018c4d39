//! The model's predictions for each participant: its sectors, and whether it belongs to a country.

use std::collections::BTreeSet;

use onrecord_record::{Actor, MentionForm, Span};

use crate::article::ArticleView;
use crate::model::{EventHeads, HeadVectors};

/// Number of words whose vectors are processed at once; in a text of megabytes, an actor can have a hundred thousand
/// words.
const WORDS_AT_ONCE: usize = 256;

/// The model's predictions for one participant, averaged over the words of its names and descriptions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ParticipantScores {
    /// The log probability of each sector in the order of the weights; the last is that of no sector.
    sectors: Vec<f32>,
    /// The logit of belonging to a country.
    pub(super) country: f32,
}

/// Returns the predictions for each actor, or `None` for an actor whose words have no vectors.
pub(super) fn participant_scores(
    actors: &[Actor],
    heads: &EventHeads,
    vectors: &HeadVectors,
    article: &ArticleView<'_>,
) -> Vec<Option<ParticipantScores>> {
    let tokens = &article.division.tokens;
    let inside = |span: Span| {
        let start = tokens.partition_point(|t| t.span.start < span.start);
        start..tokens.partition_point(|t| t.span.end <= span.end).max(start)
    };
    let of_actor = |actor: &Actor| {
        let mentions = actor.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun);
        let words: BTreeSet<usize> = mentions.flat_map(|mention| inside(mention.span)).collect();
        let words: Vec<usize> = words.into_iter().collect();
        let (mut sum, mut n) = (None::<ParticipantScores>, 0);
        for part in words.chunks(WORDS_AT_ONCE) {
            let mut rows = Vec::new();
            let found = part.iter().filter(|&&token| vectors.extend_kept(token, &mut rows)).count();
            n += found;
            for word in heads.sides(&rows, found) {
                let sum = sum
                    .get_or_insert_with(|| ParticipantScores { sectors: vec![0.0; word.sectors.len()], country: 0.0 });
                sum.sectors.iter_mut().zip(&word.sectors).for_each(|(sum, value)| *sum += value);
                sum.country += word.country;
            }
        }
        sum.map(|mut side| {
            side.sectors.iter_mut().for_each(|sum| *sum /= n as f32);
            side.country /= n as f32;
            side
        })
    };
    actors.iter().map(of_actor).collect()
}

impl ParticipantScores {
    /// Returns the index of the most probable sector, or `None` if having no sector is more probable or the probability
    /// (the geometric mean over the words) is below `least`.
    pub(super) fn sector(&self, least: f32) -> Option<usize> {
        let (best, log) = self.sectors.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        (best + 1 < self.sectors.len() && *log >= least.ln()).then_some(best)
    }
}
