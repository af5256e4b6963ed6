//! What to do about an error, in the light of what is stored.
//!
//! A log tells what went wrong, and the table tells whether a credential is there at all.
//! This module may not judge either. Start at [`Diagnosis::remedy`].

use super::{Access, ConfigFix, Diagnosis, Mends, Step};
use crate::wave::coverage::{Action, Coverage, Row, Verdict};

impl Diagnosis {
    /// The steps that are left once the table is there, in words: it answers which credential
    /// is used, and so whether one has to be added or changed, and which.
    pub fn steps_left(&self, coverage: &Coverage) -> Vec<String> {
        let host = self.host.as_ref();
        let row = host.and_then(|host| coverage.row_of(host, self.image.as_deref()));
        let is_known = row.is_some_and(|row| row.verdict != Verdict::Unknown);
        let is_there = row.is_some_and(|row| row.credential.is_some());
        let is_wave_on = row.is_some_and(is_wave_on);
        let left = |step: &Step| match step {
            Step::Resolve { .. } => None,
            Step::FixConfiguration(ConfigFix::EnableWave) if is_wave_on => None,
            Step::AddCredential {
                access: Access::Pull,
                ..
            } => match row {
                _ if is_there => None,
                Some(row) => adding(row, step),
                None => Some(step.sentence()),
            },
            // What was not used need not be replaced.
            Step::ReplaceSecret { .. } => {
                (is_there && !self.is_past_wave() || !is_known).then(|| step.sentence())
            }
            _ => Some(step.sentence()),
        };
        self.steps.iter().filter_map(left).collect()
    }

    /// What to press first; `None` where no credential of Platform helps.
    pub fn remedy(&self, coverage: &Coverage) -> Option<Action> {
        let is_about_credentials = |step: &Step| {
            matches!(
                step,
                Step::AddCredential { .. } | Step::ReplaceSecret { .. }
            )
        };
        if !self.steps.iter().any(is_about_credentials) {
            return None;
        }
        let host = self.host.as_ref()?;
        let add = || Some(Action::Add(host.clone()));
        let row = coverage.row_of(host, self.image.as_deref());
        // What is stored is used through Wave alone, so that comes before anything about it.
        if self.steps.first() == Some(&Step::FixConfiguration(ConfigFix::EnableWave))
            && !row.is_some_and(is_wave_on)
        {
            return Some(Action::SwitchWaveOn);
        }
        let Some(row) = row else {
            return add();
        };
        match (&row.credential, row.verdict) {
            // It is there, so what is wrong is its secret or what the secret may do.
            (Some(used), _) => Some(Action::Edit(used.clone())),
            (None, Verdict::Unknown) => add(),
            (None, _) => row.actions.first().cloned(),
        }
    }
}

/// Whether Wave is known to be on: somebody has said so, or the text does.
fn is_wave_on(row: &Row) -> bool {
    !row.is_wave_in_question && !matches!(row.verdict, Verdict::WaveOff | Verdict::Unknown)
}

/// Takes the offer of a credential out of the table where an error is about the registry that
/// no credential mends, and no other is that one does; and everywhere where all that a log shows
/// is what no credential mends.
pub fn withhold_offers(diagnoses: &[Diagnosis], coverage: &mut Coverage) {
    let is_mended_by_none = |it: &Diagnosis| matches!(it.mends, Mends::Nothing | Mends::Puller);
    let none_helps = !diagnoses.is_empty() && diagnoses.iter().all(is_mended_by_none);
    for row in &mut coverage.rows {
        let mut about = diagnoses
            .iter()
            .filter(|it| it.host.as_ref() == Some(&row.host))
            .peekable();
        if none_helps || about.peek().is_some() && !about.any(|it| it.mends.is_offered()) {
            row.actions
                .retain(|action| !matches!(action, Action::Add(_)));
        }
    }
}

