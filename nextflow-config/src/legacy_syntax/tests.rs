#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

/// What is refused of a document.
fn check(document: &Document<'_>) -> Option<Refusal> {
    let mut compiler = match Compiler::new(document) {
        Ok(compiler) => compiler,
        Err(refusal) => return Some(refusal),
    };
    document
        .items
        .iter()
        .find_map(|item| compiler.item(item).err())
}

fn refusal(text: &str) -> Option<String> {
    let document = Document::parse(text);
    assert_eq!(document.problems, [], "{text}");
    check(&document).map(|refusal| refusal.message)
}

#[test]
fn a_variable_may_not_hide_another() {
    let it = "The current scope already contains a variable of the name it";
    let x = "The current scope already contains a variable of the name x";
    for (text, expected) in [
        // A block is a closure and has a variable of its own.
        ("process { a = [1].collect { it -> it } }", Some(it)),
        ("process { a = { it -> it } }", Some(it)),
        ("a.b = [1].collect { it -> it }", None),
        ("a.b = [1].collect { it + [2].collect { it } }", None),
        ("a.b = { -> [1].collect { it -> it } }", None),
        ("def x = 1\na { b = [1].collect { x -> x } }", Some(x)),
        ("def x = 1\nif (x) { def x = 2 }", Some(x)),
        ("if (a) { def x = 1 } else { def x = 2 }", None),
        ("for (x in [1]) { }\nfor (x in [2]) { }", None),
        ("for (x in [1]) { def x = 2 }", Some(x)),
        (
            "try { } catch (Exception x) { [1].each { x -> x } }",
            Some(x),
        ),
        ("try { } catch (x) { }\ndef x = 1", None),
        // A method sees nothing of the script.
        ("def x = 1\ndef f(x) { x }", None),
        ("def f(x) { def x = 1 }", Some(x)),
        (
            "switch (a) { case 1: def x = 1; break; case 2: def x = 2 }",
            None,
        ),
    ] {
        assert_eq!(refusal(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_class_has_to_be_found() {
    let strange = Some("unable to resolve class Strange");
    for (text, expected) in [
        ("a.b = new Strange('x')", strange),
        ("a.b = { new Strange() }", strange),
        ("a.b = x as Strange", strange),
        ("a.b = (Strange) x", strange),
        ("a.b = x instanceof Strange", strange),
        ("Strange x = 1", strange),
        ("def Strange x = 1", strange),
        ("a.b = { Strange x -> x }", strange),
        ("a.b = { int x, Strange y -> x }", strange),
        ("try { } catch (Strange e) { }", strange),
        ("try { } catch (IOException | Strange e) { }", strange),
        ("import a.b.Strange\na.b = new Strange('x')", None),
        ("import a.b.*\na.b = new Strange('x')", None),
        ("a.b = new a.b.Strange()", None),
        ("a.b = new File('x')", None),
        ("a.b = new int[3]", None),
        ("a.b = '1 h' as nextflow.util.Duration", None),
        ("a.b = x as String[]", None),
        ("Map<String, Object> x = [:]", None),
        ("final String x = 'y'\nint y = 1", None),
    ] {
        assert_eq!(refusal(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn only_some_things_can_be_assigned_to() {
    let target = "The LHS of an assignment should be a variable or a field accessing expression";
    for (text, expected) in [
        ("a = 1 = 2", Some(target)),
        ("-a = 1", Some(target)),
        ("f() = 1", Some(target)),
        ("[a, b] = [1, 2]", Some(target)),
        ("a.b = 1\n  = 2", Some(target)),
        ("a = b = 1", None),
        ("(a, b) = [1, 2]", None),
        ("a['b'] = 1\n(a.c) = 2\na?.d = 3", None),
        (
            "a: Integer = 1",
            Some("you tried to assign a value to the class 'java.lang.Integer'"),
        ),
        (
            "float = 1",
            Some("you tried to assign a value to the class 'float'"),
        ),
        ("def a.b = 1", Some("a type ends with a dot")),
    ] {
        assert_eq!(refusal(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn words_of_groovy_start_nothing() {
    for (text, word) in [
        ("profiles { default { a.b = 1 } }", "default"),
        ("public { a = 1 }", "public"),
        ("default.a = 1", "default"),
        ("a.b = default", "default"),
        ("a.b = new", "new"),
    ] {
        let expected = format!("Groovy keeps the word {word} for itself");
        assert_eq!(refusal(text), Some(expected), "{text}");
    }
    for text in [
        "a.default = 1\na.class.if = 2",
        "profiles { 'default' { a.b = 1 } }",
        "a.b = [default: 1, new: 2]",
        "a.b = params.default",
        "a { in = 1 }",
    ] {
        assert_eq!(refusal(text), None, "{text}");
    }
}

#[test]
fn a_text_does_not_start_with_a_separator_and_a_switch_ends_with_its_default() {
    assert!(refusal(";a = 1").is_some());
    assert!(refusal("\n ; a = 1").is_some());
    assert_eq!(refusal("a {; b = 1 }"), None);
    assert!(refusal("switch (x) { default: a = 1; break; case 1: b = 1 }").is_some());
    assert_eq!(
        refusal("switch (x) { case 1: b = 1; break; default: a = 1 }"),
        None
    );
}
