//! Images that are pulled through the server's own Wave by skopeo, from Docker's registry.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::registry::{DockerRegistry, USER, is_installed, pull, write_image};
use crate::running::{Running, client, private_folder, start, token};

const PASSWORD: &str = "S3ntinel!first";

/// A server with a token, and a registry with an image.
struct World {
    data: tempfile::TempDir,
    running: Running,
    token: String,
    registry: DockerRegistry,
    layout: tempfile::TempDir,
}

impl World {
    fn with(architectures: &[&str], length: usize) -> Option<Self> {
        if !is_installed() {
            return None;
        }
        let registry = DockerRegistry::start(PASSWORD);
        let layout = tempfile::tempdir().unwrap();
        write_image(layout.path(), architectures, length);
        registry.push(layout.path(), "team/tool:1", PASSWORD);
        let data = private_folder();
        let running = start(data.path(), &[]);
        let token = token(data.path(), "pulls");
        Some(Self {
            data,
            running,
            token,
            registry,
            layout,
        })
    }

    async fn call(&self, method: Method, path: &str, body: Option<Value>) -> Response {
        let asked = client().request(method, self.running.url(path));
        let asked = match body {
            Some(body) => asked.json(&body),
            None => asked,
        };
        asked.bearer_auth(&self.token).send().await.unwrap()
    }

    /// Stores the login of the registry and gives the id of the credentials.
    async fn add_login(&self, password: &str) -> String {
        let body = json!({ "credentials": { "name": "the-registry", "provider": "container-reg",
            "keys": { "userName": USER, "password": password, "registry": self.registry.host() } } });
        let answer = self
            .call(Method::POST, "/api/credentials", Some(body))
            .await;
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        answer["credentialsId"].as_str().unwrap().to_owned()
    }

    /// Asks for the image, with more in the body.
    async fn request(&self, more: Value) -> (StatusCode, Value) {
        let mut body = json!({
            "containerImage": format!("{}/team/tool:1", self.registry.host()),
            "towerAccessToken": self.token,
            "towerEndpoint": self.running.url("/api"),
        });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let asked = client().post(self.running.url("/v1alpha2/container"));
        let answer = asked.json(&body).send().await.unwrap();
        let status = answer.status();
        (status, answer.json().await.unwrap_or_default())
    }

    async fn name(&self) -> String {
        let (status, answer) = self.request(json!({})).await;
        assert_eq!(status, 200, "{answer}");
        answer["targetImage"].as_str().unwrap().to_owned()
    }

