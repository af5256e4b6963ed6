//! Stored logins of several kinds, and what each tool has to make of them.
//!
//! The values are written down here, not computed, so that a mistake in core is not repeated.
//! Nothing is a real login. Start at [`LOGINS`].

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context;
use serde_json::Value;

use super::process;

/// A stored login.
#[derive(Clone, Copy)]
pub(super) struct Login {
    /// Its name in Platform.
    pub(super) name: &'static str,
    /// The registry, as it is stored.
    registry: &'static str,
    /// The user name, as it is stored.
    user: &'static str,
    /// The workspace that holds it.
    pub(super) workspace: Option<Workspace>,
    /// What is put into `REGISTRY_PASSWORD`.
    pub(super) password: &'static str,
    /// The host that the registry means.
    pub(super) host: &'static str,
    /// The user name that arrives.
    pub(super) arrives: &'static str,
    /// What Amazon's command line is asked for before `docker login`.
    pub(super) aws: Option<&'static [&'static str]>,
    /// What `ZenML` stores.
    pub(super) zenml: Stored,
}

/// A workspace of Platform's.
#[derive(Clone, Copy)]
pub(super) struct Workspace {
    pub(super) id: u64,
    pub(super) org: &'static str,
    pub(super) name: &'static str,
}

/// What `ZenML` stores for a registry.
#[derive(Clone, Copy)]
pub(super) struct Stored {
    pub(super) flavor: &'static str,
    pub(super) uri: &'static str,
    pub(super) access: Access,
}

/// How `ZenML` logs in.
#[derive(Clone, Copy)]
pub(super) enum Access {
    /// By a secret with user name and password.
    Secret,
    /// By a service connector.
    Connector {
        kind: &'static str,
        method: &'static str,
        resource: Option<&'static str>,
        /// What is written down for it; [`PASSWORD`] stands for the login's.
        fields: &'static [(&'static str, &'static str)],
    },
}

/// A password that nothing may touch.
pub(super) const PASSWORD: &str = "p4ss $HOME \"'`\\ word";

/// The password of the login that has to be noticed.
const OTHER_PASSWORD: &str = "another";

/// A key file of Google's, as far as `ZenML` looks at it.
const KEY_FILE: &str = r#"{"type":"service_account","project_id":"lab","private_key_id":"1","private_key":"none","client_email":"wave@lab.iam.gserviceaccount.com","client_id":"2","auth_uri":"https://accounts.google.com/o/oauth2/auth","token_uri":"https://oauth2.googleapis.com/token","auth_provider_x509_cert_url":"https://www.googleapis.com/oauth2/v1/certs","client_x509_cert_url":"https://www.googleapis.com/robot/v1/metadata/x509/wave"}"#;

/// The same in base64.
const KEY_FILE_BASE64: &str = "eyJ0eXBlIjoic2VydmljZV9hY2NvdW50IiwicHJvamVjdF9pZCI6ImxhYiIsInByaXZhdGVfa2V5X2lkIjoiMSIsInByaXZhdGVfa2V5Ijoibm9uZSIsImNsaWVudF9lbWFpbCI6IndhdmVAbGFiLmlhbS5nc2VydmljZWFjY291bnQuY29tIiwiY2xpZW50X2lkIjoiMiIsImF1dGhfdXJpIjoiaHR0cHM6Ly9hY2NvdW50cy5nb29nbGUuY29tL28vb2F1dGgyL2F1dGgiLCJ0b2tlbl91cmkiOiJodHRwczovL29hdXRoMi5nb29nbGVhcGlzLmNvbS90b2tlbiIsImF1dGhfcHJvdmlkZXJfeDUwOV9jZXJ0X3VybCI6Imh0dHBzOi8vd3d3Lmdvb2dsZWFwaXMuY29tL29hdXRoMi92MS9jZXJ0cyIsImNsaWVudF94NTA5X2NlcnRfdXJsIjoiaHR0cHM6Ly93d3cuZ29vZ2xlYXBpcy5jb20vcm9ib3QvdjEvbWV0YWRhdGEveDUwOS93YXZlIn0=";

/// What the variables hold that stand for what is not in a snippet.
const VARIABLES: [(&str, &str); 6] = [
    ("REGISTRY_USER", "named by a variable"),
    ("TOWER_ACCESS_TOKEN", "token of Platform"),
    ("TOWER_WORKSPACE_ID", "909"),
    ("AZURE_TENANT_ID", "5b0c7f0e-7a45-4a53-9d0e-000000000001"),
    ("AWS_ACCESS_KEY_ID", "AKIAOWNOWNOWNOWNOWN1"),
    ("AWS_SECRET_ACCESS_KEY", "own secret"),
];

