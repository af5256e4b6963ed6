//! What to do about a diagnosis.
//!
//! A step names what it is about, so that a page can make a button of it. This module may
//! not do any of it. Start at [`Step`].

use crate::finding::Edit;
use crate::registry::catalogue::Registry;
use crate::registry::server::RegistryServer;

/// Something that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// See which credential Wave uses.
    Resolve {
        /// For this image.
        image: String,
    },
    /// Add a credential.
    AddCredential {
        /// For this host, where it is known.
        host: Option<String>,
        /// What the login must be allowed to do.
        access: Access,
    },
    /// Put a new secret into the stored credential, or delete it.
    ReplaceSecret {
        /// Of this host, where it is known.
        host: Option<String>,
    },
    /// Try the login with a tool on one's own machine, to tell a bad secret from a registry
    /// that Wave cannot reach.
    TryLogin {
        /// At this host, where it is known.
        host: Option<String>,
    },
    /// See whether Wave can reach the registry.
    CheckReachability {
        /// This one, where it is known.
        host: Option<String>,
    },
    /// See whether the host is spelled right.
    CheckHostName {
        /// This one, where it is known.
        host: Option<String>,
    },
    /// Give the token the right to read the repository.
    CheckScope,
    /// Check the name and the tag of the image.
    CheckImage,
    /// Correct the configuration.
    FixConfiguration(ConfigFix),
    /// Open the credential in Platform and validate it, then each compute environment.
    Validate,
    /// Ask whoever runs Platform or Wave.
    AskAdministrator,
    /// Use a Wave of one's own, in the network of the registry.
    SelfHostWave,
    /// Wait, or check the network between Nextflow and Wave.
    CheckWaveConnection,
    /// Start the run again, or resume it.
    Relaunch,
    /// Something that only people can do, in words.
    Say(&'static str),
}

/// What a login must be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Read images.
    Pull,
    /// Read and write images.
    PullAndPush,
}

/// What to change in the configuration of a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigFix {
    /// Set `tower.accessToken` and `tower.workspaceId`.
    AccessToken,
    /// Set `wave.build.repository`.
    BuildRepository,
    /// Write the repository without scheme and tag.
    PlainRepository,
    /// Use either mirror or freeze, and a target on another host.
    MirrorOrFreeze,
    /// Use freeze and the strategy `dockerfile` for images with a digest.
    FreezeForDigest,
    /// Switch Wave on.
    EnableWave,
}

impl Step {
    /// The step in words.
    pub fn sentence(&self) -> String {
        let at = |host: &Option<String>| host.clone().unwrap_or_else(|| "the registry".to_owned());
        match self {
            Self::Resolve { image } => format!("See which credential Wave uses for {image}."),
            Self::AddCredential { host, access } => {
                let rights = match access {
                    Access::Pull => "",
                    Access::PullAndPush => " that may push",
                };
                format!("Add a credential for {}{rights}.", at(host))
            }
            Self::ReplaceSecret { host } => format!(
                "Replace the secret that is stored for {}, or delete the credential if the \
                 images are public.",
                at(host)
            ),
            Self::TryLogin { host } => format!(
                "Run docker login {} on your machine. If that works and the registry is in a \
                 private network, Wave cannot reach it; if it fails, the secret is wrong.",
                host.as_deref().unwrap_or("with the registry")
            ),
            Self::CheckReachability { host } => format!(
                "Check that Wave can reach {}: Seqera's Wave reaches only public hosts.",
                at(host)
            ),
            Self::CheckHostName { host: None } => "Check how the host is spelled.".to_owned(),
            Self::CheckHostName { host: Some(host) } => match meant(host) {
                Some(meant) => format!(
                    "Check how the host is spelled: {host} is most likely meant to be {meant}."
                ),
                None => format!("Check how the host is spelled: {host}."),
            },
            Self::CheckScope => "Check that the token is enabled and that its scope map has \
                                 content/read on the repository."
                .to_owned(),
            Self::CheckImage => "Check the name and the tag of the image.".to_owned(),
            Self::FixConfiguration(fix) => fix.sentence().to_owned(),
            Self::Validate => "Open the credential in Platform and validate it, then validate \
                               each compute environment that uses it: they do not recover by \
                               themselves."
                .to_owned(),
            Self::AskAdministrator => {
                "Ask the administrator of Platform. No credential can help here.".to_owned()
            }
            Self::SelfHostWave => "A registry in a private network needs a Wave in that \
                                   network: ask your administrator about a self-hosted Wave."
                .to_owned(),
            Self::CheckWaveConnection => "Check that Wave is up and that nothing between \
                                          Nextflow and Wave blocks the connection. No \
                                          credential can help here."
                .to_owned(),
            Self::Relaunch => "Relaunch or resume the run afterwards.".to_owned(),
            Self::Say(sentence) => (*sentence).to_owned(),
        }
    }

