//! Settings as a configuration of their own.
//!
//! One block a scope, in what both of Nextflow's parsers read: names inside a block have
//! dots, because `wave.build { }` is refused by both. This module may not write a secret.
//! Start at [`configuration`].

use super::{Language, Snippet, Target, groovy};
use crate::platform::WorkspaceId;
use nextflow_config::{Change, Value};

/// Settings that hold a secret, and the variable of the environment that takes its place.
const SECRETS: [(&str, &str); 3] = [
    (ACCESS_TOKEN, "TOWER_ACCESS_TOKEN"),
    ("tower.refreshToken", "TOWER_REFRESH_TOKEN"),
    ("azure.registry.password", "REGISTRY_PASSWORD"),
];

const ACCESS_TOKEN: &str = "tower.accessToken";
const WORKSPACE: &str = "tower.workspaceId";

/// Settings as a configuration of their own: exactly [`super::ENABLE_WAVE`] when that is all,
/// and nothing when nothing is set. [`configuration`] also says what it leaves out.
pub fn nextflow_config(settings: &[Change]) -> String {
    configuration(settings).text
}

/// Settings for `nextflow run` outside Platform: with the access token from the environment,
/// and the workspace whose credentials the run shall use. [`command_line`] also says what it
/// leaves out.
pub fn command_line_config(settings: &[Change], workspace: Option<WorkspaceId>) -> String {
    command_line(settings, workspace).text
}

/// [`nextflow_config`], and what to know about it.
pub fn configuration(settings: &[Change]) -> Snippet {
    let mut notes = Vec::new();
    let lines = lines(settings, &mut notes);
    snippet(&lines, notes)
}

/// [`command_line_config`], and what to know about it.
pub fn command_line(settings: &[Change], workspace: Option<WorkspaceId>) -> Snippet {
    let mut notes = vec![
        "Save it as a file and give it to “nextflow run” with “-c”, or put it into \
         nextflow.config."
            .to_owned(),
        "The token is read from TOWER_ACCESS_TOKEN. Export it where the run starts; it needs no \
         place in a file."
            .to_owned(),
    ];
    let workspace = workspace.map(|id| Change {
        path: WORKSPACE.to_owned(),
        to: Some(Value::Int(id.0)),
    });
    if workspace.is_none() {
        notes.push(
            "Without tower.workspaceId the run uses your personal credentials, unless \
             TOWER_WORKSPACE_ID is set."
                .to_owned(),
        );
    }
    let token = Change {
        path: ACCESS_TOKEN.to_owned(),
        to: Some(Value::Null),
    };
    let is_ours = |change: &&Change| {
        change.path != ACCESS_TOKEN && (change.path != WORKSPACE || workspace.is_none())
    };
    let mut all: Vec<Change> = settings.iter().filter(is_ours).cloned().collect();
    all.push(token);
    all.extend(workspace);
    let lines = lines(&all, &mut notes);
    snippet(&lines, notes)
}

/// One setting, ready to be written.
struct Line {
    path: Vec<String>,
    value: String,
}

fn snippet(lines: &[Line], notes: Vec<String>) -> Snippet {
    Snippet {
        target: Target::Nextflow,
        language: Language::Groovy,
        text: written(lines),
        notes,
    }
}

fn lines(settings: &[Change], notes: &mut Vec<String>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, change) in settings.iter().enumerate() {
        let path = &change.path;
        let later = settings.get(at + 1..).unwrap_or_default();
        if later.iter().any(|other| other.path == *path) {
            continue;
        }
        let Some(to) = &change.to else {
            notes.push(format!(
                "{path} is not written, so what another configuration sets stays in effect."
            ));
            continue;
        };
        let variable = SECRETS.iter().find(|(secret, _)| secret == path);
        let value = match variable {
            Some((_, name)) => Some(format!("System.getenv('{name}')")),
            None => groovy::value(to),
        };
        match (parts(path), value) {
            (Some(path), Some(value)) => lines.push(Line { path, value }),
            (None, _) => notes.push(format!(
                "{} is left out: Nextflow takes no setting of that name. Correct the name.",
                groovy::string(path)
            )),
            (_, None) => notes.push(format!(
                "{path} is left out, because its value cannot be written down. Set it where it \
                 is computed."
            )),
        }
    }
    lines
}

/// The names of a path, each as it is written. `None` when neither parser would take it.
fn parts(path: &str) -> Option<Vec<String>> {
    let mut parts = Vec::new();
    let mut rest = path;
    loop {
        let name;
        if let Some(quoted) = rest.strip_prefix('\'') {
            (name, rest) = quoted.split_once('\'')?;
            if name.contains('\\') {
                return None;
            }
        } else {
            (name, rest) = rest.split_at(rest.find('.').unwrap_or(rest.len()));
        }
        parts.push(match name {
            "" => return None,
            name if groovy::is_plain_name(name) => name.to_owned(),
            name => groovy::string(name),
        });
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix('.')?;
    }
    // The legacy parser takes no quoted name at the beginning.
    (!is_quoted(parts.first()?)).then_some(parts)
}

fn is_quoted(name: &str) -> bool {
    name.starts_with('\'')
}

fn written(lines: &[Line]) -> String {
    let mut scopes: Vec<&str> = Vec::new();
    for line in lines {
        if let Some(scope) = line.path.first()
            && !scopes.contains(&scope.as_str())
        {
            scopes.push(scope);
        }
    }
    let mut pieces = Vec::new();
    for scope in &scopes {
        let (mut inside, mut outside) = (Vec::new(), Vec::new());
        for line in lines {
            match line.path.split_first() {
                Some((first, names)) if first == scope => match names.first() {
                    // In a block the legacy parser takes no quoted name first, and takes the
                    // name of another scope for that scope.
                    Some(name) if !is_quoted(name) && !scopes.contains(&name.as_str()) => {
                        inside.push(format!("{} = {}", names.join("."), line.value));
                    }
                    _ => outside.push(format!("{} = {}", line.path.join("."), line.value)),
                },
                _ => {}
            }
        }
        match inside.as_slice() {
            [] => {}
            [only] => pieces.push(format!("{scope} {{ {only} }}")),
            several => pieces.push(format!("{scope} {{\n    {}\n}}", several.join("\n    "))),
        }
        pieces.extend(outside);
    }
    let is_long = pieces.iter().any(|piece| piece.contains('\n'));
    pieces.join(if is_long { "\n\n" } else { "\n" })
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
