//! What can be said of a whole list of credentials without any image.
//!
//! For the list page: which rows Wave can use, which it never reaches, and which cannot work.
//! This module may not look at a secret. Start at [`audit`].

use super::credential::{StoredCredential, StoredState};
use super::resolve::by_registry::ByRegistry;
use crate::finding::text::join_and;
use crate::finding::{Finding, rules};
use crate::registry::match_rule::{MatchRule, host_of};
use crate::registry::server::host::RESERVED_BY_WAVE;
use crate::registry::server::{Matches, PATH, RegistryServer, Suggestion};
use crate::registry::user_name::{LoginProblem, Validity};
use crate::registry::wave_setup::WaveSetup;
use crate::wave::resolve::host::UNUSUAL_HOST;
use crate::wave::resolve::reason::{FIRST_MATCH, SHADOWED};

rules! {
    /// No image has the stored registry for its host or for its beginning.
    pub HOST_NEVER_MATCHES = "host-never-matches" {
        severity: Warning,
        why: "Wave compares the stored text with the image character by character, so it never \
              uses the credential. With a path it matches where the Wave matches paths, and then \
              only as images have it: in lower case, without a slash at the end, a tag, a digest \
              or a wildcard.",
        action: "Store the host alone, exactly as the images have it, for instance quay.io.",
    }

    /// Another credential is used for a part of the registry.
    pub NARROWER_SCOPE = "narrower-scope" {
        severity: Info,
        why: "A Wave that matches paths takes the longest stored registry that the image begins \
              with. Releases up to 1.37 never use one with a path.",
        action: "There is nothing to do, if that is what you want.",
    }
}

/// What was found in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit<'a> {
    /// One entry for each credential, in the order of the list.
    pub rows: Vec<Row<'a>>,
    /// How many rows there are of each kind.
    pub summary: Summary,
}

/// What was found about one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its place among those with the same registry.
    pub precedence: Precedence<'a>,
    /// Why images are not written with its registry; `None` when they are.
    pub host: Option<HostMismatch>,
    /// Those that a Wave which matches paths takes for a part of its images, where the Wave may
    /// be one.
    pub narrower: Vec<&'a StoredCredential<'a>>,
    /// What its user name tells.
    pub login: Option<LoginProblem>,
}

/// What was found about one credential, in short: what is kept of each row of a long list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// How images differ from its registry; `None` when they are written with it.
    pub host: Option<Mismatch>,
    /// Whether the login of its user name can work, where that tells something bad.
    pub login: Option<Validity>,
    /// The place in the list of the one that Wave uses for the same registry.
    pub shadowed_by: Option<usize>,
    /// Its host is one of Wave's own.
    pub is_reserved: bool,
}

/// How images differ from a stored registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// See [`HostMismatch::NeverMatches`].
    Never,
    /// See [`HostMismatch::DependsOnWave`].
    DependsOnWave,
    /// See [`HostMismatch::Unusual`].
    Unusual,
}

/// Why a stored registry is not what images are written with. The finding carries the way out,
/// where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostMismatch {
    /// No image matches this text, so Wave never uses the credential.
    NeverMatches(Finding),
    /// It has a path, and it is not known whether the Wave matches paths.
    DependsOnWave(Finding),
    /// Images can be written with exactly this host, and usually are not.
    Unusual(Finding),
}

/// The place of a credential among those with the same registry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precedence<'a> {
    /// Not for a registry, or not for one that is told, or deleted: nothing can be said of what
    /// Wave does with it.
    NotForImages,
    /// No image matches its registry, so its place does not matter.
    Unmatched,
    /// The only one with its registry.
    Alone,
    /// The first of several: the one that Wave uses.
    First {
        /// How many others have its registry.
        others: usize,
    },
    /// A later one, which Wave never reaches.
    Shadowed {
        /// The one that Wave uses.
        by: &'a StoredCredential<'a>,
        /// Its place in the list, from zero.
        place: usize,
    },
    /// Its host is one of Wave's own, for which no stored credential is used.
    Reserved,
}

