#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// The first thing that is refused of a document.
fn first(document: &Document<'_>) -> Option<Refusal> {
    let mut checker = Checker::new(document);
    for item in &document.items {
        checker.statement(item);
    }
    let found = checker.finish();
    found.refusal.or(found.at_run)
}

fn refusal(text: &str) -> Option<String> {
    let document = Document::parse(text);
    assert_eq!(document.problems, [], "{text}");
    first(&document).map(|refusal| refusal.message)
}

fn assert_taken(texts: &[&str]) {
    for text in texts {
        assert_eq!(refusal(text), None, "{text}");
    }
}

fn assert_refused(texts: &[(&str, &str)]) {
    for (text, message) in texts {
        assert_eq!(refusal(text).as_deref(), Some(*message), "{text}");
    }
}

#[test]
fn the_value_of_a_setting_knows_few_names() {
    assert_taken(&[
        "a.b = params.x",
        "a.b = [baseDir, launchDir, projectDir, secrets.X]",
        "a.b = env('X')",
        "a.b = Math.max(1, 2)",
        "a.b = java.nio.file.Paths.get('x')",
        "a.b = [1].collect { it + 1 }",
        "a.b = [1].collect { n -> \"$n\" }",
        "a.b = ({ def x = 1; x = x + 1; x })()",
    ]);
    assert_refused(&[
        ("a.b = workDir", "`workDir` is not defined"),
        ("a.b = outputDir", "`outputDir` is not defined"),
        ("a.b = nextflow.version", "`nextflow` is not defined"),
        ("a.b = Paths.get('x')", "`Paths` is not defined"),
        ("a.b = f(1)", "`f` is not defined"),
        ("a.b = [1].collect { n }", "`n` is not defined"),
        (
            "a.b = \"$MY_DIR\"",
            "`MY_DIR` is not defined (hint: use `env('...')` to access environment variable)",
        ),
    ]);
}

#[test]
fn a_closure_that_runs_later_knows_what_a_script_knows() {
    assert_taken(&[
        "a.b = { file('x').name + workDir + workflow.runName }",
        "a.b = { println 'x'; log.info 'x' }",
        "process.a = { task.attempt * whatever }",
        "process { withName: X { ext.args = { meta.id ?: [1].collect { y -> y + z } } } }",
        "profiles { p { process.a = { meta } } }",
        "process.a = [[path: { meta.id }, x: [mode: { meta }]]]",
        "executor.jobName = { whatever }",
        "executor { jobName = { whatever } }",
    ]);
    assert_refused(
        &[
            ("a.b = { whatever }", "`whatever` is not defined"),
            ("a.b = { task.cpus }", "`task` is not defined"),
            ("process.a = { check_max(1) }", "`check_max` is not defined"),
            ("process.a = whatever", "`whatever` is not defined"),
            (
                "process.a = params.x ? { meta } : 1",
                "`meta` is not defined",
            ),
            // A closure in a map is a task's, but no script's.
            ("process.a = [b: { file('x') }]", "`file` is not defined"),
            ("process.a = { def f = { 1 }; f() }", "`f` is not defined"),
            ("executor.name = { whatever }", "`whatever` is not defined"),
        ]
        .map(|(text, message)| (text, message)),
    );
}

#[test]
fn variables_of_code_are_declared_once() {
    assert_taken(&[
        "process.a = { x -> def y = x; y }",
        "process.a = { if (b) { def x = 1 } else { def x = 2 } }",
        "process.a = { def (x, y) = [1, 2]; x + y }",
        "process.a = { try { 1 } catch (IOException | Exception e) { e } }",
        "process.a = { task.ext.x = 1; b[0] = 2 }",
        "process.a = { assert x; throw new Exception('x') }",
        "process.a = { String x = 1; int y = 2; x + y }",
    ]);
    assert_refused(&[
        ("process.a = { x = 1 }", "`x` was assigned but not declared"),
        (
            "process.a = { x += 1 }",
            "`x` was assigned but not declared",
        ),
        (
            "process.a = { x -> [1].each { x -> x } }",
            "`x` is already declared",
        ),
        (
            "process.a = { [1].each { it -> it } }",
            "`it` is already declared",
        ),
        (
            "process.a = { def x = 1; if (x) { def x = 2 } }",
            "`x` is already declared",
        ),
        (
            "process.a = { try { 1 } catch (Strange e) { 2 } }",
            "`Strange` is not defined",
        ),
    ]);
}

