//! A path behind the host: a scope to a Wave that matches paths, a mistake to every other.
//!
//! This module may not decide which rule a Wave has. Start at [`PathScope::of`] and [`report`].

use super::Matches;
use super::change::{Change, Diagnostics};
use super::host::NOT_A_HOST;
use super::parts::{PATH, PATH_SCOPE, Parts, PathSuffix};
use super::stand_in::WEB_SITE;
use crate::finding::{Edit, Finding, rules};
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;
use crate::registry::match_rule::MatchRule;

rules! {
    /// This is the name that Wave gave to an image for one run.
    pub(crate) NAME_OF_WAVE = "name-of-wave" {
        severity: Error,
        why: "Such a name ends with the run, or after 36 hours. The token in it lets a pull in, so \
              that nobody logs in there, and it hides the registry of the image behind it.",
        action: "Enter the registry of the image that Wave was asked for.",
    }
}

/// How many characters the token in a name of Wave has (`LongRndKey` in libseqera).
const TOKEN: usize = 12;

/// Whether Wave gave this name: `HOST/wt/TOKEN` and the image behind it. On the hosts of known
/// registries somebody may have an organisation of that name.
pub(super) fn is_name_of_wave(parts: &Parts<'_>) -> bool {
    let is_token = |token: &str| {
        token.len() == TOKEN
            && (token.bytes()).all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    let token = parts.path.strip_prefix("/wt/");
    let token = token.and_then(|rest| rest.split('/').next());
    let host = parts.authority.to_ascii_lowercase();
    let registry = Registry::of_host(&host);
    // Wave itself is among Seqera's.
    let may_be_wave = matches!(registry, None | Some(Registry::Seqera));
    token.is_some_and(is_token) && may_be_wave && host.contains(['.', ':'])
}

/// A registry with its path, spelled as images are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathScope {
    /// The host, a slash and the path, for instance `ghcr.io/acme`.
    pub text: String,
    /// Whether it is what was typed in another spelling. Behind a scheme a path may as well be
    /// that of a web page, and where a wildcard was typed, the whole registry may be meant.
    pub(super) is_sure: bool,
    /// Whether an image was typed, with a tag or a digest: its registry is meant.
    pub(super) is_of_image: bool,
    /// What it changes of what was typed.
    pub(super) changes: Vec<Change>,
}

impl PathScope {
    /// The scope that was meant by a value whose host is known.
    pub(super) fn of(typed: &str, host: &str, diagnostics: &Diagnostics) -> Option<Self> {
        if !diagnostics.has(PATH) || diagnostics.has(NOT_A_HOST) || diagnostics.has(WEB_SITE) {
            return None;
        }
        let parts = Parts::read(typed);
        let path = parts.image_path()?;
        let mut changes = Vec::new();
        for change in &diagnostics.changes {
            match change {
                // Another host has other paths.
                Change::Replaced { to, .. } if to != DOCKER_HUB => return None,
                Change::PathRemoved(_) if path.ends_in_slash => changes.push(Change::SlashRemoved),
                Change::PathRemoved(_) => {}
                other => changes.push(other.clone()),
            }
        }
        if !path.is_lower_case && !changes.contains(&Change::LowerCased) {
            changes.push(Change::LowerCased);
        }
        Some(Self {
            text: format!("{host}/{}", path.text),
            is_sure: path.suffix == PathSuffix::Absent && parts.scheme.is_none(),
            is_of_image: path.suffix == PathSuffix::Tag,
            changes,
        })
    }
}

/// Says what the path does, in place of what was said without knowing the host.
pub(super) fn report(
    typed: &str,
    scope: Option<&PathScope>,
    rule: Option<MatchRule>,
    diagnostics: &mut Diagnostics,
) {
    let Some(scope) = scope else {
        // The address of an API, for instance, could be the beginning of an image's name.
        if rule != Some(MatchRule::ExactHost) && matches!(Matches::of(typed), Matches::Scope(_)) {
            let finding = Finding::warning(
                PATH,
                "What stands behind the host is compared too, and most likely no image has it \
                 there. Use the host alone.",
            );
            diagnostics.replace(PATH, finding);
        }
        return;
    };
    let finding = match rule {
        Some(MatchRule::ExactHost) => Finding::warning(
            PATH,
            "Your Wave compares this with the bare host of an image, so with a path it never \
             matches. Use the host alone.",
        ),
        _ if scope.text != typed => Finding::warning(
            PATH,
            "Wave compares the whole text, and as it is written it matches no image. The host \
             alone works with every Wave.",
        ),
        Some(MatchRule::LongestPath) => Finding::info(
            PATH_SCOPE,
            format!("Your Wave uses this for images below {typed}, and for no others."),
        ),
        None => Finding::warning(
            PATH,
            format!(
                "A Wave that matches paths uses this for images below {typed}, and for no others. \
                 Releases up to 1.37 never use it. Use the host alone, which works with every \
                 Wave, or keep the path if your Wave matches paths."
            ),
        ),
    };
    diagnostics.replace(PATH, finding);
}

/// Offers to keep the path, where that takes another spelling.
pub(super) fn offer(
    typed: &str,
    scope: &PathScope,
    rule: Option<MatchRule>,
    diagnostics: &mut Diagnostics,
) {
    if scope.text == typed || rule == Some(MatchRule::ExactHost) {
        return;
    }
    let text = &scope.text;
    let which = match rule {
        None => " Only a Wave that matches paths uses it then; releases up to 1.37 never do.",
        Some(_) => "",
    };
    let finding = Finding::info(
        PATH_SCOPE,
        format!("To limit it to the images below {text}, write exactly that.{which}"),
    );
    let fix = Edit::Replace(text.clone());
    diagnostics
        .findings
        .push(finding.with_fix(format!("Keep {text}"), fix));
}
