use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::record::Recognition;

#[test]
fn ids_are_unique_and_lead_back() {
    for registry in Registry::ALL {
        assert_eq!(Registry::from_id(registry.id()), Some(registry));
        assert!(!registry.name().is_empty());
    }
    assert_eq!(Registry::from_id("nobody"), None);
}

#[test]
fn a_whole_canonical_host_belongs_to_its_registry() {
    for registry in Registry::ALL {
        let host = registry.record().canonical_host;
        if !host.contains('<') {
            assert_eq!(Registry::of_host(host), Some(registry), "{host}");
        }
    }
}

#[test]
fn the_shape_of_a_host_tells_the_registry() {
    for (template, registry) in [
        ("<name>.azurecr.io", Some(Registry::Acr)),
        ("<location>-docker.pkg.dev", Some(Registry::Gar)),
        (
            "123456789012.dkr.ecr.<region>.amazonaws.com",
            Some(Registry::Ecr),
        ),
        (
            "<account>.dkr.ecr.eu-west-1.amazonaws.com",
            Some(Registry::Ecr),
        ),
        ("<region>.icr.io", Some(Registry::Icr)),
        ("rg.<region>.scw.cloud", Some(Registry::Scaleway)),
        ("<host>", None),
        ("", None),
    ] {
        assert_eq!(Registry::of_template(template), registry, "{template}");
    }
}

#[test]
fn every_record_says_what_to_type_and_where_to_read_on() {
    for registry in Registry::ALL {
        let record = registry.record();
        assert!(record.docs_url.starts_with("https://"), "{registry:?}");
        for login in [record.user_name, record.password] {
            assert!(
                !login.label.is_empty() && login.note.ends_with('.'),
                "{registry:?}"
            );
        }
        for text in record.steps.iter().chain(record.wave_notes) {
            assert!(text.ends_with('.'), "{text}");
        }
        let known = Registry::of_host(record.canonical_host) == Some(registry);
        assert!(
            !known || record.recognition != Recognition::Never,
            "{registry:?}"
        );
    }
}

#[test]
fn help_is_filled_in_from_the_host() {
    let help = help_for(Registry::Acr, "contoso-e7gg.eastus.geo.azurecr.io");
    assert_eq!(
        help.commands[0].line,
        "az acr scope-map create -r contoso -n seqera-pull --repository <repository> \
         content/read metadata/read"
    );
    assert!(help.steps[0].contains("contoso"));
    assert_eq!(help.commands[0].tool, "Azure CLI");

    let help = help_for(
        Registry::Ecr,
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    );
    assert_eq!(help.host, "123456789012.dkr.ecr.eu-west-1.amazonaws.com");
    assert!(help.steps[1].contains("123456789012 in eu-west-1"));

    let help = help_for(Registry::Gar, "europe-west2-docker.pkg.dev");
    assert!(help.steps[1].ends_with("in europe-west2."));
    assert_eq!(
        help_for(Registry::Harbor, "harbor.example.com:8443").host,
        "harbor.example.com:8443"
    );
}

#[test]
fn a_host_that_is_none_fills_in_nothing() {
    for host in [
        "",
        "$(id)",
        "a;b.example.com",
        "a b",
        "-rf.example.com",
        "`id`.azurecr.io",
        "x\nrm.azurecr.io",
        "user:p@ss",
        "é.example.com",
    ] {
        for registry in Registry::ALL {
            let unfilled = registry.record();
            let help = help_for(registry, host);
            assert_eq!(help.host, unfilled.canonical_host, "{registry:?} {host:?}");
            let own_host = unfilled.canonical_host;
            let own_host = if own_host.contains('<') {
                "<host>"
            } else {
                own_host
            };
            let steps = unfilled.steps.iter().map(|s| s.replace("<host>", own_host));
            assert!(
                help.steps.iter().cloned().eq(steps),
                "{registry:?} {host:?}"
            );
            let lines = help.commands.iter().map(|command| command.line.as_str());
            assert!(lines.eq(unfilled.commands.iter().map(|command| command.line)));
        }
    }
}
