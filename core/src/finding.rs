//! The one shape for everything Wavepass has to say about a value.
//!
//! A rule makes its [`Finding`] right where it decides, so that rule and message cannot
//! drift apart. This module may not know any rule. Start at [`Finding`].

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Checked, and as it should be.
    Ok,
    /// Worth knowing; nothing to do.
    Info,
    /// Can be saved, but is probably not what was meant.
    Warning,
    /// Cannot be saved like this.
    Error,
}

/// Names every kind of finding, for tests and for code that reacts to one of them.
///
/// The message is for people and may change; the code is for programs and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A required field is empty.
    Required,
    /// A text is longer than its field allows.
    TooLong,
    /// A text has characters that its field does not allow.
    BadCharacters,
    /// The name has a length on which the published sources disagree.
    UnusualLength,
    /// Another credential of the same context has this name.
    NameTaken,
    /// White space before or after the value, which is sent and compared as it is.
    SurroundingWhiteSpace,
    /// The registry is Docker Hub under another name than images use.
    DockerHubAlias,
    /// The provider is not known or cannot be added here.
    UnsupportedProvider,
    /// Two parts of one request contradict each other.
    Contradiction,
    /// The address of a page came with something that looks like a secret.
    SecretInAddress,
    /// A registry was put into the spelling that Wave compares.
    Respelled,
    /// Wave refuses the request before it looks for a credential.
    WaveRefuses,
    /// Stored credentials are not looked at without a Platform token.
    NoPlatformToken,
    /// Wave keeps its own images on the host and ignores stored credentials for it.
    WaveOwnHost,
    /// Wave keeps its own images on a host that belongs to everybody.
    SharedHostReserved,
    /// A credential that would match is marked as deleted.
    DeletedCredential,
    /// The first credential with the host of the image.
    FirstMatch,
    /// Other credentials with the same host are never used.
    Shadowed,
    /// The caller's role may not read the keys of a credential.
    KeysNotReadable,
    /// A credential is skipped because its registry is spelled otherwise.
    NearMiss,
    /// A credential is skipped because its registry is blank.
    BlankRegistry,
    /// A credential is for a host that is easily taken for the one of the image.
    NeighbouringHost,
    /// A credential is for another endpoint of the same registry.
    OtherEndpoint,
    /// A credential is for the same provider in another region.
    OtherRegion,
    /// The image writes the host in another way than the credential.
    ImageHostSpelledOtherwise,
    /// A match exists in a context where Wave does not look.
    InAnotherContext,
    /// The AWS credential of the compute environment is used.
    ComputeEnvironmentUsed,
    /// The AWS credential of the compute environment is used for public images.
    PublicEcrFallback,
    /// The AWS credential of the compute environment is not used.
    FallbackNotTaken,
    /// An empty list keeps the compute environment's credential from being used.
    FallbackNeedsAList,
    /// An AWS credential was most likely meant to be used for an image.
    AwsIsNotForImages,
    /// No stored credential has the host of the image.
    NoMatch,
    /// Wave keeps a list of credentials for some time.
    ListIsCached,
    /// The 12-hour password of ECR is stored where Wave wants an access key.
    EcrPasswordStored,
    /// A temporary access key is stored, without its session token.
    TemporaryAccessKey,
    /// The user name for ECR is neither an access key nor a role.
    NotAnAccessKey,
    /// A host of ECR that Wave does not recognise as one.
    EcrHostUnknownToWave,
    /// The user name goes with a token that expires soon.
    ShortLivedLogin,
    /// Wave cannot use a host of this form.
    HostCannotWork,
    /// Wave most likely cannot reach the host.
    HostNotReachable,
    /// Wave takes somebody else's host for Amazon ECR.
    EcrLookAlike,
    /// Image and credential agree on an unusual spelling of the host.
    UnusualHost,
    /// The host can be pulled from, and nothing can be pushed to it.
    PullsOnly,
    /// An image has a tag and a digest.
    TagAndDigest,
    /// Wave takes the whole name of an image for a host.
    WholeNameIsHost,
    /// The registry of a credential is not how images are written.
    HostNeverMatches,
    /// The path of an image has upper-case letters.
    UpperCasePath,
    /// Wave has no route for the path of an image.
    NoRouteForName,
    /// Wave takes localhost for a path on Docker Hub.
    LocalhostIsPath,
    /// A message in a log has a known cause.
    Diagnosis,
    /// No message in a log is known.
    NothingRecognised,
    /// White space in a registry, which Wave compares as it is.
    Whitespace,
    /// Quotation marks around a registry.
    Quotes,
    /// More than one registry in one value.
    Several,
    /// A registry with `https://` or the like before the host.
    Scheme,
    /// A login before an `@` in a registry.
    UserInfo,
    /// A password in a registry.
    SecretInRegistry,
    /// A path behind the host of a registry.
    Path,
    /// A wildcard in a registry.
    Wildcard,
    /// A placeholder that was not filled in.
    Placeholder,
    /// Upper-case letters in a registry, which Wave compares as they are.
    UpperCase,
    /// A dot at the end of a host.
    TrailingDot,
    /// A port that images are written without.
    DefaultPort,
    /// Something in place of a port that is none.
    BadPort,
    /// A text that Wave never takes for a host.
    NotAHost,
    /// What is most likely the name of an Azure registry, without its domain.
    AcrNameOnly,
    /// Only a part of a registry's host.
    IncompleteHost,
    /// A web site in place of the registry that belongs to it.
    WebSite,
    /// A host that a registry had in the past.
    RetiredHost,
    /// An Azure host that serves layers only.
    AcrDataEndpoint,
    /// A regional login server of an Azure registry.
    AcrRegionalEndpoint,
    /// An ECR host on which Wave does not exchange AWS keys.
    EcrHostNotSupportedByWave,
    /// ECR in China, of which the login check is likely wrong.
    EcrChinaValidation,
    /// An AWS account in an ECR host that AWS cannot have given out.
    EcrAccountNot12Digits,
    /// What looks like a GitLab's web site, whose registry is often elsewhere.
    GitlabHostNeedsCheck,
    /// A host with a port, where Wave can pull and nothing else.
    CustomPortNotUsableForPush,
    /// A host that means the machine that asks.
    LocalHost,
    /// A host that only a private network knows.
    PrivateAddress,
    /// An IPv6 address, which Wave cannot read in image names.
    Ipv6NotSupportedByWave,
    /// An underscore in a host, which Wave cannot use.
    UnderscoreInHost,
    /// A host for which Wave uses its operator's credentials.
    ReservedByWave,
    /// The host of Wave's own service.
    WaveItself,
    /// A registry that lets nobody log in.
    PublicOnly,
    /// The registry was left empty, so Docker Hub is meant.
    EmptyMeansDockerHub,
    /// White space inside the name of an image.
    ImageWhiteSpace,
    /// A scheme such as `docker://` in front of an image.
    ImageScheme,
    /// An image with a tag and a digest, which only Docker reads as one image.
    ImageTagAndDigest,
    /// An image of one part with a dot in it, which Wave takes for a host.
    ImageTakenForHost,
    /// `localhost` without a port, which Wave takes for a namespace on Docker Hub.
    ImageLocalhost,
    /// A namespace with capitals, which Docker takes for a host and Wave does not.
    ImageCapitalsTakenForHost,
    /// An image on Docker Hub under another name than credentials use.
    ImageDockerHubAlias,
    /// A host with capitals, which Wave compares character by character.
    ImageHostCapitals,
    /// Capitals in the path of an image.
    ImageCapitals,
    /// An IPv6 address as the host of an image, which Wave cannot read.
    ImageIpv6Host,
    /// A part of one character in the path of an image, which Wave's proxy does not serve.
    ImageShortPart,
    /// A slash too many in an image.
    ImageEmptyPart,
    /// A port that is no port.
    ImagePort,
    /// A host that is no host name.
    ImageHost,
    /// A tag that Docker refuses.
    ImageTag,
    /// A digest that is malformed, or of an algorithm that only Docker knows.
    ImageDigest,
    /// A host, tag or digest without the name of an image.
    ImageNameMissing,
    /// The id of an image in place of its name.
    ImageId,
    /// The name of an image in a form that Docker refuses.
    ImageForm,
    /// A registry that limits pulls without a login.
    AnonymousLimit,
}

