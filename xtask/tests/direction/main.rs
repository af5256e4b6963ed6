//! Modules use each other in one direction, in every crate of the workspace.
//!
//! A compiler takes `crate::` from anywhere. These tests read the source instead: every path
//! that leads to a module of the same crate, in `use` lines and elsewhere, the arguments of
//! macros included, and nothing of comments, texts and tests. Start at [`LAWS`].

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod arrows;
mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use arrows::{Law, circles, first_wrong_arrow};
use source::Source;

/// Who may use whom, by the folder of a crate: a module uses those of earlier lines only.
///
/// The other crates are programs in a few files beside each other. That there is no circle is
/// asked of them too.
const LAWS: &[(&str, Law)] = &[
    (
        "nextflow-config",
        Law {
            layers: &[
                &[
                    "capacity", "keywords", "path", "rule", "symbols", "token", "units",
                ],
                &[
                    "classes",
                    "lexer",
                    "lines",
                    "options",
                    "replacement",
                    "value",
                    "visible",
                ],
                &["change", "reading", "tree"],
                &["diagnostic", "parser", "strict_grammar"],
                &[
                    "declarations",
                    "interpreter",
                    "legacy_syntax",
                    "strict_syntax",
                ],
                &["read"],
                &["readings"],
                &["edit"],
                &["lint"],
                &["strict_upgrade"],
                &["codes", "config"],
            ],
            plain: &[],
        },
    ),
    (
        "core",
        Law {
            layers: &[
                &[
                    "failure",
                    "finding",
                    "pattern",
                    "placeholder",
                    "scope",
                    "secret",
                    "text_order",
                    "timestamp",
                ],
                &["registry"],
                &["image"],
                &["wave"],
                &["platform", "session"],
                &["credentials"],
                &["login"],
                &["diagnose"],
                &["launch"],
                &["snippet"],
                &["rules"],
            ],
            // What travels carries no rules.
            plain: &["platform", "session"],
        },
    ),
    (
        "app",
        Law {
            layers: &[
                &["browser", "csv_file"],
                &["ui", "api"],
                &["shell"],
                // What several features share.
                &["pipeline", "prefill", "stored_credentials", "wave_setup"],
                &["guide_link"],
                &["credentials", "images", "launch", "sign_in"],
            ],
            plain: &[],
        },
    ),
    (
        "server",
        Law {
            layers: &[
                &["client", "clock", "ids", "public_url"],
                &["crypto", "error"],
                &["data_folder"],
                &["json", "store", "telemetry", "upstream", "web"],
                &["embedded", "key_rotation", "registry_access"],
                &["api", "session"],
                &["gateway", "login_test"],
                &["embedded_wave", "wave"],
                &["cli"],
                &["serve"],
                &["people", "upkeep"],
            ],
            plain: &[],
        },
    ),
];

/// The checkout that cargo was called in. Asked when the test runs, because checkouts that
/// share a target folder share this program too.
fn root() -> PathBuf {
    PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap()).join("..")
}

/// Every crate of the workspace.
fn crates() -> Vec<Source> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let members: Vec<String> = manifest["workspace"]["members"].clone().try_into().unwrap();
    members
        .iter()
        .map(|folder| Source::of_crate(&root(), folder))
        .collect()
}

#[test]
fn every_arrow_points_down() {
    for (folder, law) in LAWS {
        let wrong = first_wrong_arrow(&Source::of_crate(&root(), folder), law);
        assert_eq!(wrong, None, "{}", wrong.as_deref().unwrap_or_default());
    }
}

#[test]
fn every_module_has_a_place() {
    for (folder, law) in LAWS {
        let source = Source::of_crate(&root(), folder);
        let files = source.modules.values().map(|names| &names.file);
        let there: BTreeSet<&str> = files
            .filter_map(|module| module.first())
            .map(String::as_str)
            .collect();
        let placed: BTreeSet<&str> = law
            .layers
            .iter()
            .flat_map(|line| line.iter().copied())
            .collect();
        assert_eq!(there, placed, "{folder}");
    }
}

#[test]
fn no_files_use_each_other_in_a_circle_but_parent_and_child() {
    let circles: Vec<String> = crates().iter().flat_map(circles).collect();
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn the_apps_ui_knows_findings_and_nothing_else_of_the_domain() {
    let app = Source::of_crate(&root(), "app");
    for path in app
        .paths
        .iter()
        .filter(|path| path.module.first().is_some_and(|part| part == "ui"))
    {
        let is_domain = path.names[0] == "wavepass_core" && path.names[1] != "finding";
        let is_config = path.names[0] == "nextflow_config";
        assert!(
            !is_domain && !is_config,
            "{}:{}: {}",
            app.file_of(&path.module),
            path.line,
            path.names.join("::")
        );
    }
}
