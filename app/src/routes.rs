//! The one place that knows the app's paths: what they mean, and how to link to them.
//!
//! Paths are read and written here and nowhere else. Going somewhere is
//! [`crate::state::router`]'s business.

use percent_encoding::percent_decode_str;
use wavepass_core::platform::paths::encode;

/// A context as the address names it: personal, or a workspace of an organization.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Place {
    /// The person's own credentials.
    #[default]
    Personal,
    /// A workspace, by names.
    Workspace {
        /// The organization's name.
        org: String,
        /// The workspace's name.
        workspace: String,
    },
}

/// A page of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Last context, or sign in.
    Home,
    /// Platform access token, or the link that the server printed.
    SignIn,
    /// The credentials of a place.
    Credentials(Place),
    /// The form for new credentials of a place.
    NewCredentials(Place),
    /// One credential of a place, by id.
    Credential(Place, String),
    /// The form that changes one credential of a place, by id.
    EditCredential(Place, String),
    /// What to paste elsewhere to use one credential of a place, by id.
    UseCredential(Place, String),
    /// Which credential Wave will use for which image.
    Images(Place),
    /// The launch config helper.
    Launch(Place),
    /// An address that leads nowhere.
    NotFound,
}

/// The query parameter of the sign-in page that says where to go afterwards.
pub(crate) const NEXT: &str = "next";

impl Route {
    /// The page that a path names. A slash at the end changes nothing.
    pub(crate) fn parse(path: &str) -> Self {
        let decoded: Option<Vec<String>> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| Some(percent_decode_str(segment).decode_utf8().ok()?.into_owned()))
            .collect();
        let Some(segments) = decoded else {
            return Self::NotFound;
        };
        let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
        match segments.as_slice() {
            [] => Self::Home,
            ["sign-in"] => Self::SignIn,
            ["orgs", org, "workspaces", workspace, page @ ..] => {
                let place = Place::Workspace {
                    org: (*org).to_owned(),
                    workspace: (*workspace).to_owned(),
                };
                Self::within(place, page)
            }
            page => Self::within(Place::Personal, page),
        }
    }

    fn within(place: Place, page: &[&str]) -> Self {
        match page {
            ["credentials"] => Self::Credentials(place),
            ["credentials", "new"] => Self::NewCredentials(place),
            ["credentials", id] => Self::Credential(place, (*id).to_owned()),
            ["credentials", id, "edit"] => Self::EditCredential(place, (*id).to_owned()),
            ["credentials", id, "use"] => Self::UseCredential(place, (*id).to_owned()),
            ["images"] => Self::Images(place),
            ["launch"] => Self::Launch(place),
            _ => Self::NotFound,
        }
    }

    /// The path of the page.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => "/".to_owned(),
            Self::SignIn => "/sign-in".to_owned(),
            Self::Credentials(place) => format!("{}/credentials", place.prefix()),
            Self::NewCredentials(place) => format!("{}/credentials/new", place.prefix()),
            Self::Credential(place, id) => {
                format!("{}/credentials/{}", place.prefix(), encode(id))
            }
            Self::EditCredential(place, id) => {
                format!("{}/credentials/{}/edit", place.prefix(), encode(id))
            }
            Self::UseCredential(place, id) => {
                format!("{}/credentials/{}/use", place.prefix(), encode(id))
            }
            Self::Images(place) => format!("{}/images", place.prefix()),
            Self::Launch(place) => format!("{}/launch", place.prefix()),
        }
    }

    /// The place that the page works in; personal for pages that work in none.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Credentials(place)
            | Self::NewCredentials(place)
            | Self::Credential(place, _)
            | Self::EditCredential(place, _)
            | Self::UseCredential(place, _)
            | Self::Images(place)
            | Self::Launch(place) => place.clone(),
            Self::Home | Self::SignIn | Self::NotFound => Place::Personal,
        }
    }
}

impl Place {
    /// The path of the place's list of credentials.
    pub(crate) fn credentials(&self) -> String {
        Route::Credentials(self.clone()).path()
    }

    /// The path of the place's form for new credentials.
    pub(crate) fn new_credentials(&self) -> String {
        Route::NewCredentials(self.clone()).path()
    }

    /// The path of one credential of the place.
    pub(crate) fn credential(&self, id: &str) -> String {
        Route::Credential(self.clone(), id.to_owned()).path()
    }

