//! No secret comes back out of a pasted text, in whatever it is given to people.

use proptest::prelude::*;

use super::*;
use crate::registry::wave_setup::WaveSetup;
use crate::scope::Scope;
use crate::wave::coverage::{Question, may_be_shared};
use crate::wave::resolve::{
    Anonymous, Caller, CredentialIndex, DeletedEntries, Environment, Installation, KeyAccess,
    OperatorRegistries, Request, Run,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Where people have secrets; the mark stands for the secret.
const FRAMES: [&str; 34] = [
    "password=§",
    "PASSWORD: §",
    "pw=§",
    "DB_PW=§",
    "\"password\": \"§\"",
    "\"password\" :\n\"§\"",
    "{\"auths\":{\"quay.io\":{\"auth\":\"§\"}}}",
    "client_secret = '§'",
    "registryCredential=§",
    "AZURE_STORAGE_KEY=§",
    "AZURE_STORAGE_KEY: §",
    "AccountName=a;AccountKey=§",
    "TOWER_ACCESS_TOKEN=§",
    "tower.accessToken = '§'",
    "tower { accessToken '§' }",
    "wave.registries.'quay.io'.password = '§'",
    "<password>§</password>",
    "docker login -u me -p § quay.io",
    "docker login -u me -p§ quay.io",
    "docker login --password=§ quay.io",
    "echo § | docker login -u me --password-stdin quay.io",
    "printf '%s' § | docker login -u me --password-stdin quay.io",
    "docker login -u me --password-stdin quay.io <<< §",
    "skopeo inspect --creds me:§ docker://quay.io/org/tool:1",
    "skopeo copy --src-creds=me:§ docker://quay.io/org/tool:1 docker://ghcr.io/a/b:1",
    "curl -u me:§ https://quay.io/v2/",
    "curl -H 'Authorization: Bearer §' https://quay.io/v2/",
    "Cookie: session=§",
    "https://me:§@quay.io/org/tool:1",
    "Unable to pull docker://me:§@quay.io/org/tool:1",
    "https://quay.io/v2/?service=x&key=§",
    "https://quay.io/v2/?access_token=§",
    "machine quay.io login me password §",
    "-----BEGIN PRIVATE KEY-----\n§\n-----END PRIVATE KEY-----",
];

/// Lines that are recognised, with and without an image.
const MESSAGES: [&str; 5] = [
    "Container image 'quay.io/org/tool:1' does not exist or access is not authorized",
    "unauthorized: repository 'quay.io/org/tool' unauthorized (401)",
    "unknown: repository 'ghcr.io/org/tool' bad request (400)",
    "Missing pairing record for Tower endpoint 'https://tower.example.com'",
    "nothing in particular",
];

/// Everything that is shown, said, copied or put into an address.
fn shown(text: &str) -> String {
    let report = diagnose(text);
    let nothing = CredentialIndex::new(&[], DeletedEntries::LeaveOut);
    let setup = WaveSetup::default();
    let question = Question {
        request: Request {
            caller: Caller::Platform(Scope::Personal),
            run: Run::Platform,
            compute_environment: Environment::Unknown,
            key_access: KeyAccess::Unknown,
        },
        credentials: Some(&nothing),
        elsewhere: &[],
        wave: Installation {
            setup: &setup,
            operator: OperatorRegistries::Unknown,
            anonymous: Anonymous::Served,
        },
    };
    let mut images = report.images.images.clone();
    images.extend(report.diagnoses.iter().filter_map(|d| d.image.clone()));
    let coverage = question.coverage(&images);
    let steps = report.diagnoses.iter().flat_map(|d| &d.steps);
    let sentences: Vec<_> = steps.map(Step::sentence).collect();
    let shared: Vec<_> = images.iter().filter(|i| may_be_shared(i)).collect();
    format!(
        "{report:?}\n{:?}\n{sentences:?}\n{coverage:?}\n{}\n{shared:?}",
        report.note(),
        coverage.markdown("Images", &[])
    )
}

#[test]
fn each_kind_of_secret_in_each_surrounding_stays_unseen() {
    for secret in ["S3ntinel", "correct-horse", "hunter2x"] {
        for frame in FRAMES {
            for message in MESSAGES {
                let planted = frame.replace('§', secret);
                for text in [
                    format!("{planted}\n{message}\n"),
                    format!("{message}\n{planted}"),
                    format!("ERROR ~ {message} {planted}"),
                    format!("ERROR ~ {planted} {message}"),
                ] {
                    let shown = shown(&text);
                    assert!(!shown.contains(secret), "{text:?}: {shown}");
                }
            }
        }
    }
}

#[test]
fn the_images_beside_a_secret_are_found() {
    let text = format!("password=S3ntinel\n{}", MESSAGES[0]);
    assert!(shown(&text).contains("quay.io/org/tool:1"));
}

proptest! {
    #[test]
    fn no_planted_secret_is_echoed(
        before in "([a-z]{1,9}[ =:'/]?){0,6}",
        frame in prop::sample::select(FRAMES.to_vec()),
        secret in "[A-Za-z][A-Za-z0-9]{3,12}[A-Z][0-9][a-z]{2}",
        message in prop::sample::select(MESSAGES.to_vec()),
    ) {
        let planted = frame.replace('§', &secret);
        for text in [
            format!("{before}\n{planted}\n{message}"),
            format!("{before} {planted} {message}"),
        ] {
            let shown = shown(&text);
            prop_assert!(!shown.contains(&secret), "{text:?}: {shown}");
        }
    }
}
