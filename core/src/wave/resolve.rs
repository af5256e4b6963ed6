//! Which credential Wave will use for an image, and why.
//!
//! A transcription of `CredentialServiceImpl` and `RegistryCredentialsProviderImpl` in Wave's
//! published source: of release 1.37.0, and of the newest version of the first of them, which
//! compares paths as well ([`MatchRule`]). What is said about whether a pull works is inferred
//! from the same source, never tried. This module may not ask anybody: lists and settings come
//! in, an explanation goes out. Start at [`Resolver::predict`].

mod absence;
pub(super) mod by_registry;
pub(crate) mod host;
mod index;
mod judge;
pub(crate) mod name;
pub(crate) mod neighbours;
mod outcome;
mod prediction;
pub(crate) mod reason;
mod request;

pub use by_registry::Stored;
pub use host::HostProblem;
pub use index::{CredentialIndex, DeletedEntries};
pub use name::NameProblem;
pub use neighbours::{NearMiss, Relation, Skipped};
pub use outcome::{Auth, Outcome, Works};
pub use prediction::Prediction;
pub use reason::{FallbackBar, Reason};
pub use request::{
    Anonymous, Caller, ComputeEnvironment, Environment, Installation, KeyAccess,
    OperatorRegistries, Request, Run, reserved_host,
};

use crate::finding::{Finding, Severity};
use crate::image::wave::{self, Coordinates};
use crate::registry::catalogue::Registry;
use crate::registry::ecr::{EcrRegistry, UserName};
use crate::registry::match_rule::{MatchRule, Repository};
use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;
pub use host::HOST_NOT_REACHABLE;
pub use name::{TAG_AND_DIGEST, UPPER_CASE_PATH};
pub use neighbours::{NEIGHBOURING_HOST, OTHER_ENDPOINT};
pub use reason::{
    AWS_IS_NOT_FOR_IMAGES, BLANK_REGISTRY, DELETED_CREDENTIAL, DEPENDS_ON_WAVE, IN_ANOTHER_CONTEXT,
    NEAR_MISS, SCOPE_SKIPPED, SHARED_HOST_RESERVED, WAVE_REFUSES,
};

/// Everything that Wave's choice depends on, apart from the image.
#[derive(Clone, Copy, Debug)]
pub struct Resolver<'a> {
    /// Who asks, and from where.
    pub request: Request<'a>,
    /// What Platform lists in the context of the request.
    pub credentials: &'a CredentialIndex<'a>,
    /// Another context and its list, which Wave never looks at: to tell a person that the
    /// credential is in the wrong place.
    pub elsewhere: Option<(Scope, &'a CredentialIndex<'a>)>,
    /// How Wave is set up.
    pub wave: Installation<'a>,
}

/// What Wave does with one image by one of its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution<'a> {
    /// What Wave takes the image for; `None` when it refuses it.
    pub coordinates: Option<Coordinates>,
    /// Whose credential is used.
    pub outcome: Outcome<'a>,
    /// Whether a valid secret gives a pull.
    pub works: Works,
    /// Why, step by step.
    pub reasons: Vec<Reason<'a>>,
}

impl<'a> Resolver<'a> {
    /// For somebody with a Platform token, when nothing else is known.
    pub fn for_scope(
        scope: Scope,
        run: Run,
        credentials: &'a CredentialIndex<'a>,
        setup: &'a WaveSetup,
    ) -> Self {
        Self {
            request: Request {
                caller: Caller::Platform(scope),
                run,
                compute_environment: Environment::Unknown,
                key_access: KeyAccess::Unknown,
            },
            credentials,
            elsewhere: None,
            wave: Installation {
                setup,
                operator: OperatorRegistries::Unknown,
                anonymous: Anonymous::Served,
            },
        }
    }

