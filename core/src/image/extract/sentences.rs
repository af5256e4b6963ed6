//! What is said at a container: whose it is, and when it is used.

use crate::finding::{Finding, rules};

rules! {
    /// The processes that an image is for.
    pub(crate) IMAGE_OF_PROCESS = "image-of-process" {
        severity: Info,
        why: "It tells where an image comes from.",
        action: "There is nothing to do.",
    }

    /// An image is used under a condition only.
    pub(crate) IMAGE_CONDITION = "image-condition" {
        severity: Info,
        why: "A profile, a branch, a parameter or a setting decides, and a run may have it \
              otherwise.",
        action: "See whether the condition holds for the run that is meant.",
    }

    /// The registry of an image is known, and the rest of its name is not.
    pub(crate) IMAGE_HOST_KNOWN = "image-host-known" {
        severity: Info,
        why: "A part of the name is made from what only a run knows, behind a host that is written \
              out. Wave looks for a credential of that registry.",
        action: "See that there is a credential for this registry, if its images are private.",
    }

    /// The container is written in a way that does not count everywhere.
    pub(crate) CONTAINER_AS_WRITTEN = "container-as-written" {
        severity: Warning,
        why: "Nextflow does not take a container that is written like this, or does not use it.",
        action: "Write container = '…' with the name of the image alone.",
    }
}

/// The registry of an image, where only the rest of its name is open.
pub(super) fn of_host(host: &str) -> Finding {
    Finding::info(
        IMAGE_HOST_KNOWN,
        format!("Its registry is {host}, whatever a run makes of the rest."),
    )
}

/// How many names a sentence has before it only counts.
const NAMED: usize = 4;

/// Names in a row, and how many more there are.
pub(super) fn names(names: &[&str], joint: &str) -> String {
    if names.len() > NAMED + 1 {
        let shown = names.get(..NAMED).unwrap_or_default().join(", ");
        return format!("{shown} {joint} {} more", names.len() - NAMED);
    }
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} {joint} {last}", first.join(", ")),
    }
}

/// Whose container it is.
pub(super) fn of_processes(processes: &[&str]) -> Option<Finding> {
    let said = (!processes.is_empty()).then(|| format!("For {}.", names(processes, "and")))?;
    Some(Finding::info(IMAGE_OF_PROCESS, said))
}

/// That something has to hold.
pub(super) fn only(condition: &str) -> Finding {
    Finding::info(IMAGE_CONDITION, format!("Only {condition}."))
}

/// That one of several things has to hold.
pub(super) fn ways(ways: &[String]) -> String {
    let ways: Vec<&str> = ways.iter().map(String::as_str).collect();
    match ways.as_slice() {
        [.., _] if ways.len() > NAMED => format!("under one of {} conditions", ways.len()),
        _ => ways.join(", or "),
    }
}

/// That a run can set what the name is made from.
pub(super) fn parameters(parameters: &[&str]) -> Finding {
    let named = names(parameters, "and");
    let verb = if parameters.len() == 1 { "is" } else { "are" };
    Finding::info(
        IMAGE_CONDITION,
        format!("As long as {named} {verb} as this text has it."),
    )
}

/// What is odd about how it is written.
pub(super) fn remark(text: &str) -> Finding {
    Finding::warning(CONTAINER_AS_WRITTEN, text)
}
