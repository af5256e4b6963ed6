//! The option that was most likely meant by a name that is none. Start at [`nearest`].

use super::catalogue::SCOPES;
use super::{ConfigOption, is_like_scope, option, scope_of};

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

/// The option that was most likely meant by a setting whose scope is nearly one that is known:
/// `wave.enabled` of `waev.enabled`. `None` where the scope is known, or where the scope that it
/// is like has no such option.
pub(crate) fn in_misspelled_scope(path: &str) -> Option<&'static ConfigOption> {
    let (typed, name) = path.split_once('.')?;
    let scope = misspelled_scope(typed)?;
    option(&format!("{scope}.{name}"))
}

/// The scope that was most likely meant by the name of one that is not known.
pub(crate) fn misspelled_scope(typed: &str) -> Option<&'static str> {
    // Those that have a dot are in a scope of which not all is known.
    let scopes = SCOPES.iter().map(|scope| scope.name);
    let mut scopes = scopes.filter(|scope| !scope.contains('.'));
    if scope_of(typed).is_some() || is_like_scope(typed) {
        return None;
    }
    scopes.find(|scope| is_slip(typed, scope))
}

/// Whether a name is a scope's with a slip of the pen. A letter for another makes of a short name
/// another word too easily, and so does one at the end; with a capital it may be a class.
fn is_slip(typed: &str, scope: &str) -> bool {
    let allowed = if scope.len() < 8 { 1 } else { 2 };
    let is_class = typed.starts_with(char::is_uppercase);
    if is_class || typed.len().abs_diff(scope.len()) > allowed || typed.starts_with(scope) {
        return false;
    }
    let is_other_word = scope.len() < 5 && typed.len() == scope.len() && {
        let sorted = |word: &str| {
            let mut letters: Vec<char> = word.chars().collect();
            letters.sort_unstable();
            letters
        };
        sorted(typed) != sorted(scope)
    };
    !is_other_word && strsim::osa_distance(typed, scope) <= allowed
}
