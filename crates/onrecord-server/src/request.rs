//! Extractors for path and query parameters, with rejections in plain language.

use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use onrecord_record::{ActorKind, MinConfidence};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// The parameters of the query. Parameters that `T` does not have are refused.
#[derive(Debug)]
pub(crate) struct QueryParams<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for QueryParams<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        match Query::<T>::try_from_uri(&parts.uri) {
            Ok(Query(params)) => Ok(QueryParams(params)),
            Err(error) => Err(Failure::bad_request(query_error(&error.body_text()))),
        }
    }
}

/// The variable parts of the path. A path that does not fit is answered with 404.
#[derive(Debug)]
pub(crate) struct PathParams<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PathParams<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(params)) => Ok(PathParams(params)),
            Err(_) => Err(Failure::not_found("there is nothing at this address")),
        }
    }
}

/// An empty query.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoParams {}

/// Parses the parameter `kind` of an actor.
///
/// # Errors
///
/// If there is no such kind.
pub(crate) fn actor_kind(name: &str) -> Result<ActorKind, Failure> {
    ActorKind::parse(name).ok_or_else(|| {
        let known = ActorKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
        Failure::bad_request(format!("expected kind to be one of {known}, found {name:?}"))
    })
}

/// Parses the parameter `name` as a minimum confidence; an empty value gives `None`.
///
/// # Errors
///
/// If it is not a number from 0 to 1.
pub(crate) fn min_confidence(name: &str, text: &str) -> Result<Option<MinConfidence>, Failure> {
    match text.trim() {
        "" => Ok(None),
        text => MinConfidence::parse(text)
            .map(Some)
            .ok_or_else(|| Failure::bad_request(format!("expected {name} to be a number from 0 to 1, found {text:?}"))),
    }
}

/// Returns the value of a boolean parameter, `true` or `false`; an empty value is false.
///
/// # Errors
///
/// If it is neither.
pub(crate) fn flag(name: &str, text: &str) -> Result<bool, Failure> {
    match text.trim() {
        "" | "false" | "0" => Ok(false),
        "true" | "1" => Ok(true),
        text => Err(Failure::bad_request(format!("expected {name} to be true or false, found {text:?}"))),
    }
}

/// Converts axum's message about an invalid query into plain language.
fn query_error(message: &str) -> String {
    field_error(message)
        .unwrap_or_else(|| message.replace("Failed to deserialize query string: ", "the query cannot be read: "))
}

/// Converts axum's message about an invalid body into plain language.
pub(crate) fn body_error(message: &str) -> String {
    const PREFIXES: [&str; 2] =
        ["Failed to parse the request body as JSON: ", "Failed to deserialize the JSON body into the target type: "];
    if message.contains("Content-Type") {
        return "the Content-Type of the body is wrong or missing".to_owned();
    }
    if let Some((_, name)) = message.split_once("missing field `") {
        let name = name.split('`').next().unwrap_or_default();
        return format!("expected {name}, found none");
    }
    if let Some(error) = field_error(message) {
        return error;
    }
    match PREFIXES.iter().find_map(|prefix| message.strip_prefix(prefix)) {
        Some(cause) => format!("the body is not a correction in JSON ({cause})"),
        None => message.to_owned(),
    }
}

/// Returns in plain language which field is unknown or duplicate; `None` if serde's message reports another error.
fn field_error(message: &str) -> Option<String> {
    let start = ["unknown field `", "duplicate field `"].into_iter().find_map(|problem| message.find(problem))?;
    let problem = &message[start..];
    let names: Vec<&str> = problem.split('`').skip(1).step_by(2).collect();
    match names.as_slice() {
        [name] if problem.starts_with("duplicate") => Some(format!("expected {name} once, found it several times")),
        [name] => Some(format!("expected no parameters here, found {name:?}")),
        [name, known @ ..] => Some(format!("expected one of {}, found {name:?}", known.join(", "))),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn query_errors_read_as_plain_words() {
        let check = |message: &str, expected: &str| assert_eq!(query_error(message), expected);
        check(
            "Failed to deserialize query string: unknown field `x`, expected `a` or `b`",
            "expected one of a, b, found \"x\"",
        );
        check(
            "Failed to deserialize query string: unknown field `x`, there are no fields",
            "expected no parameters here, found \"x\"",
        );
        check("Failed to deserialize query string: duplicate field `q`", "expected q once, found it several times");
        check("Failed to deserialize query string: bad", "the query cannot be read: bad");
    }

    #[test]
    fn body_errors_read_as_plain_words() {
        let check = |message: &str, expected: &str| assert_eq!(body_error(message), expected);
        check(
            "Failed to deserialize the JSON body into the target type: missing field `entry` at line 1 column 2",
            "expected entry, found none",
        );
        check(
            "Failed to deserialize the JSON body into the target type: unknown field `x`, expected `a` or `b`",
            "expected one of a, b, found \"x\"",
        );
        check(
            "Failed to parse the request body as JSON: EOF at line 1",
            "the body is not a correction in JSON (EOF at line 1)",
        );
        check(
            "Expected request with `Content-Type: application/json`",
            "the Content-Type of the body is wrong or missing",
        );
    }
}
