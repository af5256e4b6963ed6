//! `/pipelines`: what the launch helper reads and changes. Nothing is launched.
//!
//! A launch that comes with an update replaces the whole stored launch, and labels that are
//! not named are gone, both as on Platform. Name, description and picture stay when they are
//! left out. There are no versions and no labels here. Start at [`update`].

mod launch;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::Value;
use wavepass_core::platform::WorkspaceId;
use wavepass_core::platform::pipelines::{
    DescribeLaunch, DescribePipeline, ListPipelines, PAGE_MAX, PipelineBody, PipelineEntry,
};

pub(super) use launch::CONFIG_TEXT_MAX_CHARS;

use super::caller::ScopedCaller;
use super::resource::{ResourceKind, numeric_id};
use crate::clock::{self, timestamp};
use crate::embedded::Embedded;
use crate::error::ApiError;
use crate::ids;
use crate::json::{ApiPath, ApiQuery, JsonBody, Names};
use crate::store::{Named, NewPipeline, PipelineQuery, Search, SortBy, SortDir, StoredPipeline};

const KIND: ResourceKind = ResourceKind("Pipeline");

/// The longest description and the longest picture's address, in characters.
const TEXT_MAX_CHARS: usize = 2000;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ListQuery {
    max: Option<i64>,
    offset: Option<i64>,
    search: Option<String>,
    sort_by: Option<SortBy>,
    sort_dir: Option<SortDir>,
    visibility: Option<Visibility>,
    #[serde(default)]
    attributes: Names<Attribute>,
}

#[derive(Deserialize)]
pub(super) struct DescribeQuery {
    #[serde(default)]
    attributes: Names<Attribute>,
}

/// Which pipelines are wanted: those of the scope, or those that others share with it.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Visibility {
    #[serde(alias = "ALL")]
    All,
    #[serde(alias = "PRIVATE")]
    Private,
    #[serde(alias = "SHARED")]
    Shared,
}

/// What an answer may have besides. Only labels are known here, and there are none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Attribute {
    Optimized,
    Labels,
    ComputeEnv,
}

/// Whether an answer lists the labels.
#[derive(Clone, Copy)]
enum Labels {
    Included,
    Omitted,
}

impl Labels {
    /// From the query's list of additional attributes.
    fn requested_by(Names(attributes): &Names<Attribute>) -> Self {
        if attributes.contains(&Attribute::Labels) {
            Self::Included
        } else {
            Self::Omitted
        }
    }
}

pub(super) async fn list(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiQuery(query): ApiQuery<ListQuery>,
) -> Result<Json<ListPipelines>, ApiError> {
    let labels = Labels::requested_by(&query.attributes);
    if query.visibility == Some(Visibility::Shared) {
        // Nothing is shared between workspaces here.
        return Ok(Json(ListPipelines::default()));
    }
    let filter = PipelineQuery {
        search: parse_search(query.search.as_deref().unwrap_or_default()),
        sort: (
            query.sort_by.unwrap_or_default(),
            query.sort_dir.unwrap_or_default(),
        ),
        max: query.max.map(page_length).transpose()?,
        offset: u32::try_from(query.offset.unwrap_or_default())
            .map_err(|_| ApiError::BadRequest("offset must be 0 or more.".to_owned()))?,
    };
    let (rows, total_size) = embedded
        .store
        .list_pipelines(caller.user, caller.scope, filter)
        .await?;
    Ok(Json(ListPipelines {
        pipelines: rows
            .into_iter()
            .map(|stored| to_wire(stored, labels))
            .collect(),
        total_size,
    }))
}

/// Clients put a name that they want exactly into quotation marks.
fn parse_search(text: &str) -> Search {
    let text = text.trim();
    let quoted = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match (quoted, text) {
        (Some(name), _) => Search::ExactName(name.replace("\\\"", "\"")),
        (None, "") => Search::All,
        (None, word) => Search::Contains(word.to_owned()),
    }
}

