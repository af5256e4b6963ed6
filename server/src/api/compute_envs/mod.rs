//! `/compute-envs`: rows that pipelines can be launched on and that say whether they switch
//! Wave on. Nothing is made in any cloud. The config is kept as it was sent and, as on
//! Platform, never changed. Start at [`create`].

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value};
use wavepass_core::platform::compute_envs::{
    ComputeEnv, ComputeEnvBody, ComputeEnvChange, ComputeEnvEntry, CreatedComputeEnv,
    DescribeComputeEnv, ListComputeEnvs,
};

use super::caller::ScopedCaller;
use super::resource::ResourceKind;
use crate::clock::{self, timestamp};
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::ids;
use crate::json::{ApiPath, ApiQuery, JsonBody, Names};
use crate::store::{NewComputeEnv, StoredComputeEnv};

const KIND: ResourceKind = ResourceKind("Compute environment");

/// The longest description, in characters.
const DESCRIPTION_MAX_CHARS: usize = 2000;

/// Platform's names of its platforms (API 1.187), and whether a compute environment there can
/// switch Wave and Fusion on.
const PLATFORMS: [(&str, bool); 17] = [
    ("aws-batch", true),
    ("aws-cloud", true),
    ("azure-batch", true),
    ("azure-cloud", true),
    ("google-batch", true),
    ("google-cloud", true),
    ("eks-platform", true),
    ("gke-platform", true),
    ("local-platform", true),
    ("google-lifesciences", false),
    ("k8s-platform", false),
    ("seqeracompute-platform", false),
    ("slurm-platform", false),
    ("lsf-platform", false),
    ("uge-platform", false),
    ("altair-platform", false),
    ("moab-platform", false),
];

/// Platform's names of what a compute environment may be (API 1.187). Here it is one of two.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Status {
    Creating,
    Available,
    Disabled,
    Deleting,
    Errored,
    Invalid,
    Deleted,
}

/// What an answer may have besides. There are neither here.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Attribute {
    Labels,
    Resources,
}

#[derive(Deserialize)]
pub(super) struct ListQuery {
    status: Option<Status>,
    #[serde(default, rename = "attributes")]
    _attributes: Names<Attribute>,
}

#[derive(Deserialize)]
pub(super) struct DescribeQuery {
    #[serde(default, rename = "attributes")]
    _attributes: Names<Attribute>,
}

pub(super) async fn list(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<ListQuery>,
) -> Result<Json<ListComputeEnvs>, ApiError> {
    let stored = embedded
        .store
        .list_compute_envs(caller.user, caller.scope)
        .await?;
    let is_wanted =
        |stored: &StoredComputeEnv| query.status.is_none_or(|wanted| wanted == status(stored));
    Ok(Json(ListComputeEnvs {
        compute_envs: stored.into_iter().filter(is_wanted).map(to_entry).collect(),
    }))
}

pub(super) async fn create(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<ComputeEnvBody>,
) -> Result<Json<CreatedComputeEnv>, ApiError> {
    let input = body.compute_env;
    validate_description(input.description.as_deref())?;
    let platform = input.platform.unwrap_or_default();
    if !PLATFORMS.iter().any(|(name, _)| *name == platform) {
        let names = PLATFORMS.map(|(name, _)| name).join(", ");
        return Err(ApiError::BadRequest(format!(
            "computeEnv.platform must be one of {names}."
        )));
    }
    let id = ids::record_id();
    let new = NewComputeEnv {
        id: id.clone(),
        name: KIND.validate_name(input.name)?,
        description: input.description,
        config: validate_config(input.config, &platform)?,
        platform,
        credentials_id: input.credentials_id,
    };
    embedded
        .store
        .insert_compute_env(caller.user, caller.scope, new, clock::now())
        .await
        .map_err(|error| KIND.save_error(error, |never| match never {}))?;
    Ok(Json(CreatedComputeEnv { compute_env_id: id }))
}

/// A config to store: what this program reads of it is of the right type, the rest is kept.
fn validate_config(
    config: Option<Map<String, Value>>,
    platform: &str,
) -> Result<Map<String, Value>, ApiError> {
    let wrong = |field: &str, form: &str| {
        ApiError::BadRequest(format!("computeEnv.config{field} must be {form}."))
    };
    let mut config = config.ok_or_else(|| wrong("", "an object"))?;
    for field in ["waveEnabled", "fusion2Enabled"] {
        let value = config.get(field).unwrap_or(&Value::Null);
        if !value.is_null() && !value.is_boolean() {
            return Err(wrong(&format!(".{field}"), "true or false"));
        }
    }
    for field in ["nextflowConfig", "workDir", "region"] {
        let value = config.get(field).unwrap_or(&Value::Null);
        if !value.is_null() && !value.is_string() {
            return Err(wrong(&format!(".{field}"), "a text"));
        }
    }
    let discriminator = config.get("discriminator").unwrap_or(&Value::Null);
    if !discriminator.is_null() && discriminator != platform {
        return Err(wrong(".discriminator", "the platform, or absent"));
    }
    config.insert("discriminator".to_owned(), platform.into());
    Ok(config)
}

