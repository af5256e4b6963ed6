//! What a handler takes of a request, from the types of its arguments. Start at [`Extracts`].

mod schema;
mod trace;

use axum::extract::State;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::caller::{Caller, OrganizationCaller, ScopedCaller, WorkspaceCaller};
use crate::embedded::Embedded;
use crate::json::{ApiPath, ApiQuery, JsonBody};

pub(super) use schema::int64;
use schema::{Field, Schema};

/// What a request may have besides its path and its token.
#[derive(Default)]
pub(super) struct Request {
    /// The parameters of the query.
    pub(super) query: Vec<Parameter>,
    /// The body.
    pub(super) body: Option<Schema>,
}

/// A parameter of the query.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) schema: Schema,
}

impl Parameter {
    /// As `OpenAPI` writes it.
    pub(super) fn to_openapi(&self) -> Value {
        // A query has no nulls.
        let schema = match &self.schema {
            Schema::OrNull(schema) => schema.to_openapi(),
            schema => schema.to_openapi(),
        };
        json!({"name": self.name, "in": "query", "required": false, "schema": schema})
    }
}

/// The arguments of a handler, as axum lists them behind a marker of its own.
pub(super) trait Extracts {
    /// What they take.
    fn describe() -> Request;
}

impl Extracts for ((),) {
    fn describe() -> Request {
        Request::default()
    }
}

macro_rules! extracts {
    ($($argument:ident),+) => {
        impl<M, $($argument: Part),+> Extracts for (M, $($argument,)+) {
            fn describe() -> Request {
                let mut request = Request::default();
                $($argument::describe(&mut request);)+
                request
            }
        }
    };
}

extracts!(A);
extracts!(A, B);
extracts!(A, B, C);
extracts!(A, B, C, D);
extracts!(A, B, C, D, E);

/// One argument.
pub(super) trait Part {
    /// Adds what it takes.
    fn describe(request: &mut Request);
}

/// Those that take nothing but the path and the token.
macro_rules! takes_nothing_more {
    ($($argument:ty),+ $(,)?) => {
        $(impl Part for $argument {
            fn describe(_: &mut Request) {}
        })+
    };
}

takes_nothing_more!(Caller, OrganizationCaller, State<Embedded>, WorkspaceCaller);

impl<T> Part for ApiPath<T> {
    fn describe(_: &mut Request) {}
}

impl Part for ScopedCaller {
    fn describe(request: &mut Request) {
        let schema = Schema::Integer { is_unsigned: false };
        request.query.push(Parameter {
            name: "workspaceId",
            schema,
        });
    }
}

impl<T: DeserializeOwned> Part for ApiQuery<T> {
    fn describe(request: &mut Request) {
        if let Schema::Object(fields) = trace::schema_of::<T>() {
            let parameters = fields
                .into_iter()
                .map(|Field { name, schema, .. }| Parameter { name, schema });
            request.query.extend(parameters);
        }
    }
}

impl<T: DeserializeOwned> Part for JsonBody<T> {
    fn describe(request: &mut Request) {
        request.body = Some(trace::schema_of::<T>());
    }
}
