use std::collections::BTreeSet;

use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

fn version(text: &str) -> Version {
    Version::parse(text).unwrap_or_else(|| panic!("{text} is a version"))
}

#[test]
fn every_option_is_found_by_its_name_and_only_by_it() {
    let mut names = BTreeSet::new();
    for it in options() {
        assert_eq!(option(it.path), Some(it));
        assert!(names.insert(it.path), "{} is there twice", it.path);
        assert!(is_known_scope(it.path), "{}", it.path);
        assert_eq!(option(&format!("{}.x", it.path)), None);
        assert!(retired(it.path).is_none(), "{} is retired", it.path);
    }
    assert!(names.len() > 100, "{} options", names.len());
    for other in [
        "",
        "wave",
        "wave.",
        "Wave.enabled",
        "waves.enabled",
        "process.cpus",
    ] {
        assert_eq!(option(other), None, "{other}");
    }
}

#[test]
fn a_scope_is_known_with_everything_in_it() {
    for path in [
        "wave",
        "wave.build.x",
        "tower.y",
        "azure.registry.z",
        "smolvm.enabled",
    ] {
        assert!(is_known_scope(path), "{path}");
    }
    for path in [
        "",
        "azure",
        "azure.batch.x",
        "process.x",
        "wavelet.x",
        "aws.region",
    ] {
        assert!(!is_known_scope(path), "{path}");
    }
    for path in [
        "wave",
        "wave.build",
        "wave.build.conda",
        "wave.tokens",
        "azure.registry",
    ] {
        assert_eq!(meaning(path), Meaning::Scope, "{path}");
    }
    for path in [
        "wave.buil",
        "wave.strategy.x",
        "docker.x",
        "tower.enabled.y",
    ] {
        assert_eq!(meaning(path), Meaning::Unknown, "{path}");
    }
    for path in ["params", "azure", "process.cpus", ""] {
        assert_eq!(meaning(path), Meaning::Foreign, "{path}");
    }
    assert!(matches!(meaning("wave.retry.delay"), Meaning::Retired(_)));
    assert!(matches!(meaning("wave.enabled"), Meaning::Option(_)));
}

#[test]
fn defaults_are_of_the_kind_that_the_option_takes() {
    for it in options() {
        let Some(default) = it.default else { continue };
        let is_text = default.starts_with('\'') && default.ends_with('\'');
        let fits = match it.value_type {
            OptionType::Bool => matches!(default, "true" | "false"),
            OptionType::Int => default.parse::<i64>().is_ok(),
            OptionType::Number => default.parse::<f64>().is_ok(),
            _ => is_text,
        };
        assert!(fits, "{}: {default}", it.path);
        if let (OptionType::Text, false) = (it.value_type, it.values.is_empty()) {
            assert!(
                it.values.contains(&default.trim_matches('\'')),
                "{}",
                it.path
            );
        }
    }
}

#[test]
fn versions_are_read_and_written_back() {
    for (text, numbers, written) in [
        ("24.10", (24, 10, 0), "24.10"),
        ("24.10.1", (24, 10, 1), "24.10.1"),
        (" v23.04.3 ", (23, 4, 3), "23.04.3"),
        ("25.02.0-edge", (25, 2, 0), "25.02.0-edge"),
        ("!>=24.04.2", (24, 4, 2), "24.04.2"),
        (">= 22.10.0", (22, 10, 0), "22.10"),
        ("25.10.2 build 10555", (25, 10, 2), "25.10.2"),
    ] {
        let found = version(text);
        assert_eq!((found.year, found.month, found.patch), numbers, "{text}");
        assert_eq!(found.to_string(), written);
        assert_eq!(Version::parse(&found.to_string()), Some(found));
    }
    for text in [
        "", "24", "24.", "24.13.0", "24.00.1", "x.y", "24.10.x", "-24.10", "latest",
    ] {
        assert_eq!(Version::parse(text), None, "{text}");
    }
}

#[test]
fn versions_are_ordered_as_they_came_out() {
    let order = [
        "23.10.4",
        "24.03.0-edge",
        "24.04.0",
        "24.04.11",
        "24.09.1-edge",
        "24.10.0",
    ];
    for pair in order.windows(2) {
        assert!(version(pair[0]) < version(pair[1]), "{pair:?}");
    }
}

