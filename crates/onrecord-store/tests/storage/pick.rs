//! Records reduced to some of their entries.

use onrecord_record::{Record, StatementId, check};
use onrecord_store::{List, pick};

use crate::support::record;

#[test]
fn a_part_of_a_record_is_sound() {
    let mut whole = record("a", "it rained.");
    whole.statements = vec![whole.statements[0].clone(), whole.statements[0].clone(), whole.statements[0].clone()];
    whole.statements[2].within = Some(StatementId(1));
    whole.events = vec![whole.events[0].clone(), whole.events[0].clone()];
    whole.events[1].statement = Some(StatementId(2));
    let shape = |record: &Record| {
        assert_eq!(check::problems(record), Vec::<String>::new());
        let within: Vec<_> = record.statements.iter().map(|statement| statement.within.map(|id| id.0)).collect();
        (within, record.events.iter().map(|event| event.statement.map(|id| id.0)).collect::<Vec<_>>())
    };
    for (list, places, expected) in [
        (List::Statements, &[1, 2][..], (vec![None, Some(0)], vec![])),
        (List::Statements, &[2], (vec![None], vec![])),
        (List::Events, &[1], (vec![None], vec![Some(0)])),
        (List::Events, &[0], (vec![], vec![None])),
        (List::Articles, &[], (vec![None, None, Some(1)], vec![None, Some(2)])),
    ] {
        assert_eq!(shape(&pick(whole.clone(), list, places)), expected, "{list:?} {places:?}");
    }
}
