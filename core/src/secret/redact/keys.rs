//! Keys that nothing announces: long runs of letters and digits that only a machine makes.
//!
//! Digests and identifiers in lower case are none, because logs are full of them. Start at
//! [`in_run`].

/// How long a run of letters and digits is that nobody but a machine has made.
pub(super) const LONG_RUN: usize = 32;

/// The length of an AWS secret access key.
const AWS_SECRET: usize = 40;

/// The parts of a run of base64 that have the form of a key.
pub(super) fn in_run(run: &[u8]) -> Vec<(usize, usize)> {
    if run.len() < LONG_RUN {
        return Vec::new();
    }
    // Passwords of Azure registries have these four characters at a fixed place.
    let azure = run.windows(4).position(|part| part == b"+ACR");
    if run.len() == AWS_SECRET && is_mixed(run) || azure.is_some_and(|place| place >= LONG_RUN) {
        return vec![(0, run.len())];
    }
    let mut start = 0;
    let mut found = Vec::new();
    for part in run.split(|b| *b == b'/') {
        let upper = part.iter().any(u8::is_ascii_uppercase);
        if part.len() >= LONG_RUN && upper && part.iter().any(u8::is_ascii_digit) {
            found.push((start, start + part.len()));
        }
        start += part.len() + 1;
    }
    found
}

/// Whether upper case, lower case and digits all occur, as in a random text.
pub(super) fn is_mixed(run: &[u8]) -> bool {
    run.iter().any(u8::is_ascii_uppercase)
        && run.iter().any(u8::is_ascii_lowercase)
        && run.iter().any(u8::is_ascii_digit)
}

/// Whether base64 and the secrets of AWS have this byte.
pub(super) fn is_base64(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'/' || b == b'+'
}
