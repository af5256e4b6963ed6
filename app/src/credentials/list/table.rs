//! The table of credentials. On a narrow page each row becomes a card.

use std::sync::Arc;

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Timestamp;

use super::attention::Attention;
use super::audit::{Audited, use_audit};
use super::row_menu::RowMenu;
use crate::credentials::provider_icon::ProviderIcon;
use crate::shell::lazy::Code;
use crate::shell::routes::Place;
use crate::ui::reactive::dynamic;
use crate::ui::time::Time;

/// The id of the link in a row, which takes the focus when the row is new.
pub(crate) fn row_link_id(id: &str) -> String {
    format!("credentials-{id}")
}

/// The table of credentials.
#[component]
pub(crate) fn CredentialsTable(
    /// What is in it, in the order of the server.
    rows: Vec<CredentialsSummary>,
    /// Where the rows lead.
    place: Place,
    /// The id of a row that was added a moment ago.
    #[prop(into)]
    new_row: Signal<Option<String>>,
    /// Delete was chosen for a row.
    #[prop(into)]
    on_delete: Callback<CredentialsSummary>,
) -> impl IntoView {
    let audit = use_audit();
    audit.fetch_again();
    // Rows that are there before what stands out in them keep the room for it, so that nothing
    // moves when it comes.
    let is_late = untrack(|| !matches!(audit.code(), Code::Here(())));
    let audited = audit.of(rows.clone(), place.clone());
    let class = if is_late {
        "wp-table wp-table--roomy"
    } else {
        "wp-table"
    };
    // Explicit roles: as cards on a narrow page the elements lose their own.
    view! {
        <Attention audited is_late/>
        <table class=class role="table">
            <caption class="wp-visually-hidden">"Credentials, in the order in which Wave looks for a match"</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th scope="col" role="columnheader">"Name"</th>
                    <th scope="col" role="columnheader">"Provider"</th>
                    <th scope="col" role="columnheader">"Registry server"</th>
                    <th scope="col" role="columnheader">"User name"</th>
                    <th scope="col" role="columnheader">"Last used"</th>
                    <th scope="col" role="columnheader">"Created"</th>
                    <th scope="col" role="columnheader">
                        <span class="wp-visually-hidden">"Actions"</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {rows
                    .into_iter()
                    .enumerate()
                    .map(|(number, row)| {
                        view! { <Row row number audited place=place.clone() new_row on_delete/> }
                    })
                    .collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn Row(
    row: CredentialsSummary,
    number: usize,
    audited: Memo<Option<Arc<Audited>>>,
    place: Place,
    new_row: Signal<Option<String>>,
    on_delete: Callback<CredentialsSummary>,
) -> impl IntoView {
    let id = row.id.clone();
    let is_new = move || new_row.with(|new| new.as_deref() == Some(id.as_str()));
    let label = row.provider.label().to_owned();
    let href = place.credential(&row.id);
    let link_id = row_link_id(&row.id);
    // Only what has a registry can stand out.
    let chips = row.registry.is_some().then(|| {
        let chips = move || audited.with(|found| found.as_ref().map(|found| (found.chips)(number)));
        view! { <div class="wp-chips-room">{dynamic(move || chips().into_any())}</div> }
    });
    view! {
        <tr role="row" class:wp-table__row--new=is_new>
            <th scope="row" role="rowheader" class="wp-table__name">
                <a href=href id=link_id>
                    {row.name.clone()}
                </a>
            </th>
            <td role="cell" data-label="Provider">
                <span class="wp-with-icon">
                    <ProviderIcon provider=row.provider.clone()/>
                    {label}
                </span>
            </td>
            <td role="cell" data-label="Registry server" class="wp-table__code">
                {text_or_none(row.registry.clone())}
                {chips}
            </td>
            <td role="cell" data-label="User name" class="wp-table__code">
                {text_or_none(row.user_name.clone())}
            </td>
            <td role="cell" data-label="Last used">
                <Time at=row.last_used.map(Timestamp::unix_millis) none="Never"/>
            </td>
            <td role="cell" data-label="Created">
                <Time at=row.created.map(Timestamp::unix_millis)/>
            </td>
            <td role="cell" class="wp-table__actions">
                <RowMenu row=row.clone() place=place.clone() on_delete/>
            </td>
        </tr>
    }
}

fn text_or_none(text: Option<String>) -> impl IntoView {
    match text {
        Some(text) => text.into_any(),
        None => view! {
            <span class="wp-muted" aria-hidden="true">"–"</span>
            <span class="wp-visually-hidden">"None"</span>
        }
        .into_any(),
    }
}
