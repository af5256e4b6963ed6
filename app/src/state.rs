//! What several pages share, each behind a type of its own with `provide_x()` in `App` and
//! `use_x()` below it.

pub(crate) mod add_all;
pub(crate) mod announcer;
pub(crate) mod arrival;
pub(crate) mod credentials_form;
pub(crate) mod images_assumed;
pub(crate) mod images_check;
pub(crate) mod launch;
pub(crate) mod name_check;
pub(crate) mod paste;
pub(crate) mod pointer;
pub(crate) mod registry_field;
pub(crate) mod remote;
pub(crate) mod router;
pub(crate) mod session;
pub(crate) mod theme;
pub(crate) mod wave_setup;
