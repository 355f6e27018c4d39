//! The reader against the training code: the same weights, but activations in f32 there and in int8 here.
//!
//! `tests/data/reference.jsonl` is written by `training/onrecord_training/shipped.py`. Another file of the same kind,
//! with texts in it, is compared where `ONRECORD_REFERENCE` names one; the test then prints what it measured.

use std::path::Path;

use serde::Deserialize;

use super::scores::best;
use super::{Model, NAME_TAGS, ROLE_TAGS};
use crate::text::TokenizedText;

/// Least share of tokens with the same tag.
const LEAST_SAME: f64 = 0.98;
/// Least mean cosine of the first values of a vector.
const LEAST_COSINE: f64 = 0.99;

#[derive(Deserialize)]
struct Reference {
    id: String,
    text: Option<String>,
    roles: Vec<usize>,
    names: Vec<usize>,
    upos: Vec<usize>,
    hidden: Vec<Vec<f32>>,
}

/// Sums over tokens.
#[derive(Debug, Default)]
struct Agreement {
    n: f64,
    roles: f64,
    names: f64,
    upos: f64,
    cosine: f64,
    difference: f64,
}

impl Agreement {
    fn add(&mut self, model: &Model, text: &str, expected: &Reference) {
        let text = TokenizedText::of(text);
        assert_eq!(text.n_tokens(), expected.roles.len(), "{}: other tokens", expected.id);
        let heads = &model.heads;
        let shown = model.encode(&text, |window, states| {
            let (roles, names) = (heads.roles(states, window.len()), heads.names(states, window.len()));
            let upos = heads.upos(states, window.len());
            for (i, token) in window.clone().enumerate() {
                let same = |a: bool| f64::from(u8::from(a));
                let vector = &states[i * model.width()..][..expected.hidden[token].len()];
                self.n += 1.0;
                self.roles += same(best(&roles[i * ROLE_TAGS..][..ROLE_TAGS]) == expected.roles[token]);
                self.names += same(best(&names[i * NAME_TAGS..][..NAME_TAGS]) == expected.names[token]);
                self.upos += same(heads.upos_label(expected.upos[token]) == Some(upos[i]));
                self.cosine += cosine(vector, &expected.hidden[token]);
                let sum: f32 = vector.iter().zip(&expected.hidden[token]).map(|(a, b)| (a - b).abs()).sum();
                self.difference += f64::from(sum) / vector.len() as f64;
            }
        });
        shown.expect("a text can be encoded");
    }

    fn check(&self) {
        assert!(self.n > 0.0, "no tokens were compared");
        for (what, sum, least) in [
            ("roles", self.roles, LEAST_SAME),
            ("names", self.names, LEAST_SAME),
            ("upos", self.upos, LEAST_SAME),
            ("cosine", self.cosine, LEAST_COSINE),
        ] {
            assert!(sum / self.n >= least, "{what}: {} is below {least}", sum / self.n);
        }
    }
}

fn cosine(a: &[f32], b: &[f32]) -> f64 {
    let product = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| f64::from(x * y)).sum::<f64>();
    product(a, b) / (product(a, a) * product(b, b)).sqrt().max(1e-12)
}

fn rows(path: &Path) -> Vec<Reference> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().map(|line| serde_json::from_str(line).expect("a row of a reference")).collect()
}

#[test]
#[allow(clippy::print_stdout, reason = "the measured agreement is shown")]
fn the_reader_agrees_with_the_training_code() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = Model::bundled().expect("the bundled weights can be used");
    let mut found = Agreement::default();
    for expected in rows(&root.join("tests/data/reference.jsonl")) {
        let path = root.join("../../tests/articles").join(&expected.id).join("article.txt");
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        found.add(model, &text, &expected);
    }
    println!("{found:?}");
    found.check();
    if let Ok(path) = std::env::var("ONRECORD_REFERENCE") {
        let mut found = Agreement::default();
        for expected in rows(Path::new(&path)) {
            found.add(model, expected.text.as_deref().expect("a text"), &expected);
        }
        println!("{found:?}");
        found.check();
    }
}
