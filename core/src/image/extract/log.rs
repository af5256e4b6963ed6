//! Images in a log or in any other text.

use super::{Collected, is_image_byte, stated};
use crate::registry::catalogue::Registry;

/// What stands right before an image in the messages of Wave, Nextflow and container engines.
const ANNOUNCEMENTS: [&str; 16] = [
    "ontainer image '",
    "ontainer image: ",
    "ontainer: ",
    "ontainer '",
    "ontainer=",
    "mage '",
    "mage \"",
    "mage: ",
    "epository '",
    "manifest for ",
    "denied for ",
    "docker pull ",
    "podman pull ",
    "singularity pull ",
    "ulling from ",
    "offending value: '",
];

/// Ends of file names that look like the end of a host.
const FILE_ENDS: [&str; 12] = [
    "nf", "sh", "py", "jar", "java", "groovy", "html", "txt", "gz", "json", "config", "log",
];

/// Takes every word that is announced as an image, and every word that can be nothing else.
pub(super) fn collect(text: &str, images: &mut Collected) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(skip) = bytes
        .get(at..)
        .and_then(|rest| rest.iter().position(|b| is_image_byte(*b)))
    {
        let start = at + skip;
        let rest = bytes.get(start..).unwrap_or_default();
        let len = rest
            .iter()
            .position(|b| !is_image_byte(*b))
            .unwrap_or(rest.len());
        at = start + len;
        // Every byte of a name is ASCII, so both ends are ends of characters.
        let Some(word) = text.get(start..at) else {
            continue;
        };
        if let Some(image) = image(word, text.get(..start).unwrap_or_default()) {
            images.add(image);
        }
    }
}

/// The first image that a message announces or names.
pub fn image_in(message: &str) -> Option<String> {
    let mut images = Collected::default();
    collect(message, &mut images);
    images.in_order.into_iter().next()
}

fn image<'t>(word: &'t str, before: &str) -> Option<&'t str> {
    // Most words of a log are short and plain, so the cheap questions come first.
    let has_slash = word.contains('/');
    let quoted = before.ends_with(['\'', '"', ' ', '=']);
    if word.len() < 2 || !(has_slash || quoted) {
        return None;
    }
    let image = stated(word.trim_end_matches(['.', ':', '/', '-', '@', '+']))?;
    let is_pulled = word.starts_with("docker://");
    let is_announced =
        || is_closed(word) && ANNOUNCEMENTS.iter().any(|words| before.ends_with(words));
    (is_pulled || has_slash && is_unmistakable(image) || quoted && is_announced()).then_some(image)
}

/// Whether a word does not end like a sentence that goes on with a colon, as in
/// "container: Error: …".
fn is_closed(word: &str) -> bool {
    !word.ends_with(':')
}

/// Whether a name can be nothing but an image: a known registry in front, or a host and a tag
/// or digest.
fn is_unmistakable(image: &str) -> bool {
    let Some((host, path)) = image.split_once('/') else {
        return false;
    };
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let top = name.rsplit('.').next().unwrap_or_default();
    let is_host = name.contains('.')
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-')
        && port.is_none_or(|port| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()));
    if !is_host || path.is_empty() || path.starts_with('/') {
        return false;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    let has_reference = last.contains([':', '@']);
    let is_domain = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase());
    Registry::of_host(host).is_some_and(|registry| registry != Registry::Local)
        || has_reference && is_domain && !FILE_ENDS.contains(&top)
}
