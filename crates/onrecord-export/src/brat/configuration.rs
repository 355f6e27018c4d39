//! The content of `annotation.conf`, which declares all types.

use std::collections::BTreeSet;

use onrecord_record::{EventStatus, StatementKind};

use super::types::{ACTORS, ENTITIES};
use crate::record_view::join;

/// The first line of a file written by this program.
const MARK: &str = "# Written by onrecord; change this line to keep the file as it is.";

/// The heading of the list of event types.
const EVENTS: &str = "[events]";

/// Returns the content of `annotation.conf` for a folder with events of these types.
///
/// The types in `before`, the current content of the file, are kept, since other files in the folder may use them.
/// Returns `None` if that content was not written by this program.
pub(super) fn configuration(event_types: &BTreeSet<String>, before: Option<&str>) -> Option<String> {
    let mut types = event_types.clone();
    if let Some(before) = before {
        if before.lines().next() != Some(MARK) {
            return None;
        }
        let events =
            before.lines().skip_while(|line| *line != EVENTS).skip(1).take_while(|line| !line.starts_with('['));
        let names = events.filter_map(|line| line.split_once('\t')).map(|(name, _)| name);
        types.extend(names.filter(|name| *name != "Statement").map(str::to_owned));
    }
    let actor = ACTORS.join("|");
    let mut out = format!("{MARK}\n\n[entities]\n");
    for entity in ACTORS.iter().chain(&ENTITIES) {
        out.push_str(&format!("{entity}\n"));
    }
    out.push_str(&format!(
        "\n[relations]\nCoreference\tArg1:{actor}, Arg2:{actor}\nAttribution\tArg1:Content, Arg2:Source\n\
         <OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>\n\n{EVENTS}\n\
         Statement\tSource?:Source, Content?:Content, Speaker*:{actor}, Addressee*:{actor}, Venue?:Venue, Time?:Time\n"
    ));
    for name in types {
        out.push_str(&format!(
            "{name}\tActor*:{actor}, Recipient*:{actor}, Place?:Location, Time?:Time, Magnitude*:Quantity\n"
        ));
    }
    let kinds = join(StatementKind::ALL.iter().map(|kind| kind.as_str()), "|");
    let statuses = join(EventStatus::ALL.iter().map(|status| status.as_str()), "|");
    out.push_str(&format!(
        "\n[attributes]\nKind\tArg:Statement, Value:{kinds}\nStatus\tArg:<EVENT>, Value:{statuses}\n"
    ));
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_an_earlier_run_are_kept_and_a_file_of_the_user_is_left_alone() {
        let types = BTreeSet::from(["CONSULT".to_owned()]);
        let first = configuration(&types, None).unwrap();
        assert!(first.contains("\nCONSULT\tActor*:Person|"), "{first}");
        assert!(first.contains("\nPerson\n"), "{first}");
        let other = BTreeSet::from(["STRIKE".to_owned()]);
        let second = configuration(&other, Some(&first)).unwrap();
        assert!(second.contains("\nCONSULT\t") && second.contains("\nSTRIKE\t"), "{second}");
        assert_eq!(second.matches("\nStatement\t").count(), 1);
        assert_eq!(configuration(&other, Some(&second)), Some(second));
        assert_eq!(configuration(&other, Some("[entities]\nMine\n")), None);
    }
}
