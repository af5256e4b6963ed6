//! From messages at places of a log to errors: one cause and one subject each.
//!
//! Engines wrap each other's messages, so a line often has several and an error several lines.
//! Of a line the message counts that tells most, and among equals the innermost; lines that
//! are near each other and agree are one error; a symptom gives way to what explains it. This
//! module may not know what is stored. Start at [`diagnoses`].

use super::Diagnosis;
use crate::secret::redact::Places;
use std::borrow::Cow;

use super::cause::Cause;
use super::evidence::{Evidence, LineCounter, NEAR, lines_around};
use super::limit;
use super::message::{Message, Weight};
use super::scan::Hit;
use super::step::{self, Access, ConfigFix, Step};
use super::subject::Subject;
use super::task_output::TaskOutputs;
use super::wording;
use crate::registry::catalogue::Registry;

/// How many images a report names at most for one cause.
pub(super) const MOST_OF_A_CAUSE: usize = 20;

/// What it means that there is no image by a name of Wave's.
const BEHIND_WAVE: &str = "Behind a name of Wave’s this most likely means that the name has \
                           expired, or that the image was frozen or copied and is no longer served \
                           by this name: relaunch or resume the run, so that Wave gives a new one.";

/// What else it can mean that there is nothing by a name of Wave's.
const OR_FROZEN: &str = "It can mean, too, that the image was frozen or copied and is no longer \
                         served by this name.";

/// What stands for the words of a task, which are in no table.
static OF_TASK: Message = super::message::symptom("");

/// A log as it was given, to compare messages with, and as it may be shown.
pub(super) struct Log<'a> {
    /// As it was given. Nothing of it may get into a report.
    pub(super) given: &'a str,
    /// Without secrets.
    pub(super) shown: Cow<'a, str>,
    /// Where a place of the one is in the other.
    pub(super) places: Places,
}

/// A line that shows a cause.
struct Sighting {
    cause: Cause,
    message: &'static Message,
    weight: Weight,
    evidence: Evidence,
    subject: Subject,
    /// What the line itself says, before its surroundings are asked.
    own: Subject,
}

/// The errors in a log, the likeliest first.
pub(super) fn diagnoses(log: &Log<'_>, hits: &[Hit]) -> Vec<Diagnosis> {
    let mut sightings: Vec<Sighting> = Vec::new();
    // Where another error may be about somebody else.
    let classes: Vec<usize> = hits
        .iter()
        .filter(|hit| hit.message.weight > Weight::Symptom)
        .map(|hit| log.places.now(hit.end))
        .collect();
    let tasks = TaskOutputs::of(log.given);
    for of_line in by_line(log.given, hits) {
        sightings.extend(sighting(log, of_line, &classes, &tasks));
    }
    let mut lines = LineCounter::new(&log.shown);
    for sighting in &mut sightings {
        sighting.evidence.line = lines.line_of(sighting.evidence.offset);
    }
    let mut errors = merged(sightings);
    explain_symptoms(&mut errors);
    // What only tells that something failed comes last.
    errors.sort_by_key(|it| (it.weight == Weight::Symptom, it.evidence.offset));
    errors.into_iter().map(diagnosis).collect()
}

/// The hits of each line together.
fn by_line<'h>(log: &str, hits: &'h [Hit]) -> impl Iterator<Item = &'h [Hit]> {
    let bytes = log.as_bytes();
    hits.chunk_by(move |one, other| {
        let between = bytes.get(one.end..other.end).unwrap_or_default();
        // In a log without line ends, messages that are far apart are apart.
        between.len() < 400 && memchr::memchr(b'\n', between).is_none()
    })
}

