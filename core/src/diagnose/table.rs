//! The messages that are known, each with its likeliest cause and what to do.
//!
//! One row a cause. Messages are matched literally and in their own case, because programs
//! wrote them. This module may not look at a log. Start at [`ROWS`].

use super::cause::Cause;
use super::step::{Access, ConfigFix, Step};

/// One row of the table.
pub(super) struct Row {
    pub(super) cause: Cause,
    /// The messages, any one of which is enough.
    pub(super) patterns: &'static [Pattern],
    /// What stands right before the image or repository.
    pub(super) opening: Option<&'static str>,
    /// What to do; hosts and images are filled in.
    pub(super) steps: &'static [Step],
}

/// A message.
pub(super) struct Pattern {
    /// The part of it that is searched for.
    pub(super) needle: &'static str,
    /// What else its line must contain.
    pub(super) also: &'static [&'static str],
}

const fn just(needle: &'static str) -> Pattern {
    Pattern { needle, also: &[] }
}

const fn with(needle: &'static str, also: &'static [&'static str]) -> Pattern {
    Pattern { needle, also }
}

const RESOLVE: Step = Step::Resolve {
    image: String::new(),
};
const ADD: Step = Step::AddCredential {
    host: None,
    access: Access::Pull,
};
const ADD_PUSH: Step = Step::AddCredential {
    host: None,
    access: Access::PullAndPush,
};
const REPLACE: Step = Step::ReplaceSecret { host: None };
const REACH: Step = Step::CheckReachability { host: None };
const TRY: Step = Step::TryLogin { host: None };

/// Every message that is known.
pub(super) const ROWS: [Row; 19] = [
    Row {
        cause: Cause::NoAccess,
        patterns: &[just("does not exist or access is not authorized")],
        opening: Some("ontainer image '"),
        steps: &[
            RESOLVE,
            ADD,
            REACH,
            REPLACE,
            Step::CheckImage,
            Step::Relaunch,
        ],
    },
    Row {
        cause: Cause::BadRequest,
        patterns: &[with("bad request (400)", &["repository '"])],
        opening: Some("repository '"),
        steps: &[RESOLVE, ADD, Step::Relaunch],
    },
    Row {
        cause: Cause::Unauthorized,
        patterns: &[with("unauthorized (401)", &["repository '"])],
        opening: Some("repository '"),
        steps: &[RESOLVE, REPLACE, Step::Relaunch],
    },
    Row {
        cause: Cause::NoPushCredential,
        patterns: &[just("Missing credentials for container repository")],
        opening: Some("container repository: "),
        steps: &[RESOLVE, ADD_PUSH, Step::Relaunch],
    },
    Row {
        cause: Cause::LoginNotConfirmed,
        patterns: &[just("Invalid credentials for container registry")],
        opening: None,
        steps: &[TRY, REPLACE, REACH],
    },
    Row {
        cause: Cause::PrivateRegistry,
        patterns: &[
            just("Invalid registry hostname"),
            just("Access to localhost is not allowed"),
            just("Unable to resolve host:"),
        ],
        opening: None,
        steps: &[REACH, Step::SelfHostWave],
    },
    Row {
        cause: Cause::NotPaired,
        patterns: &[
            just("Missing pairing record for Tower endpoint"),
            with("has not enabled to connect Wave", &["Tower instance '"]),
        ],
        opening: None,
        steps: &[Step::AskAdministrator],
    },
    Row {
        cause: Cause::NoAccessToken,
        patterns: &[
            just("Missing user access token"),
            just("Make sure you have provided a valid access token"),
        ],
        opening: None,
        steps: &[
            Step::FixConfiguration(ConfigFix::AccessToken),
            Step::Relaunch,
        ],
    },
    Row {
        cause: Cause::FreezeWithoutRepository,
        patterns: &[just("must be specified when using freeze mode")],
        opening: None,
        steps: &[Step::FixConfiguration(ConfigFix::BuildRepository)],
    },
    Row {
        cause: Cause::BadRepository,
        patterns: &[
            just("repository should not include any protocol prefix"),
            just("repository' should not include any protocol prefix"),
            just("repository should not include any tag suffix"),
            just("repository' should not include any tag suffix"),
        ],
        opening: Some("offending value: '"),
        steps: &[Step::FixConfiguration(ConfigFix::PlainRepository)],
    },
    Row {
        cause: Cause::ConflictingModes,
        patterns: &[
            just("'wave.mirror' and 'wave.freeze' conflicts"),
            just("'wave.mirror' requires the use of 'wave.build.repository'"),
            just("Source and target mirror registr"),
        ],
        opening: None,
        steps: &[Step::FixConfiguration(ConfigFix::MirrorOrFreeze)],
    },
    Row {
        cause: Cause::DigestWithChanges,
        patterns: &[with(
            "using a SHA256 as tag does not support",
            &["containerConfig"],
        )],
        opening: None,
        steps: &[Step::FixConfiguration(ConfigFix::FreezeForDigest)],
    },
    Row {
        cause: Cause::WaveNotReachable,
        patterns: &[
            just("Unable to connect Wave service"),
            just("Wave service connection is not active"),
        ],
        opening: None,
        steps: &[Step::CheckWaveConnection],
    },
    Row {
        cause: Cause::AzureWithoutWave,
        patterns: &[just("One or more container images specified are invalid")],
        opening: None,
        steps: &[Step::FixConfiguration(ConfigFix::EnableWave), ADD],
    },
    Row {
        cause: Cause::AcrRefused,
        patterns: &[just("https://aka.ms/acr/authorization")],
        opening: None,
        steps: &[RESOLVE, Step::CheckScope, REPLACE, Step::Relaunch],
    },
    Row {
        cause: Cause::EcrPasswordExpired,
        patterns: &[just("Your authorization token has expired")],
        opening: None,
        steps: &[REPLACE, Step::Relaunch],
    },
    Row {
        cause: Cause::InvalidInPlatform,
        patterns: &[
            with("The credentials '", &["are invalid"]),
            with("have been deleted", &["credentials"]),
            just("Associated credentials are invalid or expired"),
        ],
        opening: None,
        steps: &[Step::Validate],
    },
    Row {
        cause: Cause::DockerHubLimit,
        patterns: &[just("toomanyrequests")],
        opening: None,
        steps: &[ADD, Step::Relaunch],
    },
    Row {
        cause: Cause::BadImageName,
        patterns: &[
            just("Invalid container image name"),
            just("Invalid container repository name"),
            just("Invalid container name - offending image"),
            just("Invalid container scheme"),
            just("Container image name is not provided"),
        ],
        opening: Some("offending value: '"),
        steps: &[Step::CheckImage],
    },
];
