//! The choice of the columns that are shown, and of the room that a row has.

use leptos::prelude::*;

use super::query::{Density, ListQuery, OPTIONAL};
use crate::ui::icon::{Icon, IconView};
use crate::ui::menu::Menu;
use crate::ui::reactive::{flag, text};

/// The menu of the columns.
#[component]
pub(crate) fn ColumnsMenu(
    /// What is asked.
    asked: RwSignal<ListQuery>,
) -> impl IntoView {
    let columns = Memo::new(move |_| asked.with(|asked| asked.columns));
    let is_compact = flag(move || asked.with(|asked| asked.density == Density::Compact));
    // Who was sent a link sees that there is more.
    let said = text(move || match columns.get().shown().count() {
        shown if shown == OPTIONAL.len() => "Columns".to_owned(),
        shown => format!("Columns ({shown} of {})", OPTIONAL.len()),
    });
    let choices = OPTIONAL.map(|column| {
        let is_shown = flag(move || columns.get().has(column));
        let choose = Callback::new(move |is_shown| {
            asked.update(|asked| asked.columns = asked.columns.with(column, is_shown));
        });
        view! { <Choice label=column.label() of=" column" is_on=is_shown on_choose=choose/> }
    });
    let choose_compact = Callback::new(move |is_compact| {
        asked.update(|asked| {
            asked.density = if is_compact {
                Density::Compact
            } else {
                Density::Comfortable
            };
        });
    });
    view! {
            <Menu
                id="credentials-columns"
                class="wp-button wp-button--small"
                button=Box::new(move || view! { {said} <IconView icon=Icon::ChevronDown/> }.into_any())
            >
                <fieldset class="wp-columns">
                    <legend class="wp-menu__note">"Columns beside the name"</legend>
                    {choices}
                </fieldset>
                <div class="wp-columns__density">
                    <Choice
                        label="Compact rows"
                        of=""
                        is_on=is_compact
                        on_choose=choose_compact
                    />
                </div>
            </Menu>
    }
}

/// Something that is on or off.
#[component]
fn Choice(
    label: &'static str,
    /// The rest of its name, for those who do not see where it stands.
    of: &'static str,
    is_on: Signal<bool>,
    on_choose: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="wp-menu__item">
            <input
                type="checkbox"
                class="wp-checkbox"
                prop:checked=is_on
                on:change=move |event| on_choose.run(event_target_checked(&event))
            />
            <span>{label} <span class="wp-visually-hidden">{of}</span></span>
        </label>
    }
}