/// How many credentials there are of each kind. One credential can count for several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// For container registries.
    pub registries: usize,
    /// With a registry that matches no image.
    pub never_match: usize,
    /// With a path, while it is not known whether the Wave matches paths.
    pub depend_on_wave: usize,
    /// With a host that images are not usually written with.
    pub unusual_host: usize,
    /// Behind another one with the same registry.
    pub shadowed: usize,
    /// For a host of Wave's own.
    pub reserved: usize,
    /// With a user name that never works on its host.
    pub never_work: usize,
    /// With the user name of a token that expires soon.
    pub short_lived: usize,
}

/// Looks through a list that is in Platform's order.
pub fn audit<'a>(list: &'a [StoredCredential<'a>], setup: &WaveSetup) -> Audit<'a> {
    let auditor = Auditor::new(list, setup);
    let rows: Vec<_> = list.iter().map(|row| auditor.examine(row)).collect();
    let mut summary = Summary::default();
    for row in &rows {
        summary.add(row);
    }
    Audit { rows, summary }
}

/// Looks at one credential after another of a list that is too long to be looked through at once.
pub struct Auditor<'a, 's> {
    registries: ByRegistry<'a>,
    setup: &'s WaveSetup,
}

impl Verdict {
    /// Whether there is something to warn of.
    pub const fn is_warning(&self) -> bool {
        self.is_reserved
            || self.shadowed_by.is_some()
            || self.host.is_some()
            || self.login.is_some()
    }
}

impl Row<'_> {
    /// What was found, in short.
    pub fn verdict(&self) -> Verdict {
        Verdict {
            host: self.host.as_ref().map(HostMismatch::kind),
            login: self.login.as_ref().map(LoginProblem::validity),
            shadowed_by: match self.precedence {
                Precedence::Shadowed { place, .. } => Some(place),
                _ => None,
            },
            is_reserved: self.precedence == Precedence::Reserved,
        }
    }

    /// Everything there is to say about the row, the worst first.
    pub fn findings(&self) -> Vec<Finding> {
        let host = self.host.iter().map(HostMismatch::finding);
        let mut findings: Vec<_> = host.cloned().collect();
        findings.extend(self.login.iter().map(LoginProblem::finding));
        findings.extend(self.precedence.finding());
        if !self.narrower.is_empty() {
            let parts = self.narrower.iter();
            let parts: Vec<_> = parts
                .map(|it| format!("{} for {}", it.name, it.registry_text().unwrap_or_default()))
                .collect();
            findings.push(Finding::info(
                NARROWER_SCOPE,
                format!(
                    "A Wave that matches paths takes {} in its place.",
                    join_and(&parts)
                ),
            ));
        }
        findings
    }
}

impl HostMismatch {
    /// What is wrong with a registry as it is stored, for a Wave with this rule, or with either.
    /// The stored text is not repeated, because people paste logins along with hosts.
    pub fn of(server: &RegistryServer, rule: Option<MatchRule>) -> Option<Self> {
        let scope = match &server.matches {
            Matches::Scope(scope) => Some(scope),
            _ => None,
        };
        if server.usual_spelling && (scope.is_none() || rule == Some(MatchRule::LongestPath)) {
            return None;
        }
        let fix = server.fix().cloned();
        if let (None, Some(scope), true) = (rule, scope, server.usual_spelling) {
            return Some(Self::DependsOnWave(Finding {
                fix,
                ..Finding::warning(
                    PATH,
                    format!(
                        "Depends on the Wave: one that matches paths uses it for images below \
                         {scope}, and releases up to 1.37 never use it."
                    ),
                )
            }));
        }
        // A host that is only one guess of many has no button, and is not named either.
        let written_with = match &server.suggestion {
            Suggestion::Host(host) => fix.as_ref().map(|_| host),
            Suggestion::Template(shape) => Some(shape),
            Suggestion::Unusable(_) | Suggestion::Nothing => None,
        };
        let way_out = match written_with {
            Some(text) => format!(" Images are most likely written with {text}."),
            None => String::new(),
        };
        let finding = |code, what: &str| Finding {
            fix: fix.clone(),
            ..Finding::warning(code, format!("{what}{way_out}"))
        };
        Some(match (&server.matches, rule) {
            (Matches::Scope(_), Some(MatchRule::ExactHost)) => Self::NeverMatches(finding(
                HOST_NEVER_MATCHES,
                "Never used: it has a path, and your Wave compares the whole text with the host \
                 of an image.",
            )),
            (Matches::Never, _) => Self::NeverMatches(finding(
                HOST_NEVER_MATCHES,
                "Host never matches: Wave compares the whole text, character by character, and \
                 no image matches it.",
            )),
            // An address of the registry's API, for instance.
            (Matches::Scope(_), _) => Self::NeverMatches(finding(
                HOST_NEVER_MATCHES,
                "Host most likely never matches: Wave compares the whole text, character by \
                 character, and images are most likely not written like it.",
            )),
            (Matches::Host(_) | Matches::DockerHub, _) => Self::Unusual(finding(
                UNUSUAL_HOST,
                "Unusual host: it matches only images that are written with exactly this host.",
            )),
        })
    }

