//! The pipelines of a scope, as far as they could be loaded.

use wavepass_core::platform::pipelines::PipelineEntry;
use wavepass_core::platform::pipelines::pages::Left;
use wavepass_core::platform::reader::Listed;

/// Those that are there, and what is known of the others.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Pipelines {
    /// Those that can be chosen.
    pub(crate) rows: Vec<PipelineEntry>,
    /// That others are missing, in sentences.
    pub(crate) missing: Option<String>,
}

impl From<(Listed<PipelineEntry>, Left)> for Pipelines {
    fn from((listed, left): (Listed<PipelineEntry>, Left)) -> Self {
        let said: Vec<_> = listed
            .sentence()
            .into_iter()
            .chain(left.sentence())
            .collect();
        Self {
            missing: (!said.is_empty()).then(|| said.join(" ")),
            rows: listed.rows,
        }
    }
}
