//! What depends on stored credentials, as far as Platform tells.
//!
//! A compute environment names the credentials that it signs in with (`credentialsId`), and the
//! pools that Platform makes on Azure Batch name registries that they pull from
//! (`config.forge.containerRegIds`, API 1.187). The list has the former, in newer versions, and
//! only the description of one the latter, so some of them have to be looked at one by one.
//! Nothing else is looked at: neither pipelines nor Studios. Start at [`Dependents::of_list`].

use std::collections::BTreeMap;

use serde_json::Value;

use crate::finding::text::join_and;
use crate::platform::compute_envs::ComputeEnvEntry;
use crate::platform::reader::{Fields, Listed};

/// How many compute environments are looked at one by one, at most: Platform allows 20 requests
/// a second.
const LOOKED_AT_MOST: usize = 20;

/// How many names a sentence has, at most.
const NAMED_MOST: usize = 5;

/// The compute environments that use credentials, and those of which it is not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dependents {
    /// Those that use them, in the order of the list.
    pub used_by: Vec<Dependent>,
    /// How many there are in the list.
    listed: usize,
    /// Those of which it is not known: their place in the list, and their names.
    unknown: Vec<(usize, String)>,
    /// That some could not be read.
    unreadable: Option<String>,
}

/// A compute environment that uses credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// Its id; empty where it has none.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `aws-batch` and so on, where that is told.
    pub platform: Option<String>,
    /// `AVAILABLE` and so on, where that is told.
    pub status: Option<String>,
    /// What it does with them.
    pub how: Use,
    /// Whether it switches Wave on, where that is told.
    pub wave: Option<bool>,
    /// Its place in the list.
    place: usize,
}

/// What a compute environment does with credentials, what weighs most first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// It signs in with them, so that it cannot run, nor be deleted, without them.
    SignsIn,
    /// Its machines pull images with them.
    Pulls,
    /// It names them somewhere else in its config.
    Names,
}

/// Which credentials the question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// Their id.
    pub id: &'a str,
    /// Whether they are for a registry, which a config can name.
    pub is_registry: bool,
}

/// What the description of a compute environment tells of credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it does with them; none where it does not name them.
    how: Option<Use>,
    /// Whether it switches Wave on.
    wave: Option<bool>,
}

impl Dependent {
    /// What there is to know beside its name: `aws-batch, signs in with them, Wave on`.
    pub fn about(&self) -> String {
        let how = match self.how {
            Use::SignsIn => "signs in with them",
            Use::Pulls => "its machines pull images with them",
            Use::Names => "its config names them",
        };
        let wave = self.wave.map(|on| if on { "Wave on" } else { "Wave off" });
        let status = self.status.as_deref().filter(|it| *it != "AVAILABLE");
        let parts = [self.platform.as_deref(), Some(how), wave, status];
        let parts: Vec<_> = parts.into_iter().flatten().collect();
        format!("({})", parts.join(", "))
    }
}

impl Mention {
    /// Reads the answer to `GET /compute-envs/{id}`. Nothing else of it is kept: a config may
    /// have secrets in it.
    pub fn read(answer: &Value, credentials: &str) -> Option<Self> {
        let env = Fields::of(answer)?.inside("computeEnv")?;
        let config = env.inside("config");
        let own = env.words("credentialsId");
        let config_value = env.get("config");
        let how = if own.as_deref() == Some(credentials) {
            Some(Use::SignsIn)
        } else {
            config_value.and_then(|config| named_in(config, credentials, Use::Names))
        };
        Some(Self {
            how,
            wave: config.and_then(|config| config.flag("waveEnabled")),
        })
    }
}

/// What a config names credentials for. Their ids are long enough to be in no other text.
fn named_in(value: &Value, credentials: &str, here: Use) -> Option<Use> {
    match value {
        Value::String(text) => (text == credentials).then_some(here),
        Value::Array(all) => all
            .iter()
            .find_map(|value| named_in(value, credentials, here)),
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            let here = if name == "containerRegIds" {
                Use::Pulls
            } else {
                here
            };
            named_in(value, credentials, here)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// What the list alone tells, and what has to be asked beside it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lookup {
    known: Dependents,
    /// The rows of the list, each with what is known of it.
    rows: Vec<(ComputeEnvEntry, Known)>,
}

/// What is known of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    /// That it uses the credentials.
    Uses(Use),
    /// That it does not.
    Not,
    /// Nothing yet: its description tells.
    Open,
}

