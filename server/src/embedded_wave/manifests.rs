//! Manifests: fetched once, of the right digest, and kept for who asks with the same credential.
//!
//! A registry is always told that all four forms are understood, whatever the client says: it answers
//! otherwise that there is nothing, or makes another manifest of a list. Start at
//! [`EmbeddedWave::manifest`].

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method};
use moka::sync::Cache;
use reqwest::Response;
use serde_json::Value;
use wavepass_core::wave::pull::StepKind;

use super::EmbeddedWave;
use super::choice::Version;
use super::container_config::{
    Document, change_config, change_index, change_manifest, config_of, entries,
};
use super::container_request::{ContainerConfig, Platform};
use super::digest::Digest;
use super::fault::{Cause, PullFault};
use super::pull_path::Reference;
use super::status;
use super::upstream::{Question, Source};
use crate::registry_access::MANIFESTS;
use crate::store::StoredRequest;

/// The longest manifest and the longest config, in bytes (what OCI asks registries to take).
pub(super) const LONGEST: usize = 4 * 1024 * 1024;

/// How long a manifest may take with its body.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long what was fetched is kept.
const KEPT_FOR: Duration = Duration::from_hours(1);

/// How many bytes are kept.
const KEPT: u64 = 32 * 1024 * 1024;

/// How often a fault that may pass is tried again, and after how long.
const AGAIN: [Duration; 2] = [Duration::from_millis(300), Duration::from_secs(1)];

/// The header with the digest of what is answered.
pub(super) const DIGEST_HEADER: &str = "docker-content-digest";

/// A document of a registry, with its digest.
#[derive(Clone, Debug)]
pub(super) struct Manifest {
    pub(super) bytes: Vec<u8>,
    pub(super) media_type: String,
    pub(super) digest: Digest,
}

/// What was fetched and made, for a while.
pub(super) struct Kept {
    manifests: Cache<Key, Arc<Manifest>>,
    /// What a tag meant when it was first pulled by a name: a pull sees one image.
    tags: Cache<(String, String), Digest>,
    /// What was made for a name.
    made: Cache<(String, Digest), Arc<Manifest>>,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    credential: Option<(String, Version)>,
    registry: String,
    repository: String,
    digest: Digest,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            manifests: documents(),
            tags: Cache::builder()
                .max_capacity(100_000)
                .time_to_live(KEPT_FOR)
                .build(),
            made: documents(),
        }
    }
}

/// A store of documents that is as large as they are.
fn documents<K: std::hash::Hash + Eq + Send + Sync + 'static>() -> Cache<K, Arc<Manifest>> {
    Cache::builder()
        .weigher(|_, document: &Arc<Manifest>| {
            u32::try_from(document.bytes.len() + 512).unwrap_or(u32::MAX)
        })
        .max_capacity(KEPT)
        .time_to_live(KEPT_FOR)
        .build()
}

impl EmbeddedWave {
    /// The manifest that a pull asks for.
    pub(super) async fn manifest(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        reference: &Reference,
    ) -> Result<Arc<Manifest>, PullFault> {
        match stored_change(request)? {
            None => self.unchanged(request, source, reference).await,
            Some((change, platform)) => {
                self.changed(request, source, reference, &change, &platform)
                    .await
            }
        }
    }

    /// The digest of a reference, as a registry says it without being asked for the manifest; none where
    /// it does not say it.
    pub(super) async fn digest(
        &self,
        source: Source<'_>,
        reference: &Reference,
    ) -> Result<Option<Digest>, PullFault> {
        let answer = self.fetch(source, Method::HEAD, reference).await?;
        let answer = match answer.status().as_u16() {
            // Not every registry takes this method.
            400 | 405 | 501 => self.fetch(source, Method::GET, reference).await?,
            _ => answer,
        };
        status::of_manifest(source, &answer)?;
        Ok(said_digest(answer.headers()))
    }

    /// The manifest as the registry has it.
    async fn unchanged(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        reference: &Reference,
    ) -> Result<Arc<Manifest>, PullFault> {
        let watched = source.steps.are_watched();
        let pinned = match reference {
            Reference::Digest(digest) => Some(digest.clone()),
            Reference::Tag(tag) => {
                let key = (request.id.clone(), tag.clone());
                self.kept.tags.get(&key)
            }
        };
        let kept = pinned.as_ref().and_then(|digest| {
            let key = key(source, digest);
            self.kept.manifests.get(&key)
        });
        if let Some(manifest) = kept.filter(|_| !watched) {
            return Ok(manifest);
        }
        let asked = pinned.map_or_else(|| reference.clone(), Reference::Digest);
        let began = Instant::now();
        let fetched = self.fetch_whole(source, &asked).await;
        if watched {
            let what = fetched.as_ref().map(|it| it.digest.to_string());
            let what = what.unwrap_or_default();
            let fault = fetched.as_ref().err();
            // A fault of the login was told as one.
            if fault.is_none_or(|fault| fault.cause != Cause::Login) {
                source.steps.ended(StepKind::Manifest, began, what, fault);
            }
        }
        let manifest = Arc::new(fetched?);
        if let Reference::Tag(tag) = reference {
            let key = (request.id.clone(), tag.clone());
            self.kept.tags.insert(key, manifest.digest.clone());
        }
        self.kept
            .manifests
            .insert(key(source, &manifest.digest), Arc::clone(&manifest));
        Ok(manifest)
    }

