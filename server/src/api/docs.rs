//! `docs/api.md`, made from the declaration of the routes.

use std::fmt::Write;

use super::routes::{self, Access};

const INTRODUCTION: &str = "\
# The API

The routes below `/api`, made from their declaration in `server/src/api/routes.rs`.
`cargo xtask docs` writes this file anew; do not edit it.

A token goes with a request as `Authorization: Bearer TOKEN`; a browser's session cookie is turned
into one, and a change by cookie needs the header `x-wavepass`. `HEAD` works wherever `GET` does.

*Who may call it* is about the embedded Platform:

- **anyone**: without a token as well.
- **user**: whoever has a valid token, for what is their own.
- **any role**: whoever has a valid token, in their personal scope or, with `?workspaceId=`, in a
  workspace that they take part in.
- **a permission**, as `credentials:write`: the same, but in a workspace only with a role that has it:
  the one in brackets or one with more rights. In a path with a workspace, it is about that one.
- **member**, **owner**: whoever is in the organization of the path, or owns it. An owner of an
  organization is an owner in each of its workspaces.

With `--platform` a request is *passed on* to that Platform, which decides who may call it; anything
that is not passed on is answered with 404 or 405.

";

const REST: &str = "
An answer that is no success has the header `x-wavepass-failure`, which says in one word how the
request failed: `refused`, `unauthorized`, `forbidden`, `limited` (with `Retry-After`, where that is
known), `unreachable`, `dns` and `tls`, after which nothing was done; `failed` (with
`x-wavepass-error-id`, where Platform gave one), `timeout`, `garbled` (no answer of Platform's API)
and `too-large`, after which that is not known. Every answer has an `x-request-id`, as the log does.

Outside the API: `GET`, `POST` and `DELETE /session` (who is signed in, sign in, sign out; with `?first`
the first has answers to `/service-info`, `/user-info` and `/user/{id}/workspaces` in `firstAnswers`),
`GET /healthz` (204 while the server runs and, embedded, can store something) and `GET /readyz` (204
while it wants requests, too). An embedded Platform has its OpenAPI description, that of
[openapi.json](openapi.json), at `/openapi/seqera-api-latest.yml`, where an installation of Platform may
have its own. Every other path is the app's.
";

/// The text of `docs/api.md`.
pub fn markdown() -> String {
    let mut text = String::from(INTRODUCTION);
    text.push_str("| Method | Path | Who may call it | Embedded | With `--platform` |\n");
    text.push_str("| --- | --- | --- | --- | --- |\n");
    for route in routes::all() {
        let access = match route.access {
            Access::Anyone => "anyone".to_owned(),
            Access::User => "user".to_owned(),
            Access::AnyRole => "any role".to_owned(),
            Access::Member => "member".to_owned(),
            Access::Owner => "owner".to_owned(),
            Access::Scope(needed) | Access::Workspace(needed) => {
                format!("`{}` ({})", needed.id(), needed.least_role().id())
            }
        };
        let gateway = if route.passed_on { "passed on" } else { "-" };
        let embedded = if route.embedded.is_some() { "yes" } else { "-" };
        let (method, pattern) = (route.method.as_str(), route.pattern);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "| {method} | `{pattern}` | {access} | {embedded} | {gateway} |"
        );
    }
    text.push_str(REST);
    text
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// Asked when the test runs, because checkouts that share a target folder share this
    /// program too.
    fn file() -> PathBuf {
        PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("../docs/api.md")
    }

    #[test]
    fn the_docs_list_the_routes_as_they_are_declared() {
        if std::env::var_os("WAVEPASS_WRITE_DOCS").is_some_and(|value| value == "1") {
            std::fs::write(file(), markdown()).unwrap();
        }
        let written = std::fs::read_to_string(file()).unwrap_or_default();
        assert!(
            written == markdown(),
            "docs/api.md is stale. To write it anew, type: cargo xtask docs"
        );
    }
}
