//! Who uses whom in a crate, held against the layers it declares.
//!
//! A path is followed as far as it names modules of the crate, and through what they take over
//! from others (`pub use`): who names a thing where it is only passed on uses both.
//! Start at [`first_wrong_arrow`] and [`circles`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use crate::source::{Module, Source};

/// The order of a crate's modules.
pub(crate) struct Law {
    /// A module uses those of earlier lines only.
    pub(crate) layers: &'static [&'static [&'static str]],
    /// Modules that use nothing but the first line, wherever they stand.
    pub(crate) plain: &'static [&'static str],
}

/// A use of one file by another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Arrow {
    from: Module,
    line: usize,
    to: Module,
}

/// The first use that a law does not allow, in words.
pub(crate) fn first_wrong_arrow(source: &Source, law: &Law) -> Option<String> {
    let place = |name: &str| law.layers.iter().position(|line| line.contains(&name));
    arrows(source).into_iter().find_map(|arrow| {
        let (from, to) = (arrow.from.first()?, arrow.to.first()?);
        if from == to {
            return None;
        }
        let why = match (place(from), place(to)) {
            (None, _) => format!("{from} has no place in the law"),
            (_, None) => format!("{to} has no place in the law"),
            (Some(_), Some(1..)) if law.plain.contains(&from.as_str()) => {
                format!("{from} uses the first line of the law only")
            }
            (Some(from), Some(to)) if to < from => return None,
            _ => format!("{to} is not below {from}"),
        };
        Some(format!(
            "{}: {from} -> {to} ({}): {why}",
            place_of(source, &arrow),
            arrow.to.join("::")
        ))
    })
}

/// Circles among the children of one module, each taken with everything inside it; in words. A
/// parent and its child may use each other. Of circles that share a child, one is named.
pub(crate) fn circles(source: &Source) -> Vec<String> {
    let mut siblings: BTreeMap<Module, BTreeMap<(String, String), Arrow>> = BTreeMap::new();
    for arrow in arrows(source) {
        let names = arrow.from.iter().zip(&arrow.to);
        let common = names.take_while(|(a, b)| a == b).count();
        let (Some(from), Some(to)) = (arrow.from.get(common), arrow.to.get(common)) else {
            continue;
        };
        let inside = siblings.entry(arrow.from[..common].to_vec()).or_default();
        inside.entry((from.clone(), to.clone())).or_insert(arrow);
    }
    let mut found = Vec::new();
    for arrows in siblings.values() {
        let mut edges: BTreeSet<(String, String)> = arrows.keys().cloned().collect();
        while let Some(circle) = shortest_circle(&edges) {
            let mut words = String::new();
            for (from, to) in circle.iter().zip(circle.iter().cycle().skip(1)) {
                let arrow = &arrows[&(from.clone(), to.clone())];
                let place = place_of(source, arrow);
                let _ = writeln!(words, "{place}: {from} -> {to} ({})", arrow.to.join("::"));
            }
            found.push(words);
            edges.retain(|(from, to)| !circle.contains(from) && !circle.contains(to));
        }
    }
    found
}

fn place_of(source: &Source, arrow: &Arrow) -> String {
    format!("{}:{}", source.file_of(&arrow.from), arrow.line)
}

/// Every use of one file by another, in the order of files and lines.
fn arrows(source: &Source) -> BTreeSet<Arrow> {
    let mut found = BTreeSet::new();
    for path in &source.paths {
        let mut ends = BTreeSet::new();
        follow(source, &path.module, &path.names, LONGEST_WAY, &mut ends);
        let from = &source.modules[&path.module].file;
        for end in ends {
            let to = &source.modules[&end].file;
            if to != from {
                found.insert(Arrow {
                    from: from.clone(),
                    line: path.line,
                    to: to.clone(),
                });
            }
        }
    }
    found
}

/// How often a name may be passed on. Names of other crates can lead in circles.
const LONGEST_WAY: usize = 16;

/// Where a path leads.
enum End {
    Module(Module),
    /// Something that is no module itself.
    Item,
}

