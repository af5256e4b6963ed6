//! The options of `wave`, `tower`, `fusion`, `conda`, `spack` and `azure.registry`, and what
//! is no longer to be used.
//!
//! This module may not hold a rule: only names, types, versions and defaults.

use super::Takes::{Bool, Duration, Int, Number, Size, Text, TextOrBool, Texts};
use super::engines::{
    APPLE_CONTAINER, APPTAINER, CHARLIECLOUD, DOCKER, PODMAN, SARUS, SHIFTER, SINGULARITY, SMOLVM,
};
use super::{ConfigOption, Fate, Retired, Scope};

/// Every scope of which all options are known.
pub(super) const SCOPES: &[Scope] = &[
    scope("wave", WAVE),
    scope("tower", TOWER),
    scope("fusion", FUSION),
    scope("docker", DOCKER),
    scope("podman", PODMAN),
    scope("singularity", SINGULARITY),
    scope("apptainer", APPTAINER),
    scope("charliecloud", CHARLIECLOUD),
    scope("shifter", SHIFTER),
    scope("sarus", SARUS),
    scope("appleContainer", APPLE_CONTAINER),
    scope("smolvm", SMOLVM),
    scope("conda", CONDA),
    scope("spack", SPACK),
    scope("azure.registry", AZURE_REGISTRY),
];

const fn scope(name: &'static str, options: &'static [ConfigOption]) -> Scope {
    Scope { name, options }
}

const WAVE: &[ConfigOption] = &[
    ConfigOption::new("wave.enabled", Bool)
        .since(22, 10)
        .default("false"),
    ConfigOption::new("wave.endpoint", Text)
        .since(22, 10)
        .default("'https://wave.seqera.io'"),
    ConfigOption::new("wave.strategy", Texts)
        .since(22, 10)
        .default("'container,dockerfile,conda'")
        .values(&["container", "dockerfile", "conda"]),
    ConfigOption::new("wave.freeze", Bool)
        .since(23, 10)
        .edge(23, 7, 0)
        .default("false"),
    ConfigOption::new("wave.mirror", Bool)
        .since(24, 10)
        .edge(24, 9, 1)
        .default("false"),
    ConfigOption::new("wave.build.repository", Text).since(22, 10),
    ConfigOption::new("wave.build.cacheRepository", Text).since(22, 10),
    ConfigOption::new("wave.build.template", Text)
        .since(26, 4)
        .edge(25, 12, 0)
        .default("'conda/micromamba:v1'")
        .values(&[
            "conda/micromamba:v1",
            "conda/micromamba:v2",
            "conda/pixi:v1",
            "cran/installr:v1",
        ]),
    ConfigOption::new("wave.build.conda.mambaImage", Text).since(22, 10),
    ConfigOption::new("wave.build.conda.basePackages", Text)
        .since(23, 4)
        .default("'conda-forge::procps-ng'"),
    ConfigOption::new("wave.build.conda.commands", Texts).since(22, 10),
    ConfigOption::new("wave.build.conda.baseImage", Text)
        .since(24, 4)
        .default("'ubuntu:24.04'"),
    ConfigOption::new("wave.build.compression.mode", Text)
        .since(25, 10)
        .edge(25, 5, 0)
        .default("'gzip'")
        .values(&["gzip", "estargz", "zstd"]),
    ConfigOption::new("wave.build.compression.level", Int)
        .since(25, 10)
        .edge(25, 5, 0),
    ConfigOption::new("wave.build.compression.force", Bool)
        .since(25, 10)
        .edge(25, 5, 0)
        .default("false"),
    ConfigOption::new("wave.build.maxDuration", Duration)
        .since(24, 10)
        .edge(24, 9, 0)
        .default("'40m'"),
    ConfigOption::new("wave.scan.mode", Text)
        .since(24, 10)
        .edge(24, 9, 2)
        .values(&["none", "async", "required"]),
    ConfigOption::new("wave.scan.allowedLevels", Texts)
        .since(24, 10)
        .edge(24, 9, 2)
        .values(&["low", "medium", "high", "critical"]),
    ConfigOption::new("wave.httpClient.connectTimeout", Duration)
        .since(22, 10)
        .default("'30s'"),
    ConfigOption::new("wave.httpClient.maxRate", Text)
        .since(25, 4)
        .edge(24, 12, 0)
        .default("'1/sec'"),
    ConfigOption::new("wave.retryPolicy.delay", Duration)
        .since(23, 10)
        .default("'450ms'"),
    ConfigOption::new("wave.retryPolicy.maxDelay", Duration)
        .since(23, 10)
        .default("'90s'"),
    ConfigOption::new("wave.retryPolicy.maxAttempts", Int)
        .since(23, 10)
        .default("5"),
    ConfigOption::new("wave.retryPolicy.jitter", Number)
        .since(23, 10)
        .default("0.25"),
    ConfigOption::new("wave.retryPolicy.multiplier", Number)
        .since(23, 10)
        .default("2.0"),
    ConfigOption::new("wave.containerConfigUrl", Texts)
        .since(22, 10)
        .undocumented(),
    ConfigOption::new("wave.bundleProjectResources", Bool)
        .since(22, 10)
        .undocumented(),
    ConfigOption::new("wave.preserveFileTimestamp", Bool)
        .since(24, 4)
        .edge(24, 1, 0)
        .undocumented(),
    ConfigOption::new("wave.tokens.cache.maxDuration", Duration)
        .since(22, 10)
        .default("'30m'")
        .undocumented(),
    ConfigOption::new("wave.s5cmdConfigUrl", Text)
        .since(24, 4)
        .undocumented(),
    ConfigOption::new("wave.dryRun", Bool).undocumented(),
];

