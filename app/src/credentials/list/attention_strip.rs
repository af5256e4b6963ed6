//! What to mend first: the credentials that need attention, what breaks a run before the rest, each
//! with its way out. Which and in which order is said in [`wavepass_core::credentials::attention`].

use leptos::ev;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::credentials::attention::{Line, rank};
use wavepass_core::platform::may::Action;
use web_sys::Element;

use super::attention::WHAT_FIRST;
use super::contents::Contents;
use super::list_view::ListView;
use super::query::{ListQuery, Only};
use super::toolbar::ONLY;
use super::way_out::{Leads, WayOut};
use crate::browser;
use crate::shell::permissions::{WHY_NOT, use_permissions};
use crate::shell::router::leads_away;
use crate::shell::routes::Place;
use crate::ui::foreign::Foreign;
use crate::ui::page_heading::focus_heading;
use crate::ui::reactive::{only_if, text};
use crate::wave_setup;

/// The id of the strip's heading.
const HEADING: &str = "mend-first";

/// Where Escape closes the strip.
const ITS_OWN: &str = ".wp-strip, #what-first";

/// What to mend first, while it is open.
#[component]
pub(crate) fn AttentionStrip(
    /// The list.
    list: ListView,
    /// Whether it is open.
    is_open: RwSignal<bool>,
) -> impl IntoView {
    let ListView {
        contents,
        last,
        place,
        asked,
        ..
    } = list;
    let setup = wave_setup::stored();
    let ranking = Memo::new(move |_| {
        // The same list may be another day's.
        last.track();
        let now = browser::now_millis() / 1000;
        contents.with(|it| rank(&it.rows, &it.verdicts, &setup, now))
    });
    close_by_escape(is_open);
    // With the last row the list goes.
    on_cleanup(focus_what_is_left);
    let here = place.clone();
    let lines = move || {
        keep_focus();
        let shown = |line: &Line| contents.with_untracked(|it| Shown::of(line, it, &here));
        ranking.with(|ranking| ranking.lines.iter().map(shown).collect::<Vec<_>>())
    };
    let here = StoredValue::new(place);
    let make = move |shown: Shown| here.with_value(|place| shown.view(place, asked));
    let rest = text(move || ranking.with(|it| said_of_rest(it.all, it.rest)));
    let has_some = move || {
        let has_some = ranking.with(|ranking| ranking.all > 0);
        // With the last one that needs attention go the strip and its button.
        if !has_some && is_focused(ITS_OWN) {
            focus_what_is_left();
        }
        has_some
    };
    only_if(has_some, move || {
        let lines = lines.clone();
        view! {
            <section class="wp-card wp-strip" aria-labelledby=HEADING>
                <h2 class="wp-card__title" id=HEADING tabindex="-1">
                    "What to mend first"
                </h2>
                <ol class="wp-strip__lines">
                    <For each=lines key=Shown::key children=make/>
                </ol>
                {only_if(
                    move || rest.with(|rest| !rest.is_empty()),
                    move || {
                        let link = here.with_value(|place| {
                            narrowing(place, asked, Only::Attention, rest)
                        });
                        view! { <p class="wp-strip__rest">{link}</p> }.into_any()
                    },
                )}
            </section>
        }
        .into_any()
    })
}

/// What leads to all of them; empty where all there is to see is seen.
fn said_of_rest(all: usize, rest: usize) -> String {
    match (all, rest) {
        (0 | 1, _) => String::new(),
        (all, 0) => format!("Show all {all} in the list"),
        (all, rest) => format!("And {rest} more: show all {all} in the list"),
    }
}

/// A line as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    line: Line,
    /// Ids and names of those that are named.
    named: Vec<(Option<String>, String)>,
    way_out: WayOut,
}

impl Shown {
    fn of(line: &Line, contents: &Contents, place: &Place) -> Self {
        let named = line.named.iter().filter_map(|at| {
            let row = contents.rows.get(*at)?;
            Some((row.id.clone(), row.label().to_owned()))
        });
        Self {
            line: line.clone(),
            named: named.collect(),
            way_out: WayOut::of(line, &contents.rows, place),
        }
    }

    /// What tells it from every other line, and from what it was before.
    fn key(&self) -> String {
        let Self {
            line,
            named,
            way_out,
        } = self;
        format!("{} {} {named:?} {way_out:?}", line.count, line.message)
    }

