//! The *Registry server* of a credential: what was typed, and what Wave compares.
//!
//! Wave compares the stored registry character by character with the host of the image or, in
//! its newest source, with the beginning of its path ([`MatchRule`]); an empty one means Docker
//! Hub (`CredentialServiceImpl` and `CredentialsDescription` in Wave's published source). So
//! whatever is more than a lower-case host, or a host and a path, can be saved and is then never
//! used. This module says so and suggests what was most likely meant; it may not change a value
//! by itself. Start at [`RegistryServer::read`].

mod change;
pub(crate) mod host;
mod host_inside;
pub(crate) mod likeness;
mod login_check;
pub(crate) mod parts;
pub(crate) mod path;
pub(crate) mod stand_in;
pub(crate) mod suggest;

pub use change::Change;
pub use login_check::{LoginCheck, NoUrl, Refusal};
pub use parts::{PATH, PATH_SCOPE};
pub use path::PathScope;

use crate::finding::{Finding, Fix};
use crate::finding::{clean, rules};
use crate::placeholder::Placeholder;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::match_rule::{MatchRule, host_of};
use crate::registry::secret;
use crate::registry::wave_setup::WaveSetup;

use self::change::Diagnostics;
use self::parts::{Parts, Separator};
use crate::registry::server::host::NOT_A_HOST;
use crate::registry::server::parts::WHITESPACE;
use crate::registry::server::path::NAME_OF_WAVE;
use crate::registry::server::suggest::{ACR_NAME_ONLY, PLACEHOLDER, STILL_A_PLACEHOLDER};

rules! {
    /// The registry was changed to the spelling that Wave compares.
    pub RESPELLED = "respelled" {
        severity: Info,
        why: "Wave compares the stored registry with the image character by character. As it \
              was typed, it most likely would not have matched the images as they are usually \
              written.",
        action: "There is nothing to do. Check the new value, and undo the change if it is not \
                 what you meant.",
    }

    /// The registry is empty, so docker.io is stored.
    pub EMPTY_MEANS_DOCKER_HUB = "empty-means-docker-hub" {
        severity: Info,
        why: "To Wave an empty registry means docker.io, which is Docker Hub.",
        action: "For Docker Hub there is nothing to do. For another registry, enter its host.",
    }
}

/// Everything there is to say about one registry value. A login that was typed along, or a
/// secret in place of a host, is in no part of it but the [`LoginCheck`], which does not show
/// it.
#[derive(Clone, Debug)]
pub struct RegistryServer {
    /// Which images Wave would use it for, exactly as it is.
    pub matches: Matches,
    /// Whether that is how images of the registry are usually written.
    pub usual_spelling: bool,
    /// What there is to say, one finding for each code. The gravest one that the suggestion
    /// cures carries it as its fix.
    pub findings: Vec<Finding>,
    /// What was most likely meant.
    pub suggestion: Suggestion,
    /// The host with the path behind it, where images can have such a path: a Wave that matches
    /// paths uses it for the images below.
    pub scope: Option<PathScope>,
    /// What the suggestion changes, in order. Empty unless it is a host to store.
    pub changes: Vec<Change>,
    /// The kind of registry that was meant, where its host tells, or for a single word the
    /// choice.
    pub registry: Option<Registry>,
    /// What Wave's login check does with the value as it is.
    pub login_check: LoginCheck,
}

/// Which images Wave uses a registry value for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matches {
    /// Images of Docker Hub, also those that are written without a host.
    DockerHub,
    /// Images that are written with exactly this host.
    Host(String),
    /// Images below this host and path, with [`MatchRule::LongestPath`]; none with
    /// [`MatchRule::ExactHost`].
    Scope(String),
    /// None: no valid image name has this text for its host or for its beginning.
    Never,
}

/// What was most likely meant by a registry value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// A host to store. It suggests itself.
    Host(String),
    /// The shape of a host, with placeholders in angle brackets for a person to fill in.
    Template(String),
    /// The host that was meant, although Wave cannot match an image with it.
    Unusable(String),
    /// No host can be made out.
    Nothing,
}

impl RegistryServer {
    /// Reads a value for Seqera's hosted Wave.
    pub fn read(typed: &str) -> Self {
        Self::read_for(typed, &WaveSetup::default())
    }

    /// Reads a value for the Wave that it will be used with.
    pub fn read_for(typed: &str, setup: &WaveSetup) -> Self {
        Self::read_as(typed, setup, None)
    }

