//! Everything that can be wanted of a configuration, by subject.

use leptos::prelude::*;
use wavepass_core::launch::Choice;

use super::choice::ChoiceView;
use super::store::LaunchStore;

/// The choices, by subject.
const GROUPS: [(&str, &[Choice]); 6] = [
    ("Wave", &[Choice::Wave, Choice::Strategy]),
    (
        "Images in your own registry",
        &[
            Choice::Freeze,
            Choice::Mirror,
            Choice::BuildRepository,
            Choice::CacheRepository,
        ],
    ),
    ("Security", &[Choice::ScanMode, Choice::ScanLevels]),
    ("Packages", &[Choice::CondaChannels, Choice::BuildTemplate]),
    ("Storage", &[Choice::Fusion]),
    ("Outside Platform", &[Choice::Workspace]),
];

/// The choices.
#[component]
pub(crate) fn Choices(
    /// The page.
    page: LaunchStore,
) -> impl IntoView {
    let groups = GROUPS.into_iter().map(|(title, choices)| {
        let choices = choices.iter().map(|choice| {
            let choice = *choice;
            view! { <ChoiceView page choice/> }
        });
        view! {
            <fieldset class="wp-choices__group">
                <legend class="wp-choices__title">{title}</legend>
                {choices.collect_view()}
            </fieldset>
        }
    });
    view! {
        <section class="wp-card wp-choices" aria-labelledby="choices-title">
            <h2 class="wp-card__title" id="choices-title">
                "What you want"
            </h2>
            {groups.collect_view()}
        </section>
    }
}
