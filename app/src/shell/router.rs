//! Which page is shown, and going to another one.
//!
//! Links are ordinary `<a href>`: a press on one is caught at the window and shown without
//! loading. A page with unsaved input has a [`LeaveGuard`](super::leave_guard::LeaveGuard); while
//! there is some, links, Back and [`Router::go`] are held back and it asks first, and closing or
//! reloading the page makes the browser ask in its own words.
//!
//! `leptos_router` would do the first half of this; it was measured at a fifth of the app's
//! download budget. See ARCHITECTURE.md.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::JsValue;
use web_sys::{BeforeUnloadEvent, Element, HtmlAnchorElement, MouseEvent, UrlSearchParams};

use super::routes::{Place, Route};
use super::secret_in_address::without_secrets;
use crate::browser;
use crate::ui::reactive::{flag, follow};

/// The page that is shown, and whether it may be left.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    /// Path and query of the page that is shown.
    shown: RwSignal<String>,
    /// The same of the page before.
    left: StoredValue<String>,
    unsaved: RwSignal<bool>,
    /// What somebody wanted to do when the guard stepped in.
    wanted: RwSignal<Option<Wanted>>,
    /// Whether the address came with something that looks like a secret.
    had_secret: StoredValue<bool>,
}

/// Something that gives up unsaved input.
#[derive(Clone)]
pub(crate) enum Wanted {
    /// Going to a path of the app.
    Path(String),
    /// Something else, for instance signing out.
    Action(Callback<()>),
}

impl Router {
    /// The page that is shown.
    pub(crate) fn route(self) -> Memo<Route> {
        Memo::new(move |_| {
            self.shown
                .with(|shown| Route::parse(shown.split('?').next().unwrap_or_default()))
        })
    }

    /// The place that the shown page works in.
    pub(crate) fn place(self) -> Memo<Place> {
        let route = self.route();
        Memo::new(move |_| route.with(Route::place))
    }

    /// The address that is shown, as a path with query.
    pub(crate) fn shown(self) -> String {
        self.shown.get()
    }

    /// The page that was left for the one that is shown.
    pub(crate) fn left(self) -> Route {
        let left = self.left.get_value();
        Route::parse(left.split('?').next().unwrap_or_default())
    }

    /// A parameter of the address's query.
    pub(crate) fn query(self, name: &str) -> Option<String> {
        let shown = self.shown.get();
        let (_, query) = shown.split_once('?')?;
        UrlSearchParams::new_with_str(query).ok()?.get(name)
    }

    /// Every value of a parameter that the address's query may have several times.
    pub(crate) fn queries(self, name: &str) -> Vec<String> {
        let shown = self.shown.get();
        let query = shown.split_once('?').map_or("", |(_, query)| query);
        let parameters = UrlSearchParams::new_with_str(query);
        let values = parameters.map(|all| all.get_all(name)).unwrap_or_default();
        values
            .iter()
            .filter_map(|value| value.as_string())
            .collect()
    }

    /// Whether the address came with something that looks like a secret, which is gone from it.
    pub(crate) fn had_secret(self) -> bool {
        self.had_secret.get_value()
    }

    /// Goes to a path of the app, unless unsaved input holds it back.
    pub(crate) fn go(self, path: &str) {
        if !self.holds(Wanted::Path(path.to_owned())) {
            self.show(path, false);
        }
    }

    /// Does something that leaves the page, unless unsaved input holds it back.
    pub(crate) fn attempt(self, action: Callback<()>) {
        if !self.holds(Wanted::Action(action)) {
            action.run(());
        }
    }

    /// Goes to a path of the app in place of the one that is shown.
    pub(crate) fn replace(self, path: &str) {
        self.show(path, true);
    }

    /// Puts what the shown page shows now into its address. The page stays as it is.
    pub(crate) fn rename(self, path: &str) {
        browser::set_address(path, true);
        self.shown.set(path.to_owned());
    }

    /// The same as a step of its own, which Back takes back.
    pub(crate) fn step(self, path: &str) {
        browser::set_address(path, false);
        self.shown.set(path.to_owned());
    }