    /// Whether it asks for a credential, or for another secret in one.
    pub(super) const fn is_about_a_credential(&self) -> bool {
        matches!(
            self,
            Self::Resolve { .. } | Self::AddCredential { .. } | Self::ReplaceSecret { .. }
        )
    }

    /// The step about what was found in a log; `None` when it needs an image and there is
    /// none.
    pub(super) fn about(&self, image: Option<&str>, host: Option<&str>) -> Option<Self> {
        let host = || host.map(str::to_owned);
        Some(match self {
            Self::Resolve { .. } => Self::Resolve {
                image: image?.to_owned(),
            },
            Self::AddCredential { access, .. } => Self::AddCredential {
                host: host(),
                access: *access,
            },
            Self::ReplaceSecret { .. } => Self::ReplaceSecret { host: host() },
            Self::TryLogin { .. } => Self::TryLogin { host: host() },
            Self::CheckReachability { .. } => {
                let host = host();
                let registry = host.as_deref().and_then(Registry::of_host);
                // Everybody reaches the registries that everybody knows.
                if registry.is_some_and(|it| it != Registry::Local) {
                    return None;
                }
                Self::CheckReachability { host }
            }
            Self::CheckHostName { .. } => Self::CheckHostName { host: host() },
            other => other.clone(),
        })
    }
}

/// The step for somebody who pushes: the login has to be allowed to.
pub(super) fn for_push(step: Step, is_push: bool) -> Step {
    match step {
        Step::AddCredential { host, .. } if is_push => Step::AddCredential {
            host,
            access: Access::PullAndPush,
        },
        other => other,
    }
}

/// The host that is most likely meant by one that does not exist.
fn meant(host: &str) -> Option<String> {
    let read = RegistryServer::read(host);
    let of_fix = read.fix().and_then(|fix| match &fix.edit {
        Edit::Replace(text) => Some(text.as_str()),
        _ => None,
    });
    let meant = of_fix.or(read.suggestion.text())?;
    (meant != host && !meant.contains('<')).then(|| meant.to_owned())
}

impl ConfigFix {
    /// The change in words.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::AccessToken => {
                "Set tower.accessToken, and tower.workspaceId for a workspace, in the Nextflow \
                 config file."
            }
            Self::BuildRepository => {
                "Set wave.build.repository to a repository of your own, and add a credential \
                 that may push to it."
            }
            Self::PlainRepository => {
                "Write the repository without a scheme and without a tag, for instance \
                 docker.io/acme/wave."
            }
            Self::MirrorOrFreeze => {
                "Keep one of the settings that the message names. A mirror needs \
                 wave.build.repository, on another host than the image."
            }
            Self::FreezeForDigest => {
                "Images with a digest cannot be changed on the way: set wave.freeze = true and \
                 wave.strategy = 'dockerfile', or use a tag."
            }
            Self::EnableWave => {
                "Without Wave the compute environment pulls by itself: set wave.enabled = true, \
                 or give the compute environment the login."
            }
        }
    }
}
