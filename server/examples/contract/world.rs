//! A Platform with what a case needs, and who asks there. Start at [`World::make`].

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use serde_json::{Map, Value, json};

use crate::case::{Body, Question, plain};
use crate::kind::{is_token, token_id};
use crate::names::Names;
use crate::need::{Collection, Need, Record};
use crate::platform::{Answer, Platform};
use crate::sample;

/// A token of the right form that nobody has.
const UNKNOWN_TOKEN: &str =
    "eyJ0aWQiOiA5OTk5OTl9LjAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODk=";

/// Why a case cannot be asked.
#[derive(Debug)]
pub(crate) enum Unmade {
    /// There is no such state here.
    Impossible(String),
    /// It should have been made, and was not.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Unmade {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// A Platform and what is known of it.
pub(crate) struct World {
    platform: Platform,
    pub(crate) names: Names,
    /// Tokens by who has them: `valid`, `stranger`, `role:NAME`, or what a case calls one.
    tokens: BTreeMap<String, String>,
    /// The workspaces of the person who asks.
    workspaces: Vec<String>,
    /// `workspaceId=…` of the request, or nothing.
    scope: String,
    /// The ids of the records that were made.
    made_ids: Vec<String>,
}

impl World {
    /// Starts a Platform and makes what is needed.
    pub(crate) async fn make(
        program: &Path,
        need: &Need,
        request: &Question,
    ) -> Result<Self, Unmade> {
        let mut world = Self {
            platform: Platform::start(program)?,
            names: Names::default(),
            tokens: BTreeMap::new(),
            workspaces: Vec::new(),
            scope: String::new(),
            made_ids: Vec::new(),
        };
        let user = need.user.as_deref().unwrap_or("someone");
        let organization = need.organization.as_deref().unwrap_or("organization1");
        let places = world.people(need, user, organization).await?;
        world.ids(need).await?;
        world.others(need, &places)?;
        if need.foreign_workspace.is_some() || need.refused.is_some() {
            let stranger = world.platform.run(&["token", "create", "contract"])?;
            world.tokens.insert("stranger".to_owned(), stranger);
        }
        if let Some(called) = &need.foreign_workspace {
            let (_, workspaces, _) = world.places_of("stranger").await?;
            let foreign = workspaces.first().context("the stranger has a workspace")?;
            world.names.bind(called, foreign);
        }
        let asked = request.query.iter().find(|(name, _)| name == "workspaceId");
        if let Some((_, id)) = asked {
            let id = world.names.id(id);
            if world.workspaces.contains(&id) {
                world.scope = format!("workspaceId={id}");
            }
        }
        for record in &need.records {
            let scope = if record.is_personal {
                String::new()
            } else {
                world.scope.clone()
            };
            let id = world.record(record, &scope, "valid").await?;
            world.names.call_behind(record.of.segment(), &id);
            for called in &record.called {
                world.names.bind(called, &id);
            }
        }
        Ok(world)
    }

    /// Where the Platform is.
    pub(crate) fn url(&self) -> &str {
        &self.platform.url
    }

    /// The token of the person who asks.
    pub(crate) fn token(&self) -> anyhow::Result<&str> {
        let token = self.tokens.get("valid").context("nobody has a token")?;
        Ok(token)
    }

    /// The person who asks, their organization and its workspaces.
    async fn people(
        &mut self,
        need: &Need,
        user: &str,
        organization: &str,
    ) -> Result<Vec<String>, Unmade> {
        let impossible = |error: anyhow::Error| Unmade::Impossible(format!("{error:#}"));
        let email = need
            .email
            .clone()
            .unwrap_or_else(|| format!("{user}@lab.example"));
        let run = |arguments: &[&str]| self.platform.run(arguments).map_err(impossible);
        run(&["user", "add", user, "--email", &email])?;
        let full = need.organization_full.as_deref().unwrap_or(organization);
        run(&[
            "org",
            "add",
            organization,
            "--owner",
            user,
            "--full-name",
            full,
        ])?;
        let mut names = need.workspaces.clone();
        names.dedup();
        for number in 1.. {
            if names.len() >= need.workspace_ids.len().max(2) {
                break;
            }
            names.push(format!("workspace{number}"));
            names.dedup();
        }
        let token = run(&["token", "create", "contract", "--user", user])?;
        self.names.call("accessKey", &token);
        let id = token_id(&token).map_or_else(String::new, |id| id.to_string());
        self.names.call("tid", &id);
        self.tokens.insert("valid".to_owned(), token);
        // Whoever makes a workspace takes part in it.
        let organizations = self.get("valid", "/orgs").await?;
        let id = plain(&organizations["organizations"][0]["orgId"]);
        for name in &names {
            let body =
                json!({"workspace": {"name": name, "fullName": name, "visibility": "PRIVATE"}});
            let path = format!("/orgs/{id}/workspaces");
            self.post("valid", &path, body, "/workspace/id").await?;
        }
        Ok(names
            .iter()
            .map(|name| format!("{organization}/{name}"))
            .collect())
    }

