//! `GET /api/openapi.json`: the description of the API (OpenAPI 3.1), collected from the handlers.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Extension;
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use utoipa::OpenApi;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, Ref, RefOr};
use utoipa::{IntoResponses, Modify};

use super::response::{self, Problem};
use crate::request::{NoParams, QueryParams};

/// The schemas of values that other crates serialise: the record, whose types know nothing of this API, and stories and
/// corrected entries, whose fields are all required. Deriving these from the types would put an attribute of utoipa on
/// most of their fields. The tests compare them with replies.
const FOREIGN_SCHEMAS: &str = include_str!("../assets/schemas.json");

/// What the description says apart from the routes.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "onrecord",
        description = "Searches a store of news articles: who said what, and who did what to whom",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
    ),
    components(responses(Problem)),
    modifiers(&Token)
)]
pub(super) struct Frame;

/// Adds the token of `--token-file` to the description.
struct Token;

impl Modify for Token {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build());
        description.components.get_or_insert_with(Components::new).add_security_scheme("token", scheme);
    }
}

/// The failures that any request to read may end in.
pub(super) struct ReadFailures;

impl IntoResponses for ReadFailures {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        failures(&["400", "404", "429", "503"])
    }
}

/// The failures that a request to write may end in.
pub(super) struct WriteFailures;

impl IntoResponses for WriteFailures {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        failures(&["400", "401", "403", "404", "409", "413", "415", "422", "429", "503"])
    }
}

fn failures(codes: &[&str]) -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
    codes.iter().map(|code| ((*code).to_owned(), Ref::from_response_name("Problem").into())).collect()
}

/// The finished description, as JSON.
#[derive(Debug, Clone)]
pub(super) struct Description(Arc<str>);

impl Description {
    /// Completes the description that was collected from the handlers.
    pub(super) fn new(collected: &utoipa::openapi::OpenApi) -> Description {
        let mut description = serde_json::to_value(collected).expect("a description is made of strings and lists");
        let foreign: Value = serde_json::from_str(FOREIGN_SCHEMAS).expect("the file is checked by a test");
        if let (Some(schemas), Value::Object(foreign)) = (description["components"]["schemas"].as_object_mut(), foreign)
        {
            schemas.extend(foreign);
        }
        Description(description.to_string().into())
    }
}

/// Returns this description.
#[utoipa::path(
    get,
    path = "/api/openapi.json",
    operation_id = "getDescription",
    responses((status = 200, description = "The description", body = Object), ReadFailures)
)]
pub(super) async fn show(
    Extension(Description(description)): Extension<Description>,
    QueryParams(NoParams {}): QueryParams<NoParams>,
) -> Response {
    response::json_text(description.to_string()).into_response()
}
