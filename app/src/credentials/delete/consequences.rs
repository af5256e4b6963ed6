//! What follows when credentials are deleted, above the button that does it.

use leptos::prelude::*;
use wavepass_core::credentials::dependents::Dependents;
use wavepass_core::platform::request_error::RequestError;

use super::model::{DeletionModel, Event, Images, Then};
use crate::browser::now_millis;
use crate::credentials::dependents::UsedBy;
use crate::credentials::wave_rule::heading;
use crate::shell::routes::Place;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::dynamic;
use crate::ui::store::Store;

/// What depends on the credentials, and who takes over.
#[component]
pub(super) fn Consequences(
    /// What is to be deleted, and what was found about it.
    deletion: Store<DeletionModel>,
    /// Where it is stored.
    place: Place,
) -> impl IntoView {
    let dependents = deletion.select(|model| model.found().map(|found| found.dependents.clone()));
    let images = deletion.select(DeletionModel::images);
    let place = StoredValue::new(place);
    view! {
        // The element stays, so that what comes into it is announced.
        <div class="wp-stack" aria-live="polite">
            {dynamic(move || match dependents.get() {
                None => view! {
                    <p class="wp-muted">"Looking up what depends on them…"</p>
                }
                .into_any(),
                Some(Ok(found)) => view! { <Known found/> }.into_any(),
                Some(Err(failure)) => {
                    let again = move |()| deletion.dispatch(Event::LookAgain(now_millis()));
                    view! { <NotKnown failure on_again=again/> }.into_any()
                }
            })}
            {dynamic(move || {
                let images = images.get();
                images
                    .map(|images| view! { <OfImages images place=place.get_value()/> })
                    .into_any()
            })}
        </div>
    }
}

/// The compute environments that use them.
#[component]
pub(super) fn Known(found: Dependents) -> impl IntoView {
    let order = found.order().map(|order| {
        view! {
            <div class="wp-finding wp-finding--warning">
                <IconView icon=Icon::Warning/>
                <p>{visible(&order)}</p>
            </div>
        }
    });
    view! { <UsedBy found place=None/> {order} }
}

/// That it is not known what uses them.
#[component]
pub(super) fn NotKnown(
    failure: RequestError,
    /// Looks again.
    #[prop(into)]
    on_again: Callback<()>,
) -> impl IntoView {
    view! {
        <div class="wp-finding wp-finding--warning">
            <IconView icon=Icon::Warning/>
            <p>
                "Which compute environments use them is not known. " {failure.sentence()}
            </p>
            <button type="button" class="wp-button wp-button--small" on:click=pressed(move || on_again.run(()))>
                "Look again"
            </button>
        </div>
    }
}

/// What becomes of the images that Wave uses them for.
#[component]
fn OfImages(images: Images, place: Place) -> impl IntoView {
    let gap = images
        .gap
        .map(|gap| view! { <p class="wp-muted">{gap}</p> });
    let then = images.then.into_iter().map(|then| {
        let Then {
            rule,
            sentence,
            successor,
        } = then;
        let rule = rule.map(|rule| view! { <strong>{heading(rule)}</strong> " " });
        let successor = successor.map(|(name, id)| {
            view! { " " <a href=place.credential(&id)><Foreign text=name/></a> "." }
        });
        view! { <p>{rule} {sentence} {successor}</p> }
    });
    view! { {then.collect_view()} {gap} }
}
