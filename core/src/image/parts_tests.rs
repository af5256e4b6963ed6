use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The parts as schemes, host, path, tag and digest.
type Cut<'a> = (
    &'a str,
    Option<&'a str>,
    &'a str,
    Option<&'a str>,
    Option<&'a str>,
);

#[test]
fn a_text_is_cut_where_a_person_means_it() {
    let cases: [(&str, Cut<'_>); 18] = [
        ("ubuntu", ("", None, "ubuntu", None, None)),
        ("ubuntu:1", ("", None, "ubuntu", Some("1"), None)),
        ("a/b", ("", None, "a/b", None, None)),
        ("q.io/a/b:1", ("", Some("q.io"), "a/b", Some("1"), None)),
        ("h:5000/a", ("", Some("h:5000"), "a", None, None)),
        ("localhost/a", ("", Some("localhost"), "a", None, None)),
        ("localhosts/a", ("", None, "localhosts/a", None, None)),
        ("Foo/a", ("", Some("Foo"), "a", None, None)),
        (
            "q.io/a:1@x:0",
            ("", Some("q.io"), "a", Some("1"), Some("x:0")),
        ),
        ("a@x:0", ("", None, "a", None, Some("x:0"))),
        ("test.com:tag", ("", None, "test.com", Some("tag"), None)),
        (
            "docker://q.io/a",
            ("docker://", Some("q.io"), "a", None, None),
        ),
        (
            "a://b://q.io/a",
            ("a://b://", Some("q.io"), "a", None, None),
        ),
        ("q.io//a", ("", Some("q.io"), "/a", None, None)),
        ("/ubuntu", ("", None, "/ubuntu", None, None)),
        ("[::1]:5000/a", ("", Some("[::1]:5000"), "a", None, None)),
        ("[::1]", ("", None, "[::1]", None, None)),
        ("", ("", None, "", None, None)),
    ];
    for (text, expected) in cases {
        let parts = Parts::of(text);
        let cut = (
            parts.schemes,
            parts.host,
            parts.path,
            parts.tag,
            parts.digest,
        );
        assert_eq!(cut, expected, "{text}");
    }
}

#[test]
fn a_name_is_missing_when_only_marks_are_there() {
    for (text, has_none) in [
        ("", true),
        ("/", true),
        (":tag", true),
        ("@sha256:00", true),
        ("quay.io/", true),
        ("quay.io/a/:1", true),
        ("a", false),
        ("quay.io/a", false),
        ("a/", false),
    ] {
        assert_eq!(Parts::of(text).has_no_name(), has_none, "{text}");
    }
}

#[test]
fn an_address_in_brackets_is_seen_with_and_without_a_path() {
    for (text, is_one) in [
        ("[::1]/a", true),
        ("[::1]", true),
        ("docker://[2001:db8::1]:5000/a", true),
        ("a/[b]", false),
        ("quay.io/[a]", false),
    ] {
        assert_eq!(Parts::of(text).has_ipv6_host(), is_one, "{text}");
    }
}

proptest! {
    #[test]
    fn what_was_cut_is_put_together_again(
        text in "(docker://)?([a-zA-Z.]{1,6}(:[0-9]{1,4})?/)?[a-z]{1,4}(/[a-z]{0,4}){0,2}(:[a-z0-9.]{1,5})?(@[a-z0-9:]{1,9})?",
    ) {
        prop_assert_eq!(Parts::of(&text).write(), text);
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let parts = Parts::of(&text);
        let _ = (parts.write(), parts.has_no_name(), parts.has_ipv6_host());
    }
}
