//! What every page is made of. These parts know no domain: a field, a dialog, a menu, an event
//! handler. They take signals and give callbacks, and nothing here knows a credential, an image
//! or a server.

pub(crate) mod announcer;
pub(crate) mod button;
pub(crate) mod code_block;
pub(crate) mod copy_button;
pub(crate) mod dialog;
pub(crate) mod field;
pub(crate) mod file_drop;
pub(crate) mod finding;
pub(crate) mod foreign;
pub(crate) mod handlers;
pub(crate) mod icon;
pub(crate) mod inputs;
pub(crate) mod lines_input;
pub(crate) mod live_region;
pub(crate) mod load;
pub(crate) mod menu;
pub(crate) mod off_button;
pub(crate) mod page_heading;
pub(crate) mod pointer;
pub(crate) mod reactive;
mod reveal;
pub(crate) mod sentence;
pub(crate) mod store;
pub(crate) mod tabs;
pub(crate) mod time;
