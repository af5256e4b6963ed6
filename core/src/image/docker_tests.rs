use proptest::prelude::*;

use super::*;
use crate::pattern;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const HEX64: &str = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

fn sha256() -> String {
    format!("sha256:{HEX64}")
}

#[track_caller]
fn assert_name(text: &str, registry: &str, repository: &str) {
    let found = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    assert_eq!(
        (found.registry(), found.repository()),
        (registry, repository),
        "{text}"
    );
}

#[track_caller]
fn assert_refused(text: &str, words: &str) {
    assert_eq!(parse(text).unwrap_err().to_string(), words, "{text:?}");
}

#[test]
fn names_without_a_host_are_on_docker_hub() {
    assert_name("alpine", "docker.io", "library/alpine");
    assert_name("docker.io/alpine", "docker.io", "library/alpine");
    assert_name("index.docker.io/alpine", "docker.io", "library/alpine");
    assert_name("index.docker.io/org/tool", "docker.io", "org/tool");
    assert_name("library/a/b", "docker.io", "library/a/b");
    assert_name("test_com/foo", "docker.io", "test_com/foo");
}

#[test]
fn without_a_slash_there_is_never_a_host() {
    assert_name("node.js", "docker.io", "library/node.js");
    assert_name("quay.io:443", "docker.io", "library/quay.io");
    assert_name("localhost:5000", "docker.io", "library/localhost");
}

#[test]
fn a_host_is_known_by_a_dot_a_colon_a_capital_or_its_name() {
    assert_name("quay.io/tool", "quay.io", "tool");
    assert_name("reg:5000/a/b", "reg:5000", "a/b");
    assert_name("localhost/a", "localhost", "a");
    assert_name("Acme/a", "Acme", "a");
    assert_name("[2001:db8::1]:5000/a", "[2001:db8::1]:5000", "a");
    assert_name("[::1]/a", "[::1]", "a");
    assert_name(
        "registry-1.docker.io/library/a",
        "registry-1.docker.io",
        "library/a",
    );
    assert_name(
        "reg.example.com:99999999999/a",
        "reg.example.com:99999999999",
        "a",
    );
}

#[test]
fn a_host_with_an_underscore_becomes_part_of_the_repository() {
    assert_name("my_reg.example.com/tool", "", "my_reg.example.com/tool");
    let found = parse("my_reg.example.com/tool:1").unwrap();
    assert_eq!(found.to_string(), "my_reg.example.com/tool:1");
    assert_eq!(found.familiar(), "my_reg.example.com/tool:1");
    assert_refused("my_reg.example.com:80/tool", "invalid reference format");
}

#[test]
fn tag_and_digest_may_stand_together_and_the_digest_is_pulled() {
    let found = parse(&format!("busybox:1@{}", sha256())).unwrap();
    assert_eq!(found.tag(), Some("1"));
    assert_eq!(found.digest(), Some(&*sha256()));
    assert_eq!(found.familiar(), format!("busybox:1@{}", sha256()));
    let pulled = found.docker_ref().to_string();
    assert_eq!(pulled, format!("docker.io/library/busybox@{}", sha256()));
}

#[test]
fn without_tag_and_digest_latest_is_pulled() {
    assert_eq!(
        parse("quay.io/a").unwrap().docker_ref().to_string(),
        "quay.io/a:latest"
    );
    assert_eq!(
        parse("quay.io/a:b").unwrap().docker_ref().to_string(),
        "quay.io/a:b"
    );
}

#[test]
fn the_familiar_form_leaves_docker_hub_out() {
    for (text, familiar) in [
        ("docker.io/library/ubuntu:1", "ubuntu:1"),
        ("docker.io/org/tool", "org/tool"),
        ("docker.io/library/a/b", "library/a/b"),
        ("index.docker.io/ubuntu", "ubuntu"),
        ("quay.io/library/ubuntu", "quay.io/library/ubuntu"),
    ] {
        assert_eq!(parse(text).unwrap().familiar(), familiar);
    }
}

