//! The pages of `docs` that are made from tables of this crate.

use std::fs;
use std::path::PathBuf;

/// Asserts that a page is what its table says now; writes it anew for `cargo xtask docs`.
#[track_caller]
pub(crate) fn is_current(name: &str, page: &str) {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
    let path = root.join("../docs").join(name);
    if std::env::var_os("WAVEPASS_WRITE_DOCS").is_some_and(|value| value == "1") {
        fs::write(&path, page).unwrap();
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == page,
        "docs/{name} is stale. To write it anew, type: cargo xtask docs"
    );
}
