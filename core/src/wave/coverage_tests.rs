use proptest::prelude::*;

use super::*;
use crate::finding::Severity;
use crate::registry::wave_setup::WaveSetup;
use crate::scope::WorkspaceId;
use crate::wave::credential::{StoredCredential, StoredProvider, StoredState};
use crate::wave::resolve::reason::{FALLBACK_DEPENDS, IN_ANOTHER_CONTEXT, NEAR_MISS};
use crate::wave::resolve::{
    Anonymous, Caller, ComputeEnvironment, DeletedEntries, Environment, KeyAccess,
    OperatorRegistries, Run,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const WORKSPACE: Scope = Scope::Workspace(WorkspaceId(42));

fn stored<'a>(name: &'a str, host: &'a str) -> StoredCredential<'a> {
    StoredCredential {
        id: name,
        name,
        provider: StoredProvider::ContainerRegistry,
        registry: Some(host),
        user_name: Some("robot"),
        state: StoredState::Live,
    }
}

/// Asks for images in a workspace with a list, beside a personal list.
struct Scene<'a> {
    here: Option<Vec<StoredCredential<'a>>>,
    personal: Vec<StoredCredential<'a>>,
    request: Request<'a>,
    rule: Option<MatchRule>,
}

impl<'a> Scene<'a> {
    fn with(here: &[StoredCredential<'a>]) -> Self {
        Self {
            here: Some(here.to_vec()),
            personal: Vec::new(),
            request: Request {
                caller: Caller::Platform(WORKSPACE),
                run: Run::Platform,
                compute_environment: Environment::Unknown,
                key_access: KeyAccess::Unknown,
            },
            rule: None,
        }
    }

    fn coverage(&self, images: &[&str]) -> Coverage {
        let index = |list| CredentialIndex::new(list, DeletedEntries::LeaveOut);
        let here = self.here.as_deref().map(index);
        let setup = WaveSetup {
            rule: self.rule,
            ..WaveSetup::default()
        };
        let question = Question {
            request: self.request,
            credentials: here.as_ref(),
            elsewhere: &[(Scope::Personal, index(&self.personal))],
            wave: Installation {
                setup: &setup,
                operator: OperatorRegistries::Unknown,
                anonymous: Anonymous::Served,
            },
        };
        let images: Vec<_> = images.iter().map(|image| (*image).to_owned()).collect();
        question.coverage(&images)
    }

    fn row(&self, image: &str) -> Row {
        self.coverage(&[image]).rows.remove(0)
    }
}

fn used(name: &str) -> CredentialLink {
    CredentialLink {
        id: name.into(),
        name: name.into(),
    }
}

#[test]
fn images_are_grouped_by_the_registry_that_wave_sees() {
    let scene = Scene::with(&[stored("hub", ""), stored("acr", "myreg.azurecr.io")]);
    let coverage = scene.coverage(&[
        "ubuntu",
        "myreg.azurecr.io/team/app:1",
        "docker.io/library/alpine",
        "quay.io/org/tool",
        "localhost/tool",
    ]);
    let rows: Vec<_> = coverage
        .rows
        .iter()
        .map(|row| (row.host.as_str(), row.images.len(), row.verdict))
        .collect();
    assert_eq!(
        rows,
        [
            ("docker.io", 3, Verdict::Match),
            ("myreg.azurecr.io", 1, Verdict::Match),
            ("quay.io", 1, Verdict::None),
        ]
    );
    assert_eq!(coverage.rows[0].credential, Some(used("hub")));
    let summary = coverage.summary();
    assert_eq!(
        summary.sentence(),
        "5 images on 3 registries: 4 with credentials, 1 without."
    );
    let localhost = &coverage.rows[0].images[2];
    assert!(!localhost.findings.is_empty(), "{localhost:?}");
}

#[test]
fn each_verdict_has_its_way_out() {
    let host = "myreg.azurecr.io";
    let image = "myreg.azurecr.io/team/app:1";
    let add = Action::Add(host.into());

    let mut scene = Scene::with(&[]);
    let row = scene.row(image);
    assert_eq!(
        (row.verdict, &row.actions),
        (Verdict::None, &vec![add.clone()])
    );

    scene.personal = vec![stored("mine", host)];
    let row = scene.row(image);
    assert_eq!(row.verdict, Verdict::WrongPlace);
    assert_eq!(row.actions, [Action::Switch(Scope::Personal), add.clone()]);
    assert_eq!(row.findings[0].code, IN_ANOTHER_CONTEXT);

    scene.here = Some(vec![stored("dev", "https://myreg.azurecr.io")]);
    scene.personal.clear();
    let row = scene.row(image);
    assert_eq!(row.verdict, Verdict::NearMiss);
    let fix = Action::FixHost {
        credential: used("dev"),
        host: host.into(),
    };
    assert_eq!(row.actions, [fix, add]);
    assert_eq!(row.findings[0].code, NEAR_MISS);

    scene.here = Some(vec![stored("old", host), stored("new", host)]);
    let row = scene.row(image);
    assert_eq!(
        (row.verdict, row.credential),
        (Verdict::Match, Some(used("old")))
    );
    assert_eq!(
        row.findings[0].severity,
        Severity::Ok,
        "it is used, and all is well"
    );
    assert!(
        row.findings
            .iter()
            .any(|it| it.message.contains("new has the registry"))
    );
    assert_eq!(row.actions, []);
}

#[test]
fn images_of_one_registry_stand_apart_where_wave_does_not_do_the_same() {
    let mut scene = Scene::with(&[stored("host", "ghcr.io"), stored("scope", "ghcr.io/acme")]);
    let images = [
        "ghcr.io/acme/a1",
        "quay.io/o1/t1",
        "ghcr.io/other/b1",
        "ghcr.io/acme/c1",
        "ghcr.io/other/d1",
    ];
    let coverage = scene.coverage(&images);
    let rows: Vec<_> = coverage
        .rows
        .iter()
        .map(|row| (row.host.as_str(), row.images.len(), row.verdict))
        .collect();
    assert_eq!(
        rows,
        [
            ("ghcr.io", 2, Verdict::DependsOnWave),
            ("ghcr.io", 2, Verdict::Match),
            ("quay.io", 1, Verdict::None),
        ]
    );
    let row = &coverage.rows[0];
    let answers: Vec<_> = row
        .by_rule
        .iter()
        .map(|it| (it.rule, it.credential.clone()))
        .collect();
    assert_eq!(
        answers,
        [
            (MatchRule::ExactHost, Some(used("host"))),
            (MatchRule::LongestPath, Some(used("scope"))),
        ]
    );
    assert_eq!(row.actions, [], "both are meant");
    assert_eq!(coverage.summary().registries, 2);
    assert_eq!(
        coverage.summary().sentence(),
        "5 images on 2 registries: 4 with credentials, 1 without."
    );
    let message = &row.findings[0].message;
    for words in [
        "Releases up to 1.37",
        "host is used",
        "newest source",
        "scope is used",
    ] {
        assert!(message.contains(words), "{message}");
    }
    assert_eq!(
        coverage.row_of("ghcr.io", Some("ghcr.io/other/d1")),
        Some(&coverage.rows[1])
    );
    assert_eq!(coverage.row_of("ghcr.io", None), Some(row));

    for (rule, name) in [
        (MatchRule::ExactHost, "host"),
        (MatchRule::LongestPath, "scope"),
    ] {
        scene.rule = Some(rule);
        let row = scene.row("ghcr.io/acme/a1");
        assert_eq!(
            (row.verdict, row.credential),
            (Verdict::Match, Some(used(name)))
        );
        assert_eq!(row.by_rule, []);
    }
}

#[test]
fn a_path_alone_is_good_for_one_wave_and_the_host_for_every() {
    let mut scene = Scene::with(&[stored("scope", "ghcr.io/acme")]);
    let image = "ghcr.io/acme/a1";
    let way = Action::WholeHost {
        credential: used("scope"),
        host: "ghcr.io".into(),
    };
    let coverage = scene.coverage(&[image]);
    assert_eq!(coverage.rows[0].verdict, Verdict::DependsOnWave);
    assert_eq!(coverage.rows[0].actions, std::slice::from_ref(&way));
    assert_eq!(
        coverage.summary().sentence(),
        "1 image on 1 registry: 1 depending on the Wave."
    );
    scene.rule = Some(MatchRule::ExactHost);
    let row = scene.row(image);
    assert_eq!(row.verdict, Verdict::NearMiss);
    assert_eq!(row.actions[0], way);
    scene.rule = Some(MatchRule::LongestPath);
    assert_eq!(scene.row(image).verdict, Verdict::Match);
    scene.rule = None;
    assert_eq!(scene.row("ghcr.io/other/x").verdict, Verdict::None);
}

#[test]
fn an_image_that_spells_its_host_otherwise_needs_no_other_credential() {
    let row = Scene::with(&[stored("hub", "docker.io")]).row("index.docker.io/library/ubuntu");
    assert_eq!(row.verdict, Verdict::NearMiss);
    assert_eq!(row.actions, []);
}

#[test]
fn a_login_that_never_works_is_no_good_news() {
    let host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let credential = StoredCredential {
        user_name: Some("AWS"),
        ..stored("ecr", host)
    };
    let row = Scene::with(&[credential]).row(&format!("{host}/app:1"));
    assert_eq!(row.label(), "Match, and the pull fails");
    assert_eq!(row.actions, [Action::Edit(used("ecr"))]);
    assert_eq!(row.findings[0].severity, Severity::Warning);
}

#[test]
fn one_bad_name_does_not_spoil_its_registry() {
    let scene = Scene::with(&[stored("quay", "quay.io")]);
    let coverage = scene.coverage(&["quay.io/Org/tool", "quay.io/org/tool"]);
    assert_eq!(coverage.rows[0].works, Works::Yes);
    assert_eq!(coverage.rows[0].label(), "Match");
    assert!(!coverage.rows[0].images[0].findings.is_empty());
    assert_eq!(coverage.rows[0].images[1].findings, []);
}

#[test]
fn the_compute_environment_counts_as_a_credential() {
    let image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:1";
    let mut scene = Scene::with(&[stored("quay", "quay.io")]);
    for (platform, verdict) in [
        ("aws-batch", Verdict::Fallback),
        ("aws-cloud", Verdict::None),
    ] {
        scene.request.compute_environment = Environment::Known(ComputeEnvironment {
            platform,
            credentials_id: Some("1"),
            role_arn: None,
            access_key: None,
        });
        assert_eq!(scene.row(image).verdict, verdict, "{platform}");
    }
    scene.request.compute_environment = Environment::Known(ComputeEnvironment {
        platform: "aws-batch",
        credentials_id: Some("1"),
        role_arn: None,
        access_key: None,
    });
    let public = scene.row("public.ecr.aws/docker/library/ubuntu");
    assert_eq!(public.actions, [Action::Add("public.ecr.aws".into())]);
    assert_eq!(scene.coverage(&[image]).summary().with, 1);
}

#[test]
fn private_ecr_depends_on_a_compute_environment_that_is_not_known() {
    let host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    let image = format!("{host}/app:1");
    let mut scene = Scene::with(&[stored("quay", "quay.io")]);
    let coverage = scene.coverage(&[&image]);
    let row = &coverage.rows[0];
    assert_eq!(row.label(), "Depends on the compute environment");
    assert_eq!(row.actions, [Action::Add(host.into())]);
    assert_eq!(row.findings[0].code, FALLBACK_DEPENDS);
    assert_eq!(
        coverage.summary().sentence(),
        "1 image on 1 registry: 1 depending on the compute environment."
    );
    // What is known to be wrong comes first.
    scene.personal = vec![stored("mine", host)];
    assert_eq!(scene.row(&image).verdict, Verdict::WrongPlace);
}

#[test]
fn an_image_that_a_setting_renamed_is_told_with_both_names() {
    let text = "docker.registry = 'quay.io'\nprocess.container = 'biocontainers/samtools:1.17'";
    let found = crate::image::extract::extract(text);
    let scene = Scene::with(&[stored("quay", "quay.io")]);
    let names: Vec<_> = found.images.iter().map(String::as_str).collect();
    let mut coverage = scene.coverage(&names);
    coverage.tell(&found, found.wave);
    assert_eq!(coverage.rows[0].credential, Some(used("quay")));
    let shown = coverage.markdown("h", &[]);
    for words in [
        "quay.io/biocontainers/samtools:1.17",
        "biocontainers/samtools:1.17, written with quay.io by docker.registry.",
    ] {
        assert!(shown.contains(words), "{shown}");
    }
}

#[test]
fn what_wave_refuses_stands_together_with_its_reasons() {
    let coverage = Scene::with(&[]).coverage(&["docker://ubuntu", "a b", "quay.io:x/y"]);
    assert_eq!(coverage.rows.len(), 1);
    let row = &coverage.rows[0];
    assert_eq!((row.host.as_str(), row.verdict), ("", Verdict::Refused));
    assert!(row.images.iter().all(|image| !image.findings.is_empty()));
    assert_eq!(
        coverage.summary().sentence(),
        "3 images: 3 refused by Wave."
    );
}

#[test]
fn a_login_in_front_of_an_image_is_not_shown() {
    for image in [
        "me:S3ntinel@quay.io/a/b",
        "docker://me:S3ntinel@quay.io/a/b",
    ] {
        let coverage = Scene::with(&[]).coverage(&[image]);
        let shown = coverage.markdown("h", &[]);
        assert!(!shown.contains("S3ntinel"), "{shown}");
    }
    let coverage = Scene::with(&[]).coverage(&["https://me:S3ntinel@quay.io/a/b"]);
    assert!(
        !format!("{coverage:?}").contains("S3ntinel"),
        "{coverage:?}"
    );
}

#[test]
fn nothing_is_said_of_a_list_that_is_not_known() {
    let mut scene = Scene::with(&[]);
    scene.here = None;
    let row = scene.row("quay.io/org/tool");
    assert_eq!(
        (row.verdict, row.findings, row.actions),
        (Verdict::Unknown, vec![], vec![])
    );
    assert_eq!(scene.row("quay.io:x/y").verdict, Verdict::Refused);
}

#[test]
fn without_a_token_nothing_stored_is_looked_at() {
    let mut scene = Scene::with(&[stored("quay", "quay.io")]);
    scene.request.caller = Caller::Anonymous;
    let row = scene.row("quay.io/org/tool");
    assert_eq!((row.verdict, row.credential), (Verdict::NoToken, None));
    assert!(row.findings[0].message.contains("quay is not used"));
}

#[test]
fn waves_own_hosts_need_no_credential() {
    let row = Scene::with(&[]).row("community.wave.seqera.io/library/samtools:1");
    assert_eq!(row.verdict, Verdict::WaveOwn);
    assert_eq!(row.actions, []);
}

#[test]
fn public_registries_and_docker_hubs_limit_are_counted() {
    let coverage = Scene::with(&[]).coverage(&["registry.k8s.io/pause:3.9", "ubuntu"]);
    assert_eq!(coverage.rows[0].actions, []);
    assert_eq!(coverage.rows[1].actions, [Action::Add("docker.io".into())]);
    assert_eq!(
        coverage.summary().remark().as_deref(),
        Some(
            "1 image is on a public registry, where no credential is needed. 1 image is \
             pulled from Docker Hub without a login, which Docker limits."
        )
    );
}

proptest! {
    #[test]
    fn every_image_is_in_exactly_one_row(
        images in prop::collection::vec("[a-c]|quay[.]io/[a-c]|x y|localhost/a", 0..9),
    ) {
        let scene = Scene::with(&[stored("quay", "quay.io"), stored("a", "quay.io/a")]);
        let names: Vec<_> = images.iter().map(String::as_str).collect();
        let coverage = scene.coverage(&names);
        let summary = coverage.summary();
        prop_assert_eq!(summary.images, images.len());
        let kinds = [summary.with, summary.without, summary.refused, summary.unknown, summary.depends, summary.by_wave];
        prop_assert_eq!(kinds.iter().sum::<usize>(), images.len());
    }

    #[test]
    fn no_text_makes_it_panic(image in any::<String>(), host in any::<String>()) {
        let scene = Scene::with(&[stored("a", &host)]);
        let coverage = scene.coverage(&[&image]);
        let _ = coverage.markdown("h", &[]);
        let _ = may_be_shared(&image);
    }
}

/// The table of a text, where credentials for these registries are stored.
fn told(text: &str, registries: &[&str]) -> Coverage {
    let found = crate::image::extract::extract(text);
    let credentials: Vec<_> = registries.iter().map(|it| stored(it, it)).collect();
    let names: Vec<_> = found.images.iter().map(String::as_str).collect();
    let mut coverage = Scene::with(&credentials).coverage(&names);
    coverage.tell(&found, found.wave);
    coverage
}

/// What is said of the images of a row, one after the other.
fn notes(row: &Row) -> Vec<&str> {
    let findings = row.images.iter().flat_map(|image| &image.findings);
    findings.map(|finding| finding.message.as_str()).collect()
}

#[test]
fn a_name_that_wave_gave_asks_for_no_credential_and_tells_what_is_left_of_the_source() {
    for host in ["wave.seqera.io", "wave.acme.example", "localhost:9090"] {
        let name = format!("{host}/wt/0a1b2c3d4e5f/acme/tool:1");
        let coverage = told(&name, &["quay.io"]);
        let row = &coverage.rows[0];
        assert_eq!(
            (row.host.as_str(), row.verdict),
            (host, Verdict::NamedByWave)
        );
        assert_eq!((row.actions.len(), &row.credential), (0, &None));
        assert!(notes(row)[0].contains("acme/tool:1"), "{row:?}");
        assert_eq!(
            coverage.summary().sentence(),
            "1 image on 1 registry: 1 named by Wave."
        );
    }
    let built = told("wave.seqera.io/wt/0a1b2c3d4e5f/wave/build:1a2b", &[]);
    assert!(notes(&built.rows[0])[0].starts_with("An image that Wave has built"));
    // Its nearest neighbours are images like others.
    for name in ["quay.io/wt/0a1b2c3d4e/acme/tool:1", "quay.io/acme/wt:1"] {
        assert_eq!(told(name, &[]).rows[0].verdict, Verdict::None, "{name}");
    }
}

#[test]
fn a_name_that_wave_gave_is_handed_on_without_its_token() {
    let name = "wave.seqera.io/wt/0a1b2c3d4e5f/acme/tool:1";
    let markdown = told(name, &[]).markdown("h", &[]);
    assert!(!markdown.contains("0a1b2c3d4e5f"), "{markdown}");
    assert!(markdown.contains("acme/tool:1"), "{markdown}");
}

#[test]
fn nobody_logs_in_to_the_hosts_that_wave_keeps() {
    for image in [
        "community.wave.seqera.io/library/samtools:1.20--abc",
        "wave.seqera.io/acme/tool:1",
        "private.cr.seqera.io/wave/build:1",
    ] {
        assert_eq!(told(image, &[]).rows[0].actions, [], "{image}");
    }
    for image in ["cr.seqera.io/enterprise/tower:1", "waves.seqera.io/a/b:1"] {
        assert_eq!(told(image, &[]).rows[0].actions.len(), 1, "{image}");
    }
}

#[test]
fn every_process_of_inspect_is_told() {
    let text = r#"{"processes":[
        {"name":"A","container":"https://depot.example.org/singularity/bwa:0.7.17"},
        {"name":"B","container":"/data/images/rna-1.3.sif"},
        {"name":"C","container":"oras://reg.example.com/acme/tool:1"},
        {"name":"D","container":"library://acme/tools/x:1"},
        {"name":"E","container":null},
        {"name":"F","container":""},
        {"name":"G","container":"quay.io/acme/bwa:1"},
        {"name":"H","container":"quay.io/acme/bwa:1"}]}"#;
    let coverage = told(text, &["quay.io"]);
    let labels: Vec<_> = coverage.rows.iter().map(Row::label).collect();
    assert_eq!(
        labels,
        [
            "Match, when Wave is on",
            "A file",
            "A download",
            "Of the engine",
            "Of the engine",
            "No container"
        ]
    );
    assert_eq!(notes(&coverage.rows[0]), ["For G and H."]);
    assert_eq!(notes(&coverage.rows[1]), ["For B."]);
    let last = &coverage.rows[5].findings[0].message;
    let expected = "2 processes without a container: E, F.";
    assert!(last.starts_with(expected), "{last}");
    assert!(coverage.rows[1..].iter().all(|row| row.actions.is_empty()));
    assert_eq!(
        coverage.summary().sentence(),
        "5 images on 1 registry: 1 with credentials, 4 past Wave."
    );
}

