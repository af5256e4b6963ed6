//! The Credentials tab of a workspace, and the personal "Your credentials".

mod arrange;
mod attention;
mod attention_strip;
mod audit_chips;
mod bulk_bar;
mod choice;
mod columns_menu;
mod contents;
mod explanation;
mod export;
mod freshness;
mod hidden_warnings;
mod list_view;
mod query;
mod row;
mod row_focus;
mod row_menu;
mod scroll;
mod searchable;
mod selection;
mod table;
mod toolbar;
mod way_out;
mod window;

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;

use super::arrival::use_arrivals;
use super::delete::{DeleteDialog, Deletion};
use super::list_address;
use crate::browser::{focus, focus_soon};
use crate::shell::home;
use crate::shell::load::Load;
use crate::shell::permissions::{WHY_NOT, use_permissions};
use crate::shell::remote::{Fetched, Remote};
use crate::shell::router::use_router;
use crate::shell::routes::{Place, Route};
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::{PageHeading, focus_heading};
use crate::ui::reactive::{dynamic, follow, only_if};
use contents::{Held, use_contents};
use explanation::ExplanationPlace;
use list_view::ListView;
use query::ListQuery;
use row::row_link_id;
use table::CredentialsTable;

/// The list of credentials of a place.
#[component]
pub(crate) fn CredentialsList(place: Place, scope: Scope) -> impl IntoView {
    let arrivals = use_arrivals();
    let new_row = arrivals.latest();
    let rows = use_contents(scope);
    let permissions = use_permissions();
    home::remember(&place);
    if !untrack(|| use_router().shown()).contains('?') {
        list_address::forget();
    }
    on_cleanup(move || arrivals.forget());

    // Who comes back from the page of one goes on from its row.
    let returned = match use_router().left() {
        Route::In(from, page) if from == place => page.credential(),
        _ => None,
    };
    follow_rows(rows, new_row, returned.clone());
    follow(move || {
        // Nothing waits for it.
        if matches!(rows.get(), Remote::Ready(_)) {
            permissions.want(scope);
        }
    });
    let keeps_focus = returned.is_some() || new_row.with_untracked(Option::is_some);
    let deletion = Deletion::new();

    let title = match place {
        Place::Personal => "Your credentials",
        Place::Workspace { .. } => "Credentials",
    };
    let add = place.new_credentials();
    let here = StoredValue::new(place.clone());
    let dismiss = Callback::new(move |()| {
        arrivals.forget();
        focus_heading();
    });
    let asked = RwSignal::new(ListQuery::default());
    let explained = RwSignal::new(None);
    let again = Callback::new(move |()| rows.again());
    let show = Callback::new(move |held: Held| {
        let Held { contents, last } = held;
        let list = ListView {
            contents,
            last,
            place: here.get_value(),
            scope,
            new_row,
            returned: returned.clone(),
            deletion,
            asked,
            explained,
            again,
        };
        let is_empty = Memo::new(move |_| contents.with(|it| it.is_empty));
        let notices = move || {
            let stale = last.with(|last| {
                let why = last.failure.as_ref()?;
                Some(format!(
                    "The list could not be loaded again: it is as it was before. {why}"
                ))
            });
            let said = [stale, contents.with(|it| it.gap.clone())];
            let said = said.into_iter().flatten();
            said.map(|it| view! { <p class="wp-notice">{it}</p> }.into_any())
                .collect::<Vec<_>>()
                .into_any()
        };
        let table = move || {
            if is_empty.get() {
                view! { <Empty place=here.get_value()/> }.into_any()
            } else {
                view! { <CredentialsTable list=list.clone()/> }.into_any()
            }
        };
        view! {
            {dynamic(notices)}
            {dynamic(table)}
        }
    });
    view! {
        <div class="wp-page__head">
            <PageHeading
                title
                context=place.label()
                keeps_focus=keeps_focus
            />
            <a
                href=add
                class="wp-button wp-button--primary"
                aria-disabled=permissions.off(Action::AddCredentials)
                aria-describedby=WHY_NOT
            >
                <IconView icon=Icon::Plus/>
                "Add Credentials"
            </a>
        </div>
        {dynamic(move || here.with_value(|place| arrivals.card(place, dismiss)).into_any())}
        <Load fetched=rows what="Credentials" children=show/>
        <ExplanationPlace explained/>
        <DeleteDialog deletion place scope on_deleted=again/>
    }
}

/// Gives the focus to a new row when it is there for the first time, else to that of one from whose
/// page somebody has come back. Where it is not there, the list begins at its heading.
fn follow_rows(rows: Fetched<Held>, new_row: Signal<Option<String>>, returned: Option<String>) {
    let mut greeted = None;
    let mut sought = returned;
    follow(move || {
        let id = new_row.get();
        let state = rows.get();
        if matches!(state, Remote::Ready(_)) && id != greeted {
            greeted.clone_from(&id);
            sought = None;
            focus_soon(&row_link_id(&id.unwrap_or_default()));
        } else if !matches!(state, Remote::Loading)
            && let Some(id) = sought.take()
        {
            request_animation_frame(move || {
                if !focus(&row_link_id(&id)) {
                    focus_heading();
                }
            });
        }
    });
}

/// What the list says while there is nothing in it.
#[component]
fn Empty(place: Place) -> impl IntoView {
    let permissions = use_permissions();
    let whose = match place {
        Place::Personal => {
            "Runs in your personal workspace use them; runs in an organization's \
                            workspace do not."
        }
        Place::Workspace { .. } => {
            "Runs in this workspace use them; your personal ones are not \
                                    used here."
        }
    };
    view! {
        <div class="wp-state">
            <IconView icon=Icon::Key/>
            <h2 class="wp-state__title">"No credentials yet"</h2>
            <p>
                "With registry credentials, Wave can pull your private container images for \
                 Nextflow runs. " {whose}
            </p>
            // Else the reason stands above.
            {only_if(
                move || !permissions.denies(Action::AddCredentials),
                move || view! {
                    <a href=place.new_credentials() class="wp-button wp-button--primary">
                        <IconView icon=Icon::Plus/>
                        "Add Credentials"
                    </a>
                }
                .into_any(),
            )}
        </div>
    }
}
