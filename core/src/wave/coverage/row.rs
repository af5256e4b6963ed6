//! One answer of the resolver as a row of the table.
//!
//! This module may not choose a credential. Start at [`of`].

use std::borrow::Cow;

use super::{Action, CheckedImage, CredentialLink, Row, RuleAnswer, Verdict};
use crate::finding::{Finding, Severity, rules};
use crate::image::ImageReference;
use crate::registry::DOCKER_HUB;
use crate::registry::server::RegistryServer;
use crate::registry::server::host::{PUBLIC_ONLY, RESERVED_BY_WAVE};
use crate::registry::wave_setup::LIKELY_RESERVED_HOST;
use crate::secret::redact::redact;
use crate::wave::MatchRule;
use crate::wave::credential::StoredCredential;
use crate::wave::resolve::reason::{
    DEPENDS_ON_WAVE, IMAGE_HOST_SPELLED_OTHERWISE, PUBLIC_ECR_FALLBACK,
};
use crate::wave::resolve::{Outcome, Prediction, Reason, Resolution, Works};

rules! {
    /// A pull without credentials counts against a limit of Docker Hub.
    pub(crate) ANONYMOUS_LIMIT = "anonymous-limit" {
        severity: Info,
        why: "Docker limits how many images are pulled without a login. When the limit is \
              reached, Docker Hub refuses further pulls.",
        action: "Nothing has to be done for public images. A credential for docker.io most \
                 likely helps when the limit is reached.",
    }
}

/// The row of one image.
pub(super) fn of(prediction: &Prediction<'_>, image: CheckedImage, list_is_known: bool) -> Row {
    match prediction {
        Prediction::Certain(answer) => certain(answer, image, list_is_known),
        Prediction::ByRule {
            exact_host,
            longest_path,
        } => by_rule(exact_host, longest_path, image),
    }
}

/// The row of an image of which every rule says something else.
fn by_rule(exact_host: &Resolution<'_>, longest_path: &Resolution<'_>, image: CheckedImage) -> Row {
    let rows = [exact_host, longest_path].map(|answer| certain(answer, image.clone(), true));
    let works = rows[0].works.and(rows[1].works);
    let finding = Finding::warning(
        DEPENDS_ON_WAVE,
        format!(
            "Which credential is used depends on the Wave. Releases up to 1.37, which compare \
             hosts: {}. The newest source, which matches paths: {}.",
            exact_host.in_brief(),
            longest_path.in_brief()
        ),
    );
    let scope = match (&exact_host.outcome, &longest_path.outcome) {
        (Outcome::Stored { .. }, _) => None,
        (_, Outcome::Stored { credential, .. }) => Some(used(credential)),
        _ => None,
    };
    let host = longest_path.host();
    let actions = scope.map(|credential| Action::WholeHost {
        credential,
        host: host.to_owned(),
    });
    let answers = MatchRule::ALL
        .into_iter()
        .zip(rows)
        .map(|(rule, row)| RuleAnswer {
            rule,
            label: row.label(),
            why: row
                .findings
                .first()
                .map_or_else(String::new, |it| it.message.clone()),
            credential: row.credential,
        });
    Row {
        host: host.to_owned(),
        images: vec![image],
        verdict: Verdict::DependsOnWave,
        works,
        credential: None,
        by_rule: answers.collect(),
        is_wave_in_question: false,
        findings: vec![finding],
        actions: actions.into_iter().collect(),
    }
}

/// The row of an image of which one thing is to be said.
fn certain(answer: &Resolution<'_>, image: CheckedImage, list_is_known: bool) -> Row {
    let verdict = verdict(answer, list_is_known);
    let credential = match answer.outcome {
        Outcome::Stored { credential, .. } => Some(used(credential)),
        _ => None,
    };
    let (findings, actions) = match verdict {
        // A refused image has its own reason, which stands with it; and what follows from an
        // empty list must not be said of a list that is not known.
        Verdict::Refused | Verdict::Unknown => (Vec::new(), Vec::new()),
        _ => {
            let findings = findings(answer, verdict);
            let actions = actions(answer, verdict, &findings);
            (findings, actions)
        }
    };
    Row {
        host: answer.host().to_owned(),
        images: vec![image],
        verdict,
        works: answer.works,
        credential,
        by_rule: Vec::new(),
        is_wave_in_question: false,
        findings,
        actions,
    }
}

/// An image with what there is to say about its name.
pub(super) fn checked(image: &str, answer: &Resolution<'_>) -> CheckedImage {
    let mut findings = ImageReference::read(image).findings();
    findings.retain(|finding| finding.severity > Severity::Ok);
    if findings.is_empty() && matches!(answer.outcome, Outcome::Refused { .. }) {
        findings = answer.findings();
    }
    let name = redact(image);
    for finding in &mut findings {
        if let Cow::Owned(safe) = redact(&finding.message) {
            finding.message = safe;
        }
        // What is put in place of the name may have the same secret in it.
        finding.fix = finding.fix.take().filter(|_| name == image);
    }
    CheckedImage {
        name: name.into_owned(),
        findings,
    }
}

