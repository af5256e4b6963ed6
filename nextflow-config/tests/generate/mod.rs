//! Generated configurations, in the styles that people have, and changes of them.

use nextflow_config::{Change, Value};
use proptest::prelude::*;

/// A configuration and what is wanted of it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) text: String,
    pub(crate) profiles: Vec<&'static str>,
    /// No path is within another one.
    pub(crate) changes: Vec<Change>,
    pub(crate) removes_duplicates: bool,
}

/// How a text is laid out.
#[derive(Clone, Debug)]
pub(crate) struct Style {
    indent: &'static str,
    equals: &'static str,
    line_end: LineEnd,
    ends_in_line_end: bool,
}

#[derive(Clone, Copy, Debug)]
enum LineEnd {
    Lf,
    CrLf,
    Cr,
    /// CR LF in every third line.
    Mixed,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            indent: "    ",
            equals: " = ",
            line_end: LineEnd::Lf,
            ends_in_line_end: true,
        }
    }
}

/// A statement.
#[derive(Clone, Debug)]
pub(crate) enum Statement {
    /// `name.name = value // comment`
    Setting(String, String, &'static str),
    /// `name { … }`, and how it is laid out.
    Block(String, Vec<Statement>, Shape),
    /// Lines as they are.
    Lines(String),
}

/// How a block is laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shape {
    /// A statement in each line, and the braces in lines of their own.
    Lines,
    /// The same, with the closing brace after the last statement.
    ClosedInLine,
    /// All in one line, with semicolons.
    OneLine,
    /// The same, with one after the last statement.
    OneLineClosed,
    /// All in one line, with nothing around the braces.
    Tight,
    /// The opening brace is in the next line, and a comment in the last.
    Loose,
}

/// The settings that the texts and the changes are about.
const PATHS: [&str; 20] = [
    "wave.enabled",
    "wave.freeze",
    "wave.strategy",
    "wave.build.repository",
    "wave.build.cacheRepository",
    "wave.build.conda.mambaImage",
    "wave.build.compression.level",
    "wave.build.compression.mode",
    "wave.scan.mode",
    "wave.retryPolicy.delay",
    "docker.enabled",
    "docker.registry",
    "tower.workspaceId",
    "process.cpus",
    "process.container",
    "process.'withName:ALIGN'.cpus",
    "process.'withName:ALIGN'.memory",
    "process.'withLabel:big|small'.cpus",
    "params.on",
    "env.'A-B'",
];

/// Scopes that can be taken out.
const SCOPES: [&str; 4] = [
    "wave.build",
    "wave.build.compression",
    "wave.scan",
    "process.'withName:ALIGN'",
];

fn names(path: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut is_quoted = false;
    for part in path.split('.') {
        match names.last_mut() {
            Some(last) if is_quoted => {
                last.push('.');
                last.push_str(part);
            }
            _ => names.push(part.to_owned()),
        }
        is_quoted ^= part.matches('\'').count() % 2 == 1;
    }
    names
}

fn literal() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::sample::select(vec!["true", "false"]),
        2 => prop::sample::select(vec!["1", "2", "0x10", "2.0", "null"]),
        3 => prop::sample::select(vec!["'x'", "\"y\"", "'it\\'s'", "'''z'''", "'40m'", "\"${params.on}\""]),
        1 => prop::sample::select(vec!["['a', \"b\"]", "[]", "[\n        'a', // first\n        'b',\n    ]", "['a': 1]"]),
        1 => prop::sample::select(vec!["40.min", "8.GB", "'8 GB' as MemoryUnit"]),
        1 => prop::sample::select(vec!["params.on", "params.on ?: 1", "params.on ? 'a' : 'b'", "docker.registry", "wave.freeze"]),
        1 => prop::sample::select(vec!["System.getenv('X')", "{ task.cpus * 2 }", "true && !false", "-5", "(3)"]),
    ]
    .prop_map(str::to_owned)
}

fn comment() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        4 => Just(""),
        1 => prop::sample::select(vec![" // why", "  // wave.enabled = false", " /* c */", ";", " ; // x"]),
    ]
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        5 => Just(Shape::Lines),
        1 => Just(Shape::ClosedInLine),
        2 => Just(Shape::OneLine),
        1 => Just(Shape::OneLineClosed),
        1 => Just(Shape::Tight),
        1 => Just(Shape::Loose),
    ]
}

/// A setting written with dots, in blocks or in maps: so many of its names are outside.
fn setting() -> impl Strategy<Value = Statement> {
    let path = prop::sample::select(PATHS.to_vec());
    let form = prop_oneof![4 => Just(0), 5 => Just(1), 2 => Just(2), 2 => Just(3), 1 => Just(4)];
    (path, literal(), comment(), form, shape(), shape()).prop_map(
        |(path, value, comment, form, outer, inner)| {
            let names = names(path);
            written(&names, value, comment, form, [outer, inner])
        },
    )
}

