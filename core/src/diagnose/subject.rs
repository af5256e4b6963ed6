//! Whom a message is about: an image, a registry, or a name of Wave.
//!
//! A line says it in one of several ways: a quoted name, `docker://`, the address of a manifest,
//! `reading manifest T in R`, the scope of a token request, the ARN of a repository. What the
//! line does not say may stand near it. This module may not judge an image. Start at
//! [`Subject::of_line`] and [`Subject::near`].

use std::borrow::Cow;

use super::evidence::lines_around;
use super::host::canonical;
use super::wording;
use crate::image::extract::{image_in_message, is_platform, plain_docker_hub};
use crate::image::wave::parse;
use crate::image::wave_name::WaveName;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// How many lines before a message are looked at for its image.
const LINES_BEFORE: usize = 12;
/// How many lines behind it: Nextflow prints the container below the script of the task.
const LINES_BEHIND: usize = 120;
/// How much of a line is looked at.
const LONGEST_LINE: usize = 2000;

/// Behind this Docker writes a name without quotes, whatever it is.
const BARE_OPENING: &str = "pull access denied for ";

/// Between these words and the next ones old Docker engines write a name without quotes.
const BEHIND_NOT_FOUND: &str = " not found: does not exist";
const BEFORE_NOT_FOUND: &str = "repository ";

/// Behind this Charliecloud writes a name with the port of the registry.
const OF_CHARLIECLOUD: &str = "not in registry: ";

/// Behind this stands what Nextflow or Wave has refused: a name, or a host, or an address.
const OFFENDING: &str = "offending value: '";

/// What stands right before the name of an image, in lower case, with `'` for every quote.
const OPENINGS: [&str; 37] = [
    "docker://",
    "pulled directly from '",
    "container image '",
    "repository '",
    "image '",
    "failed to resolve reference '",
    "failed to resolve ref '",
    "unpack image '",
    "reference '",
    "ref '",
    "provisioning for container '",
    "wave build for container '",
    "container '",
    "build timed out '",
    OFFENDING,
    "container repository: ",
    "manifest for ",
    BARE_OPENING,
    "access denied for ",
    BEFORE_NOT_FOUND,
    "source metadata for ",
    OF_CHARLIECLOUD,
    "exists in ",
    "could not open image ",
    "push refers to repository [",
    "image with reference ",
    "trying to pull ",
    "docker pull ",
    "podman pull ",
    "nerdctl pull ",
    "ch-image pull ",
    "crictl pull ",
    "pulling image ",
    "pulling image:",
    "pulling ",
    "fetching '",
    "short-name '",
];

/// What begins another error, so that what stands beyond it belongs to somebody else.
const BOUNDARIES: [&str; 3] = ["error executing process", "error ~", "] note: process"];

/// Whom a message is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subject {
    /// The image or repository.
    pub(super) image: Option<String>,
    /// The host of its registry, as Wave compares it.
    pub(super) host: Option<String>,
    /// The name that Wave gave the image, which hides its registry.
    pub(super) wave_name: Option<String>,
}

impl Subject {
    /// Whom one line is about.
    pub(super) fn of_line(line: &str) -> Self {
        let line = without_quotes(line);
        let lower = line.to_ascii_lowercase();
        let found = [
            manifest_in_repository(&line, &lower),
            image_taken_for_file(&line, &lower),
            announced(&line, &lower),
            token_scope(&line, &lower),
            manifest_address(&line, &lower),
            ecr_arn(&line, &lower),
            google_repository(&line, &lower),
        ];
        if let Some(found) = found.into_iter().flatten().next() {
            return found;
        }
        if let Some(image) = image_in_message(&line) {
            return Self::of_image(&image);
        }
        host_alone(&line, &lower).unwrap_or_default()
    }

    /// The host whose name a line says was looked up.
    pub(super) fn looked_up(line: &str) -> Option<Self> {
        let line = without_quotes(line);
        let lower = line.to_ascii_lowercase();
        let at = lower.rfind("lookup ")? + "lookup ".len();
        let host = word(line.get(at..)?)?;
        is_host(host).then(|| Self::of_host(host))
    }

