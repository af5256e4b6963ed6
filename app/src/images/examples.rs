//! What people paste into the page, to try it with.

/// An example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Example {
    /// A few images.
    Images,
    /// An error of a run.
    Error,
    /// A config.
    Config,
}

impl Example {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Images, Self::Error, Self::Config];

    /// What its button says.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::Images => "Some images",
            Self::Error => "An error of a run",
            Self::Config => "A config",
        }
    }

    /// The text.
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Images => {
                "quay.io/biocontainers/samtools:1.17--h00cdaf9_0\n\
                 myregistry.azurecr.io/team/tool:1.2\n\
                 ubuntu:24.04\n"
            }
            // As Nextflow writes it where Wave refuses an image.
            Self::Error => {
                "ERROR ~ Wave invalid response: POST https://wave.seqera.io/v1alpha2/container \
                 [400] {\"message\":\"Container image \
                 'myregistry.azurecr.io/team/tool:1.2' does not exist or access is not \
                 authorized\"}\n"
            }
            Self::Config => {
                "process {\n    withName: 'ALIGN' {\n        container = \
                 'ghcr.io/acme/align:2.0'\n    }\n}\ndocker.enabled = true\n"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use wavepass_core::diagnose::diagnose;

    #[test]
    fn each_example_shows_what_it_is_for() {
        for example in Example::ALL {
            let report = diagnose(example.text());
            let is_error = example == Example::Error;
            assert_eq!(!report.diagnoses.is_empty(), is_error, "{example:?}");
            let images = report.images.images.len();
            assert_eq!(images > 0, !is_error || images > 0, "{example:?}");
            assert!(is_error || images > 0, "{example:?}");
        }
    }
}
