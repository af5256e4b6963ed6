//! What happens while an image is pulled, for who looks on.

use std::time::Instant;

use tokio::sync::mpsc::UnboundedSender;
use wavepass_core::wave::pull::{PullEvent, Step, StepKind};

use super::fault::PullFault;

/// Takes the steps of a pull: for a page, or for nobody.
#[derive(Clone, Default)]
pub(super) struct Steps(Option<UnboundedSender<PullEvent>>);

impl Steps {
    /// For who reads the other end.
    pub(super) fn told_to(page: UnboundedSender<PullEvent>) -> Self {
        Self(Some(page))
    }

    /// Whether somebody looks on, so that nothing is taken from a cache that would leave out a step.
    pub(super) fn are_watched(&self) -> bool {
        self.0.is_some()
    }

    /// A step has ended.
    pub(super) fn ended(
        &self,
        step: StepKind,
        since: Instant,
        what: impl Into<String>,
        fault: Option<&PullFault>,
    ) {
        self.tell(PullEvent::Step(Step {
            step,
            millis: u32::try_from(since.elapsed().as_millis()).unwrap_or(u32::MAX),
            what: what.into(),
            fault: fault.map(PullFault::for_page),
        }));
    }

    /// Something else has happened.
    pub(super) fn tell(&self, event: PullEvent) {
        if let Some(page) = &self.0 {
            // Who has left hears nothing any more.
            let _ = page.send(event);
        }
    }
}
