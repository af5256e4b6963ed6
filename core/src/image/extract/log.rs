//! Images in a log or in any other text.

use std::ops::Range;

use super::{Collected, is_image_byte, stated};
use crate::image::wave_name::WaveName;
use crate::registry::DOCKER_HUB;
use crate::registry::catalogue::Registry;

/// What stands right before an image in the messages of Wave, Nextflow and container engines.
const ANNOUNCEMENTS: [&str; 17] = [
    "ontainer image '",
    "ontainer image: ",
    "ontainer: ",
    "ontainer '",
    "ontainer=",
    "mage '",
    "mage \"",
    "mage: ",
    "ontainer\": ",
    "mage\": ",
    "epository '",
    "manifest for ",
    "ccess denied for ",
    "docker pull ",
    "podman pull ",
    "singularity pull ",
    OFFENDING,
];

/// Behind this stands what Nextflow or Wave has refused.
const OFFENDING: &str = "offending value: '";

/// How far the beginning of an address is looked for.
const LONGEST_ADDRESS: usize = 500;

/// Processors as platforms name them.
const PROCESSORS: [&str; 9] = [
    "amd64", "arm64", "arm", "386", "ppc64le", "s390x", "riscv64", "x86_64", "aarch64",
];

/// Ends of file names that look like the end of a host.
const FILE_ENDS: [&str; 12] = [
    "nf", "sh", "py", "jar", "java", "groovy", "html", "txt", "gz", "json", "config", "log",
];

/// Ends of the names of files that programs name with a line.
const SOURCE_ENDS: [&str; 34] = [
    "go", "rs", "c", "h", "cc", "cpp", "hpp", "cxx", "scala", "kt", "kts", "js", "mjs", "ts",
    "tsx", "jsx", "rb", "pl", "pm", "r", "jl", "lua", "php", "swift", "cs", "cu", "pyx", "smk",
    "yml", "yaml", "toml", "xml", "csv", "tsv",
];

/// Takes every word of a part of a text that is announced as an image, and every word that can
/// be nothing else. Both ends of the part are ends of words.
pub(super) fn collect(text: &str, part: Range<usize>, images: &mut Collected) {
    let bytes = text.as_bytes().get(..part.end).unwrap_or_default();
    let mut at = part.start;
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
        let before = text.get(..start).unwrap_or_default();
        if let Some(image) = image(word, before)
            && WaveName::parse(image).is_none()
        {
            images.add_once(plain_docker_hub(image));
        }
    }
}

/// The first image that a message announces or names. It may be a name that Wave gave.
pub fn image_in(message: &str) -> Option<String> {
    let mut at = 0;
    let is_end = |c: char| !c.is_ascii() || !is_image_byte(c as u8);
    message.split(is_end).find_map(|word| {
        let start = at;
        at += word.len();
        at += message.get(at..)?.chars().next().map_or(0, char::len_utf8);
        image(word, message.get(..start)?).map(str::to_owned)
    })
}

fn image<'t>(word: &'t str, before: &str) -> Option<&'t str> {
    // Most words of a log are short and plain, so the cheap questions come first.
    let has_slash = word.contains('/');
    let follows_quote = before.ends_with(['\'', '"']);
    // A plain word is only an image where it is quoted as one.
    let is_marked = |word: &str| follows_quote || word.contains(['/', ':', '@']);
    let is_announced = (follows_quote || before.ends_with([' ', '=']))
        && is_marked(word)
        && is_closed(word)
        && announces(before);
    // A scheme, a label or the host of a registry.
    let has_head = has_slash && word.contains([':', '.']);
    if word.len() < 2 || !(is_announced || has_head) {
        return None;
    }
    let word = if has_slash { without_label(word) } else { word };
    let image = stated(word.trim_end_matches(['.', ':', '/', '-', '@', '+']))?;
    let is_pulled = word.starts_with("docker://");
    let is_image = is_pulled
        || has_slash && is_unmistakable(image) && !is_in_address(before)
        || is_announced
            && is_marked(image)
            && (!before.ends_with(OFFENDING) || is_offending_image(image, before));
    (is_image && !is_platform(image)).then_some(image)
}

