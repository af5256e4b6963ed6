//! Hosts that resemble those of registries: a slip of the finger, another ending, a dash or a
//! dot too many.
//!
//! A resemblance is a guess, so it is only offered. Start at [`of_host`].

use super::Suggestion;
use super::change::{Change, Diagnostics};
use crate::finding::rules;
use crate::registry::catalogue::Registry;
use crate::registry::catalogue::hosts::{AcrHost, is_acr_name};

rules! {
    /// The host is most likely a misspelling of a known registry.
    pub(crate) MISSPELT_HOST = "misspelt-host" {
        severity: Warning,
        why: "It is one or two letters away from the host of a known registry. Wave compares \
              character by character, so it would use these credentials for no image of that \
              registry.",
        action: "Use the host that is suggested, unless this really is a registry of your own.",
    }

    /// No Azure registry can have this name.
    pub(crate) ACR_NAME_INVALID = "acr-name-invalid" {
        severity: Warning,
        why: "Names of Azure registries have 5 to 50 letters and digits. A dash stands in a login \
              server only in front of the hash of a domain name label, and then once.",
        action: "Copy the login server from the Azure portal, under Settings, Access keys.",
    }
}

/// Registries under one host each, those that people use most first.
const KNOWN: [&str; 25] = [
    "docker.io",
    "ghcr.io",
    "quay.io",
    "gcr.io",
    "nvcr.io",
    "public.ecr.aws",
    "registry.gitlab.com",
    "us.gcr.io",
    "eu.gcr.io",
    "asia.gcr.io",
    "registry.redhat.io",
    "registry.digitalocean.com",
    "docker.cloudsmith.io",
    "codeberg.org",
    "cr.seqera.io",
    "community.wave.seqera.io",
    "public.cr.seqera.io",
    "dhi.io",
    "cgr.dev",
    "icr.io",
    "rg.fr-par.scw.cloud",
    "rg.nl-ams.scw.cloud",
    "rg.pl-waw.scw.cloud",
    "registry.k8s.io",
    "mcr.microsoft.com",
];

/// Hosts that are no registry's and too far from one for a slip, and what was meant.
const TAKEN_FOR: [(&str, &[&str]); 4] = [
    (
        "docker.io",
        &[
            "registry.docker.io",
            "registry.docker.com",
            "index.docker.com",
            "registry-1.docker.com",
            "hub.docker.io",
            "cloud.docker.com",
            "docker.hub",
            "dockerhub.io",
            "dockerhub.com",
            "docker-hub.com",
        ],
    ),
    (
        "ghcr.io",
        &[
            "registry.github.com",
            "registry.github.io",
            "containers.github.com",
            "packages.github.com",
            "ghcr.github.com",
            "github.io",
        ],
    ),
    (
        "registry.gitlab.com",
        &["gitlab.registry.com", "registry.gitlab"],
    ),
    (
        "public.ecr.aws",
        &[
            "public.ecr.aws.com",
            "public-ecr.aws",
            "public.ecr.amazonaws.com",
            "public.ecr.aws.amazon.com",
            "ecr.public.aws",
            "public.aws.ecr",
            "ecr.aws",
        ],
    ),
];

/// What is typed in place of the ending of Amazon's hosts, and is too far from it for a slip.
const AWS_ENDINGS: [&str; 6] = [
    "amazon.com",
    "aws.com",
    "aws.amazon.com",
    "awsamazon.com",
    "amazonaws",
    "aws",
];

/// Endings that are typed in place of the right one.
const ENDINGS: [&str; 9] = ["com", "io", "org", "net", "dev", "co", "app", "cloud", "cr"];

/// Where the name of a registry stands in front, the rest.
const SHARED: [&str; 5] = [
    "azurecr.io",
    "jfrog.io",
    "ocir.io",
    "tencentcloudcr.com",
    "icr.io",
];

/// What is typed in place of the ending of Azure's hosts, and is too far from it for a slip.
const AZURE_ENDINGS: [&str; 4] = [
    "acr.io",
    "azureacr.io",
    "acr.azure.com",
    "azurecr.azure.com",
];

