//! The settings of Seqera Platform, of which its own launches ignore most.

use super::super::value::Value;
use super::About;
use super::said::{Said, quoted, shown};
use super::view::{Known, View};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn report(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    workspace_number(view, about, said);
    if !about.context.target.is_platform_launch() {
        return;
    }
    let token = (Code::PlatformIgnoresTowerToken, "a token of its own");
    for (path, (code, what)) in [
        (
            "tower.workspaceId",
            (
                Code::PlatformIgnoresWorkspace,
                "the workspace that it is launched in",
            ),
        ),
        ("tower.accessToken", token),
        ("tower.refreshToken", token),
        (
            "tower.computeEnvId",
            (
                Code::PlatformIgnoresComputeEnv,
                "the compute environment that it is launched with",
            ),
        ),
    ] {
        let Some(setting) = view.get(path) else {
            continue;
        };
        if setting.value == Value::Null {
            continue;
        }
        let message = format!(
            "A run that Platform launches uses {what} and ignores {path}, so it changes nothing \
             there. It matters for nextflow run outside Platform."
        );
        said.say(Diagnostic::info(code, message).at(setting.place));
    }
}

fn workspace_number(view: &View<'_>, about: &About<'_>, said: &mut Said) {
    let path = "tower.workspaceId";
    let Known::Is(setting) = view.known(path) else {
        return;
    };
    let written = match &setting.value {
        Value::Null | Value::Int(_) => return,
        Value::Text(text) if text.is_empty() || text.parse::<i64>().is_ok() => return,
        Value::Text(text) => quoted(text),
        other => shown(path, other),
    };
    let words = format!(
        "Nextflow stops with: Invalid Seqera Platform workspace ID: {written} — workspace ID must \
         be a numeric value."
    );
    let finding = if about.context.target.is_platform_launch() {
        let message = format!(
            "The id of a workspace is a number. Platform's own launches ignore it; elsewhere \
             {words}"
        );
        Diagnostic::warning(Code::WorkspaceNotNumeric, message)
    } else {
        let message = format!("The id of a workspace is a number. {words}");
        Diagnostic::error(Code::WorkspaceNotNumeric, message)
    };
    said.say(finding.at(setting.place));
}
