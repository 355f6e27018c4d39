//! Checks the description of the API (`/api/openapi.json`) against the API itself.

mod common;

use std::collections::BTreeSet;

use axum::Router;
use axum::body::Body;
use axum::http::StatusCode;
use common::{EVIL, JSON, filled, get, post, send, settings};
use onrecord_server::router;
use serde_json::Value;

async fn description(app: &Router) -> Value {
    let text = send(app, get("/api/openapi.json")).await.2;
    serde_json::from_str(&text).unwrap()
}

/// Returns the value that a `$ref` names, or else `value` itself.
fn resolved<'a>(description: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => description.pointer(reference.strip_prefix('#').unwrap()).expect(reference),
        None => value,
    }
}

fn strings(value: &Value) -> Vec<&str> {
    value.as_array().map(|values| values.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// Returns the names of the parameters of an operation that are in the path or in the query.
fn parameters<'a>(description: &'a Value, operation: &'a Value, location: &str) -> Vec<&'a str> {
    let all = operation["parameters"].as_array().map_or(&[][..], Vec::as_slice).iter();
    let all = all.map(|parameter| resolved(description, parameter));
    all.filter(|parameter| parameter["in"] == location).map(|parameter| parameter["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_reference_exists() {
    fn check(description: &Value, value: &Value, n_found: &mut usize) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("$ref") {
                    assert_ne!(resolved(description, value), &Value::Null);
                    *n_found += 1;
                }
                fields.values().for_each(|value| check(description, value, n_found));
            }
            Value::Array(values) => values.iter().for_each(|value| check(description, value, n_found)),
            _ => {}
        }
    }
    let folder = filled("references");
    let description = description(&router(&settings(&folder)).unwrap()).await;
    let mut n_found = 0;
    check(&description, &description, &mut n_found);
    assert!(n_found > 50, "{n_found}");
}

/// The API reads the described parameters, and refuses all others.
#[tokio::test]
async fn described_parameters_are_those_that_are_read() {
    let folder = filled("parameters");
    let app = router(&settings(&folder)).unwrap();
    let description = description(&app).await;
    let value = |name: &str| match name {
        "name" => "Ann+Lee",
        "kind" => "person",
        "in" => "events",
        "sort" => "newest",
        "since" | "until" => "2025",
        "status" => "actual",
        "verdict" => "none",
        _ => "1",
    };
    // Empty parameters count as absent, so only these need a value.
    let needed = |name: &str| matches!(name, "name" | "kind" | "version").then(|| value(name)).unwrap_or("");
    let operations = description["paths"].as_object().unwrap();
    let all: BTreeSet<&str> =
        operations.values().flat_map(|path| parameters(&description, &path["get"], "query")).collect();
    assert_eq!(all.len(), 30, "{all:?}");
    for (path, operations) in operations {
        let in_path = parameters(&description, &operations["get"], "path");
        assert_eq!(in_path, if path.contains("{number}") { vec!["number"] } else { vec![] }, "{path}");
        let described = parameters(&description, &operations["get"], "query");
        for parameter in operations["get"]["parameters"].as_array().into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap();
            assert!(parameter["description"].as_str().is_some_and(|text| text.len() > 5), "{path}: {parameter}");
            assert_eq!(parameter["required"], matches!(name, "name" | "kind" | "number"), "{path}: {name}");
        }
        let query: Vec<String> = described.iter().map(|name| format!("{name}={}", needed(name))).collect();
        let address = format!("{}?{}", path.replace("{number}", "1"), query.join("&"));
        let (status, _, body) = send(&app, get(&address)).await;
        assert_eq!(status, StatusCode::OK, "{address}: {body}");
        for name in all.iter().filter(|name| !described.contains(*name)) {
            let address = format!("{address}&{name}={}", value(name));
            let (status, _, body) = send(&app, get(&address)).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{address}: {body}");
        }
    }
}

/// Checks replies against their schemas.
struct Checker<'a> {
    description: &'a Value,
    /// The components that at least one reply has used.
    used: BTreeSet<String>,
}