/// What a line shows, if its messages stand where they mean something.
fn sighting(
    log: &Log<'_>,
    hits: &[Hit],
    classes: &[usize],
    tasks: &TaskOutputs<'_>,
) -> Option<Sighting> {
    let last = hits.last()?;
    let given = start_of(log.given, last);
    let line = plain(&Evidence::around(log.given, given).text);
    let mut around: Option<String> = None;
    let mut counts = |message: &Message| {
        let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
        (message.with.is_empty() || has(message.with))
            && !has(message.without)
            && message.place.holds(&line)
            && !is_only_behind(message, &line)
            && (message.near.is_empty() || {
                let around = around.get_or_insert_with(|| plain(&lines_around(log.given, given)));
                message.near.iter().all(|word| around.contains(word))
            })
    };
    let counting: Vec<&Hit> = hits.iter().filter(|hit| counts(hit.message)).collect();
    let is_of_task = counting.iter().any(|hit| is_of_pull(hit.row.cause))
        && tasks.has(given)
        && !is_in_words_of_an_engine(log.given, given, &line);
    let Some(hit) = tells_most(&counting, is_of_task) else {
        return counting.last().map(|hit| of_task(log, hit));
    };
    let mut offset = log
        .places
        .now(start_of(log.given, hit))
        .min(log.shown.len());
    while !log.shown.is_char_boundary(offset) {
        offset += 1;
    }
    let evidence = Evidence::around(&log.shown, offset);
    let mut own = Subject::of_line(&evidence.text);
    let next = (log.shown.get(offset..)).and_then(|behind| behind.split('\n').nth(1));
    own.join(&evidence.text, next, || lines_around(&log.shown, offset));
    if hit.row.cause == Cause::Dns
        && let Some(host) = Subject::looked_up(&evidence.text)
        && own.host != host.host
    {
        // A proxy, for instance, and not the registry that was asked through it.
        own = host;
    }
    let mut subject = own.clone();
    if is_about_an_image(hit.row.cause)
        && subject.image.is_none()
        && subject.wave_name.is_none()
        && may_be_of_the_image_near(hit.row.cause, &line)
    {
        // Words that name nobody are not given the image of another error.
        let others: &[usize] = match hit.row.cause {
            Cause::UnknownLimit => classes,
            _ => &[],
        };
        let near = Subject::near(&log.shown, offset, others);
        if subject.agrees_with(&near) {
            subject.complete(&near);
        }
    }
    let cause = refined(hit.row.cause, hit.message, &line, &subject);
    if let Some(host) = hit.message.host
        && subject.host.as_deref() != Some(host)
    {
        subject = Subject {
            host: Some(host.to_owned()),
            ..Subject::default()
        };
    }
    if !is_about_a_registry(cause) {
        subject = Subject::default();
    }
    if cause == Cause::ShortName {
        // Where this engine looks for names without a host is just what is not known.
        subject.host = None;
    }
    if cause == Cause::SingularityPrefix && !own.is_known() {
        // A file was meant.
        return None;
    }
    // A warning of what was tried first is no more than a symptom.
    let is_warning = ["warn:", "warning:", " warn "]
        .iter()
        .any(|level| line.contains(level));
    Some(Sighting {
        cause,
        message: hit.message,
        weight: if is_warning {
            Weight::Symptom
        } else {
            hit.message.weight
        },
        evidence,
        subject,
        own,
    })
}

/// The message of a line that tells most.
fn tells_most<'h>(counting: &[&'h Hit], is_of_task: bool) -> Option<&'h Hit> {
    let is_started = counting.iter().any(|hit| is_start(hit.row.cause));
    let mut best: Option<&Hit> = None;
    for hit in counting {
        let weight = hit.message.weight;
        // Where a container could not be started, its image is there.
        let is_ruled_out =
            is_of_pull(hit.row.cause) && (is_of_task || is_started && weight < Weight::Exact);
        if !is_ruled_out && best.is_none_or(|best| weight >= best.message.weight) {
            best = Some(hit);
        }
    }
    best
}

/// What a task says of somebody that it asks itself.
fn of_task(log: &Log<'_>, hit: &Hit) -> Sighting {
    let mut offset = log
        .places
        .now(start_of(log.given, hit))
        .min(log.shown.len());
    while !log.shown.is_char_boundary(offset) {
        offset += 1;
    }
    Sighting {
        cause: Cause::TaskFailed,
        message: &OF_TASK,
        weight: Weight::Symptom,
        evidence: Evidence::around(&log.shown, offset),
        subject: Subject::default(),
        own: Subject::default(),
    }
}

