//! What stays as it is stored while only a secret is typed: to read, with what there is to say of
//! it.

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Field, FieldKind, FieldSpec, StoredRegistry};

use super::model::FormModel;
use super::store::Form;
use crate::ui::finding::FindingView;
use crate::ui::foreign::Foreign;
use crate::ui::reactive::dynamic;

/// Name, provider and the fields that a form does not ask for.
#[component]
pub(crate) fn KeptFields(form: Form, stored: CredentialsSummary) -> impl IntoView {
    let (kept, kind) = form.with_untracked(|form| (form.kept(), form.kind()));
    let way = kind.filter(|kind| kind.choices().count() > 1).map(|kind| {
        view! { <dt>"Kind"</dt> <dd>{kind.label()}</dd> }
    });
    // They are judged as if somebody had just left them.
    for spec in &kept {
        form.left(spec.field);
    }
    let hides_registry = stored.registry == Some(StoredRegistry::Unknown);
    let rows = kept.into_iter().map(|spec| {
        let is_hidden = spec.field == Field::Registry && hides_registry;
        view! { <Row form spec is_hidden/> }
    });
    let description = form.with_untracked(|form| form.value(Field::Description).to_owned());
    let description = (!description.is_empty()).then(|| {
        view! { <dt>"Description"</dt> <dd><Foreign text=description/></dd> }
    });
    view! {
        <dl class="wp-facts wp-facts--plain">
            <dt>"Name"</dt>
            <dd>
                <Foreign text=stored.label().to_owned()/>
            </dd>
            <dt>"Provider"</dt>
            <dd>{stored.provider.label().to_owned()}</dd>
            {way}
            {rows.collect_view()}
            {description}
        </dl>
    }
}

/// A field that stays, unless it is empty. The summary of what is wrong leads to it.
#[component]
fn Row(
    form: Form,
    spec: &'static FieldSpec,
    /// Whether Platform does not tell what is in it.
    is_hidden: bool,
) -> impl IntoView {
    let value = form.with_untracked(|form: &FormModel| form.value(spec.field).to_owned());
    if value.trim().is_empty() && !is_hidden {
        return None;
    }
    let shown = match (spec.kind, value.as_str()) {
        _ if is_hidden => {
            view! { <span class="wp-muted">"Platform does not say."</span> }.into_any()
        }
        (FieldKind::Switch, "true") => "Yes".into_any(),
        (FieldKind::Switch, _) => "No".into_any(),
        _ => view! { <code><Foreign text=value/></code> }.into_any(),
    };
    let findings = form.findings(spec.field);
    Some(view! {
        <dt>{spec.label}</dt>
        <dd id=spec.field.as_str() tabindex="-1">
            {shown}
            {dynamic(move || {
                let findings = findings.get().into_iter();
                findings
                    .map(|finding| view! { <FindingView finding on_fix=None/> })
                    .collect_view()
                    .into_any()
            })}
        </dd>
    })
}
