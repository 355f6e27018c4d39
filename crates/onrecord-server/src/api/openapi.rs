//! `GET /api/openapi.json`: the description of the API (OpenAPI 3.1), made from one table of what there is.

use axum::response::Response;
use serde_json::{Map, Value, json};

use super::response;
use crate::request::{NoParams, QueryParams};

/// A way to ask.
struct Operation {
    method: &'static str,
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    /// Names, in groups.
    parameters: &'static [&'static [&'static str]],
    /// The schema of the answer.
    answer: &'static str,
    /// The codes of failures.
    failures: &'static [&'static str],
}

/// What is looked for.
const QUERY: &[&str] = &[
    "q",
    "speaker",
    "about",
    "actor",
    "recipient",
    "type",
    "status",
    "country",
    "place",
    "since",
    "until",
    "story",
    "verdict",
];

/// Which part of a list.
const PAGING: &[&str] = &["limit", "page"];

const FIND: &[&[&str]] = &[QUERY, &["sort"], PAGING];

/// Those of the most entries come first, always.
const PLACES: &[&[&str]] = &[&["in"], QUERY, PAGING];

/// Every route of the API; a test compares it with those that answer.
const OPERATIONS: [Operation; 17] = [
    find("/api/statements", "findStatements", "Statements: who said what", "StatementPage"),
    find("/api/events", "findEvents", "Events: who did what to whom", "EventPage"),
    find("/api/actors", "findActors", "Actors: names over all articles", "ActorPage"),
    find("/api/articles", "findArticles", "Articles", "ArticlePage"),
    get("/api/articles/{number}", "getArticle", "An article and its versions", &[&["number"]], "ArticleWithVersions"),
    get("/api/articles/{number}/record", "getRecord", "Its record, onrecord/1", &[&["number", "version"]], "Record"),
    get("/api/articles/{number}/corrections", "getCorrections", "Its corrections", &[&["number"]], "CorrectionPage"),
    Operation {
        method: "post",
        path: "/api/articles/{number}/corrections",
        id: "addCorrection",
        summary: "Confirm, change or reject an entry",
        parameters: &[&["number"]],
        answer: "Correction",
        failures: &["400", "401", "403", "404", "409", "413", "415", "422"],
    },
    get("/api/actor", "getActor", "An actor, whom it is with, and when", &[&["name", "kind"]], "ActorWithOthers"),
    get(
        "/api/actor/network",
        "getActorNetwork",
        "An actor and those it has to do with",
        &[&["name", "kind", "limit"]],
        "Network",
    ),
    get("/api/places", "findPlaces", "Places: where events happen, what is named", PLACES, "PlacePage"),
    get("/api/stories", "getStories", "Stories, those of the latest articles first", &[PAGING], "StoryPage"),
    get("/api/stories/{number}", "getStory", "A story: all of its articles as one", &[&["number"]], "StoryView"),
    get(
        "/api/stories/{number}/network",
        "getStoryNetwork",
        "Who has to do with whom",
        &[&["number", "limit"]],
        "Network",
    ),
    get("/api/corrections", "findCorrections", "The latest corrections", &[PAGING], "CorrectionPage"),
    get("/api/stats", "getStats", "How much there is", &[], "Stats"),
    get("/api/openapi.json", "getDescription", "This description", &[], "Description"),
];

const fn find(path: &'static str, id: &'static str, summary: &'static str, answer: &'static str) -> Operation {
    get(path, id, summary, FIND, answer)
}

const fn get(
    path: &'static str,
    id: &'static str,
    summary: &'static str,
    parameters: &'static [&'static [&'static str]],
    answer: &'static str,
) -> Operation {
    Operation { method: "get", path, id, summary, parameters, answer, failures: &["400", "404", "429", "503"] }
}

pub(super) async fn show(QueryParams(NoParams {}): QueryParams<NoParams>) -> Response {
    response::json(&description())
}

/// Returns the description.
fn description() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for operation in &OPERATIONS {
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method] = described(operation);
    }
    let mut components: Value = serde_json::from_str(include_str!("../assets/schemas.json")).unwrap_or_default();
    components["securitySchemes"] = json!({ "token": { "type": "http", "scheme": "bearer" } });
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Who said what, and who did what to whom, in a store of articles",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": components,
    })
}

fn described(operation: &Operation) -> Value {
    let reference = |kind: &str, name: &str| json!({ "$ref": format!("#/components/{kind}/{name}") });
    let parameters: Vec<Value> =
        operation.parameters.iter().copied().flatten().map(|name| reference("parameters", name)).collect();
    let content = json!({ "application/json": { "schema": reference("schemas", operation.answer) } });
    let is_post = operation.method == "post";
    let mut responses = json!({});
    let (code, description) = if is_post { ("201", "It is kept.") } else { ("200", "What was asked for.") };
    responses[code] = json!({ "description": description, "content": content });
    for code in operation.failures {
        responses[*code] = reference("responses", "Problem");
    }
    let mut described = json!({
        "operationId": operation.id,
        "summary": operation.summary,
        "parameters": parameters,
        "responses": responses,
    });
    if is_post {
        let new = json!({ "application/json": { "schema": reference("schemas", "NewCorrection") } });
        described["requestBody"] = json!({ "required": true, "content": new });
        described["security"] = json!([{}, { "token": [] }]);
    }
    described
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns all that the description refers to.
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|value| references(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| references(value, found)),
            _ => {}
        }
    }

    #[test]
    fn what_is_referred_to_exists() {
        let description = description();
        let mut found = Vec::new();
        references(&description, &mut found);
        assert!(found.len() > 50);
        for reference in found {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(description.pointer(pointer).is_some(), "{reference}");
        }
    }

    #[test]
    fn every_route_is_described_and_no_other() {
        let source = include_str!("../api.rs");
        let routes = source.lines().filter_map(|line| line.trim().strip_prefix(".route(\"")?.split_once('"'));
        let mut routes: Vec<(&str, &str)> = routes
            .flat_map(|(path, rest)| {
                let get = rest.contains("get(").then_some((path, "get"));
                get.into_iter().chain(rest.contains("post(").then_some((path, "post")))
            })
            .collect();
        let mut described: Vec<(&str, &str)> = OPERATIONS.iter().map(|one| (one.path, one.method)).collect();
        routes.sort_unstable();
        described.sort_unstable();
        assert_eq!(described, routes);
    }
}