/// Whether a text ends with words behind which an image is named, and perhaps more quotes.
fn announces(before: &str) -> bool {
    let ends = |before: &str| ANNOUNCEMENTS.iter().any(|words| before.ends_with(words));
    let unquoted = before.trim_end_matches(['\'', '"']);
    ends(before)
        || unquoted.len() < before.len() && ends(unquoted)
        || is_below_heading(before.trim_end_matches([' ', '\t']))
}

/// Whether this is the line below the one with which Nextflow ends what it says of a task.
fn is_below_heading(before: &str) -> bool {
    before.ends_with("Container:\n") || before.ends_with("Container:\r\n")
}

/// Whether a value that is refused is that of an image. Addresses and hosts are refused, too.
fn is_offending_image(image: &str, before: &str) -> bool {
    let mut start = before.len().saturating_sub(LONGEST_ADDRESS);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = before.get(start..).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_other = ["URL ", "protocol prefix", "setting", "registry"];
    !is_other.iter().any(|words| line.contains(words))
        && (image.contains('/') || !line.contains("build repository"))
}

/// A word without what tells that it is an image, as in `containerImage:quay.io/a/b`.
fn without_label(word: &str) -> &str {
    match word.split_once(':') {
        Some((label, image))
            if label.bytes().all(|b| b.is_ascii_alphabetic()) && is_unmistakable(image) =>
        {
            image
        }
        _ => word,
    }
}

/// An image on Docker Hub by its usual name where it has one of the other hosts of Docker Hub.
pub(crate) fn plain_docker_hub(image: &str) -> &str {
    let Some((host, path)) = image.split_once('/') else {
        return image;
    };
    let name = host.strip_suffix(":443").unwrap_or(host);
    if host != DOCKER_HUB && Registry::of_host(name) == Some(Registry::DockerHub) {
        path.strip_prefix("library/").unwrap_or(path)
    } else {
        image
    }
}

/// Whether a word is a platform, such as `linux/arm64/v8`.
pub(crate) fn is_platform(word: &str) -> bool {
    let mut parts = word.split('/');
    matches!(parts.next(), Some("linux" | "windows" | "darwin"))
        && parts.next().is_some_and(|processor| {
            PROCESSORS.contains(&processor.split(':').next().unwrap_or_default())
        })
}

/// Whether what stands in front, without white space between, is the beginning of an address.
fn is_in_address(before: &str) -> bool {
    let mut start = before.len().saturating_sub(LONGEST_ADDRESS);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    let before = before.get(start..).unwrap_or_default();
    let start = before.rfind(|c: char| c.is_whitespace() || matches!(c, '\'' | '"'));
    let token = before
        .get(start.map_or(0, |at| at + 1)..)
        .unwrap_or_default();
    token.contains("://")
}

/// Whether what stands behind a host is its address, as Java writes both: `host/10.0.0.4:5432`.
fn is_address(path: &str) -> bool {
    let address = path.split(':').next().unwrap_or_default();
    address.split('.').count() == 4 && address.split('.').all(|part| part.parse::<u8>().is_ok())
}

/// Whether a word is a file of a program or of data with the number of a line: `login.go:10`.
fn is_place_in_file(word: &str) -> bool {
    let Some((file, place)) = word.split_once(':') else {
        return false;
    };
    let end = file.rsplit_once('.').map(|(_, end)| end);
    let is_file = end.is_some_and(|end| FILE_ENDS.contains(&end) || SOURCE_ENDS.contains(&end));
    is_file && place.bytes().all(|b| b.is_ascii_digit() || b == b':')
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
    if !is_host || path.is_empty() || path.starts_with('/') || is_address(path) {
        return false;
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    // Modules of Go have their version behind an at sign.
    let has_reference = last.contains("@sha")
        || last.contains(':') && !last.contains('@') && !is_place_in_file(last);
    let is_domain = top.len() >= 2 && top.bytes().all(|b| b.is_ascii_lowercase());
    Registry::of_host(host).is_some_and(|registry| registry != Registry::Local)
        || has_reference && is_domain && !FILE_ENDS.contains(&top)
}
