//! Freezing and mirroring: what they need and what they cannot be together with.

use super::super::reading::{Semantics, Setting, read};
use super::super::value::Value;
use super::About;
use super::said::{MOST_OF_A_KIND, Said};
use super::view::{Known, View, Wave};
use super::wave::strategies;
use super::written::Place;
use crate::diagnostic::Diagnostic;
use crate::rule::rules;

rules! {
    /// Mirroring and freezing are on at once.
    pub MIRROR_FREEZE = "mirror-freeze" {
        severity: Error,
        why: "Mirroring copies images and freezing builds them. Nextflow stops with: Wave \
              configuration setting 'wave.mirror' and 'wave.freeze' conflicts each other.",
        action: "Switch one of them off.",
    }

    /// Mirroring is on without a repository to copy images to.
    pub MIRROR_WITHOUT_REPOSITORY = "mirror-without-repository" {
        severity: Error,
        why: "Nextflow stops with: Wave configuration setting 'wave.mirror' requires the use of \
              'wave.build.repository' to define the target registry.",
        action: "Set wave.build.repository, or switch mirroring off.",
    }

    /// Mirroring is on with a strategy that never takes container images.
    pub MIRROR_STRATEGY = "mirror-strategy" {
        severity: Error,
        why: "Only container images can be mirrored. Nextflow stops with: Invalid container mirror \
              operation - missing source container.",
        action: "Add container to wave.strategy, or switch mirroring off.",
    }

    /// Freezing is on without a build repository.
    pub FREEZE_WITHOUT_REPOSITORY = "freeze-without-repository" {
        severity: Error,
        why: "Nextflow does not check this. Wave refuses tasks with a container image or a \
              Dockerfile: buildRepository must be specified when using freeze mode. Conda packages \
              work where Wave has a public repository.",
        action: "Set wave.build.repository, or switch freezing off.",
    }

    /// Freezing is on for an engine that is set to use OCI images.
    pub FREEZE_OCI = "freeze-oci" {
        severity: Info,
        why: "With ociAutoPull or ociMode Wave builds Docker images, not native ones for \
              Singularity or Apptainer.",
        action: "Set it to false if freezing shall give native images (SIF). Otherwise there is \
                 nothing to do.",
    }
}

const REPOSITORY: &str = "wave.build.repository";

pub(super) fn report(view: &View<'_>, said: &mut Said) {
    let (freeze, mirror) = (view.on("wave.freeze"), view.on("wave.mirror"));
    if let (Some(_), Some(mirror)) = (freeze, mirror) {
        let message = "Mirroring copies images and freezing builds them, so only one of them \
                       can be on. Nextflow stops with: Wave configuration setting 'wave.mirror' \
                       and 'wave.freeze' conflicts each other.";
        let finding = Diagnostic::error(MIRROR_FREEZE, message);
        said.say(finding.at(mirror.place));
    }
    if let Some(mirror) = mirror {
        mirroring(view, mirror, said);
    }
    if let Some(freeze) = without_repository(view) {
        said.say(freeze_message(view).at(freeze.place));
    }
    if let Some(freeze) = freeze {
        oci(view, freeze, said);
    }
}

fn mirroring(view: &View<'_>, mirror: &Setting, said: &mut Said) {
    if view.wants_wave() && has_no_repository(view) {
        let message = "Mirroring needs a place to copy images to, and nothing here sets \
                       wave.build.repository. Nextflow stops with: Wave configuration setting \
                       'wave.mirror' requires the use of 'wave.build.repository' to define the \
                       target registry.";
        let finding = Diagnostic::error(MIRROR_WITHOUT_REPOSITORY, message);
        said.say(finding.at(mirror.place));
    }
    let lacks_container = strategies(view)
        .is_some_and(|strategies| !strategies.iter().any(|name| name == "container"));
    if lacks_container && let Known::Is(strategy) = view.known("wave.strategy") {
        let message = "Only container images can be mirrored, and this strategy never takes \
                       them. Nextflow stops with: Invalid container mirror operation - missing \
                       source container.";
        said.say(
            Diagnostic::error(MIRROR_STRATEGY, message)
                .at(strategy.place)
                .set(
                    "Set wave.strategy to 'container'",
                    "wave.strategy",
                    Value::Text("container".to_owned()),
                ),
        );
    }
}

