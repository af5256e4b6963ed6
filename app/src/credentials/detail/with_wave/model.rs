//! What is said of a registry credential and Wave, and who is named beside it.

use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::registry::guide::Guide;
use wavepass_core::registry::user_name::LoginProblem;
use wavepass_core::registry::wave_setup::WaveSetup;
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::audit::{HostMismatch, audit};
use wavepass_core::wave::credential::StoredCredential;
use wavepass_core::wave::preview::examples;
use wavepass_core::wave::usage::{Usage, usages};

/// Where a credential stands with Wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    /// What is wrong with its registry or its login.
    pub(crate) remarks: Vec<Remark>,
    /// What Wave does with it, by rules where they differ.
    pub(crate) rules: Vec<ByRule>,
    /// An image that it would be used for, made up.
    pub(crate) example: Option<String>,
    /// Whether it is used for any image by one of the rules.
    pub(crate) is_used: bool,
}

/// Something that is wrong, with the way to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Remark {
    pub(crate) finding: Finding,
    pub(crate) remedy: Remedy,
    /// The registry whose guide says which login to store, and its host.
    pub(crate) guide: Option<(Registry, String)>,
}

/// The way to mend what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// None that is sure.
    None,
    /// This host in place of the stored one.
    Host(String),
    /// Another login.
    Login,
}

/// What Wave does with it by one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ByRule {
    /// The rule, where others come to something else.
    pub(crate) rule: Option<MatchRule>,
    /// What it does.
    pub(crate) sentence: String,
    /// Whether it is never used.
    pub(crate) is_warning: bool,
    /// Who has a part in it.
    pub(crate) neighbours: Vec<Neighbours>,
}

/// Other credentials with a part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Neighbours {
    /// Which part, as the beginning of a sentence that ends with their names.
    pub(crate) what: &'static str,
    /// Their names and ids.
    pub(crate) named: Vec<(String, String)>,
}

impl Standing {
    /// Where the credential with that id stands in a list that is in Platform's order. None where
    /// it is not in the list.
    pub(crate) fn of(rows: &[CredentialsSummary], id: &str, setup: &WaveSetup) -> Option<Self> {
        let list: Vec<_> = rows.iter().map(StoredCredential::from).collect();
        let place = list.iter().position(|row| !id.is_empty() && row.id == id)?;
        let audit = audit(&list, setup);
        let row = audit.rows.get(place)?;
        let of_host = row.host.as_ref().map(remark_of_host);
        let host = list.get(place)?.registry_text().unwrap_or_default();
        let host = host.split('/').next().unwrap_or_default();
        let login = row.login.as_ref().map(|problem| {
            let finding = LoginProblem::finding(problem);
            let registry = Registry::of_host(host).filter(|_| Guide::answers(finding.code));
            Remark {
                finding,
                remedy: Remedy::Login,
                guide: registry.map(|registry| (registry, host.to_owned())),
            }
        });
        let usages = usages(&list, place, setup);
        let used = usages.iter().find(|(_, usage)| usage.is_used());
        let example = used.and_then(|(rule, _)| {
            let registry = list.get(place)?.registry_text()?;
            examples(registry, *rule).into_iter().next()
        });
        let differ = usages.len() > 1;
        Some(Self {
            remarks: of_host.into_iter().chain(login).collect(),
            example,
            is_used: used.is_some(),
            rules: usages
                .iter()
                .map(|(rule, usage)| ByRule {
                    rule: differ.then_some(*rule),
                    sentence: usage.sentence(),
                    is_warning: matches!(usage, Usage::Shadowed { .. } | Usage::Reserved),
                    neighbours: neighbours(usage),
                })
                .collect(),
        })
    }
}

fn remark_of_host(problem: &HostMismatch) -> Remark {
    let finding = problem.finding().clone();
    let remedy = match finding.fix.as_ref().map(|fix| &fix.edit) {
        Some(Edit::Replace(host)) => Remedy::Host(host.clone()),
        _ => Remedy::None,
    };
    Remark {
        finding,
        remedy,
        guide: None,
    }
}

