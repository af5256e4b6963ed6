//! Snippets for Seqera's own tools.
//!
//! The options are those of the tools' published sources: tower-cli 0.38, seqerakit 0.5.7,
//! wave-cli 1.8 and terraform-provider-seqera 0.42. This module may not quote by itself. Start
//! at [`nextflow`].

use super::login::{Command, Login, PASSWORD, Text};
use super::{ENABLE_WAVE, Language, Snippet, Target};
use crate::registry::server::Matches;

/// Nextflow's configuration: Wave finds the credential by itself.
pub(super) fn nextflow(login: &Login<'_>) -> Snippet {
    let found = "Nothing else names the credential: with Wave on, it is found by its registry";
    let found = match &login.matches {
        Matches::DockerHub => format!(
            "{found}, so images of Docker Hub, also those without a host, are pulled with it."
        ),
        // Not every host is one to write out.
        Matches::Host(_) => format!(
            "{found}, so images that begin with {}/ are pulled with it.",
            login.registry.known().unwrap_or("the registry")
        ),
        Matches::Scope(scope) => format!(
            "{found}, which has a path: a Wave that matches paths pulls images below {scope} with \
             it, and releases up to 1.37 never use it."
        ),
        Matches::Never => format!(
            "{found}, and as that is stored no image matches it: Wave never uses this credential. \
             Put the registry right first."
        ),
    };
    snippet(Target::Nextflow, Language::Groovy, ENABLE_WAVE.to_owned())
        .note(
            "Put it into Nextflow config file under Advanced settings of the launch form, into \
             the Global Nextflow config of a compute environment, or into nextflow.config.",
        )
        .note(found)
        .note(match login.workspace {
            Some(at) => format!("Only runs in the workspace {}/{} see it.", at.org, at.name),
            None => "Only runs in your personal workspace see it.".to_owned(),
        })
}

/// Platform's command line, which asks for the password.
pub(super) fn tw(login: &Login<'_>) -> Snippet {
    let mut command = Command::new("tw credentials add container-reg")
        .option("name", &login.name)
        .option("username", &login.user)
        .option("registry", &login.registry);
    if let Some(workspace) = &login.workspace {
        command = command.word(&format!("--workspace={}", workspace.id));
    }
    // At the end, so that nothing is taken for its value.
    let command = command.word("--password");
    snippet(Target::Tw, Language::Shell, command.line())
        .note("tw asks for the password. It takes your access token from TOWER_ACCESS_TOKEN.")
        .note(
            "For another workspace or Platform. Where the name is taken, --overwrite deletes \
             that credential and adds a new one with another id.",
        )
        .note_if(login.workspace.is_none(), UNSET_WORKSPACE)
}

/// A resource of Seqera's Terraform provider.
pub(super) fn terraform(login: &Login<'_>) -> Snippet {
    let mut blocks = Vec::new();
    for (held, attributes) in [
        (&login.name, "type = string"),
        (&login.registry, "type = string"),
        (&login.user, "type = string"),
        (&PASSWORD, "type      = string\n  sensitive = true"),
    ] {
        if let Text::Variable(name) = held {
            blocks.push(variable(&name.to_ascii_lowercase(), attributes));
        }
    }
    let workspace = if let Some(workspace) = login.workspace {
        workspace.id.to_string()
    } else {
        blocks.push(variable("workspace_id", "type = number"));
        "var.workspace_id".to_owned()
    };
    blocks.push(format!(
        "resource \"seqera_container_registry_credential\" \"{}\" {{\n  \
         name         = {}\n  \
         workspace_id = {workspace}\n  \
         registry     = {}\n  \
         user_name    = {}\n  \
         password     = {}\n}}",
        super::hcl::identifier(&login.label),
        login.name.hcl(),
        login.registry.hcl(),
        login.user.hcl(),
        PASSWORD.hcl(),
    ));
    let text = blocks.join("\n\n");
    snippet(Target::Terraform, Language::Hcl, text)
        .note(
            "Needs the provider seqeralabs/seqera, Terraform 1.11 or later, and your access \
             token in TOWER_ACCESS_TOKEN. Give the password as TF_VAR_registry_password.",
        )
        .note(
            "It adds a credential of its own. To take over the stored one, import it; another \
             name replaces it.",
        )
        .note_if(
            login.workspace.is_none(),
            "The resource is for workspaces only, and this credential is personal: choose a \
             workspace.",
        )
}

pub(super) fn variable(name: &str, attributes: &str) -> String {
    format!("variable \"{name}\" {{\n  {attributes}\n}}")
}

/// A file for seqerakit.
pub(super) fn seqerakit(login: &Login<'_>) -> Snippet {
    let workspace = match login.workspace {
        Some(at) => Text::Known(format!("{}/{}", at.org, at.name).into()),
        None => Text::Variable("TOWER_WORKSPACE_ID"),
    };
    let text = format!(
        "credentials:\n  - type: 'container-reg'\n    name: {}\n    workspace: {}\n    \
         username: {}\n    password: {}\n    registry: {}",
        login.name.seqerakit(),
        workspace.seqerakit(),
        login.user.seqerakit(),
        PASSWORD.seqerakit(),
        login.registry.seqerakit(),
    );
    snippet(Target::Seqerakit, Language::Yaml, text)
        .note(
            "Save it as credentials.yml, export REGISTRY_PASSWORD and TOWER_ACCESS_TOKEN, and \
             run “seqerakit credentials.yml”; with “--dryrun” it only shows what it would do. \
             It needs tw.",
        )
        .note(
            "Where the name is taken it stops. With “on_exists: overwrite” it deletes that \
             credential and adds a new one with another id.",
        )
        .note_if(
            login.workspace.is_none(),
            "It adds credentials to workspaces only, and this credential is personal: export the \
             number of a workspace as TOWER_WORKSPACE_ID.",
        )
}

/// Wave's command line, for an image of the registry.
pub(super) fn wave(login: &Login<'_>) -> Snippet {
    let image = match &login.registry {
        Text::Known(host) => Text::Known(format!("{host}/<repository>:<tag>").into()).shell(),
        Text::Variable(name) => format!("\"${name}\"/'<repository>:<tag>'"),
    };
    let mut command = Command::new("TOWER_ACCESS_TOKEN=\"$TOWER_ACCESS_TOKEN\" wave")
        .word("-i")
        .word(&image);
    if let Some(workspace) = &login.workspace {
        command = command.word(&format!("--tower-workspace-id={}", workspace.id));
    }
    snippet(Target::WaveCli, Language::Shell, command.line())
        .note(
            "Put your access token into TOWER_ACCESS_TOKEN, and an image in place of \
             <repository>:<tag>.",
        )
        .note("Wave answers with the name to pull the image by, and uses this login to fetch it.")
        .note_if(login.workspace.is_none(), UNSET_WORKSPACE)
}

pub(super) const UNSET_WORKSPACE: &str = "The credential is personal, so TOWER_WORKSPACE_ID must not be set: it would choose a \
     workspace.";

pub(super) fn snippet(target: Target, language: Language, text: String) -> Snippet {
    Snippet {
        target,
        language,
        text,
        notes: Vec::new(),
    }
}

#[cfg(test)]
#[path = "platform_tests.rs"]
mod tests;
