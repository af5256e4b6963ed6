//! A provider's own field, drawn from its row.

use leptos::ev::ClipboardEvent;
use leptos::prelude::*;
use wavepass_core::credentials::field::Format;
use wavepass_core::credentials::{Field as FormField, FieldKind, FieldSpec, Requirement};
use wavepass_core::finding::Edit;
use wavepass_core::secret::Secret;
use web_sys::HtmlInputElement;

use super::model::{BlankSecret, Event, FormModel};
use super::paste::may_be_more;
use super::registry_kind::RegistryKind;
use super::store::Form;
use crate::guide_link::guide_link;
use crate::shell::router::use_router;
use crate::ui::field::Field;
use crate::ui::inputs::{CheckInput, SecretInput, TextInput};
use crate::ui::lines_input::LinesInput;
use crate::ui::reactive::{dynamic, text};

/// A provider's own field.
#[component]
pub(crate) fn ValueField(
    /// Its row.
    spec: &'static FieldSpec,
    /// The form it belongs to.
    form: Form,
) -> impl IntoView {
    let field = spec.field;
    let value = if spec.is_secret() {
        form.secret(field)
    } else {
        form.value(field)
    };
    let on_fix = move |edit: Edit| form.mend(field, &edit);
    let login = move || {
        let record = form.registry_kind().get()?.record();
        match field {
            FormField::UserName => Some(record.user_name),
            FormField::Password => Some(record.password),
            _ => None,
        }
    };
    let required = form.select(move |form| form.requires(spec));
    // The registry's own word follows the one that Platform uses everywhere.
    let label = text(move || match login() {
        Some(login) if login.label != spec.label => format!("{}: {}", spec.label, login.label),
        _ => spec.label.to_owned(),
    });
    let keeps_stored = form.select(FormModel::keeps_secrets);
    let hides_registry = form.with_untracked(FormModel::hides_registry);
    let help = text(move || match login() {
        Some(login) if !login.note.is_empty() => login.note,
        _ if field == FormField::Password && form.is_edit() => "",
        _ if field == FormField::Registry && hides_registry => {
            "Platform does not say which registry is stored. Left empty, it stays as it is."
        }
        // Nothing but Docker Hub is what an empty server means.
        _ if field == FormField::Registry && required.get() => {
            "Only the host, exactly as your image names begin: no https://, no path."
        }
        _ => spec.help,
    });
    let blank = form.with_untracked(FormModel::blank_secret);
    let blank = blank
        .filter(|_| spec.is_secret())
        .map_or("", BlankSecret::help);
    let help = text(move || {
        let blank = if keeps_stored.get() { blank } else { "" };
        format!("{blank}{}", help.get())
    });
    let is_login = matches!(field, FormField::UserName | FormField::Password);
    let guide = form.guide(field);
    let place = use_router().place();
    let placeholder = text(move || {
        if field == FormField::Registry {
            let template = form.registry_kind().get();
            template.map_or(spec.placeholder, |kind| kind.record().canonical_host)
        } else {
            login().map_or(spec.placeholder, |login| login.placeholder)
        }
    });
    view! {
        <Field
            id=field.as_str()
            label
            required
            help
            findings=form.findings(field)
            on_fix=Callback::new(on_fix)
        >
            <ValueInput spec form value placeholder/>
        </Field>
        {is_login
            .then(|| {
                dynamic(move || {
                    let guide = guide.get();
                    guide
                        .and_then(|(registry, host)| guide_link(&place.get(), registry, &host))
                        .into_any()
                })
            })}
    }
}

/// The input of a provider's own field.
#[component]
fn ValueInput(
    /// The field's row.
    spec: &'static FieldSpec,
    /// The form it belongs to.
    form: Form,
    /// What is in it.
    value: Signal<String>,
    /// An example inside the empty input.
    placeholder: Signal<String>,
) -> impl IntoView {
    let field = spec.field;
    let on_input = move |text| form.typed(field, text);
    let on_leave = move |()| form.left(field);
    let on_paste = Callback::new(move |event: ClipboardEvent| {
        if let Some((text, whole)) = pasted(&event, field, value) {
            event.prevent_default();
            form.dispatch(Event::PastedIntoField { field, text, whole });
        }
    });
    let noun = spec.noun();
    match spec.kind {
        FieldKind::Secret => {
            let keeps_stored = form.is_edit();
            view! { <SecretInput value on_input on_leave on_paste keeps_stored noun/> }.into_any()
        }
        FieldKind::SecretLines | FieldKind::Lines => {
            let secret = spec.is_secret();
            view! { <LinesInput value on_input on_leave secret noun/> }.into_any()
        }
        FieldKind::Switch => {
            let by_itself = matches!(spec.requirement, Requirement::DefaultsTo("true"));
            let is_on = Signal::derive(move || match value.get().as_str() {
                "" => by_itself,
                typed => typed == "true",
            });
            let on_input = move |on: bool| form.typed(field, on.to_string());
            view! { <CheckInput value=is_on on_input/> }.into_any()
        }
        FieldKind::Text | FieldKind::RegistryHost => {
            let kind = move || {
                let kind = form.registry_kind().get()?;
                Some(view! { <RegistryKind registry=kind/> })
            };
            let is_registry = field == FormField::Registry;
            let inputmode = if is_registry || spec.format == Format::Url {
                "url"
            } else {
                "text"
            };
            view! {
                <TextInput value on_input on_leave on_paste placeholder inputmode/>
                {is_registry.then(|| dynamic(move || kind().into_any()))}
            }
            .into_any()
        }
    }
}

/// A pasted text that is not simply put in by the browser, and the value with it: one that
/// may be a whole login, or a secret with a line break, which the browser would drop unsaid.
fn pasted(
    event: &ClipboardEvent,
    field: FormField,
    value: Signal<String>,
) -> Option<(Secret, Secret)> {
    let text = Secret::new(event.clipboard_data()?.get_data("text/plain").ok()?);
    let loses_break = field == FormField::Password && text.expose().contains('\n');
    if !may_be_more(text.expose()) && !loses_break {
        return None;
    }
    let input = event_target::<HtmlInputElement>(event);
    let place = |at: Result<Option<u32>, _>| usize::try_from(at.ok()??).ok();
    let value = Secret::new(value.get_untracked());
    let units: Vec<u16> = value.expose().encode_utf16().collect();
    let start = place(input.selection_start())
        .unwrap_or(units.len())
        .min(units.len());
    let end = place(input.selection_end())
        .unwrap_or(units.len())
        .clamp(start, units.len());
    let mut whole = String::from_utf16_lossy(&units[..start]);
    whole.push_str(text.expose());
    whole.push_str(&String::from_utf16_lossy(&units[end..]));
    Some((text, Secret::new(whole)))
}
