use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SHA: &str = "sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

fn read(text: &str) -> (String, String, String) {
    let found = parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"));
    (found.registry, found.repository, found.reference)
}

#[track_caller]
fn assert_reads(text: &str, registry: &str, repository: &str, reference: &str) {
    let expected = (registry.into(), repository.into(), reference.into());
    assert_eq!(read(text), expected, "{text}");
}

#[test]
fn a_name_without_a_host_is_on_docker_hub() {
    assert_reads("alpine", "docker.io", "library/alpine", "latest");
    assert_reads("alpine:3.20", "docker.io", "library/alpine", "3.20");
    assert_reads("nextflow/bash", "docker.io", "nextflow/bash", "latest");
    assert_reads("docker.io/alpine", "docker.io", "library/alpine", "latest");
    assert_reads("a/b/c:1", "docker.io", "a/b/c", "1");
}

#[test]
fn a_first_part_with_a_dot_or_a_colon_is_the_host() {
    assert_reads("quay.io/alpine", "quay.io", "alpine", "latest");
    assert_reads("reg:5000/a/b:1.0", "reg:5000", "a/b", "1.0");
    assert_reads("dock..er/tool", "dock..er", "tool", "latest");
}

#[test]
fn localhost_and_capitals_alone_are_no_host() {
    assert_reads("localhost/a", "docker.io", "localhost/a", "latest");
    assert_reads("Acme/a", "docker.io", "Acme/a", "latest");
    assert_reads("localhost:5000", "docker.io", "library/localhost", "5000");
}

#[test]
fn a_single_part_with_a_dot_is_taken_for_a_host() {
    assert_reads("node.js", "node.js", "", "latest");
    assert_reads("node.js:20", "node.js", "", "20");
    assert_reads("docker.io", "docker.io", "", "latest");
    assert_reads(&format!("alpine:3@{SHA}"), "alpine:3", "", SHA);
}

#[test]
fn another_name_of_docker_hub_is_kept_and_gets_no_library() {
    assert_reads(
        "index.docker.io/alpine",
        "index.docker.io",
        "alpine",
        "latest",
    );
}

#[test]
fn with_a_digest_the_tag_stays_in_the_repository() {
    assert_reads(&format!("quay.io/a/b:1@{SHA}"), "quay.io", "a/b:1", SHA);
    assert_reads(&format!("a/b@{SHA}"), "docker.io", "a/b", SHA);
}

#[test]
fn empty_parts_are_dropped() {
    assert_reads("/alpine", "docker.io", "library/alpine", "latest");
    assert_reads("quay.io//a///b/", "quay.io", "a/b", "latest");
    assert_reads("docker/", "docker.io", "library/docker", "latest");
    assert_reads("oras:////quay.io/a", "quay.io", "a", "latest");
}

#[test]
fn a_name_that_is_only_a_tag_is_accepted() {
    assert_reads(":tag", "docker.io", "library/", "tag");
    assert_reads("quay.io/a/:tag", "quay.io", "a/", "tag");
}

#[test]
fn a_port_may_be_any_integer() {
    for port in ["99999", "+5000", "-1", "5000\t", "2147483647"] {
        let registry = format!("reg.example.com:{port}");
        assert_reads(&format!("{registry}/a"), &registry, "a", "latest");
    }
    for port in ["", "80o", "2147483648", "5000:1", "+", "٣x"] {
        let text = format!("reg.example.com:{port}/a");
        assert_eq!(parse(&text), Err(ImageError::Name(text.clone())), "{text}");
    }
}

#[test]
fn tabs_and_line_breaks_pass_but_spaces_do_not() {
    assert_reads("alpine\n", "docker.io", "library/alpine\n", "latest");
    assert_reads("alpine:3\t", "docker.io", "library/alpine", "3\t");
    let error = parse("alpine:3 ").unwrap_err();
    assert_eq!(
        error.to_string(),
        "Invalid container name - offending image: 'alpine:3 '"
    );
}

#[test]
fn only_oras_survives_as_a_scheme() {
    let found = parse("oras://quay.io/a/b:1").unwrap();
    assert_eq!(found.scheme.as_deref(), Some("oras"));
    assert_eq!(found.target(), "oras://quay.io/a/b:1");
    assert!(!found.api_accepts());
    for (text, scheme) in [
        ("docker://alpine", "docker"),
        ("ORAS://quay.io/a", "ORAS"),
        ("https://quay.io/a", "https"),
    ] {
        assert_eq!(
            parse(text).unwrap_err().to_string(),
            format!("Invalid container scheme: '{scheme}' - offending image: '{text}'")
        );
    }
}

#[test]
fn what_only_resembles_a_scheme_fails_as_a_name() {
    for text in [
        "docker://",
        "://alpine",
        "my-scheme://alpine",
        "docker://a\n",
    ] {
        assert_eq!(
            parse(text),
            Err(ImageError::Name(text.to_owned())),
            "{text}"
        );
    }
}

#[test]
fn refusals_are_in_waves_words() {
    for (text, error) in [
        ("", "Container image name is not provided"),
        ("quay.io/a@", "Invalid container image name: quay.io/a@"),
        (
            "oras://quay.io:x/a",
            "Invalid container image name: quay.io:x/a",
        ),
        ("[::1]:5000/a", "Invalid container image name: [::1]:5000/a"),
        ("//", "Negative array index [-1] too large for array size 0"),
        (
            "oras:///",
            "Negative array index [-1] too large for array size 0",
        ),
    ] {
        assert_eq!(parse(text).unwrap_err().to_string(), error, "{text}");
    }
}

#[test]
fn the_target_joins_only_a_sha256_with_an_at_sign() {
    for (text, target) in [
        ("alpine", "docker.io/library/alpine:latest"),
        ("node.js", "node.js/:latest"),
        ("quay.io/a@sha256:12", "quay.io/a@sha256:12"),
        ("quay.io/a@sha512:12", "quay.io/a:sha512:12"),
    ] {
        assert_eq!(parse(text).unwrap().target(), target);
    }
}

#[test]
fn a_pull_needs_components_of_two_plain_characters() {
    for (text, pullable) in [
        ("alpine", true),
        ("quay.io/Foo/bar", true),
        ("dock__er/docker-", true),
        ("quay.io/d/tool", false),
        ("jess/t", false),
        ("-docker/docker", false),
        ("node.js", false),
        ("alpine\n", false),
        ("alpine:3\n", false),
        ("alpine:3\t", true),
        (":tag", false),
        ("aa/b$$/cc", false),
        ("quay.io/a1/b2:1@sha256:12", false),
    ] {
        assert_eq!(
            parse(text).unwrap().pullable_via_proxy(),
            pullable,
            "{text:?}"
        );
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        if let Ok(found) = parse(&text) {
            let _ = (found.target(), found.pullable_via_proxy(), found.api_accepts());
        }
    }

    #[test]
    fn what_it_writes_it_reads_the_same(
        text in "(oras://)?([a-zA-Z0-9._:-]{1,6}/){0,3}[a-z0-9._-]{1,6}(:[a-z0-9.]{1,6}|@sha256:[a-f0-9]{3})?"
    ) {
        // A text that is a host alone has nothing that could be written in its place.
        if let Ok(found) = parse(&text)
            && !found.repository.is_empty()
        {
            prop_assert_eq!(parse(&found.target()).unwrap(), found);
        }
    }
}
