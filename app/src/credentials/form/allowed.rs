//! The gate in front of a form whose result may not be saved.

use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;

use crate::shell::permissions::use_permissions;
use crate::shell::routes::Place;
use crate::ui::foreign::visible;
use crate::ui::icon::{Icon, IconView};
use crate::ui::load::Loading;
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{dynamic, only_if};

/// How long a form waits for what Platform says of permissions, which not every Platform does.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Shown {
    /// Nothing yet.
    Waiting,
    /// The form, whatever is told from now on: nothing that was typed goes away.
    Form,
    /// Why there is no form.
    WhyNot(String),
}

/// A page with a form, unless it is known that its result may not be saved: then why not.
#[component]
pub(crate) fn Allowed(
    /// What is done with the form.
    action: Action,
    /// The heading of the page.
    title: &'static str,
    /// Where it would be saved.
    place: Place,
    /// The same for Platform.
    scope: Scope,
    /// Makes the page for the place.
    children: Callback<Place, AnyView>,
) -> impl IntoView {
    let permissions = use_permissions();
    let is_late = RwSignal::new(scope == Scope::Personal);
    spawn_local(async move {
        sleep(PATIENCE).await;
        // The page may be gone.
        is_late.try_set(true);
    });
    let shown = Memo::new(move |before: Option<&Shown>| {
        if before == Some(&Shown::Form) {
            return Shown::Form;
        }
        match permissions.why_not(action) {
            Some(why) => Shown::WhyNot(why),
            None if permissions.is_asked() || is_late.get() => Shown::Form,
            None => Shown::Waiting,
        }
    });
    dynamic(move || match shown.get() {
        Shown::Waiting => view! { <Loading what="Page"/> }.into_any(),
        Shown::Form => view! {
            <ToldLate action/>
            {children.run(place.clone())}
        }
        .into_any(),
        Shown::WhyNot(why) => view! { <WhyNot action title place=place.clone() why/> }.into_any(),
    })
}

/// That what is being typed may not be saved, when that is told once the form is there.
#[component]
fn ToldLate(action: Action) -> impl IntoView {
    let permissions = use_permissions();
    only_if(
        move || permissions.denies(action),
        move || {
            let why = permissions.why_not(action).unwrap_or_default();
            view! { <p class="wp-notice" role="status">{visible(&why)}</p> }.into_any()
        },
    )
}

/// Why there is no form, with the way back.
#[component]
fn WhyNot(action: Action, title: &'static str, place: Place, why: String) -> impl IntoView {
    let short = match action {
        Action::AddCredentials => "You may not add credentials here",
        _ => "You may not change credentials here",
    };
    view! {
        <PageHeading title context=place.label()/>
        <div class="wp-state">
            <IconView icon=Icon::Key/>
            <h2 class="wp-state__title">{short}</h2>
            <p>{visible(&why)}</p>
            <a href=place.credentials() class="wp-button">
                <IconView icon=Icon::ChevronLeft/>
                "Back to credentials"
            </a>
        </div>
    }
}
