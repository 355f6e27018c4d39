//! The encoder: embeddings, then layers of self-attention and feed-forward networks, each followed by layer
//! normalization.

use std::fmt;

use crate::error::{Error, ErrorKind};
use crate::kernel::{AddNorm, Attention, AttentionBuffers, Embed, Engine, Kernel, PANEL, Product, Quantise, room};
use crate::quantised::QuantisedLinear;
use crate::weights::{ByteTensor, Weights};

/// The number of pieces that go through a layer together, unless one sequence alone has more: enough rows to reuse each
/// weight often, few enough for the activations to stay in the second-level cache (measured, see the crate's README).
const GROUP_PIECES: usize = 256;

/// A text to encode.
#[derive(Clone, Copy, Debug)]
pub struct Sequence<'a> {
    /// Ids of the word pieces.
    pub pieces: &'a [u32],
    /// For each extra embedding table, one index per piece.
    pub extra: &'a [&'a [u8]],
    /// The indices of the pieces whose hidden states are returned, in increasing order; `None` for all pieces. The last
    /// layer is computed for these pieces only.
    pub wanted: Option<&'a [usize]>,
}

impl Sequence<'_> {
    /// Returns the number of hidden states that are returned for the sequence.
    fn rows(&self) -> usize {
        self.wanted.map_or(self.pieces.len(), <[usize]>::len)
    }
}

/// Buffers that [`Encoder::encode`] fills; reusing them between calls saves allocations. Results do not depend on them.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Hidden states of a group of sequences.
    states: Vec<f32>,
    /// Queries, keys and values; or the inner layer of the feed-forward network.
    wide: Vec<f32>,
    /// Output of attention.
    mixed: Vec<f32>,
    /// Output of a linear layer that is added to the hidden states.
    update: Vec<f32>,
    quantised: Vec<u8>,
    scales: Vec<f32>,
    attention: AttentionBuffers,
}

/// An encoder of the BERT family with int8 weights.
///
/// The weights are shared and read-only, so one encoder serves any number of threads, each with its own [`Scratch`].
pub struct Encoder {
    engine: Engine,
    hidden: usize,
    heads: usize,
    words: ByteTensor,
    word_scale: Vec<f32>,
    position: Vec<f32>,
    extra: Vec<Vec<f32>>,
    norm: Norm,
    layers: Vec<Layer>,
    prefix: String,
}

struct Norm {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

struct Layer {
    qkv: QuantisedLinear,
    out: QuantisedLinear,
    norm1: Norm,
    up: QuantisedLinear,
    down: QuantisedLinear,
    norm2: Norm,
}

impl Norm {
    fn load(weights: &Weights, name: &str, hidden: usize) -> Result<Norm, Error> {
        Ok(Norm {
            weight: weights.floats(&format!("{name}.weight"), &[hidden])?,
            bias: weights.floats(&format!("{name}.bias"), &[hidden])?,
        })
    }

