//! A choice of any of a few.

use leptos::ev::Event;
use leptos::prelude::*;
use wavepass_core::finding::Finding;

use super::{Group, Wanted, texts, toggle};

/// Any of a few.
#[component]
pub(in super::super) fn AnyOf(
    id: String,
    label: &'static str,
    name: &'static str,
    help: &'static str,
    names: &'static [&'static str],
    wanted: Wanted,
    findings: Signal<Vec<Finding>>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| wanted.value.with(|value| texts(value.as_ref())));
    let boxes = names.iter().map(move |name| {
        let is_chosen =
            Signal::derive(move || chosen.with(|all| all.iter().any(|one| one == name)));
        let on_change = move |event: Event| {
            toggle(&event, chosen, wanted, name);
        };
        view! {
            <label class="wp-check">
                <input type="checkbox" prop:checked=is_chosen on:change=on_change/>
                {*name}
            </label>
        }
    });
    view! {
        <Group id label name help findings>
            <div class="wp-checks">{boxes.collect_view()}</div>
        </Group>
    }
}
