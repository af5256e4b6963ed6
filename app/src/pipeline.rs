//! A pipeline of Platform and what it is launched with: how one is chosen, and what was loaded. The
//! pages that ask for one say what becomes of it. Start at [`choose::ChoosePipeline`].

pub(crate) mod choose;

use std::sync::Arc;

use wavepass_core::platform::Scope;
use wavepass_core::platform::pipelines::{DescribeLaunch, PipelineEntry};
use wavepass_core::platform::request_error::RequestError;

use crate::api::Api;

/// A pipeline and what it is launched with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Loaded {
    /// Its row.
    pub(crate) entry: PipelineEntry,
    /// Its launch, when it was loaded.
    pub(crate) launch: DescribeLaunch,
}

impl Loaded {
    /// Why the pipeline cannot be given another configuration from a scope, where it cannot.
    pub(crate) fn cannot_be_changed(&self, scope: Scope) -> Option<&'static str> {
        self.entry.shared_by(scope).map(|_| {
            "Another workspace shares this pipeline, so it can only be changed there. Copy the \
             text, or load the pipeline in its own workspace."
        })
    }
}

/// What a pipeline is launched with.
///
/// # Errors
///
/// When Platform does not give it.
pub(crate) async fn load(
    scope: Scope,
    api: Api,
    entry: PipelineEntry,
) -> Result<Arc<Loaded>, RequestError> {
    let launch = api.pipeline_launch(scope, &entry).await?;
    Ok(Arc::new(Loaded { entry, launch }))
}
