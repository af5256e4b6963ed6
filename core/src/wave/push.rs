//! Which credential Wave uses when it pushes to a repository: what it builds, mirrors, caches.
//!
//! The one rule for it, for a repository that is being typed and for one in a configuration.
//! The choice is that of a pull, see [`super::resolve`]; whether a login may write is not
//! known, but a user name may say that it does not. Start at [`Push::of`].

use super::credential::StoredCredential;
use super::resolve::{Outcome, Prediction, Resolution, Resolver};
use crate::finding::{Finding, rules};
use crate::registry::user_name::LoginProblem;
use crate::wave::resolve::reason::{DEPENDS_ON_WAVE, WAVE_REFUSES};

rules! {
    /// A stored credential is used for pushes to the repository.
    pub PUSHES_WITH = "pushes-with" {
        severity: Info,
        why: "Pushing needs write permission. Whether this login has it is not known here.",
        action: "There is nothing to do if the login may push. If in doubt, check it at the \
                 registry.",
    }

    /// No stored credential is for the host of the repository.
    pub PUSHES_WITH_NOTHING = "pushes-with-nothing" {
        severity: Warning,
        why: "Wave pushes what it builds, mirrors or caches there, and without a login the \
              registry most likely refuses that.",
        action: "Add a credential for that host that may push.",
    }

    /// No stored credential is for the host of a build or cache repository.
    pub REPOSITORY_NO_CREDENTIAL = "repository-no-credential" {
        severity: Warning,
        why: "Wave needs a login to push there and most likely answers: Missing credentials for \
              container repository. For Amazon ECR on AWS Batch it uses the AWS credential of \
              the compute environment.",
        action: "Add a credential for that host that may push.",
    }

    /// The credential for a build or cache repository most likely may not push.
    pub REPOSITORY_READ_ONLY = "repository-read-only" {
        severity: Warning,
        why: "Its user name says that it is for pulling. Pushing needs write permission, so the \
              registry most likely refuses it.",
        action: "Use a login that may push, or check at the registry what this one may do.",
    }
}

/// What Wave uses for pushes to a repository.
#[derive(Clone, Debug)]
pub struct Push<'a> {
    prediction: Prediction<'a>,
    /// The credential that was most likely meant where none is for the host.
    meant: Option<&'a StoredCredential<'a>>,
}

/// What speaks against pushing with a stored credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The login never works, or not for long.
    Login(LoginProblem),
    /// Its user name says that it is for pulling.
    ReadsOnly,
}

/// What to say of pushes to a repository that is being typed; `None` when there is nothing to
/// look for.
pub fn answer(resolver: &Resolver<'_>, repository: &str) -> Option<Finding> {
    Push::of(resolver, repository).map(|push| push.answer())
}

impl<'a> Push<'a> {
    /// Looks for the credential of a repository; `None` when there is no repository.
    pub fn of(resolver: &Resolver<'a>, repository: &str) -> Option<Self> {
        if repository.trim().is_empty() {
            return None;
        }
        let prediction = match registry_alone(repository) {
            Some(host) => resolver.predict(&format!("{host}/any")),
            None => resolver.predict(repository),
        };
        let coordinates = prediction.any().coordinates.as_ref();
        let misses = coordinates.map(|it| resolver.credentials.near_misses(it.without_tag()));
        let misses = misses.unwrap_or_default();
        let meant = misses.first().and_then(|misses| misses.first());
        Some(Self {
            meant: meant.map(|miss| miss.credential),
            prediction,
        })
    }

    /// The stored credential that is used, if one is and it does not depend on the Wave.
    pub fn credential(&self) -> Option<&'a StoredCredential<'a>> {
        match self.prediction.certain()?.outcome {
            Outcome::Stored { credential, .. } => Some(credential),
            _ => None,
        }
    }

    /// What speaks against pushing with the stored credential.
    pub fn doubt(&self) -> Option<Doubt> {
        let user_name = self.credential()?.user_name?;
        match LoginProblem::of(self.prediction.any().host(), user_name) {
            Some(problem) => Some(Doubt::Login(problem)),
            None => reads_only(user_name).then_some(Doubt::ReadsOnly),
        }
    }

