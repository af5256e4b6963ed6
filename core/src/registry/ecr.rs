//! Amazon ECR: the parts of its hosts, which of them Wave recognises, and what Wave makes of a
//! user name.
//!
//! Wave does not send an access key to such a host. It asks Amazon for a login first, with
//! the key or with a role (`AwsEcrService` and `RegistryCredentialsFactoryImpl` in its
//! published source). This module may not look at a password. Start at [`EcrHost`],
//! [`EcrRegistry::recognise`] and [`UserName::read`].

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

/// The host of ECR Public as Wave looks for it.
const PUBLIC: &str = "public.ecr.aws";

/// The region that answers for ECR Public, whatever the region of the caller.
const PUBLIC_REGION: &str = "us-east-1";

/// What an AWS account number looks like: this many digits.
const ACCOUNT_DIGITS: usize = 12;

/// A host for which Wave asks Amazon for a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EcrRegistry<'a> {
    /// The account in the host; `None` for ECR Public.
    pub account: Option<&'a str>,
    /// The region that Wave asks.
    pub region: &'a str,
    /// Whether the host really is Amazon's.
    pub owner: HostOwner,
}

/// Whose host it is that Wave takes for ECR.
///
/// Wave looks at the beginning of a host only, so a host of somebody else can pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HostOwner {
    /// The host ends as Amazon's do.
    Amazon,
    /// Something follows where Amazon's hosts end.
    Unknown,
}

impl<'a> EcrRegistry<'a> {
    /// Takes a host as Wave does: any number of digits, and no look at how the host ends.
    pub fn recognise(host: &'a str) -> Option<Self> {
        Self::private(host).or_else(|| {
            host.contains(PUBLIC).then_some(Self {
                account: None,
                region: PUBLIC_REGION,
                owner: HostOwner::of(host == PUBLIC),
            })
        })
    }

    fn private(host: &'a str) -> Option<Self> {
        let (account, rest) = host.split_once(".dkr.ecr.")?;
        let (region, end) = rest.split_once(".amazonaws.com")?;
        let is_region = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        (is_digits(account) && !region.is_empty() && region.bytes().all(is_region)).then_some(
            Self {
                account: Some(account),
                region,
                owner: HostOwner::of(matches!(end, "" | ".cn")),
            },
        )
    }

    /// Whether this is ECR Public.
    pub const fn is_public(&self) -> bool {
        self.account.is_none()
    }
}

impl HostOwner {
    const fn of(is_amazon: bool) -> Self {
        if is_amazon {
            Self::Amazon
        } else {
            Self::Unknown
        }
    }
}

/// What a user name means to AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserName {
    /// The ARN of an IAM role, which Wave assumes; the password is the external id.
    Role,
    /// The id of a long-lived access key.
    AccessKey,
    /// The id of a temporary key, which is worth nothing without its session token.
    TemporaryKey,
    /// `AWS`, which goes with the 12-hour password of `aws ecr get-login-password`.
    Login,
    /// Anything else.
    Other,
}

impl UserName {
    /// Reads a user name, exactly as stored.
    pub fn read(text: &str) -> Self {
        if text == "AWS" {
            Self::Login
        } else if is_role_arn(text) {
            Self::Role
        } else if is_key_id(text, "AKIA") {
            Self::AccessKey
        } else if is_key_id(text, "ASIA") {
            Self::TemporaryKey
        } else {
            Self::Other
        }
    }
}

/// Wave's own test of a role ARN: three partitions, a path is allowed.
fn is_role_arn(text: &str) -> bool {
    let role = ["arn:aws:", "arn:aws-cn:", "arn:aws-us-gov:"]
        .into_iter()
        .find_map(|partition| text.strip_prefix(partition))
        .and_then(|rest| rest.strip_prefix("iam::"))
        .and_then(|rest| rest.split_once(":role/"));
    role.is_some_and(|(account, name)| {
        account.len() == ACCOUNT_DIGITS
            && is_digits(account)
            && !name.is_empty()
            && name
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"_+=,.@/-".contains(&b))
    })
}

/// Four letters that say which kind of key it is, and sixteen of Amazon's alphabet.
fn is_key_id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|rest| {
        rest.len() == 16
            && rest
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

fn is_aws_region(text: &str) -> bool {
    text.bytes().all(|b| is_lower_digit_or_dash(b) || b == b'_')
        && text
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric())
}

