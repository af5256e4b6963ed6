use proptest::prelude::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;
use crate::tree::{Block, Body, Closure, Item, ItemKind, TextPart};

/// Says in short what a text was read as.
fn shape(text: &str) -> String {
    let document = Document::parse(text);
    shape_of(&document.items)
}

fn shape_of(items: &[Item<'_>]) -> String {
    let words: Vec<String> = items
        .iter()
        .map(|item| match &item.kind {
            ItemKind::Setting(setting) => {
                let path: Vec<&str> = setting.path.iter().map(|name| &*name.text).collect();
                format!("{}=", path.join("."))
            }
            ItemKind::Block(block) => format!("{}{{{}}}", block.name.text, shape_of(&block.items)),
            ItemKind::Selector(kind, block) => {
                format!(
                    "{}:{}{{{}}}",
                    kind.text,
                    block.name.text,
                    shape_of(&block.items)
                )
            }
            ItemKind::Include(_) => "include".to_owned(),
            ItemKind::Label(name, _) => format!("{}:", name.text),
            ItemKind::Declaration(..) => "def".to_owned(),
            ItemKind::Function(name, _) => format!("{}()", name.text),
            ItemKind::If(_, then, otherwise) => format!(
                "if{{{}}}{}",
                shape_of(&then.items),
                otherwise.as_ref().map_or(String::new(), |body| format!(
                    "else{{{}}}",
                    shape_of(&body.items)
                )),
            ),
            ItemKind::Loop(_, _, body) => format!("loop{{{}}}", shape_of(&body.items)),
            ItemKind::Switch(_, cases) => format!("switch{}", cases.len()),
            ItemKind::Try(body, others) => {
                format!("try{{{}}}{}", shape_of(&body.items), others.len())
            }
            ItemKind::Return(_) => "return".to_owned(),
            ItemKind::Expression(_) => "expr".to_owned(),
            ItemKind::Other => "other".to_owned(),
            ItemKind::Unreadable => "?".to_owned(),
        })
        .collect();
    words.join(" ")
}

#[test]
fn the_forms_of_a_configuration_are_told_apart() {
    for (text, expected) in [
        ("wave.enabled = true", "wave.enabled="),
        (
            "wave { enabled = true; build.repository='x' }",
            "wave{enabled= build.repository=}",
        ),
        ("wave\n// c\n{ enabled\n = true }", "wave{enabled=}"),
        ("'wave' { 'a-b' = 1 }", "wave{a-b=}"),
        (
            "process { withName: 'A|B' { cpus = 1 }\n withLabel:x { } }",
            "process{withName:A|B{cpus=} withLabel:x{}}",
        ),
        ("includeConfig 'a'; includeConfig('b')", "include include"),
        ("plugins { id 'x@1' ; id(\"y\") }", "plugins{expr expr}"),
        ("enabled: true", "enabled:"),
        ("wave.build { a = 1 }", "expr"),
        (
            "def x = 1\nString y = 'a'\ndef f(a, b = 2) { a }",
            "def def f()",
        ),
        (
            "if (x) { a = 1 } else if (y) b = 2\nelse { c = 3 }",
            "if{a=}else{if{b=}else{c=}}",
        ),
        ("for (i in [1]) { a = 1 }\nwhile (x) { }", "loop{a=} loop{}"),
        (
            "switch (x) { case 1: a = 1; break; default: b = 2 }",
            "switch2",
        ),
        (
            "try { a = 1 } catch (Exception e) { } finally { }",
            "try{a=}2",
        ),
        (
            "wave['a'] = 1\nwave.a += 1\n(a, b) = [1, 2]",
            "expr expr expr",
        ),
        (
            "params.if = 1\nparams { default = 2 }",
            "params.if= params{default=}",
        ),
        ("x = a\n  ? b\n  : c\ny = 1\n  && 2", "x= y="),
        (
            "x = { it -> a = 1 }\ny = { a, b -> 1 }\nz = [a: { 1 }, b: [:]]",
            "x= y= z=",
        ),
        ("profiles { 'my-p' { a.b = 1 } }", "profiles{my-p{a.b=}}"),
    ] {
        assert_eq!(shape(text), expected, "{text}");
        assert_eq!(Document::parse(text).problems, [], "{text}");
    }
}

#[test]
fn what_makes_no_sense_is_kept_and_the_rest_is_read() {
    for (text, expected, kind) in [
        ("a = = 1\nb = 2", "? b=", ProblemKind::Unexpected),
        ("a = 1 b = 2\nc = 3", "a= b= c=", ProblemKind::NotSeparated),
        ("}\nb = 2", "b=", ProblemKind::NothingToClose),
        ("a { b = 1", "?", ProblemKind::NeverClosed),
        ("a = 'x\nb = 2", "? b=", ProblemKind::NeverClosed),
        ("a\u{a0}= 1\nb = 2", "? b=", ProblemKind::BadCharacter),
        ("a { b = ) }\nc = 2", "? c=", ProblemKind::Unexpected),
    ] {
        let document = Document::parse(text);
        assert!(
            document.problems.iter().any(|problem| problem.kind == kind),
            "{text}: {:?}",
            document.problems
        );
        assert!(
            shape(text).ends_with(expected.rsplit(' ').next().unwrap()),
            "{text}: {}",
            shape(text)
        );
    }
}

#[test]
fn depth_is_limited() {
    for unit in [
        "(", "[", "{", "a{", "\"${", "-", "a.", "a+", "x=", "if(a)", "a?b:", "a(", "a:", "try{",
        "a[", "!",
    ] {
        Document::parse(&unit.repeat(20_000));
    }
}

/// Checks that the place of everything lies within that of what holds it.
fn nests(outer: Span, items: &[Item<'_>]) -> bool {
    let mut last = outer.start;
    items.iter().all(|item| {
        let is_in_order = item.span.start >= last;
        last = item.span.end;
        is_in_order && outer.contains(item.span) && item_nests(item)
    })
}

fn item_nests(item: &Item<'_>) -> bool {
    let span = item.span;
    let block = |block: &Block<'_>| {
        span.contains(block.name.span)
            && span.contains(block.braces)
            && nests(block.braces, &block.items)
    };
    let body = |body: &Body<'_>| span.contains(body.span) && nests(body.span, &body.items);
    match &item.kind {
        ItemKind::Setting(setting) => {
            setting.path.iter().all(|name| span.contains(name.span))
                && span.contains(setting.equals)
                && expr_nests(span, &setting.value)
        }
        ItemKind::Block(inner) | ItemKind::Selector(_, inner) => block(inner),
        ItemKind::Include(value) | ItemKind::Expression(value) => expr_nests(span, value),
        ItemKind::Label(_, inner) => inner
            .as_ref()
            .is_none_or(|inner| span.contains(inner.span) && item_nests(inner)),
        ItemKind::Declaration(_, value) | ItemKind::Return(value) => {
            value.as_ref().is_none_or(|value| expr_nests(span, value))
        }
        ItemKind::Function(_, closure) => closure_nests(span, closure),
        ItemKind::If(condition, then, otherwise) => {
            expr_nests(span, condition) && body(then) && otherwise.as_ref().is_none_or(body)
        }
        ItemKind::Loop(_, over, inner) => {
            over.as_ref().is_none_or(|over| expr_nests(span, over)) && body(inner)
        }
        ItemKind::Switch(value, cases) => {
            expr_nests(span, value) && cases.iter().all(|case| nests(span, &case.items))
        }
        ItemKind::Try(inner, others) => body(inner) && others.iter().all(body),
        ItemKind::Other | ItemKind::Unreadable => true,
    }
}

fn closure_nests(span: Span, closure: &Closure<'_>) -> bool {
    span.contains(closure.body.span) && nests(closure.body.span, &closure.body.items)
}

fn expr_nests(outer: Span, expr: &Expr<'_>) -> bool {
    let span = expr.span;
    let inner = |inner: &Expr<'_>| expr_nests(span, inner);
    outer.contains(span)
        && match &expr.kind {
            ExprKind::Text(_, parts) => parts.iter().all(|part| match part {
                TextPart::Chunk(place) | TextPart::Variable(place) => span.contains(*place),
                TextPart::Code(place, code) => {
                    span.contains(*place)
                        && code.as_ref().is_none_or(|code| expr_nests(*place, code))
                }
            }),
            ExprKind::List(elements) => elements.iter().all(inner),
            ExprKind::Map(entries) => entries
                .iter()
                .all(|entry| inner(&entry.key) && inner(&entry.value)),
            ExprKind::Closure(closure) => closure_nests(span, closure),
            ExprKind::Property(property) => inner(&property.target),
            ExprKind::Unary(_, target)
            | ExprKind::As(target, _)
            | ExprKind::Cast(_, target)
            | ExprKind::Paren(target)
            | ExprKind::Spread(target) => inner(target),
            ExprKind::Index(target, indices) => inner(target) && indices.iter().all(inner),
            ExprKind::Call(target, arguments) => {
                inner(target) && arguments.iter().all(|it| inner(&it.value))
            }
            ExprKind::New(arguments) => arguments.iter().all(|it| inner(&it.value)),
            ExprKind::Binary(binary) => inner(&binary.left) && inner(&binary.right),
            ExprKind::Assign(left, _, right) => inner(left) && inner(right),
            ExprKind::Ternary(ternary) => {
                let crate::tree::Ternary {
                    condition,
                    then,
                    otherwise: other,
                } = &**ternary;
                inner(condition) && inner(then) && inner(other)
            }
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number | ExprKind::Name(_) => true,
        }
}

fn is_sound(text: &str) -> bool {
    let document = Document::parse(text);
    let all = Span {
        start: 0,
        end: text.len(),
    };
    nests(all, &document.items)
        && document
            .problems
            .iter()
            .all(|problem| all.contains(problem.span))
}

/// A text with most of what a configuration may have.
const MUCH: &str = r#"#!/usr/bin/env nextflow
wave { enabled = true; strategy = ['conda', "x${ y ?: "z" }"] } // why
params.list = [a: 1, 'b-c': [2, 3.GB,], (d): { it -> "$it.name" }]
process {
    withName: 'A|B' { cpus = { 2 * task.attempt }; ext.args = '''
        --x \
        ''' }
    time = params.t ? 1.h : task.exitStatus in [1, 2] && !x.y?.z[0] ? 2.h
        : 3.h as Duration
}
def f(String a, b = 2) { return a + b }
if (x == 1) { includeConfig "conf/${y}.config" } else if (!z) a = f(1, c: 2) { d }
switch (x) { case 1: a.b = /c\/d/; break; default: e = $/f/$ }
for (i in 1..3) { println i }
try { x << (y) } catch (Exception e) { } finally { (a, b) = [1, 2] }
profiles { 'my-p' { docker.enabled = false } }
/* the end */ plugins { id 'é@1.0' }
"#;

#[test]
fn every_beginning_and_every_end_of_a_text_is_read() {
    assert_eq!(Document::parse(MUCH).problems, []);
    for (at, _) in MUCH.char_indices() {
        assert!(is_sound(&MUCH[..at]), "up to {at}");
        assert!(is_sound(&MUCH[at..]), "from {at}");
    }
}

#[test]
fn a_long_text_is_read_in_no_time_whatever_its_shape() {
    // With anything that looks ahead to the end, these would take minutes.
    for unit in [
        "[", "{", "((((", "\"${", "a.b.c.", "/* ", "'''", "a -> ", "{ a, ", "(a, ", "/a", "$/ ",
        "a\n", "\n\n", "// a\n", "a = 1\n", "a.b = c ", "a { }\n", "a ? b : ", "if (a)\n", "else ",
        "case a: ", "a = \n", "\n.a", "A<B> ", "def a\n", "} ", "a: ", "\\\n", "\u{a0}",
    ] {
        let text = unit.repeat(100_000 / unit.len());
        let document = Document::parse(&text);
        assert!(document.items.len() + document.problems.len() < text.len());
    }
}

/// The statements of a text, with the places of everything.
fn tree(text: &str) -> String {
    let document = Document::parse(text);
    format!("{:?} {:?}", document.items, document.problems)
}

/// Code with statements, some of which make sense.
const CODE: &str =
    r#"([a-c{}()\[\]"'.,;:=?+! \n0-9]|\$\{|->| in | as |if|a = 1|b \{|c\.d = '| \}\n|\]\n){0,25}"#;

proptest! {
    // A line end before the equals sign or the brace is read the general way.
    #[test]
    fn settings_are_read_as_any_expression_is(path in "[ab](\\.[bc]){0,3}", value in CODE) {
        let common = tree(&format!("{path}  = {value}"));
        let general = tree(&format!("{path} \n= {value}"));
        prop_assert_eq!(common, general);
    }

    #[test]
    fn blocks_are_read_as_any_expression_is(name in "[ab]", inner in CODE) {
        let common = tree(&format!("a = 1; {name}  {{{inner}"));
        let general = tree(&format!("a = 1; {name} \n{{{inner}"));
        prop_assert_eq!(common, general);
    }

    #[test]
    fn the_tree_of_any_text_nests(text in any::<String>()) {
        prop_assert!(is_sound(&text));
    }

    #[test]
    fn the_tree_of_any_code_nests(
        text in r#"([a-c{}()\[\]"'$/.,;:=?*+! \n0-9]|\$\{|'''|"""|->| in | as |if|def |case |switch\(a\)|a = 1|b \{|withName: ){0,40}"#,
    ) {
        prop_assert!(is_sound(&text));
    }
}
