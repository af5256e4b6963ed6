//! The body of a container request, as Nextflow, Wave's command line and nf-core's tools send it, and
//! what of it is refused, with the words that say what to do.
//!
//! Nothing is built, copied or scanned here. What asks for that is refused with 400: it stays wrong,
//! and clients repeat 5xx. Start at [`ContainerRequest::accept`].

use serde::Deserialize;
use serde_json::Value;
use wavepass_core::image::wave::{self, Coordinates};
use wavepass_core::secret::Secret;

use super::pull_path::{NoPull, Reference, is_name};

/// The fields that are read. Others, of older and newer clients, are left alone.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ContainerRequest {
    pub(super) container_image: Option<String>,
    pub(super) tower_access_token: Option<Secret>,
    pub(super) tower_endpoint: Option<String>,
    /// A number, or digits in a text.
    pub(super) tower_workspace_id: Option<Value>,
    pub(super) workflow_id: Option<String>,
    container_config: Option<ContainerConfig>,
    container_platform: Option<String>,
    freeze: Option<bool>,
    mirror: Option<bool>,
    container_file: Option<Value>,
    build_context: Option<Value>,
    conda_file: Option<Value>,
    spack_file: Option<Value>,
    packages: Option<Value>,
    container_includes: Option<Value>,
    scan_mode: Option<String>,
    format: Option<String>,
    name_strategy: Option<Value>,
}

/// What is to be changed in an image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ContainerConfig {
    pub(super) entrypoint: Option<Vec<String>>,
    pub(super) cmd: Option<Vec<String>>,
    pub(super) env: Option<Vec<String>>,
    pub(super) working_dir: Option<String>,
    #[serde(skip_serializing)]
    layers: Option<Vec<Value>>,
}

/// Which of the two endpoints was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Generation {
    /// `/container-token`, of Nextflow up to 23.10.
    V1,
    /// `/v1alpha2/container`.
    V2,
}

/// A request that can be served.
#[derive(Debug)]
pub(super) struct Accepted {
    /// The image as it was written.
    pub(super) written: String,
    pub(super) image: Coordinates,
    pub(super) reference: Reference,
    pub(super) config: Option<ContainerConfig>,
    pub(super) platform: Platform,
}

/// For which machine an image is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Platform {
    pub(super) os: String,
    pub(super) architecture: String,
    pub(super) variant: Option<String>,
}

/// The longest name of an image that is read, in bytes.
const LONGEST_IMAGE: usize = 1024;

impl ContainerRequest {
    /// What is to be served, or why it is not: a text for people.
    pub(super) fn accept(&self, generation: Generation) -> Result<Accepted, String> {
        self.refuse_what_is_not_offered(generation)?;
        let written = self.container_image.as_deref().unwrap_or_default();
        if written.is_empty() {
            return Err("Specify either 'containerImage' or 'containerFile' attribute".to_owned());
        }
        let (image, reference) = image(written)?;
        let config = self.config()?;
        if config.is_some() && matches!(reference, Reference::Digest(_)) {
            return Err(
                "Container requests made using a SHA256 as tag does not support the \
                 'containerConfig' attribute"
                    .to_owned(),
            );
        }
        let platform = Platform::parse(self.container_platform.as_deref())?;
        Ok(Accepted {
            written: written.to_owned(),
            image,
            reference,
            config,
            platform,
        })
    }

    /// The id of the workspace; none of the personal list.
    pub(super) fn workspace(&self) -> Result<Option<i64>, String> {
        let number = match &self.tower_workspace_id {
            None | Some(Value::Null) => return Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => return Ok(None),
            Some(Value::String(text)) => text.trim().parse().ok(),
            Some(value) => value.as_i64(),
        };
        let wrong = || "towerWorkspaceId is not the number of a workspace".to_owned();
        number.map(Some).ok_or_else(wrong)
    }

