//! The options of `wave`, `tower`, `fusion`, the container engines, `conda`, `spack` and
//! `azure.registry`, and what is no longer to be used.
//!
//! Only data: names, types, versions and defaults, from Nextflow's documentation and source
//! (`WaveConfig`, `TowerConfig`, `FusionConfig` and those of the engines, also of older
//! versions). A new option is one record here.

use super::OptionType::{Bool, Duration, Int, Memory, Number, Text, TextList, TextOrBool};
use super::{ConfigOption, RetiredOption, Scope, Status};

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
    ConfigOption::new("wave.strategy", TextList)
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
    // Asks for an index that lets a host with the SOCI snapshotter load an image lazily.
    ConfigOption::new("wave.soci", Bool)
        .since_release(26, 10, 5)
        .default("false"),
    // Without it the Wave service decides: `conda/micromamba:v1` up to 1.33, `v2` from 1.34.
    ConfigOption::new("wave.build.template", Text)
        .since(26, 4)
        .edge(25, 12, 0)
        .values(&[
            "conda/micromamba:v1",
            "conda/micromamba:v2",
            "conda/micromamba:v2-fast",
            "conda/pixi:v1",
            "conda/pixi:v1-fast",
            "conda/pixi:v1-lock",
            "cran/installr:v1",
        ]),
    ConfigOption::new("wave.build.conda.mambaImage", Text).since(22, 10),
    ConfigOption::new("wave.build.conda.basePackages", Text)
        .since(23, 4)
        .default("'conda-forge::procps-ng'"),
    ConfigOption::new("wave.build.conda.commands", TextList).since(22, 10),
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
    ConfigOption::new("wave.scan.allowedLevels", TextList)
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
    ConfigOption::new("wave.containerConfigUrl", TextList)
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
    ConfigOption::new("tower.accessToken", Text).secret(),
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
    ConfigOption::new("tower.refreshToken", Text)
        .undocumented()
        .secret(),
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
    ConfigOption::new("fusion.cacheSize", Memory)
        .since(24, 4)
        .edge(23, 11, 0),
    ConfigOption::new("fusion.snapshots", Bool)
        .since(25, 4)
        .edge(25, 3, 0)
        .default("false"),
    ConfigOption::new("fusion.targetVersion", Text).undocumented(),
];

const DOCKER: &[ConfigOption] = &[
    ConfigOption::new("docker.enabled", Bool).default("false"),
    ConfigOption::new("docker.registry", Text),
    ConfigOption::new("docker.registryOverride", Bool)
        .since(25, 10)
        .edge(25, 6, 0)
        .default("false"),
    ConfigOption::new("docker.runOptions", Text),
    ConfigOption::new("docker.engineOptions", Text),
    ConfigOption::new("docker.envWhitelist", TextList),
    ConfigOption::new("docker.fixOwnership", Bool).default("false"),
    ConfigOption::new("docker.legacy", Bool).default("false"),
    ConfigOption::new("docker.mountFlags", Text),
    ConfigOption::new("docker.remove", Bool).default("true"),
    ConfigOption::new("docker.sudo", Bool).default("false"),
    ConfigOption::new("docker.temp", Text),
    ConfigOption::new("docker.tty", Bool).default("false"),
    ConfigOption::new("docker.cpuLimits", Bool)
        .since(26, 10)
        .default("false"),
    ConfigOption::new("docker.writableInputMounts", Bool).default("true"),
    ConfigOption::new("docker.kill", TextOrBool).undocumented(),
    ConfigOption::new("docker.entry", Text).undocumented(),
    ConfigOption::new("docker.entrypointOverride", Bool).undocumented(),
    ConfigOption::new("docker.fusionOptions", Text).undocumented(),
    ConfigOption::new("docker.readOnlyInputs", Bool).undocumented(),
    ConfigOption::new("docker.privileged", Bool).undocumented(),
    ConfigOption::new("docker.device", Text).undocumented(),
    ConfigOption::new("docker.capAdd", TextList).undocumented(),
];

const PODMAN: &[ConfigOption] = &[
    ConfigOption::new("podman.enabled", Bool).default("false"),
    ConfigOption::new("podman.registry", Text),
    ConfigOption::new("podman.runOptions", Text),
    ConfigOption::new("podman.engineOptions", Text),
    ConfigOption::new("podman.envWhitelist", TextList),
    ConfigOption::new("podman.mountFlags", Text),
    ConfigOption::new("podman.remove", Bool).default("true"),
    ConfigOption::new("podman.temp", Text),
    ConfigOption::new("podman.kill", TextOrBool).undocumented(),
    ConfigOption::new("podman.entry", Text).undocumented(),
    ConfigOption::new("podman.entrypointOverride", Bool).undocumented(),
    ConfigOption::new("podman.fusionOptions", Text).undocumented(),
    ConfigOption::new("podman.readOnlyInputs", Bool).undocumented(),
    ConfigOption::new("podman.writableInputMounts", Bool).undocumented(),
    ConfigOption::new("podman.privileged", Bool).undocumented(),
    ConfigOption::new("podman.device", Text).undocumented(),
    ConfigOption::new("podman.capAdd", TextList).undocumented(),
];

