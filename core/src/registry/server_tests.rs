use proptest::prelude::*;

use super::*;
use crate::finding::{Code, Severity};
use crate::registry::server::host::{
    ACR_REGIONAL_ENDPOINT, CUSTOM_PORT_NOT_USABLE_FOR_PUSH, ECR_ACCOUNT_NOT_12_DIGITS,
    ECR_CHINA_VALIDATION, GITLAB_HOST_NEEDS_CHECK, LOCAL_HOST, NOT_A_HOST, PRIVATE_ADDRESS,
    PUBLIC_ONLY, RESERVED_BY_WAVE, UNDERSCORE_IN_HOST, WAVE_ITSELF,
};
use crate::registry::server::parts::{QUOTES, SCHEME, SECRET_IN_REGISTRY, SEVERAL, USER_INFO};
use crate::registry::server::path::NAME_OF_WAVE;
use crate::registry::server::stand_in::{
    DOCKER_HUB_ALIAS, ECR_HOST_NOT_SUPPORTED_BY_WAVE, INCOMPLETE_HOST, RETIRED_HOST, WEB_SITE,
};
use crate::registry::server::suggest::{
    ACR_DATA_ENDPOINT, BAD_PORT, DEFAULT_PORT, IMAGE_NOT_HOST, IPV6_NOT_SUPPORTED_BY_WAVE,
    PLACEHOLDER, TRAILING_DOT, UPPER_CASE, WILDCARD,
};
use crate::registry::wave_setup::WaveHost;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn codes(read: &RegistryServer) -> Vec<Code> {
    read.findings.iter().map(|finding| finding.code).collect()
}

fn severity(typed: &str, code: Code) -> Option<Severity> {
    let findings = RegistryServer::read(typed).findings;
    let found = findings.iter().find(|finding| finding.code == code);
    found.map(|finding| finding.severity)
}

fn host(text: &str) -> Suggestion {
    Suggestion::Host(text.to_owned())
}

fn template(text: &str) -> Suggestion {
    Suggestion::Template(text.to_owned())
}

fn unusable(text: &str) -> Suggestion {
    Suggestion::Unusable(text.to_owned())
}

#[test]
fn a_host_as_images_are_written_needs_no_word() {
    for typed in [
        "docker.io",
        "quay.io",
        "registry.example.com",
        "myregistry.azurecr.io",
        "contoso-e7ggejfu.azurecr.cn",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "us-docker.pkg.dev",
        "203.0.113.7",
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(read.findings, [], "{typed}");
        assert_eq!(read.suggestion, host(typed));
        assert!(read.usual_spelling && !read.is_silent(), "{typed}");
        assert!(read.changes.is_empty() && read.changes_in_words().is_empty());
    }
}

#[test]
fn what_stands_around_a_host_is_taken_off() {
    for (typed, expected, suggestion) in [
        (" quay.io\t", &[WHITESPACE][..], "quay.io"),
        ("\u{feff}quay.io\u{200b}", &[WHITESPACE], "quay.io"),
        ("'quay.io'", &[QUOTES], "quay.io"),
        ("“quay.io”", &[QUOTES], "quay.io"),
        ("`quay.io`", &[QUOTES], "quay.io"),
        (" \"quay.io\" ", &[WHITESPACE, QUOTES], "quay.io"),
        ("https://quay.io", &[SCHEME], "quay.io"),
        ("https:/quay.io", &[SCHEME], "quay.io"),
        ("https:///quay.io", &[SCHEME], "quay.io"),
        ("//quay.io", &[SCHEME], "quay.io"),
        ("oci://quay.io", &[SCHEME], "quay.io"),
        ("http:quay.io", &[BAD_PORT], "quay.io"),
        ("quay.io/", &[PATH], "quay.io"),
        ("quay.io/v2/", &[PATH], "quay.io"),
        ("quay.io/v2/org/tool", &[PATH], "quay.io"),
        ("quay.io/a..b", &[PATH], "quay.io"),
        ("quay.io/-org", &[PATH], "quay.io"),
        ("quay.io//", &[PATH], "quay.io"),
        ("quay.io?tab=tags", &[PATH], "quay.io"),
        ("quay.io#tags", &[PATH], "quay.io"),
        ("quay.io\\org", &[PATH], "quay.io"),
        ("me@quay.io", &[USER_INFO], "quay.io"),
        ("me:pw@quay.io", &[USER_INFO, SECRET_IN_REGISTRY], "quay.io"),
        ("quay.io,docker.io", &[SEVERAL], "quay.io"),
        ("quay.io; docker.io", &[SEVERAL], "quay.io"),
        ("quay.io\ndocker.io", &[SEVERAL], "quay.io"),
        ("\"quay.io\",\"docker.io\"", &[QUOTES, SEVERAL], "quay.io"),
        ("QUAY.io", &[UPPER_CASE], "quay.io"),
        ("quay.io.", &[TRAILING_DOT], "quay.io"),
        ("quay.io:443", &[DEFAULT_PORT], "quay.io"),
        ("quay.io.:80", &[TRAILING_DOT, DEFAULT_PORT], "quay.io"),
        ("quay.io:", &[BAD_PORT], "quay.io"),
        ("quay.io:0", &[BAD_PORT], "quay.io"),
        ("quay.io:+50", &[BAD_PORT], "quay.io"),
        ("quay.io:65536", &[BAD_PORT], "quay.io"),
        (
            "HTTPS://MyRegistry.azurecr.io/v2/",
            &[SCHEME, PATH, UPPER_CASE],
            "myregistry.azurecr.io",
        ),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), expected, "{typed}");
        assert_eq!(read.suggestion, host(suggestion), "{typed}");
        assert!(!read.usual_spelling, "{typed}");
        let fixes = read.findings.iter().filter_map(|f| f.fix.as_ref());
        let fixes: Vec<_> = fixes.map(|fix| fix.edit.apply(typed)).collect();
        assert_eq!(fixes, [suggestion], "one button cures {typed}");
    }
}

