//! Runs the function of the fuzz target of compressed inputs on its seeds and on mutations of them (`fuzz/README.md`).

#[path = "../../../fuzz/gzip.rs"]
mod gzip;
#[allow(dead_code, reason = "some functions of it are for one crate")]
#[path = "../../../fuzz/mutations.rs"]
mod mutations;

#[test]
fn compressed_inputs_are_robust() {
    mutations::check("gzip", 2000, gzip::gzip);
}
