//! What each route answers when it does what it was asked for, in the words of
//! [`super::shape::schema_of`]. A test asks every route for it. Start at [`of`].

use serde_json::{Value, json};

use crate::api::routes::Method::{self, Delete, Get, Post, Put};

/// What is answered.
pub(super) struct Answer {
    body: Option<fn() -> Value>,
    may_collide: bool,
}

impl Answer {
    /// 200 with a body, 204 without.
    pub(super) fn status(&self) -> u16 {
        if self.body.is_some() { 200 } else { 204 }
    }

    /// The shape of the body.
    pub(super) fn body(&self) -> Option<Value> {
        self.body.map(|shape| shape())
    }

    /// Whether 409 is another answer.
    pub(super) fn may_collide(&self) -> bool {
        self.may_collide
    }
}

/// What a route answers. One that is not named here answers nothing but that it was done.
pub(super) fn of(method: Method, pattern: &str) -> Answer {
    let body: Option<fn() -> Value> = match (method, pattern) {
        (Get, "/service-info") => Some(service_info),
        (Get, "/user-info") => Some(user_info),
        (Get, "/user/{id}/workspaces") => Some(orgs_and_workspaces),
        (Get, "/permissions") => Some(permissions),
        (Get, "/permissions/check") => Some(|| json!({"authorized": "bool"})),
        (Get, "/tokens") => Some(|| json!({"tokens": [token()]})),
        (Post, "/tokens") => Some(|| json!({"accessKey": "string", "token": token()})),
        (Get, "/orgs") => Some(|| json!({"organizations": [organization()], "totalSize": "int?"})),
        (Post, "/orgs") => Some(|| json!({"organization": organization()})),
        (Get, "/orgs/{id}/members") => Some(|| json!({"members": [member()], "totalSize": "int"})),
        (Put, "/orgs/{id}/members/add") => Some(|| json!({"member": member()})),
        (Get, "/orgs/{id}/workspaces") => Some(|| json!({"workspaces": [workspace()]})),
        (Post, "/orgs/{id}/workspaces") => Some(|| json!({"workspace": workspace()})),
        (Get, "/orgs/{id}/workspaces/{workspace}/participants") => {
            Some(|| json!({"participants": [participant()], "totalSize": "int"}))
        }
        (Put, "/orgs/{id}/workspaces/{workspace}/participants/add") => {
            Some(|| json!({"participant": participant()}))
        }
        (Get, "/credentials") => Some(|| json!({"credentials": [credentials()]})),
        (Post, "/credentials") => Some(|| json!({"credentialsId": "string"})),
        (Get, "/credentials/federation-setup") => {
            Some(|| json!({"setupValues": [{"label": "string", "value": "string"}]}))
        }
        (Get, "/credentials/{id}") => Some(|| json!({"credentials": credentials()})),
        (Get, "/pipelines") => Some(|| json!({"pipelines": [pipeline()], "totalSize": "int"})),
        (Post, "/pipelines") | (Get | Put, "/pipelines/{id}") => {
            Some(|| json!({"pipeline": pipeline()}))
        }
        (Get, "/pipelines/{id}/launch") => Some(|| json!({"launch": launch()})),
        (Get, "/compute-envs") => Some(|| json!({"computeEnvs": [compute_env_entry()]})),
        (Post, "/compute-envs") => Some(|| json!({"computeEnvId": "string"})),
        (Get, "/compute-envs/{id}") => Some(|| json!({"computeEnv": compute_env()})),
        _ => None,
    };
    let checks_a_name = pattern == "/credentials/validate";
    let is_change = method != Get && method != Delete;
    Answer {
        body,
        may_collide: is_change || checks_a_name,
    }
}

fn service_info() -> Value {
    json!({"serviceInfo": {
        "version": "string?", "apiVersion": "string?", "commitId": "string?",
        "authTypes": ["string"], "loginPath": "string?", "logoutUrl": "string?",
        "navbar": {"?": true, "menus": [{"label": "string?", "url": "string?"}]},
        "userWorkspaceEnabled": "bool?", "waveEnabled": "bool?",
        "launchConfigTextMaxSize": "int?", "launchParamsTextMaxSize": "int?",
        "heartbeatInterval": "int?", "allowInstanceCredentials": "bool?", "landingUrl": "string?",
        "termsOfUseUrl": "string?", "contentUrl": "string?", "contactEmail": "string?",
        "contentMaxFileSize": "int?", "groundswellEnabled": "bool?", "forgePrefix": "string?",
        "seqeraCloud": "bool?",
    }})
}

fn user_info() -> Value {
    json!({"needConsent": "bool", "defaultWorkspaceId": "int?", "user": {
        "id": "int", "userName": "string", "email": "string?", "firstName": "string?",
        "lastName": "string?", "organization": "string?", "description": "string?",
        "avatar": "string?", "avatarId": "string?", "dateCreated": "time?", "lastUpdated": "time?",
        "lastAccess": "time?", "deleted": "bool", "notification": "bool?",
        "marketingConsent": "bool?", "termsOfUseConsent": "bool?",
    }})
}

