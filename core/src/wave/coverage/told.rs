//! What a text says beside its images, taken into the table: whose they are and when they are
//! used, what Wave is not asked for, and that Wave is off.
//!
//! This module may not choose a credential. Start at [`Coverage::tell`].

use std::borrow::Cow;

use super::{CheckedImage, Coverage, Row, Verdict};
use crate::finding::{Finding, rules};
use crate::image::extract::{Found, Other, PastWave, WaveUse};
use crate::image::wave;
use crate::image::wave_name::WaveName;
use crate::registry::server::RegistryServer;
use crate::registry::server::host::WAVE_ITSELF;
use crate::secret::redact::{HIDDEN, redact};
use crate::wave::resolve::Works;

rules! {
    /// An image has a name that Wave gave.
    pub(crate) NAMED_BY_WAVE = "named-by-wave" {
        severity: Info,
        why: "Such a name lives only as long as the run, at most two days, or 36 hours. It hides \
              the registry of its source, and its token lets a pull in, so that nobody logs in to \
              Wave's host.",
        action: "List the images with Wave off, for instance with nextflow inspect, to see which \
                 registries need a credential.",
    }

    /// A container goes past Wave.
    pub(crate) PAST_WAVE = "past-wave" {
        severity: Info,
        why: "Wave is not asked for it, so that nothing that is stored for Wave is used.",
        action: "Give the name of an image in a registry if Wave should be used.",
    }

    /// The text turns Wave off, so that its images are pulled without it.
    pub(crate) PULLED_WITHOUT_WAVE = "pulled-without-wave" {
        severity: Info,
        why: "The container engine pulls the image itself, and the credentials that are stored \
              for Wave have no part in that.",
        action: "Turn Wave on, or give the engine a login.",
    }
}

impl Coverage {
    /// Adds what the text says beside its images, and what is known of Wave: by the text, or by
    /// somebody who knows.
    pub fn tell(&mut self, found: &Found, wave: WaveUse) {
        for image in self.rows.iter_mut().flat_map(|row| &mut row.images) {
            let about = found
                .about
                .iter()
                .filter(|it| redact(&it.image) == image.name);
            image
                .findings
                .extend(about.flat_map(|it| it.findings.clone()));
        }
        if wave == WaveUse::Off {
            self.rows.iter_mut().for_each(pulled_without_wave);
        }
        for row in &mut self.rows {
            row.is_wave_in_question = wave == WaveUse::NotSaid;
        }
        let mut kinds: Vec<PastWave> = found.others.iter().map(|it| it.kind).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            let of_kind = found.others.iter().filter(|it| it.kind == kind);
            let of_kind: Vec<_> = of_kind.collect();
            self.rows.push(past_wave(kind, &of_kind));
        }
    }
}

/// With Wave off nothing that was looked up counts.
fn pulled_without_wave(row: &mut Row) {
    if row.host.is_empty() || row.verdict == Verdict::NamedByWave {
        return;
    }
    row.verdict = Verdict::WaveOff;
    row.credential = None;
    row.by_rule.clear();
    row.actions.clear();
    row.works = Works::Unknown;
    row.findings = vec![Finding::info(
        PULLED_WITHOUT_WAVE,
        "Wave is off in this text. The container engine pulls by itself, with the login that it \
         has; no credential that is stored for Wave is used.",
    )];
}

