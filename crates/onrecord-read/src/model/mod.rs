//! The neural model: one encoder, run once on each window of the text, and its heads.

mod coref;
mod event_heads;
mod head_vectors;
mod heads;
mod pieces;
#[cfg(test)]
mod reference;
mod relations;
mod scores;
mod windows;

use std::ops::Range;
use std::sync::OnceLock;

use onrecord_infer::{Encoder, Scratch, Sequence, Weights};
use onrecord_text::{Division, Quotes};

use crate::error::{self, Error};
use crate::text::TokenizedText;
pub(crate) use coref::{Antecedents, PairFeatures};
pub(crate) use event_heads::{ArgumentRole, EventHeads, ScoredArgument, TriggerScores};
pub(crate) use head_vectors::HeadVectors;
pub(crate) use heads::{Heads, NAME_TAGS, NameTag, OWN_TAGS, ROLE_TAGS};
use pieces::{CLS, PieceCache, Pieces, SEP};
pub(crate) use scores::log_sum_exp;

/// Number of windows encoded together: large enough to use the kernels well, small enough to limit memory.
const WINDOWS_AT_ONCE: usize = 8;

/// The weights, loaded for inference.
pub(crate) struct Model {
    pieces: Pieces,
    encoder: Encoder,
    pub(crate) heads: Heads,
    pub(crate) event_heads: EventHeads,
    pub(crate) version: String,
}

impl Model {
    /// Returns the model that is built into the program; it is loaded once.
    pub(crate) fn bundled() -> Result<&'static Model, Error> {
        static MODEL: OnceLock<Result<Model, String>> = OnceLock::new();
        MODEL
            .get_or_init(|| {
                Model::load(onrecord_weights::WEIGHTS, onrecord_weights::VOCABULARY).map_err(|e| e.to_string())
            })
            .as_ref()
            .map_err(|e| error::weights("bundled weights", e.clone()))
    }

    fn load(bytes: &'static [u8], vocabulary: &'static str) -> Result<Model, Error> {
        let broken = |e: onrecord_infer::Error| error::weights("weights", e.to_string());
        let weights = Weights::parse(bytes).map_err(broken)?;
        Ok(Model {
            pieces: Pieces::new(vocabulary)?,
            encoder: Encoder::load(&weights, "encoder").map_err(broken)?,
            heads: Heads::load(&weights)?,
            event_heads: EventHeads::load(&heads::Loader(&weights))?,
            version: weights.metadata("version").unwrap_or("unknown").to_owned(),
        })
    }

    /// Returns the length of a vector.
    pub(crate) fn width(&self) -> usize {
        self.encoder.hidden()
    }

    /// Encodes a text, and calls `take` with the tokens of each window and their concatenated vectors. No vector is
    /// kept after the call.
    ///
    /// # Errors
    ///
    /// [`crate::ErrorKind::Weights`] if the encoder cannot be run.
    pub(crate) fn encode(
        &self,
        text: &TokenizedText<'_>,
        mut take: impl FnMut(&Range<usize>, &[f32]),
    ) -> Result<(), Error> {
        let (division, quotes) = (&text.division, &text.quotes);
        let mut cache = PieceCache::default();
        let mut pieces = Vec::new();
        let mut starts = Vec::with_capacity(division.tokens.len() + 1);
        for token in &division.tokens {
            starts.push(pieces.len());
            self.pieces.push(token.span.text(text.raw), &mut cache, &mut pieces);
        }
        starts.push(pieces.len());
        let counts: Vec<usize> = starts.windows(2).map(|w| w[1] - w[0]).collect();
        let windows = windows::windows(division, &counts);
        let positions = positions(division);
        let mut scratch = Scratch::default();
        for group in windows.chunks(WINDOWS_AT_ONCE) {
            let inputs: Vec<Input> =
                group.iter().map(|window| Input::new(window, &pieces, &starts, quotes, &positions)).collect();
            let extras: Vec<[&[u8]; 3]> = inputs.iter().map(|i| [&i.shape[..], &i.quote[..], &i.start[..]]).collect();
            let sequences: Vec<Sequence<'_>> = inputs.iter().zip(&extras).map(|(i, extra)| i.sequence(extra)).collect();
            let hidden =
                self.encoder.encode(&sequences, &mut scratch).map_err(|e| error::weights("encoder", e.to_string()))?;
            let mut states = &hidden[..];
            for window in group {
                let (own, after) = states.split_at(window.len() * self.width());
                take(window, own);
                states = after;
            }
        }
        Ok(())
    }
}

/// Returns the position class of each token: 1 inside a sentence, 2 first of a sentence, 3 first of a paragraph.
fn positions(division: &Division) -> Vec<u8> {
    let mut out = vec![1; division.tokens.len()];
    for sentence in &division.sentences {
        out[sentence.start] = 2;
    }
    for paragraph in 0..division.paragraphs.len() {
        out[division.paragraph_tokens(paragraph).start] = 3;
    }
    out
}

/// One window in the input format of the encoder.
struct Input {
    pieces: Vec<u32>,
    shape: Vec<u8>,
    quote: Vec<u8>,
    start: Vec<u8>,
    /// The index of the first piece of each token, whose vector represents the token.
    first: Vec<usize>,
}

impl Input {
    fn new(window: &Range<usize>, pieces: &[u32], starts: &[usize], quotes: &Quotes, positions: &[u8]) -> Input {
        let mut input = Input {
            pieces: vec![CLS],
            shape: vec![0],
            quote: vec![0],
            start: vec![0],
            first: Vec::with_capacity(window.len()),
        };
        for token in window.clone() {
            input.first.push(input.pieces.len());
            for piece in &pieces[starts[token]..starts[token + 1]] {
                input.pieces.push(*piece);
                input.shape.push(quotes.shapes[token] as u8);
                input.quote.push(quotes.states[token] as u8);
                input.start.push(positions[token]);
            }
        }
        input.pieces.push(SEP);
        input.shape.push(0);
        input.quote.push(0);
        input.start.push(0);
        input
    }

    fn sequence<'a>(&'a self, extra: &'a [&'a [u8]]) -> Sequence<'a> {
        Sequence { pieces: &self.pieces, extra, wanted: Some(&self.first) }
    }
}
