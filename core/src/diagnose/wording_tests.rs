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
    assert_eq!(wave.cause, Cause::WaveTokenUnknown);
    assert!(wave.cause.row().means.contains("Most likely"));
    assert!(wave.note.is_some_and(|note| note.contains("frozen")));
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

/// An error as Nextflow reports it, with what the task has printed.
fn of_task(status: &str, printed: &str) -> String {
    format!(
        "ERROR ~ Error executing process > 'QC (1)'\n\nCaused by:\n  Process `QC (1)` terminated \
         with an error exit status ({status})\n\nCommand executed:\n\n  qc.sh\n\nCommand exit \
         status:\n  {status}\n\nCommand output:\n  (empty)\n\nCommand error:\n  {printed}\n\nWork \
         dir:\n  /work/aa/bb\n\nContainer:\n  biocontainers/qc:1\n"
    )
}

#[test]
fn what_a_task_prints_is_not_about_the_pull_of_its_image() {
    for printed in [
        "curl: (22) The requested URL returned error: 429 Too Many Requests",
        "ERROR: HTTP 429 from https://rest.example.com/search",
        "docker layer timeout: connection timed out while reading the image list",
        "ERROR: manifest unknown sample S1",
        "irods: invalid username or password",
        "Password cannot be empty",
        "PackagesNotFoundError: the following packages are not available",
        "java.net.ConnectException: Connection refused (wave.csv)",
    ] {
        let report = diagnose(&of_task("1", printed));
        let found: Vec<_> = report.diagnoses.iter().map(|it| it.cause).collect();
        assert_eq!(found, [Cause::TaskFailed], "{printed}");
        assert_eq!(report.diagnoses[0].host, None);
        let bare = format!("Command error:\n  {printed}\nContainer:\n  biocontainers/qc:1");
        assert_eq!(causes(&bare), [Cause::TaskFailed], "{printed}");
    }
    for (status, printed, cause) in [
        (
            "125",
            "docker: Error response from daemon: pull access denied for a/b, repository does not \
             exist",
            Cause::NoAccess,
        ),
        ("125", "toomanyrequests: slow down", Cause::DockerHubLimit),
        (
            "1",
            "docker: Error response from daemon: Head \"https://ghcr.io/v2/a/b/manifests/1\": denied",
            Cause::NoAccess,
        ),
        (
            "255",
            "FATAL:   While making image from oci registry: error fetching image to cache: \
             unauthorized: authentication required",
            Cause::NoAccess,
        ),
        (
            "1",
            "Error: initializing source docker://quay.io/a/b:1:\n    reading manifest 1 in \
             quay.io/a/b: manifest unknown",
            Cause::NotFound,
        ),
        (
            "1",
            "write /tmp/x: no space left on device",
            Cause::DiskFull,
        ),
        (
            "1",
            "curl: (6) Could not resolve host: ftp.example.com",
            Cause::Dns,
        ),
        ("127", "docker: command not found", Cause::NoEngine),
    ] {
        assert_eq!(first(&of_task(status, printed)).cause, cause, "{printed}");
    }
    for printed in [
        "all went well",
        "manifest.csv not found",
        "access denied by nobody",
    ] {
        assert_eq!(causes(&of_task("1", printed)), [], "{printed}");
    }
}

#[test]
fn a_limit_belongs_to_the_host_of_its_line() {
    let near = |line: &str| {
        let found = first(&format!("{line}\nContainer:\n  ghcr.io/a/b:1"));
        (found.cause, found.host)
    };
    for line in [
        "HTTP 429 from https://rest.example.com/x",
        "pip failed: 429 Too Many Requests from pypi.example.com/simple",
        "ERROR: HTTP 429",
    ] {
        assert_eq!(near(line), (Cause::UnknownLimit, None), "{line}");
    }
    for line in [
        "toomanyrequests: slow down",
        "docker: Error response from daemon: 429 Too Many Requests",
    ] {
        let ghcr = Some("ghcr.io".to_owned());
        assert_eq!(near(line), (Cause::RegistryLimit, ghcr), "{line}");
    }
    let timeout = "error pulling image: Get \"https://cdn.example.com/aa\": i/o timeout";
    assert_eq!(near(timeout), (Cause::Timeout, Some("ghcr.io".to_owned())));
}

