use proptest::prelude::*;

use super::MatchRule::{ExactHost, LongestPath};
use super::*;
use crate::finding::{Code, Severity};
use crate::registry::user_name::ECR_HOST_UNKNOWN_TO_WAVE;
use crate::registry::wave_setup::{WaveHost, WaveSetup};
use crate::scope::WorkspaceId;
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};
use crate::wave::resolve::host::{
    ECR_LOOK_ALIKE, HOST_CANNOT_WORK, HOST_NOT_REACHABLE, PULLS_ONLY, UNUSUAL_HOST,
};
use crate::wave::resolve::name::{
    LOCALHOST_IS_PATH, NO_ROUTE_FOR_NAME, UPPER_CASE_PATH, WHOLE_NAME_IS_HOST,
};
use crate::wave::resolve::neighbours::{NEIGHBOURING_HOST, OTHER_ENDPOINT, OTHER_REGION};
use crate::wave::resolve::reason::{
    AWS_IS_NOT_FOR_IMAGES, BLANK_REGISTRY, DELETED_CREDENTIAL, FALLBACK_DEPENDS,
    FALLBACK_NEEDS_A_LIST, FIRST_MATCH, IMAGE_HOST_SPELLED_OTHERWISE, IN_ANOTHER_CONTEXT,
    KEYS_NOT_READABLE, NEAR_MISS, NO_MATCH, OTHER_PATHS, PUBLIC_ECR_FALLBACK, SCOPE_SKIPPED,
    SHARED_HOST_RESERVED, WAVE_OWN_HOST,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const WORKSPACE: Scope = Scope::Workspace(WorkspaceId(42));
const ECR: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
const KEY: &str = "AKIAIOSFODNN7EXAMPLE";
const ROLE: &str = "arn:aws:iam::123456789012:role/wave";

fn registry<'a>(id: &'a str, host: &'a str) -> StoredCredential<'a> {
    StoredCredential {
        id,
        name: id,
        provider: StoredProvider::ContainerRegistry,
        registry: Some(host),
        user_name: Some("robot"),
        state: StoredState::Live,
    }
}

fn aws(id: &str) -> StoredCredential<'_> {
    StoredCredential {
        provider: StoredProvider::Aws,
        registry: None,
        ..registry(id, "")
    }
}

fn with_user<'a>(credential: StoredCredential<'a>, user: &'a str) -> StoredCredential<'a> {
    StoredCredential {
        user_name: Some(user),
        ..credential
    }
}

fn batch(credentials_id: &str) -> ComputeEnvironment<'_> {
    ComputeEnvironment {
        platform: "aws-batch",
        credentials_id: Some(credentials_id),
        role_arn: None,
        access_key: Some(KEY),
    }
}

/// A request from a workspace to a Wave that reserves one host and has one account.
struct Scene {
    setup: WaveSetup,
    operator: Vec<String>,
    request: Request<'static>,
}

impl Scene {
    fn new() -> Self {
        Self {
            setup: WaveSetup {
                host: WaveHost::Seqera,
                reserved_hosts: vec!["wave.example.com".to_owned()],
                rule: None,
            },
            operator: ["docker.io", "wave.example.com"].map(str::to_owned).into(),
            request: Request {
                caller: Caller::Platform(WORKSPACE),
                run: Run::CommandLine,
                compute_environment: Environment::Absent,
                key_access: KeyAccess::Unknown,
            },
        }
    }

    fn in_run_on(environment: ComputeEnvironment<'static>) -> Self {
        let mut scene = Self::new();
        scene.request.run = Run::Platform;
        scene.request.compute_environment = Environment::Known(environment);
        scene
    }

