//! Distinct events and tables of their counts as JSON, for the command line and the API.

use onrecord_store::{DistinctEvent, DistinctPage, EventTable};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa::openapi::schema::{Array, Object, ObjectBuilder, Ref, Type};

/// Returns page `number` of distinct events as one indented object.
pub fn page(page: &DistinctPage, number: u32) -> String {
    let out = DistinctPageOut { list: "events", distinct: true, page: number, more: page.has_more, found: &page.found };
    serde_json::to_string_pretty(&out).expect("a page is made of strings, numbers and lists") + "\n"
}

/// Returns distinct events as JSON lines.
pub fn lines(page: &DistinctPage) -> String {
    let line = |event| serde_json::to_string(event).expect("an event is made of strings, numbers and lists");
    page.found.iter().map(|event| line(event) + "\n").collect()
}

/// A page of distinct events.
#[derive(Serialize, ToSchema)]
#[schema(as = DistinctPage)]
pub(crate) struct DistinctPageOut<'a> {
    list: &'static str,
    /// Always true.
    distinct: bool,
    page: u32,
    more: bool,
    #[schema(schema_with = distinct_events_schema)]
    found: &'a [DistinctEvent],
}

fn distinct_events_schema() -> Array {
    Array::new(Ref::from_schema_name("DistinctEvent"))
}

/// Returns a table of counts as one object, with a row for each combination of values that occurs.
pub fn table(table: &EventTable) -> String {
    let columns = table.columns();
    let row = |cells: Vec<String>| -> Map<String, Value> {
        let last = cells.len().saturating_sub(1);
        let value = |(at, cell): (usize, String)| match cell.as_str() {
            "" => Value::Null,
            cell if at == last => cell.parse::<u64>().map_or(Value::Null, Value::from),
            cell => Value::from(cell),
        };
        columns.iter().map(|column| (*column).to_owned()).zip(cells.into_iter().enumerate().map(value)).collect()
    };
    let rows = table.rows().into_iter().map(row).collect();
    let out = TableOut { columns: &columns, left_out: table.n_left_out(), rows };
    serde_json::to_string_pretty(&out).expect("a table is made of strings and numbers") + "\n"
}

/// A table of counts.
#[derive(Serialize, ToSchema)]
#[schema(as = EventTable)]
pub(crate) struct TableOut<'a> {
    /// The names of the columns; the last one has the counts.
    #[schema(value_type = Vec<String>)]
    columns: &'a [&'static str],
    /// How many were not counted because they lack one side of a dyad.
    left_out: usize,
    #[schema(schema_with = rows_schema)]
    rows: Vec<Map<String, Value>>,
}

fn rows_schema() -> Array {
    Array::new(row_schema())
}

fn row_schema() -> Object {
    ObjectBuilder::new().schema_type(Type::Object).description(Some("A cell for each column.")).build()
}
