//! What the settings of the container engine in a Nextflow configuration make of image names.
//!
//! The settings are those of one reading, so of one parser and one profile. Start at
//! [`Setting::of`].

use nextflow_config::Value;

use super::settings::Settings;
use crate::finding::{Finding, rules};
use crate::image::nextflow::{AbsoluteNames, is_absolute, with_registry};

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
pub(super) struct Setting {
    /// The engine, as its settings begin.
    pub(super) engine: &'static str,
    /// How it is known to be the one that counts.
    pub(super) choice: Choice,
    /// The registry; `None` where only a run can tell which one.
    pub(super) registry: Option<String>,
    /// What happens to names that have a host already.
    pub(super) absolute: AbsoluteNames,
}

/// How an engine is known to be the one that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The text enables it.
    Enabled,
    /// The text enables none, so Docker is assumed.
    Assumed,
}

/// A name that was changed by a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rewritten {
    /// The name in the text.
    pub(super) written: String,
    /// The name that Nextflow asks for.
    pub(super) image: String,
}

/// The first engine that is enabled, as the settings of Nextflow's engines begin.
pub(super) fn enabled(settings: &Settings) -> Option<&'static str> {
    let mut engines = ENGINES.into_iter();
    engines.find(|engine| settings.is_true(&format!("{engine}.enabled")))
}

impl Setting {
    /// The setting that counts; `None` when no registry is put before names.
    pub(super) fn of(settings: &Settings) -> Option<Self> {
        let enabled = enabled(settings);
        let engine = enabled.unwrap_or(ENGINES[0]);
        // What an included file may set is no setting of this text.
        let registry = match &settings.get(&format!("{engine}.registry"))?.value {
            Value::Text(registry) if registry.trim().is_empty() => return None,
            Value::Text(registry) => Some(registry.trim().to_owned()),
            Value::Unknown => None,
            _ => return None,
        };
        let overrides =
            engine == ENGINES[0] && settings.is_true(&format!("{engine}.registryOverride"));
        Some(Self {
            engine,
            choice: enabled.map_or(Choice::Assumed, |_| Choice::Enabled),
            registry,
            absolute: if overrides {
                AbsoluteNames::Replace
            } else {
                AbsoluteNames::Keep
            },
        })
    }

    /// The name that Nextflow asks for, where that is another one.
    pub(super) fn rewrite(&self, written: &str) -> Option<Rewritten> {
        let image = with_registry(written, self.registry.as_deref()?, self.absolute)?;
        (image != written).then(|| Rewritten {
            written: written.to_owned(),
            image,
        })
    }

    /// That only a run can tell where an image is, where that is so: it is the registry of the
    /// engine that is open.
    pub(super) fn open(&self, written: &str) -> Option<Finding> {
        let is_open = self.registry.is_none()
            && (self.absolute == AbsoluteNames::Replace || !is_absolute(written));
        is_open.then(|| {
            Finding::info(
                ENGINE_REGISTRY,
                format!(
                    "{}.registry puts a registry before it, and only a run can tell which one.",
                    self.engine
                ),
            )
        })
    }

    /// What the setting does, in words.
    pub(super) fn finding(&self) -> Finding {
        let engine = self.engine;
        let registry = self.registry.as_deref().unwrap_or("a registry");
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
            Choice::Assumed => " No container engine is enabled there, so Docker is assumed.",
        };
        Finding::info(ENGINE_REGISTRY, what + assumed)
    }

    /// Where a name comes from, in words.
    pub(super) fn origin(&self, rewritten: &Rewritten) -> Finding {
        Finding::info(
            ENGINE_REGISTRY,
            format!(
                "{}, written with {} by {}.registry.",
                rewritten.written,
                self.registry.as_deref().unwrap_or("a registry"),
                self.engine
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::image::extract::{PastWave, extract};
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
            "podman.registry = 'quay.io'",
            "docker.registry = 'quay.io'\npodman.enabled = true",
            "podman { registry = 'quay.io'; enabled = false }",
            "azure { registry { server = 'quay.io' } }",
            "// docker.registry = 'quay.io'",
        ] {
            assert_eq!(
                images(settings),
                ["biocontainers/samtools:1.17", "ghcr.io/org/tool:1"],
                "{settings}"
            );
            assert_eq!(extract(&format!("{PROCESS}{settings}")).notes, []);
        }
    }

    #[test]
    fn a_registry_that_only_a_run_can_tell_makes_names_without_a_host_open() {
        for settings in [
            "docker.registry = params.registry",
            "docker.registry = \"${params.registry}\"",
            "docker.registry = System.getenv('REG')",
            "docker.registry = env('REG')",
            "params.r = null\ndocker.registry = params.r ?: System.getenv('REG')",
            "podman.enabled = true\npodman.registry = System.getenv('REG')",
        ] {
            let found = extract(&format!("{PROCESS}{settings}"));
            assert_eq!(found.images, ["ghcr.io/org/tool:1"], "{settings}");
            let [open] = found.others.as_slice() else {
                panic!("{settings}: {found:?}");
            };
            assert_eq!(
                (open.kind, open.container.as_str()),
                (PastWave::Open, "biocontainers/samtools:1.17")
            );
            let told = &open.findings.last().unwrap().message;
            assert!(told.ends_with("only a run can tell which one."), "{told}");
        }
        let all = "docker.registry = env('REG')\ndocker.registryOverride = true";
        assert_eq!(images(all), Vec::<String>::new());
        for settings in [
            "params.registry = 'quay.io'\ndocker.registry = params.registry",
            "docker.registry = 'quay.io'\nincludeConfig 'other.config'",
        ] {
            let expected = ["quay.io/biocontainers/samtools:1.17", "ghcr.io/org/tool:1"];
            assert_eq!(images(settings), expected, "{settings}");
        }
        for settings in [
            "includeConfig 'other.config'",
            "podman.registry = System.getenv('REG')",
            "docker.registry = null",
        ] {
            let expected = ["biocontainers/samtools:1.17", "ghcr.io/org/tool:1"];
            assert_eq!(images(settings), expected, "{settings}");
        }
    }

    #[test]
    fn both_names_are_told_and_which_engine_was_assumed() {
        let found = extract(&format!("{PROCESS}docker.registry = 'quay.io'"));
        let origin = &found.about[0].findings[0].message;
        assert_eq!(
            origin,
            "biocontainers/samtools:1.17, written with quay.io by docker.registry."
        );
        assert!(found.notes[0].message.ends_with("so Docker is assumed."));
        let found = extract(&format!(
            "{PROCESS}podman {{ enabled = true\n registry = 'quay.io' }}"
        ));
        let said = &found.notes[0].message;
        assert!(said.starts_with("podman.registry puts quay.io"), "{said}");
        assert!(!said.contains("assumed"), "{said}");
    }

    #[test]
    fn a_name_with_a_scheme_is_left_alone() {
        let text = "process.container = 'docker://org/tool'\ndocker.registry = 'quay.io'";
        assert_eq!(extract(text).images, ["org/tool"]);
    }
}
