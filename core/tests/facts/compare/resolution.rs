//! Vectors of which credential Wave uses for an image.

use serde_json::{Value, json};
use wavepass_core::credentials::ProviderRef;
use wavepass_core::registry::user_name::{
    ECR_HOST_UNKNOWN_TO_WAVE, ECR_PASSWORD_STORED, EcrAliasKind, LoginProblem, TEMPORARY_ACCESS_KEY,
};
use wavepass_core::registry::wave_setup::{WaveHost, WaveSetup};
use wavepass_core::scope::{Scope, WorkspaceId};
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::credential::{StoredCredential, StoredState};
use wavepass_core::wave::resolve::{
    AWS_IS_NOT_FOR_IMAGES, Anonymous, Auth, BLANK_REGISTRY, Caller, ComputeEnvironment,
    CredentialIndex, DELETED_CREDENTIAL, DeletedEntries, Environment, HOST_NOT_REACHABLE,
    IN_ANOTHER_CONTEXT, Installation, KeyAccess, NEAR_MISS, NEIGHBOURING_HOST, OTHER_ENDPOINT,
    OperatorRegistries, Outcome, Reason, Request, Resolution, Resolver, Run, SCOPE_SKIPPED,
    SHARED_HOST_RESERVED, TAG_AND_DIGEST, UPPER_CASE_PATH, WAVE_REFUSES, Works, reserved_host,
};

use super::Vector;

/// Compares one vector; `usual` is the installation that it assumes where it says nothing.
pub(super) fn check<'a>(vector: &mut Vector<'a>, usual: &'a Value) {
    let [expect, works, warning] = with(vector, usual, |resolution| {
        let works = match resolution.works {
            Works::Yes => Some(true),
            Works::Unknown => None,
            Works::No => Some(false),
        };
        [
            outcome(resolution),
            json!(works),
            json!(warning(resolution)),
        ]
    });
    vector.expect("expect", &expect);
    // Of the two rules only the choice is recorded everywhere.
    let is_recorded = |vector: &Vector<'_>, field| !vector.has("rules") || vector.holds(field);
    for (field, actual) in [("works", works), ("warning", warning)] {
        if is_recorded(vector, field) {
            vector.expect(field, &actual);
        } else {
            vector.get(field);
        }
    }
}

/// The rule by which a vector was recorded: that of release 1.37.0, unless it names another.
fn rule(vector: &mut Vector<'_>) -> MatchRule {
    if !vector.has("rules") {
        return MatchRule::ExactHost;
    }
    let named = vector.text("rules");
    MatchRule::from_id(named).unwrap_or_else(|| {
        vector.miss("/rules: no rule of Wave has this name");
        MatchRule::ExactHost
    })
}

/// What Wave does with the image of a vector.
pub(crate) fn with<'a, T>(
    vector: &mut Vector<'a>,
    usual: &'a Value,
    then: impl FnOnce(&Resolution<'_>) -> T,
) -> T {
    let identity = vector.get("identity");
    let scope = identity["workspace_id"]
        .as_i64()
        .map_or(Scope::Personal, |id| Scope::Workspace(WorkspaceId(id)));
    let caller = if identity["authenticated"] == json!(true) {
        Caller::Platform(scope)
    } else {
        Caller::Anonymous
    };
    let listed = list(vector.get("credentials"));
    let (here, elsewhere): (Vec<&Value>, Vec<&Value>) = listed
        .iter()
        .partition(|credential| credential["workspace_id"].as_i64() == scope_id(scope));
    let other_scope = elsewhere.first().map(|other| {
        other["workspace_id"]
            .as_i64()
            .map_or(Scope::Personal, |id| Scope::Workspace(WorkspaceId(id)))
    });
    let here: Vec<_> = here.into_iter().map(stored).collect();
    let elsewhere: Vec<_> = elsewhere.into_iter().map(stored).collect();
    // The vectors record what Wave does with the list as they have it.
    let credentials = CredentialIndex::new(&here, DeletedEntries::Listed);
    let elsewhere = CredentialIndex::new(&elsewhere, DeletedEntries::Listed);

    let own = vector.get("wave");
    let wave = |key: &str| own.get(key).unwrap_or(&usual[key]);
    let setup = WaveSetup {
        host: WaveHost::Seqera,
        reserved_hosts: ["build_repo", "cache_repo", "public_repo"]
            .into_iter()
            .filter_map(|key| reserved_host(wave(key).as_str()?))
            .map(str::to_owned)
            .collect(),
        rule: None,
    };
    let operator: Vec<String> = list(wave("operator_registries"))
        .iter()
        .filter_map(|host| host.as_str().map(str::to_owned))
        .collect();
    let hidden = list(vector.get("hidden_credentials"));
    let environment = compute_environment(vector.get("compute_env"), hidden, listed);
    let resolver = Resolver {
        request: Request {
            caller,
            run: match identity["workflow_id"] {
                Value::Null => Run::CommandLine,
                _ => Run::Platform,
            },
            compute_environment: environment.map_or(Environment::Absent, Environment::Known),
            key_access: KeyAccess::Granted,
        },
        credentials: &credentials,
        elsewhere: other_scope.map(|scope| (scope, &elsewhere)),
        wave: Installation {
            setup: &setup,
            operator: OperatorRegistries::Known(&operator),
            anonymous: if *wave("anonymous_access") == json!(false) {
                Anonymous::Refused
            } else {
                Anonymous::Served
            },
        },
    };
    let rule = rule(vector);
    then(&resolver.resolve(vector.text("image"), rule))
}

