//! The steps of an explanation, as data and in words.
//!
//! Each names the credentials it is about, so that a page can link to them. In words it is one
//! sentence or two: what is so, what follows for the run, the way out. Start at [`Reason`].

use super::Resolution;
use super::by_registry::Stored;
use super::host::HostProblem;
use super::name::NameProblem;
use super::neighbours::{NearMiss, Relation, Skipped};
use super::outcome::Outcome;
use super::request::Run;
use crate::finding::text::join_and;
use crate::finding::{Edit, Finding, Severity, rules};
use crate::registry::user_name::LoginProblem;
use crate::scope::Scope;
use crate::secret::redact::redact;
use crate::wave::credential::StoredCredential;

rules! {
    /// Wave refuses the request before it looks for credentials.
    pub WAVE_REFUSES = "wave-refuses" {
        severity: Error,
        why: "Wave answers a container request with status 400 when it cannot read the image \
              name, or when it requires a Platform token and none came. Nextflow does not retry \
              that status.",
        action: "Correct the image: no scheme in front and no spaces; a repository is a host, a \
                 slash and a path. If Wave says “Missing user access token”, send a Platform \
                 token.",
    }

    /// Without a Platform token Wave does not look at stored credentials.
    pub(crate) NO_PLATFORM_TOKEN = "no-platform-token" {
        severity: Info,
        why: "Wave uses the account of its operator for the host where there is one; otherwise \
              the pull is anonymous.",
        action: "If stored credentials should be used, set tower.accessToken or \
                 TOWER_ACCESS_TOKEN, and tower.workspaceId for the credentials of a workspace. \
                 For public images there is nothing to do.",
    }

    /// Wave keeps its own images on this host and ignores stored credentials for it.
    pub(crate) WAVE_OWN_HOST = "wave-own-host" {
        severity: Info,
        why: "For the hosts of its own build, cache and public repositories Wave uses its \
              operator's account or none, and never a stored credential.",
        action: "For the images that Wave keeps there is nothing to do. Credentials that are \
                 stored for this host are never used; keep your own images on another host.",
    }

    /// Wave reserves a registry that is used by everybody.
    pub SHARED_HOST_RESERVED = "shared-host-reserved" {
        severity: Warning,
        why: "Wave reserves the whole host of its own repositories. On a public registry it \
              therefore ignores everybody's credentials for that host, which is most likely a \
              mistake in the set-up of this Wave.",
        action: "Ask the administrator of this Wave about it.",
    }

    /// A credential that would match is marked as deleted.
    pub DELETED_CREDENTIAL = "deleted-credential" {
        severity: Warning,
        why: "Wave does not look at that mark. It uses the credential if Platform still lists \
              it, and Platform most likely does not.",
        action: "Add a new credential for the registry to be sure.",
    }

    /// This is the first credential with the registry that matches, and Wave uses it.
    pub(crate) FIRST_MATCH = "first-match" {
        severity: Info,
        why: "Of several credentials with the same registry Wave takes the first in Platform's \
              list. A Wave that matches paths takes the longest registry that the image begins \
              with.",
        action: "There is nothing to do. Whether the registry accepts the login has not been \
                 tried.",
    }

    /// Another credential has the same registry, so one of them is never used.
    pub(crate) SHADOWED = "shadowed" {
        severity: Warning,
        why: "Of several credentials with the same registry Wave takes the first in Platform's \
              list, so a new secret in a later one has no effect. The order of that list is not \
              documented.",
        action: "Change the secret of the credential that is used, or delete one of them.",
    }

    /// The path of a credential takes the image in, and Wave skips it.
    pub SCOPE_SKIPPED = "scope-skipped" {
        severity: Warning,
        why: "Releases of Wave up to 1.37 compare the stored registry with the host of the image, \
              so one with a path matches nothing. The newest source of Wave takes the path for a \
              scope; which release brings that is not known.",
        action: "Store the host alone to use the credential for all images of the registry, with \
                 every Wave.",
    }

    /// Credentials are limited to other paths of the same host.
    pub(crate) OTHER_PATHS = "other-paths" {
        severity: Info,
        why: "A registry with a path is used only for images below it, and only by a Wave that \
              matches paths. A path ends at a slash.",
        action: "For a private image, add a credential for its host, or for its path if your \
                 Wave matches paths.",
    }

    /// Which credential is used depends on how Wave compares registries with images.
    pub DEPENDS_ON_WAVE = "depends-on-wave" {
        severity: Warning,
        why: "Releases of Wave up to 1.37 compare the stored registry with the host of the image; \
              the newest source takes the longest registry that the image begins with. Which \
              release brings that is not known, and Platform does not tell which one it uses.",
        action: "Store hosts without a path, which every Wave treats alike. If you know which \
                 rule your Wave has, choose it on the Images page under Assumed.",
    }

    /// The role may not read the keys of credentials.
    pub(crate) KEYS_NOT_READABLE = "keys-not-readable" {
        severity: Warning,
        why: "Wave asks Platform for the keys on behalf of whoever started the run. Without the \
              permission credentials_encrypted:read Platform most likely gives it none, and the \
              pull fails.",
        action: "Ask an administrator of the workspace for a role with the permission \
                 credentials_encrypted:read.",
    }

    /// A credential was most likely meant for this host, but its registry is written in another
    /// way.
    pub NEAR_MISS = "near-miss" {
        severity: Warning,
        why: "Wave compares character by character and knows no patterns, so it most likely \
              skips the credential. Where nothing else matches, the pull is then most likely \
              anonymous.",
        action: "Store the host exactly as the image has it.",
    }

    /// The registry of a credential is only white space.
    pub BLANK_REGISTRY = "blank-registry" {
        severity: Warning,
        why: "Only an empty registry means docker.io to Wave. White space is compared as it is \
              and matches no image, so the credential is skipped.",
        action: "Store docker.io as the registry.",
    }

    /// The image writes the host in another way than the credential.
    pub(crate) IMAGE_HOST_SPELLED_OTHERWISE = "image-host-spelled-otherwise" {
        severity: Warning,
        why: "Wave compares character by character, so it skips the credential although both \
              hosts belong to the same registry.",
        action: "Write the host in the image as the credential has it.",
    }

    /// A credential that matches is stored where Wave does not look.
    pub IN_ANOTHER_CONTEXT = "in-another-context" {
        severity: Warning,
        why: "Wave reads one list only: that of the workspace of the request, or the personal \
              one when there is none. The two are never merged.",
        action: "Add the credential where the run looks. Outside Platform, tower.workspaceId \
                 chooses the workspace; a run that Platform launches ignores it.",
    }

    /// Wave uses the AWS credential of the compute environment.
    pub(crate) COMPUTE_ENVIRONMENT_USED = "compute-environment-used" {
        severity: Info,
        why: "No stored credential matches. For an image on Amazon ECR, in a run that Platform \
              launched on AWS Batch, Wave then takes the AWS credential of the compute \
              environment.",
        action: "There is nothing to do, as long as that credential is allowed to pull the \
                 image.",
    }

    /// Wave uses the AWS credential of the compute environment even for public images.
    pub(crate) PUBLIC_ECR_FALLBACK = "public-ecr-fallback" {
        severity: Warning,
        why: "Wave asks Amazon for a login with that credential. Without \
              ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken the pull most \
              likely fails, although the image is public.",
        action: "Add a credential for public.ecr.aws with these permissions.",
    }

    /// The AWS credential of the compute environment is not used.
    pub(crate) FALLBACK_NOT_TAKEN = "fallback-not-taken" {
        severity: Info,
        why: "Wave uses it for images on Amazon ECR only in runs that Platform launches on AWS \
              Batch. Otherwise only stored registry credentials count.",
        action: "If the image is private, add a registry credential for its host. For a public \
                 image there is nothing to do.",
    }

    /// An empty list of credentials keeps Wave from using the compute environment's AWS
    /// credential.
    pub(crate) FALLBACK_NEEDS_A_LIST = "fallback-needs-a-list" {
        severity: Warning,
        why: "When Platform lists no credentials at all, Wave stops there and does not look at \
              the compute environment. The pull is anonymous.",
        action: "Add a credential for the host of the image.",
    }

    /// An AWS credential was most likely meant to be used for an image.
    pub AWS_IS_NOT_FOR_IMAGES = "aws-is-not-for-images" {
        severity: Warning,
        why: "For images Wave looks at container registry credentials. It uses an AWS \
              credential only as that of an AWS Batch compute environment, in runs that \
              Platform launched.",
        action: "Add the access key as a container registry credential for the host of the \
                 image.",
    }

    /// No stored credential matches the image.
    pub(crate) NO_MATCH = "no-match" {
        severity: Info,
        why: "The pull is anonymous, unless Wave can use the AWS credential of the compute \
              environment. That is enough for public images; a private registry of Amazon ECR \
              serves nobody without a login.",
        action: "For a private image, add a credential for this host. For a public image there \
                 is nothing to do.",
    }

    /// Wave keeps a list of credentials for some time.
    pub(crate) LIST_IS_CACHED = "list-is-cached" {
        severity: Info,
        why: "Wave keeps the list and the keys for 60 seconds, and for up to 24 hours for a run \
              that Platform launched. Such a run may not see what was changed in the meantime.",
        action: "After a change, relaunch or resume the run. For a run outside Platform, wait a \
                 minute.",
    }

    /// Whether Wave uses the AWS credential of the compute environment depends on its kind.
    pub(crate) FALLBACK_DEPENDS = "fallback-depends" {
        severity: Info,
        why: "No stored credential matches. On AWS Batch Wave uses the AWS credential of the \
              compute environment for images on Amazon ECR, even for public ones; elsewhere the \
              pull is anonymous.",
        action: "Check which compute environment the run uses. For a private image, a \
                 credential for its host makes the answer certain.",
    }
}

