#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use crate::lint::LintOptions;
use crate::lint::tests::support::{
    PLATFORM, assert_codes, check, codes, codes_with, found, marked, the,
};
use crate::reading::Parser;
use crate::rule::Severity;

/// What is said of names and blocks: the subjects with the places, in order.
fn said(text: &str) -> Vec<(String, usize)> {
    let found = found(text).into_iter();
    let found = found.filter(|it| it.code == super::UNKNOWN_ATTRIBUTE);
    let line = |start: usize| {
        text[..start].lines().count().max(1) + usize::from(text[..start].ends_with('\n'))
    };
    found
        .map(|it| (it.subject.clone().unwrap(), line(it.span.unwrap().start)))
        .collect()
}

#[track_caller]
fn assert_said(text: &str, expected: &[(&str, usize)]) {
    let said = said(text);
    let said: Vec<(&str, usize)> = said.iter().map(|it| (&*it.0, it.1)).collect();
    assert_eq!(said, expected, "{text}");
}

#[test]
fn a_parameter_that_is_missing_is_told_of_once_where_it_is_first_read() {
    for (text, expected) in [
        ("process.ext.a = params.x", &[("params.x", 1)][..]),
        (
            "// params.x\nprocess.ext.a = params.x\nprocess.ext.b = params.x",
            &[("params.x", 2)],
        ),
        (
            "process {\n withName: 'A' {\n ext.x = params.a\n }\n withName: 'B' {\n ext.x = params.b\n }\n}",
            &[("params.a", 3), ("params.b", 6)],
        ),
        (
            "process {\n withLabel: 'A' {\n cpus = params.n\n }\n withLabel: 'B' {\n cpus = params.n\n }\n}",
            &[("params.n", 3)],
        ),
        (
            "params.a = params.b\nparams.c = params.a",
            &[("params.b", 1)],
        ),
        (
            "process.publishDir = [path: 'x', mode: params.mode]",
            &[("params.mode", 1)],
        ),
        ("process.ext.list = ['a', params.b]", &[("params.b", 1)]),
        (
            "docker.registry = \"${params.host}/x\"",
            &[("params.host", 1)],
        ),
        ("docker.registry = \"$params.host\"", &[("params.host", 1)]),
        ("process.cpus = params.big ? 8 : 1", &[("params.big", 1)]),
        ("process.cpus = params.n * 2", &[("params.n", 1)]),
        // By itself a parameter that is missing counts as false.
        (
            "process.cpus = params.n ?: params.m",
            &[("params.n", 1), ("params.m", 1)],
        ),
        ("process.cpus = params.n && params.m", &[("params.n", 1)]),
        (
            "if (params.n) {\n process.cpus = params.m\n}",
            &[("params.n", 1)],
        ),
        (
            "process.ext.x = params.genomes.GRCh38.fasta",
            &[("params.genomes.GRCh38.fasta", 1)],
        ),
        (
            "process.ext.x = params.genomes['GRCh38'].fasta",
            &[("params.genomes.GRCh38.fasta", 1)],
        ),
        // In the block of the parameters a word by itself is one of them.
        ("params {\n a = base + 'x'\n}", &[("base", 2)]),
        (
            "params { a = 1 }\nprocess.ext.x = params.b",
            &[("params.b", 2)],
        ),
        // It is set later, which the setting that took it does not see.
        ("process.ext.x = params.a\nparams.a = 1", &[("params.a", 1)]),
        ("includeConfig params.file", &[("params.file", 1)]),
    ] {
        assert_said(text, expected);
        for diagnostic in found(text) {
            assert!(!diagnostic.is_error(), "{text}: {}", diagnostic.message);
        }
    }
}

#[test]
fn a_parameter_that_is_set_or_not_read_is_not_missing() {
    for text in [
        "params.a = null\nprocess.ext.x = params.a",
        "params.a = ''\nprocess.ext.x = params.a",
        "params { a = [] }\nparams.b = params.a.size()",
        "params.a = [:]\nprocess.ext.x = params.a.b",
        "process.ext.x = { params.a }",
        "process.publishDir = [path: { \"${params.a}\" }]",
        "profiles { other { process.queue = params.a } }",
        "process.ext.x = 'params.a'",
        "def f() { params.a }",
        // An included file may set it.
        "includeConfig 'x'\nprocess.ext.x = params.a",
        // It is read before it is set, and nothing keeps what was read.
        "if (params.a) { }\nparams.a = 1",
        "params.a = params.a ?: 1",
        // Nor does Nextflow look into maps.
        "process.publishDir = [mode: params.a]\nparams.a = 1",
        // It is read only if a condition holds which depends on a parameter that is not set, or
        // when the text is written somewhere.
        "params.z = 1\nif (System.getenv('X')) { process.ext.x = params.a }",
        "process.ext.x = System.getenv('X') && params.a",
        "process.cpus = \"${-> params.a}\"",
        "process.ext.x = params.containsKey('a') ? params.a : 1",
    ] {
        assert_said(text, &[]);
    }
}

