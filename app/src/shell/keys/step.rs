//! A step through a list, from one end to the other and round.

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Next,
    Previous,
    First,
    Last,
}

impl Step {
    /// The step that a key is.
    pub(super) fn of(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::Next),
            "ArrowUp" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    /// Where it leads among so many, from one of them or from none; nowhere in an empty list.
    pub(super) fn from(self, at: Option<usize>, count: usize) -> Option<usize> {
        let last = count.checked_sub(1)?;
        let to = match (self, at) {
            (Self::Next, Some(at)) if at < last => at + 1,
            (Self::First | Self::Next, _) => 0,
            (Self::Previous, Some(at)) if at > 0 => last.min(at - 1),
            (Self::Last | Self::Previous, _) => last,
        };
        Some(to)
    }
}

#[cfg(test)]
mod tests {
    use super::Step::{First, Last, Next, Previous};
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_step_leads_on_and_round() {
        for (step, at, count, to) in [
            (Next, Some(0), 3, Some(1)),
            (Next, Some(1), 3, Some(2)),
            (Next, Some(2), 3, Some(0)),
            (Previous, Some(2), 3, Some(1)),
            (Previous, Some(1), 3, Some(0)),
            (Previous, Some(0), 3, Some(2)),
            (First, Some(2), 3, Some(0)),
            (Last, Some(0), 3, Some(2)),
            // From what is none of them.
            (Next, None, 3, Some(0)),
            (Previous, None, 3, Some(2)),
            (First, None, 3, Some(0)),
            (Last, None, 3, Some(2)),
            // Where there is only one, it stays.
            (Next, Some(0), 1, Some(0)),
            (Previous, Some(0), 1, Some(0)),
            // There were more.
            (Next, Some(5), 3, Some(0)),
            (Previous, Some(5), 3, Some(2)),
            (Next, None, 0, None),
            (Previous, Some(0), 0, None),
            (First, None, 0, None),
            (Last, None, 0, None),
        ] {
            assert_eq!(step.from(at, count), to, "{step:?} {at:?} of {count}");
        }
    }

    #[test]
    fn four_keys_are_steps() {
        for (key, step) in [
            ("ArrowDown", Some(Next)),
            ("ArrowUp", Some(Previous)),
            ("Home", Some(First)),
            ("End", Some(Last)),
            ("ArrowLeft", None),
            ("k", None),
            ("?", None),
        ] {
            assert_eq!(Step::of(key), step, "{key}");
        }
    }
}