#[test]
fn with_wave_off_nothing_is_said_of_stored_credentials() {
    let container = "process.container = 'quay.io/acme/bwa:1'\n";
    let off = told(&format!("{container}wave.enabled = false"), &["quay.io"]);
    let row = &off.rows[0];
    assert_eq!((row.verdict, &row.credential), (Verdict::WaveOff, &None));
    assert_eq!(row.actions, []);
    assert_eq!(
        off.summary().sentence(),
        "1 image on 1 registry: 1 pulled without Wave."
    );
    for text in ["wave.enabled = true", "docker.enabled = true", ""] {
        let on = told(&format!("{container}{text}"), &["quay.io"]);
        assert_eq!(on.rows[0].verdict, Verdict::Match, "{text}");
        let label = if text.contains("wave") {
            "Match"
        } else {
            "Match, when Wave is on"
        };
        assert_eq!(on.rows[0].label(), label, "{text}");
    }
}

#[test]
fn a_container_that_wave_does_not_pull_stands_in_a_row_that_says_so() {
    let text = "wave.enabled = true\nwave.strategy = 'conda'\nprocess { withName: A {\n\
                container = 'quay.io/acme/sam:1'\nconda = 'bioconda::samtools=1.20' } }";
    let coverage = told(text, &[]);
    let row = &coverage.rows[0];
    assert_eq!(row.place(), Some("Built by Wave"));
    assert_eq!(row.images[0].name, "quay.io/acme/sam:1");
    assert_eq!(row.actions, []);
    assert_eq!(
        coverage.summary().sentence(),
        "1 image: 1 built by Wave instead."
    );
}