    fn view(self, place: &Place, asked: RwSignal<ListQuery>) -> AnyView {
        let Self {
            line,
            named,
            way_out,
        } = self;
        let (count, rest) = (line.count, line.count - named.len());
        let several = (count > 1).then(|| {
            view! { <strong>{format!("{count} credentials {}: ", line.cause.of_several())}</strong> }
        });
        let mut is_first = true;
        let names = named.into_iter().map(|(id, name)| {
            let comma = (!std::mem::take(&mut is_first)).then_some(", ");
            let name = view! { <Foreign text=name/> };
            let name = match id {
                Some(id) => view! { <a href=place.credential(&id)>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            view! { {comma} {name} }
        });
        let names = names.collect_view();
        let more = (rest > 0).then(|| format!(" and {rest} more"));
        view! {
            <li>
                <p class="wp-strip__names">{several} {names} {more}</p>
                <p><Foreign text=line.message/></p>
                <p class="wp-strip__way">{way_out_link(way_out, place, asked)}</p>
            </li>
        }
        .into_any()
    }
}

fn way_out_link(way_out: WayOut, place: &Place, asked: RwSignal<ListQuery>) -> AnyView {
    let WayOut { label, of, leads } = way_out;
    let permissions = use_permissions();
    let (href, action) = match leads {
        Leads::Narrows(only) => return narrowing(place, asked, only, text(move || label.clone())),
        Leads::Shows(href) => (href, None),
        Leads::Changes(href) => (href, Some(Action::ChangeCredentials)),
        Leads::Adds(href) => (href, Some(Action::AddCredentials)),
    };
    let of = of.map(|of| {
        view! { <span class="wp-visually-hidden">" for " <Foreign text=of/></span> }
    });
    let said = view! { <Foreign text=label/> {of} };
    match action {
        None => view! { <a href=href>{said}</a> }.into_any(),
        Some(action) => view! {
            <a href=href aria-disabled=permissions.off(action) aria-describedby=WHY_NOT>
                {said}
            </a>
        }
        .into_any(),
    }
}

/// A link to the list that is narrowed. In this page it is narrowed where it stands.
fn narrowing(
    place: &Place,
    asked: RwSignal<ListQuery>,
    only: Only,
    label: Signal<String>,
) -> AnyView {
    let query = ListQuery {
        only,
        ..ListQuery::default()
    };
    let href = format!("{}{}", place.credentials(), query.to_text());
    let press = move |event: MouseEvent| {
        if leads_away(&event) {
            event.prevent_default();
            asked.set(query.clone());
            // It says how the list is narrowed, and stands above it.
            browser::focus_soon(ONLY);
        }
    };
    view! { <a href=href on:click=press>{label}</a> }.into_any()
}

/// Closes the strip when Escape is pressed in it or on its button, which gets the focus.
fn close_by_escape(is_open: RwSignal<bool>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
        let is_inside = |it: Element| matches!(it.closest(ITS_OWN), Ok(Some(_)));
        if event.key() == "Escape" && !event.default_prevented() && target.is_some_and(is_inside) {
            browser::focus(WHAT_FIRST);
            is_open.set(false);
        }
    });
    on_cleanup(move || handle.remove());
}

/// Gives the focus to the heading when the line that has it is about to go.
fn keep_focus() {
    if is_focused(".wp-strip") {
        // In the same turn, so that no key is lost.
        queue_microtask(|| {
            // With the last line the strip may be gone already.
            if has_focus_nowhere() && !browser::focus(HEADING) {
                focus_heading();
            }
        });
    }
}

/// Gives the focus to the heading of the page when what has it is about to go.
fn focus_what_is_left() {
    request_animation_frame(|| {
        if has_focus_nowhere() {
            focus_heading();
        }
    });
}

/// Whether the focus is on such an element, or inside one.
fn is_focused(selector: &str) -> bool {
    let focused = document().active_element();
    focused.is_some_and(|it| matches!(it.closest(selector), Ok(Some(_))))
}

fn has_focus_nowhere() -> bool {
    let focused = document().active_element();
    focused.is_none_or(|it| it.tag_name() == "BODY")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn how_many_more_there_are_is_said_where_there_are_more() {
        for (all, rest, said) in [
            (0, 0, ""),
            (1, 0, ""),
            (2, 0, "Show all 2 in the list"),
            (9, 4, "And 4 more: show all 9 in the list"),
        ] {
            assert_eq!(said_of_rest(all, rest), said);
        }
    }
}