fn verdict(answer: &Resolution<'_>, list_is_known: bool) -> Verdict {
    match answer.outcome {
        Outcome::Refused { .. } => Verdict::Refused,
        _ if !list_is_known => Verdict::Unknown,
        Outcome::Stored { .. } => Verdict::Match,
        Outcome::ComputeEnvironment { .. } => Verdict::Fallback,
        Outcome::Operator { .. }
        | Outcome::PerhapsOperator
        | Outcome::PerhapsComputeEnvironment
        | Outcome::Anonymous => {
            let found = answer.reasons.iter().find_map(|reason| match reason {
                Reason::NoToken(_) => Some(Verdict::NoToken),
                Reason::Reserved { .. } => Some(Verdict::WaveOwn),
                Reason::NearMiss(_) | Reason::ScopeSkipped(_) | Reason::ImageHost { .. } => {
                    Some(Verdict::NearMiss)
                }
                Reason::WrongPlace { .. } => Some(Verdict::WrongPlace),
                _ => None,
            });
            found.unwrap_or(match answer.outcome {
                Outcome::PerhapsComputeEnvironment => Verdict::Depends,
                _ => Verdict::None,
            })
        }
    }
}

/// The reasons that are about the registry, with the one to act on in front.
fn findings(answer: &Resolution<'_>, verdict: Verdict) -> Vec<Finding> {
    // How long Wave keeps a list is the same for every row, and names are judged by image.
    let of_registry = |reason: &&Reason<'_>| !matches!(reason, Reason::Cached(_) | Reason::Name(_));
    let reasons = answer.reasons.iter().filter(of_registry);
    let mut findings: Vec<_> = reasons.map(|reason| reason.finding(answer)).collect();
    let urgent = findings.iter().map(|finding| finding.severity).max();
    if urgent >= Some(Severity::Warning)
        && let Some(first) = findings.iter().position(|f| Some(f.severity) == urgent)
    {
        findings[..=first].rotate_right(1);
    }
    match without_login(answer.host()).filter(|_| verdict == Verdict::None) {
        // Nothing else matters then.
        Some(enough) if enough.code != ANONYMOUS_LIMIT => findings.insert(0, enough),
        other => findings.extend(other),
    }
    findings
}

/// What it means to pull from a registry without a login.
fn without_login(host: &str) -> Option<Finding> {
    if lets_nobody_log_in(host) {
        Some(Finding::info(
            PUBLIC_ONLY,
            "The registry is public and lets nobody log in, so nothing is missing.",
        ))
    } else if host == LIKELY_RESERVED_HOST {
        Some(Finding::info(
            RESERVED_BY_WAVE,
            "Hosted Wave most likely builds its images on this host and uses its own account \
             there, so nothing is missing.",
        ))
    } else if host == DOCKER_HUB {
        Some(Finding::info(
            ANONYMOUS_LIMIT,
            "Docker limits how many images are pulled without a login, so a credential for \
             docker.io most likely helps with public images too.",
        ))
    } else {
        None
    }
}

fn lets_nobody_log_in(host: &str) -> bool {
    let findings = RegistryServer::read(host).findings;
    findings.iter().any(|f| f.code == PUBLIC_ONLY)
}

fn actions(answer: &Resolution<'_>, verdict: Verdict, findings: &[Finding]) -> Vec<Action> {
    let host = answer.host();
    let mut actions = Vec::new();
    // A near miss beside a match is worth a word, and nothing has to be done about it.
    let is_absent = matches!(
        answer.outcome,
        Outcome::Anonymous | Outcome::PerhapsComputeEnvironment
    );
    for reason in answer.reasons.iter().filter(|_| is_absent) {
        match reason {
            Reason::NearMiss(misses) if actions.is_empty() => {
                actions.extend(misses.first().map(|miss| Action::FixHost {
                    credential: used(miss.credential),
                    host: host.to_owned(),
                }));
            }
            Reason::ScopeSkipped(scopes) if actions.is_empty() => {
                actions.extend(scopes.first().map(|scope| Action::WholeHost {
                    credential: used(scope.credential),
                    host: host.to_owned(),
                }));
            }
            Reason::WrongPlace { scope, .. } => actions.push(Action::Switch(*scope)),
            _ => {}
        }
    }
    let has = |code| findings.iter().any(|finding| finding.code == code);
    match verdict {
        Verdict::Match if answer.works == Works::No => {
            if let Outcome::Stored { credential, .. } = answer.outcome
                && answer.reasons.iter().any(|r| matches!(r, Reason::Login(_)))
            {
                actions.push(Action::Edit(used(credential)));
            }
        }
        Verdict::Fallback if has(PUBLIC_ECR_FALLBACK) => {
            actions.push(Action::Add(host.to_owned()));
        }
        // The image is what has to change, and a credential for its host would not help.
        Verdict::NearMiss if has(IMAGE_HOST_SPELLED_OTHERWISE) => {}
        Verdict::NearMiss | Verdict::WrongPlace | Verdict::Depends => {
            actions.push(Action::Add(host.to_owned()));
        }
        Verdict::None if !has(PUBLIC_ONLY) && !has(RESERVED_BY_WAVE) => {
            actions.push(Action::Add(host.to_owned()));
        }
        _ => {}
    }
    actions
}

fn used(credential: &StoredCredential<'_>) -> CredentialLink {
    CredentialLink {
        id: credential.id.to_owned(),
        name: credential.name.to_owned(),
    }
}