    /// Which of them it is.
    pub const fn kind(&self) -> Mismatch {
        match self {
            Self::NeverMatches(_) => Mismatch::Never,
            Self::DependsOnWave(_) => Mismatch::DependsOnWave,
            Self::Unusual(_) => Mismatch::Unusual,
        }
    }

    /// The problem in words.
    pub const fn finding(&self) -> &Finding {
        match self {
            Self::NeverMatches(finding) | Self::DependsOnWave(finding) | Self::Unusual(finding) => {
                finding
            }
        }
    }
}

impl Precedence<'_> {
    /// The place in words, where there is something to say.
    pub fn finding(&self) -> Option<Finding> {
        match self {
            Self::NotForImages | Self::Unmatched | Self::Alone => None,
            Self::First { others } => Some(Finding::info(
                FIRST_MATCH,
                match others {
                    1 => "Another credential has this registry too. It comes later in Platform's \
                          list and is never used."
                        .to_owned(),
                    others => format!(
                        "{others} other credentials have this registry too. They come later in \
                         Platform's list and are never used."
                    ),
                },
            )),
            Self::Shadowed { by, .. } => Some(Finding::warning(
                SHADOWED,
                format!(
                    "Never used: {} has the same registry and comes first in Platform's list, \
                     and Wave takes the first. What Wave uses is changed in {}.",
                    by.name, by.name
                ),
            )),
            Self::Reserved => Some(Finding::warning(
                RESERVED_BY_WAVE,
                "Never used: Wave's operator keeps images on this host, and for those Wave does \
                 not look at stored credentials.",
            )),
        }
    }
}

impl<'a, 's> Auditor<'a, 's> {
    /// Arranges a list that is in Platform's order.
    pub fn new(list: &'a [StoredCredential<'a>], setup: &'s WaveSetup) -> Self {
        Self {
            registries: ByRegistry::of_live(list),
            setup,
        }
    }

    /// Looks at one credential of the list.
    pub fn examine(&self, row: &'a StoredCredential<'a>) -> Row<'a> {
        let Self { registries, setup } = self;
        let registry = row.registry_text();
        // A deleted one is listed by mistake: it neither is used nor keeps another from being used.
        let Some(registry) = registry.filter(|_| row.state == StoredState::Live) else {
            return Row {
                precedence: Precedence::NotForImages,
                host: None,
                narrower: Vec::new(),
                login: None,
            };
        };
        let host = HostMismatch::of(&RegistryServer::read_for(registry, setup), setup.rule);
        let never_matches = matches!(host, Some(HostMismatch::NeverMatches(_)));
        let same = registries.all(registry);
        let first = same.first();
        let reserved = &setup.reserved_hosts;
        let precedence = match (first, same.len()) {
            _ if never_matches => Precedence::Unmatched,
            _ if reserved.iter().any(|it| it == host_of(registry)) => Precedence::Reserved,
            (Some(first), _) if !std::ptr::eq(first.credential, row) => Precedence::Shadowed {
                by: first.credential,
                place: first.order,
            },
            (_, 0 | 1) => Precedence::Alone,
            (_, all) => Precedence::First { others: all - 1 },
        };
        let is_used = matches!(precedence, Precedence::Alone | Precedence::First { .. });
        let narrower = if is_used && setup.rule != Some(MatchRule::ExactHost) {
            registries.below(registry)
        } else {
            Vec::new()
        };
        let user_name = row.user_name;
        Row {
            precedence,
            host,
            narrower,
            login: user_name.and_then(|user_name| LoginProblem::of(host_of(registry), user_name)),
        }
    }
}

