//! Who is signed in, and what that person may see.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::failure::Failure;
use wavepass_core::platform::reader::Listed;
use wavepass_core::platform::request_error::RequestError;
use wavepass_core::platform::service_info::Installation;
use wavepass_core::platform::user::{self, Person};
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::session::{Mode, SessionInfo, SignIn};
use wavepass_core::text_order;

use super::routes::Place;
use crate::api::Api;
use crate::ui::announcer::use_announcer;
use crate::ui::reactive::flag;

/// A workspace that the person may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenWorkspace {
    pub(crate) id: WorkspaceId,
    pub(crate) place: Place,
    /// That the person's role most likely does not allow to change credentials.
    pub(crate) read_only: Option<String>,
}

/// The person and the workspaces, sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) user: Person,
    pub(crate) workspaces: Vec<OpenWorkspace>,
    /// Why the workspaces are not there. What is the person's own works without them.
    pub(crate) no_workspaces: Option<RequestError>,
    /// That some of them could not be read.
    pub(crate) unreadable: Option<String>,
}

/// Whether a place is open to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// It is.
    Open(Scope),
    /// It is not among the person's.
    Closed,
    /// The person's workspaces are not known.
    Unknown(RequestError),
}

impl Account {
    /// Whether a place is open to this person.
    pub(crate) fn access(&self, place: &Place) -> Access {
        if *place == Place::Personal {
            return Access::Open(Scope::Personal);
        }
        match (self.workspace(place), &self.no_workspaces) {
            (Some(found), _) => Access::Open(Scope::Workspace(found.id)),
            (None, Some(failure)) => Access::Unknown(failure.clone()),
            (None, None) => Access::Closed,
        }
    }

    /// The workspace of a place.
    pub(crate) fn workspace(&self, place: &Place) -> Option<&OpenWorkspace> {
        self.workspaces.iter().find(|open| open.place == *place)
    }

    /// Where somebody begins who was nowhere yet: in the workspace that was chosen for that, else
    /// with what is the person's own, unless that is switched off.
    pub(crate) fn first_place(&self, installation: &Installation) -> Place {
        let chosen = self.user.default_workspace;
        let mut all = self.workspaces.iter();
        let chosen = all.clone().find(|open| Some(open.id) == chosen);
        let other = if installation.has_personal == Some(false) {
            all.next()
        } else {
            None
        };
        let first = chosen.or(other).map(|open| open.place.clone());
        first.unwrap_or(Place::Personal)
    }
}

/// What is known about the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// Being asked for.
    Loading,
    /// It could not be found out who is signed in. With what the server says of itself there is
    /// a session that can be ended, and another one can be begun.
    Failed(RequestError, Option<SessionInfo>),
    /// Nobody is signed in.
    Anonymous(SessionInfo),
    /// Somebody is.
    SignedIn(SessionInfo, Box<Account>),
}

/// The session and what can be done with it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    state: RwSignal<SessionState>,
    expired: RwSignal<bool>,
    /// Whether somebody is on the way out.
    is_signing_out: StoredValue<bool>,
    /// Counts the questions to the server, so that a late answer is not believed.
    asked: StoredValue<u32>,
    /// What the installation says of itself; none until it has answered, or not.
    installation: RwSignal<Option<Installation>>,
    api: Api,
}

impl Session {
    pub(crate) fn api(self) -> Api {
        self.api
    }

    pub(crate) fn state(self) -> Signal<SessionState> {
        self.state.into()
    }

    /// Whether the session ran out in the middle of the work. The page stays as it is, with
    /// a dialog to sign in again on top of it.
    pub(crate) fn expired(self) -> Signal<bool> {
        self.expired.into()
    }

    /// The person, while somebody is signed in.
    pub(crate) fn account(self) -> Signal<Option<Account>> {
        Signal::derive(move || match self.state.get() {
            SessionState::SignedIn(_, account) => Some(*account),
            _ => None,
        })
    }

    /// Whether that place is not open to the person, or not there.
    pub(super) fn is_closed(self, place: Memo<Place>) -> Signal<bool> {
        flag(move || {
            self.state.with(|state| match state {
                SessionState::SignedIn(_, account) => {
                    place.with(|place| account.access(place) == Access::Closed)
                }
                _ => false,
            })
        })
    }

    /// What the installation says of itself; none until it has answered, or not.
    pub(crate) fn installation(self) -> Signal<Option<Installation>> {
        self.installation.into()
    }

    /// Whose credentials the server manages, while that is known.
    pub(crate) fn mode(self) -> Option<Mode> {
        self.state.with_untracked(|state| match state {
            SessionState::Anonymous(info) | SessionState::SignedIn(info, _) => Some(info.mode),
            SessionState::Loading | SessionState::Failed(..) => None,
        })
    }

    /// Whether a Platform behind a gateway says that it has no Wave. The embedded one has none
    /// either, and no runs.
    pub(crate) fn lacks_wave(self) -> bool {
        let is_gateway = self.state.with(
            |state| matches!(state, SessionState::SignedIn(info, _) if info.mode == Mode::Gateway),
        );
        let installation = self.installation.get();
        is_gateway && installation.is_some_and(|it| it.has_wave == Some(false))
    }

