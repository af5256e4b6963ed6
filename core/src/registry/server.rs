//! The *Registry server* of a credential: what was typed, and what Wave compares.
//!
//! Wave uses a credential when its stored registry equals the host of the image, character
//! by character; an empty one means Docker Hub (`CredentialServiceImpl` and
//! `CredentialsDescription` in Wave's published source). So whatever is more than a
//! lower-case host can be saved and is then never used. This module says so and suggests
//! what was most likely meant; it may not change a value by itself. Start at
//! [`RegistryServer::read`].

mod change;
pub(crate) mod host;
pub(crate) mod likeness;
mod login_check;
pub(crate) mod parts;
pub(crate) mod stand_in;
pub(crate) mod suggest;

pub use change::Change;
pub use login_check::{LoginCheck, NoUrl, Refusal};

use crate::finding::{Finding, Fix};
use crate::finding::{clean, rules};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::secret;
use crate::registry::wave_setup::WaveSetup;

use self::change::Diagnostics;
use self::parts::{Parts, Separator};
use crate::registry::server::parts::WHITESPACE;
use crate::registry::server::suggest::{ACR_NAME_ONLY, Look};

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
    /// None: no valid image name has this text for its host.
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
        Self::look(typed, setup, chosen, Look::CLOSE)
    }

    /// Reads a stored value for a list. Neither words in place of a part of the host are seen
    /// nor what it resembles: the code for that would come with the first page of the app.
    pub fn at_a_glance(stored: &str, setup: &WaveSetup) -> Self {
        Self::look(stored, setup, None, Look::GLANCE)
    }

    fn look(typed: &str, setup: &WaveSetup, chosen: Option<Registry>, look: Look) -> Self {
        let mut diagnostics = Diagnostics::default();
        let is_secret = secret::is_unmistakable(bare(typed));
        let (suggestion, matches) = if is_secret {
            parts::report_secret(&mut diagnostics);
            (Suggestion::Nothing, Matches::Never)
        } else {
            (
                suggest(typed, setup, look, &mut diagnostics),
                Matches::of(typed),
            )
        };
        let host = match &suggestion {
            Suggestion::Host(host) => Some(host.as_str()),
            _ => None,
        };
        let usual_spelling = matches != Matches::Never && (typed.is_empty() || host == Some(typed));
        let is_guess = diagnostics.has(ACR_NAME_ONLY) && chosen != Some(Registry::Acr);
        if let Some(host) = host
            && !typed.is_empty()
            && host != typed
            && !is_guess
        {
            diagnostics.offer(host);
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
            matches,
            suggestion,
        }
    }

    /// Whether the login check can say yes although no image, as images are usually written,
    /// will ever use the credentials. It is the mistake that nothing else shows.
    pub fn is_silent(&self) -> bool {
        self.login_check.can_say_yes() && !self.usual_spelling
    }

    /// The suggestion, where it is the same registry in the spelling that Wave compares: a form
    /// may put it in place when the field is left, with a notice and a way back. Everything
    /// that is more of a guess (another port, another host, a completed name) is left to a
    /// person, and so is what has to be corrected before it can be saved.
    pub fn respelled(&self) -> Option<&str> {
        let Suggestion::Host(host) = &self.suggestion else {
            return None;
        };
        let is_spelling = |change: &Change| match change {
            Change::Trimmed
            | Change::Unquoted
            | Change::SchemeRemoved(_)
            | Change::PathRemoved(_)
            | Change::LowerCased
            | Change::TrailingDotRemoved => true,
            // Docker Hub has one registry under many names.
            Change::Replaced { to, .. } => to == DOCKER_HUB,
            Change::LoginRemoved
            | Change::FirstKept
            | Change::PortRemoved(_)
            | Change::BadPortRemoved => false,
        };
        let is_sure = !self.changes.is_empty() && self.changes.iter().all(is_spelling);
        (is_sure && !self.findings.iter().any(Finding::is_error)).then_some(host)
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

/// A value without the white space and the quotes that may stand around it.
fn bare(typed: &str) -> &str {
    let trimmed = typed.trim();
    clean::unquoted(trimmed).unwrap_or(trimmed)
}

fn suggest(
    typed: &str,
    setup: &WaveSetup,
    look: Look,
    diagnostics: &mut Diagnostics,
) -> Suggestion {
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
    let mut parts = Parts::read(typed);
    // White space in what is to be replaced goes with it.
    if parts.separator == Separator::BlankInside && (look.is_placeholder)(parts.authority) {
        parts.separator = Separator::Absent;
    }
    parts::report(&parts, diagnostics);
    suggest::suggest(&parts, setup, look, diagnostics)
}

impl Matches {
    /// Works out what Wave compares the value with (`ContainerCoordinates` in Wave's
    /// published source, limited to names that image names can have).
    pub fn of(typed: &str) -> Self {
        if typed.is_empty() || typed == DOCKER_HUB {
            return Self::DockerHub;
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
