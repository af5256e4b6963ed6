//! What a failure means for one operation.
//!
//! The meaning of a status belongs to what was asked: 409 is a taken name when credentials are
//! created, somebody else's change when they are updated, and a run that needs them when they
//! are deleted. Which status Platform gives for a taken name is not documented: 409 is, for
//! names of other things. Start at [`NotDone`].

use serde_json::Value;

use super::credentials::Conflict;
use super::may::refusal;
use super::pipelines::DescribeLaunch;
use super::reader::Fields;
use super::request_error::RequestError;
use crate::failure::Failure;

/// How Platform begins its refusal of a login that the registry did not take; the host follows
/// in single quotes. Recorded 2025-06-23. Platform says so of a wrong login and of a registry
/// that Wave cannot reach alike.
const REGISTRY_LOGIN: &str = "Invalid credentials for container registry";

/// Why a change was not made.
pub trait NotDone {
    /// The request for the change that failed; none where what was answered has a meaning of its
    /// own, and where nothing was sent.
    fn failed(&self) -> Option<&RequestError>;

    /// What a person is told.
    fn sentence(&self) -> String;

    /// Whether what failed for one fails for the next one too: no session, no connection, too many
    /// requests.
    fn concerns_all(&self) -> bool {
        let kind = self.failed().map(|failure| failure.kind);
        matches!(
            kind,
            Some(Failure::Unauthorized | Failure::Offline | Failure::Limited)
        )
    }

    /// Whether the session has run out.
    fn is_signed_out(&self) -> bool {
        let failed = self.failed();
        failed.is_some_and(|failure| failure.kind == Failure::Unauthorized)
    }

    /// Whether it may have been made all the same.
    fn may_have_been_done(&self) -> bool {
        self.failed().is_some_and(RequestError::may_have_been_done)
    }
}

/// Why credentials were not stored, or not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// Others have the name.
    NameTaken,
    /// Wave could not log in to the registry with them; what Platform says of it.
    RegistryLogin(String),
    /// Anything else.
    Failed(RequestError),
}

impl SaveError {
    /// Why new credentials were not stored.
    pub fn of_create(failure: RequestError) -> Self {
        let said = failure.said.as_deref().unwrap_or_default();
        let says_exists = said.to_ascii_lowercase().contains("already exist");
        let is_taken = match failure.status {
            409 => says_exists || said.is_empty(),
            400 => says_exists,
            _ => false,
        };
        if is_taken && failure.kind == Failure::Refused {
            return Self::NameTaken;
        }
        Self::of_update(failure)
    }

    /// Why stored credentials were not changed. Their name stays, so it is never to blame.
    pub fn of_update(failure: RequestError) -> Self {
        let said = failure.said.as_deref().unwrap_or_default();
        if failure.kind == Failure::Refused && said.starts_with(REGISTRY_LOGIN) {
            return Self::RegistryLogin(said.to_owned());
        }
        Self::Failed(failure)
    }
}

impl NotDone for SaveError {
    fn failed(&self) -> Option<&RequestError> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::NameTaken | Self::RegistryLogin(_) => None,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::NameTaken => "Other credentials here have this name already.".to_owned(),
            Self::RegistryLogin(said) => said.clone(),
            Self::Failed(failure) => refusal(failure),
        }
    }
}

/// Why credentials were not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeleteError {
    /// These use them now, as far as the answer says.
    InUse(Vec<Conflict>),
    /// Anything else.
    Failed(RequestError),
}

impl DeleteError {
    /// Reads why, with the body of the answer.
    pub fn of(failure: RequestError, body: Option<&Value>) -> Self {
        let fields = body.and_then(Fields::of);
        let lists = fields.is_some_and(|body| body.raw().contains_key("conflicts"));
        if failure.status != 409 || !(lists || failure.said.is_none()) {
            return Self::Failed(failure);
        }
        let rows = fields.and_then(|body| body.get("conflicts")?.as_array());
        let rows = rows.into_iter().flatten().filter_map(Fields::of);
        Self::InUse(rows.map(Conflict::read).collect())
    }
}

