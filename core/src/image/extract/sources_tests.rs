//! Where images end, and what is next to one and is none.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn found(text: &str) -> (Form, Vec<String>) {
    let found = extract(text);
    (found.form, found.images)
}

#[test]
fn files_pages_and_expressions_are_not_stated_images() {
    for text in [
        "",
        " ",
        "null",
        "/data/x.sif",
        "./x",
        "~/x",
        "-x",
        "x.sif",
        "a/b.img",
        "https://x.io/a",
        "oras://x.io/a",
        "a b",
        "a'b",
        "${x}",
        "...",
        "\u{e4}/b",
        "a,b",
    ] {
        assert_eq!(stated(text), None, "{text:?}");
    }
    for (text, image) in [
        (" ubuntu ", "ubuntu"),
        ("docker://a/b:1", "a/b:1"),
        ("a/b.simg:1", "a/b.simg:1"),
        ("sif", "sif"),
        ("A/b", "A/b"),
        ("h:5000/a@sha256:00", "h:5000/a@sha256:00"),
    ] {
        assert_eq!(stated(text), Some(image), "{text:?}");
    }
    assert!(stated(&"a".repeat(LONGEST)).is_some());
    assert_eq!(stated(&"a".repeat(LONGEST + 1)), None);
}

#[test]
fn a_list_has_more_images_than_other_lines() {
    let other = "this is a line";
    assert_eq!(found(&format!("ubuntu\n{other}")).0, Form::Log, "as many");
    assert_eq!(found(&format!("ubuntu\nbusybox\n{other}")).0, Form::List);
    assert_eq!(found("# ubuntu\n// busybox\n").1, Vec::<String>::new());
}

#[test]
fn a_list_is_read_with_the_marks_that_people_put_around_its_entries() {
    for text in [
        "quay.io/a/b:1",
        "\u{feff}quay.io/a/b:1\r\n",
        "  - quay.io/a/b:1",
        "* quay.io/a/b:1",
        "'quay.io/a/b:1',",
        "`quay.io/a/b:1`;",
        "quay.io/a/b:1 # a note, with a comma",
        "quay.io/a/b:1\nquay.io/a/b:1",
    ] {
        let expected = (Form::List, vec!["quay.io/a/b:1".to_owned()]);
        assert_eq!(found(text), expected, "{text:?}");
    }
}

