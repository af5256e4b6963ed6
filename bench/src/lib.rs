//! What the benchmarks read. They are a package of their own because criterion does not build
//! for the browser, where the tests and lints of `wavepass-core` run as well.

mod config;
mod shapes;

pub use config::config;
pub use shapes::{SHAPES, Shape};