    /// What to say beside the field in which the repository is typed.
    pub fn answer(&self) -> Finding {
        let resolution = match &self.prediction {
            Prediction::Certain(resolution) => resolution,
            Prediction::ByRule {
                exact_host,
                longest_path,
            } => return depends(exact_host, longest_path),
        };
        let nothing = || {
            Finding::warning(
                PUSHES_WITH_NOTHING,
                format!(
                    "No stored credential is for {}, so pushes will most likely be refused.",
                    resolution.host()
                ),
            )
        };
        match &resolution.outcome {
            Outcome::Stored { credential, .. } => {
                let name = credential.name;
                match (resolution.warning(), self.doubt()) {
                    (Some(reason), _) => reason.finding(resolution),
                    (None, Some(Doubt::Login(problem))) => problem.finding(),
                    (None, Some(Doubt::ReadsOnly)) => Finding::warning(
                        REPOSITORY_READ_ONLY,
                        format!(
                            "{name} will be used, and its user name says that it is most likely \
                             only for pulling. Pushing needs write permission."
                        ),
                    ),
                    (None, None) => Finding::info(
                        PUSHES_WITH,
                        format!("{name} will be used. Pushing needs write permission."),
                    ),
                }
            }
            Outcome::Anonymous => match resolution.warning() {
                Some(reason) => reason.finding(resolution),
                None => nothing(),
            },
            Outcome::Refused { .. } => Finding::warning(
                WAVE_REFUSES,
                "Wave cannot read this as a repository. Write the host, a slash and the path.",
            ),
            Outcome::Operator { .. }
            | Outcome::PerhapsOperator
            | Outcome::ComputeEnvironment { .. }
            | Outcome::PerhapsComputeEnvironment => resolution
                .findings()
                .into_iter()
                .max_by_key(|finding| finding.severity)
                .unwrap_or_else(nothing),
        }
    }

    /// What speaks against pushing to the repository that a setting of a configuration names,
    /// for instance `wave.build.repository`; `None` where nothing does.
    pub fn objection(&self, setting: &str) -> Option<Finding> {
        let resolution = match &self.prediction {
            Prediction::Certain(resolution) => resolution,
            Prediction::ByRule {
                exact_host,
                longest_path,
            } => return Some(depends(exact_host, longest_path)),
        };
        let host = resolution.host();
        match resolution.outcome {
            Outcome::Stored { credential, .. } => self.doubt().map(|doubt| match doubt {
                Doubt::Login(problem) => problem.finding(),
                Doubt::ReadsOnly => Finding::warning(
                    REPOSITORY_READ_ONLY,
                    format!(
                        "Wave pushes to {setting} with {}, whose user name says that it is most \
                         likely only for pulling. Pushing needs write permission.",
                        credential.name
                    ),
                ),
            }),
            Outcome::Anonymous => {
                let hint = match self.meant {
                    Some(meant) => format!(
                        " {} was most likely meant for it and is written otherwise.",
                        meant.name
                    ),
                    None => String::new(),
                };
                Some(Finding::warning(
                    REPOSITORY_NO_CREDENTIAL,
                    format!(
                        "No stored credential is for {host}, so Wave cannot push to \
                         {setting}.{hint} Add one that may push."
                    ),
                ))
            }
            Outcome::PerhapsComputeEnvironment => Some(Finding::info(
                REPOSITORY_NO_CREDENTIAL,
                format!(
                    "No stored credential is for {host}. On AWS Batch Wave uses the AWS \
                     credential of the compute environment, which has to be allowed to push; \
                     elsewhere it cannot push to {setting}."
                ),
            )),
            Outcome::Operator { .. }
            | Outcome::PerhapsOperator
            | Outcome::ComputeEnvironment { .. }
            | Outcome::Refused { .. } => None,
        }
    }
}

/// That the rule of the Wave decides.
fn depends(exact_host: &Resolution<'_>, longest_path: &Resolution<'_>) -> Finding {
    Finding::warning(
        DEPENDS_ON_WAVE,
        format!(
            "What Wave pushes with depends on its version. Releases up to 1.37, which compare \
             hosts: {}. The newest source, which matches paths: most likely {}. Pushing needs \
             write permission.",
            exact_host.in_brief(),
            longest_path.in_brief()
        ),
    )
}

/// The registry, where a repository is nothing else: images may be mirrored to one. As an image
/// it would be a name on Docker Hub.
fn registry_alone(repository: &str) -> Option<&str> {
    let host = repository.strip_suffix('/').unwrap_or(repository);
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let is_host = match host.split_once(':') {
        Some((_, port)) => is_port(port),
        None => host.contains('.'),
    };
    (is_host && !host.contains('/')).then_some(host)
}