#[test]
fn a_wrong_form_is_refused() {
    for text in [
        "",
        "/",
        "a/",
        "/a",
        "a//b",
        ":tag",
        "a:",
        "a@",
        "a b",
        "a\n",
        "-a",
        "a-",
        "a..b",
        "a._b",
        "a___b",
        "_a",
        "a/-b",
        "a:-x",
        "a:.x",
        "a:1:2",
        "a@b@c",
        "reg.io:/a",
        "reg.io:x/a",
        "reg.io:+5/a",
        "a_b.com:80/c",
        "-a.io/b",
        "a-.io/b",
        "a..io/b",
        "oras://quay.io/a",
        "https://quay.io/a",
        "[::1]",
        "[::1]:5000",
        "[fe80::1%eth0]:5000/a",
        "[]/a",
        "[::1]5000/a",
        "fc00::1:5000/a",
        "[2001:db8::192.0.2.33]:5000/a",
        "a@sha256:12",
        "@sha256",
        "ubuntu@1sha:ffffffffffffffffffffffffffffffff",
        "é",
    ] {
        assert_refused(text, "invalid reference format");
    }
    let tag = "x".repeat(128);
    assert!(parse(&format!("a:{tag}")).is_ok());
    assert_refused(&format!("a:{tag}x"), "invalid reference format");
    assert_refused(&format!("@{}", sha256()), "invalid reference format");
}

#[test]
fn capitals_in_the_repository_are_named_as_a_normalised_name() {
    let words =
        |name| format!("invalid reference format: repository name ({name}) must be lowercase");
    assert_refused("Tool:1", &words("library/Tool"));
    assert_refused("docker.io/Tool", &words("library/Tool"));
    assert_refused("org/Tool", &words("org/Tool"));
    assert_refused("quay.io/Org/tool:1", &words("Org/tool"));
    assert_refused("TOOL É", &words("library/TOOL É"));
    assert_refused(
        &format!("tool@SHA256:{HEX64}"),
        &words("library/tool@SHA256"),
    );
}

#[test]
fn a_capital_that_is_no_ascii_letter_counts_as_one() {
    // The Kelvin sign becomes a small ASCII k.
    assert_refused("tool:2\u{212a}", "repository name must be lowercase");
}

#[test]
fn the_repository_has_at_most_255_characters() {
    let longest = format!("{}a", "a/".repeat(127));
    assert_name(&format!("quay.io/{longest}:tag"), "quay.io", &longest);
    let words = "repository name must not be more than 255 characters";
    assert_refused(&format!("quay.io/{longest}b"), words);
    assert_refused(
        &format!("quay.io/{longest}b@sha256:{}", "f".repeat(34)),
        words,
    );
}

#[test]
fn an_id_is_no_name_unless_a_host_stands_in_front() {
    let words =
        format!("invalid repository name ({HEX64}), cannot specify 64-byte hexadecimal strings");
    assert_refused(HEX64, &words);
    assert_name(
        &format!("docker.io/{HEX64}"),
        "docker.io",
        &format!("library/{HEX64}"),
    );
    assert_name(
        &HEX64[1..],
        "docker.io",
        &format!("library/{}", &HEX64[1..]),
    );
    assert_name(
        &format!("{HEX64}:1"),
        "docker.io",
        &format!("library/{HEX64}"),
    );
}