impl Summary {
    /// Counts one credential.
    pub fn add(&mut self, row: &Row<'_>) {
        match row.precedence {
            Precedence::NotForImages => return,
            Precedence::Shadowed { .. } => self.shadowed += 1,
            Precedence::Reserved => self.reserved += 1,
            Precedence::Unmatched | Precedence::Alone | Precedence::First { .. } => {}
        }
        self.registries += 1;
        match row.host {
            Some(HostMismatch::NeverMatches(_)) => self.never_match += 1,
            Some(HostMismatch::DependsOnWave(_)) => self.depend_on_wave += 1,
            Some(HostMismatch::Unusual(_)) => self.unusual_host += 1,
            None => {}
        }
        match row.login.as_ref().map(LoginProblem::validity) {
            Some(Validity::Never) => self.never_work += 1,
            Some(Validity::Temporary) => self.short_lived += 1,
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::finding::Severity;
    use crate::registry::user_name::{ECR_PASSWORD_STORED, SHORT_LIVED_LOGIN};
    use crate::wave::credential::StoredProvider;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn row<'a>(name: &'a str, host: &'a str, user: &'a str) -> StoredCredential<'a> {
        StoredCredential {
            id: name,
            name,
            provider: StoredProvider::ContainerRegistry,
            registry: Some(host),
            user_name: Some(user),
            state: StoredState::Live,
        }
    }

    #[test]
    fn of_several_with_one_host_the_first_is_used() {
        let list = [
            row("a", "myreg.azurecr.io", "u"),
            row("b", "quay.io", "u"),
            row("c", "myreg.azurecr.io", "u"),
            row("d", "myreg.azurecr.io", "u"),
        ];
        let audit = audit(&list, &WaveSetup::default());
        let precedences: Vec<_> = audit.rows.iter().map(|row| row.precedence).collect();
        let shadowed = Precedence::Shadowed {
            by: &list[0],
            place: 0,
        };
        assert_eq!(
            precedences,
            [
                Precedence::First { others: 2 },
                Precedence::Alone,
                shadowed,
                shadowed
            ]
        );
        assert_eq!((audit.summary.registries, audit.summary.shadowed), (4, 2));
        assert_eq!(audit.rows[1].findings(), []);
        assert!(
            audit.rows[2].findings()[0]
                .message
                .contains("a has the same registry")
        );
    }

    #[test]
    fn the_empty_registry_and_docker_io_shadow_each_other() {
        let list = [row("a", "", "u"), row("b", "docker.io", "u")];
        let audit = audit(&list, &WaveSetup::default());
        assert_eq!(
            audit.rows[1].precedence,
            Precedence::Shadowed {
                by: &list[0],
                place: 0,
            }
        );
        assert_eq!(audit.summary.never_match, 0);
    }

    fn host_of(stored: &str) -> (Option<HostMismatch>, Summary) {
        let list = [row("a", stored, "u")];
        let mut audit = audit(&list, &WaveSetup::default());
        (audit.rows.remove(0).host, audit.summary)
    }

