//! What a configuration comes to, and what it must not be taken for.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// Each image of a configuration with what is said of it.
fn told(text: &str) -> Vec<(String, String)> {
    let found = extract(text);
    assert_eq!(found.form, Form::Config, "{text}");
    let said = |image: &String| {
        let about = found.about.iter().filter(|it| it.image == *image);
        let findings = about.flat_map(|it| &it.findings);
        let messages: Vec<&str> = findings.map(|it| it.message.as_str()).collect();
        messages.join(" ")
    };
    let images = found.images.iter();
    images.map(|image| (image.clone(), said(image))).collect()
}

fn images(text: &str) -> Vec<String> {
    told(text).into_iter().map(|(image, _)| image).collect()
}

fn others(text: &str) -> Vec<(PastWave, String)> {
    let others = extract(text).others.into_iter();
    others.map(|it| (it.kind, it.container)).collect()
}

fn notes(text: &str) -> String {
    let notes = extract(text).notes.into_iter();
    notes.map(|it| it.message).collect::<Vec<_>>().join(" ")
}

fn said(image: &str, words: &str) -> (String, String) {
    (image.to_owned(), words.to_owned())
}

#[test]
fn where_the_profiles_of_a_run_are_known_what_the_others_have_is_left_out() {
    let text = "docker.enabled = true\nprocess.container = 'quay.io/acme/base:1'\nprofiles {\n\
                arm { process.container = 'quay.io/acme/arm:1'\nwave.enabled = true }\n\
                gpu { process { withName: G { container = 'quay.io/acme/gpu:1' } } }\n\
                standard { process.container = 'quay.io/acme/standard:1' }\n}";
    let with = |profiles: Option<&[&str]>| {
        let mut extraction = Extraction::of(text, false, profiles);
        extraction.advance(text, usize::MAX);
        extraction.finish()
    };
    let arm_and_gpu = with(Some(&["arm", "gpu"]));
    assert_eq!(
        arm_and_gpu.images,
        ["quay.io/acme/arm:1", "quay.io/acme/gpu:1"]
    );
    assert_eq!(arm_and_gpu.wave, WaveUse::On);
    assert_eq!(arm_and_gpu.notes, []);
    // No condition is left.
    let said = arm_and_gpu.about.iter().flat_map(|it| &it.findings);
    let said: Vec<_> = said.map(|it| it.message.as_str()).collect();
    assert!(said.iter().all(|it| !it.contains("profile")), "{said:?}");
    let none = with(Some(&[]));
    assert_eq!(none.images, ["quay.io/acme/standard:1"]);
    assert_eq!(none.wave, WaveUse::NotSaid);
    assert_eq!(with(None).images.len(), 4);
}

#[test]
fn what_is_commented_out_or_only_a_text_is_no_image() {
    for text in [
        "process {\n // container = 'old.io/a/b:1'\n container = 'new.io/a/b:2'\n}",
        "/* process.container = 'old.io/a/b:1' */ process.container = 'new.io/a/b:2'",
        "params.help = '''\ncontainer = 'old.io/a/b:1'\n'''\nprocess.container = 'new.io/a/b:2'",
        "process.container = 'old.io/a/b:1'\nprocess.container = 'new.io/a/b:2'",
        "process { container = 'old.io/a/b:1'\n container = 'new.io/a/b:2' }",
        "process.containerOptions = 'old.io/a/b:1'\nprocess.container = 'new.io/a/b:2'",
        "params.container = 'old.io/a/b:1'\nprocess.container = 'new.io/a/b:2'",
        "env.container = 'old.io/a/b:1'\nprocess.container = 'new.io/a/b:2'",
    ] {
        assert_eq!(images(text), ["new.io/a/b:2"], "{text}");
    }
}

