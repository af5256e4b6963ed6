//! What to paste at the cloud, so that it trusts Platform's own identity.

use leptos::prelude::*;
use wavepass_core::credentials::Provider;
use wavepass_core::platform::Scope;
use wavepass_core::platform::federation_setup::SetupValue;
use wavepass_core::platform::reader::Listed;

use crate::shell::load::Load;
use crate::shell::remote::use_fetched;
use crate::shell::session::use_session;
use crate::ui::code_block::CodeBlock;
use crate::ui::icon::{Icon, IconView};

/// The values that the cloud of a provider asks for, as this Platform tells them.
#[component]
pub(crate) fn FederationSetup(provider: Provider, scope: Scope) -> impl IntoView {
    let api = use_session().api();
    let told = use_fetched(move || async move { api.federation_setup(scope, provider).await });
    let show = Callback::new(|told: Listed<SetupValue>| {
        if told.rows.is_empty() {
            return view! { <p>"This Platform tells no values for it."</p> }.into_any();
        }
        let values = told.rows.into_iter().enumerate();
        let values = values.map(|(at, SetupValue { label, value })| {
            let id = format!("setup-value-{}", at + 1);
            view! {
                <dt>{label.clone()}</dt>
                <dd>
                    <CodeBlock id what=label text=value/>
                </dd>
            }
        });
        view! { <dl class="wp-setup">{values.collect_view()}</dl> }.into_any()
    });
    view! {
        <section class="wp-card wp-help" aria-labelledby="setup-title">
            <h2 class="wp-card__title" id="setup-title">
                <IconView icon=Icon::Key/>
                "Set this up at the cloud first"
            </h2>
            <p>
                "The identity provider and the role or service account have to trust this \
                 Platform. These are its values:"
            </p>
            <Load fetched=told what="The values" children=show/>
        </section>
    }
}