/// One step of the explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason<'a> {
    /// Wave refuses the request before it looks for a credential.
    Refused,
    /// No Platform token: stored credentials are not looked at, not even this one.
    NoToken(Option<&'a StoredCredential<'a>>),
    /// The host is that of one of Wave's own repositories.
    Reserved {
        /// The stored credential that would match.
        ignored: Option<&'a StoredCredential<'a>>,
        /// Whether the host belongs to everybody, which makes this a mistake of the operator.
        shared: bool,
    },
    /// These would match, and are left out because they are deleted.
    DeletedLeftOut(&'a [Stored<'a>]),
    /// The first in the list with the registry that Wave takes.
    FirstMatch(&'a StoredCredential<'a>),
    /// The credential is deleted; it matches if Platform still lists it.
    DeletedMatched,
    /// The role of the caller may not read the keys of a credential.
    KeysNotReadable,
    /// The user name tells that the login works for a short time, or never.
    Login(LoginProblem),
    /// The host makes problem.
    Host(HostProblem),
    /// The name of the image makes problem.
    Name(NameProblem),
    /// These have the same registry and come later.
    Shadows {
        /// The one that is used.
        credential: &'a StoredCredential<'a>,
        /// The others, in order.
        others: &'a [Stored<'a>],
    },
    /// These are skipped and were most likely meant.
    NearMiss(Vec<&'a NearMiss<'a>>),
    /// The path of these takes the image in, and a Wave that compares hosts skips them.
    ScopeSkipped(Vec<Stored<'a>>),
    /// These are limited to other paths of the host.
    OtherPaths(Vec<Stored<'a>>),
    /// The image writes the host in another way than this credential does.
    ImageHost {
        /// The plain host.
        plain: String,
        /// The first credential with it.
        credential: &'a StoredCredential<'a>,
    },
    /// A match exists in another context, where Wave does not look.
    WrongPlace {
        /// Where it is.
        scope: Scope,
        /// The first match there.
        credential: &'a StoredCredential<'a>,
    },
    /// A credential for a neighbouring host, whose secret may be good here too.
    Relative {
        /// How the hosts are related.
        relation: Relation,
        /// The first such credential.
        credential: &'a StoredCredential<'a>,
    },
    /// The credential of the compute environment is used.
    Fallback {
        /// Whether for ECR Public, where it may do harm.
        public: bool,
    },
    /// The credential of the compute environment is used if that is AWS Batch, which is not
    /// known.
    FallbackDepends {
        /// Whether for ECR Public, where it may do harm.
        public: bool,
    },
    /// There is a compute environment, and its credential is not used.
    FallbackBarred(FallbackBar),
    /// AWS credentials are not used for images, apart from the fallback.
    AwsIsNotForImages(&'a StoredCredential<'a>),
    /// Nothing matches.
    NoMatch,
    /// How long Wave keeps the list that it has read.
    Cached(Run),
}

/// Why the credential of the compute environment is not used for an ECR image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FallbackBar {
    /// Platform did not launch the run.
    NoRun,
    /// The compute environment is not AWS Batch.
    OtherPlatform,
    /// The list is empty, and Wave stops at an empty list.
    EmptyList,
}

