//! What the person who is signed in may do.

use wavepass_core::platform::may::May;
use wavepass_core::platform::{Scope, paths};

use super::client::{Api, read};

impl Api {
    /// What they may not do in a scope; none where that is not told: older versions of Platform
    /// have no such question.
    pub(crate) async fn may(&self, scope: Scope) -> Option<May> {
        let answer = self.ask(&paths::permissions(scope)).await.ok()?;
        read(answer, May::read).await.ok()
    }
}
