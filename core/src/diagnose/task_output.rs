//! What a task has printed, as Nextflow repeats it below `Command error:` and `Command output:`.
//!
//! By then the container of the task has most likely started, so that `403 Forbidden` there is
//! about what its program does and not about the pull of its image. With 125 Docker says that it
//! did not start a container, and with 255 Singularity. Start at [`TaskOutputs::of`].

use memchr::memmem;

/// What Nextflow writes above what a task has printed.
const HEADINGS: [&str; 2] = ["Command error:", "Command output:"];

/// What begins the next part of an error, where nothing is indented.
const NEXT: [&str; 10] = [
    "Command executed",
    "Command exit status",
    "Command output:",
    "Command error:",
    "Command wrapper:",
    "Work dir:",
    "Container:",
    "Tip:",
    "Caused by:",
    "-- Check",
];

/// How much of what a task has printed is looked at. Nextflow repeats less.
const MOST_LINES: usize = 300;
const LONGEST: usize = 64 * 1024;

/// How far above the status of the task may stand: its script is in between.
const FARTHEST_STATUS: usize = 16 * 1024;

/// The statuses with which engines say that they did not start the container.
const NOT_STARTED: [u32; 2] = [125, 255];

/// Where tasks have printed something in a log.
#[derive(Debug)]
pub(super) struct TaskOutputs<'a> {
    log: &'a str,
    /// Where the headings are, in order.
    headings: Vec<usize>,
}

impl<'a> TaskOutputs<'a> {
    /// Those of a log.
    pub(super) fn of(log: &'a str) -> Self {
        let is_heading = |at: &usize| {
            let rest = log.get(*at..).unwrap_or_default();
            HEADINGS.iter().any(|heading| {
                let behind = rest.strip_prefix(heading);
                let line = behind.and_then(|it| it.split('\n').next());
                line.is_some_and(|it| it.trim_end().is_empty())
            })
        };
        let headings = memmem::find_iter(log.as_bytes(), b"Command ").filter(is_heading);
        Self {
            log,
            headings: headings.collect(),
        }
    }

    /// Whether a task has printed what stands at a place, and its container was not one that did
    /// not start.
    pub(super) fn has(&self, place: usize) -> bool {
        let behind = self.headings.partition_point(|at| *at <= place);
        let last = behind.checked_sub(1).and_then(|at| self.headings.get(at));
        last.is_some_and(|at| {
            place - at < LONGEST
                && place < at + length(self.log, *at)
                && !status(self.log, *at).is_some_and(|it| NOT_STARTED.contains(&it))
        })
    }
}

/// How long a heading and what stands below it are.
fn length(log: &str, heading: usize) -> usize {
    let before = log.get(..heading).unwrap_or_default();
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1);
    let rest = log.get(heading..).unwrap_or_default();
    let mut lines = rest.split_inclusive('\n');
    let mut end = lines.next().map_or(0, str::len);
    let mut is_indented: Option<bool> = None;
    for line in lines.take(MOST_LINES) {
        // What stands in front of the heading, such as a time, stands in front of its lines.
        let line_from = line.get(column..).unwrap_or_default();
        if !line_from.trim().is_empty() {
            let indented = *is_indented.get_or_insert(line_from.starts_with([' ', '\t']));
            let text = line_from.trim_start();
            let is_next = NEXT.iter().any(|heading| text.starts_with(heading))
                || text.contains("executing process >");
            if is_next && !(indented && line_from.starts_with([' ', '\t']))
                || indented && !line_from.starts_with([' ', '\t'])
            {
                break;
            }
        }
        end += line.len();
    }
    end
}

/// The status with which the task ended, from the lines above.
fn status(log: &str, heading: usize) -> Option<u32> {
    let start = heading.saturating_sub(FARTHEST_STATUS);
    let above = log.as_bytes().get(start..heading)?;
    // What stands above the error is that of another task.
    let error = memmem::rfind(above, b"executing process >").unwrap_or_default();
    let above = above.get(error..)?;
    let at = memmem::rfind(above, b"exit status")? + b"exit status".len();
    let behind = above.get(at..)?;
    let digits = behind.iter().position(u8::is_ascii_digit)?;
    let is_between = |b: &u8| b.is_ascii_whitespace() || b":()".contains(b);
    if !behind.get(..digits)?.iter().all(is_between) {
        return None;
    }
    let digits = behind.get(digits..)?;
    let digits = digits.split(|b| !b.is_ascii_digit()).next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn is_of_task(log: &str) -> bool {
        let place = log.find("HERE").unwrap();
        TaskOutputs::of(log).has(place)
    }

    #[test]
    fn what_a_task_has_printed_ends_where_the_next_part_begins() {
        for log in [
            "Command error:\n  HERE",
            "Command error:\n  a\n\n  HERE\n\nWork dir:\n  /w",
            "Command output:\n  (empty)\n\nCommand error:\n  HERE\n",
            "Command output:\r\n  HERE\r\n",
            "Command error:\nHERE\nWork dir:\n/w",
            "Command exit status:\n  1\n\nCommand error:\n  HERE",
            "Command exit status:\n  -\n\nCommand error:\n  HERE",
            "Error executing process > 'B'\n terminated with an error exit status (125)\n\
             Error executing process > 'A'\n terminated with an error exit status (1)\n\
             Command error:\n  HERE",
            "10:00:00 Command error:\n10:00:00   HERE",
            "10:00:00 | Command error:\n10:00:00 |   HERE",
        ] {
            assert!(is_of_task(log), "{log}");
        }
        for log in [
            "HERE\nCommand error:\n  a",
            "Command error:\n  a\nHERE",
            "Command error:\n  a\n\nWork dir:\n  HERE",
            "Command error:\na\nContainer:\nHERE",
            "Command error:\na\nCaused by:\nHERE",
            "Command error: HERE",
            "Command executed:\n  HERE",
            "A command error:\n  HERE",
            "Command exit status:\n  125\n\nCommand error:\n  HERE",
            "terminated with an error exit status (255)\nCommand error:\n  HERE",
            "10:00:00 Command error:\n10:00:00   a\n10:00:00 HERE",
        ] {
            assert!(!is_of_task(log), "{log}");
        }
    }
}