impl Code {
    /// The code as programs outside Rust read it.
    #[expect(clippy::too_many_lines, reason = "one line a code, and nothing else")]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::TooLong => "too-long",
            Self::BadCharacters => "bad-characters",
            Self::UnusualLength => "unusual-length",
            Self::NameTaken => "name-taken",
            Self::SurroundingWhiteSpace => "surrounding-white-space",
            Self::DockerHubAlias => "docker-hub-alias",
            Self::UnsupportedProvider => "unsupported-provider",
            Self::Contradiction => "contradiction",
            Self::SecretInAddress => "secret-in-address",
            Self::Respelled => "respelled",
            Self::WaveRefuses => "wave-refuses",
            Self::NoPlatformToken => "no-platform-token",
            Self::WaveOwnHost => "wave-own-host",
            Self::SharedHostReserved => "shared-host-reserved",
            Self::DeletedCredential => "deleted-credential",
            Self::FirstMatch => "first-match",
            Self::Shadowed => "shadowed",
            Self::KeysNotReadable => "keys-not-readable",
            Self::NearMiss => "near-miss",
            Self::BlankRegistry => "blank-registry",
            Self::NeighbouringHost => "neighbouring-host",
            Self::OtherEndpoint => "other-endpoint",
            Self::OtherRegion => "other-region",
            Self::ImageHostSpelledOtherwise => "image-host-spelled-otherwise",
            Self::InAnotherContext => "in-another-context",
            Self::ComputeEnvironmentUsed => "compute-environment-used",
            Self::PublicEcrFallback => "public-ecr-fallback",
            Self::FallbackNotTaken => "fallback-not-taken",
            Self::FallbackNeedsAList => "fallback-needs-a-list",
            Self::AwsIsNotForImages => "aws-is-not-for-images",
            Self::NoMatch => "no-match",
            Self::ListIsCached => "list-is-cached",
            Self::EcrPasswordStored => "ecr-password-stored",
            Self::TemporaryAccessKey => "temporary-access-key",
            Self::NotAnAccessKey => "not-an-access-key",
            Self::EcrHostUnknownToWave => "ecr-host-unknown-to-wave",
            Self::ShortLivedLogin => "short-lived-login",
            Self::HostCannotWork => "host-cannot-work",
            Self::HostNotReachable => "host-not-reachable",
            Self::EcrLookAlike => "ecr-look-alike",
            Self::UnusualHost => "unusual-host",
            Self::PullsOnly => "pulls-only",
            Self::TagAndDigest => "tag-and-digest",
            Self::WholeNameIsHost => "whole-name-is-host",
            Self::HostNeverMatches => "host-never-matches",
            Self::UpperCasePath => "upper-case-path",
            Self::NoRouteForName => "no-route-for-name",
            Self::LocalhostIsPath => "localhost-is-path",
            Self::Diagnosis => "diagnosis",
            Self::NothingRecognised => "nothing-recognised",
            Self::Whitespace => "whitespace",
            Self::Quotes => "quotes",
            Self::Several => "several",
            Self::Scheme => "scheme",
            Self::UserInfo => "user-info",
            Self::SecretInRegistry => "secret-in-registry",
            Self::Path => "path",
            Self::Wildcard => "wildcard",
            Self::Placeholder => "placeholder",
            Self::UpperCase => "upper-case",
            Self::TrailingDot => "trailing-dot",
            Self::DefaultPort => "default-port",
            Self::BadPort => "bad-port",
            Self::NotAHost => "not-a-host",
            Self::AcrNameOnly => "acr-name-only",
            Self::IncompleteHost => "incomplete-host",
            Self::WebSite => "web-site",
            Self::RetiredHost => "retired-host",
            Self::AcrDataEndpoint => "acr-data-endpoint",
            Self::AcrRegionalEndpoint => "acr-regional-endpoint",
            Self::EcrHostNotSupportedByWave => "ecr-host-not-supported-by-wave",
            Self::EcrChinaValidation => "ecr-china-validation",
            Self::EcrAccountNot12Digits => "ecr-account-not-12-digits",
            Self::GitlabHostNeedsCheck => "gitlab-host-needs-check",
            Self::CustomPortNotUsableForPush => "custom-port-not-usable-for-push",
            Self::LocalHost => "local-host",
            Self::PrivateAddress => "private-address",
            Self::Ipv6NotSupportedByWave => "ipv6-not-supported-by-wave",
            Self::UnderscoreInHost => "underscore-in-host",
            Self::ReservedByWave => "reserved-by-wave",
            Self::WaveItself => "wave-itself",
            Self::PublicOnly => "public-only",
            Self::EmptyMeansDockerHub => "empty-means-docker-hub",
            Self::ImageWhiteSpace => "image-white-space",
            Self::ImageScheme => "image-scheme",
            Self::ImageTagAndDigest => "image-tag-and-digest",
            Self::ImageTakenForHost => "image-taken-for-host",
            Self::ImageLocalhost => "image-localhost",
            Self::ImageCapitalsTakenForHost => "image-capitals-taken-for-host",
            Self::ImageDockerHubAlias => "image-docker-hub-alias",
            Self::ImageHostCapitals => "image-host-capitals",
            Self::ImageCapitals => "image-capitals",
            Self::ImageIpv6Host => "image-ipv6-host",
            Self::ImageShortPart => "image-short-part",
            Self::ImageEmptyPart => "image-empty-part",
            Self::ImagePort => "image-port",
            Self::ImageHost => "image-host",
            Self::ImageTag => "image-tag",
            Self::ImageDigest => "image-digest",
            Self::ImageNameMissing => "image-name-missing",
            Self::ImageId => "image-id",
            Self::ImageForm => "image-form",
            Self::AnonymousLimit => "anonymous-limit",
        }
    }
}

