//! Why a call gave no answer, in a word for programs and a sentence for people.

use std::error::Error;
use std::io;

use wavepass_core::failure::Failure;

use super::body::Flaw;
use super::{ANSWER_LIMIT, CONNECT_TIMEOUT, TIMEOUT, Upstream, tls};

/// A call without an answer that could be read.
#[derive(Debug)]
pub(crate) struct NoAnswer {
    pub(crate) failure: Failure,
    /// A sentence or two for people, with the host and without anything that was sent.
    pub(crate) message: String,
}

impl Upstream {
    /// What an error of the client means. Its own text may contain the whole URL.
    pub(super) fn no_answer(&self, error: &reqwest::Error) -> NoAnswer {
        let (name, at) = (self.name, self.authority());
        let tls_error = causes(error).find_map(<dyn Error>::downcast_ref::<rustls::Error>);
        let io_error = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>());
        let http_error = causes(error).find_map(|cause| cause.downcast_ref::<hyper::Error>());
        let is_tls = self.base.scheme() == "https";
        let (failure, message) = match tls_error {
            _ if error.is_dns() => (
                Failure::Dns,
                format!("{name} could not be reached: the name {at} has no address. {CHECK}"),
            ),
            Some(cause) if error.is_connect() || tls::refuses_client(cause) => {
                let reason = tls::reason(cause, &at);
                let message = format!("No trusted connection to {name} came about: {reason}");
                (Failure::Tls, message)
            }
            _ if error.is_connect() => match io_error.map(io::Error::kind) {
                Some(io::ErrorKind::UnexpectedEof) if is_tls => (
                    Failure::Tls,
                    format!(
                        "No trusted connection to {name} came about: {at} closed it while TLS was \
                         being set up. {CHECK}"
                    ),
                ),
                kind => {
                    let reason = not_connected(kind, error.is_timeout(), &at);
                    let message = format!("{name} could not be reached: {reason}. {CHECK}");
                    (Failure::Unreachable, message)
                }
            },
            _ if error.is_timeout() => (
                Failure::Timeout,
                format!(
                    "{name} did not answer in time: {at} was given {} seconds. Try again, or ask \
                     whether it is running.",
                    TIMEOUT.as_secs()
                ),
            ),
            _ if http_error.is_some_and(hyper::Error::is_parse_too_large) => (
                Failure::Garbled,
                format!("{name}'s answer cannot be read: {at} sends too many or too long headers."),
            ),
            _ if http_error.is_some_and(hyper::Error::is_parse) => (
                Failure::Garbled,
                format!(
                    "{name} gave no answer that can be read: what {at} sends is no HTTP. Whoever \
                     runs this server can check whether the URL that it was given has the right \
                     port and https where it is needed."
                ),
            ),
            _ => (
                Failure::Garbled,
                format!(
                    "{name} gave half an answer or none: {at} closed the connection before the end."
                ),
            ),
        };
        NoAnswer { failure, message }
    }

    /// What a body that cannot be read means.
    pub(super) fn flawed(&self, flaw: &Flaw) -> NoAnswer {
        let (name, at) = (self.name, self.authority());
        let (failure, message) = match flaw {
            Flaw::TooLarge => (
                Failure::TooLarge,
                format!(
                    "{name}'s answer is too long: {at} sends more than {} MB.",
                    ANSWER_LIMIT / 1024 / 1024
                ),
            ),
            Flaw::Encoding(names) => (
                Failure::Garbled,
                format!(
                    "{name}'s answer cannot be read: {at} packs it as {names}, which nobody asked \
                     for. Something in between may do that."
                ),
            ),
            Flaw::Damaged => (
                Failure::Garbled,
                format!("{name}'s answer cannot be read: the gzip of {at} is damaged or cut off."),
            ),
        };
        NoAnswer { failure, message }
    }
}

/// Why no trusted connection to a host came about, as the end of a sentence; `None` where the
/// reason is another one.
pub(crate) fn tls_reason(error: &reqwest::Error, host: &str) -> Option<String> {
    let found = causes(error).find_map(<dyn Error>::downcast_ref::<rustls::Error>)?;
    (error.is_connect() || tls::refuses_client(found)).then(|| tls::reason(found, host))
}

const CHECK: &str = "Whoever runs this server can check its network and the URL that it was given.";

/// Why there is no connection, as the end of a sentence.
fn not_connected(kind: Option<io::ErrorKind>, timed_out: bool, at: &str) -> String {
    match kind {
        Some(io::ErrorKind::ConnectionRefused) => format!("nothing listens at {at}"),
        Some(io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable) => {
            format!("there is no way to {at} from here")
        }
        _ if timed_out => format!(
            "{at} did not take a connection within {} seconds",
            CONNECT_TIMEOUT.as_secs()
        ),
        _ => format!("no connection to {at} came about"),
    }
}

/// An error and what caused it. The source of an [`io::Error`] is the source of what is in it, so
/// that what is in it would be passed over.
pub(crate) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |&error| {
        match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inside) => Some(inside as &(dyn Error + 'static)),
            None => error.source(),
        }
    })
}
