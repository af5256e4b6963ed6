//! Paste to fill: from a text that somebody pastes to the fields of the form.
//!
//! The code that reads such texts (shell lines, YAML, JSON, CSV) is large and rarely needed,
//! so it arrives when something is pasted for the first time. What becomes of what was read is
//! decided in [`super::model`].

mod fits_offer;
mod offer;
pub(super) mod paste_box;

use wavepass_core::credentials::Field;
use wavepass_core::login::{self, Fit, Pasted};

use super::model::{NotRead, Reading};
use crate::shell::lazy::comes_later;

/// Reads a text: what it is as a login to a registry, and what it gives for other providers.
pub(super) async fn read(reading: Reading) -> (Result<Pasted, NotRead>, Vec<Fit>) {
    match paste_reader().await {
        Ok(read) => {
            let (pasted, fits) = read(reading.field, reading.text.expose());
            (pasted.ok_or(NotRead::Unknown), fits)
        }
        Err(_) => (Err(NotRead::NoReader), Vec::new()),
    }
}

/// Whether a pasted text can be more than the value of a field, at a glance: the code that
/// knows is not here yet.
pub(crate) fn may_be_more(text: &str) -> bool {
    let text = text.trim();
    text.contains(char::is_whitespace)
        || text.contains('{')
        || text.contains("://") && text.contains('@')
}

/// Reads a text: for a field, or for the whole form.
type Read = fn(Option<Field>, &str) -> (Option<Pasted>, Vec<Fit>);

comes_later! {
    /// What reads pasted texts.
    fn paste_reader() -> Read {
        |field, text| match field {
            Some(field) => (login::read_in_field(field, text), Vec::new()),
            None => (login::read(text), login::fits(text)),
        }
    }
}
