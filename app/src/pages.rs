//! One file a route. Pages fetch and compose; what things look like is in `components`.

pub(crate) mod credentials_detail;
pub(crate) mod credentials_edit;
pub(crate) mod credentials_list;
pub(crate) mod credentials_new;
pub(crate) mod credentials_use;
pub(crate) mod home;
pub(crate) mod images;
pub(crate) mod launch;
pub(crate) mod lazy;
pub(crate) mod not_found;
pub(crate) mod scoped;
pub(crate) mod sign_in;
