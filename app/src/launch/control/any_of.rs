//! A choice of any of a few.

use leptos::ev::Event;
use leptos::prelude::*;
use wavepass_core::finding::Finding;

use super::{FindingList, Wanted, list, texts};

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
    let (help_id, findings_id) = (format!("{id}-help"), format!("{id}-findings"));
    let described_by = format!("{findings_id} {help_id}");
    let group = id.clone();
    let boxes = names.iter().map(|name| {
        let is_chosen =
            Signal::derive(move || chosen.with(|all| all.iter().any(|one| one == name)));
        let on_change = move |event: Event| {
            let on = event_target_checked(&event);
            let mut all = chosen.get_untracked();
            all.retain(|one| one != name);
            if on {
                all.push((*name).to_owned());
            }
            if !wanted.choose.run(list(all)) {
                let input = event_target::<web_sys::HtmlInputElement>(&event);
                input.set_checked(is_chosen.get_untracked());
            }
        };
        view! {
            <label class="wp-check">
                <input type="checkbox" prop:checked=is_chosen on:change=on_change/>
                {*name}
            </label>
        }
    });
    view! {
        <div class="wp-field" role="group" aria-labelledby=group aria-describedby=described_by>
            <div>
                <span class="wp-field__label" id=id tabindex="-1">
                    {label}
                </span>
                " "
                <code class="wp-field__name">{name}</code>
            </div>
            <div class="wp-checks">{boxes.collect_view()}</div>
            <FindingList findings id=findings_id/>
            <p class="wp-field__help" id=help_id>
                {help}
            </p>
        </div>
    }
}
