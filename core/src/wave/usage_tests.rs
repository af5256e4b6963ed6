use proptest::prelude::*;

use super::MatchRule::{ExactHost, LongestPath};
use super::*;
use crate::wave::credential::StoredProvider;
use crate::wave::resolve::{CredentialIndex, DeletedEntries};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn row<'a>(name: &'a str, registry: &'a str) -> StoredCredential<'a> {
    StoredCredential {
        id: name,
        name,
        provider: StoredProvider::ContainerRegistry,
        registry: Some(registry),
        user_name: Some("u"),
        state: StoredState::Live,
    }
}

fn setup(rule: Option<MatchRule>) -> WaveSetup {
    WaveSetup {
        rule,
        ..WaveSetup::default()
    }
}

/// What is said of one credential by a rule: the sentence, and the names beside it.
fn said(list: &[StoredCredential<'_>], place: usize, rule: MatchRule) -> String {
    let all = usages(list, place, &setup(Some(rule)));
    let [(_, usage)] = all.as_slice() else {
        panic!("one rule, one answer: {all:?}");
    };
    let names = |all: &[&StoredCredential<'_>]| {
        let names: Vec<_> = all.iter().map(|it| it.name.to_owned()).collect();
        names.join(",")
    };
    match usage {
        Usage::Shadowed { by } => format!("behind {}", by.name),
        Usage::Used(reach) => format!(
            "{} shadowed[{}] narrower[{}] wider[{}]",
            reach.registry,
            names(&reach.shadowed),
            names(&reach.narrower),
            reach.wider.map_or("", |it| it.name)
        ),
        other => format!("{other:?}"),
    }
}

#[test]
fn a_host_serves_its_images_and_the_first_of_several_is_the_one() {
    let list = [
        row("a", "quay.io"),
        row("b", "quay.io"),
        row("c", ""),
        row("d", "docker.io"),
    ];
    for rule in MatchRule::ALL {
        for (place, expected) in [
            (0, "quay.io shadowed[b] narrower[] wider[]"),
            (1, "behind a"),
            (2, "docker.io shadowed[d] narrower[] wider[]"),
            (3, "behind c"),
        ] {
            assert_eq!(said(&list, place, rule), expected, "{rule:?}");
        }
    }
}

#[test]
fn a_path_serves_by_one_rule_and_stands_between_its_neighbours() {
    let list = [
        row("host", "ghcr.io"),
        row("acme", "ghcr.io/acme"),
        row("tool", "ghcr.io/acme/tool"),
        row("labs", "ghcr.io/acme-labs"),
        row("again", "ghcr.io/acme"),
    ];
    for (place, exact, longest) in [
        (
            0,
            "ghcr.io shadowed[] narrower[] wider[]",
            "ghcr.io shadowed[] narrower[acme,labs,tool] wider[]",
        ),
        (
            1,
            "Unmatched",
            "ghcr.io/acme shadowed[again] narrower[tool] wider[host]",
        ),
        (
            2,
            "Unmatched",
            "ghcr.io/acme/tool shadowed[] narrower[] wider[acme]",
        ),
        (
            3,
            "Unmatched",
            "ghcr.io/acme-labs shadowed[] narrower[] wider[host]",
        ),
        (4, "Unmatched", "behind acme"),
    ] {
        assert_eq!(said(&list, place, ExactHost), exact, "{place}");
        assert_eq!(said(&list, place, LongestPath), longest, "{place}");
    }
}

#[test]
fn rules_that_agree_are_told_once_and_others_apart() {
    let list = [row("host", "quay.io"), row("scope", "ghcr.io/acme")];
    let told = |place| {
        let all = usages(&list, place, &setup(None));
        all.into_iter().map(|(rule, _)| rule).collect::<Vec<_>>()
    };
    assert_eq!(told(0), [ExactHost]);
    assert_eq!(told(1), [ExactHost, LongestPath]);
}

#[test]
fn what_wave_uses_for_no_image_says_why() {
    let gone = StoredCredential {
        state: StoredState::Deleted,
        ..row("gone", "quay.io")
    };
    let aws = StoredCredential {
        provider: StoredProvider::Aws,
        ..row("aws", "quay.io")
    };
    let hidden = StoredCredential {
        provider: StoredProvider::UnknownRegistry,
        registry: None,
        ..row("hidden", "")
    };
    let list = [
        gone,
        aws,
        hidden,
        row("scheme", "https://quay.io"),
        row("own", "community.wave.seqera.io"),
        row("live", "quay.io"),
    ];
    for (place, expected) in [
        (0, "NotForImages"),
        (1, "NotForImages"),
        (2, "NotKnown"),
        (3, "Unmatched"),
        (4, "Reserved"),
        // A deleted one stands in nobody's way.
        (5, "quay.io shadowed[] narrower[] wider[]"),
        (6, "NotForImages"),
    ] {
        for rule in MatchRule::ALL {
            assert_eq!(said(&list, place, rule), expected, "{place} {rule:?}");
        }
    }
}

/// Who takes over, or how it is without.
fn then(list: &[StoredCredential<'_>], place: usize, rule: MatchRule) -> String {
    let all = afterwards(list, place, &setup(Some(rule)));
    match &all.first().unwrap().1 {
        Afterwards::TakenOver { by, .. } => by.name.to_owned(),
        Afterwards::Bare { .. } => "none".to_owned(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_next_with_the_registry_takes_over_and_else_the_one_around_it() {
    let list = [
        row("first", "quay.io"),
        row("second", "quay.io"),
        row("third", "quay.io"),
        row("host", "ghcr.io"),
        row("acme", "ghcr.io/acme"),
        row("deep", "ghcr.io/acme/a/b"),
        row("alone", "myreg.azurecr.io"),
        row("dead", "https://myreg.azurecr.io"),
    ];
    for (place, exact, longest) in [
        (0, "second", "second"),
        (1, "Nothing", "Nothing"),
        (3, "none", "none"),
        (4, "Nothing", "host"),
        (5, "Nothing", "acme"),
        (6, "none", "none"),
        (7, "Nothing", "Nothing"),
        (9, "Nothing", "Nothing"),
    ] {
        assert_eq!(then(&list, place, ExactHost), exact, "{place}");
        assert_eq!(then(&list, place, LongestPath), longest, "{place}");
    }
}

fn but(has_narrower: bool) -> &'static str {
    if has_narrower { " but" } else { "" }
}

/// What becomes of each registry that changes, by one rule.
fn then_of_all(list: &[StoredCredential<'_>], gone: &[usize], rule: MatchRule) -> Vec<String> {
    let all = afterwards_of_all(list, gone, &setup(Some(rule)));
    let all = all.first().unwrap().1.iter();
    let told = all.map(|it| match it {
        Afterwards::TakenOver {
            registry,
            by,
            has_narrower,
        } => format!("{registry}: {}{}", by.name, but(*has_narrower)),
        Afterwards::Bare {
            registry,
            has_narrower,
        } => format!("{registry}: none{}", but(*has_narrower)),
        other => format!("{other:?}"),
    });
    told.collect()
}

#[test]
fn of_several_that_go_none_takes_over_from_another() {
    let list = [
        row("first", "quay.io"),
        row("second", "quay.io"),
        row("third", "quay.io"),
        row("host", "ghcr.io"),
        row("acme", "ghcr.io/acme"),
        row("deep", "ghcr.io/acme/a/b"),
        row("dead", "https://ghcr.io"),
    ];
    for (gone, exact, longest) in [
        (vec![0, 1], vec!["quay.io: third"], vec!["quay.io: third"]),
        (vec![2, 1, 0], vec!["quay.io: none"], vec!["quay.io: none"]),
        // Those that are not used leave no gap.
        (vec![1, 2, 6, 99], vec![], vec![]),
        (vec![4], vec![], vec!["ghcr.io/acme: host but"]),
        (vec![5], vec![], vec!["ghcr.io/acme/a/b: acme"]),
        (
            vec![4, 5],
            vec![],
            vec!["ghcr.io/acme: host", "ghcr.io/acme/a/b: host"],
        ),
        (
            vec![3, 4],
            vec!["ghcr.io: none"],
            vec!["ghcr.io: none but", "ghcr.io/acme: none but"],
        ),
        (
            vec![3, 4, 5],
            vec!["ghcr.io: none"],
            vec![
                "ghcr.io: none",
                "ghcr.io/acme: none",
                "ghcr.io/acme/a/b: none",
            ],
        ),
    ] {
        assert_eq!(then_of_all(&list, &gone, ExactHost), exact, "{gone:?}");
        assert_eq!(then_of_all(&list, &gone, LongestPath), longest, "{gone:?}");
    }
}

#[test]
fn of_several_whose_registry_is_not_told_that_is_said_once() {
    let unknown = StoredCredential {
        provider: StoredProvider::UnknownRegistry,
        registry: None,
        ..row("odd", "")
    };
    let list = [unknown, unknown];
    assert_eq!(then_of_all(&list, &[0, 1], ExactHost), ["NotKnown"]);
}

#[test]
fn afterwards_is_said_for_the_images_that_are_meant_and_for_no_others() {
    let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let list = [
        row("hub", ""),
        row("host", "ghcr.io"),
        row("acme", "ghcr.io/acme"),
        row("ecr", ecr),
    ];
    let say = |place: usize, rule| {
        let all = afterwards(&list, place, &setup(Some(rule)));
        all.first().unwrap().1.sentence()
    };
    let bare = |what: &str| {
        format!(
            "For {what}: none of the stored credentials is for them then, and Wave pulls without a \
             login."
        )
    };
    let hub = bare("images of Docker Hub, without a host or below docker.io");
    assert_eq!(say(0, ExactHost), Some(hub));
    assert_eq!(say(1, ExactHost), Some(bare("images below ghcr.io")));
    let host = say(1, LongestPath).unwrap();
    assert!(
        host.ends_with("credentials of their own path keep them."),
        "{host}"
    );
    let acme = say(2, LongestPath).unwrap();
    assert_eq!(acme, "For images at and below ghcr.io/acme: Wave then uses");
    assert_eq!(say(2, ExactHost), None);
    let aws = say(3, ExactHost).unwrap();
    assert!(aws.contains("perhaps with the AWS credentials"), "{aws}");
    assert!(!bare("x").contains("AWS"));
}

proptest! {
    #[test]
    fn what_takes_over_is_what_is_used_in_the_list_without_it(
        registries in prop::collection::vec(
            "quay[.]io(/[ab]){0,2}|docker[.]io|ghcr[.]io(/a)?|", 1..7),
        place in 0_usize..7,
    ) {
        let place = place % registries.len();
        let names: Vec<_> = (0..registries.len()).map(|n| n.to_string()).collect();
        let list: Vec<_> = registries.iter().zip(&names).map(|(it, name)| row(name, it)).collect();
        let mut rest = list.clone();
        let gone = rest.remove(place);
        let registry = gone.registry_text().unwrap();
        // An image right below the registry, which only those with a beginning of it match.
        let (host, path) = registry.split_once('/').unwrap_or((registry, ""));
        let path = if path.is_empty() { "zz".to_owned() } else { format!("{path}/zz") };
        let repository = Repository { host, path: &path };
        let without = CredentialIndex::new(&rest, DeletedEntries::LeaveOut);
        for rule in MatchRule::ALL {
            let with = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
            let was_used = with.first(rule, repository).map(|it| it.name) == Some(gone.name);
            let next = without.first(rule, repository).map(|it| it.name);
            let told = then(&list, place, rule);
            match (was_used, next) {
                (false, _) => prop_assert_eq!(told, "Nothing"),
                (true, None) => prop_assert_eq!(told, "none"),
                (true, Some(next)) => prop_assert_eq!(told, next),
            }
        }
    }

    #[test]
    fn several_that_go_leave_what_the_list_without_them_has(
        registries in prop::collection::vec(
            "quay[.]io(/[ab]){0,2}|docker[.]io|ghcr[.]io(/a)?|", 1..7),
        goes in prop::collection::vec(any::<bool>(), 7),
    ) {
        let names: Vec<_> = (0..registries.len()).map(|n| n.to_string()).collect();
        let list: Vec<_> = registries.iter().zip(&names).map(|(it, name)| row(name, it)).collect();
        let gone: Vec<_> = (0..list.len()).filter(|at| goes[*at]).collect();
        let rest = list.iter().enumerate().filter(|(at, _)| !goes[*at]);
        let rest: Vec<_> = rest.map(|(_, it)| *it).collect();
        let with = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let without = CredentialIndex::new(&rest, DeletedEntries::LeaveOut);
        for rule in MatchRule::ALL {
            let told = then_of_all(&list, &gone, rule);
            for at in &gone {
                let registry = list[*at].registry_text().unwrap();
                let (host, path) = registry.split_once('/').unwrap_or((registry, ""));
                let path = if path.is_empty() { "zz".to_owned() } else { format!("{path}/zz") };
                let repository = Repository { host, path: &path };
                let was_used = with.first(rule, repository).map(|it| it.name) == Some(list[*at].name);
                let next = without.first(rule, repository).map_or("none", |it| it.name);
                let said = told.iter().find(|it| it.starts_with(&format!("{registry}: ")));
                if was_used {
                    let said = said.unwrap().trim_end_matches(" but");
                    prop_assert_eq!(said, format!("{registry}: {next}"));
                }
            }
        }
    }

    #[test]
    fn no_registry_makes_it_panic(registry in any::<String>(), other in any::<String>()) {
        let list = [row("a", &registry), row("b", &other)];
        for (_, usage) in usages(&list, 0, &setup(None)) {
            let _ = usage.sentence();
        }
        for (_, then) in afterwards(&list, 0, &setup(None)) {
            let _ = then.sentence();
        }
    }
}
