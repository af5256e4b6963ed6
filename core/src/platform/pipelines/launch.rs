//! What a pipeline is launched with, as Platform describes it and as it wants it back.
//!
//! The launch is kept as JSON, because an update replaces the whole of it: what this program
//! does not know has to go back as well, numbers as they were written: `1.10` is a text to somebody.
//! Start at [`DescribeLaunch::with_config_text`].

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

/// What only answers have. The launch's own id and time are Platform's to give (no published
/// client that updates pipelines sends them); the others say who made the launch, where it is
/// stored, what labels and version its pipeline has and which run it once resumed, and no request
/// has such a field.
const ANSWER_ONLY: [&str; 11] = [
    "id",
    "dateCreated",
    "lastUpdated",
    "createdBy",
    "labels",
    "versionId",
    "workspaceId",
    "pipelineId",
    "resumeLaunchId",
    "resumeDir",
    "resumeCommitId",
];

/// What a request may have, by the public API description (1.187).
const KNOWN: [&str; 33] = [
    "commitId",
    "computeEnvId",
    "configProfiles",
    "configText",
    "dateCreated",
    "entryName",
    "headJobCpus",
    "headJobMemoryMb",
    "id",
    "labelIds",
    "launchContainer",
    "mainScript",
    "nextflowVersion",
    "optimizationId",
    "optimizationTargets",
    "outputDir",
    "paramsText",
    "pipeline",
    "pipelineSchemaId",
    "postRunScript",
    "preRunScript",
    "pullLatest",
    "resume",
    "revision",
    "runName",
    "schemaName",
    "sessionId",
    "stubRun",
    "syntaxParser",
    "towerConfig",
    "userSecrets",
    "workDir",
    "workspaceSecrets",
];

/// An answer has the whole compute environment here, a request its id in [`COMPUTE_ENV_ID`].
const COMPUTE_ENV: &str = "computeEnv";
const COMPUTE_ENV_ID: &str = "computeEnvId";
const CONFIG_TEXT: &str = "configText";

/// `GET /pipelines/{id}/launch`: everything that Platform says of the launch is kept, so that
/// a change of one field can send the rest back as it was.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct DescribeLaunch {
    /// The launch as Platform sent it.
    pub launch: Map<String, Value>,
    /// The texts of those fields of it that would be written otherwise, for instance with other
    /// digits of a number.
    #[serde(skip)]
    written: BTreeMap<String, String>,
}

impl From<Map<String, Value>> for DescribeLaunch {
    fn from(launch: Map<String, Value>) -> Self {
        Self {
            launch,
            written: BTreeMap::new(),
        }
    }
}

