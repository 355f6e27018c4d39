//! Tests that every record obeys the rules of the format, whatever the text: spans, ids, order, and identical bytes
//! each time.

#[allow(dead_code, reason = "each test file uses its part")]
mod support;

use onrecord_record::json;
use onrecord_text::{Document, Metadata};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::{articles, reader, sound};

/// Words and marks that trigger the stages: cues, names, pronouns, dates, amounts, quotation marks of every kind.
const WORDS: &[&str] = &[
    "said",
    "told",
    "according to",
    "He",
    "she",
    "they",
    "who",
    "Ann Lee",
    "President Ruiz",
    "Moscow",
    "the government",
    "Acme Inc.",
    "on Tuesday",
    "last year",
    "in 2024-02-30",
    "5.5%",
    "$3 million",
    "two-thirds",
    "1,000,000,000,000",
    "asked whether",
    "denied",
    "that",
    "to",
    "not",
    "U.S.",
    "Mr.",
    "spokesman",
    "HALE:",
    "10:61 p.m.",
    "Rome",
];
const MARKS: &[&str] = &[
    "\"", "“", "”", "‘", "’", "'", "«", "»", "``", "''", "„", "‟", "(", ")", "[", "]", ",", ".", "?", "!", ":", "…",
    "—", "-", "...", "\u{ad}", "&", "@", "#", "://", "\u{301}",
];
const SPACES: &[&str] =
    &[" ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u{a0}", "\u{2009}", "\u{200b}", "\u{2028}", "\u{feff}", "\u{c}", ""];
const SCRIPTS: &[&str] = &[
    "קול ישראל",
    "قال الرئيس",
    "\u{202e}drow\u{202c}",
    "e\u{301}\u{302}\u{303}",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "日本語。",
    "ﬁ",
    "ǅ",
    "İ",
    "ß",
    "\u{1d54f}",
    "\u{fffd}",
    "\u{0}",
    "\u{7f}",
    "\u{e000}",
    "क्षि",
    "ㅎㅏㄴ",
];

fn text() -> impl Strategy<Value = String> {
    let of = |list: &'static [&'static str]| proptest::sample::select(list).prop_map(str::to_owned);
    let piece = prop_oneof![
        8 => of(WORDS),
        6 => of(MARKS),
        6 => of(SPACES),
        2 => of(SCRIPTS),
        2 => vec(any::<char>(), 1..12).prop_map(|chars| chars.into_iter().collect::<String>()),
        1 => (any::<char>(), 1..600_usize).prop_map(|(c, n)| c.to_string().repeat(n)),
    ];
    vec(piece, 0..160).prop_map(|pieces| pieces.concat())
}

/// Debug builds are slow and continuous integration should not differ from run to run, so there are few cases, always
/// the same. `PROPTEST_CASES` sets a greater number; fuzzing covers more (`fuzz/README.md`).
fn config() -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(48);
    ProptestConfig { cases, rng_seed: RngSeed::Fixed(2), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_gives_a_sound_record(text in text(), dated in any::<bool>()) {
        let published = dated.then(|| "2025-02-13".to_owned());
        let document = Document::new(text, Metadata { published, ..Metadata::default() });
        let record = sound(&document);
        prop_assert_eq!(json::write(&reader().read(&document), true), json::write(&record, true));
    }
}

#[test]
fn strange_texts_give_sound_records() {
    let texts = [
        String::new(),
        " \n\t\u{a0}".to_owned(),
        "\u{200b}".to_owned(),
        "x".to_owned(),
        "\"".repeat(5000),
        "“".repeat(5000),
        "”".repeat(5000),
        "'".repeat(5000),
        "‘“".repeat(2500),
        "“a” ".repeat(1200),
        "\"\n".repeat(2000),
        "nospaces".repeat(4000),
        "a\u{301}".repeat(5000),
        "👩‍👩‍👧‍👦".repeat(1000),
        "قال الرئيس إن ".repeat(300),
        "日本語".repeat(1500),
        ".".repeat(5000),
        "A. ".repeat(2000),
        "he said ".repeat(1200),
        "He said she said they said that ".repeat(200),
        "(".repeat(3000),
        "1,".repeat(3000),
        "2024-01-01 ".repeat(600),
        "99999999999999999999999999999999 years ago".to_owned(),
        "\n".repeat(20_000),
        "Ann Lee said: ".to_owned(),
        ": said Ann Lee".to_owned(),
        "HALE: Yes.\nLEE: No.\n".repeat(150),
        "\u{0}\u{1}\u{2}said\u{0}".to_owned(),
    ];
    for text in texts {
        sound(&Document::plain(text));
    }
}

#[test]
fn damaged_articles_give_sound_records() {
    let mut state = 2_u64;
    for article in articles() {
        for rate in [200, 12] {
            let damaged: String = article
                .text
                .chars()
                .flat_map(|c| match next(&mut state) % rate {
                    0 => vec![],
                    1 => vec![c, c],
                    _ => vec![c],
                })
                .collect();
            sound(&Document::new(
                damaged,
                Metadata { published: Some("2025-02-13".to_owned()), ..Metadata::default() },
            ));
        }
    }
}

#[test]
fn threads_and_repetition_change_nothing() {
    let documents: Vec<Document> = articles().iter().map(support::Article::document).collect();
    let write = |document: &Document| json::write(&reader().read(document), false);
    let once: Vec<String> = documents.iter().map(write).collect();
    let threads = std::thread::scope(|scope| {
        // Each thread begins with a different article, so that different articles are read at the same time.
        let spawned: Vec<_> = (0..4)
            .map(|i| {
                let documents = &documents;
                scope.spawn(move || {
                    let mut out: Vec<(usize, String)> = (0..documents.len())
                        .map(|k| (k + i * 3) % documents.len())
                        .map(|k| (k, write(&documents[k])))
                        .collect();
                    out.sort();
                    out.into_iter().map(|(_, record)| record).collect::<Vec<_>>()
                })
            })
            .collect();
        spawned.into_iter().map(|thread| thread.join().expect("reading does not panic")).collect::<Vec<_>>()
    });
    for read in threads {
        assert_eq!(read, once);
    }
}

/// A long article: 300 kB by default, or 10 MB with `ONRECORD_LARGE=10` (which takes minutes in a debug build and some
/// GB of memory; `ONRECORD_LARGE=10 cargo test --release -p onrecord-read --test rules long`).
#[test]
fn a_long_article_gives_a_sound_record() {
    let megabytes = std::env::var("ONRECORD_LARGE").ok().map(|n| n.parse::<f64>().expect("ONRECORD_LARGE is in MB"));
    let n_bytes = (megabytes.unwrap_or(0.3) * 1e6) as usize;
    let articles: String = articles().iter().map(|article| format!("{}\n\n", article.text)).collect();
    let text = articles.repeat(n_bytes.div_ceil(articles.len()));
    let record = sound(&Document::plain(text));
    assert!(record.statements.len() > n_bytes / 2000, "{} statements", record.statements.len());
}

/// Splitmix64 (Steele, Lea and Flood 2014).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
