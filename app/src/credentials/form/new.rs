//! The form for new credentials.

mod duplicate;

use duplicate::DuplicateForm;
use leptos::prelude::*;
use wavepass_core::credentials::form::SECRET_IN_ADDRESS;
use wavepass_core::credentials::{CredentialsForm, Field as FormField};
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::platform::Scope;

use super::aside::FormAside;
use super::card::CredentialsFormCard;
use super::effects::use_form;
use super::model::FormModel;
use super::provider_select::ProviderSelect;
use super::store::Form;
use super::too_old::TooOld;
use crate::credentials::list_address;
use crate::prefill;
use crate::shell::leave_guard::LeaveGuard;
use crate::shell::router::use_router;
use crate::shell::routes::Place;
use crate::ui::field::Field;
use crate::ui::finding::FindingView;
use crate::ui::icon::{Icon, IconView};
use crate::ui::inputs::TextInput;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{follow, text};
use crate::wave_setup;

/// The page with the form for new credentials, empty, filled in by a link, or with what is stored
/// of others.
#[component]
pub(crate) fn CredentialsNew(place: Place, scope: Scope) -> impl IntoView {
    let router = use_router();
    let (initial, from) = untrack(|| {
        let query = |name: &str| router.query(name);
        (prefill::form(query), prefill::duplicate_of(query))
    });
    let had_secret = router.had_secret();
    let back = list_address::back_to(&place);
    let context = place.label();
    let alert = RwSignal::new(String::new());
    let title = if from.is_some() {
        "Duplicate Credentials"
    } else {
        "Add Credentials"
    };
    let form = match from {
        Some(id) => view! { <DuplicateForm place scope id alert/> }.into_any(),
        None => view! { <NewForm place scope initial alert/> }.into_any(),
    };
    view! {
        <a href=back class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to credentials"
        </a>
        <PageHeading title context alert/>
        <TooOld/>
        {had_secret.then(|| view! { <SecretInAddress/> })}
        {form}
    }
}

/// The form for new credentials.
#[component]
pub(super) fn NewForm(
    place: Place,
    scope: Scope,
    /// What is in it at first.
    initial: CredentialsForm,
    /// Is told what the page's title begins with while something is wrong.
    alert: RwSignal<String>,
    /// What has to be known of what is in it at first: judged as if it had just been left.
    #[prop(optional)]
    left: Option<FormField>,
) -> impl IntoView {
    let model = FormModel::adding(initial, wave_setup::stored());
    let form = use_form(model, &place, scope);
    if let Some(field) = left {
        form.left(field);
    }
    let form_alert = form.alert();
    follow(move || alert.set(form_alert.get()));
    let (back, here) = (place.credentials(), place.clone());
    let card = match place {
        Place::Personal => "New Personal Credentials",
        Place::Workspace { .. } => "New Credentials",
    };
    view! {
        <div class="wp-beside">
            <CredentialsFormCard form title=card action=("Add", "Adding…") back>
                <NameField form/>
                <Field
                    id=FormField::Provider.as_str()
                    label="Provider"
                    required=true
                    help="The service that these credentials are for."
                    findings=form.findings(FormField::Provider)
                >
                    <ProviderSelect
                        value=form.value(FormField::Provider)
                        on_change=move |text| form.typed(FormField::Provider, text)
                        on_leave=move |()| form.left(FormField::Provider)
                    />
                </Field>
            </CredentialsFormCard>
            <FormAside form place=here scope/>
        </div>
        <LeaveGuard unsaved=form.select(FormModel::is_dirty)/>
    }
}

/// That the address came with a secret, which is not used.
#[component]
fn SecretInAddress() -> impl IntoView {
    let finding = Finding::warning(
        SECRET_IN_ADDRESS,
        "The link to this page had a password or token in it. It was taken out of the address \
         and is not used, but it may be in a browser history or a log by now: make a new one.",
    );
    view! { <FindingView finding on_fix=None/> }
}

/// The name, with what the server says of it.
#[component]
fn NameField(form: Form) -> impl IntoView {
    let known = form.select(FormModel::name_known);
    let help = text(move || {
        let known = known.get().words();
        format!("A unique name: letters, digits, dashes and underscores.{known}")
    });
    let field = FormField::Name;
    view! {
        <Field
            id=field.as_str()
            label="Name"
            required=true
            help
            findings=form.findings(field)
            on_fix=Callback::new(move |edit: Edit| form.mend(field, &edit))
        >
            <TextInput
                value=form.value(field)
                on_input=move |text| form.typed(field, text)
                on_leave=move |()| form.left(field)
                placeholder="my-registry-creds"
            />
        </Field>
    }
}