    #[test]
    fn a_host_that_never_matches_has_a_fix() {
        for (stored, fix) in [
            ("https://myreg.azurecr.io", Some("myreg.azurecr.io")),
            ("quay.io/", Some("quay.io")),
            ("  ", Some("docker.io")),
            ("quay", Some("quay.io")),
            ("*.azurecr.io", None),
        ] {
            let (problem, summary) = host_of(stored);
            let Some(HostMismatch::NeverMatches(finding)) = problem else {
                panic!("{stored}: {problem:?}");
            };
            assert_eq!(finding.code, HOST_NEVER_MATCHES);
            assert_eq!((summary.never_match, summary.unusual_host), (1, 0));
            let edit = finding.fix.map(|fix| fix.edit.apply(stored));
            assert_eq!(edit.as_deref(), fix, "{stored}");
        }
    }

    #[test]
    fn a_single_word_is_nobodys_registry() {
        for stored in ["nexus", "harbor", "MyRegistry"] {
            let (problem, _) = host_of(stored);
            let finding = problem.as_ref().unwrap().finding();
            assert_eq!(finding.code, HOST_NEVER_MATCHES);
            assert_eq!(finding.fix, None, "{stored}");
            assert!(!finding.message.contains("azurecr"), "{stored}");
        }
    }

    #[test]
    fn a_host_that_matches_what_is_written_exactly_so_is_only_unusual() {
        for (stored, usual) in [
            ("reg.example.com:443", "reg.example.com"),
            ("reg.example.com:80", "reg.example.com"),
            ("index.docker.io", "docker.io"),
            ("k8s.gcr.io", "registry.k8s.io"),
            ("QUAY.IO", "quay.io"),
            ("quay.io.", "quay.io"),
            ("gitlab.com", "registry.gitlab.com"),
        ] {
            let (problem, summary) = host_of(stored);
            let Some(HostMismatch::Unusual(finding)) = problem else {
                panic!("{stored}: {problem:?}");
            };
            assert_eq!((summary.never_match, summary.unusual_host), (0, 1));
            assert!(!finding.message.contains("never"), "{stored}");
            let edit = finding.fix.map(|fix| fix.edit.apply(stored));
            assert_eq!(edit.as_deref(), Some(usual), "{stored}");
        }
        for plain in ["quay.io", "", "registry.example.com:5000", "10.0.0.5:5000"] {
            assert_eq!(host_of(plain).0, None, "{plain}");
        }
    }

    #[test]
    fn user_names_tell_what_never_works_and_what_works_for_now() {
        let ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
        let list = [
            row("a", ecr, "AWS"),
            row(
                "b",
                "myreg.azurecr.io",
                "00000000-0000-0000-0000-000000000000",
            ),
        ];
        let audit = audit(&list, &WaveSetup::default());
        assert_eq!(
            (audit.summary.never_work, audit.summary.short_lived),
            (1, 1)
        );
        assert_eq!(audit.rows[0].findings()[0].code, ECR_PASSWORD_STORED);
        assert_eq!(audit.rows[1].findings()[0].code, SHORT_LIVED_LOGIN);
    }

    #[test]
    fn hosts_of_waves_own_and_other_providers_stand_apart() {
        let git = StoredCredential {
            provider: StoredProvider::Other,
            ..row("git", "docker.io", "AWS")
        };
        let list = [row("a", "community.wave.seqera.io", "u"), git];
        let audit = audit(&list, &WaveSetup::default());
        assert_eq!(audit.rows[0].precedence, Precedence::Reserved);
        assert_eq!(audit.rows[1].precedence, Precedence::NotForImages);
        assert_eq!(audit.rows[1].findings(), []);
        assert_eq!((audit.summary.registries, audit.summary.reserved), (1, 1));
    }

