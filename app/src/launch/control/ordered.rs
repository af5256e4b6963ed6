//! A choice of any of a few whose order counts.

use leptos::ev::Event;
use leptos::prelude::*;
use wavepass_core::finding::Finding;

use super::{Group, Wanted, list, texts, toggle};
use crate::browser::focus_soon;
use crate::ui::announcer::use_announcer;
use crate::ui::handlers::pressed;

/// Any of a few, in their order. What is not chosen stands below.
#[component]
pub(in super::super) fn Ordered(
    id: String,
    label: &'static str,
    name: &'static str,
    help: &'static str,
    names: &'static [&'static str],
    wanted: Wanted,
    findings: Signal<Vec<Finding>>,
) -> impl IntoView {
    let announcer = use_announcer();
    let chosen = Memo::new(move |_| wanted.value.with(|value| texts(value.as_ref())));
    let lines = move || chosen.with(|chosen| lines(chosen, names));
    let prefix = StoredValue::new(id.clone());
    let choose = move |event: Event, name: &str| {
        if toggle(&event, chosen, wanted, name) {
            // The line was put elsewhere, and the focus was on it.
            prefix.with_value(|id| focus_soon(&format!("{id}-{name}")));
        }
    };
    let shift = move |name: &str, step: Step| {
        let mut all = chosen.get_untracked();
        let Some(to) = moved(&mut all, name, step) else {
            return;
        };
        let count = all.len();
        if wanted.choose.run(list(all)) {
            announcer.say(format!("{name} is number {} of {count}.", to + 1));
            prefix.with_value(|id| focus_soon(&format!("{id}-{name}-{}", step.name())));
        }
    };
    let line = move |line: Line| {
        let name = StoredValue::new(line.name.clone());
        let step = |step: Step, sign: &'static str| {
            let id = prefix.with_value(|id| format!("{id}-{}-{}", line.name, step.name()));
            view! {
                <button
                    type="button"
                    id=id
                    class="wp-button wp-button--icon wp-button--small"
                    aria-label=format!("Move {} {}", line.name, step.name())
                    on:click=pressed(move || name.with_value(|name| shift(name, step)))
                >
                    <span aria-hidden="true">{sign}</span>
                </button>
            }
            .into_any()
        };
        let steps = line
            .number
            .map(|_| vec![step(Step::Up, "↑"), step(Step::Down, "↓")]);
        view! {
            <li class="wp-ordered__line">
                <label class="wp-check">
                    <input
                        type="checkbox"
                        id=prefix.with_value(|id| format!("{id}-{}", line.name))
                        prop:checked=line.number.is_some()
                        on:change=move |event| name.with_value(|name| choose(event, name))
                    />
                    <span>
                        {line.number.map(|number| format!("{number}. "))}
                        {line.name.clone()}
                    </span>
                </label>
                {steps}
            </li>
        }
    };
    view! {
        <Group id label name help findings>
            <ul class="wp-ordered">
                <For each=lines key=Line::clone children=line/>
            </ul>
        </Group>
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Line {
    name: String,
    /// Its place among the chosen ones, counted from 1.
    number: Option<usize>,
}

/// The chosen ones in their order, then the others.
fn lines(chosen: &[String], names: &[&str]) -> Vec<Line> {
    let others = names
        .iter()
        .filter(|name| !chosen.iter().any(|one| one == *name));
    let numbered = chosen.iter().enumerate().map(|(at, name)| Line {
        name: name.clone(),
        number: Some(at + 1),
    });
    let others = others.map(|name| Line {
        name: (*name).to_owned(),
        number: None,
    });
    numbered.chain(others).collect()
}

/// A step in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Up,
    Down,
}

impl Step {
    const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }
}

/// Takes a step with one of them, and tells where it is then, counted from 0; nothing where there is
/// no such step.
fn moved(all: &mut [String], name: &str, step: Step) -> Option<usize> {
    let at = all.iter().position(|one| one == name)?;
    let to = match step {
        Step::Up => at.checked_sub(1)?,
        Step::Down => Some(at + 1).filter(|to| *to < all.len())?,
    };
    all.swap(at, to);
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const NAMES: [&str; 3] = ["container", "dockerfile", "conda"];

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn chosen_ones_stand_first_in_their_order_and_what_is_unknown_is_kept() {
        let shown = |chosen: &[&str]| -> Vec<String> {
            let lines = lines(&owned(chosen), &NAMES).into_iter();
            lines
                .map(|line| match line.number {
                    Some(number) => format!("{number} {}", line.name),
                    None => line.name,
                })
                .collect()
        };
        assert_eq!(shown(&[]), NAMES);
        assert_eq!(
            shown(&["conda", "container"]),
            ["1 conda", "2 container", "dockerfile"]
        );
        assert_eq!(
            shown(&["spack", "conda"]),
            ["1 spack", "2 conda", "container", "dockerfile"]
        );
    }

    #[test]
    fn a_step_beyond_an_end_is_none() {
        for (name, step, expected) in [
            ("a", Step::Down, Some((1, ["b", "a", "c"]))),
            ("b", Step::Up, Some((0, ["b", "a", "c"]))),
            ("c", Step::Up, Some((1, ["a", "c", "b"]))),
            ("a", Step::Up, None),
            ("c", Step::Down, None),
            ("x", Step::Up, None),
        ] {
            let mut all = owned(&["a", "b", "c"]);
            let to = moved(&mut all, name, step);
            let after = expected.map_or(owned(&["a", "b", "c"]), |(_, after)| owned(&after));
            assert_eq!(
                (to, all),
                (expected.map(|(to, _)| to), after),
                "{name} {step:?}"
            );
        }
    }
}
