//! What came of pulls, written into the database beside the answers: who pulls waits for no disk, and
//! hundreds a second are one change.

use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use crate::store::{Pulled, Store};

/// How many are written in one change at most.
const AT_ONCE: usize = 500;

/// Takes notes.
#[derive(Clone)]
pub(super) struct Notes(UnboundedSender<(String, Pulled)>);

impl Notes {
    /// Writes into a database until nobody takes notes any more.
    pub(super) fn into(store: Store) -> Self {
        let (sender, mut receiver) = unbounded_channel();
        tokio::spawn(async move {
            let mut noted = Vec::new();
            while receiver.recv_many(&mut noted, AT_ONCE).await > 0 {
                let written = store.note_pulls(std::mem::take(&mut noted)).await;
                if let Err(error) = written {
                    tracing::warn!("what came of pulls could not be written: {error}");
                }
            }
        });
        Self(sender)
    }

    /// Notes what came of a pull.
    pub(super) fn note(&self, request: String, pulled: Pulled) {
        // Nobody writes any more only when the server has ended.
        let _ = self.0.send((request, pulled));
    }
}
