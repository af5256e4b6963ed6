//! The question before a pipeline gets another configuration.

use leptos::prelude::*;
use wavepass_core::launch::RefusedBy;
use wavepass_core::platform::outcome::{ApplyError, NotDone};

use super::diff::{DiffView, Line, lines};
use super::model::pipeline::{Applying, Proposal};
use super::model::{Event, LaunchModel};
use super::store::LaunchStore;
use crate::ui::dialog::{Dialog, DialogButtons};
use crate::ui::foreign::visible;
use crate::ui::reactive::{dynamic, text};
use crate::ui::sentence::Sentence;

/// What changes, and whether it shall.
#[component]
pub(super) fn Question(page: LaunchStore) -> impl IntoView {
    let proposal = page.select(|model| model.proposal().cloned());
    let name = text(move || {
        let label = proposal.with(|it| it.as_ref().map(|it| it.loaded.entry.label()));
        visible(&label.unwrap_or_default())
    });
    let applying = page.select(|model| model.applying().clone());
    let open = Signal::derive(move || applying.with(|applying| *applying != Applying::No));
    let pending = Signal::derive(move || applying.with(|applying| *applying == Applying::Sent));
    let cancel = move || page.dispatch(Event::ApplyCancelled);
    let known = page.select(LaunchModel::obstacle);
    let changes = move || {
        proposal.with(|it| {
            let it = it.as_ref();
            it.map(|it| lines(it.loaded.launch.config_text(), &it.draft.text))
                .unwrap_or_default()
        })
    };
    // What somebody else has changed of its config since it was loaded.
    let theirs = Memo::new(move |_| {
        let Applying::Asked(Some(ApplyError::Changed(now))) = applying.get() else {
            return None;
        };
        proposal.with(|it| {
            let before = it.as_ref()?.loaded.launch.config_text();
            Some(lines(before, now.config_text()))
        })
    });
    let way = Signal::derive(move || -> (&'static str, fn() -> Event) {
        if theirs.with(Option::is_some) {
            ("Start from what is there now", || Event::ApplyAnew)
        } else if proposal.with(|it| it.as_ref().is_some_and(|it| it.overwrites)) {
            ("Overwrite it", || Event::ApplyConfirmed)
        } else {
            ("Apply", || Event::ApplyConfirmed)
        }
    });
    view! {
        <Dialog
            id="apply"
            title=text(move || format!("Apply to “{}”?", name.get()))
            open
            on_cancel=move |()| cancel()
        >
            <p>
                "The pipeline’s config becomes this, for everybody who launches it. Everything \
                 else of its launch stays as it is. Where Platform keeps versions of pipelines, a \
                 new version is published."
            </p>
            {dynamic(move || {
                let changes = changes();
                if changes.is_empty() {
                    let has_all = proposal.with(|it| it.as_ref().is_some_and(|it| it.draft.already > 0));
                    let said = if has_all {
                        "Its config has all of this already. Nothing changes."
                    } else {
                        "No option is chosen that could be added to it. Nothing changes."
                    };
                    view! { <p>{said}</p> }.into_any()
                } else {
                    view! {
                        {theirs.get().map(|_| view! { <h3>"What you want to change"</h3> })}
                        <DiffView lines=changes/>
                    }
                    .into_any()
                }
            })}
            {dynamic(move || {
                let proposal = proposal.get();
                proposal.map(|it| obstacle(&it).into_any()).into_any()
            })}
            {dynamic(move || {
                let notice = |said| view! { <p class="wp-notice wp-notice--error">{said}</p> };
                known.get().map(notice).into_any()
            })}
            {dynamic(move || {
                let Applying::Asked(Some(error)) = applying.get() else {
                    return ().into_any();
                };
                let theirs = theirs.get().map(|lines| view! { <Theirs lines/> });
                view! {
                    <div class="wp-notice wp-notice--error" role="alert">
                        <p>{error.sentence()}</p>
                    </div>
                    {theirs}
                }
                .into_any()
            })}
            <DialogButtons
                on_cancel=move |()| cancel()
                pending
                label=text(move || way.get().0.to_owned())
                busy_label="Applying…"
                class="wp-button wp-button--primary"
                // What nobody can launch with is not sent; the reason stands above.
                on_confirm=move |()| page.dispatch(way.get_untracked().1())
            />
        </Dialog>
    }
}

/// What somebody else has changed meanwhile.
#[component]
fn Theirs(lines: Vec<Line>) -> impl IntoView {
    if lines.is_empty() {
        return view! {
            <p>
                "Its config is still the same: something else of its launch was changed, which \
                 stays as it is now if you start from it."
            </p>
        }
        .into_any();
    }
    view! {
        <h3>"What was changed meanwhile"</h3>
        <DiffView lines/>
        <p>
            "Start from what is there now, and you see what your change makes of it before anything \
             is saved."
        </p>
    }
    .into_any()
}

/// What should be known before the text is applied.
fn obstacle(proposal: &Proposal) -> impl IntoView + use<> {
    let draft = &proposal.draft;
    let mut said: Vec<String> = Vec::new();
    match draft.overview.refused {
        RefusedBy::Both => said.push(
            "Nextflow refuses this text, so it cannot be applied. Mend what is said beside the \
             text first."
                .to_owned(),
        ),
        RefusedBy::Legacy => said.push(
            "Nextflow’s legacy parser refuses this text, and a launch by Platform uses that one \
             unless somebody has switched."
                .to_owned(),
        ),
        RefusedBy::Nobody if !draft.refused.is_empty() => {
            said.push("Not everything that you want is in it:".to_owned());
            said.extend(draft.refused.iter().map(ToString::to_string));
        }
        RefusedBy::Nobody => {}
    }
    if !proposal.new_errors.is_empty() {
        said.push(
            "It cannot be applied like this. Correct the option first, beside which this stands:"
                .to_owned(),
        );
        said.extend(proposal.new_errors.iter().cloned());
    }
    if proposal.overwrites {
        said.push(
            "You have changed the text in the editor, so that it takes back what was changed \
             meanwhile: see the lines that are removed. To keep that, cancel, load the config again \
             and repeat your change."
                .to_owned(),
        );
    }
    (!said.is_empty()).then(|| {
        let said = said
            .into_iter()
            .map(|text| view! { <p><Sentence text/></p> });
        view! { <div class="wp-notice wp-notice--error">{said.collect_view()}</div> }
    })
}
