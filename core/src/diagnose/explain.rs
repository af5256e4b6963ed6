//! Which of the possible reasons is the likely one, by what is known of this account.
//!
//! A registry says the same to who has no login, to who may not read, and for a name that does
//! not exist. What the resolver knows settles a part of it: what it shows comes first, what it
//! leaves open next, and what it disproves is not called likely but named as ruled out. This
//! module may not resolve by itself. Start at [`Diagnosis::explain`].

use super::{Cause, Diagnosis};
use crate::image::wave_name::WaveName;
use crate::registry::DOCKER_HUB;
use crate::wave::coverage::{Coverage, Row, Verdict};
use crate::wave::resolve::Works;

/// What there is to say of an error, in the light of what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// What the message means, and what its wording tells beyond that.
    pub means: Vec<String>,
    /// The reasons that are possible, the likeliest first.
    pub likely: Vec<String>,
    /// What the account disproves.
    pub ruled_out: Vec<String>,
    /// That no credential mends it, where none is known to.
    pub no_credential: Option<&'static str>,
}

/// How a reason stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// What is known shows it.
    Shown,
    /// Nothing speaks against it.
    Open,
}

/// Reasons with how each of them stands.
#[derive(Default)]
struct Reasons {
    possible: Vec<(Standing, String)>,
    ruled_out: Vec<String>,
}

impl Reasons {
    fn shown(&mut self, sentence: impl Into<String>) {
        self.possible.push((Standing::Shown, sentence.into()));
    }

    fn open(&mut self, sentence: impl Into<String>) {
        self.possible.push((Standing::Open, sentence.into()));
    }

    fn ruled_out(&mut self, sentence: impl Into<String>) {
        self.ruled_out.push(sentence.into());
    }
}

/// The order in which errors are told: what the account shows first, what it disproves last,
/// and else as they came.
pub fn order(diagnoses: &[Diagnosis], coverage: &Coverage) -> Vec<usize> {
    let mut order: Vec<usize> = (0..diagnoses.len()).collect();
    order.sort_by_key(|at| {
        let reasons = diagnoses.get(*at).map(|it| it.reasons(coverage));
        reasons.map_or(1, |reasons| {
            let is_shown = reasons
                .possible
                .iter()
                .any(|(it, _)| *it == Standing::Shown);
            match (is_shown, reasons.ruled_out.is_empty()) {
                (true, true) => 0,
                (true, false) | (false, true) => 1,
                (false, false) => 2,
            }
        })
    });
    order
}

impl Diagnosis {
    /// What there is to say, in the light of what is stored.
    pub fn explain(&self, coverage: &Coverage) -> Explanation {
        let row = self.cause.row();
        let mut means = vec![row.means.to_owned()];
        means.extend(self.note.map(str::to_owned));
        if let Some(name) = self.wave_name.as_deref().and_then(WaveName::parse) {
            means.push(format!(
                "The image has a name that Wave gave it, which hides the registry of its source. \
                 Nobody logs in to {}.",
                name.host
            ));
        }
        let mut reasons = self.reasons(coverage);
        reasons.possible.sort_by_key(|(standing, _)| *standing);
        let possible = reasons.possible.into_iter();
        Explanation {
            means,
            likely: possible.map(|(_, sentence)| sentence).collect(),
            ruled_out: reasons.ruled_out,
            no_credential: (!self.mends.is_offered()).then(|| self.mends.sentence()),
        }
    }

    /// Whether the engine asked the registry itself: the name in its message is not Wave's.
    pub fn is_past_wave(&self) -> bool {
        !self.is_waves && self.wave_name.is_none() && self.image.is_some()
    }

    fn reasons(&self, coverage: &Coverage) -> Reasons {
        let mut reasons = Reasons::default();
        let is_about_a_login = matches!(
            self.cause,
            Cause::NoAccess
                | Cause::MissingCredential
                | Cause::WrongLogin
                | Cause::AcrRefused
                | Cause::DockerHubLimit
        );
        let Some(host) = self.host.as_deref().filter(|_| is_about_a_login) else {
            return reasons;
        };
        if self.is_past_wave() {
            reasons.shown(
                "The engine asked the registry itself and not Wave, since the name in the message \
                 is not one of Wave’s. What is stored in Platform is used through Wave, so most \
                 likely none of it came along.",
            );
        }
        match coverage.row_of(host, self.image.as_deref()) {
            Some(row) => self.stored(row, &mut reasons),
            None => reasons.open(format!(
                "There is no credential for {host}, or not the right one."
            )),
        }
        if self.cause == Cause::NoAccess {
            self.name(host, &mut reasons);
            if self.is_waves {
                reasons.open(format!("Wave cannot reach {host}."));
            }
        }
        reasons
    }

