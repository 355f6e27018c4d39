//! Tests the articles written for this project: their golden records, and the share of the expected statements that are
//! found.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use std::collections::BTreeSet;

use onrecord_record::{Record, Span, json};
use serde_json::Value;
use support::{Article, articles, sound};

/// The minimum share of the expected statements that must be found, over all articles. Measured with the shipped
/// weights and rounded down (run with `--nocapture` for the table).
const LEAST_RECALL: f64 = 0.60;

/// The minimum share of the statements found that must be expected.
const LEAST_PRECISION: f64 = 0.70;

/// The minimum share of the correctly found statements whose speakers are the expected ones.
const LEAST_SPEAKERS: f64 = 0.60;

/// The minimum Jaccard overlap, in words, of two contents that count as the same.
const SAME_CONTENT: f64 = 0.5;

#[test]
fn records_are_the_golden_ones() {
    for article in articles() {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(&article.folder);
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let record = json::write(&sound(&article.document()), true);
        settings.bind(|| insta::assert_snapshot!("record", record));
    }
}

#[test]
fn expectations_point_at_their_own_words() {
    let check = |article: &Article, words: &Value, at: &Value| {
        if words.is_null() && at.is_null() {
            return;
        }
        let at = range(at);
        let found: String = article.text.chars().skip(at.0).take(at.1 - at.0).collect();
        assert_eq!(words.as_str(), Some(found.as_str()), "{} {at:?}", article.slug);
    };
    for article in articles() {
        for statement in list(&article.expected["statements"]) {
            for key in ["source", "cue", "addressee", "venue"] {
                check(&article, &statement[key], &statement[format!("{key}_at")]);
            }
            assert_eq!(list(&statement["content"]).len(), list(&statement["content_at"]).len());
            for (words, at) in list(&statement["content"]).iter().zip(list(&statement["content_at"])) {
                check(&article, words, at);
            }
        }
    }
}

/// Counts for one article, or for all.
#[derive(Default)]
struct Counts {
    expected: usize,
    found: usize,
    right: usize,
    speakers: usize,
}

impl Counts {
    fn share(part: usize, whole: usize) -> f64 {
        if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
    }

    fn recall(&self) -> f64 {
        Counts::share(self.right, self.expected)
    }

    fn precision(&self) -> f64 {
        Counts::share(self.right, self.found)
    }

    fn speakers(&self) -> f64 {
        Counts::share(self.speakers, self.right)
    }

    fn row(&self, name: &str) -> String {
        let Counts { expected, found, right, speakers } = self;
        let (recall, precision) = (100.0 * self.recall(), 100.0 * self.precision());
        format!("{name:32} {expected:8} {found:5} {right:5} {speakers:8} {recall:6.1} {precision:9.1}\n")
    }
}

#[test]
fn most_statements_are_found() {
    let mut table = format!(
        "{:32} {:>8} {:>5} {:>5} {:>8} {:>6} {:>9}\n",
        "article", "expected", "found", "right", "speakers", "recall", "precision"
    );
    let mut all = Counts::default();
    let mut notes = String::new();
    for article in articles() {
        let counts = compare(&article, &sound(&article.document()), &mut notes);
        table += &counts.row(&article.slug);
        all.expected += counts.expected;
        all.found += counts.found;
        all.right += counts.right;
        all.speakers += counts.speakers;
    }
    table += &all.row("all");
    // This test prints to its own standard output, which `--nocapture` shows; libraries never print.
    #[allow(clippy::print_stdout, reason = "the table is for whoever raises the floors")]
    {
        println!("{notes}\n{table}");
    }
    assert!(all.recall() >= LEAST_RECALL, "recall {:.3} is below {LEAST_RECALL}\n{table}", all.recall());
    assert!(all.precision() >= LEAST_PRECISION, "precision {:.3} is below {LEAST_PRECISION}\n{table}", all.precision());
    assert!(all.speakers() >= LEAST_SPEAKERS, "speakers {:.3} is below {LEAST_SPEAKERS}\n{table}", all.speakers());
}

/// One statement, expected or found: the positions of its words, and its speakers.
struct Said {
    source: Vec<(usize, usize)>,
    words: BTreeSet<usize>,
    speakers: BTreeSet<String>,
    optional: bool,
    shown: String,
}

