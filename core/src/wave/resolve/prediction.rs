//! What Wave does with one image, as far as it is known by which rule.
//!
//! This module may not choose a credential. Start at [`Resolver::predict`].

use super::{MatchRule, Outcome, Reason, Resolution, Resolver};

/// What Wave does with one image, as far as it is known by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prediction<'a> {
    /// This, by every rule that the Wave may have. Nothing has to be said about rules.
    Certain(Resolution<'a>),
    /// It depends on the rule, and nobody has said which one the Wave has.
    ByRule {
        /// By the rule of releases up to 1.37.
        exact_host: Resolution<'a>,
        /// By the rule of the newest source.
        longest_path: Resolution<'a>,
    },
}

impl<'a> Resolver<'a> {
    /// Says what Wave does with an image, spelled as in the pipeline.
    pub fn predict(&self, image: &str) -> Prediction<'a> {
        let by = |rule| self.resolve(image, rule);
        match self.wave.setup.rule {
            Some(rule) => Prediction::Certain(by(rule)),
            None => Prediction::of(by(MatchRule::ExactHost), by(MatchRule::LongestPath)),
        }
    }
}

impl<'a> Prediction<'a> {
    fn of(exact_host: Resolution<'a>, longest_path: Resolution<'a>) -> Self {
        let agree = exact_host.outcome == longest_path.outcome
            && wrong_place(&exact_host) == wrong_place(&longest_path);
        if agree {
            Self::Certain(exact_host)
        } else {
            Self::ByRule {
                exact_host,
                longest_path,
            }
        }
    }

    /// The answer, where there is only one.
    pub fn certain(&self) -> Option<&Resolution<'a>> {
        match self {
            Self::Certain(resolution) => Some(resolution),
            Self::ByRule { .. } => None,
        }
    }

    /// The answers by rule, where they differ.
    pub fn by_rule(&self) -> Option<[(MatchRule, &Resolution<'a>); 2]> {
        match self {
            Self::Certain(_) => None,
            Self::ByRule {
                exact_host,
                longest_path,
            } => Some([
                (MatchRule::ExactHost, exact_host),
                (MatchRule::LongestPath, longest_path),
            ]),
        }
    }

    /// One of the answers, for what does not depend on the rule: the image that Wave sees.
    pub fn any(&self) -> &Resolution<'a> {
        match self {
            Self::Certain(resolution)
            | Self::ByRule {
                longest_path: resolution,
                ..
            } => resolution,
        }
    }
}

impl Resolution<'_> {
    /// Which credential Wave takes, in half a sentence.
    pub fn in_brief(&self) -> String {
        match &self.outcome {
            Outcome::Stored { credential, .. } => format!("{} is used", credential.name),
            Outcome::Operator { .. } => "the operator's account is used".to_owned(),
            Outcome::PerhapsOperator => {
                "the operator's account is used, where there is one".to_owned()
            }
            Outcome::ComputeEnvironment { .. } => {
                "the AWS credential of the compute environment is used".to_owned()
            }
            Outcome::PerhapsComputeEnvironment => "no stored credential is used, but that of the \
                                                   compute environment if it is AWS Batch"
                .to_owned(),
            Outcome::Anonymous => "no credential is used".to_owned(),
            Outcome::Refused { .. } => "the image is refused".to_owned(),
        }
    }
}

/// The credential that was found where Wave does not look, by its id.
fn wrong_place<'r>(resolution: &'r Resolution<'_>) -> Option<&'r str> {
    resolution.reasons.iter().find_map(|reason| match reason {
        Reason::WrongPlace { credential, .. } => Some(credential.id),
        _ => None,
    })
}
