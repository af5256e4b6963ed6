//! `/api/pipelines` and `/api/compute-envs` through the router: statuses, bodies and scopes
//! as Platform's, and a change of config that changes nothing else.

use axum::http::StatusCode;
use serde_json::{Value, json};
use wavepass_core::platform::compute_envs::{DescribeComputeEnv, ListComputeEnvs};
use wavepass_core::platform::pipelines::{DescribeLaunch, DescribePipeline, ListPipelines};
use wavepass_core::platform::{Scope, WorkspaceId, paths};

use crate::support::{TestServer, compute_env, pipeline, registry};

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
    serde_json::from_str(&answer.text).unwrap()
}

async fn names(server: &TestServer, query: &str) -> (Vec<String>, u64) {
    let answer = server.get(&format!("/pipelines{query}")).await;
    let list: ListPipelines = serde_json::from_str(&answer.text).unwrap();
    let names = list.pipelines.into_iter().map(|row| row.name).collect();
    (names, list.total_size)
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
    let before: DescribePipeline = serde_json::from_str(&server.get(&path).await.text).unwrap();
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
        let answer: DescribePipeline = serde_json::from_str(&answer.text).unwrap();
        assert!(!answer.pipeline.is_draft());

        let after = launch_of(&server, id).await;
        assert_eq!(after.config_text(), text);
        let mut expected = launch.clone();
        expected.launch["configText"] = text.into();
        expected.launch["lastUpdated"] = after.launch["lastUpdated"].clone();
        assert_eq!(json!(after), json!(expected), "and nothing else");
        let mut described: DescribePipeline =
            serde_json::from_str(&server.get(&path).await.text).unwrap();
        described.pipeline.last_updated = before.pipeline.last_updated;
        assert_eq!(described, before);
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
        let path = paths::pipelines_from(Scope::Personal, all.len());
        let page: ListPipelines = serde_json::from_str(&server.get(&path).await.text).unwrap();
        assert_eq!(page.total_size, 105);
        all.extend(page.pipelines.into_iter().map(|row| row.pipeline_id));
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
    let env = make_env(&server, &format!("?workspaceId={main}"), "batch").await;
    let forbidden = [
        (Scope::Personal, id, env.as_str()),
        (Scope::Workspace(WorkspaceId(sandbox)), id, env.as_str()),
        (Scope::Workspace(WorkspaceId(1)), id, env.as_str()),
        (here, id + 1, "none"),
    ];
    for (scope, id, env) in forbidden {
        let query = scope
            .workspace()
            .map_or_else(String::new, |id| format!("?workspaceId={id}"));
        let env = format!("/compute-envs/{env}{query}");
        for answer in [
            server.get(&paths::pipeline(scope, id)).await,
            server.get(&paths::pipeline_launch(scope, id)).await,
            server
                .put(&paths::pipeline(scope, id), pipeline("rna"))
                .await,
            server.delete(&paths::pipeline(scope, id)).await,
            server.get(&env).await,
            server.put(&env, json!({"name": "other"})).await,
        ] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
            assert_eq!(answer.message(), "Forbidden");
        }
    }
    let [list, envs] =
        ["pipelines", "compute-envs"].map(|of| format!("/{of}?workspaceId={sandbox}"));
    assert_eq!(
        server.get(&list).await.json(),
        json!({"pipelines": [], "totalSize": 0})
    );
    assert_eq!(server.get(&envs).await.json(), json!({"computeEnvs": []}));
    assert_eq!(server.get(&paths::pipeline(here, id)).await.status, 200);
    assert_eq!(server.get("/pipelines?workspaceId=1").await.status, 403);
    assert_eq!(server.get("/compute-envs?workspaceId=1").await.status, 403);
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
    for path in [
        "/pipelines",
        "/pipelines/1",
        "/pipelines/1/launch",
        "/compute-envs",
        "/compute-envs/x",
    ] {
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
    for path in [
        "/pipelines/1/schema",
        "/pipelines/",
        "/compute-envs/x/primary",
    ] {
        assert_eq!(
            server.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for path in [
        "/pipelines",
        "/pipelines/1/launch",
        "/compute-envs",
        "/compute-envs/x",
    ] {
        let answer = server.delete(path).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
}

#[tokio::test]
async fn compute_environments_say_whether_they_switch_wave_on() {
    let server = TestServer::start().await;
    let id = make_env(&server, "", "batch").await;
    let make = async |name: &str, platform: &str, config: Value| {
        let body = json!({"computeEnv": {"name": name, "platform": platform, "config": config}});
        server.post("/compute-envs", body).await.status.as_u16()
    };
    assert_eq!(make("plain", "google-batch", json!({})).await, 200);
    assert_eq!(
        make("grid", "slurm-platform", json!({"workDir": "/w"})).await,
        200
    );

    let list = server.get("/compute-envs").await;
    let rows: ListComputeEnvs = serde_json::from_str(&list.text).unwrap();
    let told: Vec<_> = rows
        .compute_envs
        .iter()
        .map(|row| (row.name.as_str(), row.wave_enabled, row.fusion2_enabled))
        .collect();
    assert_eq!(
        told,
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
    let listed: DescribeComputeEnv = serde_json::from_value(json!({"computeEnv": row})).unwrap();
    assert_eq!(
        listed.compute_env.credentials_id.as_deref(),
        Some(first.as_str())
    );

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
async fn a_database_of_the_first_version_gets_the_new_tables_and_keeps_its_rows() {
    let server = TestServer::start().await;
    server.post("/credentials", registry("acr")).await;
    let database = rusqlite::Connection::open(server.data.path().join("wavepass.db")).unwrap();
    database
        .execute_batch("DROP TABLE pipelines; DROP TABLE compute_envs; PRAGMA user_version = 1;")
        .unwrap();
    drop(database);
    let server = server.restart().await;
    let rows = server.get("/credentials").await.json();
    assert_eq!(rows["credentials"][0]["name"], "acr");
    make(&server, pipeline("rna")).await;
}