    /// What is stored for the registry, and what that means for this cause.
    fn stored(&self, row: &Row, reasons: &mut Reasons) {
        let host = &row.host;
        let why = row.findings.first().map(|finding| finding.message.clone());
        match (row.verdict, &row.credential) {
            (Verdict::Unknown, _) => {
                reasons.open(format!(
                    "There is no credential for {host}, or not the right one."
                ));
            }
            (_, Some(used)) if row.works == Works::No => {
                reasons.shown(why.unwrap_or_else(|| format!("{} cannot work.", used.name)));
            }
            (_, Some(used)) => self.matched(&used.name, host, reasons),
            (
                Verdict::Fallback | Verdict::Depends | Verdict::DependsOnWave | Verdict::WaveOwn,
                None,
            ) => {
                reasons
                    .possible
                    .extend(why.map(|why| (Standing::Open, why)));
            }
            (_, None) if self.cause == Cause::WrongLogin => {
                reasons.ruled_out(format!(
                    "A stored secret is not what was refused: none is stored for {host} here."
                ));
                if self.is_waves {
                    reasons.open(
                        "Wave asked without a login, and the image is private or not there; or it \
                         used a credential that is not here any more.",
                    );
                } else {
                    reasons.shown(
                        "What was refused is another login: that of the engine, of the compute \
                         environment, or of a credential that is not here any more.",
                    );
                }
            }
            (_, None) => reasons
                .shown(why.unwrap_or_else(|| format!("No stored credential has the host {host}."))),
        }
    }

    /// What it means that a credential is used.
    fn matched(&self, name: &str, host: &str, reasons: &mut Reasons) {
        if self.is_past_wave() {
            reasons.open(format!("Through Wave, {name} is used for {host}."));
            reasons.ruled_out(format!(
                "A credential is not missing in Platform: {name} is stored for {host}."
            ));
            return;
        }
        match self.cause {
            Cause::MissingCredential => {
                reasons.ruled_out(format!(
                    "A credential is not missing now: {name} is for {host}."
                ));
                reasons.open(format!(
                    "{name} was added after the run had begun, or the run asks in another context."
                ));
            }
            Cause::DockerHubLimit if self.image.is_none() => reasons.open(format!(
                "{name} is stored for {host}: the pull did not go through Wave, or {name} was \
                 added after the run had begun, or the limit of its account is reached."
            )),
            Cause::DockerHubLimit => reasons.open(format!(
                "The limit of the account of {name} is reached, or {name} was added after the run \
                 had begun."
            )),
            Cause::WrongLogin => reasons.shown(format!(
                "{name} is what is used for {host}: its user name or its secret is wrong or has \
                 expired."
            )),
            _ => {
                reasons.ruled_out(format!(
                    "A credential is not missing: {name} is for {host}."
                ));
                reasons.open(format!(
                    "The user name or the secret of {name} is wrong or has expired, or may not \
                     read this repository."
                ));
            }
        }
    }

    /// What may be wrong with the name.
    fn name(&self, host: &str, reasons: &mut Reasons) {
        let Some(image) = &self.image else {
            return;
        };
        let path = image.split(['@']).next().unwrap_or_default();
        if host == DOCKER_HUB && !path.contains('/') {
            reasons.open(
                "Without a slash the name is that of an official image of Docker Hub. If it is \
                 not meant to be one, a host or a slash is missing in it.",
            );
        } else if host == DOCKER_HUB && !path.starts_with(DOCKER_HUB) {
            reasons.open(
                "Without a host in the name Docker Hub is asked. If the image is somewhere else, \
                 its host is missing, or docker.registry, singularity.registry or the like.",
            );
        }
        reasons.open("The name or the tag is wrong.");
    }
}

#[cfg(test)]
#[path = "explain_tests.rs"]
mod tests;