/// What to do about a registry that has no credential.
fn adding(row: &Row, step: &Step) -> Option<String> {
    let host = &row.host;
    match (row.verdict, row.actions.first()) {
        (_, Some(Action::FixHost { credential, .. })) => Some(format!(
            "Store {host} as the registry of {}, which was most likely meant for it.",
            credential.name
        )),
        (_, Some(Action::Switch(_))) => Some(format!(
            "Launch the run in the context that has a credential for {host}, or add the \
             credential here too."
        )),
        // The image is what has to change.
        (Verdict::NoToken, _) => Some(
            "Start the run with an access token of Platform: without one Wave looks at no stored \
             credential."
                .to_owned(),
        ),
        (Verdict::NearMiss, None) => row.findings.first().map(|why| why.message.clone()),
        // No stored credential is looked at, or nobody can log in.
        (Verdict::WaveOwn | Verdict::None | Verdict::Fallback, None) => None,
        _ => Some(step.sentence()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnose::diagnose;
    use crate::wave::coverage::{CheckedImage, CredentialLink};
    use crate::wave::resolve::Works;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const REFUSED: &str = "unauthorized: repository 'quay.io/org/tool' unauthorized (401)";

    fn table(
        verdict: Verdict,
        credential: Option<CredentialLink>,
        actions: Vec<Action>,
    ) -> Coverage {
        Coverage {
            hosts: Vec::new(),
            rows: vec![Row {
                host: "quay.io".into(),
                images: vec![CheckedImage {
                    name: "quay.io/org/tool".into(),
                    findings: Vec::new(),
                }],
                verdict,
                works: Works::Yes,
                credential,
                by_rule: Vec::new(),
                is_wave_in_question: false,
                findings: Vec::new(),
                actions,
            }],
        }
    }

    fn remedy(log: &str, coverage: &Coverage) -> Option<Action> {
        diagnose(log).diagnoses[0].remedy(coverage)
    }

    #[test]
    fn a_credential_that_is_there_gets_another_secret() {
        let robot = CredentialLink {
            id: "1".into(),
            name: "robot".into(),
        };
        let coverage = table(Verdict::Match, Some(robot.clone()), Vec::new());
        assert_eq!(remedy(REFUSED, &coverage), Some(Action::Edit(robot)));
    }

    #[test]
    fn one_that_is_not_there_is_added_or_brought_here() {
        let add = Action::Add("quay.io".into());
        let switch = Action::Switch(crate::scope::Scope::Personal);
        let coverage = table(Verdict::WrongPlace, None, vec![switch.clone(), add.clone()]);
        assert_eq!(remedy(REFUSED, &coverage), Some(switch));
        for coverage in [
            Coverage::default(),
            table(Verdict::Unknown, None, Vec::new()),
        ] {
            assert_eq!(remedy(REFUSED, &coverage), Some(add.clone()));
        }
    }

    #[test]
    fn who_has_wave_on_is_not_told_to_switch_it_on_and_who_has_no_token_to_take_one() {
        let log = "docker: Error response from daemon: pull access denied for quay.io/org/tool, \
                   repository does not exist";
        let diagnosis = &diagnose(log).diagnoses[0];
        let says = |coverage: &Coverage, words: &str| {
            let steps = diagnosis.steps_left(coverage);
            steps.iter().any(|step| step.contains(words))
        };
        let add = || vec![Action::Add("quay.io".into())];
        let mut open = table(Verdict::None, None, add());
        open.rows[0].is_wave_in_question = true;
        assert!(says(&open, "wave.enabled = true"));
        assert_eq!(diagnosis.remedy(&open), Some(Action::SwitchWaveOn));
        let on = table(Verdict::None, None, add());
        assert!(!says(&on, "wave.enabled = true"));
        assert_eq!(diagnosis.remedy(&on), add().pop());
        let no_token = table(Verdict::NoToken, None, Vec::new());
        assert!(says(&no_token, "access token of Platform"));
        assert!(!says(&no_token, "Add a credential"));
    }

    #[test]
    fn the_steps_fit_what_is_stored() {
        let log = "Container image 'quay.io/org/tool' does not exist or access is not authorized";
        let diagnosis = &diagnose(log).diagnoses[0];
        let says = |coverage: &Coverage, words: &str| {
            let steps = diagnosis.steps_left(coverage);
            steps.iter().any(|step| step.starts_with(words))
        };
        let used = CredentialLink {
            id: "1".into(),
            name: "robot".into(),
        };
        let there = table(Verdict::Match, Some(used), Vec::new());
        let missing = table(Verdict::None, None, vec![Action::Add("quay.io".into())]);
        let unknown = table(Verdict::Unknown, None, Vec::new());
        for (coverage, adds, replaces) in [
            (there, false, true),
            (missing, true, false),
            (unknown, true, true),
        ] {
            assert_eq!(says(&coverage, "Add a credential"), adds);
            assert_eq!(says(&coverage, "Replace the secret"), replaces);
            assert!(!says(&coverage, "See which"));
            assert!(says(&coverage, "Relaunch"));
        }
    }

    #[test]
    fn the_first_step_is_what_the_button_does() {
        let log = "Container image 'quay.io/org/tool' does not exist or access is not authorized";
        let diagnosis = &diagnose(log).diagnoses[0];
        let used = CredentialLink {
            id: "1".into(),
            name: "robot".into(),
        };
        let add = Action::Add("quay.io".into());
        let fix = Action::FixHost {
            credential: used,
            host: "quay.io".into(),
        };
        let switch = Action::Switch(crate::scope::Scope::Personal);
        for (verdict, actions, first) in [
            (
                Verdict::NearMiss,
                vec![fix, add.clone()],
                "Store quay.io as the registry of robot",
            ),
            (
                Verdict::WrongPlace,
                vec![switch, add.clone()],
                "Launch the run in the context",
            ),
            (
                Verdict::Depends,
                vec![add.clone()],
                "Add a credential for quay.io",
            ),
            (Verdict::None, vec![add], "Add a credential for quay.io"),
        ] {
            let coverage = table(verdict, None, actions);
            let steps = diagnosis.steps_left(&coverage);
            assert!(steps[0].starts_with(first), "{verdict:?}: {steps:?}");
            let adds = steps
                .iter()
                .filter(|step| step.starts_with("Add a credential"));
            assert_eq!(adds.count(), usize::from(first.starts_with("Add")));
        }
        for verdict in [Verdict::WaveOwn, Verdict::None] {
            let steps = diagnosis.steps_left(&table(verdict, None, Vec::new()));
            assert!(
                !steps.iter().any(|step| step.starts_with("Add")),
                "{steps:?}"
            );
        }
    }

    #[test]
    fn nothing_is_offered_where_all_that_went_wrong_is_mended_by_no_credential() {
        let offers = |log: &str| {
            let add = vec![Action::Add("quay.io".into())];
            let mut coverage = table(Verdict::None, None, add);
            withhold_offers(&diagnose(log).diagnoses, &mut coverage);
            !coverage.rows[0].actions.is_empty()
        };
        for log in [
            "curl: (6) Could not resolve host: ftp.example.com",
            "User: arn:aws:sts::1 is not authorized to perform: s3:GetObject",
            "Command error:\n  curl: 429 Too Many Requests\nContainer:\n  quay.io/org/tool",
        ] {
            assert!(!offers(log), "{log}");
        }
        for log in [
            "all went well",
            "429 Too Many Requests",
            "Head \"https://ghcr.io/v2/a/b/manifests/1\": denied",
            "no space left on device\n\n\n\n\nHead \"https://ghcr.io/v2/a/b/manifests/1\": denied",
        ] {
            assert!(offers(log), "{log}");
        }
    }

    #[test]
    fn what_no_credential_helps_against_has_no_button() {
        let own = table(Verdict::WaveOwn, None, Vec::new());
        assert_eq!(remedy(REFUSED, &own), None);
        let unpaired = "Missing pairing record for Tower endpoint 'https://tower.example'";
        assert_eq!(remedy(unpaired, &Coverage::default()), None);
    }
}