/// How many credentials a sentence names before it only counts.
const NAMED: usize = 3;

impl Reason<'_> {
    /// The step in words.
    pub fn finding(&self, of: &Resolution<'_>) -> Finding {
        let host = of.host();
        match self {
            Self::Refused => refused(of),
            Self::NoToken(credential) => no_token(credential.map(|credential| credential.name)),
            Self::Reserved { ignored, shared } => {
                reserved(host, ignored.map(|credential| credential.name), *shared)
            }
            Self::DeletedLeftOut(gone) => Finding::info(
                DELETED_CREDENTIAL,
                format!(
                    "{} would match and has been deleted, so it is most likely not used.",
                    names(gone.iter().map(|stored| stored.credential.name))
                ),
            ),
            Self::FirstMatch(credential) => first_match(credential, host),
            Self::DeletedMatched => Finding::warning(
                DELETED_CREDENTIAL,
                "The credential has been deleted. Wave does not look at that: it uses it if \
                 Platform still lists it. Add a new one to be sure.",
            ),
            Self::KeysNotReadable => Finding::warning(
                KEYS_NOT_READABLE,
                "Your role may not read encrypted keys (credentials_encrypted:read), so \
                 Platform gives Wave no keys and the pull fails. Ask an administrator of the \
                 workspace for a role with that permission.",
            ),
            Self::Login(problem) => problem.finding(),
            Self::Host(problem) => problem.finding(host),
            Self::Name(problem) => problem.finding(host),
            Self::Shadows { credential, others } => shadows(credential, others),
            Self::NearMiss(misses) => {
                match of.outcome {
                    // Nobody misses it where another one matches, and with the same registry
                    // only one of the two would be used.
                    Outcome::Stored { .. } => Finding {
                        severity: Severity::Info,
                        ..near_miss(misses)
                    },
                    _ => stored_as(near_miss(misses), host),
                }
            }
            Self::ScopeSkipped(scopes) => scope_skipped(scopes, of),
            Self::OtherPaths(scopes) => other_paths(scopes),
            Self::ImageHost { plain, credential } => Finding::warning(
                IMAGE_HOST_SPELLED_OTHERWISE,
                format!(
                    "The image says {host} and {} is for {plain}. Wave compares exactly, so it \
                     is skipped. Write {plain} in the image.",
                    credential.name
                ),
            ),
            Self::WrongPlace { scope, credential } => wrong_place(*scope, credential.name),
            Self::Relative {
                relation,
                credential,
            } => {
                let stored = credential.registry_text().unwrap_or_default();
                relation.finding(credential.name, stored, host)
            }
            Self::Fallback { public } => fallback(*public),
            Self::FallbackDepends { public } => fallback_depends(*public),
            Self::FallbackBarred(bar) => bar.finding(),
            Self::AwsIsNotForImages(credential) => Finding::warning(
                AWS_IS_NOT_FOR_IMAGES,
                format!(
                    "{} is an AWS credential. Wave looks only at container registry \
                     credentials: add the access key as one for {host}.",
                    credential.name
                ),
            ),
            Self::NoMatch => no_match(of),
            Self::Cached(run) => cached(*run),
        }
    }
}

