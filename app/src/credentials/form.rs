//! The form for credentials, which adds new ones ([`new`]) and changes stored ones ([`edit`]).
//!
//! What it does is in [`model`], which knows no browser; [`store`] shows that to the views, and
//! [`effects`] does what it wants done. The other files are views.

mod aside;
mod card;
mod carried_login;
mod description_fields;
pub(crate) mod edit;
mod effects;
mod error_summary;
mod federation_setup;
mod insist;
mod kind_cards;
mod model;
pub(crate) mod new;
mod paste;
mod provider_select;
mod registry_help;
mod registry_kind;
mod registry_select;
mod store;
mod too_old;
mod value_field;
mod wave_match;