    /// Who asks in a role, and who takes part besides.
    fn others(&mut self, need: &Need, places: &[String]) -> Result<(), Unmade> {
        let impossible = |error: anyhow::Error| Unmade::Impossible(format!("{error:#}"));
        let colleague = "colleague".to_owned();
        let role = need.role.clone().map(|role| (colleague, role));
        for (name, role) in need.participants.iter().cloned().chain(role) {
            self.platform
                .run(&["user", "add", &name])
                .map_err(impossible)?;
            for place in places {
                let add = ["participant", "add", place, &name, &role];
                self.platform.run(&add).map_err(impossible)?;
            }
        }
        if let Some(role) = &need.role {
            let token = ["token", "create", "contract", "--user", "colleague"];
            let token = self.platform.run(&token)?;
            self.tokens.insert(format!("role:{role}"), token);
        }
        Ok(())
    }

    /// What the ids of people and places are here.
    async fn ids(&mut self, need: &Need) -> anyhow::Result<()> {
        let (user, workspaces, organization) = self.places_of("valid").await?;
        for called in &need.user_id {
            self.names.bind(called, &user);
        }
        for called in &need.organization_id {
            self.names.bind(called, &organization);
        }
        let mut called: Vec<&String> = Vec::new();
        for id in &need.workspace_ids {
            if !called.contains(&id) {
                called.push(id);
            }
        }
        for (called, id) in called.into_iter().zip(&workspaces) {
            self.names.bind(called, id);
        }
        self.names.call("user", &user);
        self.names.call("org", &organization);
        self.names
            .call("main", workspaces.first().context("a workspace")?);
        self.workspaces = workspaces;
        Ok(())
    }

    /// The id of a person, of their workspaces and of their organization.
    async fn places_of(&self, who: &str) -> anyhow::Result<(String, Vec<String>, String)> {
        let info = self.get(who, "/user-info").await?;
        let user = plain(&info["user"]["id"]);
        let rows = self.get(who, &format!("/user/{user}/workspaces")).await?;
        let rows = rows["orgsAndWorkspaces"]
            .as_array()
            .context("no workspaces")?;
        let workspaces = rows.iter().map(|row| &row["workspaceId"]);
        let workspaces = workspaces.filter(|id| !id.is_null()).map(plain).collect();
        let organization = plain(&rows.first().context("no organization")?["orgId"]);
        Ok((user, workspaces, organization))
    }

    async fn get(&self, who: &str, path: &str) -> anyhow::Result<Value> {
        let answer = self.call(who, "GET", path, None).await?;
        ensure!(
            answer.status == 200,
            "GET {path}: {} {}",
            answer.status,
            answer.text
        );
        Ok(serde_json::from_str(&answer.text)?)
    }

    async fn call(
        &self,
        who: &str,
        method: &str,
        path: &str,
        body: Option<Value>,
    ) -> anyhow::Result<Answer> {
        let token = self.tokens.get(who).context("nobody of that name")?;
        let headers = [
            ("authorization".to_owned(), format!("Bearer {token}")),
            ("content-type".to_owned(), "application/json".to_owned()),
        ];
        let body = body.map(|body| body.to_string());
        self.platform
            .send(method, &format!("/api{path}"), &headers, body)
            .await
    }

