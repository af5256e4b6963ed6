//! The way out of what needs attention: where it leads, and what it says. Start at [`WayOut::of`].

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::attention::{Cause, Line, Way};

use super::query::Only;
use crate::prefill;
use crate::shell::routes::{Page, Place};

/// A link that helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WayOut {
    /// What it says.
    pub(crate) label: String,
    /// Of which credential, for those who hear it without what stands around it.
    pub(crate) of: Option<String>,
    /// Where it leads.
    pub(crate) leads: Leads,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Leads {
    /// To a page that only shows something.
    Shows(String),
    /// To the form that changes stored credentials.
    Changes(String),
    /// To the form for new ones.
    Adds(String),
    /// To the list, narrowed.
    Narrows(Only),
}

impl WayOut {
    /// What helps the credentials of a line.
    pub(crate) fn of(line: &Line, rows: &[CredentialsSummary], place: &Place) -> Self {
        let first = line.named.first().and_then(|at| rows.get(*at));
        let name = |row: &CredentialsSummary| Some(row.label().to_owned());
        let found = match &line.way {
            Way::SayWhichWave => Some(Self {
                label: "Say how your Wave compares (Images and errors, under Assumed)".to_owned(),
                of: None,
                leads: Leads::Shows(place.images()),
            }),
            Way::Details | Way::LookAtAll => None,
            Way::AddAgain => first.and_then(|row| {
                Some(Self {
                    label: "Add it again".to_owned(),
                    of: name(row),
                    leads: Leads::Adds(prefill::again(place, row)?),
                })
            }),
            Way::Host(host) => first.and_then(|row| {
                Some(Self {
                    label: format!("Fix: use {host}"),
                    of: name(row),
                    leads: Leads::Changes(prefill::fix_host(place, changeable(row)?, host)),
                })
            }),
            Way::Change(at) => rows.get(*at).and_then(|row| {
                let (label, of) = match line.cause {
                    // It is another one than that of the line.
                    Cause::Shadowed | Cause::ShadowedUnlike => {
                        (format!("Change {}", row.label()), None)
                    }
                    Cause::NeverMatches | Cause::UnusualHost => {
                        ("Change registry server".to_owned(), name(row))
                    }
                    _ => ("Change login".to_owned(), name(row)),
                };
                Some(Self {
                    label,
                    of,
                    leads: Leads::Changes(place.edit_credential(changeable(row)?)),
                })
            }),
            Way::Renew => first.and_then(|row| {
                let id = changeable(row)?;
                // Which others have a secret is known of their details.
                let (label, path) = if row.registry.is_some() {
                    let page = Page::RotateCredential(id.to_owned());
                    ("Rotate secret", place.path(page))
                } else {
                    ("Change secret or day", place.edit_credential(id))
                };
                Some(Self {
                    label: label.to_owned(),
                    of: name(row),
                    leads: Leads::Changes(path),
                })
            }),
        };
        found.unwrap_or_else(|| Self::to_look(line, first, place))
    }

    /// Looking at the only one, or at all of them.
    fn to_look(line: &Line, first: Option<&CredentialsSummary>, place: &Place) -> Self {
        let only = first.filter(|_| line.count == 1);
        match only.and_then(|row| Some((row, row.id.as_ref()?))) {
            Some((row, id)) => Self {
                label: "Details".to_owned(),
                of: Some(row.label().to_owned()),
                leads: Leads::Shows(place.credential(id)),
            },
            None => Self {
                // It says what is shown: there may be others of which it is true.
                label: format!("Show: {}", narrowed(line.cause).label()),
                of: None,
                leads: Leads::Narrows(narrowed(line.cause)),
            },
        }
    }
}

/// The id of credentials whose fields are known, so that they can be changed.
fn changeable(row: &CredentialsSummary) -> Option<&str> {
    let is_known = row.provider.can_be_added();
    row.id.as_deref().filter(|_| is_known)
}