/// Whether a message stands on its line only where something else is meant.
fn is_only_behind(message: &Message, line: &str) -> bool {
    if message.not_behind.is_empty() {
        return false;
    }
    let mut places = line.match_indices(message.text).peekable();
    places.peek().is_some()
        && places.all(|(at, _)| {
            let before = line.get(..at).unwrap_or_default();
            message.not_behind.iter().any(|it| before.ends_with(it))
        })
}

/// Whether an engine words a line, or the one before it which it goes on from.
fn is_in_words_of_an_engine(log: &str, offset: usize, line: &str) -> bool {
    wording::is_an_engines(line) || {
        let before = log.get(..offset).unwrap_or_default();
        let mut lines = before.rsplit('\n').skip(1).map(str::trim_end);
        let above = lines.find(|line| !line.is_empty()).unwrap_or_default();
        above.ends_with(':') && wording::is_an_engines(&plain(above))
    }
}

/// Whether the image near a line may be what the line is about: not where it names somebody
/// else, and a limit only where the line is about a registry at all.
fn may_be_of_the_image_near(cause: Cause, line: &str) -> bool {
    match cause {
        Cause::UnknownLimit => wording::is_about_a_registry(line),
        _ => !wording::has_foreign_address(line) || wording::is_an_engines(line),
    }
}

/// Whether a cause says that a container did not start.
const fn is_start(cause: Cause) -> bool {
    matches!(cause, Cause::ContainerStart)
}

/// Whether a cause is told by words that programs of tasks have as well, and claims something of
/// an image, of a registry or of a login.
const fn is_of_pull(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::WrongLogin
            | Cause::NoAccess
            | Cause::MissingCredential
            | Cause::AcrRefused
            | Cause::NotFound
            | Cause::DockerHubLimit
            | Cause::RegistryLimit
            | Cause::UnknownLimit
            | Cause::Timeout
            | Cause::RegistryDown
            | Cause::PullTimeout
            | Cause::BuildFailed
            | Cause::BuildTimeout
            | Cause::WaveUnreachable
            | Cause::WaveBlob
            | Cause::MissingLayer
            | Cause::BrokenDownload
            | Cause::WrongFormat
            | Cause::UnpackFailed
            | Cause::EmptyVariable
            | Cause::NetworkRule
            | Cause::BadImageName
            | Cause::Policy
            | Cause::PullFailed
    )
}

/// The cause in the light of who is asked: the same words mean another thing at another host.
fn refined(cause: Cause, message: &Message, line: &str, subject: &Subject) -> Cause {
    let registry = subject.host.as_deref().and_then(Registry::of_host);
    let is_acr = registry == Some(Registry::Acr);
    match cause {
        Cause::NoAccess | Cause::MissingCredential if is_acr && !message.is_waves => {
            Cause::AcrRefused
        }
        // At its own address every registry refuses a login alike.
        Cause::WrongLogin if is_acr && message.text.starts_with("/v2/") => Cause::AcrRefused,
        Cause::UnknownLimit
        | Cause::DockerHubLimit
        | Cause::RegistryLimit
        | Cause::AwsApiLimit
        | Cause::WaveLimit => limit::owner(cause, message.weight, line, subject),
        Cause::Timeout | Cause::RegistryDown if is_asked_of_wave(line) => Cause::WaveUnreachable,
        Cause::Timeout if is_pulled_from_wave(line, subject) => Cause::WaveUnreachable,
        Cause::NotFound if subject.wave_name.is_some() && names_nothing(message) => {
            Cause::WaveTokenUnknown
        }
        Cause::MissingLayer if subject.wave_name.is_some() => Cause::WaveBlob,
        other => other,
    }
}

