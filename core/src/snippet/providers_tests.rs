use std::collections::BTreeSet;

use super::*;
use crate::scope::WorkspaceId;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Credentials with a value in every field that is told.
fn stored(kind: Kind) -> Vec<Snippet> {
    let told = kind.asked().filter(|spec| !spec.is_secret());
    let value = |spec: &FieldSpec| match spec.kind {
        FieldKind::Switch => "true".to_owned(),
        FieldKind::Lines => "-----BEGIN CERTIFICATE-----\n".to_owned(),
        _ => format!("it's {}", spec.label),
    };
    for_stored(&StoredSubject {
        name: "it's-mine",
        kind,
        values: told.map(|spec| (spec, value(spec))).collect(),
        workspace: Some(SnippetWorkspace {
            id: WorkspaceId(42),
            org: "acme",
            name: "main",
        }),
    })
}

// Snapshots are files, which a browser has not.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn the_snippets_of_every_kind() {
    use std::fmt::Write as _;

    let mut all = String::new();
    for kind in Kind::ALL {
        for snippet in stored(kind) {
            let (id, target, text) = (kind.id(), snippet.target, snippet.text);
            writeln!(all, "# {id} {target:?}\n{text}\n").unwrap();
        }
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_tool_without_a_command_has_no_snippet() {
    let targets = |kind: Kind| stored(kind).iter().map(|it| it.target).collect::<Vec<_>>();
    let all = [Target::Tw, Target::Terraform, Target::Seqerakit];
    for kind in [Kind::AwsKeys, Kind::Ssh, Kind::GitLab, Kind::TowerAgent] {
        assert_eq!(targets(kind), all, "{kind:?}");
    }
    for kind in [Kind::AzureCloud, Kind::GitHubApp] {
        assert_eq!(targets(kind), [Target::Terraform], "{kind:?}");
    }
    for kind in [Kind::S3, Kind::AzureRepos, Kind::AwsWorkloadIdentity] {
        assert_eq!(targets(kind), [], "{kind:?}");
    }
}

#[test]
fn words_are_quoted_for_the_shell_and_values_for_hcl_and_every_note_is_a_sentence() {
    for kind in Kind::ALL {
        for snippet in stored(kind) {
            match snippet.target {
                Target::Tw => {
                    let words = shlex::split(&snippet.text).unwrap();
                    assert_eq!(words[..3], ["tw", "credentials", "add"]);
                    assert!(words.contains(&"--name=it's-mine".to_owned()), "{words:?}");
                    let options: BTreeSet<_> = words[4..]
                        .iter()
                        .map(|word| word.split('=').next().unwrap())
                        .collect();
                    assert_eq!(options.len(), words.len() - 4, "nothing stands there twice");
                }
                Target::Terraform => {
                    let body: ::hcl::Body = ::hcl::from_str(&snippet.text).unwrap();
                    assert!(body.blocks().count() >= 1);
                }
                _ => {}
            }
            for note in &snippet.notes {
                assert!(note.ends_with('.') && !note.contains('\n'), "{note}");
            }
        }
    }
}

#[test]
fn what_looks_like_a_secret_is_in_no_snippet() {
    let token = format!("dop_v1_{}", "0123456789abcdef".repeat(4));
    let field = Field::Key("github-username");
    let spec = Kind::GitHubToken.field(field).unwrap();
    let made = for_stored(&StoredSubject {
        name: "mine",
        kind: Kind::GitHubToken,
        values: vec![(spec, token.clone())],
        workspace: None,
    });
    assert_eq!(made.len(), 3);
    for snippet in made {
        assert!(!snippet.text.contains(&token), "{}", snippet.text);
        assert!(!snippet.notes.concat().contains(&token));
    }
}