fn neighbours(usage: &Usage<'_>) -> Vec<Neighbours> {
    let named = |all: &[&StoredCredential<'_>]| {
        let all = all.iter();
        all.map(|it| (it.name.to_owned(), it.id.to_owned()))
            .collect::<Vec<_>>()
    };
    let all = match usage {
        Usage::Shadowed { by } => vec![Neighbours {
            what: "Used in its place is",
            named: named(&[*by]),
        }],
        Usage::Used(reach) => {
            let wider: Vec<_> = reach.wider.into_iter().collect();
            vec![
                Neighbours {
                    what: "Never used while this one is there, because the registry is the same \
                           and they come later in Platform’s list:",
                    named: named(&reach.shadowed),
                },
                Neighbours {
                    what: "For longer paths below it, used in its place:",
                    named: named(&reach.narrower),
                },
                Neighbours {
                    what: "Used for the images around it:",
                    named: named(&wider),
                },
            ]
        }
        Usage::NotForImages | Usage::NotKnown | Usage::Unmatched | Usage::Reserved => Vec::new(),
    };
    all.into_iter().filter(|it| !it.named.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use wavepass_core::platform::reader::Fields;

    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row(name: &str, registry: &str) -> CredentialsSummary {
        login(name, registry, "u")
    }

    fn login(name: &str, registry: &str, user: &str) -> CredentialsSummary {
        let row = json!({"id": name, "name": name, "provider": "container-reg",
            "keys": {"userName": user, "registry": registry}});
        CredentialsSummary::read(Fields::of(&row).unwrap()).unwrap()
    }

    fn standing(rows: &[CredentialsSummary], id: &str) -> Standing {
        Standing::of(rows, id, &WaveSetup::default()).unwrap()
    }

    fn named(rule: &ByRule) -> Vec<Vec<&str>> {
        let all = rule.neighbours.iter();
        all.map(|it| it.named.iter().map(|(name, _)| name.as_str()).collect())
            .collect()
    }

    #[test]
    fn who_is_never_used_is_named_and_so_is_who_is_used_in_its_place() {
        let rows = [
            row("a", "quay.io"),
            row("b", "quay.io"),
            row("c", "quay.io"),
        ];
        let first = standing(&rows, "a");
        assert_eq!(named(&first.rules[0]), [["b", "c"]]);
        assert!(!first.rules[0].is_warning && first.is_used);
        let second = standing(&rows, "b");
        assert_eq!(named(&second.rules[0]), [["a"]]);
        assert!(second.rules[0].is_warning && !second.is_used);
        assert_eq!(second.example, None);
    }

    #[test]
    fn one_that_is_alone_serves_its_host_and_names_nobody() {
        let rows = [row("a", "quay.io"), row("b", "ghcr.io")];
        let alone = standing(&rows, "a");
        assert_eq!(alone.rules.len(), 1);
        assert_eq!(alone.rules[0].rule, None);
        assert_eq!(alone.rules[0].sentence, "Used for images below quay.io.");
        assert_eq!(named(&alone.rules[0]), [[""; 0]; 0]);
        assert_eq!(alone.example.as_deref(), Some("quay.io/team/tool:1.0"));
        assert_eq!(alone.remarks, []);
    }

    #[test]
    fn where_the_rules_differ_both_are_told() {
        let rows = [row("host", "ghcr.io"), row("acme", "ghcr.io/acme")];
        let acme = standing(&rows, "acme");
        let rules: Vec<_> = acme.rules.iter().map(|it| it.rule).collect();
        assert_eq!(rules, MatchRule::ALL.map(Some));
        assert!(acme.rules[0].sentence.starts_with("No image"));
        assert_eq!(named(&acme.rules[1]), [["host"]]);
        assert_eq!(acme.example.as_deref(), Some("ghcr.io/acme/tool:1.0"));
        let host = standing(&rows, "host");
        assert_eq!(named(&host.rules[0]), [[""; 0]; 0]);
        assert_eq!(named(&host.rules[1]), [["acme"]]);
        let known = WaveSetup {
            rule: Some(MatchRule::ExactHost),
            ..WaveSetup::default()
        };
        assert_eq!(Standing::of(&rows, "acme", &known).unwrap().rules.len(), 1);
    }

    #[test]
    fn what_is_wrong_has_the_way_out_that_the_list_has() {
        let rows = [
            row("scheme", "https://quay.io"),
            row("wild", "*.azurecr.io"),
            login("ecr", "123456789012.dkr.ecr.eu-west-1.amazonaws.com", "AWS"),
        ];
        let remedy = |id| standing(&rows, id).remarks[0].remedy.clone();
        assert_eq!(remedy("scheme"), Remedy::Host("quay.io".to_owned()));
        assert_eq!(remedy("wild"), Remedy::None);
        assert_eq!(remedy("ecr"), Remedy::Login);
        let guide = |id| standing(&rows, id).remarks[0].guide.clone();
        let host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
        assert_eq!(guide("ecr"), Some((Registry::Ecr, host.to_owned())));
        assert_eq!(guide("scheme"), None);
        assert!(!standing(&rows, "scheme").is_used);
    }

    #[test]
    fn of_one_that_is_not_in_the_list_nothing_is_said() {
        let rows = [row("a", "quay.io")];
        for id in ["b", ""] {
            assert_eq!(Standing::of(&rows, id, &WaveSetup::default()), None);
        }
    }
}
