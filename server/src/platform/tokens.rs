//! `/tokens`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use wavepass_core::platform::tokens::{CreateToken, ListTokens, NAME_MAX_CHARS, Token};
use wavepass_core::secret::Secret;

use super::auth::Caller;
use super::{Embedded, issue_token};
use crate::clock;
use crate::error::ApiError;
use crate::json::JsonBody;
use crate::store::TokenKind;

pub(super) async fn list(
    caller: Caller,
    State(embedded): State<Embedded>,
) -> Result<Json<ListTokens>, ApiError> {
    let tokens = embedded.store.list_tokens(caller.user).await?;
    Ok(Json(ListTokens { tokens }))
}

pub(super) async fn post(
    caller: Caller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<CreateToken>,
) -> Result<Json<Value>, ApiError> {
    let name = body.name.unwrap_or_default();
    let (value, id) = create(&embedded, caller.user, &name).await?;
    let token = Token {
        id,
        name,
        last_used: None,
        date_created: Some(clock::timestamp(clock::now())),
    };
    Ok(Json(json!({ "accessKey": value.expose(), "token": token })))
}

pub(super) async fn delete(
    caller: Caller,
    State(embedded): State<Embedded>,
    Path(id): Path<String>,
) -> Result<StatusCode, ApiError> {
    let id = id
        .parse()
        .map_err(|_| ApiError::BadRequest("The token id is not a number.".to_owned()))?;
    if embedded.store.delete_token(caller.user, id).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::Forbidden)
    }
}

/// Makes a personal token: its value, shown this once, and its id.
pub(super) async fn create(
    embedded: &Embedded,
    user: i64,
    name: &str,
) -> Result<(Secret, i64), ApiError> {
    let length = name.trim().chars().count();
    if !(1..=NAME_MAX_CHARS).contains(&length) {
        return Err(ApiError::BadRequest(format!(
            "name: Give the token a name of 1 to {NAME_MAX_CHARS} characters."
        )));
    }
    issue_token(embedded, user, TokenKind::Personal, name)
        .await?
        .ok_or_else(|| ApiError::Conflict(format!("Token with name '{name}' already exists")))
}
