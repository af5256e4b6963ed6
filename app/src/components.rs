//! What pages are made of. Components take signals and give callbacks; none of them talks to
//! the server.

pub(crate) mod button;
pub(crate) mod code_block;
pub(crate) mod context_switcher;
pub(crate) mod credentials_form;
pub(crate) mod credentials_table;
pub(crate) mod delete_dialog;
pub(crate) mod dialog;
pub(crate) mod error_summary;
pub(crate) mod field;
pub(crate) mod finding;
pub(crate) mod icon;
pub(crate) mod inputs;
pub(crate) mod live_region;
pub(crate) mod load;
pub(crate) mod menu;
pub(crate) mod next_step;
pub(crate) mod page_heading;
pub(crate) mod provider_icon;
pub(crate) mod provider_select;
pub(crate) mod theme_select;
pub(crate) mod time;
pub(crate) mod token_form;
pub(crate) mod user_menu;
pub(crate) mod value_field;