    /// Whom the lines around a place are about: the nearest before it, then the `Container:`
    /// below it. What stands beyond the place of another error belongs to that.
    pub(super) fn near(log: &str, offset: usize, others: &[usize]) -> Self {
        let before = log.get(..offset).unwrap_or_default();
        let behind = log.get(offset..).unwrap_or_default();
        let mut end = before.len();
        let mut nearest: Option<Self> = None;
        for line in before.rsplit('\n').take(LINES_BEFORE + 1) {
            let start = end - line.len();
            let place = others.partition_point(|other| *other <= start);
            let is_another = others.get(place).is_some_and(|other| *other <= end);
            let is_own = end == before.len();
            end = start.saturating_sub(1);
            if is_own {
                continue;
            }
            if is_another {
                break;
            }
            let line = cut(line);
            let mut found = Self::of_line(line);
            let next = log
                .get(start + line.len()..)
                .and_then(|it| it.split('\n').nth(1));
            found.join(line, next, || lines_around(log, offset));
            if let Some(nearer) = &mut nearest {
                // Only the tag is missing of what was found.
                if found.image.is_some() && nearer.agrees_with(&found) {
                    nearer.complete(&found);
                }
            } else if found.is_known() {
                nearest = Some(std::mem::take(&mut found));
            }
            let is_whole = |it: &Self| it.image.as_deref().is_none_or(has_reference);
            if nearest.as_ref().is_some_and(is_whole) || is_boundary(line) {
                break;
            }
        }
        if let Some(nearest) = nearest {
            return nearest;
        }
        let mut below = behind.split('\n').skip(1).take(LINES_BEHIND).map(cut);
        while let Some(line) = below.next() {
            if is_boundary(line) {
                break;
            }
            let line = line.trim();
            if let Some(name) = line.strip_prefix("Container:") {
                let name = match name.trim() {
                    "" => below.next().unwrap_or_default().trim(),
                    name => name,
                };
                return named(name).unwrap_or_default();
            }
        }
        // An image that another tool names below, within the same error.
        let below = behind.split('\n').skip(1).take(3).map(cut);
        let mut found = below
            .take_while(|line| !is_boundary(line))
            .map(Self::of_line);
        found.find(Self::is_known).unwrap_or_default()
    }

    /// Puts the name of an image together that the end of a line has cut in two, where the lines
    /// around have it in one.
    pub(super) fn join(&mut self, line: &str, next: Option<&str>, around: impl Fn() -> String) {
        let is_end = |c: char| !(c.is_ascii_alphanumeric() || "._-".contains(c));
        let rest = next.and_then(|next| next.trim_start().split(is_end).next());
        if let Some(image) = &self.image
            && let Some(rest) = rest.filter(|rest| !rest.is_empty())
            && let Some((_, last)) = image.rsplit_once('/')
            && line
                .trim_end()
                .ends_with(last.rsplit([':', '@']).next().unwrap_or(last))
            && around().contains(&[last, rest].concat())
        {
            self.image = Some([image, rest].concat());
        }
    }

    /// Whether anything is known of it.
    pub(super) const fn is_known(&self) -> bool {
        self.image.is_some() || self.host.is_some() || self.wave_name.is_some()
    }

    /// Whether both may be one: what one of them does not know does not count.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let agree = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => is_same_image(one, other),
            _ => true,
        };
        let is_one_host = match (&self.host, &other.host) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        is_one_host && agree(&self.image, &other.image) && agree(&self.wave_name, &other.wave_name)
    }

    /// Takes over what is not known yet.
    pub(super) fn complete(&mut self, other: &Self) {
        if self.wave_name.is_some() || other.wave_name.is_some() && self.is_known() {
            return;
        }
        let has_more =
            |other: &str, own: &str| other.contains([':', '@']) && !own.contains([':', '@']);
        match (&self.image, &other.image) {
            (Some(own), Some(more)) if !has_more(more, own) => {}
            (_, Some(more)) => self.image = Some(more.clone()),
            (_, None) => {}
        }
        self.host = self.host.take().or_else(|| other.host.clone());
        self.wave_name.clone_from(&other.wave_name);
    }

    fn of_image(image: &str) -> Self {
        if WaveName::parse(image).is_some() {
            return Self {
                wave_name: Some(image.to_owned()),
                ..Self::default()
            };
        }
        let image = plain_docker_hub(image).to_owned();
        // Engines take a name without a slash for one of Docker Hub, whatever is in it.
        let host = if image.contains('/') {
            parse(&image).ok().map(|coordinates| coordinates.registry)
        } else {
            Some(DOCKER_HUB.to_owned())
        };
        Self {
            host,
            image: Some(image),
            wave_name: None,
        }
    }

    fn of_host(host: &str) -> Self {
        Self {
            host: Some(canonical(host)),
            ..Self::default()
        }
    }
}

