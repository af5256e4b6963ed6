//! The page that gives stored credentials another secret: the same form, which asks for the secret
//! alone, beside the steps from the new one to the end of the old one.

use leptos::prelude::*;
use wavepass_core::credentials::{Described, SecretRotation};
use wavepass_core::platform::Scope;

use super::card::CredentialsFormCard;
use super::described_page::DescribedPage;
use super::effects::use_form;
use super::gone::Gone;
use super::kept_fields::KeptFields;
use super::model::{BlankSecret, Change, FormModel, Target};
use super::rotation_steps::RotationSteps;
use crate::shell::leave_guard::LeaveGuard;
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::{dynamic, follow};
use crate::wave_setup;

/// The page that gives stored credentials another secret.
#[component]
pub(crate) fn CredentialsRotate(place: Place, scope: Scope, id: String) -> impl IntoView {
    let back = (place.credential(&id), "Back to details");
    let (here, asked) = (place.clone(), id.clone());
    let form = Callback::new(move |(described, alert)| {
        let (place, id) = (here.clone(), id.clone());
        match SecretRotation::of(&described) {
            Some(rotation) => {
                view! { <RotateForm place scope id described rotation alert/> }.into_any()
            }
            None => view! { <NoSecret described edit=place.edit_credential(&id)/> }.into_any(),
        }
    });
    view! { <DescribedPage title="Rotate Secret" back place scope id=asked children=form/> }
}

/// Why there is nothing to rotate.
#[component]
fn NoSecret(described: Described, edit: String) -> impl IntoView {
    let provider = described.summary.provider.label().to_owned();
    let why = match described.kind() {
        _ if described.form().is_none() => {
            format!("Credentials of {provider} cannot be changed here: their fields are not known.")
        }
        Some(kind) if kind.choices().count() > 1 => format!(
            "There is no secret in these credentials ({provider}: {}), so there is none to \
             rotate.",
            kind.label()
        ),
        Some(_) => {
            format!("There is no secret in credentials of {provider}, so there is none to rotate.")
        }
        None => {
            return view! {
                <p class="wp-notice">
                    {format!(
                        "Platform does not say which kind of {provider} credentials these are, so \
                         it is not known which secret they have. ",
                    )}
                    <a href=edit>"Edit them, and choose the kind"</a>
                </p>
            }
            .into_any();
        }
    };
    view! { <p class="wp-notice">{why}</p> }.into_any()
}

#[component]
fn RotateForm(
    place: Place,
    scope: Scope,
    id: String,
    described: Described,
    rotation: SecretRotation,
    alert: RwSignal<String>,
) -> impl IntoView {
    let stored = described.summary.clone();
    let back = place.credential(&id);
    let edit = place.edit_credential(&id);
    let ends = described.description().expires.is_some();
    let change = Change {
        id,
        described,
        blank: BlankSecret::at(use_session().mode()),
    };
    let model = FormModel::rotating(change, rotation.clone(), wave_setup::stored());
    let form = use_form(model, &place, scope);
    let form_alert = form.alert();
    follow(move || alert.set(form_alert.get()));
    let saved = form.select(FormModel::saved);
    let is_saved = Signal::derive(move || saved.with(Option::is_some));
    let (here, of_form) = (place.clone(), stored.clone());
    view! {
        <Gone form stored=stored.clone() place/>
        <div class="wp-beside">
            {dynamic(move || {
                if let Some(said) = saved.get() {
                    return view! { <Saved said back=back.clone()/> }.into_any();
                }
                let (stored, edit) = (of_form.clone(), edit.clone());
                view! {
                    <CredentialsFormCard
                        form
                        title="The new secret"
                        action=("Save", "Saving…")
                        back=back.clone()
                    >
                        <KeptFields form stored/>
                        {ends.then(|| {
                            view! {
                                <p class="wp-muted">
                                    "The day on which the stored secret ends goes with it: enter \
                                     that of the new one where you know it."
                                </p>
                            }
                        })}
                        <p class="wp-muted">
                            "Nothing is sent before you press Save. " <a href=edit>
                                "Change something else"
                            </a>
                        </p>
                    </CredentialsFormCard>
                }
                .into_any()
            })}
            <aside class="wp-aside" aria-label="Steps">
                <RotationSteps stored rotation place=here is_saved/>
            </aside>
        </div>
        <LeaveGuard unsaved=form.select(FormModel::is_dirty)/>
    }
}

/// That the new secret is stored. The steps that are left stand beside it.
#[component]
fn Saved(said: String, back: String) -> impl IntoView {
    view! {
        <section class="wp-card wp-help" aria-labelledby=Target::Saved.id()>
            <h2 class="wp-card__title" id=Target::Saved.id() tabindex="-1">
                <IconView icon=Icon::Check/>
                "The new secret is saved"
            </h2>
            <p>{said}</p>
            <p>"Two steps are left: try the new secret, and revoke the old one."</p>
            <p>
                <a class="wp-button" href=back>
                    "Back to details"
                </a>
            </p>
        </section>
    }
}
