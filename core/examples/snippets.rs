//! Prints the snippets of credentials, for programs that try them with the real tools.
//!
//! Reads lines of `name`, `registry`, `user name` and, where it is in a workspace, `id`, `org`
//! and `workspace`, with tabs between them. Writes one line of JSON for each snippet:
//! `{"name", "target", "text", "notes"}`. Start at [`main`].

#![expect(clippy::print_stdout, reason = "its purpose")]

use std::error::Error;
use std::io::stdin;

use wavepass_core::platform::WorkspaceId;
use wavepass_core::snippet::{CredentialSubject, SnippetWorkspace, for_credential};

fn main() -> Result<(), Box<dyn Error>> {
    for line in stdin().lines() {
        let line = line?;
        let fields: Vec<&str> = line.split('\t').collect();
        let (subject, at) = fields.split_at_checked(3).ok_or("three fields at least")?;
        let workspace = match *at {
            [id, org, name] => Some(SnippetWorkspace {
                id: WorkspaceId(id.parse()?),
                org,
                name,
            }),
            _ => None,
        };
        let [name, registry, user_name] = *subject else {
            continue;
        };
        for snippet in for_credential(&CredentialSubject {
            name,
            registry,
            user_name,
            workspace,
        }) {
            println!(
                "{}",
                serde_json::json!({
                    "name": name,
                    "target": format!("{:?}", snippet.target),
                    "text": snippet.text,
                    "notes": snippet.notes,
                })
            );
        }
    }
    Ok(())
}
