//! What engines say in other words, over several lines or about somebody else: each rule with
//! texts where it speaks and with its nearest neighbours, where it is silent.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn causes(log: &str) -> Vec<Cause> {
    diagnose(log).diagnoses.iter().map(|d| d.cause).collect()
}

fn first(log: &str) -> Diagnosis {
    let mut diagnoses = diagnose(log).diagnoses;
    assert!(!diagnoses.is_empty(), "{log}");
    diagnoses.remove(0)
}

/// The image and the host that the first error is about.
fn about(log: &str) -> (Option<String>, Option<String>) {
    let first = first(log);
    (first.image, first.host)
}

fn is_about(log: &str, image: &str, host: &str) {
    let expected = (Some(image.to_owned()), Some(host.to_owned()));
    assert_eq!(about(log), expected, "{log}");
}

#[test]
fn a_refusal_needs_no_words_behind_it() {
    for log in [
        "Head \"https://ghcr.io/v2/a/b/manifests/1\": unauthorized",
        "Head \"https://ghcr.io/v2/a/b/manifests/1\": denied",
        "docker: Error response from daemon: error from registry: denied",
        "reading manifest 1 in registry.example.com/b: denied",
    ] {
        assert_eq!(causes(log), [Cause::NoAccess], "{log}");
    }
    for log in [
        "unauthorized users are turned away",
        "the request was denied",
        "sudo: permission denied",
    ] {
        assert_eq!(causes(log), [], "{log}");
    }
}

#[test]
fn what_a_registry_refuses_at_its_own_address_is_a_login() {
    for log in [
        "Get \"https://harbor.example.com/v2/\": unauthorized: authentication required",
        "Get https://harbor.example.com/v2/: unauthorized: authentication required",
        "Get \"https://ghcr.io/v2/\": denied: denied",
        "login attempt to https://harbor.example.com/v2/ failed with status: 401 Unauthorized",
        "Error: authenticating creds for \"harbor.example.com\": invalid status code 403",
    ] {
        assert_eq!(first(log).cause, Cause::WrongLogin, "{log}");
    }
    let of_image = "Head \"https://harbor.example.com/v2/a/b/manifests/1\": unauthorized: \
                    authentication required";
    assert_eq!(causes(of_image), [Cause::NoAccess]);
    let azure = "Get \"https://acmereg.azurecr.io/v2/\": unauthorized: no such application";
    assert_eq!(causes(azure), [Cause::AcrRefused]);
    let missing = "login attempt to https://harbor.example.com/v2/ failed with status: 404";
    assert_eq!(causes(missing), []);
}

#[test]
fn git_refuses_in_the_same_words_and_is_no_registry() {
    for words in ["Invalid username or password.", "HTTP Basic: Access denied"] {
        assert_eq!(causes(&format!("remote: {words}")), [], "{words}");
        let log = format!("Get \"https://registry.gitlab.com/v2/\": unauthorized: {words}");
        assert_eq!(causes(&log), [Cause::WrongLogin], "{words}");
    }
    let git = "fatal: repository 'https://github.com/a/b/' not found";
    assert_eq!(causes(git), []);
    let wave = "manifest unknown: repository 'quay.io/a/b:1' not found";
    assert_eq!(causes(wave), [Cause::NotFound]);
}

#[test]
fn a_name_without_slash_is_one_behind_the_words_of_docker_only() {
    let denied = "pull access denied for rna, repository does not exist or may require \
                  'docker login'";
    is_about(denied, "rna", "docker.io");
    let dotted = "pull access denied for php-7.3, repository does not exist";
    is_about(dotted, "php-7.3", "docker.io");
    let old = "API error (404): repository rna-tools not found: does not exist or no pull access";
    is_about(old, "rna-tools", "docker.io");
    for log in [
        "insufficient_scope: access denied for everybody",
        "insufficient_scope: the repository is gone and not found",
        "insufficient_scope: repository rna-tools not found",
        "insufficient_scope: repository rna-tools found",
    ] {
        assert_eq!(about(log), (None, None), "{log}");
    }
}

