//! What Wave does with one registry credential, and its neighbours. What is said is decided in
//! [`model`].

mod model;

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::credentials::summary::gap;
use wavepass_core::platform::Scope;
use wavepass_core::platform::reader::Listed;

use crate::credentials::next_step::switch_wave_on;
use crate::credentials::wave_rule::heading;
use crate::guide_link::guide_link;
use crate::prefill;
use crate::shell::load::Load;
use crate::shell::routes::Place;
use crate::stored_credentials::use_stored;
use crate::ui::finding::FindingView;
use crate::ui::foreign::Foreign;
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::focus_heading;
use crate::ui::reactive::{only_if, text};
use crate::wave_setup;
use model::{ByRule, Neighbours, Remark, Remedy, Standing};

/// For which images Wave uses a credential, what stands in the way, and what to do about it.
#[component]
pub(super) fn WithWave(
    /// The credential.
    target: CredentialsSummary,
    /// Where it is stored.
    place: Place,
    /// The same for Platform.
    scope: Scope,
) -> impl IntoView {
    let listed = use_stored(scope);
    let show = Callback::new(move |list: Listed<CredentialsSummary>| {
        let id = target.id.as_deref().unwrap_or_default();
        let standing = Standing::of(&list.rows, id, &wave_setup::stored());
        let gap = gap(&list).map(|gap| view! { <p class="wp-notice">{gap}</p> });
        view! {
            {match standing {
                Some(standing) => view! {
                    <StandingView standing target=target.clone() place=place.clone()/>
                }
                .into_any(),
                None => view! {
                    <p>
                        "Platform’s list does not have these credentials, so it is not known what \
                         Wave does with them."
                    </p>
                }
                .into_any(),
            }}
            {gap}
        }
        .into_any()
    });
    view! {
        <section class="wp-card wp-part" aria-labelledby="with-wave">
            <h2 class="wp-card__title" id="with-wave">
                <IconView icon=Icon::Wave/>
                "With Wave"
            </h2>
            <Load fetched=listed what="Their neighbours" children=show/>
        </section>
    }
}

#[component]
fn StandingView(standing: Standing, target: CredentialsSummary, place: Place) -> impl IntoView {
    let id = target.id.clone().unwrap_or_default();
    let name = target.label().to_owned();
    let here = StoredValue::new((name, id, place));
    let remarks = standing.remarks.into_iter().map(|remark| {
        let (_, id, place) = here.get_value();
        view! { <RemarkView remark id place/> }
    });
    let remarks = remarks.collect_view();
    let rules = standing.rules.into_iter().map(|rule| {
        let (_, _, place) = here.get_value();
        view! { <RuleView rule place/> }
    });
    let rules = rules.collect_view();
    let check = standing.example.map(|image| {
        let link = here.with_value(|(_, _, place)| prefill::check_image(place, &image));
        view! { <a href=link class="wp-button">"Check an image"</a> }
    });
    let is_shown = RwSignal::new(false);
    let switch = standing.is_used.then(|| {
        view! {
            <button
                type="button"
                class="wp-button"
                aria-expanded=text(move || is_shown.get().to_string())
                on:click=pressed(move || is_shown.update(|shown| *shown = !*shown))
            >
                "Switch Wave on"
            </button>
        }
    });
    let has_buttons = check.is_some() || switch.is_some();
    let close = Callback::new(move |()| {
        is_shown.set(false);
        // The button that had the focus goes away.
        focus_heading();
    });
    view! {
        {remarks}
        {rules}
        {has_buttons.then(|| view! { <div class="wp-buttons">{check} {switch}</div> })}
        {only_if(
            move || is_shown.get(),
            move || here.with_value(|(name, id, place)| {
                switch_wave_on(name.clone(), id, place, close)
            }),
        )}
    }
}

/// Something that is wrong with the registry or the login, with the way to mend it.
#[component]
fn RemarkView(remark: Remark, id: String, place: Place) -> impl IntoView {
    let way = match remark.remedy {
        Remedy::None => None,
        Remedy::Host(host) => {
            let link = prefill::fix_host(&place, &id, &host);
            Some((link, format!("Fix: use {host}")))
        }
        Remedy::Login => Some((place.edit_credential(&id), "Change login".to_owned())),
    };
    let way = way.map(|(link, label)| {
        view! { <p><a href=link class="wp-button wp-button--small">{label}</a></p> }
    });
    let guide = remark
        .guide
        .and_then(|(registry, host)| guide_link(&place, registry, &host));
    let guide = guide.map(|guide| view! { <p>{guide}</p> });
    view! { <div> <FindingView finding=remark.finding on_fix=None/> {way} {guide} </div> }
}

/// What Wave does with it by one rule.
#[component]
fn RuleView(rule: ByRule, place: Place) -> impl IntoView {
    let beginning = rule
        .rule
        .map(|rule| view! { <strong>{heading(rule)}</strong> " " });
    let neighbours = rule.neighbours.into_iter();
    let neighbours = neighbours.map(|neighbours| {
        let Neighbours { what, named } = neighbours;
        let links = named.into_iter().enumerate().map(|(at, (name, id))| {
            let comma = (at > 0).then_some(", ");
            view! { {comma} <Named name id place=place.clone()/> }
        });
        view! { {what} " " {links.collect_view()} "." }
    });
    if rule.is_warning {
        let neighbours = neighbours.map(|it| view! { " " {it} });
        return view! {
            <div class="wp-finding wp-finding--warning">
                <IconView icon=Icon::Warning/>
                <p>{beginning} {rule.sentence} {neighbours.collect_view()}</p>
            </div>
        }
        .into_any();
    }
    let neighbours = neighbours.map(|it| view! { <p>{it}</p> });
    view! {
        <div class="wp-stack">
            <p>{beginning} {rule.sentence}</p>
            {neighbours.collect_view()}
        </div>
    }
    .into_any()
}

/// Other credentials, as the link to their page.
#[component]
fn Named(name: String, id: String, place: Place) -> impl IntoView {
    if id.is_empty() {
        view! { <Foreign text=name/> }.into_any()
    } else {
        view! { <a href=place.credential(&id)><Foreign text=name/></a> }.into_any()
    }
}
