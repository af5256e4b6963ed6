//! What a prediction is made for: who asks, from where, and which Wave.
//!
//! This module may not decide anything. Start at [`Request`] and [`Installation`].

use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;

/// Who asks Wave for an image, and from where.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Whether a Platform token goes with the request, and for which context.
    pub caller: Caller,
    /// Whether Platform launched the run.
    pub run: Run,
    /// Where the run's tasks are executed.
    pub compute_environment: Environment<'a>,
    /// Whether the caller's role may read encrypted keys.
    pub key_access: KeyAccess,
}

/// Whether Wave knows who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// No Platform token goes with the request.
    Anonymous,
    /// A token goes with it. Wave lists the credentials of this scope only: the two lists
    /// are never merged.
    Platform(Scope),
}

/// Whether a workflow id goes with the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Nextflow was started by hand, so there is none.
    CommandLine,
    /// Platform launched the run, so there is one.
    Platform,
}

/// Whether the caller's role has the permission `credentials_encrypted:read`, without which
/// Platform gives Wave no keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum KeyAccess {
    /// It does.
    Granted,
    /// It does not.
    Denied,
    /// Nobody has asked.
    #[default]
    Unknown,
}

/// What is known of the compute environment of a run. That there is none is more than that
/// nobody has said: Wave uses the credential of one that it finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Environment<'a> {
    /// Nobody has said.
    #[default]
    Unknown,
    /// There is none.
    Absent,
    /// This one.
    Known(ComputeEnvironment<'a>),
}

impl<'a> Environment<'a> {
    /// The compute environment, where there is one and it is known.
    pub fn known(self) -> Option<ComputeEnvironment<'a>> {
        match self {
            Self::Known(environment) => Some(environment),
            Self::Unknown | Self::Absent => None,
        }
    }
}

/// Where the tasks of a run are executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ComputeEnvironment<'a> {
    /// Its platform in Platform's API, for instance `aws-batch`.
    pub platform: &'a str,
    /// The credential that it runs with.
    pub credentials_id: Option<&'a str>,
    /// The role of that credential, where it is known to have one.
    pub role_arn: Option<&'a str>,
    /// The access key id of that credential, where it is known.
    pub access_key: Option<&'a str>,
}

impl<'a> ComputeEnvironment<'a> {
    /// Whether this is the one platform whose credential Wave falls back to.
    pub fn is_aws_batch(&self) -> bool {
        self.platform == "aws-batch"
    }

    /// What Wave takes for the user name: the role first, else the key.
    pub fn user_name(&self) -> Option<&'a str> {
        let role = self.role_arn.filter(|role| !role.is_empty());
        role.or(self.access_key)
    }
}

/// How the Wave that is asked has been set up.
#[derive(Clone, Copy, Debug)]
pub struct Installation<'a> {
    /// Who runs it and which hosts it keeps to itself.
    pub setup: &'a WaveSetup,
    /// The hosts for which the operator has an account.
    pub operator: OperatorRegistries<'a>,
    /// Whether requests without a Platform token are served.
    pub anonymous: Anonymous,
}

/// The hosts for which Wave's operator has an account (`wave.registries`).
#[derive(Clone, Copy, Debug)]
pub enum OperatorRegistries<'a> {
    /// The operator does not say, as with Seqera's hosted Wave.
    Unknown,
    /// These and no others.
    Known(&'a [String]),
}

/// What Wave does with a request without a Platform token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anonymous {
    /// It is served.
    #[default]
    Served,
    /// It is refused.
    Refused,
}

/// The host that Wave keeps to itself because of one of its own repositories
/// (`wave.build.repo`, `wave.build.cache` and `wave.build.public-repo`).
///
/// Wave takes the text before the first slash. A cache in a bucket (`s3://…`) reserves
/// nothing, because no image has the host `s3:`.
pub fn reserved_host(repository: &str) -> Option<&str> {
    let host = repository.split('/').next()?;
    (!host.is_empty() && !repository.contains("://")).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_repository_reserves_its_host_and_a_bucket_reserves_nothing() {
        for (repository, host) in [
            (
                "private.cr.seqera.io/wave/build",
                Some("private.cr.seqera.io"),
            ),
            ("community.wave.seqera.io", Some("community.wave.seqera.io")),
            ("reg.example.com:5000/wave", Some("reg.example.com:5000")),
            ("s3://bucket/cache", None),
            ("", None),
        ] {
            assert_eq!(reserved_host(repository), host, "{repository}");
        }
    }

    #[test]
    fn a_role_comes_before_a_key() {
        let mut environment = ComputeEnvironment {
            platform: "aws-batch",
            credentials_id: Some("1"),
            role_arn: Some("arn:aws:iam::123456789012:role/x"),
            access_key: Some("AKIAIOSFODNN7EXAMPLE"),
        };
        assert_eq!(environment.user_name(), environment.role_arn);
        environment.role_arn = Some("");
        assert_eq!(environment.user_name(), environment.access_key);
    }
}
