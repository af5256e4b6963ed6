//! What Nextflow's strict parser will refuse of the text, and the rewrites that need no thought.
//! The code comes when somebody wants to know.

use leptos::prelude::*;
use nextflow_config::syntax::Lines;
use nextflow_config::{Repair, Replacement, StrictUpgrade, strict_upgrade};
use wavepass_core::launch::secrets::may_quote;
use wavepass_core::launch::{ConfigFinding, ConfigFix};

use super::line_link::line_link;
use super::model::Event;
use super::store::LaunchStore;
use crate::shell::lazy::{comes_later, fetch_view};
use crate::shell::lazy_part::LazyPart;
use crate::ui::finding::FindingView;
use crate::ui::handlers::pressed;
use crate::ui::reactive::{dynamic, only_if};
use crate::ui::sentence::Sentence;

/// The part that can be opened.
#[component]
pub(super) fn StrictCheck(page: LaunchStore) -> impl IntoView {
    let wanted = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let toggled = move |event: leptos::ev::Event| {
        let is_now = event_target::<web_sys::Element>(&event).has_attribute("open");
        is_open.set(is_now);
        if is_now {
            wanted.set(true);
        }
    };
    let fetch = fetch_view(strict_check, move |make| make((page, is_open)));
    view! {
        <details class="wp-launch__around" on:toggle=toggled>
            <summary>"Check for the strict parser"</summary>
            <LazyPart what="The check" wanted=wanted.into() soon=wanted fetch/>
        </details>
    }
}

comes_later! {
    /// What comes of the check.
    fn strict_check() -> fn((LaunchStore, RwSignal<bool>)) -> AnyView {
        |(page, is_open)| view! { <Outcome page is_open/> }.into_any()
    }
}

/// What comes of the check, as long as somebody looks.
#[component]
fn Outcome(page: LaunchStore, is_open: RwSignal<bool>) -> impl IntoView {
    only_if(
        move || is_open.get(),
        move || {
            let text = page.read_text();
            let upgrade = Memo::new(move |_| text.with(|text| strict_upgrade(text, may_quote)));
            dynamic(move || {
                let lines = text.with(|text| Lines::of(text));
                upgrade.with(|upgrade| told(page, upgrade, &lines))
            })
            .into_any()
        },
    )
}

fn told(page: LaunchStore, upgrade: &StrictUpgrade, lines: &Lines) -> AnyView {
    let place = |span| line_link(page, span, lines);
    if upgrade.rewrites.is_empty() && upgrade.left.is_empty() {
        return view! {
            <p>
                "The strict parser, which Nextflow uses by itself from 26.04 on, takes this text as \
                 it is."
            </p>
        }
        .into_any();
    }
    let rewrites = upgrade.rewrites.iter().map(|rewrite| {
        let text = rewrite.message.clone();
        view! {
            <li class="wp-said__row">
                <p>
                    <Sentence text/>
                </p>
                <div class="wp-said__ways">{place(rewrite.replacement.span)}</div>
            </li>
        }
    });
    let rewrites: Vec<_> = rewrites.collect();
    let count = rewrites.len();
    let replacements: Vec<Replacement> = upgrade
        .rewrites
        .iter()
        .map(|rewrite| rewrite.replacement.clone())
        .collect();
    let label = match count {
        1 => "Rewrite this place".to_owned(),
        count => format!("Rewrite these {count} places"),
    };
    let fix = ConfigFix {
        label: label.clone(),
        repair: Repair::Replace(replacements),
    };
    let safe = (count > 0).then(|| {
        view! {
            <h3>"Can be written so that both parsers take it"</h3>
            <p>"The settings stay the same, with and without each profile."</p>
            <ul class="wp-said__list">{rewrites}</ul>
            <div class="wp-buttons">
                <button
                    type="button"
                    class="wp-button"
                    on:click=pressed(move || page.dispatch(Event::FixPressed(fix.clone())))
                >
                    {label}
                </button>
            </div>
        }
    });
    let left = upgrade.left.iter().map(|left| {
        let said = ConfigFinding::from(left.clone());
        view! {
            <li class="wp-said__row">
                <FindingView finding=said.finding on_fix=None/>
                <div class="wp-said__ways">{said.span.map(place)}</div>
            </li>
        }
    });
    let left: Vec<_> = left.collect();
    let left = (!left.is_empty()).then(|| {
        view! {
            <h3>"What is left for you to change"</h3>
            <ul class="wp-said__list">{left}</ul>
        }
    });
    view! {
        <div class="wp-stack">
            <p>
                "Nextflow uses its strict parser by itself from 26.04 on. This is what it refuses \
                 of this text."
            </p>
            {safe}
            {left}
        </div>
    }
    .into_any()
}
