//! Runs the functions of the fuzz targets on their seeds and on a fixed set of mutations of them (`fuzz/README.md`).

#[path = "../../../fuzz/entries.rs"]
mod entries;
#[path = "../../../fuzz/mutations.rs"]
mod mutations;

use mutations::{Random, attempt, check, mutate};

#[test]
fn decoding_is_robust() {
    check("decode", 500, entries::decode);
}

#[test]
fn pages_are_robust() {
    check("html", 150, entries::html);
}

#[test]
fn feeds_are_robust() {
    check("feed", 500, entries::feed);
}

#[test]
fn archives_are_robust() {
    check("warc", 500, entries::warc);
}

#[test]
fn items_are_robust() {
    check("items", 500, entries::items);
}

#[test]
fn tables_are_robust() {
    check("table", 500, entries::table);
}

#[test]
fn press_formats_are_robust() {
    check("press", 500, entries::press);
}

#[test]
fn packed_formats_are_robust() {
    check("packed", 500, entries::packed);
}

#[test]
fn dividing_is_robust() {
    check("divide", 500, entries::divide);
}

#[test]
fn reading_is_robust() {
    check("read", 15, entries::read);
}

#[test]
fn parsing_records_is_robust() {
    check("json_parse", 1000, entries::json_parse);
}

#[test]
fn loading_weights_is_robust() {
    check("weights", 2000, entries::weights);
}

#[test]
fn loading_ontologies_is_robust() {
    check("ontology", 200, entries::ontology);
    const SIGNS: &[u8] = b"[]|,;=!+ \n-av\xff";
    // The bundled ontology, which is long, and meaningless bytes.
    let bundled = onrecord_read::Ontology::bundled_text().as_bytes();
    let mut random = Random(2);
    for _ in 0..30 {
        attempt("ontology", &mutate(&mut random, bundled, bundled), entries::ontology);
        let noise: Vec<u8> = (0..random.below(4000)).map(|_| SIGNS[random.below(SIGNS.len())]).collect();
        attempt("ontology", &noise, entries::ontology);
    }
}