/// Whether a user name was most likely given to a login that may not push.
fn reads_only(user_name: &str) -> bool {
    let lower = user_name.to_ascii_lowercase();
    let mut words = lower.split(|c: char| !c.is_ascii_alphanumeric());
    let may_write = ["write", "push", "rw", "admin", "readwrite"];
    if may_write.iter().any(|word| lower.contains(word)) {
        return false;
    }
    words.any(|word| {
        matches!(
            word,
            "ro" | "read" | "readonly" | "reader" | "pull" | "puller" | "pullonly" | "viewer"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::registry::wave_setup::WaveSetup;
    use crate::scope::Scope;
    use crate::wave::credential::{StoredProvider, StoredState};
    use crate::wave::resolve::{CredentialIndex, DeletedEntries, Run};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row<'a>(host: &'a str, user_name: &'a str) -> StoredCredential<'a> {
        StoredCredential {
            id: "1",
            name: "acr-prod",
            provider: StoredProvider::ContainerRegistry,
            registry: Some(host),
            user_name: Some(user_name),
            state: StoredState::Live,
        }
    }

    fn said(repository: &str, user: &str) -> Option<(Severity, String)> {
        let list = [row("labtools.azurecr.io", user)];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let setup = WaveSetup::default();
        let resolver = Resolver::for_scope(Scope::Personal, Run::Platform, &index, &setup);
        answer(&resolver, repository).map(|finding| (finding.severity, finding.message))
    }

    #[test]
    fn a_stored_credential_is_named_with_what_pushing_needs() {
        let (severity, message) = said("labtools.azurecr.io/wave", "wave-push").unwrap();
        assert_eq!(severity, Severity::Info);
        assert_eq!(
            message,
            "acr-prod will be used. Pushing needs write permission."
        );
    }

    #[test]
    fn a_host_without_a_credential_is_said_to_be_refused_most_likely() {
        let (severity, message) = said("ghcr.io/lab/wave", "wave-push").unwrap();
        assert_eq!(severity, Severity::Warning);
        assert!(message.contains("ghcr.io"), "{message}");
    }

    #[test]
    fn a_login_that_ends_soon_is_said_before_anything_else() {
        let short_lived = "00000000-0000-0000-0000-000000000000";
        let (severity, message) = said("labtools.azurecr.io/wave", short_lived).unwrap();
        assert_eq!(severity, Severity::Warning);
        assert!(!message.contains("write permission"), "{message}");
    }

    #[test]
    fn nothing_typed_is_nothing_said() {
        assert_eq!(said("  ", "x"), None);
        assert!(said("a b", "x").is_some());
    }

    #[test]
    fn a_user_name_that_is_for_pulling_is_doubted_wherever_it_is_asked() {
        let list = [row("labtools.azurecr.io", "wave-puller")];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let setup = WaveSetup::default();
        let resolver = Resolver::for_scope(Scope::Personal, Run::Platform, &index, &setup);
        let push = Push::of(&resolver, "labtools.azurecr.io/wave").unwrap();
        assert_eq!(push.doubt(), Some(Doubt::ReadsOnly));
        let objection = push.objection("wave.build.repository").unwrap();
        for finding in [push.answer(), objection] {
            assert_eq!(finding.code, REPOSITORY_READ_ONLY);
            assert_eq!(finding.severity, Severity::Warning);
            assert!(finding.message.contains("only for pulling"));
        }
    }

    #[test]
    fn a_setting_is_told_why_it_has_no_credential() {
        let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
        for (stored, repository, severity, words) in [
            (
                "quay.io",
                "ghcr.io/a/b",
                Severity::Warning,
                "cannot push to wave.build.repository. Add",
            ),
            (
                "https://quay.io",
                "quay.io/a/b",
                Severity::Warning,
                "acr-prod was most likely meant",
            ),
            (
                "quay.io",
                &format!("{ecr}/images"),
                Severity::Info,
                "On AWS Batch",
            ),
        ] {
            let list = [row(stored, "acme")];
            let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
            let setup = WaveSetup::default();
            let resolver = Resolver::for_scope(Scope::Personal, Run::Platform, &index, &setup);
            let push = Push::of(&resolver, repository).unwrap();
            let finding = push.objection("wave.build.repository").unwrap();
            assert_eq!(
                (finding.code, finding.severity),
                (REPOSITORY_NO_CREDENTIAL, severity)
            );
            assert!(finding.message.contains(words), "{}", finding.message);
        }
    }

    #[test]
    fn a_registry_alone_is_a_host_to_mirror_to() {
        for repository in ["labtools.azurecr.io", "labtools.azurecr.io/"] {
            let (severity, message) = said(repository, "wave-push").unwrap();
            assert_eq!(severity, Severity::Info, "{message}");
        }
        for (repository, host) in [
            ("quay.io", "quay.io"),
            ("localhost:5000", "localhost:5000"),
            ("images", "docker.io"),
            ("images:1.2", "docker.io"),
        ] {
            let (_, message) = said(repository, "wave-push").unwrap();
            assert!(message.contains(&format!("for {host},")), "{message}");
        }
    }

    #[test]
    fn what_may_push_has_no_objection() {
        for (user, repository) in [
            ("acme+builder", "quay.io/acme/images"),
            ("acme+read_write", "quay.io/acme/images"),
            ("bread", "quay.io/acme/images"),
            ("acme+pullpush", "quay.io/acme/images:tag"),
        ] {
            let list = [row("quay.io", user)];
            let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
            let setup = WaveSetup::default();
            let resolver = Resolver::for_scope(Scope::Personal, Run::Platform, &index, &setup);
            let push = Push::of(&resolver, repository).unwrap();
            assert_eq!(push.objection("wave.build.repository"), None, "{user}");
        }
    }
}
