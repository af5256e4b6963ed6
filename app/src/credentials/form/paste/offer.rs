//! What a pasted text offers for the form, before it is filled in.

use leptos::prelude::*;
use wavepass_core::login::{Caution, Entry, Value};

use crate::credentials::form::model::{Event, FormModel, Offer};
use crate::credentials::form::store::{Form, now};
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;

/// What a text offers, to be filled in or thrown away. A secret is only said to be there.
#[component]
pub(crate) fn PasteOffer(
    /// What is filled in.
    form: Form,
) -> impl IntoView {
    let offered = |offer: &Offer| {
        let pasted = &offer.pasted;
        let at = now();
        let hosts = pasted.entries.iter().map(|entry| choice(entry, at));
        let hosts = hosts.collect::<Vec<_>>();
        (pasted.summary(), hosts, offer.complete().count())
    };
    // Another offer makes another one of these.
    let Some((summary, choices, complete)) = form.with_untracked(|form| form.offer().map(offered))
    else {
        return ().into_any();
    };
    let chosen = form.select(|form| form.offer().map(|offer| offer.chosen));
    let chosen = Signal::derive(move || chosen.get().unwrap_or_default());
    let choices = (choices.len() > 1).then(|| view! { <Choices form choices chosen/> });
    let asks_all = form.with_untracked(FormModel::asks_all);
    let can_add_all = complete > 1 && asks_all && !form.is_edit();
    view! {
        <section class="wp-offer" id="paste-found" tabindex="-1" aria-labelledby="paste-title">
            <h3 class="wp-offer__title" id="paste-title">
                "Found in the "
                {summary}
            </h3>
            {choices}
            {dynamic(move || {
                let at = chosen.get();
                form.with_untracked(|form| {
                    let entry = form.offer().and_then(|offer| offer.pasted.entries.get(at));
                    entry.map(entry_view)
                })
                .into_any()
            })}
            {(!asks_all)
                .then(|| {
                    view! {
                        <p class="wp-muted">
                            "Only the secret is filled in. Everything else stays as it is stored."
                        </p>
                    }
                })}
            <div class="wp-buttons">
                <button
                    type="button"
                    class="wp-button wp-button--primary"
                    on:click=pressed(move || form.dispatch(Event::FillPressed { now: now() }))
                >
                    "Fill in"
                </button>
                {can_add_all
                    .then(|| {
                        let add = move || form.dispatch(Event::AddAllPressed { now: now() });
                        view! {
                            <button type="button" class="wp-button" on:click=pressed(add)>
                                {format!("Add all {complete} as separate credentials")}
                            </button>
                        }
                    })}
                <button
                    type="button"
                    class="wp-button wp-button--quiet"
                    on:click=pressed(move || form.dispatch(Event::ThrowAwayPressed))
                >
                    "Throw away"
                </button>
            </div>
        </section>
    }
    .into_any()
}

/// The host of an entry, where there is one, and what is wrong with its secret.
fn choice(entry: &Entry, now: i64) -> (Option<String>, &'static str) {
    let note = match (entry.password.get(), entry.caution) {
        (None, _) => " – no secret in the text",
        _ if entry.has_expired(now) => " – expired",
        (Some(_), Some(Caution::ShortLived)) => " – short-lived",
        (Some(_), _) => "",
    };
    (entry.registry.get().cloned(), note)
}

#[component]
fn Choices(
    form: Form,
    choices: Vec<(Option<String>, &'static str)>,
    chosen: Signal<usize>,
) -> impl IntoView {
    view! {
        <fieldset class="wp-offer__choices">
            <legend>"Which one?"</legend>
            {choices
                .into_iter()
                .enumerate()
                .map(|(at, (host, note))| {
                    view! {
                        <label>
                            <input
                                type="radio"
                                name="paste-entry"
                                prop:checked=move || chosen.get() == at
                                on:change=move |_| form.dispatch(Event::EntryChosen(at))
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

fn entry_view(entry: &Entry) -> AnyView {
    let password = match entry.password {
        Value::Found(_) | Value::Guessed(_) => "••••••••",
        Value::Missing(_) => "Cannot be had from this text",
        Value::Absent => "Not in the text",
    };
    let findings = entry.findings(Some(now())).into_iter();
    let findings = findings.map(|(_, finding)| finding);
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
    .into_any()
}

fn shown(value: &Value<String>) -> String {
    match value {
        Value::Found(text) => text.clone(),
        Value::Guessed(text) => format!("{text} (worked out: please check)"),
        Value::Missing(_) => "Cannot be had from this text".to_owned(),
        Value::Absent => "Not in the text".to_owned(),
    }
}
