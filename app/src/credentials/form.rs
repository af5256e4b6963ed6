//! The form for credentials, which adds new ones ([`new`]), changes stored ones ([`edit`]) and
//! gives them another secret ([`rotate`]).
//!
//! What it does is in [`model`], which knows no browser; [`store`] shows that to the views, and
//! [`effects`] does what it wants done. The other files are views.

pub(super) mod allowed;
mod aside;
pub(super) mod card;
mod carried_login;
pub(crate) mod described_page;
mod description_fields;
pub(crate) mod edit;
pub(super) mod effects;
mod error_summary;
mod federation_setup;
mod gone;
mod insist;
pub(super) mod kept_fields;
mod kind_cards;
mod login_test;
pub(super) mod model;
pub(crate) mod new;
mod paste;
mod provider_select;
mod registry_help;
mod registry_kind;
mod registry_select;
pub(crate) mod rotate;
mod rotation_steps;
pub(super) mod store;
mod too_old;
mod value_field;
mod wave_match;
