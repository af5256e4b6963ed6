//! Why a registry gave no answer that can be used, in the words of
//! [`wavepass_core::registry::login_test`]. Nothing that it said is repeated.

use std::io;

use reqwest::Url;
use wavepass_core::registry::DOCKER_HUB;
use wavepass_core::registry::login_test::{Trouble, TroubleKind};

use super::DOCKER_HUB_HOST;
use super::guard::NotAllowed;
use crate::upstream::{causes, tls_reason};

/// What was in the way at a URL.
pub(crate) fn trouble(url: &Url, kind: TroubleKind) -> Trouble {
    let host = url.host_str().unwrap_or_default();
    let at = match url.port() {
        Some(port) => format!("{host}:{port}"),
        // As people write it.
        None if host == DOCKER_HUB_HOST => DOCKER_HUB.to_owned(),
        None => host.to_owned(),
    };
    Trouble { at, kind }
}

/// What a status means that is no answer to a login.
pub(crate) fn unexpected(url: &Url, status: u16) -> Trouble {
    let kind = match status {
        429 => TroubleKind::Limited,
        500..=599 => TroubleKind::Failed(status),
        _ => TroubleKind::Unexpected(status),
    };
    trouble(url, kind)
}

pub(crate) fn not_allowed(not: NotAllowed, url: &Url) -> Trouble {
    let kind = match not {
        NotAllowed::Address => TroubleKind::AddressNotAllowed,
        NotAllowed::Port => TroubleKind::PortNotAllowed,
        NotAllowed::Plain => TroubleKind::NoTls,
    };
    trouble(url, kind)
}

/// Whether the other side was reached, and is not trusted.
pub(crate) fn is_of_certificate(kind: &TroubleKind) -> bool {
    matches!(kind, TroubleKind::Tls(reason) if reason.contains("certificate"))
}

/// What it means that there is no answer. The client's own words have the whole URL.
pub(crate) fn no_answer(error: &reqwest::Error, url: &Url) -> Trouble {
    let not = causes(error).find_map(|cause| cause.downcast_ref::<NotAllowed>());
    if let Some(not) = not {
        return not_allowed(*not, url);
    }
    let host = url.host_str().unwrap_or_default();
    let io = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>());
    let was_closed = io.is_some_and(|it| it.kind() == io::ErrorKind::UnexpectedEof);
    let kind = if error.is_dns() {
        TroubleKind::NoAddress
    } else if let Some(reason) = tls_reason(error, host) {
        TroubleKind::Tls(reason)
    } else if error.is_timeout() {
        TroubleKind::TimedOut
    } else if error.is_connect() && !was_closed {
        TroubleKind::Unreachable
    } else {
        TroubleKind::Garbled
    };
    trouble(url, kind)
}
