//! The body of an error answer, as a server writes it. What a client makes of one is in
//! [`super::request_error`].

use serde::{Deserialize, Serialize};

/// `{"message": "…"}`, the body of 400 and 409 and, on some versions, of 403 and 404.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// A sentence for people, in English.
    pub message: String,
}
