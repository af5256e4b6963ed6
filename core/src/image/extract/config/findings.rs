//! What there is to say of the containers of a configuration: under which condition one is used,
//! where it comes from, and what Wave does with it. Start at [`tell`].

use std::collections::{BTreeSet, HashMap};

use nextflow_config::syntax::Lines;
use nextflow_config::{Parser, Value};

use super::readings::{FoundContainer, ProfileReading, ProfileReadings, What};
use crate::finding::{Finding, rules};
use crate::image::extract::container::PastWave;
use crate::image::extract::engine::Rewritten;
use crate::image::extract::wave_use::WaveUse;
use crate::image::extract::{Collected, Other, sentences};

rules! {
    /// A configuration has Wave off.
    pub(crate) WAVE_OFF = "wave-off-here" {
        severity: Warning,
        why: "Nextflow asks Wave for no image then, and no credential that is stored for Wave is \
              used: the container engine pulls with the login that it has itself.",
        action: "Set wave.enabled = true if Wave should be used.",
    }

    /// A configuration turns Wave on with some profiles only.
    pub(crate) WAVE_BY_PROFILE = "wave-by-profile" {
        severity: Info,
        why: "Which credentials are used depends on the profiles that a run selects.",
        action: "Launch with the profile that is meant.",
    }

    /// Wave builds or copies images before they are pulled.
    pub(crate) WAVE_BUILDS = "wave-builds-here" {
        severity: Info,
        why: "Then the image that runs is another one than the container that is named, and it \
              is pulled from another registry.",
        action: "See that the credential of the target may push.",
    }

    /// Neither parser of Nextflow takes the configuration.
    pub(crate) CONFIG_NOT_TAKEN = "config-not-taken" {
        severity: Warning,
        why: "What is written after the place where it is refused may count differently once that \
              is mended.",
        action: "Mend the place first; the launch page says more.",
    }

    /// Not every profile was looked at.
    pub(crate) PROFILES_LEFT_OUT = "profiles-left-out" {
        severity: Info,
        why: "A long configuration with many profiles would take long to read for each of them.",
        action: "Paste the part with the profile that matters.",
    }
}

/// Hands on what was found: each container once, with what has to hold for it.
pub(super) fn tell(readings: &ProfileReadings, found: Vec<FoundContainer>, images: &mut Collected) {
    let mut groups: Vec<(What, Vec<FoundContainer>)> = Vec::new();
    let mut places: HashMap<(Option<PastWave>, String), usize> = HashMap::new();
    for one in found {
        let key = match &one.what {
            What::Image(name, _) => (None, name.clone()),
            What::Past(kind, container) => (Some(*kind), container.clone()),
        };
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(one),
            None => groups.push((one.what.clone(), vec![one])),
        }
    }
    let is_built = groups
        .iter()
        .any(|(what, _)| matches!(what, What::Past(PastWave::Built, _)));
    images.wave = readings.wave(is_built);
    images.notes.extend(readings.wave_notes(images.wave));
    images.notes.extend(readings.setting_notes(&groups));
    if readings.left_out > 0 {
        images.notes.push(Finding::info(
            PROFILES_LEFT_OUT,
            format!("{} more profiles were not looked at.", readings.left_out),
        ));
    }
    for (what, group) in groups {
        let processes: BTreeSet<_> = group.iter().map(|it| it.process.as_str()).collect();
        let processes: Vec<_> = processes.into_iter().filter(|it| !it.is_empty()).collect();
        let mut findings = Vec::new();
        findings.extend(sentences::of_processes(&processes));
        findings.extend(readings.conditions(&group));
        let mut remarks: Vec<_> = group.iter().filter_map(|it| it.remark.as_ref()).collect();
        remarks.dedup();
        findings.extend(remarks.into_iter().map(|it| sentences::remark(it)));
        let mut known: Vec<_> = group.iter().filter_map(|it| it.known.as_ref()).collect();
        known.dedup();
        findings.extend(known.into_iter().cloned());
        match what {
            What::Image(name, _) => {
                for origin in readings.origins(&name, &group) {
                    findings.push(origin);
                }
                images.add_about(&name, findings);
            }
            What::Past(kind, container) => images.others.push(Other {
                kind,
                container,
                processes: processes.iter().map(|it| (*it).to_owned()).collect(),
                findings,
            }),
        }
    }
}

