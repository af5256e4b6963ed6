//! The workspaces to which credentials can be copied, each with what became of it.

use leptos::prelude::*;
use wavepass_core::finding::Edit;

use super::model::{CopyModel, Event, NameKnown, RivalsKnown, State, Target};
use super::store::TARGETS;
use crate::credentials::wave_rule::heading;
use crate::shell::routes::Place;
use crate::ui::field::Field;
use crate::ui::foreign::Foreign;
use crate::ui::handlers::{entered, pressed};
use crate::ui::icon::{Icon, IconView};
use crate::ui::inputs::TextInput;
use crate::ui::reactive::{dynamic, only_if, text};
use crate::ui::store::Store;

/// From this many targets on, there is a field to search them.
const SEARCHABLE: usize = 7;

/// The choice of targets, by organization.
#[component]
pub(super) fn Targets(copying: Store<CopyModel>) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let count = copying.with_untracked(|copy| copy.targets().len());
    let found = Memo::new(move |_| copying.with_untracked(|copy| copy.found(&query.get())));
    let lacks_target = copying.select(CopyModel::lacks_target);
    let chosen = copying.select(|copy| {
        let targets = copy.targets().iter();
        targets.filter(|target| target.is_chosen).count()
    });
    let rivalled = copying.select(CopyModel::rivalled);
    let choose_found = move || {
        for at in found.get_untracked() {
            copying.dispatch(Event::Chosen {
                at,
                is_chosen: true,
            });
        }
    };
    view! {
        <div class="wp-field" id=TARGETS tabindex="-1" role="group" aria-labelledby="copy-title">
            <p class="wp-field__label" id="copy-title">
                "Where to copy them"
            </p>
            {(count >= SEARCHABLE)
                .then(|| {
                    view! {
                        <input
                            class="wp-input"
                            type="search"
                            aria-label="Search workspaces"
                            placeholder="Search workspaces"
                            prop:value=query
                            on:input=entered(move |text| query.set(text))
                        />
                    }
                })}
            <p class="wp-buttons">
                <button
                    type="button"
                    class="wp-button wp-button--small"
                    on:click=pressed(choose_found)
                >
                    {text(move || {
                        if query.with(String::is_empty) { "Choose all" } else { "Choose all found" }
                    })}
                </button>
                <span role="status">
                    {text(move || format!("{} of {count} chosen", chosen.get()))}
                </span>
            </p>
            <p role="status">{text(move || told_rivalled(rivalled.get()))}</p>
            {only_if(
                move || lacks_target.get(),
                || {
                    view! {
                        <p class="wp-notice wp-notice--error" role="alert">
                            "Choose at least one workspace."
                        </p>
                    }
                    .into_any()
                },
            )}
            {dynamic(move || {
                let groups = copying.with_untracked(|copy| by_organization(copy, &found.get()));
                if groups.is_empty() {
                    return view! { <p>"No workspace has that in its name."</p> }.into_any();
                }
                groups
                    .into_iter()
                    .map(|(organization, targets)| {
                        let rows = targets.into_iter();
                        let rows = rows.map(|(at, target)| view! { <Row copying at target/> });
                        view! {
                            <fieldset class="wp-kinds">
                                <legend>
                                    {organization.unwrap_or_else(|| "Your own".to_owned())}
                                </legend>
                                {rows.collect_view()}
                            </fieldset>
                        }
                    })
                    .collect_view()
                    .into_any()
            })}
        </div>
    }
}

/// That others are there for the same images, before each target says what follows.
fn told_rivalled(count: usize) -> String {
    match count {
        0 => String::new(),
        _ => format!("In {count} of them there are credentials for the same images already."),
    }
}

/// Targets with their numbers.
type Numbered = Vec<(usize, Target)>;

/// Targets by organization, in their order; they are sorted already.
fn by_organization(copy: &CopyModel, found: &[usize]) -> Vec<(Option<String>, Numbered)> {
    let mut groups: Vec<(Option<String>, Numbered)> = Vec::new();
    for at in found {
        let Some(target) = copy.targets().get(*at) else {
            continue;
        };
        let of = organization_of(&target.place).map(str::to_owned);
        let row = (*at, target.clone());
        match groups.last_mut() {
            Some((organization, rows)) if *organization == of => rows.push(row),
            _ => groups.push((of, vec![row])),
        }
    }
    groups
}

fn organization_of(place: &Place) -> Option<&str> {
    match place {
        Place::Personal => None,
        Place::Workspace { org, .. } => Some(org),
    }
}