#[test]
fn a_word_without_quotes_is_an_error_about_the_word() {
    for (text, expected) in [
        ("process.executor = slurm", ("slurm", 1)),
        ("process {\n executor = sge\n}", ("sge", 2)),
        ("process.a = word\nprocess.b = word", ("word", 1)),
        ("docker.registry = quay.io", ("quay.io", 1)),
        (
            "process.container = registry.host.name",
            ("registry.host.name", 1),
        ),
        ("process.ext.x = [a, 'b']", ("a", 1)),
    ] {
        assert_said(text, &[expected]);
        let code = format!("unknown-attribute:{}", expected.0);
        assert_eq!(the(&code, text).severity, Severity::Error, "{text}");
    }
    for text in [
        "x = 'y'\nprocess.executor = x",
        "def x = 'y'\nprocess.executor = x",
        "process.executor = 'slurm'",
        "process.clusterOptions = HOME",
        "process.workDir = projectDir",
        "process.executor = { slurm }",
        "try { a.b = 1 } catch (e) { println e.message }",
        "try { a.b = 1 } catch (Exception problem) { a.c = problem.message }",
        "try { a.b = 1 } catch (IOException | Error e) { println \"${e.message}\" }",
        "[1, 2].each { n -> println n }",
        "for (n in [1]) { a.b = n }",
    ] {
        assert_said(text, &[]);
    }
    // Whether it is read at all is not known.
    let text = "if (System.getenv('X')) { process.executor = slurm }";
    assert_eq!(
        the("unknown-attribute:slurm", text).severity,
        Severity::Warning
    );
}

#[test]
fn nothing_more_is_said_of_a_setting_that_takes_a_word() {
    assert_codes(
        "docker.registry = quay",
        &["unknown-attribute:quay", "v2-syntax"],
    );
    let codes = codes("docker.registry = params.host");
    assert_eq!(codes, ["dynamic-value", "unknown-attribute:params.host"]);
}

#[test]
fn a_block_without_settings_stops_the_legacy_parser() {
    for (text, expected) in [
        ("wave { }\ndocker.enabled = true", ("wave", 1)),
        ("docker.enabled = true\nwave {\n // nothing\n}", ("wave", 2)),
        (
            "process {\n withName: 'A' {\n }\n cpus = 1\n}",
            ("process.'withName:A'", 2),
        ),
        ("wave { build { }\n enabled = true }", ("wave.build", 1)),
    ] {
        assert_said(text, &[expected]);
        let code = format!("unknown-attribute:{}", expected.0);
        assert_eq!(the(&code, text).severity, Severity::Error, "{text}");
    }
    for text in [
        "wave { }\nwave.enabled = true",
        "wave { }\nwave { enabled = true }",
        "profiles { a { } }",
        "profiles { }",
        "plugins { }",
        "process.ext.x = { }",
        "params.x = [:]",
    ] {
        assert_said(text, &[]);
    }
    let strict = LintOptions {
        parser: Some(Parser::Strict),
        ..PLATFORM
    };
    assert_eq!(codes_with("wave { }", &strict), [""; 0]);
}

#[test]
fn names_and_blocks_are_marked() {
    check(
        "
    docker { }
//  ^^^^^^ unknown-attribute:docker Unknown config attribute `docker`
    process.executor = slurm
//                     ^^^^^ unknown-attribute:slurm Unknown config attribute `slurm`
//                     ^^^^^ v2-syntax `slurm` is not defined
    process.ext.x = params.y
//                         ^ unknown-attribute:params.y Unless the command line
",
    );
    let text = "process { ext.x = params.y }";
    let diagnostic = the("unknown-attribute:params.y", text);
    assert_eq!(marked(&diagnostic, text), "y");
    assert!(
        diagnostic.message.contains("`process.params.y`"),
        "{}",
        diagnostic.message
    );
}

#[test]
fn words_are_quoted_only_where_the_parser_comes_to_say_them() {
    for (text, is_quoted) in [
        ("process.ext.a = params.x", true),
        ("process.ext.a = params.x ?: 'b'", true),
        ("process.ext.a = params.x ? 'b' : 'c'", true),
        ("process.ext.a = params.x.size()", true),
        (
            "process.ext.a = { params.x.split(',') }\na.b = params.y",
            true,
        ),
        // It stops at these, in other words.
        ("process.ext.a = params.x.split(',')", false),
        ("process.ext.a = params.x.tokenize(',')", false),
        ("process.ext.a = params.x > 3 ? 'b' : 'c'", false),
        ("process.ext.a = params.x * 2", false),
        ("process.cpus = params.x as int", false),
        ("a.b = params.y\nprocess.ext.a = params.x - 'b'", false),
    ] {
        let found = found(text).into_iter();
        let mut found = found.filter(|it| it.code == super::UNKNOWN_ATTRIBUTE);
        let Some(first) = found.next() else {
            panic!("{text}: nothing is said")
        };
        assert_eq!(first.severity, Severity::Warning, "{text}");
        let quotes = first.message.contains("Unknown config attribute");
        assert_eq!(quotes, is_quoted, "{text}: {}", first.message);
    }
}

#[test]
fn a_block_without_settings_may_be_filled_by_a_file() {
    for text in [
        "wave {\n}\nincludeConfig 'x.config'",
        "includeConfig 'x.config'\nwave {\n}",
    ] {
        let block = the("unknown-attribute:wave", text);
        assert_eq!(block.severity, Severity::Warning, "{text}");
        assert!(block.message.contains("Unless a file"), "{}", block.message);
    }
    // It is there for the file.
    assert_said("process { includeConfig 'x.config' }", &[]);
    assert_said("process { withName: 'A' { includeConfig 'x' } }", &[]);
}

#[test]
fn a_word_with_a_capital_is_a_class_or_a_variable_of_the_environment() {
    for text in [
        "a.b = HOME",
        "a.b = MY_VAR2",
        "a.b = Math.max(1, 2)",
        "import x.y.Other\na.b = Other",
    ] {
        assert_said(text, &[]);
    }
    assert_said("a.b = StringX", &[("StringX", 1)]);
    assert_said("a.b = BadReader", &[("BadReader", 1)]);
}
