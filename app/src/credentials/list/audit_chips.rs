//! What stands out about a stored credential, in a word or two, with the way to mend it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::registry::user_name::{LoginProblem, Validity};
use wavepass_core::wave::audit::{HostMismatch, Precedence, Row};
use web_sys::HtmlElement;

use super::explanation::{Explained, ExplainedNow};
use crate::prefill;
use crate::shell::routes::Place;
use crate::ui::foreign::{Foreign, visible};
use crate::ui::icon::{Icon, IconView};

/// What stands out about one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    label: String,
    /// The whole story.
    message: String,
    is_warning: bool,
    /// The way to mend it.
    way: Remedy,
}

impl Chip {
    /// What is wrong, in a sentence; none where it is good news.
    pub(super) fn warning(&self) -> Option<&str> {
        self.is_warning.then_some(self.message.as_str())
    }
}

/// The way to mend what stands out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Remedy {
    /// None that is sure.
    None,
    /// Another host in place of the stored one.
    Host(String),
    /// Another login.
    Login,
}

/// What stands out about one credential of a list.
pub(crate) fn chips(row: &Row<'_>) -> Vec<Chip> {
    let mut chips = Vec::new();
    if let Some(problem) = &row.host {
        let finding = problem.finding();
        let label = match problem {
            HostMismatch::NeverMatches(_) => "Host never matches",
            HostMismatch::DependsOnWave(_) => "Depends on the Wave",
            HostMismatch::Unusual(_) => "Unusual host",
        };
        let fix = finding.fix.as_ref().and_then(|fix| match &fix.edit {
            Edit::Replace(host) => Some(host.clone()),
            _ => None,
        });
        chips.push(Chip {
            way: fix.map_or(Remedy::None, Remedy::Host),
            ..chip(label, finding, true)
        });
    }
    if let Some(problem) = &row.login {
        let label = match problem.validity() {
            Validity::Never => "Never works",
            Validity::Temporary => "Short-lived",
        };
        chips.push(Chip {
            way: Remedy::Login,
            ..chip(label, &LoginProblem::finding(problem), true)
        });
    }
    if let Some(finding) = row.precedence.finding() {
        match row.precedence {
            Precedence::Shadowed { by, .. } => {
                chips.push(chip(&format!("Shadowed by {}", by.name), &finding, true));
            }
            Precedence::Reserved => chips.push(chip("Wave’s own host", &finding, true)),
            // Beside a warning it would sound like good news.
            Precedence::First { .. } if chips.is_empty() => {
                chips.push(chip("Used first", &finding, false));
            }
            _ => {}
        }
    }
    chips
}

fn chip(label: &str, finding: &Finding, is_warning: bool) -> Chip {
    Chip {
        label: label.to_owned(),
        message: finding.message.clone(),
        is_warning,
        way: Remedy::None,
    }
}

/// The chips of one credential. A press tells the whole story.
#[component]
pub(crate) fn AuditChips(
    chips: Vec<Chip>,
    /// The credential. Without an id it has no details, and nothing can be mended.
    id: Option<String>,
    name: String,
    /// The stored registry.
    registry: Option<String>,
    place: Place,
    /// What is explained now.
    explained: ExplainedNow,
) -> impl IntoView {
    let details = id.as_ref().map(|id| place.credential(id));
    chips
        .into_iter()
        .map(|chip| {
            let (class, icon) = if chip.is_warning {
                ("wp-chip wp-chip--warning", Icon::Warning)
            } else {
                ("wp-chip", Icon::Check)
            };
            let registry = match &chip.way {
                Remedy::Host(host) => Some(host.clone()),
                Remedy::None | Remedy::Login => registry.clone(),
            };
            let way = match (chip.way, id.as_ref()) {
                (Remedy::None, _) | (_, None) => None,
                (Remedy::Host(host), Some(id)) => {
                    let label = format!("Fix: use {host}");
                    Some((prefill::fix_host(&place, id, &host), label, " for "))
                }
                (Remedy::Login, Some(id)) => {
                    Some((place.edit_credential(id), "Change login".to_owned(), " of "))
                }
            };
            let way = way.map(|(href, label, of)| {
                view! {
                    <a class="wp-chip__fix" href=href>
                        <Foreign text=label/>
                        <span class="wp-visually-hidden">{of} <Foreign text=name.clone()/></span>
                    </a>
                }
                .into_any()
            });
            let message = visible(&chip.message);
            let label = chip.label.clone();
            let story = Explained {
                label: chip.label,
                message: chip.message,
                details: details.clone(),
                registry,
                place: place.clone(),
            };
            let explain = move |event: MouseEvent| {
                // Not every browser gives the focus to a button that is pressed.
                if let Some(chip) = event.current_target() {
                    let _ = chip.unchecked_into::<HtmlElement>().focus();
                }
                explained.set(Some(story.clone()));
            };
            view! {
                <span class="wp-chips">
                    <button
                        type="button"
                        class=class
                        aria-haspopup="dialog"
                        aria-description=message
                        on:click=explain
                    >
                        <IconView icon/>
                        <Foreign text=label/>
                    </button>
                    {way}
                </span>
            }
            .into_any()
        })
        .collect::<Vec<_>>()
}