impl FallbackBar {
    /// The obstacle in words.
    fn finding(self) -> Finding {
        match self {
            Self::NoRun => Finding::info(
                FALLBACK_NOT_TAKEN,
                "The AWS credential of a compute environment counts only for runs that \
                 Platform launches.",
            ),
            Self::OtherPlatform => Finding::info(
                FALLBACK_NOT_TAKEN,
                "The AWS credential of a compute environment counts only on AWS Batch.",
            ),
            Self::EmptyList => Finding::warning(
                FALLBACK_NEEDS_A_LIST,
                "There are no credentials here at all, and Wave stops at an empty list before \
                 it looks at the compute environment. Add a credential for this host.",
            ),
        }
    }
}

fn refused(of: &Resolution<'_>) -> Finding {
    let error = match &of.outcome {
        Outcome::Refused { error } => error.as_str(),
        _ => "",
    };
    Finding::error(
        WAVE_REFUSES,
        format!("Wave refuses the request: {}", redact(error)),
    )
}

fn no_token(matching: Option<&str>) -> Finding {
    let text = match matching {
        None => "Without a Platform token Wave looks at no stored credential. It uses the account \
             of its operator where there is one for the host."
            .to_owned(),
        Some(name) => format!(
            "Without a Platform token Wave looks at no stored credential, so {name} is not \
             used. Set tower.accessToken, and tower.workspaceId for a workspace."
        ),
    };
    Finding::info(NO_PLATFORM_TOKEN, text)
}