fn page_length(max: i64) -> Result<u32, ApiError> {
    match u32::try_from(max) {
        Ok(length) if (1..=PAGE_MAX).contains(&(length as usize)) => Ok(length),
        Ok(length) if length > 0 => Err(ApiError::BadRequest(format!(
            "Pipelines length parameter cannot be greater than {PAGE_MAX} (current value={max})"
        ))),
        _ => Err(ApiError::BadRequest("max must be 1 or more.".to_owned())),
    }
}

pub(super) async fn create(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    JsonBody(body): JsonBody<PipelineBody>,
) -> Result<Json<DescribePipeline>, ApiError> {
    validate_texts_and_labels(&body)?;
    let launch = body
        .launch
        .ok_or_else(|| ApiError::BadRequest("launch is missing.".to_owned()))?;
    let new = NewPipeline {
        id: ids::numeric_id(),
        name: KIND.validate_name(body.name)?,
        description: body.description,
        icon: body.icon,
        launch_id: ids::record_id(),
        launch: launch::to_store(launch)?,
    };
    let stored = embedded
        .store
        .insert_pipeline(caller.user, caller.scope, new, clock::now())
        .await
        .map_err(|error| KIND.save_error(error, |never| match never {}))?;
    Ok(describe_stored(stored, Labels::Omitted))
}

pub(super) async fn describe(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
    ApiQuery(query): ApiQuery<DescribeQuery>,
) -> Result<Json<DescribePipeline>, ApiError> {
    let labels = Labels::requested_by(&query.attributes);
    let stored = embedded
        .store
        .find_pipeline(caller.user, caller.scope, numeric_id(&id)?)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(describe_stored(stored, labels))
}

pub(super) async fn describe_launch(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
) -> Result<Json<DescribeLaunch>, ApiError> {
    let (stored, env) = embedded
        .store
        .find_launch(caller.user, caller.scope, numeric_id(&id)?)
        .await?
        .ok_or(ApiError::Forbidden)?;
    Ok(Json(launch::to_wire(stored, env)?.into()))
}

pub(super) async fn update(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
    JsonBody(body): JsonBody<PipelineBody>,
) -> Result<Json<DescribePipeline>, ApiError> {
    let id = numeric_id(&id)?;
    validate_texts_and_labels(&body)?;
    let change = move |stored| updated(stored, body);
    let stored = embedded
        .store
        .update_pipeline(caller.user, caller.scope, id, clock::now(), change)
        .await
        .map_err(|error| KIND.save_error(error, |rejection| rejection))?;
    Ok(describe_stored(stored, Labels::Omitted))
}

/// What an update makes of a stored pipeline, or why it is rejected.
fn updated(stored: StoredPipeline, body: PipelineBody) -> Result<NewPipeline, ApiError> {
    Ok(NewPipeline {
        id: stored.id,
        name: KIND.validate_name(body.name.or(Some(stored.name)))?,
        description: body.description.or(stored.description),
        icon: body.icon.or(stored.icon),
        launch_id: stored.launch_id,
        launch: body.launch.map_or(Ok(stored.launch), launch::to_store)?,
    })
}

pub(super) async fn delete(
    caller: ScopedCaller,
    State(embedded): State<Embedded>,
    ApiPath(id): ApiPath<String>,
) -> Result<StatusCode, ApiError> {
    let id = numeric_id(&id)?;
    let deleted = embedded
        .store
        .delete_pipeline(caller.user, caller.scope, id)
        .await?;
    if deleted {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(ApiError::Forbidden)
    }
}

fn validate_texts_and_labels(body: &PipelineBody) -> Result<(), ApiError> {
    for (name, value) in [("description", &body.description), ("icon", &body.icon)] {
        let length = value.as_deref().unwrap_or_default().chars().count();
        if length > TEXT_MAX_CHARS {
            return Err(ApiError::BadRequest(format!(
                "{name} may have at most {TEXT_MAX_CHARS} characters; this one has {length}."
            )));
        }
    }
    if body.label_ids.as_ref().is_some_and(|ids| !ids.is_empty()) {
        return Err(ApiError::BadRequest("Labels not found".to_owned()));
    }
    Ok(())
}