#[test]
fn a_name_that_a_line_end_has_cut_is_put_together_where_it_stands_whole() {
    let cut = "GET https://quay.io/v2/a/tool/manifests/1.0--h1\n   234_0: UNAUTHORIZED: \
               authentication required";
    let whole = format!("The container \"quay.io/a/tool:1.0--h1234_0\" is unavailable.\n{cut}");
    is_about(&whole, "quay.io/a/tool:1.0--h1234_0", "quay.io");
    is_about(cut, "quay.io/a/tool:1.0--h1", "quay.io");
    let two = "Unable to find image 'quay.io/a/tool:1'\n2 times: insufficient_scope";
    is_about(two, "quay.io/a/tool:1", "quay.io");
}

#[test]
fn a_tag_may_stand_lines_above_the_repository() {
    let log = "docker://quay.io/a/b:1: reading manifest 1 in\n quay.io/a/b: errors:\n denied: \
               requested access to the resource is denied";
    is_about(log, "quay.io/a/b:1", "quay.io");
    let other = "docker://quay.io/a/c:1\n quay.io/a/b: errors:\n denied: requested access to \
                 the resource is denied";
    is_about(other, "quay.io/a/b", "quay.io");
}

#[test]
fn layers_come_from_hosts_of_the_same_registry() {
    let timeout = |host: &str| format!("Get \"https://{host}/blobs/sha256/aa\": i/o timeout");
    for (host, registry) in [
        ("production.cloudflare.docker.com", Some("docker.io")),
        ("cdn01.quay.io", Some("quay.io")),
        ("pkg-containers.githubusercontent.com", Some("ghcr.io")),
        (
            "docker-images-prod.0123abcd.r2.cloudflarestorage.com",
            Some("docker.io"),
        ),
        ("cdn.example.com", None),
        ("data.0123abcd.r2.cloudflarestorage.com", None),
    ] {
        let log = timeout(host);
        assert_eq!(about(&log), (None, registry.map(str::to_owned)), "{host}");
    }
}

#[test]
fn charliecloud_writes_a_port_that_nobody_has_written() {
    let refused = |image: &str| format!("error: unauthorized or not in registry: {image}");
    is_about(
        &refused("registry-1.docker.io:443/a/b:1"),
        "a/b:1",
        "docker.io",
    );
    is_about(
        &refused("harbor.example.com:443/a/b:1"),
        "harbor.example.com/a/b:1",
        "harbor.example.com",
    );
    is_about(
        &refused("harbor.example.com:5000/a/b:1"),
        "harbor.example.com:5000/a/b:1",
        "harbor.example.com:5000",
    );
    let docker = "Head \"https://harbor.example.com:443/v2/a/b/manifests/1\": denied";
    is_about(
        docker,
        "harbor.example.com:443/a/b:1",
        "harbor.example.com:443",
    );
}

#[test]
fn an_image_that_was_taken_for_a_file_is_told_from_a_file() {
    let missing = |file: &str, part: &str| {
        format!(
            "FATAL: could not open image {file}: failed to retrieve path for {file}: lstat \
             {part}: no such file or directory"
        )
    };
    let image = missing("/work/ab/quay.io/a/b:1", "/work/ab/quay.io");
    assert_eq!(first(&image).cause, Cause::SingularityPrefix);
    is_about(&image, "quay.io/a/b:1", "quay.io");
    let file = missing("/work/ab/images/b.sif", "/work/ab/images");
    assert_eq!(causes(&file), []);
}

#[test]
fn a_pull_that_nextflow_stopped_is_told_from_one_that_was_killed() {
    let pull = |status: u32, hint: &str| {
        format!(
            "Failed to pull singularity image\n  command: singularity pull docker://a/b:1\n  \
             status : {status}\n{hint}"
        )
    };
    let hint = "  hint   : Try and increase singularity.pullTimeout in the config";
    for hint in [hint, ""] {
        assert_eq!(causes(&pull(143, hint)), [Cause::PullTimeout]);
        let killed = first(&pull(137, hint));
        assert_eq!(killed.cause, Cause::PullFailed);
        assert!(killed.note.is_some_and(|note| note.contains("killed")));
        assert_eq!(causes(&pull(255, hint)), [Cause::PullFailed]);
    }
    assert_eq!(causes("job status : 143"), []);
}

#[test]
fn a_lock_is_one_of_a_pull_only_for_an_image() {
    let lock = |file: &str| format!("Unable to acquire exclusive lock after 20m on file: {file}");
    let image = lock("/cache/.quay.io-a-b-1.img.lock");
    assert_eq!(causes(&image), [Cause::PullTimeout]);
    for file in ["/cache/.env-0123.lock", "/assets/.a-b.lock"] {
        assert_eq!(causes(&lock(file)), [], "{file}");
    }
}

