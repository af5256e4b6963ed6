//! Code that the browser fetches when it is needed for the first time.
//!
//! The budget of the first page holds only what it needs. Each function that is declared with
//! [`comes_later!`] becomes a file of its own, with everything that only it uses; `cargo xtask`
//! cuts the program there. Each further file also cuts up what it shares with the others, which
//! costs more than a small one wins: what is needed at the same time is in one file, and what the
//! first page shows is in none.
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
    ($(#[$doc:meta])* fn $name:ident() -> $what:ty { $($body:tt)* }) => {
        $crate::shell::lazy::comes_later! { $(#[$doc])* in $name fn $name() -> $what { $($body)* } }
    };
    ($(#[$doc:meta])* in $file:ident fn $name:ident() -> $what:ty { $($body:tt)* }) => {
        $(#[$doc])*
        #[cfg(not(test))]
        #[::leptos::wasm_split::wasm_split(
            $file,
            wasm_split_path = leptos::wasm_split,
            fallible
        )]
        fn $name() -> Result<$what, ::leptos::wasm_split::SplitLoaderError> {
            Ok({ $($body)* })
        }

        $(#[$doc])*
        #[cfg(test)]
        async fn $name() -> Result<$what, ::leptos::wasm_split::SplitLoaderError> {
            Ok({ $($body)* })
        }
    };
}

pub(crate) use comes_later;

/// Whether code is here yet, and what came with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Code<T> {
    /// Nobody has asked for it.
    NotAskedFor,
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

/// Fetches the code of a view, which is then made by what came.
pub(crate) fn fetch_view<M, F>(
    code: impl Fn() -> F + 'static,
    view: impl Fn(M) -> AnyView + Clone + Send + Sync + 'static,
) -> FetchView
where
    M: Copy + Send + Sync + 'static,
    F: Future<Output = Result<M, SplitLoaderError>> + 'static,
{
    Box::new(move || {
        let (arriving, view) = (code(), view.clone());
        Box::pin(async move {
            let made_by = arriving.await?;
            let make: MakeView = Arc::new(move || view(made_by));
            Ok(make)
        })
    })
}

impl<T> Code<T> {
    /// Whether it is here yet.
    pub(super) fn stage(self) -> Code<()> {
        match self {
            Self::NotAskedFor => Code::NotAskedFor,
            Self::Loading => Code::Loading,
            Self::Here(_) => Code::Here(()),
            Self::Missing => Code::Missing,
        }
    }
}

/// A view whose code is fetched when asked to, and again.
#[derive(Clone, Copy)]
pub(super) struct LazyView {
    code: RwSignal<Code<MakeView>>,
    fetch: StoredValue<FetchView, LocalStorage>,
}

impl LazyView {
    /// Fetches nothing yet.
    pub(super) fn new(fetch: FetchView) -> Self {
        Self {
            code: RwSignal::new(Code::NotAskedFor),
            fetch: StoredValue::new_local(fetch),
        }
    }

    /// Whether the code is here, and then what makes the view.
    pub(super) fn code(self) -> Code<MakeView> {
        self.code.get()
    }

    /// Fetches the code, once more where it could not be.
    pub(super) fn fetch(self) {
        self.code.set(Code::Loading);
        let arriving = self.fetch.with_value(|fetch| fetch());
        spawn_local(async move {
            let arrived = arriving.await.map_or(Code::Missing, Code::Here);
            // Somebody may have left before it came.
            self.code.try_set(arrived);
        });
    }
}
