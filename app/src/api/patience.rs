//! How long a question waits when Platform asks for fewer requests.
//!
//! Only reads wait: a change that is sent twice may be made twice.

use wavepass_core::failure::Failure;
use wavepass_core::platform::request_error::RequestError;

/// How long a page may keep somebody waiting, in seconds.
const LONGEST: u32 = 30;

/// How often a question is asked again.
const TIMES: u32 = 4;

/// What is left of the patience with one question.
#[derive(Debug, Default)]
pub(super) struct Patience {
    waited: u32,
    times: u32,
}

impl Patience {
    /// How many seconds to wait before asking again; none when that makes no sense any more.
    pub(super) fn wait(&mut self, failure: &RequestError) -> Option<u32> {
        // "0" is often said, and too early.
        let seconds = failure.retry_after.unwrap_or(1).max(1);
        let all = self.waited.saturating_add(seconds);
        if failure.kind != Failure::Limited || self.times == TIMES || all > LONGEST {
            return None;
        }
        self.times += 1;
        self.waited = all;
        Some(seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    fn limited(retry_after: Option<u32>) -> RequestError {
        RequestError {
            retry_after,
            ..RequestError::new(Failure::Limited)
        }
    }

    #[test]
    fn a_question_waits_as_long_as_it_is_told_and_not_for_ever() {
        for (told, waits) in [
            (Some(3), vec![3, 3, 3, 3]),
            (Some(0), vec![1, 1, 1, 1]),
            (None, vec![1, 1, 1, 1]),
            (Some(12), vec![12, 12]),
            (Some(31), vec![]),
            (Some(u32::MAX), vec![]),
        ] {
            let mut patience = Patience::default();
            let waited: Vec<_> = std::iter::from_fn(|| patience.wait(&limited(told)))
                .take(9)
                .collect();
            assert_eq!(waited, waits, "{told:?}");
        }
    }

    #[test]
    fn nothing_else_is_worth_waiting_for() {
        for kind in [
            Failure::Failed,
            Failure::Timeout,
            Failure::Refused,
            Failure::Offline,
        ] {
            assert_eq!(Patience::default().wait(&RequestError::new(kind)), None);
        }
    }
}