    /// Guards the shown page as long as the signal says that there is unsaved input.
    pub(super) fn guard(self, unsaved: Signal<bool>) {
        follow(move || self.unsaved.set(unsaved.get()));
        on_cleanup(move || self.unsaved.set(false));
    }

    /// Whether there is unsaved input.
    pub(super) fn has_unsaved(self) -> Signal<bool> {
        self.unsaved.into()
    }

    /// Lets the next navigation through, because the input was saved or given up.
    pub(crate) fn release(self) {
        self.unsaved.set(false);
    }

    /// Whether the guard stepped in, and has to ask.
    pub(super) fn asks(self) -> Signal<bool> {
        flag(move || self.wanted.with(Option::is_some))
    }

    /// Stays, with the input.
    pub(super) fn stay(self) {
        self.wanted.set(None);
    }

    /// Does what somebody wanted to do, and gives up the input.
    pub(super) fn leave(self) {
        let wanted = self.wanted.get_untracked();
        self.wanted.set(None);
        match wanted {
            Some(Wanted::Path(path)) => {
                self.release();
                self.show(&path, false);
            }
            // It releases the guard itself, once it has succeeded.
            Some(Wanted::Action(action)) => action.run(()),
            None => {}
        }
    }

    /// Whether a navigation has to wait. If so, the guard asks.
    fn holds(self, wanted: Wanted) -> bool {
        let holds = self.unsaved.get_untracked();
        if holds {
            self.wanted.set(Some(wanted));
        }
        holds
    }

    fn show(self, path: &str, in_place: bool) {
        let clean = without_secrets(path);
        self.had_secret.set_value(clean.is_some());
        let path = clean.as_deref().unwrap_or(path);
        browser::set_address(path, in_place);
        browser::scroll_to_top();
        self.turn_to(path.to_owned());
    }

    fn turn_to(self, path: String) {
        self.left.set_value(self.shown.get_untracked());
        self.shown.set(path);
    }

    fn on_click(self, event: &MouseEvent) {
        let link = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("a[href]").ok().flatten())
            .and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
            .filter(|link| link.target().is_empty());
        let Some(link) = link.filter(|_| leads_away(event)) else {
            return;
        };
        let is_ours = link.origin() == window().location().origin().unwrap_or_default();
        // A link within the page is the browser's own business.
        if is_ours && link.hash().is_empty() {
            event.prevent_default();
            self.go(&format!("{}{}", link.pathname(), link.search()));
        }
    }

    /// Back or Forward. The address has changed already, so it is changed back when there
    /// is unsaved input.
    fn on_history(self) {
        let destination = browser::current_path();
        let shown = self.shown.get_untracked();
        if destination == shown {
            return;
        }
        if self.holds(Wanted::Path(destination.clone())) {
            browser::set_address(&shown, false);
        } else {
            self.turn_to(destination);
        }
    }
}

/// Whether a press on a link leads there in this page, and not in a tab or window of its own.
pub(crate) fn leads_away(event: &MouseEvent) -> bool {
    !event.default_prevented()
        && event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

pub(crate) fn provide_router() {
    let path = browser::current_path();
    let clean = without_secrets(&path);
    if let Some(clean) = &clean {
        browser::set_address(clean, true);
    }
    let router = Router {
        had_secret: StoredValue::new(clean.is_some()),
        shown: RwSignal::new(clean.unwrap_or(path)),
        left: StoredValue::new(String::new()),
        unsaved: RwSignal::new(false),
        wanted: RwSignal::new(None),
    };
    provide_context(router);
    let handles = [
        window_event_listener(ev::click, move |event| router.on_click(&event)),
        window_event_listener(ev::popstate, move |_| router.on_history()),
        window_event_listener(ev::beforeunload, move |event: BeforeUnloadEvent| {
            if router.unsaved.get_untracked() {
                event.prevent_default();
                // Older browsers look at this instead.
                let _ = js_sys::Reflect::set(&event, &"returnValue".into(), &JsValue::TRUE);
            }
        }),
    ];
    on_cleanup(move || handles.into_iter().for_each(WindowListenerHandle::remove));
}

pub(crate) fn use_router() -> Router {
    expect_context()
}