fn compare(article: &Article, record: &Record, notes: &mut String) -> Counts {
    let points: Vec<usize> = article.text.char_indices().map(|(byte, _)| byte).chain([article.text.len()]).collect();
    let starts = word_starts(&article.text);
    let bytes = |at: &Value| {
        let (start, end) = range(at);
        (points[start], points[end])
    };
    let expected: Vec<Said> = list(&article.expected["statements"])
        .iter()
        .map(|statement| {
            let content: Vec<_> = list(&statement["content_at"]).iter().map(&bytes).collect();
            Said {
                source: Some(&statement["source_at"]).filter(|at| !at.is_null()).map(&bytes).into_iter().collect(),
                words: words_in(&starts, &content),
                speakers: list(&statement["speakers"]).iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                optional: statement["optional"] == true,
                shown: format!("{} {} {}", statement["source"], statement["cue"], statement["content"]),
            }
        })
        .collect();
    let pairs = |spans: &[Span]| spans.iter().map(|span| (span.start, span.end)).collect::<Vec<_>>();
    let found: Vec<Said> = record
        .statements
        .iter()
        .map(|statement| {
            let shown = [&statement.source, &statement.cue, &statement.content]
                .map(|spans| spans.iter().map(|span| span.text(&article.text)).collect::<Vec<_>>().join(" … "));
            Said {
                source: pairs(&statement.source),
                words: words_in(&starts, &pairs(&statement.content)),
                speakers: statement.speakers.iter().map(|id| record.actors[id.0].name.clone()).collect(),
                optional: false,
                shown: shown.join(" | "),
            }
        })
        .collect();

    // The closest pairs are matched first, and each statement is used once.
    let mut close: Vec<(f64, usize, usize)> = Vec::new();
    for (i, a) in expected.iter().enumerate() {
        for (j, b) in found.iter().enumerate() {
            let overlap = jaccard(&a.words, &b.words);
            if overlap >= SAME_CONTENT && same_source(&a.source, &b.source) {
                close.push((overlap, i, j));
            }
        }
    }
    close.sort_by(|a, b| b.0.total_cmp(&a.0).then(expected[a.1].optional.cmp(&expected[b.1].optional)));
    let mut partner = vec![None; expected.len()];
    let mut taken = vec![false; found.len()];
    for (_, i, j) in close {
        if partner[i].is_none() && !taken[j] {
            partner[i] = Some(j);
            taken[j] = true;
        }
    }

    let mut counts = Counts { found: found.len(), ..Counts::default() };
    for (said, partner) in expected.iter().zip(&partner) {
        match (said.optional, partner) {
            // Annotators may disagree: the statement counts as neither missed nor false.
            (true, found) => counts.found -= usize::from(found.is_some()),
            (false, None) => {
                counts.expected += 1;
                *notes += &format!("{} missed {}\n", article.slug, said.shown);
            }
            (false, Some(j)) => {
                counts.expected += 1;
                counts.right += 1;
                if found[*j].speakers == said.speakers {
                    counts.speakers += 1;
                } else {
                    let (expected, found) = (&said.speakers, &found[*j].speakers);
                    *notes += &format!("{} speakers {expected:?} read as {found:?}: {}\n", article.slug, said.shown);
                }
            }
        }
    }
    for (said, taken) in found.iter().zip(&taken) {
        if !taken {
            *notes += &format!("{} false {}\n", article.slug, said.shown);
        }
    }
    counts
}

/// Returns the byte positions at which words begin.
fn word_starts(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() && !inside {
            out.push(at);
        }
        inside = c.is_alphanumeric();
    }
    out
}

fn words_in(starts: &[usize], spans: &[(usize, usize)]) -> BTreeSet<usize> {
    starts.iter().copied().filter(|at| spans.iter().any(|span| (span.0..span.1).contains(at))).collect()
}

fn jaccard(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let both = a.intersection(b).count();
    let either = a.len() + b.len() - both;
    if either == 0 { 0.0 } else { both as f64 / either as f64 }
}

/// Returns whether both have no source, or share a word of it.
fn same_source(a: &[(usize, usize)], b: &[(usize, usize)]) -> bool {
    a.is_empty() && b.is_empty() || a.iter().any(|a| b.iter().any(|b| a.0 < b.1 && b.0 < a.1))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn range(at: &Value) -> (usize, usize) {
    let end = |i: usize| at[i].as_u64().unwrap_or_else(|| panic!("expected an offset, found {at}")) as usize;
    (end(0), end(1))
}
