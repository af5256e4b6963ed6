//! What was done to the spelling of the registry.
//!
//! A host that is only spelled differently from how Wave compares it is put right when the
//! field is left, with a notice and a way back; everything else is left to the person. What
//! is the same registry is decided in `wavepass-core`.

use wavepass_core::finding::{Edit, Finding};
use wavepass_core::registry::server::{RESPELLED, RegistryServer};
use wavepass_core::secret::Secret;

/// What was put right last, if anything was.
#[derive(Debug, Default)]
pub(super) struct RegistrySpelling(Option<Respelled>);

/// A host that was put into another spelling.
#[derive(Debug)]
struct Respelled {
    /// Kept like a secret: a login in front of the host may be what was taken off.
    typed: Secret,
    host: String,
    how: String,
    /// Whether nobody has touched the field since.
    stands: bool,
}

impl RegistrySpelling {
    /// The host to put in place of a typed one whose field was left, if it is to be. What was
    /// put right and taken back is not put right again.
    pub(super) fn put_right(&mut self, typed: &str) -> Option<String> {
        let (host, how) = self.to_be(typed)?;
        self.0 = Some(Respelled {
            typed: Secret::from(typed),
            host: host.clone(),
            how,
            stands: true,
        });
        Some(host)
    }

    /// What a typed host will be once its field is left, and what that changes; `None` where it
    /// stays as it is.
    pub(super) fn to_be(&self, typed: &str) -> Option<(String, String)> {
        let taken_back = self.0.as_ref().map(|last| last.typed.expose());
        if taken_back == Some(typed) {
            return None;
        }
        let server = RegistryServer::read(typed);
        let host = server.respelled()?.to_owned();
        Some((host, server.respelling_in_words()))
    }

    /// Somebody has typed, or pressed a fix: what was put right is theirs now.
    pub(super) fn touched(&mut self) {
        if let Some(last) = &mut self.0 {
            last.stands = false;
        }
    }

    /// What was done to the value, with the way back, as long as nobody has touched it.
    pub(super) fn notice(&self) -> Option<Finding> {
        let last = self.0.as_ref().filter(|last| last.stands)?;
        let message = format!(
            "Changed to {}: {}. Wave compares character by character.",
            last.host, last.how
        );
        let undo = Edit::Replace(last.typed.expose().to_owned());
        Some(Finding::info(RESPELLED, message).with_fix("Undo", undo))
    }
}