    /// The requests, as the page lists them, when this holds of the first.
    async fn listed(&self, holds: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..100 {
            let answer = self.call(Method::GET, "/wave/requests", None).await;
            let list: Value = answer.json().await.unwrap();
            if holds(&list["requests"][0]) {
                return list["requests"].clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the list does not come to that");
    }
}

fn pulled(name: &str, credentials: Option<&str>) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let folder = tempfile::tempdir().unwrap();
    let (went_well, said) = pull(name, folder.path(), credentials);
    if !went_well {
        return Err(said);
    }
    let files = std::fs::read_dir(folder.path()).unwrap();
    let files = files.map(|file| {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    });
    Ok(files.collect())
}

fn layer_of(layout: &Path) -> String {
    let read =
        |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap() };
    let index = read(&layout.join("index.json"));
    let digest = index["manifests"][0]["digest"].as_str().unwrap();
    let blobs = layout.join("blobs/sha256");
    let manifest = read(&blobs.join(digest.trim_start_matches("sha256:")));
    manifest["layers"][0]["digest"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_comes_through_byte_for_byte_with_the_secret_that_is_stored_now() {
    let Some(mut world) = World::with(&["amd64"], 3_000_000) else {
        return;
    };
    let host = world.registry.host();

    // Without credentials the registry lets nobody in, and that is said at the request.
    let (status, refused) = world.request(json!({})).await;
    assert_eq!(status, 400);
    let message = refused["message"].as_str().unwrap();
    let expected =
        format!("Container image '{host}/team/tool:1' does not exist or access is not authorized");
    assert!(message.contains(&expected), "{message}");
    assert!(message.contains("no credentials fit"), "{message}");

    let id = world.add_login(PASSWORD).await;
    let name = world.name().await;
    assert!(name.starts_with(&world.running.address), "{name}");
    let direct = pulled(
        &format!("{host}/team/tool:1"),
        Some(&format!("{USER}:{PASSWORD}")),
    );
    let direct = direct.unwrap();
    assert_eq!(pulled(&name, None).unwrap(), direct);
    let listed = world.listed(|first| first["pulls"] == 1).await;
    assert_eq!(listed[0]["credential"], "the-registry");
    assert_eq!(listed[0]["credentialId"], id);
    assert_eq!(listed[0]["fault"], Value::Null);
    let row = world
        .call(Method::GET, &format!("/api/credentials/{id}"), None)
        .await;
    let row: Value = row.json().await.unwrap();
    assert!(row["credentials"]["lastUsed"].is_string(), "{row}");

    // The secret is another one at the registry: the pull fails until it is stored here as well.
    world.registry.set_password("S3ntinel!second");
    let refused = pulled(&name, None).unwrap_err();
    assert!(
        refused.contains("refuses the login of the credentials"),
        "{refused}"
    );
    let change = json!({ "credentials": { "name": "the-registry", "provider": "container-reg",
        "keys": { "userName": USER, "password": "S3ntinel!second", "registry": host } } });
    let path = format!("/api/credentials/{id}");
    let changed = world.call(Method::PUT, &path, Some(change)).await;
    assert!(changed.status().is_success());
    assert_eq!(pulled(&name, None).unwrap(), direct);

    // A deleted one stops at once.
    assert_eq!(world.call(Method::DELETE, &path, None).await.status(), 204);
    let refused = pulled(&name, None).unwrap_err();
    assert!(refused.contains("no credentials fit"), "{refused}");

    let token_of_name = name.split('/').nth(2).unwrap().to_owned();
    world.running.log.wait_for("a pull failed");
    let (_, log) = world.running.stop();
    for secret in ["S3ntinel", token_of_name.as_str(), world.token.as_str()] {
        assert!(!log.contains(secret), "the log has a secret");
    }
    for file in std::fs::read_dir(world.data.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        let has = |text: &str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
        assert!(
            !has(&token_of_name) && !has("S3ntinel"),
            "a file has a secret"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_image_for_several_machines_comes_through_whole() {
    let Some(world) = World::with(&["amd64", "arm64"], 10_000) else {
        return;
    };
    world.add_login(PASSWORD).await;
    let direct = format!("{}/team/tool:1", world.registry.host());
    let direct = pulled(&direct, Some(&format!("{USER}:{PASSWORD}"))).unwrap();
    assert_eq!(pulled(&world.name().await, None).unwrap(), direct);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_of_an_image_are_changed_and_every_digest_is_right() {
    for architectures in [&["amd64"][..], &["arm64", "amd64"]] {
        let Some(world) = World::with(architectures, 1000) else {
            return;
        };
        world.add_login(PASSWORD).await;
        let config = json!({ "containerConfig": {
            "entrypoint": ["/new"], "env": ["A=1"], "workingDir": "/work" } });
        let (status, answer) = world.request(config).await;
        assert_eq!(status, 200, "{answer}");
        let name = answer["targetImage"].as_str().unwrap();
        let files = pulled(name, None).unwrap();
        let config = files.values().find_map(|bytes| {
            let value: Value = serde_json::from_slice(bytes).ok()?;
            value.get("rootfs").is_some().then_some(value)
        });
        let config = config.unwrap()["config"].clone();
        assert_eq!(config["Entrypoint"], json!(["/new"]));
        assert_eq!(
            config["Env"],
            json!(["PATH=/bin", "A=1", "WAVE_ENTRY_CHAIN=/old"])
        );
        assert_eq!(config["WorkingDir"], "/work");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_layer_with_other_bytes_is_not_passed_on_as_whole() {
    let Some(world) = World::with(&["amd64"], 2_000_000) else {
        return;
    };
    world.add_login(PASSWORD).await;
    let name = world.name().await;
    let layer = world.registry.blob(&layer_of(world.layout.path()));
    let mut bytes = std::fs::read(&layer).unwrap();
    bytes[1_000_000] ^= 1;
    std::fs::write(&layer, bytes).unwrap();
    let (token, repository) = (name.split('/').nth(2).unwrap(), "team/tool");
    let digest = layer_of(world.layout.path());
    let url = world
        .running
        .url(&format!("/v2/wt/{token}/{repository}/blobs/{digest}"));
    let answer = client().get(&url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(answer.bytes().await.is_err(), "the connection is broken");
    assert!(pulled(&name, None).is_err());

    // A part has no digest; the client looks at the whole.
    let part = client()
        .get(&url)
        .header("range", "bytes=5-9")
        .send()
        .await
        .unwrap();
    assert_eq!(part.status(), 206);
    assert!(
        part.headers()["content-range"]
            .to_str()
            .unwrap()
            .starts_with("bytes 5-9/")
    );
    assert_eq!(part.bytes().await.unwrap().len(), 5);
    let head = client().head(&url).send().await.unwrap();
    assert_eq!(head.headers()["docker-content-digest"], digest.as_str());
    assert!(head.headers().contains_key("content-length"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_ends_with_its_token_its_restart_does_not_end_it_and_without_wave_there_is_none() {
    let Some(world) = World::with(&["amd64"], 1000) else {
        return;
    };
    world.add_login(PASSWORD).await;
    let (_, answer) = world.request(json!({})).await;
    let name = answer["targetImage"].as_str().unwrap().to_owned();
    let list = format!("{}/team/tool", name.split("/team").next().unwrap());
    let tags = format!("http://{}", list.replacen("/wt/", "/v2/wt/", 1)) + "/tags/list";
    let tags: Value = client()
        .get(&tags)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(tags["tags"], json!(["1"]));
    assert!(tags["name"].as_str().unwrap().ends_with("/team/tool"));

    let World {
        data,
        running,
        registry,
        token,
        layout,
    } = world;
    let before = running.address.clone();
    assert!(running.stop().0);
    let running = start(data.path(), &[]);
    let name = name.replacen(&before, &running.address, 1);
    assert!(pulled(&name, None).is_ok());
    let world = World {
        data,
        running,
        token,
        registry,
        layout,
    };

    let id = answer["requestId"].as_str().unwrap();
    assert_ne!(answer["containerToken"], answer["requestId"]);
    let revoked = world
        .call(Method::DELETE, &format!("/wave/requests/{id}"), None)
        .await;
    assert_eq!(revoked.status(), 204);
    let refused = pulled(&name, None).unwrap_err();
    assert!(refused.contains("was deleted"), "{refused}");

    let World { data, running, .. } = world;
    assert!(running.stop().0);
    let alone = start(data.path(), &["--no-wave"]);
    let asked = client().post(alone.url("/v1alpha2/container"));
    let answer = asked.json(&json!({})).send().await.unwrap();
    assert!(!answer.status().is_success());
    let ping = client().get(alone.url("/v2/")).send().await.unwrap();
    assert_ne!(ping.text().await.unwrap(), "OK");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pull_that_is_tried_tells_its_steps_and_leaves_no_name_that_does_not_work() {
    let Some(world) = World::with(&["amd64"], 100_000) else {
        return;
    };
    let image = json!({ "image": format!("{}/team/tool:1", world.registry.host()) });
    let lines = async |world: &World| -> Vec<Value> {
        let answer = world
            .call(Method::POST, "/wave/pulls", Some(image.clone()))
            .await;
        assert_eq!(answer.status(), 200);
        let text = answer.text().await.unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    };
    let told = |lines: &[Value]| -> Vec<String> {
        let name = |line: &Value| {
            line["step"]
                .as_str()
                .or(line["event"].as_str())
                .map(str::to_owned)
        };
        lines.iter().filter_map(name).collect()
    };
    let refused = lines(&world).await;
    assert_eq!(refused.last().unwrap()["works"], false, "{refused:?}");
    let listed = world.listed(|first| first["fault"].is_string()).await;
    assert!(listed[0]["revoked"].is_string(), "{listed}");

    world.add_login(PASSWORD).await;
    let worked = lines(&world).await;
    let expected = [
        "request",
        "named",
        "challenge",
        "login",
        "manifest",
        "layer",
        "ended",
    ];
    assert_eq!(told(&worked), expected);
    assert_eq!(worked.last().unwrap()["works"], true, "{worked:?}");
    let named = worked.iter().find(|line| line["event"] == "named").unwrap();
    assert_eq!(named["credential"]["name"], "the-registry");
    assert!(pulled(named["targetImage"].as_str().unwrap(), None).is_ok());
}
