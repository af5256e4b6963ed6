//! Reads JSON bodies, queries and paths so that a mistake is named and a value never repeated.

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::{DeserializeOwned, IntoDeserializer, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use wavepass_core::platform::object;

use crate::error::ApiError;

/// How long the body of a request may take to come in.
const BODY_TIMEOUT: Duration = Duration::from_secs(20);

/// The JSON body of a request, whatever content type it claims.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        parse(&read(request, state).await?).map(Self)
    }
}

/// The query of a request.
pub(crate) struct ApiQuery<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for ApiQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let query = format!(
            "/?{}",
            without_repeats(parts.uri.query().unwrap_or_default())
        );
        let uri = query.parse().map_err(|_| {
            ApiError::BadRequest("The query of the address cannot be read.".to_owned())
        })?;
        let Query(query) = Query::try_from_uri(&uri)
            .map_err(|rejection| ApiError::BadRequest(rejection.body_text()))?;
        Ok(Self(query))
    }
}

/// A query in which a name that stands there several times has its values between commas: a list
/// may be sent in either way.
fn without_repeats(query: &str) -> String {
    let mut pairs: Vec<(&str, String)> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match pairs.iter_mut().find(|(had, _)| *had == name) {
            Some((_, values)) => {
                values.push_str("%2C");
                values.push_str(value);
            }
            None => pairs.push((name, value.to_owned())),
        }
    }
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, values)| format!("{name}={values}"))
        .collect();
    pairs.join("&")
}

/// Values of a query between commas, each of a kind that names them all.
#[derive(Debug)]
pub(crate) struct Names<T>(pub(crate) Vec<T>);

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
            type Value = Vec<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names with commas between them")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Vec<T>, E> {
                let names = text
                    .split(',')
                    .map(str::trim)
                    .filter(|name| !name.is_empty());
                names
                    .map(|name| T::deserialize(name.into_deserializer()))
                    .collect()
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Vec<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(name) = names.next_element()? {
                    all.push(name);
                }
                Ok(all)
            }
        }

        deserializer.deserialize_seq(List(PhantomData)).map(Self)
    }
}

/// What the variable segments of a path say. One that is no text is nobody's id.
pub(crate) struct ApiPath<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for ApiPath<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Path(segments) = Path::from_request_parts(parts, state)
            .await
            .map_err(|rejection| ApiError::BadRequest(rejection.body_text()))?;
        Ok(Self(segments))
    }
}

/// The body of a request, to its end.
pub(crate) async fn read(request: Request, state: &(impl Send + Sync)) -> Result<Bytes, ApiError> {
    let Ok(read) = tokio::time::timeout(BODY_TIMEOUT, Bytes::from_request(request, state)).await
    else {
        return Err(ApiError::SlowRequest);
    };
    read.map_err(|rejection| {
        if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
            ApiError::TooLarge
        } else {
            ApiError::BadRequest("The request body could not be read.".to_owned())
        }
    })
}

/// serde's own messages quote the value they stumble over, which may be a secret. So a
/// message here says where, and not what. Every body of the API is an object; serde would read a
/// list as one, its fields in order.
fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize::<_, object::Object<T>>(&mut deserializer);
    let object::Object(value) = value.map_err(|error| {
        let path = error.path().to_string();
        parse_error(&path, error.inner())
    })?;
    deserializer
        .end()
        .map_err(|error| parse_error(".", &error))?;
    Ok(value)
}

fn parse_error(path: &str, error: &serde_json::Error) -> ApiError {
    let message = error.to_string();
    ApiError::BadRequest(match error.classify() {
        // This one text of serde's quotes a name of ours and no value.
        Category::Data if message.starts_with("missing field") => {
            let field = message.split('`').nth(1).unwrap_or_default();
            format!("{field} is missing.")
        }
        Category::Data if path == "." => {
            "The request body is JSON, but not of the expected form.".to_owned()
        }
        Category::Data => format!("{path} is missing or not of the expected type."),
        Category::Eof => "The request body ends in the middle of its JSON.".to_owned(),
        Category::Syntax | Category::Io => format!(
            "The request body is not JSON (line {}, column {}).",
            error.line(),
            error.column()
        ),
    })
}

#[cfg(test)]
mod tests {
    use wavepass_core::platform::credentials::CredentialsBody;

    use super::*;

    fn message(json: &str) -> String {
        match parse::<CredentialsBody>(json.as_bytes()) {
            Err(ApiError::BadRequest(message)) => message,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_name_that_is_repeated_is_a_list() {
        for (query, expected) in [
            ("", ""),
            ("a=1&b=2", "a=1&b=2"),
            ("a=1&b=2&a=3&&c", "a=1%2C3&b=2&c="),
        ] {
            assert_eq!(without_repeats(query), expected);
        }
    }

    #[test]
    fn a_mistake_is_named_by_its_path_a_list_is_no_object_and_no_value_is_repeated() {
        for (json, expected) in [
            ("", "ends in the middle"),
            ("{\"credentials\":{", "ends in the middle"),
            ("S3ntinel!", "not JSON (line 1"),
            ("{\"credentials\":{}} S3ntinel!", "not JSON (line 1"),
            ("7", "not of the expected form"),
            ("{}", "credentials is missing"),
            ("{\"credentials\":\"S3ntinel!\"}", "credentials is"),
            (
                "{\"credentials\":{\"keys\":\"S3ntinel!\"}}",
                "credentials.keys is",
            ),
            ("{\"credentials\":{\"name\":7}}", "credentials.name is"),
            ("[]", "not of the expected form"),
            ("[{\"name\":\"S3ntinel!\"}]", "not of the expected form"),
            ("null", "not of the expected form"),
            ("{\"credentials\":[]}", "credentials is"),
            ("{\"credentials\":[\"S3ntinel!\"]}", "credentials is"),
            ("{\"credentials\":null}", "credentials is"),
        ] {
            let message = message(json);
            assert!(message.contains(expected), "{json}: {message}");
            assert!(!message.contains("S3ntinel!"), "{json}: {message}");
        }
    }
}
