//! Compares the reader with the training code, which uses the same weights but f32 instead of int8 activations.
//!
//! `training/onrecord_training/shipped.py` writes `tests/data/reference.jsonl`. If `ONRECORD_REFERENCE` names another
//! file of this format that includes texts, it is compared too, and the test prints its measurements.

use std::path::Path;

use serde::Deserialize;

use super::event_heads::{ArgumentRole, ScoredArgument};
use super::scores::best;
use super::{Model, NAME_TAGS, ROLE_TAGS};
use crate::text::TokenizedText;

/// Minimum share of tokens with the same tag.
const LEAST_SAME: f64 = 0.98;
/// Minimum share of tokens with the same sector, which is lower because most words refer to no participant and are not
/// trained for it.
const LEAST_SECTORS: f64 = 0.94;
/// Minimum share of arguments that are found with a probability within [`NEAR`] percentage points.
const LEAST_ARGUMENTS: f64 = 0.9;
const NEAR: f32 = 20.0;
/// The roles of arguments, in the order of the reference.
const ROLES: [ArgumentRole; 2] = [ArgumentRole::Actor, ArgumentRole::Recipient];
/// Minimum mean cosine of the first values of a vector.
const LEAST_COSINE: f64 = 0.99;

#[derive(Deserialize)]
struct Reference {
    id: String,
    text: Option<String>,
    roles: Vec<usize>,
    names: Vec<usize>,
    upos: Vec<usize>,
    /// The most probable event type of each token; the last index means none.
    events: Vec<usize>,
    /// The most probable sector of each token; the last index means none.
    sectors: Vec<usize>,
    /// Trigger, role (0 actor, 1 recipient), the most probable word for it, and its probability in percent.
    arguments: Vec<(usize, usize, usize, f32)>,
    hidden: Vec<Vec<f32>>,
}

/// Sums over tokens.
#[derive(Debug, Default)]
struct Agreement {
    n: f64,
    roles: f64,
    names: f64,
    upos: f64,
    events: f64,
    sectors: f64,
    n_arguments: f64,
    arguments: f64,
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
            let found = model.event_heads.triggers(states, &text.index, window);
            let sides = model.event_heads.sides(states, window.len());
            for (i, token) in window.clone().enumerate() {
                let same = |a: bool| f64::from(u8::from(a));
                let vector = &states[i * model.width()..][..expected.hidden[token].len()];
                self.n += 1.0;
                self.roles += same(best(&roles[i * ROLE_TAGS..][..ROLE_TAGS]) == expected.roles[token]);
                self.names += same(best(&names[i * NAME_TAGS..][..NAME_TAGS]) == expected.names[token]);
                self.upos += same(heads.upos_label(expected.upos[token]) == Some(upos[i]));
                let triggers = found.iter().find(|trigger| trigger.token == token);
                let none = model.event_heads.types.len();
                let likeliest = triggers.map_or(none, |t| best(&[&t.types[..], &[1.0 - t.eventhood()]].concat()));
                self.events += same(likeliest == expected.events[token]);
                self.sectors += same(best(&sides[i].sectors) == expected.sectors[token]);
                self.cosine += cosine(vector, &expected.hidden[token]);
                let sum: f32 = vector.iter().zip(&expected.hidden[token]).map(|(a, b)| (a - b).abs()).sum();
                self.difference += f64::from(sum) / vector.len() as f64;
            }
            for &(trigger, role, word, percent) in &expected.arguments {
                if window.contains(&trigger) {
                    let near = |a: &&ScoredArgument| {
                        a.token == word && a.role == ROLES[role] && (100.0 * a.probability - percent).abs() < NEAR
                    };
                    let arguments = found.iter().filter(|t| t.token == trigger).flat_map(|t| &t.arguments);
                    self.n_arguments += 1.0;
                    self.arguments += f64::from(u8::from(arguments.filter(near).count() == 1));
                }
            }
        });
        shown.expect("a text can be encoded");
    }

    fn check(&self) {
        assert!(self.n > 0.0 && self.n_arguments > 0.0, "no tokens or no arguments were compared");
        assert!(self.arguments / self.n_arguments >= LEAST_ARGUMENTS, "arguments: {self:?}");
        for (what, sum, least) in [
            ("roles", self.roles, LEAST_SAME),
            ("names", self.names, LEAST_SAME),
            ("upos", self.upos, LEAST_SAME),
            ("events", self.events, LEAST_SAME),
            ("sectors", self.sectors, LEAST_SECTORS),
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