    /// Says what Wave does with an image, spelled as in the pipeline, by one of its rules.
    pub fn resolve(&self, image: &str, rule: MatchRule) -> Resolution<'a> {
        match self.accept(image) {
            Ok(coordinates) => self.choose(image, coordinates, rule),
            Err(error) => Resolution {
                coordinates: None,
                outcome: Outcome::Refused { error },
                works: Works::Unknown,
                reasons: vec![Reason::Refused],
            },
        }
    }

    /// What the container API checks before it looks for a credential. The name comes first.
    fn accept(&self, image: &str) -> Result<Coordinates, String> {
        if image.is_empty() {
            return Err(wave::ImageError::Empty.to_string());
        }
        if name::has_scheme(image) {
            return Err(format!(
                "Invalid container repository name — offending value: '{image}'"
            ));
        }
        let coordinates = wave::parse(image)
            .map_err(|_| format!("Invalid container image name — offending value: '{image}'"))?;
        if self.request.caller == Caller::Anonymous && self.wave.anonymous == Anonymous::Refused {
            return Err("Missing user access token".to_owned());
        }
        Ok(coordinates)
    }

    fn choose(&self, image: &str, coordinates: Coordinates, rule: MatchRule) -> Resolution<'a> {
        let mut reasons = Vec::new();
        let repository = coordinates.without_tag();
        let host = repository.host;
        let matching = self.credentials.matching(rule, repository);
        let first = matching.first().map(|stored| stored.credential);
        let ecr = EcrRegistry::recognise(host);
        let outcome = if self.request.caller == Caller::Anonymous {
            reasons.push(Reason::NoToken(first));
            self.operator(host, ecr)
        } else if self.wave.setup.reserved_hosts.iter().any(|h| h == host) {
            reasons.push(Reason::Reserved {
                ignored: first,
                shared: Registry::of_host(host).is_some_and(Registry::is_shared),
            });
            self.operator(host, ecr)
        } else {
            self.stored(rule, repository, ecr, &mut reasons)
        };
        let problems = name::problems(image, &coordinates);
        let works = self.judge(&outcome, host, &problems, &mut reasons);
        reasons.extend(problems.into_iter().map(Reason::Name));
        if let Outcome::Stored { credential, .. } = outcome {
            if let Some(others @ [_, ..]) = matching.get(1..) {
                reasons.push(Reason::Shadows { credential, others });
            }
            self.explain_skipped(rule, repository, &mut reasons);
        }
        if self.request.caller != Caller::Anonymous {
            reasons.push(Reason::Cached(self.request.run));
        }
        Resolution {
            coordinates: Some(coordinates),
            outcome,
            works,
            reasons,
        }
    }

    /// The operator's own account, where there is one for the host.
    fn operator(&self, host: &str, ecr: Option<EcrRegistry<'_>>) -> Outcome<'a> {
        let auth = ecr.map_or(Auth::Basic, |_| Auth::EcrAccessKey);
        match self.wave.operator {
            OperatorRegistries::Unknown => Outcome::PerhapsOperator,
            OperatorRegistries::Known(hosts) if hosts.iter().any(|h| h == host) => {
                Outcome::Operator { auth }
            }
            OperatorRegistries::Known(_) => Outcome::Anonymous,
        }
    }

    /// Looks through the list, then at the compute environment.
    fn stored(
        &self,
        rule: MatchRule,
        repository: Repository<'_>,
        ecr: Option<EcrRegistry<'_>>,
        reasons: &mut Vec<Reason<'a>>,
    ) -> Outcome<'a> {
        let gone = self.credentials.deleted(rule, repository);
        if !gone.is_empty() {
            reasons.push(Reason::DeletedLeftOut(gone));
        }
        if let Some(credential) = self.credentials.first(rule, repository) {
            reasons.push(Reason::FirstMatch(credential));
            let auth = ecr_auth(ecr, credential.user_name);
            return Outcome::Stored { credential, auth };
        }
        if let Some(ecr) = ecr
            && let Some(outcome) = self.fallback(ecr, reasons)
        {
            return outcome;
        }
        self.explain_absence(rule, repository, reasons);
        let depends = |reason: &Reason<'_>| matches!(reason, Reason::FallbackDepends { .. });
        if reasons.iter().any(depends) {
            Outcome::PerhapsComputeEnvironment
        } else {
            Outcome::Anonymous
        }
    }

    /// The AWS credential of the run's compute environment, for ECR hosts only. An empty list
    /// ends the search before Wave gets here.
    fn fallback(&self, ecr: EcrRegistry<'_>, reasons: &mut Vec<Reason<'a>>) -> Option<Outcome<'a>> {
        let environment = match self.request.compute_environment {
            Environment::Known(environment) => environment,
            Environment::Unknown if self.request.run == Run::Platform => {
                reasons.push(if self.credentials.is_empty() {
                    Reason::FallbackBarred(FallbackBar::EmptyList)
                } else {
                    Reason::FallbackDepends {
                        public: ecr.is_public(),
                    }
                });
                return None;
            }
            Environment::Unknown | Environment::Absent => {
                reasons.extend(self.credentials.first_aws().map(Reason::AwsIsNotForImages));
                return None;
            }
        };
        let bar = if self.request.run == Run::CommandLine {
            FallbackBar::NoRun
        } else if !environment.is_aws_batch() {
            FallbackBar::OtherPlatform
        } else if self.credentials.is_empty() {
            FallbackBar::EmptyList
        } else {
            let credential_id = environment.credentials_id?;
            reasons.push(Reason::Fallback {
                public: ecr.is_public(),
            });
            let auth = match environment.user_name() {
                None => Auth::EcrKeyOrRole,
                known => ecr_auth(Some(ecr), known),
            };
            return Some(Outcome::ComputeEnvironment {
                credential_id,
                auth,
            });
        };
        reasons.push(Reason::FallbackBarred(bar));
        None
    }
}

impl<'a> Resolution<'a> {
    /// The host that Wave looks for; empty when it refuses the image.
    pub fn host(&self) -> &str {
        self.coordinates.as_ref().map_or("", |c| &c.registry)
    }

    /// Account and region, where Wave takes the host for ECR.
    pub fn ecr(&self) -> Option<EcrRegistry<'_>> {
        EcrRegistry::recognise(self.host())
    }

    /// Every reason in words, in order.
    pub fn findings(&self) -> Vec<Finding> {
        let findings = self.reasons.iter().map(|reason| reason.finding(self));
        findings.collect()
    }

    /// The reason that a person has to act on first, if there is one.
    pub fn warning(&self) -> Option<&Reason<'a>> {
        let acts = |reason: &&Reason<'a>| reason.finding(self).severity >= Severity::Warning;
        self.reasons.iter().find(acts)
    }
}

/// What Wave sends: the login itself, or one that it asks Amazon for.
fn ecr_auth(ecr: Option<EcrRegistry<'_>>, user_name: Option<&str>) -> Auth {
    match (ecr, user_name.map(UserName::read)) {
        (None, _) => Auth::Basic,
        (Some(_), None) => Auth::EcrKeyOrRole,
        (Some(_), Some(UserName::Role)) => Auth::EcrAssumeRole,
        (Some(_), Some(_)) => Auth::EcrAccessKey,
    }
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