    /// Normalizes rows in place, after adding `add` to them.
    fn apply(&self, engine: Engine, rows: &mut [f32], add: Option<&[f32]>) {
        let (weight, bias) = (&self.weight, &self.bias);
        engine.run(AddNorm { rows, add, weight, bias });
    }
}

impl Encoder {
    /// Returns the encoder whose tensors start with `prefix`, on the fastest kernel of this processor.
    ///
    /// The names and shapes of the tensors are listed in the crate's README.
    ///
    /// # Errors
    ///
    /// If a tensor or metadata key is missing, or has the wrong element type, shape or value.
    pub fn load(weights: &Weights, prefix: &str) -> Result<Encoder, Error> {
        let n_layers = weights.count(&format!("{prefix}.layers"))?;
        let heads = weights.count(&format!("{prefix}.heads"))?;
        let embed_name = format!("{prefix}.embed.q");
        let [n_words, hidden] = weights.tensor(&embed_name)?.matrix_shape()?;
        let wrong_shape = |name: &str, message: String| Error::about(ErrorKind::Shape, name, message);
        if n_words == 0 || hidden == 0 || !hidden.is_multiple_of(PANEL) {
            let message = format!("expected a multiple of {PANEL} columns, found shape [{n_words}, {hidden}]");
            return Err(wrong_shape(&embed_name, message));
        }
        if !hidden.is_multiple_of(heads) || !(hidden / heads).is_multiple_of(16) {
            let message = format!("expected {heads} heads of a multiple of 16, found {hidden} columns");
            return Err(wrong_shape(&embed_name, message));
        }
        let table = |name: &str| -> Result<Vec<f32>, Error> {
            let [rows, columns] = weights.tensor(name)?.matrix_shape()?;
            if rows == 0 || columns != hidden {
                let message = format!("expected {hidden} columns, found shape [{rows}, {columns}]");
                return Err(wrong_shape(name, message));
            }
            weights.floats(name, &[rows, columns])
        };
        let extra_names = (0..).map(|i| format!("{prefix}.extra.{i}"));
        let extra_names = extra_names.take_while(|name| weights.contains(name));
        let layers = (0..n_layers).map(|i| Layer::load(weights, &format!("{prefix}.{i}"), hidden));
        Ok(Encoder {
            engine: Engine::detect(),
            hidden,
            heads,
            words: weights.bytes(&embed_name, &[n_words, hidden])?,
            word_scale: weights.floats(&format!("{prefix}.embed.scale"), &[n_words])?,
            position: table(&format!("{prefix}.position"))?,
            extra: extra_names.map(|name| table(&name)).collect::<Result<_, _>>()?,
            norm: Norm::load(weights, &format!("{prefix}.embed.norm"), hidden)?,
            layers: layers.collect::<Result<_, _>>()?,
            prefix: prefix.into(),
        })
    }

    /// Returns the same encoder on another kernel; results are bit-identical.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Kernel`] if this processor lacks its instructions.
    pub fn with_kernel(self, kernel: Kernel) -> Result<Encoder, Error> {
        let engine = Engine::new(kernel)?;
        Ok(Encoder { engine, ..self })
    }

    /// Returns the kernel in use.
    pub fn kernel(&self) -> Kernel {
        self.engine.kernel()
    }

    /// Returns the number of values in the hidden state of a piece.
    pub fn hidden(&self) -> usize {
        self.hidden
    }

    /// Returns the number of pieces in the vocabulary.
    pub fn vocabulary(&self) -> usize {
        self.word_scale.len()
    }

    /// Returns the maximum number of pieces in a sequence.
    pub fn max_pieces(&self) -> usize {
        self.position.len() / self.hidden
    }

    /// Returns the number of extra embedding tables, each of which a [`Sequence`] must index.
    pub fn extra_tables(&self) -> usize {
        self.extra.len()
    }

    /// Checks that the stored sums of the int8 weights, which only some kernels use, are right. Loading skips this
    /// check because it would read every weight. Intended for tests of weight files.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Value`] at the first sum that is wrong.
    pub fn verify(&self) -> Result<(), Error> {
        for (i, layer) in self.layers.iter().enumerate() {
            let parts = [("qkv", &layer.qkv), ("out", &layer.out), ("up", &layer.up), ("down", &layer.down)];
            for (part, linear) in parts {
                linear.verify(&format!("{}.{i}.{part}", self.prefix))?;
            }
        }
        Ok(())
    }

