//! What stands out in a list of credentials, which comes with code of its own.
//!
//! The code is fetched as soon as the app runs ([`provide_audit`]), so it is usually there when
//! the list is. Where it is about to come, the list waits for it, to be drawn once and not twice;
//! where that takes longer, the list is there without it. Start at [`use_audit`].

mod chips;
mod sentence;

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::wave::audit::audit;
use wavepass_core::wave::credential::StoredCredential;

use crate::shell::lazy::{Code, comes_later};
use crate::shell::routes::Place;
use crate::wave_setup;
use chips::{AuditChips, chips};

/// Looks through the list of a place.
type LookThrough = fn(&[CredentialsSummary], &Place) -> Audited;

comes_later! {
    /// What looks through a list.
    in after_start fn list_audit() -> LookThrough {
        look_through
    }
}

/// How long after the app has begun to run a list waits for the code at most.
const PATIENCE: Duration = Duration::from_millis(400);

/// The code that looks through lists, for everybody.
#[derive(Clone, Copy)]
pub(super) struct ListAudit {
    code: RwSignal<Code<LookThrough>>,
    is_awaited: RwSignal<bool>,
}

/// What stands out in a list.
pub(super) struct Audited {
    /// A sentence about the whole list, when something in it needs attention.
    pub(super) attention: Option<String>,
    /// Makes what is shown in the row of that number.
    pub(super) chips: Box<dyn Fn(usize) -> AnyView + Send + Sync>,
}

impl ListAudit {
    /// Whether the code is here, on its way, or could not be fetched.
    pub(super) fn code(self) -> Code<()> {
        match self.code.get() {
            Code::Loading => Code::Loading,
            Code::Here(_) => Code::Here(()),
            Code::Missing => Code::Missing,
        }
    }

    /// Whether a list waits for the code.
    pub(super) fn is_awaited(self) -> Signal<bool> {
        self.is_awaited.into()
    }

    /// What stands out in a list, once the code is here.
    pub(super) fn of(
        self,
        rows: Vec<CredentialsSummary>,
        place: Place,
    ) -> Memo<Option<Arc<Audited>>> {
        Memo::new_with_compare(
            move |_| match self.code.get() {
                Code::Here(look_through) => Some(Arc::new(look_through(&rows, &place))),
                Code::Loading | Code::Missing => None,
            },
            // The code comes once.
            |_, _| true,
        )
    }

    /// Fetches the code, unless it is here or on its way.
    pub(super) fn fetch_again(self) {
        if matches!(self.code.get_untracked(), Code::Missing) {
            self.fetch();
        }
    }

    fn fetch(self) {
        self.code.set(Code::Loading);
        spawn_local(async move {
            let arrived = list_audit().await.map_or(Code::Missing, Code::Here);
            self.code.set(arrived);
            self.is_awaited.set(false);
        });
    }
}

/// Fetches the code that looks through lists.
pub(in crate::credentials) fn provide_audit() {
    let audit = ListAudit {
        code: RwSignal::new(Code::Loading),
        is_awaited: RwSignal::new(true),
    };
    audit.fetch();
    set_timeout(move || audit.is_awaited.set(false), PATIENCE);
    provide_context(audit);
}

pub(super) fn use_audit() -> ListAudit {
    expect_context()
}

fn look_through(rows: &[CredentialsSummary], place: &Place) -> Audited {
    let list: Vec<_> = rows.iter().map(StoredCredential::from).collect();
    let audit = audit(&list, &wave_setup::stored());
    let rows: Vec<_> = rows
        .iter()
        .zip(&audit.rows)
        .map(|(row, audit)| (row.id.clone(), row.name.clone(), chips(audit)))
        .collect();
    let place = place.clone();
    Audited {
        attention: sentence::sentence(audit.summary),
        chips: Box::new(move |number| {
            rows.get(number)
                .map(|(id, name, chips)| {
                    let (id, name, chips) = (id.clone(), name.clone(), chips.clone());
                    view! { <AuditChips chips id name place=place.clone()/> }
                })
                .into_any()
        }),
    }
}