/// The regions of AWS without their number. One that is not here may be new.
const AWS_REGIONS: [&str; 24] = [
    "us-east",
    "us-west",
    "eu-west",
    "eu-central",
    "eu-north",
    "eu-south",
    "ap-south",
    "ap-southeast",
    "ap-northeast",
    "ap-east",
    "ca-central",
    "ca-west",
    "sa-east",
    "me-south",
    "me-central",
    "af-south",
    "il-central",
    "mx-central",
    "us-gov-east",
    "us-gov-west",
    "cn-north",
    "cn-northwest",
    "us-iso-east",
    "us-isob-east",
];

/// The suggestion for a lower-cased host without a port, when it resembles one of a registry.
pub(super) fn of_host(host: &str, diagnostics: &mut Diagnostics) -> Option<Suggestion> {
    if let Some(suggestion) = azure_name(host, diagnostics) {
        return Some(suggestion);
    }
    let template = template(host);
    let meant = template.clone().or_else(|| meant(host))?;
    diagnostics.warning(
        MISSPELT_HOST,
        format!(
            "This looks like a misspelling of {meant}. Wave compares character by character, so \
             images of that registry would not use these credentials. Keep it if it is a \
             registry of your own."
        ),
    );
    Some(match template {
        Some(template) => Suggestion::Template(template),
        None => replaced(host, meant, diagnostics),
    })
}

/// The shape of the hosts of which this resembles what all of them have.
fn template(host: &str) -> Option<String> {
    let resembles = |known: &str| {
        host != known && (distance(host, known, 2).is_some() || differs_in_ending(host, known))
    };
    if resembles("amazonaws.com") {
        return Some("<account>.dkr.ecr.<region>.amazonaws.com".to_owned());
    }
    let long = |known: &&str| known.len() >= 10 && resembles(known);
    SHARED
        .into_iter()
        .find(long)
        .map(|known| format!("<name>.{known}"))
}

fn replaced(from: &str, to: String, diagnostics: &mut Diagnostics) -> Suggestion {
    diagnostics.change(Change::Replaced {
        from: from.to_owned(),
        to: to.clone(),
    });
    Suggestion::Host(to)
}

/// The host that was most likely meant.
pub(super) fn meant(host: &str) -> Option<String> {
    if let Some(ecr) = ecr(host) {
        return (ecr != host).then_some(ecr);
    }
    // GitLab and others have hosts of their own in China.
    if Registry::of_host(host).is_some()
        || KNOWN.contains(&host)
        || host.rsplit('.').next() == Some("cn")
    {
        return None;
    }
    let bare = host.strip_prefix("www.").unwrap_or(host);
    // `quay.io.com`.
    let bare = bare
        .rsplit_once('.')
        .filter(|(known, ending)| ENDINGS.contains(ending) && KNOWN.contains(known))
        .map_or(bare, |(known, _)| known);
    if bare != host && KNOWN.contains(&bare) {
        return Some(bare.to_owned());
    }
    let taken_for = TAKEN_FOR
        .iter()
        .find_map(|(meant, hosts)| hosts.contains(&bare).then_some(*meant));
    if let Some(known) = taken_for.or_else(|| known(bare)) {
        return Some(known.to_owned());
    }
    shared(bare).or_else(|| google(bare))
}

/// A known host that is a slip away, or that lacks its dots.
fn known(host: &str) -> Option<&'static str> {
    if !host.contains('.') {
        return KNOWN.into_iter().find(|known| {
            let mut letters = known.bytes().filter(|b| *b != b'.');
            host.bytes().all(|b| letters.next() == Some(b)) && letters.next().is_none()
        });
    }
    let near = KNOWN.into_iter().filter_map(|known| {
        // In a short one two pairs of letters may have changed places.
        let is_short = known.len() <= 10 && !is_permutation(host, known);
        let limit = if is_short { 1 } else { 2 };
        let distance = distance(host, known, limit);
        let is_near = distance.is_some_and(|_| is_telling(host, known));
        let rank = if is_near {
            // Letters that changed places are likelier than a letter too many.
            (distance?, host.len().abs_diff(known.len()))
        } else if differs_in_ending(host, known) {
            (limit + 1, 0)
        } else {
            return None;
        };
        Some((rank, known))
    });
    near.min_by_key(|(rank, _)| *rank).map(|(_, known)| known)
}

/// Whether a slip says something: many hosts are a letter away from one as short as `gcr.io`.
fn is_telling(host: &str, known: &str) -> bool {
    let name = |host: &str| host.rsplit('.').nth(1).unwrap_or_default().len();
    known.len() > 11
        || name(known) > 3
        || is_permutation(host, known)
        || differs_in_ending_only(host, known)
}

