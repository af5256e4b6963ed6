use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ECR: &str = "123456789012.dkr.ecr.us-west-2.amazonaws.com";

#[test]
fn a_slip_of_the_finger_is_seen() {
    for (host, registry) in [
        ("gchr.io", "ghcr.io"),
        ("ghrc.io", "ghcr.io"),
        ("ghcr.oi", "ghcr.io"),
        ("ghcr.com", "ghcr.io"),
        ("ghcrio", "ghcr.io"),
        ("gcr.oi", "gcr.io"),
        ("grc.io", "gcr.io"),
        ("quay.oi", "quay.io"),
        ("qauy.io", "quay.io"),
        ("quay.com", "quay.io"),
        ("dockre.io", "docker.io"),
        ("docker.oi", "docker.io"),
        ("docker.org", "docker.io"),
        ("dokcer.io", "docker.io"),
        ("registry.docker.io", "docker.io"),
        ("dockerhub.io", "docker.io"),
        ("registry.github.com", "ghcr.io"),
        ("registry.gitlab.co", "registry.gitlab.com"),
        ("regsitry.gitlab.com", "registry.gitlab.com"),
        ("registry.gitlab.io", "registry.gitlab.com"),
        ("nvrc.io", "nvcr.io"),
        ("public.ecr.asw", "public.ecr.aws"),
        ("dih.io", "dhi.io"),
        ("cgr.deb", "cgr.dev"),
        ("cr.seqara.io", "cr.seqera.io"),
        ("acmereg.azurecr.com", "acmereg.azurecr.io"),
        ("acmereg.azurecr.oi", "acmereg.azurecr.io"),
        ("acmereg.azuercr.io", "acmereg.azurecr.io"),
        ("acmereg.azurecr.net", "acmereg.azurecr.io"),
        ("acme.jforg.io", "acme.jfrog.io"),
        ("acme.jfrog.com", "acme.jfrog.io"),
        ("fra.ocri.io", "fra.ocir.io"),
        ("europe-west2-dokcer.pkg.dev", "europe-west2-docker.pkg.dev"),
        ("us-docker.pkg.de", "us-docker.pkg.dev"),
        ("123456789012.dkr.ecr.us-west-2.amazon.aws.com", ECR),
        ("123456789012.dkr.ecr.us-west-2.amazonaws.co", ECR),
        ("123456789012.dkr.ecr.us-west-2.amazonwas.com", ECR),
        ("123456789012.drk.ecr.us-west-2.amazonaws.com", ECR),
        ("123456789012.dkr.erc.us-west-2.amazonaws.com", ECR),
        ("123456789012.ecr.us-west-2.amazonaws.com", ECR),
        ("123456789012.dkr.ecr.us-west2.amazonaws.com", ECR),
        ("123456789012.dkr.ecr.us-wset-2.amazonaws.com", ECR),
        ("123456789012.dkr.ecr.us-west-2a.amazonaws.com", ECR),
        (
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
            "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
        ),
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        ),
    ] {
        assert_eq!(meant(host).as_deref(), Some(registry), "{host}");
    }
}

#[test]
fn a_right_host_and_somebody_s_own_are_left_alone() {
    for host in [
        "docker.io",
        "ghcr.io",
        "us.gcr.io",
        "eu.gcr.io",
        "dhi.io",
        "cgr.dev",
        "icr.io",
        "de.icr.io",
        "lscr.io",
        "mcr.microsoft.com",
        "ocr.io",
        "gcp.io",
        "registry.gitlab.cn",
        "registry.acme.example",
        "harbor.acme.example",
        "docker.acme.example",
        "quay.acme.example",
        "ghcr.acme.example",
        "registry.acme.io",
        "gitlab.acme.com",
        "acmereg.azurecr.io",
        "acmereg.azurecr.cn",
        "acmereg.azurecr.us",
        "acme.jfrog.io",
        "jfrog.acme.io",
        "app.azurewebsites.net",
        "azure.acme.com",
        "europe-west2-docker.pkg.dev",
        "123456789012.dkr.ecr.us-west-2.amazonaws.com",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
        "123456789012.dkr.ecr.ap-southeast-7.amazonaws.com",
        "123456789012.dkr.ecr.xx-newland-1.amazonaws.com",
        "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
        "123456789012.dkr-ecr.us-west-2.on.aws",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
        "123456789012.dkr.ecr.us-west-2.acme.example",
        "registry",
        "acmereg",
        "",
    ] {
        assert_eq!(meant(host), None, "{host}");
    }
}

#[test]
fn names_that_no_azure_registry_can_have_are_seen() {
    for (host, suggested) in [
        ("my-registry.azurecr.io", "myregistry.azurecr.io"),
        ("acme-bio-prod.azurecr.io", "acmebioprod.azurecr.io"),
        ("acme_bio.azurecr.cn", "acmebio.azurecr.cn"),
        ("abc.azurecr.io", "<name>.azurecr.io"),
        ("acme.prod.azurecr.io", "<name>.azurecr.io"),
    ] {
        let mut diagnostics = Diagnostics::default();
        let suggestion = of_host(host, &mut diagnostics);
        let text = suggestion.as_ref().and_then(Suggestion::text);
        assert_eq!(text, Some(suggested), "{host}");
        assert!(diagnostics.has(ACR_NAME_INVALID), "{host}");
    }
    for host in [
        "acmereg.azurecr.io",
        "acmereg-abc123de.azurecr.io",
        "acmereg-e7ggejfuhzhgedc8.azurecr.io",
        "acmereg.westeurope.geo.azurecr.io",
    ] {
        let mut diagnostics = Diagnostics::default();
        assert_eq!(of_host(host, &mut diagnostics), None, "{host}");
    }
}

#[test]
fn what_all_hosts_of_a_cloud_have_needs_a_name_in_front() {
    for (host, shape) in [
        ("azurecr.com", Some("<name>.azurecr.io")),
        ("azurecr.oi", Some("<name>.azurecr.io")),
        (
            "amazon.aws.com",
            Some("<account>.dkr.ecr.<region>.amazonaws.com"),
        ),
        ("azurecr.io", None),
        ("azure.acme.com", None),
        ("aws.acme.example", None),
    ] {
        let mut diagnostics = Diagnostics::default();
        let suggestion = of_host(host, &mut diagnostics);
        assert_eq!(
            suggestion.as_ref().and_then(Suggestion::text),
            shape,
            "{host}"
        );
    }
}

#[test]
fn a_distance_counts_letters_and_exchanges() {
    for (a, b, expected) in [
        ("", "", Some(0)),
        ("ghcr", "ghcr", Some(0)),
        ("ghcr", "gchr", Some(1)),
        ("ghcr", "ghr", Some(1)),
        ("ghcr", "ghccr", Some(1)),
        ("ghcr", "gxxr", Some(2)),
        ("ghcr", "xxxx", None),
        ("ghcr", "ghcrabc", None),
    ] {
        assert_eq!(distance(a, b, 2), expected, "{a} {b}");
        assert_eq!(distance(b, a, 2), expected, "{b} {a}");
    }
    let long = "a".repeat(100);
    assert_eq!(distance(&long, &long, 2), None, "too long to be typed");
}