    /// The manifest of an image with other settings, and what it points to.
    async fn changed(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        reference: &Reference,
        change: &ContainerConfig,
        platform: &Platform,
    ) -> Result<Arc<Manifest>, PullFault> {
        match reference {
            Reference::Tag(_) => {
                let of = self.unchanged(request, source, reference).await?;
                self.make(request, source, &of, change, platform).await
            }
            Reference::Digest(digest) => {
                let made = self.made(request, source, digest).await?;
                made.ok_or_else(|| {
                    PullFault::new(
                        Cause::Manifest,
                        "This name is for an image with settings of its own, and no manifest of it has \
                         this digest.",
                    )
                    .or("Pull it by its tag")
                })
            }
        }
    }

    /// What was made for a name and has this digest: a manifest or a config. It is made again where it
    /// is no longer kept.
    pub(super) async fn made(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        digest: &Digest,
    ) -> Result<Option<Arc<Manifest>>, PullFault> {
        let Some((change, platform)) = stored_change(request)? else {
            return Ok(None);
        };
        let key = (request.id.clone(), digest.clone());
        if let Some(made) = self.kept.made.get(&key) {
            return Ok(Some(made));
        }
        let Ok(reference) = Reference::parse(&request.reference) else {
            return Ok(None);
        };
        let of = self.unchanged(request, source, &reference).await?;
        self.make(request, source, &of, &change, &platform).await?;
        Ok(self.kept.made.get(&key))
    }

    /// The same where it is still kept.
    pub(super) fn kept_config(
        &self,
        request: &StoredRequest,
        digest: &Digest,
    ) -> Option<Arc<Manifest>> {
        request.config.as_ref()?;
        self.kept.made.get(&(request.id.clone(), digest.clone()))
    }

    async fn make(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        of: &Manifest,
        change: &ContainerConfig,
        platform: &Platform,
    ) -> Result<Arc<Manifest>, PullFault> {
        let wrong = |why: String| PullFault::new(Cause::Document, format!("{why}."));
        if !is_index(of) {
            let made = self.make_one(request, source, of, change).await?;
            return Ok(self.keep(request, made, &of.media_type));
        }
        let mut changed = Vec::new();
        for (at, digest) in entries(&of.bytes, platform).map_err(wrong)? {
            let reference = Reference::Digest(digest);
            let one = self.unchanged(request, source, &reference).await?;
            let made = self.make_one(request, source, &one, change).await?;
            self.keep(request, made.clone(), &one.media_type);
            changed.push((at, made));
        }
        let index = change_index(&of.bytes, &changed).map_err(wrong)?;
        Ok(self.keep(request, index, &of.media_type))
    }

    async fn make_one(
        &self,
        request: &StoredRequest,
        source: Source<'_>,
        of: &Manifest,
        change: &ContainerConfig,
    ) -> Result<Document, PullFault> {
        let wrong = |why: String| PullFault::new(Cause::Document, format!("{why}."));
        let digest = config_of(&of.bytes).map_err(wrong)?;
        let config = self.small_blob(source, &digest).await?;
        let config = change_config(&config, change).map_err(wrong)?;
        let made = change_manifest(&of.bytes, &config).map_err(wrong)?;
        self.keep(request, config, "application/octet-stream");
        Ok(made)
    }

    fn keep(&self, request: &StoredRequest, made: Document, media_type: &str) -> Arc<Manifest> {
        let manifest = Arc::new(Manifest {
            bytes: made.bytes,
            media_type: media_type.to_owned(),
            digest: made.digest,
        });
        let key = (request.id.clone(), manifest.digest.clone());
        self.kept.made.insert(key, Arc::clone(&manifest));
        manifest
    }

    /// A config: small enough to be read as a whole.
    async fn small_blob(&self, source: Source<'_>, digest: &Digest) -> Result<Vec<u8>, PullFault> {
        let path = format!("blobs/{digest}");
        let question = Question {
            method: Method::GET,
            path: &path,
            query: None,
            headers: plain(),
            within: Some(TIMEOUT),
        };
        let answer = self.upstream.ask(source, &question).await?;
        status::of_blob(source, &answer)?;
        let bytes = whole(source, answer).await?;
        if digest.is_of(&bytes) {
            Ok(bytes)
        } else {
            Err(other_digest(source, digest.as_str()))
        }
    }