fn for_rule(typed: &str, rule: Option<MatchRule>) -> RegistryServer {
    let setup = WaveSetup {
        rule,
        ..WaveSetup::default()
    };
    RegistryServer::read_for(typed, &setup)
}

/// What the buttons below a value put in its place.
fn offered(read: &RegistryServer, typed: &str) -> Vec<String> {
    let fixes = read.findings.iter().filter_map(|it| it.fix.as_ref());
    fixes.map(|fix| fix.edit.apply(typed)).collect()
}

#[test]
fn a_path_has_two_ways_out() {
    for (typed, scope) in [
        ("ghcr.io/acme", "ghcr.io/acme"),
        ("ghcr.io/acme/", "ghcr.io/acme"),
        ("ghcr.io/Acme", "ghcr.io/acme"),
        ("GHCR.io/acme", "ghcr.io/acme"),
        ("https://ghcr.io/acme", "ghcr.io/acme"),
        ("docker://ghcr.io/acme/tool:1", "ghcr.io/acme/tool"),
        ("ghcr.io/acme/tool:1", "ghcr.io/acme/tool"),
        ("ghcr.io/acme/tool@sha256:00ff", "ghcr.io/acme/tool"),
        ("ghcr.io/acme/*", "ghcr.io/acme"),
        ("ghcr.io/acme?tab=tags", "ghcr.io/acme"),
        (" ghcr.io/acme ", "ghcr.io/acme"),
        ("ghcr.io:443/acme", "ghcr.io/acme"),
        ("registry-1.docker.io/acme", "docker.io/acme"),
        ("reg.example.com:5000/team", "reg.example.com:5000/team"),
    ] {
        let read = for_rule(typed, None);
        let host = scope.split('/').next().unwrap();
        let read_scope = read.scope.as_ref().map(|it| it.text.as_str());
        assert_eq!(read_scope, Some(scope), "{typed}");
        let mut ways = vec![host];
        ways.extend((scope != typed).then_some(scope));
        assert_eq!(offered(&read, typed), ways, "{typed}");
        assert_eq!(severity(typed, PATH), Some(Severity::Warning), "{typed}");
        assert_eq!(read.usual_spelling, scope == typed, "{typed}");
        assert_eq!(Matches::of(scope), Matches::Scope(scope.to_owned()));
        let by_host = for_rule(typed, Some(MatchRule::ExactHost));
        assert_eq!(offered(&by_host, typed), [host], "{typed}");
    }
}

#[test]
fn several_dots_become_one_where_that_makes_a_host() {
    for (typed, suggestion) in [
        ("registry..example.com", host("registry.example.com")),
        (".quay.io", unusable(".quay.io")),
        ("..quay.io", host("quay.io")),
        ("10..0.0.5", host("10.0.0.5")),
        // What the host stands for is known as of any other.
        ("..index.docker.io", host("docker.io")),
        ("hub..docker.com", host("docker.io")),
        // A last part of digits alone is no name.
        ("..dkr.ecr10.0.0.5", unusable("..dkr.ecr10.0.0.5")),
        ("registry..example.5", unusable("registry..example.5")),
    ] {
        assert_eq!(
            RegistryServer::read(typed).suggestion,
            suggestion,
            "{typed}"
        );
    }
}

#[test]
fn what_no_image_can_begin_with_is_no_scope() {
    for typed in [
        "ghcr.io",
        "ghcr.io/",
        "ghcr.io/v2/",
        "https://index.docker.io/v1/",
        "ghcr.io/_catalog",
        "ghcr.io\\acme",
        "https://github.com/acme/tool",
        "https://hub.docker.com/r/acme/tool",
        "https://portal.azure.com/#home",
        "acme/tool",
        "me:pw@ghcr.io/acme",
        "ghcr.io/acme,quay.io/acme",
        "myregistry.eastus.data.azurecr.io/app",
        "localhost/tool",
        "*.azurecr.io/app",
    ] {
        let read = for_rule(typed, None);
        assert_eq!(read.scope, None, "{typed}");
        assert!(!codes(&read).contains(&PATH_SCOPE), "{typed}");
    }
}

