//! Runs the functions of the store's fuzz targets on their seeds and on mutations of them (`fuzz/README.md`).

#[allow(dead_code, reason = "some functions of it are for one crate")]
#[path = "../../../fuzz/mutations.rs"]
mod mutations;
#[path = "../../../fuzz/store.rs"]
mod store;

use mutations::check;

#[test]
fn queries_are_robust() {
    check("query", 60, store::query);
}

#[test]
fn damaged_stores_are_robust() {
    check("store", 60, store::store);
}