impl NotDone for DeleteError {
    fn failed(&self) -> Option<&RequestError> {
        match self {
            Self::Failed(failure) => Some(failure),
            Self::InUse(_) => None,
        }
    }

    fn sentence(&self) -> String {
        match self {
            Self::InUse(_) => "Something uses these credentials now, so they were kept.".to_owned(),
            Self::Failed(failure) => refusal(failure),
        }
    }
}

/// What the server says of a name for new credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameAnswer {
    /// Nobody has it.
    Free,
    /// Others have it, even where the answer has no body.
    Taken,
    /// It does not take such a name, in its own words where there are any.
    Refused(Option<String>),
    /// It did not say.
    Unknown,
}

impl NameAnswer {
    /// Reads the answer to `GET /credentials/validate`: 204 free, 409 taken, 400 malformed.
    pub fn of(answer: Result<(), RequestError>) -> Self {
        match answer {
            Ok(()) => Self::Free,
            Err(failure) => match failure.status {
                409 => Self::Taken,
                400 | 422 if failure.kind == Failure::Refused => Self::Refused(failure.said),
                _ => Self::Unknown,
            },
        }
    }
}

/// What became of a config that a pipeline was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Applied {
    /// Launches take it.
    Now,
    /// It is in a new version, which launches take: its name.
    Published(String),
    /// It is in a draft, which launches take once it is published; why it was not, where that is
    /// told.
    Draft(Option<RequestError>),
    /// It is in another version, and whether launches take that one is not told.
    Elsewhere,
}

impl Applied {
    /// Whether launches are not known to take it.
    pub const fn is_pending(&self) -> bool {
        matches!(self, Self::Draft(_) | Self::Elsewhere)
    }

    /// What to tell the person whose config was applied to the pipeline of that name.
    pub fn sentence(&self, name: &str) -> String {
        match self {
            Self::Now => format!("{name} has the new config. Its next launch uses it."),
            Self::Published(version) => {
                format!("{name} has the new config. Its next launch uses it, as version {version}.")
            }
            Self::Draft(Some(failure)) if failure.may_have_been_done() => format!(
                "The new config is in a new version of {name}. It is not certain whether that was \
                 published: look in Platform. {}",
                failure.sentence()
            ),
            Self::Draft(failure) => {
                let why = failure.as_ref().map(RequestError::sentence);
                let why = why.map(|why| format!(" It could not be published: {why}"));
                format!(
                    "The new config is in a draft of {name}.{} Launches use it once somebody \
                     publishes the draft in Platform.",
                    why.unwrap_or_default()
                )
            }
            Self::Elsewhere => format!(
                "The new config is in another version of {name}. Platform does not say whether \
                 launches use that version: look there."
            ),
        }
    }
}

/// Why a pipeline did not get another config.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyError {
    /// Somebody changed it since it was read. This is what it is launched with now.
    Changed(Box<DescribeLaunch>),
    /// It has labels that the update cannot name and would take away.
    LosesLabels,
    /// Reading it again failed before anything was sent.
    NotSent(RequestError),
    /// The update failed.
    Failed {
        /// How.
        failure: RequestError,
        /// The fields of the launch that went back and that API 1.187 does not know.
        unknown_fields: Vec<String>,
        /// Whether the pipeline is in a workspace, where there are roles.
        is_in_workspace: bool,
    },
}

impl NotDone for ApplyError {
    fn failed(&self) -> Option<&RequestError> {
        match self {
            Self::Failed { failure, .. } => Some(failure),
            Self::Changed(_) | Self::LosesLabels | Self::NotSent(_) => None,
        }
    }

    fn is_signed_out(&self) -> bool {
        matches!(self, Self::NotSent(it) | Self::Failed { failure: it, .. } if it.kind == Failure::Unauthorized)
    }