impl Dependents {
    /// What the answer to `GET /compute-envs` tells of credentials. A row that says nothing of
    /// its credentials, and one whose config may name a registry, have to be asked for.
    pub fn of_list(list: &Listed<ComputeEnvEntry>, subject: Subject<'_>) -> Lookup {
        let is_gone = |row: &&ComputeEnvEntry| row.status.as_deref() == Some("DELETED");
        let rows = list.rows.iter().filter(|row| !is_gone(row));
        let rows: Vec<_> = rows
            .map(|row| (row.clone(), known_of(row, subject)))
            .collect();
        Lookup {
            known: Self {
                listed: rows.len(),
                unreadable: list.sentence(),
                ..Self::default()
            },
            rows,
        }
    }

    /// What is known of several credentials together, which were looked up in the same list. A
    /// compute environment that uses one of them uses them, whatever is not known of the others.
    #[must_use]
    pub fn together(all: &[Self]) -> Self {
        let mut used: BTreeMap<usize, Dependent> = BTreeMap::new();
        for dependent in all.iter().flat_map(|it| &it.used_by) {
            let known = used
                .entry(dependent.place)
                .or_insert_with(|| dependent.clone());
            known.how = known.how.min(dependent.how);
            known.wave = known.wave.or(dependent.wave);
        }
        let unknown: BTreeMap<_, _> = all.iter().flat_map(|it| it.unknown.clone()).collect();
        let unknown = unknown.into_iter();
        Self {
            unknown: unknown
                .filter(|(place, _)| !used.contains_key(place))
                .collect(),
            used_by: used.into_values().collect(),
            ..all.first().cloned().unwrap_or_default()
        }
    }

    /// Whether something is known to depend on the credentials.
    pub const fn are_there(&self) -> bool {
        !self.used_by.is_empty()
    }

    /// How many compute environments use the credentials, in a sentence.
    pub fn sentence(&self) -> String {
        let rest = self.listed - self.unknown.len();
        match (self.used_by.len(), rest, self.listed) {
            (0, _, 0) if self.unreadable.is_none() => {
                "There are no compute environments here that you can see.".to_owned()
            }
            (0, 0, _) => "No compute environment here is known to use them.".to_owned(),
            (0, 1, 1) => "The one compute environment here does not use them.".to_owned(),
            (0, 1, _) => "1 compute environment here does not use them.".to_owned(),
            (0, rest, all) if rest == all => {
                format!("None of the {all} compute environments here uses them.")
            }
            (0, rest, _) => format!("{rest} compute environments here do not use them."),
            (1, ..) => "1 compute environment uses them:".to_owned(),
            (count, ..) => format!("{count} compute environments use them:"),
        }
    }

    /// Of which compute environments it is not known, in a sentence; none where all are.
    pub fn gap(&self) -> Option<String> {
        let unknown = (!self.unknown.is_empty()).then(|| {
            format!(
                "It is not known of {}, which could not be looked at.",
                names(self.unknown.iter().map(|(_, name)| name))
            )
        });
        let parts: Vec<_> = unknown.into_iter().chain(self.unreadable.clone()).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// In which order things have to be deleted; none where nothing that signs in with them is
    /// known. Source: Seqera's documentation of credentials.
    pub fn order(&self) -> Option<String> {
        let all = self.used_by.iter().filter(|it| it.how == Use::SignsIn);
        let what = match all.count() {
            0 => return None,
            1 => "this compute environment first, or give it",
            _ => "these compute environments first, or give them",
        };
        Some(format!(
            "Delete {what} other credentials. Once its credentials are gone, a compute \
             environment is invalid, and by Seqera’s documentation deleting it fails."
        ))
    }

    /// Which launches are most likely refused while the credentials are invalid. Whether they are
    /// is a setting of Platform that nobody outside can read.
    pub fn blocked(&self) -> String {
        let signs_in = self.used_by.iter().filter(|it| it.how == Use::SignsIn);
        let mut all = signs_in.map(|it| &it.name).peekable();
        if all.peek().is_none() {
            return "No compute environment is known to sign in with them, so no launch is known \
                    to be blocked."
                .to_owned();
        }
        format!(
            "While they are invalid, Platform most likely refuses launches on {}. A compute \
             environment does not recover by itself: once these credentials are valid again, \
             validate it as well.",
            names(all)
        )
    }
}

impl Lookup {
    /// The ids of the compute environments that have to be asked for, the most telling first, as
    /// many as are asked for at once.
    pub fn open(&self) -> Vec<String> {
        Self::open_together(std::slice::from_ref(self))
    }

