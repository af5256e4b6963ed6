//! What is stored at a target for the same images, and what that means for new credentials there.

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::reader::Listed;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::newcomer::newcomer;

/// What Wave most likely does with new credentials in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rivals {
    /// What it does, where others are there for the same images: by rules where they differ.
    pub(crate) rules: Vec<(Option<MatchRule>, String)>,
    /// What is not known of the list.
    pub(crate) gap: Option<String>,
}

impl Rivals {
    /// What becomes of new credentials for a registry in a list.
    pub(crate) fn of(
        registry: &str,
        listed: &Listed<CredentialsSummary>,
        wave: &WaveSetup,
    ) -> Self {
        let list: Vec<_> = listed.rows.iter().map(StoredCredential::from).collect();
        let rules = newcomer(registry, &list, wave);
        let differ = rules.len() > 1;
        let rules = rules
            .into_iter()
            .map(|it| (differ.then_some(it.rule), it.sentence));
        Self {
            rules: rules.collect(),
            gap: gap(listed),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wavepass_core::platform::reader::Fields;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn rivals(registry: &str, stored: &[Option<&str>]) -> Rivals {
        let rows = stored.iter().map(|stored| {
            let keys = stored.map(|registry| json!({"registry": registry}));
            let row = json!({"id": "i", "name": "n", "provider": "container-reg", "keys": keys});
            CredentialsSummary::read(Fields::of(&row).unwrap()).unwrap()
        });
        let listed = Listed {
            rows: rows.collect(),
            ..Listed::default()
        };
        Rivals::of(registry, &listed, &WaveSetup::default())
    }

    #[test]
    fn a_rule_is_named_where_the_two_differ() {
        let same = rivals("quay.io", &[Some("quay.io")]);
        let [(None, sentence)] = same.rules.as_slice() else {
            panic!("{same:?}");
        };
        assert!(sentence.starts_with("n has the registry"), "{sentence}");
        let path = rivals("ghcr.io/acme", &[Some("ghcr.io")]);
        let named: Vec<_> = path.rules.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(named, MatchRule::ALL.map(Some));
        assert_eq!(rivals("quay.io", &[Some("ghcr.io")]), Rivals::default());
    }

    #[test]
    fn of_those_whose_registry_platform_does_not_tell_it_is_said_that_it_is_not_known() {
        let hidden = rivals("quay.io", &[None]);
        assert_eq!(hidden.rules, []);
        assert!(hidden.gap.unwrap().contains("does not say which registry"));
    }
}
