//! The table of credentials. On a narrow page each row becomes a card.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Provider, ProviderRef};

use super::icon::{Icon, IconView};
use super::menu::Menu;
use super::provider_icon::ProviderIcon;
use super::time::Time;
use crate::handlers::pressed;
use crate::routes::Place;

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
    // Explicit roles: as cards on a narrow page the elements lose their own.
    view! {
        <table class="wp-table" role="table">
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
                    .map(|row| view! { <Row row place=place.clone() new_row on_delete/> })
                    .collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn Row(
    row: CredentialsSummary,
    place: Place,
    new_row: Signal<Option<String>>,
    on_delete: Callback<CredentialsSummary>,
) -> impl IntoView {
    let id = row.id.clone();
    let is_new = move || new_row.with(|new| new.as_deref() == Some(id.as_str()));
    let label = row.provider.label().to_owned();
    let doomed = row.clone();
    let href = place.credential(&row.id);
    let link_id = row_link_id(&row.id);
    let menu_id = format!("actions-{}", row.id);
    let menu_label = format!("Actions for {}", row.name);
    let is_registry = row.provider == ProviderRef::Known(Provider::ContainerRegistry);
    let edit = is_registry.then(|| {
        view! {
            <a href=place.edit_credential(&row.id) class="wp-menu__item">
                <IconView icon=Icon::Pencil/>
                "Edit"
            </a>
        }
    });
    view! {
        <tr role="row" class:wp-table__row--new=is_new>
            <th scope="row" role="rowheader" class="wp-table__name">
                <a href=href.clone() id=link_id>
                    {row.name}
                </a>
            </th>
            <td role="cell" data-label="Provider">
                <span class="wp-with-icon">
                    <ProviderIcon provider=row.provider/>
                    {label}
                </span>
            </td>
            <td role="cell" data-label="Registry server" class="wp-table__code">
                {text_or_none(row.registry)}
            </td>
            <td role="cell" data-label="User name" class="wp-table__code">
                {text_or_none(row.user_name)}
            </td>
            <td role="cell" data-label="Last used">
                <Time at=row.last_used none="Never"/>
            </td>
            <td role="cell" data-label="Created">
                <Time at=row.created/>
            </td>
            <td role="cell" class="wp-table__actions">
                <Menu
                    id=menu_id
                    label=menu_label
                    class="wp-button wp-button--icon"
                    button=Box::new(|| view! { <IconView icon=Icon::Dots/> }.into_any())
                >
                    <a href=href class="wp-menu__item">
                        <IconView icon=Icon::Info/>
                        "Details"
                    </a>
                    {edit}
                    <button
                        type="button"
                        class="wp-menu__item wp-menu__item--danger"
                        on:click=pressed(move || on_delete.run(doomed.clone()))
                    >
                        <IconView icon=Icon::Trash/>
                        "Delete"
                    </button>
                </Menu>
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