fn is_permutation(a: &str, b: &str) -> bool {
    let counts = |text: &str| {
        let mut counts = [0_usize; 256];
        for byte in text.bytes() {
            counts[usize::from(byte)] += 1;
        }
        counts
    };
    a.len() == b.len() && counts(a) == counts(b)
}

fn differs_in_ending_only(host: &str, known: &str) -> bool {
    match (host.rsplit_once('.'), known.rsplit_once('.')) {
        (Some((host, _)), Some((known, _))) => host == known,
        _ => false,
    }
}

/// Whether only the last label is another one, and one that is often taken for it.
fn differs_in_ending(host: &str, known: &str) -> bool {
    if host.bytes().next() != known.bytes().next() {
        return false;
    }
    let ending = host.rsplit('.').next().unwrap_or_default();
    let name = known.rsplit('.').nth(1).unwrap_or_default();
    let is_long = name.len() > 3 || known.split('.').count() > 2;
    is_long && ENDINGS.contains(&ending) && differs_in_ending_only(host, known)
}

/// `name.azurecr.com` and the like.
fn shared(host: &str) -> Option<String> {
    let (name, rest) = host.split_once('.')?;
    if AZURE_ENDINGS.contains(&rest) && is_acr_name(name) {
        return Some(format!("{name}.azurecr.io"));
    }
    SHARED.into_iter().find_map(|shared| {
        let limit = if shared.len() >= 10 { 2 } else { 1 };
        let is_slip = distance(rest, shared, limit).is_some() && is_telling(rest, shared);
        let is_near = is_slip || differs_in_ending(rest, shared) || has_both(rest, shared);
        let meant = is_near.then(|| format!("{name}.{shared}"))?;
        Registry::of_host(&meant).is_some().then_some(meant)
    })
}

/// Another ending and a slip in a long name: `azurcr.com`.
fn has_both(host: &str, known: &str) -> bool {
    match (host.rsplit_once('.'), known.rsplit_once('.')) {
        (Some((host, ending)), Some((known, _))) => {
            known.len() > 5 && ENDINGS.contains(&ending) && distance(host, known, 1).is_some()
        }
        _ => false,
    }
}

