//! An image with other settings: a new config, and with it a new manifest and a new index.
//!
//! What is replaced and what is added to is as Wave does it (fact sheet of Wave's
//! `ContainerAugmenter`); but a variable that is there already is replaced in its place, because a
//! name that stands twice means something else in each runtime. No clock and no chance: the same
//! input gives the same bytes. Start at [`change_config`].

use serde_json::{Map, Value, json};

use super::container_request::{ContainerConfig, Platform};
use super::digest::Digest;

/// Where what ran before a new entrypoint is kept for it.
const ENTRY_CHAIN: &str = "WAVE_ENTRY_CHAIN";

/// A document that was made anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) bytes: Vec<u8>,
    pub(super) digest: Digest,
}

impl Document {
    fn of(value: &Value) -> Self {
        let bytes = value.to_string().into_bytes();
        Self {
            digest: Digest::of(&bytes),
            bytes,
        }
    }
}

/// Why a document cannot be changed: a sentence for people.
pub(super) type Unchangeable = String;

/// The config of an image with the changes in it.
pub(super) fn change_config(
    config: &[u8],
    change: &ContainerConfig,
) -> Result<Document, Unchangeable> {
    let mut config: Value = object(config, "config")?;
    let image = config
        .as_object_mut()
        .map(|config| config.entry("config").or_insert_with(|| json!({})));
    let Some(image) = image else {
        return Err("The config of the image is no object".to_owned());
    };
    if image.is_null() {
        *image = json!({});
    }
    let Some(image) = image.as_object_mut() else {
        return Err("The config of the image has no settings that could be changed".to_owned());
    };
    let entrypoint = image.get("Entrypoint").and_then(chain);
    if let Some(entrypoint) = filled(change.entrypoint.as_ref()) {
        image.insert("Entrypoint".to_owned(), json!(entrypoint));
    }
    if let Some(cmd) = filled(change.cmd.as_ref()) {
        image.insert("Cmd".to_owned(), json!(cmd));
    }
    if let Some(folder) = change.working_dir.as_ref().filter(|it| !it.is_empty()) {
        image.insert("WorkingDir".to_owned(), json!(folder));
    }
    let chain = entrypoint.map(|chain| format!("{ENTRY_CHAIN}={chain}"));
    let added = change.env.iter().flatten().cloned().chain(chain);
    add_variables(image, added);
    Ok(Document::of(&config))
}

/// A manifest that names another config, of that length.
pub(super) fn change_manifest(
    manifest: &[u8],
    config: &Document,
) -> Result<Document, Unchangeable> {
    let mut manifest = object(manifest, "manifest")?;
    let Some(descriptor) = manifest.get_mut("config").and_then(Value::as_object_mut) else {
        return Err("The manifest of the image names no config".to_owned());
    };
    point_to(descriptor, config);
    // What it says of another image does not hold for this one.
    if let Some(manifest) = manifest.as_object_mut() {
        manifest.remove("subject");
    }
    Ok(Document::of(&manifest))
}

/// The entries of an index that are for a platform, each with its digest: its positions in
/// `manifests`.
pub(super) fn entries(
    index: &[u8],
    platform: &Platform,
) -> Result<Vec<(usize, Digest)>, Unchangeable> {
    let index = object(index, "index")?;
    let all = index.get("manifests").and_then(Value::as_array);
    let all = all.ok_or_else(|| "The index of the image names no manifests".to_owned())?;
    let found: Vec<_> = all
        .iter()
        .enumerate()
        .filter(|(_, entry)| entry.get("platform").is_some_and(|it| platform.takes(it)))
        .filter_map(|(at, entry)| {
            let digest = entry.get("digest").and_then(Value::as_str)?;
            Some((at, Digest::parse(digest)?))
        })
        .collect();
    if found.is_empty() {
        return Err(format!(
            "The image is not there for {}. Name another with containerPlatform",
            platform.to_text()
        ));
    }
    Ok(found)
}

/// An index of the changed manifests alone: who took another entry would run the image unchanged.
pub(super) fn change_index(
    index: &[u8],
    changed: &[(usize, Document)],
) -> Result<Document, Unchangeable> {
    let mut index = object(index, "index")?;
    let Some(all) = index.get_mut("manifests").and_then(Value::as_array_mut) else {
        return Err("The index of the image names no manifests".to_owned());
    };
    let kept: Vec<Value> = changed
        .iter()
        .filter_map(|(at, document)| {
            let mut entry = all.get(*at)?.clone();
            point_to(entry.as_object_mut()?, document);
            Some(entry)
        })
        .collect();
    *all = kept;
    if let Some(index) = index.as_object_mut() {
        index.remove("subject");
    }
    Ok(Document::of(&index))
}

/// The digest of the config that a manifest names, and its length.
pub(super) fn config_of(manifest: &[u8]) -> Result<Digest, Unchangeable> {
    let manifest = object(manifest, "manifest")?;
    let digest = manifest.pointer("/config/digest").and_then(Value::as_str);
    digest
        .and_then(Digest::parse)
        .ok_or_else(|| "The manifest of the image names no config".to_owned())
}

fn object(bytes: &[u8], what: &str) -> Result<Value, Unchangeable> {
    serde_json::from_slice(bytes)
        .ok()
        .filter(Value::is_object)
        .ok_or_else(|| format!("The {what} of the image is not of the expected form"))
}

fn filled(list: Option<&Vec<String>>) -> Option<&Vec<String>> {
    list.filter(|list| !list.is_empty())
}

/// What an entrypoint is in one variable: its one word, or several as JSON.
fn chain(entrypoint: &Value) -> Option<String> {
    let words: Vec<&str> = entrypoint
        .as_array()?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    match words.as_slice() {
        [] => None,
        [word] => Some((*word).to_owned()),
        words => Some(json!(words).to_string()),
    }
}

