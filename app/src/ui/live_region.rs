//! Where the [announcer](crate::ui::announcer::Announcer) is heard and seen.

use leptos::prelude::*;

use super::announcer::{Notice, use_announcer};
use super::foreign::Foreign;
use super::handlers::pressed;
use super::reactive::dynamic;
use crate::browser::on_press;

/// The one live region of the page, good news at its head, and the notice at its foot.
#[component]
pub(crate) fn LiveRegion() -> impl IntoView {
    let announcer = use_announcer();
    let notice = announcer.notice();
    let waiting = announcer.waiting();
    let shown = move |is_good: bool| {
        dynamic(move || {
            let notice = notice.get().filter(|notice| notice.is_good == is_good);
            notice
                .map(|notice| view! { <NoticeCard notice/> }.into_any())
                .into_any()
        })
    };
    on_press(move || {
        if notice.with_untracked(|notice| notice.as_ref().is_some_and(|it| it.is_good)) {
            notice.set(None);
        }
    });
    view! {
        <div class="wp-visually-hidden" role="status">
            {announcer.sentence()}
        </div>
        <div class="wp-toast wp-toast--waiting" role="status">
            {dynamic(move || {
                let waits = |sentence| view! { <p class="wp-toast__card">{sentence}</p> }.into_any();
                waiting.get().map(waits).into_any()
            })}
        </div>
        <div class="wp-toast wp-toast--good" role="status">
            {shown(true)}
        </div>
        <div class="wp-toast" role="alert">
            {shown(false)}
        </div>
    }
}

#[component]
fn NoticeCard(notice: Notice) -> impl IntoView {
    let announcer = use_announcer();
    let dismiss = move || announcer.notice().set(None);
    let again = notice.again.map(|again| {
        let again = move || {
            dismiss();
            // Whoever offered it may be gone.
            again.try_run(());
        };
        view! {
            <button type="button" class="wp-button wp-button--small" on:click=pressed(again)>
                "Try again"
            </button>
        }
        .into_any()
    });
    view! {
        <div class="wp-toast__card">
            <p><Foreign text=notice.sentence/></p>
            {again}
            <button type="button" class="wp-button wp-button--small" on:click=pressed(dismiss)>
                "Dismiss"
            </button>
        </div>
    }
}