/// One target.
#[component]
fn Row(
    copying: Store<CopyModel>,
    at: usize,
    /// As it is when the row is drawn; it stays the same place.
    target: Target,
) -> impl IntoView {
    let of = move |part: fn(&Target) -> bool| {
        copying.select(move |copy| copy.targets().get(at).is_some_and(part))
    };
    let is_chosen = of(|target| target.is_chosen);
    let is_fixed = of(|target| !target.can_be_changed());
    let asks_name = of(|target| {
        target.is_chosen && target.can_be_changed() && target.known == NameKnown::Taken
    });
    let is_named = RwSignal::new(false);
    let rivals = copying.select(move |copy| {
        let target = copy.targets().get(at);
        let target = target.filter(|it| it.is_chosen && it.can_be_changed());
        target.map(|it| it.rivals.clone()).unwrap_or_default()
    });
    let state = copying.select(move |copy| copy.targets().get(at).map(|it| it.state.clone()));
    let (place, label) = (target.place.clone(), target.place.label());
    let short = match &target.place {
        Place::Personal => "Personal".to_owned(),
        Place::Workspace { workspace, .. } => workspace.clone(),
    };
    let note = format!("copy-note-{at}");
    let read_only = target.read_only.map(|said| {
        view! { <p class="wp-muted">{said}</p> }
    });
    // Once there was need for another name, its field stays.
    let shows_name = Memo::new(move |_| {
        if asks_name.get() {
            is_named.set(true);
        }
        is_named.get()
    });
    view! {
        // The field for another name stands below the card.
        <div>
            <div class="wp-kinds__card">
                <input
                    type="checkbox"
                    id=format!("copy-{at}")
                    prop:checked=is_chosen
                    disabled=is_fixed
                    aria-describedby=note.clone()
                    on:change=move |event| {
                        copying
                            .dispatch(Event::Chosen { at, is_chosen: event_target_checked(&event) });
                    }
                />
                <div>
                    <label class="wp-kinds__name" for=format!("copy-{at}")>
                        <span class="wp-visually-hidden">
                            {organization_of(&target.place).map(|org| format!("{org} / "))}
                        </span>
                        {short}
                    </label>
                    <div id=note>
                        <p>
                            {dynamic(move || {
                                let state = state.get().unwrap_or_default();
                                view! { <Status state place=place.clone()/> }.into_any()
                            })}
                        </p>
                        {read_only}
                        {dynamic(move || {
                            view! { <RivalsView rivals=rivals.get()/> }.into_any()
                        })}
                    </div>
                    {dynamic(move || {
                        let words = match state.get() {
                            Some(State::Refused(_)) => "Try again",
                            Some(State::Uncertain(_)) => "Look at the list and try again",
                            _ => return ().into_any(),
                        };
                        let label = label.clone();
                        view! {
                            <button
                                type="button"
                                class="wp-button wp-button--small"
                                on:click=pressed(move || copying.dispatch(Event::RetryPressed(at)))
                            >
                                {words}
                                <span class="wp-visually-hidden">" in " {label}</span>
                            </button>
                        }
                        .into_any()
                    })}
                </div>
            </div>
            {only_if(
                move || shows_name.get(),
                move || view! { <NameField copying at/> }.into_any(),
            )}
        </div>
    }
}

/// Who is there for the same images, and what that means for Wave.
#[component]
fn RivalsView(rivals: RivalsKnown) -> impl IntoView {
    match rivals {
        RivalsKnown::NotAsked | RivalsKnown::Asked => ().into_any(),
        RivalsKnown::Failed(why) => view! {
            <p class="wp-muted">
                "Which credentials are there already is not known. " <Foreign text=why/>
            </p>
        }
        .into_any(),
        RivalsKnown::Known(rivals) => {
            let rules = rivals.rules.into_iter();
            let rules = rules.map(|(rule, sentence)| {
                let beginning = rule.map(|rule| view! { <strong>{heading(rule)}</strong> " " });
                view! {
                    <div class="wp-finding wp-finding--warning">
                        <IconView icon=Icon::Warning/>
                        <p>{beginning} <Foreign text=sentence/></p>
                    </div>
                }
            });
            let gap = rivals
                .gap
                .map(|gap| view! { <p class="wp-muted">{gap}</p> });
            view! { {rules.collect_view()} {gap} }.into_any()
        }
    }
}

/// How far it is, in words.
#[component]
fn Status(state: State, place: Place) -> impl IntoView {
    let words = match state {
        State::NotSent => return ().into_any(),
        State::Held => {
            "Not sent: what is there already became known only now. Press Copy to add them all \
             the same."
                .to_owned()
        }
        State::Waiting => "Waiting".to_owned(),
        State::Sending => "Adding…".to_owned(),
        State::LookingUp => "Looking at the list…".to_owned(),
        State::Added(id) => {
            return view! {
                <a href=place.credential(&id)>
                    "Added"
                    <span class="wp-visually-hidden">" to " {place.label()}</span>
                </a>
            }
            .into_any();
        }
        State::IsThere { was_free: true } => {
            "It is there: the last try has most likely added it.".to_owned()
        }
        State::IsThere { was_free: false } => {
            "Credentials of this name are there. Whether the last try added them is not known."
                .to_owned()
        }
        State::Refused(why) => format!("Not added. {why}"),
        State::Uncertain(why) => format!("It is not certain whether it was added. {why}"),
    };
    words.into_any()
}

/// Another name, where the one that the credentials have is taken.
#[component]
fn NameField(copying: Store<CopyModel>, at: usize) -> impl IntoView {
    let value = copying.select(move |copy| {
        let target = copy.targets().get(at);
        target.map(|target| target.name.clone()).unwrap_or_default()
    });
    let findings = copying.select(move |copy| {
        let target = copy.targets().get(at).filter(|it| it.can_be_changed());
        let error = target.and_then(Target::name_error);
        error.into_iter().collect::<Vec<_>>()
    });
    let named = move |name| copying.dispatch(Event::Named { at, name });
    view! {
        <Field
            id=format!("copy-name-{at}")
            label="Name there"
            required=true
            findings
            on_fix=Callback::new(move |edit: Edit| named(edit.apply(&value.get_untracked())))
        >
            <TextInput value=value.into() on_input=named/>
        </Field>
    }
}