fn is_lower_digit_or_dash(b: u8) -> bool {
    b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn parts(host: &str) -> Option<(Option<&str>, &str, HostOwner)> {
        EcrRegistry::recognise(host).map(|ecr| (ecr.account, ecr.region, ecr.owner))
    }

    #[test]
    fn account_and_region_stand_in_a_private_host() {
        for (host, account, region) in [
            (
                "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
                "123456789012",
                "eu-west-1",
            ),
            (
                "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
                "123456789012",
                "cn-north-1",
            ),
            (
                "1.dkr.ecr.us-gov-west-1.amazonaws.com",
                "1",
                "us-gov-west-1",
            ),
        ] {
            assert_eq!(
                parts(host),
                Some((Some(account), region, HostOwner::Amazon)),
                "{host}"
            );
        }
    }

    #[test]
    fn ecr_public_answers_in_one_region() {
        let expected = Some((None, "us-east-1", HostOwner::Amazon));
        assert_eq!(parts("public.ecr.aws"), expected);
    }

    #[test]
    fn hosts_that_only_begin_like_ecr_pass_waves_test() {
        for host in [
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com.fake.example.com",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com:5000",
            "public.ecr.aws.example.com",
            "notpublic.ecr.aws",
        ] {
            let (_, _, owner) = parts(host).unwrap();
            assert_eq!(owner, HostOwner::Unknown, "{host}");
        }
    }

    #[test]
    fn wave_does_not_know_the_other_hosts_of_ecr() {
        for host in [
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            "123456789012.dkr-ecr.us-west-2.on.aws",
            "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu",
            "ecr-public.aws.com",
            "abc.dkr.ecr.eu-west-1.amazonaws.com",
            ".dkr.ecr.eu-west-1.amazonaws.com",
            "123456789012.dkr.ecr..amazonaws.com",
            "123456789012.dkr.ecr.EU.amazonaws.com",
            "quay.io",
        ] {
            assert_eq!(parts(host), None, "{host}");
        }
    }

    #[test]
    fn user_names_are_told_apart() {
        for (name, kind) in [
            ("AKIAIOSFODNN7EXAMPLE", UserName::AccessKey),
            ("ASIAIOSFODNN7EXAMPLE", UserName::TemporaryKey),
            ("AWS", UserName::Login),
            ("arn:aws:iam::123456789012:role/wave", UserName::Role),
            ("arn:aws-cn:iam::123456789012:role/a/b+c", UserName::Role),
            ("arn:aws-us-gov:iam::123456789012:role/x", UserName::Role),
            ("arn:aws:iam::123456789012:user/x", UserName::Other),
            ("arn:aws:iam::12345678901:role/x", UserName::Other),
            ("arn:aws:iam::123456789012:role/", UserName::Other),
            ("arn:aws-iso:iam::123456789012:role/x", UserName::Other),
            ("aws", UserName::Other),
            ("AKIA", UserName::Other),
            (" AKIAIOSFODNN7EXAMPLE", UserName::Other),
            ("", UserName::Other),
        ] {
            assert_eq!(UserName::read(name), kind, "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in any::<String>()) {
            let _ = EcrRegistry::recognise(&text);
            let _ = UserName::read(&text);
        }

        #[test]
        fn the_test_of_hosts_is_waves_expression(
            host in "[0-9a]{0,3}(\\.dkr\\.ecr\\.)?[a-zA-Z0-9.-]{0,4}(\\.amazonaws\\.com)?[a-z.]{0,3}(public\\.ecr\\.aws)?"
        ) {
            let private = crate::pattern!(r"^([0-9]+)\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com");
            let expected = match private.captures(&host) {
                Some(found) => Some((Some(found[1].to_owned()), found[2].to_owned())),
                None => host
                    .contains(PUBLIC)
                    .then(|| (None, PUBLIC_REGION.to_owned())),
            };
            let actual = EcrRegistry::recognise(&host)
                .map(|ecr| (ecr.account.map(str::to_owned), ecr.region.to_owned()));
            prop_assert_eq!(actual, expected);
        }
    }
}
