//! Variables of an environment, as a shell, PowerShell, a Dockerfile, a batch script or a file of
//! settings gives them values.
//!
//! What a shell would put in stays out, with the reason; single quotes keep a dollar sign.

use super::node::Node;
use crate::login::advice::Reason;
use crate::login::pasted::Format;
use crate::login::shell::{Script, Variables};

/// More variables than any command has. A limit, so that a huge text stays cheap.
const GIVEN: usize = 64;

/// Reads the assignments of a text.
pub(super) fn read(text: &str) -> Option<(Format, Vec<Node>)> {
    // Sections are of a file of settings, which has no shell around it.
    let is_section = |line: &str| line.starts_with('[') && line.trim_end().ends_with(']');
    if !text.contains(['=', ' ']) || text.lines().any(is_section) {
        return None;
    }
    let script = Script::read(text, |_| false);
    let mut variables = Variables::default();
    for (command, _) in script.commands() {
        variables.learn(command);
    }
    let mut pairs: Vec<_> = variables
        .all()
        .map(|(name, value)| (name.to_owned(), Node::Text(value.clone())))
        .collect();
    for (command, _) in script.commands() {
        let given = command.given().map(|(name, word)| {
            let value = word.map_or(Err(Reason::StandardInput), |word| variables.value(&word));
            (name, Node::Text(value))
        });
        pairs.extend(given.take(GIVEN));
    }
    (!pairs.is_empty()).then(|| (Format::Variables, vec![Node::Map(pairs)]))
}