#[test]
fn an_option_is_in_the_versions_since_its_first() {
    for (path, in_version, expected) in [
        ("wave.enabled", "22.10.0", Some(true)),
        ("wave.enabled", "22.04.5", Some(false)),
        ("wave.mirror", "24.10", Some(true)),
        ("wave.mirror", "24.09.1-edge", Some(true)),
        ("wave.mirror", "24.09.0-edge", Some(false)),
        ("wave.mirror", "24.04.4", Some(false)),
        ("wave.freeze", "23.07.0-edge", Some(true)),
        ("wave.build.template", "25.10.1", Some(false)),
        ("wave.build.template", "26.04.0", Some(true)),
        // One of the versions between the stable ones brought it, and which is not known.
        ("tower.httpReadTimeout", "26.02.0-edge", None),
        ("tower.httpReadTimeout", "25.10.0", Some(false)),
        ("tower.httpReadTimeout", "25.09.0-edge", Some(false)),
        ("tower.httpReadTimeout", "26.05.0-edge", Some(true)),
        // Since when is not known.
        ("docker.enabled", "20.10.0", None),
    ] {
        let found = option(path).and_then(|option| option.is_in(version(in_version)));
        assert_eq!(found, expected, "{path} in {in_version}");
    }
}

#[test]
fn what_is_below_a_retired_name_is_retired_too() {
    for (path, name, instead) in [
        ("wave.retry", "wave.retry", Some("wave.retryPolicy")),
        (
            "wave.retry.maxAttempts",
            "wave.retry",
            Some("wave.retryPolicy"),
        ),
        ("wave.report.enabled", "wave.report", None),
        ("wave.build.spack.commands", "wave.build.spack", None),
        ("docker.userEmulation", "docker.userEmulation", None),
    ] {
        let found = retired(path).unwrap_or_else(|| panic!("{path}"));
        assert_eq!((found.path, found.replacement), (name, instead));
        assert!(found.effect.ends_with('.'), "{}", found.effect);
    }
    for path in [
        "wave.retryPolicy.delay",
        "wave.reports",
        "spack.enabled",
        "",
    ] {
        assert_eq!(retired(path), None, "{path}");
    }
}

#[test]
fn tokens_and_passwords_are_secrets_with_all_that_is_below_them() {
    let secret: Vec<_> = secrets().map(|option| option.path).collect();
    assert_eq!(
        secret,
        [
            "tower.accessToken",
            "tower.refreshToken",
            "azure.registry.password"
        ]
    );
    for path in ["tower.accessToken", "tower.refreshToken.x"] {
        assert!(is_secret(path), "{path}");
    }
    for path in ["tower", "tower.accessTokens", "azure.registry.userName", ""] {
        assert!(!is_secret(path), "{path}");
    }
}

#[test]
fn the_nearest_option_is_suggested() {
    for (typed, meant, is_sure) in [
        ("wave.enable", "wave.enabled", true),
        ("wave.enalbed", "wave.enabled", true),
        ("wave.ENABLED", "wave.enabled", true),
        ("wave.build.repo", "wave.build.repository", true),
        ("wave.build.cacheRepo", "wave.build.cacheRepository", true),
        ("wave.stategy", "wave.strategy", true),
        ("tower.workspaceID", "tower.workspaceId", true),
        ("tower.acessToken", "tower.accessToken", true),
        ("docker.runOption", "docker.runOptions", true),
        ("azure.registry.username", "azure.registry.userName", true),
        // In another folder it is only a guess.
        ("wave.repository", "wave.build.repository", false),
        ("wave.build.mode", "wave.build.compression.mode", false),
        // Two are equally near.
        ("wave.retryPolicy.max", "wave.retryPolicy.maxDelay", false),
    ] {
        let found = nearest(typed).unwrap_or_else(|| panic!("{typed}"));
        assert_eq!(
            (found.option.path, found.is_sure),
            (meant, is_sure),
            "{typed}"
        );
    }
    for typed in [
        "wave.colour",
        "wave.x",
        "tower.notification",
        "params.enabled",
        "wave",
        "",
    ] {
        assert_eq!(nearest(typed), None, "{typed}");
    }
}

proptest! {
    #[test]
    fn any_text_is_no_version_or_one_that_is_read_again(text in ".{0,20}") {
        if let Some(found) = Version::parse(&text) {
            prop_assert_eq!(Version::parse(&found.to_string()), Some(found));
        }
    }

    #[test]
    fn one_slip_leads_back(slip in any::<proptest::sample::Index>(), of in any::<proptest::sample::Index>()) {
        let all: Vec<_> = options().collect();
        let option = of.get(&all);
        let last = option.path.rfind('.').unwrap_or(0) + 1;
        let name = &option.path[last..];
        prop_assume!(name.len() > 6);
        let mut typed = option.path.to_owned();
        typed.remove(last + slip.index(name.len()));
        prop_assume!(super::option(&typed).is_none());
        let found = nearest(&typed).map(|found| found.option.path);
        prop_assert!(found.is_some(), "{} for {}", typed, option.path);
    }

    #[test]
    fn any_name_may_be_asked_for(path in "(wave|tower|docker)?[.a-zA-Z]{0,80}") {
        let _ = (option(&path), retired(&path), is_known_scope(&path), nearest(&path));
    }
}
