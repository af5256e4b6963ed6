//! What the list is asked for: a search, what is left out, the order.

use std::sync::Arc;

use leptos::prelude::*;

use super::columns_menu::ColumnsMenu;
use super::contents::Contents;
use super::query::{Column, Group, ListQuery, Only, Sort};
use crate::ui::handlers::{entered, pressed};
use crate::ui::reactive::{dynamic, only_if, text};

/// The id of the search.
pub(crate) use crate::shell::keys::SEARCH;

/// The id of the first select, and of the button that brings it.
pub(crate) const FILTER: &str = "credentials-filter";

/// The id of the select that narrows the list to those that something is true of.
pub(crate) const ONLY: &str = "credentials-only";

/// The controls above the list.
#[component]
pub(crate) fn Toolbar(
    /// What is asked.
    asked: RwSignal<ListQuery>,
    /// What is in the list.
    contents: RwSignal<Arc<Contents>>,
    /// How many are shown.
    #[prop(into)]
    shown: Signal<usize>,
    /// The arrow from the search down to the rows was pressed.
    on_down: Callback<()>,
    /// When it was loaded.
    loaded: AnyView,
) -> impl IntoView {
    let providers = Memo::new(move |_| contents.with(|it| providers(it)));
    let search = text(move || asked.with(|asked| asked.search.clone()));
    let count = text(
        move || match (shown.get(), contents.with(|it| it.rows.len())) {
            (shown, all) if shown == all => format!("{all} credentials"),
            (shown, all) => format!("{shown} of {all} credentials"),
        },
    );
    let clear = move || {
        asked.update(|asked| {
            asked.search.clear();
            asked.provider.clear();
            asked.only = Only::All;
        });
        crate::browser::focus(SEARCH);
    };
    view! {
        <div class="wp-toolbar" role="search">
            <label class="wp-toolbar__item wp-toolbar__item--wide">
                <span class="wp-toolbar__label">"Search"</span>
                <input
                    id=SEARCH
                    class="wp-input"
                    type="search"
                    placeholder="Name, registry, user, description"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    prop:value=search
                    aria-keyshortcuts="ArrowDown"
                    on:input=entered(move |text| asked.update(|asked| asked.search = text))
                    on:keydown=move |event| {
                        if event.key() == "ArrowDown" {
                            event.prevent_default();
                            on_down.run(());
                        }
                    }
                />
            </label>
            <Choice
                id=FILTER
                label="Provider"
                choices=providers
                chosen=text(move || asked.with(|asked| asked.provider.clone()))
                on_choose=Callback::new(move |value| asked.update(|asked| asked.provider = value))
            />
            <Choice
                id=ONLY
                label="Show"
                choices=fixed(Only::ALL)
                chosen=text(move || asked.with(|asked| asked.only.value()))
                on_choose=Callback::new(move |value: String| {
                    asked.update(|asked| asked.only = Only::of(&value));
                })
            />
            <Choice
                id="credentials-sort"
                label="Sort by"
                choices=fixed(Column::ALL)
                chosen=text(move || asked.with(|asked| asked.sort.column.value()))
                on_choose=Callback::new(move |value: String| {
                    let column = Column::of(&value);
                    let descending = matches!(column, Column::LastUsed | Column::Updated);
                    asked.update(|asked| asked.sort = Sort { column, descending });
                })
            />
            <Choice
                id="credentials-group"
                label="Group by"
                choices=fixed(Group::ALL)
                chosen=text(move || asked.with(|asked| asked.group.value()))
                on_choose=Callback::new(move |value: String| {
                    asked.update(|asked| asked.group = Group::of(&value));
                })
            />
            <div class="wp-toolbar__found">
                <p role="status">{count}</p>
                {dynamic(move || hidden_order(asked))}
                {only_if(
                    move || asked.with(ListQuery::is_narrowing),
                    move || view! {
                        <button
                            type="button"
                            class="wp-button wp-button--small"
                            on:click=pressed(clear)
                        >
                            "Show all"
                        </button>
                    }
                    .into_any(),
                )}
                {loaded}
                <ColumnsMenu asked/>
            </div>
        </div>
    }
}

/// What the list is ordered by, where no head of a column says it.
fn hidden_order(asked: RwSignal<ListQuery>) -> AnyView {
    let order = asked.with(|asked| {
        let column = asked.hidden_order()?;
        Some((column, asked.sort.of(column)))
    });
    let said = order.map(|(column, direction)| {
        let label = column.label();
        view! { <p>"Sorted by a hidden column: " {label} ", " {direction}</p> }
    });
    said.into_any()
}

/// A value and what it says.
type Choices = Vec<(String, String)>;

/// Choices that stay as they are.
fn fixed<T>(all: &[(T, &str, &str)]) -> Memo<Choices> {
    let all = all.iter();
    let all: Choices = all
        .map(|(_, value, label)| ((*value).to_owned(), (*label).to_owned()))
        .collect();
    Memo::new(move |_| all.clone())
}

/// The providers that there are, by their names.
fn providers(contents: &Contents) -> Choices {
    let mut all: Choices = vec![(String::new(), "All".to_owned())];
    for row in &contents.rows {
        let label = row.provider.label();
        if !all.iter().any(|(it, _)| it == label) {
            all.push((label.to_owned(), label.to_owned()));
        }
    }
    all
}

/// A select with its label.
#[component]
fn Choice(
    id: &'static str,
    label: &'static str,
    choices: Memo<Choices>,
    chosen: Signal<String>,
    on_choose: Callback<String>,
) -> impl IntoView {
    let options = dynamic(move || {
        let options = choices.get().into_iter().map(|(value, label)| {
            let of = value.clone();
            let is_chosen = Signal::derive(move || chosen.with(|chosen| *chosen == of));
            view! { <option value=value prop:selected=is_chosen>{label}</option> }
        });
        options.collect_view().into_any()
    });
    view! {
        <div class="wp-toolbar__item">
            <label class="wp-toolbar__label" for=id>{label}</label>
            <select
                id=id
                class="wp-input wp-select"
                on:change=entered(move |value| on_choose.run(value))
            >
                {options}
            </select>
        </div>
    }
}
