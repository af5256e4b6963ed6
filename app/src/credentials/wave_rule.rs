//! How a rule of Wave is called where what follows differs by it.

use wavepass_core::wave::MatchRule;

/// The Waves that have a rule, before what they do.
pub(super) const fn heading(rule: MatchRule) -> &'static str {
    match rule {
        MatchRule::ExactHost => "Releases of Wave up to 1.37, which compare hosts:",
        MatchRule::LongestPath => "The newest source of Wave, which matches paths:",
    }
}