/// What one of these variables holds.
pub(super) fn variable(name: &str) -> &'static str {
    let found = VARIABLES.into_iter().find(|(known, _)| *known == name);
    found.map_or("", |(_, value)| value)
}

const ECR: &str = "210987654321.dkr.ecr.eu-central-1.amazonaws.com";
const PRINCIPAL: &str = "3f2b8a9c-6d51-4e0f-8a77-9b1c2d3e4f50";
const KEY_ID: &str = "AKIAIOSFODNN7EXAMPLE";
const ROLE: &str = "arn:aws:iam::210987654321:role/wave-pull";
const HARD_USER: &str = r#"it's "q" `id` $HOME & %PATH% \"#;

const LAB: Option<Workspace> = Some(Workspace {
    id: 4711,
    org: "genomics",
    name: "prod",
});

/// A login for the whole of a registry that has nothing special.
const fn plain(
    name: &'static str,
    registry: &'static str,
    user: &'static str,
    flavor: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> Login {
    Login {
        name,
        registry,
        user,
        workspace: None,
        password: PASSWORD,
        host: registry,
        arrives: user,
        aws: None,
        zenml: Stored {
            flavor,
            uri: registry,
            access: Access::Connector {
                kind: "docker",
                method: "password",
                resource: None,
                fields,
            },
        },
    }
}

/// A login for a registry of a cloud that has connectors of its own.
const fn cloud(
    name: &'static str,
    registry: &'static str,
    user: &'static str,
    kind: &'static str,
    method: &'static str,
    fields: &'static [(&'static str, &'static str)],
) -> Login {
    Login {
        zenml: Stored {
            flavor: kind,
            uri: registry,
            access: Access::Connector {
                kind,
                method,
                resource: Some(registry),
                fields,
            },
        },
        ..plain(name, registry, user, "", &[])
    }
}

/// One of each kind. The first is also the one whose password is changed.
pub(super) const LOGINS: [Login; 14] = [
    Login {
        workspace: LAB,
        ..plain(
            "quay",
            "quay.io",
            "genomics+wave",
            "default",
            &[
                ("registry", "quay.io"),
                ("username", "genomics+wave"),
                ("password", PASSWORD),
            ],
        )
    },
    Login {
        workspace: LAB,
        zenml: Stored {
            flavor: "azure",
            uri: "labimages.azurecr.io",
            access: Access::Secret,
        },
        ..plain("acr-token", "labimages.azurecr.io", "pull-token", "", &[])
    },
    cloud(
        "acr-principal",
        "labimages.azurecr.io",
        PRINCIPAL,
        "azure",
        "service-principal",
        &[
            ("tenant_id", "5b0c7f0e-7a45-4a53-9d0e-000000000001"),
            ("client_id", PRINCIPAL),
            ("client_secret", PASSWORD),
        ],
    ),
    Login {
        host: "docker.io",
        zenml: Stored {
            flavor: "dockerhub",
            uri: "docker.io/labbot",
            access: Access::Connector {
                kind: "docker",
                method: "password",
                resource: None,
                fields: &[
                    ("registry", "docker.io"),
                    ("username", "labbot"),
                    ("password", PASSWORD),
                ],
            },
        },
        ..plain("docker-hub", "", "labbot", "", &[])
    },
    plain(
        "github",
        "ghcr.io",
        "octo-lab",
        "github",
        &[
            ("registry", "ghcr.io"),
            ("username", "octo-lab"),
            ("password", PASSWORD),
        ],
    ),
    Login {
        aws: Some(&["ecr", "get-login-password", "--region=eu-central-1"]),
        ..cloud(
            "ecr-key",
            ECR,
            KEY_ID,
            "aws",
            "secret-key",
            &[
                ("region", "eu-central-1"),
                ("aws_access_key_id", KEY_ID),
                ("aws_secret_access_key", PASSWORD),
            ],
        )
    },
    Login {
        aws: Some(&["ecr", "get-login-password", "--region=eu-central-1"]),
        ..cloud(
            "ecr-role",
            ECR,
            ROLE,
            "aws",
            "iam-role",
            &[
                ("region", "eu-central-1"),
                ("role_arn", ROLE),
                ("aws_access_key_id", "AKIAOWNOWNOWNOWNOWN1"),
                ("aws_secret_access_key", "own secret"),
            ],
        )
    },
    Login {
        aws: Some(&["ecr-public", "get-login-password", "--region=us-east-1"]),
        ..plain(
            "ecr-public",
            "public.ecr.aws",
            KEY_ID,
            "default",
            &[
                ("registry", "public.ecr.aws"),
                ("username", KEY_ID),
                ("password", PASSWORD),
            ],
        )
    },
    Login {
        password: KEY_FILE,
        ..cloud(
            "google",
            "europe-west4-docker.pkg.dev",
            "_json_key",
            "gcp",
            "service-account",
            &[("service_account_json", KEY_FILE)],
        )
    },
    Login {
        password: KEY_FILE_BASE64,
        ..cloud(
            "google-base64",
            "us-docker.pkg.dev",
            "_json_key_base64",
            "gcp",
            "service-account",
            &[("service_account_json", KEY_FILE_BASE64)],
        )
    },
    plain(
        "nvidia",
        "nvcr.io",
        "$oauthtoken",
        "default",
        &[
            ("registry", "nvcr.io"),
            ("username", "$oauthtoken"),
            ("password", PASSWORD),
        ],
    ),
    plain(
        "hard-user",
        "registry.gitlab.com",
        HARD_USER,
        "default",
        &[
            ("registry", "registry.gitlab.com"),
            ("username", HARD_USER),
            ("password", PASSWORD),
        ],
    ),
    // Stored in another spelling, and with a sign that means a file to ZenML.
    Login {
        registry: "https://Quay.io/",
        ..plain(
            "at-sign",
            "quay.io",
            "@genomics",
            "default",
            &[
                ("registry", "quay.io"),
                ("username", "@genomics"),
                ("password", PASSWORD),
            ],
        )
    },
    // The user name is a secret itself, so it is not in a snippet.
    Login {
        user: "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ..plain(
            "secret-user",
            "registry.digitalocean.com",
            "named by a variable",
            "default",
            &[
                ("registry", "registry.digitalocean.com"),
                ("username", "named by a variable"),
                ("password", PASSWORD),
            ],
        )
    },
];

