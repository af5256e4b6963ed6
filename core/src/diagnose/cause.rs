//! What can have gone wrong, in words.
//!
//! What is inferred is worded as likely. This module may not know by which message a cause
//! is recognised. Start at [`Cause`].

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Wave found no image, or was not let in.
    NoAccess,
    /// The registry answered a login-less request with status 400.
    BadRequest,
    /// The registry refused a login.
    Unauthorized,
    /// There is no login for a repository to build or cache in.
    NoPushCredential,
    /// Platform could not confirm a login.
    LoginNotConfirmed,
    /// The registry is on a private address.
    PrivateRegistry,
    /// Platform and Wave do not know each other.
    NotPaired,
    /// No valid token of Platform went with the request.
    NoAccessToken,
    /// Freeze without a repository.
    FreezeWithoutRepository,
    /// A repository with a scheme or a tag.
    BadRepository,
    /// Mirror and freeze together, or a mirror without a proper target.
    ConflictingModes,
    /// A change to an image with a digest.
    DigestWithChanges,
    /// Wave could not be reached.
    WaveNotReachable,
    /// Azure Batch pulls by itself.
    AzureWithoutWave,
    /// Azure Container Registry refused a token.
    AcrRefused,
    /// A 12-hour password of ECR was stored.
    EcrPasswordExpired,
    /// Platform found a stored credential to be invalid.
    InvalidInPlatform,
    /// Docker Hub's limit of anonymous pulls.
    DockerHubLimit,
    /// Wave cannot read the name of the image.
    BadImageName,
}

impl Cause {
    /// Whether it is about a credential that Wave uses, so that what Wave has cached matters.
    pub const fn is_about_a_credential(self) -> bool {
        matches!(
            self,
            Self::NoAccess
                | Self::BadRequest
                | Self::Unauthorized
                | Self::NoPushCredential
                | Self::AcrRefused
                | Self::EcrPasswordExpired
                | Self::DockerHubLimit
        )
    }

    /// Its name: in kebab-case, for links and for programs. It never changes its meaning.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAccess => "no-access",
            Self::BadRequest => "missing-credential",
            Self::Unauthorized => "wrong-login",
            Self::NoPushCredential => "missing-push-credential",
            Self::LoginNotConfirmed => "login-not-confirmed",
            Self::PrivateRegistry => "private-registry",
            Self::NotPaired => "not-paired",
            Self::NoAccessToken => "no-token",
            Self::FreezeWithoutRepository => "freeze-without-repository",
            Self::BadRepository => "bad-repository",
            Self::ConflictingModes => "conflicting-modes",
            Self::DigestWithChanges => "digest-with-changes",
            Self::WaveNotReachable => "wave-unreachable",
            Self::AzureWithoutWave => "azure-without-wave",
            Self::AcrRefused => "acr-refused",
            Self::EcrPasswordExpired => "ecr-password-expired",
            Self::InvalidInPlatform => "invalid-in-platform",
            Self::DockerHubLimit => "docker-hub-limit",
            Self::BadImageName => "bad-image-name",
        }
    }

    /// A heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::NoAccess => "No access to the image",
            Self::BadRequest => "Missing credential",
            Self::Unauthorized => "Wrong or expired credential",
            Self::NoPushCredential => "Missing credential for the build repository",
            Self::LoginNotConfirmed => "Login not confirmed",
            Self::PrivateRegistry => "Registry on a private address",
            Self::NotPaired => "Platform and Wave are not paired",
            Self::NoAccessToken => "Missing or wrong Platform token",
            Self::FreezeWithoutRepository => "Freeze without a repository",
            Self::BadRepository => "Bad repository in the configuration",
            Self::ConflictingModes => "Conflicting settings",
            Self::DigestWithChanges => "Change to an image with a digest",
            Self::WaveNotReachable => "Wave cannot be reached",
            Self::AzureWithoutWave => "Azure Batch pulls without Wave",
            Self::AcrRefused => "Azure refuses the token",
            Self::EcrPasswordExpired => "Expired ECR password",
            Self::InvalidInPlatform => "Credential invalid in Platform",
            Self::DockerHubLimit => "Docker Hub limit",
            Self::BadImageName => "Bad image name",
        }
    }

    /// What is most likely the case.
    pub const fn likely(self) -> &'static str {
        match self {
            Self::NoAccess => {
                "Most likely no credential in the workspace matches the host of the image, or \
                 the run looks in another workspace. Else the secret has expired, Wave cannot \
                 reach the registry, or the name or tag is wrong."
            }
            Self::BadRequest => "Most likely there is no credential for this registry.",
            Self::Unauthorized => {
                "Most likely the stored secret is wrong or has expired, or Docker Hub's limit \
                 is reached. A wrong secret breaks public images too."
            }
            Self::NoPushCredential => {
                "Most likely the host of wave.build.repository or wave.build.cacheRepository \
                 has no credential. It needs one that may push."
            }
            Self::LoginNotConfirmed => {
                "Either the user name or secret is wrong, or Wave cannot reach the registry: \
                 both give this message."
            }
            Self::PrivateRegistry => {
                "The registry is on a loopback or private address or has no public name. \
                 Seqera's Wave refuses such hosts."
            }
            Self::NotPaired => {
                "Most likely this Platform has not been paired with Wave. It is not a problem \
                 of a credential."
            }
            Self::NoAccessToken => {
                "Most likely the run was started by hand without a Platform access token, or \
                 with a wrong one."
            }
            Self::FreezeWithoutRepository => {
                "Freeze keeps images in a repository of your own, and none is configured."
            }
            Self::BadRepository => {
                "A repository in the configuration has a scheme in front or a tag behind."
            }
            Self::ConflictingModes => {
                "Two settings of the configuration contradict each other, or the target of the \
                 mirror is missing or on the same host."
            }
            Self::DigestWithChanges => {
                "The image is given by its digest, and something is to be added to it, which \
                 would change the digest."
            }
            Self::WaveNotReachable => {
                "Most likely Wave is down or the network blocks it. It is not a problem of a \
                 credential."
            }
            Self::AzureWithoutWave => {
                "Most likely Azure Batch pulls a private image by itself, without Wave and \
                 without a login."
            }
            Self::AcrRefused => {
                "Most likely the token is wrong or disabled, or its scope map lacks \
                 content/read on this repository."
            }
            Self::EcrPasswordExpired => {
                "Most likely a 12-hour password of Amazon ECR was stored. Store an access key \
                 or a role instead."
            }
            Self::InvalidInPlatform => {
                "Platform has checked this credential and found it invalid, expired or deleted."
            }
            Self::DockerHubLimit => {
                "Docker Hub's limit of anonymous pulls is reached. With a docker.io credential \
                 the limit is your own."
            }
            Self::BadImageName => {
                "Wave cannot read the name of the image: there is a scheme in front, a space in \
                 it or something else that does not belong there."
            }
        }
    }
}