#[test]
fn a_scope_is_no_mistake_to_a_wave_that_matches_paths() {
    let read = for_rule("ghcr.io/acme", Some(MatchRule::LongestPath));
    assert_eq!(codes(&read), [PATH_SCOPE]);
    assert_eq!(read.findings[0].severity, Severity::Info);
    assert_eq!(offered(&read, "ghcr.io/acme"), [""; 0]);
    for typed in ["ghcr.io/acme/", "ghcr.io/Acme", "https://ghcr.io/acme"] {
        let read = for_rule(typed, Some(MatchRule::LongestPath));
        assert!(codes(&read).contains(&PATH), "{typed}");
        assert_eq!(
            offered(&read, typed),
            ["ghcr.io", "ghcr.io/acme"],
            "{typed}"
        );
    }
}

#[test]
fn the_spelling_is_put_right_and_a_path_is_neither_taken_off_nor_believed_unasked() {
    for (typed, respelled, words) in [
        (
            "https://GHCR.io",
            Some("ghcr.io"),
            "removed “https://”, changed to lower case",
        ),
        (
            "https://ghcr.io/v2/",
            Some("ghcr.io"),
            "removed “https://” and “/v2/”",
        ),
        ("ghcr.io/", Some("ghcr.io"), "removed “/”"),
        ("ghcr.io/acme", None, ""),
        (
            "ghcr.io/acme/",
            Some("ghcr.io/acme"),
            "removed the slash at the end",
        ),
        (
            "ghcr.io/Acme",
            Some("ghcr.io/acme"),
            "changed to lower case",
        ),
        (
            "GHCR.io/Acme/",
            Some("ghcr.io/acme"),
            "changed to lower case, removed the slash at the end",
        ),
        ("https://quay.io/repository/acme/tool", None, ""),
        (
            "ghcr.io/acme/tool:1",
            Some("ghcr.io"),
            "removed “/acme/tool:1”",
        ),
        (
            "docker://ghcr.io/acme/tool@sha256:00ff",
            Some("ghcr.io"),
            "removed “docker://” and “/acme/tool@sha256:00ff”",
        ),
        ("ghcr.io/acme/*", None, ""),
        ("ghcr.io:443", None, "removed “:443”"),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(read.respelled(), respelled, "{typed}");
        let mut said: Vec<_> = read
            .respelling_in_words()
            .split(", ")
            .map(str::to_owned)
            .collect();
        let mut expected: Vec<_> = words.split(", ").map(str::to_owned).collect();
        said.sort();
        expected.sort();
        assert_eq!(said, expected, "{typed}");
    }
}

#[test]
fn another_host_of_a_registry_is_replaced_by_the_one_in_images() {
    for (typed, expected, suggestion) in [
        (
            "index.docker.io:443",
            &[DEFAULT_PORT, DOCKER_HUB_ALIAS][..],
            host("docker.io"),
        ),
        (
            "https://www.docker.com/",
            &[SCHEME, PATH, DOCKER_HUB_ALIAS, WEB_SITE],
            host("docker.io"),
        ),
        ("www.github.com", &[WEB_SITE], host("ghcr.io")),
        ("docker.pkg.github.com", &[RETIRED_HOST], host("ghcr.io")),
        (
            "contoso-e7gg.eastus.data.azurecr.io",
            &[ACR_DATA_ENDPOINT],
            host("contoso-e7gg.azurecr.io"),
        ),
        (
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            &[ECR_HOST_NOT_SUPPORTED_BY_WAVE],
            host("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com"),
        ),
        (
            "123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn",
            &[ECR_HOST_NOT_SUPPORTED_BY_WAVE],
            host("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn"),
        ),
        (
            "1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com",
            &[ECR_ACCOUNT_NOT_12_DIGITS],
            host("123456789012.dkr.ecr.eu-west-1.amazonaws.com"),
        ),
        (
            "azurecr.cn",
            &[INCOMPLETE_HOST],
            template("<name>.azurecr.cn"),
        ),
        (
            "https://portal.azure.com/#home",
            &[SCHEME, PATH, WEB_SITE],
            template("<name>.azurecr.io"),
        ),
        (
            "europe-west2.pkg.dev",
            &[INCOMPLETE_HOST],
            template("<location>-docker.pkg.dev"),
        ),
        (
            "api.ecr.eu-west-1.amazonaws.com",
            &[INCOMPLETE_HOST],
            template("<account>.dkr.ecr.eu-west-1.amazonaws.com"),
        ),
        (
            "eu-west-1.console.aws.amazon.com",
            &[WEB_SITE],
            template("<account>.dkr.ecr.<region>.amazonaws.com"),
        ),
        (
            "registry.ng.bluemix.net",
            &[RETIRED_HOST],
            template("<region>.icr.io"),
        ),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), expected, "{typed}");
        assert_eq!(read.suggestion, suggestion, "{typed}");
        assert!(!read.usual_spelling, "{typed}");
    }
}

