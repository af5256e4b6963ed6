//! The paths of the Platform API, below its base URL.
//!
//! The one place that writes a path or a query; whatever comes from people or servers is
//! percent-encoded.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::pipelines::PAGE_MAX;
use super::{Scope, WorkspaceId};

const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// A text as one segment of a path or one value of a query.
pub fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

/// What the installation says of itself.
pub const SERVICE_INFO: &str = "/service-info";

/// Who is signed in.
pub const USER_INFO: &str = "/user-info";

/// Where a person may work.
pub fn user_workspaces(user_id: i64) -> String {
    format!("/user/{user_id}/workspaces")
}

/// What the caller may do in a scope.
pub fn permissions(scope: Scope) -> String {
    with_query("/permissions", scope, &[])
}

/// The credentials of a scope: list with `GET`, create with `POST`.
pub fn credentials(scope: Scope) -> String {
    with_query("/credentials", scope, &[])
}

/// One credential: describe, update.
pub fn credential(scope: Scope, id: &str) -> String {
    with_query(&format!("/credentials/{}", encode(id)), scope, &[])
}

/// To save credentials, new ones without an id, with parameters of their own.
pub fn save_credentials<'p>(
    scope: Scope,
    id: Option<&str>,
    parameters: impl IntoIterator<Item = (&'static str, &'p str)>,
) -> String {
    let path = match id {
        None => "/credentials".to_owned(),
        Some(id) => format!("/credentials/{}", encode(id)),
    };
    let parameters: Vec<_> = parameters.into_iter().collect();
    with_query(&path, scope, &parameters)
}

/// What a cloud has to be told so that it trusts Platform's identity.
pub fn federation_setup(scope: Scope, provider: &str) -> String {
    with_query(
        "/credentials/federation-setup",
        scope,
        &[("provider", provider)],
    )
}

/// One credential, for `DELETE` that refuses while something uses it.
pub fn delete_credential(scope: Scope, id: &str) -> String {
    let path = format!("/credentials/{}", encode(id));
    with_query(&path, scope, &[("checked", "true")])
}

/// One credential, for `POST` that checks it at its provider.
pub fn validate_credential(scope: Scope, id: &str) -> String {
    with_query(&format!("/credentials/{}/validate", encode(id)), scope, &[])
}

/// Whether a name is free in a scope: 204 free, 409 taken, 400 malformed.
pub fn validate_name(scope: Scope, name: &str) -> String {
    with_query("/credentials/validate", scope, &[("name", name)])
}

/// The pipelines of a scope: list with `GET`, create with `POST`.
pub fn pipelines(scope: Scope) -> String {
    with_query("/pipelines", scope, &[])
}

/// A page of the pipelines of a scope, or of those that Platform finds for a text. Platform gives
/// at most [`PAGE_MAX`] at once, and no public source tells how many it gives to whoever does not
/// ask for a number.
pub fn pipelines_from(scope: Scope, search: &str, offset: usize) -> String {
    let (max, offset) = (PAGE_MAX.to_string(), offset.to_string());
    let mut query = vec![("max", max.as_str()), ("offset", &offset)];
    if !search.is_empty() {
        query.push(("search", search));
    }
    with_query("/pipelines", scope, &query)
}

/// One pipeline together with its labels, which an update has to name.
pub fn pipeline_with_labels(scope: Scope, id: i64) -> String {
    let path = format!("/pipelines/{id}");
    with_query(&path, scope, &[("attributes", "labels")])
}

/// One pipeline: describe, update, delete.
pub fn pipeline(scope: Scope, id: i64) -> String {
    with_query(&format!("/pipelines/{id}"), scope, &[])
}

/// What a pipeline is launched with.
pub fn pipeline_launch(scope: Scope, id: i64) -> String {
    pipeline_launch_of(scope, id, None, None)
}

/// What a pipeline is launched with, which has to be named where another workspace shares it, in
/// one of its versions.
pub fn pipeline_launch_of(
    scope: Scope,
    id: i64,
    shared_by: Option<WorkspaceId>,
    version: Option<&str>,
) -> String {
    let by = shared_by.map(|id| id.to_string());
    let by = by.as_deref().map(|id| ("sourceWorkspaceId", id));
    let version = version.map(|version| ("versionId", version));
    let query: Vec<_> = by.into_iter().chain(version).collect();
    with_query(&format!("/pipelines/{id}/launch"), scope, &query)
}

