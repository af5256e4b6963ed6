//! What is known about the Wave that Platform works with.
//!
//! This module may not ask Wave: a person or an operator says how it is set up, and what
//! Seqera documents about its hosted service is the default. Start at [`WaveSetup`].

use super::match_rule::MatchRule;

/// Who runs Wave, for which hosts it ignores stored credentials, and how it compares the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaveSetup {
    /// Who runs it, which decides what it can reach.
    pub host: WaveHost,
    /// The hosts of Wave's own build, cache and public repositories. For images on them Wave
    /// uses the operator's credentials and never a person's
    /// (`RegistryCredentialsProviderImpl` in its published source).
    pub reserved_hosts: Vec<String>,
    /// How it finds a credential among those that are stored; `None` where nobody has said,
    /// and then either rule may hold.
    pub rule: Option<MatchRule>,
}

/// Who runs Wave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WaveHost {
    /// Seqera. It reaches only what the internet reaches.
    #[default]
    Seqera,
    /// The people who run Platform. It reaches whatever their network lets it reach.
    SelfHosted,
}

/// A host that is most likely reserved on Seqera's Wave: Wave's documentation shows it once,
/// as the build repository of an example.
pub const LIKELY_RESERVED_HOST: &str = "private.cr.seqera.io";

impl Default for WaveSetup {
    /// Seqera's hosted Wave, with the one reserved host that is documented.
    fn default() -> Self {
        Self {
            host: WaveHost::Seqera,
            reserved_hosts: vec!["community.wave.seqera.io".to_owned()],
            rule: None,
        }
    }
}

impl WaveSetup {
    /// The rules that this Wave may have.
    pub fn rules(&self) -> &[MatchRule] {
        self.rule
            .as_ref()
            .map_or(&MatchRule::ALL, std::slice::from_ref)
    }
}
