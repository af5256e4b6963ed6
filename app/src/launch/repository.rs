//! Which credential Wave uses for pushes to the repository of a choice.

use leptos::prelude::*;
use wavepass_core::finding::Finding;
use wavepass_core::nextflow::{Choice, Value};
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::push;
use wavepass_core::wave::resolve::{CredentialIndex, DeletedEntries, Resolver, Run};

use super::state::LaunchState;
use crate::wave_setup;

/// Which credential is used for pushes; nothing for other choices, and while the list of
/// credentials is not there.
pub(super) fn answer(state: LaunchState, choice: Choice) -> Option<Finding> {
    if !matches!(choice, Choice::BuildRepository | Choice::CacheRepository) {
        return None;
    }
    let Some(Value::Text(repository)) = state.wanted(choice) else {
        return None;
    };
    // What is wrong with the text itself is said elsewhere.
    let scope = state.scope.filter(|_| !repository.contains("://"))?;
    let list = state.credentials.get()?;
    let list: Vec<_> = list.iter().map(StoredCredential::from).collect();
    let setup = wave_setup::stored();
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let resolver = Resolver::for_scope(scope, Run::Platform, &index, &setup);
    push::answer(&resolver, &repository)
}
