//! Nothing but a place for the benchmarks: criterion does not build for the browser, where
//! the tests and lints of `wavepass-core` run as well.
