//! The choice between personal credentials and a workspace.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use super::menu::Menu;
use crate::routes::Place;

/// From this many places on, there is a field to search them.
const SEARCHABLE: usize = 7;

/// A button that says where one is, and opens the list of places.
#[component]
pub(crate) fn ContextSwitcher(
    /// Where one is.
    current: Memo<Place>,
    /// Where one may go, sorted; personal is first and always there.
    #[prop(into)]
    places: Signal<Vec<Place>>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = move || {
        let query = query.get().to_lowercase();
        let mut all = places.get();
        all.retain(|place| place.label().to_lowercase().contains(query.trim()));
        all
    };
    let searchable = move || places.with(Vec::len) >= SEARCHABLE;
    view! {
        <Menu
            id="switcher"
            class="wp-switcher"
            button=Box::new(move || {
                view! {
                    <span class="wp-visually-hidden">"Change context, now "</span>
                    <span class="wp-switcher__label">{move || current.get().label()}</span>
                    <IconView icon=Icon::ChevronDown/>
                }
                    .into_any()
            })
        >
            <Show when=searchable>
                <input
                    class="wp-input wp-menu__search"
                    type="search"
                    aria-label="Search workspaces"
                    placeholder="Search workspaces"
                    autofocus=true
                    prop:value=query
                    on:input:target=move |event| query.set(event.target().value())
                />
            </Show>
            <nav aria-label="Contexts" class="wp-menu__scroll">
                {move || {
                    found()
                        .into_iter()
                        .map(|place| view! { <Item place current/> })
                        .collect_view()
                }}
                <Show when=move || found().is_empty()>
                    <p class="wp-menu__note">"No workspace has that in its name."</p>
                </Show>
            </nav>
        </Menu>
    }
}

#[component]
fn Item(place: Place, current: Memo<Place>) -> impl IntoView {
    let icon = if place == Place::Personal {
        Icon::Person
    } else {
        Icon::Box
    };
    let (label, href) = (place.label(), place.credentials());
    let is_current = move || current.with(|current| *current == place);
    view! {
        <a
            href=href
            class="wp-menu__item"
            aria-current=move || if is_current() { "true" } else { "false" }
        >
            <IconView icon/>
            {label}
        </a>
    }
}
