//! The parts of registry hosts that have parts.
//!
//! This module may not judge: a host that is not of a shape has no parts, whatever the
//! reason. Every host must be lower-cased already. Start at [`EcrHost`] and [`AcrHost`].

/// The parts of an Amazon ECR host, after the expression of AWS's credential helper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcrHost<'a> {
    /// The account, digits only. AWS gives out twelve; Wave takes any number.
    pub account: &'a str,
    /// Which of an account's hosts it is.
    pub endpoint: EcrEndpoint,
    /// The region, for instance `eu-west-1`.
    pub region: &'a str,
    /// What follows the region, for instance `amazonaws.com.cn`.
    pub suffix: &'a str,
}

/// The kinds of host that one ECR registry answers on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EcrEndpoint {
    /// `.dkr.ecr.`, the one that Wave recognises.
    Plain,
    /// `.dkr.ecr-fips.`, with validated cryptography.
    Fips,
    /// `.dkr-ecr.` or `.dkr-ecr-fips.`, which also answers over IPv6.
    DualStack,
}

/// The parts of an Azure Container Registry host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AcrHost<'a> {
    /// The registry: 5 to 50 lower-case letters and digits.
    pub name: &'a str,
    /// The hash of a domain name label, as in `name-hash.azurecr.io`.
    pub label: Option<&'a str>,
    /// The region and what the host serves there.
    pub regional: Option<(&'a str, AcrEndpoint)>,
    /// The cloud: `io`, `cn`, `us` or `de`.
    pub cloud: &'a str,
}

/// What a regional host of an Azure registry serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AcrEndpoint {
    /// `.geo.`: a login server of its own.
    Login,
    /// `.data.`: layers only. Nobody logs in there.
    Data,
}

/// How the name of a service begins for each kind of ECR host.
const ECR_ENDPOINTS: [(&str, EcrEndpoint); 4] = [
    ("dkr.ecr.", EcrEndpoint::Plain),
    ("dkr.ecr-fips.", EcrEndpoint::Fips),
    ("dkr-ecr.", EcrEndpoint::DualStack),
    ("dkr-ecr-fips.", EcrEndpoint::DualStack),
];

/// What ECR hosts end with, by partition of AWS.
const ECR_SUFFIXES: [&str; 9] = [
    "amazonaws.com",
    "amazonaws.com.cn",
    "amazonaws.eu",
    "on.aws",
    "on.amazonwebservices.com.cn",
    "sc2s.sgov.gov",
    "c2s.ic.gov",
    "cloud.adc-e.uk",
    "csp.hci.ic.gov",
];

impl<'a> EcrHost<'a> {
    /// Takes a lower-cased host apart; `None` when it is not of that shape.
    pub fn read(host: &'a str) -> Option<Self> {
        let (account, rest) = host.split_once('.')?;
        let (endpoint, rest) = ECR_ENDPOINTS
            .into_iter()
            .find_map(|(prefix, endpoint)| Some((endpoint, rest.strip_prefix(prefix)?)))?;
        let (region, suffix) = rest.split_once('.')?;
        (is_digits(account) && is_aws_region(region) && ECR_SUFFIXES.contains(&suffix)).then_some(
            Self {
                account,
                endpoint,
                region,
                suffix,
            },
        )
    }

    /// Whether the account is one that AWS can have given out.
    pub fn has_twelve_digits(&self) -> bool {
        self.account.len() == 12
    }

    /// Whether Wave sees an ECR registry in it and exchanges the key pair itself
    /// (`AwsEcrService` in Wave's published source).
    pub fn is_known_to_wave(&self) -> bool {
        self.endpoint == EcrEndpoint::Plain
            && self.suffix.starts_with("amazonaws.com")
            && !self.region.contains('_')
    }

    /// The host of the same registry that Wave knows; `None` when this is the one, or there
    /// is none, as in the partitions whose hosts end in another way.
    pub fn plain(&self) -> Option<String> {
        let suffix = match self.suffix {
            "amazonaws.com" | "on.aws" => "amazonaws.com",
            "amazonaws.com.cn" | "on.amazonwebservices.com.cn" => "amazonaws.com.cn",
            _ => return None,
        };
        let is_plain = self.endpoint == EcrEndpoint::Plain && self.suffix == suffix;
        (!is_plain && !self.region.contains('_'))
            .then(|| format!("{}.dkr.ecr.{}.{suffix}", self.account, self.region))
    }
}

impl<'a> AcrHost<'a> {
    /// Takes a lower-cased host apart; `None` when it is not of that shape.
    pub fn read(host: &'a str) -> Option<Self> {
        let (rest, cloud) = host.rsplit_once(".azurecr.")?;
        let (first, regional) = match rest.split_once('.') {
            None => (rest, None),
            Some((first, rest)) => {
                let (region, service) = rest.split_once('.')?;
                let endpoint = match service {
                    "geo" => AcrEndpoint::Login,
                    "data" => AcrEndpoint::Data,
                    _ => return None,
                };
                (first, Some((region, endpoint)))
            }
        };
        let (name, label) = match first.split_once('-') {
            None => (first, None),
            Some((name, label)) => (name, Some(label)),
        };
        (matches!(cloud, "io" | "cn" | "us" | "de")
            && is_acr_name(name)
            && label.is_none_or(is_lower_or_digits)
            && regional.is_none_or(|(region, _)| is_lower_or_digits(region)))
        .then_some(Self {
            name,
            label,
            regional,
            cloud,
        })
    }

    /// The login server of the registry, where the host itself serves layers only.
    pub fn login_server(&self) -> Option<String> {
        matches!(self.regional, Some((_, AcrEndpoint::Data))).then(|| match self.label {
            Some(label) => format!("{}-{label}.azurecr.{}", self.name, self.cloud),
            None => format!("{}.azurecr.{}", self.name, self.cloud),
        })
    }
}

/// Whether Azure lets a registry have this name, in lower case.
pub fn is_acr_name(text: &str) -> bool {
    (5..=50).contains(&text.len()) && is_lower_or_digits(text)
}

/// The location in a Google Artifact Registry host, for instance `europe-west2` or `us`.
pub fn gar_location(host: &str) -> Option<&str> {
    let rest = host.strip_suffix(".pkg.dev")?;
    if let Some(rest) = rest.strip_prefix("docker.") {
        return rest
            .strip_suffix(".rep")
            .filter(|region| is_gar_region(region));
    }
    let location = rest.strip_suffix("-docker")?;
    (is_gar_region(location) || is_lower(location)).then_some(location)
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

pub(super) fn is_lower(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase())
}

pub(super) fn is_lower_digit_or_dash(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'
}

fn is_lower_or_digits(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
}

fn is_aws_region(text: &str) -> bool {
    text.bytes().all(|b| is_lower_digit_or_dash(b) || b == b'_')
        && text
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric())
}

/// A Google region: a word, a dash, a word with a number, as in `northamerica-northeast1`.
fn is_gar_region(text: &str) -> bool {
    text.split_once('-').is_some_and(|(area, place)| {
        let letters = place.trim_end_matches(|c: char| c.is_ascii_digit());
        is_lower(area) && is_lower(letters) && letters.len() < place.len()
    })
}