/// Whether a pull was asked of Wave itself.
fn is_pulled_from_wave(line: &str, subject: &Subject) -> bool {
    let is_hosted = || line.contains("//wave.seqera.io/");
    // The name may be that of the image near it, while the line names somebody else.
    let is_named = || line.contains("/v2/wt/");
    is_hosted() || subject.wave_name.is_some() && is_named()
}

/// Whether a message says no more than that something is not there. With a registry behind it,
/// Wave passes on what that has said.
fn names_nothing(message: &Message) -> bool {
    message.text.to_ascii_lowercase().ends_with("not found")
        || message.text.ends_with("code = NotFound")
}

/// Whether a line is about a request to Wave's interface.
fn is_asked_of_wave(line: &str) -> bool {
    [
        "waveclient",
        "/v1alpha",
        "wave service",
        "unable to connect wave",
    ]
    .iter()
    .any(|words| line.contains(words))
}

/// Whether the surroundings of a message are asked for an image.
fn is_about_an_image(cause: Cause) -> bool {
    is_about_a_registry(cause)
        && !matches!(cause, Cause::Dns | Cause::Tls | Cause::AwsRoleLacksRight)
}

/// Whether a cause is about an image or a registry at all.
fn is_about_a_registry(cause: Cause) -> bool {
    !matches!(
        cause,
        Cause::AwsApiLimit
            | Cause::ScmLimit
            | Cause::PlatformLimit
            | Cause::WaveLimit
            | Cause::WaveUnreachable
            | Cause::NoToken
            | Cause::NotPaired
            | Cause::NoEngine
            | Cause::BadStrategy
            | Cause::ContainerAndConda
            | Cause::WaveOff
            | Cause::ConfigParse
            | Cause::EmptyVariable
            | Cause::ConflictingModes
            | Cause::InvalidInPlatform
            | Cause::TemplateMismatch
            | Cause::FreezeWithoutRepository
            | Cause::NoContainer
            | Cause::ScmRefused
            | Cause::CredentialHelper
            | Cause::WaveServiceOff
            | Cause::BadEndpoint
            | Cause::BadSetting
            | Cause::DeprecatedSetting
            | Cause::ComputeEnvInvalid
            | Cause::AgentOffline
            | Cause::MissingPermission
            | Cause::ServiceError
            | Cause::TaskFailed
    )
}

/// One error for all lines that show it: the same cause, and subjects that agree.
fn merged(sightings: Vec<Sighting>) -> Vec<Sighting> {
    let mut errors: Vec<Sighting> = Vec::new();
    for sighting in sightings {
        let is_same = |error: &&mut Sighting| {
            error.cause == sighting.cause
                && error.subject.agrees_with(&sighting.subject)
                && (error.subject == sighting.subject || are_near(error, &sighting))
        };
        if let Some(error) = errors.iter_mut().rev().find(is_same) {
            error.subject.complete(&sighting.subject);
            let tells_more = sighting.weight == error.weight
                && error.message.note.is_none()
                && sighting.message.note.is_some();
            if sighting.weight > error.weight || tells_more {
                error.weight = sighting.weight;
                error.message = sighting.message;
                error.evidence = sighting.evidence;
            }
            continue;
        }
        let of_cause = errors.iter().filter(|error| error.cause == sighting.cause);
        if of_cause.count() < MOST_OF_A_CAUSE {
            errors.push(sighting);
        }
    }
    errors
}

/// A symptom gives way to what explains it: an error near it that may be about the same.
fn explain_symptoms(errors: &mut Vec<Sighting>) {
    let explains = |error: &Sighting, symptom: &Sighting| {
        // That Azure Batch had no login is why it was refused.
        if symptom.cause == Cause::AzureWithoutWave && is_denial(error.cause) {
            return false;
        }
        let is_stronger = error.weight > symptom.weight
            || error.weight == symptom.weight
                && (error.cause < symptom.cause || symptom.cause == Cause::UnknownLimit);
        // Words that name nobody are explained by those that do, where a limit is meant.
        if symptom.cause == Cause::UnknownLimit && !is_limit(error.cause) {
            return false;
        }
        is_stronger && are_near(error, symptom) && error.own.agrees_with(&symptom.own)
    };
    let is_refused_at_azure = |denial: &Sighting| {
        let azure = |error: &Sighting| error.cause == Cause::AzureWithoutWave;
        is_denial(denial.cause) && errors.iter().any(|it| azure(it) && are_near(it, denial))
    };
    let explained: Vec<bool> = errors
        .iter()
        .map(|symptom| {
            is_refused_at_azure(symptom)
                || is_general(symptom) && errors.iter().any(|error| explains(error, symptom))
        })
        .collect();
    let mut explained = explained.into_iter();
    errors.retain(|_| !explained.next().unwrap_or_default());
}