#[test]
fn what_may_not_be_done_with_a_file_is_no_refusal_of_a_registry() {
    for log in [
        "OCI runtime create failed: runc create failed: exec: \"/x.sh\": permission denied: unknown.",
        "CannotStartContainerError: unable to start container process: exec: \"/x\": permission \
         denied: unknown",
        "Error response from daemon: failed to create task for container: context deadline exceeded",
        "docker: Error response from daemon: Mounts denied: The path /d is not shared from the host",
        "Error response from daemon: error while creating mount source path '/d': mkdir /d: \
         permission denied: read-only.",
        "Error: crun: executable file `bash` not found in $PATH: No such file or directory: OCI \
         runtime attempted to invoke a command that was not found",
    ] {
        assert_eq!(causes(log), [Cause::ContainerStart], "{log}");
    }
    let other = "Error response from daemon: open /var/lib/docker/x: permission denied: unknown";
    assert_eq!(causes(other), []);
    for log in [
        "Error response from daemon: denied: Permission denied for \"1.0\" from request \
         \"/v2/p/i/manifests/1.0\"",
        "Error response from daemon: open /x: permission denied: error from registry: denied: no",
    ] {
        assert_eq!(causes(log), [Cause::NoAccess], "{log}");
        assert_eq!(about(log), (None, None), "{log}");
    }
}

#[test]
fn refusals_are_told_by_their_class_behind_the_address_of_a_manifest() {
    let at = |tail: &str| format!("Head \"https://reg.example.com/v2/p/x/manifests/1\": {tail}");
    for (tail, cause) in [
        ("unknown: Not found", Cause::NotFound),
        ("unknown: repository p/x not found", Cause::NotFound),
        ("not found", Cause::NotFound),
        ("unknown: Authentication is required", Cause::NoAccess),
        ("Forbidden", Cause::NoAccess),
        ("Proxy Authentication Required", Cause::Timeout),
        (
            "received unexpected HTTP status: 403 Forbidden",
            Cause::NoAccess,
        ),
        (
            "unexpected HTTP status: 503 Service Unavailable",
            Cause::RegistryDown,
        ),
        (
            "tls: first record does not look like a TLS handshake",
            Cause::Tls,
        ),
        ("EOF", Cause::Timeout),
    ] {
        let found = first(&at(tail));
        assert_eq!(found.cause, cause, "{tail}");
        assert_eq!(found.host.as_deref(), Some("reg.example.com"), "{tail}");
    }
    for log in [
        "GET https://api.example.com/v2/samples/1: 404 Not Found",
        "GET https://api.example.com/v2/samples/1: 403 Forbidden",
        "GET https://api.example.com/v2/samples/1: unknown: Not found",
        "rpc error: code = PermissionDenied desc = the caller may not",
        "unexpected HTTP status: 503",
        "plot: image of layer 2: 403 Forbidden",
        "the manifest of the cargo: 401 Unauthorized",
    ] {
        assert_eq!(causes(log), [], "{log}");
    }
    for (code, cause) in [
        ("Unauthenticated", Cause::NoAccess),
        ("PermissionDenied", Cause::NoAccess),
        ("NotFound", Cause::NotFound),
        ("Unknown", Cause::PullFailed),
    ] {
        let log =
            format!("Failed to pull image \"ghcr.io/a/b:1\": rpc error: code = {code} desc = x");
        assert_eq!(first(&log).cause, cause, "{code}");
        is_about(&log, "ghcr.io/a/b:1", "ghcr.io");
    }
}

#[test]
fn git_is_no_registry_when_it_pulls() {
    for log in [
        "Cannot pull git repository: 403 Forbidden",
        "WARN: Git pull of acme/x failed: 401 Unauthorized",
    ] {
        assert_eq!(causes(log), [Cause::ScmRefused], "{log}");
    }
}

#[test]
fn a_proxy_whose_name_does_not_resolve_is_not_the_registry() {
    let through = "failed to do request: Head \"https://quay.io/v2/a/b/manifests/1\": proxyconnect \
                   tcp: dial tcp: lookup proxy.example.com: no such host";
    assert_eq!(about(through), (None, Some("proxy.example.com".to_owned())));
    let direct = "failed to do request: Head \"https://quay.io/v2/a/b/manifests/1\": dial tcp: \
                  lookup quay.io: no such host";
    is_about(direct, "quay.io/a/b:1", "quay.io");
}

#[test]
fn wave_is_what_was_not_reached_where_it_was_asked() {
    let plugin = "\n\tat java.net.http/Client.send(Client.java:5)\n\tat \
                  io.seqera.wave.plugin.WaveClient.sendRequest(WaveClient.groovy:300)";
    for log in [
        format!("java.io.IOException: Connection reset{plugin}"),
        format!("java.net.SocketException: Broken pipe{plugin}"),
        "Get \"https://wave.seqera.io/v2/\": dial tcp 203.0.113.4:443: i/o timeout".to_owned(),
        "Head \"https://wave.example.com/v2/wt/1a2b3c4d5e6f/a/b/manifests/1\": i/o timeout"
            .to_owned(),
    ] {
        assert_eq!(causes(&log), [Cause::WaveUnreachable], "{log}");
    }
    for log in [
        "java.io.IOException: Connection reset\n\tat nextflow.cloud.aws.Client.get(Client.groovy:5)",
        "Nov-20 INFO io.seqera.wave.plugin.WaveFactory - ready\njava.io.IOException: Connection reset",
    ] {
        assert_eq!(causes(log), [], "{log}");
    }
    let quay = "Get \"https://quay.io/v2/\": dial tcp 203.0.113.4:443: i/o timeout";
    assert_eq!(causes(quay), [Cause::Timeout]);
}