/// What of the list has those with a cause, and as few others as can be asked for.
const fn narrowed(cause: Cause) -> Only {
    match cause {
        Cause::Invalid | Cause::Deleted => Only::Refused,
        Cause::LoginNeverWorks => Only::LoginNeverWorks,
        Cause::NeverMatches => Only::NeverMatches,
        Cause::ShadowedUnlike | Cause::Shadowed => Only::Shadowed,
        Cause::TokenOver | Cause::ShortLived => Only::ShortLived,
        Cause::Expired | Cause::EndsSoon => Only::Expiring,
        Cause::UnusualHost => Only::UnusualHost,
        Cause::DependsOnWave | Cause::OtherState | Cause::Reserved => Only::Attention,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use wavepass_core::platform::reader::Listed;

    use super::*;

    fn way_out(row: &Value, cause: Cause, count: usize, way: Way) -> WayOut {
        let rows = json!([
            row,
            {"id": "7", "name": "used", "provider": "container-reg", "keys": {"userName": "u"}},
        ]);
        let answer = json!({ CredentialsSummary::LIST: rows });
        let listed = Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read);
        let line = Line {
            cause,
            count,
            named: vec![0],
            message: String::new(),
            way,
        };
        WayOut::of(&line, &listed.unwrap().rows, &Place::Personal)
    }

    fn registry() -> Value {
        json!({"id": "3", "name": "quay", "provider": "container-reg", "keys": {"userName": "u"}})
    }

    #[test]
    fn what_helps_leads_to_where_it_is_done() {
        let aws = json!({"id": "3", "name": "batch", "provider": "aws", "keys": {}});
        for (row, cause, way, label, leads) in [
            (
                registry(),
                Cause::NeverMatches,
                Way::Host("quay.io".into()),
                "Fix: use quay.io",
                Leads::Changes("/credentials/3/edit?registry=quay.io".into()),
            ),
            (
                registry(),
                Cause::NeverMatches,
                Way::Change(0),
                "Change registry server",
                Leads::Changes("/credentials/3/edit".into()),
            ),
            // The one that is used is the one to change.
            (
                registry(),
                Cause::ShadowedUnlike,
                Way::Change(1),
                "Change used",
                Leads::Changes("/credentials/7/edit".into()),
            ),
            (
                registry(),
                Cause::LoginNeverWorks,
                Way::Change(0),
                "Change login",
                Leads::Changes("/credentials/3/edit".into()),
            ),
            (
                registry(),
                Cause::Expired,
                Way::Renew,
                "Rotate secret",
                Leads::Changes("/credentials/3/rotate".into()),
            ),
            (
                aws.clone(),
                Cause::EndsSoon,
                Way::Renew,
                "Change secret or day",
                Leads::Changes("/credentials/3/edit".into()),
            ),
            (
                registry(),
                Cause::DependsOnWave,
                Way::SayWhichWave,
                "Say how your Wave compares (Images and errors, under Assumed)",
                Leads::Shows("/images".into()),
            ),
            (
                aws.clone(),
                Cause::Invalid,
                Way::Details,
                "Details",
                Leads::Shows("/credentials/3".into()),
            ),
            (
                aws,
                Cause::Deleted,
                Way::AddAgain,
                "Add it again",
                Leads::Adds("/credentials/new?provider=aws&name=batch".into()),
            ),
        ] {
            let way_out = way_out(&row, cause, 1, way);
            assert_eq!((way_out.label.as_str(), way_out.leads), (label, leads));
        }
    }

    #[test]
    fn what_cannot_be_changed_here_is_looked_at() {
        let other = json!({"id": "3", "name": "x", "provider": "of-tomorrow"});
        for way in [Way::Renew, Way::Change(0), Way::AddAgain] {
            let way_out = way_out(&other, Cause::Expired, 1, way);
            assert_eq!(way_out.leads, Leads::Shows("/credentials/3".into()));
        }
        // What has no id has no page.
        let nameless = json!({"name": "x", "provider": "container-reg"});
        for way in [Way::Renew, Way::Change(0), Way::Details] {
            let way_out = way_out(&nameless, Cause::Expired, 1, way);
            assert_eq!(way_out.leads, Leads::Narrows(Only::Expiring));
        }
    }

    #[test]
    fn several_are_looked_at_in_the_list() {
        for (cause, only) in [
            (Cause::Invalid, Only::Refused),
            (Cause::Shadowed, Only::Shadowed),
            (Cause::EndsSoon, Only::Expiring),
            (Cause::Reserved, Only::Attention),
        ] {
            let way_out = way_out(&registry(), cause, 3, Way::LookAtAll);
            assert_eq!(way_out.leads, Leads::Narrows(only));
            assert_eq!(way_out.of, None);
        }
    }
}
