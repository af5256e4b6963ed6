//! The options of the container engines, those that only older versions read included.
//!
//! This module may not hold a rule: only names, types, versions and defaults.

use super::ConfigOption;
use super::Takes::{Bool, Duration, Text, TextOrBool, Texts};

pub(super) const DOCKER: &[ConfigOption] = &[
    ConfigOption::new("docker.enabled", Bool).default("false"),
    ConfigOption::new("docker.registry", Text),
    ConfigOption::new("docker.registryOverride", Bool)
        .since(25, 10)
        .edge(25, 6, 0)
        .default("false"),
    ConfigOption::new("docker.runOptions", Text),
    ConfigOption::new("docker.engineOptions", Text),
    ConfigOption::new("docker.envWhitelist", Texts),
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
    ConfigOption::new("docker.capAdd", Texts).undocumented(),
];

pub(super) const PODMAN: &[ConfigOption] = &[
    ConfigOption::new("podman.enabled", Bool).default("false"),
    ConfigOption::new("podman.registry", Text),
    ConfigOption::new("podman.runOptions", Text),
    ConfigOption::new("podman.engineOptions", Text),
    ConfigOption::new("podman.envWhitelist", Texts),
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
    ConfigOption::new("podman.capAdd", Texts).undocumented(),
];

pub(super) const SINGULARITY: &[ConfigOption] = &[
    ConfigOption::new("singularity.enabled", Bool).default("false"),
    ConfigOption::new("singularity.autoMounts", Bool),
    ConfigOption::new("singularity.cacheDir", Text),
    ConfigOption::new("singularity.libraryDir", Text),
    ConfigOption::new("singularity.registry", Text),
    ConfigOption::new("singularity.runOptions", Text),
    ConfigOption::new("singularity.engineOptions", Text),
    ConfigOption::new("singularity.envWhitelist", Texts),
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

pub(super) const APPTAINER: &[ConfigOption] = &[
    ConfigOption::new("apptainer.enabled", Bool).default("false"),
    ConfigOption::new("apptainer.autoMounts", Bool),
    ConfigOption::new("apptainer.cacheDir", Text),
    ConfigOption::new("apptainer.libraryDir", Text),
    ConfigOption::new("apptainer.registry", Text),
    ConfigOption::new("apptainer.runOptions", Text),
    ConfigOption::new("apptainer.engineOptions", Text),
    ConfigOption::new("apptainer.envWhitelist", Texts),
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

pub(super) const CHARLIECLOUD: &[ConfigOption] = &[
    ConfigOption::new("charliecloud.enabled", Bool).default("false"),
    ConfigOption::new("charliecloud.cacheDir", Text),
    ConfigOption::new("charliecloud.envWhitelist", Texts),
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

pub(super) const SHIFTER: &[ConfigOption] = &[
    ConfigOption::new("shifter.enabled", Bool).default("false"),
    ConfigOption::new("shifter.envWhitelist", Texts),
    ConfigOption::new("shifter.verbose", Bool).undocumented(),
    ConfigOption::new("shifter.entry", Text).undocumented(),
    ConfigOption::new("shifter.entrypointOverride", Bool).undocumented(),
];

pub(super) const SARUS: &[ConfigOption] = &[
    ConfigOption::new("sarus.enabled", Bool).default("false"),
    ConfigOption::new("sarus.envWhitelist", Texts),
    ConfigOption::new("sarus.runOptions", Text),
    ConfigOption::new("sarus.tty", TextOrBool),
    ConfigOption::new("sarus.verbose", Bool).undocumented(),
    ConfigOption::new("sarus.entry", Text).undocumented(),
    ConfigOption::new("sarus.entrypointOverride", Bool).undocumented(),
];

pub(super) const APPLE_CONTAINER: &[ConfigOption] = &[
    ConfigOption::new("appleContainer.enabled", Bool)
        .since(26, 4)
        .default("false"),
    ConfigOption::new("appleContainer.engineOptions", Text).since(26, 4),
    ConfigOption::new("appleContainer.envWhitelist", Texts).since(26, 4),
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

pub(super) const SMOLVM: &[ConfigOption] = &[
    ConfigOption::new("smolvm.enabled", Bool)
        .since(26, 10)
        .default("false"),
    ConfigOption::new("smolvm.engineOptions", Text).since(26, 10),
    ConfigOption::new("smolvm.envWhitelist", Texts).since(26, 10),
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
