//! Puts functions that are much alike side by side, where they compress best: what a generic
//! function becomes for one type differs little from what it becomes for another.

use std::collections::{BTreeSet, HashMap};

use anyhow::Context;
use wasm_encoder::{Encode, NameMap, NameSection, Section};
use wasmparser::{Parser, Payload, TypeRef};

/// How many bytes of code are compared at a time. Fewer are found everywhere, more miss functions
/// that differ in a number; of 3, 4, 5, 6 and 8 this makes the program smallest.
const WINDOW: usize = 4;

/// What is in more functions than these tells nothing about any of them, and is not compared.
const COMMON: usize = 400;

/// The program with names for its functions that are in the order in which it compresses best.
pub(super) fn named_by_likeness(program: &[u8]) -> anyhow::Result<Vec<u8>> {
    let (imported, bodies) = functions(program)?;
    let mut places: Vec<_> = chain(&bodies).into_iter().zip(0_u32..).collect();
    places.sort_unstable();
    let mut names = NameMap::new();
    for ((_, place), index) in places.iter().zip(imported..) {
        names.append(index, &format!("{place:06}"));
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut all = program.to_vec();
    all.push(section.id());
    section.encode(&mut all);
    Ok(all)
}

/// How many functions a program imports, and the code of its own.
fn functions(program: &[u8]) -> anyhow::Result<(u32, Vec<&[u8]>)> {
    let mut imported = 0;
    let mut bodies = Vec::new();
    for payload in Parser::new(0).parse_all(program) {
        match payload.context("the program could not be read")? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let is_function = matches!(import?.ty, TypeRef::Func(_));
                    imported += u32::from(is_function);
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(body.as_bytes()),
            _ => {}
        }
    }
    Ok((imported, bodies))
}

/// The functions one after another, each followed by the one that is most like it of those that
/// are left.
fn chain(bodies: &[&[u8]]) -> Vec<usize> {
    let windows: Vec<BTreeSet<&[u8]>> = bodies
        .iter()
        .map(|body| body.windows(WINDOW).collect())
        .collect();
    let mut having: HashMap<&[u8], Vec<usize>> = HashMap::new();
    for (function, windows) in windows.iter().enumerate() {
        for window in windows {
            having.entry(window).or_default().push(function);
        }
    }
    having.retain(|_, functions| (2..=COMMON).contains(&functions.len()));
    // Where nothing is alike, those with the same beginning follow one another.
    let mut others: Vec<_> = (0..bodies.len()).collect();
    others.sort_by_key(|function| bodies[*function]);
    let mut others = others.into_iter();

    let mut is_left = vec![true; bodies.len()];
    let mut shared = vec![0_usize; bodies.len()];
    let mut chain = Vec::with_capacity(bodies.len());
    let mut next = others.next();
    while let Some(function) = next {
        is_left[function] = false;
        chain.push(function);
        let mut alike = Vec::new();
        for window in &windows[function] {
            for other in having.get(window).into_iter().flatten() {
                if is_left[*other] {
                    if shared[*other] == 0 {
                        alike.push(*other);
                    }
                    shared[*other] += 1;
                }
            }
        }
        let most_alike = alike.iter().copied().max_by(|one, other| {
            let of = |it: usize| {
                (
                    shared[it],
                    windows[it].len() + windows[function].len() - shared[it],
                )
            };
            let ((one_shared, one_all), (other_shared, other_all)) = (of(*one), of(*other));
            let likeness = (one_shared * other_all).cmp(&(other_shared * one_all));
            likeness.then(other.cmp(one))
        });
        for other in alike {
            shared[other] = 0;
        }
        next = most_alike.or_else(|| others.find(|other| is_left[*other]));
    }
    chain
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{
        CodeSection, EntityType, Function, FunctionSection, ImportSection, Module, TypeSection,
    };

    use super::*;

    #[test]
    fn a_function_is_followed_by_the_one_that_is_most_like_it() {
        let bodies: [&[u8]; 5] = [
            b"one and another thing",
            b"quite something else",
            b"one and another king",
            b"quite something more",
            b"one and a ring",
        ];
        assert_eq!(chain(&bodies), [4, 2, 0, 1, 3]);
    }

    #[test]
    fn functions_that_share_nothing_are_all_there() {
        let bodies: [&[u8]; 4] = [b"wxyz", b"", b"abcd", b"ab"];
        assert_eq!(chain(&bodies), [1, 3, 2, 0]);
    }

    #[test]
    fn names_are_for_the_functions_behind_the_imported_ones() {
        let mut program = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        program.section(&types);
        let mut imports = ImportSection::new();
        imports.import("script", "call", EntityType::Function(0));
        program.section(&imports);
        let mut functions = FunctionSection::new();
        let mut code = CodeSection::new();
        for locals in [3, 1] {
            functions.function(0);
            let mut function = Function::new([(locals, wasm_encoder::ValType::I32)]);
            function.instructions().end();
            code.function(&function);
        }
        program.section(&functions);
        program.section(&code);
        let program = program.finish();
        let all = named_by_likeness(&program).unwrap();

        assert!(all.starts_with(&program));
        let names = String::from_utf8_lossy(&all[program.len()..]).into_owned();
        assert_eq!(
            names,
            "\0\u{18}\u{4}name\u{1}\u{11}\u{2}\u{1}\u{6}000001\u{2}\u{6}000000"
        );
    }
}
