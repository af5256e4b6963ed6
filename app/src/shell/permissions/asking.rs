//! When Platform is asked what may not be done, and what its answer and its refusals tell.

use wavepass_core::platform::Scope;
use wavepass_core::platform::may::{Action, May};

use super::{Heard, Told};

/// Every action of the app that takes a permission.
const ACTIONS: [Action; 5] = [
    Action::AddCredentials,
    Action::ChangeCredentials,
    Action::DeleteCredentials,
    Action::ValidateCredentials,
    Action::ChangePipelines,
];

/// What was asked and told of the place that is shown.
#[derive(Debug, Default)]
pub(super) struct Asking {
    /// The place.
    scope: Option<Scope>,
    /// The number of the last question, so that a late answer is not believed.
    number: u32,
    /// What was told last.
    may: May,
    /// Whether Platform has told it.
    is_certain: bool,
    /// Whether something is off.
    denies: bool,
    /// What was refused since Platform told something.
    refused: Vec<String>,
}

impl Asking {
    /// A page wants to know of a place, or something was refused there; none when a page is shown
    /// where there is nothing to know. Gives the number of the question that is to be asked.
    ///
    /// It is asked once a place, and again where something is denied: a role may have been given
    /// meanwhile.
    pub(super) fn hear(&mut self, heard: Option<&Heard>) -> Option<u32> {
        let scope = heard.map(|heard| heard.scope);
        let is_other = scope != self.scope;
        if is_other {
            *self = Self {
                scope,
                number: self.number + 1,
                ..Self::default()
            };
        }
        let refused = heard?.refused.as_ref();
        self.refused.extend(refused.into_iter().flatten().cloned());
        if !is_other && refused.is_none() && !self.denies {
            return None;
        }
        self.number += 1;
        Some(self.number)
    }

    /// Platform has answered a question, or has not told anything. Gives what is known then,
    /// unless the question is not the last one.
    pub(super) fn answered(&mut self, number: u32, said: Option<May>) -> Option<Told> {
        if number != self.number {
            return None;
        }
        let refused = std::mem::take(&mut self.refused);
        match said {
            Some(may) => {
                self.may = may;
                self.is_certain = true;
            }
            None if refused.is_empty() => {}
            None => {
                self.may = std::mem::take(&mut self.may).refused(&refused);
                self.is_certain |= self.may.lacks_some();
            }
        }
        let denied = ACTIONS.into_iter();
        let denied = denied.filter_map(|action| Some((action, self.may.why_not(action)?)));
        let denied: Vec<_> = denied.collect();
        self.denies = !denied.is_empty();
        Some(Told {
            is_asked: true,
            is_certain: self.is_certain,
            credentials: self.may.why_not_credentials(),
            denied,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wavepass_core::platform::WorkspaceId;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const HERE: Scope = Scope::Workspace(WorkspaceId(1));
    const THERE: Scope = Scope::Workspace(WorkspaceId(2));

    fn wanted(scope: Scope) -> Heard {
        Heard {
            scope,
            refused: None,
        }
    }

    fn refused(scope: Scope, missing: &[&str]) -> Heard {
        let missing = missing.iter().map(|it| (*it).to_owned()).collect();
        Heard {
            scope,
            refused: Some(missing),
        }
    }

    fn may(operations: &[&str]) -> Option<May> {
        May::read(&json!({"workspace": {"roles": ["view"], "operations": operations}}))
    }

    const EVERYTHING: &[&str] = &[
        "credentials:read",
        "credentials:write",
        "credentials:delete",
        "compute_environment:write",
        "pipeline:write",
    ];

    fn denies(told: &Told) -> Vec<Action> {
        told.denied.iter().map(|(action, _)| *action).collect()
    }

    #[test]
    fn a_place_is_asked_about_once() {
        let mut asking = Asking::default();
        let number = asking.hear(Some(&wanted(HERE))).unwrap();
        assert_eq!(asking.hear(Some(&wanted(HERE))), None);
        let told = asking.answered(number, may(EVERYTHING)).unwrap();
        assert!(told.is_asked && told.is_certain && told.denied.is_empty());
        assert_eq!(told.credentials, None);
        assert_eq!(asking.hear(Some(&wanted(HERE))), None);
        assert!(asking.hear(Some(&wanted(THERE))).is_some());
        assert!(asking.hear(Some(&wanted(HERE))).is_some());
    }

    #[test]
    fn where_something_is_denied_it_is_asked_again_and_stays_until_the_answer() {
        let mut asking = Asking::default();
        let number = asking.hear(Some(&wanted(HERE))).unwrap();
        let told = asking.answered(number, may(&["credentials:read"])).unwrap();
        assert_eq!(denies(&told), ACTIONS);
        assert!(told.credentials.is_some());
        // The answer that does not come changes nothing.
        let again = asking.hear(Some(&wanted(HERE))).unwrap();
        assert_eq!(asking.answered(again, None), Some(told));
        let again = asking.hear(Some(&wanted(HERE))).unwrap();
        let told = asking.answered(again, may(EVERYTHING)).unwrap();
        assert!(told.denied.is_empty() && told.is_certain);
    }

    #[test]
    fn what_is_not_told_is_allowed_until_it_is_refused() {
        let mut asking = Asking::default();
        let number = asking.hear(Some(&wanted(HERE))).unwrap();
        let told = asking.answered(number, None).unwrap();
        assert!(told.is_asked && !told.is_certain && told.denied.is_empty());
        // A refusal that names nothing may have another reason.
        let number = asking.hear(Some(&refused(HERE, &[]))).unwrap();
        assert!(!asking.answered(number, None).unwrap().is_certain);
        let number = asking.hear(Some(&refused(HERE, &["credentials:delete"])));
        let told = asking.answered(number.unwrap(), None).unwrap();
        assert_eq!(denies(&told), [Action::DeleteCredentials]);
        assert!(told.is_certain);
        let number = asking.hear(Some(&refused(HERE, &["credentials:write"])));
        let told = asking.answered(number.unwrap(), None).unwrap();
        let credentials = [
            Action::AddCredentials,
            Action::ChangeCredentials,
            Action::DeleteCredentials,
        ];
        assert_eq!(denies(&told), credentials);
    }

    #[test]
    fn after_a_refusal_what_platform_tells_counts() {
        let mut asking = Asking::default();
        let number = asking.hear(Some(&wanted(HERE))).unwrap();
        asking.answered(number, may(EVERYTHING)).unwrap();
        let number = asking.hear(Some(&refused(HERE, &["credentials:write"])));
        let told = asking.answered(number.unwrap(), may(&["credentials:read"]));
        assert!(told.unwrap().credentials.unwrap().contains("View"));
    }

    #[test]
    fn a_late_answer_is_not_believed() {
        let mut asking = Asking::default();
        let here = asking.hear(Some(&wanted(HERE))).unwrap();
        let there = asking.hear(Some(&wanted(THERE))).unwrap();
        assert_eq!(asking.answered(here, may(&["credentials:read"])), None);
        assert!(asking.answered(there, may(EVERYTHING)).is_some());
        let here = asking.hear(Some(&wanted(HERE))).unwrap();
        assert_eq!(asking.hear(None), None);
        assert_eq!(asking.answered(here, may(&["credentials:read"])), None);
    }
}