    /// How Wave finds a credential, as far as the server knows: the name of a rule.
    pub(crate) fn wave_rules(self) -> Option<String> {
        self.state.with_untracked(|state| match state {
            SessionState::Anonymous(info) | SessionState::SignedIn(info, _) => {
                info.wave_rules.clone()
            }
            SessionState::Loading | SessionState::Failed(..) => None,
        })
    }

    /// Asks the server who is signed in. `Ok(true)` when somebody is.
    pub(crate) async fn refresh(self) -> Result<bool, RequestError> {
        self.asked.update_value(|asked| *asked += 1);
        let mine = self.asked.get_value();
        let found = self.load().await;
        let answer = match &found {
            SessionState::Failed(failure, _) => Err(failure.clone()),
            found => Ok(matches!(found, SessionState::SignedIn(..))),
        };
        // A later question knows better; signing in asks one.
        if self.asked.get_value() == mine {
            if answer == Ok(true) {
                self.expired.set(false);
            }
            let keeps = match answer {
                Ok(true) => false,
                // A session that ran out keeps its page until somebody signs in again.
                Ok(false) => self.expired.get_untracked() && !self.is_signing_out.get_value(),
                Err(_) => matches!(self.state.get_untracked(), SessionState::SignedIn(..)),
            };
            if !keeps {
                self.state.set(found);
            }
        }
        answer
    }

    /// Asks again. A failure is in the state, where it is shown.
    pub(crate) fn retry(self) {
        spawn_local(async move {
            let _ = self.refresh().await;
        });
    }

    /// Signs in and learns who that is.
    pub(crate) async fn sign_in(self, proof: SignIn) -> Result<(), RequestError> {
        self.api.sign_in(&proof).await?;
        if self.refresh().await? {
            Ok(())
        } else {
            Err(RequestError::new(Failure::Unauthorized))
        }
    }

    /// Signs out and forgets who that was.
    pub(crate) async fn sign_out(self) -> Result<(), RequestError> {
        self.api.sign_out().await?;
        // What was asked before and is refused now says that the session has run out. It was ended.
        self.is_signing_out.set_value(true);
        let answer = self.refresh().await;
        self.is_signing_out.set_value(false);
        self.expired.set(false);
        answer.map(|_| ())
    }

    async fn load(self) -> SessionState {
        let info = match self.api.session().await {
            Ok(info) => info,
            Err(failure) => return SessionState::Failed(failure, None),
        };
        if !info.signed_in {
            return SessionState::Anonymous(info);
        }
        self.learn_of_installation();
        let user = match self.api.user_info().await {
            Ok(user) => user,
            // Platform no longer takes the token in the cookie.
            Err(failure) if failure.refuses_token() => return SessionState::Anonymous(info),
            Err(failure) => return SessionState::Failed(failure, Some(info)),
        };
        let workspaces = match user.id {
            Some(id) => self.api.workspaces(id).await,
            None => Err(RequestError {
                said: Some("Platform does not say who you are, by number.".to_owned()),
                is_platforms: true,
                ..RequestError::new(Failure::Garbled)
            }),
        };
        let (listed, no_workspaces) = match workspaces {
            Ok(listed) => (listed, None),
            Err(failure) if failure.kind == Failure::Unauthorized => {
                return SessionState::Anonymous(info);
            }
            Err(failure) => (Listed::default(), Some(failure)),
        };
        let account = Account {
            user,
            unreadable: listed.sentence(),
            workspaces: sorted(listed.rows),
            no_workspaces,
        };
        SessionState::SignedIn(info, Box::new(account))
    }

    /// Asks the installation about itself, once, while other things go on.
    fn learn_of_installation(self) {
        if self.installation.with_untracked(Option::is_some) {
            return;
        }
        spawn_local(async move {
            let told = self.api.installation().await;
            self.installation.set(Some(told));
        });
    }
}

fn sorted(rows: Vec<user::OpenWorkspace>) -> Vec<OpenWorkspace> {
    let open = rows.into_iter().map(|row| OpenWorkspace {
        id: row.id,
        read_only: row.sentence_if_read_only(),
        place: Place::Workspace {
            org: row.organization,
            workspace: row.name,
        },
    });
    let open: Vec<_> = open.collect();
    let labels: Vec<_> = open
        .iter()
        .map(|it| it.place.label().to_ascii_lowercase())
        .collect();
    let in_order = text_order::places(labels.iter().map(String::as_str)).into_iter();
    in_order.filter_map(|at| open.get(at).cloned()).collect()
}

pub(crate) fn provide_session() {
    let state = RwSignal::new(SessionState::Loading);
    let expired = RwSignal::new(false);
    let on_unauthorized = Callback::new(move |()| {
        if matches!(state.get_untracked(), SessionState::SignedIn(..)) {
            expired.set(true);
        }
    });
    let announcer = use_announcer();
    let on_wait = Callback::new(move |seconds: Option<u32>| {
        announcer.waits_for(seconds.map(|seconds| {
            let plural = if seconds == 1 { "" } else { "s" };
            format!("Platform asks for fewer requests. Asking again in {seconds} second{plural}.")
        }));
    });
    let session = Session {
        state,
        expired,
        is_signing_out: StoredValue::new(false),
        asked: StoredValue::new(0),
        installation: RwSignal::new(None),
        api: Api::new(on_unauthorized, on_wait),
    };
    provide_context(session);
    session.retry();
}

pub(crate) fn use_session() -> Session {
    expect_context()
}