/// Adds the modules that a path leads to: where it ends, and those that it gets a name from
/// that they only pass on. Paths into other crates lead to none.
fn follow(
    source: &Source,
    module: &Module,
    path: &[String],
    way: usize,
    ends: &mut BTreeSet<Module>,
) -> Option<End> {
    let ups = path.iter().take_while(|name| *name == "super").count();
    let (mut base, rest) = match path.first()?.as_str() {
        "crate" => (Module::new(), &path[1..]),
        "self" => (module.clone(), &path[1..]),
        _ => (
            module[..module.len().checked_sub(ups)?].to_vec(),
            &path[ups..],
        ),
    };
    let is_relative = rest.len() == path.len();
    for (at, name) in rest.iter().enumerate() {
        let child = [base.as_slice(), std::slice::from_ref(name)].concat();
        if source.modules.contains_key(&child) {
            base = child;
            continue;
        }
        let passed_on = source.modules[&base].imports.get(name);
        let end = passed_on
            .filter(|_| way > 0)
            .and_then(|path| follow(source, &base, path, way - 1, ends));
        if end.is_none() && is_relative && at == 0 {
            return None;
        }
        let Some(End::Module(module)) = end else {
            ends.insert(base);
            return Some(End::Item);
        };
        ends.insert(std::mem::replace(&mut base, module));
    }
    ends.insert(base.clone());
    Some(End::Module(base))
}

