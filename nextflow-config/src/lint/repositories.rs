//! The repositories that Wave pushes to.

use crate::diagnostic::Diagnostic;
use crate::reading::Setting;
use crate::rule::rules;
use crate::value::Value;

use super::effective::EffectiveSettings;
use super::sink::DiagnosticSink;
use super::wave::protocol;

rules! {
    /// A build or cache repository has https:// or the like in front.
    pub REPOSITORY_PROTOCOL = "repository-protocol" {
        severity: Error,
        why: "A repository has no protocol in front. Nextflow stops with: Config setting … should \
              not include any protocol prefix.",
        action: "Take the protocol off, so that it begins with the host.",
    }

    /// A build or cache repository has a tag or digest.
    pub REPOSITORY_TAG = "repository-tag" {
        severity: Error,
        why: "Wave gives every image a tag of its own. It answers: Container build repository \
              should not include any tag suffix.",
        action: "Take the tag off.",
    }

    /// A build or cache repository is only a host.
    pub REPOSITORY_INCOMPLETE = "repository-incomplete" {
        severity: Error,
        why: "Wave answers: Container build repository is invalid or incomplete. Only as the \
              target of a mirror is a host alone enough.",
        action: "Put the path behind the host, as in quay.io/my-organization/my-images.",
    }

    /// A build or cache repository is on a host with a port.
    pub REPOSITORY_PORT = "repository-port" {
        severity: Warning,
        why: "Wave most likely cannot push there: it looks the login up without the port, so it \
              says that credentials are missing although there are some. Pulling works.",
        action: "Use a host without a port.",
    }
}

/// The settings that name one.
const REPOSITORIES: [&str; 2] = ["wave.build.repository", "wave.build.cacheRepository"];

pub(super) fn check(settings: &EffectiveSettings<'_>, sink: &mut DiagnosticSink) {
    for path in REPOSITORIES {
        if let Some((setting, text)) = settings.text(path)
            && !text.is_empty()
        {
            repository(settings, path, setting, text, sink);
        }
    }
}

fn repository(
    settings: &EffectiveSettings<'_>,
    path: &str,
    setting: &Setting,
    text: &str,
    sink: &mut DiagnosticSink,
) {
    let may_quote = sink.may_quote(text);
    // Whatever is wrong with it, in one go.
    let clean = clean(text);
    let suggest = |new: Diagnostic| {
        if clean.is_empty() || clean == text || !may_quote {
            return new;
        }
        let label = format!("Use {clean}");
        new.suggest_setting(label, path, Value::Text(clean.to_owned()))
    };
    if protocol(text).is_some() {
        let message = format!(
            "A repository has no protocol in front. Nextflow stops with: Config setting '{path}' \
             should not include any protocol prefix - offending value: {}.",
            sink.quoted(text)
        );
        sink.push(suggest(
            Diagnostic::error(REPOSITORY_PROTOCOL, message).at(setting.span),
        ));
        return;
    }
    let parts = Parts::of(text);
    if parts.tag.is_some() {
        let message = format!(
            "{path} takes no tag: Wave gives every image its own. Wave answers: Container \
             build repository should not include any tag suffix - offending value: {}.",
            sink.quoted(text)
        );
        sink.push(suggest(
            Diagnostic::error(REPOSITORY_TAG, message).at(setting.span),
        ));
    }
    let may_be_bare =
        path == "wave.build.repository" && settings.truth("wave.mirror") != Some(false);
    if parts.path.is_empty() && !may_be_bare {
        let message = format!(
            "{path} is a registry without a repository in it. Wave answers: Container build \
             repository is invalid or incomplete - offending value: {}. Put the path behind the \
             host, as in quay.io/my-organization/my-images.",
            sink.quoted(text)
        );
        sink.push(Diagnostic::error(REPOSITORY_INCOMPLETE, message).at(setting.span));
    }
    if let Some(port) = parts.port {
        let message = format!(
            "{path} has a port ({port}), and Wave most likely cannot push there: it looks the login \
             up without the port, so it says that credentials are missing although there are some. \
             Pulling works. Use a host without a port."
        );
        sink.push(Diagnostic::warning(REPOSITORY_PORT, message).at(setting.span));
    }
}

/// A repository without a protocol, and without a tag or digest; empty where it is not plain what
/// was meant.
fn clean(text: &str) -> &str {
    let rest = protocol(text).and_then(|protocol| text.get(protocol.len() + 3..));
    let rest = rest.unwrap_or(text).trim_matches('/');
    let tag = Parts::of(rest).tag.unwrap_or_default();
    if rest.contains("://") || tag.contains('/') {
        return "";
    }
    rest.get(..rest.len() - tag.len())
        .unwrap_or_default()
        .trim_end_matches('/')
}

/// What a repository consists of.
struct Parts<'a> {
    port: Option<&'a str>,
    /// What follows the host, without a tag.
    path: &'a str,
    /// The tag or digest with its sign.
    tag: Option<&'a str>,
}

impl<'a> Parts<'a> {
    /// Reads a text without a protocol.
    fn of(text: &'a str) -> Self {
        let is_host = |part: &str| part.contains(['.', ':']) || part == "localhost";
        let (host, path) = match text.split_once('/') {
            Some((host, path)) if is_host(host) => (Some(host), path),
            None if text.contains('.') || is_with_port(text) => (Some(text), ""),
            _ => (None, text),
        };
        let port = host.and_then(|host| host.split_once(':'));
        let port = port.map(|(_, port)| port);
        let last = path.rfind('/').map_or(0, |slash| slash + 1);
        let sign = path
            .get(last..)
            .and_then(|name| name.find(['@', ':']))
            .map(|at| last + at);
        let (path, tag) = match sign {
            Some(at) => (path.get(..at).unwrap_or_default(), path.get(at..)),
            None => (path, None),
        };
        let (port, tag) = match port {
            // `quay.io:tag`, which is no port.
            Some(word) if !is_number(word) => (None, text.find(':').and_then(|at| text.get(at..))),
            port => (port, tag),
        };
        Self {
            port,
            path: path.trim_matches('/'),
            tag,
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_with_port(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(_, port)| is_number(port))
}

#[cfg(test)]
mod tests;