impl ProfileReadings {
    /// Why neither parser takes the text.
    pub(super) fn refusal(&self, text: &str) -> Option<Finding> {
        let refusal = self.list.first()?.settings.reading().refusal.as_ref()?;
        let line = Lines::of(text).line(refusal.span.start);
        Some(Finding::warning(
            CONFIG_NOT_TAKEN,
            format!(
                "Nextflow does not take this text as a configuration; it stops in line {line}. The \
                 containers below are read off the text as far as that goes."
            ),
        ))
    }

    fn has(&self, parser: Parser) -> bool {
        self.list.iter().any(|reading| reading.parser == parser)
    }

    /// With which profiles something holds, in words; `None` where it holds with all and with
    /// none. It holds with a profile if it does for one of the parsers.
    fn by_profile(&self, holds: impl Fn(usize, &ProfileReading) -> bool) -> Option<String> {
        let mut without_any = false;
        let mut with = vec![false; self.profiles.len()];
        for (place, reading) in self.list.iter().enumerate() {
            if holds(place, reading) {
                match reading.profile {
                    None => without_any = true,
                    Some(profile) => {
                        if let Some(with) = with.get_mut(profile) {
                            *with = true;
                        }
                    }
                }
            }
        }
        let of = |wanted: bool| -> Vec<&str> {
            let profiles = self.profiles.iter().zip(&with);
            profiles
                .filter(|(_, it)| **it == wanted)
                .map(|(name, _)| name.as_str())
                .collect()
        };
        let (with, without) = (of(true), of(false));
        let named = |names: &[&str]| {
            let noun = if names.len() == 1 {
                "profile"
            } else {
                "profiles"
            };
            format!("the {noun} {}", sentences::names(names, "or"))
        };
        if without_any {
            // What is taken when no profile is named may be a profile of its own.
            return match (with.as_slice(), without.as_slice()) {
                (_, []) => None,
                (["standard"], _) => Some(
                    "with the profile standard, which Nextflow takes when none is named".to_owned(),
                ),
                (_, without) => Some(format!("without {}", named(without))),
            };
        }
        (!with.is_empty()).then(|| format!("with {}", named(&with)))
    }

    /// What has to hold for a container, in sentences.
    fn conditions(&self, group: &[FoundContainer]) -> Vec<Finding> {
        let mut told = Vec::new();
        let in_views: BTreeSet<usize> = group.iter().filter_map(|it| it.reading).collect();
        if !in_views.is_empty() {
            if let Some(words) = self.by_profile(|place, _| in_views.contains(&place)) {
                told.push(sentences::only(&words));
            }
            let parsers: Vec<_> = [Parser::Legacy, Parser::Strict]
                .into_iter()
                .filter(|parser| {
                    let mut places = in_views.iter().filter_map(|place| self.list.get(*place));
                    places.any(|reading| reading.parser == *parser)
                })
                .collect();
            if self.has(Parser::Legacy)
                && self.has(Parser::Strict)
                && let [parser] = parsers.as_slice()
            {
                told.push(sentences::only(match parser {
                    Parser::Legacy => "with Nextflow’s legacy parser of configurations",
                    Parser::Strict => "with Nextflow’s strict parser of configurations",
                }));
            }
        }
        let is_free = group.iter().any(|it| it.when.is_empty());
        if !is_free {
            let mut ways: Vec<String> = Vec::new();
            for one in group {
                let words = one.when.join(" and ");
                if !ways.contains(&words) {
                    ways.push(words);
                }
            }
            told.push(sentences::only(&sentences::ways(&ways)));
        }
        let parameters: BTreeSet<_> = group.iter().flat_map(|it| &it.parameters).collect();
        if !parameters.is_empty() {
            let parameters: Vec<&str> = parameters.iter().map(|it| it.as_str()).collect();
            told.push(sentences::parameters(&parameters));
        }
        told
    }

    /// Where the names come from that a setting of the engine has changed.
    fn origins(&self, name: &str, group: &[FoundContainer]) -> Vec<Finding> {
        let mut origins: Vec<Finding> = Vec::new();
        for one in group {
            let setting = one
                .reading
                .map_or(self.list.first(), |reading| self.list.get(reading));
            let setting = setting.and_then(|reading| reading.setting.as_ref());
            if let (What::Image(_, Some(written)), Some(setting)) = (&one.what, setting) {
                let origin = setting.origin(&Rewritten {
                    written: written.clone(),
                    image: name.to_owned(),
                });
                if !origins.contains(&origin) {
                    origins.push(origin);
                }
            }
        }
        origins
    }

