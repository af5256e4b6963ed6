//! What the status of a registry's answer means for who pulls.

use axum::http::StatusCode;
use reqwest::Response;

use super::fault::{Cause, PullFault};
use super::upstream::Source;

/// What the status of an answer about a manifest means.
pub(super) fn of_manifest(source: Source<'_>, answer: &Response) -> Result<(), PullFault> {
    let registry = source.registry;
    match answer.status() {
        status if status.is_success() => Ok(()),
        StatusCode::FORBIDDEN => Err(forbidden(source)),
        StatusCode::NOT_FOUND => Err(PullFault::new(
            Cause::Manifest,
            format!(
                "{registry} says that the image is not there{}.",
                match source.login {
                    Some(login) => format!(", or not for the credentials “{}”", login.taken.name),
                    None => ", or not for who has no login".to_owned(),
                }
            ),
        )
        .or("Check its name and its tag")),
        StatusCode::TOO_MANY_REQUESTS => Err(PullFault::limited_by(registry, answer.headers())),
        status => Err(PullFault::failed(registry, status)),
    }
}

/// What the status of an answer about a blob means.
pub(super) fn of_blob(source: Source<'_>, answer: &Response) -> Result<(), PullFault> {
    let registry = source.registry;
    match answer.status() {
        status if status.is_success() => Ok(()),
        StatusCode::FORBIDDEN => Err(forbidden(source)),
        StatusCode::NOT_FOUND => Err(PullFault::new(
            Cause::Blob,
            format!("{registry} says that this part of the image is not there."),
        )),
        StatusCode::RANGE_NOT_SATISFIABLE => Err(PullFault::new(
            Cause::Path("SIZE_INVALID"),
            "The blob has no such range.",
        )),
        StatusCode::TOO_MANY_REQUESTS => Err(PullFault::limited_by(registry, answer.headers())),
        status => Err(PullFault::failed(registry, status)),
    }
}

/// The registry does not allow it.
pub(super) fn forbidden(source: Source<'_>) -> PullFault {
    let (registry, repository) = (source.registry, source.repository);
    match source.login {
        Some(login) => PullFault::new(
            Cause::Forbidden,
            format!(
                "{registry} does not let the credentials “{}” read {repository}.",
                login.taken.name
            ),
        )
        .or("Check what this account or token may read"),
        None => PullFault::new(
            Cause::Forbidden,
            format!("{registry} does not let anybody without a login read {repository}."),
        )
        .or(format!("Add credentials for {registry}")),
    }
}