#[test]
fn a_word_without_dot_or_port_is_never_a_host() {
    for (typed, expected, suggestion) in [
        ("docker-hub", &[NOT_A_HOST][..], host("docker.io")),
        ("Docker Hub", &[WHITESPACE], host("docker.io")),
        ("quay", &[NOT_A_HOST], host("quay.io")),
        ("gitlab", &[NOT_A_HOST], host("registry.gitlab.com")),
        (
            "MyRegistry",
            &[UPPER_CASE, NOT_A_HOST, ACR_NAME_ONLY],
            host("myregistry.azurecr.io"),
        ),
        ("abcd", &[NOT_A_HOST], unusable("abcd")),
        ("my-registry", &[NOT_A_HOST], unusable("my-registry")),
        (
            "biocontainers/samtools",
            &[PATH, NOT_A_HOST],
            host("docker.io"),
        ),
        (
            "123456789012",
            &[NOT_A_HOST],
            template("123456789012.dkr.ecr.<region>.amazonaws.com"),
        ),
        ("ubuntu:22.04", &[IMAGE_NOT_HOST], host("docker.io")),
        ("nginx:latest", &[IMAGE_NOT_HOST], host("docker.io")),
        ("registry:-1", &[BAD_PORT, NOT_A_HOST], unusable("registry")),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), expected, "{typed}");
        assert_eq!(read.suggestion, suggestion, "{typed}");
        assert_eq!(read.matches, Matches::Never, "{typed}");
    }
}

#[test]
fn a_single_word_gets_azures_button_only_where_azure_was_chosen() {
    let setup = WaveSetup::default();
    for (word, login_server) in [
        ("nexus", "nexus.azurecr.io"),
        ("harbor", "harbor.azurecr.io"),
        ("MyRegistry", "myregistry.azurecr.io"),
    ] {
        for (chosen, offered) in [
            (None, None),
            (Some(Registry::Harbor), None),
            (Some(Registry::Acr), Some(login_server)),
        ] {
            let read = RegistryServer::read_as(word, &setup, chosen);
            assert!(codes(&read).contains(&ACR_NAME_ONLY), "{word}");
            assert_eq!(read.suggestion, host(login_server), "{word}");
            let edit = read.fix().map(|fix| fix.edit.apply(word));
            assert_eq!(edit.as_deref(), offered, "{word} {chosen:?}");
            assert_eq!(read.registry, offered.and(chosen), "{word} {chosen:?}");
        }
    }
    let read = RegistryServer::read_as("quay", &setup, None);
    assert!(read.fix().is_some(), "a name that only one registry has");
}

#[test]
fn a_secret_in_place_of_a_host_is_an_error_and_is_not_shown() {
    for secret in [
        "dckr_pat_S3CR3TS3CR3TS3CR3TS3CR3TS3C",
        "dckr_pat_S3CR3TS3CR3T",
        "ghp_S3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3T",
        "glpat-S3CR3TS3CR3TS3CR3TS",
        "nvapi-S3CR3TS3CR3TS3CR3T",
        "ya29.S3CR3TS3CR3TS3CR3T",
        "AKIAS3CR3TS3CR3TS3CR",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJTM0NSM1QifQ.S3CR3T",
        "{\"token\": \"S3CR3TS3CR3T\"}",
        " \"ghs_S3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3T\"\n",
    ] {
        let read = RegistryServer::read(secret);
        assert_eq!(codes(&read), [SECRET_IN_REGISTRY], "{secret}");
        assert!(read.findings[0].is_error());
        assert_eq!(read.matches, Matches::Never);
        assert!(!format!("{read:?}").contains("S3CR3T"), "{read:?}");
    }
    for host in [
        "ghcr.io",
        "akia.example.com",
        "ghp.example.com:5000",
        "glpat-registry",
    ] {
        assert!(!codes(&RegistryServer::read(host)).contains(&SECRET_IN_REGISTRY));
    }
}

