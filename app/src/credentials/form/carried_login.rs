//! A login that was typed for new credentials and belongs to stored ones: whoever is sent from one
//! form to the other does not type it twice.
//!
//! It is in memory for as long as the way takes, and the next form takes it out, whichever it is.

use std::cell::RefCell;

use wavepass_core::credentials::Field;
use wavepass_core::secret::Secret;

use super::model::Purpose;
use super::store::Form;

thread_local! {
    static CARRIED: RefCell<Option<Carried>> = const { RefCell::new(None) };
}

struct Carried {
    /// The id of the credentials that it is for.
    id: String,
    user_name: Secret,
    password: Secret,
}

/// Takes the login of a form along to the form of stored credentials. Whether there was a password:
/// without one there is nothing to take along.
pub(super) fn carry(form: Form, id: &str) -> bool {
    let [user_name, password] = form.with_untracked(|form| {
        [Field::UserName, Field::Password].map(|field| Secret::from(form.value(field)))
    });
    let has_password = !password.is_empty();
    CARRIED.set(has_password.then(|| Carried {
        id: id.to_owned(),
        user_name,
        password,
    }));
    has_password
}

/// Puts a login that was taken along into a form that has just been opened, where that changes the
/// credentials that it is for; for any other form it is forgotten. Whether it was put in.
pub(super) fn unpack(form: Form) -> bool {
    let Some(carried) = CARRIED.take() else {
        return false;
    };
    let is_meant = form.with_untracked(
        |form| matches!(form.purpose(), Purpose::Edit(change) if change.id == carried.id),
    );
    if !is_meant {
        return false;
    }
    for (field, text) in [
        (Field::UserName, carried.user_name),
        (Field::Password, carried.password),
    ] {
        if !text.is_empty() {
            form.typed(field, text.expose().to_owned());
            form.left(field);
        }
    }
    true
}
