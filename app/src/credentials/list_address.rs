//! The address of the list as it was left, so that the way back from one credential leads to what was
//! searched and chosen there.

use std::sync::{Mutex, PoisonError};

use crate::shell::routes::Place;

/// The address, where something was asked of the list.
static LAST: Mutex<Option<String>> = Mutex::new(None);

/// The list has another address.
pub(crate) fn remember(address: &str) {
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = Some(address.to_owned());
}

/// The list is there as a link to it asks.
pub(crate) fn forget() {
    *LAST.lock().unwrap_or_else(PoisonError::into_inner) = None;
}

/// The way back to the list of a place.
pub(crate) fn back_to(place: &Place) -> String {
    let path = place.credentials();
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner).clone();
    last.filter(|last| last.split('?').next() == Some(path.as_str()))
        .unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_way_back_is_to_what_was_asked_of_the_list_of_that_place() {
        let place = Place::Workspace {
            org: "acme".to_owned(),
            workspace: "rna".to_owned(),
        };
        let plain = place.credentials();
        assert_eq!(back_to(&place), plain);
        remember(&format!("{plain}?q=quay"));
        assert_eq!(back_to(&place), format!("{plain}?q=quay"));
        assert_eq!(back_to(&Place::Personal), "/credentials");
        forget();
        assert_eq!(back_to(&place), plain);
    }
}