/// What a fix does to the value it belongs to.
///
/// An edit of a secret is described, never spelled out, so that a finding can be shown,
/// logged and compared without care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Take the white space off both ends.
    Trim,
    /// Put this text in place of the value.
    Replace(String),
}

impl Edit {
    /// The value after the edit.
    pub fn apply(&self, value: &str) -> String {
        match self {
            Self::Trim => value.trim().to_owned(),
            Self::Replace(text) => text.clone(),
        }
    }
}

/// A way out that takes one press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says, for instance "Use quay.io".
    pub label: String,
    /// What pressing it does.
    pub edit: Edit,
}

/// One thing that Wavepass has to say about one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which rule spoke.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// A sentence for people: what is so, and what follows from it.
    pub message: String,
    /// The way out, where there is one that needs no thought.
    pub fix: Option<Fix>,
}

impl Finding {
    /// A finding that keeps the value from being saved.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message)
    }

    /// A finding about a value that can be saved but is probably wrong.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// A finding that is only worth knowing.
    pub fn info(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// The same finding with a way out.
    #[must_use]
    pub fn with_fix(mut self, label: impl Into<String>, edit: Edit) -> Self {
        self.fix = Some(Fix {
            label: label.into(),
            edit,
        });
        self
    }

    /// Whether the value cannot be saved like this.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn new(code: Code, severity: Severity, message: impl Into<String>) -> Self {
        Self {
            code,
            severity,
            message: message.into(),
            fix: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn severities_are_ordered_from_fine_to_fatal() {
        assert!(Severity::Ok < Severity::Info);
        assert!(Severity::Info < Severity::Warning);
        assert!(Severity::Warning < Severity::Error);
    }

    #[test]
    fn trimming_keeps_the_white_space_inside() {
        assert_eq!(Edit::Trim.apply("\t my secret \n"), "my secret");
    }

    #[test]
    fn replacing_ignores_what_was_there() {
        assert_eq!(Edit::Replace("quay.io".into()).apply("anything"), "quay.io");
    }

    #[test]
    fn only_an_error_keeps_a_value_from_being_saved() {
        assert!(Finding::error(Code::Required, "x").is_error());
        assert!(!Finding::warning(Code::UnusualLength, "x").is_error());
        assert!(!Finding::info(Code::EmptyMeansDockerHub, "x").is_error());
    }
}
