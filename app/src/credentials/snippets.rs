//! What to paste elsewhere to use one stored credential: a snippet for each tool.

use leptos::prelude::*;
use wavepass_core::credentials::Described;
use wavepass_core::platform::{Scope, WorkspaceId};
use wavepass_core::snippet::{
    CredentialSubject, Snippet, SnippetWorkspace, StoredSubject, Target, for_credential, for_stored,
};

use crate::shell::load::Load;
use crate::shell::remote::{Remote, use_fetched};
use crate::shell::routes::Place;
use crate::shell::session::use_session;
use crate::ui::code_block::CodeBlock;
use crate::ui::icon::{Icon, IconView};
use crate::ui::page_heading::PageHeading;
use crate::ui::reactive::{dynamic, text};
use crate::ui::tabs::Tabs;

/// The snippets of one credential.
#[component]
pub(crate) fn CredentialsUse(place: Place, scope: Scope, id: String) -> impl IntoView {
    let api = use_session().api();
    let back = place.credential(&id);
    let found = use_fetched(move || {
        let id = id.clone();
        async move { api.describe(scope, &id).await }
    });
    let title = text(move || match found.get() {
        Remote::Ready(described) => format!("Use {}", described.summary.label()),
        Remote::Loading | Remote::Failed(_) => "Use these credentials".to_owned(),
    });
    let context = place.label();
    let show = Callback::new(move |described: Described| {
        if described.summary.hides_registry() {
            return view! {
                <p class="wp-notice">
                    "Platform does not say which registry these credentials are for, so there is \
                     nothing that can be pasted."
                </p>
            }
            .into_any();
        }
        let snippets = snippets(&place, scope, &described);
        if snippets.is_empty() {
            return view! {
                <p class="wp-notice">
                    "Neither tw nor seqerakit nor Seqera’s Terraform provider is known to have a \
                     command for such credentials."
                </p>
            }
            .into_any();
        }
        view! { <Snippets snippets launch=place.launch()/> }.into_any()
    });
    view! {
        <a href=back class="wp-back">
            <IconView icon=Icon::ChevronLeft/>
            "Back to details"
        </a>
        <PageHeading title context/>
        <p class="wp-muted">
            "What to paste elsewhere. No secret is in it: Platform never gives one back."
        </p>
        <Load fetched=found what="These credentials" children=show/>
    }
}

fn snippets(place: &Place, scope: Scope, described: &Described) -> Vec<Snippet> {
    let credentials = &described.summary;
    let workspace = match (place, scope) {
        (Place::Workspace { org, workspace }, Scope::Workspace(WorkspaceId(id))) => {
            Some(SnippetWorkspace {
                id: WorkspaceId(id),
                org,
                name: workspace,
            })
        }
        _ => None,
    };
    if credentials.registry.is_none() {
        // Without its kind nobody knows its fields.
        let Some((kind, values)) = described.values() else {
            return Vec::new();
        };
        return for_stored(&StoredSubject {
            name: credentials.label(),
            kind,
            values,
            workspace,
        });
    }
    for_credential(&CredentialSubject {
        name: credentials.label(),
        registry: credentials.registry_text().unwrap_or_default(),
        user_name: credentials.user_name.as_deref().unwrap_or_default(),
        workspace,
    })
}

/// What a tab says.
const fn label(target: Target) -> &'static str {
    match target {
        Target::Nextflow => "Nextflow",
        Target::Tw => "tw",
        Target::Terraform => "Terraform",
        Target::Seqerakit => "seqerakit",
        Target::WaveCli => "Wave CLI",
        Target::Docker => "docker login",
        Target::Zenml => "ZenML",
    }
}

#[component]
fn Snippets(snippets: Vec<Snippet>, launch: String) -> impl IntoView {
    let chosen = RwSignal::new(0);
    let tabs = snippets
        .iter()
        .map(|snippet| label(snippet.target))
        .collect();
    let all = StoredValue::new(snippets);
    view! {
        <section class="wp-card wp-snippets">
            <Tabs
                id="snippet"
                label="Tools"
                tabs
                chosen
                on_choose=move |at| chosen.set(at)
            >
                {dynamic(move || {
                    let at = chosen.get();
                    let snippet = all.with_value(|all| all.get(at).cloned());
                    let Some(snippet) = snippet else {
                        return ().into_any();
                    };
                    let notes = snippet.notes.into_iter().map(|note| view! { <p>{note}</p> });
                    let more = (snippet.target == Target::Nextflow).then(|| {
                        view! {
                            <p>
                                <a href=launch.clone()>"Add to an existing config"</a>
                            </p>
                        }
                    });
                    view! {
                        <CodeBlock id="snippet-text" what=label(snippet.target) text=snippet.text/>
                        {notes.collect_view()}
                        {more}
                    }
                    .into_any()
                })}
            </Tabs>
        </section>
    }
}
