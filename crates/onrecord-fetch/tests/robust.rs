//! Runs the function of the fetcher's fuzz target on its seeds and on mutations of them (`fuzz/README.md`).

#[path = "../../../fuzz/fetch.rs"]
mod fetch;
#[allow(dead_code, reason = "some functions of it are for one crate")]
#[path = "../../../fuzz/mutations.rs"]
mod mutations;

#[test]
fn answers_are_robust() {
    mutations::check("fetch", 100, fetch::fetch);
}
