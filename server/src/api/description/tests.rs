//! That the description says what is answered: every route is asked, and its answer looked at.

use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

use super::{openapi, text};
use crate::testing::{TestServer, compute_env, gateway_to_nowhere, pipeline, registry};

/// Where a value is not as a schema says.
fn differences(place: &str, schema: &Value, value: &Value, found: &mut Vec<String>) {
    if value.is_null() {
        if schema["nullable"] != true && schema.get("type").is_some() {
            found.push(format!("{place} is null"));
        }
        return;
    }
    let is_of_type = match schema["type"].as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64(),
        Some("boolean") => value.is_boolean(),
        _ => true,
    };
    if !is_of_type {
        found.push(format!("{place} is {value}, not of {}", schema["type"]));
    }
    for row in value.as_array().into_iter().flatten() {
        differences(&format!("{place}[]"), &schema["items"], row, found);
    }
    let Some(properties) = schema["properties"].as_object() else {
        return;
    };
    for (name, value) in value.as_object().into_iter().flatten() {
        match properties.get(name) {
            Some(schema) => differences(&format!("{place}.{name}"), schema, value, found),
            None if schema["additionalProperties"] == false => {
                found.push(format!("{place}.{name} is not described"));
            }
            None => {}
        }
    }
    let required = schema["required"].as_array().into_iter().flatten();
    for name in required.filter_map(Value::as_str) {
        if value.get(name).is_none() {
            found.push(format!("{place}.{name} is missing"));
        }
    }
}

/// Asks a described operation and compares the answer.
struct Tour {
    server: TestServer,
    asked: BTreeSet<String>,
    found: Vec<String>,
}

impl Tour {
    /// `at` is the described path, `path` the one that is asked.
    async fn ask(&mut self, method: &str, at: &str, path: &str, body: Option<Value>) -> Value {
        let described = &openapi()["paths"][at][method.to_lowercase()];
        let shown = format!("{method} {at}");
        let answer = self.server.call(method.parse().unwrap(), path, body).await;
        let response = &described["responses"][answer.status.as_u16().to_string()];
        assert!(answer.status.is_success(), "{shown}: {answer:?}");
        assert!(
            response.is_object(),
            "{shown}: {} is not described",
            answer.status
        );
        let schema = &response["content"]["application/json"]["schema"];
        let json = serde_json::from_str(&answer.text).unwrap_or_default();
        assert_eq!(
            schema.is_null(),
            answer.text.is_empty(),
            "{shown}: {}",
            answer.text
        );
        differences(&shown, schema, &json, &mut self.found);
        self.asked.insert(shown);
        json
    }

    async fn get(&mut self, at: &str, path: &str) -> Value {
        self.ask("GET", at, path, None).await
    }

    async fn people_and_places(&mut self) -> String {
        self.server.add_user("mira").await;
        let user = self.get("/user-info", "/user-info").await["user"]["id"].clone();
        self.get("/service-info", "/service-info").await;
        self.get(
            "/user/{userId}/workspaces",
            &format!("/user/{user}/workspaces"),
        )
        .await;
        self.get(
            "/permissions/check",
            "/permissions/check?operationId=credentials:read",
        )
        .await;
        self.get("/tokens", "/tokens").await;
        let made = self
            .ask("POST", "/tokens", "/tokens", Some(json!({"name": "ci"})))
            .await;
        let path = format!("/tokens/{}", made["token"]["id"]);
        self.ask("DELETE", "/tokens/{tokenId}", &path, None).await;

        let lab = json!({"organization": {"name": "lab", "fullName": "Lab"}});
        let lab =
            self.ask("POST", "/orgs", "/orgs", Some(lab)).await["organization"]["orgId"].clone();
        self.get("/orgs", "/orgs").await;
        let (at, path) = ("/orgs/{orgId}/members", format!("/orgs/{lab}/members"));
        let add = Some(json!({"user": "mira"}));
        self.ask("PUT", &format!("{at}/add"), &format!("{path}/add"), add)
            .await;
        self.get(at, &path).await;
        let (at, path) = (
            "/orgs/{orgId}/workspaces",
            format!("/orgs/{lab}/workspaces"),
        );
        let rna = json!({"workspace": {"name": "rna", "fullName": "RNA"}});
        let rna = self.ask("POST", at, &path, Some(rna)).await["workspace"]["id"].clone();
        self.get(at, &path).await;
        self.get("/permissions", &format!("/permissions?workspaceId={rna}"))
            .await;

        let at = format!("{at}/{{workspaceId}}/participants");
        let path = format!("{path}/{rna}/participants");
        let add = Some(json!({"userNameOrEmail": "mira"}));
        let added = self
            .ask("PUT", &format!("{at}/add"), &format!("{path}/add"), add)
            .await;
        self.get(&at, &path).await;
        let one = format!("{path}/{}", added["participant"]["participantId"]);
        let at_one = format!("{at}/{{participantId}}");
        let role = Some(json!({"role": "launch"}));
        self.ask(
            "PUT",
            &format!("{at_one}/role"),
            &format!("{one}/role"),
            role,
        )
        .await;
        self.ask("DELETE", &at_one, &one, None).await;
        self.ask("DELETE", &at, &path, None).await;
        format!("?workspaceId={rna}")
    }

