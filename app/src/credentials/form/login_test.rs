//! Tries the login that is typed at its registry before it is stored. What happens when is in
//! [`model`].

mod model;

use std::hash::{DefaultHasher, Hash, Hasher};

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::Field as FormField;
use wavepass_core::secret::Secret;

use super::store::Form;
use crate::shell::session::use_session;
use crate::ui::announcer::use_announcer;
use crate::ui::button::BusyButton;
use crate::ui::field::Field;
use crate::ui::finding::FindingView;
use crate::ui::inputs::TextInput;
use crate::ui::reactive::{dynamic, follow, text};
use crate::ui::store::Store;
use model::{Effect, Event, LoginTestModel};

/// The id of the input of an image.
const IMAGE: &str = "login-test-image";

/// The button, an image that has to be readable, and what came of it.
#[component]
pub(crate) fn LoginTestView(
    /// What is typed.
    form: Form,
) -> impl IntoView {
    let test = use_login_test();
    let host = form.value(FormField::Registry);
    // What is remembered of a secret to see it change is no copy of it.
    let login = form.select(|form| {
        let mut hasher = DefaultHasher::new();
        for field in [
            FormField::Registry,
            FormField::UserName,
            FormField::Password,
        ] {
            form.value(field).hash(&mut hasher);
        }
        hasher.finish()
    });
    follow(move || {
        login.get();
        test.dispatch(Event::LoginChanged);
    });
    let press = move |()| {
        let (registry, user_name, password) = form.with_untracked(|form| {
            let value = |field| form.value(field).to_owned();
            (
                value(FormField::Registry),
                value(FormField::UserName),
                Secret::new(value(FormField::Password)),
            )
        });
        test.dispatch(Event::Pressed {
            registry,
            user_name,
            password,
        });
    };
    let try_on_enter = move |event: KeyboardEvent| {
        // Else the form would be sent.
        if event.key() == "Enter" && event_target::<web_sys::Element>(&event).id() == IMAGE {
            event.prevent_default();
            press(());
        }
    };
    let example = text(move || match host.get().split('/').next() {
        None | Some("") => "docker.io/team/tool:1.0".to_owned(),
        Some(host) => format!("{host}/team/tool:1.0"),
    });
    let image = test.select(|test| test.image().to_owned());
    let said = test.select(LoginTestModel::said);
    let help = text(|| "Tries whether the login may read it.");
    view! {
        <section
            class="wp-login-test"
            aria-label="Test of the login"
            on:keydown=try_on_enter
        >
            <Field id=IMAGE label=text(|| "An image to try") help>
                <TextInput
                    value=image.into()
                    on_input=move |typed: String| test.dispatch(Event::ImageTyped(typed))
                    placeholder=example
                />
            </Field>
            <BusyButton
                pending=test.select(LoginTestModel::is_pending)
                label="Test login"
                busy_label="Testing…"
                class="wp-button"
                on_press=press
            />
            {dynamic(move || {
                let Some(said) = said.get() else { return ().into_any() };
                view! {
                    <div class="wp-login-test__result">
                        <FindingView finding=said.finding on_fix=None/>
                        {said.at.map(|at| view! { <p class="wp-field__help">{at}</p> })}
                    </div>
                }
                .into_any()
            })}
        </section>
    }
}

/// The test of one form.
fn use_login_test() -> Store<LoginTestModel> {
    let api = use_session().api();
    let announcer = use_announcer();
    Store::new(
        LoginTestModel::default(),
        move |test, effect| match effect {
            Effect::Ask(turn, what) => spawn_local(async move {
                let answer = api.test_login(&what).await;
                // The page may be gone.
                if test.is_there() {
                    test.dispatch(Event::Answered(turn, answer));
                }
            }),
            Effect::Say(sentence) => announcer.say(sentence),
        },
    )
}
