//! What counts in another run only: settings in profiles that are not selected.

use crate::declarations::Applies;
use crate::diagnostic::Diagnostic;
use crate::rule::rules;
use crate::token::Span;
use crate::tree::ExprKind;

use super::Input;
use super::effective::EffectiveSettings;
use super::sink::{DiagnosticSink, MOST_OF_A_CODE};

rules! {
    /// Settings of Wave are in a profile that is not selected.
    pub IN_UNSELECTED_PROFILE = "in-unselected-profile" {
        severity: Info,
        why: "They have no effect in this run. Without a choice, Nextflow selects only the profile \
              standard.",
        action: "To use them, run with that profile, or set them outside of the profiles. \
                 Otherwise there is nothing to do.",
    }
}

/// What one profile says of Wave.
struct WaveProfile<'a> {
    profile: &'a str,
    names: Vec<&'a str>,
    /// Whether it is written that it switches Wave on, or off.
    switches: Option<bool>,
    first: Span,
}

/// How many settings of a profile are named.
const MOST_NAMES: usize = 20;

/// Says which other profiles have settings of Wave.
pub(super) fn check(
    effective: &[EffectiveSettings<'_>],
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let is_on = effective.iter().any(EffectiveSettings::wants_wave);
    let mut found: Vec<WaveProfile<'_>> = Vec::new();
    for declaration in input.declarations.iter() {
        let Applies::WithProfile(profile) = declaration.applies else {
            continue;
        };
        if !declaration.path.starts_with("wave.") || input.is_selected(profile) {
            continue;
        }
        let switches = match declaration.value.kind {
            ExprKind::Bool(is_on) if &*declaration.path == "wave.enabled" => Some(is_on),
            _ => None,
        };
        let is_full = found.len() >= MOST_OF_A_CODE;
        let known = found.iter_mut().find(|known| known.profile == profile);
        if let Some(known) = known {
            if &*declaration.path == "wave.enabled" {
                known.switches = switches;
            }
            if known.names.len() < MOST_NAMES && !known.names.contains(&&*declaration.path) {
                known.names.push(&declaration.path);
            }
        } else if !is_full {
            found.push(WaveProfile {
                profile,
                names: vec![&declaration.path],
                switches,
                first: declaration.span(),
            });
        }
    }
    for WaveProfile {
        profile,
        names,
        switches,
        first,
    } in found
    {
        let way_out = format!("Run with -profile {profile}, or set it outside of the profiles.");
        let then = match switches {
            Some(false) => format!("With -profile {profile} Wave is off."),
            Some(true) if !is_on => {
                format!("Nothing that counts in this text turns Wave on. {way_out}")
            }
            _ => way_out,
        };
        let message = format!(
            "The profile {profile} is not selected, so what it says of Wave does not count: {}. \
             {then}",
            names.join(", ")
        );
        let new = Diagnostic::info(IN_UNSELECTED_PROFILE, message);
        sink.push(new.about(format!("@{profile}")).at(first));
    }
}

#[cfg(test)]
mod tests;
