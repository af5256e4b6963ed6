//! Which choices exclude each other, and which need another one.
//!
//! This module may not change a choice; it says why one cannot be made. Start at
//! [`objection`].

use super::Choice;
use nextflow_config::Value;

/// Why a choice cannot be made beside the others; `None` when it can.
///
/// `others` gives what the other choices come to, `None` for what is not set. What only a run
/// can tell stands in nobody's way.
pub fn objection<'v>(
    choice: Choice,
    to: Option<&Value>,
    others: &impl Fn(Choice) -> Option<&'v Value>,
) -> Option<&'static str> {
    let on = |other| is_on(others(other));
    let wants_on = is_on(to);
    match choice {
        Choice::Freeze if wants_on && on(Choice::Mirror) => Some(
            "Freeze and Mirror exclude each other: with both, Nextflow stops. Switch Mirror off \
             first.",
        ),
        Choice::Mirror if wants_on && on(Choice::Freeze) => Some(
            "Mirror and Freeze exclude each other: with both, Nextflow stops. Switch Freeze off \
             first.",
        ),
        Choice::Mirror if wants_on && !names_container(others(Choice::Strategy)) => Some(
            "Mirror copies container images, so “Strategy” must have container. Add it \
             first.",
        ),
        Choice::Strategy if on(Choice::Mirror) && !names_container(to) => Some(
            "Mirror copies container images, so container has to stay. Switch Mirror off first.",
        ),
        Choice::Fusion if wants_on && !on(Choice::Wave) => {
            Some("Fusion needs Wave: without it, Nextflow stops. Switch Wave on first.")
        }
        Choice::Wave if !wants_on && on(Choice::Fusion) => {
            Some("Fusion needs Wave: without it, Nextflow stops. Switch Fusion off first.")
        }
        Choice::ScanLevels if to.is_some() && !requires_scan(others(Choice::ScanMode)) => {
            Some("Levels count with a required scan only. Choose “required” first.")
        }
        _ => None,
    }
}

/// What a choice still lacks beside the others; `None` when it is complete.
pub fn lacks<'v>(
    choice: Choice,
    others: &impl Fn(Choice) -> Option<&'v Value>,
) -> Option<&'static str> {
    let is_missing = match others(choice) {
        None | Some(Value::Null) => true,
        Some(Value::Text(text)) => text.trim().is_empty(),
        Some(_) => false,
    };
    if choice != Choice::BuildRepository || !is_missing {
        return None;
    }
    if is_on(others(Choice::Mirror)) {
        return Some(
            "Mirror needs a build repository, where the copies go: without it, Nextflow stops.",
        );
    }
    is_on(others(Choice::Freeze)).then_some(
        "Freeze needs a build repository for container images and Dockerfiles: without it, Wave \
         refuses them. Only packages can do without, where the Wave service has a repository \
         of its own for them, as Seqera’s has.",
    )
}

/// What is chosen is on; computed values are not known to be.
fn is_on(value: Option<&Value>) -> bool {
    value.and_then(Value::truth).unwrap_or_default()
}

fn requires_scan(mode: Option<&Value>) -> bool {
    match mode {
        Some(Value::Text(mode)) => mode.eq_ignore_ascii_case("required"),
        Some(Value::Unknown) => true,
        _ => false,
    }
}

