//! Which programs can log in at a registry, and by which words.

/// How a program reads its arguments and what its options mean.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// `-u`, `-p`, `--password-stdin` and the server.
    Login,
    /// `--docker-server`, `--docker-username`, `--docker-password`.
    Kubectl,
    /// `--registry`, `--username`, `--password`, `--name`.
    Tower,
    /// `--creds user:password` and its relatives, for the images that are named.
    Images,
    /// `--registry-username` and its relatives, with the login server in an option too.
    Azure,
    /// `-n` with the name of a registry, `-u` and `-p`.
    AzureLogin,
}

/// A program and the words that make it log in.
pub(super) struct Program {
    name: &'static str,
    /// The words behind its name.
    pub(super) subcommands: &'static [&'static str],
    /// How its arguments are read.
    pub(super) family: Family,
}

const fn login(name: &'static str, subcommands: &'static [&'static str]) -> Program {
    Program {
        name,
        subcommands,
        family: Family::Login,
    }
}

const fn kubectl(name: &'static str) -> Program {
    Program {
        name,
        subcommands: &["create", "secret", "docker-registry"],
        family: Family::Kubectl,
    }
}

const fn tower(subcommands: &'static [&'static str]) -> Program {
    Program {
        name: "tw",
        subcommands,
        family: Family::Tower,
    }
}

const fn images(name: &'static str, subcommands: &'static [&'static str]) -> Program {
    Program {
        name,
        subcommands,
        family: Family::Images,
    }
}

const fn azure(subcommands: &'static [&'static str]) -> Program {
    Program {
        name: "az",
        subcommands,
        family: Family::Azure,
    }
}

const PROGRAMS: [Program; 65] = [
    login("docker", &["login"]),
    login("podman", &["login"]),
    login("nerdctl", &["login"]),
    login("finch", &["login"]),
    login("buildah", &["login"]),
    login("skopeo", &["login"]),
    login("cosign", &["login"]),
    login("oras", &["login"]),
    login("helm", &["registry", "login"]),
    login("regctl", &["registry", "login"]),
    login("crane", &["auth", "login"]),
    login("gcrane", &["auth", "login"]),
    login("apptainer", &["registry", "login"]),
    login("apptainer", &["remote", "login"]),
    login("singularity", &["registry", "login"]),
    login("singularity", &["remote", "login"]),
    kubectl("kubectl"),
    kubectl("oc"),
    tower(&["credentials", "add", "container-reg"]),
    tower(&["credentials", "update", "container-reg"]),
    images("crictl", &["pull"]),
    images("podman", &["pull"]),
    images("podman", &["push"]),
    images("podman", &["run"]),
    images("podman", &["create"]),
    images("podman", &["image", "pull"]),
    images("buildah", &["pull"]),
    images("buildah", &["push"]),
    images("buildah", &["from"]),
    images("buildah", &["bud"]),
    images("skopeo", &["copy"]),
    images("skopeo", &["inspect"]),
    images("skopeo", &["sync"]),
    images("skopeo", &["list-tags"]),
    images("skopeo", &["delete"]),
    images("ctr", &["images", "pull"]),
    images("ctr", &["image", "pull"]),
    images("ctr", &["i", "pull"]),
    images("oras", &["pull"]),
    images("oras", &["push"]),
    images("oras", &["cp"]),
    images("helm", &["pull"]),
    images("helm", &["install"]),
    images("helm", &["upgrade"]),
    images("helm", &["template"]),
    images("trivy", &["image"]),
    images("curl", &[]),
    images("wget", &[]),
    images("apptainer", &["pull"]),
    images("apptainer", &["build"]),
    images("apptainer", &["run"]),
    images("apptainer", &["exec"]),
    images("singularity", &["pull"]),
    images("singularity", &["build"]),
    images("singularity", &["run"]),
    images("singularity", &["exec"]),
    Program {
        name: "az",
        subcommands: &["acr", "login"],
        family: Family::AzureLogin,
    },
    azure(&["container", "create"]),
    azure(&["containerapp", "create"]),
    azure(&["containerapp", "up"]),
    azure(&["containerapp", "registry", "set"]),
    azure(&["webapp", "create"]),
    azure(&["webapp", "config", "container", "set"]),
    azure(&["functionapp", "create"]),
    azure(&["functionapp", "config", "container", "set"]),
];

/// Whether it is worth while to look for a command in a text.
pub(super) fn may_have_one(text: &str) -> bool {
    [
        "login",
        "docker-registry",
        "container-reg",
        "creds",
        "--auth",
        "--user",
        " -u",
        "--docker-username",
        "--registry-",
        "-user",
    ]
    .iter()
    .any(|word| text.contains(word))
}

/// The name of a program without the directory and the ending of Windows.
pub(super) fn base_name(word: &str) -> Option<&str> {
    let name = word.rsplit(['/', '\\']).next()?;
    Some(name.strip_suffix(".exe").unwrap_or(name))
}

/// The ways in which the program of that name logs in.
pub(super) fn named(name: &str) -> impl Iterator<Item = &'static Program> {
    PROGRAMS.iter().filter(move |program| program.name == name)
}

/// Whether this is the name of a program that can log in.
pub(super) fn is_program(word: &str) -> bool {
    base_name(word).is_some_and(|name| named(name).next().is_some())
}
