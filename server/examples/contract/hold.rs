//! A Platform with a record of each kind, for who wants to ask it. Start at [`hold`].

use std::io::Read;
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::{Value, json};

use crate::case::Question;
use crate::need::{Collection, Need, Record};
use crate::world::{Unmade, World};

/// Starts it, writes a line of JSON with its address, a token and the ids of its records, and stops
/// it when the input ends.
pub(crate) async fn hold(program: &Path) -> anyhow::Result<()> {
    let collections = [
        (Collection::Credentials, "credentialsId"),
        (Collection::ComputeEnvs, "computeEnvId"),
        (Collection::Pipelines, "pipelineId"),
    ];
    let records = collections.map(|(of, _)| Record::new(of, Value::Null));
    let need = Need {
        records: records.to_vec(),
        ..Need::default()
    };
    let world = match World::make(program, &need, &Question::default()).await {
        Ok(world) => world,
        Err(Unmade::Impossible(reason)) => bail!(reason),
        Err(Unmade::Failed(error)) => return Err(error),
    };
    let mut ids = json!({});
    for (name, placeholder) in [
        ("userId", "user"),
        ("orgId", "org"),
        ("workspaceId", "main"),
    ] {
        let id = world.names.get(placeholder).context("a place has no id")?;
        ids[name] = serde_json::from_str(id)?;
    }
    for (of, name) in collections {
        let id = world.names.path(&format!("{}/{{id}}", of.segment()));
        let id = id.split('/').next_back().unwrap_or_default();
        let is_number = of == Collection::Pipelines;
        ids[name] = if is_number {
            serde_json::from_str(id)?
        } else {
            json!(id)
        };
    }
    let told = json!({"url": world.url(), "token": world.token()?, "ids": ids});
    println!("{told}");
    std::io::stdin().read_to_end(&mut Vec::new())?;
    Ok(())
}
