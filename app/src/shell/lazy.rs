//! Code that the browser fetches when it is needed for the first time.
//!
//! The budget of the first page holds only what it needs. Each function that is declared with
//! [`comes_later!`] becomes a file of its own, with everything that only it uses; `cargo xtask`
//! cuts the program there. What most visits want soon after their first page is in one file,
//! `after_start`: each further file also cuts up what it shares with the others.
//!
//! A page that comes like this is a [`LazyPage`](super::lazy_page::LazyPage), a part of one a
//! [`LazyPart`](super::lazy_part::LazyPart).

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;

/// Declares an async function whose value comes with code of its own, and which fails when
/// that code cannot be fetched. Functions that name the same file come together.
///
/// In unit tests there is one program and nothing to fetch.
macro_rules! comes_later {
    ($(#[$doc:meta])* fn $name:ident() -> $what:ty { $value:expr }) => {
        $crate::shell::lazy::comes_later! { $(#[$doc])* in $name fn $name() -> $what { $value } }
    };
    ($(#[$doc:meta])* in $file:ident fn $name:ident() -> $what:ty { $value:expr }) => {
        $(#[$doc])*
        #[cfg(not(test))]
        #[::leptos::wasm_split::wasm_split(
            $file,
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

/// Whether code is here yet, and what came with it.
#[derive(Clone, Copy)]
pub(crate) enum Code<T> {
    /// It is on its way.
    Loading,
    /// It is here.
    Here(T),
    /// It could not be fetched.
    Missing,
}

/// Makes a view whose code is here.
pub(crate) type MakeView = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// Fetches the code of a view.
pub(crate) type FetchView =
    Box<dyn Fn() -> Pin<Box<dyn Future<Output = Result<MakeView, SplitLoaderError>>>>>;

/// A view whose code is fetched now, and again when asked to.
#[derive(Clone, Copy)]
pub(super) struct LazyView {
    code: RwSignal<Code<MakeView>>,
    fetch: StoredValue<FetchView, LocalStorage>,
}

impl LazyView {
    /// Fetches the code.
    pub(super) fn new(fetch: FetchView) -> Self {
        let view = Self {
            code: RwSignal::new(Code::Loading),
            fetch: StoredValue::new_local(fetch),
        };
        view.fetch();
        view
    }

    /// Whether the code is here, and then what makes the view.
    pub(super) fn code(self) -> Code<MakeView> {
        self.code.get()
    }

    /// Fetches the code once more.
    pub(super) fn again(self) {
        self.code.set(Code::Loading);
        self.fetch();
    }

    fn fetch(self) {
        let arriving = self.fetch.with_value(|fetch| fetch());
        spawn_local(async move {
            let arrived = arriving.await.map_or(Code::Missing, Code::Here);
            // Somebody may have left before it came.
            self.code.try_set(arrived);
        });
    }
}