fn orgs_and_workspaces() -> Value {
    json!({"orgsAndWorkspaces": [{
        "orgId": "int", "orgName": "string", "orgLogoUrl": "string?", "workspaceId": "int?",
        "workspaceName": "string?", "workspaceFullName": "string?", "visibility": "string?",
        "roles": {"list?": "string"},
    }]})
}

fn permissions() -> Value {
    let granted = json!({"roles": ["string"], "operations": ["string"]});
    let mut or_null = granted.clone();
    or_null["?"] = true.into();
    json!({"user": granted, "organization": or_null, "workspace": or_null})
}

fn token() -> Value {
    json!({"id": "int", "name": "string", "lastUsed": "time?", "dateCreated": "time?"})
}

fn organization() -> Value {
    json!({
        "orgId": "int", "name": "string", "fullName": "string?", "description": "string?",
        "location": "string?", "website": "string?", "logoId": "string?", "logoUrl": "string?",
        "memberId": "int?", "memberRole": "string?",
    })
}

fn workspace() -> Value {
    json!({
        "id": "int", "name": "string", "fullName": "string?", "description": "string?",
        "visibility": "string?",
    })
}

fn member() -> Value {
    json!({
        "memberId": "int", "userId": "int", "userName": "string", "email": "string",
        "firstName": "string?", "lastName": "string?", "avatar": "string?", "role": "string",
    })
}

fn participant() -> Value {
    json!({
        "participantId": "int", "memberId": "int?", "userName": "string", "firstName": "string?",
        "lastName": "string?", "email": "string", "orgRole": "string", "teamId": "int?",
        "teamName": "string?", "wspRole": "string", "type": "string", "teamAvatarUrl": "string?",
        "userAvatarUrl": "string?",
    })
}

fn credentials() -> Value {
    json!({
        "id": "string", "name": "string", "description": "string?", "provider": "string?",
        "baseUrl": "string?", "category": "string?", "deleted": "bool?", "lastUsed": "time?",
        "dateCreated": "time?", "lastUpdated": "time?", "status": "string?", "message": "string?",
        "lastValidated": "time?", "keys": "object",
    })
}

fn pipeline() -> Value {
    json!({
        "pipelineId": "int", "name": "string", "description": "string?", "icon": "string?",
        "repository": "string?", "userId": "int?", "userName": "string?",
        "userFirstName": "string?", "userLastName": "string?", "orgId": "int?",
        "orgName": "string?", "workspaceId": "int?", "workspaceName": "string?",
        "visibility": "string?", "lastUpdated": "time?", "labels": {"list?": "object"},
        "version": "object?",
    })
}

fn compute_env() -> Value {
    json!({
        "id": "string", "name": "string", "description": "string?", "platform": "string?",
        "config": "object", "dateCreated": "time?", "lastUpdated": "time?", "lastUsed": "time?",
        "deleted": "bool?", "status": "string?", "message": "string?", "primary": "bool?",
        "credentialsId": "string?",
    })
}

fn compute_env_entry() -> Value {
    json!({
        "id": "string", "name": "string", "description": "string?", "platform": "string?",
        "status": "string?", "message": "string?", "primary": "bool?", "waveEnabled": "bool?",
        "fusion2Enabled": "bool?", "credentialsId": "string?", "region": "string?",
        "workDir": "string?", "workspaceName": "string?", "visibility": "string?",
        "lastUsed": "time?",
    })
}

/// A launch keeps what was sent with it, known here or not.
fn launch() -> Value {
    let mut launch = json!({
        "...": true, "id": "string", "pipeline": "string", "workDir": "string?",
        "revision": "string?", "commitId": "string?", "configText": "string?",
        "towerConfig": "string?", "paramsText": "string?", "preRunScript": "string?",
        "postRunScript": "string?", "mainScript": "string?", "entryName": "string?",
        "schemaName": "string?", "pipelineSchemaId": "int?", "resume": "bool", "pullLatest": "bool",
        "stubRun": "bool", "sessionId": "string?", "resumeLaunchId": "string?", "runName": "string?",
        "configProfiles": {"list?": "string"}, "userSecrets": {"list?": "string"},
        "workspaceSecrets": {"list?": "string"}, "optimizationId": "string?",
        "optimizationTargets": "string?", "headJobCpus": "int?", "headJobMemoryMb": "int?",
        "launchContainer": "string?", "nextflowVersion": "string?", "outputDir": "string?",
        "syntaxParser": "string?", "dateCreated": "time?", "lastUpdated": "time?",
    });
    let mut env = compute_env();
    env["?"] = true.into();
    launch["computeEnv"] = env;
    launch
}
