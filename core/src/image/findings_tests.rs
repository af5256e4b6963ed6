use proptest::prelude::*;

use super::*;
use crate::finding::Code;
use crate::finding::value::TOO_LONG;
use crate::image::findings::host::{
    IMAGE_CAPITALS_TAKEN_FOR_HOST, IMAGE_DOCKER_HUB_ALIAS, IMAGE_HOST, IMAGE_HOST_CAPITALS,
    IMAGE_IPV6_HOST, IMAGE_LOCALHOST, IMAGE_PORT,
};
use crate::image::findings::path::{
    IMAGE_CAPITALS, IMAGE_EMPTY_PART, IMAGE_ID, IMAGE_NAME_MISSING, IMAGE_SHORT_PART,
    IMAGE_TAKEN_FOR_HOST,
};
use crate::image::findings::suffix::{IMAGE_DIGEST, IMAGE_TAG, IMAGE_TAG_AND_DIGEST};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const HEX64: &str = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

fn findings(text: &str) -> Vec<Finding> {
    ImageReference::read(text).findings()
}

fn codes(text: &str) -> Vec<Code> {
    findings(text).into_iter().map(|f| f.code).collect()
}

/// The text after the fix of the finding with this code.
fn fixed(text: &str, code: Code) -> Option<String> {
    let finding = findings(text).into_iter().find(|f| f.code == code);
    let finding = finding.unwrap_or_else(|| panic!("{text:?}: {:?}", codes(text)));
    finding.fix.map(|fix| fix.edit.apply(text))
}

#[track_caller]
fn assert_only(text: &str, code: Code, becomes: Option<&str>) {
    assert_eq!(codes(text), [code], "{text:?}");
    assert_eq!(fixed(text, code).as_deref(), becomes, "{text:?}");
}

#[test]
fn ordinary_images_need_no_word() {
    for text in [
        "ubuntu",
        "ubuntu:22.04",
        "localhost:5000/tool",
        "docker.io/library/node.js:20",
        "quay.io/biocontainers/fastqc:0.11.9--0",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/tool:1",
        "reg.example.com:5000/some/deep/path:V1",
        "dock__er/docker---rules",
    ] {
        assert_eq!(findings(text), [], "{text}");
    }
    assert_eq!(findings(&format!("quay.io/org/tool@sha256:{HEX64}")), []);
}

#[test]
fn nothing_at_all_is_asked_for() {
    for text in ["", " ", "\n"] {
        assert_only(text, REQUIRED, None);
    }
}

#[test]
fn white_space_around_is_trimmed_and_the_rest_is_judged_all_the_same() {
    assert_only(
        "ubuntu:22.04\t",
        SURROUNDING_WHITE_SPACE,
        Some("ubuntu:22.04"),
    );
    let text = " index.docker.io/ubuntu\n";
    assert_eq!(
        codes(text),
        [SURROUNDING_WHITE_SPACE, IMAGE_DOCKER_HUB_ALIAS]
    );
    assert_eq!(
        fixed(text, IMAGE_DOCKER_HUB_ALIAS).as_deref(),
        Some("docker.io/ubuntu")
    );
}

#[test]
fn white_space_inside_has_no_plain_way_out() {
    assert_only("quay.io/org/my tool", IMAGE_WHITE_SPACE, None);
}

#[test]
fn a_scheme_is_dropped_where_a_registry_can_follow_it() {
    for (text, becomes) in [
        ("docker://quay.io/org/tool:1", Some("quay.io/org/tool:1")),
        ("https://quay.io/org/tool", Some("quay.io/org/tool")),
        ("DOCKER://docker://ubuntu", Some("ubuntu")),
        ("oras://quay.io/org/tool", None),
        ("library://default/debian", None),
        ("docker-daemon://ubuntu", None),
    ] {
        assert_only(text, IMAGE_SCHEME, becomes);
    }
}

#[test]
fn of_tag_and_digest_the_digest_is_kept() {
    for name in ["busybox", "quay.io/org/tool", "docker.io/library/ubuntu"] {
        let text = format!("{name}:1.0@sha256:{HEX64}");
        let becomes = format!("{name}@sha256:{HEX64}");
        assert_only(&text, IMAGE_TAG_AND_DIGEST, Some(&becomes));
    }
}

