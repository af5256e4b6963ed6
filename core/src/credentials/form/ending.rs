//! When a value of a provider other than a registry ends, where it says so itself: the certificate
//! of a client, and a JSON Web Token such as that of a service account.
//!
//! Sources: RFC 5280, section 4.1.2.5, for certificates; RFC 7519, section 4.1.4, for tokens.
//! Nothing is verified. This module reads no clock: it is told the time. Start at [`lifetime`].

use der::asn1::{AnyRef, GeneralizedTime, UtcTime};
use der::{Decode, Reader, SliceReader, Tag, Tagged};

use super::pem::Pem;
use crate::credentials::field::{FieldSpec, Format};
use crate::finding::{Finding, rules};
use crate::registry::secret::{Lifetime, end_of_token};

rules! {
    /// A certificate or a token says that it has ended.
    pub(crate) VALUE_HAS_ENDED = "value-has-ended" {
        severity: Warning,
        why: "What signs in with it is most likely refused from its end on.",
        action: "Get a new one, and the key that belongs to it.",
    }

    /// A certificate or a token says that it ends within a day.
    pub(crate) VALUE_ENDS_SOON = "value-ends-soon" {
        severity: Warning,
        why: "Stored credentials are used for every later run. Once this has ended, what signs in \
              with it is most likely refused.",
        action: "Store one that lasts.",
    }
}

/// How long a value works by what it says itself; none where it says nothing. Times are in Unix
/// seconds.
pub(super) fn lifetime(spec: &FieldSpec, typed: &str, now: i64) -> Option<Lifetime> {
    let end = match spec.format {
        Format::Certificate => end_of_certificate(typed),
        _ if spec.is_secret() => end_of_token(typed.trim()),
        _ => None,
    };
    end.map(|end| Lifetime::until(end, now))
}

/// That a value has ended, or is about to.
pub(super) fn finding(spec: &FieldSpec, typed: &str, now: i64) -> Option<Finding> {
    let lifetime = lifetime(spec, typed, now).filter(|it| it.is_short())?;
    let code = match lifetime {
        Lifetime::Expired { .. } => VALUE_HAS_ENDED,
        _ => VALUE_ENDS_SOON,
    };
    let told = format!("By what it says itself: {}", lifetime.sentence());
    Some(Finding::warning(code, told))
}

/// The year 9999 stands for no end.
const NO_END: i64 = 253_402_300_799;

/// When the first certificate of a text ends.
fn end_of_certificate(text: &str) -> Option<i64> {
    let pem = Pem::read(text).filter(|pem| pem.label == "CERTIFICATE" && pem.is_ended)?;
    let end = not_after(&pem.bytes()?).ok()?;
    let end = i64::try_from(end).ok()?;
    (end != NO_END).then_some(end)
}

/// `notAfter` of a certificate in DER.
fn not_after(certificate: &[u8]) -> der::Result<u64> {
    let mut outside = SliceReader::new(certificate)?;
    let mut certificate = inside(&mut outside, Tag::Sequence)?;
    let mut signed = inside(&mut certificate, Tag::Sequence)?;
    if matches!(Tag::peek(&signed)?, Tag::ContextSpecific { .. }) {
        // The version.
        signed.tlv_bytes()?;
    }
    // Serial number, algorithm, issuer.
    for _ in 0..3 {
        signed.tlv_bytes()?;
    }
    let mut validity = inside(&mut signed, Tag::Sequence)?;
    validity.tlv_bytes()?;
    let after = match Tag::peek(&validity)? {
        Tag::UtcTime => UtcTime::decode(&mut validity)?.to_unix_duration(),
        _ => GeneralizedTime::decode(&mut validity)?.to_unix_duration(),
    };
    Ok(after.as_secs())
}

/// What is inside the next element, which has to be of a kind.
fn inside<'b>(reader: &mut SliceReader<'b>, tag: Tag) -> der::Result<SliceReader<'b>> {
    let element = AnyRef::decode(reader)?;
    element.tag().assert_eq(tag)?;
    SliceReader::new(element.value())
}

#[cfg(test)]
#[path = "ending_tests.rs"]
mod tests;