#[test]
fn types_have_to_be_known() {
    assert_taken(&[
        "a.b = '8 GB' as MemoryUnit",
        "a.b = new ArrayList<String>()",
        "a.b = new java.util.Date().time",
        "process.a = { x as Path; x instanceof Map }",
    ]);
    assert_refused(&[
        ("a.b = new Strange()", "`Strange` is not defined"),
        ("process.a = { x as Strange }", "`Strange` is not defined"),
        (
            "process.a = { x instanceof Strange }",
            "`Strange` is not defined",
        ),
    ]);
    for text in ["a.b = new int[3]", "process.a = { x as String[] }"] {
        assert!(refusal(text).is_some(), "{text}");
    }
}

#[test]
fn lines_end_where_the_grammar_does_not_expect_it() {
    assert_taken(&[
        "a.b = [\n 1\n ,\n 2,\n]",
        "a.b = [\n x: 1,\n y: [2],\n]",
        "a.b = params\n  .x",
        "a.b = 1 +\n 2",
        "a.b = params.x\n ? 1\n : 2",
        "a.b = env(\n 'X'\n)",
        "a { /* x */ b = 1 // y\n}",
    ]);
    for text in [
        "a.b = [x:\n 1]",
        "a.b = [x: /* y */ 1]",
        "a.b = [x\n : 1]",
        "a.b = [1\n , ]",
        "a.b = params.\n  x",
        "a.b = [1, 2][\n0]",
        "a.b = (1\n + 2)",
        "a.b = 2\n ** 3",
        "a.b = -\n1",
        "a.b = \"${\n params.x}\"",
        "a.b = env(x:\n 1)",
    ] {
        assert!(refusal(text).is_some(), "{text}");
    }
}

#[test]
fn words_of_groovy_are_names_behind_a_dot_only() {
    assert_taken(&[
        "default { a = 1 }",
        "a.class = 1",
        "params.x = [in: 1, as: 2, def: 3, int: 4, 'class': 5]",
        "a.b = params.default",
        "includeConfig.a = 1",
        "profiles { default { a.b = 1 } }",
    ]);
    for text in [
        "a.b = [default: 1]",
        "a.b = [class: 1]",
        "process.a = { this.x }",
        "process.a = { switch (x) { } }",
        "process.a = { def final = 1 }",
        "process.a = { final x = 1 }",
        "a.def = 1",
    ] {
        let document = Document::parse(text);
        let is_refused = !document.problems.is_empty() || first(&document).is_some();
        assert!(is_refused, "{text}");
    }
}

#[test]
fn statements_and_expressions_of_the_legacy_parser_are_refused() {
    for text in [
        "a.b = c = 1",
        "a.b = [1, *params.x]",
        "a.b = env(*params.x)",
        "process.a = { b = c = 1 }",
        "process.a = { for (x in y) { } }",
        "process.a = { while (x) { } }",
        "process.a = { try { 1 } finally { 2 } }",
        "process.a = { 'x' = 1 }",
        "process.a = { f: g }",
        "process.a = { includeConfig 'x' }",
        "process.a = { break }",
        "a.\"b${1}\" = 1",
        "a.b = params.\"b${1}\"",
        "withName: X { cpus = 1 }",
        "profiles { withName: X { cpus = 1 } }",
        "process { withName: X { includeConfig 'x' } }",
        "foo { bar 'x' }",
    ] {
        assert!(refusal(text).is_some(), "{text}");
    }
    assert_taken(&[
        "process { withName: X { cpus = 1 } }",
        "foo { withName: X { cpus = 1 } }",
        "foo { plugins { load 'x' } }",
        "process.a = { log.info 'x', 'y' }",
        "profiles { p { includeConfig 'x' } }",
    ]);
}