/// The row of containers that Wave is not asked for.
fn past_wave(kind: PastWave, others: &[&Other]) -> Row {
    let mut images: Vec<CheckedImage> = Vec::new();
    for other in others {
        if other.container.is_empty() {
            continue;
        }
        let name = redact(&other.container).into_owned();
        match images.iter_mut().find(|image| image.name == name) {
            Some(image) => image.findings.extend(other.findings.clone()),
            None => images.push(CheckedImage {
                name,
                findings: other.findings.clone(),
            }),
        }
    }
    let why = match kind {
        PastWave::File => "Singularity and Apptainer open a file themselves: Wave is not asked, \
                           and no credential is needed."
            .to_owned(),
        PastWave::Address => "Singularity and Apptainer download it themselves, without Wave and \
                              without a stored credential. While Wave is on Nextflow stops \
                              instead: “Wave container request image cannot start with URL like \
                              prefix”."
            .to_owned(),
        PastWave::Oras => "Singularity and Apptainer pull it themselves, with the login that they \
                           have: nothing that is stored for Wave is used. As a container of a \
                           process Nextflow refuses it while Wave is on; Wave gives such names \
                           itself."
            .to_owned(),
        PastWave::Library => "Singularity and Apptainer pull it from their own library, without \
                              Wave and without a stored credential. While Wave is on Nextflow \
                              refuses it."
            .to_owned(),
        PastWave::Scheme => "It has a scheme in front that Wave does not take, so that Nextflow \
                             refuses it while Wave is on. No stored credential is used for it."
            .to_owned(),
        PastWave::Nothing => without_container(others),
        PastWave::Built => "Wave builds an image in its place, so that this one is not pulled and \
                            needs no credential."
            .to_owned(),
        PastWave::Open => "Only a run can tell which image this is: it is made from what this \
                           text does not have."
            .to_owned(),
    };
    Row {
        host: String::new(),
        images,
        verdict: Verdict::Past(kind),
        works: Works::Unknown,
        credential: None,
        by_rule: Vec::new(),
        is_wave_in_question: false,
        findings: vec![Finding::info(PAST_WAVE, why)],
        actions: Vec::new(),
    }
}

/// How many processes a sentence names before it only counts.
const NAMED: usize = 6;

fn without_container(others: &[&Other]) -> String {
    let processes: Vec<&str> = others
        .iter()
        .flat_map(|it| &it.processes)
        .map(String::as_str)
        .collect();
    let count = processes.len().max(others.len());
    let noun = if count == 1 { "process" } else { "processes" };
    let named = match (processes.get(..NAMED), processes.as_slice()) {
        (_, []) => String::new(),
        (Some(first), all) if all.len() > NAMED => {
            format!(": {} and {} more", first.join(", "), all.len() - NAMED)
        }
        (_, all) => format!(": {}", all.join(", ")),
    };
    format!(
        "{count} {noun} without a container{named}. Each runs without one, unless Wave is on and \
         builds one from its conda directive or its Dockerfile."
    )
}

/// The row of an image whose name Wave gave.
pub(super) fn named_by_wave(image: &str, name: &WaveName<'_>) -> Row {
    let said = if name.is_build() {
        "An image that Wave has built or copied; what it was made from is not told.".to_owned()
    } else {
        format!(
            "Of the source {} is left. Its registry is not told.",
            redact(name.source)
        )
    };
    Row {
        host: name.host.to_owned(),
        images: vec![CheckedImage {
            name: redact(image).into_owned(),
            findings: vec![Finding::info(NAMED_BY_WAVE, said)],
        }],
        verdict: Verdict::NamedByWave,
        works: Works::Unknown,
        credential: None,
        by_rule: Vec::new(),
        is_wave_in_question: false,
        findings: vec![Finding::info(
            NAMED_BY_WAVE,
            format!(
                "Wave gave this name. It hides the registry of its source and is short-lived: as \
                 long as the run and at most two days, or 36 hours. Nobody logs in to {}, so \
                 nothing is missing there. List the images with Wave off to see which credential \
                 the source needs.",
                name.host
            ),
        )],
        actions: Vec::new(),
    }
}

/// The row of another image on the host of Seqera's Wave.
pub(super) fn on_host_of_wave(image: &str) -> Option<Row> {
    let host = wave::parse(image).ok()?.registry;
    let findings = RegistryServer::read(&host).findings;
    let is_wave = findings.iter().any(|finding| finding.code == WAVE_ITSELF);
    is_wave.then(|| Row {
        images: vec![CheckedImage {
            name: redact(image).into_owned(),
            findings: Vec::new(),
        }],
        verdict: Verdict::NamedByWave,
        works: Works::Unknown,
        credential: None,
        by_rule: Vec::new(),
        is_wave_in_question: false,
        findings: vec![Finding::info(
            WAVE_ITSELF,
            "This is Wave's own host, to which nobody logs in. What it serves is kept on other \
             registries, and those are the ones that may need a credential.",
        )],
        actions: Vec::new(),
        host,
    })
}

/// The name of an image, without the token that lets a pull in where Wave gave the name.
pub(super) fn without_token(image: &str) -> Cow<'_, str> {
    match WaveName::parse(image) {
        Some(name) => format!("{}/wt/{HIDDEN}/{}", name.host, name.source).into(),
        None => image.into(),
    }
}
