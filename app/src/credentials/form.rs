//! The form for credentials, which adds new ones ([`new`]) and changes stored ones ([`edit`]).

mod aside;
mod card;
pub(crate) mod edit;
mod error_summary;
mod insist;
mod name_check;
pub(crate) mod new;
mod paste;
mod provider_select;
mod registry_field;
mod registry_help;
mod registry_kind;
mod registry_select;
mod state;
mod value_field;
mod wave_match;
