//! Words that indicate the addressee, place and occasion of a statement.

use ahash::AHashSet;

use onrecord_knowledge::{Mistake, Pack, Part};

use super::morphology::Morphology;

/// The words of `circumstances.txt`, in all their forms.
#[derive(Debug, Default)]
pub(super) struct Circumstances {
    pub(super) told: AHashSet<String>,
    pub(super) speaking: AHashSet<String>,
    pub(super) occasions: AHashSet<String>,
    pub(super) at: AHashSet<String>,
    pub(super) to: AHashSet<String>,
    pub(super) means: AHashSet<String>,
    pub(super) heard: AHashSet<String>,
    pub(super) holding: AHashSet<String>,
    pub(super) felt: AHashSet<String>,
    pub(super) seeming: AHashSet<String>,
}

impl Part for Circumstances {
    fn read(pack: &Pack, mistakes: &mut Vec<Mistake>) -> Circumstances {
        let morphology = Morphology::read(pack, mistakes);
        let mut table = pack.table("statements/circumstances.txt", mistakes);
        let mut list = |name: &str| table.list(name, mistakes);
        let verbs = |values: Vec<&str>| values.into_iter().flat_map(|value| verb(&morphology, value)).collect();
        let words = |values: Vec<&str>| values.into_iter().map(str::to_owned).collect();
        let nouns = |values: Vec<&str>| values.into_iter().flat_map(|n| [n.to_owned(), morphology.plural(n)]).collect();
        let read = Circumstances {
            told: verbs(list("told")),
            speaking: verbs(list("speaking")),
            occasions: nouns(list("occasion")),
            at: words(list("at")),
            to: words(list("to")),
            means: words(list("means")),
            heard: words(list("heard")),
            holding: verbs(list("holding")),
            felt: words(list("felt")),
            seeming: verbs(list("seeming")),
        };
        // The examples are for the tests.
        drop((table.taken("example"), table.taken("heard-example")));
        table.finish(mistakes);
        read
    }
}

/// Returns the forms of a verb whose irregular forms are listed ("speak = spoke, spoken").
fn verb(morphology: &Morphology, value: &str) -> Vec<String> {
    let (verb, irregular) = value.split_once('=').map_or((value, ""), |(verb, forms)| (verb.trim(), forms));
    let irregular = irregular.split(',').map(str::trim).filter(|form| !form.is_empty()).map(str::to_owned);
    morphology.verb_forms(verb).chain(irregular).collect()
}