impl Checker<'_> {
    /// Panics if `value` violates `schema`, or if the schema has a keyword that is not checked here.
    fn check(&mut self, value: &Value, schema: &Value, at: &str) {
        let described = self.properties(schema);
        if let (Some(fields), false) = (value.as_object(), described.is_empty()) {
            for name in fields.keys() {
                assert!(described.contains(name), "{at}: {name} is not described");
            }
        }
        self.check_keywords(value, schema, at);
    }

    fn check_keywords(&mut self, value: &Value, schema: &Value, at: &str) {
        for (keyword, expected) in schema.as_object().expect(at) {
            match keyword.as_str() {
                "$ref" => {
                    let description = self.description;
                    self.used.insert(expected.as_str().unwrap().rsplit('/').next().unwrap().to_owned());
                    self.check_keywords(value, resolved(description, schema), at);
                }
                "type" => {
                    let found = type_name(value);
                    let types = expected.as_str().map_or_else(|| strings(expected), |one| vec![one]);
                    let fits = types.contains(&found) || found == "integer" && types.contains(&"number");
                    assert!(fits, "{at}: expected {types:?}, found {value}");
                }
                "enum" => assert!(expected.as_array().unwrap().contains(value), "{at}: {value} is not in {expected}"),
                "const" => assert_eq!(value, expected, "{at}"),
                "required" => {
                    let missing: Vec<&str> =
                        strings(expected).into_iter().filter(|name| value.get(name).is_none()).collect();
                    assert!(missing.is_empty(), "{at}: {missing:?} are missing");
                }
                "properties" => {
                    for (name, schema) in expected.as_object().unwrap() {
                        if let Some(value) = value.get(name) {
                            self.check(value, schema, &format!("{at}.{name}"));
                        }
                    }
                }
                "items" => {
                    for (idx, value) in value.as_array().expect(at).iter().enumerate() {
                        self.check(value, expected, &format!("{at}[{idx}]"));
                    }
                }
                "additionalProperties" if expected.is_object() => {
                    value.as_object().expect(at).values().for_each(|value| self.check(value, expected, at));
                }
                "allOf" => {
                    expected.as_array().unwrap().iter().for_each(|schema| self.check_keywords(value, schema, at));
                }
                "oneOf" => {
                    let schema = expected.as_array().unwrap().iter().find(|one| self.names_variant(value, one));
                    self.check(value, schema.unwrap_or_else(|| panic!("{at}: no variant of {expected}")), at);
                }
                "minimum" => assert!(value.as_f64() >= expected.as_f64(), "{at}: {value} is below {expected}"),
                "propertyNames" => {
                    for name in value.as_object().expect(at).keys() {
                        self.check(&Value::from(name.as_str()), expected, at);
                    }
                }
                "description" | "format" | "additionalProperties" => {}
                other => panic!("{at}: the keyword {other} is not checked"),
            }
        }
    }

    /// Returns the names of the properties of a schema, including those of its parts.
    fn properties(&self, schema: &Value) -> BTreeSet<String> {
        let schema = resolved(self.description, schema);
        let own = schema["properties"].as_object().into_iter().flat_map(|fields| fields.keys().cloned());
        let parts = schema["allOf"].as_array().map_or(&[][..], Vec::as_slice).iter();
        own.chain(parts.flat_map(|part| self.properties(part))).collect()
    }

    /// Returns whether the type and the constant `list` of a variant match those of `value`.
    fn names_variant(&self, value: &Value, variant: &Value) -> bool {
        let variant = resolved(self.description, variant);
        let has_type = variant["type"].as_str().is_none_or(|name| name == type_name(value));
        has_type && variant["properties"]["list"]["const"] == value["list"]
    }
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[tokio::test]
async fn replies_fit_their_schemas() {
    let folder = filled("schemas");
    let app = router(&settings(&folder)).unwrap();
    let description = description(&app).await;
    let mut checker = Checker { description: &description, used: BTreeSet::new() };
    let mut check = |path: &str, method: &str, status: &str, content_type: &str, body: &str| {
        let response = &description["paths"][path][method]["responses"][status];
        let schema = &resolved(&description, response)["content"][content_type]["schema"];
        checker.check(&serde_json::from_str(body).unwrap(), schema, path);
    };
    for correction in [
        r#"{"entry":"s1","verdict":"changed","change":{"kind":"direct"},"author":"Al"}"#,
        r#"{"entry":"e1","verdict":"confirmed"}"#,
        r#"{"entry":"a1","verdict":"rejected"}"#,
    ] {
        let path = "/api/articles/1/corrections";
        let (status, _, body) = send(&app, post(path, JSON).body(Body::from(correction)).unwrap()).await;
        assert_eq!(status, StatusCode::CREATED, "{body}");
        check("/api/articles/{number}/corrections", "post", "201", JSON, &body);
    }
    // The actor that has a counterpart.
    let actor = form_urlencoded::Serializer::for_suffix("?".to_owned(), 1)
        .extend_pairs([("name", EVIL), ("kind", "person")])
        .finish();
    for path in description["paths"].as_object().unwrap().keys() {
        let query = if path.starts_with("/api/actor") && path != "/api/actors" { actor.as_str() } else { "" };
        let (status, _, body) = send(&app, get(&(path.replace("{number}", "1") + query))).await;
        assert_eq!(status, StatusCode::OK, "{path}: {body}");
        check(path, "get", "200", JSON, &body);
    }
    let body = send(&app, get("/api/articles/99")).await.2;
    check("/api/articles/{number}", "get", "404", "application/problem+json", &body);
    let all = description["components"]["schemas"].as_object().unwrap().keys();
    let unused: Vec<&String> = all.filter(|name| !checker.used.contains(*name)).collect();
    assert_eq!(unused, ["NewCorrection"], "the schema of a request");
}
