//! Registry values: what Wave matches, what is suggested, and what the login check does.

use serde_json::{Value, json};
use wavepass_core::registry::server::{LoginCheck, Matches, NoUrl, Refusal, RegistryServer};

use super::Vector;

/// Compares one vector.
pub(crate) fn check(vector: &mut Vector<'_>) {
    let typed = vector.text("value");
    let read = RegistryServer::read(typed);
    let matches = match &read.matches {
        Matches::DockerHub => "docker.io/…, and names with no registry part".to_owned(),
        Matches::Host(host) => format!("{host}/…"),
        // The vectors record the rule of release 1.37.0.
        Matches::Scope(_) | Matches::Never => {
            "never (no valid image name gives this registry string)".to_owned()
        }
    };
    let scope = match &read.matches {
        Matches::Scope(scope) if read.usual_spelling => Some(scope),
        _ => None,
    };
    let codes: Vec<String> = read
        .findings
        .iter()
        .map(|finding| finding.code.as_str().replace('-', "_"))
        .collect();
    vector.expect("wave_matches", &json!(matches));
    let matches_any = matches!(read.matches, Matches::DockerHub | Matches::Host(_));
    vector.expect("matches_any", &json!(matches_any));
    let is_usual = read.usual_spelling && scope.is_none();
    vector.expect("matches_usual_spelling", &json!(is_usual));
    vector.expect_if_given("scope", &json!(scope));
    vector.expect("suggested", &json!(read.suggestion.text()));
    vector.expect("codes", &json!(codes));
    vector.expect("validate_creds", &login_check(&read.login_check));
    vector.expect("silent_mismatch_possible", &json!(read.is_silent()));
}

fn login_check(check: &LoginCheck) -> Value {
    json!(match check {
        LoginCheck::Blank => "400 (userName, password and registry are @NotBlank)".to_owned(),
        LoginCheck::Refused(Refusal::NoHost) => "400 (SSRF guard on: no host)".to_owned(),
        LoginCheck::Refused(Refusal::PrivateAddress) => {
            "400 (SSRF guard on: loopback or private address)".to_owned()
        }
        LoginCheck::Refused(Refusal::DoesNotResolve(host)) => {
            format!("400 (SSRF guard on: '{}' does not resolve)", host.expose())
        }
        LoginCheck::Asks(url) => format!("200 true or false from {}", url.expose()),
        LoginCheck::False(NoUrl::Syntax) => {
            "200 false (URISyntaxException while building the URL)".to_owned()
        }
        LoginCheck::False(NoUrl::NoHost) => "200 false (URL has no host part)".to_owned(),
        LoginCheck::False(NoUrl::PortOutOfRange) => "200 false (port out of range)".to_owned(),
    })
}
