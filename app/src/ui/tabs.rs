//! A few panels, one of which is shown: the tab pattern, with arrow keys.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use super::handlers::pressed;
use super::reactive::text;
use crate::browser;

/// Tabs and the panel of the chosen one.
#[component]
pub(crate) fn Tabs(
    /// Unique in the page.
    id: &'static str,
    /// What the tabs choose between.
    label: &'static str,
    /// What the tabs say.
    tabs: Vec<&'static str>,
    /// Which one is chosen.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Another one was chosen.
    #[prop(into)]
    on_choose: Callback<usize>,
    /// The panel.
    children: Children,
) -> impl IntoView {
    let count = tabs.len();
    let tab_id = move |at: usize| format!("{id}-tab-{at}");
    let go = move |at: usize| {
        on_choose.run(at);
        browser::focus(&tab_id(at));
    };
    let by_keyboard = move |event: KeyboardEvent| {
        let at = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" => (at + 1) % count,
            "ArrowLeft" => (at + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        go(to);
    };
    let buttons = tabs.into_iter().enumerate().map(|(at, label)| {
        let is_chosen = Memo::new(move |_| chosen.get() == at);
        view! {
            <button
                type="button"
                role="tab"
                class="wp-choose__tab"
                id=tab_id(at)
                aria-controls=format!("{id}-panel")
                aria-selected=text(move || is_chosen.get().to_string())
                tabindex=text(move || if is_chosen.get() { "0" } else { "-1" })
                on:click=pressed(move || on_choose.run(at))
            >
                {label}
            </button>
        }
    });
    view! {
        <div class="wp-choose" role="tablist" aria-label=label on:keydown=by_keyboard>
            {buttons.collect_view()}
        </div>
        <div
            class="wp-choose__panel"
            role="tabpanel"
            id=format!("{id}-panel")
            aria-labelledby=text(move || tab_id(chosen.get()))
        >
            {children()}
        </div>
    }
}
