//! Schemas of values that the API writes as strings or reads from queries.

use onrecord_record::{ActorKind, EventStatus, StatementKind};
use onrecord_store::{List, Verdict};
use serde_json::Value;
use utoipa::openapi::schema::{Object, ObjectBuilder, Schema, SchemaType, Type};

/// Returns the schema of a string that is one of `names`.
pub(crate) fn one_of(names: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(names)).build()
}

/// Returns the schema of the kind of an actor.
pub(crate) fn actor_kind() -> Object {
    one_of(ActorKind::ALL.iter().map(|kind| kind.as_str()))
}

/// Returns the schema of the kind of a statement.
pub(crate) fn statement_kind() -> Object {
    one_of(StatementKind::ALL.iter().map(|kind| kind.as_str()))
}

/// Returns the schema of the status of an event.
pub(crate) fn event_status() -> Object {
    one_of(EventStatus::ALL.iter().map(|status| status.as_str()))
}

/// Returns the schema of the verdict of a correction.
pub(crate) fn verdict() -> Object {
    one_of(Verdict::ALL.map(Verdict::as_str))
}

/// Returns the schema of the verdict of the latest correction of an entry, which is `null` without corrections.
pub(crate) fn latest_verdict() -> Object {
    let values = Verdict::ALL.map(|verdict| Value::from(verdict.as_str())).into_iter().chain([Value::Null]);
    ObjectBuilder::new()
        .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
        .enum_values(Some(values))
        .build()
}

/// Returns the schema of the changes of a correction.
pub(crate) fn change() -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(Schema::Object(ObjectBuilder::new().schema_type(Type::String).build())))
        .description(Some("New values by field; several names or passages are separated by ` | `."))
        .build()
}

/// Returns the schema of the lists that have places.
pub(crate) fn place_list() -> Object {
    one_of([List::Events, List::Statements, List::Articles].map(List::as_str))
}

/// Returns the schema of a whole number from 1 to `max`.
pub(crate) fn number_up_to(max: u32, default: u32) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(max))
        .default(Some(Value::from(default)))
        .build()
}

/// Returns the schema of a number from 0 to 1.
pub(crate) fn probability() -> Object {
    ObjectBuilder::new().schema_type(Type::Number).minimum(Some(0)).maximum(Some(1)).build()
}

/// Declares types that stand for the schemas of parameters. The attribute `schema_with` of utoipa would drop the
/// description of the parameter.
macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident = $schema:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) struct $name;

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                $schema.into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}
pub(crate) use parameters;

parameters! {
    /// The kind of an actor.
    ActorKindName = actor_kind();
    /// A list whose entries have places.
    PlaceListName = place_list();
    /// A list of the store.
    ListName = one_of([List::Statements, List::Events, List::Actors, List::Articles].map(List::as_str));
    /// The order of a list.
    OrderName = one_of(["newest", "oldest", "relevance"]);
    /// The minimum confidence of entries.
    LeastConfidence = probability();
    /// The verdict of the latest correction of an entry.
    VerdictFilter = one_of(["none"].into_iter().chain(Verdict::ALL.map(Verdict::as_str)));
}
