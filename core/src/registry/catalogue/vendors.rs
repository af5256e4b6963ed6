//! The registries of other clouds.

use super::record::{Command, Login, Recognition, Record};

pub(super) static OCIR: Record = Record {
    canonical_host: "<region-key>.ocir.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "Namespace and user",
        placeholder: "<namespace>/<user>",
        note: "The tenancy's namespace, a slash and the user; with an identity domain, its name \
               between them.",
    },
    password: Login {
        label: "Auth token",
        placeholder: "",
        note: "An auth token of the user.",
    },
    secret_formats: &[],
    least_permission: "a policy that lets the user's group read repos",
    steps: &[
        "In the console, open your profile, then Auth tokens, Generate token.",
        "Copy the token. It is shown once.",
        "Look up the namespace under Tenancy details.",
    ],
    commands: &[],
    docs_url: "https://docs.oracle.com/en-us/iaas/Content/Registry/Tasks/registrygettingauthtoken.htm",
    wave_notes: &["The user BEARER_TOKEN goes with a token that soon expires."],
};

pub(super) static ICR: Record = Record {
    canonical_host: "<region>.icr.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "iamapikey",
        note: "Exactly iamapikey.",
    },
    password: Login {
        label: "API key",
        placeholder: "",
        note: "An API key of a service id.",
    },
    secret_formats: &["44 letters, digits, “-” and “_”"],
    least_permission: "a service id with Reader on Container Registry",
    steps: &[
        "In IAM, open Service IDs and create one.",
        "Give it a policy for Container Registry with the role Reader.",
        "Under API keys, create one and copy it.",
    ],
    commands: &[],
    docs_url: "https://cloud.ibm.com/docs/Registry?topic=Registry-registry_access",
    wave_notes: &["Hosted Wave cannot reach hosts that begin with private."],
};

pub(super) static DIGITAL_OCEAN: Record = Record {
    canonical_host: "registry.digitalocean.com",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "",
        note: "Likely the token once more, or the account's e-mail address; the command below \
               prints it.",
    },
    password: Login {
        label: "Token",
        placeholder: "",
        note: "A token for the registry.",
    },
    secret_formats: &["dop_v1_ and 64 digits and letters from a to f"],
    least_permission: "what “doctl registry docker-config” gives, which is to read",
    steps: &[
        "Run the command below with the name of your registry and a long time in seconds.",
        "Take user name and password from the JSON that it prints.",
    ],
    commands: &[Command {
        tool: "doctl",
        line: "doctl registry docker-config <registry> --expiry-seconds <seconds>",
    }],
    docs_url: "https://docs.digitalocean.com/products/container-registry/",
    wave_notes: &[
        "The name of your registry is the first part of the path and no part of the host.",
        "The token of “doctl registry login” lasts 30 days unless it is told otherwise.",
    ],
};

pub(super) static ALIBABA: Record = Record {
    canonical_host: "registry.<region>.aliyuncs.com",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "my-user",
        note: "The RAM user or the account.",
    },
    password: Login {
        label: "Registry password",
        placeholder: "",
        note: "The fixed password that was set for the registry. Temporary ones last an hour.",
    },
    secret_formats: &[],
    least_permission: "a RAM policy that may only read the registry",
    steps: &[
        "In the console of Container Registry, open the instance, Access Credential, Set Password.",
    ],
    commands: &[],
    docs_url: "https://www.alibabacloud.com/help/en/acr/user-guide/configure-access-credentials",
    wave_notes: &["Only Alibaba's own networks reach hosts with -vpc or -internal."],
};

pub(super) static TENCENT: Record = Record {
    canonical_host: "<instance>.tencentcloudcr.com",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "100000000000",
        note: "The numeric account id, or a service account.",
    },
    password: Login {
        label: "Access credential",
        placeholder: "",
        note: "A long-term access credential. Temporary ones last an hour.",
    },
    secret_formats: &[],
    least_permission: "a service account that may pull",
    steps: &[
        "In the console of Container Registry, open Access Credential, Create.",
        "Save the file that is offered.",
    ],
    commands: &[],
    docs_url: "https://www.tencentcloud.com/document/product/1051/37253",
    wave_notes: &[],
};

pub(super) static SCALEWAY: Record = Record {
    canonical_host: "rg.<region>.scw.cloud",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "nologin",
        note: "Exactly nologin.",
    },
    password: Login {
        label: "Secret key",
        placeholder: "",
        note: "The secret key of an API key.",
    },
    secret_formats: &["a UUID"],
    least_permission: "an application that may only read the registry",
    steps: &[
        "Under IAM, create an application that may only read the registry.",
        "Under API keys, generate one for the application.",
        "Copy the secret key. It is shown once.",
    ],
    commands: &[],
    docs_url: "https://www.scaleway.com/en/docs/container-registry/",
    wave_notes: &["The console shows the namespace behind the host: leave it out."],
};