    fn sentence(&self) -> String {
        match self {
            Self::Changed(_) => "Somebody changed this pipeline after you loaded it, so nothing \
                                 was applied."
                .to_owned(),
            Self::LosesLabels => "This pipeline has a label that Platform lists without its id, \
                                  so an update cannot name it and would take it away. Nothing was \
                                  applied. Copy the text and change the pipeline in Platform."
                .to_owned(),
            Self::NotSent(failure) => format!("Nothing was applied. {}", failure.sentence()),
            Self::Failed { failure, .. } if failure.may_have_been_done() => format!(
                "It is not certain whether it was applied: load the pipeline again to see. {}",
                failure.sentence()
            ),
            Self::Failed {
                failure,
                unknown_fields,
                is_in_workspace,
            } => {
                let mut said = format!("Nothing was applied. {}", refusal(failure));
                if failure.may_be_gone() && *is_in_workspace {
                    said.push_str(
                        " Changing a pipeline most likely takes the role Maintain, Admin or Owner.",
                    );
                }
                if failure.status == 400 && !unknown_fields.is_empty() {
                    said.push_str(
                        " The launch has fields that went back as they came and that Wavepass \
                         does not know, which may be the reason: ",
                    );
                    said.push_str(&unknown_fields.join(", "));
                    said.push('.');
                }
                said
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn failure(status: u16, body: &Value) -> RequestError {
        RequestError::of(status, |_| None, Some(body))
    }

    fn said(status: u16, message: &str) -> RequestError {
        failure(status, &json!({ "message": message }))
    }

    #[test]
    fn a_new_name_is_taken_where_the_answer_says_so_or_nothing_else() {
        let exists = "A credential with name 'core-quay' already exists";
        for (answer, is_taken) in [
            (said(409, exists), true),
            (said(409, ""), true),
            (said(400, exists), true),
            (said(409, "The agent is not online"), false),
            (said(400, "Invalid name"), false),
            (said(400, ""), false),
            (said(500, exists), false),
            (said(403, exists), false),
        ] {
            let read = SaveError::of_create(answer.clone());
            assert_eq!(read == SaveError::NameTaken, is_taken, "{answer:?}");
            assert!(!matches!(
                SaveError::of_update(answer),
                SaveError::NameTaken
            ));
        }
    }

    #[test]
    fn a_login_that_the_registry_refused_is_told_from_other_refusals() {
        let recorded = "Invalid credentials for container registry 'docker.io'";
        for read in [SaveError::of_create, SaveError::of_update] {
            let login = read(said(400, recorded));
            assert_eq!(login, SaveError::RegistryLogin(recorded.to_owned()));
            for other in ["", "Invalid name", "The container registry is not set"] {
                let read = read(said(400, other));
                assert!(matches!(read, SaveError::Failed(_)), "{other:?}");
            }
        }
    }

    #[test]
    fn what_uses_a_credential_is_listed_as_far_as_it_can_be_read() {
        let body = json!({"conflicts": [
            {"type": "workflow", "id": "w-1", "name": "calm", "url": null},
            {"type": "studio", "id": 12},
            {"type": "of-tomorrow", "id": "z", "name": null},
            null,
        ]});
        let DeleteError::InUse(rows) = DeleteError::of(failure(409, &body), Some(&body)) else {
            panic!("in use");
        };
        let ids: Vec<_> = rows.iter().map(|row| row.id.as_deref()).collect();
        assert_eq!(ids, [Some("w-1"), Some("12"), Some("z")]);
    }

    #[test]
    fn a_conflict_of_a_deletion_is_a_use_unless_another_reason_is_given() {
        for (body, is_use) in [
            (json!({"conflicts": null}), true),
            (json!({"conflicts": {}}), true),
            (json!(null), true),
            (json!({}), true),
            (json!({"message": "In use", "conflicts": []}), true),
            (json!({"message": "Changed by somebody else"}), false),
        ] {
            let read = DeleteError::of(failure(409, &body), Some(&body));
            assert_eq!(matches!(read, DeleteError::InUse(_)), is_use, "{body}");
            assert!(!read.may_have_been_done());
        }
        let body = json!({"conflicts": []});
        let read = DeleteError::of(failure(500, &body), Some(&body));
        assert!(matches!(read, DeleteError::Failed(_)) && read.may_have_been_done());
    }

    #[test]
    fn what_is_said_of_a_name_is_free_taken_refused_or_not_known() {
        for (answer, expected) in [
            (Ok(()), NameAnswer::Free),
            (Err(failure(409, &json!(null))), NameAnswer::Taken),
            (Err(said(400, "")), NameAnswer::Refused(None)),
            (
                Err(said(400, "too short")),
                NameAnswer::Refused(Some("too short".to_owned())),
            ),
            (Err(said(500, "x")), NameAnswer::Unknown),
            (Err(said(403, "x")), NameAnswer::Unknown),
            (
                Err(RequestError::new(Failure::Offline)),
                NameAnswer::Unknown,
            ),
        ] {
            assert_eq!(NameAnswer::of(answer), expected);
        }
    }

    fn not_applied(failure: RequestError, is_in_workspace: bool) -> ApplyError {
        ApplyError::Failed {
            failure,
            unknown_fields: vec!["newThing".to_owned()],
            is_in_workspace,
        }
    }

    #[test]
    fn an_update_of_a_pipeline_speaks_of_roles_only_where_there_are_any() {
        let empty = |is_in| not_applied(failure(403, &json!(null)), is_in).sentence();
        assert!(empty(true).contains("most likely takes the role"));
        assert!(!empty(false).contains("role"));
        let missing = said(403, "Forbidden. Missing permission(s): \"pipeline:write\"");
        let missing = not_applied(missing, true).sentence();
        assert!(missing.contains("pipeline:write") && !missing.contains("most likely"));
        let read = ApplyError::NotSent(failure(403, &json!(null))).sentence();
        assert!(read.starts_with("Nothing was applied.") && !read.contains("role"));
    }

    #[test]
    fn an_update_that_failed_is_uncertain_and_one_that_was_refused_is_not() {
        let failed = not_applied(said(500, "x"), false);
        assert!(failed.sentence().starts_with("It is not certain"));
        let refused = not_applied(said(400, "no"), false);
        assert!(refused.sentence().ends_with("newThing."));
        assert!(!refused.may_have_been_done());
        let other = not_applied(said(409, "no"), false).sentence();
        assert_eq!(other, "Nothing was applied. no");
        let unread = ApplyError::NotSent(said(500, "x"));
        assert!(!unread.may_have_been_done(), "nothing was sent");
    }

    #[test]
    fn a_session_that_ran_out_is_told_whatever_was_under_way() {
        let out = || failure(401, &json!(null));
        assert!(SaveError::of_create(out()).is_signed_out());
        assert!(DeleteError::of(out(), None).is_signed_out());
        assert!(ApplyError::NotSent(out()).is_signed_out());
        assert!(not_applied(out(), false).is_signed_out());
        assert!(!ApplyError::Changed(Box::default()).is_signed_out());
        assert!(!SaveError::NameTaken.is_signed_out());
    }

    #[test]
    fn only_what_launches_take_is_said_to_be_launched() {
        let launched = "rna has the new config. Its next launch uses it";
        for (applied, beginning, is_pending) in [
            (Applied::Now, launched, false),
            (Applied::Published("rna-4".to_owned()), launched, false),
            (
                Applied::Draft(None),
                "The new config is in a draft of rna. Launches use it once",
                true,
            ),
            (
                Applied::Draft(Some(said(403, "no"))),
                "The new config is in a draft of rna. It could not be published: The server does",
                true,
            ),
            (
                Applied::Draft(Some(said(502, "no"))),
                "The new config is in a new version of rna. It is not certain whether that was",
                true,
            ),
            (
                Applied::Elsewhere,
                "The new config is in another version of rna.",
                true,
            ),
        ] {
            let sentence = applied.sentence("rna");
            assert!(sentence.starts_with(beginning), "{sentence}");
            assert_eq!(applied.is_pending(), is_pending);
        }
    }
}
