//! The whole story of what stands out about a credential, which its row says in a word or two.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::wave::MatchRule;
use wavepass_core::wave::preview::examples;
use web_sys::HtmlElement;

use crate::prefill;
use crate::shell::later_styles;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_part::LazyPart;
use crate::shell::routes::Place;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::menu;
use crate::ui::reactive::{dynamic, flag, follow};

/// What somebody wants to know more of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Explained {
    /// What the row says.
    pub(super) label: String,
    /// The whole story.
    pub(super) message: String,
    /// The page of the credential, where it has one.
    pub(super) details: Option<String>,
    /// The registry, as it is stored or should be.
    pub(super) registry: Option<String>,
    /// Whose credential it is.
    pub(super) place: Place,
}

impl Explained {
    /// The images page with an image that is written with the registry.
    fn images(&self) -> Option<String> {
        let registry = self.registry.as_deref()?;
        let image = examples(registry, MatchRule::LongestPath)
            .into_iter()
            .next()?;
        Some(prefill::check_image(&self.place, &image))
    }
}

/// What is explained now.
pub(crate) type ExplainedNow = RwSignal<Option<Explained>>;

/// The place of the explanation, whose code comes with the first one.
#[component]
pub(crate) fn ExplanationPlace(explained: ExplainedNow) -> impl IntoView {
    let wanted = flag(move || explained.with(Option::is_some));
    let fetch = fetch_view(explanation, move |make| make(explained));
    view! { <LazyPart what="The explanation" wanted soon=wanted fetch/> }
}

comes_later! {
    /// The explanation.
    fn explanation() -> fn(ExplainedNow) -> AnyView {
        later_styles::apply();
        |explained| view! { <Explanation explained/> }.into_any()
    }
}

/// Stands below what was pressed, until something else is pressed or the focus leaves it.
#[component]
fn Explanation(explained: ExplainedNow) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    // Whether it is about to be shown: what tells that the last one is gone comes late.
    let is_coming = StoredValue::new(false);
    follow(move || {
        if explained.with(Option::is_some) {
            is_coming.set_value(true);
            request_animation_frame(move || {
                // The list may be gone.
                if is_coming.try_get_value() == Some(true) {
                    is_coming.set_value(false);
                    open(panel);
                }
            });
        }
    });
    let label = move || explained.with(|it| it.as_ref().map(|it| visible(&it.label)));
    let toggled = move |event: leptos::ev::Event| {
        if !menu::is_opened(&event) && is_coming.try_get_value() == Some(false) {
            explained.try_set(None);
        }
    };
    let content = dynamic(move || {
        let Some(story) = explained.get() else {
            return ().into_any();
        };
        let images = story.images().map(|href| {
            view! { <a class="wp-button wp-button--small" href=href>"Check an image"</a> }
                .into_any()
        });
        let Explained {
            message, details, ..
        } = story;
        let details = details.map(|href| {
            view! { <a class="wp-button wp-button--small" href=href>"Details"</a> }.into_any()
        });
        view! {
            <p id=MESSAGE><Foreign text=message/></p>
            <div class="wp-buttons">{details} {images}</div>
        }
        .into_any()
    });
    view! {
        <div
            class="wp-menu wp-explanation"
            popover="auto"
            role="dialog"
            aria-label=label
            aria-describedby=MESSAGE
            tabindex="-1"
            node_ref=panel
            on:toggle=toggled
            on:keydown=move |event| {
                // What follows what was pressed is next, and not the end of the page.
                if event.key() == "Tab" && (event.shift_key() || !has_more(panel)) {
                    close(panel);
                }
            }
        >
            {content}
        </div>
    }
}

/// The id of the story.
const MESSAGE: &str = "explanation-message";

/// Shows it below what was pressed, which has the focus, unless that has gone elsewhere since.
fn open(panel: NodeRef<html::Div>) {
    let focused = document().active_element();
    let focused = focused.filter(|it| it.class_list().contains("wp-chip"));
    let focused = focused.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let (Some(panel), Some(beside)) = (panel.get_untracked(), focused) {
        // It fails only for what is open already or not in the page.
        let _ = panel.show_popover();
        menu::place(&panel, &beside);
        let _ = panel.focus();
    }
}

/// Closes it, which gives the focus back to what was pressed.
fn close(panel: NodeRef<html::Div>) {
    if let Some(panel) = panel.get_untracked() {
        // It fails only for what is closed already.
        let _ = panel.hide_popover();
    }
}

/// Whether the explanation has another link behind what has the focus.
fn has_more(panel: NodeRef<html::Div>) -> bool {
    let last = panel
        .get_untracked()
        .and_then(|panel| panel.query_selector("a:last-of-type").ok().flatten());
    last.is_some() && document().active_element() != last
}
