//! A button that counts its presses: `cargo xtask bench` loads it beside the app, in the same
//! browser and over the same line.

use leptos::mount::mount_to_body;
use leptos::prelude::*;

fn main() {
    mount_to_body(Counter);
}

#[component]
fn Counter() -> impl IntoView {
    let (count, set_count) = signal(0);
    view! {
        <button on:click=move |_| set_count.update(|count| *count += 1)>
            {move || format!("Pressed {} times", count.get())}
        </button>
    }
}