const TOWER: &[ConfigOption] = &[
    ConfigOption::new("tower.enabled", Bool).default("false"),
    ConfigOption::new("tower.accessToken", Text),
    ConfigOption::new("tower.endpoint", Text).default("'https://api.cloud.seqera.io'"),
    ConfigOption::new("tower.workspaceId", Int),
    ConfigOption::new("tower.computeEnvId", Text)
        .since(25, 10)
        .edge(25, 9, 2),
    ConfigOption::new("tower.httpConnectTimeout", Duration)
        .since(26, 4)
        .default("'60s'"),
    ConfigOption::new("tower.httpReadTimeout", Duration)
        .since(26, 4)
        .default("'60s'"),
    ConfigOption::new("tower.retryPolicy.delay", Duration).default("'350ms'"),
    ConfigOption::new("tower.retryPolicy.maxDelay", Duration).default("'90s'"),
    ConfigOption::new("tower.retryPolicy.maxAttempts", Int).default("10"),
    ConfigOption::new("tower.retryPolicy.jitter", Number).default("0.25"),
    ConfigOption::new("tower.retryPolicy.multiplier", Number).default("2.0"),
    ConfigOption::new("tower.refreshToken", Text).undocumented(),
    ConfigOption::new("tower.maxRetries", Int).undocumented(),
    ConfigOption::new("tower.backOffBase", Number).undocumented(),
    ConfigOption::new("tower.backOffDelay", Duration).undocumented(),
];

const FUSION: &[ConfigOption] = &[
    ConfigOption::new("fusion.enabled", Bool).default("false"),
    ConfigOption::new("fusion.containerConfigUrl", Text),
    ConfigOption::new("fusion.exportStorageCredentials", Bool).default("false"),
    ConfigOption::new("fusion.logLevel", Text),
    ConfigOption::new("fusion.logOutput", Text),
    ConfigOption::new("fusion.privileged", Bool)
        .since(23, 10)
        .default("true"),
    ConfigOption::new("fusion.tags", TextOrBool),
    ConfigOption::new("fusion.cacheSize", Size)
        .since(24, 4)
        .edge(23, 11, 0),
    ConfigOption::new("fusion.snapshots", Bool)
        .since(25, 4)
        .edge(25, 3, 0)
        .default("false"),
    ConfigOption::new("fusion.targetVersion", Text).undocumented(),
];

const CONDA: &[ConfigOption] = &[
    ConfigOption::new("conda.enabled", Bool).default("false"),
    ConfigOption::new("conda.cacheDir", Text),
    ConfigOption::new("conda.channels", Texts),
    ConfigOption::new("conda.createOptions", Text),
    ConfigOption::new("conda.createTimeout", Duration).default("'20 min'"),
    ConfigOption::new("conda.useMamba", Bool).default("false"),
    ConfigOption::new("conda.useMicromamba", Bool).default("false"),
];

const SPACK: &[ConfigOption] = &[
    ConfigOption::new("spack.enabled", Bool).default("false"),
    ConfigOption::new("spack.cacheDir", Text),
    ConfigOption::new("spack.checksum", Bool).default("true"),
    ConfigOption::new("spack.createTimeout", Duration).default("'60 min'"),
    ConfigOption::new("spack.parallelBuilds", Int),
];

const AZURE_REGISTRY: &[ConfigOption] = &[
    ConfigOption::new("azure.registry.server", Text).default("'docker.io'"),
    ConfigOption::new("azure.registry.userName", Text),
    ConfigOption::new("azure.registry.password", Text),
];

/// What is no longer to be used.
pub(super) const RETIRED: &[Retired] = &[
    Retired {
        path: "wave.retry",
        fate: Fate::Deprecated,
        instead: Some("wave.retryPolicy"),
        today: "Nextflow warns: Configuration options 'wave.retry' has been deprecated - replace \
                it with 'wave.retryPolicy'.",
    },
    Retired {
        path: "wave.report",
        fate: Fate::Deprecated,
        instead: None,
        today: "Nextflow reads it no longer, so it does nothing.",
    },
    Retired {
        path: "wave.build.spack",
        fate: Fate::Removed,
        instead: None,
        today: "Only Nextflow 23.10 to 24.10 built images from Spack packages, so it does \
                nothing.",
    },
    Retired {
        path: "fusion.exportAwsAccessKeys",
        fate: Fate::Deprecated,
        instead: Some("fusion.exportStorageCredentials"),
        today: "It is the old name of fusion.exportStorageCredentials.",
    },
    Retired {
        path: "docker.userEmulation",
        fate: Fate::Removed,
        instead: None,
        today: "Nextflow warns: Config setting `docker.userEmulation` is not supported anymore.",
    },
];