/// A shortest way back from the first node that has one.
fn shortest_circle(edges: &BTreeSet<(String, String)>) -> Option<Vec<String>> {
    let starts: BTreeSet<_> = edges.iter().map(|(from, _)| from).collect();
    starts.into_iter().find_map(|start| {
        let mut ways = VecDeque::from([vec![start.clone()]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop_front() {
            let last = way.last()?;
            for (_, to) in edges.iter().filter(|(from, _)| from == last) {
                if to == start {
                    return Some(way);
                }
                if seen.insert(to.clone()) {
                    ways.push_back([way.as_slice(), std::slice::from_ref(to)].concat());
                }
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A crate in the folder `core` of files below its `src`.
    fn core(files: &[(&str, &str)]) -> Source {
        let file = |(path, text): &(&str, &str)| ((*path).into(), (*text).to_owned());
        Source::of_files("core", &files.iter().map(file).collect())
    }

    const LAW: Law = Law {
        layers: &[
            &["finding", "secret"],
            &["registry"],
            &["wave"],
            &["platform"],
            &["snippet"],
        ],
        plain: &["platform"],
    };

    #[test]
    fn an_arrow_that_points_back_is_named_with_file_and_line() {
        let core = core(&[
            ("lib.rs", "mod finding;\nmod registry;\nmod wave;"),
            ("finding.rs", ""),
            (
                "registry.rs",
                "// crate::wave is not used here.\n\nuse crate::{finding::A, wave::B};",
            ),
            ("wave.rs", "use crate::registry::C;"),
        ]);
        assert_eq!(
            first_wrong_arrow(&core, &LAW).unwrap(),
            "core/src/registry.rs:3: registry -> wave (wave): wave is not below registry"
        );
    }

    #[test]
    fn an_arrow_is_found_however_it_is_written() {
        for text in [
            "use crate::wave::B;",
            "use super::wave::{self, B};",
            "pub(crate) use super::wave as other;",
            "fn f() { let b = crate::wave::b(); }",
            "fn f() { use crate::wave; wave::b(); }",
            "struct A { list: Vec<crate::wave::B<u8>> }",
            "impl crate::wave::B for A {}",
            "fn f(b: &dyn super::wave::B) {}",
            "fn f() -> Vec<u8> { vec![1, crate::wave::LAST] }",
            "m! { a { b: [super::wave::B] } }",
            "macro_rules! m { ($a:ident) => { $crate::wave::$a }; () => { $crate::wave::B } }",
            "fn f() { println!(\"{}\", crate::wave::b()) }",
            "m! { use crate::{finding::A, wave::B}; }",
            "#[derive(crate::wave::B)] struct A;",
            "mod inner { use super::super::wave::B; }",
            "#[cfg(not(test))] use crate::wave::B;",
            "#[cfg(any(test, unix))] use crate::wave::B;",
            "use crate::B;",
            "use super::C as B;",
        ] {
            let core = core(&[
                (
                    "lib.rs",
                    "mod finding; mod registry; mod wave; use wave::B; pub use self::wave::B as C;",
                ),
                ("finding.rs", ""),
                ("registry.rs", text),
                ("wave.rs", ""),
            ]);
            let wrong = first_wrong_arrow(&core, &LAW).unwrap_or_default();
            assert!(
                wrong.starts_with("core/src/registry.rs:1: registry -> wave"),
                "{text}: {wrong}"
            );
        }
    }

    #[test]
    fn tests_comments_texts_and_other_crates_are_no_arrows() {
        for text in [
            "//! See [`crate::wave`].",
            "/// See [`crate::wave`].\nfn f() {}",
            "const T: &str = r#\"crate::wave::Y\"#; const C: char = '\\'';",
            "#[cfg(test)]\nmod tests { use crate::wave::Z; }",
            "#[cfg(test)]\nuse crate::wave::Z;",
            "#[cfg(all(test, unix))]\nfn f() { crate::wave::z() }",
            "struct S { #[cfg(test)] z: crate::wave::Z }",
            "use wave::B;",
            "use ::wave::B;",
            "m! { ::wave::B, $wave::B }",
            "fn wave() { let wave = Self::wave; }",
            "mod wave { pub struct B; } use wave::B; use self::wave::B as C;",
            "use super::Kind; fn f() -> Kind { Kind::B }",
            "pub(in crate::registry) fn f() {}",
        ] {
            let core = core(&[
                (
                    "lib.rs",
                    "mod registry; mod wave; use wave::B; enum Kind { B }",
                ),
                (
                    "registry.rs",
                    &format!("{text}\n#[cfg(test)] mod more_tests;"),
                ),
                ("registry/more_tests.rs", "use crate::wave::Z;"),
                ("wave.rs", ""),
            ]);
            assert_eq!(first_wrong_arrow(&core, &LAW), None, "{text}");
        }
    }

    #[test]
    fn what_is_plain_uses_the_first_line_only() {
        let platform = |text| {
            let modules = "mod secret; mod registry; mod platform;";
            let files = [
                ("lib.rs", modules),
                ("secret.rs", ""),
                ("registry.rs", ""),
                ("platform.rs", text),
            ];
            first_wrong_arrow(&core(&files), &LAW)
        };
        assert_eq!(platform("fn f() { crate::secret::g() }"), None);
        let wrong = platform("fn f() { crate::registry::g() }").unwrap();
        assert!(
            wrong.ends_with("platform uses the first line of the law only"),
            "{wrong}"
        );
    }

    #[test]
    fn a_module_that_the_law_does_not_know_is_told() {
        let core = core(&[
            ("lib.rs", "mod finding; mod other;"),
            ("finding.rs", ""),
            ("other.rs", "use crate::finding::A;"),
        ]);
        let wrong = first_wrong_arrow(&core, &LAW).unwrap();
        assert!(wrong.ends_with("other has no place in the law"), "{wrong}");
    }

    #[test]
    fn a_circle_is_found_through_a_folder_and_named_arrow_by_arrow() {
        let core = core(&[
            ("lib.rs", "mod wave;"),
            ("wave.rs", "mod a;\nmod b;"),
            ("wave/a.rs", "use super::b::B;"),
            ("wave/b/mod.rs", "mod c;\nuse c::C;"),
            ("wave/b/c.rs", "use super::B;\nuse super::super::a::A;"),
        ]);
        assert_eq!(
            circles(&core),
            ["core/src/wave/a.rs:1: a -> b (wave::b)\ncore/src/wave/b/c.rs:2: b -> a (wave::a)\n"]
        );
    }

    #[test]
    fn a_circle_is_found_through_what_the_parent_passes_on() {
        let core = core(&[
            ("lib.rs", "mod wave;"),
            ("wave.rs", "mod a;\nmod b;\npub use b::B;"),
            ("wave/a.rs", "use super::B;"),
            ("wave/b.rs", "use crate::wave::a::A;"),
        ]);
        assert_eq!(
            circles(&core),
            ["core/src/wave/a.rs:1: a -> b (wave::b)\ncore/src/wave/b.rs:1: b -> a (wave::a)\n"]
        );
    }

    #[test]
    fn parent_and_child_may_use_each_other_and_a_line_is_no_circle() {
        let core = core(&[
            ("lib.rs", "mod wave;"),
            ("wave.rs", "mod a;\nmod b;\nfn f() { a::g(); b::g() }"),
            ("wave/a.rs", "use super::f;\nuse super::b::B;"),
            (
                "wave/b.rs",
                "use super::f;\n#[cfg(test)]\nmod tests { use crate::wave::a::A; }",
            ),
        ]);
        assert_eq!(circles(&core), [""; 0]);
    }
}
