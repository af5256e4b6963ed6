//! What the settings of the container engine in a Nextflow configuration make of image names.
//!
//! It reads `docker.registry` and its like wherever they stand outside profiles, because only
//! the command line says which profile counts. This module may not evaluate expressions: a
//! value that is not a plain text is left alone. Start at [`Setting::read`].

use crate::finding::{Finding, rules};
use crate::image::nextflow::{AbsoluteNames, with_registry};

rules! {
    /// A setting of the container engine puts a registry before an image.
    pub(crate) ENGINE_REGISTRY = "engine-registry" {
        severity: Info,
        why: "Nextflow puts the registry of the engine, such as docker.registry, before images \
              without a host. With docker.registryOverride it also replaces the host that an \
              image has.",
        action: "There is nothing to do. Check credentials for the image as Nextflow asks for \
                 it, not as it is written.",
    }
}

/// The engines whose settings can put a registry before names.
const ENGINES: [&str; 7] = [
    "docker",
    "podman",
    "singularity",
    "apptainer",
    "charliecloud",
    "shifter",
    "sarus",
];

/// The registry that Nextflow puts before image names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The engine, as its settings begin.
    pub engine: &'static str,
    /// How it is known to be the one that counts.
    pub choice: Choice,
    /// The registry.
    pub registry: String,
    /// What happens to names that have a host already.
    pub absolute: AbsoluteNames,
}

/// How an engine is known to be the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The text enables it.
    Enabled,
    /// The text enables none, so Docker is assumed.
    Assumed,
}

/// A name that was changed by a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The name in the text.
    pub written: String,
    /// The name that Nextflow asks for.
    pub image: String,
}

impl Setting {
    /// The setting that counts; `None` when no registry is put before names.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut engines = [const { Engine::new() }; ENGINES.len()];
        assignments(text, |path, value| {
            let (engine, key) = path.split_once('.')?;
            let place = ENGINES.iter().position(|name| *name == engine)?;
            let engine = engines.get_mut(place)?;
            match key {
                "enabled" => engine.enabled = value == "true",
                "registry" => engine.registry = plain(value),
                "registryOverride" if place == 0 => engine.overrides = value == "true",
                _ => {}
            }
            Some(())
        });
        let enabled = engines.iter().position(|engine| engine.enabled);
        let place = enabled.unwrap_or_default();
        let engine = engines.get(place)?;
        Some(Self {
            engine: ENGINES.get(place)?,
            choice: enabled.map_or(Choice::Assumed, |_| Choice::Enabled),
            registry: engine.registry?.to_owned(),
            absolute: if engine.overrides {
                AbsoluteNames::Replace
            } else {
                AbsoluteNames::Keep
            },
        })
    }

    /// The name that Nextflow asks for, where that is another one.
    pub(super) fn rewrite(&self, written: &str) -> Option<Rewritten> {
        let image = with_registry(written, &self.registry, self.absolute)?;
        (image != written).then(|| Rewritten {
            written: written.to_owned(),
            image,
        })
    }

    /// What the setting does, in words.
    pub fn finding(&self) -> Finding {
        let Self {
            engine, registry, ..
        } = self;
        let what = match self.absolute {
            AbsoluteNames::Keep => format!(
                "{engine}.registry puts {registry} before the images that have no host of their \
                 own."
            ),
            AbsoluteNames::Replace => format!(
                "{engine}.registry puts {registry} before all images, and \
                 {engine}.registryOverride takes away the host that they have."
            ),
        };
        let assumed = match self.choice {
            Choice::Enabled => "",
            Choice::Assumed => {
                " No container engine is enabled outside profiles, so Docker is assumed."
            }
        };
        Finding::info(ENGINE_REGISTRY, what + assumed)
    }

    /// Where a name comes from, in words.
    pub fn origin(&self, rewritten: &Rewritten) -> Finding {
        Finding::info(
            ENGINE_REGISTRY,
            format!(
                "{}, written with {} by {}.registry.",
                rewritten.written, self.registry, self.engine
            ),
        )
    }
}

/// What the text says of an engine.
#[derive(Clone, Copy)]
struct Engine<'t> {
    enabled: bool,
    registry: Option<&'t str>,
    overrides: bool,
}

impl Engine<'_> {
    const fn new() -> Self {
        Self {
            enabled: false,
            registry: None,
            overrides: false,
        }
    }
}

/// The text in quotes, without expressions.
fn plain(value: &str) -> Option<&str> {
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let text = value.strip_prefix(quote)?.strip_suffix(quote)?.trim();
    (!text.is_empty() && !text.contains('$')).then_some(text)
}

/// Gives every assignment with its full name: that of the blocks around it, and its own.
fn assignments<'t>(text: &'t str, mut each: impl FnMut(&str, &'t str) -> Option<()>) {
    let mut path = String::new();
    let mut blocks = Vec::new();
    let mut name = "";
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '{' => {
                blocks.push(path.len());
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
                name = "";
                1
            }
            '}' => {
                path.truncate(blocks.pop().unwrap_or_default());
                name = "";
                1
            }
            '=' => {
                let value = rest.trim_start_matches(['=', ' ', '\t']);
                let start = rest.len() - value.len();
                let end = value_end(value);
                let separator = if path.is_empty() { "" } else { "." };
                let full = [path.as_str(), separator, name].concat();
                each(&full, value.get(..end).unwrap_or_default().trim_end());
                name = "";
                start + end
            }
            '\'' | '"' => quoted_end(rest),
            '\n' | ';' => {
                name = "";
                1
            }
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |at| at + 2),
            c if is_name(c) => {
                let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                name = rest.get(..end).unwrap_or_default();
                end
            }
            c => c.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