/// A name as engines read it: without a slash it is one of Docker Hub.
fn with_host(image: &str) -> Cow<'_, str> {
    if image.contains('/') {
        Cow::Borrowed(image)
    } else {
        Cow::Owned([DOCKER_HUB, "/library/", image].concat())
    }
}

/// Whether a name has a tag or a digest.
fn has_reference(image: &str) -> bool {
    let last = image.rsplit('/').next().unwrap_or_default();
    last.contains([':', '@'])
}

/// Whether engines pull the same repository for both names, and the same tag where both have one.
fn is_same_image(one: &str, other: &str) -> bool {
    let (one, other) = (&*with_host(one), &*with_host(other));
    match (parse(one), parse(other)) {
        (Ok(left), Ok(right)) => {
            left.registry == right.registry
                && left.repository == right.repository
                && (left.reference == right.reference
                    || !has_reference(one)
                    || !has_reference(other))
        }
        _ => one == other,
    }
}

fn is_boundary(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    BOUNDARIES.iter().any(|words| line.contains(words))
}

/// A line that is not longer than what is looked at.
fn cut(line: &str) -> &str {
    let mut end = line.len().min(LONGEST_LINE);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    line.get(..end).unwrap_or_default()
}

/// A line with one kind of quote, and without the backslashes in front of them.
fn without_quotes(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' | '`' | '‘' | '’' | '“' | '”' => plain.push('\''),
            '\\' if chars
                .peek()
                .is_some_and(|next| matches!(next, '"' | '\'' | '\\')) => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The image that Singularity took for a file: `lstat FOLDER/HOST: no such file`, where the file
/// is FOLDER/HOST/PATH.
fn image_taken_for_file(line: &str, lower: &str) -> Option<Subject> {
    const FILE: &str = "could not open image ";
    const MISSING: &str = "lstat ";
    let file = word(line.get(lower.find(FILE)? + FILE.len()..)?)?;
    let missing = word(line.get(lower.rfind(MISSING)? + MISSING.len()..)?)?;
    let behind = file.strip_prefix(missing)?.strip_prefix('/')?;
    let host = missing.rsplit('/').next()?;
    let image = [host, "/", behind].concat();
    let is_image = Registry::of_host(host).is_some() || WaveName::parse(&image).is_some();
    is_image.then(|| Subject::of_image(&image))
}

/// `reading manifest T in R`.
fn manifest_in_repository(line: &str, lower: &str) -> Option<Subject> {
    const OPENING: &str = "reading manifest ";
    let start = lower.find(OPENING)? + OPENING.len();
    let (reference, rest) = line.get(start..)?.split_once(" in ")?;
    let repository = word(rest)?;
    // The source says it with the tag, and as people wrote it.
    if let Some(found) = announced(line, lower)
        && found.image.is_some()
    {
        return Some(found);
    }
    let separator = if reference.contains(':') { '@' } else { ':' };
    Some(Subject::of_image(&format!(
        "{repository}{separator}{reference}"
    )))
}

/// A name that is announced as an image.
fn announced(line: &str, lower: &str) -> Option<Subject> {
    OPENINGS.iter().find_map(|opening| {
        let is_bare = [BARE_OPENING, BEFORE_NOT_FOUND].contains(opening);
        let is_quoted = is_bare || opening.ends_with(['\'', '[']) || *opening == "docker://";
        lower.match_indices(opening).find_map(|(at, _)| {
            let rest = line.get(at + opening.len()..)?;
            // Behind a quote a name begins at once.
            let is_within = opening.ends_with(['\'', '[']);
            let rest = if is_within { rest } else { rest.trim_start() };
            let name = word(rest)?;
            let name = name.strip_prefix("docker://").unwrap_or(name);
            // Nextflow pulls pipelines, too: `Pulling nf-core/rnaseq ...`.
            let is_pipeline = rest.get(name.len()..)?.starts_with(" ...");
            let is_name = is_quoted || name.contains(['/', ':', '@']);
            let is_path = name.starts_with(['/', '.', '-', '$']) || name.contains("://");
            // A word that may be followed by any other.
            let behind = rest.get(name.len()..)?;
            if *opening == BEFORE_NOT_FOUND && !behind.starts_with(BEHIND_NOT_FOUND) {
                return None;
            }
            let is_other = ["url ", "build repository", "setting", "registry"];
            if *opening == OFFENDING
                && !name.contains('/')
                && is_other.iter().any(|words| lower.contains(words))
            {
                return None;
            }
            // What comes before may be a word of its own: `Unable to pull image 'x'`.
            let starts_word = at == 0
                || !line
                    .as_bytes()
                    .get(at - 1)
                    .is_some_and(u8::is_ascii_alphanumeric);
            if !is_name || is_pipeline || is_path || !starts_word {
                return None;
            }
            match name.split_once(":443/") {
                Some((host, path)) if *opening == OF_CHARLIECLOUD => {
                    named(&[host, "/", path].concat())
                }
                _ => named(name),
            }
        })
    })
}

/// What stands where an image is named: up to a space, a quote or a bracket.
fn word(text: &str) -> Option<&str> {
    let is_end =
        |c: char| c.is_whitespace() || matches!(c, '\'' | ',' | ';' | ']' | ')' | '(' | '}');
    let end = text.find(is_end).unwrap_or(text.len());
    let word = text.get(..end)?.trim_end_matches(['.', ':']);
    (!word.is_empty()).then_some(word)
}

/// An image by its name, where it is one.
fn named(name: &str) -> Option<Subject> {
    let name = name.strip_prefix("docker://").unwrap_or(name);
    let is_name = |b: u8| b.is_ascii_alphanumeric() || b"._-/:@+".contains(&b);
    let is_image = !name.is_empty()
        && name.bytes().all(is_name)
        && name
            .bytes()
            .next()
            .is_some_and(|b| b.is_ascii_alphanumeric())
        && !name.contains("://")
        && !is_platform(name)
        && !matches!(name.rsplit_once('.'), Some((_, "sif" | "img" | "simg")));
    is_image.then(|| Subject::of_image(name))
}

/// `https://HOST/v2/PATH/manifests/REF`, or `blobs`.
fn manifest_address(line: &str, lower: &str) -> Option<Subject> {
    let (at, slashes) = lower.match_indices("://").find(|(at, slashes)| {
        let rest = lower.get(at + slashes.len()..).unwrap_or_default();
        rest.split_once('/')
            .is_some_and(|(_, path)| path.starts_with("v2/"))
    })?;
    let rest = line.get(at + slashes.len()..)?;
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '\'' | '?' | ')' | ']' | ','))
        .unwrap_or(rest.len());
    let (host, path) = rest
        .get(..end)?
        .trim_end_matches([':', '.'])
        .split_once('/')?;
    let path = path.strip_prefix("v2/")?;
    let host = canonical(host);
    let Some((repository, reference)) = wording::manifest(path) else {
        let is_one = wording::is_of_a_registry(path) || Registry::of_host(&host).is_some();
        return is_one.then(|| Subject::of_host(&host));
    };
    let mut image = format!("{host}/{repository}");
    if let Some(reference) = reference {
        image.push(if reference.contains(':') { '@' } else { ':' });
        image.push_str(reference);
    }
    Some(Subject::of_image(&image))
}