    async fn fetch(
        &self,
        source: Source<'_>,
        method: Method,
        reference: &Reference,
    ) -> Result<Response, PullFault> {
        let path = format!("manifests/{}", reference.as_str());
        let mut headers = plain();
        headers.insert(ACCEPT, HeaderValue::from_static(MANIFESTS));
        let question = Question {
            method,
            path: &path,
            query: None,
            headers,
            within: Some(TIMEOUT),
        };
        let mut pauses = AGAIN.into_iter();
        loop {
            let asked = self.upstream.ask(source, &question).await;
            let may_pass = match &asked {
                Ok(answer) => matches!(answer.status().as_u16(), 502..=504),
                Err(fault) => fault.cause == Cause::Failed,
            };
            match pauses.next().filter(|_| may_pass) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return asked,
            }
        }
    }

    async fn fetch_whole(
        &self,
        source: Source<'_>,
        reference: &Reference,
    ) -> Result<Manifest, PullFault> {
        let answer = self.fetch(source, Method::GET, reference).await?;
        status::of_manifest(source, &answer)?;
        let said = said_digest(answer.headers());
        let content_type = answer.headers().get(CONTENT_TYPE);
        let content_type = content_type
            .and_then(|value| value.to_str().ok())
            .map(|text| text.split(';').next().unwrap_or_default().trim().to_owned());
        let bytes = whole(source, answer).await?;
        let digest = match (reference, &said) {
            (Reference::Digest(digest), _) | (Reference::Tag(_), Some(digest)) => digest.clone(),
            (Reference::Tag(_), None) => Digest::of(&bytes),
        };
        if !digest.is_of(&bytes) {
            return Err(other_digest(source, reference.as_str()));
        }
        Ok(Manifest {
            media_type: media_type(source, &bytes, content_type)?,
            bytes,
            digest,
        })
    }
}

/// What is to be changed in the image of a request.
fn stored_change(
    request: &StoredRequest,
) -> Result<Option<(ContainerConfig, Platform)>, PullFault> {
    let Some(config) = &request.config else {
        return Ok(None);
    };
    let change = serde_json::from_str(config).map_err(|error| PullFault::internal(&error))?;
    let platform = Platform::stored(&request.platform);
    let platform = platform.map_err(|error| PullFault::internal(&error))?;
    Ok(Some((change, platform)))
}

fn key(source: Source<'_>, digest: &Digest) -> Key {
    Key {
        credential: source
            .login
            .map(|login| (login.taken.id.clone(), login.version)),
        registry: source.registry.to_owned(),
        repository: source.repository.to_owned(),
        digest: digest.clone(),
    }
}

/// The bytes as they are: lengths and digests are of those.
pub(super) fn plain() -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    headers
}

fn said_digest(headers: &HeaderMap) -> Option<Digest> {
    Digest::parse(headers.get(DIGEST_HEADER)?.to_str().ok()?)
}

fn is_index(manifest: &Manifest) -> bool {
    manifest.media_type.contains("index") || manifest.media_type.contains("manifest.list")
}

fn other_digest(source: Source<'_>, reference: &str) -> PullFault {
    PullFault::new(
        Cause::Digest,
        format!(
            "What {} gives for {reference} has not the digest that it should have, so it was not \
             passed on.",
            source.registry
        ),
    )
}

/// A body that is short enough.
pub(super) async fn whole(source: Source<'_>, mut answer: Response) -> Result<Vec<u8>, PullFault> {
    let too_long = || {
        PullFault::new(
            Cause::Document,
            format!(
                "What {} gives is longer than the {LONGEST} bytes of a manifest.",
                source.registry
            ),
        )
    };
    if answer
        .content_length()
        .is_some_and(|length| length > LONGEST as u64)
    {
        return Err(too_long());
    }
    let mut bytes = Vec::new();
    loop {
        let chunk = answer.chunk().await.map_err(|error| {
            let url = answer.url();
            PullFault::of(&crate::registry_access::trouble::no_answer(&error, url))
        })?;
        let Some(chunk) = chunk else {
            return Ok(bytes);
        };
        bytes.extend_from_slice(&chunk);
        if bytes.len() > LONGEST {
            return Err(too_long());
        }
    }
}

/// The type of a manifest: what it says of itself, else what the registry says.
fn media_type(
    source: Source<'_>,
    bytes: &[u8],
    content_type: Option<String>,
) -> Result<String, PullFault> {
    let wrong = |why: &str| {
        PullFault::new(
            Cause::Document,
            format!("What {} gives for the image is {why}.", source.registry),
        )
    };
    let read: Option<Value> = serde_json::from_slice(bytes).ok();
    let read = read.filter(Value::is_object);
    let read = read.ok_or_else(|| wrong("no manifest"))?;
    if read.get("schemaVersion").and_then(Value::as_i64) != Some(2) {
        return Err(wrong(
            "a manifest of schema 1, which engines do not take any more",
        ));
    }
    let of_itself = read.get("mediaType").and_then(Value::as_str);
    let known = |text: &str| text.contains("manifest") || text.contains("index");
    let found = of_itself
        .map(str::to_owned)
        .or(content_type)
        .filter(|text| known(text) && text.bytes().all(|byte| byte.is_ascii_graphic()));
    Ok(found.unwrap_or_else(|| {
        let kind = if read.get("manifests").is_some() {
            "index"
        } else {
            "manifest"
        };
        format!("application/vnd.oci.image.{kind}.v1+json")
    }))
}