/// Where a value ends: at its quote, or where the line or the block does. What opens a block
/// of its own is left to be read as one.
fn value_end(value: &str) -> usize {
    if value.starts_with(['\'', '"']) {
        return quoted_end(value);
    }
    let end = value.find(['\n', ';', '{', '}']).unwrap_or(value.len());
    let line = value.get(..end).unwrap_or_default();
    line.find("//").unwrap_or(end)
}

/// Where a quoted text ends, with its quotes.
fn quoted_end(text: &str) -> usize {
    let Some(quote) = text.chars().next() else {
        return 0;
    };
    let thrice = [quote; 3].iter().collect::<String>();
    if let Some(inside) = text.strip_prefix(&thrice) {
        return inside.find(&thrice).map_or(text.len(), |at| at + 6);
    }
    let mut escaped = false;
    let inside = text.get(1..).unwrap_or_default();
    let end = inside.find(|c| {
        let closes = (c == quote || c == '\n') && !escaped;
        escaped = c == '\\' && !escaped;
        closes
    });
    end.map_or(text.len(), |at| at + 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::image::extract::extract;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const PROCESS: &str = "process { container = 'biocontainers/samtools:1.17' }\n\
                           process { withName: X { container = 'ghcr.io/org/tool:1' } }\n";

    fn images(settings: &str) -> Vec<String> {
        extract(&format!("{PROCESS}{settings}")).images
    }

    #[test]
    fn a_registry_is_put_before_names_without_a_host() {
        for settings in [
            "docker.registry = 'quay.io'",
            "docker.registry='quay.io' // default",
            "docker {\n  enabled = true\n  registry = \"quay.io\"\n}",
            "docker { registry = 'quay.io'; runOptions = '-u $(id -u)' }",
            "podman.enabled = true\npodman.registry = 'quay.io'\ndocker.registry = 'x.io'",
            "singularity { enabled = true }\nsingularity.registry = 'quay.io'",
            "apptainer.registry = 'quay.io'\napptainer.enabled = true",
            "charliecloud.registry = 'quay.io'\ncharliecloud.enabled = true",
            "docker.registry = 'x.io'\ndocker.registry = 'quay.io'",
            "/* docker.registry = 'x.io' */ docker.registry = 'quay.io' // docker.registry = 'y.io'",
            "x = '''docker.registry = 'x.io' '''\ndocker.registry = 'quay.io'",
        ] {
            assert_eq!(
                images(settings),
                ["quay.io/biocontainers/samtools:1.17", "ghcr.io/org/tool:1"],
                "{settings}"
            );
        }
    }

    #[test]
    fn with_the_override_it_takes_the_place_of_a_host() {
        let settings = "docker { registry = 'mirror.io'; registryOverride = true }";
        assert_eq!(
            images(settings),
            [
                "mirror.io/biocontainers/samtools:1.17",
                "mirror.io/org/tool:1"
            ]
        );
    }

    #[test]
    fn what_does_not_count_changes_nothing() {
        for settings in [
            "",
            "docker.registry = ''",
            "docker.registry = params.registry",
            "docker.registry = \"${params.registry}\"",
            "podman.registry = 'quay.io'",
            "docker.registry = 'quay.io'\npodman.enabled = true",
            "podman { registry = 'quay.io'; enabled = false }",
            "profiles { docker { docker.registry = 'quay.io' } }",
            "profiles { a { docker { registry = 'quay.io' } } }",
            "azure { registry { server = 'quay.io' } }",
            "// docker.registry = 'quay.io'",
        ] {
            assert_eq!(
                images(settings),
                ["biocontainers/samtools:1.17", "ghcr.io/org/tool:1"],
                "{settings}"
            );
            assert_eq!(extract(&format!("{PROCESS}{settings}")).rewritten, []);
        }
    }

    #[test]
    fn both_names_are_told_and_which_engine_was_assumed() {
        let found = extract(&format!("{PROCESS}docker.registry = 'quay.io'"));
        let setting = found.setting.unwrap();
        assert_eq!(
            setting.origin(&found.rewritten[0]).message,
            "biocontainers/samtools:1.17, written with quay.io by docker.registry."
        );
        assert!(setting.finding().message.ends_with("so Docker is assumed."));
        let found = extract(&format!(
            "{PROCESS}podman {{ enabled = true\n registry = 'quay.io' }}"
        ));
        let said = found.setting.unwrap().finding().message;
        assert!(said.starts_with("podman.registry puts quay.io"), "{said}");
        assert!(!said.contains("assumed"), "{said}");
    }

    #[test]
    fn a_name_with_a_scheme_is_left_alone() {
        let text = "process.container = 'docker://org/tool'\ndocker.registry = 'quay.io'";
        assert_eq!(extract(text).images, ["org/tool"]);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}|([a-z.{}='\"\\\\/*\n; ]|docker.registry){0,40}") {
            let _ = Setting::read(&text);
        }
    }
}
