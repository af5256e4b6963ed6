//! The settings of Seqera Platform, of which its own launches ignore most.

use crate::diagnostic::Diagnostic;
use crate::reading::Lookup;
use crate::rule::rules;
use crate::value::Value;

use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;
use super::{Input, Launcher};

rules! {
    /// The workspace ID is no number.
    pub WORKSPACE_NOT_NUMERIC = "workspace-not-numeric" {
        severity: Error,
        why: "Outside Platform, Nextflow stops with: Invalid Seqera Platform workspace ID. A run \
              that Platform launches ignores the setting.",
        action: "Enter the number of the workspace, not its name.",
    }

    /// A run that Platform launches ignores tower.workspaceId.
    pub PLATFORM_IGNORES_WORKSPACE = "platform-ignores-workspace" {
        severity: Info,
        why: "Such a run uses the workspace in which it is launched. The setting matters for \
              nextflow run outside Platform.",
        action: "There is nothing to do. To use another workspace, launch the run there.",
    }

    /// A run that Platform launches ignores the access and refresh tokens of the configuration.
    pub PLATFORM_IGNORES_TOWER_TOKEN = "platform-ignores-tower-token" {
        severity: Info,
        why: "Such a run uses a token of its own. The settings matter for nextflow run outside \
              Platform.",
        action: "Nothing has to be done for the run. A token that is not needed is better taken \
                 out.",
    }

    /// A run that Platform launches ignores tower.computeEnvId.
    pub PLATFORM_IGNORES_COMPUTE_ENV = "platform-ignores-compute-env" {
        severity: Info,
        why: "Such a run uses the compute environment with which it is launched. The setting \
              matters for nextflow run outside Platform.",
        action: "There is nothing to do. To use another compute environment, choose it at the \
                 launch.",
    }
}

pub(super) fn check(
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    workspace_number(settings, input, sink);
    if input.options.launcher != Launcher::Platform {
        return;
    }
    let token = (PLATFORM_IGNORES_TOWER_TOKEN, "a token of its own");
    for (path, (code, what)) in [
        (
            "tower.workspaceId",
            (
                PLATFORM_IGNORES_WORKSPACE,
                "the workspace that it is launched in",
            ),
        ),
        ("tower.accessToken", token),
        ("tower.refreshToken", token),
        (
            "tower.computeEnvId",
            (
                PLATFORM_IGNORES_COMPUTE_ENV,
                "the compute environment that it is launched with",
            ),
        ),
    ] {
        let Some(setting) = settings.get(path) else {
            continue;
        };
        if setting.value == Value::Null {
            continue;
        }
        let message = format!(
            "A run that Platform launches uses {what} and ignores {path}, so it changes nothing \
             there. It matters for nextflow run outside Platform."
        );
        sink.push(Diagnostic::info(code, message).at(setting.span));
    }
}

fn workspace_number(
    settings: &EffectiveSettings<'_>,
    input: &Input<'_>,
    sink: &mut DiagnosticSink,
) {
    let path = "tower.workspaceId";
    let Lookup::Set(setting) = settings.lookup(path) else {
        return;
    };
    let written = match &setting.value {
        Value::Null | Value::Int(_) => return,
        Value::Text(text) if text.is_empty() || text.parse::<i64>().is_ok() => return,
        Value::Text(text) => sink.quoted(text),
        other => sink.value(path, other),
    };
    let words = format!(
        "Nextflow stops with: Invalid Seqera Platform workspace ID: {written} — workspace ID must \
         be a numeric value."
    );
    let new = if input.options.launcher == Launcher::Platform {
        let message = format!(
            "{path} takes the number of a workspace. Platform's own launches ignore it; elsewhere \
             {words}"
        );
        Diagnostic::warning(WORKSPACE_NOT_NUMERIC, message)
    } else {
        let message = format!("{path} takes the number of a workspace. {words}");
        Diagnostic::error(WORKSPACE_NOT_NUMERIC, message)
    };
    sink.push(new.at(setting.span));
}

#[cfg(test)]
mod tests;