fn describe_stored(stored: StoredPipeline, labels: Labels) -> Json<DescribePipeline> {
    Json(DescribePipeline {
        pipeline: to_wire(stored, labels),
    })
}

/// The wire form of a stored pipeline.
fn to_wire(stored: StoredPipeline, labels: Labels) -> PipelineEntry {
    let repository = stored.launch.get("pipeline").and_then(Value::as_str);
    let repository = repository.map(str::to_owned);
    let (org_id, org_name) = stored.organization.map(Named::split).unzip();
    let (workspace_id, workspace_name) = stored.workspace.map(Named::split).unzip();
    PipelineEntry {
        pipeline_id: stored.id,
        name: stored.name,
        description: stored.description,
        icon: stored.icon,
        repository,
        user_id: Some(stored.creator.id),
        user_name: Some(stored.creator.name),
        user_first_name: None,
        user_last_name: None,
        org_id,
        org_name,
        workspace_id: workspace_id.map(WorkspaceId),
        workspace_name,
        visibility: stored.visibility,
        last_updated: Some(timestamp(stored.updated)),
        labels: matches!(labels, Labels::Included).then(Vec::new),
        version: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wavepass_core::platform::pipelines::{DescribeLaunch, DescribePipeline, PipelineEntry};
    use wavepass_core::platform::reader::Listed;
    use wavepass_core::platform::{Scope, WorkspaceId, paths};

    use super::*;
    use crate::testing::{TestServer, Transcript, assert_answers, compute_env, pipeline};

    async fn make_env(server: &TestServer, query: &str, name: &str) -> String {
        let path = format!("/compute-envs{query}");
        let created = server.post(&path, compute_env(name)).await;
        assert_eq!(created.status, StatusCode::OK, "{created:?}");
        created.json()["computeEnvId"].as_str().unwrap().to_owned()
    }

    async fn make(server: &TestServer, body: Value) -> i64 {
        let created = server.post("/pipelines", body).await;
        assert_eq!(created.status, StatusCode::OK, "{created:?}");
        created.json()["pipeline"]["pipelineId"].as_i64().unwrap()
    }

    async fn launch_of(server: &TestServer, id: i64) -> DescribeLaunch {
        let answer = server
            .get(&paths::pipeline_launch(Scope::Personal, id))
            .await;
        DescribeLaunch::read(&answer.text).unwrap()
    }

    async fn names(server: &TestServer, query: &str) -> (Vec<String>, u64) {
        let answer = server.get(&format!("/pipelines{query}")).await;
        let list = Listed::read(&answer.json(), "pipelines", PipelineEntry::read).unwrap();
        let names = list.rows.into_iter().map(|row| row.name).collect();
        (names, answer.json()["totalSize"].as_u64().unwrap())
    }

    /// A launch with a value for every field that a request can have.
    fn full_launch(env: &str) -> Value {
        json!({"computeEnvId": env, "pipeline": "https://git.acme.org/rna", "workDir": "s3://acme/w",
            "revision": "v2", "commitId": "0f1e", "configText": "process.cpus = 2\r\n// é\u{0}\n",
            "towerConfig": "reports: {}", "paramsText": "{\"n\": 1}", "preRunScript": "a",
            "postRunScript": "b", "mainScript": "m.nf", "entryName": "E", "schemaName": "s.json",
            "pipelineSchemaId": 9_007_199_254_740_991_i64, "resume": true, "pullLatest": true,
            "stubRun": true, "sessionId": "se", "runName": "ru", "configProfiles": ["test", "x"],
            "userSecrets": ["U"], "workspaceSecrets": ["W"], "optimizationId": "o",
            "optimizationTargets": "cpus", "headJobCpus": 4, "headJobMemoryMb": 8192,
            "launchContainer": "quay.io/a/b", "nextflowVersion": "25.10.0", "outputDir": "s3://o",
            "syntaxParser": "v2", "ofTomorrow": {"deep": [1, {"x": null}, 0.5]}})
    }

    #[tokio::test]
    async fn a_pipeline_is_created_listed_and_described() {
        let server = TestServer::start().await;
        let created = server.post("/pipelines", pipeline("rna-seq")).await;
        assert_eq!(created.status, StatusCode::OK, "not 201, as on Platform");
        let row = created.json()["pipeline"].clone();
        let id = row["pipelineId"].as_i64().unwrap();
        assert!((1..1 << 53).contains(&id));
        assert_eq!(row["repository"], "https://git.acme.org/rna");
        assert_eq!(row["userName"], "local");
        for null in [
            "orgId",
            "workspaceId",
            "visibility",
            "labels",
            "version",
            "icon",
        ] {
            assert_eq!(row.get(null), Some(&Value::Null), "{null} is explicit");
        }
        let list = server.get("/pipelines").await.json();
        assert_eq!(list, json!({"pipelines": [row], "totalSize": 1}));
        let described = server.get(&format!("/pipelines/{id}")).await.json();
        assert_eq!(described, json!({"pipeline": row}));
        let path = paths::pipeline_with_labels(Scope::Personal, id);
        let labelled = server.get(&path).await.json();
        assert_eq!(labelled["pipeline"]["labels"], json!([]));
    }

    #[tokio::test]
    async fn a_launch_says_null_and_false_where_nothing_was_said() {
        let server = TestServer::start().await;
        let body = json!({"name": "bare", "launch": {"pipeline": "p"}});
        let launch = launch_of(&server, make(&server, body).await).await.launch;
        assert_eq!(launch["pipeline"], "p");
        for null in [
            "configText",
            "computeEnv",
            "configProfiles",
            "headJobCpus",
            "syntaxParser",
        ] {
            assert_eq!(launch[null], Value::Null, "{null}");
        }
        for flag in ["resume", "pullLatest", "stubRun"] {
            assert_eq!(launch[flag], false, "{flag}");
        }
        assert!((21..=22).contains(&launch["id"].as_str().unwrap().len()));
        assert_eq!(launch["dateCreated"].as_str().unwrap().len(), 20);
    }

    #[tokio::test]
    async fn another_config_changes_nothing_else_of_a_pipeline() {
        let server = TestServer::start().await;
        let env = make_env(&server, "", "batch").await;
        let id = make(
            &server,
            json!({"name": "rna-seq", "description": "weekly", "icon": "pic",
                "launch": full_launch(&env)}),
        )
        .await;
        let path = paths::pipeline_with_labels(Scope::Personal, id);
        let before_json = server.get(&path).await.json();
        let before = DescribePipeline::read(&before_json).unwrap();
        let launch = launch_of(&server, id).await;
        assert_eq!(launch.compute_env_id(), Some(env.as_str()));
        assert_eq!(launch.compute_env_name(), Some("batch"));
        assert_eq!(launch.global_config(), Some("docker.enabled = true"));
        assert_eq!(launch.wave_by_compute_env(), Some(true));
        assert_eq!(launch.profiles(), ["test", "x"]);

        for text in ["wave.enabled = true\n", "\r\n'\"\\ \u{1f40d}\u{0}", ""] {
            let body = before.with_config_text(&launch, text);
            let answer = server
                .put(&paths::pipeline(Scope::Personal, id), body)
                .await;
            assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
            assert!(answer.json()["pipeline"]["version"].is_null());

            let after = launch_of(&server, id).await;
            assert_eq!(after.config_text(), text);
            let mut expected = launch.clone();
            expected.launch["configText"] = text.into();
            expected.launch["lastUpdated"] = after.launch["lastUpdated"].clone();
            assert_eq!(json!(after), json!(expected), "and nothing else");
            let mut described = server.get(&path).await.json();
            described["pipeline"]["lastUpdated"] = before_json["pipeline"]["lastUpdated"].clone();
            assert_eq!(described, before_json);
        }
        // And back again.
        let body = before.with_config_text(&launch, launch.config_text());
        server
            .put(&paths::pipeline(Scope::Personal, id), body)
            .await;
        assert!(launch_of(&server, id).await.asks_for_the_same(&launch));
    }

    #[tokio::test]
    async fn an_update_replaces_the_launch_and_keeps_the_rest_that_it_leaves_out() {
        let server = TestServer::start().await;
        let env = make_env(&server, "", "batch").await;
        let id = make(
            &server,
            json!({"name": "rna-seq", "description": "weekly", "launch": full_launch(&env)}),
        )
        .await;
        let path = format!("/pipelines/{id}");
        let before = launch_of(&server, id).await;

        let renamed = server.put(&path, json!({"name": "other"})).await;
        assert_eq!(renamed.json()["pipeline"]["name"], "other");
        assert_eq!(renamed.json()["pipeline"]["description"], "weekly");
        assert!(launch_of(&server, id).await.asks_for_the_same(&before));

        let body = json!({"description": "", "launch": {"pipeline": "q", "id": "mine"}});
        let replaced = server.put(&path, body).await.json();
        assert_eq!(replaced["pipeline"]["name"], "other");
        assert_eq!(replaced["pipeline"]["description"], "");
        assert_eq!(replaced["pipeline"]["repository"], "q");
        let after = launch_of(&server, id).await;
        assert_eq!(after.config_text(), "");
        assert_eq!(after.compute_env_id(), None);
        assert_eq!(
            after.launch["id"], before.launch["id"],
            "an id is not a client's"
        );
        assert!(!after.launch.contains_key("ofTomorrow"));
    }

    #[tokio::test]
    async fn what_is_wrong_with_a_pipeline_is_named_and_no_value_is_repeated() {
        let server = TestServer::start().await;
        let [main, _] = server.workspaces().await;
        let elsewhere = make_env(&server, &format!("?workspaceId={main}"), "batch").await;
        let id = make(&server, pipeline("there")).await;
        let too_long = "x".repeat(512 * 1024 + 1);
        let mut cases = vec![
            (json!(7), "not of the expected form"),
            (json!({"launch": "S3ntinel!"}), "launch is missing or not"),
            (json!({"labelIds": "S3ntinel!"}), "labelIds is"),
            (json!({"labelIds": [7]}), "Labels not found"),
            (
                json!({"launch": {"pipeline": "p", "labelIds": [7]}}),
                "Labels not found",
            ),
            (
                json!({"launch": {"configText": "S3ntinel!"}}),
                "launch.pipeline is missing",
            ),
            (
                json!({"launch": {"pipeline": "p", "configText": ["S3ntinel!"]}}),
                "launch.configText",
            ),
            (
                json!({"launch": {"pipeline": "p", "stubRun": "S3ntinel!"}}),
                "launch.stubRun must be",
            ),
            (
                json!({"launch": {"pipeline": "p", "configText": too_long}}),
                "at most 524288",
            ),
            (
                json!({"launch": {"pipeline": "p", "computeEnvId": "none"}}),
                "launch.computeEnvId:",
            ),
            (
                json!({"launch": {"pipeline": "p", "computeEnvId": elsewhere}}),
                "launch.computeEnvId:",
            ),
            (
                json!({"description": "x".repeat(2001)}),
                "description may have",
            ),
        ];
        for name in ["", "a", "a b", "-ab", "a/b", "S3ntinel!"] {
            cases.push((
                json!({"name": name}),
                "Pipeline name must contain a minimum of 2 and a maximum of 99 alphanumeric \
                 characters separated by dashes or underscores",
            ));
        }
        for (change, named) in cases {
            let mut new = pipeline("new-one");
            let merged = match (new.as_object_mut(), change.as_object()) {
                (Some(new), Some(change)) => {
                    new.extend(change.clone());
                    json!(new)
                }
                _ => change.clone(),
            };
            for answer in [
                server.post("/pipelines", merged).await,
                server.put(&format!("/pipelines/{id}"), change).await,
            ] {
                assert_eq!(
                    answer.status,
                    StatusCode::BAD_REQUEST,
                    "{named}: {answer:?}"
                );
                assert!(answer.message().contains(named), "{named}: {answer:?}");
                assert!(!answer.text.contains("S3ntinel!"), "{answer:?}");
            }
        }
        for (body, named) in [
            (json!({"name": "new-one"}), "launch is missing"),
            (
                json!({"launch": {"pipeline": "p"}}),
                "Pipeline name must contain",
            ),
        ] {
            let answer = server.post("/pipelines", body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(answer.message().contains(named), "{answer:?}");
        }
        assert_eq!(names(&server, "").await, (vec!["there".to_owned()], 1));
    }

    #[tokio::test]
    async fn the_length_that_a_config_may_have_is_told_beforehand() {
        let server = TestServer::start().await;
        let info = server.get("/service-info").await.json();
        let most = info["serviceInfo"]["launchConfigTextMaxSize"].as_u64();
        let text = "x".repeat(usize::try_from(most.unwrap()).unwrap());
        let id = make(
            &server,
            json!({"name": "long", "launch": {"pipeline": "p", "configText": text}}),
        )
        .await;
        assert_eq!(launch_of(&server, id).await.config_text().len(), text.len());
    }

    #[tokio::test]
    async fn a_name_is_unique_in_its_scope_and_free_again_after_deletion() {
        let server = TestServer::start().await;
        let [main, _] = server.workspaces().await;
        let id = make(&server, pipeline("rna")).await;
        let other = make(&server, pipeline("other")).await;
        let there = server
            .post(&format!("/pipelines?workspaceId={main}"), pipeline("rna"))
            .await;
        assert_eq!(there.status, StatusCode::OK);
        let row = &there.json()["pipeline"];
        assert_eq!(row["workspaceId"], main);
        assert_eq!(
            (&row["workspaceName"], &row["visibility"]),
            (&json!("main"), &json!("PRIVATE"))
        );
        assert_eq!(row["orgName"], "my-organization");
        for answer in [
            server.post("/pipelines", pipeline("rna")).await,
            server
                .put(&format!("/pipelines/{other}"), json!({"name": "rna"}))
                .await,
        ] {
            assert_eq!(answer.status, StatusCode::CONFLICT);
            assert_eq!(answer.message(), "Pipeline with name 'rna' already exists");
        }
        let gone = server.delete(&format!("/pipelines/{id}")).await;
        assert_eq!((gone.status.as_u16(), gone.text.as_str()), (204, ""));
        assert_eq!(server.delete(&format!("/pipelines/{id}")).await.status, 403);
        make(&server, pipeline("rna")).await;
    }

    #[tokio::test]
    async fn a_list_is_sorted_by_name_and_comes_in_pages() {
        let server = TestServer::start().await;
        for name in ["zebra", "Apple", "mango", "banana"] {
            make(&server, pipeline(name)).await;
        }
        let mut described = pipeline("plain");
        described["description"] = "About MANGO 100%_x".into();
        make(&server, described).await;
        for (query, expected, total) in [
            ("", vec!["Apple", "banana", "mango", "plain", "zebra"], 5),
            ("?max=2", vec!["Apple", "banana"], 5),
            ("?max=2&offset=4", vec!["zebra"], 5),
            ("?max=2&offset=5", vec![], 5),
            ("?offset=3", vec!["plain", "zebra"], 5),
            ("?search=MaNgO", vec!["mango", "plain"], 2),
            ("?search=mango&max=1&offset=1", vec!["plain"], 2),
            ("?search=%22mango%22", vec!["mango"], 1),
            ("?search=%22man%22", vec![], 0),
            ("?search=100%25_x", vec!["plain"], 1),
            ("?search=%25", vec!["plain"], 1),
            (
                "?search=%20",
                vec!["Apple", "banana", "mango", "plain", "zebra"],
                5,
            ),
            ("?search='", vec![], 0),
            ("?sortBy=CREATED&max=2", vec!["zebra", "Apple"], 5),
            ("?sortBy=CREATED&sortDir=DESCENDING&max=1", vec!["plain"], 5),
            ("?sortDir=DESCENDING&max=2", vec!["zebra", "plain"], 5),
            (
                "?sortBy=MODIFIED&sortDir=DESCENDING&max=1",
                vec!["plain"],
                5,
            ),
            ("?visibility=all&max=1", vec!["Apple"], 5),
            ("?visibility=private&max=1", vec!["Apple"], 5),
            ("?visibility=shared", vec![], 0),
        ] {
            let (names, size) = names(&server, query).await;
            assert_eq!(
                (names, size),
                (expected.into_iter().map(str::to_owned).collect(), total),
                "{query}"
            );
        }
        for (query, named) in [
            ("?max=0", "max must be"),
            ("?max=-1", "max must be"),
            ("?max=101", "cannot be greater than 100 (current value=101)"),
            ("?offset=-1", "offset must be"),
            ("?max=x", "max"),
            ("?sortBy=SIZE", "sortBy"),
        ] {
            let answer = server.get(&format!("/pipelines{query}")).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
            assert!(answer.message().contains(named), "{query}: {answer:?}");
        }
    }

    #[tokio::test]
    async fn the_pages_that_the_app_asks_for_give_every_pipeline_once() {
        let server = TestServer::start().await;
        for i in 0..105 {
            make(&server, pipeline(&format!("p{i}"))).await;
        }
        let mut all = Vec::new();
        for _ in 0..2 {
            let path = paths::pipelines_from(Scope::Personal, "", all.len());
            let page = server.get(&path).await.json();
            assert_eq!(page["totalSize"], 105);
            let page = Listed::read(&page, "pipelines", PipelineEntry::read).unwrap();
            all.extend(page.rows.into_iter().map(|row| row.pipeline_id));
        }
        let every: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!((all.len(), every.len()), (105, 105));
    }

    #[tokio::test]
    async fn scopes_do_not_see_each_other_and_an_unknown_id_is_forbidden() {
        let server = TestServer::start().await;
        let [main, sandbox] = server.workspaces().await;
        let here = Scope::Workspace(WorkspaceId(main));
        let created = server.post(&paths::pipelines(here), pipeline("rna")).await;
        let id = created.json()["pipeline"]["pipelineId"].as_i64().unwrap();
        for (scope, id) in [
            (Scope::Personal, id),
            (Scope::Workspace(WorkspaceId(sandbox)), id),
            (Scope::Workspace(WorkspaceId(1)), id),
            (here, id + 1),
        ] {
            for answer in [
                server.get(&paths::pipeline(scope, id)).await,
                server.get(&paths::pipeline_launch(scope, id)).await,
                server
                    .put(&paths::pipeline(scope, id), pipeline("rna"))
                    .await,
                server.delete(&paths::pipeline(scope, id)).await,
            ] {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
                assert_eq!(answer.message(), "Forbidden");
            }
        }
        let list = format!("/pipelines?workspaceId={sandbox}");
        assert_eq!(
            server.get(&list).await.json(),
            json!({"pipelines": [], "totalSize": 0})
        );
        assert_eq!(server.get(&paths::pipeline(here, id)).await.status, 200);
        assert_eq!(server.get("/pipelines?workspaceId=1").await.status, 403);
        for path in ["/pipelines/x", "/pipelines/x/launch", "/pipelines/1e3"] {
            assert_eq!(
                server.get(path).await.status,
                StatusCode::BAD_REQUEST,
                "{path}"
            );
        }
    }

    #[tokio::test]
    async fn without_a_token_or_at_another_path_or_method_there_is_nothing() {
        let server = TestServer::start().await;
        for path in ["/pipelines", "/pipelines/1", "/pipelines/1/launch"] {
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
        for path in ["/pipelines/1/schema", "/pipelines/"] {
            assert_eq!(
                server.get(path).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        for path in ["/pipelines", "/pipelines/1/launch"] {
            let answer = server.delete(path).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
    }

    #[tokio::test]
    async fn two_updates_at_once_do_not_undo_each_other() {
        let server = TestServer::start().await;
        let id = make(&server, pipeline("rna")).await;
        let path = format!("/pipelines/{id}");
        for round in 0..10 {
            let name = json!({"name": format!("rna-{round}")});
            let text = json!({"description": format!("round {round}")});
            let (a, b) = tokio::join!(server.put(&path, name), server.put(&path, text));
            assert_eq!((a.status.as_u16(), b.status.as_u16()), (200, 200));
            let row = server.get(&path).await.json()["pipeline"].clone();
            assert_eq!(row["name"], format!("rna-{round}"));
            assert_eq!(row["description"], format!("round {round}"));
        }
    }

    #[tokio::test]
    async fn a_restart_keeps_pipelines_and_a_replaced_config_leaves_no_trace() {
        let server = TestServer::start().await;
        let env = make_env(&server, "", "batch").await;
        let mut launch = full_launch(&env);
        launch["configText"] = "tower.accessToken = 'S3ntinel!'".into();
        let id = make(&server, json!({"name": "rna", "launch": launch})).await;
        let kept = make(&server, pipeline("kept")).await;
        let path = paths::pipeline(Scope::Personal, id);
        let body = launch_of(&server, id)
            .await
            .with_config_text("wave.enabled = true");
        assert_eq!(server.put(&path, body).await.status, 200);
        let before = (launch_of(&server, id).await, launch_of(&server, kept).await);
        let server = server.restart().await;
        assert_eq!(
            (launch_of(&server, id).await, launch_of(&server, kept).await),
            before
        );
        for entry in std::fs::read_dir(server.data.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let found = bytes.windows(9).any(|window| window == b"S3ntinel!");
            assert!(!found, "{}", path.display());
        }
    }

    #[tokio::test]
    async fn the_answers_are_pinned() {
        let server = TestServer::start().await;
        let env = make_env(&server, "", "batch").await;
        let mut answers = Transcript::of(&server);
        answers.get("/pipelines").await;
        let mut body = pipeline("rna-seq");
        body["launch"]["computeEnvId"] = env.into();
        let created = answers.post("/pipelines", body.clone()).await;
        let path = format!("/pipelines/{}", created.json()["pipeline"]["pipelineId"]);
        answers.get("/pipelines?max=1&search=rna").await;
        answers.get(&format!("{path}?attributes=labels")).await;
        answers.get(&format!("{path}/launch")).await;
        for wrong in [
            body,
            json!({"name": "other"}),
            json!({"name": "a b", "launch": {"pipeline": "p"}}),
            json!({"name": "other", "launch": {"pipeline": "p", "computeEnvId": "none"}}),
        ] {
            answers.post("/pipelines", wrong).await;
        }
        answers.put(&path, json!({"name": "renamed"})).await;
        answers
            .put(&path, json!({"launch": {"pipeline": ""}}))
            .await;
        answers.get("/pipelines?max=101").await;
        answers.get("/pipelines/x").await;
        answers.delete(&path).await;
        answers.delete(&path).await;
        answers.get(&path).await;
        answers.get(&format!("{path}/launch")).await;
        answers.put(&path, json!({"name": "renamed"})).await;
        assert_answers!(answers);
    }
}
