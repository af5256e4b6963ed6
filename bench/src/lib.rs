//! What the benchmarks read, and their clock. They are a package of their own because criterion does not build
//! for the browser, where the tests and lints of `wavepass-core` run as well.

mod config;
mod cpu_time;
mod growth;
mod shapes;

pub use config::config;
pub use cpu_time::CpuTime;
pub use growth::Growth;
pub use shapes::{SHAPES, Shape};