#[test]
fn a_name_is_put_together_from_what_the_text_has() {
    for text in [
        "params.tag = '2'\nprocess.container = \"new.io/a/b:${params.tag}\"",
        "params.tag = '2'\nprocess.container = \"new.io/a/b:$params.tag\"",
        "params { host = 'new.io'; tag = 2 }\nprocess { withName: X { container = \
         \"${params.host}/a/b:${params.tag}\" } }",
        "params.host = 'new.io'\nprocess.container = params.host + '/a/b:2'",
        "params.host = 'new.io'\nprocess.container = { \"${params.host}/a/b:2\" }",
        "def host = 'new.io'\nprocess.container = \"${host}/a/b:2\"",
        "process.container = { def tag = '2'\n return \"new.io/a/b:$tag\" }",
        "process.container = true ? 'new.io/a/b:2' : 'old.io/a/b:1'",
        "process = [container: 'new.io/a/b:2']",
        "process.'withName:X'.container = 'new.io/a/b:2'",
        "process.$x.container = 'new.io/a/b:2'",
        "process { withLabel: 'a|b' { container = \"new.io/a/b:2\" } }",
    ] {
        assert_eq!(images(text), ["new.io/a/b:2"], "{text}");
    }
}

#[test]
fn a_parameter_is_told_because_a_run_can_set_it_otherwise() {
    let told = told("params.tag = '2'\nprocess.container = \"new.io/a/b:${params.tag}\"");
    assert_eq!(told[0].1, "As long as params.tag is as this text has it.");
}

