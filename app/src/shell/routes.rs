//! The one place that knows the app's paths: what they mean, and how to link to them.
//!
//! A page is declared once, in the table of [`Page`]. Paths are read and written here and nowhere else. Going somewhere is
//! [`super::router`]'s business.

use std::cell::OnceCell;

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

/// An address of the app.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// Last context, or sign in.
    Home,
    /// Platform access token, or the link that the server printed.
    SignIn,
    /// A page of a place.
    In(Place, Page),
    /// An address that leads nowhere.
    NotFound,
}

/// A part of the app: a tab of the frame, and the feature that shows its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Stored credentials.
    Credentials,
    /// Which credential Wave will use for which image.
    Images,
    /// The launch config helper.
    Launch,
}

/// Declares the pages of a place: for each its segments below the place, which may bind an id,
/// and the part of the app that shows it. A page that is declared first is found first.
macro_rules! pages {
    ($($(#[$doc:meta])* $page:ident $(($id:ident: $type:ty))? = [$($segment:tt),+] in $part:ident;)+) => {
        /// A page of a place.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(crate) enum Page {
            $($(#[$doc])* $page $(($type))?,)+
        }

        impl Page {
            /// The page that the segments of a path name.
            fn parse(segments: &[&str]) -> Option<Self> {
                match segments {
                    $([$($segment),+] => Some(Self::$page $(((*$id).to_owned()))?),)+
                    _ => None,
                }
            }

            /// Its path below the place.
            fn path(&self) -> String {
                match self {
                    $(Self::$page $(($id))? => [$(encode($segment)),+].join("/"),)+
                }
            }

            /// The part of the app that shows it.
            pub(crate) fn part(&self) -> Part {
                match self {
                    $(Self::$page { .. } => Part::$part,)+
                }
            }
        }
    };
}

pages! {
    /// The credentials of the place.
    Credentials = ["credentials"] in Credentials;
    /// The form for new credentials.
    NewCredentials = ["credentials", "new"] in Credentials;
    /// One credential, by id.
    Credential(id: String) = ["credentials", id] in Credentials;
    /// The form that changes one credential, by id.
    EditCredential(id: String) = ["credentials", id, "edit"] in Credentials;
    /// The form that gives one credential another secret, by id.
    RotateCredential(id: String) = ["credentials", id, "rotate"] in Credentials;
    /// The form that adds one credential to other workspaces, by id.
    CopyCredential(id: String) = ["credentials", id, "copy"] in Credentials;
    /// What to paste elsewhere to use one credential, by id.
    UseCredential(id: String) = ["credentials", id, "use"] in Credentials;
    /// For which registries there is a guide.
    Guides = ["guides"] in Credentials;
    /// How to get a login for one registry, by its id.
    Guide(id: String) = ["guides", id] in Credentials;
    /// Which credential Wave will use for which image.
    Images = ["images"] in Images;
    /// The launch config helper.
    Launch = ["launch"] in Launch;
}

impl Page {
    /// The id of the one credential that it is about.
    pub(crate) fn credential(self) -> Option<String> {
        match self {
            Self::Credential(id)
            | Self::EditCredential(id)
            | Self::RotateCredential(id)
            | Self::CopyCredential(id)
            | Self::UseCredential(id) => Some(id),
            _ => None,
        }
    }
}

impl Part {
    /// All of them, in the order of their tabs.
    pub(crate) const ALL: [Self; 3] = [Self::Credentials, Self::Images, Self::Launch];

    /// What its tab says in a place.
    pub(crate) fn label(self, place: &Place) -> &'static str {
        match (self, place) {
            (Self::Credentials, Place::Personal) => "Your credentials",
            (Self::Credentials, Place::Workspace { .. }) => "Credentials",
            (Self::Images, _) => "Images and errors",
            (Self::Launch, _) => "Launch config",
        }
    }

    /// The page that its tab leads to.
    pub(crate) fn first_page(self) -> Page {
        match self {
            Self::Credentials => Page::Credentials,
            Self::Images => Page::Images,
            Self::Launch => Page::Launch,
        }
    }

    /// Whether it works for somebody who is not signed in.
    pub(crate) fn is_open(self) -> bool {
        self == Self::Launch
    }
}

/// The query parameter of the sign-in page that says where to go afterwards.
pub(crate) const NEXT: &str = "next";

thread_local! {
    /// The path below which the app is, without a slash at the end.
    static BASE: OnceCell<String> = const { OnceCell::new() };
}

/// Says below which path the app is, where a reverse proxy offers it: once, at the start.
pub(crate) fn set_base(base: String) {
    BASE.with(|known| {
        // A second one would be of the same page.
        let _ = known.set(base);
    });
}

/// A path of the app, below the base.
fn based(path: &str) -> String {
    BASE.with(|base| format!("{}{path}", base.get().map_or("", String::as_str)))
}

/// What a path is without the base; `None` of a path that is not below it.
fn unbased(path: &str) -> Option<&str> {
    let rest = BASE.with(|base| path.strip_prefix(base.get().map_or("", String::as_str)))?;
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some(rest)
}

impl Route {
    /// The page that a path names. A slash at the end changes nothing.
    pub(crate) fn parse(path: &str) -> Self {
        let decoded: Option<Vec<String>> = unbased(path)
            .unwrap_or(path)
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
        Page::parse(page).map_or(Self::NotFound, |page| Self::In(place, page))
    }

    /// The path of the address.
    pub(crate) fn path(&self) -> String {
        match self {
            Self::Home | Self::NotFound => based("/"),
            Self::SignIn => based("/sign-in"),
            Self::In(place, page) => based(&format!("{}/{}", place.prefix(), page.path())),
        }
    }

    /// The place that the page works in; personal for pages that work in none.
    pub(crate) fn place(&self) -> Place {
        match self {
            Self::In(place, _) => place.clone(),
            Self::Home | Self::SignIn | Self::NotFound => Place::Personal,
        }
    }

    /// The part of the app that shows the page, for pages of a place.
    pub(crate) fn part(&self) -> Option<Part> {
        match self {
            Self::In(_, page) => Some(page.part()),
            Self::Home | Self::SignIn | Self::NotFound => None,
        }
    }
}

impl Place {
    /// The path of a page of the place.
    pub(crate) fn path(&self, page: Page) -> String {
        Route::In(self.clone(), page).path()
    }

    /// The path of the place's list of credentials.
    pub(crate) fn credentials(&self) -> String {
        self.path(Page::Credentials)
    }

    /// The path of the place's form for new credentials.
    pub(crate) fn new_credentials(&self) -> String {
        self.path(Page::NewCredentials)
    }

    /// The path of one credential of the place.
    pub(crate) fn credential(&self, id: &str) -> String {
        self.path(Page::Credential(id.to_owned()))
    }

    /// The path of the form that changes one credential of the place.
    pub(crate) fn edit_credential(&self, id: &str) -> String {
        self.path(Page::EditCredential(id.to_owned()))
    }

    /// The path of what to paste elsewhere to use one credential of the place.
    pub(crate) fn use_credential(&self, id: &str) -> String {
        self.path(Page::UseCredential(id.to_owned()))
    }

    /// The path of the place's launch config helper.
    pub(crate) fn launch(&self) -> String {
        self.path(Page::Launch)
    }

    /// The path of the place's images page.
    pub(crate) fn images(&self) -> String {
        self.path(Page::Images)
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
pub(crate) fn inside_the_app(path: &str) -> String {
    let inside = path.starts_with('/')
        && unbased(path).is_some_and(|path| !path.starts_with("//"))
        && !path.contains(['\\', '\t', '\n', '\r']);
    // The sign-in page is no place to go to after signing in.
    let page = Route::parse(path.split('?').next().unwrap_or_default());
    if inside && page != Route::SignIn {
        path.to_owned()
    } else {
        Route::Home.path()
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
                Route::In(place.clone(), Page::Credentials),
                Route::In(place.clone(), Page::NewCredentials),
                Route::In(
                    place.clone(),
                    Page::Credential("1S7A9csbEQOsudkVFRLckq".into()),
                ),
                Route::In(place.clone(), Page::Credential("a/b?c#d".into())),
                Route::In(
                    place.clone(),
                    Page::EditCredential("1S7A9csbEQOsudkVFRLckq".into()),
                ),
                Route::In(
                    place.clone(),
                    Page::RotateCredential("1S7A9csbEQOsudkVFRLckq".into()),
                ),
                Route::In(
                    place.clone(),
                    Page::CopyCredential("1S7A9csbEQOsudkVFRLckq".into()),
                ),
                Route::In(
                    place.clone(),
                    Page::UseCredential("1S7A9csbEQOsudkVFRLckq".into()),
                ),
                Route::In(place.clone(), Page::Images),
                Route::In(place.clone(), Page::Launch),
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
            Route::In(Place::Personal, Page::Credentials)
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
    // Each test has a thread of its own here; in a browser they share one.
    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn below_a_base_every_page_is_found_and_the_way_back_stays_there() {
        set_base("/tools/wavepass".to_owned());
        let page = Route::In(rnaseq(), Page::Images);
        assert!(page.path().starts_with("/tools/wavepass/orgs/acme/"));
        assert_eq!(Route::parse(&page.path()), page);
        for home in ["/tools/wavepass", "/tools/wavepass/"] {
            assert_eq!(Route::parse(home), Route::Home);
        }
        let back = "/tools/wavepass/credentials/new?name=a";
        assert_eq!(inside_the_app(back), back);
        for outside in [
            "/credentials",
            "/tools/wavepassport",
            "/tools/wavepass//evil.example",
        ] {
            assert_eq!(inside_the_app(outside), "/tools/wavepass/", "{outside}");
        }
        assert_eq!(sign_in_then("/a"), "/tools/wavepass/sign-in?next=%2Fa");
    }
}