#[test]
fn what_is_no_host_gets_no_button() {
    for (typed, expected, suggestion) in [
        ("reg example", &[WHITESPACE][..], Suggestion::Nothing),
        (" reg example ", &[WHITESPACE], Suggestion::Nothing),
        ("\"\"", &[QUOTES, NOT_A_HOST], Suggestion::Nothing),
        ("https://", &[SCHEME, NOT_A_HOST], Suggestion::Nothing),
        ("é.io", &[NOT_A_HOST], Suggestion::Nothing),
        (".localhost", &[NOT_A_HOST], unusable(".localhost")),
        ("10.0.0", &[NOT_A_HOST], unusable("10.0.0")),
        ("256.1.1.1", &[NOT_A_HOST], unusable("256.1.1.1")),
        (
            "[::1]:5000",
            &[IPV6_NOT_SUPPORTED_BY_WAVE],
            unusable("[::1]:5000"),
        ),
        (
            "2001:db8::1",
            &[IPV6_NOT_SUPPORTED_BY_WAVE],
            unusable("2001:db8::1"),
        ),
        ("*.azurecr.io", &[WILDCARD], template("<name>.azurecr.io")),
        (
            "*.dkr.ecr.*.amazonaws.com",
            &[WILDCARD],
            template("<account>.dkr.ecr.<region>.amazonaws.com"),
        ),
        ("*.jfrog.io", &[WILDCARD], template("<instance>.jfrog.io")),
        (
            "<account>.dkr.ecr.<region>.amazonaws.com",
            &[PLACEHOLDER],
            template("<account>.dkr.ecr.<region>.amazonaws.com"),
        ),
        ("${REGISTRY}", &[PLACEHOLDER], template("${REGISTRY}")),
        (
            "[name].azurecr.io",
            &[PLACEHOLDER],
            template("[name].azurecr.io"),
        ),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), expected, "{typed}");
        assert_eq!(read.suggestion, suggestion, "{typed}");
        assert!(read.findings.iter().all(|f| f.fix.is_none()), "{typed}");
        assert!(read.changes.is_empty(), "{typed}");
    }
}

#[test]
fn what_wave_cannot_reach_is_said_unless_it_is_self_hosted() {
    let own = WaveSetup {
        host: WaveHost::SelfHosted,
        ..WaveSetup::default()
    };
    for typed in [
        "10.0.0.5",
        "172.31.0.9:5000",
        "192.168.0.1",
        "169.254.1.1",
        "registry.corp.local",
        "registry.internal",
        "registry.acme.corp:5000",
        "nas.lan",
        "kube-registry.infra.svc:5000",
        "registry.kube-system:5000",
        "registry.default.svc.cluster.local",
        "registry.acme.test",
        "registry:5000",
        "private.de.icr.io",
        "registry-vpc.cn-beijing.aliyuncs.com",
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), [PRIVATE_ADDRESS], "{typed}");
        assert_eq!(read.suggestion, host(typed));
        let read = RegistryServer::read_for(typed, &own);
        assert_eq!(read.findings, [], "{typed}");
    }
    for typed in ["172.32.0.1", "192.169.0.1", "11.0.0.1"] {
        assert_eq!(RegistryServer::read(typed).findings, [], "{typed}");
    }
}

#[test]
fn this_machine_is_not_the_one_that_wave_runs_on() {
    for (typed, suggestion) in [
        ("localhost:5000", host("localhost:5000")),
        ("127.0.0.1", host("127.0.0.1")),
        ("localhost:443", host("localhost:443")),
        ("0.0.0.0:5000", host("0.0.0.0:5000")),
        ("registry.localhost", host("registry.localhost")),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), [LOCAL_HOST], "{typed}");
        assert_eq!(read.suggestion, suggestion, "{typed}");
    }
    let read = RegistryServer::read("localhost/tool");
    assert_eq!(codes(&read), [PATH, NOT_A_HOST, LOCAL_HOST]);
    assert_eq!(read.suggestion, template("localhost:<port>"));
}

#[test]
fn what_is_known_of_a_host_is_said() {
    for (typed, code, severity) in [
        (
            "registry.example.com:5000",
            CUSTOM_PORT_NOT_USABLE_FOR_PUSH,
            Severity::Warning,
        ),
        (
            "gitlab.example.com",
            GITLAB_HOST_NEEDS_CHECK,
            Severity::Info,
        ),
        (
            "my-gitlab.example.com",
            GITLAB_HOST_NEEDS_CHECK,
            Severity::Info,
        ),
        (
            "myregistry.eastus.geo.azurecr.io",
            ACR_REGIONAL_ENDPOINT,
            Severity::Info,
        ),
        (
            "my_registry.example.com",
            UNDERSCORE_IN_HOST,
            Severity::Warning,
        ),
        (
            "12345.dkr.ecr.eu-west-1.amazonaws.com",
            ECR_ACCOUNT_NOT_12_DIGITS,
            Severity::Warning,
        ),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
            ECR_CHINA_VALIDATION,
            Severity::Info,
        ),
        (
            "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
            ECR_HOST_NOT_SUPPORTED_BY_WAVE,
            Severity::Warning,
        ),
        (
            "community.wave.seqera.io",
            RESERVED_BY_WAVE,
            Severity::Warning,
        ),
        ("private.cr.seqera.io", RESERVED_BY_WAVE, Severity::Warning),
        ("wave.seqera.io", WAVE_ITSELF, Severity::Warning),
        ("registry.k8s.io", PUBLIC_ONLY, Severity::Warning),
        ("registry.access.redhat.com", PUBLIC_ONLY, Severity::Warning),
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), [code], "{typed}");
        assert_eq!(read.findings[0].severity, severity, "{typed}");
        assert_eq!(read.suggestion, host(typed), "{typed}");
        assert!(read.usual_spelling, "{typed}");
    }
}