fn written(
    names: &[String],
    value: String,
    comment: &'static str,
    form: u8,
    shapes: [Shape; 2],
) -> Statement {
    let [first, rest @ ..] = names else {
        panic!("a path has names")
    };
    let [outer, inner] = shapes;
    match (form, rest) {
        // Blocks for every scope.
        (2, [scope, _, ..]) => {
            let name = block_name(scope);
            let setting = Statement::Setting(rest[1..].join("."), value, comment);
            let block = Statement::Block(name, vec![setting], inner);
            Statement::Block(first.clone(), vec![block], outer)
        }
        (1 | 2, rest) => {
            let setting = Statement::Setting(rest.join("."), value, comment);
            Statement::Block(first.clone(), vec![setting], outer)
        }
        // A map.
        (3, rest) => {
            let open: Vec<String> = rest.iter().map(|name| format!("[{name}: ")).collect();
            let open = open.concat();
            let close = "]".repeat(rest.len());
            Statement::Setting(first.clone(), format!("{open}{value}{close}"), comment)
        }
        // A quoted last name.
        (4, [.., last]) if !last.starts_with('\'') => {
            let front = names[..names.len() - 1].join(".");
            Statement::Setting(format!("{front}.'{last}'"), value, comment)
        }
        _ => Statement::Setting(names.join("."), value, comment),
    }
}

/// The name of a block; of a selector, what it is written as.
fn block_name(name: &str) -> String {
    match name.trim_matches('\'').split_once(':') {
        Some((kind, target)) => format!("{kind}: '{target}'"),
        None => name.to_owned(),
    }
}

/// Some settings in one block.
fn block() -> impl Strategy<Value = Statement> {
    let scope = prop::sample::select(vec!["wave", "docker", "process", "params", "tower"]);
    let settings = prop::collection::vec((0..PATHS.len(), literal(), comment()), 0..4);
    (scope, settings, shape()).prop_map(|(scope, settings, shape)| {
        let inside = settings.into_iter().map(|(number, value, comment)| {
            let names = names(PATHS[number]);
            if names[0] == scope {
                // No parser of both takes a quoted name in front.
                if names[1].starts_with('\'') {
                    let setting = Statement::Setting(names[2..].join("."), value, comment);
                    return Statement::Block(block_name(&names[1]), vec![setting], Shape::OneLine);
                }
                return Statement::Setting(names[1..].join("."), value, comment);
            }
            Statement::Setting("other".to_owned(), value, comment)
        });
        Statement::Block(scope.to_owned(), inside.collect(), shape)
    })
}

fn profiles() -> impl Strategy<Value = Statement> {
    let name = prop::sample::select(vec!["standard", "big", "wave", "'my-own'"]);
    let profile = (
        name,
        prop::collection::vec(prop_oneof![setting(), block()], 0..3),
        shape(),
    );
    (prop::collection::vec(profile, 1..3), shape()).prop_map(|(profiles, shape)| {
        let profiles = profiles
            .into_iter()
            .map(|(name, inside, shape)| Statement::Block(name.to_owned(), inside, shape));
        Statement::Block("profiles".to_owned(), profiles.collect(), shape)
    })
}

fn lines() -> impl Strategy<Value = Statement> {
    let fixed = prop::sample::select(vec![
        "",
        "",
        "// wave.enabled = false",
        "/* wave {\n   enabled = true */",
        "includeConfig 'conf/base.config'",
        "includeConfig params.on ? 'a' : 'b'",
        "plugins { id 'nf-wave' }",
        "wave { }",
        "wave {\n    // nothing yet\n}",
        "process { withName: ALIGN { cpus = 1 }\n  withLabel: 'big|small' { cpus = 2 } }",
        "manifest.version = '1.0'; manifest.name = 'x'",
    ]);
    let code = prop::sample::select(vec![
        "def r = 'x'",
        "if (params.on) { wave.enabled = false }",
        "if (true) {\n  wave.freeze = true\n} else {\n  docker.enabled = true\n}",
        "try { includeConfig 'x' } catch (e) { }",
        "wave['freeze'] = true",
        "wave.a = docker.enabled = true",
        "wave = null",
        "wave = true",
        "wave.build = 'x'",
        "label: 1",
        "wave { enabled: true }",
        "wave { 'enabled' = true }",
        "process.cpus = { check_max(1) }",
        "function()",
    ]);
    prop_oneof![6 => fixed, 1 => code].prop_map(|lines| Statement::Lines(lines.to_owned()))
}

/// One statement of a configuration.
pub(crate) fn statement() -> impl Strategy<Value = Statement> {
    prop_oneof![
        6 => setting(),
        4 => block(),
        1 => profiles(),
        3 => lines(),
    ]
}