/// `europe-west2-dokcer.pkg.dev` and the like.
fn google(host: &str) -> Option<String> {
    const REST: &str = "-docker.pkg.dev";
    let of_location = |location: &str| {
        // `europe-west-2`.
        let number = location
            .rsplit_once('-')
            .filter(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
        let location = number.map_or_else(
            || location.to_owned(),
            |(area, number)| format!("{area}{number}"),
        );
        let meant = format!("{location}{REST}");
        (Registry::of_host(&meant) == Some(Registry::Gar)).then_some(meant)
    };
    let other_ending = host
        .rsplit_once('.')
        .filter(|(_, ending)| ENDINGS.contains(ending))
        .and_then(|(rest, _)| rest.strip_suffix("-docker.pkg"));
    if let Some(location) = other_ending {
        return of_location(location);
    }
    let shortest = host.len().saturating_sub(REST.len() + 2);
    let cuts = shortest.max(1)..=host.len().saturating_sub(REST.len() - 2);
    cuts.filter_map(|cut| Some((host.get(..cut)?, host.get(cut..)?)))
        .filter_map(|(location, rest)| Some((distance(rest, REST, 2)?, location)))
        .min_by_key(|(distance, _)| *distance)
        .and_then(|(_, location)| of_location(location))
}

/// The host of ECR that begins with an account and is one, nearly: with the right spelling of
/// what is the same for all, with a region that exists, and in China with the ending of China.
fn ecr(host: &str) -> Option<String> {
    let labels: Vec<&str> = host.split('.').collect();
    let (account, _) = labels.split_first()?;
    let is_account = (10..=14).contains(&account.len())
        && account.bytes().all(|b| b.is_ascii_digit())
        && labels.len() <= 9;
    if !is_account {
        return None;
    }
    (2..labels.len().saturating_sub(1)).find_map(|at| {
        let service = labels.get(1..at)?.join(".");
        let ending = labels.get(at + 1..)?.join(".");
        let region = labels.get(at).copied()?;
        let is_service = matches!(&*service, "ecr" | "dkr")
            // Over both versions of the internet protocol it is another host.
            || service != "dkr-ecr" && distance(&service, "dkr.ecr", 2).is_some();
        let plain = distance(&ending, "amazonaws.com", 2).is_some()
            || differs_in_ending(&ending, "amazonaws.com")
            || AWS_ENDINGS.contains(&ending.as_str());
        let china = distance(&ending, "amazonaws.com.cn", 2).is_some();
        if !is_service || !(plain || china) || !region.contains('-') {
            return None;
        }
        let region = right_region(region).unwrap_or_else(|| region.to_owned());
        let ending = if region.starts_with("cn-") {
            "amazonaws.com.cn"
        } else {
            "amazonaws.com"
        };
        Some(format!("{account}.dkr.ecr.{region}.{ending}"))
    })
}

/// The region that was meant, where it is nearly one of AWS's; also for an availability zone.
fn right_region(region: &str) -> Option<String> {
    let zone = region.strip_suffix(|c: char| c.is_ascii_lowercase());
    let region = zone
        .filter(|rest| rest.ends_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(region);
    let area = region.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = region
        .get(area.len()..)
        .filter(|number| !number.is_empty())?;
    let area = area.strip_suffix('-').unwrap_or(area);
    let near = |known: &&str| distance(area, known, 1).is_some();
    let known = AWS_REGIONS
        .into_iter()
        .find(|known| *known == area)
        .or_else(|| AWS_REGIONS.into_iter().find(near))?;
    Some(format!("{known}-{number}"))
}

/// An Azure host whose registry no registry can be called.
fn azure_name(host: &str, diagnostics: &mut Diagnostics) -> Option<Suggestion> {
    let (name, cloud) = host.rsplit_once('.')?;
    let name = name.strip_suffix(".azurecr")?;
    if !matches!(cloud, "io" | "cn" | "us" | "de") || AcrHost::read(host).is_some() {
        return None;
    }
    diagnostics.warning(
        ACR_NAME_INVALID,
        "No Azure registry can be called that: its name has 5 to 50 letters and digits, and a \
         dash stands only in front of the hash of a domain name label. Copy the login server \
         from the Azure portal.",
    );
    let plain = name.replace(['-', '_'], "");
    let template = || Suggestion::Template(format!("<name>.azurecr.{cloud}"));
    Some(if plain != name && is_acr_name(&plain) {
        replaced(host, format!("{plain}.azurecr.{cloud}"), diagnostics)
    } else {
        template()
    })
}

/// How many letters have to be put in, taken out, changed or exchanged with their neighbour to
/// make one text of the other; `None` above the limit. (Optimal string alignment.)
///
/// Most texts are nothing like each other, which shows after a few letters: a list of a thousand
/// hosts is compared with all known ones.
fn distance(a: &str, b: &str, limit: u8) -> Option<u8> {
    const LONGEST: usize = 48;
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > usize::from(limit) || a.len() >= LONGEST || b.len() >= LONGEST {
        return None;
    }
    // A letter that is in one of them only takes a change, and a change is of two letters at most.
    if (letters(a) ^ letters(b)).count_ones() > 2 * u32::from(limit) {
        return None;
    }
    let mut before = [0; LONGEST];
    let mut last: [u8; LONGEST] = [0; LONGEST];
    for (number, count) in last.iter_mut().zip(0..) {
        *number = count;
    }
    let mut lowest_before = 0;
    for (i, (x, count)) in a.iter().zip(1..).enumerate() {
        let mut row = [count; LONGEST];
        let mut lowest = count;
        for (j, y) in b.iter().enumerate() {
            let change = last[j] + u8::from(x != y);
            let mut number = change.min(row[j] + 1).min(last[j + 1] + 1);
            let exchanged = i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1];
            if exchanged {
                number = number.min(before[j - 1] + 1);
            }
            row[j + 1] = number;
            lowest = lowest.min(number);
        }
        // An exchange looks two rows back.
        if lowest > limit && lowest_before > limit {
            return None;
        }
        lowest_before = lowest;
        before = last;
        last = row;
    }
    Some(last[b.len()]).filter(|distance| *distance <= limit)
}

/// Which bytes a text has, in 64 groups.
fn letters(text: &[u8]) -> u64 {
    text.iter().fold(0, |all, byte| all | 1 << (byte & 63))
}

#[cfg(test)]
#[path = "likeness_tests.rs"]
mod tests;
