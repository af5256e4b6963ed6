//! Having Platform check one credential at its provider. What happens when is in [`model`].

mod model;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::summary::Validity;
use wavepass_core::credentials::validation::{is_checked, is_offered};
use wavepass_core::credentials::{CredentialsSummary, Kind};
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;
use wavepass_core::session::Mode;

use crate::shell::permissions::use_permissions;
use crate::shell::session::use_session;
use crate::ui::button::BusyButton;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::icon::{Icon, IconView};
use crate::ui::off_button::OffButton;
use crate::ui::reactive::{dynamic, text};
use crate::ui::store::Store;
use model::{CheckModel, Effect, Event, Outcome, Tone};

/// The button that has a credential checked, and what came of it. Nothing where Platform does not
/// check such credentials, or is known not to be able to.
#[component]
pub(super) fn Check(
    /// The credential.
    target: CredentialsSummary,
    /// In which way it is signed in to, where that is told.
    kind: Option<Kind>,
    /// Where it is stored.
    scope: Scope,
    /// What Platform has found out about it, which is put right after a check.
    validity: RwSignal<Validity>,
) -> impl IntoView {
    let session = use_session();
    // The embedded Platform asks no provider.
    let is_gateway = session.mode() == Some(Mode::Gateway);
    if !(is_gateway && is_checked(&target.provider)) {
        return ().into_any();
    }
    let provider = target.provider;
    let installation = session.installation();
    dynamic(move || {
        let Some(installation) = installation.get() else {
            return ().into_any();
        };
        let id = target.id.clone();
        match id.filter(|_| is_offered(&provider, &installation)) {
            Some(id) => {
                let check = use_check(CheckModel::new(installation, kind), id, scope, validity);
                view! { <CheckCard check/> }.into_any()
            }
            None => ().into_any(),
        }
    })
    .into_any()
}

fn use_check(
    model: CheckModel,
    id: String,
    scope: Scope,
    validity: RwSignal<Validity>,
) -> Store<CheckModel> {
    let api = use_session().api();
    let permissions = use_permissions();
    Store::new(model, move |store, effect| {
        let id = id.clone();
        match effect {
            Effect::Check => spawn_local(async move {
                let answer = api.validate(scope, &id).await;
                permissions.refused(scope, answer.as_ref().err());
                store.dispatch(Event::Answered(answer));
            }),
            Effect::LookAgain => spawn_local(async move {
                // Without an answer, what was known still stands in the facts.
                if let Ok(described) = api.describe(scope, &id).await {
                    validity.try_set(described.summary.validity);
                }
            }),
        }
    })
}

#[component]
fn CheckCard(check: Store<CheckModel>) -> impl IntoView {
    let permissions = use_permissions();
    let pending = check.select(CheckModel::is_pending);
    let outcome = check.select(CheckModel::outcome);
    view! {
        <section class="wp-card wp-part" aria-labelledby="check">
            <h2 class="wp-card__title" id="check">
                <IconView icon=Icon::Check/>
                "Check at the provider"
            </h2>
            <p class="wp-muted">
                "Platform checks them once, now, and keeps the result where it is set up to."
            </p>
            {dynamic(move || match permissions.why_not(Action::ValidateCredentials) {
                None => view! {
                    <div>
                        <BusyButton
                            pending
                            label=text(|| "Validate")
                            busy_label="Validating…"
                            class="wp-button"
                            on_press=Callback::new(move |()| check.dispatch(Event::Pressed))
                        />
                    </div>
                }
                .into_any(),
                Some(why) => {
                    let (label, why) = (text(|| "Validate"), visible(&why));
                    view! { <OffButton id="may-not-validate" label why/> }.into_any()
                }
            })}
            <div aria-live="polite">
                {dynamic(move || {
                    outcome.get().map(|outcome| view! { <OutcomeView outcome/> }).into_any()
                })}
            </div>
        </section>
    }
}

#[component]
fn OutcomeView(outcome: Outcome) -> impl IntoView {
    let (class, icon) = match outcome.tone {
        Tone::Good => ("wp-finding wp-finding--ok", Icon::Check),
        Tone::Bad => ("wp-finding wp-finding--error", Icon::Warning),
        Tone::Uncertain => ("wp-finding wp-finding--warning", Icon::Warning),
        Tone::Neutral => ("wp-finding wp-finding--info", Icon::Info),
    };
    let why = outcome
        .why
        .map(|why| view! { " Platform says: " <Foreign text=why/> });
    view! {
        <div class=class>
            <IconView icon/>
            <p>{outcome.sentence} {why}</p>
        </div>
    }
}
