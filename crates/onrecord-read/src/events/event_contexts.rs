//! The contexts of an event, from the words of its sentence, the sectors of its participants and its type.

use std::collections::BTreeSet;

use onrecord_record::ActorId;

use super::coding_input::CodingInput;
use super::detected::DetectedEvent;

/// Returns the contexts of an event, in the order of the file; empty for an event of a user's ontology.
pub(super) fn contexts(event: &DetectedEvent, sides: (&[ActorId], &[ActorId]), input: &CodingInput<'_>) -> Vec<String> {
    let Some(known) = input.contexts else { return Vec::new() };
    let article = input.article;
    let mut out = input.sentence_contexts.of(article, known, event.anchor.start);
    let mut countries = BTreeSet::new();
    for actor in sides.0.iter().chain(sides.1).filter_map(|id| input.actors.list.get(id.0)) {
        countries.extend(actor.country.as_deref());
        let has = |sector: &str| actor.sectors.iter().any(|own| own == sector);
        out.extend(known.sectors.iter().filter(|(sector, _)| has(sector)).map(|&(_, context)| context));
    }
    if countries.len() > 1 {
        let of_type = |(kind, _): &&(String, usize)| *kind == event.event_type;
        out.extend(known.abroad.iter().filter(of_type).map(|&(_, context)| context));
    }
    out.into_iter().filter_map(|context| known.names.get(context).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_knowledge::Part;
    use onrecord_text::{Document, Metadata};

    use crate::Reader;
    use crate::events::Contexts;

    #[test]
    fn examples_of_the_contexts_are_read() {
        let reader = Reader::new().expect("the bundled weights are usable");
        for (sentence, expected) in &Contexts::bundled().examples {
            let record = reader.read(&Document::new(sentence.clone(), Metadata::default()));
            let found = record.events.first().map(|event| event.contexts.join(";")).unwrap_or_default();
            let found = if found.is_empty() { "-" } else { &found };
            assert_eq!(found, expected, "{sentence}");
        }
    }
}