/// `arn:aws:ecr:REGION:ACCOUNT:repository/NAME`.
fn ecr_arn(line: &str, lower: &str) -> Option<Subject> {
    let at = lower.find(":ecr:")?;
    let partition = lower.get(..at)?.rsplit(':').next()?;
    let mut parts = line.get(at + ":ecr:".len()..)?.splitn(3, ':');
    let (region, account, rest) = (parts.next()?, parts.next()?, parts.next()?);
    let is_account = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    if !is_account || region.is_empty() {
        return None;
    }
    let end = if partition.ends_with("-cn") {
        ".cn"
    } else {
        ""
    };
    let host = format!("{account}.dkr.ecr.{region}.amazonaws.com{end}");
    match rest.strip_prefix("repository/").and_then(word) {
        Some(name) if name != "*" => Some(Subject::of_image(&format!("{host}/{name}"))),
        _ => Some(Subject::of_host(&host)),
    }
}

/// `projects/P/locations/L/repositories/R`.
fn google_repository(line: &str, lower: &str) -> Option<Subject> {
    let rest = line.get(lower.find("projects/")?..)?;
    let mut parts = word(rest)?.split('/');
    match [(); 6].map(|()| parts.next()) {
        [
            Some(_),
            Some(_),
            Some("locations"),
            Some(location),
            Some("repositories"),
            Some(_),
        ] => Some(Subject::of_host(&format!("{location}-docker.pkg.dev"))),
        _ => None,
    }
}

