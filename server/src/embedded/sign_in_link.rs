//! The one-time sign-in link.

use std::sync::{Mutex, MutexGuard, PoisonError};

use subtle::ConstantTimeEq;
use wavepass_core::secret::Secret;

use crate::ids;

/// How long a sign-in link works, in seconds: an hour.
const LIFETIME: i64 = 60 * 60;

/// The secret of the link that the server prints: whoever opens it first is signed in.
pub struct SignInLink {
    secret: Mutex<Option<Secret>>,
    /// Unix seconds. A terminal's or a service's output may be kept for long.
    expires: i64,
}

impl SignInLink {
    pub(super) fn new(now: i64) -> Self {
        Self {
            secret: Mutex::new(Some(ids::secret_digits())),
            expires: now + LIFETIME,
        }
    }

    /// The secret, while it has not been used.
    pub fn secret(&self) -> Option<Secret> {
        self.lock().clone()
    }

    /// Whether the offered text is the secret, and in time. A hit uses it up.
    pub(crate) fn redeem(&self, offered: &Secret, now: i64) -> bool {
        if now >= self.expires {
            return false;
        }
        let mut secret = self.lock();
        let hit = secret.as_ref().is_some_and(|secret| {
            let (secret, offered) = (secret.expose().as_bytes(), offered.expose().as_bytes());
            bool::from(secret.ct_eq(offered))
        });
        if hit {
            *secret = None;
        }
        hit
    }

    fn lock(&self) -> MutexGuard<'_, Option<Secret>> {
        // Nothing that holds the lock can panic half-way through a change.
        self.secret.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_link_works_once_and_only_with_its_own_secret() {
        let link = SignInLink::new(1000);
        let secret = link.secret().unwrap();
        assert!(!link.redeem(&Secret::from(""), 1000));
        assert!(!link.redeem(&Secret::from("0000"), 1000));
        assert!(!link.redeem(&secret, 1000 + LIFETIME), "too late");
        assert!(link.redeem(&secret, 1000));
        assert!(!link.redeem(&secret, 1000));
        assert!(link.secret().is_none());
    }
}
