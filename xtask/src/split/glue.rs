//! Gives what the program and its script call in each other short names. wasm-bindgen's end in a
//! hash of 64 bits, which no compression makes smaller, and each is in both.

use std::collections::BTreeMap;
use std::convert::Infallible;

use anyhow::anyhow;
use regex::{Captures, Regex};
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Imports, Parser};

/// What wasm-bindgen names: the functions of either side, and the module that the script is to the
/// program.
const NAME: &str = r"\b(?:__wbg_|__wbindgen_|wasm_bindgen__)\w+|\./[\w-]+_bg\.js";

/// A script and a program with short names.
pub(super) fn shortened(script: &str, program: &[u8]) -> anyhow::Result<(String, Vec<u8>)> {
    let name = Regex::new(NAME)?;
    let mut names = Names::default();
    let script = name.replace_all(script, |found: &Captures<'_>| names.short(&found[0]));
    let mut module = Module::new();
    names
        .parse_core_module(&mut module, Parser::new(0), program)
        .map_err(|error| anyhow!("the program could not be read: {error}"))?;
    Ok((script.into_owned(), module.finish()))
}

/// The short names, by the long ones. What the script does not name keeps its own.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// A name that the script has: one that begins with a dollar is nobody else's there.
    fn short(&mut self, long: &str) -> String {
        let next = format!("${}", self.0.len());
        self.0.entry(long.to_owned()).or_insert(next).clone()
    }

    fn of<'a>(&'a self, long: &'a str) -> &'a str {
        self.0.get(long).map_or(long, String::as_str)
    }
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: Imports<'_>,
    ) -> Result<(), Error<Infallible>> {
        let Imports::Single(_, import) = imports else {
            return utils::parse_imports(self, section, imports);
        };
        let kind = self.entity_type(import.ty)?;
        section.import(self.of(import.module), self.of(import.name), kind);
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(self.of(export.name), kind, index);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    use super::*;

    /// A program with one import and two exports.
    fn program(module: &str, import: &str, exports: [&str; 2]) -> Vec<u8> {
        let mut program = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        program.section(&types);
        let mut section = ImportSection::new();
        section.import(module, import, EntityType::Function(0));
        program.section(&section);
        let mut section = ExportSection::new();
        for name in exports {
            section.export(name, ExportKind::Func, 0);
        }
        program.section(&section);
        program.finish()
    }

    #[test]
    fn a_name_is_the_same_short_one_in_script_and_program() {
        let script = "return { \"./app-1f_bg.js\": { __wbg_focus_d5e2fdbdb56416f0: f } }; \
                      wasm.wasm_bindgen__convert__closures_____invoke__h54359cebe8f1be2c(); \
                      wasm.memory; imports.__wbg_focus_d5e2fdbdb56416f0";
        let long = program(
            "./app-1f_bg.js",
            "__wbg_focus_d5e2fdbdb56416f0",
            [
                "wasm_bindgen__convert__closures_____invoke__h54359cebe8f1be2c",
                "memory",
            ],
        );
        let (script, short) = shortened(script, &long).unwrap();

        assert_eq!(
            script,
            "return { \"$0\": { $1: f } }; wasm.$2(); wasm.memory; imports.$1"
        );
        assert_eq!(short, program("$0", "$1", ["$2", "memory"]));
    }

    #[test]
    fn what_the_script_does_not_name_keeps_its_name() {
        let long = program(
            "./parts.js",
            "__wasm_split_load",
            ["__wbindgen_start", "main"],
        );
        let (script, same) = shortened("wasm.main(); a.__wbg", &long).unwrap();

        assert_eq!(script, "wasm.main(); a.__wbg");
        assert_eq!(same, long);
    }
}
