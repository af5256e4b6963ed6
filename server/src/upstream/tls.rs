//! Why no trusted connection came about, for people.

use rustls::{AlertDescription, CertificateError, Error};

/// Whether the server refuses this client. With TLS 1.3 it tells so only when the client has sent
/// something, which it did not read.
pub(super) fn refuses_client(error: &Error) -> bool {
    matches!(
        error,
        Error::AlertReceived(
            AlertDescription::CertificateRequired
                | AlertDescription::BadCertificate
                | AlertDescription::UnsupportedCertificate
                | AlertDescription::UnknownCA
                | AlertDescription::AccessDenied
        )
    )
}

/// The reason as the end of a sentence, and what can be done.
pub(super) fn reason(error: &Error, at: &str) -> String {
    match error {
        Error::InvalidCertificate(certificate) => of_certificate(certificate, at),
        Error::InvalidMessage(_) => format!(
            "what {at} says is no TLS. Does its URL begin with http://, or has it another port?"
        ),
        Error::PeerIncompatible(_) => {
            format!("{at} speaks no version of TLS that is taken here, which are 1.2 and 1.3.")
        }
        Error::AlertReceived(
            AlertDescription::CertificateRequired | AlertDescription::BadCertificate,
        ) => format!("{at} asks for a certificate of its client, which Wavepass does not have."),
        Error::AlertReceived(alert) => {
            format!("{at} refused to set up TLS and called the reason {alert:?}.")
        }
        other => format!("TLS with {at} failed ({other})."),
    }
}

fn of_certificate(error: &CertificateError, at: &str) -> String {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            format!("the certificate of {at} has expired, or the clock of this server is wrong.")
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => format!(
            "the certificate of {at} is not valid yet, or the clock of this server is wrong."
        ),
        CertificateError::Revoked => format!("the certificate of {at} was revoked."),
        CertificateError::UnknownIssuer => format!(
            "the certificate of {at} was issued by an authority that this server does not trust. \
             Whoever runs it can name that authority with --tls-ca."
        ),
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            format!("the certificate of {at} is for another name.")
        }
        // What webpki says of it is not among the reasons of rustls.
        other if other.to_string().contains("CaUsedAsEndEntity") => format!(
            "the certificate of {at} is one of an authority (CA:TRUE) and not of a server, which \
             is not taken here, also with --tls-ca. Whoever runs {at} can give it another."
        ),
        other => format!("the certificate of {at} cannot be used ({other})."),
    }
}
