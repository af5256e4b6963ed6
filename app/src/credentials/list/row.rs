//! A row of the list of credentials. On a narrow page it becomes a card.

use leptos::prelude::*;
use wavepass_core::credentials::attention::NEAR;
use wavepass_core::credentials::summary::Validity;
use wavepass_core::credentials::{CredentialsSummary, Description, StoredRegistry};
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::timestamp::{Timestamp, Told};

use super::audit_chips::{AuditChips, Chip};
use super::contents::Contents;
use super::list_view::ListView;
use super::row_menu::RowMenu;
use crate::browser;
use crate::credentials::provider_icon::PurposeIcon;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::icon::{Icon, IconView};
use crate::ui::time::Time;

/// The id of the link in a row, which takes the focus when the row is new.
pub(crate) fn row_link_id(id: &str) -> String {
    format!("credentials-{id}")
}

/// A credential in a line of the table, what stands before its columns, and below its name.
pub(crate) fn row(
    list: &ListView,
    contents: &Contents,
    at: usize,
    place: usize,
    before: AnyView,
    below_name: AnyView,
) -> AnyView {
    match (contents.rows.get(place), contents.chips.get(place)) {
        (Some(row), Some(chips)) => {
            let (row, chips) = (row.clone(), chips.clone());
            view! { <Row at row chips list=list.clone() before below_name/> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Row(
    at: usize,
    row: CredentialsSummary,
    chips: Vec<Chip>,
    list: ListView,
    before: AnyView,
    below_name: AnyView,
) -> impl IntoView {
    let ListView {
        place,
        new_row,
        deletion,
        explained,
        ..
    } = list;
    let id = row.id.clone();
    let is_new = move || id.is_some() && new_row.with(|new| *new == id);
    let label = row.provider.label().to_owned();
    // What has no id can be shown, and that is all.
    let name = match &row.id {
        Some(id) => view! {
            <a href=place.credential(id) id=row_link_id(id)>
                <Foreign text=row.label()/>
            </a>
        }
        .into_any(),
        None => view! { <Foreign text=row.label()/> }.into_any(),
    };
    let menu = row
        .id
        .clone()
        .map(|id| view! { <RowMenu row=row.clone() id place=place.clone() deletion/> }.into_any());
    view! {
        <tr
            role="row"
            class:wp-table__row--new=is_new
            aria-rowindex=(at + 2).to_string()
        >
            {before}
            <th scope="row" role="rowheader" class="wp-table__name" aria-label=visible(row.label())>
                {name}
                <Written text=row.description.clone()/>
                {below_name}
            </th>
            <td role="cell" data-label="Provider">
                <span class="wp-with-icon">
                    <PurposeIcon
                        provider=row.provider.clone()
                        registry=row.registry_text().map(str::to_owned)
                    />
                    {label}
                </span>
                <State row=row.clone()/>
            </td>
            <td role="cell" data-label="Registry server" class="wp-table__code">
                {registry(row.registry.as_ref())}
                <AuditChips
                    chips
                    id=row.id.clone()
                    name=row.label().to_owned()
                    registry=row.registry_text().map(str::to_owned)
                    place=place.clone()
                    explained
                />
            </td>
            <td role="cell" data-label="User name" class="wp-table__code">
                {text_or_none(row.user_name.clone())}
            </td>
            <td role="cell" data-label="Last used">
                <Time at=millis(row.last_used) none=if row.last_used == Told::Null { "Never" } else { "Unknown" }/>
            </td>
            <td role="cell" data-label="Last updated">
                <Time at=millis(row.updated)/>
            </td>
            <td role="cell" class="wp-table__actions">{menu}</td>
        </tr>
    }
}

fn millis(told: Told) -> Option<i64> {
    told.at().map(Timestamp::unix_millis)
}

/// What somebody has written about credentials, and when their secret ends.
#[component]
fn Written(text: Option<String>) -> impl IntoView {
    let Description { words, expires } = Description::read(&text?);
    let expires = expires.map(|day| {
        let now = browser::now_millis() / 1000;
        let is_near = day.days_from(now) <= NEAR;
        view! {
            <span class="wp-chips">
                <span class="wp-chip" class:wp-chip--warning=is_near>
                    {day.in_words(now)}
                </span>
            </span>
        }
        .into_any()
    });
    let shown = view! {
        <small class="wp-table__note"><Foreign text=words/></small>
        {expires}
    };
    Some(shown.into_any())
}

/// What Platform says of credentials that are not good.
#[component]
pub(crate) fn State(row: CredentialsSummary) -> impl IntoView {
    let chip = |label: String, why: Option<String>, at: Option<Timestamp>| {
        let at = at.map(|at| view! { "Checked: " <Time at=Some(at.unix_millis())/> }.into_any());
        view! {
            <span class="wp-chips">
                <span class="wp-chip wp-chip--warning">
                    <IconView icon=Icon::Warning/>
                    {label}
                </span>
                <small>{why.map(|text| view! { <Foreign text/> }.into_any())} " " {at}</small>
            </span>
        }
        .into_any()
    };
    let deleted = row
        .is_deleted
        .then(|| chip("Deleted".to_owned(), None, None));
    let state = match row.validity {
        Validity::Invalid { why, at } => Some(chip("Invalid".to_owned(), why, at)),
        Validity::Other(status) => Some(chip(status, None, None)),
        Validity::NotChecked | Validity::Good(_) => None,
    };
    view! { {deleted} {state} }
}

/// The registry, and whether it is one that nobody has stored.
fn registry(registry: Option<&StoredRegistry>) -> AnyView {
    match registry {
        None => text_or_none(None).into_any(),
        Some(StoredRegistry::Stored(text)) => text_or_none(Some(text.clone())).into_any(),
        Some(StoredRegistry::Default) => view! {
            {DOCKER_HUB} <span class="wp-muted">" (default)"</span>
        }
        .into_any(),
        Some(StoredRegistry::Unknown) => {
            view! { <span class="wp-muted">"Not said by Platform"</span> }.into_any()
        }
    }
}

fn text_or_none(text: Option<String>) -> impl IntoView {
    match text {
        Some(text) => view! { <Foreign text/> }.into_any(),
        None => view! {
            <span class="wp-muted" aria-hidden="true">"–"</span>
            <span class="wp-visually-hidden">"None"</span>
        }
        .into_any(),
    }
}