pub(super) async fn describe(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(_): ApiQuery<DescribeQuery>,
) -> Result<Json<DescribeComputeEnv>, ApiError> {
    let stored = embedded
        .store
        .find_compute_env(caller.user, caller.scope, id)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(Json(DescribeComputeEnv {
        compute_env: to_wire(stored),
    }))
}

/// Changes name, description and credentials, and keeps each that is left out. Anything else
/// in the body is ignored, as on Platform.
pub(super) async fn update(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
    JsonBody(body): JsonBody<ComputeEnvChange>,
) -> Result<StatusCode, ApiError> {
    validate_description(body.description.as_deref())?;
    let change = move |stored: StoredComputeEnv| {
        Ok(NewComputeEnv {
            id: stored.id,
            name: KIND.validate_name(body.name.or(Some(stored.name)))?,
            description: body.description.or(stored.description),
            platform: stored.platform,
            config: stored.config,
            credentials_id: body.credentials_id.or(stored.credentials_id),
        })
    };
    embedded
        .store
        .update_compute_env(caller.user, caller.scope, id, clock::now(), change)
        .await
        .map_err(|error| KIND.save_error(error, |rejection| rejection))?;
    Ok(StatusCode::NO_CONTENT)
}

fn validate_description(text: Option<&str>) -> Result<(), ApiError> {
    let length = text.unwrap_or_default().chars().count();
    if length > DESCRIPTION_MAX_CHARS {
        return Err(ApiError::BadRequest(format!(
            "description may have at most {DESCRIPTION_MAX_CHARS} characters; this one has \
             {length}."
        )));
    }
    Ok(())
}

/// Without its credentials it is of no use.
fn status(stored: &StoredComputeEnv) -> Status {
    if stored.credentials_deleted {
        Status::Invalid
    } else {
        Status::Available
    }
}

/// A stored compute environment as an answer.
pub(super) fn to_wire(stored: StoredComputeEnv) -> ComputeEnv {
    let (status, message) = if status(&stored) == Status::Invalid {
        ("INVALID", Some("Associated credentials have been deleted"))
    } else {
        ("AVAILABLE", None)
    };
    ComputeEnv {
        id: stored.id,
        name: stored.name,
        description: stored.description,
        platform: Some(stored.platform),
        config: stored.config,
        date_created: Some(timestamp(stored.created)),
        last_updated: Some(timestamp(stored.updated)),
        last_used: None,
        deleted: None,
        status: Some(status.to_owned()),
        message: message.map(str::to_owned),
        primary: None,
        credentials_id: stored.credentials_id,
    }
}

