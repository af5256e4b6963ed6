//! `/credentials`: list, create, check a name, describe, update, delete.
//!
//! What is valid is core's ([`CredentialsForm`]); a secret is sealed here for the record and
//! the field that it belongs to, and never given back.

mod external_id;
mod federation_setup;
mod mapping;

pub(super) use federation_setup::federation_setup;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use wavepass_core::credentials::form::format::SSH_KEY_NOT_RECOGNISED;
use wavepass_core::credentials::{
    CredentialsForm, CredentialsName, FieldErrors, Kind, Purpose, ValidationContext,
};
use wavepass_core::finding::Finding;
use wavepass_core::platform::credentials::{
    CreatedCredentials, CredentialsBody, CredentialsInput, DescribeCredentials, ListCredentials,
};

use super::caller::ScopedCaller;
use super::resource::ResourceKind;
use crate::crypto::SealingKey;
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::json::{ApiPath, ApiQuery, JsonBody};
use crate::store::{NewCredentials, StoredCredentials};
use crate::{clock, ids};

const KIND: ResourceKind = ResourceKind("Credentials");

#[derive(Deserialize)]
pub(super) struct NameQuery {
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlatformQuery {
    platform_id: Option<String>,
}

/// Whether Platform is to make an External ID for a role.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SaveQuery {
    use_external_id: Option<bool>,
}

pub(super) async fn list(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<PlatformQuery>,
) -> Result<Json<ListCredentials>, ApiError> {
    let stored = embedded
        .store
        .list_credentials(caller.user, caller.scope)
        .await?;
    let is_wanted = |provider: &str| {
        query
            .platform_id
            .as_deref()
            .is_none_or(|platform| providers_for(platform).contains(&provider))
    };
    Ok(Json(ListCredentials {
        credentials: stored
            .into_iter()
            .filter(|stored| is_wanted(&stored.provider))
            .map(mapping::to_wire)
            .collect(),
    }))
}

pub(super) async fn create(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<SaveQuery>,
    JsonBody(body): JsonBody<CredentialsBody>,
) -> Result<Json<CreatedCredentials>, ApiError> {
    let input = body.credentials;
    validate_lengths(&input)?;
    let mut form = CredentialsForm::from_wire(&input).map_err(bad_request)?;
    form.set_query(external_id::QUERY, query.use_external_id == Some(true));
    let context = ValidationContext {
        is_api: true,
        ..ValidationContext::default()
    };
    let request = form.validate(&context).map_err(|errors| refused(&errors))?;
    let id = ids::record_id();
    let new = mapping::to_store(id.clone(), &request, None, input, &embedded.secrets)?;
    embedded
        .store
        .insert_credentials(caller.user, caller.scope, new, clock::now())
        .await
        .map_err(|error| KIND.save_error(error, |never| match never {}))?;
    Ok(Json(CreatedCredentials { credentials_id: id }))
}

pub(super) async fn validate_name(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<NameQuery>,
) -> Result<StatusCode, ApiError> {
    let name = CredentialsName::try_from(query.name.unwrap_or_default())
        .map_err(|invalid| bad_request(invalid.0))?;
    let taken = embedded
        .store
        .name_is_taken(caller.user, caller.scope, name.to_string())
        .await?;
    if taken {
        Err(KIND.name_taken(name.as_str()))
    } else {
        Ok(StatusCode::NO_CONTENT)
    }
}

pub(super) async fn describe(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
) -> Result<Json<DescribeCredentials>, ApiError> {
    let stored = embedded
        .store
        .find_credentials(caller.user, caller.scope, id)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(Json(DescribeCredentials {
        credentials: mapping::to_wire(stored),
    }))
}

/// What the body leaves out (or sets to null) stays as it is, secrets included; an empty
/// secret is refused, because it is more likely a mistake than a wish.
pub(super) async fn update(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(query): ApiQuery<SaveQuery>,
    JsonBody(body): JsonBody<CredentialsBody>,
) -> Result<StatusCode, ApiError> {
    let key = embedded.secrets.clone();
    let record = id.clone();
    let change = move |stored| updated(record, stored, &query, body.credentials, &key);
    embedded
        .store
        .update_credentials(caller.user, caller.scope, id, clock::now(), change)
        .await
        .map_err(|error| KIND.save_error(error, |rejection| rejection))?;
    Ok(StatusCode::NO_CONTENT)
}

