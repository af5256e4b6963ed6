use proptest::prelude::*;

use super::super::{EXAMPLES, Registry};
use super::*;
use crate::pattern::{Regex, compile};
use crate::registry::ecr::EcrEndpoint;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn each_host_belongs_to_its_registry() {
    for (registry, hosts) in EXAMPLES {
        for host in *hosts {
            assert_eq!(Registry::of_host(host), Some(*registry), "{host}");
        }
    }
}

#[test]
fn hosts_that_only_look_like_a_registry_are_nobodys() {
    for host in [
        "",
        "hub.docker.com",
        "docker.com",
        "mydocker.io",
        "www.quay.io.example.com",
        "cdn.quay.io",
        "quay.io:443",
        "QUAY.IO",
        "123456789012.dkr.ecr.us-west-2.amazonaws.com.fake.example.com",
        ".dkr.ecr.not-real.amazonaws.com",
        "210987654321.dkr.ecr.cn-north-1.on.aws.com.cn",
        "12345.dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.-west-1.amazonaws.com",
        "gallery.ecr.aws",
        "public.ecr.aws.fake.example.com",
        "myregistry.azurecr.me",
        "foo.azurecr.io.example",
        "azurecr.io",
        "MyRegistry.azurecr.io",
        "abcd.azurecr.io",
        "myregistry-.azurecr.io",
        "myregistry.eastus.azurecr.io",
        "docker.pkg.dev",
        "europe-west2-npm.pkg.dev",
        "docker.us.rep.pkg.dev",
        "k8s.gcr.io",
        "k8s.gcr.io.example.com",
        "github.com",
        "gitlab.com",
        "git.example.org",
        "jfrog.io",
        "a.jfrog.io",
        "-a.jfrog.io",
        "container-registry.oracle.com",
        "abcd.ocir.io",
        "eu-frankfurt-12.ocir.io",
        "xx.icr.io",
        "digitalocean.com",
        "aliyuncs.com",
        "registry.aliyuncs.com",
        "-registry.cn-beijing.cr.aliyuncs.com",
        "tencentyun.com",
        "scw.cloud",
        "rg.xx-xxx.scw.cloud",
        "cloudsmith.io",
        "ngc.nvidia.com",
        "redhat.io",
        "k8s.io",
        "seqera.io",
        "registry.example.com",
        "172.32.0.1",
        "172.015.0.1",
        "192.169.0.1",
        "10.0.0",
        "localhost:",
        "localhost:123456",
        "[]",
        "::1",
    ] {
        assert_eq!(Registry::of_host(host), None, "{host}");
    }
}

#[test]
fn an_ecr_host_comes_apart() {
    let host = EcrHost::read("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn").unwrap();
    assert_eq!(
        (host.account, host.region, host.suffix, host.endpoint),
        (
            "123456789012",
            "cn-north-1",
            "amazonaws.com.cn",
            EcrEndpoint::Plain
        )
    );
    assert!(host.is_known_to_wave());
    for other in [
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
        "123456789012.dkr-ecr.us-west-2.on.aws",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
        "123456789012.dkr.ecr.a_b.amazonaws.com",
    ] {
        assert!(!EcrHost::read(other).unwrap().is_known_to_wave(), "{other}");
    }
}

#[test]
fn an_azure_host_comes_apart() {
    let host = AcrHost::read("contoso-e7ggejfu.eastus.geo.azurecr.cn").unwrap();
    assert_eq!((host.name, host.label), ("contoso", Some("e7ggejfu")));
    assert_eq!(host.regional, Some(("eastus", AcrEndpoint::Login)));
    assert_eq!(host.cloud, "cn");
}

