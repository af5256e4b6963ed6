//! A point in time as people read it: roughly, with the exact time at hand.

use js_sys::{Array, Date, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wavepass_core::platform::Timestamp;

use crate::browser;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A time, "5 minutes ago" or "22 Nov 2026", or a word when there is none.
#[component]
pub(crate) fn Time(
    /// The time.
    at: Option<Timestamp>,
    /// The word for none.
    #[prop(default = "Unknown")]
    none: &'static str,
    /// Whether there is room for the exact time beside it.
    #[prop(optional)]
    exact: bool,
) -> impl IntoView {
    match at {
        None => view! { <span class="wp-muted">{none}</span> }.into_any(),
        Some(at) => {
            let rough = rough(at, browser::now_millis());
            view! {
                <time datetime=at.to_iso() title=exactly(at)>
                    {rough}
                    {exact.then(|| format!(" ({})", exactly(at)))}
                </time>
            }
            .into_any()
        }
    }
}

fn rough(at: Timestamp, now_millis: i64) -> String {
    let ago = (now_millis - at.unix_millis()) / 1000;
    // A clock that is a little ahead is no reason to speak of the future.
    match ago.max(0) {
        0..MINUTE => "Just now".to_owned(),
        MINUTE..HOUR => relative(ago / MINUTE, "minute"),
        HOUR..DAY => relative(ago / HOUR, "hour"),
        DAY..604_800 => relative(ago / DAY, "day"),
        _ => formatted(at, &[("dateStyle", "medium")]),
    }
}

fn exactly(at: Timestamp) -> String {
    formatted(at, &[("dateStyle", "long"), ("timeStyle", "long")])
}

fn relative(count: i64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

/// The page is in English, so its dates are too.
fn formatted(at: Timestamp, options: &[(&str, &str)]) -> String {
    let settings = Object::new();
    for (name, value) in options {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(
            &settings,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds are exact up to 2^53"
    )]
    let millis = at.unix_millis() as f64;
    let date = Date::new(&JsValue::from_f64(millis));
    let format = Intl::DateTimeFormat::new(&Array::of1(&"en-GB".into()), &settings).format();
    format
        .call1(&JsValue::NULL, &date)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| at.to_iso())
}
