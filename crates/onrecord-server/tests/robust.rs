//! Runs the functions of the server's fuzz targets on their seeds and on mutations of them (`fuzz/README.md`).

#[allow(dead_code, reason = "some functions of it are for one crate")]
#[path = "../../../fuzz/mutations.rs"]
mod mutations;
#[path = "../../../fuzz/server.rs"]
mod server;

use mutations::check;

#[test]
fn requests_are_robust() {
    check("request", 60, server::request);
}

#[test]
fn corrections_are_robust() {
    check("correction", 100, server::correction);
}