    fn refuse_what_is_not_offered(&self, generation: Generation) -> Result<(), String> {
        let builds = [
            &self.container_file,
            &self.packages,
            &self.conda_file,
            &self.spack_file,
            &self.build_context,
        ];
        if builds
            .into_iter()
            .any(|field| says_something(field.as_ref()))
        {
            return Err(
                "This Wave builds no images. Name a container for the process (container = '…'), or \
                 set wave.strategy = 'container'"
                    .to_owned(),
            );
        }
        if generation == Generation::V1 && says_something(self.name_strategy.as_ref()) {
            return Err(
                "nameStrategy belongs to builds, and this Wave builds no images. Remove it"
                    .to_owned(),
            );
        }
        if self.freeze == Some(true) {
            return Err(
                "This Wave freezes nothing: the image is pulled through it. Remove wave.freeze"
                    .to_owned(),
            );
        }
        if self.mirror == Some(true) {
            return Err(
                "This Wave copies no images. Remove wave.mirror, and copy with another tool, for \
                 instance skopeo copy"
                    .to_owned(),
            );
        }
        if says_something(self.container_includes.as_ref()) {
            return Err("This Wave adds no layers of other images. Remove --include".to_owned());
        }
        if self
            .scan_mode
            .as_deref()
            .is_some_and(|mode| !matches!(mode, "" | "none"))
        {
            return Err("This Wave scans no images. Remove wave.scan.mode".to_owned());
        }
        if self.format.as_deref() == Some("sif") {
            return Err(
                "This Wave makes no SIF images. Remove wave.freeze: Singularity and Apptainer pull \
                 Docker images through this Wave"
                    .to_owned(),
            );
        }
        Ok(())
    }

    fn config(&self) -> Result<Option<ContainerConfig>, String> {
        let Some(config) = &self.container_config else {
            return Ok(None);
        };
        if config
            .layers
            .as_ref()
            .is_some_and(|layers| !layers.is_empty())
        {
            return Err(
                "This Wave adds no layers to images. They come from fusion.enabled, \
                 wave.containerConfigUrl, or the resources of modules and bin folders: switch off \
                 the one that you use"
                    .to_owned(),
            );
        }
        let is_empty = |list: &Option<Vec<String>>| list.as_ref().is_none_or(Vec::is_empty);
        let is_nothing = is_empty(&config.entrypoint)
            && is_empty(&config.cmd)
            && is_empty(&config.env)
            && config.working_dir.as_deref().unwrap_or_default().is_empty();
        Ok((!is_nothing).then(|| config.clone()))
    }
}

/// Whether a field has something in it. Nextflow sends every field, most of them empty.
fn says_something(field: Option<&Value>) -> bool {
    match field {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(Value::Object(object)) => !object.is_empty(),
        Some(_) => true,
    }
}

/// The image, as Wave reads it, in a form that can be asked for at a registry.
fn image(written: &str) -> Result<(Coordinates, Reference), String> {
    let wrong_name = || format!("Invalid container image name — offending value: '{written}'");
    if written.contains("://") {
        return Err(format!(
            "Invalid container repository name — offending value: '{written}'"
        ));
    }
    // What breaks lines would break those of logs.
    if written.len() > LONGEST_IMAGE || written.chars().any(char::is_control) {
        return Err("Invalid container image name".to_owned());
    }
    let image = wave::parse(written).map_err(|_| wrong_name())?;
    if image.scheme.is_some() || image.repository.is_empty() {
        return Err(wrong_name());
    }
    let reference = Reference::parse(&image.reference).map_err(|why: NoPull| match why {
        NoPull::Digest => format!(
            "Invalid container image name — offending value: '{written}'. A digest is sha256: and 64 \
             hexadecimal digits"
        ),
        _ => wrong_name(),
    })?;
    if !is_name(&image.repository) {
        return Err(wrong_name());
    }
    Ok((image, reference))
}

impl Platform {
    /// Reads what a request names; without one it is `linux/amd64`, as Wave takes it.
    fn parse(text: Option<&str>) -> Result<Self, String> {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let text = text.unwrap_or("linux/amd64");
        if text.contains(',') {
            return Err(format!(
                "Name one platform: this Wave builds no images, and {text} would have to be built"
            ));
        }
        let unsupported = || format!("Unsupported container platform: {text}");
        let mut parts = text.split('/');
        let first = parts.next().unwrap_or_default();
        let (os, architecture) = match parts.next() {
            Some(architecture) => (first, architecture),
            None => ("linux", first),
        };
        let variant = parts.next();
        let architecture = match architecture {
            "amd64" | "x86_64" | "x86-64" => "amd64",
            "arm64" | "aarch64" => "arm64",
            "arm" => "arm",
            _ => return Err(unsupported()),
        };
        if os != "linux" || parts.next().is_some() {
            return Err(unsupported());
        }
        let variant = match (architecture, variant) {
            ("arm64", Some("v8") | None) | ("amd64", None) => None,
            ("arm", None) => Some("v7"),
            (_, Some(variant @ ("v5" | "v6" | "v7" | "v8"))) => Some(variant),
            _ => return Err(unsupported()),
        };
        Ok(Self {
            os: os.to_owned(),
            architecture: architecture.to_owned(),
            variant: variant.map(str::to_owned),
        })
    }