fn reserved(host: &str, ignored: Option<&str>, shared: bool) -> Finding {
    let ignored = ignored.map(|name| format!(" {name} is ignored."));
    let text = format!(
        "Wave keeps its own images on {host}. There it looks at no stored credential and uses \
         its operator's account, where there is one.{}",
        ignored.unwrap_or_default()
    );
    if !shared {
        return Finding::info(WAVE_OWN_HOST, text);
    }
    Finding::warning(
        SHARED_HOST_RESERVED,
        format!(
            "{text} The host belongs to everybody, so this is most likely a mistake in the \
             set-up of this Wave: ask its administrator."
        ),
    )
}

fn wrong_place(scope: Scope, name: &str) -> Finding {
    Finding::warning(
        IN_ANOTHER_CONTEXT,
        match scope {
            Scope::Personal => format!(
                "{name} matches and is one of your personal credentials. Runs in a workspace \
                 look only in that workspace: add it there."
            ),
            Scope::Workspace(id) => format!(
                "{name} matches and is in workspace {id}. This request looks only elsewhere: \
                 set tower.workspaceId to {id}, or add it here too."
            ),
        },
    )
}

fn fallback(public: bool) -> Finding {
    if public {
        Finding::warning(
            PUBLIC_ECR_FALLBACK,
            "Wave uses the AWS credential of the compute environment, even for public images. \
             Without ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken the pull \
             most likely fails. Add a credential for public.ecr.aws.",
        )
    } else {
        Finding::info(
            COMPUTE_ENVIRONMENT_USED,
            "No stored credential matches. Platform launched the run on AWS Batch, so Wave \
             uses the AWS credential of the compute environment.",
        )
    }
}

fn fallback_depends(public: bool) -> Finding {
    let text = if public {
        "If the compute environment is AWS Batch, Wave uses its AWS credential, even for public \
         images; otherwise the pull is anonymous, which is enough for them."
    } else {
        "If the compute environment is AWS Batch, Wave uses its AWS credential; otherwise the \
         pull is anonymous."
    };
    Finding::info(FALLBACK_DEPENDS, text)
}

/// How the newest source calls the rule was not read, so that what is compared with a path, the
/// names of Docker Hub's own images for instance, is likely and not certain.
fn first_match(credential: &StoredCredential<'_>, host: &str) -> Finding {
    let name = credential.name;
    let registry = credential.registry_text().unwrap_or_default();
    let text = if registry == host {
        format!("{name} will be used: its host equals {host}.")
    } else {
        format!(
            "{name} will most likely be used by a Wave that matches paths: of the stored \
             registries, {registry} is the longest that the image begins with."
        )
    };
    Finding {
        severity: Severity::Ok,
        ..Finding::info(FIRST_MATCH, text)
    }
}