    /// The same for several credentials, which were looked up in the same list: once for all.
    pub fn open_together(all: &[Self]) -> Vec<String> {
        let asked = |wanted: fn(&Known, &ComputeEnvEntry) -> bool| {
            let rows = all.iter().flat_map(|lookup| &lookup.rows);
            let rows = rows.filter(|(row, _)| !row.id.is_empty());
            rows.filter(move |(row, known)| wanted(known, row))
                .map(|(row, _)| row.id.as_str())
        };
        let open = asked(|known, _| *known == Known::Open);
        // Older lists say nothing of Wave.
        let of_wave =
            asked(|known, row| matches!(known, Known::Uses(_)) && row.wave_enabled.is_none());
        let mut ids = Vec::new();
        for id in open.chain(of_wave) {
            if ids.len() < LOOKED_AT_MOST && !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids.into_iter().map(str::to_owned).collect()
    }

    /// What is known when the descriptions have come, each by its id; none where one could not
    /// be had.
    pub fn complete(self, described: &[(String, Option<Mention>)]) -> Dependents {
        let Self { mut known, rows } = self;
        for (place, (row, state)) in rows.into_iter().enumerate() {
            let told = described.iter().find(|(id, _)| *id == row.id);
            let told = told.and_then(|(_, mention)| *mention);
            let how = match (state, told) {
                (Known::Not, _) | (Known::Open, Some(Mention { how: None, .. })) => continue,
                (Known::Uses(how), _) | (Known::Open, Some(Mention { how: Some(how), .. })) => how,
                (Known::Open, None) => {
                    known.unknown.push((place, row.name));
                    continue;
                }
            };
            known.used_by.push(Dependent {
                wave: row.wave_enabled.or(told.and_then(|told| told.wave)),
                id: row.id,
                name: row.name,
                platform: row.platform,
                status: row.status,
                how,
                place,
            });
        }
        known
    }
}

/// What a row of the list tells of credentials.
fn known_of(row: &ComputeEnvEntry, subject: Subject<'_>) -> Known {
    match row.credentials_id.as_deref() {
        Some(id) if id == subject.id => Known::Uses(Use::SignsIn),
        Some(_) if !(subject.is_registry && may_name_registries(row)) => Known::Not,
        Some(_) | None => Known::Open,
    }
}

/// Whether the config of a compute environment may name the registries that it pulls from:
/// that is known of platforms of Azure, and of one that is not told nothing is.
fn may_name_registries(row: &ComputeEnvEntry) -> bool {
    let platform = row.platform.as_deref();
    platform.is_none_or(|platform| platform.starts_with("azure"))
}

/// Names for a sentence: not more than a few, and how many more there are.
fn names<'a>(all: impl Iterator<Item = &'a String>) -> String {
    let mut parts: Vec<_> = all.cloned().collect();
    let more = parts.len().saturating_sub(NAMED_MOST);
    // One more name takes no more room than saying that there is one.
    if more > 1 {
        parts.truncate(NAMED_MOST);
        parts.push(format!("{more} more"));
    }
    join_and(&parts)
}

#[cfg(test)]
#[path = "dependents_tests.rs"]
mod tests;
