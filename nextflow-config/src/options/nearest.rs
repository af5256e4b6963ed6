//! The option that was most likely meant by a name that is none. Start at [`nearest`].

use super::{ConfigOption, scope_of};

/// An option that was most likely meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nearest {
    /// The option.
    pub(crate) option: &'static ConfigOption,
    /// Whether no other option comes close.
    pub(crate) is_sure: bool,
}

/// Longer names than this are no slips of the pen.
const LONGEST: usize = 64;

/// The option of the same scope that a name is nearest to, if any is near.
pub(crate) fn nearest(path: &str) -> Option<Nearest> {
    if path.len() > LONGEST {
        return None;
    }
    let near = |option: &&'static ConfigOption| Some((closeness(path, option.path)?, *option));
    let options = scope_of(path)?.options.iter();
    let mut found: Vec<_> = options.filter_map(|option| near(&option)).collect();
    found.sort_by_key(|(distance, _)| *distance);
    let (best, option) = *found.first()?;
    let is_alone = found.get(1).is_none_or(|(next, _)| *next > best);
    Some(Nearest {
        option,
        is_sure: is_alone && best < ELSEWHERE,
    })
}

/// How far an option of another folder is, and everything that is only a guess.
const ELSEWHERE: usize = 10;

/// How far a name is from an option; `None` when it is something else altogether.
fn closeness(typed: &str, option: &str) -> Option<usize> {
    if typed.eq_ignore_ascii_case(option) {
        return Some(0);
    }
    let (typed_in, typed_name) = typed.rsplit_once('.')?;
    let (option_in, option_name) = option.rsplit_once('.')?;
    let is_start = typed_name.len() >= 3
        && (option_name.len() > typed_name.len())
        && option_name
            .get(..typed_name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(typed_name));
    if typed_in == option_in && is_start {
        return Some(2);
    }
    let allowed = if option_name.len() < 5 { 1 } else { 2 };
    // Most names are too long or too short to be worth the comparison.
    if typed.len().abs_diff(option.len()) <= allowed {
        // Letters that are put in, taken out, changed or swapped with their neighbour.
        let distance = strsim::osa_distance(typed, option);
        if distance <= allowed {
            return Some(distance);
        }
    }
    typed_name
        .eq_ignore_ascii_case(option_name)
        .then_some(ELSEWHERE)
}
