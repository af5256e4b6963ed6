//! The list with everything that it can be asked for, and of which only those lines are made that
//! can be seen. It comes when somebody asks for something, and for a long list.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::arrange::{Line, arrange};
use super::list_view::{ListView, TableHead};
use super::query::ListQuery;
use super::row::{row, row_link_id};
use super::scroll::use_scroll;
use super::toolbar::Toolbar;
use super::window::WHOLE;
use crate::browser;
use crate::shell::router::use_router;
use crate::ui::foreign::Foreign;
use crate::ui::reactive::{follow, only_if, text};

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
        new_row,
        contents,
        place,
        ..
    } = list.clone();
    let all = contents.rows.len();
    let mut providers: Vec<String> = Vec::new();
    for row in &contents.rows {
        let label = row.provider.label();
        if !providers.iter().any(|it| it == label) {
            providers.push(label.to_owned());
        }
    }
    let rows = StoredValue::new(contents);
    let lines = Memo::new(move |_| {
        let now = browser::now_millis();
        rows.with_value(|it| asked.with(|asked| arrange(&it.rows, &it.found, asked, now)))
    });
    let shown = Memo::new(move |_| {
        let is_row = |line: &&Line| matches!(line, Line::Row(_));
        lines.with(|lines| lines.iter().filter(is_row).count())
    });
    follow_address(asked, shown, place.credentials());

    let body = NodeRef::new();
    let count = Signal::derive(move || lines.with(Vec::len));
    let is_long = Memo::new(move |_| count.get() > WHOLE);
    let scroll = use_scroll(count, body);
    let window = scroll.window();
    // What is new is made before it takes the focus.
    follow(move || {
        let id = new_row.get();
        let is_new = |line: &Line| match line {
            Line::Row(row) => rows.with_value(|it| it.rows.get(*row).is_some_and(|it| it.id == id)),
            Line::Heading(..) => false,
        };
        let line = id
            .is_some()
            .then(|| lines.with_untracked(|lines| lines.iter().position(is_new)));
        if let Some(line) = line.flatten().filter(|line| !scroll.is_made(*line)) {
            let new_link = row_link_id(&id.unwrap_or_default());
            request_animation_frame(move || {
                scroll.bring(line);
                browser::focus_soon(&new_link);
            });
        }
    });
    let seen = move || {
        let range = window.with(|window| window.lines.clone());
        lines.with(|lines| {
            let start = range.start;
            let made = lines.get(range).unwrap_or_default().iter().cloned();
            made.enumerate()
                .map(|(at, line)| (start + at, line))
                .collect::<Vec<_>>()
        })
    };
    let make = move |(at, line): (usize, Line)| match line {
        Line::Heading(of, count) => view! { <Heading at of count/> }.into_any(),
        Line::Row(place) => row(&list, at, place),
    };
    view! {
        <Toolbar asked providers all shown/>
        <table
            class="wp-table"
            class:wp-table--long=is_long
            role="table"
            aria-rowcount=text(move || (count.get() + 1).to_string())
        >
            <TableHead asked/>
            <tbody role="rowgroup" node_ref=body>
                <Space of=Signal::derive(move || window.with(|window| window.above))/>
                <For each=seen key=|(at, line)| line.key(*at) children=make/>
                <Space of=Signal::derive(move || window.with(|window| window.below))/>
            </tbody>
        </table>
        {only_if(
            move || count.get() == 0,
            || view! { <p class="wp-notice">"No credentials are like that."</p> }.into_any(),
        )}
    }
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
    let typed = StoredValue::new((ListQuery::default(), 0));
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
        if !is_here || untrack(|| router.shown()) == address {
            return;
        }
        // What is typed in one go is one step, which Back takes back.
        let now = browser::now_millis();
        let (before, at) = typed.get_value();
        let is_one_go = query.differs_by_search(&before) && now - at < PAUSE;
        typed.set_value((query, now));
        if is_one_go {
            router.rename(&address);
        } else {
            router.step(&address);
        }
    });
}

/// What stands together below it.
#[component]
fn Heading(at: usize, of: String, count: usize) -> impl IntoView {
    view! {
        <tr role="row" class="wp-table__group" aria-rowindex=(at + 2).to_string()>
            <th scope="rowgroup" role="rowheader" colspan="7">
                <Foreign text=of/>
                <span class="wp-muted">" (" {count} ")"</span>
            </th>
        </tr>
    }
}

/// The place of the lines that are not made.
#[component]
fn Space(
    /// Its height, in pixels.
    of: Signal<f64>,
) -> impl IntoView {
    only_if(
        move || of.get() > 0.0,
        move || {
            let height = text(move || format!("{}px", of.get()));
            view! {
                <tr class="wp-table__space" aria-hidden="true">
                    <td colspan="7" style:height=height></td>
                </tr>
            }
            .into_any()
        },
    )
}