/// What an update makes of stored credentials, or why it is rejected.
fn updated(
    id: String,
    stored: StoredCredentials,
    query: &SaveQuery,
    mut input: CredentialsInput,
    key: &SealingKey,
) -> Result<NewCredentials, ApiError> {
    let provider = input
        .provider
        .get_or_insert_with(|| stored.provider.clone());
    if *provider != stored.provider {
        return Err(ApiError::BadRequest(
            "provider cannot be changed. Add new credentials instead.".to_owned(),
        ));
    }
    validate_lengths(&input)?;
    input.name.get_or_insert_with(|| stored.name.clone());
    let told = mapping::told(&stored);
    let mut form = CredentialsForm::from_update(&input, &told, stored.base_url.as_deref())
        .map_err(bad_request)?;
    reject_empty_secrets(&form, &input)?;
    let has_id = stored.keys.contains_key(external_id::KEY);
    form.set_query(external_id::QUERY, query.use_external_id.unwrap_or(has_id));
    let provider = form.kind.map(Kind::provider);
    let context = ValidationContext {
        purpose: Purpose::Update,
        stored_kind: provider.and_then(|provider| Kind::of_stored(provider, &told)),
        is_api: true,
        ..ValidationContext::default()
    };
    let request = form.validate(&context).map_err(|errors| refused(&errors))?;
    let before = stored.clone();
    input.description = input.description.or(stored.description);
    input.base_url = input.base_url.or(stored.base_url);
    input.category = input.category.or(stored.category);
    mapping::to_store(id, &request, Some(&before), input, key)
}

/// Why credentials are not stored. Of a key of SSH in Platform's own words, as recorded.
fn refused(errors: &FieldErrors) -> ApiError {
    let is_key = errors
        .iter()
        .any(|(_, finding)| finding.code == SSH_KEY_NOT_RECOGNISED);
    ApiError::BadRequest(if is_key {
        "Unrecognised SSH private key type".to_owned()
    } else {
        errors.summary()
    })
}

/// Whether running jobs are to keep credentials from being deleted.
#[derive(Deserialize)]
pub(super) struct DeleteQuery {
    #[expect(dead_code, reason = "nothing here runs jobs that could be in the way")]
    checked: Option<bool>,
}

/// With or without `checked=true`: nothing here runs jobs that could be in the way.
pub(super) async fn delete(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(_): ApiQuery<DeleteQuery>,
) -> Result<StatusCode, ApiError> {
    let deleted = embedded
        .store
        .delete_credentials(caller.user, caller.scope, id, clock::now())
        .await?;
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::Forbidden)
    }
}

fn reject_empty_secrets(form: &CredentialsForm, input: &CredentialsInput) -> Result<(), ApiError> {
    for key in form
        .kind
        .into_iter()
        .flat_map(|kind| kind.provider().secret_keys())
    {
        if input.keys.get(key).and_then(Value::as_str) == Some("") {
            return Err(ApiError::BadRequest(format!(
                "keys.{key} is empty. Leave it out to keep the stored one."
            )));
        }
    }
    Ok(())
}

fn bad_request(finding: Finding) -> ApiError {
    ApiError::BadRequest(finding.message)
}

/// The limits of Platform's API for the fields that no form shows.
fn validate_lengths(input: &CredentialsInput) -> Result<(), ApiError> {
    for (name, value, limit) in [
        ("baseUrl", &input.base_url, 200),
        ("category", &input.category, 20),
    ] {
        let length = value.as_deref().unwrap_or_default().chars().count();
        if length > limit {
            return Err(ApiError::BadRequest(format!(
                "{name} may have at most {limit} characters; this one has {length}."
            )));
        }
    }
    Ok(())
}

