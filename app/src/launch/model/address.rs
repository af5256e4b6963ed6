//! What is wanted, as the fragment of an address: options and the target, never the text.
//!
//! A fragment is not sent to any server. What looks like a login or a token is left out all
//! the same, because addresses are handed on. Start at [`read`] and [`write`].

use nextflow_config::{Change, Value};
use percent_encoding::percent_decode_str;
use wavepass_core::launch::{Choice, Input, Target};
use wavepass_core::platform::paths::encode;
use wavepass_core::registry::secret::is_unmistakable;

use super::target;

const TARGET: &str = "target";

/// What an address asks for.
#[derive(Debug, PartialEq)]
pub(super) struct Asked {
    /// What is wanted.
    pub(super) pending: Vec<(Choice, Option<Value>)>,
    /// Where it is for.
    pub(super) target: Target,
}

/// What a fragment asks for. An empty one asks for Wave.
pub(super) fn read(fragment: &str) -> Asked {
    let mut pending = Vec::new();
    let mut target = Target::default();
    for part in fragment.split('&') {
        let Some((name, value)) = part.split_once('=') else {
            continue;
        };
        let Ok(value) = percent_decode_str(value).decode_utf8() else {
            continue;
        };
        if name == TARGET {
            target = target::of_name(&value).unwrap_or_default();
        } else if let Some(choice) = Choice::of_path(name)
            && let Ok(to) = value_of(choice, &value)
            && !pending.iter().any(|(other, _)| *other == choice)
        {
            pending.push((choice, to));
        }
    }
    if pending.is_empty() {
        pending.push((Choice::Wave, Some(Value::Bool(true))));
    }
    pending.sort_by_key(|(choice, _)| *choice);
    Asked { pending, target }
}

/// The fragment that asks for this.
pub(super) fn write(changes: &[Change], target: Target) -> String {
    let mut parts = Vec::new();
    for change in changes {
        let value = change.to.as_ref().map(text_of).unwrap_or_default();
        let has_secret = value.contains('@') || is_unmistakable(&value);
        if !has_secret {
            parts.push(format!("{}={}", change.path, encode(&value)));
        }
    }
    if target != Target::default() {
        parts.push(format!("{TARGET}={}", target::name(target)));
    }
    parts.join("&")
}

/// The value that a text of an address stands for; an empty one takes the option out.
///
/// # Errors
///
/// [`NotOffered`] for what the page does not offer.
fn value_of(choice: Choice, text: &str) -> Result<Option<Value>, NotOffered> {
    if text.is_empty() {
        return Ok(None);
    }
    let list = || {
        let names = text.split(',').filter(|name| !name.is_empty());
        let names = names.map(|name| Value::Text(name.to_owned()));
        Value::List(names.collect())
    };
    let value = match choice.input() {
        Input::Switch => text.parse().ok().map(Value::Bool),
        Input::Number => text.parse().ok().map(Value::Int),
        Input::Text => Some(Value::Text(text.to_owned())),
        Input::Texts => Some(list()),
        Input::OneOf(known) => known.contains(&text).then(|| Value::Text(text.to_owned())),
        Input::AnyOf(known) | Input::Ordered(known) => {
            let are_known = text.split(',').all(|name| known.contains(&name));
            are_known.then(list)
        }
    };
    value.map(Some).ok_or(NotOffered)
}

/// An address asks for something that the page does not offer.
struct NotOffered;

fn text_of(value: &Value) -> String {
    match value {
        Value::List(names) => names
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(","),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn again(fragment: &str) -> String {
        let asked = read(fragment);
        let changes: Vec<_> = asked
            .pending
            .into_iter()
            .map(|(choice, to)| Change {
                path: choice.path().to_owned(),
                to,
            })
            .collect();
        write(&changes, asked.target)
    }

    #[test]
    fn a_fragment_comes_back_as_it_was() {
        for fragment in [
            "wave.enabled=true",
            "wave.enabled=true&wave.freeze=true&wave.build.repository=quay.io%2Flab%2Fwave",
            "wave.enabled=false&target=command-line",
            "wave.strategy=container%2Cconda",
            "wave.freeze=",
        ] {
            assert_eq!(again(fragment), fragment);
        }
    }

    #[test]
    fn an_empty_or_strange_fragment_asks_for_wave() {
        for fragment in [
            "",
            "x",
            "=",
            "wave.enabled=perhaps",
            "other=1",
            "wave.enabled=%ff",
        ] {
            assert_eq!(again(fragment), "wave.enabled=true", "{fragment}");
        }
    }

    #[test]
    fn what_looks_like_a_login_does_not_get_into_an_address() {
        let changes = [Change {
            path: Choice::BuildRepository.path().to_owned(),
            to: Some(Value::Text("me:word@quay.io/lab".into())),
        }];
        assert_eq!(write(&changes, Target::default()), "");
    }
}
