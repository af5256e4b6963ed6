//! What a pasted text gives for providers other than registries, before it is filled in.

use leptos::prelude::*;

use crate::credentials::form::model::{Event, Target};
use crate::credentials::form::store::{Form, now};
use crate::ui::handlers::pressed;
use crate::ui::reactive::dynamic;

/// A button for each provider that a text fits. A secret is only said to be there.
#[component]
pub(crate) fn FitsOffer(
    /// What is filled in.
    form: Form,
) -> impl IntoView {
    let fits = form.select(|form| {
        let fits = form.fits().into_iter();
        let told = fits.map(|(at, fit)| {
            let kind = fit.kind;
            let name = kind.provider().offered_label();
            let several = kind.choices().count() > 1;
            let name = if several {
                format!("{name}, {}", kind.label())
            } else {
                name.to_owned()
            };
            (at, name, fit.from.clone())
        });
        told.collect::<Vec<_>>()
    });
    let alone = form.select(|form| form.offer().is_none() || !form.takes_registry());
    dynamic(move || {
        let fits = fits.get();
        if fits.is_empty() {
            return ().into_any();
        }
        // The offer for a registry beside it has the id, and the focus.
        let id = if alone.get() {
            Target::Offer.id()
        } else {
            "paste-fits"
        };
        let buttons = fits.into_iter().map(|(at, name, from)| {
            let fill = move || form.dispatch(Event::FitPressed { at, now: now() });
            view! {
                <li>
                    <button type="button" class="wp-button" on:click=pressed(fill)>
                        "Fill in " {name}
                    </button>
                    " from the " {from}
                </li>
            }
        });
        let throw_away = move || form.dispatch(Event::ThrowAwayPressed);
        view! {
            <section class="wp-offer" id=id tabindex="-1" aria-labelledby="fits-title">
                <h3 class="wp-offer__title" id="fits-title">"Fits these providers"</h3>
                <ul class="wp-fits">{buttons.collect_view()}</ul>
                <div class="wp-buttons">
                    <button
                        type="button"
                        class="wp-button wp-button--quiet"
                        on:click=pressed(throw_away)
                    >
                        "Discard"
                    </button>
                </div>
            </section>
        }
        .into_any()
    })
}
