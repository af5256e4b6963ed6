//! The list with everything that it can be asked for, and of which only those lines are made that
//! can be seen. It comes when somebody asks for something, and for a long list.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::platform::may::Action;
use web_sys::HtmlElement;

use super::arrange::{Line, RowTexts, arrange};
use super::bulk_bar::BulkBar;
use super::choice::{AllBox, Choosing, box_id, on_escape, row_box};
use super::contents::Contents;
use super::export::Export;
use super::freshness::Freshness;
use super::hidden_warnings::hidden_warnings;
use super::list_view::{ListView, SPAN, TableHead};
use super::query::{Column, Columns, Density, ListQuery};
use super::row::{row, row_link_id};
use super::row_focus::use_row_focus;
use super::scroll::{Scroll, use_scroll};
use super::selection::Selection;
use super::toolbar::Toolbar;
use super::window::WHOLE;
use crate::browser;
use crate::credentials::delete::several::SeveralDeletion;
use crate::credentials::describe::SeveralDescription;
use crate::credentials::list_address;
use crate::credentials::results::Chosen;
use crate::shell::permissions::use_permissions;
use crate::shell::router::use_router;
use crate::ui::announcer::use_announcer;
use crate::ui::foreign::Foreign;
use crate::ui::page_heading;
use crate::ui::reactive::{attribute, flag, follow, only_if, text};

/// The list that can be searched and ordered, in place of the plain one.
#[component]
pub(crate) fn SearchableTable(
    /// The list.
    list: ListView,
    /// Told when it is there.
    is_there: RwSignal<bool>,
) -> impl IntoView {
    take_focus_over();
    is_there.set(true);
    let ListView {
        asked,
        contents,
        place,
        scope,
        again,
        ..
    } = list.clone();
    let (lines, shown) = use_lines(contents, asked);
    follow_address(asked, shown, place.credentials());

    let body = NodeRef::new();
    let count = Signal::derive(move || lines.with(Vec::len));
    // However few of them are found, so that no column becomes wider or narrower with a key.
    let is_long = Memo::new(move |_| contents.with(|it| it.rows.len() > WHOLE));
    let columns = Memo::new(move |_| asked.with(|asked| asked.columns));
    let density = Memo::new(move |_| asked.with(|asked| asked.density));
    let span = text(move || (SPAN - columns.get().hidden().count()).to_string());
    let scroll = use_scroll(count, flag(move || !is_long.get()), body, move || {
        columns.track();
        density.track();
    });
    let window = scroll.window();
    follow_new_row(&list, lines, scroll);
    go_to_returned(&list, lines, scroll);
    let (chosen, to_describe) = (RwSignal::new(None), RwSignal::new(None));
    let choosing = use_choosing(contents, lines, scroll, chosen, to_describe);
    let selection = choosing.selection;
    // Rows of another answer are other rows.
    let answer = Memo::new(move |last: Option<&usize>| {
        contents.track();
        last.map_or(0, |last| last + 1)
    });
    let focus = use_row_focus(choosing.shown, choosing.go_to);
    let on_deleted = Callback::new(move |gone: Vec<String>| {
        if !gone.is_empty() {
            focus.are_deleted(&gone);
            again.run(());
        }
    });
    let soon = flag(move || !selection.with(Selection::is_empty));
    let dialogs = view! {
        <SeveralDeletion chosen soon scope on_end=on_deleted/>
        <SeveralDescription chosen=to_describe soon scope on_end=again/>
    };
    let seen = move || {
        let answer = answer.get();
        focus.are_made(answer);
        let range = window.with(|window| window.lines.clone());
        lines.with(|lines| seen_lines(lines, range, answer))
    };
    let loaded = view! {
        <Freshness list=list.clone()/>
        <Export contents lines asked place=list.place.clone()/>
    }
    .into_any();
    let make = move |(_, at, line): (usize, usize, Line)| match line {
        Line::Heading(of, count) => view! { <Heading at span of count/> }.into_any(),
        Line::Row(place) => contents.with_untracked(|it| {
            let choice = it.rows.get(place);
            let choice = choice.map(|it| row_box(choosing, it.id.as_deref(), it.label()));
            let below_name = hidden_warnings(columns, it, place, &list.place, list.explained);
            row(&list, it, at, place, choice.into_any(), below_name)
        }),
    };
    view! {
        <Toolbar asked contents shown on_down=Callback::new(move |()| choosing.go_to.run(0)) loaded/>
        <BulkBar choosing/>
        {dialogs}
        <table
            class="wp-table"
            class:wp-table--long=is_long
            class:wp-table--compact=flag(move || density.get() == Density::Compact)
            data-hides=attribute(move || hidden_names(columns.get()))
            role="table"
            aria-rowcount=text(move || (count.get() + 1).to_string())
            on:keydown=move |event| {
                if on_escape(selection, &event) {
                    event.prevent_default();
                }
            }
        >
            <TableHead asked before=view! { <AllBox choosing/> }.into_any()/>
            <tbody role="rowgroup" node_ref=body>
                <Space span of=Signal::derive(move || window.with(|window| window.above))/>
                <For each=seen key=|(answer, at, line)| (*answer, line.key(*at)) children=make/>
                <Space span of=Signal::derive(move || window.with(|window| window.below))/>
            </tbody>
        </table>
        {only_if(
            move || count.get() == 0,
            || view! { <p class="wp-notice">"No credentials are like that."</p> }.into_any(),
        )}
    }
}