#[test]
fn a_single_part_with_a_dot_is_not_what_wave_reads() {
    for (text, becomes) in [
        ("node.js:20", Some("docker.io/library/node.js:20")),
        (
            "ubuntu-12.04-base",
            Some("docker.io/library/ubuntu-12.04-base"),
        ),
        ("quay.io", None),
        ("docker.io", None),
        ("192.168.1.1:5000", None),
    ] {
        assert_only(text, IMAGE_TAKEN_FOR_HOST, becomes);
    }
}

#[test]
fn what_docker_and_wave_take_for_different_registries_is_said() {
    assert_only("localhost/tool", IMAGE_LOCALHOST, None);
    assert_only(
        "Acme/tool:V1",
        IMAGE_CAPITALS_TAKEN_FOR_HOST,
        Some("acme/tool:V1"),
    );
    assert_only(
        "index.docker.io/library/ubuntu",
        IMAGE_DOCKER_HUB_ALIAS,
        Some("docker.io/library/ubuntu"),
    );
    assert_only(
        "registry-1.docker.io/org/tool:1",
        IMAGE_DOCKER_HUB_ALIAS,
        Some("docker.io/org/tool:1"),
    );
    assert_only("my_reg.example.com/tool", IMAGE_HOST, None);
}

#[test]
fn capitals_belong_into_the_tag_alone() {
    assert_only(
        "quay.io/Org/Tool:V1",
        IMAGE_CAPITALS,
        Some("quay.io/org/tool:V1"),
    );
    assert_only("Tool", IMAGE_CAPITALS, Some("tool"));
    assert_only(
        "Quay.IO/org/tool",
        IMAGE_HOST_CAPITALS,
        Some("quay.io/org/tool"),
    );
    assert_only(
        "Reg:5000/org/tool",
        IMAGE_HOST_CAPITALS,
        Some("reg:5000/org/tool"),
    );
}

#[test]
fn an_ipv6_address_is_no_host_for_wave() {
    for text in [
        "[2001:db8::1]:5000/repo",
        "[::1]/repo:tag",
        "[fe80::1%eth0]:5000/repo",
        "[::1]:5000",
    ] {
        assert_only(text, IMAGE_IPV6_HOST, None);
    }
}

#[test]
fn a_part_of_one_character_is_not_served_by_wave() {
    for text in ["quay.io/d/tool:1", "jess/t", "r"] {
        assert_only(text, IMAGE_SHORT_PART, None);
        assert!(
            !ImageReference::read(text)
                .wave
                .unwrap()
                .pullable_via_proxy()
        );
    }
}

#[test]
fn a_slash_too_many_is_dropped() {
    for (text, becomes) in [
        ("/ubuntu", "ubuntu"),
        ("docker/", "docker"),
        ("docker///docker", "docker/docker"),
        ("quay.io//org/tool:1", "quay.io/org/tool:1"),
        ("quay.io/org/tool/", "quay.io/org/tool"),
    ] {
        assert_only(text, IMAGE_EMPTY_PART, Some(becomes));
    }
}

#[test]
fn a_port_is_a_plain_number_from_1_to_65535() {
    for (text, becomes) in [
        ("example.com:+5000/tool", Some("example.com:5000/tool")),
        ("example.com:/tool", Some("example.com/tool")),
        ("registry:/tool", None),
        ("example.com:80o/tool", None),
        ("example.com:-1/tool", None),
        ("example.com:5000:1/tool", None),
        ("http:foo.com/tool", None),
        ("example.com:99999/tool", None),
        ("example.com:0/tool", None),
    ] {
        assert_only(text, IMAGE_PORT, becomes);
    }
}

#[test]
fn a_host_has_the_form_of_one() {
    for text in [
        "dock..er/docker",
        "-docker.io/org/tool",
        "foo_bar.com:80/tool",
        ".io/tool",
    ] {
        assert_only(text, IMAGE_HOST, None);
    }
}

#[test]
fn a_tag_is_what_docker_takes_for_one() {
    assert_only("quay.io/org/tool:", IMAGE_TAG, Some("quay.io/org/tool"));
    let long = format!("tool:{}", "x".repeat(129));
    for text in ["tool:-x", "tool:.x", "tool:1:2", "tool:a~b", &long] {
        assert_only(text, IMAGE_TAG, None);
    }
}