#[test]
fn an_operator_can_reserve_other_hosts() {
    let own = WaveSetup {
        host: WaveHost::SelfHosted,
        reserved_hosts: vec!["Registry.example.com:5000".to_owned()],
        rule: None,
    };
    let reserved =
        |typed| codes(&RegistryServer::read_for(typed, &own)).contains(&RESERVED_BY_WAVE);
    assert!(reserved("registry.example.com:5000"));
    assert!(reserved("https://registry.example.com:5000/"));
    assert!(!reserved("registry.example.com"));
    assert!(!reserved("community.wave.seqera.io"));
    assert!(
        !reserved("private.cr.seqera.io"),
        "a guess about Seqera's own Wave"
    );
}

#[test]
fn only_what_is_certain_to_be_a_mistake_is_an_error() {
    for (typed, code) in [
        ("http://quay.io", SCHEME),
        ("HTTP://quay.io", SCHEME),
        ("quay.io docker.io", SEVERAL),
        ("reg example", WHITESPACE),
        ("user@quay.io", USER_INFO),
        ("u:p@quay.io", SECRET_IN_REGISTRY),
        ("quay.io:abc", BAD_PORT),
    ] {
        assert_eq!(severity(typed, code), Some(Severity::Error), "{typed}");
    }
    for (typed, code) in [
        ("http://localhost:5000", SCHEME),
        ("https://quay.io", SCHEME),
        ("quay.io,docker.io", SEVERAL),
        ("quay.io ", WHITESPACE),
        ("quay.io:99999", BAD_PORT),
        ("localhost", NOT_A_HOST),
    ] {
        assert_eq!(severity(typed, code), Some(Severity::Warning), "{typed}");
    }
}

#[test]
fn empty_is_docker_hub_but_blank_is_not() {
    let read = RegistryServer::read("");
    assert_eq!(codes(&read), [EMPTY_MEANS_DOCKER_HUB]);
    assert_eq!(read.matches, Matches::DockerHub);
    assert!(read.usual_spelling);
    assert_eq!(read.findings[0].severity, Severity::Info);
    let read = RegistryServer::read(" \t");
    assert_eq!(codes(&read), [WHITESPACE]);
    assert_eq!(read.matches, Matches::Never);
    assert_eq!(read.suggestion, host("docker.io"));
}

#[test]
fn wave_matches_exactly_what_is_stored() {
    for (typed, matches) in [
        ("docker.io", Matches::DockerHub),
        ("DOCKER.IO", Matches::Host("DOCKER.IO".into())),
        ("quay.io.", Matches::Host("quay.io.".into())),
        ("registry:5000", Matches::Host("registry:5000".into())),
        ("a.io:99999", Matches::Host("a.io:99999".into())),
        ("a.io:9999999999", Matches::Never),
        ("a.io:", Matches::Never),
        ("a.io/x", Matches::Scope("a.io/x".into())),
        ("a.io:5000/x/y-1", Matches::Scope("a.io:5000/x/y-1".into())),
        (
            "docker.io/library",
            Matches::Scope("docker.io/library".into()),
        ),
        ("a.io/", Matches::Never),
        ("a.io/x/", Matches::Never),
        ("a.io/X", Matches::Never),
        ("a.io/x:1", Matches::Never),
        ("a.io/x@sha256:00ff", Matches::Never),
        ("a.io/*", Matches::Never),
        ("https://a.io/x", Matches::Never),
        ("/x", Matches::Never),
        ("x/y", Matches::Never),
        ("localhost", Matches::Never),
        (".", Matches::Never),
        ("user@quay.io", Matches::Never),
    ] {
        assert_eq!(Matches::of(typed), matches, "{typed}");
    }
}

