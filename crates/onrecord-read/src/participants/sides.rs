//! What the model says of the side of each participant: its sectors, and whether it belongs to a country.

use onrecord_record::{Actor, MentionForm, Span};

use crate::article::ArticleView;
use crate::model::{EventHeads, HeadVectors};

/// What the model says of one participant: the mean over the words of its names and descriptions.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Side {
    /// The logarithm of the probability of each sector, in the order of the weights, and the last of none.
    sectors: Vec<f32>,
    /// How likely it belongs to a country, as a logit.
    pub(super) country: f32,
}

/// Returns what the model says of each actor; none of one whose words have no vectors.
pub(super) fn sides(
    actors: &[Actor],
    heads: &EventHeads,
    vectors: &HeadVectors,
    article: &ArticleView<'_>,
) -> Vec<Option<Side>> {
    let tokens = &article.division.tokens;
    let inside = |span: Span| {
        let start = tokens.partition_point(|t| t.span.start < span.start);
        start..tokens.partition_point(|t| t.span.end <= span.end).max(start)
    };
    let mut rows = Vec::new();
    let mut counts = Vec::with_capacity(actors.len());
    for actor in actors {
        let mentions = actor.mentions.iter().filter(|mention| mention.form != MentionForm::Pronoun);
        counts.push(mentions.flat_map(|m| inside(m.span)).filter(|&t| vectors.extend_kept(t, &mut rows)).count());
    }
    let scores = heads.sides(&rows, counts.iter().sum());
    let mut rest = &scores[..];
    let side = |n: usize| {
        let (own, further) = rest.split_at(n);
        rest = further;
        let mut side = Side { sectors: vec![0.0; own.first()?.sectors.len()], country: 0.0 };
        for word in own {
            side.sectors.iter_mut().zip(&word.sectors).for_each(|(sum, value)| *sum += value / n as f32);
            side.country += word.country / n as f32;
        }
        Some(side)
    };
    counts.into_iter().map(side).collect()
}

impl Side {
    /// Returns the likeliest sector by its number; none where no sector is likelier, or where its probability, the geometric mean over
    /// the words, is below `least`.
    pub(super) fn sector(&self, least: f32) -> Option<usize> {
        let (best, log) = self.sectors.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1))?;
        (best + 1 < self.sectors.len() && log.exp() >= least).then_some(best)
    }
}
