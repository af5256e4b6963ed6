//! What the keys do: opens the commands and the help, and takes steps in menus.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::platform::may::Action;
use web_sys::HtmlElement;

use super::commands::{Command, Does, Here};
use super::help::KeysHelp;
use super::palette::{Palette, PaletteDialog};
use super::step::Step;
use super::{HELP, Keys, SEARCH, has_single_keys, menu_keys};
use crate::browser;
use crate::shell::permissions::use_permissions;
use crate::shell::router::use_router;
use crate::shell::session::{Access, use_session};
use crate::shell::theme;
use crate::ui::announcer::use_announcer;
use crate::ui::reactive::follow;

/// Does what is pressed, and holds the dialogs.
#[component]
pub(super) fn Keyboard() -> impl IntoView {
    let keys = expect_context::<Keys>();
    let palette = RwSignal::new(Palette::default());
    let (commands, help) = (RwSignal::new(false), RwSignal::new(false));
    let collect = use_commands();
    let show_commands = move || {
        palette.set(Palette::new(collect.run(())));
        commands.set(true);
    };
    let press = move |key: &str| {
        if let Some(step) = Step::of(key) {
            menu_keys::go(step);
        } else if commands.get_untracked() {
            // They are open.
        } else if help.get_untracked() {
            if key != HELP {
                help.set(false);
                request_animation_frame(show_commands);
            }
        } else {
            close_menu();
            if key == HELP {
                help.set(true);
            } else {
                show_commands();
            }
        }
    };
    let take = move || {
        let pressed = keys.pressed.get();
        if !pressed.is_empty() {
            // Taken, so that the same key again is something new.
            keys.pressed.set(Vec::new());
            untrack(|| pressed.iter().for_each(|key| press(key)));
        }
    };
    // What the first key opens is there when it opens, so that it can take the focus.
    untrack(take);
    follow(take);
    let perform = use_perform(keys, help);
    // Once the dialog is closed and the focus is back where it was.
    let on_choose = Callback::new(move |does: Does| {
        request_animation_frame(move || {
            perform.try_run(does);
        });
    });
    view! {
        <PaletteDialog palette open=commands on_choose/>
        <KeysHelp open=help/>
    }
}

/// What can be done where somebody is.
fn use_commands() -> Callback<(), Vec<Command>> {
    let (session, permissions) = (use_session(), use_permissions());
    let account = session.account();
    let route = use_router().route();
    Callback::new(move |()| {
        untrack(|| {
            let (route, account) = (route.get(), account.get());
            let access = account.as_ref().map(|it| it.access(&route.place()));
            let scope = match access {
                Some(Access::Open(scope)) => Some(scope),
                _ => None,
            };
            let add = Action::AddCredentials;
            let installation = session.installation().get();
            let is_off = installation.is_some_and(|it| it.has_personal == Some(false));
            let workspaces = account.into_iter().flat_map(|it| it.workspaces);
            let here = Here {
                is_open: scope.is_some(),
                may_add: scope.is_some_and(|scope| !permissions.denies_in(scope, add)),
                has_search: document().get_element_by_id(SEARCH).is_some(),
                has_single_keys: has_single_keys(),
                has_personal: !is_off,
                workspaces: workspaces.map(|it| it.place).collect(),
                theme: theme::current(),
                route,
            };
            here.commands()
        })
    })
}

/// Does what a command does.
fn use_perform(keys: Keys, help: RwSignal<bool>) -> Callback<Does> {
    let (router, announcer) = (use_router(), use_announcer());
    Callback::new(move |does: Does| match does {
        Does::Go(path) => router.go(&path),
        Does::Look(look) => {
            theme::choose(look);
            announcer.say(format!("{}.", look.label()));
        }
        Does::Search => {
            browser::focus(SEARCH);
        }
        Does::ShowKeys => help.set(true),
        Does::SignOut => keys.sign_out(),
    })
}

/// Closes the menu that is open, so that the focus is back on its button before a dialog opens
/// that will want to return it.
fn close_menu() {
    let open = document().query_selector(".wp-menu:popover-open");
    let open = open.ok().flatten();
    if let Some(menu) = open.as_ref().and_then(|it| it.dyn_ref::<HtmlElement>()) {
        // It may be closed already.
        let _ = menu.hide_popover();
    }
}