#[test]
fn what_this_text_does_not_have_is_told_as_open() {
    for (value, written) in [
        ("params.image", "params.image"),
        (
            "\"new.io/a/b:${params.tag}\"",
            "\"new.io/a/b:${params.tag}\"",
        ),
        ("{ image(task) }", "image(task)"),
        ("System.getenv('IMAGE')", "System.getenv('IMAGE')"),
    ] {
        let text = format!("process {{ withName: X {{ container = {value} }} }}");
        assert_eq!(
            others(&text),
            [(PastWave::Open, written.to_owned())],
            "{text}"
        );
        assert_eq!(images(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn both_branches_are_told_with_their_condition() {
    for (value, condition) in [
        ("params.gpu ? 'a.io/gpu:1' : 'a.io/cpu:1'", "params.gpu"),
        ("{ params.gpu ? 'a.io/gpu:1' : 'a.io/cpu:1' }", "params.gpu"),
        (
            "{ task.attempt > 1 ? 'a.io/gpu:1' : 'a.io/cpu:1' }",
            "task.attempt > 1",
        ),
        (
            "{ if (task.attempt > 1) { return 'a.io/gpu:1' } else { return 'a.io/cpu:1' } }",
            "task.attempt > 1",
        ),
        (
            "{ if (task.attempt > 1) { return 'a.io/gpu:1' }\n 'a.io/cpu:1' }",
            "task.attempt > 1",
        ),
    ] {
        let text = format!("process.container = {value}");
        let expected = [
            said("a.io/gpu:1", &format!("Only with `{condition}`.")),
            said("a.io/cpu:1", &format!("Only without `{condition}`.")),
        ];
        assert_eq!(told(&text), expected, "{text}");
    }
}

#[test]
fn of_branches_that_a_parameter_decides_it_is_told_which_one_is_taken_here() {
    let text = "params.gpu = false\nprocess.container = params.gpu ? 'a.io/gpu:1' : 'a.io/cpu:1'";
    assert_eq!(
        told(text),
        [
            said("a.io/gpu:1", "Only with `params.gpu`."),
            said(
                "a.io/cpu:1",
                "Only without `params.gpu`, as this text has it."
            ),
        ]
    );
}

#[test]
fn an_engine_that_is_enabled_decides() {
    let chosen = "process.container = { workflow.containerEngine == 'singularity' ? \
                  'https://d.org/a:1' : 'acme/a:1' }\n";
    let of = |engine: &str| {
        let found = extract(&format!("{chosen}{engine}"));
        (found.images.len(), found.others.len())
    };
    assert_eq!(of("singularity.enabled = true"), (0, 1));
    assert_eq!(of("docker.enabled = true"), (1, 0));
    assert_eq!(of(""), (1, 1));
}

#[test]
fn the_first_of_two_values_is_taken_where_it_is_there() {
    assert_eq!(
        images("process.container = 'a.io/b:1' ?: 'c.io/d:1'"),
        ["a.io/b:1"]
    );
    let told = told("process.container = params.image ?: 'c.io/d:1'");
    assert_eq!(told, [said("c.io/d:1", "Only without `params.image`.")]);
}

#[test]
fn what_only_a_profile_uses_is_told_with_the_profile() {
    let text = "process.container = 'a.io/b:1'\nprofiles { arm { process.container = \
                'a.io/b:arm' }\n test { params.x = 1 } }";
    assert_eq!(
        told(text),
        [
            said("a.io/b:1", "Only without the profile arm."),
            said("a.io/b:arm", "Only with the profile arm."),
        ]
    );
    let two = "profiles { a { process.container = 'x.io/b:1' }\n b { process.container = \
               'x.io/b:1' }\n c { params.x = 1 } }";
    let expected = [said("x.io/b:1", "Only with the profiles a or b.")];
    assert_eq!(told(two), expected);
    // With every profile and with none there is nothing to say.
    let all =
        "process.container = 'x.io/b:1'\nprofiles { a { params.x = 1 }\n b { params.y = 1 } }";
    assert_eq!(told(all), [said("x.io/b:1", "")]);
}

#[test]
fn the_profile_that_is_taken_when_none_is_named_is_told_as_such() {
    let text = "profiles { standard { process.container = 'x.io/b:1' }\n other { params.x = 1 } }";
    assert_eq!(
        told(text)[0].1,
        "Only with the profile standard, which Nextflow takes when none is named."
    );
}

#[test]
fn both_branches_outside_of_closures_are_told_with_their_condition() {
    let text = "if (params.gpu) {\n process.container = 'a.io/gpu:1'\n} else {\n \
                process.container = 'a.io/cpu:1'\n}";
    let told = told(text);
    let names: Vec<&str> = told.iter().map(|(image, _)| image.as_str()).collect();
    assert_eq!(names, ["a.io/gpu:1", "a.io/cpu:1"]);
    assert!(told[0].1.contains("Only with `params.gpu`"), "{told:?}");
    assert!(told[1].1.contains("Only without `params.gpu`"), "{told:?}");
}

#[test]
fn a_branch_that_is_never_taken_or_that_is_set_again_gives_no_image() {
    for text in [
        "if (false) { process.container = 'a.io/old:1' }\nprocess.container = 'a.io/b:1'",
        "if (params.x) { process.container = 'a.io/old:1' }\nprocess.container = 'a.io/b:1'",
        "process.container = 'a.io/b:1'\nif (false) { process.container = 'a.io/old:1' }",
    ] {
        assert_eq!(told(text), [said("a.io/b:1", "")], "{text}");
    }
    let sure = "if (true) { process.container = 'a.io/b:1' }";
    assert_eq!(told(sure), [said("a.io/b:1", "")]);
}

#[test]
fn a_registry_of_a_profile_counts_with_the_profile() {
    let text = "process.container = 'acme/b:1'\nprofiles { docker { docker.enabled = true; \
                docker.registry = 'quay.io' } }";
    let told = told(text);
    assert_eq!(
        told[0],
        said("acme/b:1", "Only without the profile docker.")
    );
    assert_eq!(told[1].0, "quay.io/acme/b:1");
    assert!(
        told[1].1.starts_with("Only with the profile docker."),
        "{told:?}"
    );
    assert!(notes(text).contains("That is so with the profile docker."));
}

#[test]
fn images_are_told_in_the_order_of_the_text_and_for_whom_they_are() {
    let text = "process { withName: 'B' { container = 'z.io/b:1' }\n withLabel: a { container = \
                'a.io/b:1' } }";
    assert_eq!(
        told(text),
        [
            said("z.io/b:1", "For withName:B."),
            said("a.io/b:1", "For withLabel:a."),
        ]
    );
}

#[test]
fn the_output_of_inspect_as_a_configuration_keeps_every_process() {
    let text = "process { withName: 'A:B' { container = 'quay.io/a/b:1' } }\n\
                process { withName: 'A:C' { container = '/data/c.sif' } }\n\
                process { withName: 'A:D' { container = 'null' } }\n\
                process { withName: 'A:E' { container = 'oras://reg.io/a/e:1' } }\n";
    assert_eq!(told(text), [said("quay.io/a/b:1", "For withName:A:B.")]);
    assert_eq!(
        others(text),
        [
            (PastWave::File, "/data/c.sif".to_owned()),
            (PastWave::Nothing, String::new()),
            (PastWave::Oras, "oras://reg.io/a/e:1".to_owned()),
        ]
    );
}

#[test]
fn wave_is_off_where_the_text_says_so_with_every_profile() {
    for (text, wave, is_off_somewhere) in [
        ("wave.enabled = false", WaveUse::Off, true),
        (
            "wave { enabled = false; freeze = true }",
            WaveUse::Off,
            true,
        ),
        ("wave.enabled = 'true'", WaveUse::Off, true),
        ("wave.enabled = true", WaveUse::On, false),
        (
            "wave.enabled = true\nwave.freeze = true",
            WaveUse::Freezes,
            false,
        ),
        (
            "wave { enabled = true; mirror = true }",
            WaveUse::Mirrors,
            false,
        ),
        ("wave.freeze = true", WaveUse::NotSaid, false),
        ("// wave.enabled = false", WaveUse::NotSaid, false),
        (
            "profiles { a { wave.enabled = false } }",
            WaveUse::NotSaid,
            true,
        ),
        ("", WaveUse::NotSaid, false),
    ] {
        let text = format!("process.container = 'a.io/b:1'\n{text}");
        assert_eq!(extract(&text).wave, wave, "{text}");
        let is_said = extract(&text)
            .notes
            .iter()
            .any(|note| note.code == config::findings::WAVE_OFF);
        assert_eq!(is_said, is_off_somewhere, "{text}");
    }
}

#[test]
fn wave_that_is_on_or_off_with_a_profile_is_told_with_it() {
    let container = "process.container = 'a.io/b:1'\n";
    let off = "wave.enabled = true\nprofiles { local { wave { enabled = false } } }";
    let off = notes(&format!("{container}{off}"));
    assert!(
        off.starts_with("Wave is off with the profile local:"),
        "{off}"
    );
    let on = "profiles { cloud { wave.enabled = true } }";
    let on = notes(&format!("{container}{on}"));
    let expected = "This text turns Wave on with the profile cloud.";
    assert!(on.starts_with(expected), "{on}");
    assert_eq!(notes(&format!("{container}wave.enabled = true")), "");
}

const TWO: &str = "process { withName: A { container = 'a.io/b:1'\n conda = 'x::y=1' }\n \
                   withName: B { container = 'a.io/c:1' } }\nwave.enabled = true\n";

fn built(text: &str) -> Vec<String> {
    let others = others(text).into_iter();
    let built = others.filter(|(kind, _)| *kind == PastWave::Built);
    built.map(|(_, container)| container).collect()
}

#[test]
fn with_containers_first_a_strategy_changes_nothing() {
    for strategy in [
        "",
        "wave.strategy = 'container,conda'",
        "wave.strategy = ['container']",
        "wave.strategy = 'nonsense'",
        "wave.strategy = params.strategy",
    ] {
        let text = format!("{TWO}{strategy}");
        assert_eq!(images(&text), ["a.io/b:1", "a.io/c:1"], "{strategy}");
        assert_eq!(built(&text), Vec::<String>::new(), "{strategy}");
        assert_eq!(extract(&text).wave, WaveUse::On, "{strategy}");
    }
}

#[test]
fn with_conda_first_wave_builds_where_there_is_conda() {
    let text = format!("{TWO}wave.strategy = ['conda', 'container']");
    assert_eq!(built(&text), ["a.io/b:1"]);
    assert_eq!(extract(&text).wave, WaveUse::Builds);
    let told = told(&text);
    assert_eq!((told.len(), told[0].0.as_str()), (1, "a.io/c:1"));
    assert!(
        told[0].1.contains("Only for processes without conda"),
        "{told:?}"
    );
    let only = format!("{TWO}wave.strategy = 'conda'");
    assert_eq!(built(&only), ["a.io/b:1", "a.io/c:1"]);
    assert_eq!(images(&only), Vec::<String>::new());
}

#[test]
fn a_strategy_without_wave_builds_nothing() {
    let process = "process.container = 'a.io/b:1'\nprocess.conda = 'x::y=1'\nwave.strategy = \
                   'conda'\n";
    let off = format!("{process}wave.enabled = false");
    assert_eq!(told(&off), [said("a.io/b:1", "")]);
    let expected = "Only while Wave is off, because wave.strategy is conda.";
    assert_eq!(told(process), [said("a.io/b:1", expected)]);
}

#[test]
fn a_module_gives_its_images_and_the_name_of_its_process() {
    let text = "process FASTP {\n  label 'x'\n  container \"${ workflow.containerEngine == \
                'singularity' ?\n 'https://d.org/singularity/fastp:1' :\n 'acme/fastp:1' \
                }\"\n\n  script:\n  \"\"\"\n  fastp container 'x/y:1'\n  \"\"\"\n}\n";
    let condition = "`workflow.containerEngine == 'singularity'`";
    let expected = format!("For FASTP. Only without {condition}.");
    assert_eq!(told(text), [said("acme/fastp:1", &expected)]);
    let address = "https://d.org/singularity/fastp:1".to_owned();
    assert_eq!(others(text), [(PastWave::Address, address)]);
    assert_eq!(notes(text), "");
    let chosen = "process A {\n container params.x ? 'a.io/b:1' : 'a.io/c:1'\n}";
    assert_eq!(images(chosen).len(), 2);
    let two = "process A { container 'a.io/b:1' }\nprocess B { container 'a.io/c:1' }";
    assert_eq!(images(two).len(), 2);
}

#[test]
fn a_configuration_that_no_parser_takes_says_so_and_gives_what_it_has() {
    let text = "process.container = 'a.io/b:1'\ndocker { enabled = = true }\nprofiles { x { \
                process.container = 'a.io/c:1' } }";
    let said_first = notes(text);
    assert!(said_first.contains("it stops in line 2"), "{said_first}");
    assert_eq!(
        told(text),
        [
            said("a.io/b:1", ""),
            said("a.io/c:1", "Only with the profile x."),
        ]
    );
}

#[test]
fn what_a_log_says_of_containers_is_no_configuration() {
    for text in [
        "Unable to find container 'acme/x:1' locally, giving up",
        "WARN: the directive container = 'acme/x:1' is deprecated in this line",
        "Caused by:\n  no wave.enabled = true here\n  see process > A (1)",
        "wave is down",
        "container",
    ] {
        assert_ne!(extract(text).form, Form::Config, "{text}");
    }
}

#[test]
fn a_configuration_of_wave_alone_is_one() {
    let found = extract("wave.enabled = false\n");
    assert_eq!((found.form, found.wave), (Form::Config, WaveUse::Off));
    assert_ne!(extract("docker.enabled = false\n").form, Form::Config);
}

#[test]
fn docker_in_front_is_a_fault_only_with_an_engine_that_refuses_it() {
    for (engine, is_said) in [
        ("docker.enabled = true", true),
        ("podman.enabled = true", true),
        ("singularity.enabled = true", false),
        ("apptainer.enabled = true", false),
        ("", false),
    ] {
        let told = told(&format!(
            "process.container = 'docker://a.io/b:1'\n{engine}"
        ));
        assert_eq!(told[0].0, "a.io/b:1");
        assert_eq!(told[0].1.contains("docker://"), is_said, "{engine}");
    }
}

#[test]
fn many_profiles_are_read_in_bounds() {
    let mut text = String::from("process.container = 'a.io/b:1'\nprofiles {\n");
    for n in 0..300 {
        let _ = writeln!(text, "p{n} {{ docker.enabled = true }}");
    }
    text.push('}');
    assert_eq!(images(&text), ["a.io/b:1"]);
    assert!(notes(&text).contains("more profiles were not looked at"));
}

proptest! {
    #[test]
    fn no_text_like_a_configuration_makes_it_panic(
        text in "(process \\{ |container = |container |\\}|\\?|:|'a\\.io/b:1'|\"\\$\\{x\\}\"|\\{|\\[|params\\.x|wave\\.enabled = true|withName: A |profiles \\{ |\n| ){0,30}",
    ) {
        let _ = extract(&text);
    }
}

#[test]
fn the_host_of_a_name_that_is_open_behind_it_is_told() {
    let told = |text: &str| {
        let found = extract(text);
        let open = found.others.first().expect("a container that is open");
        open.findings
            .iter()
            .any(|it| it.message.starts_with("Its registry is quay.io"))
    };
    for text in [
        "process.container = \"quay.io/acme/x:${params.tag}\"",
        "process.container = 'quay.io/acme/x:' + params.tag",
        "process { withName: A { container = \"docker://quay.io/${params.x}\" } }",
    ] {
        assert!(told(text), "{text}");
    }
    for text in [
        "process.container = \"${params.reg}/acme/x:1\"",
        "process.container = \"acme/x:${params.tag}\"",
        "docker.registryOverride = true\ndocker.registry = 'r.io'\nprocess.container = \
         \"quay.io/acme/x:${params.tag}\"",
    ] {
        assert!(!told(text), "{text}");
    }
}
