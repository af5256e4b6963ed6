//! What stands out about a stored credential, in a word or two, with the way to mend it.

use leptos::prelude::*;
use wavepass_core::finding::{Edit, Finding};
use wavepass_core::wave::audit::{Audit, HostTrouble, Row, Standing};
use wavepass_core::wave::login::{LoginTrouble, Prospect};

use super::icon::{Icon, IconView};
use crate::prefill;
use crate::routes::Place;

/// What stands out about one credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    label: String,
    /// The whole story.
    message: String,
    is_warning: bool,
    /// The host to put in place of the stored one.
    fix: Option<String>,
}

/// What stands out about one credential of a list.
pub(crate) fn chips(row: &Row<'_>) -> Vec<Chip> {
    let mut chips = Vec::new();
    if let Some(trouble) = &row.host {
        let finding = trouble.finding();
        let label = match trouble {
            HostTrouble::NeverMatches(_) => "Host never matches",
            HostTrouble::Unusual(_) => "Unusual host",
        };
        let fix = finding.fix.as_ref().and_then(|fix| match &fix.edit {
            Edit::Replace(host) => Some(host.clone()),
            _ => None,
        });
        chips.push(Chip {
            fix,
            ..chip(label, finding, true)
        });
    }
    if let Some(trouble) = &row.login {
        let label = match trouble.prospect() {
            Prospect::Never => "Never works",
            Prospect::ForNow => "Short-lived",
        };
        chips.push(chip(label, &LoginTrouble::finding(trouble), true));
    }
    if let Some(finding) = row.standing.finding() {
        chips.push(match row.standing {
            Standing::Shadowed { by } => chip(&format!("Shadowed by {}", by.name), &finding, true),
            Standing::Reserved => chip("Wave’s own host", &finding, true),
            Standing::First { .. } | Standing::Alone | Standing::NotForImages => {
                chip("Used first", &finding, false)
            }
        });
    }
    chips
}

fn chip(label: &str, finding: &Finding, is_warning: bool) -> Chip {
    Chip {
        label: label.to_owned(),
        message: finding.message.clone(),
        is_warning,
        fix: None,
    }
}

/// A sentence about the whole list, when something in it needs attention.
pub(crate) fn summary(audit: &Audit<'_>) -> Option<String> {
    let found = audit.summary;
    let parts: Vec<String> = [
        (found.never_match, "with a host that never matches"),
        (found.unusual_host, "with an unusual host"),
        (found.never_work, "that never work"),
        (found.shadowed, "shadowed by another one"),
        (found.short_lived, "probably short-lived"),
        (found.reserved, "for a host of Wave’s own"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let registries = found.registries;
    (!parts.is_empty()).then(|| {
        let all = if registries == 1 {
            "The registry credential here needs attention".to_owned()
        } else {
            format!("Of {registries} registry credentials, some need attention")
        };
        format!("{all}: {}.", parts.join(", "))
    })
}

/// The chips of one credential.
#[component]
pub(crate) fn AuditChips(
    chips: Vec<Chip>,
    /// The credential that a fix leads to.
    id: String,
    name: String,
    place: Place,
) -> impl IntoView {
    chips
        .into_iter()
        .map(|chip| {
            let class = if chip.is_warning {
                "wp-chip wp-chip--warning"
            } else {
                "wp-chip"
            };
            let icon = if chip.is_warning {
                Icon::Warning
            } else {
                Icon::Check
            };
            let fix = chip.fix.map(|host| {
                let href = prefill::fix_host(&place, &id, &host);
                view! {
                    <a class="wp-chip__fix" href=href>
                        "Fix"
                        <span class="wp-visually-hidden">" the host of " {name.clone()}</span>
                    </a>
                }
            });
            view! {
                <span class="wp-chips">
                    <span class=class >
                        <IconView icon/>
                        {chip.label}
                        <span class="wp-visually-hidden">". " {chip.message}</span>
                    </span>
                    {fix}
                </span>
            }
        })
        .collect_view()
}