fn add_variables(image: &mut Map<String, Value>, added: impl Iterator<Item = String>) {
    let mut variables: Vec<String> = image
        .get("Env")
        .and_then(Value::as_array)
        .map(|all| {
            all.iter()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default();
    let before = variables.clone();
    let name = |variable: &str| variable.split('=').next().unwrap_or_default().to_owned();
    for variable in added {
        let named = name(&variable);
        match variables.iter_mut().find(|had| name(had) == named) {
            Some(had) => *had = variable,
            None => variables.push(variable),
        }
    }
    if variables != before {
        image.insert("Env".to_owned(), json!(variables));
    }
}

fn point_to(descriptor: &mut Map<String, Value>, document: &Document) {
    descriptor.insert("digest".to_owned(), json!(document.digest.as_str()));
    descriptor.insert("size".to_owned(), json!(document.bytes.len()));
    // It would be of what was there before.
    descriptor.remove("data");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(value: Value) -> ContainerConfig {
        serde_json::from_value(value).unwrap()
    }

    fn changed(config: &Value, by: Value) -> Value {
        let document = change_config(config.to_string().as_bytes(), &change(by)).unwrap();
        assert!(document.digest.is_of(&document.bytes));
        serde_json::from_slice(&document.bytes).unwrap()
    }

    #[test]
    fn entrypoint_command_and_folder_are_replaced_and_variables_are_added_to() {
        let config = json!({"architecture": "amd64", "config": {
            "Entrypoint": ["/old"], "Cmd": ["x"], "WorkingDir": "/", "Env": ["PATH=/bin", "A=1"],
        }});
        let new = changed(
            &config,
            json!({"entrypoint": ["/new", "-v"], "env": ["A=2", "B=3"], "workingDir": "/work"}),
        );
        assert_eq!(
            new["config"],
            json!({
                "Entrypoint": ["/new", "-v"], "Cmd": ["x"], "WorkingDir": "/work",
                "Env": ["PATH=/bin", "A=2", "B=3", "WAVE_ENTRY_CHAIN=/old"],
            })
        );
        assert_eq!(new["architecture"], "amd64");
    }

    #[test]
    fn an_entrypoint_of_several_words_is_kept_as_json_and_one_that_is_not_there_not_at_all() {
        let config = json!({"config": {"Entrypoint": ["/a", "b c"]}});
        let new = changed(&config, json!({"cmd": ["y"]}));
        assert_eq!(
            new["config"]["Env"],
            json!([r#"WAVE_ENTRY_CHAIN=["/a","b c"]"#])
        );
        for config in [
            json!({}),
            json!({"config": null}),
            json!({"config": {"Entrypoint": null}}),
        ] {
            let new = changed(&config, json!({"cmd": ["y"]}));
            assert_eq!(new["config"]["Cmd"], json!(["y"]), "{config}");
            assert_eq!(new["config"].get("Env"), None, "{config}");
        }
    }

    #[test]
    fn a_manifest_and_an_index_point_to_what_is_new_and_only_to_that() {
        let a = format!("sha256:{}", "a".repeat(64));
        let config = Document::of(&json!({"x": 1}));
        let manifest = json!({"schemaVersion": 2, "config": {"digest": a, "size": 1, "data": "e30="},
            "layers": [{"digest": a}], "subject": {"digest": a}, "annotations": {"k": "v"}});
        let new = change_manifest(manifest.to_string().as_bytes(), &config).unwrap();
        let read: Value = serde_json::from_slice(&new.bytes).unwrap();
        assert_eq!(
            read["config"],
            json!({"digest": config.digest.as_str(), "size": config.bytes.len()})
        );
        assert_eq!(read["layers"], manifest["layers"]);
        assert_eq!(read["annotations"], manifest["annotations"]);
        assert_eq!(read.get("subject"), None);

        let entry = |os: &str, architecture: &str| {
            json!({"digest": a, "size": 9,
                "platform": {"os": os, "architecture": architecture}})
        };
        let index = json!({"schemaVersion": 2, "manifests": [
            entry("linux", "arm64"), entry("linux", "amd64"), entry("unknown", "unknown"),
        ]});
        let index = index.to_string();
        let amd64 = Platform::stored("linux/amd64").unwrap();
        let found = entries(index.as_bytes(), &amd64).unwrap();
        assert_eq!(found.iter().map(|it| it.0).collect::<Vec<_>>(), [1]);
        let document = change_index(index.as_bytes(), &[(1, new.clone())]).unwrap();
        let read: Value = serde_json::from_slice(&document.bytes).unwrap();
        assert_eq!(read["manifests"].as_array().unwrap().len(), 1);
        assert_eq!(read["manifests"][0]["digest"], new.digest.as_str());

        let arm = Platform::stored("linux/arm/v6").unwrap();
        let refused = entries(index.as_bytes(), &arm).unwrap_err();
        assert!(refused.contains("linux/arm/v6"), "{refused}");
    }

    #[test]
    fn the_same_input_gives_the_same_bytes_and_what_is_no_object_is_refused() {
        let config = br#"{"b":1,"a":{"z":1,"y":2},"config":{"Env":["P=1"]}}"#;
        let by = change(json!({"env": ["Q=2"]}));
        let once = change_config(config, &by).unwrap();
        assert_eq!(change_config(config, &by).unwrap(), once);
        for broken in [&b"[]"[..], b"", b"{", br#"{"config":7}"#] {
            assert!(change_config(broken, &by).is_err());
        }
        assert!(config_of(b"{}").is_err());
        assert!(change_manifest(b"{}", &once).is_err());
        assert!(entries(b"{}", &Platform::stored("linux/amd64").unwrap()).is_err());
    }
}
