//! Asks what may not be done, and says it above the pages that are about credentials.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::asking::Asking;
use super::{Permissions, WHY_NOT};
use crate::shell::router::use_router;
use crate::shell::routes::{Page, Route};
use crate::shell::session::use_session;
use crate::ui::foreign::visible;
use crate::ui::reactive::{attribute, dynamic, follow};

/// What may not be done to the credentials of the place, on the pages that show them. The forms
/// say themselves what concerns them.
#[component]
pub(super) fn ToldNotice(permissions: Permissions) -> impl IntoView {
    let api = use_session().api();
    let asking = StoredValue::new(Asking::default());
    follow(move || {
        let heard = permissions.heard.get();
        let number = asking.try_update_value(|asking| asking.hear(heard.as_ref()));
        let (Some(number), Some(heard)) = (number.flatten(), heard) else {
            return;
        };
        spawn_local(async move {
            let said = api.may(heard.scope).await;
            // Somebody else may have signed in meanwhile.
            let told = asking.try_update_value(|asking| asking.answered(number, said));
            if let Some(told) = told.flatten() {
                permissions.told.set(told);
            }
        });
    });
    let route = use_router().route();
    let said = attribute(move || {
        let is_shown = route
            .with(|route| matches!(route, Route::In(_, Page::Credentials | Page::Credential(_))));
        let said = permissions.told.with(|told| told.credentials.clone());
        said.filter(|_| is_shown)
    });
    dynamic(move || {
        let notice = |said: String| view! { <p class="wp-notice" id=WHY_NOT>{visible(&said)}</p> };
        said.get().map(notice).into_any()
    })
}
