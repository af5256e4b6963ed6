//! Secrets of every registry that are as they should be, made up.

use super::*;

/// A secret of each registry that lasts, where and with whom it is used.
#[expect(clippy::too_many_lines, reason = "a table is easiest to read whole")]
pub(super) fn lasting() -> Vec<(String, &'static str, &'static str, Option<Kind>)> {
    let quay = "A1B2".repeat(16);
    let azure = checksum::azure_example();
    let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let china = "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn";
    let role = "arn:aws:iam::123456789012:role/Wave";
    let gar = "europe-west2-docker.pkg.dev";
    let redhat = "eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiJ3YXZlIn0.c2ln";
    vec![
        (
            fill("dckr_pat_", 27),
            "docker.io",
            "me",
            Some(Kind::DockerPat),
        ),
        (
            fill("dckr_oat_", 32),
            "docker.io",
            "acme",
            Some(Kind::DockerOat),
        ),
        (
            GUID.to_owned(),
            "docker.io",
            "me",
            Some(Kind::DockerLegacyToken),
        ),
        (
            quay.clone(),
            "quay.io",
            "myorg+wave",
            Some(Kind::QuayRobotToken),
        ),
        (quay.clone(), "quay.io", "$app", Some(Kind::QuayAppToken)),
        (quay.clone(), "quay.io", "$token", None),
        (
            quay,
            "quay.example.com",
            "myorg+wave",
            Some(Kind::QuayRobotToken),
        ),
        (
            AWS_KEY.to_owned(),
            ecr,
            AWS_ID,
            Some(Kind::AwsSecretAccessKey),
        ),
        (
            AWS_KEY.to_owned(),
            china,
            AWS_ID,
            Some(Kind::AwsSecretAccessKey),
        ),
        (
            AWS_KEY.to_owned(),
            "public.ecr.aws",
            AWS_ID,
            Some(Kind::AwsSecretAccessKey),
        ),
        (
            "an external id".to_owned(),
            ecr,
            role,
            Some(Kind::AwsRoleExternalId),
        ),
        (azure.clone(), ACR, "MyToken", Some(Kind::AcrKey)),
        (azure, "myregistry.azurecr.cn", "wave", Some(Kind::AcrKey)),
        (fill("", 32), ACR, "MyToken", Some(Kind::AcrKeyLegacy)),
        (fill("aB38Q~", 34), ACR, GUID, Some(Kind::EntraClientSecret)),
        (
            GOOGLE.to_owned(),
            gar,
            "_json_key_base64",
            Some(Kind::GoogleSaJsonBase64),
        ),
        (
            GOOGLE.to_owned(),
            "eu.gcr.io",
            "_json_key_base64",
            Some(Kind::GoogleSaJsonBase64),
        ),
        (
            GOOGLE_JSON.to_owned(),
            "gcr.io",
            "_json_key",
            Some(Kind::GoogleSaJson),
        ),
        (
            "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".to_owned(),
            "ghcr.io",
            "me",
            Some(Kind::GithubPatClassic),
        ),
        (fill("gho_", 36), "ghcr.io", "me", Some(Kind::GithubOauth)),
        (
            fill("glpat-", 20),
            "registry.gitlab.com",
            "me",
            Some(Kind::GitlabPat),
        ),
        (
            fill("gldt-", 20),
            "registry.gitlab.com",
            "gitlab+deploy-token-7",
            Some(Kind::GitlabDeployToken),
        ),
        (
            fill("gldt-", 20),
            "gitlab.example.com:5050",
            "gitlab+deploy-token-7",
            Some(Kind::GitlabDeployToken),
        ),
        (
            fill("gldt-", 20),
            "registry.example.com",
            "my-name",
            Some(Kind::GitlabDeployToken),
        ),
        (hex("", 40), "codeberg.org", "me", Some(Kind::GiteaToken)),
        (hex("", 40), "git.example.com", "me", Some(Kind::GiteaToken)),
        (
            fill("", 32),
            "harbor.example.com",
            "robot$lib+wave",
            Some(Kind::HarborRobotSecret),
        ),
        (
            "Passw0rd".to_owned(),
            "harbor.example.com",
            "robot$x",
            Some(Kind::HarborRobotSecret),
        ),
        (
            fill("cmVmd", 59),
            "acme.jfrog.io",
            "me",
            Some(Kind::JfrogReferenceToken),
        ),
        (
            fill("AKCp", 69),
            "artifactory.example.com",
            "me",
            Some(Kind::JfrogApiKey),
        ),
        (
            fill("", 20),
            "fra.ocir.io",
            "ns/me",
            Some(Kind::OcirAuthToken),
        ),
        (
            fill("", 20),
            "fra.ocir.io",
            "ns/oracleidentitycloudservice/me",
            Some(Kind::OcirAuthToken),
        ),
        (
            fill("_-", 42),
            "de.icr.io",
            "iamapikey",
            Some(Kind::IbmApiKey),
        ),
        (
            hex("dop_v1_", 64),
            "registry.digitalocean.com",
            "me@example.com",
            Some(Kind::DigitaloceanPat),
        ),
        (
            "Fixed-passw0rd".to_owned(),
            "registry.cn-beijing.aliyuncs.com",
            "me",
            None,
        ),
        (
            fill("", 30),
            "acme.tencentcloudcr.com",
            "100012345678",
            None,
        ),
        (
            GUID.to_owned(),
            "rg.fr-par.scw.cloud",
            "nologin",
            Some(Kind::ScalewaySecretKey),
        ),
        (
            hex("", 40),
            "docker.cloudsmith.io",
            "me",
            Some(Kind::CloudsmithApiKey),
        ),
        (
            fill("nvapi-", 64),
            "nvcr.io",
            "$oauthtoken",
            Some(Kind::NgcApiKey),
        ),
        (
            redhat.to_owned(),
            "registry.redhat.io",
            "1234567|wave",
            Some(Kind::JwtNoExp),
        ),
    ]
}
