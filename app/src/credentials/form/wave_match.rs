//! "What will Wave match?": what the registry in the form amounts to.

use leptos::prelude::*;
use wavepass_core::credentials::Field;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::preview;

use super::state::FormState;
use crate::shell::routes::Place;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::dynamic;

/// Which images the credentials in a form would be used for, and what stands in the way.
#[component]
pub(crate) fn WaveMatch(
    /// The form.
    state: FormState,
    /// Where it is saved.
    place: Place,
) -> impl IntoView {
    let registry = state.value(Field::Registry);
    let own_id = state.own_id();
    view! {
        <section class="wp-card wp-help" aria-labelledby="match-title">
            <h2 class="wp-card__title" id="match-title">
                <IconView icon=Icon::Wave/>
                "What will Wave match?"
            </h2>
            {dynamic(move || {
                let registry = registry.get();
                let stored = state.stored().get();
                let list: Vec<_> = stored.iter().map(StoredCredential::from).collect();
                let rivals: Vec<_> = preview::rivals(&registry, own_id.get_value().as_deref(), &list)
                    .map(|rival| (rival.name.to_owned(), place.edit_credential(rival.id)))
                    .collect();
                view! {
                    <Examples registry=registry.clone()/>
                    <Rivals rivals/>
                }
                .into_any()
            })}
        </section>
    }
}

#[component]
fn Examples(registry: String) -> impl IntoView {
    let examples = preview::examples(&registry);
    if examples.is_empty() {
        return view! {
            <p>
                "No image. Wave compares this text with the host of each image, character by \
                 character, and no image name can have such a host."
            </p>
        }
        .into_any();
    }
    view! {
        <p>"Images that are written like this:"</p>
        <ul class="wp-help__images">
            {examples
                .into_iter()
                .map(|image| {
                    view! {
                        <li>
                            <code>{image}</code>
                        </li>
                    }
                })
                .collect_view()}
        </ul>
        <p class="wp-muted">
            "Every repository of the registry counts; Wave has no credentials for single \
             repositories."
        </p>
    }
    .into_any()
}

#[component]
fn Rivals(rivals: Vec<(String, String)>) -> impl IntoView {
    (!rivals.is_empty()).then(|| {
        view! {
            <p>"These are for the same registry already. Wave uses the first of them that Platform lists:"</p>
            <ul>
                {rivals
                    .into_iter()
                    .map(|(name, edit)| {
                        view! {
                            <li>
                                <strong>{name.clone()}</strong>
                                " – "
                                <a href=edit>"change its password instead"</a>
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
        }
    })
}
