//! How long another server wants to be left alone.

use axum::http::HeaderMap;
use axum::http::header::RETRY_AFTER;

use crate::clock;

/// The seconds to wait that an answer names, as a number or as a time.
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<u64> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(seconds);
    }
    let time = httpdate::parse_http_date(value).ok()?;
    let since_1970 = time.duration_since(std::time::UNIX_EPOCH).ok()?.as_secs();
    let now = u64::try_from(clock::now()).ok()?;
    Some(since_1970.saturating_sub(now))
}
