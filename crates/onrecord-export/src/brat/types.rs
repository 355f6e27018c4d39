//! The names of the types of annotations.

use onrecord_record::ActorKind;

/// The types of mentions of actors.
pub(super) const ACTORS: [&str; 6] = ["Person", "Organization", "Country", "Place", "Group", "Other"];

/// The types of other text-bound annotations.
pub(super) const ENTITIES: [&str; 6] = ["Location", "Time", "Quantity", "Source", "Content", "Venue"];

/// Returns the type for mentions of actors of this kind.
pub(super) fn of_actor(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "Person",
        ActorKind::Organization => "Organization",
        ActorKind::Country => "Country",
        ActorKind::Place => "Place",
        ActorKind::Group => "Group",
        ActorKind::Other => "Other",
    }
}

/// Returns an event type in a form that brat can read: the types of a user's ontology may have any characters.
pub(super) fn of_event(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect();
    if plain.is_empty() {
        return "Event".to_owned();
    }
    // Each name must stand for one type only.
    let is_taken = plain == "Statement" || ACTORS.iter().chain(&ENTITIES).any(|name| *name == plain);
    if is_taken { plain + "_event" } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_types_are_plain_and_distinct_from_other_types() {
        assert_eq!(of_event("my type:é"), "my_type__");
        assert_eq!(of_event("Statement"), "Statement_event");
        assert_eq!(of_event(""), "Event");
        assert_eq!(of_event("PROTEST"), "PROTEST");
    }
}
