//! [`conformance`] under the name that it had for facts about Nextflow configurations.

#[path = "conformance/main.rs"]
mod conformance;

use std::process::ExitCode;

fn main() -> ExitCode {
    conformance::main()
}
