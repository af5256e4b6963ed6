//! "What will Wave match?": what the registry in the form amounts to.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::carried_login::carry;
use super::model::{FormModel, Images, MatchPlace};
use super::store::Form;
use crate::shell::router::{leads_away, use_router};
use crate::shell::routes::Place;
use crate::ui::foreign::Foreign;
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
    let seen = form.select(FormModel::wave_match);
    let is_told = form.select(FormModel::tells_registry);
    let is_required = form.select(FormModel::requires_registry);
    view! {
        <section class="wp-card wp-help" aria-labelledby="match-title">
            <h2 class="wp-card__title" id="match-title">
                <IconView icon=Icon::Wave/>
                "What will Wave match?"
            </h2>
            {dynamic(move || {
                if !is_told.get() {
                    return view! {
                        <p>
                            "Enter the registry server to see which images match."
                            {(!is_required.get()).then_some(" Left empty, it is Docker Hub.")}
                        </p>
                    }
                    .into_any();
                }
                let seen = seen.get();
                view! {
                    {seen.respelling.map(|told| view! { <p>{told}</p> })}
                    {examples(seen.images)}
                    {seen.reach.map(|reach| view! { <p class="wp-muted">{reach}</p> })}
                    {seen.place.map(|among| among_others(form, among, &place))}
                }
                .into_any()
            })}
        </section>
    }
}

fn examples(images: Images) -> AnyView {
    let list = |images: Vec<String>| {
        let items = images.into_iter();
        let items = items.map(|image| view! { <li><code>{image}</code></li> });
        view! { <ul class="wp-help__images">{items.collect_view()}</ul> }
    };
    match images {
        Images::None(why) => view! { <p>"No image. " {why}</p> }.into_any(),
        Images::Like(images) => view! {
            <p>"Images that are written like this:"</p>
            {list(images)}
        }
        .into_any(),
        Images::LikeByPath(images) => view! {
            <p><strong>"Releases of Wave up to 1.37:"</strong> " no image. They compare hosts."</p>
            <p>
                <strong>"The newest source of Wave,"</strong>
                " which matches paths: images that are written like this:"
            </p>
            {list(images)}
        }
        .into_any(),
    }
}

/// The place among those with the same registry.
fn among_others(form: Form, among: MatchPlace, place: &Place) -> AnyView {
    let router = use_router();
    let edit = among.used.map(|(name, id)| {
        let href = place.edit_credential(&id);
        // The login goes along, so nothing is lost by leaving this form.
        let go = move |event: MouseEvent| {
            if leads_away(&event) && carry(form, &id) {
                router.release();
            }
        };
        view! {
            <p>
                <a href=href on:click=go>"Change the password of " <Foreign text=name/></a>
            </p>
        }
    });
    view! { <p>{among.sentence}</p> {edit} }.into_any()
}
