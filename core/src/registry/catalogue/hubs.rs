//! Registries that publish other people's images, and the public ones.

use super::record::{Command, Login, Recognition, Record};

pub(super) static CLOUDSMITH: Record = Record {
    canonical_host: "docker.cloudsmith.io",
    recognition: Recognition::VendorOnly,
    user_name: Login {
        label: "User name",
        placeholder: "my-user",
        note: "The user or service; with an entitlement token, likely the word token.",
    },
    password: Login {
        label: "Entitlement token or API key",
        placeholder: "",
        note: "An entitlement token can only read; an API key can do what its user can.",
    },
    secret_formats: &["API key: 40 digits and letters from a to f"],
    least_permission: "an entitlement token",
    steps: &[
        "In the repository, open Entitlements and create one.",
        "Or open Personal API keys.",
        "Copy the token.",
    ],
    commands: &[],
    docs_url: "https://help.cloudsmith.io/docs/docker-registry",
    wave_notes: &[],
};

/// Source: Chainguard's documentation, pages on pull tokens and on automating with chainctl.
pub(super) static CHAINGUARD: Record = Record {
    canonical_host: "cgr.dev",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name of the pull token",
        placeholder: "",
        note: "Exactly as it is printed: the organisation's ID, a slash, the token's ID.",
    },
    password: Login {
        label: "Pull token",
        placeholder: "",
        note: "The pull token, a JSON Web Token. It names its own end: 30 days unless another \
               was chosen.",
    },
    secret_formats: &["a JWT"],
    least_permission: "a pull token",
    steps: &[
        "On console.chainguard.dev, open pull tokens and create one, with a late end.",
        "Copy user name and password from the docker login command that is shown.",
    ],
    commands: &[Command {
        tool: "chainctl",
        line: "chainctl auth configure-docker --pull-token --parent <organisation> --ttl 8760h",
    }],
    docs_url: "https://edu.chainguard.dev/chainguard/chainguard-registry/authenticating/",
    wave_notes: &[
        "Images below cgr.dev/chainguard with free tags need no login; those of an organisation \
         do.",
        "The user name _token goes with a session of the command line, which ends soon.",
    ],
};

pub(super) static NVCR: Record = Record {
    canonical_host: "nvcr.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "$oauthtoken",
        note: "Exactly $oauthtoken, with the dollar sign.",
    },
    password: Login {
        label: "API key",
        placeholder: "",
        note: "A personal key.",
    },
    secret_formats: &["nvapi- and 64 characters", "older ones: 84 characters"],
    least_permission: "a personal key with the service NGC Catalog, and Private Registry where \
                       needed",
    steps: &[
        "On org.ngc.nvidia.com/setup/api-keys, choose Generate Personal Key.",
        "Set the expiry and the services.",
        "Copy the key. It is shown once.",
    ],
    commands: &[],
    docs_url: "https://docs.nvidia.com/ngc/",
    wave_notes: &["A new key of the older kind revokes the one before."],
};

pub(super) static RED_HAT: Record = Record {
    canonical_host: "registry.redhat.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "Service account",
        placeholder: "1234567|my-account",
        note: "The full name of a registry service account, with its number and the bar.",
    },
    password: Login {
        label: "Token",
        placeholder: "",
        note: "The token of the service account.",
    },
    secret_formats: &["a long JWT"],
    least_permission: "a registry service account",
    steps: &[
        "On access.redhat.com/terms-based-registry, choose New Service Account.",
        "Copy the user name with its number, and the token.",
    ],
    commands: &[],
    docs_url: "https://access.redhat.com/RegistryAuthentication",
    wave_notes: &["registry.access.redhat.com needs no login."],
};

const NO_LOGIN: Login = Login {
    label: "User name",
    placeholder: "",
    note: "The registry is public: there is no login.",
};

pub(super) static K8S: Record = Record {
    canonical_host: "registry.k8s.io",
    recognition: Recognition::Always,
    user_name: NO_LOGIN,
    password: Login {
        label: "Password",
        ..NO_LOGIN
    },
    secret_formats: &[],
    least_permission: "none",
    steps: &[],
    commands: &[],
    docs_url: "https://registry.k8s.io",
    wave_notes: &["No credentials exist for this registry."],
};

pub(super) static SEQERA: Record = Record {
    canonical_host: "cr.seqera.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "",
        note: "Given by Seqera, for cr.seqera.io.",
    },
    password: Login {
        label: "Password",
        placeholder: "",
        note: "Given by Seqera, for cr.seqera.io.",
    },
    secret_formats: &[],
    least_permission: "none for community.wave.seqera.io and public.cr.seqera.io",
    steps: &[],
    commands: &[],
    docs_url: "https://docs.seqera.io/wave/seqera-containers",
    wave_notes: &[
        "Wave ignores stored credentials for community.wave.seqera.io.",
        "New major releases of Seqera Enterprise are below cr.seqera.io/enterprise, which has a \
         login of its own; cr.seqera.io/private only gets corrections of older ones. A Wave that \
         compares hosts uses only the first credential for cr.seqera.io, so it serves one of the \
         two.",
    ],
};