/// Without a strategy there is the usual one, which has it.
fn names_container(strategy: Option<&Value>) -> bool {
    let is_container = |name: &str| name.trim() == "container";
    match strategy {
        None | Some(Value::Null | Value::Unknown) => true,
        Some(Value::Text(text)) => text.split(',').any(is_container),
        Some(Value::List(names)) => names.iter().any(|name| match name {
            Value::Text(name) => is_container(name),
            other => *other == Value::Unknown,
        }),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const ON: Value = Value::Bool(true);
    const OFF: Value = Value::Bool(false);

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    /// What stands in the way of a choice beside these.
    fn stands(choice: Choice, to: Option<&Value>, others: &[(Choice, Value)]) -> bool {
        let of = |wanted: Choice| {
            let found = others.iter().find(|(choice, _)| *choice == wanted);
            found.map(|(_, value)| value)
        };
        objection(choice, to, &of).is_some()
    }

    #[test]
    fn freeze_and_mirror_exclude_each_other_whichever_comes_second() {
        assert!(stands(Choice::Mirror, Some(&ON), &[(Choice::Freeze, ON)]));
        assert!(stands(Choice::Freeze, Some(&ON), &[(Choice::Mirror, ON)]));
        assert!(!stands(Choice::Mirror, Some(&OFF), &[(Choice::Freeze, ON)]));
        assert!(!stands(Choice::Mirror, Some(&ON), &[(Choice::Freeze, OFF)]));
    }

    #[test]
    fn a_text_that_says_false_freezes_and_so_excludes_mirror() {
        assert!(stands(
            Choice::Mirror,
            Some(&ON),
            &[(Choice::Freeze, text("false"))]
        ));
    }

    #[test]
    fn mirror_keeps_container_among_the_strategies() {
        let conda = Value::List(vec![text("conda")]);
        let both = Value::List(vec![text("conda"), text("container")]);
        for (strategy, objected) in [
            (text("conda"), true),
            (text("conda, container"), false),
            (conda, true),
            (both, false),
            (Value::Null, false),
            (Value::Unknown, false),
        ] {
            let beside = [(Choice::Strategy, strategy.clone())];
            assert_eq!(
                stands(Choice::Mirror, Some(&ON), &beside),
                objected,
                "{strategy:?}"
            );
            let beside = [(Choice::Mirror, ON)];
            assert_eq!(stands(Choice::Strategy, Some(&strategy), &beside), objected);
        }
        assert!(!stands(Choice::Strategy, None, &[(Choice::Mirror, ON)]));
    }

    #[test]
    fn fusion_and_wave_go_together() {
        assert!(stands(Choice::Fusion, Some(&ON), &[]));
        assert!(stands(Choice::Fusion, Some(&ON), &[(Choice::Wave, OFF)]));
        assert!(!stands(Choice::Fusion, Some(&ON), &[(Choice::Wave, ON)]));
        assert!(stands(Choice::Wave, Some(&OFF), &[(Choice::Fusion, ON)]));
        assert!(stands(Choice::Wave, None, &[(Choice::Fusion, ON)]));
    }

    #[test]
    fn levels_want_a_required_scan() {
        let levels = text("low");
        assert!(stands(Choice::ScanLevels, Some(&levels), &[]));
        let asynchronous = [(Choice::ScanMode, text("async"))];
        assert!(stands(Choice::ScanLevels, Some(&levels), &asynchronous));
        let required = [(Choice::ScanMode, text("required"))];
        assert!(!stands(Choice::ScanLevels, Some(&levels), &required));
        assert!(!stands(Choice::ScanLevels, None, &[]));
    }

    #[test]
    fn mirror_and_freeze_ask_for_a_repository() {
        for (others, asks) in [
            (vec![], false),
            (vec![(Choice::Freeze, ON)], true),
            (vec![(Choice::Mirror, ON)], true),
            (
                vec![(Choice::Mirror, ON), (Choice::BuildRepository, text(" "))],
                true,
            ),
            (
                vec![
                    (Choice::Mirror, ON),
                    (Choice::BuildRepository, text("quay.io/a")),
                ],
                false,
            ),
            (
                vec![
                    (Choice::Freeze, ON),
                    (Choice::BuildRepository, Value::Unknown),
                ],
                false,
            ),
        ] {
            let of = |wanted: Choice| {
                let found = others.iter().find(|(choice, _)| *choice == wanted);
                found.map(|(_, value)| value)
            };
            assert_eq!(
                lacks(Choice::BuildRepository, &of).is_some(),
                asks,
                "{others:?}"
            );
            assert_eq!(lacks(Choice::Freeze, &of), None);
        }
    }
}