/// `https://HOST/token?scope=repository%3ANAME%3Apull&service=…`.
fn token_scope(line: &str, lower: &str) -> Option<Subject> {
    let at = lower
        .find("scope=repository%3a")
        .or_else(|| lower.find("scope=repository:"))?;
    let address = lower.get(..at)?.rfind("://")? + "://".len();
    let host = line.get(address..)?.split(['/', '?']).next()?;
    let scope = line.get(at + "scope=repository".len()..)?;
    let scope = scope.split(['&', ' ', '\'', '\n']).next()?;
    let scope = scope.replace("%3A", ":").replace("%3a", ":");
    let scope = scope.replace("%2F", "/").replace("%2f", "/");
    let name = scope.trim_start_matches(':').rsplit_once(':')?.0;
    // Tokens are given out by a host of their own at some.
    let host = match host {
        "gitlab.com" => "registry.gitlab.com",
        host => host,
    };
    let host = canonical(host);
    if Registry::of_host(&host).is_none() && !lower.contains(&format!("service={host}")) {
        return None;
    }
    Some(Subject::of_image(&format!("{host}/{name}")))
}

/// A host without a path: after `lookup`, `from host`, in `https://HOST/v2/`.
fn host_alone(line: &str, lower: &str) -> Option<Subject> {
    for opening in [
        "dial tcp: lookup ",
        "lookup ",
        "from host ",
        "container registry '",
        "container registry ",
        "logging into '",
        "logging into ",
        "logging in to '",
        "authenticating creds for '",
        "unknownhostexception: ",
        "unknown host: ",
        "could not resolve host: ",
        "unable to resolve host: ",
    ] {
        if let Some(at) = lower.find(opening)
            && let Some(host) = word(line.get(at + opening.len()..)?)
            && is_host(host.trim_end_matches([':', '.']))
        {
            return Some(Subject::of_host(host.trim_end_matches([':', '.'])));
        }
    }
    let addresses = line.match_indices("://").filter_map(|(at, slashes)| {
        let rest = line.get(at + slashes.len()..)?;
        let host = rest.split(['/', '\'', ' ', '?', ',']).next()?;
        // Wave's own interface.
        let is_waves = rest.get(host.len()..)?.starts_with("/v1alpha");
        (!is_waves).then(|| canonical(host.trim_end_matches([':', '.'])))
    });
    let mut known = addresses.filter(|host| Registry::of_host(host).is_some());
    known.next().map(|host| Subject::of_host(&host))
}

fn is_host(text: &str) -> bool {
    let is_host = |b: u8| b.is_ascii_alphanumeric() || b".-:".contains(&b);
    text.contains('.') && text.bytes().all(is_host)
}
