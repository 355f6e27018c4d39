//! Extractors for the variable parts of paths and for queries.

use axum::extract::{FromRequestParts, Path, Query as AxumQuery};
use axum::http::request::Parts;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::failure::Failure;

/// The query of the address.
#[derive(Debug)]
pub(crate) struct Asked<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Asked<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let query = AxumQuery::<T>::try_from_uri(&parts.uri);
        query.map(|AxumQuery(asked)| Asked(asked)).map_err(|error| Failure::bad_request(reason(&error.body_text())))
    }
}

/// Says in plain words what is wrong with the body of a request.
pub(crate) fn body_reason(said: &str) -> String {
    if said.contains("Content-Type") {
        return "expected a body of another kind; its Content-Type is wrong or missing".to_owned();
    }
    if let Some((_, name)) = said.split_once("missing field `") {
        let name = name.split('`').next().unwrap_or_default();
        return format!("expected {name}, found none");
    }
    if ["unknown field `", "duplicate field `"].iter().any(|what| said.contains(what)) {
        return reason(said);
    }
    let what =
        ["Failed to parse the request body as JSON: ", "Failed to deserialize the JSON body into the target type: "]
            .iter()
            .find_map(|what| said.strip_prefix(what));
    what.map_or_else(
        || said.to_owned(),
        |what| format!("expected a correction in JSON, found what cannot be read ({what})"),
    )
}

/// Says in plain words what is wrong with a query.
fn reason(said: &str) -> String {
    let Some(at) = ["unknown field `", "duplicate field `"].into_iter().find_map(|what| said.find(what)) else {
        return said.replace("Failed to deserialize query string: ", "the query cannot be read: ");
    };
    let quoted: Vec<&str> = said[at..].split('`').skip(1).step_by(2).collect();
    match &quoted[..] {
        [name] if said[at..].starts_with("duplicate") => format!("expected {name} once, found it several times"),
        [name] => format!("expected no {name:?}: nothing can be asked for here"),
        [name, known @ ..] => format!("expected one of {}, found {name:?}", known.join(", ")),
        [] => said.to_owned(),
    }
}

/// The variable parts of the path; a path that does not fit leads nowhere.
#[derive(Debug)]
pub(crate) struct Named<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Named<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let path = Path::<T>::from_request_parts(parts, state).await;
        path.map(|Path(named)| Named(named)).map_err(|_| Failure::not_found("there is nothing at this address"))
    }
}

/// No query.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_plain() {
        let check = |said: &str, expected: &str| assert_eq!(reason(said), expected);
        check(
            "Failed to deserialize query string: unknown field `x`, expected `a` or `b`",
            "expected one of a, b, found \"x\"",
        );
        check("Failed to deserialize query string: duplicate field `q`", "expected q once, found it several times");
        check("Failed to deserialize query string: bad", "the query cannot be read: bad");
        let check = |said: &str, expected: &str| assert_eq!(body_reason(said), expected);
        check(
            "Failed to deserialize the JSON body into the target type: missing field `entry` at line 1 column 2",
            "expected entry, found none",
        );
        check(
            "Expected request with `Content-Type: application/json`",
            "expected a body of another kind; its Content-Type is wrong or missing",
        );
    }
}
