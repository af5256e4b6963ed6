//! Regular expressions: `regex` on the host, `regex-lite` in the browser.
//!
//! Both take the same syntax. `regex` costs about 160 KB (brotli) in the browser because
//! Leptos switches all of its Unicode tables on; `regex-lite` costs next to nothing. The
//! tests of this crate run with both, so a pattern may only use what both agree on: no
//! Unicode classes such as `\p{L}`, and `\d`, `\w`, `\s` for ASCII text.
//!
//! Use [`pattern!`](crate::pattern!), which compiles an expression once per program.

#[cfg(not(target_arch = "wasm32"))]
pub use regex::{Captures, Regex};
#[cfg(target_arch = "wasm32")]
pub use regex_lite::{Captures, Regex};

/// A static regular expression, compiled on first use.
///
/// The expression is a literal of this crate, so that a broken one is a programming error
/// which the first test that touches it reports.
#[macro_export]
macro_rules! pattern {
    ($expression:literal) => {{
        static PATTERN: std::sync::LazyLock<$crate::pattern::Regex> =
            std::sync::LazyLock::new(|| $crate::pattern::compile($expression));
        &*PATTERN
    }};
}

/// Compiles an expression of this crate's own.
///
/// # Panics
/// When the expression is malformed. It is never made from anything a person typed.
#[doc(hidden)]
#[expect(
    clippy::expect_used,
    reason = "the expressions are literals of this crate, and a test touches each of them"
)]
pub fn compile(expression: &'static str) -> Regex {
    Regex::new(expression).expect("a pattern of this crate is well formed")
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn both_engines_read_the_same_syntax() {
        let host = pattern!(r"^(?<name>[a-z0-9]+)\.azurecr\.(?:io|cn)$");
        let found = host.captures("myregistry.azurecr.io").unwrap();
        assert_eq!(&found["name"], "myregistry");
        assert!(host.captures("myregistry.azurecr.io.evil.com").is_none());
    }
}
