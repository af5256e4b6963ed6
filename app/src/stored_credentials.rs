//! The credentials that are stored in a scope, for everything that is answered with them.
//!
//! Start at [`use_stored`].

use futures_util::future::join_all;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::Scope;
use wavepass_core::platform::reader::Listed;
use wavepass_core::platform::request_error::RequestError;

use crate::shell::remote::{Fetched, use_fetched};
use crate::shell::session::use_session;

/// A scope, and what is stored in it.
pub(crate) type ScopedList = (Scope, Listed<CredentialsSummary>);

/// The credentials of a scope, in Platform's order.
pub(crate) fn use_stored(scope: Scope) -> Fetched<Listed<CredentialsSummary>> {
    let api = use_session().api();
    use_fetched(move || async move { api.list(scope).await })
}

/// The credentials of several scopes, without those that cannot be had.
pub(crate) fn use_stored_in(scopes: Vec<Scope>) -> Fetched<Vec<ScopedList>> {
    let api = use_session().api();
    use_fetched(move || {
        let scopes = scopes.clone();
        async move { Ok(side_by_side(scopes, async |scope| api.list(scope).await).await) }
    })
}

/// Asks for the lists of all scopes at once; what is answered keeps the order of the scopes.
async fn side_by_side(
    scopes: Vec<Scope>,
    ask: impl AsyncFn(Scope) -> Result<Listed<CredentialsSummary>, RequestError>,
) -> Vec<ScopedList> {
    let ask = &ask;
    let answers = scopes
        .into_iter()
        .map(|scope| async move { Some((scope, ask(scope).await.ok()?)) });
    join_all(answers).await.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::future::pending;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use wavepass_core::failure::Failure;
    use wavepass_core::platform::WorkspaceId;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SCOPES: [Scope; 3] = [
        Scope::Personal,
        Scope::Workspace(WorkspaceId(1)),
        Scope::Workspace(WorkspaceId(2)),
    ];

    /// What a future gives that waits for nothing from outside.
    fn now<T>(future: impl Future<Output = T>) -> Poll<T> {
        pin!(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn every_scope_is_asked_before_one_has_answered() {
        let asked = Cell::new(0);
        let lists = side_by_side(SCOPES.to_vec(), async |_| {
            asked.set(asked.get() + 1);
            pending().await
        });
        assert!(now(lists).is_pending());
        assert_eq!(asked.get(), SCOPES.len());
    }

    #[test]
    fn a_scope_that_cannot_be_had_is_left_out_and_the_others_keep_their_order() {
        let lists = side_by_side(SCOPES.to_vec(), async |scope| match scope {
            Scope::Workspace(WorkspaceId(1)) => Err(RequestError::new(Failure::Forbidden)),
            _ => Ok(Listed::default()),
        });
        let expected = vec![
            (SCOPES[0], Listed::default()),
            (SCOPES[2], Listed::default()),
        ];
        assert_eq!(now(lists), Poll::Ready(expected));
    }
}