const SINGULARITY: &[ConfigOption] = &[
    ConfigOption::new("singularity.enabled", Bool).default("false"),
    ConfigOption::new("singularity.autoMounts", Bool),
    ConfigOption::new("singularity.cacheDir", Text),
    ConfigOption::new("singularity.libraryDir", Text),
    ConfigOption::new("singularity.registry", Text),
    ConfigOption::new("singularity.runOptions", Text),
    ConfigOption::new("singularity.engineOptions", Text),
    ConfigOption::new("singularity.envWhitelist", TextList),
    ConfigOption::new("singularity.noHttps", Bool).default("false"),
    ConfigOption::new("singularity.ociAutoPull", Bool)
        .since(24, 4)
        .edge(23, 12, 0)
        .default("false"),
    ConfigOption::new("singularity.ociMode", Bool)
        .since(24, 4)
        .edge(23, 12, 0)
        .default("false"),
    ConfigOption::new("singularity.pullTimeout", Duration).default("'20 min'"),
    ConfigOption::new("singularity.resourceLimits", Bool)
        .since(26, 10)
        .default("false"),
    ConfigOption::new("singularity.oci", Bool).undocumented(),
    ConfigOption::new("singularity.newPidNamespace", Bool).undocumented(),
    ConfigOption::new("singularity.entry", Text).undocumented(),
    ConfigOption::new("singularity.entrypointOverride", Bool).undocumented(),
    ConfigOption::new("singularity.fusionOptions", Text).undocumented(),
    ConfigOption::new("singularity.temp", Text).undocumented(),
    ConfigOption::new("singularity.readOnlyInputs", Bool).undocumented(),
    ConfigOption::new("singularity.writableInputMounts", Bool).undocumented(),
];

const APPTAINER: &[ConfigOption] = &[
    ConfigOption::new("apptainer.enabled", Bool).default("false"),
    ConfigOption::new("apptainer.autoMounts", Bool),
    ConfigOption::new("apptainer.cacheDir", Text),
    ConfigOption::new("apptainer.libraryDir", Text),
    ConfigOption::new("apptainer.registry", Text),
    ConfigOption::new("apptainer.runOptions", Text),
    ConfigOption::new("apptainer.engineOptions", Text),
    ConfigOption::new("apptainer.envWhitelist", TextList),
    ConfigOption::new("apptainer.noHttps", Bool).default("false"),
    ConfigOption::new("apptainer.ociAutoPull", Bool)
        .since(24, 4)
        .edge(23, 12, 0)
        .default("false"),
    ConfigOption::new("apptainer.pullTimeout", Duration).default("'20 min'"),
    ConfigOption::new("apptainer.resourceLimits", Bool)
        .since(26, 10)
        .default("false"),
    ConfigOption::new("apptainer.newPidNamespace", Bool).undocumented(),
    ConfigOption::new("apptainer.entry", Text).undocumented(),
    ConfigOption::new("apptainer.entrypointOverride", Bool).undocumented(),
    ConfigOption::new("apptainer.fusionOptions", Text).undocumented(),
    ConfigOption::new("apptainer.temp", Text).undocumented(),
    ConfigOption::new("apptainer.readOnlyInputs", Bool).undocumented(),
    ConfigOption::new("apptainer.writableInputMounts", Bool).undocumented(),
];

const CHARLIECLOUD: &[ConfigOption] = &[
    ConfigOption::new("charliecloud.enabled", Bool).default("false"),
    ConfigOption::new("charliecloud.cacheDir", Text),
    ConfigOption::new("charliecloud.envWhitelist", TextList),
    ConfigOption::new("charliecloud.pullTimeout", Duration).default("'20 min'"),
    ConfigOption::new("charliecloud.registry", Text),
    ConfigOption::new("charliecloud.runOptions", Text),
    ConfigOption::new("charliecloud.temp", Text),
    ConfigOption::new("charliecloud.writableInputMounts", Bool).default("true"),
    ConfigOption::new("charliecloud.writeFake", Bool).default("true"),
    ConfigOption::new("charliecloud.entry", Text).undocumented(),
    ConfigOption::new("charliecloud.entrypointOverride", Bool).undocumented(),
    ConfigOption::new("charliecloud.readOnlyInputs", Bool).undocumented(),
];

