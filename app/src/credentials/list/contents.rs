//! What is in a list: the credentials, and what was found out about each.
//!
//! A list can have ten thousand rows, so it is looked through a little at a time, and the page
//! stays alive meanwhile. Start at [`use_contents`].

use std::sync::Arc;

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::Scope;
use wavepass_core::platform::reader::Listed;
use wavepass_core::wave::audit::{Auditor, Precedence, Row, Summary};
use wavepass_core::wave::credential::StoredCredential;

use super::arrange::Found;
use super::audit_chips::{Chip, chips};
use crate::browser::Slices;
use crate::shell::remote::{Fetched, use_fetched};
use crate::shell::session::use_session;
use crate::wave_setup;

/// What is in a list, in Platform's order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Contents {
    /// The credentials.
    pub(crate) rows: Vec<CredentialsSummary>,
    /// What stands out about each.
    pub(crate) chips: Vec<Vec<Chip>>,
    /// What each can be asked for.
    pub(crate) found: Vec<Found>,
    /// How many need attention, and why.
    pub(crate) summary: Summary,
    /// What is missing, in a sentence.
    pub(crate) gap: Option<String>,
    /// Whether Platform has none, as far as can be told.
    pub(crate) is_empty: bool,
}

/// The list of a scope.
pub(crate) fn use_contents(scope: Scope) -> Fetched<Arc<Contents>> {
    let api = use_session().api();
    use_fetched(move || async move {
        let list = api.list(scope).await?;
        Ok(Arc::new(looked_through(list).await))
    })
}

async fn looked_through(list: Listed<CredentialsSummary>) -> Contents {
    let setup = wave_setup::stored();
    let stored: Vec<_> = list.rows.iter().map(StoredCredential::from).collect();
    let auditor = Auditor::new(&stored, &setup);
    let mut summary = Summary::default();
    let (mut all_chips, mut found) = (Vec::new(), Vec::new());
    let mut slices = Slices::begin();
    for row in &stored {
        let row = auditor.examine(row);
        summary.add(&row);
        found.push(Found::of(&row));
        all_chips.push(chips(&row));
        slices.pause().await;
    }
    Contents {
        gap: gap(&list),
        is_empty: list.rows.is_empty() && list.unreadable == 0,
        chips: all_chips,
        found,
        summary,
        rows: list.rows,
    }
}

impl Found {
    fn of(row: &Row<'_>) -> Self {
        let is_shadowed = matches!(row.precedence, Precedence::Shadowed { .. });
        let is_reserved = row.precedence == Precedence::Reserved;
        Self {
            is_warned_of: is_shadowed || is_reserved || row.host.is_some() || row.login.is_some(),
            is_shadowed,
        }
    }
}
