//! A text as the launch page sees it: what it says about each choice now, and where.
//!
//! This module may not judge a value, see [`findings_of`]. Start at [`Overview::of`].

use nextflow_config::syntax::Lines;
use nextflow_config::{Certainty, Document, Reading, Readings, Span, Value};

use super::{Choice, ConfigFinding, Context, findings_of};

/// A text as the launch page sees it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overview {
    /// What it says of each choice, in the order of [`Choice::ALL`].
    pub choices: Vec<Current>,
    /// Everything there is to say about it.
    pub findings: Vec<ConfigFinding>,
    /// The profiles that it declares.
    pub profiles: Vec<String>,
    /// Who refuses it.
    pub refused: RefusedBy,
}

/// Which of Nextflow's parsers refuse a text, as far as it matters to a launch by Platform:
/// that uses the legacy one unless somebody has switched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RefusedBy {
    /// The legacy one takes it.
    #[default]
    Nobody,
    /// Only the strict one takes it.
    Legacy,
    /// None takes it.
    Both,
}

/// What a text says of one choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Current {
    /// What it comes to.
    pub state: State,
    /// The line of the value, counted from 1.
    pub line: Option<usize>,
    /// Where the value is written.
    pub place: Option<Span>,
}

/// What a choice comes to in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// It is not set.
    Unset,
    /// It is set to this for both parsers.
    Set(Value),
    /// Only a run can tell.
    Computed,
    /// The two parsers come to different values: the legacy one, the strict one.
    Differs(Option<Value>, Option<Value>),
}

impl State {
    /// The value that a Platform launch has; `None` when it is not set.
    pub fn value(&self) -> Option<&Value> {
        match self {
            Self::Unset => None,
            Self::Set(value) => Some(value),
            Self::Computed => Some(&Value::Unknown),
            Self::Differs(legacy, _) => legacy.as_ref(),
        }
    }
}

impl Overview {
    /// Reads a text with both parsers.
    pub fn of(text: &str, context: &Context<'_>) -> Self {
        let document = Document::parse(text);
        let readings = Readings::of(&document, context.profiles);
        let (legacy, strict) = (&readings.legacy, &readings.strict);
        // A text that one parser refuses has only the other one's values.
        let strict_counts = strict.refusal.is_none() || legacy.refusal.is_some();
        let legacy_counts = legacy.refusal.is_none() || strict.refusal.is_some();
        let lines = Lines::of(text);
        let choices = Choice::ALL.map(|choice| {
            let of =
                |reading: &Reading, counts: bool| counts.then(|| found(reading, choice.path()));
            let (first, second) = (of(legacy, legacy_counts), of(strict, strict_counts));
            let state = match (&first, &second) {
                (Some(one), Some(other)) if one.0 != other.0 => {
                    State::Differs(one.0.value().cloned(), other.0.value().cloned())
                }
                (Some(one), _) | (None, Some(one)) => one.0.clone(),
                (None, None) => State::Unset,
            };
            let place = [first, second]
                .into_iter()
                .flatten()
                .find_map(|(_, place)| place);
            Current {
                state,
                line: place.map(|span| lines.line(span.start)),
                place,
            }
        });
        Self {
            choices: choices.into(),
            findings: findings_of(&document, &readings, context),
            profiles: legacy.profiles.clone(),
            refused: match (&legacy.refusal, &strict.refusal) {
                (None, _) => RefusedBy::Nobody,
                (Some(_), None) => RefusedBy::Legacy,
                (Some(_), Some(_)) => RefusedBy::Both,
            },
        }
    }

    /// What it says of a choice.
    pub fn current(&self, choice: Choice) -> Option<&Current> {
        let at = Choice::ALL.iter().position(|other| *other == choice)?;
        self.choices.get(at)
    }

    /// The value that a Platform launch has; `None` when it is not set.
    pub fn value(&self, choice: Choice) -> Option<&Value> {
        self.current(choice)?.state.value()
    }
}

fn found(reading: &Reading, path: &str) -> (State, Option<Span>) {
    let Some(setting) = reading.get(path) else {
        return (State::Unset, None);
    };
    let state = if setting.value == Value::Unknown || setting.certainty != Certainty::Sure {
        State::Computed
    } else {
        State::Set(setting.value.clone())
    };
    (state, Some(setting.span))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn state(text: &str, choice: Choice) -> (State, Option<usize>) {
        let overview = Overview::of(text, &Context::default());
        let current = overview.current(choice).cloned();
        current.map_or((State::Unset, None), |c| (c.state, c.line))
    }

    #[test]
    fn a_setting_has_its_value_and_line() {
        let text = "// first\nwave {\n    freeze = true\n}\n";
        assert_eq!(
            state(text, Choice::Freeze),
            (State::Set(Value::Bool(true)), Some(3))
        );
        assert_eq!(state(text, Choice::Wave), (State::Unset, None));
    }

    #[test]
    fn what_only_a_run_can_tell_is_computed() {
        let text = "wave.enabled = new File('x').exists()";
        assert_eq!(state(text, Choice::Wave), (State::Computed, Some(1)));
        let overview = Overview::of(text, &Context::default());
        assert_eq!(overview.value(Choice::Wave), Some(&Value::Unknown));
    }

    #[test]
    fn parsers_that_disagree_are_both_told() {
        let text = "wave = [enabled: true]\nwave { freeze = true }";
        let (state, _) = state(text, Choice::Wave);
        assert_eq!(state, State::Differs(None, Some(Value::Bool(true))));
        assert_eq!(state.value(), None);
    }

    #[test]
    fn a_text_that_only_the_legacy_parser_takes_has_its_values() {
        let text = "def on = true\nwave.enabled = on";
        assert_eq!(state(text, Choice::Wave).0, State::Set(Value::Bool(true)));
    }

    #[test]
    fn who_refuses_a_text_is_known() {
        for (text, refused) in [
            ("wave.enabled = true", RefusedBy::Nobody),
            ("def x = 1", RefusedBy::Nobody),
            (
                "wave = [a: 1]\nwave.build.repository = 'x'",
                RefusedBy::Legacy,
            ),
            ("wave {", RefusedBy::Both),
        ] {
            let overview = Overview::of(text, &Context::default());
            assert_eq!(overview.refused, refused, "{text}");
        }
    }
}
