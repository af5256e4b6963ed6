//! What is around and beneath every page: the frame, who is signed in, which page the address
//! names, and what is loaded from the server.
//!
//! The shell knows that there are pages and where they are ([`routes`]), but not what is in
//! them: those are handed to it. Start at [`frame::Shell`].

mod context_switcher;
pub(crate) mod frame;
mod header;
pub(crate) mod home;
pub(crate) mod keys;
pub(crate) mod later_styles;
pub(crate) mod lazy;
pub(crate) mod lazy_page;
pub(crate) mod lazy_part;
pub(crate) mod leave_guard;
pub(crate) mod load;
pub(crate) mod no_session;
pub(crate) mod not_found;
pub(crate) mod permissions;
pub(crate) mod remote;
pub(crate) mod router;
pub(crate) mod routes;
mod scoped_page;
mod secret_in_address;
pub(crate) mod session;
mod sign_in_again;
mod signed_out;
pub(crate) mod theme;
mod theme_items;
pub(crate) mod theme_select;
pub(crate) mod token_form;
mod user_menu;
