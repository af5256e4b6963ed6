//! What the views of the list share.

use std::sync::Arc;

use leptos::prelude::*;
use wavepass_core::platform::Scope;

use super::contents::{Contents, Last};
use super::explanation::ExplainedNow;
use super::query::{Column, ListQuery};
use crate::credentials::delete::Deletion;
use crate::shell::routes::Place;
use crate::ui::handlers::pressed;
use crate::ui::reactive::text;

/// A list that is shown.
#[derive(Clone)]
pub(crate) struct ListView {
    /// What is in it.
    pub(crate) contents: RwSignal<Arc<Contents>>,
    /// What came of asking for it last.
    pub(crate) last: RwSignal<Last>,
    /// Where the rows lead.
    pub(crate) place: Place,
    /// The same for Platform.
    pub(crate) scope: Scope,
    /// The id of a row that was added a moment ago.
    pub(crate) new_row: Signal<Option<String>>,
    /// The id of the row from whose page somebody has come back.
    pub(crate) returned: Option<String>,
    /// Deletes a row.
    pub(crate) deletion: Deletion,
    /// What somebody asks of it.
    pub(crate) asked: RwSignal<ListQuery>,
    /// What in it is explained.
    pub(crate) explained: ExplainedNow,
    /// Loads it anew.
    pub(crate) again: Callback<()>,
}

/// The columns that it is ordered by, and their heads.
const COLUMNS: [(Column, &str); 6] = [
    (Column::Name, "Name"),
    (Column::Provider, "Provider"),
    (Column::Registry, "Registry server"),
    (Column::UserName, "User name"),
    (Column::LastUsed, "Last used"),
    (Column::Updated, "Last updated"),
];

/// How many columns the table has: those, the boxes before them and the actions after them.
pub(crate) const SPAN: usize = 1 + COLUMNS.len() + 1;

/// The head of the table. A press on a column orders by it.
#[component]
pub(crate) fn TableHead(
    /// What is asked.
    asked: RwSignal<ListQuery>,
    /// What stands before the columns.
    before: AnyView,
) -> impl IntoView {
    let mut number = 0;
    let columns = COLUMNS.map(|(column, label)| {
        number += 1;
        let press = move || asked.update(|asked| asked.sort = asked.sort.pressed(column));
        let sort = text(move || asked.with(|asked| asked.sort.of(column)));
        view! {
            <th scope="col" role="columnheader" aria-sort=sort>
                <button
                    type="button"
                    id=format!("sort-{number}")
                    class="wp-table__sort"
                    on:click=pressed(press)
                >
                    {label}
                </button>
            </th>
        }
        .into_any()
    });
    // Explicit roles: as cards on a narrow page the elements lose their own.
    view! {
        <caption class="wp-visually-hidden">"Credentials"</caption>
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {before}
                {Vec::from(columns)}
                <th scope="col" role="columnheader">
                    <span class="wp-visually-hidden">"Actions"</span>
                </th>
            </tr>
        </thead>
    }
}
