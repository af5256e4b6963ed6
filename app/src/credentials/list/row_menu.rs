//! What can be done with one credential of the list.

use leptos::prelude::*;
use wavepass_core::credentials::CredentialsSummary;
use wavepass_core::platform::may::Action;

use crate::credentials::delete::Deletion;
use crate::shell::permissions::{WHY_NOT, use_permissions};
use crate::shell::routes::{Page, Place};
use crate::ui::handlers::pressed;
use crate::ui::icon::{Icon, IconView};
use crate::ui::menu::Menu;

/// The menu of a row.
#[component]
pub(crate) fn RowMenu(
    /// The row.
    row: CredentialsSummary,
    /// Its id.
    id: String,
    /// Where it is stored.
    place: Place,
    /// Deletes the row.
    deletion: Deletion,
) -> impl IntoView {
    let permissions = use_permissions();
    let no_change = permissions.off(Action::ChangeCredentials);
    let href = place.credential(&id);
    let menu_id = format!("actions-{id}");
    let menu_label = format!("Actions for {}", row.label());
    let of_known = row.provider.can_be_added().then(|| {
        view! {
            <a href=place.use_credential(&id) class="wp-menu__item">
                <IconView icon=Icon::Terminal/>
                "Use this credential"
            </a>
            <a
                href=place.edit_credential(&id)
                class="wp-menu__item"
                aria-disabled=no_change
                aria-describedby=WHY_NOT
            >
                <IconView icon=Icon::Pencil/>
                "Edit"
            </a>
            {row
                .registry
                .is_some()
                .then(|| {
                    view! {
                        <a
                            href=place.path(Page::RotateCredential(id.clone()))
                            class="wp-menu__item"
                            aria-disabled=no_change
                            aria-describedby=WHY_NOT
                        >
                            <IconView icon=Icon::Key/>
                            "Rotate secret"
                        </a>
                    }
                    .into_any()
                })}
        }
        .into_any()
    });
    let row = StoredValue::new(row);
    view! {
                <Menu
                    id=menu_id
                    label=menu_label
                    class="wp-button wp-button--icon"
                    on_toggle=move |is_open| if is_open { row.with_value(|row| deletion.prepare(row)) }
                    button=Box::new(|| view! { <IconView icon=Icon::Dots/> }.into_any())
                >
                    <a href=href class="wp-menu__item">
                        <IconView icon=Icon::Info/>
                        "Details"
                    </a>
                    {of_known}
                    <button
                        type="button"
                        class="wp-menu__item wp-menu__item--danger"
                        aria-disabled=permissions.off(Action::DeleteCredentials)
                        aria-describedby=WHY_NOT
                        on:click=pressed(move || row.with_value(|row| deletion.choose(row)))
                    >
                        <IconView icon=Icon::Trash/>
                        "Delete"
                    </button>
                </Menu>
    }
}
