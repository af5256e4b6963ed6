//! The controls of choices: a switch, a few boxes, a list in an order, one of a few, a line of text.

mod any_of;
mod ordered;
mod switch;

use leptos::ev::Event;
use leptos::prelude::*;
use nextflow_config::Value;
use wavepass_core::finding::Finding;
use wavepass_core::launch::Input;

use crate::ui::field::use_field;
use crate::ui::finding::FindingView;
use crate::ui::handlers::entered;
use crate::ui::inputs::TextInput;
use crate::ui::reactive::dynamic;
pub(super) use any_of::AnyOf;
pub(super) use ordered::Ordered;
pub(super) use switch::Switch;

/// What a control needs: the value that is wanted, and what to do with another one.
#[derive(Clone, Copy)]
pub(super) struct Wanted {
    /// What the choice comes to when everything that is wanted is done.
    pub(super) value: Memo<Option<Value>>,
    /// Wants something else. False when that is refused.
    pub(super) choose: Callback<Option<Value>, bool>,
}

/// One of a few, or none.
#[component]
pub(super) fn OneOf(names: &'static [&'static str], wanted: Wanted) -> impl IntoView {
    let field = use_field();
    let chosen = move || {
        let value = wanted.value.get();
        value.map(|value| value.to_string()).unwrap_or_default()
    };
    let options = names
        .iter()
        .map(|name| view! { <option value=*name>{*name}</option> });
    let on_change = move |name: String| {
        let to = (!name.is_empty()).then_some(Value::Text(name));
        wanted.choose.run(to);
    };
    view! {
        <select
            class="wp-input wp-select"
            id=field.id.get_value()
            prop:value=chosen
            aria-describedby=field.aria_describedby()
            on:change=entered(on_change)
        >
            <option value="">"Not set"</option>
            {options.collect_view()}
        </select>
    }
}

/// A line of text: a text, texts with commas, or a number.
#[component]
pub(super) fn TextControl(
    input: Input,
    wanted: Wanted,
    /// Beginnings to choose from.
    hosts: Option<Memo<Vec<String>>>,
) -> impl IntoView {
    let value = Signal::derive(move || match wanted.value.get() {
        None | Some(Value::Null | Value::Unknown) => String::new(),
        Some(list @ Value::List(_)) => texts(Some(&list)).join(", "),
        Some(other) => other.to_string(),
    });
    let typed = RwSignal::new(None::<String>);
    let shown = Signal::derive(move || typed.get().unwrap_or_else(|| value.get()));
    let on_input = move |text: String| {
        let trimmed = text.trim();
        let to = match input {
            _ if trimmed.is_empty() => None,
            Input::Texts => list(
                trimmed
                    .split(',')
                    .map(|one| one.trim().to_owned())
                    .collect(),
            ),
            Input::Number => trimmed.parse().map_or_else(
                |_| Some(Value::Text(trimmed.to_owned())),
                |id| Some(Value::Int(id)),
            ),
            _ => Some(Value::Text(trimmed.to_owned())),
        };
        typed.set(Some(text));
        wanted.choose.run(to);
    };
    let list = hosts.map(|_| format!("{}-hosts", use_field().id.get_value()));
    let options = hosts.map(|hosts| {
        view! {
            <datalist id=list.clone()>
                {dynamic(move || {
                    let options = hosts.get().into_iter();
                    options
                        .map(|host| view! { <option value=format!("{host}/")></option> }.into_any())
                        .collect::<Vec<_>>()
                        .into_any()
                })}
            </datalist>
        }
        .into_any()
    });
    view! {
        <TextInput
            value=shown
            list
            on_input
            // What was typed with blanks is shown as it is stored.
            on_leave=move |()| typed.set(None)
        />
        {options}
    }
}

/// The names of a list, or of a text with commas.
fn texts(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Text(text)) => {
            let names = text.split(',').map(|name| name.trim().to_owned());
            names.filter(|name| !name.is_empty()).collect()
        }
        Some(Value::List(all)) => all.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}

/// A list of texts; none when there are none.
fn list(names: Vec<String>) -> Option<Value> {
    let names: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| Value::List(names.into_iter().map(Value::Text).collect()))
}

/// What is around the inputs of a choice that has several: its label and name, what there is to say
/// about it, and help.
#[component]
fn Group(
    id: String,
    label: &'static str,
    name: &'static str,
    help: &'static str,
    findings: Signal<Vec<Finding>>,
    children: Children,
) -> impl IntoView {
    let (help_id, findings_id) = (format!("{id}-help"), format!("{id}-findings"));
    let described_by = format!("{findings_id} {help_id}");
    let group = id.clone();
    view! {
        <div class="wp-field" role="group" aria-labelledby=group aria-describedby=described_by>
            <div>
                <span class="wp-field__label" id=id tabindex="-1">
                    {label}
                </span>
                " "
                <code class="wp-field__name">{name}</code>
            </div>
            {children()}
            <FindingList findings id=findings_id/>
            <p class="wp-field__help" id=help_id>
                {help}
            </p>
        </div>
    }
}

/// A box of one of several was pressed: it is chosen behind the others, or not chosen any more.
/// Whether that was taken; a box whose press was refused is put back.
fn toggle(event: &Event, chosen: Memo<Vec<String>>, wanted: Wanted, name: &str) -> bool {
    let on = event_target_checked(event);
    let mut all = chosen.get_untracked();
    all.retain(|one| one != name);
    if on {
        all.push(name.to_owned());
    }
    let is_taken = wanted.choose.run(list(all));
    if !is_taken {
        event_target::<web_sys::HtmlInputElement>(event).set_checked(!on);
    }
    is_taken
}

/// What there is to say about a choice.
#[component]
fn FindingList(findings: Signal<Vec<Finding>>, id: String) -> impl IntoView {
    view! {
        <div class="wp-field__findings" id=id aria-live="polite">
            {dynamic(move || {
                let all = findings.get().into_iter();
                all.map(|finding| view! { <FindingView finding on_fix=None/> })
                    .collect_view()
                    .into_any()
            })}
        </div>
    }
}
