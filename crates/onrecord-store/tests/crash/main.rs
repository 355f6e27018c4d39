//! Tests that nothing is lost or doubled that a store told as kept, whether the program is killed or the machine loses power.
//!
//! `eval/crash.sh` runs them with many more crashes.

mod kill;
mod power;
#[path = "../storage/support.rs"]
mod support;

use std::collections::BTreeSet;
use std::path::Path;

use onrecord_store::{ArticleId, Change, EntryId, NewCorrection, SqliteStore, Storage, Verdict};
use support::{FROM, record};

/// Returns the number in an environment variable, or `usual`.
fn number(variable: &str, usual: usize) -> usize {
    std::env::var(variable).map_or(usual, |given| given.parse().expect("a number of crashes"))
}

fn id(n: usize) -> String {
    format!("article {n}")
}

/// Makes change `n`, which is one call: adds an article, or corrects the one that was added last. Changes nothing if that was
/// done before.
fn change(store: &mut dyn Storage, n: usize) {
    if n.is_multiple_of(2) {
        let words = format!("it rained {n} times in {} days.", n * n).repeat(1 + n % 7);
        store.keep(&[record(&id(n / 2), &words)], FROM).unwrap();
        return;
    }
    let article = store.article_by_id(&id(n / 2)).unwrap();
    if store.corrections_of(article).unwrap().is_empty() {
        store.correct(&correction(article)).unwrap();
    }
}

fn correction(article: ArticleId) -> NewCorrection {
    NewCorrection {
        article,
        entry: EntryId::parse("s1").unwrap(),
        mark: None,
        verdict: Verdict::Confirmed,
        change: Change::new(),
        author: "Eve".to_owned(),
        note: String::new(),
        time: "2025-02-14T09:00:00Z".to_owned(),
    }
}

/// Checks that the store is sound and has the first `n_told` changes, each once, and at most the one after them. Returns their
/// number.
fn check(path: &Path, n_kept: usize) -> usize {
    let store = SqliteStore::create(path).unwrap();
    assert_eq!(store.problems(&mut |_, _| true).unwrap(), Vec::<String>::new());
    let n_articles = usize::try_from(store.stats().unwrap().n_articles).unwrap();
    let mut numbers = BTreeSet::new();
    let mut n_corrections = 0;
    for n in 0..n_articles {
        let article = store.article_by_id(&id(n)).unwrap_or_else(|error| panic!("article {n} is lost: {error}"));
        numbers.insert(article.0);
        let corrections = store.corrections_of(article).unwrap();
        assert!(corrections.len() <= 1 && (corrections.len() == 1 || n + 1 == n_articles), "{n}: {corrections:?}");
        n_corrections += corrections.len();
    }
    assert_eq!(numbers.len(), n_articles, "each article is there once");
    let n_found = n_articles + n_corrections;
    assert!((n_kept..=n_kept + 1).contains(&n_found), "told {n_kept}, found {n_found}");
    n_found
}
