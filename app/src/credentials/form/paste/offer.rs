//! What a pasted text offers for the form, before it is filled in.

use leptos::prelude::*;
use wavepass_core::login::{Caution, Entry, Pasted, Value};

use super::{Paste, is_complete};
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;

/// What a text offers, to be filled in or thrown away. A secret is only said to be there.
#[component]
pub(crate) fn PasteOffer(
    /// Where the text came from.
    paste: Paste,
    /// What was found in it.
    pasted: StoredValue<Pasted>,
    /// Adds all entries at once, where the page can do that.
    on_add_all: Option<Callback<()>>,
) -> impl IntoView {
    let (summary, entries) = pasted.with_value(|pasted| (pasted.summary(), pasted.entries.clone()));
    let complete = entries.iter().filter(|entry| is_complete(entry)).count();
    let first = entries
        .iter()
        .position(|entry| entry.password.get().is_some());
    let chosen = RwSignal::new(first.unwrap_or_default());
    let choices = (entries.len() > 1).then(|| view! { <Choices entries=entries.clone() chosen/> });
    let entries = StoredValue::new(entries);
    on_cleanup(move || entries.dispose());
    view! {
        <section class="wp-offer" id="paste-found" tabindex="-1" aria-labelledby="paste-title">
            <h3 class="wp-offer__title" id="paste-title">
                "Found in the "
                {summary}
            </h3>
            {choices}
            {dynamic(move || {
                let entry = entries.with_value(|all| all.get(chosen.get()).cloned());
                entry.map(|entry| view! { <EntryView entry/> }).into_any()
            })}
            <div class="wp-buttons">
                <button
                    type="button"
                    class="wp-button wp-button--primary"
                    on:click=pressed(move || paste.fill(chosen.get_untracked()))
                >
                    "Fill in"
                </button>
                {on_add_all
                    .filter(|_| complete > 1)
                    .map(|add| {
                        view! {
                            <button type="button" class="wp-button" on:click=pressed(move || add.run(()))>
                                {format!("Add all {complete} as separate credentials")}
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="wp-button wp-button--quiet"
                    on:click=pressed(move || paste.throw_away())
                >
                    "Throw away"
                </button>
            </div>
        </section>
    }
}

#[component]
fn Choices(entries: Vec<Entry>, chosen: RwSignal<usize>) -> impl IntoView {
    view! {
        <fieldset class="wp-offer__choices">
            <legend>"Which one?"</legend>
            {entries
                .into_iter()
                .enumerate()
                .map(|(at, entry)| {
                    let host = entry.registry.get().cloned();
                    let note = match (entry.password.get(), entry.caution) {
                        (None, _) => " – no secret in the text",
                        (Some(_), Some(Caution::ShortLived)) => " – short-lived",
                        (Some(_), _) => "",
                    };
                    view! {
                        <label>
                            <input
                                type="radio"
                                name="paste-entry"
                                prop:checked=move || chosen.get() == at
                                on:change=move |_| chosen.set(at)
                            />
                            {host.unwrap_or_else(|| format!("Entry {}", at + 1))}
                            {note}
                        </label>
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

#[component]
fn EntryView(entry: Entry) -> impl IntoView {
    let password = match entry.password {
        Value::Found(_) | Value::Guessed(_) => "••••••••",
        Value::Missing(_) => "Cannot be had from this text",
        Value::Absent => "Not in the text",
    };
    let findings = entry.findings().into_iter().map(|(_, finding)| finding);
    view! {
        <dl class="wp-facts wp-facts--plain">
            <dt>"Registry server"</dt>
            <dd>{shown(&entry.registry)}</dd>
            <dt>"User name"</dt>
            <dd>{shown(&entry.user_name)}</dd>
            <dt>"Password"</dt>
            <dd>{password}</dd>
        </dl>
        {findings.map(|finding| view! { <FindingView finding on_fix=None/> }).collect_view()}
    }
}

fn shown(value: &Value<String>) -> String {
    match value {
        Value::Found(text) => text.clone(),
        Value::Guessed(text) => format!("{text} (worked out: please check)"),
        Value::Missing(_) => "Cannot be had from this text".to_owned(),
        Value::Absent => "Not in the text".to_owned(),
    }
}
