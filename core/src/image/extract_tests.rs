use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn found(text: &str) -> (Form, Vec<String>) {
    let found = extract(text);
    (found.form, found.images)
}

#[test]
fn a_list_may_have_commas_comments_bullets_and_repetitions() {
    let text = "# my pipeline\nubuntu:22.04\n\nquay.io/org/tool:1, ghcr.io/a/b@sha256:aa # two\n\
                - \"ubuntu:22.04\"\n// old\ndocker://biocontainers/fastqc:0.11.9\n";
    let images = [
        "ubuntu:22.04",
        "quay.io/org/tool:1",
        "ghcr.io/a/b@sha256:aa",
        "biocontainers/fastqc:0.11.9",
    ];
    assert_eq!(found(text), (Form::List, images.map(str::to_owned).into()));
}

#[test]
fn one_bad_line_does_not_spoil_a_list() {
    let (form, images) = found("ubuntu\nthis is not an image\nbusybox\n");
    assert_eq!(form, Form::List);
    assert_eq!(images, ["ubuntu", "busybox"]);
}

#[test]
fn nextflow_inspect_is_read_by_its_container_fields() {
    let text = r#"{"processes":[
        {"name":"A","container":"quay.io/org/tool:1"},
        {"name":"B","container":null},
        {"name":"C","container":""},
        {"name":"D","container":"https://depot.galaxyproject.org/singularity/x:1"},
        {"name":"E","container":"/data/images/x.sif"},
        {"name":"F","container":"quay.io/org/tool:1"},
        {"name":"G","container":"ubuntu"}]}"#;
    let (form, images) = found(text);
    assert_eq!(form, Form::Json);
    assert_eq!(images, ["quay.io/org/tool:1", "ubuntu"]);
    assert_eq!(found(r#"["ubuntu","busybox"]"#).1, ["ubuntu", "busybox"]);
}

#[test]
fn a_configuration_is_read_by_its_container_directives() {
    let text = "process {\n  container = 'quay.io/org/base:1'\n  withName: FOO {\n    container = \
                \"ubuntu\"\n    containerOptions = '-u root'\n  }\n}\nprocess.container = \
                \"reg.example.com:5000/x/y\"\n";
    let (form, images) = found(text);
    assert_eq!(form, Form::Config);
    assert_eq!(images, ["ubuntu", "reg.example.com:5000/x/y"]);
}

#[test]
fn a_module_with_an_expression_gives_its_image_for_docker() {
    let text = "process FASTQC {\n    container \"${ workflow.containerEngine == 'singularity' ?\n    \
                'https://depot.galaxyproject.org/singularity/fastqc:0.12.1--0' :\n    \
                'biocontainers/fastqc:0.12.1--0' }\"\n";
    let (form, images) = found(text);
    assert_eq!(form, Form::Config);
    assert_eq!(images, ["biocontainers/fastqc:0.12.1--0"]);
}

#[test]
fn json_that_was_cut_off_still_gives_its_images() {
    let (_, images) = found(r#"{"processes":[{"name":"A","container":"quay.io/o/t:1"},{"na"#);
    assert_eq!(images, ["quay.io/o/t:1"]);
}

#[test]
fn a_log_is_read_by_announcements_and_unmistakable_names() {
    for (text, image) in [
        (
            "ERROR ~ Container image 'us-east1-docker.pkg.dev/p/r/t:1' does not exist or access \
             is not authorized",
            "us-east1-docker.pkg.dev/p/r/t:1",
        ),
        (
            "unknown: repository 'biocontainers/x' bad request (400)",
            "biocontainers/x",
        ),
        ("Unable to find image 'acme/tool:2' locally", "acme/tool:2"),
        (
            "Error response from daemon: manifest for acme/tool:9 not found: manifest unknown",
            "acme/tool:9",
        ),
        (
            "pull access denied for acme/tool, repository does not exist",
            "acme/tool",
        ),
        (
            "INFO: Converting docker://quay.io/org/tool:1 to SIF",
            "quay.io/org/tool:1",
        ),
        (
            "Failed to pull quay.io/org/tool: unauthorized",
            "quay.io/org/tool",
        ),
        (
            "reg.example.com:5000/team/tool:1.",
            "reg.example.com:5000/team/tool:1",
        ),
    ] {
        let text = format!("Jan-01 12:00:00.000 [main] DEBUG something else\n{text}\n");
        assert_eq!(found(&text), (Form::Log, vec![image.to_owned()]), "{text}");
    }
}

#[test]
fn paths_pages_and_stack_traces_are_no_images() {
    let text = "  at java.base/java.lang.Thread.run(Thread.java:840)\n\
                see https://www.nextflow.io/docs/latest/wave.html and /home/me/work/1a/2b3c/.command.run:12\n\
                N E X T F L O W ~ version 24.10.0, script main.nf:12, module modules/local/x.nf:3\n\
                process > NFCORE_RNASEQ:RNASEQ:FASTQC (sample 1) github.com/nf-core/rnaseq\n\
                Pulling nf-core/rnaseq ... container: Error: none\n";
    assert_eq!(found(text), (Form::Log, Vec::new()));
}

#[test]
fn an_empty_text_has_no_images() {
    assert_eq!(found(""), (Form::Log, Vec::new()));
    assert_eq!(
        image_in_message("pull of quay.io/org/tool:1 failed").as_deref(),
        Some("quay.io/org/tool:1")
    );
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>()) {
        let _ = extract(&text);
    }

    #[test]
    fn no_configuration_makes_it_panic(
        text in "(container|['\"${}= :é/.a1\\\\\n]){0,40}",
    ) {
        let _ = extract(&text);
    }

    #[test]
    fn every_image_of_a_list_is_found_once(
        images in prop::collection::vec("[a-z]{2,8}(/[a-z]{2,8}){0,2}:[0-9]{1,3}", 1..20),
        separator in "\n|,|, |\r\n",
    ) {
        let (form, found) = found(&images.join(&separator));
        prop_assert_eq!(form, Form::List);
        let mut expected: Vec<String> = Vec::new();
        for image in images {
            if !expected.contains(&image) {
                expected.push(image);
            }
        }
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn an_address_behind_a_host_and_a_place_in_a_file_are_no_images() {
    for word in [
        "Connection refused: db.example.com/10.0.0.4:5432",
        "connecting to quay.io/34.1.2.3:443",
        "github.com/docker/cli/cli/command/registry/login.go:10 +0x1",
        "example.com/pipeline/lib/Utils.scala:12:3",
        "golang.org/x/net@v0.1.0/http2/transport.go:55",
        "golang.org/x/net@v0.1.0",
    ] {
        let text = format!("java.net.ConnectException: {word}\nmore words\n");
        assert_eq!(extract(&text).images, Vec::<String>::new(), "{word}");
    }
    for image in [
        "registry.example.com/team/tool:10",
        "registry.example.com/10.0.0.4/tool:1",
        "registry.example.com/team/node.js:18-slim",
        "quay.io/team/run.py:2",
        "registry.example.com/team/tool@sha256:3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d",
    ] {
        let text = format!("it was {image} that failed\nmore words\n");
        assert_eq!(extract(&text).images, [image]);
    }
}

#[test]
fn a_value_that_is_refused_is_an_image_only_where_one_was_asked_for() {
    for (text, images) in [
        (
            "Invalid container image name — offending value: 'tool:x:y'",
            vec!["tool:x:y"],
        ),
        (
            "Container build repository should not have a tag - offending value: 'quay.io/a/b:1'",
            vec!["quay.io/a/b:1"],
        ),
        (
            "Container build repository is incomplete - offending value: 'quay.io'",
            vec![],
        ),
        (
            "Endpoint URL should start with 'http:' - offending value: 'wave.example.com'",
            vec![],
        ),
        (
            "Wave container config URL should start with x - offending value: 'foo/bar.json'",
            vec![],
        ),
    ] {
        assert_eq!(
            extract(&format!("ERROR {text}\nmore words\n")).images,
            images,
            "{text}"
        );
    }
    let report = "Work dir:\n  /data/work/ab\n\nContainer:\n  acme/tool:1\n\nTip: more words\n";
    assert_eq!(extract(report).images, ["acme/tool:1"]);
    let other = "Work dir:\n  acme/tool:1\n\nContainers:\n  acme/other:2\n";
    assert_eq!(extract(other).images, Vec::<String>::new());
}
