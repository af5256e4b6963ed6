//! Takes the classes that libraries offer to scripts out of the program: nothing here uses one, and
//! what they call would be fetched with the first page (leptos brings streams with server functions).

use std::collections::BTreeSet;
use std::convert::Infallible;

use anyhow::anyhow;
use regex::Regex;
use wasm_encoder::reencode::{Error, Reencode, utils};
use wasm_encoder::{ExportSection, Module};
use wasmparser::{Export, Parser};

/// A class as wasm-bindgen writes it, with what frees its objects.
const CLASS: &str =
    r"(?ms)^export class (?<name>\w+) \{$.*?^\}\n(?:if \(Symbol\.dispose\) [^\n]*\n)?";

/// What frees the objects of a class that nobody has freed.
const FINALIZATION: &str = r"(?m)^const \w+Finalization = [^;]*;\n";

/// What a script calls in the program.
const CALL: &str = r"\bwasm\.(?<name>\w+)";

/// A script without classes, and what it no longer calls in the program.
pub(super) fn without_classes(script: &str) -> anyhow::Result<(String, BTreeSet<String>)> {
    let classes = Regex::new(CLASS)?;
    let finalization = Regex::new(FINALIZATION)?;
    let rest = classes.replace_all(script, "");
    let rest = finalization.replace_all(&rest, "").into_owned();
    for class in classes.captures_iter(script) {
        let name = Regex::new(&format!(r"\b{}\b", &class["name"]))?;
        anyhow::ensure!(
            !name.is_match(&rest),
            "the script uses its class {}, which would be taken out",
            &class["name"]
        );
    }
    let calls = Regex::new(CALL)?;
    let called = |text: &str| -> BTreeSet<String> {
        let calls = calls.captures_iter(text);
        calls.map(|call| call["name"].to_owned()).collect()
    };
    let unused = &called(script) - &called(&rest);
    Ok((rest, unused))
}

/// A program that does not export what has these names. What only they use goes when it is made
/// smaller.
pub(super) fn without_exports(program: &[u8], names: &BTreeSet<String>) -> anyhow::Result<Vec<u8>> {
    let mut module = Module::new();
    WithoutExports(names)
        .parse_core_module(&mut module, Parser::new(0), program)
        .map_err(|error| anyhow!("the program could not be read: {error}"))?;
    Ok(module.finish())
}

struct WithoutExports<'a>(&'a BTreeSet<String>);

impl Reencode for WithoutExports<'_> {
    type Error = Infallible;

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error<Infallible>> {
        if self.0.contains(export.name) {
            return Ok(());
        }
        utils::parse_export(self, exports, export)
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{ExportKind, TypeSection};

    use super::*;

    const SCRIPT: &str = "\
export class Stream {
    free() {
        StreamFinalization.unregister(this);
        wasm.__wbg_stream_free(0);
    }
    pull() {
        wasm.stream_pull(wasm.malloc());
    }
}
if (Symbol.dispose) Stream.prototype[Symbol.dispose] = Stream.prototype.free;

const StreamFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {}, unregister: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_stream_free(ptr, 1));

export function main() {
    wasm.main(wasm.malloc());
}
";

    #[test]
    fn classes_go_with_what_only_they_call() {
        let (rest, unused) = without_classes(SCRIPT).unwrap();
        assert_eq!(
            rest.trim(),
            "export function main() {\n    wasm.main(wasm.malloc());\n}"
        );
        let unused: Vec<_> = unused.iter().map(String::as_str).collect();
        assert_eq!(unused, ["__wbg_stream_free", "stream_pull"]);
    }

    #[test]
    fn a_class_that_is_used_is_not_taken_out() {
        let script = format!("{SCRIPT}\nfunction give() {{ return new Stream(); }}\n");
        let said = without_classes(&script).unwrap_err().to_string();
        assert!(said.contains("Stream"), "{said}");
    }

    #[test]
    fn a_script_without_classes_stays_as_it_is() {
        let script = "export function main() { wasm.main(); }\n";
        let (rest, unused) = without_classes(script).unwrap();
        assert_eq!(rest, script);
        assert!(unused.is_empty());
    }

    #[test]
    fn what_is_not_exported_any_more_is_what_was_named() {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        module.section(&types);
        let mut exports = ExportSection::new();
        for name in ["main", "stream_pull"] {
            exports.export(name, ExportKind::Memory, 0);
        }
        module.section(&exports);
        let names = BTreeSet::from(["stream_pull".to_owned()]);
        let program = without_exports(&module.finish(), &names).unwrap();

        let mut expected = Module::new();
        expected.section(&types);
        let mut exports = ExportSection::new();
        exports.export("main", ExportKind::Memory, 0);
        expected.section(&exports);
        assert_eq!(program, expected.finish());
    }
}