    /// Reads a value that was typed for a registry of the chosen kind. A single word may be
    /// anybody's name; it becomes the name of an Azure registry only where that was chosen.
    pub fn read_as(typed: &str, setup: &WaveSetup, chosen: Option<Registry>) -> Self {
        let mut diagnostics = Diagnostics::default();
        let is_secret = secret::is_unmistakable(bare(typed)) && !is_template(bare(typed));
        let (suggestion, matches) = if is_secret {
            parts::report_secret(&mut diagnostics);
            (Suggestion::Nothing, Matches::Never)
        } else {
            (suggest(typed, setup, &mut diagnostics), Matches::of(typed))
        };
        let host = match &suggestion {
            Suggestion::Host(host) => Some(host.as_str()),
            _ => None,
        };
        let scope = host.and_then(|host| PathScope::of(typed, host, &diagnostics));
        let is_scope = scope.as_ref().is_some_and(|scope| scope.text == typed);
        let usual_spelling =
            matches != Matches::Never && (typed.is_empty() || host == Some(typed) || is_scope);
        path::report(typed, scope.as_ref(), setup.rule, &mut diagnostics);
        let is_guess = diagnostics.has(ACR_NAME_ONLY) && chosen != Some(Registry::Acr);
        if let Some(host) = host
            && !typed.is_empty()
            && host != typed
            && !is_guess
            && !(is_scope && setup.rule == Some(MatchRule::LongestPath))
        {
            diagnostics.offer(host);
        }
        if let Some(scope) = &scope {
            path::offer(typed, scope, setup.rule, &mut diagnostics);
        }
        Self {
            registry: suggestion.registry().filter(|_| !is_guess),
            usual_spelling,
            findings: diagnostics.findings,
            changes: match suggestion {
                Suggestion::Host(_) => diagnostics.changes,
                _ => Vec::new(),
            },
            login_check: LoginCheck::of(typed),
            scope,
            matches,
            suggestion,
        }
    }

    /// Whether the login check can say yes although no image, as images are usually written,
    /// will ever use the credentials. It is the mistake that nothing else shows.
    pub fn is_silent(&self) -> bool {
        self.login_check.can_say_yes() && !self.usual_spelling
    }

    /// The same registry in the spelling that Wave compares, where the value is in another one: a
    /// form may put it in place when the field is left, with a notice and a way back. Everything
    /// that is more of a guess (another port, another host, a completed name, the path of a scope that
    /// is taken off) is left to a person, and so is what has to be corrected before it can be saved.
    pub fn respelled(&self) -> Option<&str> {
        let (text, changes) = self.respelling()?;
        let is_sure = !changes.is_empty() && changes.iter().all(Change::is_spelling);
        (is_sure && !self.findings.iter().any(Finding::is_error)).then_some(text)
    }

    /// What [`RegistryServer::respelled`] changes, as a phrase: "removed “https://”".
    pub fn respelling_in_words(&self) -> String {
        let changes = self.respelling().map(|(_, changes)| changes);
        change::phrase(changes.unwrap_or_default())
    }

    fn respelling(&self) -> Option<(&str, &[Change])> {
        match (&self.suggestion, &self.scope) {
            (Suggestion::Host(host), Some(scope)) if scope.is_of_image => {
                Some((host, &self.changes))
            }
            (Suggestion::Host(_), Some(scope)) => {
                (scope.is_sure).then_some((scope.text.as_str(), &scope.changes))
            }
            (Suggestion::Host(host), None) => Some((host, &self.changes)),
            _ => None,
        }
    }

    /// The host of the registry, where the value has it in its own or in another spelling, with
    /// or without a path. Values with the same one are for one registry.
    pub fn spelled_host(&self) -> Option<&str> {
        match &self.suggestion {
            Suggestion::Host(host) if self.changes.iter().all(Change::is_spelling) => Some(host),
            _ => None,
        }
    }

    /// The button that puts the suggestion in place, where it is sure enough for one.
    pub fn fix(&self) -> Option<&Fix> {
        self.findings
            .iter()
            .find_map(|finding| finding.fix.as_ref())
    }

    /// What the suggestion changes, as a phrase: "removed “https://” and “/v2/”". Empty when
    /// it changes nothing.
    pub fn changes_in_words(&self) -> String {
        change::phrase(&self.changes)
    }
}

