//! What somebody may not do in the workspace that is shown, where that is told.
//!
//! Nothing waits for it: what is off is on until Platform has said otherwise, and what Platform
//! does not tell is learnt when it refuses a change. What asks and what is said come when a page
//! wants to know. Start at [`Permissions`].

mod asking;
mod told;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::failure::Failure;
use wavepass_core::platform::Scope;
use wavepass_core::platform::may::Action;
use wavepass_core::platform::request_error::RequestError;
use web_sys::{Element, MouseEvent};

use super::lazy::{comes_later, fetch_view};
use super::lazy_part::LazyPart;
use crate::ui::announcer::use_announcer;
use crate::ui::reactive::{attribute, flag};
use told::ToldNotice;

/// The id of the text that says what may not be done to credentials: what describes a control that
/// is off. Without a text there is none that is off, and the id names nothing.
pub(crate) const WHY_NOT: &str = "may-not";

/// What is off and says why.
const OFF: &str = "[aria-disabled=true][aria-describedby^=may-not]";

/// What is known of the place that is shown.
#[derive(Clone, Copy)]
pub(crate) struct Permissions {
    heard: RwSignal<Option<Heard>>,
    told: RwSignal<Told>,
}

/// A workspace of which a page wants to know something, or in which Platform has refused something.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heard {
    scope: Scope,
    /// The permissions that were missing, where something was refused.
    refused: Option<Vec<String>>,
}

/// What is told of one workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Told {
    /// Whether Platform was asked and has answered, or not.
    is_asked: bool,
    /// Whether it is Platform that tells it.
    is_certain: bool,
    /// What may not be done to credentials, in sentences.
    credentials: Option<String>,
    /// What may not be done, and why not.
    denied: Vec<(Action, String)>,
}

impl Permissions {
    /// A page works in a scope, where it would like to know.
    pub(crate) fn want(self, scope: Scope) {
        let is_other = |heard: &Option<Heard>| heard.as_ref().map(|it| it.scope) != Some(scope);
        if self.heard.with_untracked(is_other) {
            self.told.set(Told::default());
        }
        self.hear(scope, None);
    }

    /// Platform has refused a change in a scope.
    pub(crate) fn refused(self, scope: Scope, failure: Option<&RequestError>) {
        if let Some(failure) = failure.filter(|it| it.kind == Failure::Forbidden) {
            self.hear(scope, Some(failure.missing.clone()));
        }
    }

    fn hear(self, scope: Scope, refused: Option<Vec<String>>) {
        // What is the person's own they may change.
        let is_shared = scope != Scope::Personal;
        // The page may be gone.
        self.heard
            .try_set(is_shared.then_some(Heard { scope, refused }));
    }

    /// Whether Platform was asked about the place, and has answered or not.
    pub(crate) fn is_asked(self) -> bool {
        self.told.with(|told| told.is_asked)
    }

    /// Whether Platform has told what may not be done, or that nothing is.
    pub(super) fn is_certain(self) -> bool {
        self.told.with(|told| told.is_certain)
    }

    /// Whether it is told that something may not be done.
    pub(crate) fn denies(self, action: Action) -> bool {
        self.told
            .with(|told| told.denied.iter().any(|(denied, _)| *denied == action))
    }

    /// The same of a scope that need not be the one of which it is told.
    pub(super) fn denies_in(self, scope: Scope, action: Action) -> bool {
        let is_told = |heard: &Option<Heard>| heard.as_ref().is_some_and(|it| it.scope == scope);
        self.heard.with(is_told) && self.denies(action)
    }

    /// Why something may not be done, where that is told.
    pub(crate) fn why_not(self, action: Action) -> Option<String> {
        self.told.with(|told| {
            let denied = told.denied.iter().find(|(denied, _)| *denied == action);
            denied.map(|(_, why)| why.clone())
        })
    }

    /// Whether something may not be done, as the value of `aria-disabled`. With [`WHY_NOT`] as its
    /// description, a press on it does nothing but say why.
    pub(crate) fn off(self, action: Action) -> Signal<Option<String>> {
        attribute(move || self.denies(action).then(|| "true".to_owned()))
    }
}

/// Begins with nothing known.
pub(super) fn provide_permissions() {
    provide_context(Permissions {
        heard: RwSignal::new(None),
        told: RwSignal::new(Told::default()),
    });
}

pub(crate) fn use_permissions() -> Permissions {
    expect_context()
}

/// Keeps a press from doing what is off, and tells why it is.
pub(super) fn use_guard() -> impl FnMut(MouseEvent) {
    let announcer = use_announcer();
    move |event| {
        let target = event.target();
        let target = target.and_then(|target| target.dyn_into::<Element>().ok());
        let Some(off) = target.and_then(|target| target.closest(OFF).ok().flatten()) else {
            return;
        };
        event.prevent_default();
        event.stop_propagation();
        let why = off
            .get_attribute("aria-describedby")
            .and_then(|id| document().get_element_by_id(&id)?.text_content());
        announcer.notify(why.unwrap_or_default());
    }
}

/// Asks what may not be done, and says it above the page.
#[component]
pub(super) fn MayNot() -> impl IntoView {
    let permissions = use_permissions();
    let fetch = fetch_view(told_notice, move |make| make(permissions));
    view! {
        <LazyPart
            what="What you may do here"
            wanted=flag(|| false)
            soon=flag(move || permissions.heard.with(Option::is_some))
            fetch
        />
    }
}

/// Makes what asks and says it.
type MakeNotice = fn(Permissions) -> AnyView;

comes_later! {
    /// What asks what may not be done, and says it.
    fn told_notice() -> MakeNotice {
        |permissions| view! { <ToldNotice permissions/> }.into_any()
    }
}

#[cfg(test)]
mod tests {
    use wavepass_core::platform::WorkspaceId;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_told_of_one_workspace_is_not_told_of_another() {
        let owner = Owner::new();
        owner.with(|| {
            provide_permissions();
            let permissions = use_permissions();
            let [here, there] = [1, 2].map(|id| Scope::Workspace(WorkspaceId(id)));
            permissions.want(here);
            permissions.told.update(|told| {
                let why = "Your role may not.".to_owned();
                told.denied.push((Action::AddCredentials, why));
            });
            for (scope, action, denies) in [
                (here, Action::AddCredentials, true),
                (here, Action::DeleteCredentials, false),
                (there, Action::AddCredentials, false),
                (Scope::Personal, Action::AddCredentials, false),
            ] {
                let said = untrack(|| permissions.denies_in(scope, action));
                assert_eq!(said, denies, "{scope:?} {action:?}");
            }
            // Another place is shown.
            permissions.want(there);
            assert!(!untrack(
                || permissions.denies_in(here, Action::AddCredentials)
            ));
        });
    }
}
