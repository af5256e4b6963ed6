#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::tests::support::{assert_codes, check, codes_of_run, the};
use crate::rule::Severity;

#[test]
fn profiles_that_are_not_selected_do_not_count() {
    let text = "profiles { wave { wave.enabled = true; wave.strategy = 'conda' }\n\
                other { docker.enabled = true } }";
    assert_codes(text, &["in-unselected-profile@wave"]);
    let diagnostic = the("in-unselected-profile@wave", text);
    let message = &diagnostic.message;
    assert_eq!(diagnostic.severity, Severity::Info);
    assert!(message.contains("wave.enabled, wave.strategy"), "{message}");
    assert!(
        message.contains("Nothing that counts in this text turns Wave on"),
        "{message}"
    );
    assert_eq!(codes_of_run(text, &["wave"]), [""; 0]);
    // The one that is selected when nobody selects.
    assert_codes("profiles { standard { wave.enabled = true } }", &[]);
    let text = "wave.enabled = true\nprofiles { a { wave.mirror = false } }";
    let message = the("in-unselected-profile@a", text).message;
    assert!(!message.contains("turns Wave on"), "{message}");
}

#[test]
fn a_profile_that_switches_wave_off_is_not_recommended() {
    for (text, is_off) in [
        ("profiles { a { wave.enabled = false } }", true),
        (
            "wave.enabled = true\nprofiles { a { wave { enabled = false } } }",
            true,
        ),
        (
            "profiles { a { wave.enabled = true\nwave.enabled = false } }",
            true,
        ),
        (
            "profiles { a { wave.enabled = false\nwave.enabled = true } }",
            false,
        ),
        ("profiles { a { wave.enabled = params.wave } }", false),
        ("profiles { a { wave.freeze = false } }", false),
    ] {
        let message = the("in-unselected-profile@a", text).message;
        assert_eq!(
            message.contains("With -profile a Wave is off"),
            is_off,
            "{text}: {message}"
        );
        assert_eq!(
            message.contains("Run with -profile a"),
            !is_off,
            "{text}: {message}"
        );
    }
}

#[test]
fn the_first_setting_of_a_profile_is_marked() {
    check(
        "
    profiles {
        cloud {
            wave.enabled = true
    //           ^^^^^^^^^^^^^^ in-unselected-profile@cloud wave.enabled, wave.freeze
            wave.freeze = false
        }
    }
",
    );
}