/// A version of a pipeline: `POST` updates it, or makes a draft.
pub fn pipeline_version(scope: Scope, id: i64, version: &str) -> String {
    let path = format!("/pipelines/{id}/versions/{}", encode(version));
    with_query(&path, scope, &[])
}

/// The name of a version of a pipeline, and whether launches take it: change.
pub fn manage_pipeline_version(scope: Scope, id: i64, version: &str) -> String {
    let path = format!("/pipelines/{id}/versions/{}/manage", encode(version));
    with_query(&path, scope, &[])
}

/// Whether a version of a pipeline may have that name: 204 yes.
pub fn validate_version_name(scope: Scope, id: i64, name: &str) -> String {
    let path = format!("/pipelines/{id}/versions/validate");
    with_query(&path, scope, &[("name", name)])
}

/// The compute environments of a scope.
pub fn compute_envs(scope: Scope) -> String {
    with_query("/compute-envs", scope, &[])
}

/// One compute environment, with its config.
pub fn compute_env(scope: Scope, id: &str) -> String {
    with_query(&format!("/compute-envs/{}", encode(id)), scope, &[])
}

fn with_query(path: &str, scope: Scope, parameters: &[(&str, &str)]) -> String {
    let workspace = scope.workspace().map(|id| id.to_string());
    let all = workspace
        .iter()
        .map(|id| ("workspaceId", id.as_str()))
        .chain(parameters.iter().copied());
    let mut url = path.to_owned();
    for (i, (name, value)) in all.enumerate() {
        url.push(if i == 0 { '?' } else { '&' });
        url.push_str(name);
        url.push('=');
        url.push_str(&encode(value));
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const RNASEQ: Scope = Scope::Workspace(WorkspaceId(42));

    #[test]
    fn the_personal_scope_sends_no_workspace() {
        assert_eq!(credentials(Scope::Personal), "/credentials");
        assert_eq!(credential(Scope::Personal, "1S7A"), "/credentials/1S7A");
    }

    #[test]
    fn the_workspace_travels_in_the_query() {
        assert_eq!(credentials(RNASEQ), "/credentials?workspaceId=42");
        assert_eq!(
            delete_credential(RNASEQ, "1S7A"),
            "/credentials/1S7A?workspaceId=42&checked=true"
        );
    }

    #[test]
    fn pipelines_are_asked_for_by_the_page_and_one_of_them_with_its_labels() {
        assert_eq!(pipelines(RNASEQ), "/pipelines?workspaceId=42");
        assert_eq!(
            pipelines_from(Scope::Personal, "", 200),
            "/pipelines?max=100&offset=200"
        );
        assert_eq!(
            pipelines_from(RNASEQ, "a&b", 0),
            "/pipelines?workspaceId=42&max=100&offset=0&search=a%26b"
        );
        assert_eq!(
            pipeline_with_labels(RNASEQ, 7),
            "/pipelines/7?workspaceId=42&attributes=labels"
        );
        assert_eq!(pipeline(Scope::Personal, 7), "/pipelines/7");
        assert_eq!(
            pipeline_launch(RNASEQ, 7),
            "/pipelines/7/launch?workspaceId=42"
        );
        assert_eq!(
            pipeline_launch_of(RNASEQ, 7, Some(WorkspaceId(43)), Some("v1")),
            "/pipelines/7/launch?workspaceId=42&sourceWorkspaceId=43&versionId=v1"
        );
        assert_eq!(
            pipeline_version(RNASEQ, 7, "v/1"),
            "/pipelines/7/versions/v%2F1?workspaceId=42"
        );
        assert_eq!(
            manage_pipeline_version(Scope::Personal, 7, "v1"),
            "/pipelines/7/versions/v1/manage"
        );
        assert_eq!(
            validate_version_name(Scope::Personal, 7, "rna 2"),
            "/pipelines/7/versions/validate?name=rna%202"
        );
        assert_eq!(compute_envs(Scope::Personal), "/compute-envs");
    }

    #[test]
    fn what_people_type_is_encoded() {
        assert_eq!(
            validate_name(Scope::Personal, "a b&c=d#é"),
            "/credentials/validate?name=a%20b%26c%3Dd%23%C3%A9"
        );
        assert_eq!(credential(Scope::Personal, "../x"), "/credentials/..%2Fx");
        assert_eq!(
            validate_credential(RNASEQ, "../x"),
            "/credentials/..%2Fx/validate?workspaceId=42"
        );
        assert_eq!(
            compute_env(RNASEQ, "a/b"),
            "/compute-envs/a%2Fb?workspaceId=42"
        );
    }
}
