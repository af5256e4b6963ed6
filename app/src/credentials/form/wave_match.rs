//! "What will Wave match?": what the registry in the form amounts to.

use leptos::prelude::*;
use wavepass_core::credentials::Field;
use wavepass_core::wave::preview;

use super::model::FormModel;
use super::store::Form;
use crate::shell::routes::Place;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::dynamic;

/// Which images the credentials in a form would be used for, and what stands in the way.
#[component]
pub(crate) fn WaveMatch(
    /// The form.
    form: Form,
    /// Where it is saved.
    place: Place,
) -> impl IntoView {
    let registry = form.value(Field::Registry);
    let rivals = form.select(FormModel::rivals);
    let is_told = form.select(FormModel::tells_registry);
    view! {
        <section class="wp-card wp-help" aria-labelledby="match-title">
            <h2 class="wp-card__title" id="match-title">
                <IconView icon=Icon::Wave/>
                "What will Wave match?"
            </h2>
            {dynamic(move || {
                let rivals = rivals.get().into_iter();
                let rivals: Vec<_> =
                    rivals.map(|(name, id)| (name, place.edit_credential(&id))).collect();
                if !is_told.get() {
                    return view! {
                        <p>
                            "Type the registry server: then the images that Wave uses these \
                             credentials for stand here. Left empty, it is Docker Hub."
                        </p>
                    }
                    .into_any();
                }
                view! {
                    <Examples registry=registry.get()/>
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