/// Whether an error may only be the outside of another one.
fn is_general(error: &Sighting) -> bool {
    let is_of_wave = error.subject.wave_name.is_some();
    error.weight == Weight::Symptom
        || matches!(
            error.cause,
            Cause::ContainerStart
                | Cause::AzureWithoutWave
                | Cause::BuildFailed
                | Cause::UnknownLimit
        ) && error.weight == Weight::Class
        // What an engine makes of an answer of Wave's says less than the answer.
        || error.weight == Weight::Class
            && is_of_wave
            && matches!(error.cause, Cause::NotFound | Cause::NoAccess)
}

/// Whether somebody is asked too often.
fn is_limit(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::DockerHubLimit
            | Cause::RegistryLimit
            | Cause::WaveLimit
            | Cause::PlatformLimit
            | Cause::AwsApiLimit
            | Cause::ScmLimit
    )
}

/// Whether a registry refused whoever asked.
fn is_denial(cause: Cause) -> bool {
    matches!(
        cause,
        Cause::NoAccess | Cause::MissingCredential | Cause::AcrRefused
    )
}

fn are_near(one: &Sighting, other: &Sighting) -> bool {
    one.evidence.line.abs_diff(other.evidence.line) <= NEAR
}

fn diagnosis(error: Sighting) -> Diagnosis {
    let row = error.cause.row();
    let Subject {
        image,
        host,
        wave_name,
    } = error.subject;
    let mends = match error.cause {
        Cause::RegistryLimit => limit::mends(host.as_deref()),
        _ => row.mends,
    };
    let offers = mends.is_offered();
    let is_past_wave = offers && image.is_some() && wave_name.is_none() && !error.message.is_waves;
    // A stored credential is of use only through Wave.
    let first = (is_past_wave && error.cause != Cause::AzureWithoutWave)
        .then_some(Step::FixConfiguration(ConfigFix::EnableWave));
    let steps = row.steps.iter();
    let steps = steps
        // Nobody logs in to a Wave.
        .filter(|step| offers && wave_name.is_none() || !step.is_about_a_credential())
        .filter_map(|step| step.about(image.as_deref(), host.as_deref()))
        .map(|step| step::for_push(step, error.message.is_push));
    let login = (offers && !row.mends.is_offered()).then(|| Step::AddCredential {
        host: host.clone(),
        access: Access::Pull,
    });
    let steps = first.into_iter().chain(login).chain(steps).collect();
    Diagnosis {
        cause: error.cause,
        evidence: error.evidence,
        note: match error.cause {
            Cause::AcrRefused => None,
            Cause::NotFound if wave_name.is_some() => Some(BEHIND_WAVE),
            Cause::WaveTokenUnknown if !error.message.is_waves => Some(OR_FROZEN),
            _ => error.message.note,
        },
        is_waves: error.message.is_waves,
        mends,
        image,
        host,
        wave_name,
        steps,
    }
}

/// Where a message begins, near enough: its own length before its end.
fn start_of(log: &str, hit: &Hit) -> usize {
    let mut start = hit.end.saturating_sub(hit.message.text.len());
    while !log.is_char_boundary(start) {
        start += 1;
    }
    start
}

/// A text as messages are compared with it: small letters, one kind of quote.
fn plain(text: &str) -> String {
    let text = text.to_ascii_lowercase();
    text.replace(['"', '`'], "'").replace("\\'", "'")
}