#[test]
fn the_login_check_takes_the_value_as_it_is() {
    for (typed, answer) in [
        ("docker.io", "asks https://registry-1.docker.io/v2/"),
        ("https://docker.io", "asks https://docker.io/v2/"),
        ("https://quay.io/", "asks https://quay.io//v2/"),
        ("https://quay.io/v2", "asks https://quay.io/v2/"),
        ("https://quay.io/v2/", "asks https://quay.io/v2/"),
        ("http://quay.io", "asks http://quay.io/v2/"),
        ("https://u:p@quay.io", "asks https://u:p@quay.io/v2/"),
        ("[2001:db8::1]:5000", "asks https://[2001:db8::1]:5000/v2/"),
        ("quay.io/v2", "no address for quay.io/v2"),
        ("oras://quay.io", "no address for oras"),
        ("Registry.corp", "no address for registry.corp"),
        ("myregistry", "no address for myregistry"),
        ("é.io", "no address for é.io"),
        ("LOCALHOST:5000", "private"),
        ("https://10.1.2.3/", "private"),
        ("169.254.1.1", "private"),
        ("[fd00::1]:5000", "private"),
        ("[fe80::1]", "private"),
        ("https://", "no host"),
        ("quay.io ", "Syntax"),
        ("https://quay.io/a b", "Syntax"),
        ("a_b.example.com", "NoHost"),
        ("-a.example.com", "NoHost"),
        ("quay.io:x", "NoHost"),
        ("quay.io:-5", "NoHost"),
        ("quay.io:65536", "PortOutOfRange"),
        ("\t", "blank"),
    ] {
        let actual = match LoginCheck::of(typed) {
            LoginCheck::Blank => "blank".to_owned(),
            LoginCheck::Refused(Refusal::NoHost) => "no host".to_owned(),
            LoginCheck::Refused(Refusal::PrivateAddress) => "private".to_owned(),
            LoginCheck::Refused(Refusal::DoesNotResolve(host)) => {
                format!("no address for {}", host.expose())
            }
            LoginCheck::Asks(url) => format!("asks {}", url.expose()),
            LoginCheck::False(why) => format!("{why:?}"),
        };
        assert_eq!(actual, answer, "{typed}");
    }
}

#[test]
fn a_login_check_that_says_yes_to_what_never_matches_is_silent() {
    for silent in [
        "https://quay.io",
        "QUAY.IO",
        "quay.io:443",
        "registry-1.docker.io",
        "azurecr.io",
    ] {
        assert!(RegistryServer::read(silent).is_silent(), "{silent}");
    }
    for loud in [
        "quay.io",
        "quay.io/",
        " quay.io",
        "localhost:5000",
        "",
        "quay.io:99999",
    ] {
        assert!(!RegistryServer::read(loud).is_silent(), "{loud}");
    }
}

#[test]
fn the_kind_is_that_of_what_was_meant() {
    for (typed, registry) in [
        ("https://MyRegistry.azurecr.io/", Some(Registry::Acr)),
        ("*.azurecr.io", Some(Registry::Acr)),
        ("docker.pkg.dev", Some(Registry::Gar)),
        (
            "<account>.dkr.ecr.<region>.amazonaws.com",
            Some(Registry::Ecr),
        ),
        ("scw.cloud", Some(Registry::Scaleway)),
        ("hub.docker.com", Some(Registry::DockerHub)),
        ("registry.example.com", None),
        ("<host>", None),
        ("${REGISTRY}", None),
    ] {
        assert_eq!(RegistryServer::read(typed).registry, registry, "{typed}");
    }
}

#[test]
fn the_changes_read_as_a_phrase() {
    for (typed, words) in [
        (
            "https://myreg.azurecr.io/v2/",
            "removed “https://” and “/v2/”",
        ),
        (
            "https://MyReg.azurecr.io",
            "removed “https://”, changed to lower case",
        ),
        (
            "index.docker.io:443",
            "removed “:443”, replaced “index.docker.io” with “docker.io”",
        ),
        ("u:secret@quay.io", "removed the login"),
        (" 'quay.io' ", "removed white space and quotation marks"),
        ("quay.io?x", "removed what follows the host"),
        ("quay.io:x", "removed what stands in place of a port"),
        ("quay.io,ghcr.io", "kept the first value"),
        ("quay.io/Org/", "removed “/Org/”"),
    ] {
        assert_eq!(
            RegistryServer::read(typed).changes_in_words(),
            words,
            "{typed}"
        );
    }
    let read = RegistryServer::read("quay.io/org?token=hidden");
    assert_eq!(read.changes[0].sentence(), "removed “/org”");
}

/// Texts that look like registries, nearly.
fn nearly_a_registry() -> impl Strategy<Value = String> {
    let words = vec![
        "https://",
        "http:",
        "oras://",
        "//",
        "/",
        "@",
        ":",
        ":443",
        ":5000",
        ".",
        ",",
        ";",
        " ",
        "\n",
        "\"",
        "`",
        "*",
        "<name>",
        "$",
        "?",
        "#",
        "quay.io",
        "docker.io",
        "index.docker.io",
        "QUAY",
        "localhost",
        "10.0.0.5",
        "[::1]",
        "myregistry",
        "azurecr.io",
        "eastus.data",
        "123456789012",
        ".dkr.ecr",
        "-fips",
        ".eu-west-1.amazonaws.com",
        "pkg.dev",
        "é",
        "_",
        "-",
        "gitlab",
        "user",
        "sha256:",
        "00ff",
        "v2",
    ];
    proptest::collection::vec(proptest::sample::select(words), 0..8).prop_map(|w| w.concat())
}

