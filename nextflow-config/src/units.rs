//! Durations and amounts of memory as configurations write them: `40.min`, `8.GB`.
//!
//! How Nextflow shows them (`40m`, `8 GB`) is the business of [`super::Value`]. Start at
//! [`duration`].

const TIMES: [(i64, &str); 5] = [
    (86_400_000, "d"),
    (3_600_000, "h"),
    (60_000, "min"),
    (1_000, "s"),
    (1, "ms"),
];

const SIZES: [(i64, &str); 5] = [
    (1 << 40, "TB"),
    (1 << 30, "GB"),
    (1 << 20, "MB"),
    (1 << 10, "KB"),
    (1, "B"),
];

/// Milliseconds in the largest unit that divides them; `None` below zero.
pub(crate) fn duration(millis: i64) -> Option<String> {
    with_unit(millis, &TIMES)
}

/// Bytes in the largest unit that divides them; `None` below zero.
pub(crate) fn memory(bytes: i64) -> Option<String> {
    with_unit(bytes, &SIZES)
}

fn with_unit(amount: i64, units: &[(i64, &str)]) -> Option<String> {
    let divides = |(size, _): &&(i64, &str)| amount % size == 0;
    let (size, unit) = units.iter().find(divides)?;
    (amount >= 0).then(|| format!("{}.{unit}", amount / size))
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn the_largest_unit_that_divides_an_amount_is_written() {
        assert_eq!(duration(2_400_000).as_deref(), Some("40.min"));
        assert_eq!(duration(86_400_000).as_deref(), Some("1.d"));
        assert_eq!(memory(8 << 30).as_deref(), Some("8.GB"));
        assert_eq!(memory(1_500).as_deref(), Some("1500.B"));
    }

    #[test]
    fn less_than_nothing_is_not_written() {
        assert_eq!((duration(-1), memory(-1)), (None, None));
    }
}
