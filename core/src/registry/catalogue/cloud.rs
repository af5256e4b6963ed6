//! The registries of the three clouds that most pipelines run in.

use super::record::{Command, Login, Recognition, Record};

pub(super) static ECR: Record = Record {
    canonical_host: "<account>.dkr.ecr.<region>.amazonaws.com",
    recognition: Recognition::Always,
    user_name: ACCESS_KEY_ID,
    password: SECRET_ACCESS_KEY,
    secret_formats: &[
        "40 letters, digits, “/” and “+”",
        "with a role: the external id",
    ],
    least_permission: "ecr:GetAuthorizationToken on *; ecr:BatchGetImage, \
                       ecr:GetDownloadUrlForLayer and ecr:BatchCheckLayerAvailability on the \
                       repositories",
    steps: &[
        "In the IAM console, create a user for Wave.",
        "Attach a policy that may only read the repositories of account <account> in <region>.",
        "Under Security credentials, create an access key of the type Other.",
        "Copy both values, or download the CSV file.",
    ],
    commands: &[],
    docs_url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    wave_notes: &[
        "Wave exchanges the key pair for a login itself. The output of “aws ecr \
         get-login-password”, with the user name AWS, never works.",
        "Temporary keys (ASIA…) never work: there is no field for their session token.",
    ],
};

pub(super) static ECR_PUBLIC: Record = Record {
    canonical_host: "public.ecr.aws",
    least_permission: "the managed policy AmazonElasticContainerRegistryPublicReadOnly, and \
                       sts:GetServiceBearerToken, which is not in it",
    steps: &[
        "In the IAM console, create a user for Wave.",
        "Attach AmazonElasticContainerRegistryPublicReadOnly and a policy that allows \
         sts:GetServiceBearerToken.",
        "Under Security credentials, create an access key of the type Other.",
        "Copy both values, or download the CSV file.",
    ],
    docs_url: "https://docs.aws.amazon.com/AmazonECR/latest/public/public-registry-auth.html",
    wave_notes: &["Wave asks for the login in us-east-1, wherever the pipeline runs."],
    ..ECR
};

const ACCESS_KEY_ID: Login = Login {
    label: "Access key ID",
    placeholder: "AKIA…",
    note: "The id of a lasting access key, or the ARN of a role that Wave may take on.",
};

const SECRET_ACCESS_KEY: Login = Login {
    label: "Secret access key",
    placeholder: "",
    note: "The secret of the access key, or the external id of the role.",
};

pub(super) static ACR: Record = Record {
    canonical_host: "<name>.azurecr.io",
    recognition: Recognition::Always,
    user_name: Login {
        label: "Token name",
        placeholder: "my-registry-token",
        note: "The name of a token; or the application id of a service principal.",
    },
    password: Login {
        label: "Token password",
        placeholder: "",
        note: "A password of the token; or the secret of the service principal. Not the \
               output of “az acr login --expose-token”, which lasts three hours.",
    },
    secret_formats: &[
        "52 characters with “+ACR” near the end",
        "older ones: 32 characters of base64",
        "service principal: about 40 characters with “Q~” near the start",
    ],
    least_permission: "a token with content/read on the repositories (or the scope map \
                       _repositories_pull); a service principal with AcrPull, or Container \
                       Registry Repository Reader where access is by attributes",
    steps: &[
        "In the Azure portal, open the registry <name>, then Repository permissions, Tokens, Add.",
        "Create a scope map: choose the repositories and content/read.",
        "Open the token, then password1. Set no expiry, or one that you will remember.",
        "Generate the password and copy it. It is shown once.",
    ],
    commands: &[
        Command {
            tool: "Azure CLI",
            line: "az acr scope-map create -r <name> -n seqera-pull --repository <repository> \
                   content/read metadata/read",
        },
        Command {
            tool: "Azure CLI",
            line: "az acr token create -r <name> -n seqera-token --scope-map seqera-pull -o json",
        },
    ],
    docs_url: "https://learn.microsoft.com/en-us/azure/container-registry/container-registry-token-based-repository-permissions",
    wave_notes: &["Use the login server of Settings, Access keys, in lower case."],
};

pub(super) static GAR: Record = Record {
    canonical_host: "<location>-docker.pkg.dev",
    recognition: Recognition::Always,
    user_name: Login {
        label: "User name",
        placeholder: "_json_key_base64",
        note: "Exactly _json_key_base64 with an encoded key, or _json_key with a plain one.",
    },
    password: Login {
        label: "Service account key",
        placeholder: "",
        note: "The JSON file of the key: encoded as base64 on one line, or as it is.",
    },
    secret_formats: &["a JSON object of the type service_account, or its base64 on one line"],
    least_permission: "Artifact Registry Reader (roles/artifactregistry.reader)",
    steps: &[
        "In the Google Cloud console, open IAM, Service accounts, and create one.",
        "Give it the role Artifact Registry Reader on the repositories in <location>.",
        "Under Manage keys, choose Add key and JSON. A file is downloaded.",
        "Encode the file as base64 without line breaks.",
    ],
    commands: &[Command {
        tool: "base64",
        line: "base64 < key.json | tr -d '\\n'",
    }],
    docs_url: "https://cloud.google.com/artifact-registry/docs/docker/authentication#json-key",
    wave_notes: &["An access token (ya29.…) lasts an hour, so runs outlive it."],
};

pub(super) static GCR: Record = Record {
    canonical_host: "gcr.io",
    least_permission: "Storage Object Viewer; or Artifact Registry Reader where Artifact \
                       Registry serves the gcr.io names",
    steps: &[
        "In the Google Cloud console, open IAM, Service accounts, and create one.",
        "Give it the role Artifact Registry Reader, or Storage Object Viewer for the old \
         Container Registry.",
        "Under Manage keys, choose Add key and JSON. A file is downloaded.",
        "Encode the file as base64 without line breaks.",
    ],
    docs_url: "https://cloud.google.com/artifact-registry/docs/transition/transition-from-gcr",
    wave_notes: &["gcr.io, us.gcr.io, eu.gcr.io and asia.gcr.io are four registries to Wave."],
    ..GAR
};