/// The vendors' and the published expressions, to check the rules that are written out.
const EXPRESSIONS: [(Registry, &str); 8] = [
    (
        Registry::Ecr,
        r"^([0-9]{12})\.dkr[.-]ecr(-fips)?\.([a-z0-9][a-z0-9_-]*)\.(amazonaws\.(?:com(?:\.cn)?|eu)|on\.(?:aws|amazonwebservices\.com\.cn)|sc2s\.sgov\.gov|c2s\.ic\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$",
    ),
    (
        Registry::Acr,
        r"^([a-z0-9]{5,50})(?:-([a-z0-9]+))?(?:\.([a-z0-9]+)\.(geo|data))?\.azurecr\.(io|cn|us|de)$",
    ),
    (
        Registry::Gar,
        r"^(?:([a-z]+(?:-[a-z]+[0-9]+)?)-docker\.pkg\.dev|docker\.([a-z]+-[a-z]+[0-9]+)\.rep\.pkg\.dev)$",
    ),
    (
        Registry::Jfrog,
        r"^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\.jfrog\.io$",
    ),
    (
        Registry::Ocir,
        r"^(?:[a-z]{3}|[a-z]{2}-[a-z]+-[0-9])\.ocir\.io$|^ocir\.[a-z]{2}-[a-z]+-[0-9]\.oci\.oraclecloud\.com$",
    ),
    (
        Registry::Icr,
        r"^(?:private\.)?(?:(?:au|br|ca|ca2|de|es|in|in2|jp|jp2|uk|us)\.)?icr\.io$",
    ),
    (
        Registry::Alibaba,
        r"^(?:([^.\s]+)-)?registry(?:-intl)?(?:-vpc)?(?:-internal)?(?:\.distributed)?\.([^.]+)\.(?:cr\.)?aliyuncs\.com$",
    ),
    (
        Registry::Local,
        r"^(?:localhost|127(?:\.[0-9]{1,3}){3}|10(?:\.[0-9]{1,3}){3}|192\.168(?:\.[0-9]{1,3}){2}|172\.(?:1[6-9]|2[0-9]|3[01])(?:\.[0-9]{1,3}){2}|\[[0-9a-f:]+\])(?::[0-9]{1,5})?$",
    ),
];

/// Texts made of the words of registry hosts, so that many of them are nearly one.
fn nearly_a_host() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(vec![
        ".",
        ".",
        "-",
        ":",
        "123456789012",
        "dkr",
        "ecr",
        "ecr-fips",
        "eu-west-1",
        "amazonaws.com",
        "amazonaws.eu",
        "on.aws",
        ".cn",
        "myreg",
        "azurecr.io",
        "azurecr.cn",
        "geo",
        "data",
        "docker",
        "us",
        "europe-west2",
        "rep",
        "pkg.dev",
        "jfrog.io",
        "phx",
        "ocir",
        "ocir.io",
        "oci.oraclecloud.com",
        "private",
        "in2",
        "icr.io",
        "registry",
        "intl",
        "vpc",
        "internal",
        "distributed",
        "cr",
        "aliyuncs.com",
        "localhost",
        "127",
        "10",
        "192.168",
        "172",
        "16",
        "[",
        "::1",
        "]",
        "5000",
        "0",
    ]);
    proptest::collection::vec(word, 1..9).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(target_arch = "wasm32") { 64 } else { 4096 }))]

    #[test]
    fn the_rules_agree_with_the_published_expressions(host in nearly_a_host()) {
        thread_local! {
            static PATTERNS: Vec<(Registry, Regex)> =
                EXPRESSIONS.map(|(registry, text)| (registry, compile(text))).into();
        }
        let expected = PATTERNS.with(|patterns| {
            let mut patterns = patterns.iter();
            patterns.find(|(_, pattern)| pattern.is_match(&host)).map(|(registry, _)| *registry)
        });
        let actual = Registry::of_host(&host).filter(|registry| {
            EXPRESSIONS.iter().any(|(written_out, _)| written_out == registry)
        });
        prop_assert_eq!(actual, expected);
    }

    #[test]
    fn no_text_makes_it_panic(host in any::<String>()) {
        let _ = Registry::of_host(&host);
    }
}
