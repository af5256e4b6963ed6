//! Where a configuration goes, and which of several wins.
//!
//! Source: Seqera Platform's documentation of the launch form's advanced options, and the
//! order in which Nextflow reads its files.

use leptos::prelude::*;
use wavepass_core::launch::Target;

use crate::ui::reactive::dynamic;

/// What to do with the text.
#[component]
pub(super) fn Where(target: Memo<Target>) -> impl IntoView {
    dynamic(move || match target.get() {
        Target::LaunchForm => view! {
            <p>
                "Paste it into " <strong>"Nextflow config file"</strong> " under "
                <strong>"Advanced settings"</strong>
                " of the launch form, or of a pipeline."
            </p>
        }
        .into_any(),
        Target::ComputeEnvironment => view! {
            <p>
                "Paste it into " <strong>"Global Nextflow config"</strong>
                " when you create a compute environment. It cannot be changed by API \
                 afterwards. It fills in the launch form beforehand, and clearing the field \
                 there does not remove it."
            </p>
        }
        .into_any(),
        Target::PipelineFile => view! {
            <p>
                "Put it into " <code>"nextflow.config"</code>
                " of the pipeline’s repository. Everything else wins over it, without a word."
            </p>
        }
        .into_any(),
        Target::CommandLine => view! {
            <p>
                "Keep it as a file and run " <code>"nextflow run … -c FILE"</code>
                " with your Platform token in " <code>"TOWER_ACCESS_TOKEN"</code>
                ". The token itself is not in the file."
            </p>
        }
        .into_any(),
    })
}

/// The places of a configuration in a launch by Platform, the strongest first.
const ORDER: [(&str, Option<Target>); 4] = [
    (
        "Launch form, Nextflow config file",
        Some(Target::LaunchForm),
    ),
    (
        "What Platform sets by itself from the compute environment",
        None,
    ),
    (
        "Compute environment, Global Nextflow config",
        Some(Target::ComputeEnvironment),
    ),
    (
        "nextflow.config of the pipeline",
        Some(Target::PipelineFile),
    ),
];

/// The same for a run on a machine of one's own.
const OUTSIDE: [(&str, Option<Target>); 5] = [
    (
        "Options of the command line: -with-wave, -with-docker …",
        None,
    ),
    ("A file named with -c", Some(Target::CommandLine)),
    ("nextflow.config in the folder of the launch", None),
    ("nextflow.config of the pipeline", None),
    ("config in Nextflow’s home folder", None),
];

/// Which of several wins.
#[component]
pub(super) fn Order(target: Memo<Target>) -> impl IntoView {
    dynamic(move || {
        let here = target.get();
        let order: &[_] = if here == Target::CommandLine {
            &OUTSIDE
        } else {
            &ORDER
        };
        let rows = order.iter().map(|(place, of)| {
            let is_here = *of == Some(here);
            view! {
                <li aria-current=is_here.then_some("true")>
                    {*place}
                    {is_here.then_some(" – this one")}
                </li>
            }
        });
        view! {
            <details class="wp-order">
                <summary>"Which one wins"</summary>
                <p>
                    "All of these count together. Where two set the same option, the one \
                     further up wins:"
                </p>
                <ol>{rows.collect_view()}</ol>
            </details>
        }
        .into_any()
    })
}