#[test]
fn what_is_not_found_by_a_name_of_waves_is_most_likely_an_old_name() {
    let wave = "wave.seqera.io/wt/1a2b3c4d5e6f/a/b:1";
    let bare = format!("failed to resolve reference \"{wave}\": {wave}: not found");
    assert_eq!(first(&bare).cause, Cause::WaveTokenUnknown);
    assert!(
        first(&bare)
            .note
            .is_some_and(|note| note.contains("frozen"))
    );
    // What the registry behind it says comes through.
    let passed_on = format!("Failed to pull image \"{wave}\": manifest unknown");
    assert_eq!(first(&passed_on).cause, Cause::NotFound);
    let other = "failed to resolve reference \"quay.io/a/b:1\": quay.io/a/b:1: not found";
    assert_eq!(first(other).cause, Cause::NotFound);
}

#[test]
fn texts_of_nextflow_wave_and_platform_have_their_cause() {
    for (log, cause) in [
        (
            "Seqera Platform access token is required -- Provide it via the `tower.accessToken`",
            Cause::NoToken,
        ),
        (
            "Invalid Seqera Platform workspace ID: 'lab'",
            Cause::BadSetting,
        ),
        (
            "Invalid value for 'wave.scan.levels' setting - offending value: x",
            Cause::BadSetting,
        ),
        (
            "No enum constant io.seqera.wave.api.ScanMode.HUGE",
            Cause::BadSetting,
        ),
        (
            "Endpoint URL should start with 'http:' or 'https:'",
            Cause::BadEndpoint,
        ),
        (
            "Wave container config URL should start with 'http:'",
            Cause::BadEndpoint,
        ),
        (
            "Both conda.useMamba and conda.useMicromamba were enabled",
            Cause::ConflictingModes,
        ),
        (
            "Invalid container mirror operation - missing source container",
            Cause::NoContainer,
        ),
        (
            "Mirror registry not allowed - offending value 'quay.io'",
            Cause::RepositoryNotAllowed,
        ),
        (
            "Container build repository is invalid or incomplete - offending value: 'quay.io'",
            Cause::BadRepository,
        ),
        (
            "The selected compute environment 'a' is in an invalid state",
            Cause::ComputeEnvInvalid,
        ),
        (
            "No Tower Agent is online for the selected compute environment.",
            Cause::AgentOffline,
        ),
        (
            "Associated credentials have been deleted",
            Cause::InvalidInPlatform,
        ),
        (
            "AWS credentials are invalid or expired. Update or rotate",
            Cause::InvalidInPlatform,
        ),
        (
            "Forbidden. Missing permission(s): \"studio:view\"",
            Cause::MissingPermission,
        ),
        (
            "Oops... Unable to process request - Error ID: 54ap",
            Cause::ServiceError,
        ),
        (
            "'wave.retry' has been deprecated - replace it with 'wave.retryPolicy'",
            Cause::DeprecatedSetting,
        ),
        (
            "cannot perform an interactive login from a non-TTY device",
            Cause::EmptyVariable,
        ),
        ("Error: Non-null Username Required", Cause::EmptyVariable),
        (
            "DockerTimeoutError: Could not transition to pulled; timed out",
            Cause::Timeout,
        ),
        (
            "DockerTimeoutError: Could not transition to created; timed out",
            Cause::ContainerStart,
        ),
    ] {
        assert_eq!(causes(log), [cause], "{log}");
    }
    for log in [
        "No enum constant org.example.Color.RED",
        "the machine is in an invalid state",
        "'docker.foo' has been deprecated - replace it with 'docker.bar'",
    ] {
        assert_eq!(causes(log), [], "{log}");
    }
}

#[test]
fn a_name_without_a_host_has_none_where_the_engine_does_not_look_at_docker_hub() {
    let log = "short-name \"acme/tool:1\" did not resolve to an alias and no unqualified-search \
               registries are defined";
    assert_eq!(about(log), (Some("acme/tool:1".to_owned()), None));
    let invalid = "Invalid credentials for container registry 'quay.io'";
    assert_eq!(about(invalid), (None, Some("quay.io".to_owned())));
}
