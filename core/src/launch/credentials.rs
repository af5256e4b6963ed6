//! What stored registry credentials have to do with a configuration: Wave has to be on for
//! them, and the repositories that it pushes to need some.

use nextflow_config::{Change, Lookup, Reading, Repair, Value};

use super::{ConfigFinding, Context};
use crate::finding::{Finding, rules};
use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;
use crate::wave::push::Push;
use crate::wave::resolve::{CredentialIndex, Resolver, Run};

rules! {
    /// Stored credentials are expected to be used, and Wave is off.
    pub WAVE_OFF_ALTHOUGH_EXPECTED = "wave-off-although-expected" {
        severity: Warning,
        why: "Wave uses stored registry credentials only when it is on. Pulls go without them, unless the compute environment uses them by itself, so private images most likely cannot be pulled.",
        action: "Set wave.enabled = true, if images of private registries are used.",
    }
}

/// The settings that name a repository to which Wave pushes.
const REPOSITORIES: [&str; 2] = ["wave.build.repository", "wave.build.cacheRepository"];

pub(super) fn report(reading: &Reading, context: &Context<'_>, said: &mut Vec<ConfigFinding>) {
    let mut say = |new: ConfigFinding| {
        let is_new = |old: &ConfigFinding| old.code() != new.code() || old.span != new.span;
        if said.iter().all(is_new) {
            said.push(new);
        }
    };
    if context.expects_credentials
        && let Some(new) = wave_is_off(reading)
    {
        say(new);
    }
    let Some(stored) = context.credentials else {
        return;
    };
    for path in REPOSITORIES {
        if let Lookup::Set(setting) = reading.lookup(path)
            && let Value::Text(text) = &setting.value
            && !text.is_empty()
            && !text.contains("://")
            && let Some(finding) = for_repository(path, text, stored, context)
        {
            say(ConfigFinding::new(finding).at(setting.place));
        }
    }
}

/// Nextflow compares with `true`, so that nothing else switches Wave on.
fn wave_is_off(reading: &Reading) -> Option<ConfigFinding> {
    let place = match reading.lookup("wave.enabled") {
        Lookup::Unknown => return None,
        Lookup::Unset => None,
        Lookup::Set(setting) => match &setting.value {
            Value::Bool(true) => return None,
            Value::Text(text) if text.eq_ignore_ascii_case("true") => return None,
            _ => Some(setting.place),
        },
    };
    let message = "Registry credentials that are stored in Platform are used through Wave only, \
                   which is off here. Pulls go without them, so images of private registries \
                   most likely cannot be pulled.";
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
    let setup = WaveSetup::default();
    let run = if context.target.is_platform_launch() {
        Run::Platform
    } else {
        Run::CommandLine
    };
    let resolver = Resolver::for_scope(Scope::default(), run, stored, &setup);
    Push::of(&resolver, text)?.objection(path)
}