fn style() -> impl Strategy<Value = Style> {
    let indent = prop::sample::select(vec!["    ", "  ", "\t", ""]);
    let equals = prop::sample::select(vec![" = ", "=", "   = ", "\t= "]);
    let line_end = prop_oneof![
        6 => Just(LineEnd::Lf),
        2 => Just(LineEnd::CrLf),
        1 => Just(LineEnd::Cr),
        1 => Just(LineEnd::Mixed),
    ];
    (indent, equals, line_end, prop::bool::weighted(0.8)).prop_map(
        |(indent, equals, line_end, ends_in_line_end)| Style {
            indent,
            equals,
            line_end,
            ends_in_line_end,
        },
    )
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => any::<bool>().prop_map(Value::from),
        2 => (-3..9_i64).prop_map(Value::from),
        3 => prop::sample::select(vec!["x", "y", "it's", "a$b", "40m", "", "\\"]).prop_map(Value::from),
        1 => Just(Value::from(vec!["a", "b"])),
        1 => Just(Value::Duration(2_400_000)),
        1 => Just(Value::Memory(8 << 30)),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        6 => (prop::sample::select(PATHS.to_vec()), value())
            .prop_map(|(path, value)| Change::set(path, value)),
        3 => prop::sample::select(PATHS.to_vec()).prop_map(Change::unset),
        1 => prop::sample::select(SCOPES.to_vec()).prop_map(Change::unset),
    ];
    prop::collection::vec(change, 1..5).prop_map(|changes| {
        let mut kept: Vec<Change> = Vec::new();
        for change in changes {
            let nested = |other: &Change| {
                let (one, other) = (&change.path, &other.path);
                super::is_within(one, other) || super::is_within(other, one)
            };
            if !kept.iter().any(nested) {
                kept.push(change);
            }
        }
        kept
    })
}

/// A configuration and changes of it.
pub(crate) fn case() -> impl Strategy<Value = Case> {
    (
        prop::collection::vec(statement(), 0..7),
        style(),
        changes(),
        prop::sample::select(vec![vec![], vec![], vec!["big"], vec!["big", "standard"]]),
        prop::bool::weighted(0.3),
    )
        .prop_map(
            |(statements, style, changes, profiles, removes_duplicates)| Case {
                text: text_of(&statements, &style),
                profiles,
                changes,
                removes_duplicates,
            },
        )
}

/// Writes statements in a style.
pub(crate) fn text_of(statements: &[Statement], style: &Style) -> String {
    let mut text = String::new();
    for statement in statements {
        push(&mut text, statement, style, 0);
        text.push('\n');
    }
    if !style.ends_in_line_end {
        text.truncate(text.trim_end_matches('\n').len());
    }
    match style.line_end {
        LineEnd::Lf => text,
        LineEnd::CrLf => text.replace('\n', "\r\n"),
        LineEnd::Cr => text.replace('\n', "\r"),
        LineEnd::Mixed => {
            let lines = text.split_inclusive('\n').enumerate();
            lines
                .map(|(number, line)| match number % 3 {
                    0 => line.replace('\n', "\r\n"),
                    _ => line.to_owned(),
                })
                .collect()
        }
    }
}

fn push(text: &mut String, statement: &Statement, style: &Style, depth: usize) {
    let indent = style.indent.repeat(depth);
    match statement {
        Statement::Setting(path, value, comment) => {
            text.push_str(&indent);
            text.push_str(path);
            text.push_str(style.equals);
            text.push_str(value);
            text.push_str(comment);
        }
        Statement::Lines(lines) => {
            text.push_str(&indent);
            text.push_str(lines);
        }
        Statement::Block(name, inside, shape) => {
            text.push_str(&indent);
            text.push_str(name);
            match shape {
                Shape::OneLine | Shape::OneLineClosed | Shape::Tight if is_one_line(inside) => {
                    let (open, separator, close) = match shape {
                        Shape::Tight => ("{", ";", "}"),
                        Shape::OneLineClosed => (" { ", "; ", "; }"),
                        _ => (" { ", "; ", " }"),
                    };
                    text.push_str(open);
                    for (number, statement) in inside.iter().enumerate() {
                        text.push_str(if number > 0 { separator } else { "" });
                        push(text, statement, style, 0);
                    }
                    text.push_str(if inside.is_empty() { " }" } else { close });
                    return;
                }
                Shape::Loose => text.extend(["\n", &indent, "{\n"]),
                _ => text.push_str(" {\n"),
            }
            for (number, statement) in inside.iter().enumerate() {
                text.push_str(if number > 0 { "\n" } else { "" });
                push(text, statement, style, depth + 1);
            }
            let ends_open = text.lines().last().is_some_and(|line| line.contains("//"));
            match shape {
                Shape::ClosedInLine if !ends_open && !inside.is_empty() => text.push_str(" }"),
                Shape::Loose => {
                    text.extend(["\n", &indent, style.indent, "// end\n", &indent, "}"]);
                }
                _ => text.extend(["\n", &indent, "}"]),
            }
        }
    }
}

/// Whether statements can be in one line with others.
fn is_one_line(statements: &[Statement]) -> bool {
    statements.iter().all(|statement| match statement {
        Statement::Setting(_, value, comment) => {
            !value.contains('\n') && !comment.contains("//") && !comment.contains(';')
        }
        Statement::Block(_, inside, shape) => {
            let is_short = matches!(shape, Shape::OneLine | Shape::OneLineClosed | Shape::Tight);
            is_short && is_one_line(inside)
        }
        Statement::Lines(_) => false,
    })
}
