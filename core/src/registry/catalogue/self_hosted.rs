//! Registries that people run on hosts of their own.

use super::record::{Login, Recognition, Record};

pub(super) static HARBOR: Record = Record {
    canonical_host: "<host>",
    recognition: Recognition::Never,
    user_name: Login {
        label: "Robot name",
        placeholder: "robot$project+name",
        note: "The robot's full name with its prefix, usually robot$; keep the dollar sign.",
    },
    password: Login {
        label: "Robot secret",
        placeholder: "",
        note: "The secret of the robot; or, with single sign-on, the CLI secret of a user.",
    },
    secret_formats: &[
        "8 to 128 characters with lower case, upper case and a digit; 32 when Harbor made it",
    ],
    least_permission: "a robot account with Pull Repository on the project",
    steps: &[
        "On <host>, open the project, then Robot Accounts, New.",
        "Set the expiry to never or to a date; otherwise it is 30 days.",
        "Allow Pull Repository and nothing else.",
        "Copy name and secret, or export them as JSON. The secret is shown once.",
    ],
    commands: &[],
    docs_url: "https://goharbor.io/docs/main/working-with-projects/project-configuration/create-robot-accounts/",
    wave_notes: &["Quote the dollar sign of the user name wherever a shell reads it."],
};

pub(super) static JFROG: Record = Record {
    canonical_host: "<instance>.jfrog.io",
    recognition: Recognition::VendorOnly,
    user_name: Login {
        label: "User name",
        placeholder: "my-user",
        note: "The user for whom the token was made.",
    },
    password: Login {
        label: "Identity or access token",
        placeholder: "",
        note: "An identity token, a reference token or an access token.",
    },
    secret_formats: &[
        "cmVmd… (reference token, 64 characters)",
        "a JWT (access token), which may expire",
        "AKCp… (API key, 73 characters, being retired)",
    ],
    least_permission: "a user or group with Read on the Docker repository",
    steps: &[
        "Open the user menu, Edit profile, Identity tokens, and generate one.",
        "Or open Administration, Access tokens, for a user who may only read.",
        "Copy the token. It is shown once.",
    ],
    commands: &[],
    docs_url: "https://jfrog.com/help/r/jfrog-artifactory-documentation/docker-repository-url-formats",
    wave_notes: &[
        "Where images are written <instance>.jfrog.io/<repository>/…, the registry is the host \
         alone, without the repository.",
    ],
};

pub(super) static OPENSHIFT: Record = Record {
    canonical_host: "default-route-openshift-image-registry.apps.<cluster>",
    recognition: Recognition::Never,
    user_name: Login {
        label: "User name",
        placeholder: "wave",
        note: "Likely any name; the token decides.",
    },
    password: Login {
        label: "Token",
        placeholder: "",
        note: "A token; one of a user likely lasts 24 hours.",
    },
    secret_formats: &["sha256~…"],
    least_permission: "likely the role system:image-puller",
    steps: &[],
    commands: &[],
    docs_url: "https://docs.openshift.com",
    wave_notes: &[],
};

pub(super) static LOCAL: Record = Record {
    canonical_host: "<host>:<port>",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "wave",
        note: "A user of the registry.",
    },
    password: Login {
        label: "Password",
        placeholder: "",
        note: "The user's password.",
    },
    secret_formats: &[],
    least_permission: "a user who may only read",
    steps: &[],
    commands: &[],
    docs_url: "https://distribution.github.io/distribution/",
    wave_notes: &[
        "Hosted Wave cannot reach a private address.",
        "Wave takes localhost without a port for a folder of Docker Hub.",
        "Wave does not support certificates of a private authority.",
    ],
};