/// Whether the text certainly names no build repository.
fn has_no_repository(view: &View<'_>) -> bool {
    match view.known(REPOSITORY) {
        Known::Is(setting) => setting.value.truth() == Some(false),
        Known::Unset => view.is_whole,
        Known::Unknown => false,
    }
}

/// The setting that freezes although there is no place to push to.
fn without_repository<'a>(view: &View<'a>) -> Option<&'a Setting> {
    let freeze = view.on("wave.freeze")?;
    let is_wanted = view.wants_wave() && has_no_repository(view);
    // For packages of Conda the public Wave has a repository of its own.
    let needs_one =
        strategies(view).is_none_or(|strategies| strategies.iter().any(|name| name != "conda"));
    (is_wanted && needs_one).then_some(freeze)
}

fn freeze_message(view: &View<'_>) -> Diagnostic {
    let conda_first = strategies(view)
        .and_then(|strategies| strategies.first().cloned())
        .is_some_and(|first| first == "conda");
    let message = "Freezing pushes images to wave.build.repository, which nothing here sets. \
                   Nextflow does not check this. Wave answers every task with a container image \
                   or a Dockerfile: Attribute `buildRepository` must be specified when using \
                   freeze mode. Tasks with Conda packages work where Wave has a public \
                   repository, as Seqera's has.";
    if conda_first {
        Diagnostic::warning(FREEZE_WITHOUT_REPOSITORY, message)
    } else {
        Diagnostic::error(FREEZE_WITHOUT_REPOSITORY, message)
    }
}

fn oci(view: &View<'_>, freeze: &Setting, said: &mut Said) {
    for (engine, modes) in [
        ("singularity", ["ociAutoPull", "ociMode"].as_slice()),
        ("apptainer", &["ociAutoPull"]),
    ] {
        if view.on(&format!("{engine}.enabled")).is_none() {
            continue;
        }
        let modes = modes.iter().map(|mode| format!("{engine}.{mode}"));
        for mode in modes {
            if let Some(setting) = view.on(&mode) {
                let message = format!(
                    "With {mode} Wave builds Docker images, not native ones for {engine}. Set it \
                     to false if freezing shall give native images (SIF)."
                );
                let place = setting.place.max(freeze.place);
                let finding = Diagnostic::info(FREEZE_OCI, message);
                said.say(finding.at(place));
            }
        }
    }
}

/// How much text is read again to look at profiles that are not selected, in bytes.
const MOST_READ_AGAIN: usize = 200_000;

/// Says which of the other profiles freeze without a repository.
pub(super) fn of_other_profiles(views: &[View<'_>], about: &About<'_>, said: &mut Said) {
    let Some(view) = views.first() else { return };
    let mut left = MOST_READ_AGAIN;
    let mut seen: Vec<&str> = Vec::new();
    for entry in &about.written.settings {
        let Place::Profile(profile) = entry.place else {
            continue;
        };
        let may_freeze = matches!(&*entry.path, "wave.freeze" | "wave");
        if !may_freeze || seen.contains(&profile) || is_selected(profile, about) {
            continue;
        }
        seen.push(profile);
        let Some(rest) = left.checked_sub(about.document.text.len()) else {
            return;
        };
        left = rest;
        if seen.len() > MOST_OF_A_KIND {
            return;
        }
        of_profile(profile, view.semantics, about, said);
    }
}

fn of_profile(profile: &str, semantics: Semantics, about: &About<'_>, said: &mut Said) {
    let reading = read(about.document, semantics, &[profile]);
    if reading.refusal.is_some() {
        return;
    }
    let view = View::of(&reading, semantics);
    if view.wave() != Wave::Off
        && let Some(freeze) = without_repository(&view)
    {
        let mut new = freeze_message(&view).about(format!("@{profile}"));
        new.message = format!("In the profile {profile}: {}", new.message);
        said.say(new.at(freeze.place));
    }
}

/// Whether the settings of a profile count in the run.
pub(super) fn is_selected(profile: &str, about: &About<'_>) -> bool {
    let selected = about.context.profiles;
    if selected.is_empty() {
        profile == "standard"
    } else {
        selected.contains(&profile)
    }
}