/// The row of the list.
fn to_entry(mut stored: StoredComputeEnv) -> ComputeEnvEntry {
    let has_switches = PLATFORMS.contains(&(stored.platform.as_str(), true));
    let (workspace_name, visibility) = (stored.workspace.take(), stored.visibility.take());
    let env = to_wire(stored);
    let switch = |field| has_switches.then(|| env.switch(field).unwrap_or(false));
    let text = |field| env.text(field).map(str::to_owned);
    ComputeEnvEntry {
        wave_enabled: switch("waveEnabled"),
        fusion2_enabled: switch("fusion2Enabled"),
        region: text("region"),
        work_dir: text("workDir"),
        workspace_name,
        visibility,
        id: env.id,
        name: env.name,
        description: env.description,
        platform: env.platform,
        status: env.status,
        message: env.message,
        primary: env.primary,
        credentials_id: env.credentials_id,
        last_used: env.last_used,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{TestServer, Transcript, assert_answers, compute_env, registry};

    async fn make_env(server: &TestServer, query: &str, name: &str) -> String {
        let path = format!("/compute-envs{query}");
        let created = server.post(&path, compute_env(name)).await;
        assert_eq!(created.status, StatusCode::OK, "{created:?}");
        created.json()["computeEnvId"].as_str().unwrap().to_owned()
    }

    #[tokio::test]
    async fn compute_environments_say_whether_they_switch_wave_on() {
        let server = TestServer::start().await;
        let id = make_env(&server, "", "batch").await;
        let make = async |name: &str, platform: &str, config: Value| {
            let body =
                json!({"computeEnv": {"name": name, "platform": platform, "config": config}});
            server.post("/compute-envs", body).await.status.as_u16()
        };
        assert_eq!(make("plain", "google-batch", json!({})).await, 200);
        assert_eq!(
            make("grid", "slurm-platform", json!({"workDir": "/w"})).await,
            200
        );

        let list = server.get("/compute-envs").await;
        let rows = ComputeEnvEntry::read_list(&list.json()).unwrap();
        let switches: Vec<_> = rows
            .rows
            .iter()
            .map(|row| (row.name.as_str(), row.wave_enabled, row.fusion2_enabled))
            .collect();
        assert_eq!(
            switches,
            [
                ("batch", Some(true), Some(false)),
                ("plain", Some(false), Some(false)),
                ("grid", None, None),
            ]
        );
        let row = &list.json()["computeEnvs"][0];
        assert_eq!(
            (&row["id"], &row["status"]),
            (&json!(id), &json!("AVAILABLE"))
        );
        assert_eq!(
            (&row["region"], &row["workDir"]),
            (&json!("eu-west-1"), &json!("s3://acme/work"))
        );
        for (status, count) in [("AVAILABLE", 3), ("INVALID", 0)] {
            let list = server
                .get(&format!("/compute-envs?status={status}"))
                .await
                .json();
            assert_eq!(
                list["computeEnvs"].as_array().unwrap().len(),
                count,
                "{status}"
            );
        }

        let described = server.get(&format!("/compute-envs/{id}")).await.json();
        let mut config = compute_env("batch")["computeEnv"]["config"].clone();
        config["discriminator"] = "aws-batch".into();
        assert_eq!(described["computeEnv"]["config"], config);
        assert_eq!(described["computeEnv"]["platform"], "aws-batch");
    }

    #[tokio::test]
    async fn a_compute_environment_can_be_renamed_and_its_config_cannot_be_changed() {
        let server = TestServer::start().await;
        let id = make_env(&server, "", "batch").await;
        make_env(&server, "", "taken").await;
        let path = format!("/compute-envs/{id}");
        let before = server.get(&path).await.json()["computeEnv"].clone();
        let body = json!({"name": "other", "description": "d", "platform": "k8s-platform",
            "config": {"waveEnabled": false}});
        let answer = server.put(&path, body).await;
        assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
        let after = server.get(&path).await.json()["computeEnv"].clone();
        assert_eq!(
            (&after["name"], &after["description"]),
            (&json!("other"), &json!("d"))
        );
        for same in ["id", "config", "platform", "dateCreated"] {
            assert_eq!(after[same], before[same], "{same}");
        }
        server.put(&path, json!({})).await;
        assert_eq!(
            server.get(&path).await.json()["computeEnv"]["description"],
            "d"
        );
        let taken = server.put(&path, json!({"name": "taken"})).await;
        assert_eq!(taken.status, StatusCode::CONFLICT);
        assert_eq!(
            taken.message(),
            "Compute environment with name 'taken' already exists"
        );
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_compute_environment_is_named_and_no_value_is_repeated() {
        let server = TestServer::start().await;
        for (field, value, named) in [
            (
                "name",
                json!("a b"),
                "Compute environment name must contain",
            ),
            ("name", json!(null), "Compute environment name must contain"),
            (
                "platform",
                json!("S3ntinel!"),
                "platform must be one of aws-batch",
            ),
            ("platform", json!(null), "platform must be one of"),
            ("config", json!(null), "computeEnv.config must be an object"),
            ("config", json!("S3ntinel!"), "computeEnv.config is"),
            (
                "config",
                json!({"waveEnabled": "S3ntinel!"}),
                "config.waveEnabled must be true or",
            ),
            (
                "config",
                json!({"nextflowConfig": ["S3ntinel!"]}),
                "config.nextflowConfig must be",
            ),
            (
                "config",
                json!({"discriminator": "k8s-platform"}),
                "config.discriminator",
            ),
            (
                "credentialsId",
                json!("S3ntinel!"),
                "computeEnv.credentialsId:",
            ),
            (
                "description",
                json!("x".repeat(2001)),
                "description may have",
            ),
        ] {
            let mut body = compute_env("batch");
            body["computeEnv"][field] = value;
            let answer = server.post("/compute-envs", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{answer:?}");
            assert!(answer.message().contains(named), "{named}: {answer:?}");
            assert!(!answer.text.contains("S3ntinel!"), "{answer:?}");
        }
        assert_eq!(server.post("/compute-envs", json!({})).await.status, 400);
        assert_eq!(
            server.get("/compute-envs").await.json(),
            json!({"computeEnvs": []})
        );
    }

    #[tokio::test]
    async fn a_compute_environment_whose_credentials_are_deleted_is_invalid_until_it_has_others() {
        let server = TestServer::start().await;
        let create = async |name: &str| {
            let created = server.post("/credentials", registry(name)).await.json();
            created["credentialsId"].as_str().unwrap().to_owned()
        };
        let (first, second) = (create("first").await, create("second").await);
        let mut body = compute_env("batch");
        body["computeEnv"]["credentialsId"] = first.clone().into();
        let created = server.post("/compute-envs", body.clone()).await.json();
        let path = format!(
            "/compute-envs/{}",
            created["computeEnvId"].as_str().unwrap()
        );
        let used = server.get(&format!("/credentials/{first}")).await.json();
        assert!(used["credentials"]["lastUsed"].is_string(), "{used}");

        server.delete(&format!("/credentials/{first}")).await;
        let row = server.get(&path).await.json()["computeEnv"].clone();
        assert_eq!(row["status"], "INVALID");
        assert_eq!(row["message"], "Associated credentials have been deleted");
        assert_eq!(row["credentialsId"], first);

        body["computeEnv"]["name"] = "another".into();
        let answer = server.post("/compute-envs", body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(
            answer.message(),
            "The credentials 'first' have been deleted. Select different credentials and try again"
        );
        assert_eq!(
            server.put(&path, json!({"name": "renamed"})).await.status,
            204
        );
        assert_eq!(
            server
                .put(&path, json!({"credentialsId": second}))
                .await
                .status,
            204
        );
        assert_eq!(
            server.get(&path).await.json()["computeEnv"]["status"],
            "AVAILABLE"
        );
    }

    #[tokio::test]
    async fn the_answers_are_pinned() {
        let server = TestServer::start().await;
        let mut answers = Transcript::of(&server);
        answers.get("/compute-envs").await;
        let created = answers.post("/compute-envs", compute_env("batch")).await;
        let id = created.json()["computeEnvId"].as_str().unwrap().to_owned();
        let path = format!("/compute-envs/{id}");
        answers.get("/compute-envs").await;
        answers.get(&path).await;
        let mut unknown = compute_env("other");
        unknown["computeEnv"]["credentialsId"] = "none".into();
        for body in [json!({}), compute_env("batch"), compute_env("a b"), unknown] {
            answers.post("/compute-envs", body).await;
        }
        answers.put(&path, json!({"name": "renamed"})).await;
        answers.put(&path, json!({"name": "a b"})).await;
        answers
            .put("/compute-envs/none", json!({"name": "renamed"}))
            .await;
        answers.get("/compute-envs/none").await;
        answers.get("/compute-envs?status=INVALID").await;
        assert_answers!(answers);
    }

    #[tokio::test]
    async fn scopes_do_not_see_each_other_and_an_unknown_id_is_forbidden() {
        let server = TestServer::start().await;
        let [main, sandbox] = server.workspaces().await;
        let id = make_env(&server, &format!("?workspaceId={main}"), "batch").await;
        for path in [
            format!("/compute-envs/{id}"),
            format!("/compute-envs/{id}?workspaceId={sandbox}"),
            format!("/compute-envs/{id}?workspaceId=1"),
            format!("/compute-envs/none?workspaceId={main}"),
        ] {
            for answer in [
                server.get(&path).await,
                server.put(&path, json!({"name": "other"})).await,
            ] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
                assert_eq!(answer.message(), "Forbidden");
            }
        }
        let list = format!("/compute-envs?workspaceId={sandbox}");
        assert_eq!(server.get(&list).await.json(), json!({"computeEnvs": []}));
        assert_eq!(server.get("/compute-envs?workspaceId=1").await.status, 403);
    }

    #[tokio::test]
    async fn without_a_token_or_at_another_path_or_method_there_is_nothing() {
        let server = TestServer::start().await;
        for path in ["/compute-envs", "/compute-envs/x"] {
            let request = axum::http::Request::get(format!("/api{path}"));
            let answer = server
                .send(request.body(axum::body::Body::empty()).unwrap())
                .await;
            assert_eq!(
                (answer.status.as_u16(), answer.text.as_str()),
                (401, ""),
                "{path}"
            );
        }
        let path = "/compute-envs/x/primary";
        assert_eq!(server.get(path).await.status, StatusCode::NOT_FOUND);
        for path in ["/compute-envs", "/compute-envs/x"] {
            let answer = server.delete(path).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
    }
}