/// The lines that are made, each with the number of the answer that it is of and its place.
fn seen_lines(lines: &[Line], range: Range<usize>, answer: usize) -> Vec<(usize, usize, Line)> {
    let start = range.start;
    let made = lines.get(range).unwrap_or_default().iter().cloned();
    made.enumerate()
        .map(|(at, line)| (answer, start + at, line))
        .collect()
}

/// The lines that are asked for, and how many of them are rows.
fn use_lines(
    contents: RwSignal<Arc<Contents>>,
    asked: RwSignal<ListQuery>,
) -> (Memo<Vec<Line>>, Memo<usize>) {
    let texts = Memo::new(move |_| contents.with(|it| RowTexts::of(&it.rows)));
    let lines = Memo::new(move |_| {
        let now = browser::now_millis();
        contents.with(|it| {
            asked.with(|asked| {
                let arranged = |texts: &_| arrange(&it.rows, &it.verdicts, texts, asked, now);
                if asked.search.is_empty() {
                    arranged(&RowTexts::default())
                } else {
                    texts.with(arranged)
                }
            })
        })
    });
    let shown = Memo::new(move |_| {
        let is_row = |line: &&Line| matches!(line, Line::Row(_));
        lines.with(|lines| lines.iter().filter(is_row).count())
    });
    (lines, shown)
}

/// Makes a new row before it takes the focus.
fn follow_new_row(list: &ListView, lines: Memo<Vec<Line>>, scroll: Scroll) {
    let (contents, new_row) = (list.contents, list.new_row);
    follow(move || {
        let Some(id) = new_row.get() else { return };
        let line = line_with(&id, lines, contents);
        if let Some(line) = line.filter(|line| !scroll.is_made(*line)) {
            request_animation_frame(move || {
                scroll.bring(line);
                browser::focus_soon(&row_link_id(&id));
            });
        }
    });
}

/// Gives the focus to the row from whose page somebody has come back, unless it is elsewhere by now.
/// The plain table, or none, was there when it was looked for.
fn go_to_returned(list: &ListView, lines: Memo<Vec<Line>>, scroll: Scroll) {
    let contents = list.contents;
    let Some(id) = list.returned.clone() else {
        return;
    };
    request_animation_frame(move || {
        let is_elsewhere = document().active_element().is_some_and(|element| {
            element.id() != page_heading::ID && element.tag_name() != "BODY"
        });
        // The page may be gone.
        let is_gone = lines.try_with_untracked(|_| ()).is_none();
        if is_elsewhere || is_gone {
            return;
        }
        let Some(line) = line_with(&id, lines, contents) else {
            return;
        };
        if !scroll.is_made(line) {
            scroll.bring(line);
        }
        browser::focus_soon(&row_link_id(&id));
    });
}

/// The line of the credential with this id.
fn line_with(id: &str, lines: Memo<Vec<Line>>, contents: RwSignal<Arc<Contents>>) -> Option<usize> {
    let is_it = |line: &Line| match line {
        Line::Row(row) => contents.with_untracked(|it| {
            let row = it.rows.get(*row);
            row.is_some_and(|row| row.id.as_deref() == Some(id))
        }),
        Line::Heading(..) => false,
    };
    lines.with_untracked(|lines| lines.iter().position(is_it))
}

/// What the views share of the rows that are selected. Those to be deleted are told to `chosen`,
/// those to be described to `to_describe`.
fn use_choosing(
    contents: RwSignal<Arc<Contents>>,
    lines: Memo<Vec<Line>>,
    scroll: Scroll,
    chosen: Chosen,
    to_describe: Chosen,
) -> Choosing {
    let selection = RwSignal::new(Selection::default());
    let permissions = use_permissions();
    let announcer = use_announcer();
    let selected_rows = move || {
        contents.with_untracked(|it| {
            let rows = it.rows.iter();
            let is_selected = |id: &String| selection.with_untracked(|it| it.has(id));
            let rows = rows.filter(|row| row.id.as_ref().is_some_and(is_selected));
            rows.cloned().collect::<Vec<_>>()
        })
    };
    let choosing = Choosing {
        is_range: StoredValue::new(false),
        selection,
        shown: Memo::new(move |_| contents.with(|it| lines.with(|lines| ids(lines, it)))),
        go_to: Callback::new(move |place| {
            let line = lines.with_untracked(|lines| line_of(lines, place));
            let row = line.and_then(|(line, row)| {
                contents.with_untracked(|it| Some((line, it.rows.get(row)?.id.clone()?)))
            });
            if let Some((line, id)) = row {
                if !scroll.is_made(line) {
                    scroll.bring(line);
                }
                browser::focus_soon(&box_id(&id));
            }
        }),
        delete: Callback::new(move |()| {
            // The key works where the button is off.
            if let Some(why) = untrack(|| permissions.why_not(Action::DeleteCredentials)) {
                announcer.notify(why);
                return;
            }
            chosen.set(Some(selected_rows()));
        }),
        describe: Callback::new(move |()| to_describe.set(Some(selected_rows()))),
    };
    // What is gone cannot be selected. A range goes on from what is there.
    follow(move || {
        let ids: BTreeSet<String> =
            contents.with(|it| it.rows.iter().filter_map(|row| row.id.clone()).collect());
        if !selection.with_untracked(Selection::is_empty) {
            selection.update(|it| it.keep(|id| ids.contains(id)));
        }
    });
    choosing
}

