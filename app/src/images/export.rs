//! What Wave does with images, as files for programs: comma-separated values, and JSON.

use leptos::prelude::*;
use serde::Serialize;
use wavepass_core::wave::coverage::{Coverage, ImageLine};

use crate::browser;
use crate::csv_file;
use crate::ui::announcer::use_announcer;
use crate::ui::handlers::pressed;

/// The names of the columns.
const HEAD: [&str; 6] = ["Image", "Registry", "Credential", "Verdict", "Why", "Notes"];

/// What a file of JSON has.
#[derive(Serialize)]
struct Report {
    /// Whose credentials were looked at.
    context: String,
    /// What is assumed, in words.
    assumed: String,
    images: Vec<ImageLine>,
}

/// Takes the table along as a file.
#[component]
pub(crate) fn Export(
    /// Whose credentials were looked at.
    context: String,
    /// The table.
    coverage: Coverage,
    /// What is assumed, in words.
    assumed: Signal<String>,
) -> impl IntoView {
    let announcer = use_announcer();
    let coverage = StoredValue::new(coverage);
    let save = move |name: &str, text: &str| {
        browser::download(name, text);
        announcer.say(format!("Downloaded as {name}."));
    };
    let save_csv = move || save("images.csv", &coverage.with_value(csv));
    let save_json = move || {
        let report = Report {
            context: context.clone(),
            assumed: assumed.get_untracked(),
            images: coverage.with_value(Coverage::lines),
        };
        save("images.json", &json(&report));
    };
    view! {
        <button type="button" class="wp-button wp-button--small" on:click=pressed(save_csv)>
            "Download CSV"
        </button>
        <button type="button" class="wp-button wp-button--small" on:click=pressed(save_json)>
            "Download JSON"
        </button>
    }
}

fn csv(coverage: &Coverage) -> String {
    let head = HEAD.map(str::to_owned);
    let lines = coverage.lines().into_iter().map(|line| {
        [
            line.image,
            line.registry,
            line.credential.unwrap_or_default(),
            line.verdict.to_owned(),
            line.why.unwrap_or_default(),
            line.notes.join(" "),
        ]
    });
    csv_file::written(std::iter::once(head).chain(lines))
}

fn json(report: &Report) -> String {
    let mut text = serde_json::to_string_pretty(report).unwrap_or_default();
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;
    use wavepass_core::platform::Scope;
    use wavepass_core::registry::wave_setup::WaveSetup;

    use super::*;
    use crate::images::model::{Event, ImagesModel, Text};
    use crate::shell::routes::Place;
    use crate::ui::store::Model;

    fn coverage(text: &str) -> Coverage {
        let mut images = ImagesModel::new(Place::Personal, WaveSetup::default());
        images.update(Event::Typed(Text(text.to_owned())));
        images.update(Event::Checked);
        let found = images.found().unwrap();
        found.coverage(images.assumed(), Scope::Personal, Some(&[]), &[])
    }

    #[test]
    fn a_file_of_values_has_a_line_for_each_image() {
        let text = csv(&coverage("quay.io/org/tool:1\nghcr.io/org/other:2"));
        let mut lines = text.lines();
        assert_eq!(
            lines.next(),
            Some("Image,Registry,Credential,Verdict,Why,Notes")
        );
        assert!(
            lines
                .next()
                .unwrap()
                .starts_with("quay.io/org/tool:1,quay.io,,None,")
        );
        assert!(
            lines
                .next()
                .unwrap()
                .starts_with("ghcr.io/org/other:2,ghcr.io,,None,")
        );
    }

    #[test]
    fn a_file_of_json_says_what_was_assumed() {
        let report = Report {
            context: "Personal".to_owned(),
            assumed: "Launched by Platform".to_owned(),
            images: coverage("quay.io/org/tool:1").lines(),
        };
        let read: serde_json::Value = serde_json::from_str(&json(&report)).unwrap();
        assert_eq!(read["assumed"], "Launched by Platform");
        assert_eq!(read["images"][0]["image"], "quay.io/org/tool:1");
        assert_eq!(read["images"][0]["verdict"], "None");
        assert!(read["images"][0]["credential"].is_null());
    }
}