fn outcome(resolution: &Resolution<'_>) -> Value {
    let outcome = &resolution.outcome;
    let (source, error) = match outcome {
        Outcome::Stored { .. } => ("user", None),
        Outcome::Operator { .. } => ("operator", None),
        Outcome::PerhapsOperator | Outcome::PerhapsComputeEnvironment => ("unknown", None),
        Outcome::ComputeEnvironment { .. } => ("compute-env", None),
        Outcome::Anonymous => ("none", None),
        Outcome::Refused { error } => ("error", Some(error)),
    };
    let coordinates = resolution.coordinates.as_ref();
    let registry = coordinates.map(|coordinates| &coordinates.registry);
    let is_operators = matches!(outcome, Outcome::Operator { .. });
    let ecr = resolution
        .ecr()
        .map(|ecr| json!({ "account": ecr.account, "region": ecr.region }));
    json!({
        "source": source,
        "error": error,
        "credential_id": outcome.credential_id(),
        "auth": outcome.auth().map(auth),
        "registry": registry,
        "repository": coordinates.map(|coordinates| &coordinates.repository),
        "ecr": ecr,
        "operator_registry": registry.filter(|_| is_operators),
    })
}

/// The vectors' words for the reason that a person has to act on first. Where they have no
/// words for a reason, its code stands for it, which then fails and shows what to add.
fn warning(resolution: &Resolution<'_>) -> Option<String> {
    let reason = resolution.warning()?;
    let host = resolution.host();
    let text = match reason.finding(resolution).code {
        // Known, and recorded without words.
        WAVE_REFUSES | UPPER_CASE_PATH => return None,
        NEAR_MISS | NEIGHBOURING_HOST | SCOPE_SKIPPED => return Some(format!("suggest {host}")),
        BLANK_REGISTRY => "trim the registry server",
        DELETED_CREDENTIAL => {
            "assumes the Platform lists it; predictors should drop deleted entries first and say \
             so"
        }
        IN_ANOTHER_CONTEXT => match reason {
            Reason::WrongPlace {
                scope: Scope::Workspace(_),
                ..
            } => "set tower.workspaceId",
            _ => "in-another-context",
        },
        SHARED_HOST_RESERVED => "self-hosted Wave misconfiguration",
        HOST_NOT_REACHABLE => "hosted Wave cannot reach localhost",
        TAG_AND_DIGEST => "drop the tag",
        OTHER_ENDPOINT => {
            "add a credential for the regional host or use the login server in the image"
        }
        ECR_PASSWORD_STORED => "Wave needs the access key, not the 12 h password",
        TEMPORARY_ACCESS_KEY => "temporary keys cannot work",
        AWS_IS_NOT_FOR_IMAGES => "v23.1 release note: Wave requires container registry credentials",
        ECR_HOST_UNKNOWN_TO_WAVE => match reason {
            Reason::Login(LoginProblem::EcrHost(alias)) if alias.kind == EcrAliasKind::Fips => {
                "use the non-FIPS host"
            }
            _ => "use the .dkr.ecr.<region>.amazonaws.com host",
        },
        other => other.as_str(),
    };
    Some(text.to_owned())
}

fn auth(auth: Auth) -> &'static str {
    match auth {
        Auth::Basic => "basic",
        Auth::EcrAccessKey => "ecr-access-key",
        Auth::EcrAssumeRole => "ecr-assume-role",
        Auth::EcrKeyOrRole => "unknown",
        Auth::Anonymous => "anonymous",
    }
}

fn stored(json: &Value) -> StoredCredential<'_> {
    let text = |key: &str| json[key].as_str();
    StoredCredential {
        id: text("id").unwrap_or_default(),
        name: text("id").unwrap_or_default(),
        provider: ProviderRef::from(text("provider").unwrap_or_default()).to_wave(),
        registry: text("registry"),
        user_name: text("user_name"),
        state: if json["deleted"] == json!(true) {
            StoredState::Deleted
        } else {
            StoredState::Live
        },
    }
}

/// The compute environment, with what its credential holds, which may not be in the caller's
/// list.
fn compute_environment<'a>(
    json: &'a Value,
    hidden: &'a [Value],
    listed: &'a [Value],
) -> Option<ComputeEnvironment<'a>> {
    let environment = json.as_object()?;
    let id = environment.get("credentials_id").and_then(Value::as_str);
    let mut credentials = hidden.iter().chain(listed);
    let keys = credentials.find(|it| id.is_some() && it["id"].as_str() == id);
    let text = |key: &str| keys.and_then(|keys| keys[key].as_str());
    Some(ComputeEnvironment {
        platform: json["platform"].as_str().unwrap_or_default(),
        credentials_id: id,
        role_arn: text("role_arn"),
        access_key: text("user_name"),
    })
}

fn scope_id(scope: Scope) -> Option<i64> {
    scope.workspace().map(|id| id.0)
}

fn list(json: &Value) -> &[Value] {
    json.as_array().map(Vec::as_slice).unwrap_or_default()
}