/// The first login with another password. What a tool makes of it must not be taken for what
/// it has to make of the first.
const CONTROL: Login = Login {
    name: "control",
    password: OTHER_PASSWORD,
    ..LOGINS[0]
};

/// A login and what core wrote for it.
pub(super) struct Case {
    pub(super) login: Login,
    texts: HashMap<String, String>,
}

impl Case {
    /// The snippet for a target, by the target's name in core.
    pub(super) fn text(&self, target: &str) -> anyhow::Result<&str> {
        let text = self.texts.get(target).map(String::as_str);
        text.with_context(|| format!("{}: no snippet for {target}", self.login.name))
    }

    /// The variables that the snippets name.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        VARIABLES
            .into_iter()
            .chain([("REGISTRY_PASSWORD", self.login.password)])
    }

    /// Whether this is the one that has to be noticed.
    pub(super) fn is_control(&self) -> bool {
        self.login.name == CONTROL.name
    }

    /// The password that is expected to arrive. For the control it is a wrong one.
    pub(super) fn expected_password(&self) -> &'static str {
        if self.is_control() {
            PASSWORD
        } else {
            self.login.password
        }
    }
}

/// Every login and the control, with what core's example prints for them.
pub(super) fn with_snippets(example: &Path) -> anyhow::Result<Vec<Case>> {
    let logins: Vec<Login> = LOGINS.into_iter().chain([CONTROL]).collect();
    let mut asked = String::new();
    for login in &logins {
        asked += &[login.name, login.registry, login.user].join("\t");
        if let Some(at) = login.workspace {
            let id = at.id.to_string();
            for part in [id.as_str(), at.org, at.name] {
                asked.push('\t');
                asked.push_str(part);
            }
        }
        asked.push('\n');
    }
    let answer = process::ask(&mut Command::new(example), &asked)?;
    let mut texts: HashMap<String, HashMap<String, String>> = HashMap::new();
    for line in answer.lines() {
        let snippet: Value = serde_json::from_str(line)?;
        let part = |name: &str| snippet[name].as_str().map(str::to_owned);
        let (Some(name), Some(target), Some(text)) = (part("name"), part("target"), part("text"))
        else {
            anyhow::bail!("the example printed {line}");
        };
        texts.entry(name).or_default().insert(target, text);
    }
    Ok(logins
        .into_iter()
        .map(|login| Case {
            login,
            texts: texts.remove(login.name).unwrap_or_default(),
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_login_has_a_name_of_its_own() {
        let mut names: Vec<_> = LOGINS.iter().map(|login| login.name).collect();
        names.push(CONTROL.name);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), LOGINS.len() + 1);
    }

    #[test]
    fn the_control_is_expected_to_have_a_password_that_it_has_not() {
        let control = Case {
            login: CONTROL,
            texts: HashMap::new(),
        };
        assert!(control.is_control());
        assert_ne!(control.expected_password(), control.login.password);
        let error = control.text("Tw").unwrap_err().to_string();
        assert_eq!(error, "control: no snippet for Tw");
    }
}