fn cases() -> ProptestConfig {
    ProptestConfig::with_cases(if cfg!(target_arch = "wasm32") {
        64
    } else {
        2048
    })
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_text_makes_it_panic(typed in any::<String>()) {
        let _ = RegistryServer::read(&typed);
    }

    #[test]
    fn a_suggested_host_suggests_itself_and_matches(typed in nearly_a_registry()) {
        if let Suggestion::Host(suggestion) = RegistryServer::read(&typed).suggestion {
            let again = RegistryServer::read(&suggestion);
            prop_assert_eq!(&again.suggestion, &host(&suggestion));
            prop_assert!(again.usual_spelling, "{}", suggestion);
            prop_assert!(!codes(&again).contains(&NOT_A_HOST), "{}", suggestion);
            prop_assert!(again.findings.iter().all(|f| f.fix.is_none() && !f.is_error()));
        }
    }

    #[test]
    fn each_code_comes_once(typed in nearly_a_registry()) {
        let read = RegistryServer::read(&typed);
        let mut seen = codes(&read);
        seen.sort_unstable();
        seen.dedup();
        prop_assert_eq!(seen.len(), read.findings.len());
    }

    #[test]
    fn whatever_is_not_the_usual_spelling_is_explained(typed in nearly_a_registry()) {
        let read = RegistryServer::read(&typed);
        prop_assert!(read.usual_spelling || !read.findings.is_empty());
        let is_warning = |finding: &Finding| finding.severity >= Severity::Warning;
        prop_assert!(read.matches != Matches::Never || read.findings.iter().any(is_warning));
    }

    #[test]
    fn a_login_that_was_typed_along_is_never_shown(
        scheme in "(https?://|docker://)?",
        user in "[a-zA-Z0-9._-]{1,12}",
        secret in "S3CR[!-~é ]{0,12}ET",
        end in "(:443|:5000|/v2/|/org/tool:1|/a@sha256:00ff)?",
    ) {
        let typed = format!("{scheme}{user}:{secret}@quay.io{end}");
        let read = RegistryServer::read(&typed);
        let shown = format!("{read:?} {read:#?} {} {:?}", read.changes_in_words(), read.suggestion.text());
        prop_assert!(!shown.contains("S3CR"), "{}", shown);
        prop_assert_eq!(read.suggestion.registry().is_some() || end == ":5000", true);
    }

    #[test]
    fn a_token_in_place_of_a_user_name_is_never_shown(
        scheme in "(https?://)?",
        token in "T0K3N[a-zA-Z0-9_.,;~=+-]{0,20}",
    ) {
        let read = RegistryServer::read(&format!("{scheme}{token}@quay.io"));
        let shown = format!("{read:?} {}", read.changes_in_words());
        prop_assert!(!shown.to_uppercase().contains("T0K3N"), "{}", shown);
        prop_assert_eq!(read.suggestion, host("quay.io"));
    }
}

#[test]
fn a_template_is_a_placeholder_and_no_secret() {
    for typed in [
        "{{ .Values.registry }}",
        "{{ .Values.image.registry }}",
        "{{.Values.global.imageRegistry}}",
        "\"{{ .Values.image.registry }}\"",
        "${{ secrets.REGISTRY_HOST_NAME }}",
        "<% registry.host.of.the.lab %>",
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), [PLACEHOLDER], "{typed}");
    }
    // A document, or a token between the braces.
    for typed in [
        "{\"auths\":{\"ghcr.io\":{\"auth\":\"bWU6eA==\"}}}",
        "{\"password\": \"{{ password }}\"}",
        "{{ghp_0123456789abcdefghijABCDEFGHIJ012345}}",
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), [SECRET_IN_REGISTRY], "{typed}");
        assert_eq!(read.suggestion, Suggestion::Nothing, "{typed}");
    }
}

#[test]
fn a_name_that_wave_gave_is_nothing_to_log_in_to() {
    for typed in [
        "wave.seqera.io/wt/1a2b3c4d5e6f/acme/x:1",
        "https://wave.seqera.io/wt/1a2b3c4d5e6f/acme/x:1",
        "docker://wave.lab.example/wt/1a2b3c4d5e6f/library/x",
        "wave.lab.example:9090/wt/1a2b3c4d5e6f/acme/x@sha256:00ff",
        "wave.seqera.io/wt/1a2b3c4d5e6f",
    ] {
        let read = RegistryServer::read(typed);
        assert_eq!(codes(&read), [NAME_OF_WAVE], "{typed}");
        assert!(read.findings[0].is_error(), "{typed}");
        assert_eq!(read.fix(), None, "{typed}");
        assert_eq!(read.scope, None, "{typed}");
        assert_eq!(read.suggestion, Suggestion::Nothing, "{typed}");
    }
    for typed in [
        "wave.seqera.io",
        "wave.lab.example/wt/1a2b3c4d5e6/acme/x",
        "wave.lab.example/wt/1A2B3C4D5E6F/acme/x",
        "wave.lab.example/acme/wt/1a2b3c4d5e6f/x",
        "quay.io/wt/1a2b3c4d5e6f/acme",
        "wt/1a2b3c4d5e6f/acme",
    ] {
        let read = RegistryServer::read(typed);
        assert!(!codes(&read).contains(&NAME_OF_WAVE), "{typed}");
    }
}
