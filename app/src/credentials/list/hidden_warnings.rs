//! What is wrong with a credential is said whatever columns are hidden: beside the name, in place
//! of the column that would say it.

use leptos::prelude::*;

use super::audit_chips::{AuditChips, Chip};
use super::contents::Contents;
use super::explanation::ExplainedNow;
use super::query::{Column, Columns};
use super::row::State;
use crate::shell::routes::Place;
use crate::ui::reactive::dynamic;

/// The warnings about a row that stand in columns that are hidden.
pub(crate) fn hidden_warnings(
    columns: Memo<Columns>,
    contents: &Contents,
    row: usize,
    place: &Place,
    explained: ExplainedNow,
) -> AnyView {
    let (Some(row), Some(chips)) = (contents.rows.get(row), contents.chips.get(row)) else {
        return ().into_any();
    };
    let chips = chips.iter().filter(|chip| chip.warning().is_some());
    let chips: Vec<Chip> = chips.cloned().collect();
    if chips.is_empty() && !row.has_bad_state() {
        return ().into_any();
    }
    let (row, place) = (row.clone(), place.clone());
    dynamic(move || {
        let hides = |column| !columns.get().has(column);
        let state = hides(Column::Provider).then(|| view! { <State row=row.clone()/> });
        let chips = hides(Column::Registry).then(|| {
            view! {
                <AuditChips
                    chips=chips.clone()
                    id=row.id.clone()
                    name=row.label().to_owned()
                    registry=row.registry_text().map(str::to_owned)
                    place=place.clone()
                    explained
                />
            }
        });
        view! { {state} {chips} }.into_any()
    })
    .into_any()
}
