//! What stored registry credentials have to do with a configuration: Wave has to be on for
//! them, and the repositories that it pushes to need some.

use nextflow_config::{Change, Lookup, Parser, Reading, Readings, Repair, Value};

use super::{ConfigFinding, Context, registries};
use crate::finding::{Finding, rules};
use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;
use crate::wave::push::Push;
use crate::wave::resolve::{CredentialIndex, Resolver};

rules! {
    /// Stored credentials are expected to be used, and Wave is off.
    pub WAVE_OFF_ALTHOUGH_EXPECTED = "wave-off-although-expected" {
        severity: Warning,
        why: "Wave uses stored registry credentials only when it is on. Pulls go without them, \
              unless the compute environment uses them by itself, so private images most likely \
              cannot be pulled.",
        action: "Set wave.enabled = true, if images of private registries are used.",
    }
}

/// The settings that name a repository to which Wave pushes.
const REPOSITORIES: [&str; 2] = ["wave.build.repository", "wave.build.cacheRepository"];

/// What follows from the readings that matter: of the parser that is given, or of all that
/// take the text. What follows from one of two only is said of that parser.
pub(super) fn check(readings: &Readings, context: &Context<'_>) -> Vec<ConfigFinding> {
    let (legacy, strict) = (&readings.legacy, &readings.strict);
    let (counts_legacy, counts_strict) = match context.semantics {
        Some(parser) => (parser == Parser::Legacy, parser == Parser::Strict),
        None => match (&legacy.refusal, &strict.refusal) {
            (None, None) => (true, true),
            (Some(_), None) => (false, true),
            _ => (true, false),
        },
    };
    match (counts_legacy, counts_strict) {
        (true, true) => merged(of_reading(legacy, context), of_reading(strict, context)),
        (_, false) => of_reading(legacy, context),
        (false, true) => of_reading(strict, context),
    }
}

/// What two readings say, each thing once.
fn merged(mut legacy: Vec<ConfigFinding>, mut strict: Vec<ConfigFinding>) -> Vec<ConfigFinding> {
    let is_same = |one: &ConfigFinding, other: &ConfigFinding| {
        one.finding.code == other.finding.code && one.span == other.span
    };
    let is_in =
        |one: &ConfigFinding, list: &[ConfigFinding]| list.iter().any(|other| is_same(one, other));
    for new in legacy.iter_mut().filter(|new| !is_in(new, &strict)) {
        let message = &mut new.finding.message;
        message.insert_str(0, "With the legacy parser: ");
    }
    strict.retain(|new| !is_in(new, &legacy));
    for new in &mut strict {
        let message = &mut new.finding.message;
        message.insert_str(0, "With the strict parser: ");
    }
    legacy.append(&mut strict);
    legacy
}

/// What follows from one reading.
fn of_reading(reading: &Reading, context: &Context<'_>) -> Vec<ConfigFinding> {
    let mut found = Vec::new();
    if context.expects_credentials {
        found.extend(wave_is_off(reading));
    }
    found.extend(registries::check(reading, context.wave));
    let Some(stored) = context.credentials else {
        return found;
    };
    for path in REPOSITORIES {
        if let Lookup::Set(setting) = reading.lookup(path)
            && let Value::Text(text) = &setting.value
            && !text.is_empty()
            && !text.contains("://")
            && let Some(finding) = for_repository(path, text, stored, context)
        {
            found.push(ConfigFinding::new(finding).at(setting.span));
        }
    }
    found
}

/// Nextflow compares with `true`, so that nothing else switches Wave on.
fn wave_is_off(reading: &Reading) -> Option<ConfigFinding> {
    let place = match reading.lookup("wave.enabled") {
        Lookup::Unknown => return None,
        Lookup::Unset => None,
        Lookup::Set(setting) => match &setting.value {
            Value::Bool(true) => return None,
            Value::Text(text) if text.eq_ignore_ascii_case("true") => return None,
            _ => Some(setting.span),
        },
    };
    let message = "Wave is off in this text, and it is what pulls images with the registry credentials \
                   that are stored in Platform. Unless the compute environment uses some by \
                   itself, images of private registries most likely cannot be pulled.";
    let finding = Finding::warning(WAVE_OFF_ALTHOUGH_EXPECTED, message);
    let change = Change::set("wave.enabled", Value::Bool(true));
    let new = ConfigFinding::new(finding).with_fix("Turn Wave on", Repair::Change(vec![change]));
    Some(match place {
        Some(place) => new.at(place),
        None => new,
    })
}

/// What speaks against pushing to the repository that a setting names.
fn for_repository(
    path: &str,
    text: &str,
    stored: &CredentialIndex<'_>,
    context: &Context<'_>,
) -> Option<Finding> {
    let usual = WaveSetup::default();
    let setup = context.wave.unwrap_or(&usual);
    let resolver = Resolver::for_scope(Scope::default(), context.target.run(), stored, setup);
    Push::of(&resolver, text)?.objection(path)
}

#[cfg(test)]
mod tests;