    /// The path of the form that changes one credential of the place.
    pub(crate) fn edit_credential(&self, id: &str) -> String {
        Route::EditCredential(self.clone(), id.to_owned()).path()
    }

    /// The path of what to paste elsewhere to use one credential of the place.
    pub(crate) fn use_credential(&self, id: &str) -> String {
        Route::UseCredential(self.clone(), id.to_owned()).path()
    }

    /// The path of the place's launch config helper.
    pub(crate) fn launch(&self) -> String {
        Route::Launch(self.clone()).path()
    }

    /// The path of the place's images page.
    pub(crate) fn images(&self) -> String {
        Route::Images(self.clone()).path()
    }

    /// The context in words.
    pub(crate) fn label(&self) -> String {
        match self {
            Self::Personal => "Personal".to_owned(),
            Self::Workspace { org, workspace } => format!("{org} / {workspace}"),
        }
    }

    fn prefix(&self) -> String {
        match self {
            Self::Personal => String::new(),
            Self::Workspace { org, workspace } => {
                format!("/orgs/{}/workspaces/{}", encode(org), encode(workspace))
            }
        }
    }
}

/// The sign-in page, with the way back.
pub(crate) fn sign_in_then(path: &str) -> String {
    format!("{}?{NEXT}={}", Route::SignIn.path(), encode(path))
}

/// A path inside the app, or the start page for anything else: what comes from the address
/// bar must not lead to another site.
pub(crate) fn inside_the_app(path: &str) -> &str {
    let inside = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\t', '\n', '\r']);
    // The sign-in page is no place to go to after signing in.
    let page = Route::parse(path.split('?').next().unwrap_or_default());
    if inside && page != Route::SignIn {
        path
    } else {
        "/"
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn rnaseq() -> Place {
        Place::Workspace {
            org: "acme".into(),
            workspace: "rna seq/é".into(),
        }
    }

    #[test]
    fn every_page_is_found_under_its_own_path() {
        for place in [Place::Personal, rnaseq()] {
            for route in [
                Route::Home,
                Route::SignIn,
                Route::Credentials(place.clone()),
                Route::NewCredentials(place.clone()),
                Route::Credential(place.clone(), "1S7A9csbEQOsudkVFRLckq".into()),
                Route::Credential(place.clone(), "a/b?c#d".into()),
                Route::EditCredential(place.clone(), "1S7A9csbEQOsudkVFRLckq".into()),
                Route::UseCredential(place.clone(), "1S7A9csbEQOsudkVFRLckq".into()),
                Route::Images(place.clone()),
                Route::Launch(place.clone()),
            ] {
                assert_eq!(Route::parse(&route.path()), route, "{}", route.path());
            }
        }
    }

    #[test]
    fn paths_are_those_of_the_design() {
        let place = Place::Workspace {
            org: "acme".into(),
            workspace: "rnaseq".into(),
        };
        assert_eq!(
            place.credentials(),
            "/orgs/acme/workspaces/rnaseq/credentials"
        );
        assert_eq!(Place::Personal.new_credentials(), "/credentials/new");
        assert_eq!(Place::Personal.credential("1S7A"), "/credentials/1S7A");
        assert_eq!(
            Place::Personal.edit_credential("1S7A"),
            "/credentials/1S7A/edit"
        );
        assert_eq!(place.images(), "/orgs/acme/workspaces/rnaseq/images");
        assert_eq!(place.launch(), "/orgs/acme/workspaces/rnaseq/launch");
        assert_eq!(
            Place::Personal.use_credential("1S7A"),
            "/credentials/1S7A/use"
        );
    }

    #[test]
    fn other_paths_lead_nowhere_and_a_slash_at_the_end_changes_nothing() {
        for path in [
            "/nothing",
            "/orgs/acme",
            "/orgs/a/workspaces/b/x",
            "/credentials/a/b",
            "/%ff",
        ] {
            assert_eq!(Route::parse(path), Route::NotFound, "{path}");
        }
        assert_eq!(
            Route::parse("/credentials/"),
            Route::Credentials(Place::Personal)
        );
    }

    #[test]
    fn the_way_back_after_signing_in_stays_inside_the_app() {
        assert_eq!(inside_the_app("/credentials/new"), "/credentials/new");
        for outside in [
            "",
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "/sign-in?next=/sign-in",
        ] {
            assert_eq!(inside_the_app(outside), "/", "{outside:?}");
        }
        assert_eq!(sign_in_then("/a?b"), "/sign-in?next=%2Fa%3Fb");
    }
}
