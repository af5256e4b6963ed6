//! What in a list of credentials needs attention, in a sentence.

use wavepass_core::wave::audit::Summary;

/// A sentence about the whole list, when something in it needs attention.
pub(super) fn sentence(found: Summary) -> Option<String> {
    let parts: Vec<String> = [
        (found.never_match, "with a host that never matches"),
        (
            found.depend_on_wave,
            "with a path, which not every Wave uses",
        ),
        (found.unusual_host, "with an unusual host"),
        (found.never_work, "that never work"),
        (found.shadowed, "shadowed by another one"),
        (found.short_lived, "probably short-lived"),
        (found.reserved, "for a host of Wave’s own"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let registries = found.registries;
    (!parts.is_empty()).then(|| {
        let all = if registries == 1 {
            "The registry credential here needs attention".to_owned()
        } else {
            format!("Of {registries} registry credentials, some need attention")
        };
        format!("{all}: {}.", parts.join(", "))
    })
}
