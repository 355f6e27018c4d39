//! Runs the function of the exports' fuzz target on its seeds and on mutations of them (`fuzz/README.md`).

#[path = "../../../fuzz/export.rs"]
mod export;
#[allow(dead_code, reason = "some functions of it are for one crate")]
#[path = "../../../fuzz/mutations.rs"]
mod mutations;

#[test]
fn exports_are_robust() {
    mutations::check("export", 2000, export::export);
}
