//! Whether something takes time in proportion to the length of a text.

use std::time::Duration;

use cpu_time::ThreadTime;

/// Asserts that sixteen times the text takes nowhere near 256 times as long, as it would if every
/// place were compared with every other.
///
/// Times are compared with each other, not with a limit, so a slow machine changes nothing. They
/// are those of the processor, because other tests run at the same time; what these take of its
/// caches only makes a time longer, so the shortest of several counts.
#[track_caller]
pub(crate) fn assert_linear(piece: &str, run: impl Fn(&str)) {
    let text = |length: usize| piece.repeat(length / piece.len() + 1);
    let (short, long) = (text(8 << 10), text(128 << 10));
    let time = |text: &str| {
        let times = (0..3).map(|_| {
            let start = ThreadTime::now();
            run(text);
            start.elapsed()
        });
        times.min().unwrap_or_default()
    };
    let mut ratios = (0..8).map(|_| {
        let floor = Duration::from_micros(20);
        time(&long).as_secs_f64() / time(&short).max(floor).as_secs_f64()
    });
    let is_linear = ratios.any(|ratio| ratio < 48.0);
    assert!(
        is_linear,
        "{piece:?}: sixteen times as much takes much longer"
    );
}

#[test]
fn time_that_grows_with_the_square_is_found() {
    let every_pair = |text: &str| {
        let bytes = text.as_bytes();
        let pairs = bytes.iter().step_by(64).map(|a| {
            let same = bytes.iter().step_by(64).filter(|b| *b == a);
            std::hint::black_box(same.count())
        });
        std::hint::black_box(pairs.sum::<usize>());
    };
    let found = std::panic::catch_unwind(|| assert_linear("ab", every_pair));
    assert!(found.is_err());
}