const SHIFTER: &[ConfigOption] = &[
    ConfigOption::new("shifter.enabled", Bool).default("false"),
    ConfigOption::new("shifter.envWhitelist", TextList),
    ConfigOption::new("shifter.verbose", Bool).undocumented(),
    ConfigOption::new("shifter.entry", Text).undocumented(),
    ConfigOption::new("shifter.entrypointOverride", Bool).undocumented(),
];

const SARUS: &[ConfigOption] = &[
    ConfigOption::new("sarus.enabled", Bool).default("false"),
    ConfigOption::new("sarus.envWhitelist", TextList),
    ConfigOption::new("sarus.runOptions", Text),
    ConfigOption::new("sarus.tty", TextOrBool),
    ConfigOption::new("sarus.verbose", Bool).undocumented(),
    ConfigOption::new("sarus.entry", Text).undocumented(),
    ConfigOption::new("sarus.entrypointOverride", Bool).undocumented(),
];

const APPLE_CONTAINER: &[ConfigOption] = &[
    ConfigOption::new("appleContainer.enabled", Bool)
        .since(26, 4)
        .default("false"),
    ConfigOption::new("appleContainer.engineOptions", Text).since(26, 4),
    ConfigOption::new("appleContainer.envWhitelist", TextList).since(26, 4),
    ConfigOption::new("appleContainer.kill", TextOrBool).since(26, 4),
    ConfigOption::new("appleContainer.registry", Text).since(26, 4),
    ConfigOption::new("appleContainer.remove", Bool)
        .since(26, 4)
        .default("true"),
    ConfigOption::new("appleContainer.runOptions", Text).since(26, 4),
    ConfigOption::new("appleContainer.temp", Text).since(26, 4),
    ConfigOption::new("appleContainer.tty", Bool)
        .since(26, 4)
        .default("false"),
    ConfigOption::new("appleContainer.writableInputMounts", Bool)
        .since(26, 4)
        .default("true"),
];

const SMOLVM: &[ConfigOption] = &[
    ConfigOption::new("smolvm.enabled", Bool)
        .since(26, 10)
        .default("false"),
    ConfigOption::new("smolvm.engineOptions", Text).since(26, 10),
    ConfigOption::new("smolvm.envWhitelist", TextList).since(26, 10),
    ConfigOption::new("smolvm.network", Bool)
        .since(26, 10)
        .default("true"),
    ConfigOption::new("smolvm.registry", Text).since(26, 10),
    ConfigOption::new("smolvm.runOptions", Text).since(26, 10),
    ConfigOption::new("smolvm.temp", Text).since(26, 10),
    ConfigOption::new("smolvm.tty", Bool)
        .since(26, 10)
        .default("false"),
    ConfigOption::new("smolvm.writableInputMounts", Bool)
        .since(26, 10)
        .default("true"),
];

const CONDA: &[ConfigOption] = &[
    ConfigOption::new("conda.enabled", Bool).default("false"),
    ConfigOption::new("conda.cacheDir", Text),
    ConfigOption::new("conda.channels", TextList),
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
    ConfigOption::new("azure.registry.password", Text).secret(),
];

/// Settings of the Wave service, which it reads from a file of its own: names, and scopes with
/// all that is in them. They share the prefix with those of Nextflow.
pub(super) const SERVICE: &[&str] = &[
    "wave.soci.repo",
    "wave.soci.await-timeout",
    "wave.build.condasplit-image",
    "wave.tokens",
    "wave.capabilities",
    "wave.registries",
    "wave.server",
];

/// What is no longer to be used.
pub(super) const RETIRED: &[RetiredOption] = &[
    RetiredOption {
        path: "wave.retry",
        status: Status::Deprecated,
        replacement: Some("wave.retryPolicy"),
        effect: "Nextflow warns: Configuration options 'wave.retry' has been deprecated - replace \
                it with 'wave.retryPolicy'.",
    },
    RetiredOption {
        path: "wave.report",
        status: Status::Deprecated,
        replacement: None,
        effect: "Nextflow reads it no longer, so it does nothing.",
    },
    RetiredOption {
        path: "wave.build.spack",
        status: Status::Removed,
        replacement: None,
        effect: "Only Nextflow 23.10 to 24.10 built images from Spack packages, so it does \
                nothing.",
    },
    RetiredOption {
        path: "fusion.exportAwsAccessKeys",
        status: Status::Deprecated,
        replacement: Some("fusion.exportStorageCredentials"),
        effect: "It is the old name of fusion.exportStorageCredentials.",
    },
    RetiredOption {
        path: "docker.userEmulation",
        status: Status::Removed,
        replacement: None,
        effect: "Nextflow warns: Config setting `docker.userEmulation` is not supported anymore.",
    },
];
