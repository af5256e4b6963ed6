//! Every code that a diagnostic can have.
//!
//! They are declared where the rules are; this is the list of those places. What a code stands
//! for is told by [`rules()`].

use crate::edit::rules as edits;
use crate::lint::{
    attributes, characters, computed, differences, engines, freeze, names, platform, profiles,
    repositories, statements, syntax, types, wave,
};
use crate::rule::Rule;

pub use crate::edit::rules::*;
pub use crate::lint::{
    attributes::*, characters::*, computed::*, differences::*, engines::*, freeze::*, names::*,
    platform::*, profiles::*, repositories::*, statements::*, syntax::*, types::*, wave::*,
};

/// Each module that declares rules.
const ALL: &[&[Rule]] = &[
    characters::RULES,
    syntax::RULES,
    attributes::RULES,
    statements::RULES,
    differences::RULES,
    computed::RULES,
    profiles::RULES,
    names::RULES,
    types::RULES,
    wave::RULES,
    repositories::RULES,
    freeze::RULES,
    engines::RULES,
    platform::RULES,
    edits::RULES,
];

/// Every rule that diagnostics come from, with what it stands for.
///
/// ```
/// let rule = nextflow_config::rules()
///     .find(|rule| rule.code == nextflow_config::codes::TEXT_BOOLEAN)
///     .expect("every code has a rule");
/// assert_eq!(rule.action, "Write true or false without quotes.");
/// ```
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().copied().flatten()
}

#[cfg(test)]
mod tests;