    /// What the settings of engines do that have changed a name.
    fn setting_notes(&self, groups: &[(What, Vec<FoundContainer>)]) -> Vec<Finding> {
        let mut notes: Vec<Finding> = Vec::new();
        let changed = groups
            .iter()
            .flat_map(|(_, group)| group)
            .filter(|it| matches!(it.what, What::Image(_, Some(_))));
        for one in changed {
            let reading = one
                .reading
                .map_or(self.list.first(), |reading| self.list.get(reading));
            let Some(setting) = reading.and_then(|reading| reading.setting.as_ref()) else {
                continue;
            };
            let mut note = setting.finding();
            let by_profile =
                self.by_profile(|_, reading| reading.setting.as_ref() == Some(setting));
            if let Some(words) = by_profile.filter(|_| one.reading.is_some()) {
                note.message = format!("{} That is so {words}.", note.message);
            }
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        notes
    }

    /// What the text says of Wave as a whole.
    fn wave(&self, is_built: bool) -> WaveUse {
        if self.is_refused {
            return WaveUse::NotSaid;
        }
        let all = |is: fn(WaveUse) -> bool| self.list.iter().all(|reading| is(reading.wave));
        let on = self
            .list
            .iter()
            .map(|reading| reading.wave)
            .find(|wave| wave.is_on());
        match on {
            _ if all(|wave| wave == WaveUse::Off) => WaveUse::Off,
            Some(_) if is_built => WaveUse::Builds,
            Some(on) => on,
            None => WaveUse::NotSaid,
        }
    }

    /// What is said of Wave before all else.
    fn wave_notes(&self, wave: WaveUse) -> Vec<Finding> {
        let mut notes = Vec::new();
        let is_text = |reading: &ProfileReading| {
            let enabled = reading.settings.get("wave.enabled").map(|it| &it.value);
            matches!(enabled, Some(Value::Text(text)) if text == "true")
        };
        if self.list.iter().any(is_text) && !self.is_refused {
            notes.push(Finding::warning(
                WAVE_OFF,
                "wave.enabled is the text 'true'. Nextflow turns Wave on for true without quotes \
                 only, so Wave is off.",
            ));
        }
        let is_off = |reading: &ProfileReading| reading.wave == WaveUse::Off;
        if wave == WaveUse::Off {
            if notes.is_empty() {
                notes.push(Finding::warning(
                    WAVE_OFF,
                    "Wave is off here (wave.enabled = false): it is asked for none of these \
                     images, and no credential that is stored for Wave is used. The container \
                     engine pulls them with the login that it has itself.",
                ));
            }
            return notes;
        }
        if self.is_refused {
            return notes;
        }
        if self.list.iter().any(is_off)
            && let Some(words) = self.by_profile(|_, reading| is_off(reading))
        {
            notes.push(Finding::warning(
                WAVE_OFF,
                format!(
                    "Wave is off {words}: then no credential that is stored for Wave is used. What \
                     follows holds while Wave is on."
                ),
            ));
        } else if wave.is_on()
            && let Some(words) = self.by_profile(|_, reading| reading.wave.is_on())
        {
            notes.push(Finding::info(
                WAVE_BY_PROFILE,
                format!("This text turns Wave on {words}. What follows holds while Wave is on."),
            ));
        }
        let target = self.list.iter().find_map(|reading| {
            match &reading.settings.get("wave.build.repository")?.value {
                Value::Text(text) => Some(text.as_str()),
                _ => None,
            }
        });
        let into = target.map_or_else(String::new, |target| format!(" into {target}"));
        match wave {
            WaveUse::Builds => notes.push(Finding::info(
                WAVE_BUILDS,
                "Wave builds images here: wave.strategy takes conda before containers, so that \
                 containers that are named are not all pulled.",
            )),
            WaveUse::Freezes => notes.push(Finding::info(
                WAVE_BUILDS,
                format!(
                    "Wave freezes images here (wave.freeze = true): it reads each with the \
                     credential below and puts the result{into}, from where the container engine \
                     pulls it with the login that it has itself."
                ),
            )),
            WaveUse::Mirrors => notes.push(Finding::info(
                WAVE_BUILDS,
                format!(
                    "Wave copies images here (wave.mirror = true): it reads each with the \
                     credential below and puts the copy{into}, from where the container engine \
                     pulls it with the login that it has itself."
                ),
            )),
            WaveUse::NotSaid | WaveUse::Off | WaveUse::On => {}
        }
        notes
    }
}