/// Which providers a compute platform can use, as recorded and documented for Platform.
fn providers_for(platform: &str) -> &'static [&'static str] {
    match platform {
        "aws-batch" | "aws-cloud" | "eks-platform" => &["aws"],
        "azure-batch" => &["azure", "azure_entra"],
        "azure-cloud" => &["azure-cloud"],
        "google-batch" | "google-cloud" | "google-lifesciences" | "gke-platform" => &["google"],
        "k8s-platform" => &["k8s"],
        "slurm-platform" | "lsf-platform" | "uge-platform" | "altair-platform"
        | "moab-platform" => &["ssh", "tw-agent"],
        "seqeracompute-platform" => &["seqeracompute"],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;
    use tokio::task::JoinSet;
    use wavepass_core::credentials::Provider;

    use super::*;
    use crate::testing::{TestServer, Transcript, assert_answers, registry};

    #[tokio::test]
    async fn created_credentials_are_listed_and_described_without_their_secret() {
        let server = TestServer::start().await;
        let created = server.post("/credentials", registry("docker-reg")).await;
        assert_eq!(created.status, StatusCode::OK, "not 201, as on Platform");
        let id = created.json()["credentialsId"].as_str().unwrap().to_owned();
        assert!((21..=22).contains(&id.len()));

        let listed = server.get("/credentials").await;
        let row = &listed.json()["credentials"][0];
        assert_eq!(row["id"], *id);
        assert_eq!(
            row["keys"],
            json!({"userName": "me", "password": null, "registry": "quay.io",
                   "discriminator": "container-reg"})
        );
        for null in ["description", "baseUrl", "category", "deleted", "lastUsed"] {
            assert!(
                row.as_object().unwrap().contains_key(null),
                "{null} is explicit"
            );
            assert!(row[null].is_null(), "{null}");
        }
        let time = row["dateCreated"].as_str().unwrap();
        assert!(time.ends_with('Z') && time.len() == 20, "{time}");

        let described = server.get(&format!("/credentials/{id}")).await;
        assert_eq!(described.json()["credentials"], *row);
        for answer in [&listed, &described] {
            assert!(!answer.text.contains("S3ntinel!"));
        }
    }

    #[tokio::test]
    async fn a_registry_that_was_not_said_is_null_until_one_is() {
        let server = TestServer::start().await;
        let body = |keys: Value| json!({"credentials": {"name": "hub", "provider": "container-reg", "keys": keys}});
        let whole = body(json!({"userName": "me", "password": "pw", "registry": null}));
        let created = server.post("/credentials", whole).await.json();
        let path = format!(
            "/credentials/{}",
            created["credentialsId"].as_str().unwrap()
        );
        let registry =
            async || server.get(&path).await.json()["credentials"]["keys"]["registry"].clone();
        assert_eq!(registry().await, Value::Null);
        for (keys, expected) in [
            (json!({"userName": "you"}), Value::Null),
            (json!({"registry": "quay.io"}), json!("quay.io")),
            (json!({"userName": "me"}), json!("quay.io")),
        ] {
            let changed = server.put(&path, body(keys)).await;
            assert_eq!(changed.status, StatusCode::NO_CONTENT, "{changed:?}");
            assert_eq!(registry().await, expected);
        }
    }

    /// The golden bodies of all providers, with which core is tested too.
    fn golden() -> Vec<Value> {
        let file = include_str!("../../../../core/tests/facts/data/request.json");
        let file: Value = serde_json::from_str(file).unwrap();
        file["requests"].as_array().unwrap().clone()
    }

    /// What of keys nobody may see again.
    fn secrets_of(provider: &str) -> Vec<&'static str> {
        let provider = Provider::from_wire(provider).unwrap();
        provider.secret_keys().collect()
    }

    #[tokio::test]
    async fn credentials_of_every_provider_live_from_adding_to_deleting() {
        let server = TestServer::start().await;
        for request in golden() {
            let id = request["id"].as_str().unwrap();
            let query = match request["query"]["useExternalId"].as_str() {
                Some(on) => format!("?useExternalId={on}"),
                None => String::new(),
            };
            let body = &request["body"]["credentials"];
            let provider = body["provider"].as_str().unwrap();
            let path = format!("/credentials{query}");
            let created = server.post(&path, request["body"].clone()).await;
            assert_eq!(created.status, StatusCode::OK, "{id}: {created:?}");
            let record = created.json()["credentialsId"].as_str().unwrap().to_owned();

            let path = format!("/credentials/{record}");
            let described = server.get(&path).await.json()["credentials"].clone();
            let listed = server.get("/credentials").await.json();
            assert_eq!(listed["credentials"], json!([described]), "{id}");
            assert_eq!(described["baseUrl"], body["baseUrl"], "{id}");
            let secrets = secrets_of(provider);
            for (key, value) in body["keys"].as_object().unwrap() {
                let is_secret = secrets.contains(&key.as_str());
                let expected = if is_secret { &Value::Null } else { value };
                assert_eq!(&described["keys"][key], expected, "{id} {key}");
            }
            let has_id = described["keys"]["externalId"].is_string();
            assert_eq!(has_id, query.ends_with("true"), "{id}");

            // Everything that can be told is sent back, with another description.
            let mut change = described.clone();
            change["description"] = json!("changed");
            let changed = server.put(&path, json!({ "credentials": change })).await;
            assert_eq!(changed.status, StatusCode::NO_CONTENT, "{id}: {changed:?}");
            let again = server.get(&path).await.json()["credentials"].clone();
            assert_eq!(again["keys"], described["keys"], "{id}");
            assert_eq!(again["baseUrl"], described["baseUrl"], "{id}");
            assert_eq!(again["description"], "changed", "{id}");

            assert_eq!(
                server.delete(&path).await.status,
                StatusCode::NO_CONTENT,
                "{id}"
            );
            assert_eq!(
                server.get(&path).await.status,
                StatusCode::FORBIDDEN,
                "{id}"
            );
        }
    }

    #[tokio::test]
    async fn another_kind_needs_its_own_secrets_and_those_of_the_one_before_go() {
        let server = TestServer::start().await;
        let body = json!({"credentials": {"name": "k", "provider": "k8s", "keys": {"token": "t"}}});
        let created = server.post("/credentials", body).await.json();
        let path = format!(
            "/credentials/{}",
            created["credentialsId"].as_str().unwrap()
        );
        let change = |keys: Value| json!({"credentials": {"provider": "k8s", "keys": keys}});
        let without = server.put(&path, change(json!({"certificate": "c"}))).await;
        assert_eq!(
            without.status,
            StatusCode::BAD_REQUEST,
            "its key is not there"
        );
        let whole = json!({"certificate": "c", "privateKey": "k"});
        assert_eq!(
            server.put(&path, change(whole)).await.status,
            StatusCode::NO_CONTENT
        );
        let keys = server.get(&path).await.json()["credentials"]["keys"].clone();
        assert_eq!(keys["certificate"], "c");
        // The token is gone with its kind: it is asked for again.
        let back = server
            .put(&path, change(json!({"token": null, "certificate": "d"})))
            .await;
        assert_eq!(back.status, StatusCode::NO_CONTENT, "{back:?}");
        let both = server
            .put(&path, change(json!({"token": "t", "certificate": "c"})))
            .await;
        assert_eq!(both.status, StatusCode::BAD_REQUEST);
    }

    #[tokio::test]
    async fn an_external_id_stays_through_changes_of_its_role() {
        let server = TestServer::start().await;
        let role = |arn: &str| {
            json!({"credentials": {"name": "r", "provider": "aws",
            "keys": {"mode": "role", "assumeRoleArn": arn}}})
        };
        let first = "arn:aws:iam::123456789012:role/MyRole";
        let created = server
            .post("/credentials?useExternalId=true", role(first))
            .await
            .json();
        let path = format!(
            "/credentials/{}",
            created["credentialsId"].as_str().unwrap()
        );
        let keys = async || server.get(&path).await.json()["credentials"]["keys"].clone();
        let before = keys().await;
        assert!(before["externalId"].is_string(), "{before}");
        let second = "arn:aws:iam::123456789012:role/NewRole";
        for query in ["?useExternalId=true", ""] {
            let changed = server.put(&format!("{path}{query}"), role(second)).await;
            assert_eq!(changed.status, StatusCode::NO_CONTENT, "{changed:?}");
            assert_eq!(keys().await["externalId"], before["externalId"], "{query}");
            assert_eq!(keys().await["assumeRoleArn"], second);
        }
        let gone = server
            .put(&format!("{path}?useExternalId=false"), role(second))
            .await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
        assert_eq!(keys().await.get("externalId"), None);
    }

    #[tokio::test]
    async fn a_change_of_one_key_leaves_the_others_and_an_emptied_text_goes() {
        let server = TestServer::start().await;
        let body = json!({"credentials": {"name": "aws", "provider": "aws",
            "keys": {"accessKey": "a", "secretKey": "s"}, "baseUrl": null}});
        let created = server.post("/credentials", body).await.json();
        let path = format!(
            "/credentials/{}",
            created["credentialsId"].as_str().unwrap()
        );
        // As tower-cli's test of `tw credentials update aws -r` sends it.
        let change = json!({"credentials": {"keys": {"assumeRoleArn": "changeAssumeRole"},
            "name": "aws", "provider": "aws"}});
        assert_eq!(
            server.put(&path, change).await.status,
            StatusCode::NO_CONTENT
        );
        let keys = server.get(&path).await.json()["credentials"]["keys"].clone();
        assert_eq!(
            keys,
            json!({"mode": "keys", "accessKey": "a", "secretKey": null,
            "assumeRoleArn": "changeAssumeRole", "discriminator": "aws"})
        );
        let change = json!({"credentials": {"keys": {"assumeRoleArn": ""}}});
        assert_eq!(
            server.put(&path, change).await.status,
            StatusCode::NO_CONTENT
        );
        let keys = server.get(&path).await.json()["credentials"]["keys"].clone();
        assert_eq!(keys.get("assumeRoleArn"), None);
    }

    #[tokio::test]
    async fn a_key_that_ssh_does_not_know_is_refused_in_platforms_own_words() {
        let server = TestServer::start().await;
        let body = json!({"credentials": {"name": "ssh", "provider": "ssh",
            "keys": {"privateKey": "invalid_private_key"}}});
        let answer = server.post("/credentials", body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.message(), "Unrecognised SSH private key type");
    }

    #[tokio::test]
    async fn the_embedded_platform_is_nobodys_identity_provider() {
        let server = TestServer::start().await;
        for (provider, says) in [
            ("aws", "tower.oidc.pem.path"),
            ("google", "tower.oidc.pem.path"),
            ("", "missing"),
        ] {
            let path = format!("/credentials/federation-setup?provider={provider}");
            let answer = server.get(&path).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.message().contains(says), "{answer:?}");
        }
        let answer = server
            .get("/credentials/federation-setup?provider=azure")
            .await;
        assert_eq!(answer.json(), json!({"setupValues": []}));
    }

    #[tokio::test]
    async fn an_empty_registry_is_stored_as_docker_io() {
        let server = TestServer::start().await;
        let mut body = registry("hub");
        body["credentials"]["keys"]["registry"] = json!("");
        assert_eq!(server.post("/credentials", body).await.status, 200);
        let rows = server.get("/credentials").await.json();
        assert_eq!(rows["credentials"][0]["keys"]["registry"], "docker.io");
    }

    #[tokio::test]
    async fn a_host_that_wave_never_matches_can_be_stored_as_on_platform() {
        let server = TestServer::start().await;
        let mut body = registry("never");
        body["credentials"]["keys"]["registry"] = "https://quay.io".into();
        assert_eq!(server.post("/credentials", body).await.status, 200);
        let rows = server.get("/credentials").await.json();
        assert_eq!(
            rows["credentials"][0]["keys"]["registry"],
            "https://quay.io"
        );
    }

    #[tokio::test]
    async fn what_is_missing_is_named_and_no_secret_is_repeated() {
        let server = TestServer::start().await;
        for (body, named) in [
            (json!({}), "credentials"),
            (json!({"credentials": {}}), "provider"),
            (
                json!({"credentials": {"provider": "container-reg", "keys": {"password": "S3ntinel!"}}}),
                "name",
            ),
            (
                json!({"credentials": {"name": "a b", "provider": "container-reg",
                       "keys": {"userName": "u", "password": "S3ntinel!"}}}),
                "a space",
            ),
            (
                json!({"credentials": {"name": "ok", "provider": "container-reg",
                       "keys": {"userName": "S3ntinel!"}}}),
                "password",
            ),
            (
                json!({"credentials": {"name": "ok", "provider": "container-reg",
                       "keys": {"userName": "u", "password": {"x": "S3ntinel!"}}}}),
                "keys.password",
            ),
            (
                json!({"credentials": {"name": "ok", "provider": "github",
                       "keys": {"discriminator": "gitlab"}}}),
                "discriminator",
            ),
        ] {
            let answer = server.post("/credentials", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.message().contains(named), "{named}: {answer:?}");
            assert!(!answer.text.contains("S3ntinel!"), "{answer:?}");
        }
        assert_eq!(
            server.get("/credentials").await.json(),
            json!({"credentials": []})
        );
    }

    #[tokio::test]
    async fn a_name_is_unique_in_its_scope_and_free_again_after_deletion() {
        let server = TestServer::start().await;
        let [main, sandbox] = server.workspaces().await;
        let id = server.post("/credentials", registry("acr")).await.json()["credentialsId"].clone();

        let again = server.post("/credentials", registry("acr")).await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.message().contains("already exists"), "{again:?}");

        for workspace in [main, sandbox] {
            let path = format!("/credentials?workspaceId={workspace}");
            assert_eq!(server.post(&path, registry("acr")).await.status, 200);
        }
        let path = format!("/credentials/{}", id.as_str().unwrap());
        assert_eq!(server.delete(&path).await.status, StatusCode::NO_CONTENT);
        assert_eq!(
            server.post("/credentials", registry("acr")).await.status,
            200
        );
    }

    #[tokio::test]
    async fn scopes_do_not_see_each_other() {
        let server = TestServer::start().await;
        let [main, sandbox] = server.workspaces().await;
        let in_main = format!("?workspaceId={main}");
        let id = server
            .post(&format!("/credentials{in_main}"), registry("acr"))
            .await
            .json()["credentialsId"]
            .as_str()
            .unwrap()
            .to_owned();
        for elsewhere in [String::new(), format!("?workspaceId={sandbox}")] {
            let list = server.get(&format!("/credentials{elsewhere}")).await;
            assert_eq!(list.json(), json!({"credentials": []}));
            let path = format!("/credentials/{id}{elsewhere}");
            for answer in [
                server.get(&path).await,
                server.put(&path, registry("acr")).await,
                server.delete(&path).await,
            ] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
                assert_eq!(answer.message(), "Forbidden");
            }
        }
        let here = server.get(&format!("/credentials/{id}{in_main}")).await;
        assert_eq!(here.status, 200);
    }

    #[tokio::test]
    async fn a_workspace_that_is_not_open_to_the_caller_is_forbidden() {
        let server = TestServer::start().await;
        assert_eq!(server.get("/credentials?workspaceId=1").await.status, 403);
        let not_a_number = server.get("/credentials?workspaceId=abc").await;
        assert_eq!(not_a_number.status, 400);
        assert!(!not_a_number.message().is_empty());
    }

    #[tokio::test]
    async fn the_name_check_tells_free_taken_and_malformed_apart() {
        let server = TestServer::start().await;
        let [main, _] = server.workspaces().await;
        server.post("/credentials", registry("acr")).await;
        for (query, status) in [
            ("name=acr", 409),
            ("name=other", 204),
            ("name=bad%20name!", 400),
            ("name=", 400),
            ("", 400),
            (&format!("name=acr&workspaceId={main}"), 204),
        ] {
            let answer = server.get(&format!("/credentials/validate?{query}")).await;
            assert_eq!(answer.status.as_u16(), status, "{query}");
            assert_eq!(answer.text.is_empty(), status == 204);
        }
    }

    #[tokio::test]
    async fn the_order_is_that_of_creation() {
        let server = TestServer::start().await;
        for name in ["zz", "aa", "mm"] {
            server.post("/credentials", registry(name)).await;
        }
        let first = server.get("/credentials").await.json()["credentials"][0]["id"].clone();
        let path = format!("/credentials/{}", first.as_str().unwrap());
        server.put(&path, registry("renamed")).await;
        let rows = server.get("/credentials").await.json();
        let names: Vec<_> = rows["credentials"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["renamed", "aa", "mm"]);
    }

    #[tokio::test]
    async fn an_update_changes_what_it_names_and_keeps_the_rest() {
        let server = TestServer::start().await;
        let id = server.post("/credentials", registry("acr")).await.json()["credentialsId"].clone();
        let path = format!("/credentials/{}", id.as_str().unwrap());
        let before = sealed_password(&server);

        let update = json!({"credentials": {"id": id, "name": "acr", "provider": "container-reg",
            "deleted": true, "dateCreated": "1999-01-01T00:00:00Z",
            "keys": {"userName": "other", "password": null}}});
        let answer = server.put(&path, update).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
        let row = server.get(&path).await.json()["credentials"].clone();
        assert_eq!(row["keys"]["userName"], "other");
        assert_eq!(row["keys"]["registry"], "quay.io");
        assert!(row["deleted"].is_null());
        assert!(!row["dateCreated"].as_str().unwrap().starts_with("1999"));
        assert_eq!(sealed_password(&server), before, "the stored secret stays");

        let update = json!({"credentials": {"name": "acr", "keys": {"password": "new"}}});
        assert_eq!(server.put(&path, update).await.status, 204);
        assert_ne!(sealed_password(&server), before, "a new secret replaces it");
    }

    #[tokio::test]
    async fn an_update_with_an_empty_secret_another_provider_or_a_taken_name_is_refused() {
        let server = TestServer::start().await;
        server.post("/credentials", registry("taken")).await;
        let id = server.post("/credentials", registry("acr")).await.json()["credentialsId"].clone();
        let path = format!("/credentials/{}", id.as_str().unwrap());
        for (body, status, named) in [
            (json!({"keys": {"password": ""}}), 400, "keys.password"),
            (json!({"provider": "github", "keys": {}}), 400, "provider"),
            (json!({"name": "bad name"}), 400, "a space"),
            (json!({"keys": {"userName": ""}}), 400, "user-name"),
            (json!({"name": "taken"}), 409, "already exists"),
        ] {
            let answer = server.put(&path, json!({"credentials": body})).await;
            assert_eq!(answer.status.as_u16(), status, "{answer:?}");
            assert!(answer.message().contains(named), "{answer:?}");
        }
        assert_eq!(server.get(&path).await.json()["credentials"]["name"], "acr");
    }

    #[tokio::test]
    async fn deletion_erases_the_secret_and_keeps_the_record() {
        let server = TestServer::start().await;
        let id = server.post("/credentials", registry("acr")).await.json()["credentialsId"].clone();
        let path = format!("/credentials/{}?checked=true", id.as_str().unwrap());
        let sealed = sealed_password(&server);
        let answer = server.delete(&path).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
        for file in ["wavepass.db", "wavepass.db-wal"] {
            let bytes = std::fs::read(server.data.path().join(file)).unwrap();
            let found = bytes.windows(sealed.len()).any(|window| window == sealed);
            assert!(!found, "even the sealed form is gone from {file}");
        }
        assert_eq!(server.delete(&path).await.status, 403, "a second time");

        let database = database(&server);
        let secrets: i64 = database
            .query_row("SELECT count(*) FROM credentials_secrets", [], |r| r.get(0))
            .unwrap();
        let (name, keys): (String, String) = database
            .query_row(
                "SELECT name, keys FROM credentials WHERE deleted IS NOT NULL",
                [],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )
            .unwrap();
        assert_eq!((secrets, name.as_str(), keys.as_str()), (0, "acr", "{}"));
    }

    #[tokio::test]
    async fn the_filter_by_compute_platform_keeps_only_what_that_platform_can_use() {
        let server = TestServer::start().await;
        server.post("/credentials", registry("acr")).await;
        let filtered = server.get("/credentials?platformId=aws-batch").await;
        assert_eq!(filtered.json(), json!({"credentials": []}));

        // Cloud credentials cannot be added yet; a row of a later version is listed all the same.
        database(&server)
            .execute(
                "INSERT INTO credentials (id, user_id, name, provider, keys, created, updated)
                 SELECT 'later', id, 'batch', 'aws', '{}', 0, 0 FROM users",
                [],
            )
            .unwrap();
        let filtered = server.get("/credentials?platformId=aws-batch").await.json();
        assert_eq!(filtered["credentials"].as_array().unwrap().len(), 1);
        assert_eq!(filtered["credentials"][0]["provider"], "aws");
        let filtered = server.get("/credentials?platformId=k8s-platform").await;
        assert_eq!(filtered.json(), json!({"credentials": []}));
    }

    #[tokio::test]
    async fn a_restart_keeps_everything_and_no_secret_lies_open_on_the_disk() {
        let server = TestServer::start().await;
        server.post("/credentials", registry("acr")).await;
        let before = server.get("/credentials").await.json();
        let server = server.restart().await;
        assert_eq!(server.get("/credentials").await.json(), before);
        for entry in std::fs::read_dir(server.data.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(9).any(|window| window == b"S3ntinel!");
            assert!(!found, "{}", path.display());
        }
    }

    #[tokio::test]
    async fn a_body_that_is_too_long_or_not_json_is_refused_in_json() {
        let server = TestServer::start().await;
        let long = "x".repeat(crate::BODY_LIMIT + 1);
        let answer = server
            .post("/credentials", json!({ "credentials": long }))
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
        assert!(!answer.message().is_empty());
        for body in ["not JSON S3ntinel!", "", "[1", "{}{}"] {
            let request = axum::http::Request::post("/api/credentials")
                .header("authorization", format!("Bearer {}", server.token.expose()))
                .body(axum::body::Body::from(body))
                .unwrap();
            let answer = server.send(request).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
            assert!(!answer.message().contains("S3ntinel!"));
        }
        let mut long = registry("long");
        long["credentials"]["baseUrl"] = "x".repeat(201).into();
        let answer = server.post("/credentials", long).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.message().contains("baseUrl"), "{answer:?}");
    }

    #[tokio::test]
    async fn two_updates_at_once_do_not_undo_each_other() {
        let server = TestServer::start().await;
        let id = server.post("/credentials", registry("acr")).await.json()["credentialsId"].clone();
        let path = format!("/credentials/{}", id.as_str().unwrap());
        for round in 0..20 {
            let user = json!({"credentials": {"keys": {"userName": format!("user-{round}")}}});
            let host = json!({"credentials": {"keys": {"registry": format!("r{round}.io")}}});
            let (a, b) = tokio::join!(server.put(&path, user), server.put(&path, host));
            assert_eq!((a.status.as_u16(), b.status.as_u16()), (204, 204));
            let keys = server.get(&path).await.json()["credentials"]["keys"].clone();
            assert_eq!(keys["userName"], format!("user-{round}"));
            assert_eq!(keys["registry"], format!("r{round}.io"));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_fifty_creations_of_one_name_at_once_one_wins() {
        let server = Arc::new(TestServer::start().await);
        let mut running = JoinSet::new();
        for _ in 0..50 {
            let server = Arc::clone(&server);
            running.spawn(async move { server.post("/credentials", registry("acr")).await.status });
        }
        let answers = running.join_all().await;
        let count = |status| answers.iter().filter(|it| **it == status).count();
        assert_eq!(count(StatusCode::OK), 1);
        assert_eq!(count(StatusCode::CONFLICT), 49, "{answers:?}");
        let listed = server.get("/credentials").await.json();
        assert_eq!(listed["credentials"].as_array().unwrap().len(), 1);
    }

    fn database(server: &TestServer) -> rusqlite::Connection {
        rusqlite::Connection::open(server.data.path().join("wavepass.db")).unwrap()
    }

    fn sealed_password(server: &TestServer) -> Vec<u8> {
        database(server)
            .query_row(
                "SELECT sealed FROM credentials_secrets WHERE field = 'password'",
                [],
                |row| row.get(0),
            )
            .unwrap()
    }

    #[tokio::test]
    async fn the_answers_are_pinned() {
        let server = TestServer::start().await;
        let mut answers = Transcript::of(&server);
        answers.get("/credentials").await;
        let created = answers.post("/credentials", registry("acr")).await;
        let id = created.json()["credentialsId"].as_str().unwrap().to_owned();
        let path = format!("/credentials/{id}");
        answers.get("/credentials").await;
        answers.get(&path).await;
        for body in [
            json!({}),
            json!({"credentials": {}}),
            registry("acr"),
            registry("a b"),
        ] {
            answers.post("/credentials", body).await;
        }
        for name in ["other", "acr", "a%20b"] {
            answers
                .get(&format!("/credentials/validate?name={name}"))
                .await;
        }
        for change in [
            json!({"keys": {"userName": "other"}}),
            json!({"keys": {"password": ""}}),
            json!({"provider": "github"}),
        ] {
            answers.put(&path, json!({ "credentials": change })).await;
        }
        answers.get(&path).await;
        answers.get("/credentials?workspaceId=1").await;
        answers.get("/credentials?workspaceId=x").await;
        answers.delete(&path).await;
        answers.delete(&path).await;
        answers.get(&path).await;
        answers.put(&path, registry("acr")).await;
        assert_answers!(answers);
    }

    #[tokio::test]
    async fn what_is_too_long_or_has_commands_in_it_is_refused_and_named_and_not_repeated() {
        let server = TestServer::start().await;
        let long = "x".repeat(70_000);
        for (at, value, said) in [
            (
                "/credentials/description",
                long.as_str(),
                "longer than 65536",
            ),
            (
                "/credentials/description",
                "\u{1b}[31mS3ntinel!",
                "control characters",
            ),
            (
                "/credentials/keys/userName",
                "me\0S3ntinel!",
                "control characters",
            ),
            (
                "/credentials/keys/password",
                "S3ntinel!\0",
                "control characters",
            ),
            ("/credentials/keys/registry", &long, "longer than 4096"),
        ] {
            let mut body = registry("odd");
            body["credentials"]["description"] = "".into();
            *body.pointer_mut(at).unwrap() = value.into();
            let answer = server.post("/credentials", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{at}: {answer:?}");
            assert!(answer.message().contains(said), "{at}: {answer:?}");
            assert!(!answer.text.contains("S3ntinel"), "{answer:?}");
        }
        let mut body = registry("usual");
        body["credentials"]["description"] = "Pull robot\nשל צוות א".into();
        assert_eq!(
            server.post("/credentials", body).await.status,
            StatusCode::OK
        );
    }
}