#[test]
fn words_that_name_nobody_give_way_to_a_limit_near_them() {
    let log = "toomanyrequests: slow down\nYou have reached your pull rate limit.";
    assert_eq!(causes(log), [Cause::DockerHubLimit]);
    assert_eq!(causes("toomanyrequests: slow down"), [Cause::UnknownLimit]);
    let other = "toomanyrequests: slow down\nno space left on device";
    assert_eq!(causes(other), [Cause::UnknownLimit, Cause::DiskFull]);
    let far = format!(
        "toomanyrequests: slow down\n{}You have reached your pull rate limit.",
        "line\n".repeat(30)
    );
    assert_eq!(causes(&far).len(), 2);
}

#[test]
fn what_is_not_there_behind_a_name_of_wave_most_likely_expired() {
    let missing =
        |image: &str| format!("failed to resolve reference \"{image}\": {image}: not found");
    let wave = first(&missing("wave.example.com/wt/0a1b2c3d4e5f/a/b:1"));
    assert_eq!(wave.cause, Cause::NotFound);
    assert!(wave.note.is_some_and(|note| note.contains("most likely")));
    assert_eq!(first(&missing("quay.io/a/b:1")).note, None);
    let told = format!(
        "{}\nunknown: Unknown Wave container for token '0a1b2c3d4e5f'",
        missing("wave.example.com/wt/0a1b2c3d4e5f/a/b:1")
    );
    assert_eq!(causes(&told), [Cause::WaveTokenUnknown]);
}

#[test]
fn what_wave_did_not_finish_is_told_by_its_reason() {
    let said = |reason: &str| {
        format!(
            "Wave provisioning for container 'quay.io/a/b:1' did not complete successfully\n- \
             Reason: {reason}"
        )
    };
    for (reason, cause) in [
        (
            "Container build did not complete successfully",
            Cause::BuildFailed,
        ),
        (
            "Container mirror did not complete successfully",
            Cause::MirrorFailed,
        ),
        (
            "Container security scan did not complete successfully",
            Cause::ScanRefused,
        ),
        (
            "Container security scan operation found one or more vulnerabilities with severity: \
             high",
            Cause::ScanRefused,
        ),
        ("something new", Cause::BuildFailed),
    ] {
        assert_eq!(causes(&said(reason)), [cause], "{reason}");
    }
}

#[test]
fn a_helper_that_is_missing_is_no_container_that_does_not_start() {
    let exec = |program: &str| format!("exec: \"{program}\": executable file not found in $PATH");
    let helper = format!(
        "error getting credentials - err: {}",
        exec("docker-credential-desktop")
    );
    assert_eq!(causes(&helper), [Cause::CredentialHelper]);
    assert_eq!(causes(&exec("bash")), [Cause::ContainerStart]);
    assert_eq!(causes("docker-credential-desktop was installed"), []);
}

#[test]
fn formats_that_do_not_fit_are_no_missing_images() {
    for log in [
        "docker://a/b:1: manifest unknown: OCI index found, but accept header does not support \
         OCI indexes",
        "oras://ghcr.io/a/b:1: ORAS SIF image should have a single layer, found 14",
        "media type \"application/vnd.docker.distribution.manifest.v1+prettyjws\" is no longer \
         supported since containerd v2.1",
    ] {
        assert_eq!(causes(log), [Cause::WrongFormat], "{log}");
    }
    assert_eq!(
        causes("docker://a/b:1: manifest unknown"),
        [Cause::NotFound]
    );
    let accepted = "accept: application/vnd.docker.distribution.manifest.v1+prettyjws";
    assert_eq!(causes(accepted), []);
}

#[test]
fn nobody_is_told_to_see_whether_wave_reaches_what_everybody_reaches() {
    let asks = |host: &str| {
        let log = format!("Head \"https://{host}/v2/a/b/manifests/1\": denied");
        let reach = |step: &Step| matches!(step, Step::CheckReachability { .. });
        first(&log).steps.iter().any(reach)
    };
    assert!(asks("harbor.example.com"));
    assert!(asks("localhost:5000"));
    assert!(!asks("quay.io"));
}