    /// Returns the hidden states of the wanted pieces of all sequences, one row of [`Encoder::hidden`] values after
    /// another.
    ///
    /// The result for a piece is bit-identical whatever other sequences are in the call, and whichever other pieces are
    /// wanted. Sequences are computed in groups of about 256 pieces, in the given order; apart from the result, memory
    /// does not grow with their number.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Input`] if an id or index is out of range, a sequence is longer than [`Encoder::max_pieces`], its
    /// extra indices do not match the tables and the pieces, or the wanted indices are out of range or not in order.
    pub fn encode(&self, sequences: &[Sequence<'_>], scratch: &mut Scratch) -> Result<Vec<f32>, Error> {
        for (i, sequence) in sequences.iter().enumerate() {
            let message = self.problem(sequence);
            if let Some(message) = message {
                return Err(Error::about(ErrorKind::Input, format!("sequence {i}"), message));
            }
        }
        let rows_of = |group: &[Sequence<'_>]| group.iter().map(Sequence::rows).sum::<usize>();
        let mut states = vec![0.0; rows_of(sequences) * self.hidden];
        let (mut rest, mut rest_states) = (sequences, &mut states[..]);
        while !rest.is_empty() {
            let mut n_pieces = 0;
            let n_sequences = rest.iter().take_while(|sequence| {
                n_pieces += sequence.pieces.len();
                n_pieces <= GROUP_PIECES
            });
            let (group, after) = rest.split_at(n_sequences.count().max(1));
            let (group_states, after_states) = rest_states.split_at_mut(rows_of(group) * self.hidden);
            self.encode_group(group, group_states, scratch);
            (rest, rest_states) = (after, after_states);
        }
        Ok(states)
    }

    /// Returns what is wrong with a sequence, if anything.
    fn problem(&self, sequence: &Sequence<'_>) -> Option<String> {
        let n_pieces = sequence.pieces.len();
        if n_pieces > self.max_pieces() {
            return Some(format!("expected at most {} pieces, found {n_pieces}", self.max_pieces()));
        }
        let n_words = self.vocabulary();
        if let Some(id) = sequence.pieces.iter().find(|&&id| id as usize >= n_words) {
            return Some(format!("expected ids below {n_words}, found {id}"));
        }
        if sequence.extra.len() != self.extra.len() {
            let found = sequence.extra.len();
            return Some(format!("expected indexes for {} extra tables, found {found}", self.extra.len()));
        }
        for (indexes, table) in sequence.extra.iter().zip(&self.extra) {
            let n_rows = table.len() / self.hidden;
            if indexes.len() != n_pieces {
                return Some(format!("expected {n_pieces} extra indexes, found {}", indexes.len()));
            }
            if let Some(index) = indexes.iter().find(|&&index| usize::from(index) >= n_rows) {
                return Some(format!("expected extra indexes below {n_rows}, found {index}"));
            }
        }
        let wanted = sequence.wanted.unwrap_or(&[]);
        if wanted.last().is_some_and(|&last| last >= n_pieces) || wanted.windows(2).any(|pair| pair[0] >= pair[1]) {
            return Some(format!("expected the wanted pieces in order, each below {n_pieces}"));
        }
        None
    }

    /// Computes the wanted hidden states of one group of sequences.
    fn encode_group(&self, group: &[Sequence<'_>], out: &mut [f32], scratch: &mut Scratch) {
        let (hidden, engine) = (self.hidden, self.engine);
        let Scratch { states, wide, mixed, update, quantised, scales, attention } = scratch;
        let n_pieces = group.iter().map(|sequence| sequence.pieces.len()).sum::<usize>();
        let mut states = room(states, n_pieces * hidden);
        let mut rows = states.chunks_exact_mut(hidden);
        for sequence in group {
            for (position, (&id, row)) in sequence.pieces.iter().zip(&mut rows).enumerate() {
                self.embed(sequence, position, id as usize, row);
            }
        }
        self.norm.apply(engine, states, None);
        let mut apply = |linear: &QuantisedLinear, rows: &[f32], gelu: bool, out: &mut [f32]| {
            let (quantised, scales) = (room(quantised, rows.len()), room(scales, rows.len() / linear.inputs));
            engine.run(Quantise { rows, k: linear.inputs, out: quantised, scales });
            engine.run(Product { linear, rows: quantised, scales, gelu, out });
        };
        for (i, layer) in self.layers.iter().enumerate() {
            let is_last = i + 1 == self.layers.len();
            let qkv = room(wide, n_pieces * 3 * hidden);
            apply(&layer.qkv, states, false, qkv);
            if is_last {
                states = keep_wanted(group, states, hidden);
            }
            let mixed = room(mixed, states.len());
            let (mut rest, mut rest_mixed) = (&qkv[..], &mut mixed[..]);
            for sequence in group {
                let (length, heads) = (sequence.pieces.len(), self.heads);
                let wanted = sequence.wanted.filter(|_| is_last);
                let (qkv, qkv_after) = rest.split_at(length * 3 * hidden);
                let (out, mixed_after) = rest_mixed.split_at_mut(wanted.map_or(length, <[usize]>::len) * hidden);
                let (dim, buffers) = (hidden / heads, &mut *attention);
                engine.run(Attention { qkv, length, wanted, heads, dim, out, buffers });
                (rest, rest_mixed) = (qkv_after, mixed_after);
            }
            let update = room(update, states.len());
            apply(&layer.out, mixed, false, update);
            layer.norm1.apply(engine, states, Some(update));
            let inner = room(wide, states.len() / hidden * layer.up.outputs);
            apply(&layer.up, states, true, inner);
            apply(&layer.down, inner, false, update);
            layer.norm2.apply(engine, states, Some(update));
        }
        out.copy_from_slice(states);
    }

    /// Writes the sum of the embeddings of one piece.
    fn embed(&self, sequence: &Sequence<'_>, position: usize, id: usize, out: &mut [f32]) {
        let row = |index: usize| index * self.hidden..(index + 1) * self.hidden;
        self.engine.run(Embed {
            word: &self.words.as_bytes()[row(id)],
            scale: self.word_scale[id],
            position: &self.position[row(position)],
            out,
        });
        for (indexes, table) in sequence.extra.iter().zip(&self.extra) {
            let add = &table[row(usize::from(indexes[position]))];
            out.iter_mut().zip(add).for_each(|(sum, add)| *sum += add);
        }
    }
}

/// Moves the rows of wanted pieces to the front, and returns them.
fn keep_wanted<'s>(group: &[Sequence<'_>], states: &'s mut [f32], hidden: usize) -> &'s mut [f32] {
    let (mut first, mut kept) = (0, 0);
    for sequence in group {
        for i in 0..sequence.rows() {
            let row = first + sequence.wanted.map_or(i, |wanted| wanted[i]);
            states.copy_within(row * hidden..(row + 1) * hidden, kept * hidden);
            kept += 1;
        }
        first += sequence.pieces.len();
    }
    &mut states[..kept * hidden]
}

impl Layer {
    fn load(weights: &Weights, name: &str, hidden: usize) -> Result<Layer, Error> {
        let linear = |part: &str, inputs: usize, outputs: usize| {
            QuantisedLinear::load(weights, &format!("{name}.{part}"), inputs, outputs)
        };
        // The bias of the first layer of the feed-forward network gives its inner width.
        let up_bias = weights.tensor(&format!("{name}.up.bias"))?;
        let &[inner] = up_bias.shape() else {
            let message = format!("expected one dimension, found shape {:?}", up_bias.shape());
            return Err(Error::about(ErrorKind::Shape, up_bias.name(), message));
        };
        Ok(Layer {
            qkv: linear("qkv", hidden, hidden * 3)?,
            out: linear("out", hidden, hidden)?,
            norm1: Norm::load(weights, &format!("{name}.norm1"), hidden)?,
            up: linear("up", hidden, inner)?,
            down: linear("down", inner, hidden)?,
            norm2: Norm::load(weights, &format!("{name}.norm2"), hidden)?,
        })
    }
}

impl fmt::Debug for Encoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encoder")
            .field("kernel", &self.kernel())
            .field("layers", &self.layers.len())
            .field("heads", &self.heads)
            .field("hidden", &self.hidden)
            .finish_non_exhaustive()
    }
}
