//! The head that labels the arcs of a dependency tree.
//!
//! Computing a bilinear form for each of about fifty relations would make this the most expensive head. Only the
//! relations that a part of speech can have are scored (`knowledge/en/syntax/relations.txt`): about a third, weighted
//! by the frequency of each part of speech.

use onrecord_infer::{HiddenLayer, Linear, Weights, paired_dots};
use onrecord_knowledge::{File, Table, each_row, values};

use super::scores::best;
use crate::error::{self, Error};
use crate::syntax::{Relation, Upos};

/// The file in `knowledge/` with the relations that each part of speech can have. It belongs to the weights, which were
/// trained on the same treebanks.
const TAKEN: &str = "en/syntax/relations.txt";

/// `[x; 1] W [y; 1]` for each relation, with `x` from the dependent and `y` from its head.
pub(super) struct Relations {
    /// `x` and `y` of a token, concatenated.
    sides: HiddenLayer,
    root: Vec<f32>,
    labels: Vec<Relation>,
    /// For each relation, the part of `W` that is multiplied by `y`.
    products: Vec<Linear>,
    /// The part of `W` that is multiplied by the constant next to `y`: one output for each relation.
    constants: Linear,
    /// For each part of speech, the indices of its possible relations.
    taken: Vec<Vec<usize>>,
}

impl Relations {
    /// Reads the head; `labels` are its relations in the order of the weights.
    pub(super) fn load(weights: &Weights, labels: &[String]) -> Result<Relations, Error> {
        let broken = |e: onrecord_infer::Error| error::weights("weights", e.to_string());
        let labels: Vec<Relation> = labels
            .iter()
            .map(|t| Relation::parse(t).ok_or_else(|| error::weights("relations", format!("unknown relation {t}"))))
            .collect::<Result<_, _>>()?;
        let values = |name: &str| weights.tensor(name).and_then(|t| t.to_f32()).map_err(broken);
        let sides = HiddenLayer::load(weights, "rel_sides").map_err(broken)?;
        let (weight, bias, root) = (values("rel.weight")?, values("rel.bias")?, values("rel_root")?);
        let width = root.len();
        let inputs = sides.outputs().saturating_sub(width);
        let n = labels.len() * (width + 1);
        if inputs == 0 || bias.len() != n || weight.len() != n * inputs {
            let found = (weight.len(), bias.len(), width);
            return Err(error::weights("rel", format!("expected {n} rows of {inputs} values, found {found:?}")));
        }
        let rows = || weight.chunks_exact((width + 1) * inputs).zip(bias.chunks_exact(width + 1));
        let products = rows().map(|(w, b)| Linear::new(inputs, &w[..width * inputs], b[..width].to_vec())).collect();
        let last: Vec<f32> = rows().flat_map(|(w, _)| &w[width * inputs..]).copied().collect();
        let constants = Linear::new(inputs, &last, rows().map(|(_, b)| b[width]).collect());
        let taken = taken(&labels)?;
        Ok(Relations { sides, root, labels, products, constants, taken })
    }

    /// Returns the most probable relation of each token to its head, among those that its part of speech can have.
    pub(super) fn of(&self, states: &[f32], heads: &[Option<usize>], upos: &[Upos]) -> Vec<Relation> {
        let (n, width) = (heads.len(), self.root.len());
        let inputs = self.sides.outputs() - width;
        let (mut dependents, mut heads_of) = (Vec::with_capacity(n * inputs), Vec::with_capacity(n * width));
        for row in self.sides.apply(states, n).chunks_exact(inputs + width) {
            dependents.extend_from_slice(&row[..inputs]);
            heads_of.extend_from_slice(&row[inputs..]);
        }
        let constants = self.constants.apply(&dependents, n);
        let mut out = vec![Relation::Dep; n];
        let mut by_part = vec![Vec::new(); self.taken.len()];
        upos.iter().enumerate().for_each(|(i, upos)| by_part[*upos as usize].push(i));
        let (mut left, mut right, mut scores) = (Vec::new(), Vec::new(), Vec::new());
        for (rows, taken) in by_part.iter().zip(&self.taken).filter(|(rows, _)| !rows.is_empty()) {
            if let [only] = taken[..] {
                rows.iter().for_each(|&i| out[i] = self.labels[only]);
                continue;
            }
            left.clear();
            right.clear();
            for &i in rows {
                left.extend_from_slice(&dependents[i * inputs..(i + 1) * inputs]);
                right.extend_from_slice(heads[i].map_or(&self.root, |h| &heads_of[h * width..(h + 1) * width]));
            }
            scores.clear();
            scores.resize(taken.len() * rows.len(), 0.0);
            for (scores, &label) in scores.chunks_exact_mut(rows.len()).zip(taken) {
                paired_dots(&right, &self.products[label].apply(&left, rows.len()), width, scores);
                for (score, &i) in scores.iter_mut().zip(rows) {
                    *score += constants[i * self.labels.len() + label];
                }
            }
            for (r, &i) in rows.iter().enumerate() {
                let of_row: Vec<f32> = scores.iter().skip(r).step_by(rows.len()).copied().collect();
                out[i] = self.labels[taken[best(&of_row)]];
            }
        }
        out
    }
}

/// Reads the possible relations of each part of speech, as indices in the order of the weights.
fn taken(labels: &[Relation]) -> Result<Vec<Vec<usize>>, Error> {
    let file = File::new(TAKEN, onrecord_knowledge::bundled(TAKEN));
    let (mut out, mut mistakes) = (vec![Vec::new(); Upos::ALL.len()], Vec::new());
    let mut table = Table::parse(&file, &mut mistakes);
    each_row(&table.take("relations", &mut mistakes), &mut mistakes, |_, row| {
        let [part, relations] = row.fields()?;
        let part = Upos::parse(part).ok_or_else(|| row.mistake(format_args!("unknown part of speech {part}")))?;
        for name in values(relations) {
            let label = Relation::parse(name).and_then(|relation| labels.iter().position(|l| *l == relation));
            out[part as usize].push(label.ok_or_else(|| row.mistake(format_args!("unknown relation {name}")))?);
        }
        out[part as usize].sort_unstable();
        out[part as usize].dedup();
        Ok(())
    });
    table.finish(&mut mistakes);
    if let Some(mistake) = mistakes.first() {
        return Err(error::weights("relations", mistake.to_string()));
    }
    match Upos::ALL.iter().find(|&&part| out[part as usize].is_empty()) {
        Some(part) => Err(error::weights("relations", format!("no relations for {}", part.as_str()))),
        None => Ok(out),
    }
}