impl DescribeLaunch {
    /// The text of **Nextflow config file**.
    pub fn config_text(&self) -> &str {
        self.launch
            .get(CONFIG_TEXT)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The profiles that the launch selects.
    pub fn profiles(&self) -> Vec<String> {
        let all = self.launch.get("configProfiles").and_then(Value::as_array);
        all.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The id of the compute environment.
    pub fn compute_env_id(&self) -> Option<&str> {
        let nested = self.launch.get(COMPUTE_ENV).and_then(|env| env.get("id"));
        nested
            .and_then(Value::as_str)
            .or_else(|| self.launch.get(COMPUTE_ENV_ID).and_then(Value::as_str))
    }

    /// The name of the compute environment.
    pub fn compute_env_name(&self) -> Option<&str> {
        self.launch.get(COMPUTE_ENV)?.get("name")?.as_str()
    }

    /// The text of **Global Nextflow config** of the compute environment, if it has one. It
    /// applies besides the text of the launch, which wins where both set something.
    pub fn global_config(&self) -> Option<&str> {
        let text = self.compute_env_config("nextflowConfig")?.as_str()?;
        (!text.is_empty()).then_some(text)
    }

    /// Whether the compute environment switches Wave on. None where Platform does not say,
    /// or the compute environment has no such switch.
    pub fn wave_by_compute_env(&self) -> Option<bool> {
        self.compute_env_config("waveEnabled")?.as_bool()
    }

    /// Whether the compute environment switches Fusion on, as far as Platform says.
    pub fn fusion_by_compute_env(&self) -> Option<bool> {
        self.compute_env_config("fusion2Enabled")?.as_bool()
    }

    fn compute_env_config(&self, field: &str) -> Option<&Value> {
        self.launch.get(COMPUTE_ENV)?.get("config")?.get(field)
    }

    /// The body of `PUT /pipelines/{id}` with another config and everything else of the
    /// launch as it is. It takes the labels of the pipeline away, of which a launch knows
    /// nothing: use [`super::DescribePipeline::with_config_text`] with what is known of it.
    ///
    /// Sent back is every field that has a value, known or not, but `ANSWER_ONLY`. The
    /// compute environment goes back as its id. Null is the same as absent and left out. An
    /// empty text is sent as such: it is empty whatever a version of Platform makes of a
    /// field that is absent.
    pub fn with_config_text(&self, text: &str) -> Value {
        Value::Object(self.body(text))
    }

    /// Reads the answer; none where there is no launch in it.
    pub fn read(answer: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Answer<'a> {
            #[serde(borrow)]
            launch: BTreeMap<String, &'a RawValue>,
        }
        let answer: Answer = serde_json::from_str(answer).ok()?;
        let mut read = Self::default();
        for (field, text) in answer.launch {
            let value: Value = serde_json::from_str(text.get()).ok()?;
            let plain = value.to_string();
            if plain != text.get() {
                read.written.insert(field.clone(), text.get().to_owned());
            }
            read.launch.insert(field, value);
        }
        Some(read)
    }

    /// The text of a field of a request.
    fn text_of(&self, field: &str, value: &Value) -> String {
        let is_ours = [CONFIG_TEXT, COMPUTE_ENV_ID].contains(&field);
        let written = self.written.get(field).filter(|_| !is_ours);
        written.cloned().unwrap_or_else(|| value.to_string())
    }

    /// A body of an update as it is sent, in which the launch is this one.
    pub(super) fn body_as_written(&self, body: &Map<String, Value>) -> String {
        object(body.iter().map(|(field, value)| {
            let text = match value {
                Value::Object(launch) if field == "launch" => object(
                    launch
                        .iter()
                        .map(|(name, it)| (name, self.text_of(name, it))),
                ),
                other => other.to_string(),
            };
            (field, text)
        }))
    }

    /// The fields that are sent back as they came and are not known to be taken.
    pub fn unknown_fields(&self) -> Vec<String> {
        let sent = self.request("");
        let unknown = sent.keys().filter(|field| !KNOWN.contains(&field.as_str()));
        unknown.cloned().collect()
    }

    /// Whether both launches ask for the same. If not, somebody changed the launch since it
    /// was read. Times do not count, nor what else is Platform's own.
    pub fn asks_for_the_same(&self, other: &Self) -> bool {
        self.request(self.config_text()) == other.request(other.config_text())
    }

    /// The same with the launch as a value.
    pub(super) fn body(&self, text: &str) -> Map<String, Value> {
        let launch = Value::Object(self.request(text));
        Map::from_iter([("launch".to_owned(), launch)])
    }

    fn request(&self, text: &str) -> Map<String, Value> {
        let id = self.compute_env_id();
        let is_sent = |field: &str, value: &Value| {
            !value.is_null()
                && !ANSWER_ONLY.contains(&field)
                // Without an id that can be read, it is better to send back what there is.
                && (field != COMPUTE_ENV || id.is_none())
        };
        let mut request: Map<String, Value> = self
            .launch
            .iter()
            .filter(|(field, value)| is_sent(field, value))
            .map(|(field, value)| (field.clone(), value.clone()))
            .collect();
        if let Some(id) = id {
            request.insert(COMPUTE_ENV_ID.to_owned(), id.into());
        }
        request.insert(CONFIG_TEXT.to_owned(), text.into());
        request
    }
}

/// The text of an object with these fields, each with the text of its value.
fn object<'a>(fields: impl Iterator<Item = (&'a String, String)>) -> String {
    let fields = fields.map(|(name, text)| format!("{}:{text}", Value::from(name.as_str())));
    format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
}

/// Scripts, parameters and configs may hold secrets: the names of the fields are enough.
impl fmt::Debug for DescribeLaunch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.launch.keys()).finish()
    }
}

#[cfg(test)]
#[path = "launch_tests.rs"]
mod tests;