#[test]
fn a_digest_has_a_known_algorithm_and_its_number_of_small_digits() {
    for (algorithm, digits) in [("sha256", 64), ("sha384", 96), ("sha512", 128)] {
        assert!(parse(&format!("a@{algorithm}:{}", "f".repeat(digits))).is_ok());
        assert_refused(
            &format!("a@{algorithm}:{}", "f".repeat(digits + 1)),
            "invalid checksum digest length",
        );
        assert_refused(
            &format!("a@{algorithm}:{}", "F".repeat(digits)),
            "invalid checksum digest format",
        );
    }
    for algorithm in ["md5", "sha256+b64", "invaliddigest"] {
        assert_refused(
            &format!("a@{algorithm}:{HEX64}"),
            "unsupported digest algorithm",
        );
    }
    assert_refused(
        &format!("a:1@SHA256:{HEX64}"),
        "invalid checksum digest format",
    );
}

#[test]
fn the_raw_form_adds_nothing() {
    for (text, domain, path, tag) in [
        ("test_com", None, "test_com", None),
        ("test.com:tag", None, "test.com", Some("tag")),
        ("library/debian", Some("library"), "debian", None),
        ("test_com/foo", None, "test_com/foo", None),
        ("do__cker/docker", None, "do__cker/docker", None),
        (
            "index.docker.io/a:1",
            Some("index.docker.io"),
            "a",
            Some("1"),
        ),
        (HEX64, None, HEX64, None),
    ] {
        let found = parse_raw(text).unwrap();
        assert_eq!((found.domain, found.path, found.tag), (domain, path, tag));
    }
    for (text, error) in [
        ("", ReferenceError::Empty),
        ("Tool:tag", ReferenceError::UpperCase),
        ("quay.io/Org/tool", ReferenceError::UpperCase),
        ("a b", ReferenceError::Format),
        ("A B", ReferenceError::Format),
    ] {
        assert_eq!(parse_raw(text), Err(error), "{text}");
    }
}

/// The expression of the library, with its groups: domain, path, tag, digest.
fn library_pattern() -> &'static crate::pattern::Regex {
    pattern!(
        r"^(?:((?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[(?:[a-fA-F0-9:]+)\])(?::[0-9]+)?)/)?([a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|[-]+)[a-z0-9]+)*)*)(?::([0-9A-Za-z_][0-9A-Za-z_.-]{0,127}))?(?:@([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*[:][0-9a-fA-F]{32,}))?$"
    )
}

proptest! {
    #[test]
    fn the_grammar_equals_the_expression_of_the_library(
        text in "[a-zA-Z0-9._:/@\\[\\]-]{1,14}|([a-cA._-]{1,4}|\\[[a-f:]{1,4}\\])(:[0-9x]{1,2})?(/[a-c1._-]{1,4}){0,3}(:[a-c.-]{0,3})?(@[a-z0-9+_.-]{1,5}:[a-f]{31,33})?"
    ) {
        let found = grammar::split(&text);
        let expected = library_pattern().captures(&text);
        prop_assert_eq!(found.is_some(), expected.is_some());
        if let (Some(found), Some(expected)) = (found, expected) {
            let group = |index| expected.get(index).map(|found| found.as_str());
            prop_assert_eq!(found.domain, group(1));
            prop_assert_eq!(Some(found.path), group(2));
            prop_assert_eq!(found.tag, group(3));
            prop_assert_eq!(found.digest, group(4));
        }
    }

    #[test]
    fn the_canonical_form_parses_to_itself(
        text in "([a-cA._]{1,4}(:[0-9]{1,2})?/|docker.io/|index.docker.io/|\\[::1\\]/)?[a-c]{1,3}(/[a-c]{1,3}){0,2}(:[A-Za-z]{1,3})?(@sha256:[a-f0-9]{64})?"
    ) {
        if let Ok(found) = parse(&text) {
            prop_assert_eq!(&parse(&found.to_string()).unwrap(), &found);
            prop_assert_eq!(parse_raw(&text).unwrap().to_string(), text);
            prop_assert_eq!(&parse(&found.familiar()).unwrap(), &found);
            let pulled = found.docker_ref();
            prop_assert_eq!(&pulled.docker_ref(), &pulled);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = parse(&text);
        let _ = parse_raw(&text);
    }
}