    fn audited(
        rule: Option<MatchRule>,
        list: &[StoredCredential<'_>],
        place: usize,
    ) -> Vec<Finding> {
        let setup = WaveSetup {
            rule,
            ..WaveSetup::default()
        };
        audit(list, &setup).rows[place].findings()
    }

    #[test]
    fn a_path_is_dead_or_alive_by_the_rule_of_the_wave() {
        let list = [
            row("host", "ghcr.io", "u"),
            row("scope", "ghcr.io/acme", "u"),
        ];
        let by_host = audited(Some(MatchRule::ExactHost), &list, 1);
        assert_eq!(by_host[0].code, HOST_NEVER_MATCHES);
        assert_eq!(by_host[0].fix.as_ref().unwrap().edit.apply(""), "ghcr.io");
        let unknown = audited(None, &list, 1);
        assert_eq!(
            (unknown[0].code, unknown[0].severity),
            (PATH, Severity::Warning)
        );
        assert_eq!(audited(Some(MatchRule::LongestPath), &list, 1), []);

        assert_eq!(audited(Some(MatchRule::ExactHost), &list, 0), []);
        for rule in [None, Some(MatchRule::LongestPath)] {
            let of_host = audited(rule, &list, 0);
            assert_eq!((of_host.len(), of_host[0].code), (1, NARROWER_SCOPE));
            assert!(of_host[0].message.contains("scope for ghcr.io/acme"));
        }
        let summary = audit(&list, &WaveSetup::default()).summary;
        assert_eq!((summary.depend_on_wave, summary.never_match), (1, 0));
    }

    #[test]
    fn what_no_wave_matches_is_dead_by_every_rule() {
        for registry in [
            "ghcr.io/acme/",
            "ghcr.io/Acme",
            "ghcr.io/acme/*",
            "https://ghcr.io/acme",
        ] {
            let list = [row("a", registry, "u")];
            for rule in [
                None,
                Some(MatchRule::ExactHost),
                Some(MatchRule::LongestPath),
            ] {
                let found = audited(rule, &list, 0);
                assert_eq!(found[0].code, HOST_NEVER_MATCHES, "{registry} {rule:?}");
            }
        }
    }

    #[test]
    fn of_what_never_matches_none_is_called_the_one_that_wave_uses() {
        let list = [
            row("a", "https://quay.io", "u"),
            row("b", "https://quay.io", "u"),
        ];
        let audit = audit(&list, &WaveSetup::default());
        for row in &audit.rows {
            assert_eq!(row.precedence, Precedence::Unmatched);
            assert_eq!(row.findings().len(), 1, "{row:?}");
        }
        assert_eq!((audit.summary.never_match, audit.summary.shadowed), (2, 0));
    }

    #[test]
    fn the_same_path_twice_is_used_once() {
        let list = [row("a", "ghcr.io/acme", "u"), row("b", "ghcr.io/acme", "u")];
        let setup = WaveSetup {
            rule: Some(MatchRule::LongestPath),
            ..WaveSetup::default()
        };
        let audit = audit(&list, &setup);
        assert_eq!(audit.rows[0].precedence, Precedence::First { others: 1 });
        let shadowed = Precedence::Shadowed {
            by: &list[0],
            place: 0,
        };
        assert_eq!(audit.rows[1].precedence, shadowed);
    }

    proptest! {
        #[test]
        fn exactly_one_of_each_host_is_not_shadowed(
            hosts in prop::collection::vec("quay[.]io|ghcr[.]io|docker[.]io|", 0..9),
        ) {
            let list: Vec<_> = hosts.iter().map(|host| row("n", host, "u")).collect();
            let audit = audit(&list, &WaveSetup::default());
            let mut used: Vec<_> = list
                .iter()
                .zip(&audit.rows)
                .filter(|(_, row)| !matches!(row.precedence, Precedence::Shadowed { .. }))
                .filter_map(|(credential, _)| credential.registry_text())
                .collect();
            used.sort_unstable();
            let mut distinct = used.clone();
            distinct.dedup();
            prop_assert_eq!(used, distinct);
            prop_assert_eq!(audit.summary.registries, list.len());
        }

        #[test]
        fn no_text_makes_it_panic(host in any::<String>(), user in any::<String>()) {
            let list = [row("a", &host, &user)];
            let _ = audit(&list, &WaveSetup::default()).rows[0].findings();
        }
    }
}