    async fn credentials(&mut self, scope: &str) -> String {
        let (at, path) = ("/credentials", format!("/credentials{scope}"));
        let made = self.ask("POST", at, &path, Some(registry("hub"))).await;
        self.get(at, &path).await;
        self.get("/credentials/validate", "/credentials/validate?name=free")
            .await;
        let setup = "/credentials/federation-setup";
        self.get(setup, &format!("{setup}?provider=azure")).await;
        let id = made["credentialsId"].as_str().unwrap().to_owned();
        let (at, path) = (
            "/credentials/{credentialsId}",
            format!("/credentials/{id}{scope}"),
        );
        self.get(at, &path).await;
        self.ask("PUT", at, &path, Some(registry("hub"))).await;
        id
    }

    async fn pipelines(&mut self, scope: &str, credentials: &str) {
        let (at, path) = ("/compute-envs", format!("/compute-envs{scope}"));
        let mut batch = compute_env("batch");
        batch["computeEnv"]["credentialsId"] = json!(credentials);
        let made = self.ask("POST", at, &path, Some(batch)).await;
        let env = made["computeEnvId"].as_str().unwrap().to_owned();
        self.get(at, &path).await;
        let (at, path) = (
            "/compute-envs/{computeEnvId}",
            format!("/compute-envs/{env}{scope}"),
        );
        self.get(at, &path).await;
        self.ask("PUT", at, &path, Some(json!({"description": "d"})))
            .await;

        let (at, path) = ("/pipelines", format!("/pipelines{scope}"));
        let mut body = pipeline("rna-seq");
        body["launch"]["computeEnvId"] = json!(env);
        body["launch"]["configProfiles"] = json!(["test"]);
        body["launch"]["ofTomorrow"] = json!({"x": 1});
        let made = self.ask("POST", at, &path, Some(body)).await;
        self.get(at, &format!("{path}&attributes=labels")).await;
        let id = &made["pipeline"]["pipelineId"];
        let at = "/pipelines/{pipelineId}";
        let path = format!("/pipelines/{id}{scope}");
        self.get(at, &path).await;
        self.get(
            &format!("{at}/launch"),
            &format!("/pipelines/{id}/launch{scope}"),
        )
        .await;
        self.ask("PUT", at, &path, Some(json!({"description": "d"})))
            .await;
        self.ask("DELETE", at, &path, None).await;
    }
}

#[tokio::test]
async fn every_route_answers_as_it_is_described() {
    let mut tour = Tour {
        server: TestServer::start().await,
        asked: BTreeSet::new(),
        found: Vec::new(),
    };
    let scope = tour.people_and_places().await;
    for scope in [scope.as_str(), "?"] {
        let id = tour.credentials(scope).await;
        tour.pipelines(scope, &id).await;
        let path = format!("/credentials/{id}{scope}");
        tour.ask("DELETE", "/credentials/{credentialsId}", &path, None)
            .await;
    }
    assert!(tour.found.is_empty(), "{}", tour.found.join("\n"));
    let described: BTreeSet<String> = operations().collect();
    assert_eq!(tour.asked, described, "each was asked");
}

/// `GET /credentials` and so on.
fn operations() -> impl Iterator<Item = String> {
    let description = openapi();
    let paths = description["paths"].as_object().unwrap().clone();
    paths.into_iter().flat_map(|(path, operations)| {
        let methods: Vec<String> = operations.as_object().unwrap().keys().cloned().collect();
        methods
            .into_iter()
            .map(move |method| format!("{} {path}", method.to_uppercase()))
    })
}

#[test]
fn an_answer_that_is_not_as_described_is_found() {
    let schema =
        super::shape::schema_of(&json!({"a": "int", "b": "string?", "c": [{"d": "bool"}]}));
    for (value, count) in [
        (json!({"a": 1, "b": null, "c": []}), 0),
        (json!({"a": null, "b": null, "c": []}), 1),
        (json!({"a": 1, "b": 2, "c": [{"d": 1}]}), 2),
        (json!({"a": 1, "c": [{}]}), 2),
        (json!({"a": 1, "b": null, "c": [], "e": 1}), 1),
    ] {
        let mut found = Vec::new();
        differences("$", &schema, &value, &mut found);
        assert_eq!(found.len(), count, "{value}: {found:?}");
    }
}

#[tokio::test]
async fn the_description_is_served_by_an_embedded_platform_and_by_no_gateway() {
    let ask = || Request::get(super::ADDRESS).body(Body::empty()).unwrap();
    let server = TestServer::start().await;
    let answer = server.send(ask()).await;
    assert_eq!(answer.json(), openapi());
    let answer = gateway_to_nowhere(ask()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[test]
fn the_docs_have_the_description_as_the_routes_make_it() {
    // Asked when the test runs, because checkouts that share a target folder share this
    // program too.
    let folder = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let file = folder.join("../docs/openapi.json");
    if std::env::var_os("WAVEPASS_WRITE_DOCS").is_some_and(|value| value == "1") {
        std::fs::write(&file, text()).unwrap();
    }
    let written = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        written == text(),
        "docs/openapi.json is stale. To write it anew, type: cargo xtask docs"
    );
}
