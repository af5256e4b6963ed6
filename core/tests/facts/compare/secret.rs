//! Compares what secrets are found to be.

use serde_json::{Value, json};
use wavepass_core::registry::secret::{
    self, Checksum, Context, Evidence, Kind, Lifetime, Recognised,
};

use super::Vector;

/// Compares one vector, at a point in time in Unix seconds.
pub(super) fn check(vector: &mut Vector<'_>, now: i64) {
    let context = context(vector, now);
    let inspection = secret::inspect(vector.text("text"), &context);
    let found = inspection.recognised;
    let registries: Vec<_> = found
        .iter()
        .flat_map(|found| found.registries)
        .map(|registry| registry.id())
        .collect();
    let user = found.and_then(|found| found.user.implied(context.user_name));
    vector.expect("kind", &json!(found.map(|found| found.kind.as_str())));
    vector.expect("registries", &json!(registries));
    vector.expect(
        "short_lived",
        &json!(found.is_some_and(|found| found.lifetime.is_short())),
    );
    vector.expect("lifetime", &json!(found.map(lifetime)));
    vector.expect("confidence", &json!(found.map(confidence)));
    vector.expect("checksum", &checksum(found));
    vector.expect("user_name", &json!(user));
    vector.expect("usable_in_wave", &json!(inspection.can_work()));
}

/// What stands around the secret of a vector.
///
/// The vectors name no host; a secret is inspected at a host of the first registry that they
/// expect, because some secrets are known only together with their registry.
pub(crate) fn context<'a>(vector: &mut Vector<'a>, now: i64) -> Context<'a> {
    Context {
        host: host_of(vector.get("registries")[0].as_str()),
        user_name: vector.text("user_name"),
        now,
    }
}

fn host_of(registry: Option<&str>) -> &'static str {
    match registry {
        Some("docker-hub") => "docker.io",
        Some("quay") => "quay.io",
        Some("ecr") => "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        Some("ecr-public") => "public.ecr.aws",
        Some("acr") => "myregistry.azurecr.io",
        Some("gar") => "europe-west2-docker.pkg.dev",
        Some("gcr") => "gcr.io",
        Some("ghcr") => "ghcr.io",
        Some("gitlab") => "registry.gitlab.com",
        Some("jfrog") => "acme.jfrog.io",
        Some("ocir") => "iad.ocir.io",
        Some("icr") => "us.icr.io",
        Some("digitalocean") => "registry.digitalocean.com",
        Some("alibaba") => "registry.cn-beijing.aliyuncs.com",
        Some("tencent") => "demo.tencentcloudcr.com",
        Some("scaleway") => "rg.fr-par.scw.cloud",
        Some("cloudsmith") => "docker.cloudsmith.io",
        Some("nvcr") => "nvcr.io",
        Some("redhat") => "registry.redhat.io",
        Some("gitea" | "harbor" | "openshift") => "registry.example.com",
        _ => "",
    }
}

fn checksum(found: Option<Recognised>) -> Value {
    match found.and_then(|found| found.checksum) {
        Some(Checksum::Ok) => json!("ok"),
        Some(Checksum::Mismatch) => json!("mismatch"),
        None => Value::Null,
    }
}

/// A life span in the words of the vectors.
fn lifetime(found: Recognised) -> String {
    match found.lifetime {
        Lifetime::Unknown => String::new(),
        Lifetime::NotApplicable => "n/a".to_owned(),
        Lifetime::UntilRevoked => "until revoked".to_owned(),
        Lifetime::UntilDeleted => "until deleted".to_owned(),
        Lifetime::UntilDeactivated => "until deactivated".to_owned(),
        Lifetime::UntilRegenerated => "until regenerated".to_owned(),
        Lifetime::UntilRegeneratedOrSetEnd => "until regenerated or the set expiry".to_owned(),
        Lifetime::SetByUser => "set by the user".to_owned(),
        Lifetime::OptionalEnd => "optional expiry".to_owned(),
        Lifetime::AtMostByDefault { days } => format!("max {} by default", in_days(days)),
        Lifetime::ByDefault { days } => format!("{} by default", in_days(days)),
        Lifetime::Job => "length of the job".to_owned(),
        Lifetime::Between { from, to } => format!("{} to {}", in_units(from), in_units(to)),
        Lifetime::Span(seconds) => in_units(seconds),
        Lifetime::BeingRetired => "API keys are being retired".to_owned(),
        Lifetime::Expires { left, .. } => match found.kind {
            Kind::EcrPassword => in_units(left),
            Kind::AcrAccessToken => format!("{} in the example (exp claim)", in_units(left)),
            _ if found.evidence == Evidence::Jwt => "exp claim".to_owned(),
            _ => format!("{} (exp claim)", in_units(left)),
        },
        Lifetime::Expired { .. } => "expired".to_owned(),
        Lifetime::NoEnd => "no exp claim".to_owned(),
    }
}

fn in_days(days: u16) -> String {
    if days == 365 {
        "1 year".to_owned()
    } else {
        format!("{days} days")
    }
}

fn in_units(seconds: i64) -> String {
    if seconds % 3600 == 0 {
        format!("{} h", seconds / 3600)
    } else {
        format!("{} min", seconds / 60)
    }
}

/// The evidence in the words of the vectors, which name a shape by what it consists of.
fn confidence(found: Recognised) -> &'static str {
    match (found.evidence, found.kind) {
        (Evidence::KnownPlaceholder, _) => "known placeholder",
        (Evidence::Prefix, _) => "prefix",
        (Evidence::PrefixAndChecksum, _) => "prefix and CRC-32",
        (Evidence::PrefixOnly, _) => "prefix only",
        (Evidence::SignatureAndChecksum, _) => "+ACR signature and Marvin32",
        (Evidence::SignatureOnly, _) => "signature only",
        (Evidence::JwtIssuer, _) => "JWT iss",
        (Evidence::JwtIssuerAndGrant, _) => "JWT iss and grant_type",
        (Evidence::Jwt, _) => "JWT",
        (Evidence::Json, _) => "JSON",
        (Evidence::Base64Json, _) => "base64 of JSON",
        (Evidence::WrappedBase64Json, _) => "base64 of JSON after joining lines",
        (Evidence::Base64Pair, _) => "base64 with one colon",
        (Evidence::Pem, _) => "PEM",
        (Evidence::UserName, Kind::AwsSecretAccessKey) => "40 characters, with AKIA… user name",
        (Evidence::UserName, Kind::AwsTemporaryKey) => "ASIA user name",
        (Evidence::UserName, _) => "role ARN user name",
        (Evidence::Shape, Kind::QuayRobotToken) => "64 of A-Z0-9",
        (Evidence::Shape, _) => "shape",
        (Evidence::ShapeOnly, Kind::ScalewaySecretKey | Kind::DockerLegacyToken) => {
            "shape only (UUID)"
        }
        (Evidence::ShapeOnly, Kind::GiteaToken | Kind::CloudsmithApiKey) => "shape only (40 hex)",
        (Evidence::ShapeOnly, _) => "shape only",
    }
}
