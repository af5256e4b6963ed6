#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{assert_codes, check, marked, sets, the};
use crate::rule::Severity;

#[test]
fn a_repository_is_a_host_and_a_path_and_nothing_else() {
    for path in ["wave.build.repository", "wave.build.cacheRepository"] {
        for (value, code, fixed) in [
            (
                "https://quay.io/a/b",
                "repository-protocol",
                Some("quay.io/a/b"),
            ),
            (
                "docker://quay.io/a/b/",
                "repository-protocol",
                Some("quay.io/a/b"),
            ),
            // Not plain what was meant.
            ("https://https://quay.io/a/b", "repository-protocol", None),
            ("https://quay.io:/a/b", "repository-protocol", None),
            ("quay.io/a/b/:1", "repository-tag", Some("quay.io/a/b")),
            // All of it in one go.
            (
                "https://acme.azurecr.io/team/builds:latest",
                "repository-protocol",
                Some("acme.azurecr.io/team/builds"),
            ),
            (
                "https://reg.example.org:5000/a/b@sha256:00",
                "repository-protocol",
                Some("reg.example.org:5000/a/b"),
            ),
            ("quay.io/a/b:latest", "repository-tag", Some("quay.io/a/b")),
            ("acme/images:1.2", "repository-tag", Some("acme/images")),
            (
                "quay.io/a/b@sha256:00",
                "repository-tag",
                Some("quay.io/a/b"),
            ),
            ("quay.io", "repository-incomplete", None),
            ("quay.io/", "repository-incomplete", None),
        ] {
            let text = format!("{path} = '{value}'");
            let diagnostic = the(code, &text);
            assert_eq!(diagnostic.severity, Severity::Error);
            assert_eq!(marked(&diagnostic, &text), format!("'{value}'"));
            let expected = fixed.map(|fixed| (path.to_owned(), fixed.to_owned()));
            assert_eq!(sets(&diagnostic), expected, "{text}");
            if code == "repository-protocol" {
                assert!(diagnostic.message.contains(&format!("'{path}' should not")));
            }
        }
        for value in ["quay.io/a/b", "acme/images", "images", "localhost/a/b", ""] {
            assert_codes(&format!("{path} = '{value}'"), &[]);
        }
    }
}

#[test]
fn a_port_is_most_likely_a_problem_and_no_tag() {
    let text = "wave.build.repository = 'reg.example.org:5000/a/b'";
    assert_codes(text, &["repository-port"]);
    let diagnostic = the("repository-port", text);
    assert!(diagnostic.message.contains("most likely"));
    assert_eq!(diagnostic.severity, Severity::Warning);
    let text = "wave.build.cacheRepository = 'reg.example.org:5000/a/b:1'";
    assert_codes(text, &["repository-tag", "repository-port"]);
    let text = "wave.build.cacheRepository = 'localhost:5000'";
    assert_codes(text, &["repository-incomplete", "repository-port"]);
}

#[test]
fn mirroring_may_go_to_a_bare_registry() {
    let text = "wave { enabled = true; mirror = true; build.repository = 'quay.io' }";
    assert_codes(text, &[]);
    let text = "wave { enabled = true; mirror = true; build.repository = 'quay.io'\n\
                build.cacheRepository = 'quay.io' }";
    assert_codes(text, &["repository-incomplete"]);
}

#[test]
fn a_repository_is_marked_where_it_stands() {
    check(
        "
    wave.mirror = false
    wave { build {
        repository = 'quay.io/a/b:1'
    //               ^^^^^^^^^^^^^^^ repository-tag Wave gives every image its own
        cacheRepository = 'https://quay.io/a/b'
    //                    ^^^^^^^^^^^^^^^^^^^^^ repository-protocol no protocol in front
    } }
",
    );
}
