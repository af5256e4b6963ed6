//! The names of all findings.
//!
//! This module may not know a rule. A new rule adds a line here and speaks with it. Start at
//! [`Code`].

use super::codes::codes;
use super::config_codes::with_config_codes;

with_config_codes! { codes! {
/// Names every kind of finding, for tests and for code that reacts to one of them.
///
/// The message is for people and may change; the code is for programs and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
Code {
    /// A required field is empty.
    Required = "required",
    /// A text is longer than its field allows.
    TooLong = "too-long",
    /// A text has characters that its field does not allow.
    BadCharacters = "bad-characters",
    /// The name has a length on which the published sources disagree.
    UnusualLength = "unusual-length",
    /// Another credential of the same context has this name.
    NameTaken = "name-taken",
    /// White space before or after the value, which is sent and compared as it is.
    SurroundingWhiteSpace = "surrounding-white-space",
    /// The registry is Docker Hub under another name than images use.
    DockerHubAlias = "docker-hub-alias",
    /// The provider is not known or cannot be added here.
    UnsupportedProvider = "unsupported-provider",
    /// Two parts of one request contradict each other.
    Contradiction = "contradiction",
    /// The address of a page came with something that looks like a secret.
    SecretInAddress = "secret-in-address",
    /// A registry was put into the spelling that Wave compares.
    Respelled = "respelled",
    /// Nothing known was found in a pasted text.
    PasteUnknown = "paste-unknown",
    /// Wave refuses the request before it looks for a credential.
    WaveRefuses = "wave-refuses",
    /// Stored credentials are not looked at without a Platform token.
    NoPlatformToken = "no-platform-token",
    /// Wave keeps its own images on the host and ignores stored credentials for it.
    WaveOwnHost = "wave-own-host",
    /// Wave keeps its own images on a host that belongs to everybody.
    SharedHostReserved = "shared-host-reserved",
    /// A credential that would match is marked as deleted.
    DeletedCredential = "deleted-credential",
    /// The first credential with the host of the image.
    FirstMatch = "first-match",
    /// Other credentials with the same host are never used.
    Shadowed = "shadowed",
    /// The caller's role may not read the keys of a credential.
    KeysNotReadable = "keys-not-readable",
    /// A credential is skipped because its registry is spelled otherwise.
    NearMiss = "near-miss",
    /// A credential is skipped because its registry is blank.
    BlankRegistry = "blank-registry",
    /// A credential is for a host that is easily taken for the one of the image.
    NeighbouringHost = "neighbouring-host",
    /// A credential is for another endpoint of the same registry.
    OtherEndpoint = "other-endpoint",
    /// A credential is for the same provider in another region.
    OtherRegion = "other-region",
    /// The image writes the host in another way than the credential.
    ImageHostSpelledOtherwise = "image-host-spelled-otherwise",
    /// A match exists in a context where Wave does not look.
    InAnotherContext = "in-another-context",
    /// The AWS credential of the compute environment is used.
    ComputeEnvironmentUsed = "compute-environment-used",
    /// The AWS credential of the compute environment is used for public images.
    PublicEcrFallback = "public-ecr-fallback",
    /// The AWS credential of the compute environment is not used.
    FallbackNotTaken = "fallback-not-taken",
    /// An empty list keeps the compute environment's credential from being used.
    FallbackNeedsAList = "fallback-needs-a-list",
    /// An AWS credential was most likely meant to be used for an image.
    AwsIsNotForImages = "aws-is-not-for-images",
    /// No stored credential has the host of the image.
    NoMatch = "no-match",
    /// Wave keeps a list of credentials for some time.
    ListIsCached = "list-is-cached",
    /// The user name is the one for 12-hour passwords of ECR, where Wave wants an access key.
    EcrPasswordStored = "ecr-password-stored",
    /// The user name is a temporary access key, which needs a session token as well.
    TemporaryAccessKey = "temporary-access-key",
    /// The user name for ECR is neither an access key nor a role.
    NotAnAccessKey = "not-an-access-key",
    /// A host of ECR that Wave does not recognise as one.
    EcrHostUnknownToWave = "ecr-host-unknown-to-wave",
    /// The user name goes with a token that expires soon.
    ShortLivedLogin = "short-lived-login",
    /// Wave cannot use a host of this form.
    HostCannotWork = "host-cannot-work",
    /// Wave most likely cannot reach the host.
    HostNotReachable = "host-not-reachable",
    /// Wave takes somebody else's host for Amazon ECR.
    EcrLookAlike = "ecr-look-alike",
    /// Image and credential agree on an unusual spelling of the host.
    UnusualHost = "unusual-host",
    /// The host can be pulled from, and nothing can be pushed to it.
    PullsOnly = "pulls-only",
    /// An image has a tag and a digest.
    TagAndDigest = "tag-and-digest",
    /// Wave takes the whole name of an image for a host.
    WholeNameIsHost = "whole-name-is-host",
    /// The registry of a credential is not how images are written.
    HostNeverMatches = "host-never-matches",
    /// The path of an image has upper-case letters.
    UpperCasePath = "upper-case-path",
    /// Wave has no route for the path of an image.
    NoRouteForName = "no-route-for-name",
    /// Wave takes localhost for a path on Docker Hub.
    LocalhostIsPath = "localhost-is-path",
    /// The secret is one of a kind that fits the registry, as far as a text can tell.
    SecretLooksRight = "secret-looks-right",
    /// The secret says when it ends, and that is more than a day away.
    SecretExpiresLater = "secret-expires-later",
    /// The secret, or one that goes with the user name, lasts a day and a half at most.
    SecretShortLived = "secret-short-lived",
    /// The secret says that it has ended.
    SecretExpired = "secret-expired",
    /// The secret ends with the job that it was made for.
    JobToken = "job-token",
    /// The secret is of a kind that another registry takes.
    SecretOfOtherRegistry = "secret-of-other-registry",
    /// The secret names a registry, and it is not the one of the form.
    SecretForOtherHost = "secret-for-other-host",
    /// The checksum or the length of the secret does not fit its kind.
    SecretLooksCut = "secret-looks-cut",
    /// The secret has characters that cannot be seen.
    SecretInvisible = "secret-invisible-characters",
    /// The secret is in quotes.
    SecretQuoted = "secret-quoted",
    /// The secret starts with a word that belongs into an HTTP header.
    SecretWithScheme = "secret-with-scheme",
    /// The secret was broken into lines.
    SecretWrapped = "secret-wrapped",
    /// The secret is a text from a documentation.
    SecretPlaceholder = "secret-placeholder",
    /// The secret and the user name are the same.
    SecretIsUserName = "secret-is-user-name",
    /// The secret is a document that contains a password, or none.
    NotAPassword = "not-a-password",
    /// The secret is of a kind that no registry takes as a password.
    NotARegistrySecret = "not-a-registry-secret",
    /// The secret is a fine-grained token of GitHub, which its registry does not take.
    FineGrainedToken = "fine-grained-token",
    /// A Google key is not in the form that goes with the user name.
    GoogleKeyEncoding = "google-key-encoding",
    /// The secret is an Azure token for one repository, which is no password.
    AzureAccessToken = "azure-access-token",
    /// The user name is an application of Microsoft Entra, whose secrets end.
    AzureServicePrincipal = "azure-service-principal",
    /// The user name is the admin account of an Azure registry.
    AzureAdminAccount = "azure-admin-account",
    /// The secret is a password for Docker at Amazon ECR, which Wave cannot use.
    EcrLoginPassword = "ecr-login-password",
    /// The user name is an e-mail address where one does not work.
    UserNameIsEmail = "user-name-is-email",
    /// A shell has taken a part with a dollar sign out of the user name.
    UserNameCut = "user-name-cut",
    /// The secret goes with another user name.
    UserNameExpected = "user-name-expected",
    /// The user name is a text from a documentation.
    UserNamePlaceholder = "user-name-placeholder",
    /// A message in a log has a known cause.
    Diagnosis = "diagnosis",
    /// No message in a log is known.
    NothingRecognised = "nothing-recognised",
    /// White space in a registry, which Wave compares as it is.
    Whitespace = "whitespace",
    /// Quotation marks around a registry.
    Quotes = "quotes",
    /// More than one registry in one value.
    Several = "several",
    /// A registry with `https://` or the like before the host.
    Scheme = "scheme",
    /// A login before an `@` in a registry.
    UserInfo = "user-info",
    /// A password in a registry.
    SecretInRegistry = "secret-in-registry",
    /// A path behind the host of a registry.
    Path = "path",
    /// A wildcard in a registry.
    Wildcard = "wildcard",
    /// A placeholder that was not filled in.
    Placeholder = "placeholder",
    /// Upper-case letters in a registry, which Wave compares as they are.
    UpperCase = "upper-case",
    /// A dot at the end of a host.
    TrailingDot = "trailing-dot",
    /// A port that images are written without.
    DefaultPort = "default-port",
    /// Something in place of a port that is none.
    BadPort = "bad-port",
    /// A text that Wave never takes for a host.
    NotAHost = "not-a-host",
    /// What is most likely the name of an Azure registry, without its domain.
    AcrNameOnly = "acr-name-only",
    /// Only a part of a registry's host.
    IncompleteHost = "incomplete-host",
    /// A web site in place of the registry that belongs to it.
    WebSite = "web-site",
    /// A host that a registry had in the past.
    RetiredHost = "retired-host",
    /// An Azure host that serves layers only.
    AcrDataEndpoint = "acr-data-endpoint",
    /// A regional login server of an Azure registry.
    AcrRegionalEndpoint = "acr-regional-endpoint",
    /// An ECR host on which Wave does not exchange AWS keys.
    EcrHostNotSupportedByWave = "ecr-host-not-supported-by-wave",
    /// ECR in China, of which the login check is likely wrong.
    EcrChinaValidation = "ecr-china-validation",
    /// An AWS account in an ECR host that AWS cannot have given out.
    EcrAccountNot12Digits = "ecr-account-not-12-digits",
    /// What looks like a GitLab's web site, whose registry is often elsewhere.
    GitlabHostNeedsCheck = "gitlab-host-needs-check",
    /// A host with a port, where Wave can pull and nothing else.
    CustomPortNotUsableForPush = "custom-port-not-usable-for-push",
    /// A host that means the machine that asks.
    LocalHost = "local-host",
    /// A host that only a private network knows.
    PrivateAddress = "private-address",
    /// An IPv6 address, which Wave cannot read in image names.
    Ipv6NotSupportedByWave = "ipv6-not-supported-by-wave",
    /// An underscore in a host, which Wave cannot use.
    UnderscoreInHost = "underscore-in-host",
    /// A host for which Wave uses its operator's credentials.
    ReservedByWave = "reserved-by-wave",
    /// The host of Wave's own service.
    WaveItself = "wave-itself",
    /// A registry that lets nobody log in.
    PublicOnly = "public-only",
    /// The registry was left empty, so Docker Hub is meant.
    EmptyMeansDockerHub = "empty-means-docker-hub",
    /// White space inside the name of an image.
    ImageWhiteSpace = "image-white-space",
    /// A scheme such as `docker://` in front of an image.
    ImageScheme = "image-scheme",
    /// An image with a tag and a digest, which only Docker reads as one image.
    ImageTagAndDigest = "image-tag-and-digest",
    /// An image of one part with a dot in it, which Wave takes for a host.
    ImageTakenForHost = "image-taken-for-host",
    /// `localhost` without a port, which Wave takes for a namespace on Docker Hub.
    ImageLocalhost = "image-localhost",
    /// A namespace with capitals, which Docker takes for a host and Wave does not.
    ImageCapitalsTakenForHost = "image-capitals-taken-for-host",
    /// An image on Docker Hub under another name than credentials use.
    ImageDockerHubAlias = "image-docker-hub-alias",
    /// A host with capitals, which Wave compares character by character.
    ImageHostCapitals = "image-host-capitals",
    /// Capitals in the path of an image.
    ImageCapitals = "image-capitals",
    /// An IPv6 address as the host of an image, which Wave cannot read.
    ImageIpv6Host = "image-ipv6-host",
    /// A part of one character in the path of an image, which Wave's proxy does not serve.
    ImageShortPart = "image-short-part",
    /// A slash too many in an image.
    ImageEmptyPart = "image-empty-part",
    /// A port that is no port.
    ImagePort = "image-port",
    /// A host that is no host name.
    ImageHost = "image-host",
    /// A tag that Docker refuses.
    ImageTag = "image-tag",
    /// A digest that is malformed, or of an algorithm that only Docker knows.
    ImageDigest = "image-digest",
    /// A host, tag or digest without the name of an image.
    ImageNameMissing = "image-name-missing",
    /// The id of an image in place of its name.
    ImageId = "image-id",
    /// The name of an image in a form that Docker refuses.
    ImageForm = "image-form",
    /// A pasted text says that there is a value, but does not contain it.
    PasteLacksValue = "paste-lacks-value",
    /// A pasted text contains a value that Wave cannot use.
    PasteUnusable = "paste-unusable",
    /// A pasted secret stops working within hours.
    PasteShortLived = "paste-short-lived",
    /// A pasted secret may do more than pull.
    PasteTooPowerful = "paste-too-powerful",
    /// A value was worked out from a pasted text and should be checked.
    PasteGuessed = "paste-guessed",
    /// A pull without credentials counts against a limit of the registry.
    AnonymousLimit = "anonymous-limit",
    /// The secret is a variable that nothing filled in, or a mask.
    SecretLooksMasked = "secret-looks-masked",
    /// The AWS credential of the compute environment is used if that is AWS Batch.
    FallbackDepends = "fallback-depends",
    /// A setting of the container engine puts a registry before an image.
    EngineRegistry = "engine-registry",
}
} }

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn every_code_has_a_name_of_its_own_in_lower_case_with_dashes() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        for name in &names {
            assert!(
                name.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{name}"
            );
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }
}
