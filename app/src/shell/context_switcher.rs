//! The choice between personal credentials and a workspace.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::routes::Place;
use super::session::use_session;
use crate::browser::focus_soon;
use crate::ui::handlers::{entered, pressed};
use crate::ui::icon::{Icon, IconView};
use crate::ui::menu::Menu;
use crate::ui::reactive::{dynamic, only_if, text};

/// From this many places on, there is a field to search them.
const SEARCHABLE: usize = 7;

/// The list of places.
const CONTEXTS: &str = "switcher-contexts";

/// A button that says where one is, and opens the list of places.
#[component]
pub(crate) fn ContextSwitcher(
    /// Where one is.
    current: Memo<Place>,
    /// That place is not open to the person, or not there.
    is_nowhere: Signal<bool>,
) -> impl IntoView {
    let session = use_session();
    let account = session.account();
    // Where one may go, sorted; personal is first, unless this Platform has it switched off.
    let places = Signal::derive(move || {
        let workspaces = account.get().map(|account| account.workspaces);
        let workspaces = workspaces.into_iter().flatten().map(|open| open.place);
        let installation = session.installation().get();
        let is_off = installation.is_some_and(|it| it.has_personal == Some(false));
        let personal = (!is_off || current.get() == Place::Personal).then_some(Place::Personal);
        personal.into_iter().chain(workspaces).collect::<Vec<_>>()
    });
    let query = RwSignal::new(String::new());
    let found = move || {
        let query = query.get().to_ascii_lowercase();
        let mut all = places.get();
        all.retain(|place| place.label().to_ascii_lowercase().contains(query.trim()));
        all
    };
    // The list stays open, and has the focus once the answer has replaced the button.
    let again = move || {
        spawn_local(async move {
            let _ = session.refresh().await;
            focus_soon(CONTEXTS);
        });
    };
    let searchable = move || places.with(Vec::len) >= SEARCHABLE;
    view! {
        <Menu
            id="switcher"
            class="wp-switcher"
            on_toggle=move |is_open: bool| if !is_open { query.set(String::new()) }
            button=Box::new(move || {
                view! {
                    <span class="wp-visually-hidden">"Change context, now "</span>
                    <span class="wp-switcher__label">
                        {text(move || {
                            if is_nowhere.get() {
                                "No workspace".to_owned()
                            } else {
                                current.get().label()
                            }
                        })}
                    </span>
                    <IconView icon=Icon::ChevronDown/>
                }
                    .into_any()
            })
        >
            {only_if(searchable, move || view! {
                <input
                    class="wp-input wp-menu__search"
                    type="search"
                    aria-label="Search workspaces"
                    placeholder="Search workspaces"
                    autofocus=true
                    prop:value=query
                    on:input=entered(move |text| query.set(text))
                />
            }.into_any())}
            <nav aria-label="Contexts" class="wp-menu__scroll" id=CONTEXTS tabindex="-1">
                {dynamic(move || {
                    let found = found();
                    if found.is_empty() {
                        return view! {
                            <p class="wp-menu__note">"No workspace has that in its name."</p>
                        }
                        .into_any();
                    }
                    items(found, current).into_any()
                })}
            </nav>
            {dynamic(move || {
                let account = account.get();
                let failed = account.as_ref().and_then(|account| account.no_workspaces.clone());
                let unreadable = account.and_then(|account| account.unreadable);
                let unreadable = unreadable.map(|said| view! { <p class="wp-menu__note">{said}</p> }.into_any());
                let failed = failed.map(|why| view! {
                    <p class="wp-menu__note">
                        "Your workspaces could not be loaded. " {why.sentence()}
                    </p>
                    <button
                        type="button"
                        class="wp-menu__item"
                        data-stays
                        on:click=pressed(again)
                    >
                        "Try again"
                    </button>
                }
                .into_any());
                view! { {unreadable} {failed} }.into_any()
            })}
        </Menu>
    }
}

/// The places, those of an organization below its name. They are sorted.
fn items(places: Vec<Place>, current: Memo<Place>) -> Vec<AnyView> {
    let mut last = None;
    let mut views = Vec::new();
    for place in places {
        if let Place::Workspace { org, .. } = &place
            && last.as_ref() != Some(org)
        {
            last = Some(org.clone());
            // Each workspace below has it in its own name.
            let heading = view! {
                <p class="wp-menu__heading" aria-hidden="true">{org.clone()}</p>
            };
            views.push(heading.into_any());
        }
        views.push(view! { <Item place current/> }.into_any());
    }
    views
}

#[component]
fn Item(place: Place, current: Memo<Place>) -> impl IntoView {
    let icon = if place == Place::Personal {
        Icon::Person
    } else {
        Icon::Box
    };
    let href = place.credentials();
    let (before, label) = match &place {
        Place::Personal => (None, place.label()),
        Place::Workspace { org, workspace } => (Some(format!("{org} / ")), workspace.clone()),
    };
    let before = before.map(|org| view! { <span class="wp-visually-hidden">{org}</span> });
    let is_current = move || current.with(|current| *current == place);
    view! {
        <a
            href=href
            class="wp-menu__item"
            aria-current=text(move || if is_current() { "true" } else { "false" })
        >
            <IconView icon/>
            <span>{before} {label}</span>
        </a>
    }
}