#[test]
fn a_digest_is_sha256_with_64_small_digits() {
    let capitals = format!("tool@sha256:{}", HEX64.to_uppercase());
    let lower = format!("tool@sha256:{HEX64}");
    assert_only(&capitals, IMAGE_DIGEST, Some(&lower));
    for text in [
        "tool@".to_owned(),
        "tool@sha256:12".to_owned(),
        format!("tool@sha256:{HEX64}00"),
        format!("tool@md5:{HEX64}"),
        format!("tool@sha512:{HEX64}{HEX64}"),
    ] {
        assert_only(&text, IMAGE_DIGEST, None);
    }
}

#[test]
fn a_name_is_asked_for_where_there_is_none() {
    for text in [":tag", "quay.io/", "quay.io/org/:tag", "//"] {
        assert_only(text, IMAGE_NAME_MISSING, None);
    }
    assert_only(&format!("@sha256:{HEX64}"), IMAGE_NAME_MISSING, None);
}

#[test]
fn other_names_that_docker_refuses_are_explained() {
    assert_only(HEX64, IMAGE_ID, None);
    assert_only(&format!("quay.io/{}", "a1".repeat(128)), TOO_LONG, None);
    for text in ["-docker", "docker-/docker", "_a/b_", "aa/asdf$$^/aa", "zoë"] {
        assert_only(text, IMAGE_FORM, None);
    }
}

#[test]
fn each_cause_is_said_once_and_each_fix_leaves_the_others() {
    let text = format!("docker://index.docker.io//Org/tool:1@sha256:{HEX64}");
    assert_eq!(
        codes(&text),
        [
            IMAGE_SCHEME,
            IMAGE_DOCKER_HUB_ALIAS,
            IMAGE_EMPTY_PART,
            IMAGE_CAPITALS,
            IMAGE_TAG_AND_DIGEST,
        ]
    );
    let mut text = text;
    while let Some(fix) = findings(&text).into_iter().find_map(|finding| finding.fix) {
        text = fix.edit.apply(&text);
    }
    assert_eq!(text, format!("docker.io/org/tool@sha256:{HEX64}"));
    assert_eq!(findings(&text), []);
}

#[test]
fn a_message_never_repeats_a_password_that_was_pasted() {
    for finding in findings("https://user:hunter2@quay.io/org/tool") {
        assert!(!finding.message.contains("hunter2"), "{finding:?}");
    }
}

/// Texts that come near to images, so that the rules have something to say.
fn image_like() -> impl Strategy<Value = String> {
    "(docker://|https://|oras://|x:/){0,2}( |/|localhost/|[A-B]b/|[a-c._]{1,4}(:[0-9+x]{0,3})?/|index.docker.io/|\\[::1\\](:5)?/){0,1}[a-cA/._ -]{0,6}(/[a-c]{1,2}){0,2}(:[a-c:.A-]{0,3})?(@(sha256|sha512|SHA256|x):([a-f]{3}|[0-9A-F]{64}|[0-9a-f]{64}))?[ \\n]?"
}

fn check_properties(text: &str) -> Result<(), TestCaseError> {
    let image = ImageReference::read(text);
    let findings = image.findings();
    if image.registry_differs() || image.validity_differs() || image.docker.is_err() {
        prop_assert!(!findings.is_empty());
    }
    if image.docker.is_ok() != image.nextflow_accepts() {
        prop_assert!(!findings.is_empty());
    }
    if let Ok(wave) = &image.wave {
        prop_assert!(wave.pullable_via_proxy() && wave.api_accepts() || !findings.is_empty());
    }
    for (index, finding) in findings.iter().enumerate() {
        let again = findings
            .iter()
            .skip(index + 1)
            .any(|f| f.code == finding.code);
        prop_assert!(!again, "{:?} twice", finding.code);
        if let Some(fix) = &finding.fix {
            let fixed = fix.edit.apply(text);
            prop_assert!(
                !codes(&fixed).contains(&finding.code),
                "{:?} again in {fixed:?}",
                finding.code
            );
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn every_difference_is_said_and_every_fix_lasts(text in image_like()) {
        check_properties(&text)?;
    }

    #[test]
    fn the_same_holds_for_any_text(text in any::<String>()) {
        check_properties(&text)?;
    }

    #[test]
    fn parts_write_what_they_were_cut_from(text in image_like()) {
        prop_assert_eq!(Parts::of(&text).write(), text);
    }
}
