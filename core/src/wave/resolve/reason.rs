//! The steps of an explanation, as data and in words.
//!
//! Each names the credentials it is about, so that a page can link to them. In words it is one
//! sentence or two: what is so, what follows for the run, the way out. Start at [`Reason`].

use super::Resolution;
use super::host::HostTrouble;
use super::index::{NearMiss, Relation, Skipped, Stored};
use super::name::NameTrouble;
use super::outcome::Outcome;
use super::request::Run;
use crate::finding::text::join_and;
use crate::finding::{Code, Edit, Finding, Severity};
use crate::registry::user_name::LoginTrouble;
use crate::scope::Scope;
use crate::secret::redact::redact;
use crate::wave::credential::StoredCredential;

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
    /// The first in the list with this host.
    FirstMatch(&'a StoredCredential<'a>),
    /// The credential is deleted; it matches if Platform still lists it.
    DeletedMatched,
    /// The role of the caller may not read the keys of a credential.
    KeysNotReadable,
    /// The user name tells that the login works for a short time, or never.
    Login(LoginTrouble),
    /// The host makes trouble.
    Host(HostTrouble),
    /// The name of the image makes trouble.
    Name(NameTrouble),
    /// These have the same host and come later.
    Shadows {
        /// The one that is used.
        credential: &'a StoredCredential<'a>,
        /// The others, in order.
        others: &'a [Stored<'a>],
    },
    /// These are skipped and were most likely meant.
    NearMiss(&'a [NearMiss<'a>]),
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
                Code::DeletedCredential,
                format!(
                    "{} would match and has been deleted, so it is most likely not used.",
                    names(gone.iter().map(|stored| stored.credential.name))
                ),
            ),
            Self::FirstMatch(credential) => Finding {
                severity: Severity::Ok,
                ..Finding::info(
                    Code::FirstMatch,
                    format!("{} will be used: its host equals {host}.", credential.name),
                )
            },
            Self::DeletedMatched => Finding::warning(
                Code::DeletedCredential,
                "The credential has been deleted. Wave does not look at that: it uses it if \
                 Platform still lists it. Add a new one to be sure.",
            ),
            Self::KeysNotReadable => Finding::warning(
                Code::KeysNotReadable,
                "Your role may not read encrypted keys (credentials_encrypted:read), so \
                 Platform gives Wave no keys and the pull fails. Ask an administrator of the \
                 workspace for a role with that permission.",
            ),
            Self::Login(trouble) => trouble.finding(),
            Self::Host(trouble) => trouble.finding(host),
            Self::Name(trouble) => trouble.finding(host),
            Self::Shadows { credential, others } => shadows(credential.name, others, host),
            Self::NearMiss(misses) => {
                let finding = near_miss(misses, host);
                match of.outcome {
                    // Nobody misses it where another one matches.
                    Outcome::Stored { .. } => Finding {
                        severity: Severity::Info,
                        ..finding
                    },
                    _ => finding,
                }
            }
            Self::ImageHost { plain, credential } => Finding::warning(
                Code::ImageHostSpelledOtherwise,
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
            } => relation.finding(credential.name, credential.host().unwrap_or_default(), host),
            Self::Fallback { public } => fallback(*public),
            Self::FallbackDepends { public } => fallback_depends(*public),
            Self::FallbackBarred(bar) => bar.finding(),
            Self::AwsIsNotForImages(credential) => Finding::warning(
                Code::AwsIsNotForImages,
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
                Code::FallbackNotTaken,
                "The AWS credential of a compute environment counts only for runs that \
                 Platform launches.",
            ),
            Self::OtherPlatform => Finding::info(
                Code::FallbackNotTaken,
                "The AWS credential of a compute environment counts only on AWS Batch.",
            ),
            Self::EmptyList => Finding::warning(
                Code::FallbackNeedsAList,
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
        Code::WaveRefuses,
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
    Finding::info(Code::NoPlatformToken, text)
}

fn reserved(host: &str, ignored: Option<&str>, shared: bool) -> Finding {
    let ignored = ignored.map(|name| format!(" {name} is ignored."));
    let text = format!(
        "Wave keeps its own images on {host} and uses its own account there, never a stored \
         credential.{}",
        ignored.unwrap_or_default()
    );
    if !shared {
        return Finding::info(Code::WaveOwnHost, text);
    }
    Finding::warning(
        Code::SharedHostReserved,
        format!(
            "{text} The host belongs to everybody, so this is most likely a mistake in the \
             set-up of this Wave: ask its administrator."
        ),
    )
}

fn wrong_place(scope: Scope, name: &str) -> Finding {
    Finding::warning(
        Code::InAnotherContext,
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
            Code::PublicEcrFallback,
            "Wave uses the AWS credential of the compute environment, even for public images. \
             Without ecr-public:GetAuthorizationToken and sts:GetServiceBearerToken the pull \
             most likely fails. Add a credential for public.ecr.aws.",
        )
    } else {
        Finding::info(
            Code::ComputeEnvironmentUsed,
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
    Finding::info(Code::FallbackDepends, text)
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
    Finding::info(
        Code::NoMatch,
        format!("No stored credential has the host {host}{consequence}"),
    )
}

fn cached(run: Run) -> Finding {
    Finding::info(
        Code::ListIsCached,
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

fn shadows(used: &str, others: &[Stored<'_>], host: &str) -> Finding {
    let hidden = names(others.iter().map(|stored| stored.credential.name));
    let verb = if others.len() == 1 { "is" } else { "are" };
    Finding::warning(
        Code::Shadowed,
        format!(
            "{hidden} {verb} for {host} too and never used: Wave takes the first in Platform's \
             list, which is {used} today. Change the secret of {used} instead, or delete it."
        ),
    )
}

fn near_miss(misses: &[NearMiss<'_>], host: &str) -> Finding {
    let named = names(misses.iter().map(|miss| miss.credential.name));
    let skipped = misses.first().map(|miss| miss.skipped);
    let stored = misses.first().and_then(|miss| miss.credential.registry);
    let stored = stored.map_or_else(|| "something else".to_owned(), shown);
    let (code, because) = match skipped {
        Some(Skipped::Blank) => (
            Code::BlankRegistry,
            "stores only white space, which is not the same as nothing".to_owned(),
        ),
        Some(Skipped::Pattern) => (
            Code::NearMiss,
            format!("stores {stored}, and Wave knows no patterns"),
        ),
        _ => (Code::NearMiss, format!("stores {stored}")),
    };
    Finding::warning(
        code,
        format!(
            "{named} {because}. Wave compares exactly, so it is most likely skipped. Store \
             {host}."
        ),
    )
    .with_fix(format!("Use {host}"), Edit::Replace(host.to_owned()))
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
