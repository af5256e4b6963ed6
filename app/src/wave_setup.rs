//! How the Wave that Platform works with is set up, as somebody has said it here.
//!
//! Platform does not tell, so it is asked for once and kept in this browser: it is a setting of
//! the place, and no secret. How the Wave finds a credential the server may know. Start at
//! [`stored`].

use leptos::prelude::use_context;
use wavepass_core::registry::wave_setup::{WaveHost, WaveSetup};
use wavepass_core::wave::MatchRule;

use crate::browser;
use crate::shell::session::Session;

const KEY: &str = "wavepass.wave";

/// Between the parts of the stored text. No host has it.
const SEPARATOR: char = '|';

/// What stands in place of a rule where somebody has said that it is not known.
const NOT_KNOWN: &str = "not-known";

/// What somebody has said of the way in which Wave finds a credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum SaidRule {
    /// Nothing: the server may know.
    #[default]
    Nothing,
    /// That it is not known, whatever the server says.
    NotKnown,
    /// This.
    Is(MatchRule),
}

/// The setting that was kept; Seqera's Wave when there is none. What nobody has said of its rule
/// the server may know.
pub(crate) fn stored() -> WaveSetup {
    let (setup, said) = kept();
    let told = || MatchRule::from_id(use_context::<Session>()?.wave_rules()?.as_str());
    WaveSetup {
        rule: match said {
            SaidRule::Nothing => told(),
            SaidRule::NotKnown => None,
            SaidRule::Is(rule) => Some(rule),
        },
        ..setup
    }
}

/// Keeps who runs Wave and its hosts for the next visit. Its rule may be what the server said.
pub(crate) fn store(setup: &WaveSetup) {
    let (_, said) = kept();
    browser::store(KEY, &written(setup, said));
}

/// Keeps what somebody has said of the rule; `None` where it is not known.
pub(crate) fn store_rule(rule: Option<MatchRule>) {
    let (setup, _) = kept();
    let said = rule.map_or(SaidRule::NotKnown, SaidRule::Is);
    browser::store(KEY, &written(&setup, said));
}

fn kept() -> (WaveSetup, SaidRule) {
    browser::stored(KEY).map_or_else(Default::default, |text| read(&text))
}

/// The hosts in a text with commas or blanks between them.
pub(crate) fn hosts(text: &str) -> Vec<String> {
    text.split([',', ' ', '\n', SEPARATOR])
        .map(|host| host.trim().to_ascii_lowercase())
        .filter(|host| !host.is_empty())
        .collect()
}

/// Who runs Wave, as it is kept and in addresses.
pub(crate) const fn host_name(host: WaveHost) -> &'static str {
    match host {
        WaveHost::Seqera => "seqera",
        WaveHost::SelfHosted => "self-hosted",
    }
}

fn written(setup: &WaveSetup, said: SaidRule) -> String {
    let host = host_name(setup.host);
    let rule = match said {
        SaidRule::Nothing => "",
        SaidRule::NotKnown => NOT_KNOWN,
        SaidRule::Is(rule) => rule.id(),
    };
    let reserved = setup.reserved_hosts.join(",");
    format!("{host}{SEPARATOR}{reserved}{SEPARATOR}{rule}")
}

fn read(text: &str) -> (WaveSetup, SaidRule) {
    let mut parts = text.split(SEPARATOR);
    let host = match parts.next() {
        Some("self-hosted") => WaveHost::SelfHosted,
        _ => WaveHost::Seqera,
    };
    let usual = WaveSetup::default();
    let setup = WaveSetup {
        host,
        reserved_hosts: parts.next().map_or(usual.reserved_hosts, hosts),
        rule: None,
    };
    let said = match parts.next() {
        Some(NOT_KNOWN) => SaidRule::NotKnown,
        rule => rule
            .and_then(MatchRule::from_id)
            .map_or(SaidRule::Nothing, SaidRule::Is),
    };
    (setup, said)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn what_is_kept_comes_back() {
        for setup in [
            WaveSetup::default(),
            WaveSetup {
                host: WaveHost::SelfHosted,
                reserved_hosts: vec!["a.io".into(), "b.io:5000".into()],
                rule: None,
            },
            WaveSetup {
                host: WaveHost::SelfHosted,
                reserved_hosts: Vec::new(),
                rule: None,
            },
        ] {
            for said in [
                SaidRule::Nothing,
                SaidRule::NotKnown,
                SaidRule::Is(MatchRule::LongestPath),
                SaidRule::Is(MatchRule::ExactHost),
            ] {
                assert_eq!(read(&written(&setup, said)), (setup.clone(), said));
            }
        }
    }

    #[test]
    fn anything_else_is_seqeras_wave() {
        for text in ["", "?", "seqera"] {
            assert_eq!(read(text), Default::default(), "{text:?}");
        }
    }

    #[test]
    fn what_was_kept_before_there_was_a_rule_comes_back_without_one() {
        let (setup, said) = read("self-hosted|a.io,b.io");
        assert_eq!(setup.host, WaveHost::SelfHosted);
        assert_eq!(setup.reserved_hosts, ["a.io", "b.io"]);
        assert_eq!(said, SaidRule::Nothing);
        let reserved_hosts = vec!["a.io".into()];
        let other = WaveSetup {
            reserved_hosts,
            ..setup
        };
        assert_eq!(read("self-hosted|a.io|longest"), (other, SaidRule::Nothing));
    }

    #[test]
    fn hosts_stand_between_commas_or_blanks() {
        assert_eq!(hosts(" A.io, b.io  c.io,,"), ["a.io", "b.io", "c.io"]);
        assert_eq!(hosts(" , "), [""; 0]);
    }
}