    /// Whether an entry of an index is for it.
    pub(super) fn takes(&self, entry: &Value) -> bool {
        let text = |name: &str| entry.get(name).and_then(Value::as_str).unwrap_or_default();
        let architecture = match text("architecture") {
            "x86_64" => "amd64",
            "aarch64" => "arm64",
            other => other,
        };
        let variant = match (architecture, text("variant")) {
            ("arm64", "v8" | "") | ("amd64", "" | "v1") => None,
            ("arm", "") => Some("v7"),
            (_, variant) => Some(variant),
        };
        (text("os"), architecture, variant)
            == (&*self.os, &*self.architecture, self.variant.as_deref())
    }

    /// It in a text, which [`Platform::parse`] reads.
    pub(super) fn to_text(&self) -> String {
        let variant = self.variant.as_ref().map(|it| format!("/{it}"));
        format!(
            "{}/{}{}",
            self.os,
            self.architecture,
            variant.unwrap_or_default()
        )
    }

    /// Of a stored text.
    pub(super) fn stored(text: &str) -> Result<Self, String> {
        Self::parse(Some(text))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn accept(body: &Value) -> Result<Accepted, String> {
        let request: ContainerRequest = serde_json::from_value(body.clone()).unwrap();
        request.accept(Generation::V2)
    }

    #[test]
    fn a_request_full_of_nulls_as_nextflow_sends_it_is_for_the_image_alone() {
        let accepted = accept(&json!({
            "towerAccessToken": "x", "towerRefreshToken": null, "towerWorkspaceId": null,
            "towerEndpoint": null, "workflowId": null, "containerImage": "ubuntu",
            "containerFile": null, "condaFile": null, "spackFile": null, "packages": null,
            "containerPlatform": null, "buildRepository": "quay.io/x", "cacheRepository": null,
            "timestamp": "2026-01-01T00:00:00Z", "fingerprint": "ab", "freeze": false,
            "format": null, "dryRun": false, "containerIncludes": null, "nameStrategy": null,
            "mirror": false, "scanMode": null, "scanLevels": null, "buildCompression": null,
            "containerConfig": {"entrypoint": null, "cmd": null, "env": null, "workingDir": null,
                "layers": null},
        }))
        .unwrap();
        assert_eq!(accepted.image.repository, "library/ubuntu");
        assert_eq!(accepted.reference, Reference::Tag("latest".to_owned()));
        assert_eq!(accepted.config, None);
        assert_eq!(accepted.platform.to_text(), "linux/amd64");
    }

    #[test]
    fn what_is_not_offered_is_refused_with_the_setting_that_asks_for_it() {
        for (field, value, words) in [
            ("containerFile", json!("RlJPTQ=="), "builds no images"),
            ("packages", json!({"type": "CONDA"}), "builds no images"),
            ("condaFile", json!("eA=="), "builds no images"),
            ("spackFile", json!("eA=="), "builds no images"),
            ("buildContext", json!({"location": "x"}), "builds no images"),
            ("freeze", json!(true), "wave.freeze"),
            ("mirror", json!(true), "wave.mirror"),
            ("containerIncludes", json!(["a"]), "--include"),
            ("scanMode", json!("async"), "wave.scan.mode"),
            ("format", json!("sif"), "Singularity"),
            (
                "containerPlatform",
                json!("linux/amd64,linux/arm64"),
                "one platform",
            ),
            (
                "containerPlatform",
                json!("windows/amd64"),
                "Unsupported container platform: windows/amd64",
            ),
            (
                "containerConfig",
                json!({"layers": [{"location": "x"}]}),
                "fusion.enabled",
            ),
        ] {
            let mut body = json!({"containerImage": "quay.io/org/tool:1"});
            body[field] = value;
            let refused = accept(&body).unwrap_err();
            assert!(refused.contains(words), "{field}: {refused}");
        }
        for (field, value) in [
            ("containerFile", json!("")),
            ("packages", json!({})),
            ("freeze", json!(false)),
            ("containerIncludes", json!([])),
            ("scanMode", json!("none")),
            ("scanLevels", json!(["high"])),
            ("format", json!("docker")),
            ("dryRun", json!(true)),
            ("containerPlatform", json!("arm64")),
            (
                "containerConfig",
                json!({"layers": [], "env": [], "workingDir": ""}),
            ),
        ] {
            let mut body = json!({"containerImage": "quay.io/org/tool:1"});
            body[field] = value;
            assert!(accept(&body).is_ok(), "{field}");
        }
    }

    #[test]
    fn names_are_refused_in_the_words_that_logs_are_searched_for() {
        for (image, words) in [
            (
                "",
                "Specify either 'containerImage' or 'containerFile' attribute",
            ),
            (
                "quay.io/a b",
                "Invalid container image name — offending value: 'quay.io/a b'",
            ),
            (
                "docker://ubuntu",
                "Invalid container repository name — offending value: 'docker://ubuntu'",
            ),
            (
                "oras://quay.io/a",
                "Invalid container repository name — offending value: 'oras://quay.io/a'",
            ),
            (
                "quay.io",
                "Invalid container image name — offending value: 'quay.io'",
            ),
            (
                "quay.io/Org/tool",
                "Invalid container image name — offending value: 'quay.io/Org/tool'",
            ),
            ("a\nb", "Invalid container image name"),
        ] {
            assert_eq!(
                accept(&json!({"containerImage": image})).unwrap_err(),
                words
            );
        }
    }

    #[test]
    fn a_config_with_something_in_it_is_kept_and_not_for_a_digest() {
        let config = json!({"env": ["A=b"], "workingDir": "/x"});
        let body = |image: &str| json!({"containerImage": image, "containerConfig": config});
        let accepted = accept(&body("quay.io/org/tool:1")).unwrap();
        assert_eq!(accepted.config.unwrap().env.unwrap(), ["A=b"]);
        let digest = format!("quay.io/org/tool@sha256:{}", "a".repeat(64));
        assert!(accept(&body(&digest)).unwrap_err().contains("SHA256"));
        assert!(accept(&json!({"containerImage": digest})).is_ok());
    }

    #[test]
    fn a_workspace_is_a_number_or_digits() {
        for (value, expected) in [
            (json!(42), Ok(Some(42))),
            (json!("42"), Ok(Some(42))),
            (json!(null), Ok(None)),
            (json!(""), Ok(None)),
            (json!("x"), Err(())),
            (json!(1.5), Err(())),
            (json!(true), Err(())),
        ] {
            let request: ContainerRequest =
                serde_json::from_value(json!({"towerWorkspaceId": value})).unwrap();
            assert_eq!(request.workspace().map_err(|_| ()), expected, "{value}");
        }
    }

    #[test]
    fn an_entry_of_an_index_is_for_a_platform_whatever_it_calls_it() {
        let of = |text: &str| Platform::parse(Some(text)).unwrap();
        for (platform, entry, takes) in [
            (
                "linux/amd64",
                json!({"os": "linux", "architecture": "amd64"}),
                true,
            ),
            (
                "amd64",
                json!({"os": "linux", "architecture": "x86_64"}),
                true,
            ),
            (
                "linux/arm64",
                json!({"os": "linux", "architecture": "arm64", "variant": "v8"}),
                true,
            ),
            (
                "linux/arm64/v8",
                json!({"os": "linux", "architecture": "arm64"}),
                true,
            ),
            (
                "linux/arm",
                json!({"os": "linux", "architecture": "arm", "variant": "v7"}),
                true,
            ),
            (
                "linux/arm",
                json!({"os": "linux", "architecture": "arm", "variant": "v6"}),
                false,
            ),
            (
                "linux/arm/v6",
                json!({"os": "linux", "architecture": "arm", "variant": "v6"}),
                true,
            ),
            (
                "linux/amd64",
                json!({"os": "unknown", "architecture": "unknown"}),
                false,
            ),
            (
                "linux/amd64",
                json!({"os": "windows", "architecture": "amd64"}),
                false,
            ),
            (
                "linux/amd64",
                json!({"os": "linux", "architecture": "arm64"}),
                false,
            ),
            ("linux/amd64", json!({}), false),
        ] {
            assert_eq!(of(platform).takes(&entry), takes, "{platform} {entry}");
            assert_eq!(of(&of(platform).to_text()), of(platform));
        }
    }
}
