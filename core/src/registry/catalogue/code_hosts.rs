//! The registries of the hosts that keep source code beside images, and Docker Hub and Quay.

use super::record::{Login, Recognition, Record};

pub(super) static DOCKER_HUB: Record = Record {
    canonical_host: "docker.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "Docker ID",
        placeholder: "my-docker-id",
        note: "The Docker ID, never the e-mail address; the organisation's name with its token.",
    },
    password: Login {
        label: "Access token",
        placeholder: "",
        note: "A personal or an organisation's access token. With two-factor login the \
               account's password is refused.",
    },
    secret_formats: &[
        "dckr_pat_… (personal)",
        "dckr_oat_… (organisation)",
        "older ones: a UUID",
    ],
    least_permission: "a personal token with Read-only (or Public Repo Read-only); an \
                       organisation's token with Image Pull on the repositories",
    steps: &[
        "In Docker Home, open the avatar's menu, then Account settings.",
        "Under Personal access tokens, choose Generate new token.",
        "Set the permission to Read and no expiry, or a late one.",
        "Generate the token and copy it. It is shown once.",
    ],
    commands: &[],
    docs_url: "https://docs.docker.com/security/access-tokens/",
    wave_notes: &[
        "Only docker.io, or an empty registry, matches images of Docker Hub.",
        "Without credentials for docker.io Wave pulls anonymously once a run has a Platform \
         token, with Docker Hub's limits for everyone.",
    ],
};

/// Source: Docker's documentation of hardened images. Whether an organisation's access token
/// works is not confirmed.
pub(super) static DOCKER_HARDENED: Record = Record {
    canonical_host: "dhi.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "Docker ID",
        placeholder: "my-docker-id",
        note: "The Docker ID, as on Docker Hub.",
    },
    password: Login {
        label: "Access token",
        placeholder: "",
        note: "A personal access token of Docker Hub.",
    },
    secret_formats: &["dckr_pat_… (personal)"],
    least_permission: "a personal token with Read-only",
    steps: &[
        "In Docker Home, open the avatar's menu, then Account settings.",
        "Under Personal access tokens, choose Generate new token.",
        "Set the permission to Read and no expiry, or a late one.",
        "Generate the token and copy it. It is shown once.",
    ],
    commands: &[],
    docs_url: "https://docs.docker.com/dhi/",
    wave_notes: &[
        "Credentials for docker.io do not match dhi.io, although the login is the same account.",
        "Images that were mirrored into an organisation are on docker.io, as \
         <namespace>/dhi-<repository>.",
    ],
};

pub(super) static QUAY: Record = Record {
    canonical_host: "quay.io",
    recognition: Recognition::VendorOnly,
    user_name: Login {
        label: "Robot account",
        placeholder: "namespace+robot",
        note: "The full name of a robot account, with the plus sign; $oauthtoken with the OAuth \
               token of an application.",
    },
    password: Login {
        label: "Robot token",
        placeholder: "",
        note: "The token of the robot account, or the OAuth token.",
    },
    secret_formats: &[
        "robot: 64 upper-case letters and digits, unless it was chosen",
        "OAuth token: 40 of them",
    ],
    least_permission: "a robot account with Read on each repository",
    steps: &[
        "On <host>, open the user or organisation, then Robot Accounts.",
        "Choose Create Robot Account.",
        "In each repository, under Settings, User and Robot Permissions, give it Read.",
        "Select the robot to see its token.",
    ],
    commands: &[],
    docs_url: "https://docs.quay.io/glossary/robot-accounts.html",
    wave_notes: &["Each part of a repository's path needs at least two characters."],
};

pub(super) static GHCR: Record = Record {
    canonical_host: "ghcr.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "GitHub user name",
        placeholder: "octocat",
        note: "The user to whom the token belongs.",
    },
    password: Login {
        label: "Classic token",
        placeholder: "",
        note: "A personal access token (classic). Fine-grained ones (github_pat_…) are refused.",
    },
    secret_formats: &["ghp_ and 36 letters and digits"],
    least_permission: "the scope read:packages",
    steps: &[
        "On github.com/settings/tokens, open Tokens (classic).",
        "Choose Generate new token (classic).",
        "Select only read:packages, and an expiry.",
        "Copy the token. Authorise it for the organisation's single sign-on, if GitHub asks.",
    ],
    commands: &[],
    docs_url: "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
    wave_notes: &["A workflow's GITHUB_TOKEN (ghs_…) ends with its job."],
};

pub(super) static GITLAB: Record = Record {
    canonical_host: "registry.gitlab.com",
    recognition: Recognition::VendorOnly,
    user_name: Login {
        label: "Deploy token user name",
        placeholder: "gitlab+deploy-token-1",
        note: "The deploy token's user name; with a personal token, the GitLab user. Project \
               and group access tokens take any name.",
    },
    password: Login {
        label: "Deploy token",
        placeholder: "",
        note: "A deploy token, or an access token.",
    },
    secret_formats: &["gldt-… (deploy token)", "glpat-… (access token)"],
    least_permission: "the scope read_registry",
    steps: &[
        "In the project or group, open Settings, Repository, Deploy tokens.",
        "Give it a name and the scope read_registry, and create it.",
        "Copy the user name and the token. The token is shown once.",
    ],
    commands: &[],
    docs_url: "https://docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry/",
    wave_notes: &[
        "On a GitLab of your own the registry is often registry.<domain> or <domain>:5050: copy \
         it from Deploy, Container registry.",
        "The token of a CI job (glcbt-…) ends with the job.",
    ],
};

pub(super) static GITEA: Record = Record {
    canonical_host: "<host>",
    recognition: Recognition::VendorOnly,
    user_name: Login {
        label: "User name",
        placeholder: "my-user",
        note: "The user to whom the token belongs.",
    },
    password: Login {
        label: "Access token",
        placeholder: "",
        note: "An access token; or the password of an account without two-factor login.",
    },
    secret_formats: &["40 digits and letters from a to f"],
    least_permission: "reading packages (likely called read:package)",
    steps: &[
        "On <host>, open your user settings, then Applications.",
        "Generate a token that may only read packages.",
        "Copy the token. It is shown once.",
    ],
    commands: &[],
    docs_url: "https://docs.gitea.com/usage/packages/container",
    wave_notes: &["The registry is the host of the web site."],
};