    /// Makes a record of somebody's, and gives its id.
    async fn record(&mut self, record: &Record, scope: &str, who: &str) -> Result<String, Unmade> {
        let name = format!("made-{}", self.made_ids.len() + 1);
        let id = match record.of {
            Collection::Credentials => {
                let Some((query, body)) = sample::credentials(&record.like, &name) else {
                    let provider = &record.like["provider"];
                    let reason = format!("there is no sample of credentials of {provider}");
                    return Err(Unmade::Impossible(reason));
                };
                self.names
                    .call("name", &plain(&body["credentials"]["name"]));
                let path = format!("/credentials?{scope}&{query}");
                self.post(who, &path, body, "/credentialsId").await?
            }
            Collection::Tokens => {
                let name = record.like["name"].as_str().unwrap_or(&name);
                self.post(who, "/tokens", json!({ "name": name }), "/token/id")
                    .await?
            }
            Collection::ComputeEnvs => {
                let asked = record.like["credentialsId"].as_str();
                // One that was recorded is to be made, too.
                let known = asked
                    .map(|id| self.names.id(id))
                    .filter(|id| self.made_ids.contains(id));
                let credentials = match known {
                    Some(id) => id,
                    None => self.of_provider("aws", scope, who).await?,
                };
                let body = sample::compute_env(&record.like, &name, &credentials);
                let path = format!("/compute-envs?{scope}");
                self.post(who, &path, body, "/computeEnvId").await?
            }
            Collection::Pipelines => {
                let env = if let Some(id) = record.like["computeEnvId"].as_str() {
                    id.to_owned()
                } else {
                    let env = Record::new(Collection::ComputeEnvs, Value::Null);
                    Box::pin(self.record(&env, scope, who)).await?
                };
                let body = sample::pipeline(&record.like, &name, &env);
                let path = format!("/pipelines?{scope}");
                self.post(who, &path, body, "/pipeline/pipelineId").await?
            }
        };
        self.made_ids.push(id.clone());
        if record.is_deleted {
            let path = format!("/{}/{id}?{scope}", record.of.segment());
            let answer = self.call(who, "DELETE", &path, None).await?;
            if answer.status != 204 {
                let reason = format!("nothing is deleted by DELETE /{}", record.of.segment());
                return Err(Unmade::Impossible(reason));
            }
        }
        Ok(id)
    }

    async fn of_provider(
        &mut self,
        provider: &str,
        scope: &str,
        who: &str,
    ) -> Result<String, Unmade> {
        let like = json!({ "provider": provider });
        let record = Record::new(Collection::Credentials, like);
        Box::pin(self.record(&record, scope, who)).await
    }

    async fn post(
        &mut self,
        who: &str,
        path: &str,
        body: Value,
        id: &str,
    ) -> anyhow::Result<String> {
        let answer = self.call(who, "POST", path, Some(body)).await?;
        if answer.status != 200 {
            bail!(
                "what it needs was not made: POST {path}: {} {}",
                answer.status,
                answer.text
            );
        }
        let answer: Value = serde_json::from_str(&answer.text)?;
        self.keep_token(&answer);
        answer
            .pointer(id)
            .map(plain)
            .context("the answer has no id")
    }

    /// A record that the person who asks may not have: somebody else's, or of another workspace.
    pub(crate) async fn refuse(&mut self, of: Collection, called: &str) -> Result<(), Unmade> {
        let record = Record::new(of, Value::Null);
        let elsewhere = self
            .workspaces
            .iter()
            .find(|id| self.scope != format!("workspaceId={id}"));
        let (who, scope) = match elsewhere {
            Some(id) if !self.scope.is_empty() => ("valid", format!("workspaceId={id}")),
            _ => ("stranger", String::new()),
        };
        let id = self.record(&record, &scope, who).await?;
        self.names.bind(called, &id);
        Ok(())
    }

    /// Makes the records of our own form, each with its id behind its name.
    pub(crate) async fn given(&mut self, given: &Map<String, Value>) -> Result<(), Unmade> {
        let names = |list: &str| -> Vec<String> {
            let list = given
                .get(list)
                .and_then(Value::as_array)
                .into_iter()
                .flatten();
            list.filter_map(|name| name.as_str().map(str::to_owned))
                .collect()
        };
        for (list, of) in [
            ("stored", Collection::Credentials),
            ("deleted", Collection::Credentials),
            ("tokens", Collection::Tokens),
        ] {
            for name in names(list) {
                let keys = json!({"userName": "me", "registry": "quay.io"});
                let like = json!({ "name": name, "keys": keys });
                let mut record = Record::new(of, like);
                record.is_deleted = list == "deleted";
                let id = self.record(&record, "", "valid").await?;
                self.names.call(&name, &id);
            }
        }
        for (list, of, field) in [
            ("compute_envs", Collection::ComputeEnvs, "credentialsId"),
            ("pipelines", Collection::Pipelines, "computeEnvId"),
        ] {
            let list = given
                .get(list)
                .and_then(Value::as_object)
                .into_iter()
                .flatten();
            for (name, uses) in list {
                let uses = self.names.get(uses.as_str().unwrap_or_default());
                let like = json!({"name": name, field: uses});
                let id = self.record(&Record::new(of, like), "", "valid").await?;
                self.names.call(name, &id);
            }
        }
        Ok(())
    }