    fn resolver<'a>(&'a self, credentials: &'a CredentialIndex<'a>) -> Resolver<'a> {
        Resolver {
            request: self.request,
            credentials,
            elsewhere: None,
            wave: Installation {
                setup: &self.setup,
                operator: OperatorRegistries::Known(&self.operator),
                anonymous: Anonymous::Served,
            },
        }
    }

    /// The id of the credential that is used, the works and the codes of all reasons.
    fn ask(
        &self,
        image: &str,
        list: &[StoredCredential<'_>],
    ) -> (Option<String>, Works, Vec<Code>) {
        self.ask_by(ExactHost, image, list)
    }

    fn ask_by(
        &self,
        rule: MatchRule,
        image: &str,
        list: &[StoredCredential<'_>],
    ) -> (Option<String>, Works, Vec<Code>) {
        let index = CredentialIndex::new(list, DeletedEntries::LeaveOut);
        let resolution = self.resolver(&index).resolve(image, rule);
        (
            resolution.outcome.credential_id().map(str::to_owned),
            resolution.works,
            resolution.findings().into_iter().map(|f| f.code).collect(),
        )
    }
}

fn used(image: &str, list: &[StoredCredential<'_>]) -> Option<String> {
    Scene::new().ask(image, list).0
}

#[test]
fn the_one_credential_with_the_host_is_used_and_named() {
    let list = [registry("acr-prod", "myreg.azurecr.io")];
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    let resolution = scene
        .resolver(&index)
        .resolve("myreg.azurecr.io/team/app:1", ExactHost);
    assert_eq!(resolution.outcome.credential_id(), Some("acr-prod"));
    assert_eq!(resolution.outcome.auth(), Some(Auth::Basic));
    assert_eq!(resolution.works, Works::Yes);
    assert_eq!(resolution.warning(), None);
    let first = &resolution.findings()[0];
    assert_eq!(
        first.message,
        "acr-prod will be used: its host equals myreg.azurecr.io."
    );
    assert_eq!(first.severity, Severity::Ok);
}

#[test]
fn a_name_without_a_host_takes_the_credential_for_docker_hub() {
    for stored in [None, Some(""), Some("docker.io")] {
        let hub = StoredCredential {
            registry: stored,
            ..registry("hub", "")
        };
        assert_eq!(used("ubuntu", &[hub]).as_deref(), Some("hub"), "{stored:?}");
    }
}

#[test]
fn hosts_are_compared_whole() {
    let list = [registry("hub", "docker.io"), registry("reg", "reg.io")];
    for (image, id) in [
        ("docker.io.evil.com/x", None),
        ("reg.io/docker.io/library/alpine", Some("reg")),
        ("xdocker.io/a/b", None),
        ("docker.io:443/a/b", None),
        ("DOCKER.IO/a/b", None),
        ("localhost/tool", Some("hub")),
    ] {
        assert_eq!(used(image, &list).as_deref(), id, "{image}");
    }
}

#[test]
fn localhost_without_a_port_is_docker_hub_and_says_so() {
    let (id, _, codes) = Scene::new().ask("localhost/x", &[registry("hub", "docker.io")]);
    assert_eq!(id.as_deref(), Some("hub"));
    assert!(codes.contains(&LOCALHOST_IS_PATH));
}

#[test]
fn the_first_in_the_list_wins_and_the_others_are_named_without_alarm() {
    let list = [
        registry("other", "ghcr.io"),
        registry("old", "quay.io"),
        registry("new", "quay.io"),
    ];
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    let resolution = scene
        .resolver(&index)
        .resolve("quay.io/org/tool", ExactHost);
    assert_eq!(resolution.outcome.credential_id(), Some("old"));
    assert_eq!(
        resolution.warning(),
        None,
        "nothing is wrong with the one that is used"
    );
    let message = shadows(&resolution);
    assert!(
        message.starts_with("new has the registry quay.io too and is never used"),
        "{message}"
    );
}

/// What is said of the later ones.
fn shadows(resolution: &Resolution<'_>) -> String {
    let mut reasons = resolution.reasons.iter();
    let reason = reasons.find(|reason| matches!(reason, Reason::Shadows { .. }));
    reason.unwrap().finding(resolution).message
}

#[test]
fn a_registry_that_is_spelled_otherwise_is_skipped_with_a_fix() {
    for (stored, image, host) in [
        ("https://quay.io", "quay.io/org/tool", "quay.io"),
        ("QUAY.IO", "quay.io/org/tool", "quay.io"),
        (" quay.io", "quay.io/org/tool", "quay.io"),
        ("quay.io/org/", "quay.io/org/tool", "quay.io"),
        ("quay.io/Org", "quay.io/org/tool", "quay.io"),
        ("quay.io/org/*", "quay.io/org/tool", "quay.io"),
        ("quay.io/org/tool:1", "quay.io/org/tool:1", "quay.io"),
        ("index.docker.io", "ubuntu", "docker.io"),
        ("*.azurecr.io", "myreg.azurecr.io/a/app", "myreg.azurecr.io"),
        ("acme", "acme.jfrog.io/docker/tool", "acme.jfrog.io"),
    ] {
        let list = [registry("c", stored)];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let resolution = scene.resolver(&index).resolve(image, ExactHost);
        assert_eq!(resolution.outcome, Outcome::Anonymous, "{stored}");
        let finding = resolution.warning().unwrap().finding(&resolution);
        assert_eq!(finding.code, NEAR_MISS, "{stored}");
        assert_eq!(finding.fix.unwrap().edit.apply(""), host, "{stored}");
    }
}

#[test]
fn what_is_skipped_is_only_a_remark_where_another_one_matches() {
    let list = [registry("odd", "QUAY.IO"), registry("good", "quay.io")];
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    let resolution = scene
        .resolver(&index)
        .resolve("quay.io/org/tool", ExactHost);
    assert_eq!(resolution.outcome.credential_id(), Some("good"));
    assert_eq!(resolution.warning(), None);
    let findings = resolution.findings();
    let missed = findings.iter().find(|f| f.code == NEAR_MISS).unwrap();
    assert!(missed.message.contains("odd"), "{}", missed.message);
    assert_eq!(
        missed.fix, None,
        "with the same registry only one would be used"
    );
}

#[test]
fn a_login_that_was_stored_with_the_host_is_not_shown() {
    for stored in ["https://me:hunter2@quay.io", "me:hunter2@quay.io"] {
        let list = [registry("c", stored)];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let resolution = scene
            .resolver(&index)
            .resolve("quay.io/org/tool", ExactHost);
        assert_eq!(
            resolution.warning().unwrap().finding(&resolution).code,
            NEAR_MISS
        );
        for finding in resolution.findings() {
            assert!(!finding.message.contains("hunter2"), "{}", finding.message);
        }
    }
}

#[test]
fn a_blank_registry_is_not_docker_hub() {
    let (id, _, codes) = Scene::new().ask("ubuntu", &[registry("c", "  ")]);
    assert_eq!(id, None);
    assert!(codes.contains(&BLANK_REGISTRY));
}

#[test]
fn a_credential_for_a_neighbouring_host_is_pointed_out() {
    let other_region = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    for (stored, image, code) in [
        ("gcr.io", "us.gcr.io/p/tool", NEIGHBOURING_HOST),
        (
            "reg.example.com",
            "reg.example.com:5000/a/tool",
            NEIGHBOURING_HOST,
        ),
        (
            "reg.example.com:5000",
            "reg.example.com/aa/tool",
            NEIGHBOURING_HOST,
        ),
        (
            "gitlab.example.com",
            "registry.gitlab.example.com/aa/tool",
            NEIGHBOURING_HOST,
        ),
        (
            "myreg.azurecr.io",
            "myreg.eastus.geo.azurecr.io/app",
            OTHER_ENDPOINT,
        ),
        (other_region, &format!("{ECR}/team/tool"), OTHER_REGION),
        (
            "us-docker.pkg.dev",
            "europe-docker.pkg.dev/pp/rr/tool",
            OTHER_REGION,
        ),
    ] {
        let (id, _, codes) = Scene::new().ask(image, &[registry("c", stored)]);
        assert_eq!(id, None, "{stored}");
        assert!(codes.contains(&code), "{stored}: {codes:?}");
    }
}

#[test]
fn an_image_that_writes_the_host_in_another_way_is_told_the_plain_one() {
    for (image, stored) in [
        ("index.docker.io/library/ubuntu", "docker.io"),
        ("quay.io:443/org/tool", "quay.io"),
        ("QUAY.IO/org/tool", "quay.io"),
    ] {
        let (id, _, codes) = Scene::new().ask(image, &[registry("c", stored)]);
        assert_eq!(id, None, "{image}");
        assert!(codes.contains(&IMAGE_HOST_SPELLED_OTHERWISE), "{image}");
    }
}

#[test]
fn a_match_in_another_context_is_a_hint_and_never_used() {
    let here: [StoredCredential<'_>; 0] = [];
    let there = [registry("mine", "quay.io")];
    let here = CredentialIndex::new(&here, DeletedEntries::LeaveOut);
    let there = CredentialIndex::new(&there, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    for scope in [Scope::Personal, WORKSPACE] {
        let resolver = Resolver {
            elsewhere: Some((scope, &there)),
            ..scene.resolver(&here)
        };
        let resolution = resolver.resolve("quay.io/org/tool", ExactHost);
        assert_eq!(resolution.outcome, Outcome::Anonymous);
        let finding = resolution.warning().unwrap().finding(&resolution);
        assert_eq!(finding.code, IN_ANOTHER_CONTEXT);
        assert!(finding.message.contains("mine"), "{}", finding.message);
    }
}

#[test]
fn without_a_token_the_operator_pays_or_nobody() {
    let mut scene = Scene::new();
    scene.request.caller = Caller::Anonymous;
    let list = [registry("hub", "docker.io"), registry("gh", "ghcr.io")];
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let resolver = scene.resolver(&index);
    let outcome = |image| resolver.resolve(image, ExactHost).outcome;
    assert_eq!(outcome("ubuntu"), Outcome::Operator { auth: Auth::Basic });
    assert_eq!(outcome("ghcr.io/org/tool"), Outcome::Anonymous);

    let mut unknown = resolver;
    unknown.wave.operator = OperatorRegistries::Unknown;
    assert_eq!(
        unknown.resolve("ubuntu", ExactHost).outcome,
        Outcome::PerhapsOperator
    );

    let mut closed = resolver;
    closed.wave.anonymous = Anonymous::Refused;
    let refused = |error: &str| Outcome::Refused {
        error: error.to_owned(),
    };
    assert_eq!(
        closed.resolve("ubuntu", ExactHost).outcome,
        refused("Missing user access token")
    );
    assert_eq!(
        closed.resolve("docker://ubuntu", ExactHost).outcome,
        refused("Invalid container repository name — offending value: 'docker://ubuntu'")
    );
}

#[test]
fn a_host_of_waves_own_ignores_stored_credentials() {
    let mut scene = Scene::new();
    let list = [registry("mine", "wave.example.com"), registry("hub", "")];
    let (id, works, codes) = scene.ask("wave.example.com/build/x:1", &list);
    assert_eq!((id, works), (None, Works::Unknown));
    assert!(codes.contains(&WAVE_OWN_HOST));

    scene.setup.reserved_hosts.push("docker.io".to_owned());
    let (id, _, codes) = scene.ask("ubuntu", &list);
    assert_eq!(id, None);
    assert!(codes.contains(&SHARED_HOST_RESERVED));

    scene.operator.clear();
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    assert_eq!(
        scene.resolver(&index).resolve("ubuntu", ExactHost).outcome,
        Outcome::Anonymous,
        "reserved by an operator without an account"
    );
}

#[test]
fn deleted_entries_are_left_out_unless_platform_lists_them() {
    let gone = StoredCredential {
        state: StoredState::Deleted,
        ..registry("gone", "quay.io")
    };
    let list = [gone, registry("live", "quay.io")];
    let scene = Scene::new();
    for (deleted, id, works) in [
        (DeletedEntries::LeaveOut, "live", Works::Yes),
        (DeletedEntries::Listed, "gone", Works::Unknown),
    ] {
        let index = CredentialIndex::new(&list, deleted);
        let resolution = scene
            .resolver(&index)
            .resolve("quay.io/org/tool", ExactHost);
        assert_eq!(resolution.outcome.credential_id(), Some(id));
        assert_eq!(resolution.works, works);
        let codes: Vec<_> = resolution.findings().into_iter().map(|f| f.code).collect();
        assert!(codes.contains(&DELETED_CREDENTIAL), "{codes:?}");
    }
}

#[test]
fn the_compute_environment_helps_only_in_a_run_on_aws_batch() {
    let image = format!("{ECR}/team/tool:1");
    let list = [aws("ce"), registry("hub", "docker.io")];
    let scene = Scene::in_run_on(batch("ce"));
    assert_eq!(scene.ask(&image, &list).0.as_deref(), Some("ce"));
    assert_eq!(scene.ask(&image, &list).1, Works::Yes);
    assert_eq!(scene.ask("quay.io/org/tool", &list).0, None, "not ECR");
    assert_eq!(
        scene.ask(&image, &list[1..]).0.as_deref(),
        Some("ce"),
        "its credential need not be in the list"
    );

    let (id, _, codes) = scene.ask(&image, &[]);
    assert_eq!(id, None, "an empty list ends the search");
    assert!(codes.contains(&FALLBACK_NEEDS_A_LIST));

    let cloud = Scene::in_run_on(ComputeEnvironment {
        platform: "aws-cloud",
        ..batch("ce")
    });
    assert_eq!(cloud.ask(&image, &list).0, None);
    let mut by_hand = Scene::in_run_on(batch("ce"));
    by_hand.request.run = Run::CommandLine;
    assert_eq!(by_hand.ask(&image, &list).0, None);

    let own = with_user(registry("own", ECR), KEY);
    assert_eq!(
        scene.ask(&image, &[list[0], own]).0.as_deref(),
        Some("own"),
        "a stored match comes first"
    );
}

#[test]
fn where_the_compute_environment_is_not_known_private_ecr_depends_on_it() {
    let image = format!("{ECR}/team/tool:1");
    let list = [aws("ce"), registry("hub", "docker.io")];
    let mut scene = Scene::new();
    scene.request.run = Run::Platform;
    scene.request.compute_environment = Environment::Unknown;
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let resolution = scene.resolver(&index).resolve(&image, ExactHost);
    assert_eq!(resolution.outcome, Outcome::PerhapsComputeEnvironment);
    assert_eq!(resolution.outcome.auth(), None);
    assert_eq!(resolution.works, Works::Unknown);
    let all = resolution.findings();
    assert_eq!(all[0].code, FALLBACK_DEPENDS);
    assert!(
        !all.iter().any(|f| f.message.contains("public images")),
        "{all:?}"
    );
    assert!(
        resolution.warning().is_none(),
        "most likely nothing is wrong"
    );

    let (_, _, codes) = scene.ask(&image, &[]);
    assert!(codes.contains(&FALLBACK_NEEDS_A_LIST), "whatever it is");
    scene.request.run = Run::CommandLine;
    let (_, _, codes) = scene.ask(&image, &list);
    assert!(!codes.contains(&FALLBACK_DEPENDS), "there is no run");
    assert_eq!(scene.ask("quay.io/org/tool", &list).0, None);
}

#[test]
fn nobody_is_told_that_private_ecr_has_public_images() {
    let message = |image: &str| {
        let index = CredentialIndex::new(&[], DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let resolution = scene.resolver(&index).resolve(image, ExactHost);
        let found = resolution.findings();
        let found = found.into_iter().find(|f| f.code == NO_MATCH);
        found.unwrap().message
    };
    assert!(message(&format!("{ECR}/team/tool")).contains("most likely fails"));
    for image in ["quay.io/org/tool", "public.ecr.aws/org/tool"] {
        assert!(message(image).contains("enough for public images"));
    }
}

#[test]
fn the_fallback_may_break_public_images() {
    let scene = Scene::in_run_on(batch("ce"));
    let (id, works, codes) = scene.ask("public.ecr.aws/org/tool", &[aws("ce")]);
    assert_eq!(id.as_deref(), Some("ce"));
    assert_eq!(works, Works::Unknown);
    assert!(codes.contains(&PUBLIC_ECR_FALLBACK));
}

#[test]
fn a_role_is_assumed_and_a_key_is_exchanged() {
    let image = format!("{ECR}/team/tool");
    for (user, auth, works) in [
        (KEY, Auth::EcrAccessKey, Works::Yes),
        (ROLE, Auth::EcrAssumeRole, Works::Yes),
        ("AWS", Auth::EcrAccessKey, Works::No),
        ("ASIAIOSFODNN7EXAMPLE", Auth::EcrAccessKey, Works::No),
        ("alice", Auth::EcrAccessKey, Works::No),
    ] {
        let list = [with_user(registry("c", ECR), user)];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let resolution = scene.resolver(&index).resolve(&image, ExactHost);
        assert_eq!(resolution.outcome.auth(), Some(auth), "{user}");
        assert_eq!(resolution.works, works, "{user}");
        let ecr = resolution.ecr().unwrap();
        assert_eq!(
            (ecr.account, ecr.region),
            (Some("123456789012"), "eu-west-1")
        );
    }
    let of_role = Scene::in_run_on(ComputeEnvironment {
        role_arn: Some(ROLE),
        ..batch("ce")
    });
    let list = [aws("ce")];
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let outcome = of_role.resolver(&index).resolve(&image, ExactHost).outcome;
    assert_eq!(outcome.auth(), Some(Auth::EcrAssumeRole));
}

#[test]
fn a_match_that_cannot_work_says_why() {
    for (image, host, user, works, code) in [
        (
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/tool",
            "123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com",
            KEY,
            Works::No,
            ECR_HOST_UNKNOWN_TO_WAVE,
        ),
        (
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/tool",
            "123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example",
            KEY,
            Works::Unknown,
            ECR_LOOK_ALIKE,
        ),
        (
            "my_reg.example.com/aa/tool",
            "my_reg.example.com",
            "u",
            Works::No,
            HOST_CANNOT_WORK,
        ),
        (
            "reg.example.com:99999/aa/tool",
            "reg.example.com:99999",
            "u",
            Works::No,
            HOST_CANNOT_WORK,
        ),
        (
            "10.0.0.5:5000/aa/tool",
            "10.0.0.5:5000",
            "u",
            Works::Unknown,
            HOST_NOT_REACHABLE,
        ),
        (
            "quay.io:443/org/tool",
            "quay.io:443",
            "u",
            Works::Unknown,
            UNUSUAL_HOST,
        ),
        (
            "reg.example.com:5050/aa/tool",
            "reg.example.com:5050",
            "u",
            Works::Yes,
            PULLS_ONLY,
        ),
        (
            "ghcr.io/Org/tool",
            "ghcr.io",
            "u",
            Works::No,
            UPPER_CASE_PATH,
        ),
        (
            "quay.io/d/tool",
            "quay.io",
            "u",
            Works::No,
            NO_ROUTE_FOR_NAME,
        ),
        ("node.js", "node.js", "u", Works::No, WHOLE_NAME_IS_HOST),
    ] {
        let list = [with_user(registry("c", host), user)];
        let (id, actual, codes) = Scene::new().ask(image, &list);
        assert_eq!(id.as_deref(), Some("c"), "{image}");
        assert_eq!(actual, works, "{image}");
        assert!(codes.contains(&code), "{image}: {codes:?}");
    }
}

#[test]
fn a_role_that_may_not_read_keys_gets_no_pull() {
    let mut scene = Scene::new();
    scene.request.key_access = KeyAccess::Denied;
    let (id, works, codes) = scene.ask("quay.io/org/tool", &[registry("c", "quay.io")]);
    assert_eq!((id.as_deref(), works), (Some("c"), Works::No));
    assert!(codes.contains(&KEYS_NOT_READABLE));
}

#[test]
fn an_aws_credential_without_a_compute_environment_is_explained() {
    let image = format!("{ECR}/team/tool");
    let (id, _, codes) = Scene::new().ask(&image, &[aws("keys")]);
    assert_eq!(id, None);
    assert!(codes.contains(&AWS_IS_NOT_FOR_IMAGES));
}

#[test]
fn long_lists_of_shadowed_credentials_are_counted() {
    let ids: Vec<String> = (0..7).map(|i| format!("c{i}")).collect();
    let list: Vec<_> = ids.iter().map(|id| registry(id, "quay.io")).collect();
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    let resolution = scene
        .resolver(&index)
        .resolve("quay.io/org/tool", ExactHost);
    let message = shadows(&resolution);
    assert!(
        message.starts_with("c1, c2, c3 and 3 others have the registry"),
        "{message}"
    );
}

#[test]
fn by_path_the_longest_registry_is_used_and_the_order_counts_only_among_equals() {
    let list = [
        registry("host", "ghcr.io"),
        registry("acme", "ghcr.io/acme"),
        registry("again", "ghcr.io/acme"),
        registry("tool", "ghcr.io/acme/tool"),
    ];
    for (image, by_host, by_path) in [
        ("ghcr.io/acme/tool:2", "host", "tool"),
        ("ghcr.io/acme/tool/sub:2", "host", "tool"),
        ("ghcr.io/acme/toolbox", "host", "acme"),
        ("ghcr.io/acme-labs/tool", "host", "host"),
        ("ghcr.io/other/x", "host", "host"),
    ] {
        let scene = Scene::new();
        let used = |rule| scene.ask_by(rule, image, &list).0;
        assert_eq!(used(ExactHost).as_deref(), Some(by_host), "{image}");
        assert_eq!(used(LongestPath).as_deref(), Some(by_path), "{image}");
    }
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    let resolver = scene.resolver(&index);
    let resolution = resolver.resolve("ghcr.io/acme/x1", LongestPath);
    assert!(shadows(&resolution).starts_with("again has the registry ghcr.io/acme too"));
    let first = &resolution.findings()[0];
    assert_eq!((first.code, first.severity), (FIRST_MATCH, Severity::Ok));
    assert!(
        first.message.contains("ghcr.io/acme is the longest"),
        "{}",
        first.message
    );
}

#[test]
fn a_path_on_docker_hub_takes_in_only_what_lies_below_it() {
    for (stored, image, is_used) in [
        ("docker.io/library", "ubuntu", true),
        ("docker.io/acme", "acme/tool:1", true),
        ("docker.io/acme", "docker.io/acme/tool:1", true),
        ("docker.io/acme", "ubuntu", false),
        ("", "ubuntu", true),
        ("index.docker.io/library", "ubuntu", false),
    ] {
        let used = Scene::new()
            .ask_by(LongestPath, image, &[registry("c", stored)])
            .0;
        assert_eq!(used.is_some(), is_used, "{stored} {image}");
    }
}

#[test]
fn a_path_that_takes_the_image_in_is_skipped_by_host_with_a_way_out() {
    for (others, outcome) in [
        (&[][..], None),
        (&[registry("host", "ghcr.io")][..], Some("host")),
    ] {
        let mut list = vec![registry("scope", "ghcr.io/acme")];
        list.extend(others);
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let resolution = scene
            .resolver(&index)
            .resolve("ghcr.io/acme/tool", ExactHost);
        assert_eq!(resolution.outcome.credential_id(), outcome);
        let finding = resolution.warning().unwrap().finding(&resolution);
        assert_eq!(finding.code, SCOPE_SKIPPED);
        // With the host of the other one it would stand behind it or take its place.
        let stored = finding.fix.map(|fix| fix.edit.apply(""));
        assert_eq!(stored.is_none(), outcome.is_some(), "{stored:?}");
    }
}

#[test]
fn a_path_that_does_not_take_the_image_in_was_not_meant_for_it() {
    let list = [
        registry("scope", "ghcr.io/acme"),
        registry("odd", "https://ghcr.io/acme"),
    ];
    for rule in MatchRule::ALL {
        let (id, _, codes) = Scene::new().ask_by(rule, "ghcr.io/acme-labs/tool", &list);
        assert_eq!(id, None);
        assert!(codes.contains(&OTHER_PATHS), "{codes:?}");
        for code in [NEAR_MISS, SCOPE_SKIPPED] {
            assert!(!codes.contains(&code), "{codes:?}");
        }
        let (_, _, codes) = Scene::new().ask_by(rule, "ghcr.io/acme/tool", &list[1..]);
        assert!(
            codes.contains(&NEAR_MISS) && !codes.contains(&OTHER_PATHS),
            "{codes:?}"
        );
    }
}

#[test]
fn both_answers_are_given_only_where_they_differ_and_nobody_has_said_which_holds() {
    let list = [
        registry("host", "ghcr.io"),
        registry("scope", "ghcr.io/acme"),
    ];
    let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
    let mut scene = Scene::new();
    let in_scope = "ghcr.io/acme/tool";
    for image in ["ghcr.io/other/tool", "quay.io/org/tool", "ubuntu", "a b"] {
        let prediction = scene.resolver(&index).predict(image);
        assert!(prediction.certain().is_some(), "{image}: {prediction:?}");
    }
    let resolver = scene.resolver(&index);
    let prediction = resolver.predict(in_scope);
    let answers = prediction.by_rule().unwrap();
    let ids = answers.map(|(rule, it)| (rule, it.outcome.credential_id()));
    assert_eq!(
        ids,
        [(ExactHost, Some("host")), (LongestPath, Some("scope"))]
    );
    for (rule, id) in [(ExactHost, "host"), (LongestPath, "scope")] {
        scene.setup.rule = Some(rule);
        let prediction = scene.resolver(&index).predict(in_scope);
        let certain = prediction.certain().unwrap();
        assert_eq!(certain.outcome.credential_id(), Some(id));
    }
}

#[test]
fn a_path_in_another_context_counts_only_by_path() {
    let here = CredentialIndex::new(&[], DeletedEntries::LeaveOut);
    let there = [registry("mine", "ghcr.io/acme")];
    let there = CredentialIndex::new(&there, DeletedEntries::LeaveOut);
    let scene = Scene::new();
    let resolver = Resolver {
        elsewhere: Some((Scope::Personal, &there)),
        ..scene.resolver(&here)
    };
    let prediction = resolver.predict("ghcr.io/acme/tool");
    let [by_host, by_path] = prediction.by_rule().unwrap().map(|(_, it)| it);
    assert_eq!(by_host.warning(), None);
    assert!(matches!(by_path.warning(), Some(Reason::WrongPlace { .. })));
    assert!(resolver.predict("ghcr.io/other/tool").certain().is_some());
}

#[test]
fn the_fallback_comes_after_paths() {
    let team = format!("{ECR}/team");
    let list = [registry("team", &team)];
    let scene = Scene::in_run_on(batch("ce"));
    for (image, by_host, by_path) in [("team/tool", "ce", "team"), ("other/tool", "ce", "ce")] {
        let image = format!("{ECR}/{image}");
        let used = |rule| scene.ask_by(rule, &image, &list).0;
        assert_eq!(used(ExactHost).as_deref(), Some(by_host));
        assert_eq!(used(LongestPath).as_deref(), Some(by_path));
    }
}

#[test]
fn only_the_hosts_of_one_azure_registry_are_kin() {
    let image = |host: &str| format!("{host}/team/tool");
    for (stored, host, is_kin) in [
        ("myreg.azurecr.io", "myreg.eastus.geo.azurecr.io", true),
        ("myreg.eastus.geo.azurecr.io", "myreg.azurecr.io", true),
        (
            "oncology-a1b2.azurecr.io",
            "oncology-a1b2.eastus.geo.azurecr.io",
            true,
        ),
        ("oncology.azurecr.io", "oncology-prod.azurecr.io", false),
        ("oncology-dev.azurecr.io", "oncology-prod.azurecr.io", false),
        ("myreg.azurecr.io", "myreg.azurecr.cn", false),
        ("myreg.azurecr.io", "other.azurecr.io", false),
    ] {
        let (_, _, codes) = Scene::new().ask(&image(host), &[registry("c", stored)]);
        assert_eq!(codes.contains(&OTHER_ENDPOINT), is_kin, "{stored} {host}");
    }
}

#[test]
fn that_one_secret_is_good_for_both_is_said_of_one_registry_only() {
    for (stored, image, is_said) in [
        ("myreg.azurecr.io", "myreg.eastus.geo.azurecr.io/app", true),
        ("gcr.io", "us.gcr.io/p1/tool", false),
        ("reg.example.com", "reg.example.com:5000/aa/tool", false),
        (
            "us-docker.pkg.dev",
            "europe-docker.pkg.dev/pp/rr/tool",
            false,
        ),
    ] {
        let list = [registry("c", stored)];
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let findings = scene.resolver(&index).resolve(image, ExactHost).findings();
        let says = findings.iter().any(|it| it.message.contains("same secret"));
        assert_eq!(says, is_said, "{stored}: {findings:?}");
    }
}

/// The rules as their sources have them, without an index.
fn transcription<'a>(
    rule: MatchRule,
    image: &str,
    list: &[StoredCredential<'a>],
    request: &Request<'a>,
) -> Option<&'a str> {
    let coordinates = wave::parse(image).ok()?;
    let host = coordinates.registry;
    let target = format!("{host}/{}", coordinates.repository);
    if list.is_empty() {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for credential in list {
        let stored = credential.registry.filter(|text| !text.is_empty());
        let stored = stored.unwrap_or("docker.io");
        if credential.provider != StoredProvider::ContainerRegistry {
            continue;
        }
        match rule {
            ExactHost if stored == host => return Some(credential.id),
            LongestPath if target == stored || target.starts_with(&format!("{stored}/")) => {
                if best.is_none_or(|(length, _)| stored.len() > length) {
                    best = Some((stored.len(), credential.id));
                }
            }
            ExactHost | LongestPath => {}
        }
    }
    if let Some((_, id)) = best {
        return Some(id);
    }
    let environment = request.compute_environment.known()?;
    let falls_back = request.run == Run::Platform
        && EcrRegistry::recognise(&host).is_some()
        && environment.platform == "aws-batch";
    falls_back.then_some(environment.credentials_id?)
}

fn any_host() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        " ",
        "docker.io",
        "quay.io",
        "quay.io/team",
        "quay.io/team/tool",
        "quay.io/team/tool/sub",
        "quay.io/te",
        "quay.io/team/",
        "docker.io/library",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com/team",
        "QUAY.IO",
        "https://quay.io",
        "quay.io:443",
        "docker.io.evil.com",
        "index.docker.io",
        "gcr.io",
        "us.gcr.io",
        "myreg.azurecr.io",
        "myreg.eastus.geo.azurecr.io",
        "*.azurecr.io",
        "myreg",
        "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        "public.ecr.aws",
        "reg.example.com",
        "reg.example.com:5000",
        "localhost",
    ])
}

proptest! {
    #[test]
    fn the_same_credential_is_chosen_as_by_reading_the_list(
        image_host in any_host(),
        hosts in prop::collection::vec((any_host(), any::<bool>()), 0..12),
        in_run in any::<bool>(),
        on_batch in any::<bool>(),
    ) {
        let image = match image_host.trim() {
            "" => "ubuntu".to_owned(),
            host => format!("{host}/team/tool:1"),
        };
        let ids: Vec<String> = (0..hosts.len()).map(|i| i.to_string()).collect();
        let list: Vec<_> = ids
            .iter()
            .zip(&hosts)
            .map(|(id, (host, is_registry))| match is_registry {
                true => registry(id, host),
                false => aws(id),
            })
            .collect();
        let mut scene = Scene::in_run_on(ComputeEnvironment {
            platform: if on_batch { "aws-batch" } else { "k8s-platform" },
            ..batch("ce")
        });
        if !in_run {
            scene.request.run = Run::CommandLine;
        }
        for rule in MatchRule::ALL {
            let chosen = scene.ask_by(rule, &image, &list).0;
            let read = transcription(rule, &image, &list, &scene.request);
            prop_assert_eq!(chosen.as_deref(), read);
        }
    }

    #[test]
    fn without_a_path_in_the_list_both_rules_say_the_same(
        image_host in any_host(),
        path in "[a-c]{2}(/[a-c]{2}){0,2}",
        hosts in prop::collection::vec(any_host(), 0..12),
    ) {
        let image = format!("{}/{path}", image_host.trim());
        let hosts: Vec<_> = hosts.into_iter().filter(|host| !host.contains('/')).collect();
        let ids: Vec<String> = (0..hosts.len()).map(|i| i.to_string()).collect();
        let list: Vec<_> = ids.iter().zip(&hosts).map(|(id, host)| registry(id, host)).collect();
        let index = CredentialIndex::new(&list, DeletedEntries::LeaveOut);
        let scene = Scene::new();
        let resolver = scene.resolver(&index);
        let by_path = resolver.resolve(&image, LongestPath);
        prop_assert_eq!(&by_path, &resolver.resolve(&image, ExactHost));
        prop_assert_eq!(resolver.predict(&image), Prediction::Certain(by_path));
    }

    #[test]
    fn by_path_nothing_longer_is_passed_over(
        paths in prop::collection::vec("(/[ab]{1,2}){0,3}", 1..8),
        path in "[ab]{1,2}(/[ab]{1,2}){0,3}",
    ) {
        let stored: Vec<_> = paths.iter().map(|path| format!("quay.io{path}")).collect();
        let list: Vec<_> = stored.iter().map(|it| registry(it, it)).collect();
        let image = format!("quay.io/{path}");
        let used = Scene::new().ask_by(LongestPath, &image, &list).0;
        let covers = |it: &&String| image == **it || image.starts_with(&format!("{it}/"));
        let longest = stored.iter().filter(covers).max_by_key(|it| it.len());
        prop_assert_eq!(used.as_ref(), longest);
    }

    #[test]
    fn no_text_makes_it_panic(
        image in any::<String>(),
        host in any::<String>(),
        user in any::<String>(),
    ) {
        let list = [with_user(registry("c", &host), &user), registry("d", "")];
        for image in [image, format!("{host}/a/b")] {
            for rule in MatchRule::ALL {
                let _ = Scene::new().ask_by(rule, &image, &list);
            }
        }
    }

    #[test]
    fn a_host_that_only_begins_like_docker_hub_never_matches_it(
        tail in "[a-z0-9.:-]{1,20}",
    ) {
        let image = format!("docker.io{tail}/team/tool");
        prop_assert_eq!(used(&image, &[registry("hub", "docker.io"), registry("hub2", "")]), None);
    }
}
