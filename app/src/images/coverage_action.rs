//! The ways out of what Wave does with images, as links.

use leptos::prelude::*;
use wavepass_core::platform::Scope;
use wavepass_core::registry::catalogue::Registry;
use wavepass_core::wave::coverage::Action;

use crate::guide_link::guide_link;
use crate::prefill::{self, Prefill};
use crate::shell::routes::Place;

/// Another context, and the address that shows the same images there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    pub(crate) scope: Scope,
    pub(crate) label: String,
    pub(crate) address: String,
}

/// How much of a link's name is seen. All of it is read out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wording {
    /// What it is about stands beside it.
    Short,
    /// It stands by itself.
    Full,
}

/// The link that does what an action says; `None` where the context is not open to the person.
pub(crate) fn action_view(
    action: Action,
    place: &Place,
    elsewhere: &[Elsewhere],
    wording: Wording,
) -> Option<AnyView> {
    // Of what has no id nothing can be changed.
    let has_id = match &action {
        Action::FixHost { credential, .. } | Action::WholeHost { credential, .. } => {
            !credential.id.is_empty()
        }
        Action::Edit(used) => !used.id.is_empty(),
        Action::Add(_) | Action::Switch(_) | Action::SwitchWaveOn => true,
    };
    if !has_id {
        return None;
    }
    let guide = match &action {
        Action::Add(host) if wording == Wording::Full => {
            Registry::of_host(host).and_then(|registry| guide_link(place, registry, host))
        }
        _ => None,
    };
    let (label, more, href) = match action {
        Action::Add(host) => {
            let link = Prefill::of_host(host.as_str()).link(place);
            ("Add credentials".to_owned(), format!(" for {host}"), link)
        }
        Action::FixHost { credential, host } => {
            let link = prefill::fix_host(place, &credential.id, &host);
            (
                "Fix host".to_owned(),
                format!(" of {}", credential.name),
                link,
            )
        }
        Action::WholeHost { credential, host } => {
            let link = prefill::fix_host(place, &credential.id, &host);
            let more = format!(" {host} in {}", credential.name);
            ("Use the whole host".to_owned(), more, link)
        }
        Action::Edit(used) => {
            let link = place.edit_credential(&used.id);
            (
                "Change login".to_owned(),
                format!(" of {}", used.name),
                link,
            )
        }
        Action::Switch(scope) => {
            let other = elsewhere.iter().find(|other| other.scope == scope)?;
            let label = format!("Switch to {}", other.label);
            (label, String::new(), other.address.clone())
        }
        Action::SwitchWaveOn => ("Switch Wave on".to_owned(), String::new(), place.launch()),
    };
    let (class, seen) = match wording {
        Wording::Short => ("wp-button wp-button--small", "wp-visually-hidden"),
        Wording::Full => ("wp-button wp-button--primary", ""),
    };
    let more = (!more.is_empty()).then(|| view! { <span class=seen>{more}</span> });
    // One child, so that the words are not set apart like an icon.
    let link = view! { <a href=href class=class><span>{label} {more}</span></a> };
    let guide = guide.map(|guide| view! { " " {guide} });
    Some(view! { {link} {guide} }.into_any())
}
