//! The `OpenAPI` description of the embedded Platform, made from its routes.
//!
//! What a request may have is read from the types that its handler takes ([`super::request`]);
//! what is answered stands in [`answers`], and a test asks every route for it. Start at
//! [`openapi`].

mod answers;
#[cfg(test)]
mod platform;
mod shape;
#[cfg(test)]
mod tests;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use serde_json::{Map, Value, json};

use super::request::{Parameter, int64};
use super::routes::{self, Access, Route};

/// Where it is found: as on an installation of Platform that offers its own. JSON is YAML.
const ADDRESS: &str = "/openapi/seqera-api-latest.yml";

/// The route of the description, beside the API.
pub(crate) fn router() -> Router {
    let text = openapi().to_string();
    let answer = async || ([(CONTENT_TYPE, "application/json")], text);
    Router::new().route(ADDRESS, get(answer))
}

/// The whole description.
fn openapi() -> Value {
    let mut paths = Map::new();
    for route in routes::all() {
        if route.embedded.is_none() {
            continue;
        }
        let at = paths
            .entry(path(route.pattern))
            .or_insert_with(|| json!({}));
        at[route.method.as_str().to_lowercase()] = operation(&route);
    }
    json!({
        "openapi": "3.0.3",
        "info": {
            "title": "Wavepass as a small Seqera Platform",
            "description": "What the embedded Platform answers of Platform's API.",
            "version": super::service_info::API_VERSION,
        },
        "servers": [{"url": "/api"}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Error": {"type": "object", "required": ["message"],
                "properties": {"message": {"type": "string"}}}},
        },
    })
}

/// A pattern with the names that Platform gives to its variable segments.
fn path(pattern: &str) -> String {
    let mut of = "";
    let mut named = Vec::new();
    for segment in pattern.split('/') {
        named.push(if segment.starts_with('{') {
            format!("{{{}}}", id_name(of))
        } else {
            segment.to_owned()
        });
        of = segment;
    }
    named.join("/")
}

/// What the id of a record is called, by the segment before it.
fn id_name(of: &str) -> &'static str {
    match of {
        "user" => "userId",
        "tokens" => "tokenId",
        "orgs" => "orgId",
        "workspaces" => "workspaceId",
        "participants" => "participantId",
        "credentials" => "credentialsId",
        "pipelines" => "pipelineId",
        "compute-envs" => "computeEnvId",
        _ => "id",
    }
}

fn operation(route: &Route) -> Value {
    let path = path(route.pattern);
    let names = path
        .split('/')
        .filter_map(|segment| segment.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = names
        .map(|name| {
            let is_text = matches!(name, "credentialsId" | "computeEnvId");
            let schema = if is_text {
                json!({"type": "string", "minLength": 1})
            } else {
                int64()
            };
            json!({"name": name, "in": "path", "required": true, "schema": schema})
        })
        .collect();
    let query = &route.request.query;
    parameters.extend(query.iter().map(Parameter::to_openapi));
    let mut operation = json!({
        "operationId": operation_id(route),
        "parameters": parameters,
        "responses": responses(route),
    });
    if let Some(body) = &route.request.body {
        operation["requestBody"] = json!({"required": true,
            "content": {"application/json": {"schema": body.to_openapi()}}});
    }
    operation["security"] = match route.access {
        Access::Anyone => json!([]),
        _ => json!([{"token": []}]),
    };
    operation
}

/// A name that is its own: `get_credentials_credentialsId`.
fn operation_id(route: &Route) -> String {
    let path = path(route.pattern)
        .replace(['{', '}'], "")
        .replace('/', "_");
    format!("{}{path}", route.method.as_str().to_lowercase())
}

fn responses(route: &Route) -> Value {
    let error = |what: &str| {
        json!({"description": what, "content": {"application/json":
            {"schema": {"$ref": "#/components/schemas/Error"}}}})
    };
    let answer = answers::of(route.method, route.pattern);
    let mut responses = json!({ "400": error("The request is wrong, and this is how") });
    responses[answer.status().to_string()] = match answer.body() {
        Some(shape) => json!({"description": "Done",
            "content": {"application/json": {"schema": shape::schema_of(&shape)}}}),
        None => json!({"description": "Done"}),
    };
    if route.access != Access::Anyone {
        responses["401"] = json!({"description": "No token, or one that is not valid"});
        responses["403"] = error("Not allowed, or not there");
    }
    if answer.may_collide() {
        responses["409"] = error("It collides with something that is there");
    }
    if route.request.body.is_some() {
        responses["413"] = error("The body is too long");
    }
    responses
}

/// The text of `docs/openapi.json`: a line for each operation.
#[cfg(test)]
fn text() -> String {
    let mut description = openapi();
    let paths = description["paths"].take();
    let mut lines = Vec::new();
    for (path, operations) in paths.as_object().into_iter().flatten() {
        let operations = operations.as_object().into_iter().flatten();
        let operations: Vec<_> = operations
            .map(|(method, operation)| format!("   {}: {operation}", json!(method)))
            .collect();
        lines.push(format!(
            "  {}: {{\n{}\n  }}",
            json!(path),
            operations.join(",\n")
        ));
    }
    let paths = format!("{{\n{}\n }}", lines.join(",\n"));
    let fields = description.as_object().into_iter().flatten();
    let fields: Vec<_> = fields
        .map(|(name, value)| match name.as_str() {
            "paths" => format!(" \"paths\": {paths}"),
            name => format!(" {}: {value}", json!(name)),
        })
        .collect();
    format!("{{\n{}\n}}\n", fields.join(",\n"))
}
