//! A point in time as people read it: roughly, with the exact time at hand.

use std::thread::LocalKey;

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::browser;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A time, "5 minutes ago" or "22 Nov 2026", or a word when there is none.
#[component]
pub(crate) fn Time(
    /// The time, in milliseconds since 1970-01-01 UTC.
    at: Option<i64>,
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
                <time datetime=iso(at) title=exactly(at)>
                    {rough}
                    {exact.then(|| format!(" ({})", exactly(at)))}
                </time>
            }
            .into_any()
        }
    }
}

/// `2026-11-22T10:00:00Z`.
fn iso(at: i64) -> String {
    let text = String::from(date(at).to_iso_string());
    // Nobody needs the milliseconds.
    match text.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => text,
    }
}

fn rough(at: i64, now_millis: i64) -> String {
    let ago = (now_millis - at) / 1000;
    // A clock that is a little ahead is no reason to speak of the future.
    match ago.max(0) {
        0..MINUTE => "Just now".to_owned(),
        MINUTE..HOUR => relative(ago / MINUTE, "minute"),
        HOUR..DAY => relative(ago / HOUR, "hour"),
        DAY..604_800 => relative(ago / DAY, "day"),
        _ => formatted(at, &DAY_FORMAT),
    }
}

fn exactly(at: i64) -> String {
    formatted(at, &EXACT_FORMAT)
}

fn relative(count: i64, unit: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} ago")
}

thread_local! {
    // A format takes the browser 3 ms to make, and a list has two of its times in each row.
    static DAY_FORMAT: Function = format(&[("dateStyle", "medium")]);
    static EXACT_FORMAT: Function = format(&[("dateStyle", "long"), ("timeStyle", "long")]);
}

/// What writes a date. The page is in English, so its dates are too.
fn format(options: &[(&str, &str)]) -> Function {
    let settings = Object::new();
    for (name, value) in options {
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(
            &settings,
            &JsValue::from_str(name),
            &JsValue::from_str(value),
        );
    }
    Intl::DateTimeFormat::new(&Array::of1(&"en-GB".into()), &settings).format()
}

fn formatted(at: i64, format: &'static LocalKey<Function>) -> String {
    format
        .with(|format| format.call1(&JsValue::NULL, &date(at)))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| iso(at))
}

fn date(at: i64) -> Date {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds are exact up to 2^53"
    )]
    let millis = at as f64;
    Date::new(&JsValue::from_f64(millis))
}