/// The ids of the rows among the lines, in their order.
fn ids(lines: &[Line], contents: &Contents) -> Vec<String> {
    let rows = lines.iter().filter_map(|line| match line {
        Line::Row(row) => contents.rows.get(*row)?.id.clone(),
        Line::Heading(..) => None,
    });
    rows.collect()
}

/// The line of the row at a place among the rows, and which row it is.
fn line_of(lines: &[Line], place: usize) -> Option<(usize, usize)> {
    let rows = lines.iter().enumerate();
    let mut rows = rows.filter_map(|(at, line)| match line {
        Line::Row(row) => Some((at, *row)),
        Line::Heading(..) => None,
    });
    rows.nth(place)
}

/// Gives the focus to what stands here in place of what has it in the plain list.
fn take_focus_over() {
    let focused = document().active_element();
    let focused = focused.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(id) = focused.map(|it| it.id()).filter(|id| !id.is_empty()) {
        // In the same turn in which this takes its place, so that no key is lost.
        Effect::new(move |_| browser::focus(&id));
    }
}

/// After how many milliseconds without a key something else is typed.
const PAUSE: i64 = 1500;

/// Keeps what is asked in the address, and asks what the address says.
fn follow_address(asked: RwSignal<ListQuery>, shown: Memo<usize>, path: String) {
    let router = use_router();
    let written = StoredValue::new(None::<String>);
    // What was asked last, when, and whether it was typed.
    let before = StoredValue::new((ListQuery::default(), 0, false));
    let here = path.clone();
    // A link to the list asks for all of it. What was asked before this was there counts.
    let mut is_first = asked.with_untracked(|asked| *asked != ListQuery::default());
    follow(move || {
        let address = router.shown();
        let is_here = address.split('?').next() == Some(here.as_str());
        let is_other = written.with_value(|written| written.as_ref() != Some(&address));
        if is_here && is_other && !std::mem::take(&mut is_first) {
            asked.set(ListQuery::read(|name| router.query(name)));
        }
    });
    follow(move || {
        let mut query = asked.get();
        // What is in no row may be a secret in the wrong place, and does not go into the address.
        if shown.get() == 0 {
            query.search.clear();
        }
        let address = format!("{path}{}", query.to_text());
        let is_here = untrack(|| router.shown()).split('?').next() == Some(path.as_str());
        written.set_value(Some(address.clone()));
        list_address::remember(&address);
        if !is_here || untrack(|| router.shown()) == address {
            return;
        }
        // What is typed in one go is one step, which Back takes back.
        let now = browser::now_millis();
        let (old, at, was_typed) = before.get_value();
        let is_typed = query.differs_by_search(&old);
        let is_one_go = is_typed && was_typed && now - at < PAUSE;
        before.set_value((query, now, is_typed));
        if is_one_go {
            router.rename(&address);
        } else {
            router.step(&address);
        }
    });
}

/// The names of the columns that are hidden, by which their style finds them; none where all are
/// shown.
fn hidden_names(columns: Columns) -> Option<String> {
    let names: Vec<_> = columns.hidden().map(Column::value).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// What stands together below it.
#[component]
fn Heading(at: usize, span: Signal<String>, of: String, count: usize) -> impl IntoView {
    view! {
        <tr role="row" class="wp-table__group" aria-rowindex=(at + 2).to_string()>
            <th scope="rowgroup" role="rowheader" colspan=span>
                <Foreign text=of/>
                <span class="wp-muted">" (" {count} ")"</span>
            </th>
        </tr>
    }
}

/// The place of the lines that are not made.
#[component]
fn Space(
    /// How many columns are shown.
    span: Signal<String>,
    /// Its height, in pixels.
    of: Signal<f64>,
) -> impl IntoView {
    only_if(
        move || of.get() > 0.0,
        move || {
            let height = text(move || format!("{}px", of.get()));
            view! {
                <tr class="wp-table__space" aria-hidden="true">
                    <td colspan=span style:height=height></td>
                </tr>
            }
            .into_any()
        },
    )
}
