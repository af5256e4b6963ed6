//! `/tokens`: personal access tokens. A token's value is in the answer that made it and in no
//! other.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use wavepass_core::platform::tokens::{CreateToken, ListTokens, Token};

use super::caller::Caller;
use crate::clock::{self, timestamp};
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::{ApiPath, JsonBody};

pub(super) async fn list(
    caller: Caller,
    State(embedded): State<Embedded>,
) -> Result<Json<ListTokens>, ApiError> {
    let tokens = embedded.store.list_tokens(caller.user).await?;
    Ok(Json(ListTokens { tokens }))
}

pub(super) async fn create(
    caller: Caller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<CreateToken>,
) -> Result<Json<Value>, ApiError> {
    let name = body.name.unwrap_or_default();
    let (value, id) = embedded.create_personal_token(caller.user, &name).await?;
    let token = Token {
        id,
        name,
        last_used: None,
        date_created: Some(timestamp(clock::now())),
    };
    Ok(Json(json!({ "accessKey": value.expose(), "token": token })))
}

pub(super) async fn delete(
    caller: Caller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
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

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;

    use super::*;
    use crate::testing::{TestServer, Transcript, assert_answers};

    #[tokio::test]
    async fn tokens_are_made_listed_without_value_and_revoked() {
        let server = TestServer::start().await;
        let created = server.post("/tokens", json!({"name": "ci"})).await;
        assert_eq!(created.status, 200);
        let created = created.json();
        let key = created["accessKey"].as_str().unwrap();
        assert!(
            key.starts_with("eyJ0aWQiOi"),
            "the form that Nextflow sends as a bearer"
        );
        let id = created["token"]["id"].as_i64().unwrap();

        let use_it = || {
            Request::get("/api/user-info")
                .header("authorization", format!("Bearer {key}"))
                .body(Body::empty())
                .unwrap()
        };
        assert_eq!(server.send(use_it()).await.status, 200);

        let list = server.get("/tokens").await;
        assert!(!list.text.contains(key) && !list.text.contains("accessKey"));
        let names: Vec<_> = list.json()["tokens"]
            .as_array()
            .unwrap()
            .iter()
            .map(|token| token["name"].as_str().unwrap().to_owned())
            .collect();
        assert!(names.contains(&"ci".to_owned()));

        for (name, status) in [("ci", 409), ("", 400), (&"t".repeat(51), 400)] {
            let answer = server.post("/tokens", json!({ "name": name })).await;
            assert_eq!(answer.status.as_u16(), status, "{name}");
        }
        let path = format!("/tokens/{id}");
        assert_eq!(server.delete(&path).await.status, 204);
        assert_eq!(server.send(use_it()).await.status, 401);
        assert_eq!(server.delete(&path).await.status, 403);
        assert_eq!(server.delete("/tokens/x").await.status, 400);
    }

    #[tokio::test]
    async fn the_answers_are_pinned() {
        let server = TestServer::start().await;
        let mut answers = Transcript::of(&server);
        answers.get("/tokens").await;
        let created = answers.post("/tokens", json!({"name": "ci"})).await;
        answers.post("/tokens", json!({"name": "ci"})).await;
        answers.post("/tokens", json!({"name": ""})).await;
        answers.post("/tokens", json!(7)).await;
        let path = format!("/tokens/{}", created.json()["token"]["id"]);
        answers.delete(&path).await;
        answers.delete(&path).await;
        answers.delete("/tokens/x").await;
        assert_answers!(answers);
    }
}
