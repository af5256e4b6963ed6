//! The list of credentials as it is at first: whole and in Platform's order. What it takes to
//! search and order it comes when somebody asks for something.

use std::sync::Arc;

use leptos::prelude::*;

use super::attention::Attention;
use super::attention_strip::AttentionStrip;
use super::contents::Contents;
use super::list_view::{ListView, TableHead};
use super::query::ListQuery;
use super::row::row;
use super::searchable::SearchableTable;
use super::toolbar::{FILTER, SEARCH};
use super::window::WHOLE;
use crate::shell::later_styles;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_part::LazyPart;
use crate::shell::router::use_router;
use crate::ui::handlers::{entered, pressed};
use crate::ui::reactive::{dynamic, flag, only_if};

/// From how many rows on a list can be searched.
const MANY: usize = 6;

/// How many rows of a long list are there until the rest comes.
const FIRST: usize = 30;

/// The table of credentials.
#[component]
pub(crate) fn CredentialsTable(
    /// What is in it.
    list: ListView,
) -> impl IntoView {
    let ListView {
        asked, contents, ..
    } = list;
    let is_asked_by_address = untrack(|| use_router().shown()).contains('?');
    let is_long = move || contents.with(|contents| contents.rows.len() > WHOLE);
    let is_there = RwSignal::new(false);
    let is_near = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let is_strip_open = RwSignal::new(false);
    let is_asked = move || asked.with(|asked| *asked != ListQuery::default());
    let is_wanted = flag(move || is_long() || is_asked_by_address || is_open.get() || is_asked());
    let of_part = list.clone();
    let fetch = fetch_view(searchable, move |make| {
        make(of_part.clone(), is_wanted, is_there, is_strip_open)
    });
    view! {
        <Attention contents is_near is_open=is_strip_open/>
        <LazyPart
            what="The rest of this page"
            wanted=flag(move || is_wanted.get() || is_strip_open.get())
            soon=is_near
            fetch
        />
        {dynamic(move || {
            if is_there.get() || is_asked_by_address {
                return ().into_any();
            }
            let (list, contents) = (list.clone(), contents.get());
            view! { <PlainTable list contents is_near is_open/> }.into_any()
        })}
    }
}

/// Makes the list that can be searched, and what to mend first.
type MakeSearchable = fn(ListView, Signal<bool>, RwSignal<bool>, RwSignal<bool>) -> AnyView;

comes_later! {
    /// The list that can be searched and ordered, and what to mend first.
    fn searchable() -> MakeSearchable {
        later_styles::apply();
        |list, is_wanted, is_there, is_strip_open| {
            let of_strip = list.clone();
            let make_strip = move || {
                view! { <AttentionStrip list=of_strip.clone() is_open=is_strip_open/> }.into_any()
            };
            // Nothing moves under a pointer that was only near.
            let is_shown = move || is_there.get() || is_wanted.get();
            let make = move || view! { <SearchableTable list=list.clone() is_there/> }.into_any();
            view! {
                {only_if(move || is_strip_open.get(), make_strip)}
                {only_if(is_shown, make)}
            }
            .into_any()
        }
    }
}

/// The list as it is at first.
#[component]
fn PlainTable(
    list: ListView,
    contents: Arc<Contents>,
    /// Somebody is at a control.
    is_near: RwSignal<bool>,
    /// Somebody wants all of them.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let asked = list.asked;
    let count = contents.rows.len();
    // Once somebody is at a control, what it does is fetched.
    let near = move || is_near.set(true);
    let toolbar = (count >= MANY).then(|| {
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
                        on:focus=move |_| near()
                        on:input=entered(move |text| asked.update(|asked| asked.search = text))
                    />
                </label>
                <button
                    type="button"
                    id=FILTER
                    class="wp-button"
                    on:pointerenter=move |_| near()
                    on:focus=move |_| near()
                    on:click=pressed(move || is_open.set(true))
                >
                    "Filter, sort, select"
                </button>
                <div class="wp-toolbar__found">
                    <p>{format!("{count} credentials")}</p>
                </div>
            </div>
        }
        .into_any()
    });
    let made = if count > WHOLE { FIRST } else { count };
    let rows = (0..made)
        .map(|at| row(&list, &contents, at, at, ().into_any(), ().into_any()))
        .collect::<Vec<_>>();
    view! {
        {toolbar}
        <table class="wp-table" role="table">
            <TableHead asked before=().into_any()/>
            <tbody role="rowgroup">{rows}</tbody>
        </table>
    }
}
