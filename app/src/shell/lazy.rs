//! Code that the browser fetches when it is needed for the first time.
//!
//! The budget of the first page holds only what it needs. Each function that is declared with
//! [`comes_later!`] becomes a file of its own, with everything that only it uses; `cargo xtask`
//! cuts the program there.

/// Declares an async function whose value comes with code of its own, and which fails when
/// that code cannot be fetched.
///
/// In unit tests there is one program and nothing to fetch.
macro_rules! comes_later {
    ($(#[$doc:meta])* fn $name:ident() -> $what:ty { $value:expr }) => {
        $(#[$doc])*
        #[cfg(not(test))]
        #[::leptos::wasm_split::wasm_split(
            $name,
            wasm_split_path = leptos::wasm_split,
            fallible
        )]
        fn $name() -> Result<$what, ::leptos::wasm_split::SplitLoaderError> {
            Ok($value)
        }

        $(#[$doc])*
        #[cfg(test)]
        async fn $name() -> Result<$what, ::leptos::wasm_split::SplitLoaderError> {
            Ok($value)
        }
    };
}

pub(crate) use comes_later;
