//! What is in a list: the credentials, and what was found out about each.
//!
//! A list can have ten thousand rows, so it is looked through a little at a time, and the page
//! stays alive meanwhile. Start at [`use_contents`].

use std::sync::Arc;

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::Scope;
use wavepass_core::platform::reader::Listed;
use wavepass_core::wave::audit::{Auditor, Summary, Verdict};
use wavepass_core::wave::credential::StoredCredential;

use super::audit_chips::{Chip, chips};
use crate::browser::{self, Slices};
use crate::shell::remote::{Fetched, use_fetched};
use crate::shell::session::use_session;
use crate::ui::reactive::follow;
use crate::wave_setup;

/// A list that stays while it is loaded anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Held {
    /// What is in it. An answer that tells the same is no change.
    pub(crate) contents: RwSignal<Arc<Contents>>,
    /// What came of asking for it last.
    pub(crate) last: RwSignal<Last>,
}

/// What came of asking for a list that is held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Last {
    /// When it was told, in milliseconds since 1970-01-01 UTC; zero before it was.
    pub(crate) at: i64,
    /// Why there is no newer answer, although it was asked for.
    pub(crate) failure: Option<String>,
}

/// What is in a list, in Platform's order.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// The credentials.
    pub(crate) rows: Vec<CredentialsSummary>,
    /// What stands out about each.
    pub(crate) chips: Vec<Vec<Chip>>,
    /// What was found about each, in short.
    pub(crate) verdicts: Vec<Verdict>,
    /// How many need attention for what Wave makes of them, and why.
    pub(crate) summary: Summary,
    /// How many of which Platform says something else than that they are good.
    pub(crate) bad_state: usize,
    /// How many whose secret ends soon or has ended, by the day that is written down.
    pub(crate) expiring: usize,
    /// What is missing, in a sentence.
    pub(crate) gap: Option<String>,
    /// Whether Platform has none, as far as can be told.
    pub(crate) is_empty: bool,
}

impl Contents {
    /// Whether another answer tells the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.rows == other.rows
            && self.chips == other.chips
            && self.gap == other.gap
            && self.is_empty == other.is_empty
    }
}

/// The list of a scope. Once it is there, it stays while it is fetched again, and when that fails.
pub(crate) fn use_contents(scope: Scope) -> Fetched<Held> {
    let api = use_session().api();
    let held = Held {
        contents: RwSignal::default(),
        last: RwSignal::default(),
    };
    let asked = StoredValue::new(0_u32);
    let fetched = use_fetched(move || async move {
        asked.update_value(|asked| *asked += 1);
        let mine = asked.get_value();
        let answer = api.list(scope).await;
        let found = match answer {
            Ok(list) => Ok(looked_through(list).await),
            Err(error) => Err(error),
        };
        // The page may be gone, or a newer answer be under way.
        if asked.try_get_value() == Some(mine) {
            match found {
                Ok(found) => {
                    if !held.contents.with_untracked(|it| it.is_same(&found)) {
                        held.contents.set(Arc::new(found));
                    }
                    held.last.set(Last {
                        at: browser::now_millis(),
                        failure: None,
                    });
                }
                Err(error) if held.last.with_untracked(|last| last.at) == 0 => return Err(error),
                Err(error) => held
                    .last
                    .update(|last| last.failure = Some(error.sentence())),
            }
        }
        Ok(held)
    });
    // Why it failed may be over once somebody has signed in again.
    let expired = use_session().expired();
    follow(move || {
        if !expired.get() && held.last.with_untracked(|last| last.failure.is_some()) {
            fetched.again();
        }
    });
    fetched
}

async fn looked_through(list: Listed<CredentialsSummary>) -> Contents {
    let setup = wave_setup::stored();
    let stored: Vec<_> = list.rows.iter().map(StoredCredential::from).collect();
    let auditor = Auditor::new(&stored, &setup);
    let mut summary = Summary::default();
    let (mut all_chips, mut verdicts) = (Vec::new(), Vec::new());
    let (mut bad_state, mut expiring) = (0, 0);
    let now = browser::now_millis() / 1000;
    let mut slices = Slices::begin(list.rows.len());
    for (row, told) in stored.iter().zip(&list.rows) {
        let row = auditor.examine(row);
        summary.add(&row);
        bad_state += usize::from(told.has_bad_state());
        expiring += usize::from(told.is_expiring(now));
        verdicts.push(row.verdict());
        all_chips.push(chips(&row));
        slices.pause().await;
    }
    Contents {
        gap: gap(&list),
        is_empty: list.rows.is_empty() && list.unreadable == 0,
        chips: all_chips,
        verdicts,
        summary,
        bad_state,
        expiring,
        rows: list.rows,
    }
}