#[test]
fn json_is_searched_at_any_depth_for_texts_under_container_only() {
    for (text, images) in [
        (r#"{"a":{"b":[{"container":"x/y"}]}}"#, &["x/y"][..]),
        (r#"[{"container":"x/y"},{"container":["z/w"]}]"#, &["x/y"]),
        (r#"["x/y", 7, null, "z/w"]"#, &["x/y", "z/w"]),
        (r#"{"container":{"container":"x/y"}}"#, &["x/y"]),
    ] {
        let (form, found) = found(text);
        assert_eq!(form, Form::Json, "{text}");
        assert_eq!(found, images, "{text}");
    }
    for text in [r#"{"Container":"x/y"}"#, r#"{"image":"x/y"}"#, "{}", "[]"] {
        assert_ne!(found(text).0, Form::Json, "{text}");
    }
}

#[test]
fn a_directive_may_be_written_in_any_way_that_nextflow_takes() {
    for text in [
        "process { container 'x/y:1' }",
        "process {\n\tcontainer\t\"x/y:1\"\n}",
        "process.container='x/y:1'",
        "container: 'x/y:1' }",
        "container = { \"x/y:1\" }",
        "withName: 'A' { container = 'docker://x/y:1' }",
        "process { container '''x/y:1''' }",
    ] {
        let expected = (Form::Config, vec!["x/y:1".to_owned()]);
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn other_settings_of_containers_are_no_images() {
    for text in [
        "process { containerOptions '--rm' }",
        "process { mycontainer 'x/y' }",
        "process { container_x = 'x/y' }",
        "process { container 'x/y",
    ] {
        assert_ne!(found(text).0, Form::Config, "{text}");
    }
    for text in [
        "process { container = params.image }",
        "process { container = \"${params.registry}/${image}\" }",
        "process { container null }",
    ] {
        assert_eq!(found(text), (Form::Config, Vec::new()), "{text}");
    }
}

#[test]
fn a_word_of_a_log_is_an_image_when_its_host_is_known_or_it_has_a_tag() {
    for (word, is_image) in [
        ("quay.io/a", true),
        ("ghcr.io/a/b", true),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com/a", true),
        ("harbor.example.com/a/b:1", true),
        ("harbor.example.com:8443/a/b@sha256:00", true),
        ("harbor.example.com/a/b", false),
        ("harbor.example.com:x/a/b:1", false),
        ("Harbor.example.com/a/b:1", false),
        ("nextflow.io/docs", false),
        ("main.nf/a:1", false),
        ("lib.jar/a:1", false),
        ("a/b:1", false),
        ("10.0.0.1/a", false),
        ("localhost:5000/a", false),
        ("quay.io/", false),
        ("quay.io//a", false),
    ] {
        let image = image_in_message(&format!("x {word} y"));
        assert_eq!(image.is_some(), is_image, "{word}");
    }
}

#[test]
fn a_log_names_an_image_by_a_tag_a_digest_a_slash_or_quotes_and_no_platform() {
    let images = |text: &str| {
        let mut extraction = Extraction::of(text, true, None);
        assert!(extraction.advance(text, usize::MAX));
        extraction.finish().images
    };
    for (text, expected) in [
        (
            "no matching manifest for linux/arm64/v8 in the manifest list",
            None,
        ),
        ("manifest for acme/x:1 not found", Some("acme/x:1")),
        ("pulling from host registry-1.docker.io failed", None),
        ("configuration attribute - offending value: contaner", None),
        ("offending value: 'contaner'", Some("contaner")),
        // The engine leaves the host out here.
        ("1.0: Pulling from acme/x", None),
        (
            "GET https://index.docker.io/v2/acme/x/manifests/1: no",
            None,
        ),
        ("see https://example.com/?next=quay.io/a/b:1 for more", None),
        ("see https://quay.io/repository/a/b?tab=tags", None),
        ("/home/me/quay.io/a/b:1 is a file", None),
        (
            "pulled wave.example.com/wt/0a1b2c3d4e5f/acme/x:1 through Wave",
            None,
        ),
    ] {
        assert_eq!(images(text).first().map(String::as_str), expected, "{text}");
    }
    // One image is one, however it is written.
    assert_eq!(
        images(
            "docker://acme/x:1 then docker.io/acme/x:1 and reading manifest 1 in docker.io/acme/x"
        ),
        ["acme/x:1"]
    );
}

#[test]
fn a_log_is_no_list_and_no_configuration_because_it_speaks_of_containers() {
    for text in [
        "Task failed to start - CannotPullContainerError: unknown\nContainer:\n  quay.io/a/b:1",
        "Cannot run container 'quay.io/a/b:1' for process ALIGN",
        "the task with container = 'quay.io/a/b:1' has failed",
    ] {
        assert_eq!(found(text).0, Form::Log, "{text}");
        assert_eq!(Extraction::of(text, true, None).form, Form::Log, "{text}");
    }
    // What has blocks is one, even when an error stands in a comment.
    let config = "// docker: command not found\nprocess {\n  container = 'quay.io/a/b:1'\n}\n";
    assert_eq!(Extraction::of(config, true, None).form, Form::Config);
    assert_eq!(
        Extraction::of("ubuntu\nbusybox", false, None).form,
        Form::List
    );
    assert_eq!(
        Extraction::of("ubuntu\nbusybox", true, None).form,
        Form::Log
    );
}

#[test]
fn what_wave_was_asked_for_and_what_is_quoted_in_yaml_and_json_is_an_image() {
    for (log, image) in [
        (
            "request: X(containerImage:quay.io/a/b:1, n:2)",
            "quay.io/a/b:1",
        ),
        ("  image: \"postgres:16\"", "postgres:16"),
        ("{\"image\": \"a/b:1\", \"x\": 2} and more", "a/b:1"),
        ("not in registry: registry-1.docker.io:443/a/b:1", "a/b:1"),
        (
            "pulled index.docker.io/library/ubuntu:24.04",
            "ubuntu:24.04",
        ),
    ] {
        assert_eq!(found(&format!("A line.\n{log}")).1, [image], "{log}");
    }
    for log in [
        "x:quay.iox/a",
        "image: \"\"",
        "imagery: \"a/b:1\"",
        "1:quay/a/b:1",
    ] {
        assert_eq!(found(&format!("A line.\n{log}")).1, [""; 0], "{log}");
    }
}

#[test]
fn what_inspect_writes_is_read_behind_other_lines() {
    let json = "{\n  \"processes\": [{\"name\": \"A\", \"container\": \"a/b:1\"}]\n}";
    let (form, images) = found(&format!("N E X T F L O W\n{json}\n"));
    assert_eq!((form, images), (Form::Json, vec!["a/b:1".to_owned()]));
    let other = "A line.\n{\n  \"other\": [{\"container\": \"a/b\"}]\n}";
    assert_ne!(found(other).0, Form::Json);
    let cut = "A line.\n{\n \"processes\"";
    assert_ne!(found(cut).0, Form::Json);
}

#[test]
fn a_process_that_says_nothing_of_a_container_stays_in_the_result() {
    let found =
        extract("{\"processes\":[{\"name\":\"A\"},{\"name\":\"B\",\"container\":\"a/b:1\"}]}");
    assert_eq!(found.images, ["a/b:1"]);
    let without: Vec<_> = found
        .others
        .iter()
        .map(|it| (it.kind, &*it.processes))
        .collect();
    assert_eq!(without, [(PastWave::Nothing, &["A".to_owned()][..])]);
    let elsewhere = extract("{\"tools\":[{\"name\":\"A\"}],\"container\":\"a/b:1\"}");
    assert!(elsewhere.others.is_empty());
}

#[test]
fn a_log_that_is_read_in_parts_has_the_same_images() {
    let text = "see quay.io/a/b:1 and\nghcr.io/c/d@sha256:00 or\tquay.io/e:2\n".repeat(40);
    let whole = extract(&text);
    for bytes in [1, 7, 64, 1000] {
        let mut extraction = Extraction::of(&text, false, None);
        while !extraction.advance(&text, bytes) {}
        assert_eq!(extraction.finish(), whole, "{bytes}");
    }
}

#[test]
fn every_announcement_makes_an_image_of_a_plain_name() {
    for words in [
        "Container image 'acme/x'",
        "container image: acme/x",
        "container: acme/x",
        "container 'acme/x'",
        "container=acme/x",
        "image 'acme/x'",
        "Image \"acme/x\"",
        "image: acme/x",
        "repository 'acme/x'",
        "manifest for acme/x",
        "pull access denied for acme/x",
        "docker pull acme/x",
        "podman pull acme/x",
        "singularity pull acme/x",
        "offending value: 'acme/x'",
    ] {
        let text = format!("at once: {words}, and so on");
        assert_eq!(
            image_in_message(&text).as_deref(),
            Some("acme/x"),
            "{words}"
        );
    }
    for text in [
        "see 'acme/x' there",
        "the acme/x",
        "container: acme/x: Error",
    ] {
        assert_eq!(image_in_message(text), None, "{text}");
    }
}

#[test]
fn an_image_ends_before_the_stop_of_its_sentence() {
    for end in [".", ":", ",", ")", "'", "\"", "...", "]", "\u{2026}"] {
        let text = format!("no access to quay.io/a/b:1{end}");
        let image = image_in_message(&text);
        assert_eq!(image.as_deref(), Some("quay.io/a/b:1"), "{end}");
    }
}