    /// The token that an answer shows once, and the id that stands in it.
    pub(crate) fn keep_token(&mut self, answer: &Value) {
        let Some(token) = answer["accessKey"].as_str() else {
            return;
        };
        self.names.call("accessKey", token);
        self.tokens.insert("it".to_owned(), token.to_owned());
        if let Some(id) = token_id(token) {
            self.names.call("tid", &id.to_string());
        }
    }

    /// Asks a question.
    pub(crate) async fn ask(&mut self, question: &Question) -> anyhow::Result<Answer> {
        let mut headers: Vec<(String, String)> =
            self.authorization(question)?.into_iter().collect();
        for (name, value) in &question.headers {
            if !name.eq_ignore_ascii_case("authorization") {
                headers.push((name.to_lowercase(), self.names.fill(value)));
            }
        }
        let body = match &question.body {
            Body::None => None,
            Body::Json(json) => Some(("application/json", self.names.json("", json).to_string())),
            Body::Text(text) => Some(("application/json", text.clone())),
            Body::Form(fields) => {
                let mut form = Url::parse("http://localhost")?;
                for (name, value) in fields {
                    form.query_pairs_mut()
                        .append_pair(name, &self.names.fill(&plain(value)));
                }
                let form = form.query().unwrap_or_default().to_owned();
                Some(("application/x-www-form-urlencoded", form))
            }
        };
        let has_type = headers.iter().any(|(name, _)| name == "content-type");
        if let Some((of_type, _)) = body.as_ref().filter(|_| !has_type) {
            headers.push(("content-type".to_owned(), (*of_type).to_owned()));
        }
        let address = self.address(question)?;
        let body = body.map(|(_, text)| text);
        let answer = self
            .platform
            .send(&question.method, &address, &headers, body)
            .await?;
        if let Ok(json) = serde_json::from_str(&answer.text) {
            self.keep_token(&json);
        }
        Ok(answer)
    }

    /// Path and query, the path below the address of the API.
    pub(crate) fn address(&self, question: &Question) -> anyhow::Result<String> {
        let path = self.names.path(&question.path);
        // `/api` is where the API is on an own installation.
        let path = if path.starts_with("/api/") {
            path
        } else {
            format!("/api{path}")
        };
        if question.query.is_empty() {
            return Ok(path);
        }
        let mut query = Url::parse("http://localhost")?;
        for (name, value) in &question.query {
            let value = self.names.id(value);
            query.query_pairs_mut().append_pair(name, &value);
        }
        Ok(format!("{path}?{}", query.query().unwrap_or_default()))
    }

    /// The header that says who asks.
    fn authorization(&self, question: &Question) -> anyhow::Result<Option<(String, String)>> {
        let written = question.headers.iter();
        let written = written
            .into_iter()
            .find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        let value = match (question.auth.as_str(), written) {
            // A recorded token is nobody's here: it shows the form that tokens have to have.
            ("valid", Some((_, written))) if written.starts_with("Bearer ") => {
                let recorded = written.trim_start_matches("Bearer ");
                let own = self.tokens.get("valid").context("no token")?;
                ensure!(
                    !is_token(recorded) || is_token(own),
                    "the token that is given out has not the form of {recorded}"
                );
                format!("Bearer {own}")
            }
            (_, Some((_, written))) => encoded(&self.names.fill(written)),
            ("none" | "-", None) => return Ok(None),
            ("invalid", None) => format!("Bearer {UNKNOWN_TOKEN}"),
            ("basic", None) => {
                let token = self.tokens.get("valid").context("no token")?;
                encoded(&format!("Basic base64(@token:{token})"))
            }
            (auth, None) => {
                let token = match self.tokens.get(auth) {
                    Some(token) => token.clone(),
                    None => self.names.fill(auth),
                };
                ensure!(is_token(&token), "auth is {auth}, which is not known");
                format!("Bearer {token}")
            }
        };
        Ok(Some(("authorization".to_owned(), value)))
    }
}

/// A header in which `base64(…)` stands for the encoded text.
fn encoded(written: &str) -> String {
    let inside = written
        .split_once("base64(")
        .and_then(|(before, rest)| Some((before, rest.strip_suffix(')')?)));
    match inside {
        Some((before, text)) => format!("{before}{}", STANDARD.encode(text)),
        None => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_header_says_is_encoded_is_encoded() {
        assert_eq!(encoded("Basic base64(@token:x)"), "Basic QHRva2VuOng=");
        assert_eq!(encoded("Bearer x"), "Bearer x");
        assert!(is_token(UNKNOWN_TOKEN), "only nobody has it");
    }
}