fn scope_skipped(scopes: &[Stored<'_>], of: &Resolution<'_>) -> Finding {
    let named = names(scopes.iter().map(|stored| stored.credential.name));
    let (verb, it) = match scopes {
        [_] => ("has", "it is"),
        _ => ("have", "they are"),
    };
    let registry = scopes.first().map_or("", |stored| stored.registry);
    let instead = match of.outcome {
        Outcome::Stored { credential, .. } => format!(" and {} is used", credential.name),
        _ => String::new(),
    };
    let finding = Finding::warning(
        SCOPE_SKIPPED,
        format!(
            "{named} {verb} a path, as in {registry}. Releases of Wave up to 1.37 compare the \
             whole of it with the host of the image, so {it} skipped{instead}."
        ),
    );
    match scopes {
        // With the same registry only one of the two would be used.
        _ if !instead.is_empty() => finding,
        [_] => stored_as(finding, of.host()),
        _ => {
            let message = format!("{} Store {} in one of them.", finding.message, of.host());
            Finding { message, ..finding }
        }
    }
}

/// A finding about a stored registry, with what to store in its place.
fn stored_as(mut finding: Finding, host: &str) -> Finding {
    finding.message = format!("{} Store {host}.", finding.message);
    finding.with_fix(format!("Use {host}"), Edit::Replace(host.to_owned()))
}

fn other_paths(scopes: &[Stored<'_>]) -> Finding {
    let named = names(scopes.iter().map(|stored| stored.credential.name));
    let registries = names(scopes.iter().map(|stored| stored.registry));
    let verb = if scopes.len() == 1 { "is" } else { "are" };
    Finding::info(
        OTHER_PATHS,
        format!("{named} {verb} limited to images below {registries}."),
    )
}

fn no_match(of: &Resolution<'_>) -> Finding {
    let host = of.host();
    let is_private_ecr = of.ecr().is_some_and(|ecr| !ecr.is_public());
    let consequence = match of.outcome {
        Outcome::PerhapsComputeEnvironment => ".",
        _ if is_private_ecr => {
            ", so the pull is anonymous. Private registries of Amazon ECR serve nobody without \
             a login, so it most likely fails."
        }
        _ => ", so the pull is anonymous. That is enough for public images.",
    };
    let has_scopes =
        |reason: &Reason<'_>| matches!(reason, Reason::ScopeSkipped(_) | Reason::OtherPaths(_));
    let what = if of.reasons.iter().any(has_scopes) {
        "No stored credential matches the image".to_owned()
    } else {
        format!("No stored credential has the host {host}")
    };
    Finding::info(NO_MATCH, format!("{what}{consequence}"))
}

fn cached(run: Run) -> Finding {
    Finding::info(
        LIST_IS_CACHED,
        match run {
            Run::Platform => {
                "Wave keeps the list and the keys that a run has read for up to 24 hours: \
                 relaunch or resume after a change."
            }
            Run::CommandLine => {
                "Wave keeps the list and the keys for 60 seconds, so a change may take a \
                 minute."
            }
        },
    )
}

/// Said of the credential that is used, with which nothing is wrong.
fn shadows(used: &StoredCredential<'_>, others: &[Stored<'_>]) -> Finding {
    let hidden = names(others.iter().map(|stored| stored.credential.name));
    let (verb, has) = match others {
        [_] => ("is", "has"),
        _ => ("are", "have"),
    };
    let registry = used.registry_text().unwrap_or_default();
    Finding::info(
        FIRST_MATCH,
        format!(
            "{hidden} {has} the registry {registry} too and {verb} never used: of several, Wave \
             takes the first in Platform's list, which is {} today.",
            used.name
        ),
    )
}

fn near_miss(misses: &[&NearMiss<'_>]) -> Finding {
    let named = names(misses.iter().map(|miss| miss.credential.name));
    let skipped = misses.first().map(|miss| miss.skipped);
    let stored = misses.first().and_then(|miss| miss.credential.registry);
    let stored = stored.map_or_else(|| "something else".to_owned(), shown);
    let (is_one, are_same) = match misses {
        [first, others @ ..] => (
            others.is_empty(),
            others
                .iter()
                .all(|other| other.credential.registry == first.credential.registry),
        ),
        [] => (true, true),
    };
    let (verb, they_are) = if is_one {
        ("stores", "it is")
    } else {
        ("store", "they are")
    };
    let what = if are_same { "" } else { "registries like " };
    let (code, because) = match skipped {
        Some(Skipped::Blank) if are_same => (
            BLANK_REGISTRY,
            format!("{verb} only white space, which is not the same as nothing"),
        ),
        Some(Skipped::Pattern) if are_same => (
            NEAR_MISS,
            format!("{verb} {stored}, and Wave knows no patterns"),
        ),
        _ => (NEAR_MISS, format!("{verb} {what}{stored}")),
    };
    Finding::warning(
        code,
        format!("{named} {because}. Wave compares exactly, so {they_are} most likely skipped."),
    )
}

/// A stored registry in quotation marks, unless a login was stored along with it.
fn shown(stored: &str) -> String {
    if stored.contains('@') {
        "a login together with the host".to_owned()
    } else {
        format!("“{}”", redact(stored))
    }
}

/// "a", "a and b", "a, b and c", "a, b, c and 4 others".
fn names<'n>(all: impl ExactSizeIterator<Item = &'n str>) -> String {
    let count = all.len();
    let mut parts: Vec<String> = all.take(NAMED).map(str::to_owned).collect();
    match count.saturating_sub(NAMED) {
        0 => {}
        1 => parts.push("another".to_owned()),
        more => parts.push(format!("{more} others")),
    }
    join_and(&parts)
}
