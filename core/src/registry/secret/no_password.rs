//! What people put into a password field although it is no password of a registry.
//!
//! This module may not look at the text of a secret. Start at [`finding`].

use super::detect::{Detected, Evidence};
use super::kind::Kind;
use crate::finding::{Code, Finding};

/// What there is to say of a kind that is no password anywhere; `None` for all others.
pub(super) fn finding(found: &Detected) -> Option<Finding> {
    let (code, message) = match found.kind {
        Kind::Placeholder if found.evidence == Evidence::Shape => (
            Code::SecretLooksMasked,
            "This looks like a variable or a mask in place of a secret. Nothing fills it in: if \
             it is not the secret itself, enter the secret.",
        ),
        Kind::Placeholder => (
            Code::SecretPlaceholder,
            "This is the placeholder from a documentation. Enter your own secret in its place.",
        ),
        Kind::PrivateKey => (
            Code::NotAPassword,
            "This is a key or certificate file. No registry takes one as a password.",
        ),
        Kind::JsonObject => (
            Code::NotAPassword,
            "This is a JSON object, most likely what a tool printed. The password is inside: \
             use “Paste to fill” to take it out.",
        ),
        Kind::DockerConfig => (
            Code::NotAPassword,
            "This is a whole Docker configuration. Use “Paste to fill” to take registry, user \
             name and password out of it.",
        ),
        Kind::DockerAuthValue => (
            Code::NotAPassword,
            "This is user name and password in one, the way Docker's configuration has them. \
             Use “Paste to fill” to take them apart.",
        ),
        Kind::AwsAccessKeyId => (
            Code::NotARegistrySecret,
            "This is the ID of an AWS access key, which belongs into the field of the user \
             name. The password is the secret access key, 40 characters long.",
        ),
        Kind::AlibabaAccessKeyId => (
            Code::NotARegistrySecret,
            "This is the ID of an Alibaba Cloud access key. The registry has a password of its \
             own, which is set in its console.",
        ),
        Kind::GoogleApiKey => (
            Code::NotARegistrySecret,
            "This is a Google API key, for services such as maps. Google's registries take the \
             key of a service account.",
        ),
        Kind::GitlabTriggerToken => (
            Code::NotARegistrySecret,
            "This token starts GitLab pipelines and nothing else. The registry takes a deploy \
             token with read_registry.",
        ),
        Kind::GithubRefreshToken => (
            Code::NotARegistrySecret,
            "This token only gets other tokens from GitHub. The registry takes a classic token \
             with read:packages.",
        ),
        Kind::DigitaloceanRefreshToken => (
            Code::NotARegistrySecret,
            "This token only gets other tokens from DigitalOcean. The registry takes an access \
             token.",
        ),
        _ => return None,
    };
    Some(Finding::warning(code, message))
}
