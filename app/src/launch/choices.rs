//! Everything that can be wanted of a configuration: what is used most at once, the rest folded, by
//! subject, and searched by name.

use leptos::prelude::*;
use nextflow_config::Value;
use wavepass_core::launch::Choice;

use super::choice::{ChoiceView, input_id};
use super::store::LaunchStore;
use crate::browser;
use crate::ui::handlers::entered;
use crate::ui::reactive::{only_if, text};

/// What most people want.
const COMMON: [Choice; 4] = [
    Choice::Wave,
    Choice::Freeze,
    Choice::BuildRepository,
    Choice::Strategy,
];

/// The others, by subject.
const GROUPS: [(&str, &[Choice]); 5] = [
    (
        "Images in your own registry",
        &[Choice::Mirror, Choice::CacheRepository],
    ),
    ("Security", &[Choice::ScanMode, Choice::ScanLevels]),
    ("Packages", &[Choice::CondaChannels, Choice::BuildTemplate]),
    ("Storage", &[Choice::Fusion]),
    ("Outside Platform", &[Choice::Workspace]),
];

/// The id of the box with all of them.
const ALL: &str = "all-options";

/// The id of the box with the others.
const MORE: &str = "more-options";

/// The choices.
#[component]
pub(crate) fn Choices(
    /// The page.
    page: LaunchStore,
) -> impl IntoView {
    let common = COMMON.map(|choice| view! { <ChoiceView page choice/> }.into_any());
    let folded = || {
        GROUPS
            .iter()
            .flat_map(|(_, choices)| choices.iter().copied())
    };
    let used = page.select_made(move |model| {
        let is_used = |choice: &Choice| model.wanted(*choice).is_some();
        folded().filter(is_used).count()
    });
    // What somebody has followed a link for, or the text says, is in sight from the start.
    let is_open = used.get_untracked() > 0;
    let summary = text(move || match used.get() {
        0 => format!("More options ({})", folded().count()),
        used => format!("More options ({}, {used} in use)", folded().count()),
    });
    // What is wanted, for who has closed the panel.
    let wanted = page.select_made(|model| {
        let is_on = |choice: &Choice| {
            model
                .wanted(*choice)
                .is_some_and(|it| *it != Value::Bool(false))
        };
        let all = Choice::ALL.into_iter().filter(is_on);
        all.map(Choice::label).collect::<Vec<_>>().join(", ")
    });
    let query = page.searched;
    let none = move || query.with(|query| !folded().any(|choice| is_found(choice, query)));
    let groups = GROUPS.map(|(title, choices)| {
        let is_hidden =
            move || query.with(|query| !choices.iter().any(|choice| is_found(*choice, query)));
        let choices = choices.iter().map(|choice| {
            let choice = *choice;
            let is_hidden = move || query.with(|query| !is_found(choice, query));
            view! {
                <div hidden=is_hidden>
                    <ChoiceView page choice/>
                </div>
            }
            .into_any()
        });
        view! {
            <fieldset class="wp-choices__group" hidden=is_hidden>
                <legend class="wp-choices__title">{title}</legend>
                {choices.collect::<Vec<_>>()}
            </fieldset>
        }
        .into_any()
    });
    view! {
        <section class="wp-card wp-choices" aria-labelledby="choices-title">
            <details class="wp-choices__all" id=ALL open>
                <summary>
                    <h2 class="wp-card__title" id="choices-title">
                        "Options"
                    </h2>
                    <span class="wp-muted">{wanted}</span>
                </summary>
                <div class="wp-choices__common">{Vec::from(common)}</div>
            <details class="wp-choices__more" id=MORE open=is_open>
                <summary>{summary}</summary>
                <div class="wp-choices__folded">
                    <input
                        class="wp-input"
                        type="search"
                        aria-label="Search options"
                        placeholder="Search: scan, wave.mirror"
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=query
                        on:input=entered(move |text| query.set(text))
                    />
                    {Vec::from(groups)}
                    {only_if(
                        none,
                        || view! { <p role="status">"No option is called like that."</p> }.into_any(),
                    )}
                </div>
            </details>
            </details>
        </section>
    }
}

/// Whether an option is meant by a search: all its words are in the name, the label or the reason.
fn is_found(choice: Choice, query: &str) -> bool {
    let text = format!("{} {} {}", choice.path(), choice.label(), choice.reason());
    let text = text.to_lowercase();
    let mut words = query.split_whitespace();
    words.all(|word| text.contains(&word.to_lowercase()))
}

/// Leads to an option, also where it is folded away.
pub(super) fn go_to(page: LaunchStore, choice: Choice) {
    browser::unfold(ALL);
    if !COMMON.contains(&choice) {
        browser::unfold(MORE);
        page.searched.set(String::new());
    }
    browser::focus_soon(&input_id(choice));
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn an_option_is_found_by_its_name_in_a_config_its_label_and_what_it_is_for() {
        for query in [
            "",
            "  ",
            "mirror",
            "wave.mirror",
            "MIRROR",
            "copies repository",
        ] {
            assert!(is_found(Choice::Mirror, query), "{query}");
        }
        for query in ["conda", "wave.mirrors", "mirror conda"] {
            assert!(!is_found(Choice::Mirror, query), "{query}");
        }
    }

    #[test]
    fn no_option_is_there_twice() {
        let mut all = COMMON.to_vec();
        all.extend(
            GROUPS
                .iter()
                .flat_map(|(_, choices)| choices.iter().copied()),
        );
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
