//! What the form wants done outside of itself: requests, the focus, what is said, the way to the
//! list.
//!
//! Start at [`use_form`].

use std::sync::Arc;
use std::time::Duration;

use gloo_timers::future::sleep;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::credentials::{CredentialsRequest, Field};
use wavepass_core::platform::Scope;
use wavepass_core::platform::outcome::{NotDone, SaveError};

use super::carried_login;
use super::model::{self, Effect, Event, FormModel, Purpose};
use super::paste;
use super::store::Form;
use crate::api::Api;
use crate::browser::{self, focus_soon};
use crate::credentials::arrival::{Arrivals, MakeCard, use_arrivals};
use crate::credentials::news_card::NewsCard;
use crate::credentials::next_step::next_step;
use crate::shell::permissions::{Permissions, use_permissions};
use crate::shell::remote::Remote;
use crate::shell::router::{Router, use_router};
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::stored_credentials::use_stored;
use crate::ui::announcer::{Announcer, use_announcer};
use crate::ui::foreign::Foreign;
use crate::ui::icon::Icon;
use crate::ui::reactive::follow;
use crate::ui::store::Store;

/// How long typing has to pause before the server is asked about a name.
const PAUSE: Duration = Duration::from_millis(400);

/// Everything that the form reaches.
#[derive(Clone)]
struct Outside {
    api: Api,
    router: Router,
    announcer: Announcer,
    arrivals: Arrivals,
    permissions: Permissions,
    scope: Scope,
    /// The address of the list.
    list: String,
    /// Who sends what was submitted, where the form does not.
    sender: Option<Callback<CredentialsRequest>>,
}

/// The form of a page, which follows the session and what is stored in its place. Without an
/// answer about that it only says less.
pub(super) fn use_form(model: FormModel, place: &Place, scope: Scope) -> Form {
    use_form_with(model, place, scope, None)
}

/// The same, where what was submitted is handed over instead of being sent.
pub(crate) fn use_form_with(
    model: FormModel,
    place: &Place,
    scope: Scope,
    sender: Option<Callback<CredentialsRequest>>,
) -> Form {
    let session = use_session();
    let outside = Outside {
        api: session.api(),
        router: use_router(),
        announcer: use_announcer(),
        arrivals: use_arrivals(),
        permissions: use_permissions(),
        scope,
        list: place.credentials(),
        sender,
    };
    let store = Store::new(model, move |store, effect| outside.run(store, effect));
    let expired = session.expired();
    follow(move || {
        let is_lost = expired.get();
        store.dispatch(if is_lost {
            Event::SessionLost
        } else {
            Event::SessionRestored
        });
    });
    let listed = use_stored(scope);
    follow(move || {
        if let Remote::Ready(rows) = listed.get() {
            store.dispatch(Event::StoredListed(rows.rows));
        }
    });
    store.dispatch(Event::Opened);
    keep_draft(store);
    let form = Form::of(store);
    if carried_login::unpack(form) {
        use_announcer().say("What you had typed for new credentials is filled in here.");
    }
    form
}

/// Keeps what was typed until the page is left within the app, and puts in what was kept when the
/// page was loaded again.
fn keep_draft(store: Store<FormModel>) {
    let account = use_session().account();
    let Some(account) = untrack(|| account.get()) else {
        return;
    };
    let address = browser::current_path();
    // A link that fills in something is for a form of its own.
    let key = format!(
        "wavepass.draft.{}.{address}",
        account.user.id.unwrap_or_default()
    );
    let kept = browser::kept(&key).and_then(|text| serde_json::from_str(&text).ok());
    if let Some(draft) = kept {
        store.dispatch(Event::DraftFound(draft));
    }
    let draft = store.select(FormModel::draft);
    let to_be_kept = key.clone();
    follow(move || {
        let draft = draft.get();
        let text = serde_json::to_string(&draft).ok();
        let text = text.filter(|_| !draft.is_empty());
        browser::keep(&to_be_kept, text.as_deref());
    });
    on_cleanup(move || browser::keep(&key, None));
}

impl Outside {
    fn run(&self, store: Store<FormModel>, effect: Effect) {
        match effect {
            Effect::CheckName(name) => spawn_local(self.clone().check_name(store, name)),
            Effect::Send(request) => match self.sender {
                Some(sender) => sender.run(request),
                None => spawn_local(self.clone().send(store, request)),
            },
            Effect::AddAll(planned) => {
                let outside = self.clone();
                spawn_local(async move {
                    let create =
                        async |request: &_| outside.api.create(outside.scope, request).await;
                    let done = model::add_all(planned, create).await;
                    if store.is_there() {
                        store.dispatch(Event::AllAdded(done));
                    } else if done.is_whole() {
                        outside.announcer.tell(done.report());
                    } else {
                        outside.announcer.notify(done.report());
                    }
                });
            }
            Effect::Read(reading) => spawn_local(async move {
                let version = reading.version;
                let (read, fits) = paste::read(reading).await;
                store.dispatch(Event::PastedRead { version, read });
                store.dispatch(Event::FitsRead { version, fits });
            }),
            Effect::Focus(target) => focus_soon(target.id()),
            Effect::Say(sentence) => self.announcer.say(sentence),
            Effect::Notify(sentence) => self.announcer.notify(sentence),
            Effect::Tell(sentence) => self.announcer.tell(sentence),
            Effect::TellInList { title, said } => {
                self.router.release();
                self.announcer.say(said.clone());
                self.arrivals.tell(news(title, said));
                self.router.go(&self.list);
            }
            Effect::GoToList(arrival) => {
                self.router.release();
                self.arrivals.announce(arrival, next_step);
                self.router.go(&self.list);
            }
        }
    }

    async fn check_name(self, store: Store<FormModel>, name: String) {
        sleep(PAUSE).await;
        // Meanwhile something else may have been typed, or the form may be gone.
        let is_current =
            store.is_there() && store.with_untracked(|form| form.value(Field::Name) == name);
        if is_current {
            let answer = self.api.name(self.scope, &name).await;
            store.dispatch(Event::NameChecked { name, answer });
        }
    }

    async fn send(self, store: Store<FormModel>, request: CredentialsRequest) {
        let purpose = store.with_untracked(|form| form.purpose().clone());
        let answer = self.save(&purpose, &request).await;
        if let Err(error) = &answer {
            self.permissions.refused(self.scope, error.failed());
        }
        let name = request.name().to_string();
        if store.is_there() {
            store.dispatch(Event::Answered { name, answer });
        } else {
            // Somebody left while the server was busy.
            let is_blank = model::leaves_blank(&purpose, &request);
            self.run(
                store,
                model::said_too_late(&purpose, &name, &answer, is_blank),
            );
        }
    }

    async fn save(
        &self,
        purpose: &Purpose,
        request: &CredentialsRequest,
    ) -> Result<String, SaveError> {
        let Some(change) = purpose.change() else {
            return self.api.create(self.scope, request).await;
        };
        let (id, described) = (&change.id, &change.described);
        let done = self.api.update(self.scope, id, described, request).await;
        done.map(|()| id.clone())
    }
}

/// Good news that stand above the list.
fn news(title: &'static str, said: String) -> MakeCard {
    Arc::new(move |_: &Place, on_dismiss: Callback<()>| {
        let said = said.clone();
        view! {
            <NewsCard icon=Icon::Check title links=Vec::new() on_dismiss>
                <p><Foreign text=said/></p>
            </NewsCard>
        }
        .into_any()
    })
}