/// Whether a template stands in place of the host. A JSON object begins with a brace as well, and
/// a token may have been put between the braces.
fn is_template(bare: &str) -> bool {
    let inside = bare.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    (!bare.starts_with('{') || bare.starts_with("{{"))
        && Placeholder::is_instead_of_host(bare)
        && !secret::is_unmistakable(inside)
}

/// A value without the white space and the quotes that may stand around it.
fn bare(typed: &str) -> &str {
    let trimmed = typed.trim();
    clean::unquoted(trimmed).unwrap_or(trimmed)
}

fn suggest(typed: &str, setup: &WaveSetup, diagnostics: &mut Diagnostics) -> Suggestion {
    if typed.is_empty() {
        diagnostics.info(
            EMPTY_MEANS_DOCKER_HUB,
            format!("Left empty, this is stored as {DOCKER_HUB}, which is Docker Hub."),
        );
        return Suggestion::Host(DOCKER_HUB.to_owned());
    }
    if typed.chars().all(parts::is_blank) {
        diagnostics.change(Change::Trimmed);
        diagnostics.warning(
            WHITESPACE,
            format!(
                "To Wave white space is not the same as nothing: only an empty registry means \
                 {DOCKER_HUB}."
            ),
        );
        return Suggestion::Host(DOCKER_HUB.to_owned());
    }
    if Placeholder::is_instead_of_host(typed) {
        diagnostics.error(PLACEHOLDER, STILL_A_PLACEHOLDER);
        return Suggestion::Template(typed.to_owned());
    }
    let mut parts = Parts::read(typed);
    if path::is_name_of_wave(&parts) {
        diagnostics.error(
            NAME_OF_WAVE,
            "This is a name that Wave gave to an image, for one run. Nobody logs in there: type \
             the registry of the image that Wave was asked for, for instance quay.io.",
        );
        return Suggestion::Nothing;
    }
    // White space in what is to be replaced goes with it.
    if parts.separator == Separator::BlankInside && Placeholder::is_in_host(parts.authority) {
        parts.separator = Separator::Absent;
    }
    if matches!(parts.separator, Separator::BlankInside | Separator::Absent)
        && let Some(inside) = host_inside::host_inside(typed)
    {
        return of_host_inside(typed, &inside, setup, diagnostics);
    }
    parts::report(&parts, diagnostics);
    suggest::suggest(&parts, setup, diagnostics)
}

/// The suggestion for a host with a command or a label in front of it.
fn of_host_inside(
    typed: &str,
    inside: &str,
    setup: &WaveSetup,
    diagnostics: &mut Diagnostics,
) -> Suggestion {
    diagnostics.change(Change::HostKept);
    let message = "There is more in this than a host, and Wave compares the whole text. Keep the \
                   host alone.";
    if typed.trim().contains(parts::is_blank) {
        diagnostics.error(WHITESPACE, message);
    } else {
        diagnostics.warning(NOT_A_HOST, message);
    }
    let parts = Parts::read(inside);
    suggest::suggest(&parts, setup, diagnostics)
}

impl Matches {
    /// Works out what Wave compares the value with (`ContainerCoordinates` in Wave's
    /// published source, limited to names that image names can have).
    pub fn of(typed: &str) -> Self {
        if typed.is_empty() || typed == DOCKER_HUB {
            return Self::DockerHub;
        }
        let host = host_of(typed);
        if let Some(path) = typed[host.len()..].strip_prefix('/') {
            let is_scope = !host.is_empty()
                && !matches!(Self::of(host), Self::Never)
                && parts::is_image_path(path);
            return if is_scope {
                Self::Scope(typed.to_owned())
            } else {
                Self::Never
            };
        }
        let (name, port) = match typed.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (typed, None),
        };
        let is_host = port.is_some() || name.contains('.');
        // Wave takes any 32-bit number for a port.
        let is_number =
            |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<i32>().is_ok();
        if is_host
            && host::is_name_shape(name.strip_suffix('.').unwrap_or(name))
            && port.is_none_or(is_number)
        {
            Self::Host(typed.to_owned())
        } else {
            Self::Never
        }
    }
}

impl Suggestion {
    /// The text to show, where there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Host(text) | Self::Template(text) | Self::Unusable(text) => Some(text),
            Self::Nothing => None,
        }
    }

    fn registry(&self) -> Option<Registry> {
        match self {
            Self::Host(host) | Self::Unusable(host) => Registry::of_host(host),
            Self::Template(template) => Registry::of_template(template),
            Self::Nothing => None,
        }
    }
}

#[cfg(test)]
#[path = "server_tests.rs"]
mod tests;
