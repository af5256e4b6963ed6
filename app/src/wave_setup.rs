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

/// The setting that was kept; Seqera's Wave when there is none. What nobody has said of its rule
/// the server may know.
pub(crate) fn stored() -> WaveSetup {
    let kept = browser::stored(KEY).map_or_else(WaveSetup::default, |text| read(&text));
    let told = || MatchRule::from_id(use_context::<Session>()?.wave_rules()?.as_str());
    WaveSetup {
        rule: kept.rule.or_else(told),
        ..kept
    }
}

/// Keeps a setting for the next visit.
pub(crate) fn store(setup: &WaveSetup) {
    browser::store(KEY, &written(setup));
}

/// The hosts in a text with commas or blanks between them.
pub(crate) fn hosts(text: &str) -> Vec<String> {
    text.split([',', ' ', '\n', SEPARATOR])
        .map(|host| host.trim().to_ascii_lowercase())
        .filter(|host| !host.is_empty())
        .collect()
}

fn written(setup: &WaveSetup) -> String {
    let host = match setup.host {
        WaveHost::Seqera => "seqera",
        WaveHost::SelfHosted => "self-hosted",
    };
    let rule = setup.rule.map_or("", MatchRule::id);
    let reserved = setup.reserved_hosts.join(",");
    format!("{host}{SEPARATOR}{reserved}{SEPARATOR}{rule}")
}

fn read(text: &str) -> WaveSetup {
    let mut parts = text.split(SEPARATOR);
    let host = match parts.next() {
        Some("self-hosted") => WaveHost::SelfHosted,
        _ => WaveHost::Seqera,
    };
    let usual = WaveSetup::default();
    WaveSetup {
        host,
        reserved_hosts: parts.next().map_or(usual.reserved_hosts, hosts),
        rule: parts.next().and_then(MatchRule::from_id),
    }
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
                rule: Some(MatchRule::LongestPath),
            },
            WaveSetup {
                host: WaveHost::SelfHosted,
                reserved_hosts: Vec::new(),
                rule: Some(MatchRule::ExactHost),
            },
        ] {
            assert_eq!(read(&written(&setup)), setup);
        }
    }

    #[test]
    fn anything_else_is_seqeras_wave() {
        for text in ["", "?", "seqera"] {
            assert_eq!(read(text), WaveSetup::default(), "{text:?}");
        }
    }

    #[test]
    fn what_was_kept_before_there_was_a_rule_comes_back_without_one() {
        let setup = read("self-hosted|a.io,b.io");
        assert_eq!(setup.host, WaveHost::SelfHosted);
        assert_eq!(setup.reserved_hosts, ["a.io", "b.io"]);
        assert_eq!(setup.rule, None);
        assert_eq!(
            read("self-hosted|a.io|longest"),
            WaveSetup {
                reserved_hosts: vec!["a.io".into()],
                ..setup
            }
        );
    }

    #[test]
    fn hosts_stand_between_commas_or_blanks() {
        assert_eq!(hosts(" A.io, b.io  c.io,,"), ["a.io", "b.io", "c.io"]);
        assert_eq!(hosts(" , "), [""; 0]);
    }
}
