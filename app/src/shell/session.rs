//! Who is signed in, and what that person may see.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wavepass_core::platform::user::{OrgAndWorkspace, User};
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::session::{SessionInfo, SignIn};

use super::routes::Place;
use crate::api::{Api, ApiError};

/// A workspace that the person may open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenWorkspace {
    pub(crate) id: WorkspaceId,
    pub(crate) place: Place,
}

/// The person and the workspaces, sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) user: User,
    pub(crate) workspaces: Vec<OpenWorkspace>,
}

impl Account {
    /// The scope of a place; `None` for a workspace that is not open to this person.
    pub(crate) fn scope(&self, place: &Place) -> Option<Scope> {
        if *place == Place::Personal {
            return Some(Scope::Personal);
        }
        let found = self.workspaces.iter().find(|open| open.place == *place)?;
        Some(Scope::Workspace(found.id))
    }
}

/// What is known about the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SessionState {
    /// Being asked for.
    Loading,
    /// The server did not answer.
    Failed(ApiError),
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
    /// Counts the questions to the server, so that a late answer is not believed.
    asked: StoredValue<u32>,
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

    /// How Wave finds a credential, as far as the server knows: the name of a rule.
    pub(crate) fn wave_rules(self) -> Option<String> {
        self.state.with_untracked(|state| match state {
            SessionState::Anonymous(info) | SessionState::SignedIn(info, _) => {
                info.wave_rules.clone()
            }
            SessionState::Loading | SessionState::Failed(_) => None,
        })
    }

    /// Asks the server who is signed in. `Ok(true)` when somebody is.
    pub(crate) async fn refresh(self) -> Result<bool, ApiError> {
        self.asked.update_value(|asked| *asked += 1);
        let mine = self.asked.get_value();
        let found = self.load().await;
        if self.asked.get_value() != mine {
            // A later question knows better; signing in asks one.
            return found.map(|state| matches!(state, SessionState::SignedIn(..)));
        }
        match found {
            Ok(state) => {
                let signed_in = matches!(state, SessionState::SignedIn(..));
                if signed_in {
                    self.expired.set(false);
                }
                // A session that ran out keeps its page until somebody signs in again.
                if signed_in || !self.expired.get_untracked() {
                    self.state.set(state);
                }
                Ok(signed_in)
            }
            Err(error) => {
                if !matches!(self.state.get_untracked(), SessionState::SignedIn(..)) {
                    self.state.set(SessionState::Failed(error.clone()));
                }
                Err(error)
            }
        }
    }

    /// Asks again. A failure is in the state, where it is shown.
    pub(crate) fn retry(self) {
        spawn_local(async move {
            let _ = self.refresh().await;
        });
    }

    /// Signs in and learns who that is.
    pub(crate) async fn sign_in(self, proof: SignIn) -> Result<(), ApiError> {
        self.api.sign_in(&proof).await?;
        if self.refresh().await? {
            Ok(())
        } else {
            Err(ApiError::Unauthorized)
        }
    }

    /// Signs out and forgets who that was.
    pub(crate) async fn sign_out(self) -> Result<(), ApiError> {
        self.api.sign_out().await?;
        self.expired.set(false);
        self.refresh().await.map(|_| ())
    }

    async fn load(self) -> Result<SessionState, ApiError> {
        let info = self.api.session().await?;
        if !info.signed_in {
            return Ok(SessionState::Anonymous(info));
        }
        let user = match self.api.user_info().await {
            Ok(answer) => answer.user,
            // Platform no longer takes the token in the cookie.
            Err(ApiError::Unauthorized) => return Ok(SessionState::Anonymous(info)),
            Err(error) => return Err(error),
        };
        let workspaces = self.api.workspaces(user.id).await?.orgs_and_workspaces;
        let account = Account {
            user,
            workspaces: sorted(workspaces),
        };
        Ok(SessionState::SignedIn(info, Box::new(account)))
    }
}

fn sorted(rows: Vec<OrgAndWorkspace>) -> Vec<OpenWorkspace> {
    // A map sorts without pulling the sorting code into the download.
    let mut open = BTreeMap::new();
    for row in rows {
        // A row without a workspace is the organization itself.
        if let (Some(id), Some(workspace)) = (row.workspace_id, row.workspace_name) {
            let org = row.org_name;
            let place = Place::Workspace { org, workspace };
            open.insert(
                (place.label().to_ascii_lowercase(), id),
                OpenWorkspace { id, place },
            );
        }
    }
    open.into_values().collect()
}

pub(crate) fn provide_session() {
    let state = RwSignal::new(SessionState::Loading);
    let expired = RwSignal::new(false);
    let on_unauthorized = Callback::new(move |()| {
        if matches!(state.get_untracked(), SessionState::SignedIn(..)) {
            expired.set(true);
        }
    });
    let session = Session {
        state,
        expired,
        asked: StoredValue::new(0),
        api: Api::new(on_unauthorized),
    };
    provide_context(session);
    session.retry();
}

pub(crate) fn use_session() -> Session {
    expect_context()
}
